"""Ids of headings: slugs as github-slugger makes them, and ids written by hand."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_WRITTEN = re.compile(r"\s*\{#((?:[^\r\n\u2028\u2029](?!\{#|\}))*[^\r\n\u2028\u2029])\}\Z")


@lru_cache(maxsize=1)
def _bounds() -> list[int]:
    """Where ranges of removed characters begin and end, in turn."""
    ranges = json.loads((Path(__file__).parent / "slug_removed.json").read_text("utf-8"))
    return [bound for start, end in ranges for bound in (start, end + 1)]


def _is_removed(character: str) -> bool:
    return bisect_right(_bounds(), ord(character)) % 2 == 1


# Mirrors `slugger` of github-slugger/index.js.
def slug_base(text: str) -> str:
    """The slug of a text, before duplicates are numbered."""
    text = text.lower()
    if text.isascii():
        return _ASCII.sub("", text).replace(" ", "-")
    return "".join(each for each in text if not _is_removed(each)).replace(" ", "-")


_ASCII = re.compile(r"[^a-z0-9 _-]")


# Mirrors `BananaSlug` of github-slugger/index.js.
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


# Mirrors `parseMarkdownHeadingId` of @docusaurus/utils/src/markdownHeadingIdUtils.ts.
def written_id(text: str) -> tuple[str, str | None]:
    """The heading's text without the id written at its end, and the id."""
    found = _WRITTEN.search(text) if text.endswith("}") else None
    explicit = found[1].strip() if found else ""
    return (text.replace(found[0], "", 1), explicit) if found and explicit else (text, None)


# Mirrors `getCommentContentHeadingId` of @docusaurus/mdx-loader/src/remark/headings/index.ts.
def commented_id(comment: str) -> str | None:
    """The id in the comment that ends a heading."""
    word = comment.strip().split(" ", 1)[0]
    return word[1:] if word.startswith("#") and word != "#" else None
