"""The findings that a project has accepted for now, in a file next to its configuration.

An entry is found again by its fingerprint alone, so that it survives moved lines and is inherited
by a tree that is cut from another. Path, rule and message are there for the people who read it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem, suggestion
from docs_snippets.core.printable import printable
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_places import places
from docs_snippets.docs.docs import Docs
from docs_snippets.files.reading import read_file
from docs_snippets.linting.manual import UNCHECKED_RULES

FILE_NAME = ".docs-snippets-baseline.json"
RULE = "invalid-config"
FORMAT_KEY = "docs-snippets-baseline"
VERSION = 1
_ADVICE = "correct it, or delete it and write a new one with `lint --write-baseline`"


class BaselineEntry(NamedTuple):
    """One accepted finding, `path` within its tree; the fields in the order of the file."""

    path: str
    rule: str
    message: str
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The accepted findings by fingerprint, and the file they come from.

    `name` is what messages call the file; `before` is its text, None where it was not read.
    """

    file: Path
    name: str
    before: Source | None = None
    accepted: Mapping[str, BaselineEntry] = field(default_factory=dict)


def read(file: Path, name: str) -> Baseline | Diagnostic:
    """The baseline in a file, an empty one where there is none; else what is wrong with it."""
    if not file.exists() and not file.is_symlink():
        return Baseline(file, name)
    source = read_file(file, name, RULE)
    if isinstance(source, Diagnostic):
        return source
    try:
        value = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
        return _invalid(
            source, at, at, f"this baseline is not JSON: {_json_error(error)}; {_ADVICE}"
        )
    found = _problem_in(source, value)
    if found:
        return found
    listed = (BaselineEntry(**each) for each in value["entries"])
    return Baseline(file, name, source, {each.fingerprint: each for each in listed})


def _json_error(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg.lower()
    return "nested too deep" if isinstance(error, RecursionError) else "a number is too long"


def accepted_fingerprints(baseline: Baseline) -> frozenset[str] | None:
    """The fingerprints in the file, even with `--no-baseline`; None where there is no file."""
    found = baseline if baseline.before else read(baseline.file, baseline.name)
    if isinstance(found, Diagnostic) or found.before is None:
        return None
    return frozenset(found.accepted)


def can_accept(finding: Diagnostic) -> bool:
    """Whether a finding can be accepted; that something could not be checked never is."""
    return bool(finding.fingerprint) and finding.rule not in UNCHECKED_RULES


def not_accepted(baseline: Baseline, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings that the baseline does not accept."""
    accepted = baseline.accepted
    return tuple(
        each for each in findings if not (can_accept(each) and each.fingerprint in accepted)
    )


class BaselineScope(NamedTuple):
    """What a run looked for: all rules, and whether they ran, on the pages `checked`.

    `whole` runs looked at everything. An entry can be missed only by a run that looked for it.
    """

    rules: Mapping[str, bool]
    checked: frozenset[str]
    whole: bool


def unused(
    baseline: Baseline, docs: Docs, scope: BaselineScope, findings: Iterable[Diagnostic]
) -> tuple[BaselineEntry, ...]:
    """The entries whose findings the run looked for and did not find."""
    if not baseline.accepted:
        return ()
    seen = {finding.fingerprint for finding in findings}
    was_looked_for = _was_looked_for(docs, scope)
    entries = baseline.accepted.values()
    return tuple(each for each in entries if each.fingerprint not in seen and was_looked_for(each))


def _was_looked_for(docs: Docs, scope: BaselineScope) -> Callable[[BaselineEntry], bool]:
    pages: dict[str, set[str]] = {}
    for path in (*docs.pages.paths(), *docs.pages.components):
        pages.setdefault(printable(docs.pages.path_in_tree(path)), set()).add(path)

    def was_looked_for(entry: BaselineEntry) -> bool:
        if not scope.rules.get(entry.rule, True):
            return False
        here = pages.get(entry.path)
        return scope.whole or bool(here and here <= scope.checked)

    return was_looked_for


def updated(
    baseline: Baseline,
    docs: Docs,
    scope: BaselineScope,
    found: Sequence[Diagnostic],
    new: Iterable[Diagnostic],
) -> Baseline:
    """The baseline without unused entries and with new ones; other entries stay as they are."""
    gone = {each.fingerprint for each in unused(baseline, docs, scope, found)}
    entries = {of: each for of, each in baseline.accepted.items() if of not in gone}
    for each in filter(can_accept, new):
        path = printable(docs.pages.path_in_tree(each.path or ""))
        entry = BaselineEntry(path, each.rule, printable(each.message), each.fingerprint)
        entries.setdefault(each.fingerprint, entry)
    return replace(baseline, accepted=entries)


def write(baseline: Baseline) -> str:
    """Writes the file unless it is so already; returns why it could not be, or nothing."""
    from docs_snippets.files import writing  # seldom needed, and most of the start-up time

    text = _as_json(sorted(baseline.accepted.values()))
    writing.remove_leftovers(baseline.file.parent, (baseline.file.name,))
    if baseline.before and baseline.before.text == text:
        return ""
    change = writing.FileChange(baseline.file.name, baseline.before, text)
    wrong = writing.write(baseline.file.parent, change)
    return f"cannot write {baseline.name!r}: {wrong}" if wrong else ""


def _as_json(entries: Sequence[BaselineEntry]) -> str:
    """One entry a line, sorted by path, so that git shows a changed entry as a changed line."""
    lines = ",\n".join(f"    {json.dumps(each._asdict(), ensure_ascii=False)}" for each in entries)
    listed = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "{FORMAT_KEY}": {VERSION},\n  "entries": {listed}\n}}\n'


def _problem_in(source: Source, value: object) -> Diagnostic | None:
    """What is wrong with the values of a file that is JSON."""
    if not isinstance(value, dict) or FORMAT_KEY not in value:
        message = f"not a baseline: {FORMAT_KEY!r} is missing; name another file"
        return _invalid(source, 0, 0, message)
    if value[FORMAT_KEY] != VERSION:
        message = f"{FORMAT_KEY!r}: expected {VERSION}, got {json.dumps(value[FORMAT_KEY])}"
        mark = next(each for each in places(source.text, {()}) if each.route == (FORMAT_KEY,))
        return _invalid(source, mark.start, mark.end, message)
    if not isinstance(value.get("entries"), list):
        return _invalid(source, 0, 0, f"this baseline: expected a list 'entries'; {_ADVICE}")
    if all(not _wrong_entry(each) for each in value["entries"]):
        return None
    for place in places(source.text, {(), ("entries",)}):
        message = _wrong_entry(place.value) if place.route == ("entries", "*") else ""
        if message:
            return _invalid(source, place.start, place.end, message)
    return None


def _wrong_entry(value: object) -> str:
    """What is wrong with an entry, or nothing."""
    wanted = ", ".join(map(repr, BaselineEntry._fields))
    if not isinstance(value, dict):
        return f"entry: expected an object of {wanted}"
    for name in BaselineEntry._fields:
        if name not in value:
            return f"entry lacks {name!r}"
        if not isinstance(value[name], str):
            return f"entry: expected a text for {name!r}, got {json.dumps(value[name])}"
    for name in value:
        if name not in BaselineEntry._fields:
            return f"unknown key {name!r} in entry{suggestion(name, BaselineEntry._fields)}"
    return ""


def _invalid(source: Source, start: int, end: int, message: str) -> Diagnostic:
    return problem(source, Span(start, end), RULE, message, severity=Severity.ERROR)
