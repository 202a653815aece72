"""Writes what two trees tell differently: as text to read, and as JSON."""

import re
from collections.abc import Iterator

from docs_snippets.changes.reference_changes import ChangedParameter, ReferenceChange
from docs_snippets.core.printable import readable_json
from docs_snippets.facts.quote import Quote
from docs_snippets.report.summary import count
from docs_snippets.siblings.page_difference import PageDifference, SaidAt
from docs_snippets.siblings.tree_difference import PagePair, TreeDifference, VariableDifference

_LONGEST = 160
_LISTED = re.compile(r"[^.]+\.(?=\d+(?:\.|$))")
_FEW = 3


def text_lines(found: TreeDifference, *, verbose: bool) -> Iterator[str]:
    """References, variables, pages that one tree alone has, then the pages that both have."""
    yield from _reference_lines(found)
    yield from _variable_lines(found, verbose=verbose)
    for title, paths in (
        (f"pages of {found.one.name} alone", [e.before for e in found.pages if not e.after]),
        (f"pages of {found.two.name} alone", [e.after for e in found.pages if not e.before]),
    ):
        if paths:
            yield title
            yield from (f"  {path}" for path in paths)
            yield ""
    for pair in found.pages:
        if pair.before and pair.after:
            yield from _page_lines(pair, verbose=verbose)


def _reference_lines(found: TreeDifference) -> Iterator[str]:
    if not found.parameters:
        return
    yield "references"
    for each in found.parameters:
        for change in each.changes:
            before, now = (quote.text if quote else "" for quote in (change.before, change.now))
            what = f" {change.what}" if change.what else ""
            said = f": {_cut(before)} → {_cut(now)}" if before and now else ""
            yield f"  {each.parameter.name}: {change.kind}{what}{said}"
    yield ""


def _variable_lines(found: TreeDifference, *, verbose: bool) -> Iterator[str]:
    """The variables; those of a list are counted."""
    groups: dict[str, list[VariableDifference]] = {}
    for each in found.variables:
        listed = None if verbose else _LISTED.match(each.name)
        groups.setdefault(listed[0] if listed else each.name, []).append(each)
    if groups:
        yield "variables"
    for name, some in groups.items():
        if len(some) > _FEW:
            yield f"  {name}…: {len(some)} values (-v lists them)"
        else:
            yield from (f"  {e.name}: {_value(e.before)} → {_value(e.after)}" for e in some)
    if groups:
        yield ""


def _page_lines(pair: PagePair, *, verbose: bool) -> Iterator[str]:
    moved = f" is {pair.after}: {pair.how}" if pair.how else ""
    yield f"{pair.before}{moved}"
    section = ""
    for each in pair.differences:
        if each.section != section and each.kind != "section":
            section = each.section
            yield f"  in '{section}'"
        yield from _lines_of(each, verbose=verbose)
    yield ""


def _lines_of(each: PageDifference, *, verbose: bool) -> Iterator[str]:
    if each.kind == "section":
        said = each.before or each.after
        assert said
        more = f" ({count(each.more, 'thing')} said there)" if each.more else ""
        yield f"  {_SIGNS[each.state]} section '{each.section}', line {said.line}{more}"
        return
    places = ((each.before, "-"), (each.after, "+"))
    for said, sign in places:
        if said:
            text = said.text if verbose else _cut(said.text)
            yield f"    {sign} {each.kind}, line {said.line}: {text}"


_SIGNS = {"removed": "-", "added": "+", "changed": "~"}


def _value(text: str | None) -> str:
    return "(none)" if text is None else repr(_cut(text))


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def totals_line(found: TreeDifference) -> str:
    """How much differs."""
    both = [each for each in found.pages if each.before and each.after]
    alone = len(found.pages) - len(both)
    parts = (
        (len(found.parameters), "parameter"),
        (len(found.variables), "variable"),
        (alone, "page of one tree alone"),
        (sum(len(each.differences) for each in both), "difference"),
    )
    said = [_counted(number, what) for number, what in parts if number]
    if not said:
        return f"{found.one.name} and {found.two.name} tell the same"
    return f"{', '.join(said)} on {count(len(both), 'page')}"


def _counted(number: int, what: str) -> str:
    if what.startswith("page"):
        return f"{count(number, 'page')} of one tree alone"
    return count(number, what)


def to_json(found: TreeDifference) -> str:
    """The same for programs; fields are only ever added."""
    return readable_json(as_value(found), indent=2)


def as_value(found: TreeDifference) -> dict[str, object]:
    """What is written as JSON."""
    both = [each for each in found.pages if each.before and each.after]
    return {
        "version": 1,
        "from": found.one.name,
        "to": found.two.name,
        "references": [_parameter(each) for each in found.parameters],
        "variables": [each._asdict() for each in found.variables],
        "pages": [_page(each) for each in found.pages],
        "summary": {
            "references": len(found.parameters),
            "variables": len(found.variables),
            "pages_removed": sum(not each.after for each in found.pages),
            "pages_added": sum(not each.before for each in found.pages),
            "pages_changed": len(both),
            "differences": sum(len(each.differences) for each in both),
        },
    }


def _parameter(changed: ChangedParameter) -> dict[str, object]:
    return {
        "name": changed.parameter.name,
        "changes": [_change(each) for each in changed.changes],
    }


def _change(each: ReferenceChange) -> dict[str, object]:
    return {
        "kind": each.kind,
        "value": each.what or None,
        "before": _quote(each.before),
        "after": _quote(each.now),
    }


def _quote(quote: Quote | None) -> dict[str, object] | None:
    return quote._asdict() if quote else None


def _page(pair: PagePair) -> dict[str, object]:
    state = "changed" if pair.before and pair.after else "removed" if pair.before else "added"
    return {
        "state": state,
        "before": pair.before,
        "after": pair.after,
        "moved": pair.how or None,
        "differences": [_one(each) for each in pair.differences],
    }


def _one(each: PageDifference) -> dict[str, object]:
    return {
        "kind": each.kind,
        "state": each.state,
        "section": each.section,
        "before": _said(each.before),
        "after": _said(each.after),
        "more": each.more,
    }


def _said(said: SaidAt | None) -> dict[str, object] | None:
    return said._asdict() if said else None
