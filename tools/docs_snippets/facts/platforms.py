"""Reads `platforms.toml`: platforms that clusters run on, and what belongs to one of them alone."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.facts.fact_data import TomlTable, tables, text, texts


class Platform(NamedTuple):
    """A platform, how pages speak of it, its programs, and values of fields that are set on it.

    Those of one `family` exclude each other.
    """

    name: str
    family: str
    named: re.Pattern[str]
    programs: tuple[str, ...]
    values: tuple[str, ...]


class PlatformFacts(NamedTuple):
    """All platforms, and the fields whose values tell the platform."""

    fields: tuple[str, ...]
    platforms: tuple[Platform, ...]

    def named_in(self, said: str, beside: str) -> frozenset[str]:
        """The platforms that a text speaks of, of the family of one of them."""
        family = next(each.family for each in self.platforms if each.name == beside)
        own = (each for each in self.platforms if each.family == family)
        return frozenset(each.name for each in own if each.named.search(said))

    def of_program(self, program: str) -> str:
        """The platform of a program; empty for one that is for many."""
        return next((each.name for each in self.platforms if program in each.programs), "")

    def of_value(self, field: str, value: str) -> str:
        """The platform on which a field has a value; empty where any may."""
        if field not in self.fields:
            return ""
        return next((each.name for each in self.platforms if value in each.values), "")


@cache
def platform_facts() -> PlatformFacts:
    """The packaged platforms."""
    path = files("docs_snippets") / "facts" / "platforms.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    platforms = (
        Platform(
            text(each, "name"),
            text(each, "family"),
            re.compile(text(each, "named")),
            texts(each, "programs"),
            texts(each, "values"),
        )
        for each in tables(data, "platforms")
    )
    return PlatformFacts(texts(data, "fields"), tuple(platforms))
