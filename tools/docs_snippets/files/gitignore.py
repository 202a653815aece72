"""What git ignores in a checkout: a build may make it, so that it may be there on the site."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docs_snippets.core.patterns import LinearPattern, compiled
from docs_snippets.files.access import Files
from docs_snippets.files.reading import text

_NAME = ".gitignore"
_PART = re.compile(r"\*\*/|/\*\*|\*+|\?|\[[^\]\n]+\]|\\?.", re.DOTALL)
_MEANING = {"**/": "(?:.*/)?", "/**": "/.*", "?": "[^/]"}


@dataclass(frozen=True, eq=False)
class Ignored:
    """The ignore files of a docs root, each read when something below its folder is asked for."""

    files: Files

    @cached_property
    def _by_folder(self) -> dict[str, tuple[LinearPattern, ...]]:
        return {}

    def covers(self, path: str) -> bool:
        """Whether git may leave a path out; what is taken back from a rule counts, too."""
        inside = ((folder, path[len(folder) + 1 if folder else 0 :]) for folder in _above(path))
        return any(rule.search(below) for folder, below in inside for rule in self._rules(folder))

    def _rules(self, folder: str) -> tuple[LinearPattern, ...]:
        if folder not in self._by_folder:
            lines = (text(self.files, posixpath.join(folder, _NAME)) or "").splitlines()
            rules = [line.rstrip() for line in lines if line.strip(" */.")]
            found = (compiled(_translated(rule)) for rule in rules if rule[0] not in "#!")
            self._by_folder[folder] = tuple(rule for rule in found if rule)
        return self._by_folder[folder]


def _above(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    while folder and not folder.startswith(".."):
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def _translated(rule: str) -> str:
    """A rule as the start of a path that it covers."""
    anywhere = "" if "/" in rule.rstrip("/") else "(?:.*/)?"
    parts = _PART.findall(rule.strip("/"))
    return f"^{anywhere}{''.join(map(_meant, parts))}(?:/|$)"


def _meant(part: str) -> str:
    if part.strip("*") == "":
        return "[^/]*"
    known = _MEANING.get(part)
    return known or (part.replace("[!", "[^") if len(part) > 2 else re.escape(part[-1]))
