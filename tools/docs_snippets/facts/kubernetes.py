"""Resource kinds: their names, how each is served, and which patches its API takes.

How some kinds are served differs from tree to tree; the tree's own pages tell.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.core.source import Source
from docs_snippets.facts.fact_data import TomlTable, kubernetes_data, table, tables, text, texts
from docs_snippets.facts.quote import Quote, quote

Served: TypeAlias = Literal["built-in", "aggregated", "crd", "either", "derived", "unknown"]

_VERSION = re.compile(r"^v\d+(?:(?:alpha|beta)\d+)?\.")


class Kind(NamedTuple):
    """A resource kind of an API group; the core group is empty.

    `names` are plural, singular and short ones, lower case. `install`: the product's manifests
    create its definition. `versions` are those its group is served in, none where any may be.
    """

    kind: str
    group: str
    names: tuple[str, ...]
    served: Served
    install: bool
    citation: str
    versions: tuple[str, ...] = ()


class Serving(NamedTuple):
    """How the kinds that differ between trees are served in one, and the line that tells.

    `either` where the install has the one way and a page, of this title, the other.
    """

    how: Served
    quote: Quote | None = None
    explained: Quote | None = None


@dataclass(frozen=True)
class Kinds:
    """Every known kind. `twins` are groups that serve the same kinds, each by the other's name."""

    all: tuple[Kind, ...]
    patches: Mapping[str, frozenset[str]]
    twins: Mapping[str, str]

    @cached_property
    def _by_name(self) -> dict[str, tuple[Kind, ...]]:
        found: dict[str, tuple[Kind, ...]] = {}
        for kind in self.all:
            for name in dict.fromkeys((kind.kind.lower(), *kind.names)):
                found[name] = (*found.get(name, ()), kind)
        return found

    def in_group(self, group: str) -> Mapping[str, Kind]:
        """The kinds of a group by name."""
        return self._groups.get(group, {})

    @cached_property
    def _groups(self) -> dict[str, dict[str, Kind]]:
        found: dict[str, dict[str, Kind]] = {}
        for kind in self.all:
            found.setdefault(kind.group, {}).setdefault(kind.kind, kind)
        return found

    @cached_property
    def built_in(self) -> frozenset[str]:
        """The API groups of Kubernetes itself, which no definition is needed for."""
        return frozenset(kind.group for kind in self.all if kind.served == "built-in")

    def find(self, word: str) -> tuple[Kind, ...]:
        """The kinds a word of a command may mean, likeliest first.

        `NAME`, `NAME.group` and `NAME.version.group` as a client reads them, which lets the group
        be cut short: `networkpolicy.p`.
        """
        name, _, rest = word.lower().partition(".")
        named = self._by_name.get(name, ())
        if not rest:
            return tuple(sorted(named, key=_precedence))
        group = _VERSION.sub("", rest)
        exact = tuple(kind for kind in named if kind.group == group)
        short = (kind for kind in named if kind.group and kind.group.startswith(group))
        return exact or tuple(sorted(short, key=_precedence))

    def of(self, api_version: str, kind: str) -> Kind | None:
        """The kind of a manifest's `apiVersion` and `kind`."""
        group = api_version.rpartition("/")[0]
        return self.in_group(group).get(kind)

    def groups(self, *, install: bool = False) -> frozenset[str]:
        """The API groups; only those whose definitions the product's manifests create, if asked."""
        return frozenset(kind.group for kind in self.all if kind.install or not install)

    def takes(self, kind: Kind, patch: str, serving: Serving) -> bool | None:
        """Whether a kind's API takes a type of patch in a tree; None where that depends."""
        how = serving.how if kind.served == "derived" else kind.served
        if patch in self.patches["crd"]:
            return True
        if how in ("either", "unknown"):
            return None
        return patch in self.patches.get(how, frozenset())


def _precedence(kind: Kind) -> tuple[bool, bool, bool, str]:
    """Built-in kinds go first, as with a client; then the product's, which its docs mean."""
    stored = kind.group.startswith("crd.")
    return (kind.served != "built-in", not kind.install, stored, kind.group)


@cache
def packaged_kinds() -> Kinds:
    """The kinds that come with the tool."""
    data = kubernetes_data()
    groups = tables(data, "groups")
    patches = {text(one, "how"): frozenset(texts(one, "patches")) for one in tables(data, "served")}
    pairs = [(text(group, "name"), text(group, "like")) for group in groups if "like" in group]
    twins = dict((*pairs, *((like, name) for name, like in pairs)))
    return Kinds(tuple(kind for group in groups for kind in _kinds(group, groups)), patches, twins)


@cache
def product_words() -> re.Pattern[str]:
    """How pages speak of the product that the packaged facts are about."""
    spoken_of = text(table(kubernetes_data(), "product"), "spoken_of")
    return re.compile(spoken_of, re.IGNORECASE)


@cache
def packaged_field_tables() -> tuple[str, ...]:
    """Patterns of the pages that describe fields in tables, in a tree of the packaged product."""
    return texts(table(kubernetes_data(), "field-tables"), "files")


def _kinds(group: TomlTable, groups: Iterable[TomlTable]) -> Iterable[Kind]:
    """The kinds of a group, and those of the group it is like."""
    for other in groups:
        if other is group or text(other, "name") == (text(group, "like") or None):
            for name in table(other, "kinds"):
                names = texts(table(other, "kinds"), name)
                yield _kind(group, name, names)


def _kind(group: TomlTable, kind: str, names: tuple[str, ...]) -> Kind:
    served: dict[str, Served] = {"built-in": "built-in", "crd": "crd", "derived": "derived"}
    return Kind(
        kind=kind,
        group=text(group, "name"),
        names=names,
        served=served[text(group, "served")],
        install=group.get("install") is True,
        citation=text(group, "citation"),
        versions=texts(group, "versions"),
    )


def derive_serving(paths: Iterable[str], read: Callable[[str], Source | None]) -> Serving:
    """How a tree serves the kinds that differ, told from its pages.

    `paths` are the tree's pages relative to its folder; `read` gives the text of one.
    """
    facts = table(kubernetes_data(), "derived")
    every = tuple(paths)
    folders = tuple(f"{folder}/" for folder in texts(facts, "folders"))
    sources = [read(path) for path in every if path.startswith(folders)]
    new = _first_lines(sources, text(facts, "new"))
    old = _first_lines(sources, text(facts, "old"))
    if len(new) > len(old):
        return Serving("crd", new[0])
    if not old:
        return Serving("unknown")
    explained = (read(path) for path in every if path in texts(facts, "explained"))
    titles = _first_lines(explained, r"(?m)^#[ \t].+|\A")
    return Serving("either", old[0], titles[0]) if titles else Serving("aggregated", old[0])


def _first_lines(sources: Iterable[Source | None], pattern: str) -> list[Quote]:
    """The first line of each page that matches."""
    found: list[Quote] = []
    for source in sources:
        match = re.search(pattern, source.text) if source else None
        if source and match:
            line = source.line_span(source.line_of(match.start()))
            found.append(quote(source, match.start(), source.slice(line)))
    return found
