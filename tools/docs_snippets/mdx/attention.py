"""Pairs the runs of `*`, `_` and `~` that make emphasis, strong emphasis and strikethrough."""

import unicodedata
from dataclasses import dataclass, field

from docs_snippets.mdx.nodes import Enter, InlineNode, Leave, TextNode


@dataclass(slots=True)
class Run:
    """A run of `*`, `_` or `~`; `lo` and `hi` bound what is left of it as text."""

    char: str
    lo: int
    hi: int
    opens: bool
    closes: bool
    enters: list[Enter] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)

    def nodes(self) -> list[InlineNode]:
        """What the run became."""
        out: list[InlineNode] = list(self.leaves)
        if self.hi > self.lo:
            out.append(TextNode(self.lo, self.hi))
        out.extend(reversed(self.enters))
        return out


# Mirrors `classifyCharacter` of micromark-util-classify-character/index.js.
def char_class(char: str) -> int:
    """0 for letters and the like, 1 for white space and the edge, 2 for punctuation."""
    if not char:
        return 1
    if char.isalnum():
        return 0
    if (
        char in " \t\r\n"
        or (char.isspace() and unicodedata.category(char) == "Zs")
        or char in "\x0b\x0c\u2028\u2029\ufeff"
    ):
        return 1
    if char > "\uffff":
        return 0
    return 2 if unicodedata.category(char)[0] in "PS" else 0


# Mirrors `tokenizeAttention` of micromark-core-commonmark/lib/attention.js.
def run_at(text: str, pos: int, end: int) -> Run:
    """The run of one marker between two offsets, with what it may do."""
    char = text[pos]
    left = text[pos - 1 : pos] if pos else ""
    right = text[end : end + 1]
    before, after = char_class(left), char_class(right)
    if char == "~":
        return Run(
            char,
            pos,
            end,
            not after or (after == 2 and bool(before)),
            not before or (before == 2 and bool(after)),
        )
    opens = not after or (after == 2 and bool(before)) or right == "~"
    closes = not before or (before == 2 and bool(after)) or left == "~"
    if char == "*":
        return Run(char, pos, end, opens, closes)
    return Run(
        char,
        pos,
        end,
        opens and (bool(before) or not closes),
        closes and (bool(after) or not opens),
    )


def pair_runs(runs: list[Run], in_link: bool = False) -> None:
    """Pairs the runs of one stretch of text: those of the marker seen first go first.

    In the text of a link, strikethrough does.
    """
    if not runs:
        return
    tildes = any(run.char == "~" for run in runs)
    stars = any(run.char != "~" for run in runs)
    if not tildes:
        _pair_stars(runs)
    elif not stars:
        _pair_tildes(runs)
    elif in_link or runs[0].char == "~":
        _by_group(runs, "~")
    else:
        _by_group(runs, "*")


def _by_group(runs: list[Run], first: str) -> None:
    """Pairs one kind of marker, then the other within each group the first made."""
    chosen = [run for run in runs if (run.char == "~") == (first == "~")]
    pair_first = _pair_tildes if first == "~" else _pair_stars
    pair_second = _pair_stars if first == "~" else _pair_tildes
    pair_first(chosen)
    groups: list[list[Run]] = [[]]
    for run in runs:
        if (run.char == "~") == (first == "~"):
            for _ in run.leaves:
                if len(groups) > 1:
                    pair_second(groups.pop())
            groups.extend([] for _ in run.enters)
        else:
            groups[-1].append(run)
    for group in groups:
        pair_second(group)


# Mirrors `resolveAllStrikethrough` of micromark-extension-gfm-strikethrough/lib/syntax.js.
def _pair_tildes(runs: list[Run]) -> None:
    waiting: dict[int, list[tuple[int, Run]]] = {1: [], 2: []}
    for index, run in enumerate(runs):
        same = waiting[run.hi - run.lo]
        if run.closes and same:
            at, opener = same.pop()
            for others in waiting.values():
                while others and others[-1][0] > at:
                    others.pop()
            opener.enters.append(Enter("strike", opener.lo, run.hi))
            run.leaves.append(Leave("strike", run.hi))
            opener.hi = opener.lo
            run.lo = run.hi
        elif run.opens:
            same.append((index, run))


# Mirrors `resolveAllAttention` of micromark-core-commonmark/lib/attention.js.
def _pair_stars(runs: list[Run]) -> None:
    stack: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.lo < run.hi:
            size = run.hi - run.lo
            key = (run.char, run.opens, size % 3)
            match = _opener(stack, run, size, bottoms.get(key, 0))
            if match is None:
                bottoms[key] = len(stack)
                break
            opener = stack[match]
            del stack[match + 1 :]
            for other, bottom in bottoms.items():
                if bottom > match:
                    bottoms[other] = match
            use = 2 if size > 1 and opener.hi - opener.lo > 1 else 1
            opener.hi -= use
            run.lo += use
            kind = "strong" if use == 2 else "emphasis"
            opener.enters.append(Enter(kind, opener.hi, run.lo))  # type: ignore[arg-type]
            run.leaves.append(Leave(kind, run.lo))
            if opener.hi == opener.lo:
                stack.pop()
        if run.opens and run.lo < run.hi:
            stack.append(run)


def _opener(stack: list[Run], run: Run, size: int, bottom: int) -> int | None:
    for i in range(len(stack) - 1, bottom - 1, -1):
        opener = stack[i]
        if opener.char != run.char:
            continue
        other = opener.hi - opener.lo
        if (opener.closes or run.opens) and size % 3 and not (other + size) % 3:
            continue
        return i
    return None
