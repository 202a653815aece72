"""What Markdown files import of one another, told from their lines without parsing them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

_IMPORT = re.compile(r"import\s[^;'\"]*?from\s+['\"](?P<path>[^'\"\n]+\.mdx?)['\"]")
_SITE = "@site/"


def is_partial(path: str) -> bool:
    """Whether the site makes no page of the file."""
    return any(part.startswith("_") for part in path.split("/"))


def imports(path: str, text: str) -> Iterator[str]:
    """The Markdown files that a file imports, whether they are there or not."""
    return (_resolved(path, named) for named in _imported(text))


@lru_cache(maxsize=1 << 10)  # most texts stand in several versions
def _imported(text: str) -> tuple[str, ...]:
    """The Markdown files that lines of a text import."""
    starts = [0] if text.startswith("import") else []
    at = text.find("\nimport")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\nimport", at + 1)
    matches = (_IMPORT.match(text, start) for start in starts)
    return tuple(found["path"] for found in matches if found)


def _resolved(path: str, named: str) -> str:
    if named.startswith(_SITE):
        return named.removeprefix(_SITE)
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / named).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("", ".", ".."):
            parts.append(part)
    return "/".join(parts)
