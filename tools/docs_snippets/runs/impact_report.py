"""Writes the impact of changed references: as text to work through, and as JSON."""

from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.changes.reference_changes import ReferenceChange
from docs_snippets.core.printable import readable_json
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.quote import Quote
from docs_snippets.project.trees import Tree
from docs_snippets.report.summary import count
from docs_snippets.review.impact import AffectedParameter, Impact, PlacementChange

_TITLES = {
    "added": "new in the reference",
    "removed": "removed from the reference",
    "name": "other names",
    "group": "another group",
    "default": "another default",
    "type": "another type",
    "enum": "other values",
    "sentence": "other words",
}
_LONGEST = 200


def text_lines(docs: Docs, found: Impact) -> Iterator[str]:
    """One block a parameter: what changed in which trees, with quotes, and the lines to look at."""
    for each in found.parameters:
        yield each.name
        yield from _changes(each)
        yield from _pages(docs, each)
        yield ""
    if found.placements:
        yield "snippets"
        yield from _placements(found.placements)
        yield ""


def _changes(touched: AffectedParameter) -> Iterator[str]:
    """Each change once, with the trees that have it and the quotes of the first."""
    for change, trees in by_change(touched):
        yield f"  {_title(change)}: {', '.join(tree.name for tree in trees)}"
        for when, quote in (("before", change.before), ("now", change.now)):
            if quote is not None and quote.text:
                yield f"    {when:<6}  {_cut(quote.text)}"
                yield f"            {quote.path}:{quote.line}:{quote.column}"


def by_change(touched: AffectedParameter) -> Sequence[tuple[ReferenceChange, list[Tree]]]:
    """The changes of a parameter, the same ones of several trees together."""
    groups: dict[object, tuple[ReferenceChange, list[Tree]]] = {}
    for tree, changed in touched.by_tree.items():
        for each in changed.changes:
            groups.setdefault(each.key, (each, []))[1].append(tree)
    return tuple(groups.values())


def _title(change: ReferenceChange) -> str:
    if change.kind != "special":
        return _TITLES[change.kind]
    value = f"value {change.what}"
    if change.before is None:
        return f"{value} is documented now"
    return (
        f"{value} is no longer documented" if change.now is None else f"different text on {value}"
    )


def _pages(docs: Docs, touched: AffectedParameter) -> Iterator[str]:
    by_path: dict[str, list[str]] = {}
    for path, lines in touched.pages.items():
        tree = docs.pages.tree_of(path)
        assert tree
        listed = ", ".join(map(str, lines))
        by_path.setdefault(docs.pages.path_in_tree(path), []).append(f"{tree.name}:{listed}")
    yield "  pages that name it" if by_path else "  no page names it"
    for path in sorted(by_path):
        yield f"    {path}"
        yield from (f"      {place}" for place in by_path[path])


def _placements(changes: Iterable[PlacementChange]) -> Iterator[str]:
    for each in changes:
        line = f":{each.line}" if each.line else ""
        yield f"  {each.name} in {each.tree}: {each.before}, now {each.now}"
        yield f"    {each.page}{line}"
        if each.reason:
            yield f"    {each.reason}"
        if each.quote:
            yield f"    {each.quote.path}:{each.quote.line}: “{_cut(each.quote.text)}”"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def totals_line(found: Impact, commit: str) -> str:
    """How much there is, and since when."""
    if not found.parameters and not found.placements:
        return f"no reference differs from {commit[:12]}"
    pages = len({path for each in found.parameters for path in each.pages})
    parts = (
        count(len(found.parameters), "parameter"),
        f"{count(pages, 'page')} that name{'s' if pages == 1 else ''} one",
        count(len(found.placements), "placement"),
    )
    return f"{', '.join(parts)}; compared with {commit[:12]}"


def to_json(docs: Docs, found: Impact, commit: str) -> str:
    """The same for programs; fields are only ever added."""
    value = {
        "version": 1,
        "from": commit,
        "parameters": [_parameter(docs, each) for each in found.parameters],
        "placements": [
            {**each._asdict(), "quote": _quote(each.quote)} for each in found.placements
        ],
    }
    return readable_json(value, indent=2)


def _parameter(docs: Docs, touched: AffectedParameter) -> dict[str, object]:
    one = next(iter(touched.by_tree.values())).parameter
    changes = [
        {
            "kind": each.kind,
            "value": each.what or None,
            "tree": tree.name,
            "before": _quote(each.before),
            "now": _quote(each.now),
        }
        for tree, changed in touched.by_tree.items()
        for each in changed.changes
    ]
    pages = [
        {
            "tree": tree.name if (tree := docs.pages.tree_of(path)) else None,
            "path": path,
            "lines": lines,
        }
        for path, lines in touched.pages.items()
    ]
    names = {"yaml_name": one.yaml_name, "config_name": one.config_name, "env_name": one.env_name}
    return {"name": one.name, **names, "changes": changes, "pages": pages}


def _quote(quote: Quote | None) -> dict[str, object] | None:
    return quote._asdict() if quote else None
