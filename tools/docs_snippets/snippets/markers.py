"""The comments that say which text on a page is ours: finding them, and judging what they enclose.

Only what the page's own format reads as a comment is a marker: in a code fence it is an example.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, note, problem
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Comment, Page
from docs_snippets.snippets.checksum import checksum, normalized

BROKEN = "broken-marker"
OPEN = "is a fence above it open?"

_SYNTAX: Mapping[str, Literal["mdx", "html"]] = {"mdx": "mdx", "md": "html"}
_NAME = r"[A-Za-z0-9][\w.-]*"
_BEGIN = re.compile(rf"\s*BEGIN\s+docs-snippets\s+({_NAME})/({_NAME}):\s.*", re.S)
_END = re.compile(rf"\s*END\s+docs-snippets\s+({_NAME})/({_NAME})\s+\(sum:\s*([0-9a-f]{{16}})\)\s*")
_HEADER = re.compile(
    r"\s*GENERATED\s+by\s+docs-snippets\s+from\s+templates/(\S+):"
    r"\s+DO\s+NOT\s+EDIT\s+\(sum:\s*([0-9a-f]{16})\)\s*"
)
_OURS = re.compile(r"\s*(BEGIN|END|GENERATED\s+by)\s+docs-snippets\b")
_ANYWHERE = re.compile(r"(?:\{/\*|<!--)\s*(?:BEGIN|END|GENERATED\s+by)\s+docs-snippets\b")


class Marker(NamedTuple):
    """One well-formed BEGIN or END; `sum` is empty on a BEGIN."""

    kind: Literal["BEGIN", "END"]
    snippet: str
    placement: str
    sum: str
    comment: Comment

    @property
    def name(self) -> str:
        """As it is written: the snippet, a slash, the placement."""
        return f"{self.snippet}/{self.placement}"


class GeneratedRegion(NamedTuple):
    """A region of ours: `span` runs from the BEGIN line's indentation to the END comment's end.

    `text` is plain: without indentation and edge blank lines, with `\\n`.
    """

    snippet: str
    placement: str
    span: Span
    begin: Span
    end: Span
    indent: str
    text: str
    sum: str
    parent: int

    @property
    def edited(self) -> bool:
        """Whether the text is not the one we wrote."""
        return checksum(self.text) != self.sum


class PartialHeader(NamedTuple):
    """The first line of a partial that is ours, and the plain text below it."""

    template: str
    sum: str
    span: Span
    text: str

    @property
    def edited(self) -> bool:
        """Whether the text is not the one we wrote."""
        return checksum(self.text) != self.sum


class PageMarkers(NamedTuple):
    """All of ours on one page. With `problems` the rest is not to be relied on."""

    regions: tuple[GeneratedRegion, ...] = ()
    header: PartialHeader | None = None
    problems: tuple[Diagnostic, ...] = ()


def may_hold_markers(text: str) -> bool:
    """Whether a text may hold a marker; a quick look before parsing."""
    return "docs-snippets" in text and _ANYWHERE.search(text) is not None


def find_markers(page: Page, tree: str | None = None) -> PageMarkers:
    """The markers of a page."""
    if not may_hold_markers(page.source.text):
        return PageMarkers()
    ours = [comment for comment in page.comments if _OURS.match(comment.value)]
    reader = _Reader(page, tree, [])
    header = reader.header(ours)
    markers = [found for comment in ours if (found := reader.marker(comment))]
    regions = tuple(reader.paired(markers))
    reader.unread()
    if header and regions:
        reader.complain(regions[0].begin, "a region inside a partial that is generated whole")
    problems = tuple(sorted(reader.problems, key=lambda found: found.region or (0, 0, 0, 0)))
    return PageMarkers(regions, header, problems)


class _Reader(NamedTuple):
    page: Page
    tree: str | None
    problems: list[Diagnostic]

    def complain(self, span: Span, message: str, other: Span | None = None) -> None:
        notes = (note(self.page.source, other, "the other marker"),) if other else ()
        source = self.page.source
        found = problem(source, span, BROKEN, message, notes=notes, tree=self.tree)
        self.problems.append(found)

    def header(self, ours: list[Comment]) -> PartialHeader | None:
        """The header of a partial, taken out of `ours`."""
        headers = [c for c in ours if c.value.split(maxsplit=1)[0] == "GENERATED"]
        ours[:] = [c for c in ours if c.value.split(maxsplit=1)[0] != "GENERATED"]
        first = None
        for comment in headers:
            found = _HEADER.fullmatch(comment.value)
            if not found:
                self.complain(comment.span, f"malformed marker; expected {_shape('GENERATED')}")
            elif comment.span.start or not self._alone(comment):
                self.complain(comment.span, "a GENERATED marker belongs alone on the first line")
            else:
                text = normalized(self.page.source.text[comment.span.end :])
                first = PartialHeader(found[1], found[2], comment.span, text)
        return first

    def marker(self, comment: Comment) -> Marker | None:
        """The marker a comment is; None, with a complaint, when it is not well-formed."""
        begin, end = _BEGIN.fullmatch(comment.value), _END.fullmatch(comment.value)
        if begin:
            found = Marker("BEGIN", begin[1], begin[2], "", comment)
        elif end:
            found = Marker("END", end[1], end[2], end[3], comment)
        else:
            kind = comment.value.split()[0]
            self.complain(comment.span, f"malformed marker; expected {_shape(kind)}")
            return None
        if not self._alone(comment):
            self.complain(comment.span, f"the {found.kind} marker is not on a line of its own")
            return None
        return found

    def _alone(self, comment: Comment) -> bool:
        source = self.page.source
        start = source.line_span(source.line_of(comment.span.start)).start
        end = source.line_span(source.line_of(comment.span.end)).end
        return source.text[start:end].strip(" \t") == source.slice(comment.span)

    def paired(self, markers: list[Marker]) -> Iterator[GeneratedRegion]:
        """Regions, from each BEGIN to the END after it."""
        opened: Marker | None = None
        seen: dict[str, Marker] = {}
        for marker in markers:
            if marker.kind == "END":
                if opened is None:
                    self.complain(marker.comment.span, f"END of {marker.name} without a BEGIN")
                elif found := self._region(opened, marker):
                    yield found
                opened = None
                continue
            if opened:
                message = f"BEGIN of {marker.name} inside the region {opened.name}"
                self.complain(marker.comment.span, message, opened.comment.span)
            if marker.name in seen:
                message = f"a second region {marker.name} on this page"
                self.complain(marker.comment.span, message, seen[marker.name].comment.span)
            opened = seen[marker.name] = marker
        if opened:
            self.complain(opened.comment.span, f"BEGIN of {opened.name} without an END")

    def _region(self, begin: Marker, end: Marker) -> GeneratedRegion | None:
        start, stop = begin.comment.span, end.comment.span
        if begin.name != end.name:
            message = f"END of {end.name} where the region {begin.name} is open"
            self.complain(stop, message, start)
            return None
        if self._parent(begin.comment) != self._parent(end.comment):
            message = f"END of {end.name} is not in the same block as its BEGIN"
            self.complain(stop, message, start)
            return None
        source = self.page.source
        line = source.line_span(source.line_of(start.start)).start
        indent = source.text[line : start.start]
        text = normalized(source.text[start.end : stop.start], indent)
        return GeneratedRegion(
            begin.snippet,
            begin.placement,
            Span(line, stop.end),
            start,
            stop,
            indent,
            text,
            end.sum,
            self._parent(begin.comment),
        )

    def _parent(self, comment: Comment) -> int:
        block = comment.block
        if block < 0:
            return -1
        own = self.page.blocks[block]
        return own.parent if own.kind in ("comment", "html", "expression") else block

    def unread(self) -> None:
        """Markers that the page's format does not read as comments, examples apart."""
        page = self.page
        known = [comment.span for comment in page.comments]
        known += [fence.span for fence in page.fences if fence.closed]
        known += [code.span for code in page.inline_code]
        read = starts_inside(known)
        for found in _ANYWHERE.finditer(page.source.text):
            if not read(found.start()):
                other = found[0].startswith("<") == (page.format == "mdx")
                hint = f"expected {_comment('…', _SYNTAX[page.format])}" if other else OPEN
                message = f"this marker is not read as a comment here; {hint}"
                self.complain(Span(*found.span()), message)


