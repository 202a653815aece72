"""What the pages of a tree are called and how they are described, read from the start of each.

Two names are compared by their words: a product's name is on every page and tells nothing.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.project.trees import Tree

_HEAD = 4_096
"""Characters at the start of a page in which its title is."""
_FIELD = re.compile(
    r"^(?P<key>title|sidebar_label|description):[ \t]*(?P<quote>[\"']?)(?P<text>[^\n]+?)(?P=quote)"
    r"[ \t]*$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#[ \t]+(?P<text>[^\n]+?)[ \t#]*(?:\{#[^}\n]*\}[ \t]*)?$", re.MULTILINE)
_WORD = re.compile(r"[a-z0-9]{3,}")
_VARIABLE = re.compile(r"\$\[[^\]\n]*\]")
_ENDING = re.compile(r"(?:ings?|ed|es|s|ations?|ion)$")
_OF_FOLDER = ("index", "overview")
_SMALL = frozenset(
    "about all also and any are but can does each for from has have how into its more not one only "
    "other our out set that the their them these they this use used using via was when where which "
    "will with you your overview introduction guide index getting started quickstart "
    "tutorial".split()
)


class PageWords(NamedTuple):
    """The title of a page, its first heading, description and label in the sidebar, as typed."""

    names: tuple[str, ...]
    description: str
    label: str = ""

    @property
    def title(self) -> str:
        """What the page is called first."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, eq=False)
class TreeWords:
    """The words of all pages of a tree."""

    pages: Mapping[str, PageWords]

    @cached_property
    def by_description(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that have a description."""
        return _grouped((each.description, path) for path, each in self.pages.items())

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that have a name, without regard to signs."""
        return _grouped(
            (bare(name), path) for path, each in self.pages.items() for name in each.names
        )


@dataclass(frozen=True, eq=False)
class AllWords:
    """The words of the pages of all trees, read when a tree is first asked about."""

    pages: Pages

    @cached_property
    def _trees(self) -> dict[Tree, TreeWords]:
        return {}

    def of(self, tree: Tree) -> TreeWords:
        """The words of a tree's pages, partials left out."""
        if tree not in self._trees:
            self._trees[tree] = TreeWords(dict(self._read(tree)))
        return self._trees[tree]

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops the words of the trees in which a page is called otherwise than before."""
        for path, text in before.items():
            source, tree = self.pages.source(path), self.pages.tree_of(path)
            now = source.text if isinstance(source, Source) else ""
            if tree is not None and page_words(text) != page_words(now):
                self._trees.pop(tree, None)

    def _read(self, tree: Tree) -> Iterator[tuple[str, PageWords]]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source) and not self.pages.is_partial(path):
                yield path, page_words(source.text)


def page_words(text: str) -> PageWords:
    """The names and the description of a page."""
    text = text.replace("\r\n", "\n")
    end = text.find("\n---", 3) if text.startswith("---") else -1
    matter = text[:end] if end > 0 else ""
    fields = {found["key"]: found["text"] for found in _FIELD.finditer(matter)}
    heading = _HEADING.search(text, max(end, 0), max(end, 0) + _HEAD)
    said = fields.get("title"), heading["text"] if heading else None
    names, label = tuple(dict.fromkeys(filter(None, said))), fields.get("sidebar_label", "")
    return PageWords(names, fields.get("description", ""), label)


@lru_cache(maxsize=1 << 14)
def content_words(text: str) -> frozenset[str]:
    """The words of a name that tell what it is about, without their endings."""
    words = _WORD.findall(_VARIABLE.sub(" ", text).lower())
    return frozenset(_ENDING.sub("", word) or word for word in words if word not in _SMALL)


def file_words(path: str) -> str:
    """The name of a page's file as words; that of its folder for the page of a folder."""
    name = posixpath.splitext(posixpath.basename(path))[0]
    folder = posixpath.basename(posixpath.dirname(path)) if name in _OF_FOLDER else ""
    return f"{folder} {name}".replace("-", " ").replace("_", " ")


def is_folder_of(path: str, other: str) -> bool:
    """Whether a page is that of a folder in which the other one is."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return stem in _OF_FOLDER and f"{posixpath.dirname(other)}/".startswith(
        f"{posixpath.dirname(path)}/"
    )


def bare(name: str) -> str:
    """A name without the signs around its words."""
    return " ".join(re.findall(r"[\w$]+", name))


def _grouped(pairs: Iterator[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for key, path in pairs:
        if key:
            found[key][path] = None
    return {key: tuple(paths) for key, paths in found.items()}
