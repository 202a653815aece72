"""Names that a single page of a tree has, and that are almost one which others use or document.

Names are words that do not occur in prose: they have underscores, hyphens, capitals inside, or a
domain in front.
Files in addresses are names, too, with their folder: `/manifests/web.yaml`.
What a page calls its own things is often like nothing else; a name that differs from a common one
by one letter of one part, where no other word has that part, is a misspelling.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import chain
from sys import intern
from typing import NamedTuple

from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.facts.well_known_names import well_known_names
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.common_names import CommonNames

_SHORTEST = 9  # characters of a name
_WORD = re.compile(rf"(?<![\w/#(@$])[A-Za-z][\w./-]{{{_SHORTEST - 1},80}}")
_SHAPE = re.compile(
    r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/[A-Za-z][\w.-]*\w"  # example.com/name
    r"|[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"  # a_b_c, A_B
    r"|[a-z]+(?:[A-Z][a-z0-9]+){2,}|[A-Z][a-z]+(?:[A-Z][a-z0-9]+){2,}"  # aBcDe, AbCdEf
    r"|[a-z]+(?:-[a-z]+){2,})\Z"  # a-b-c
)
_FILE = re.compile(r"\.(?:mdx?|html?|png|svg|jpe?g|gif|tsx?|jsx?|css|ya?ml|json|sh|tar|tgz|zip)$")
_ADDRESSED = re.compile(
    r"(?:\]|://[\w.$\[\]:-]+)(?:/[\w.-]+)*?"
    r"(?P<name>/[\w-]+/[\w.-]+\.(?:ya?ml|json|sh|tgz|zip|ps1|txt))(?![\w/-]|\.\w)"
)
"""A file in an address, with its folder."""
_EDITED_KEPT = 16  # trees that are edited, whose names are kept
_COMMON = 2  # pages that have a name that is no slip of one of them
_REFERENCE = re.compile(r"(?:^|/)(?:api|references?)(?:/|$)")
"""Folders whose pages document names: one page is enough."""


NamesOf = Callable[[str], set[str]]


class OddName(NamedTuple):
    """A name, and the one that was probably meant."""

    name: str
    meant: str


@dataclass(frozen=True, eq=False)
class OddNames:
    """The odd names of all trees, looked for when a tree is first asked about."""

    pages: Pages
    _trees: dict[Tree, Mapping[str, tuple[OddName, ...]]] = field(default_factory=dict)
    _edited: Memo[Tree, "_TreeNames"] = field(default_factory=lambda: Memo(_EDITED_KEPT))

    def of(self, path: str) -> tuple[OddName, ...]:
        """The odd names of a page."""
        tree = self.pages.tree_of(path)
        return self.in_tree(tree).get(path, ()) if tree else ()

    def in_tree(
        self, tree: Tree, names: NamesOf | None = None
    ) -> Mapping[str, tuple[OddName, ...]]:
        """The odd names of a tree by page; `names` gives the names in a text."""
        if tree not in self._trees:
            self._trees[tree] = self._found(tree, names or self._names_in)
            if self._trees.keys() >= {*self.pages.trees}:
                vars(self).pop("_names_in", None)
        return self._trees[tree]

    @cached_property
    def _names_in(self) -> NamesOf:
        """The names in a text, read once for the trees that share it, until all are known."""
        return cache(names_in)

    def forget(self, before: Mapping[str, str]) -> None:
        """Looks anew in the trees of some pages, keeping the names of all others in them."""
        for path in before:
            tree = self.pages.tree_of(path)
            if tree is None or not (tree in self._trees or tree in self._edited):
                continue
            texts = dict(self._texts(tree))
            self._trees.pop(tree, None)
            known = self._names_of(tree, texts, names_in)
            known.put(path, names_in(texts.get(path, "")))

    def _found(self, tree: Tree, names_of: NamesOf) -> Mapping[str, tuple[OddName, ...]]:
        texts = dict(self._texts(tree))
        if tree in self._edited:
            return self._names_of(tree, texts, names_of).odd(texts)
        twin = self.pages.twin
        if twin is None or twin.paths_of(tree) != self.pages.paths_of(tree):
            return _TreeNames.of(texts, names_of).odd(texts)
        other = twin.derived(OddNames)
        known = other._names_of(tree, dict(other._texts(tree)), names_of)
        edited = [path for path in texts if path not in self.pages.same]
        return known.as_if({path: names_of(texts[path]) for path in edited}, texts)

    def _names_of(self, tree: Tree, texts: Mapping[str, str], names_of: NamesOf) -> "_TreeNames":
        """The names in a tree with some texts, which are kept: they are asked for again."""
        return self._edited.get(tree, partial(_TreeNames.of, texts, names_of))

    def _texts(self, tree: Tree) -> Iterator[tuple[str, str]]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source):
                yield path, source.text


@dataclass(eq=False)
class _TreeNames:
    """The names on the pages of a tree, page by page, so that a page can be read anew."""

    names: dict[str, set[str]]
    counts: Counter[str]
    documented: Counter[str]
    common: CommonNames
    near: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @staticmethod
    def of(texts: Mapping[str, str], names_of: NamesOf) -> "_TreeNames":
        """Those of some texts by path."""
        names = {path: names_of(text) for path, text in texts.items()}
        counts = Counter(chain.from_iterable(names.values()))
        pages = (each for path, each in names.items() if _REFERENCE.search(path))
        documented = Counter(chain.from_iterable((*pages, well_known_names())))
        often = (name for name, count in counts.items() if count >= _COMMON)
        common = CommonNames(dict.fromkeys((*often, *documented)))
        return _TreeNames(names, counts, documented, common)

    def put(self, path: str, names: set[str]) -> None:
        """Takes a page to have some names instead of its own."""
        before = self.names.get(path, set())
        self.names[path] = names
        for changed, by in ((before - names, -1), (names - before, 1)):
            for name in changed:
                self.counts[name] += by
                if _REFERENCE.search(path):
                    self.documented[name] += by
        changed = before ^ names
        known = {each for each in changed if self.documented[each] > 0}
        known |= {each for each in changed if self.counts[each] >= _COMMON}
        if self.common.put(known) | self.common.drop(changed - known):
            self.near.clear()

    def as_if(
        self, others: Mapping[str, set[str]], texts: Mapping[str, str]
    ) -> Mapping[str, tuple[OddName, ...]]:
        """The odd names if some pages had other names."""
        own = {path: self.names.get(path, set()) for path in others}
        for path, names in others.items():
            self.put(path, names)
        found = self.odd(texts)
        for path, names in own.items():
            self.put(path, names)
        return found

    def odd(self, texts: Mapping[str, str]) -> Mapping[str, tuple[OddName, ...]]:
        """The odd names of each page."""
        found: dict[str, list[OddName]] = defaultdict(list)
        for path, names in self.names.items():
            for name in names:
                if self.counts[name] > 1 or self.documented[name] > 0:
                    continue
                if name not in self.near:
                    self.near[name] = tuple(self.common.near(name))
                near = self.near[name]
                if len(near) != 1 or texts[path].count(name) > _COMMON:
                    continue
                others = (text for other, text in texts.items() if other != path)
                if name.startswith("/") or not _is_word(near[0][1], others):
                    found[path].append(OddName(name, near[0][0]))
        return {path: tuple(names) for path, names in found.items()}


def names_in(text: str) -> set[str]:
    """The names in a text, each once."""
    long = " ".join(word for word in {*text.split()} if len(word) >= _SHORTEST)
    names = {intern(name) for name in map(_trimmed, set(_WORD.findall(long))) if _is_name(name)}
    return names.union(map(intern, _ADDRESSED.findall(long))) if "/" in long else names


def places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name occurs in a text as a word of its own, or at the end of an address."""
    if name.startswith("/"):
        for found in _ADDRESSED.finditer(text):
            if found["name"] == name:
                yield found.start("name") + 1, found.end("name")
        return
    for found in _WORD.finditer(text):
        if _trimmed(found[0]) == name:
            yield found.start(), found.start() + len(name)


def _trimmed(word: str) -> str:
    return word.rstrip("./-")


@lru_cache(maxsize=1 << 16)
def _is_name(word: str) -> bool:
    return _SHAPE.match(word) is not None and not _FILE.search(word)


def _is_word(odd: str, texts: Iterable[str]) -> bool:
    """Whether the odd part of a name occurs in other texts, too, and is no typo."""
    if not odd:
        return False
    word = re.compile(rf"(?<![a-z]){re.escape(odd)}(?![a-z])", re.IGNORECASE)
    part = re.compile(rf"{re.escape(odd[:1].upper() + odd[1:])}(?![a-z])")
    return any(
        odd.lower() in text.lower() and (word.search(text) or part.search(text)) for text in texts
    )
