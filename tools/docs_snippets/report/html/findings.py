"""The section of findings: one entry a root cause, with each place and what siblings say there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Fix, Note
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import manual, registry
from docs_snippets.linting.folding import by_cause
from docs_snippets.report.html.passages import Passage, passages
from docs_snippets.report.html.texts import Texts, Values

LONGEST = 1_000
"""Characters of a line that are shown of a finding, and on either side of it."""

_FENCE = re.compile(r"^(`{3,})[^\n]*\n(?P<code>.*?)^\1$", re.MULTILINE | re.DOTALL)

Trees = Mapping[str, int]
"""The number of every tree, by its name."""


UrlOf = Callable[[str, int], str]
"""Gives the address of a line of a file."""


def causes(
    docs: Docs,
    findings: Sequence[Diagnostic],
    trees: Trees,
    texts: Texts,
    url_of: UrlOf | None = None,
) -> list[Values]:
    """One entry a root cause, in the order of pages and places."""
    order = sorted(by_cause(findings), key=lambda group: _order(docs, group[0]))
    return [_cause(docs, group, trees, texts, url_of) for group in order]


def _order(docs: Docs, finding: Diagnostic) -> tuple[str, tuple[int, ...], str, str]:
    path = docs.pages.path_in_tree(finding.path or "")
    return path, tuple(finding.region or ()), finding.rule, finding.message


def _cause(
    docs: Docs,
    group: Sequence[Diagnostic],
    trees: Trees,
    texts: Texts,
    url_of: UrlOf | None,
) -> Values:
    first = group[0]
    found: Values = {
        "rule": first.rule,
        "severity": first.severity,
        "confidence": first.confidence,
        "page": texts.number(docs.pages.path_in_tree(first.path or "")),
        "id": first.fingerprint,
        "places": [_place(each, trees, texts, url_of) for each in group],
    }
    beside = [_passage(each, trees, texts) for each in passages(docs, first)]
    return {**found, "passages": beside} if beside else found


def _place(finding: Diagnostic, trees: Trees, texts: Texts, url_of: UrlOf | None) -> Values:
    region = finding.region
    place: Values = {
        "tree": trees.get(finding.tree or "", -1),
        "path": texts.number(finding.path or ""),
        "message": texts.number(finding.message),
    }
    if region:
        place |= {"line": region.line, "column": region.column}
    if region and url_of and finding.path:
        place["url"] = texts.number(url_of(finding.path, region.line))
    if region and finding.line_text:
        place["text"] = [texts.number(part) for part in _marked(finding)]
    if finding.notes:
        place["notes"] = [_note(note, texts) for note in finding.notes]
    if finding.fix:
        place["fix"] = _fix(finding.fix, texts)
    return place


def _marked(finding: Diagnostic) -> tuple[str, str, str]:
    """The line of a finding: what stands before it, the finding, and what stands after it."""
    line, region = finding.line_text, finding.region
    if region is None:
        return line, "", ""
    start = region.column - 1
    end = region.end_column - 1 if region.end_line == region.line else len(line)
    return _end_of(line[:start]), _start_of(line[start:end]), _start_of(line[end:])


def _start_of(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _end_of(text: str) -> str:
    return text if len(text) <= LONGEST else f"…{text[-LONGEST:]}"


def _note(note: Note, texts: Texts) -> tuple[int, int, int, int]:
    return texts.number(note.path), note.line, note.column, texts.number(note.message)


def _fix(fix: Fix, texts: Texts) -> Values:
    return {
        "applicability": fix.applicability,
        "edits": [[*edit.region, texts.number(edit.text)] for edit in fix.edits],
    }


def _passage(passage: Passage, trees: Trees, texts: Texts) -> Values:
    return {
        "trees": [trees[name] for name in passage.trees],
        "line": passage.line,
        "text": texts.number(passage.text),
    }


def rules(findings: Iterable[Diagnostic], texts: Texts) -> dict[str, Values]:
    """What the manual says of every rule that found something."""
    loaded = registry.page_rules()
    return {
        name: {
            "severity": entry.severity,
            "what": texts.number(_until_heading(entry.doc)),
            "why": texts.number(_section(entry.doc, "Why")),
            "instead": [
                [kind, texts.number(words)]
                for kind, words in _parts(_section(entry.doc, "Instead"))
                if words
            ],
            "siblings": name in loaded and loaded[name].reads == "siblings",
        }
        for name, entry in manual.manual_pages().items()
        if name in {each.rule for each in findings}
    }


def _section(doc: str, title: str) -> str:
    _, found, rest = f"\n{doc}".partition(f"\n## {title}\n")
    return _until_heading(rest) if found else ""


def _until_heading(doc: str) -> str:
    return f"\n{doc}".split("\n## ")[0].strip()


def _parts(words: str) -> Iterator[tuple[str, str]]:
    """Prose and code of a manual, in turn."""
    at = 0
    for fence in _FENCE.finditer(words):
        yield "prose", words[at : fence.start()].strip()
        yield "code", fence["code"].rstrip("\n")
        at = fence.end()
    yield "prose", words[at:].strip()
