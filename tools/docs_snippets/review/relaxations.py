"""What a change relaxes: new ignore comments, accepted findings and settings that check less."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docs_snippets.changes.change import Change, PageEdit
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Source, Span
from docs_snippets.data.strict_yaml import Node
from docs_snippets.files import reading
from docs_snippets.files.access import Files
from docs_snippets.linting import baseline, suppressions
from docs_snippets.linting.suppressions import Ignore
from docs_snippets.mdx.page import Page
from docs_snippets.project.config import NAME, Config, ConfigText
from docs_snippets.snippets import definition, definition_reading

_MOST = 3
_START = Span(0, 0)


class Relaxation(NamedTuple):
    """Something that is allowed now, and the place that allows it."""

    words: str
    source: Source
    span: Span


def relaxations(change: Change) -> Iterator[Relaxation]:
    """Everything that a change relaxes."""
    for edit in change.edits:
        yield from _added_ignores(change, edit)
    beside = change.config_files.all
    if baseline.FILE_NAME in beside:
        yield from _accepted_findings(change)
    if NAME in beside or change.head.config.name in beside:
        yield from _settings(change)
    if any(path.startswith(f"{definition.FOLDER}/") for path in beside):
        yield from _skipped_placements(change)


def _added_ignores(change: Change, edit: PageEdit) -> Iterator[Relaxation]:
    if edit.after is None or suppressions.MARK not in edit.after.text:
        return
    now, before = change.page_after(edit), change.page_before(edit)
    if now is None:
        return
    old = _ignores_on(before)
    exact = Counter((each.rule, each.reason) for each in old)
    moved = Counter(each.rule for each in old)
    fresh: list[Ignore] = []
    for each in _ignores_on(now):
        if exact[each.rule, each.reason]:
            exact[each.rule, each.reason] -= 1
            moved[each.rule] -= 1
        else:
            fresh.append(each)
    for each in fresh:
        if moved[each.rule] > 0:
            moved[each.rule] -= 1
            continue
        where = "on this page" if each.kind == "page" else "here"
        words = f"this change ignores {each.rule!r} {where}: {each.reason}"
        yield Relaxation(words, edit.after, each.span)


def _ignores_on(page: Page | None) -> list[Ignore]:
    return [each for each in suppressions.read_ignores(page) if not each.wrong] if page else []


def _accepted_findings(change: Change) -> Iterator[Relaxation]:
    now = _read_baseline(change.head.config.folder)
    before = _read_baseline(change.revisions.base_config_folder)
    known = _entries(before)
    new = [(of, rule) for of, rule in _entries(now).items() if of not in known]
    if isinstance(now, Source) and new:
        counts = Counter(rule for _, rule in new).most_common()
        listed = ", ".join(f"{count} {rule}" for rule, count in counts[:_MOST])
        more = len(counts) - _MOST
        kinds = f"{listed} and {more} more kinds" if more > 0 else listed
        start = max(now.text.find(new[0][0]), 0)
        line = now.line_span(now.line_of(start))
        grown = f"{len(new)} more finding{'s' if len(new) > 1 else ''}"
        yield Relaxation(f"this change accepts {grown}: {kinds}", now, line)


def _read_baseline(folder: Files | None) -> Source | None:
    found = reading.read(folder, baseline.FILE_NAME) if folder is not None else None
    return found if isinstance(found, Source) else None


def _entries(source: Source | None) -> Mapping[str, str]:
    """Rules of the accepted findings by fingerprint; nothing where it cannot be read."""
    try:
        value = json.loads(source.text) if source else {}
    except (ValueError, RecursionError):
        return {}
    entries = value.get("entries") if isinstance(value, dict) else None
    listed = [each for each in entries if isinstance(each, dict)] if entries else []
    return {str(each.get("fingerprint")): str(each.get("rule")) for each in listed}


def _settings(change: Change) -> Iterator[Relaxation]:
    now, before = change.head.config, change.base.config if change.base else None
    if before is None:
        return
    for words, span in (
        *_rules(now, before),
        *_severities(now, before),
        *_trees(now, before),
        *_added_facts(now, before),
    ):
        yield Relaxation(words, now.source, span)


def _rules(now: Config, before: Config) -> Iterator[tuple[str, Span]]:
    for name in _added_names(now.rules.ignore, before.rules.ignore):
        yield f"this change turns {name.text!r} off everywhere", name.span
    chosen, old = now.rules.select, before.rules.select
    if chosen is not None:
        names = {each.text for each in chosen}
        lost = None if old is None else sorted({each.text for each in old} - names)
        span = chosen[0].span if chosen else _START
        if lost is None:
            yield "this change turns off every rule but those selected here", span
        elif lost:
            yield f"this change no longer selects {', '.join(map(repr, lost))}", span
    known = {(each.path.text, name.text) for each in before.rules.paths for name in each.ignore}
    for each in now.rules.paths:
        for name in each.ignore:
            if (each.path.text, name.text) not in known:
                words = f"this change turns {name.text!r} off for {each.path.text!r}: {each.reason}"
                yield words, name.span


def _severities(now: Config, before: Config) -> Iterator[tuple[str, Span]]:
    levels = {each.rule.text: each.severity for each in before.rules.severities}
    for entry in now.rules.severities:
        if entry.severity.rank < levels.get(entry.rule.text, Severity.ERROR).rank:
            yield f"this change reports {entry.rule.text!r} as {entry.severity}", entry.rule.span


def _trees(now: Config, before: Config) -> Iterator[tuple[str, Span]]:
    names = {product.name for product in now.products}
    for product in before.products:
        if product.name not in names:
            yield f"this change stops checking product {product.name!r}", _START
    frozen = {
        (product.name, entry.version.text)
        for product in before.products
        for entry in product.trees
        if entry.frozen
    }
    for product in now.products:
        for entry in product.trees:
            tree = product.name, entry.version.text
            if entry.frozen and tree not in frozen:
                yield f"this change freezes {'/'.join(tree)}", entry.version.span
    gone = _added_names(before.unversioned, now.unversioned)
    for folder in gone:
        yield f"this change stops checking folder {folder.text!r}", _START


def _added_facts(now: Config, before: Config) -> Iterator[tuple[str, Span]]:
    for what, new, old in (
        ("corrects a reference", now.overrides, before.overrides),
        ("adds a port", now.ports, before.ports),
    ):
        known = {_node_text(before, node) for node in old}
        for node in new:
            if _node_text(now, node) not in known:
                yield f"this change {what} in the configuration", node.span


def _node_text(config: Config, node: Node) -> str:
    return " ".join(config.source.slice(node.span).split())


def _added_names(now: Iterable[ConfigText], before: Iterable[ConfigText]) -> list[ConfigText]:
    known = {each.text for each in before}
    return [each for each in now if each.text not in known]


def _skipped_placements(change: Change) -> Iterator[Relaxation]:
    before = definition_reading.load(change.base)[0] if change.base else ()
    known = {
        (place.name, tree) for each in before for place in each.places for tree, _ in place.skip
    }
    for snippet in definition_reading.load(change.head)[0]:
        for place in snippet.places:
            for tree, reason in place.skip:
                if (place.name, tree) not in known:
                    words = f"this change skips {place.name} in {tree}: {reason}"
                    yield Relaxation(words, snippet.source, place.span)
