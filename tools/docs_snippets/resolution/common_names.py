"""Names that are common, and which of them a name may be a slip of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from docs_snippets.core.edit_distance import edits

_PARTS = re.compile(r"[_./-]|(?<=[a-z0-9])(?=[A-Z])")
_DIGITS = re.compile(r"\d")
_MIXED = 3  # names of more parts are compared in any order of the parts
_SWAPPED, _ADDED, _OTHER = 3, 4, 6
"""Letters of a part in which two are swapped, one is missing or added, or one is another: in
shorter ones that makes another word (`max`, `min`)."""


class CommonNames:
    """Names that are known, by their first and last parts, all of them, and their letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known: set[str] = set()
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        self._by_end: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        self._by_parts: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.put(names)

    def put(self, names: Iterable[str]) -> bool:
        """Adds names; whether there were others than before."""
        new = [name for name in names if name not in self._known]
        for name in new:
            parts = _PARTS.split(name)
            self._by_end[len(parts), 0, parts[0]].append(name)
            self._by_end[len(parts), len(parts) - 1, parts[-1]].append(name)
            self._by_parts[tuple(sorted(parts))].append(name)
            if "/" in name:
                self._by_letters[name.replace("-", "")].append(name)
        self._known.update(new)
        return bool(new)

    def drop(self, names: Iterable[str]) -> bool:
        """Removes names; whether there were any of them."""
        gone = self._known.intersection(names)
        for name in gone:
            parts = _PARTS.split(name)
            for key in {(0, parts[0]), (len(parts) - 1, parts[-1])}:
                _remove(self._by_end[len(parts), *key], name)
            _remove(self._by_parts[tuple(sorted(parts))], name)
            if "/" in name:
                _remove(self._by_letters[name.replace("-", "")], name)
        self._known -= gone
        return bool(gone)

    def near(self, name: str) -> Iterator[tuple[str, str]]:
        """The names that one may be a slip of, each with the part of it that is odd."""
        parts = _PARTS.split(name)
        if len(parts) == 1:
            return
        if (
            len(parts) > _MIXED and name.count("_") == len(parts) - 1
        ):  # a metric, whose parts are easily mixed up
            others = self._by_parts.get(tuple(sorted(parts)), ())
            yield from ((other, "") for other in others if other.count("_") == len(parts) - 1)
        if name.find("/") > 0:  # a label, which has its hyphens where another one would not
            yield from ((other, "") for other in self._by_letters.get(name.replace("-", ""), ()))
        # A slip leaves the first part or the last as it is.
        ends = ((0, parts[0]), (len(parts) - 1, parts[-1]))
        seen = {
            other for at, part in ends for other in self._by_end.get((len(parts), at, part), ())
        }
        for other in seen:
            others_parts = _PARTS.split(other)
            apart = [pair for pair in zip(parts, others_parts, strict=True) if pair[0] != pair[1]]
            same = _PARTS.findall(name) == _PARTS.findall(other)
            if len(apart) == 1 and same and _is_slip(*apart[0], name.startswith("/")):
                yield other, apart[0][0]


def _remove(names: list[str], name: str) -> None:
    names[:] = [each for each in names if each != name]


def _is_slip(part: str, meant: str, plurals: bool) -> bool:
    """Whether a part of a name is another one with a slip of the hand, or in the plural."""
    part, meant = part.lower(), meant.lower()
    shorter, longer = sorted((part, meant), key=len)
    if _DIGITS.search(part + meant):
        return False
    if longer in (f"{shorter}s", f"{shorter}es", f"{shorter}ed"):
        return plurals and len(shorter) >= _ADDED
    if edits(part, meant, 2) != 1:
        return False
    if sorted(part) == sorted(meant):
        return len(part) >= _SWAPPED
    return len(shorter) >= (_OTHER if len(part) == len(meant) else _ADDED)
