"""Reads `removed_names.toml`: names that Kubernetes and its projects no longer have."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.facts.fact_data import TomlTable, tables, text, texts


class RemovedName(NamedTuple):
    """A name, and what took its place.

    `minor` is the release of Kubernetes 1 that lacks it, None where none has it any more. `said` is
    what kind of name it is, and `since` when it went. Text with `beside` is meant for older
    releases, too; `kept_by` is how pages speak of distributions that have the name all the same.
    """

    form: re.Pattern[str]
    has: tuple[str, ...]
    said: str
    since: str
    minor: int | None
    instead: str
    citation: str
    beside: re.Pattern[str] | None
    kept_by: re.Pattern[str] | None
    fails: bool
    replaces: bool

    def is_in(self, text: str) -> bool:
        """Whether the name occurs in a text."""
        return any(part in text for part in self.has) and self.form.search(text) is not None

    def places(self, code: str) -> Iterator[tuple[int, int]]:
        """Where the name occurs in a text that does not have the new one, too."""
        if self.beside is None or not self.beside.search(code):
            for found in self.form.finditer(code):
                yield found.span("name" if "name" in found.groupdict() else 0)


@cache
def removed_names() -> tuple[RemovedName, ...]:
    """The packaged names."""
    path = files("docs_snippets") / "facts" / "removed_names.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    return tuple(map(_removed, tables(data, "removed")))


def _removed(entry: TomlTable) -> RemovedName:
    release = text(entry, "release")
    beside, kept_by = (
        re.compile(text(entry, key)) if key in entry else None for key in ("beside", "kept_by")
    )
    return RemovedName(
        form=re.compile(text(entry, "form")),
        has=texts(entry, "has"),
        said=text(entry, "said"),
        since=text(entry, "since") or f"was removed in Kubernetes {release}",
        minor=int(release.rpartition(".")[2]) if release else None,
        instead=text(entry, "instead"),
        citation=text(entry, "citation"),
        beside=beside,
        kept_by=kept_by,
        fails=entry.get("fails") is True,
        replaces=entry.get("replace") is True,
    )
