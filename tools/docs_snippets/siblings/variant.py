"""One of two ways to say nearly the same: its copies, and the words in which it differs."""

import re
from typing import NamedTuple

from docs_snippets.project.trees import Tree
from docs_snippets.siblings.variants import UnitCopy

_IN_NAME = re.compile(r"[\w-]")
_AROUND = "`*_()[]{}'\"!,;"


class Variant(NamedTuple):
    """One of two variants: its copies, and the tokens in which it differs."""

    copies: tuple[UnitCopy, ...]
    at: tuple[int, int]

    @property
    def first(self) -> UnitCopy:
        """The copy that speaks for all."""
        return self.copies[0]

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The trees that have it."""
        return tuple(copy.tree for copy in self.copies)

    @property
    def products(self) -> frozenset[str]:
        """The products that have it."""
        return frozenset(tree.product for tree in self.trees)

    @property
    def norms(self) -> tuple[str, ...]:
        """The tokens in which it differs."""
        return self.first.unit.key[1:][slice(*self.at)]

    @property
    def is_code(self) -> bool:
        """Whether the difference is in code: in a fence, or between backticks."""
        start, _ = token_offsets(self.first, self.at)
        unit = self.first.unit
        return unit.kind == "code" or unit.text.count("`", 0, start) % 2 == 1

    @property
    def is_placeholder(self) -> bool:
        """Whether the difference is in what a reader replaces: `<name>`."""
        start, end = token_offsets(self.first, self.at)
        text = self.first.unit.text
        opened = max(text.rfind("<", 0, start + 1), text.rfind(">", 0, start))
        closed = min((at for sign in "<>" if (at := text.find(sign, end - 1)) >= 0), default=-1)
        return opened >= 0 and closed >= 0 and text[opened] == "<" and text[closed] == ">"

    @property
    def is_last(self) -> bool:
        """Whether nothing of the unit follows the difference."""
        return self.at[1] == len(self.first.unit.key) - 1

    @property
    def whole(self) -> str:
        """What stands between the spaces around the difference."""
        start, end = token_offsets(self.first, self.at)
        text = self.first.unit.text
        start = max((text.rfind(space, 0, start) + 1 for space in " \t\n"), default=0)
        ends = (at for space in " \t\n" if (at := text.find(space, end)) >= 0)
        return text[start : min(ends, default=len(text))].strip(_AROUND)

    @property
    def name_offsets(self) -> tuple[int, int]:
        """Where the whole name is in which it differs, in the unit: `chain_id` for its sign."""
        start, end = token_offsets(self.first, self.at)
        text, tokens = self.first.unit.text, self.first.unit.tokens
        if not self.norms:
            start = end = end if self.is_last else tokens[self.at[0]].start
        while start and _IN_NAME.match(text[start - 1]):
            start -= 1
        while end < len(text) and _IN_NAME.match(text[end]):
            end += 1
        return start, end

    @property
    def name(self) -> str:
        """The whole name in which it differs."""
        return self.first.unit.text[slice(*self.name_offsets)]

    @property
    def words(self) -> str:
        """The words in which it differs, as they are typed; nothing where the other says more."""
        start, end = token_offsets(self.first, self.at)
        return " ".join(self.first.unit.text[start:end].split()) if self.norms else ""


def token_offsets(copy: UnitCopy, at: tuple[int, int]) -> tuple[int, int]:
    """Where the tokens stand in the unit; those around where there are none."""
    tokens = copy.unit.tokens
    part = tokens[slice(*at)] or tokens[max(at[0] - 1, 0) : at[0] + 1]
    return part[0].start, part[-1].end
