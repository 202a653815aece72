"""Pages x rules -> diagnostics: runs checks, gives findings their identity, applies ignores.

Work is split by sibling group (the same page in every tree), so that a worker parses each page of a
group once. Workers are forked: what the docs' references say is read once, before. The order of
the result depends on nothing but the findings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from docs_snippets.code_blocks.page_examples import PageKey, text_key
from docs_snippets.core.diagnostics import Diagnostic, Fix, FixEdit
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Region, Source, Span
from docs_snippets.docs.copies import Family, family
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.page_view import Site
from docs_snippets.docs.partials import importers
from docs_snippets.linting import fingerprint, generated_text, suppressions
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.rule import Finding, Rule
from docs_snippets.mdx.page import Page

Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""

Others = Callable[[Page], Iterable[Diagnostic]]
"""What parts other than rules have to say about a page."""

GROUPS_WORTH_A_WORKER = 8
TEXTS_KEPT = 512
"""Rules times texts, whose findings are kept: the copies of a page often have one text."""


@dataclass(frozen=True)
class Job:
    """What to check pages for. `names` has every rule that exists, and whether it is wanted.

    `skipped` are the rules that the configuration turns off for a page; `typed` are texts that
    stand for the page of their path, such as standard input. `elsewhere` are findings of `others`
    on files that are no pages, and `said` what rules said of the last texts that they read alone.
    """

    docs: Docs
    rules: tuple[Rule, ...]
    names: Mapping[str, bool]
    ignores: bool = True
    skipped: Callable[[str], frozenset[str]] = lambda _: frozenset()
    typed: Mapping[str, Source] = field(default_factory=dict)
    others: Others = lambda _: ()
    elsewhere: tuple[Diagnostic, ...] = ()
    said: Memo[tuple[str, PageKey], tuple[Finding, ...]] = field(
        default_factory=lambda: Memo(TEXTS_KEPT)
    )


def lint(
    job: Job, paths: Sequence[str], jobs: int = 1, progress: Progress = lambda *_: None
) -> tuple[Diagnostic, ...]:
    """Every finding on the pages, in the order of trees and places."""
    sets = groups(job.docs, paths)
    workers = min(jobs, len(sets) // GROUPS_WORTH_A_WORKER)
    batches = _batches(job, sets, workers)
    found: list[Diagnostic] = []
    done = 0
    for batch, size in batches:
        found += batch
        done += size
        progress(done, len(paths))
    return with_siblings(in_order(job.docs, found))


def _batches(job: Job, groups: Sequence[Sequence[str]], workers: int) -> "Iterable[Batch]":
    check = partial(_check_group, job, groups)
    if workers > 1:
        from docs_snippets.core import parallel  # a page or two are checked before it is loaded

        if parallel.possible():
            read_references(job.docs)
            return parallel.forked(check, len(groups), workers)
    return map(check, range(len(groups)))


def in_order(docs: Docs, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By tree as the configuration lists them, page, place and rule; each finding once."""
    rank = {tree.name: number for number, tree in enumerate(docs.trees)}
    return sorted(
        dict.fromkeys(findings),
        key=lambda each: (
            rank.get(each.tree or "", -1),
            each.path or "",
            each.region or (0, 0, 0, 0),
            each.rule,
            each.message,
        ),
    )


def check_page(job: Job, path: str, known_as: str | None = None) -> tuple[Diagnostic, ...]:
    """Every finding on one page, in the order of places, ignores applied.

    `known_as` is the page's path in its tree for fingerprints, where it has another one by now.
    """
    page = job.docs.read_page(job.typed[path]) if path in job.typed else job.docs.page(path)
    tree = job.docs.tree_of(path)
    if isinstance(page, Diagnostic):
        unread = page._replace(tree=tree.name if tree else None)
        return identified(job.docs, [unread], known_as)
    found = sorted(_findings(job, page), key=lambda each: (each.region or (), each.rule))
    if any(each.fix for each in found):
        found = [*_without_fixes(page, found, bool(tree and tree.frozen))]
    here = known_as if known_as is not None else job.docs.path_in_tree(path)
    kept = _with_fingerprints(page, here, found)
    if job.ignores:
        kept = suppressions.apply(page, kept, job.names)
        useless = [each for each in kept if not each.fingerprint]
        kept = (*kept[: len(kept) - len(useless)], *_with_fingerprints(page, here, useless))
    else:
        kept = suppressions.marked(page, kept)
    return tuple(each._replace(tree=tree.name if tree else None) for each in kept)


