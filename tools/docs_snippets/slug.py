"""Heading ids: slugs as the site makes them, and ids written by hand."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_WRITTEN = re.compile(r"\s*\{#((?:.(?!\{#|\}))*.)\}$")
_COMMENT = re.compile(r"\s*/\*\s*#(\S+?)(?:\s.*?)?\s*\*/\s*", re.DOTALL)


@lru_cache(maxsize=1)
def _bounds() -> list[int]:
    """Where ranges of removed characters begin and end, in turn."""
    ranges = json.loads((Path(__file__).parent / "slug_removed.json").read_text("utf-8"))
    return [bound for start, end in ranges for bound in (start, end + 1)]


def _is_removed(character: str) -> bool:
    return bisect_right(_bounds(), ord(character)) % 2 == 1


def slug_base(text: str) -> str:
    """The slug of a text, before duplicates are numbered."""
    text = text.lower()
    if text.isascii():
        return _ASCII.sub("", text).replace(" ", "-")
    return "".join(each for each in text if not _is_removed(each)).replace(" ", "-")


_ASCII = re.compile(r"[^a-z0-9 _-]")


@dataclass(slots=True)
class Slugger:
    """The slugs of one page, in order."""

    seen: dict[str, int] = field(default_factory=dict)

    def slug(self, text: str) -> str:
        """The slug of the next heading."""
        original = slug = slug_base(text)
        while slug in self.seen:
            self.seen[original] += 1
            slug = f"{original}-{self.seen[original]}"
        self.seen[slug] = 0
        return slug


def explicit_id(text: str, comment: str | None) -> tuple[str, str | None]:
    """The heading's text without its written id, and the id.

    `comment` is the source of the expression that ends the heading, which may hold the id.
    """
    if comment is not None and text.endswith(comment):
        found = _COMMENT.fullmatch(comment)
        if found and "*/" not in found[0].strip()[:-2]:
            return text[: -len(comment)].strip() if comment else text, found[1]
    found = _WRITTEN.search(text)
    if found:
        return text[: found.start()], found[1]
    return text, None
