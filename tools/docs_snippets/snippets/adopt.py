"""Taking over a hand-written copy: the one run of whole blocks it is, or why it stays.

What is removed must be what was meant, recoverable, and missed by nothing that links to it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.files import git
from docs_snippets.mdx.page import Block, Page
from docs_snippets.snippets.definition import PlacementDefinition, ReplacedText
from docs_snippets.snippets.locating import find_section, folded, tab_section
from docs_snippets.snippets.markers import GeneratedRegion

_EXPLICIT = re.compile(r"\{#[\w.-]+\}|\{/\*\s*#[\w.-]+\s*\*/\}|<[^>]*\b(?:id|name)\s*=")
_COLONS = re.compile(r"[ \t]*:{3,}\s*$", re.M)
_IDENTIFIED = ("heading", "jsx", "html", "paragraph")


class BlockRun(NamedTuple):
    """Blocks of a page that stand side by side, from the first to the last of them."""

    blocks: tuple[int, ...]
    span: Span


def select_run(
    page: Page, regions: Sequence[GeneratedRegion], place: PlacementDefinition
) -> BlockRun | str:
    """The run that `replaces` selects; else why it selects none or several."""
    wanted = place.replaces
    if wanted is None:
        return f"{place.name} has nothing to replace"
    runs = list(_runs(page, regions, place, wanted))
    if len(runs) == 1:
        return runs[0]
    what = f"{wanted.kind} {wanted.text!r}"
    if not runs:
        return f"{what} matches nothing"
    lines = ", ".join(_lines(page, run.span) for run in runs)
    return f"{what} matches {len(runs)} places, lines {lines}"


def _runs(
    page: Page, regions: Sequence[GeneratedRegion], place: PlacementDefinition, wanted: ReplacedText
) -> Iterator[BlockRun]:
    match wanted.kind:
        case "section":
            yield from _sections(page, regions, wanted.text)
        case "admonition":
            for each in page.admonitions:
                if folded(each.title or "") == folded(wanted.text) and not _own(each.span, regions):
                    yield BlockRun((each.block,), page.blocks[each.block].span)
        case "blocks":
            scope = tab_section(page, regions, place.position)
            yield from _naming(page, regions, wanted.text, scope)


def _sections(page: Page, regions: Sequence[GeneratedRegion], text: str) -> Iterator[BlockRun]:
    for heading in page.headings:
        if folded(heading.text) == folded(text) and not _own(heading.span, regions):
            below = find_section(page, regions, heading)
            yield BlockRun((heading.block, *below.blocks), Span(heading.span.start, below.end))


def _naming(
    page: Page, regions: Sequence[GeneratedRegion], word: str, scope: tuple[int, ...] | None
) -> Iterator[BlockRun]:
    """Longest runs of siblings that all hold the word, innermost where containers hold it too."""
    parents = (-1, *range(len(page.blocks))) if scope is None else ()
    groups = [page.children(parent) for parent in parents] if scope is None else [scope]
    for siblings in groups:
        run: list[int] = []
        for block in siblings:
            if _names(page, regions, block, word):
                run.append(block)
            elif run:
                yield _run(page, run)
                run = []
        if run:
            yield _run(page, run)


def _names(page: Page, regions: Sequence[GeneratedRegion], index: int, word: str) -> bool:
    block = page.blocks[index]
    if _own(block.span, regions) or block.kind in ("jsx", "list", "blockquote"):
        return False
    return word in page.source.slice(block.span)


def _run(page: Page, blocks: list[int]) -> BlockRun:
    start, end = page.blocks[blocks[0]].span.start, page.blocks[blocks[-1]].span.end
    return BlockRun(tuple(blocks), Span(start, end))


def _own(span: Span, regions: Sequence[GeneratedRegion]) -> bool:
    return any(own.span.start <= span.start < own.span.end for own in regions)


def adoption_refusal(page: Page, regions: Sequence[GeneratedRegion], run: BlockRun) -> str:
    """Why a run may not be removed for what it holds; empty when it may."""
    span = run.span
    if any(span.start < own.span.end and own.span.start < span.end for own in regions):
        return _where(page, span, "it contains a generated region")
    for each in page.imports:
        if _within(each.span, span):
            return _where(page, each.span, "it contains an import")
    for index, block in enumerate(page.blocks):
        if _within(block.span, span) and _explicit(page, index, block):
            return _where(page, block.span, "it contains an explicit id")
    half = _half(page, span)
    return _where(page, half, "it contains only part of a tag or directive") if half else ""


def _explicit(page: Page, index: int, block: Block) -> bool:
    if any(each.block == index and each.explicit for each in page.headings):
        return True
    text = page.source.slice(block.span)
    return block.kind in _IDENTIFIED and _EXPLICIT.search(text) is not None


def _half(page: Page, span: Span) -> Span | None:
    """An admonition, directive or tag in the run that has no end of its own there."""
    for admonition in page.admonitions:
        if _within(admonition.span, span) and not admonition.closed:
            return admonition.span
    for block in page.blocks:
        text = page.source.slice(block.span)
        if not _within(block.span, span):
            continue
        if block.kind == "paragraph" and _COLONS.search(text):
            return block.span
        if block.kind == "html" and _unbalanced(text):
            return block.span
    return None


def _unbalanced(text: str) -> bool:
    opened = re.findall(r"<([A-Za-z][\w.-]*)(?:[^>]*[^/>])?>", text)
    closed = re.findall(r"</([A-Za-z][\w.-]*)\s*>", text)
    void = {"br", "hr", "img", "input", "source", "wbr"}
    return sorted(name for name in opened if name not in void) != sorted(closed)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


def lost_ids(page: Page, run: BlockRun, after: Page) -> tuple[str, ...]:
    """Ids of headings in the run that the page no longer has afterwards."""
    kept = {each.slug for each in after.headings}
    return tuple(
        each.slug
        for each in page.headings
        if _within(each.span, run.span) and each.slug not in kept
    )


def link_to(
    page: Page,
    run: BlockRun,
    ident: str,
    others: Iterator[tuple[str, str]],
    *,
    anywhere: bool = False,
) -> str:
    """A link to an id of this page, as `path:line`; empty without one. Links in the run go too.

    `others` are paths and texts of all pages. Any link with that fragment counts whose file has
    this page's name: to refuse once too often costs less than a dead link. `anywhere` takes any
    name, for a partial, whose ids are those of the pages that import it.
    """
    stem = Path(page.path).stem
    pattern = re.compile(r"([\w./:@$\[\]-]*)#" + re.escape(ident) + r"(?![\w-])")
    for path, text in others:
        for found in pattern.finditer(text) if f"#{ident}" in text else ():
            target = found[1].rstrip("/").rpartition("/")[2]
            own = path == page.path
            if own and run.span.start <= found.start() < run.span.end:
                continue
            if anywhere or (own and not target) or re.sub(r"\.mdx?$", "", target) == stem:
                line = text.count("\n", 0, found.start()) + 1
                return f"{path}:{line}"
    return ""


def untracked(root: Path, paths: Sequence[str]) -> dict[str, str]:
    """Of these files, those whose hand-written text git could not give back, and why."""
    listed = git.query(root, "ls-files", "-z", "--full-name", "--", *paths)
    changed = git.query(root, "status", "--porcelain", "-z", "--", *paths)
    if listed is None or changed is None:
        return dict.fromkeys(paths, "git does not track this file")
    top = (git.query(root, "rev-parse", "--show-prefix") or "").strip()
    tracked = set(listed.split("\0"))
    dirty = {entry[3:] for entry in changed.split("\0") if entry}
    why: dict[str, str] = {}
    for path in paths:
        if top + path not in tracked:
            why[path] = "git does not track this file"
        elif top + path in dirty:
            why[path] = "this file has uncommitted changes"
    return why


def naming_lines(
    page: Page, regions: Sequence[GeneratedRegion], subjects: Sequence[str]
) -> list[int]:
    """Lines outside our regions and comments on which a page names one of the subjects."""
    found: set[int] = set()
    for subject in subjects:
        word = re.compile(rf"(?<![A-Za-z0-9]){re.escape(subject)}(?![A-Za-z0-9])", re.I)
        for match in word.finditer(page.source.text):
            hidden = any(_within(Span(*match.span()), each.span) for each in page.comments)
            if not hidden and not _own(Span(*match.span()), regions):
                found.add(page.source.line_of(match.start()))
    return sorted(found)


def line_ranges(lines: Sequence[int]) -> str:
    """Line numbers as people write them: `3, 5-7`."""
    ranges: list[list[int]] = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if line == before + 1:
            ranges[-1][1:] = [line]
        else:
            ranges.append([line])
    return ", ".join("-".join(map(str, each)) for each in ranges)


def _lines(page: Page, span: Span) -> str:
    first, last = page.source.line_of(span.start), page.source.line_of(max(span.end - 1, 0))
    return str(first) if first == last else f"{first}-{last}"


def _where(page: Page, span: Span, words: str) -> str:
    return f"{words} (line {page.source.line_of(span.start)})"
