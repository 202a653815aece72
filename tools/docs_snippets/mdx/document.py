"""Hands out lines with their containers (quotes, lists, footnotes) opened, continued or closed.

The order of decisions is that of the site's own parser: a line first continues the open
containers, then may open new ones (unless a block that spans lines verbatim is open), and is then
handed to the flow of the innermost container. The flow pulls lines: `BlockReader.next` reads one,
and answers None when the flow ends because a container closes or the text does.

Longer than 300 lines because opening, continuing and closing containers share one state.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from docs_snippets.mdx.budget import Effort
from docs_snippets.mdx.columns import (
    BLANKS,
    LINE_END,
    TAB_SIZE,
    Line,
    before_line_end,
    skip_blanks,
    take_columns,
)
from docs_snippets.mdx.containers import (
    FOOTNOTE,
    Container,
    ContainerKind,
    after_quote,
    goes_on,
    marker_at,
    moved,
)
from docs_snippets.mdx.events import CloseEvent, Event, OpenEvent
from docs_snippets.mdx.rejections import Rejection, Rejections

MAX_DEPTH = 100
MAX_EFFORT = 2_000_000
EFFORT_A_CHARACTER = 4
_TOO_LONG = (
    "too many tags, expressions or comments begin here and end, many lines below, before other"
    " text; put them on lines of their own"
)
_TOO_DEEP = f"quotes, lists and footnotes are nested more than {MAX_DEPTH} deep here"
_CONTAINER_START = frozenset("*+-0123456789>[")


@dataclass(slots=True)
class Resume:
    """A line whose containers go on up to here and whose rest opens a new flow.

    `opening` is what opens the first container of it, where that is known.
    """

    line: Line
    continued: int
    item: tuple[int, str] | None = None
    interrupt: bool = False
    opening: str = ""


class Checkpoint(NamedTuple):
    """A state of reading to come back to."""

    at: int
    closed: bool
    state: tuple[tuple[int, int, bool, bool], ...]


@dataclass(slots=True)
class BlockReader:
    """The state of reading one document: the page, or the content of a container directive.

    `framed` counts the quotes and footnotes in the stack.
    """

    text: str
    lines: list[Line]
    events: list[Event]
    rejections: Rejections
    depth: int = 0
    compat: bool = False
    plain: bool = False
    index: int = 0
    stack: list[Container] = field(default_factory=list)
    framed: int = 0
    queue: deque[Line] = field(default_factory=deque)
    resume: Resume | None = None
    closed: bool = False
    end: int = 0
    names: set[str] = field(default_factory=set)
    failures: int = 0
    effort: Effort = field(default_factory=Effort)

    def next(self, interrupt: bool = False, concrete: bool = False) -> Line | None:
        """The next line of the current flow; None when the flow is closed."""
        if self.queue:
            return self.queue.popleft()
        if self.closed or self.index >= len(self.lines):
            self.closed = True
            return None
        return self._read(interrupt, concrete)

    def until(self, characters: str) -> list[Line]:
        """Takes lines verbatim up to one that begins so; none where containers are open."""
        start, text, lines = self.index, self.text, self.lines
        if self.queue or self.stack or self.closed or start >= len(lines):
            return []
        pos = lines[start][0]
        if text[pos : pos + 1] in characters:
            return []
        places = ((at, lines[at][0]) for at in range(start, len(lines)))
        found = (at for at, pos in places if text[pos : pos + 1] in characters)
        self.index = next(found, len(lines))
        return lines[start : self.index]

    def push(self, *lines: Line | None) -> None:
        """Gives lines back to the flow."""
        self.queue.extendleft(line for line in reversed(lines) if line is not None)

    def mark(self) -> Checkpoint | None:
        """The state before the next line is read; None where that line has been read already."""
        if self.queue:
            return None
        state = tuple((c.end, c.before, c.initial_blank, c.further_blank) for c in self.stack)
        return Checkpoint(self.index, self.closed, state)

    def rewind(self, mark: Checkpoint) -> None:
        """Takes back the lines read since the mark."""
        self.index, self.closed, self.resume = mark.at, mark.closed, None
        for container, state in zip(self.stack, mark.state, strict=True):
            container.end, container.before = state[:2]
            container.initial_blank, container.further_blank = state[2:]

    # Mirrors `flowStart` of micromark/lib/initialize/document.js.
    def start_flow(self) -> Line | None:
        """Opens the containers of the next line and returns what they leave; None at the end."""
        self.closed = False
        resume, self.resume = self.resume, None
        if resume is None:
            if self.index >= len(self.lines):
                return None
            resume = Resume(self.lines[self.index], 0)
        line = resume.line
        self.exit_containers(resume.continued, -1 if resume.item else line.pos)
        if resume.item:
            pos, marker = resume.item
            self._close_item(resume.continued - 1, pos + 1)
            line = self._item(line, pos, skip_blanks(self.text, line)[1], marker)
        opening = resume.opening or self._opening(line, resume.interrupt)
        while opening:
            line = self._open(line, opening)
            opening = self._opening(line, resume.interrupt)
        self.index += 1
        return None if _is_end(line) else line

    def leaf(self, event: Event, end: int, said: int = -1) -> None:
        """Adds a block of the current flow that ends at `end`; the site may say `said`."""
        self.events.append(event)
        if self.stack:
            container = self.stack[-1]
            container.end = max(container.end, end)
            container.said = max(container.said, said)
        else:
            self.end = end

    # Mirrors `exitContainers` of micromark/lib/initialize/document.js.
    def exit_containers(self, size: int, at: int = -1) -> None:
        """Closes the containers beyond the first `size`.

        `at` is where reading stands if the site closes them there, and not at the end of the line
        before.
        """
        while len(self.stack) > size:
            container = self.stack[-1]
            index = len(self.stack) - 1
            going_on = size if at < 0 else 0
            said = self._said(index, at, going_on, quotes=True)
            if container.kind == "list":
                self._close_item(index, said, going_on)
                kind = "list"
            else:
                kind = "blockquote" if container.kind == "quote" else "footnote"
            self.events.append(CloseEvent(kind, container.end, before_line_end(self.text, said)))
            self.stack.pop()
            self.framed -= container.kind != "list"
            if self.stack:
                self.stack[-1].end = max(self.stack[-1].end, container.end)
                self.stack[-1].said = max(self.stack[-1].said, said)
            else:
                self.end = max(self.end, container.end)

    def _close_item(self, index: int, at: int, going_on: int = 0) -> None:
        """Closes an item of a list, at the next item's marker or where the list ends."""
        said = before_line_end(self.text, self._said(index, at, going_on, quotes=False))
        self.events.append(CloseEvent("list-item", self.stack[index].end, said))

    def _said(self, index: int, at: int, going_on: int, *, quotes: bool) -> int:
        """Where the site says that a container ends.

        That is where the last thing in it does, the marks of a quote or the indent of a footnote
        around it counted, unless all that stands after that on the line is read too. The current
        line is not looked at in the first `going_on` containers.
        """
        container = self.stack[index]
        end = max(container.end, container.said)
        for i, around in enumerate(self.stack[:index] if self.framed else ()):
            if around.kind == "footnote" or (quotes and around.kind == "quote"):
                end = max(end, around.before if i < going_on else around.end)
        if at > end and not LINE_END.search(self.text, end, at):
            end = at
        return end

    def _read(self, interrupt: bool, concrete: bool) -> Line | None:
        line = self.lines[self.index]
        if not self.stack:
            if not concrete and (opening := self._opening(line, interrupt)):
                self.resume = Resume(line, 0, None, interrupt, opening)
                self.closed = True
                return None
            self.index += 1
            return line
        line, continued, item = self._continued(line)
        if item:
            self.resume = Resume(line, continued, item)
            self.closed = True
            return None
        if continued == len(self.stack):
            if concrete:
                self.index += 1
                self.closed = _is_end(line)
                return None if self.closed else line
        else:
            interrupt = False
        if opening := self._opening(line, interrupt):
            self.resume = Resume(line, continued, None, interrupt, opening)
            self.closed = True
            return None
        self.index += 1
        if _is_end(line):
            self.closed = True
            return None
        return line._replace(lazy=continued != len(self.stack), continued=continued)

    # Mirrors `documentContinue` of micromark/lib/initialize/document.js.
    def _continued(self, line: Line) -> tuple[Line, int, tuple[int, str] | None]:
        """What the containers leave of a line, how many go on, and the marker of a new item."""
        around: ContainerKind | None = None
        for number, container in enumerate(self.stack):
            if line[0] >= line[3] and not line[2]:
                return line, self._over_nothing(number), None
            rest, item = goes_on(self.text, container, line, self.plain, around)
            around = container.kind
            if rest is None:
                return line, number, None
            line = rest
            if item:
                return line, number + 1, item
        return line, len(self.stack), None

    def _over_nothing(self, start: int) -> int:
        """How many containers go on over a line of which those before `start` left nothing.

        Only the innermost item may have nothing in it yet.
        """
        for number in range(start, len(self.stack) if self.framed else start):
            container = self.stack[number]
            if container.kind == "quote":
                return number
            if container.kind == "footnote":
                container.before = container.end
        last = self.stack[-1]
        last.further_blank = last.further_blank or last.initial_blank
        return len(self.stack)

    # Mirrors `checkNewContainers` of micromark/lib/initialize/document.js.
    def _opening(self, line: Line, interrupt: bool) -> str:
        """What opens a new container at the line: a mark, or a list's marker; empty without one."""
        text = self.text
        pos, end = line[0], line[3]
        found = BLANKS.match(text, pos, end)
        pos = found.end() if found else pos
        if pos >= end or text[pos] not in _CONTAINER_START:
            return ""
        if self.plain and skip_blanks(text, line)[1] - line.col >= TAB_SIZE:
            return ""
        opening = text[pos]
        if opening == "[":
            opening = "[" if FOOTNOTE.match(text, pos, end) else ""
        elif opening != ">":
            opening = marker_at(text, pos, end, interrupt)
        if opening and len(self.stack) >= MAX_DEPTH:
            self.refuse(pos, _TOO_DEEP)
            return ""
        return opening

    def tired(self, pos: int) -> bool:
        """Whether too much was read in vain to try once more; the page is then refused."""
        if self.effort.spent <= MAX_EFFORT + EFFORT_A_CHARACTER * len(self.text):
            return False
        self.refuse(pos, _TOO_LONG)
        return True

    def refuse(self, pos: int, message: str) -> None:
        """Notes that the page goes beyond a limit; once, since the rest is read as text."""
        if self.rejections.last != message:
            self.fault(pos, lambda: pos, message)

    def fault(self, order: int, place: Callable[[], int], message: str) -> None:
        """Notes why the site rejects the page."""
        self.rejections.add(Rejection(self.depth, order, place, message))

    @property
    def settled(self) -> bool:
        """Whether the page is rejected already for something that is reported before all else."""
        return self.rejections.settled(self.depth)

    # Mirrors `thereIsANewContainer` of micromark/lib/initialize/document.js.
    def _open(self, line: Line, opening: str) -> Line:
        """Opens the container that starts at the line, and returns what it leaves."""
        text = self.text
        pos, col = skip_blanks(text, line)
        if opening == ">":
            self.events.append(OpenEvent("blockquote", pos))
            self.stack.append(Container("quote", pos + 1))
            self.framed += 1
            return after_quote(text, line, pos, col)
        if opening == "[":
            found = FOOTNOTE.match(text, pos, line.end)
            assert found is not None
            self.events.append(OpenEvent("footnote", pos, found[1]))
            self.stack.append(Container("footnote", found.end()))
            self.framed += 1
            return moved(text, line, pos, col, found.end())
        self.stack.append(Container("list", pos + len(opening), opening[-1]))
        self.events.append(OpenEvent("list", pos, opening))
        return self._item(line, pos, col, opening)

    # Mirrors `tokenizeListItemPrefixWhitespace` of micromark-core-commonmark/lib/list.js.
    def _item(self, line: Line, pos: int, col: int, marker: str) -> Line:
        """Opens a list item whose marker stands at `pos`."""
        text = self.text
        container = self.stack[-1]
        start = line.col
        after = pos + len(marker)
        container.end, container.said = after, -1
        self.events.append(OpenEvent("list-item", pos, marker))
        rest = Line(after, col + len(marker), 0, line.end, line.next)
        stop, stop_col = skip_blanks(text, rest)
        if stop >= line.end:
            container.initial_blank = True
            container.size = col - start + len(marker) + 1
            return rest
        if self.plain and stop_col - rest.col > TAB_SIZE:
            rest = take_columns(text, rest, 1)[0]
            container.size = rest.col - start
            return rest
        container.size = stop_col - start
        return Line(stop, stop_col, 0, line.end, line.next)


def _is_end(line: Line) -> bool:
    """Whether nothing is left of the last line, not even its line end."""
    return line.pos >= line.end and line.end == line.next and not line.virt
