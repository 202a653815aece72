"""Ignore comments, by which a writer accepts a finding; those that do nothing are reported.

Three forms, each for one rule and with a reason:

- `{/* docs-snippets-ignore RULE: reason */}` on the line before a block, indented like it, covers
  the block; at the end of a line it covers that line (list items and table cells have no other);
- in front matter, `# docs-snippets-ignore RULE: reason` covers the page.

Where a page's format is `md` the comment is `<!-- … -->`. In a component's script it may also be
one of JavaScript's own; the first two forms hold there, before elements and constants.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import (
    Diagnostic,
    Fix,
    FixEdit,
    Severity,
    problem,
    suggestion,
)
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

SuppressionKind = Literal["page", "block", "line"]
RULE = "useless-ignore"
MARK = "docs-snippets-ignore"
_FORM = re.compile(rf"{MARK}[ \t]+(?P<rule>[^\s:]+)[ \t]*:[ \t]*(?P<reason>\S.*)")
_FRONT_MATTER = re.compile(rf"^[ \t]*#[ \t]*(?P<text>{MARK}\b.*)$", re.MULTILINE)
_EMPTY = Span(0, 0)
_COVERS_NOTHING = (
    "this ignore covers nothing; put it on the line before a block, indented like it, "
    "or at the end of a line"
)
_LIST_ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]")
_CLOSING = re.compile(r"[\s|]*")
"""What may follow a comment at the end of its line: in a table, the end of its cells."""


class Ignore(NamedTuple):
    """One comment at `span` and what it covers: a page, a block or the line it ends.

    `wrong` says what is amiss with one that can cover nothing.
    """

    span: Span
    rule: str
    reason: str
    kind: SuppressionKind
    covers: Span
    wrong: str = ""

    @property
    def range(self) -> "IgnoredRange":
        """What it covers, for which rule; the same for two that do the same."""
        return IgnoredRange(self.rule, self.kind, _EMPTY if self.kind == "page" else self.covers)


class IgnoredRange(NamedTuple):
    """A page, a block or a line on which a rule reports nothing."""

    rule: str
    kind: SuppressionKind
    span: Span


class IgnoredRanges(NamedTuple):
    """What the ignores of a page cover, in tables that are quick to look a finding up in.

    For each of a rule's blocks, `enclosing` has the index of the block that it is nested in, or -1.
    """

    pages: frozenset[IgnoredRange]
    lines: Mapping[tuple[str, int], IgnoredRange]
    blocks: Mapping[str, Sequence[IgnoredRange]]
    enclosing: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, page: Page, ignores: Iterable[Ignore]) -> "IgnoredRanges":
        """What the ignores of a page cover that are not malformed."""
        every = {each.range for each in ignores if not each.wrong}
        blocks: dict[str, list[IgnoredRange]] = defaultdict(list)
        for each in sorted(every, key=lambda each: (each.span.start, -each.span.end)):
            if each.kind == "block":
                blocks[each.rule].append(each)
        lines = (each for each in every if each.kind == "line")
        return cls(
            frozenset(each for each in every if each.kind == "page"),
            {(each.rule, page.source.line_of(each.span.start)): each for each in lines},
            blocks,
            {rule: _enclosing(known) for rule, known in blocks.items()},
        )

    def covering(self, page: Page, finding: Diagnostic) -> set[IgnoredRange]:
        """The ranges in which a finding starts; on a line, those in which it ends, too."""
        rule, at = finding.rule, finding.region
        found = {IgnoredRange(rule, "page", _EMPTY)} & self.pages
        if at is None:
            return found
        found |= {
            self.lines[rule, line] for line in (at.line, at.end_line) if (rule, line) in self.lines
        }
        # Ranges of one rule are nested or apart: from the last that starts before, walk outwards.
        blocks, start = self.blocks.get(rule, ()), page.source.offset(at.line, at.column)
        index = bisect_right(blocks, start, key=lambda each: each.span.start) - 1
        while index >= 0:
            found |= {blocks[index]} if start < blocks[index].span.end else set()
            index = self.enclosing[rule][index]
        return found


def _enclosing(blocks: Sequence[IgnoredRange]) -> list[int]:
    found: list[int] = []
    open_: list[int] = []
    for index, block in enumerate(blocks):
        while open_ and blocks[open_[-1]].span.end <= block.span.start:
            open_.pop()
        found.append(open_[-1] if open_ else -1)
        open_.append(index)
    return found


def apply(
    page: Page, findings: Sequence[Diagnostic], rules: Mapping[str, bool]
) -> tuple[Diagnostic, ...]:
    """The findings that no comment covers, then one for each comment that is useless.

    `rules` has every rule that exists, and whether it ran: the ignore of a rule that did not run
    may still be needed.
    """
    ignores = read_ignores(page)
    if not ignores:
        return tuple(findings)
    covers = IgnoredRanges.of(page, ignores)
    kept: list[Diagnostic] = []
    used: set[IgnoredRange] = set()
    for finding in findings:
        hiding = covers.covering(page, finding)
        used.update(hiding)
        kept += [] if hiding else [finding]
    if not rules.get(RULE):
        return tuple(kept)
    useless = (_useless(page, each, rules) for each in ignores if each.range not in used)
    return (*kept, *(found for found in useless if found))


def mark_ignored(page: Page, findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All findings; those that a comment would hide have the reason it gives in `ignored`."""
    ignores = read_ignores(page)
    covers = IgnoredRanges.of(page, ignores)
    order = {each.range: at for at, each in reversed([*enumerate(ignores)])}
    firsts = (
        min((order[each] for each in covers.covering(page, finding)), default=None)
        for finding in findings
    )
    reasons = (None if first is None else ignores[first].reason for first in firsts)
    pairs = zip(findings, reasons, strict=True)
    return tuple(each if why is None else each._replace(ignored=why) for each, why in pairs)