def starts_inside(spans: Iterable[Span]) -> Callable[[int], bool]:
    """A test for offsets that are in one of some spans."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def inside(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ends[at]

    return inside


def _shape(kind: str) -> str:
    shapes = {
        "BEGIN": "'BEGIN docs-snippets SNIPPET/PLACEMENT: …'",
        "END": "'END docs-snippets SNIPPET/PLACEMENT (sum: 16 hex digits)'",
    }
    header = "'GENERATED by docs-snippets from templates/NAME: DO NOT EDIT (sum: 16 hex digits)'"
    return shapes.get(kind, header)


def begin_text(name: str, syntax: Literal["mdx", "html"]) -> str:
    """The BEGIN marker."""
    return _comment(f"BEGIN docs-snippets {name}: generated, run `make docs-snippets`", syntax)


def end_text(name: str, total: str, syntax: Literal["mdx", "html"]) -> str:
    """The END marker."""
    return _comment(f"END docs-snippets {name} (sum: {total})", syntax)


def header_text(template: str, total: str, syntax: Literal["mdx", "html"]) -> str:
    """The first line of a partial."""
    words = f"GENERATED by docs-snippets from templates/{template}: DO NOT EDIT (sum: {total})"
    return _comment(words, syntax)


def _comment(words: str, syntax: Literal["mdx", "html"]) -> str:
    return f"{{/* {words} */}}" if syntax == "mdx" else f"<!-- {words} -->"