def _findings(job: Job, page: Page) -> Iterator[Diagnostic]:
    site = Site.of(job.docs, page.path)
    skipped = job.skipped(page.path)
    for rule in (rule for rule in job.rules if rule.name not in skipped):
        for finding in _of_rule(job, rule, page, site):
            yield _diagnostic(page, rule, finding)
    for found in job.others(page):
        if job.names.get(found.rule) and found.rule not in skipped:
            yield found


def _of_rule(job: Job, rule: Rule, page: Page, site: Site) -> Iterable[Finding]:
    if rule.reads != "text":
        return rule.check(page, site)
    key = (rule.name, text_key(page))
    found = job.said.get(key, lambda: tuple(rule.check(page, site)))
    return (_on_page(each, page.path) if each.notes else each for each in found)


def _on_page(finding: Finding, path: str) -> Finding:
    """The finding of a rule that read a text alone, with its notes where they point now."""
    return finding._replace(notes=tuple(note._replace(path=path) for note in finding.notes))


def _diagnostic(page: Page, rule: Rule, finding: Finding) -> Diagnostic:
    region = page.source.region(finding.span)
    edits = tuple(FixEdit(page.source.region(span), text) for span, text in finding.fix)
    return Diagnostic(
        rule.name,
        finding.severity or rule.severity,
        finding.message,
        page.path,
        region,
        confidence=finding.confidence,
        notes=finding.notes,
        fix=Fix("safe" if finding.fix_safe else "unsafe", edits) if edits else None,
        line_text=page.source.line(region.line),
    )


def _without_fixes(
    page: Page, findings: Iterable[Diagnostic], frozen: bool
) -> Iterator[Diagnostic]:
    """Nothing is to be mended in generated text, which has a template, nor in a frozen tree.

    Nor in scripts, where a character may mean more than it does in the text that is printed.
    """
    frozen = frozen or page.script
    untouchable = generated_text.untouchable(page)
    for each in findings:
        spans = [_span(page.source, edit.region) for edit in each.fix.edits] if each.fix else []
        held = frozen or any(map(untouchable, spans))
        yield each._replace(fix=None) if held else each


def _with_fingerprints(
    page: Page, path_in_tree: str, findings: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    keys = (fingerprint.key(each.rule, path_in_tree, _text(page, each)) for each in findings)
    pairs = zip(findings, fingerprint.fingerprints(keys), strict=True)
    return tuple(finding._replace(fingerprint=of) for finding, of in pairs)


def identified(
    docs: Docs, problems: Sequence[Diagnostic], known_as: str | None = None
) -> tuple[Diagnostic, ...]:
    """Complaints about files that are no pages, or none that can be read, with fingerprints.

    Their spans say little (`unlisted-tree` marks a whole list), so their words tell them apart.
    """
    given = (
        each.fingerprint
        or fingerprint.fingerprints(
            [
                fingerprint.key(
                    each.rule, known_as or docs.path_in_tree(each.path or ""), each.message
                )
            ]
        )[0]
        for each in problems
    )
    pairs = zip(problems, given, strict=True)
    return tuple(each._replace(fingerprint=of) for each, of in pairs)


def _text(page: Page, finding: Diagnostic) -> str:
    if finding.region is None:
        return ""
    return page.source.slice(_span(page.source, finding.region))


def _span(source: Source, region: Region) -> Span:
    line, column, end_line, end_column = region
    return Span(source.offset(line, column), source.offset(end_line, end_column))


def groups(docs: Docs, paths: Iterable[str]) -> list[list[str]]:
    """Pages that are copies of one another, together; the largest groups first."""
    found: dict[Family, list[str]] = defaultdict(list)
    for path in paths:
        found[family(docs, docs.path_in_tree(path))].append(path)
    return sorted(found.values(), key=len, reverse=True)


Batch = tuple[tuple[Diagnostic, ...], int]
"""The findings of a group, and how many pages it has."""


def _check_group(job: Job, groups: Sequence[Sequence[str]], number: int) -> Batch:
    group = groups[number]
    found = tuple(each for path in group for each in named(job, path))
    return (*found, *unread(job)), len(group)


def unread(job: Job) -> tuple[Diagnostic, ...]:
    """The definitions that cannot be read: they are read when a page shows a resource."""
    return identified(job.docs, job.docs.definitions.problems())


def named(job: Job, path: str, known_as: str | None = None) -> tuple[Diagnostic, ...]:
    """The findings on a page; a bug that a page brings to light says which page it was."""
    try:
        return check_page(job, path, known_as)
    except Exception as error:
        error.add_note(f"while checking {path}")
        raise


def read_references(docs: Docs) -> None:
    """Reads what every worker needs, so that they share it."""
    for tree in docs.trees:
        docs.variables(tree)
    for _, parameters in docs.known:
        tuple(parameters)
    importers(docs)
