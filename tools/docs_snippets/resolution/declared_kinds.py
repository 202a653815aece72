"""Kinds of resources that the pages of a tree show, for sites whose products we know nothing of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree

_KIND = re.compile(r"kind:(?<!\w.{5})[ \t]*[\"']?(?P<kind>[A-Z]\w+)")
_NAMES = re.compile(
    r"[ps](?<!\w.)(?:(?<=p)lural|(?<=s)ingular|(?<=s)hortNames):[ \t]*"
    r"(?P<names>\[?[\w\"', -]+|(?:\s+- \w+)+)"
)
_HEADING = re.compile(r"#(?<![^\n]#)#*[ \t]+`?(?P<kind>[A-Z]\w+)`?[ \t]*$", re.MULTILINE)


def is_declared(word: str, page: Page, pages: Pages) -> bool:
    """Whether a page of the tree shows a resource of which a client's word is a name."""
    if word in declared_kinds(page.source.text):
        return True
    tree = pages.tree_of(page.path)
    return tree is not None and word in pages.derived(_DeclaredKinds).of(tree)


@dataclass(frozen=True, eq=False)
class _DeclaredKinds:
    """What clients call the kinds that the pages of a tree show, read when first asked for."""

    pages: Pages
    _known: dict[Tree, frozenset[str]] = field(default_factory=dict)

    def of(self, tree: Tree) -> frozenset[str]:
        """What the pages of a tree declare."""
        if tree not in self._known:
            self._known[tree] = frozenset().union(*map(declared_kinds, self._texts(tree)))
        return self._known[tree]

    def forget(self, before: Mapping[str, str]) -> None:
        """Drops the kinds of the trees in which a page declares others than before."""
        for path, text in before.items():
            source, tree = self.pages.source(path), self.pages.tree_of(path)
            now = source.text if isinstance(source, Source) else ""
            if tree is not None and declared_kinds(text) != declared_kinds(now):
                self._known.pop(tree, None)

    def _texts(self, tree: Tree) -> Iterator[str]:
        for path in self.pages.paths_of(tree):
            source = self.pages.source(path)
            if isinstance(source, Source):
                yield source.text


def declared_kinds(text: str) -> frozenset[str]:
    """What clients call the kinds of a text, in lower case."""
    found: set[str] = set()
    for pattern in (_KIND, _HEADING):
        for each in pattern.finditer(text):
            kind = each["kind"].lower()
            found |= {kind, f"{kind}s", f"{kind}es", re.sub("y$", "ies", kind)}
    for each in _NAMES.finditer(text):
        found.update(name.lower() for name in re.findall(r"\w[\w-]*", each["names"]))
    return frozenset(found)