def read_ignores(page: Page) -> tuple[Ignore, ...]:
    """Every ignore comment of a page, in the order of the page; those that are malformed too."""
    if MARK not in page.source.text:
        return ()
    return (*_front_matter(page), *_comments(page))


def _front_matter(page: Page) -> Iterator[Ignore]:
    if page.front_matter_end_line is None:
        return
    end = page.source.line_span(page.front_matter_end_line).end
    for found in _FRONT_MATTER.finditer(page.source.text, 0, end):
        span = Span(*found.span("text"))
        yield Ignore(span, *_parsed(found["text"].rstrip(), "page", span))


def _comments(page: Page) -> Iterator[Ignore]:
    blocks = _block_starts(page)
    below: dict[int, int] = {}
    for comment in page.comments:
        text = comment.value.strip()
        if text.startswith(MARK):
            kind, covers = _range_of(page, comment.span, blocks, below)
            yield Ignore(comment.span, *_parsed(text, kind, covers))


def _parsed(
    text: str, kind: SuppressionKind, covers: Span | None
) -> tuple[str, str, SuppressionKind, Span, str]:
    """Rule, reason, kind, cover and what is wrong."""
    form = _FORM.fullmatch(text)
    if not form:
        return "", "", kind, _EMPTY, _malformed(text)
    return form["rule"], form["reason"], kind, covers or _EMPTY, "" if covers else _COVERS_NOTHING


def _malformed(text: str) -> str:
    if "\n" in text or "\r" in text:
        return f"an ignore must be on one line; expected '{MARK} RULE: reason'"
    if re.fullmatch(rf"{MARK}\s+[^\s:]+\s*:?\s*", text):
        return f"an ignore needs a reason; expected '{MARK} RULE: reason'"
    return f"malformed ignore {text!r}; expected '{MARK} RULE: reason'"


def _block_starts(page: Page) -> dict[tuple[int, int], Span]:
    """The outermost block that starts at each line and column."""
    found: dict[tuple[int, int], Span] = {}
    for block in page.blocks:
        start = page.source.region(Span(block.span.start, block.span.start))
        found.setdefault((start.line, start.column), block.span)
    return found


def _range_of(
    page: Page,
    comment: Span,
    blocks: Mapping[tuple[int, int], Span],
    below: dict[int, int],
) -> tuple[SuppressionKind, Span | None]:
    """What a comment covers: the line that it ends, or the block after a line of its own."""
    source = page.source
    line = source.line_span(source.line_of(comment.start))
    if source.text[line.start : comment.start].strip(" \t>"):
        last = source.line_span(source.line_of(comment.end))
        ends_line = _CLOSING.fullmatch(source.text, comment.end, last.end)
        return "line", line if ends_line else None
    after = _first_line_without_ignore(page, source.line_of(comment.end) + 1, below)
    return "block", blocks.get((after, source.region(comment).column))


def _first_line_without_ignore(page: Page, line: int, known: dict[int, int]) -> int:
    """The first line from one on that has no ignore: several may stand before one block.

    `known` remembers answers, so that a page full of ignores is read once.
    """
    if line in known:
        return known[line]
    end = line
    while end not in known and end <= len(page.source.line_starts):
        if MARK not in page.source.slice(page.source.line_span(end)):
            break
        end += 1
    end = known.get(end, end)
    known.update(dict.fromkeys(range(line, end), end))
    return end


def _useless(page: Page, ignore: Ignore, rules: Mapping[str, bool]) -> Diagnostic | None:
    """The finding on an ignore that hid nothing."""
    message, fix = ignore.wrong, None
    if not message and ignore.rule not in rules:
        message = f"no rule {ignore.rule!r}{suggestion(ignore.rule, rules)}"
    if not message:
        if not rules[ignore.rule]:
            return None
        message = f"unused ignore of {ignore.rule!r}; remove it"
        fix = _removal(page, ignore)
    found = problem(page.source, ignore.span, RULE, message, severity=Severity.WARNING)
    return found._replace(fix=fix)


def _removal(page: Page, ignore: Ignore) -> Fix:
    """The fix that removes an ignore: its line where nothing else is on it.

    Before a list the comment may be what keeps two of them apart.
    """
    source = page.source
    line = source.line_span(source.line_of(ignore.span.start))
    around = source.text[line.start : ignore.span.start] + source.text[ignore.span.end : line.end]
    if around.strip(" \t\r\n#"):
        start = len(source.text[: ignore.span.start].rstrip(" \t"))
        removed = Span(max(start, line.start), ignore.span.end)
    else:
        last = source.line_of(ignore.span.end)
        starts = (*source.line_starts, len(source.text))
        removed = Span(line.start, starts[last])
    below = source.text[removed.end :].lstrip()
    applicability = "unsafe" if _LIST_ITEM.match(below) else "safe"
    return Fix(applicability, (FixEdit(source.region(removed), ""),))
