"""How far a change reaches: the pages on which it can make a difference, and to which rules.

Findings on a page depend on its text, the facts of its tree, its siblings and the rest of the site.
Rules say which of the last two they read (`reads`), so that a change of one page does not run every
rule on all its siblings. What reaches an unknown number of pages is taken to reach all of them.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from docs_snippets.changes.changed_names import changed_parameter_words, changed_variables
from docs_snippets.changes.page_texts import PageTexts, checked_pages
from docs_snippets.changes.revisions import Revisions
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import importers
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.linting.suppressions import MARK
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.links import published
from docs_snippets.snippets.markers import may_hold_markers

ALL = "all"
SIBLINGS = "siblings"
SITE = "site"
SNIPPETS = "snippets"

SNIPPET_KINDS = frozenset((ALL, SNIPPETS))

Reach: TypeAlias = Mapping[str, frozenset[str]]
"""What may differ for each page: `all` for everything, else what its rules must read."""

_DATA = (".json", ".yaml", ".yml")
_INDEXES = frozenset(("index", "readme"))
_PREFIX = re.compile(r"\d+\s*[-_.]+\s*")
_THEME = "/theme/"


def reach(revisions: Revisions) -> Reach:
    """The pages that are to be checked in both revisions."""
    base = revisions.base
    if base is None:
        return dict.fromkeys(checked_pages(revisions.head), frozenset((ALL,)))
    return _Reach(revisions, base).found()


class _LinkTarget(NamedTuple):
    """What links to a page depend on: the ids that they can lead to, and its address."""

    ids: frozenset[str]
    complete: bool
    route: str | None


@dataclass(frozen=True, eq=False)
class _Reach:
    revisions: Revisions
    base: Docs

    @cached_property
    def texts(self) -> PageTexts:
        return PageTexts(self.base, self.revisions.head)

    def found(self) -> Reach:
        changed = self.revisions.docs_files.all
        if self._reaches_everything():
            return dict.fromkeys(checked_pages(self.revisions.head), frozenset((ALL,)))
        kinds: dict[str, set[str]] = defaultdict(set)
        other_files = frozenset(path for path in changed if not path.endswith(PAGE_SUFFIXES))
        full = {path for path in changed if path in self.texts.paths}
        full |= (
            self._with_changed_facts(other_files)
            | self._importing_scripts(other_files)
            | self._with_changed_definitions()
        )
        full |= self._with_patches(full)
        for path in full:
            kinds[path].add(ALL)
            for beside in self._siblings(path):
                kinds[beside].add(SIBLINGS)
        shown = self._showing(full) | self._partials_of(full)
        for path in {*shown, *self._linking_to(full | shown), *self._naming_files(other_files)}:
            kinds[path].add(SITE)
        for path in self._with_snippets(full, other_files):
            kinds[path].add(SNIPPETS)
        return {
            path: frozenset(kinds[path])
            for path in kinds
            if self.revisions.head.pages.has_page(path)
        }

    def _reaches_everything(self) -> bool:
        """Whether what all pages are read by has changed."""
        head, base, difference = self.revisions.head, self.base, self.revisions.docs_files
        if head.config.source.text != base.config.source.text or head.trees != base.trees:
            return True
        other_files = {path for path in difference.all if not path.endswith(PAGE_SUFFIXES)}
        if not other_files:
            return False
        return (
            head.site.settings != base.site.settings
            or head.site.routes.editions != base.site.routes.editions
            or head.pages.unversioned != base.pages.unversioned
            or _names(head) != _names(base)
            or any(_THEME in f"/{path}" for path in other_files)
            or published(head).made != published(base).made
        )

    def _with_changed_facts(self, other_files: frozenset[str]) -> set[str]:
        """Pages about what the references say otherwise than before."""
        found: set[str] = set()
        if not any(path.endswith((*_DATA, *SCRIPT_SUFFIXES)) for path in other_files):
            return found
        for tree in self.revisions.head.trees:
            before, now = (
                self.base.facts.parameters(tree),
                self.revisions.head.facts.parameters(tree),
            )
            words = frozenset(changed_parameter_words(before, now))
            if words:
                found |= set(self.texts.holding(words, tree))
                names = frozenset(word for word in words if not word.isdecimal())
                found |= set(self.texts.holding(names)) | self._with_components(tree)
        for tree_or_none in (None, *self.revisions.head.trees):
            old, new = (
                self.base.facts.variables(tree_or_none),
                self.revisions.head.facts.variables(tree_or_none),
            )
            tokens = frozenset(f"$[{name}".lower() for name in changed_variables(old, new))
            if tokens:
                found |= set(self.texts.holding(tokens, tree_or_none, only=True))
        return found

    def _with_changed_definitions(self) -> set[str]:
        """Pages of trees whose resource definitions have changed."""
        beside = self.revisions.config_files.all
        changed = {
            tree
            for tree in self.revisions.head.trees
            for docs in self.texts.both
            if beside and not beside.isdisjoint(docs.facts.definitions.files(tree) or ())
        }
        return {path for path in self.texts.paths if changed and self.texts.tree(path) in changed}

    def _with_components(self, tree: Tree) -> set[str]:
        """Pages of a tree that show its reference by a component."""
        named = (name for each in procedure_facts().parameters for name in each.components)
        inside = self.revisions.head.facts.reference_files(tree).get("parameters", "")[
            len(tree.folder) + 1 :
        ]
        folder = posixpath.basename(posixpath.dirname(inside))
        words = frozenset(word.lower() for word in (*named, folder) if word)
        return set(self.texts.holding(words, tree))

    def _importing_scripts(self, other_files: frozenset[str]) -> set[str]:
        """Pages that import scripts or data, through other scripts, too."""
        changed = {path for path in other_files if path.endswith((*SCRIPT_SUFFIXES, ".json"))}
        references = {
            path
            for tree in self.revisions.head.trees
            for path in self.base.facts.reference_files(tree).values()
        }
        waiting = changed - references
        if not waiting:
            return set()
        scripts = {
            path for docs in self.texts.both for path in docs.files.below("", SCRIPT_SUFFIXES)
        }
        seen, found = set(waiting), set()
        while waiting:
            words = frozenset(_stem(path) for path in waiting)
            found |= set(self.texts.holding(words))
            waiting = {
                path
                for path in scripts - seen
                if any(word in text for text in self.texts.lowered(path) for word in words)
            }
            seen |= waiting
        return found

    def _with_patches(self, pages: Iterable[str]) -> set[str]:
        """Pages with patches in trees whose pages now tell another way of serving kinds."""
        trees = {tree for path in pages if (tree := self.texts.tree(path))}
        before, now = self.base.facts, self.revisions.head.facts
        other = {tree for tree in trees if before.of(tree).serving.how != now.of(tree).serving.how}
        return {
            path
            for tree in other
            for path in self.texts.holding(frozenset(("patch",)), tree, only=True)
        }

    def _siblings(self, path: str) -> Iterator[str]:
        for docs in self.texts.both:
            yield from (there for _, there in docs.pages.siblings(path))

    def _showing(self, pages: Iterable[str]) -> set[str]:
        """Pages that show one of some partials, through other partials, too."""
        return _closure(pages, [importers(docs.pages) for docs in self.texts.both])

    def _partials_of(self, pages: Iterable[str]) -> set[str]:
        """Partials that may be seen elsewhere than before: what a page imports has changed."""
        moved = self.revisions.docs_files.added | self.revisions.docs_files.removed
        first = [path for path in pages if path in moved or self._imports_changed(path)]
        back = [self._imports(docs) for docs in self.texts.both] if first else []
        return _closure(first, back)

    def _imports_changed(self, path: str) -> bool:
        one, two = (
            [each for each in t.splitlines() if "import" in each] for t in self.texts.pair(path)
        )
        return one != two

    def _imports(self, docs: Docs) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for imported, by in importers(docs.pages).items():
            for path in by:
                found[path].append(imported)
        return found

    def _linking_to(self, pages: Iterable[str]) -> set[str]:
        """Pages that may link to one whose address or anchors are not what they were."""
        found: set[str] = set()
        for path in pages:
            old, new = (self._link_target(docs, path) for docs in self.texts.both)
            if old == new:
                continue
            # What is gained makes no link wrong: it may make an ignore needless.
            lost = None if old is None or new is None or old[1:] != new[1:] else old.ids - new.ids
            among = self.texts.paths
            if lost is not None:
                named = self.texts.holding(frozenset(each.lower() for each in lost))
                among = self._ignoring.union(named)
            words = frozenset(self._addresses(path))
            near = {*self.texts.holding(words, among=among), *self.texts.computing(words, among)}
            found |= near | (among & set(self._in_folder_of(path)))
        return found

    @cached_property
    def _ignoring(self) -> frozenset[str]:
        """The pages with comments that ignore a finding."""
        return frozenset(self.texts.holding(frozenset((MARK,))))

    def _in_folder_of(self, path: str) -> Iterator[str]:
        """The pages in the folder of an index, which link to it by the folder alone."""
        folder = f"{posixpath.dirname(path)}/"
        if _name(path) in _INDEXES:
            yield from (each for each in self.texts.paths if each.startswith(folder))

    def _link_target(self, docs: Docs, path: str) -> "_LinkTarget | None":
        """What a link to a page depends on; None where there is no page."""
        page = docs.pages.page(path) if docs.pages.has(path) else None
        if not isinstance(page, Page):
            return None
        anchors = docs.anchors.anchors(page)
        ids = frozenset((*anchors.known, *anchors.titles))
        route = docs.site.routes.route(path, page.front_matter)
        return _LinkTarget(ids, anchors.complete, route)

    def _addresses(self, path: str) -> Iterator[str]:
        """Words that a link to a page must hold, any of them."""
        name = _name(path)
        names = {posixpath.basename(posixpath.dirname(path)) if name in _INDEXES else name}
        names.add(_PREFIX.sub("", name, count=1))
        for docs in self.texts.both:
            page = docs.pages.page(path) if docs.pages.has(path) else None
            route = (
                docs.site.routes.route(path, page.front_matter) if isinstance(page, Page) else None
            )
            names.add((route or "").rstrip("/").rpartition("/")[2])
        lower = {each.lower() for each in names if each} - _INDEXES
        return iter(lower | {quote(each) for each in lower})

    def _naming_files(self, other_files: frozenset[str]) -> set[str]:
        """Pages that name a file which came or went."""
        moved = other_files & (self.revisions.docs_files.added | self.revisions.docs_files.removed)
        names = {posixpath.basename(path).lower() for path in moved}
        return set(self.texts.holding(frozenset(names | {quote(name) for name in names})))

    def _with_snippets(self, pages: Iterable[str], other_files: frozenset[str]) -> Iterator[str]:
        """Pages on which snippets may have other texts or places than before."""
        beside = self.revisions.config_files.all
        if any(path.startswith(("snippets/", "templates/")) for path in beside) or any(
            path.endswith((*_DATA, *SCRIPT_SUFFIXES)) for path in other_files
        ):
            yield from self.texts.paths
            return
        regions = {path: [_regions(text) for text in self.texts.pair(path)] for path in pages}
        trees = {self.texts.tree(path) for path, (one, two) in regions.items() if one != two}
        yield from (path for path in self.texts.paths if trees and self.texts.tree(path) in trees)


def _closure(first: Iterable[str], steps: Sequence[Mapping[str, Sequence[str]]]) -> set[str]:
    """What some steps lead to, over and over."""
    start = set(first)
    seen, waiting = set(start), [*start]
    while waiting:
        path = waiting.pop()
        for step in steps:
            for each in step.get(path, ()):
                if each not in seen:
                    seen.add(each)
                    waiting.append(each)
    return seen - start


def _regions(text: str) -> list[str]:
    """The lines of a page that hold markers."""
    return (
        [line for line in text.splitlines() if may_hold_markers(line)]
        if may_hold_markers(text)
        else []
    )


def _name(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[0].lower()


def _stem(path: str) -> str:
    """The word by which a script is imported."""
    name = _name(path)
    return posixpath.basename(posixpath.dirname(path)).lower() if name == "index" else name


def _names(docs: Docs) -> frozenset[tuple[str, str]]:
    """The parameters that each tree documents."""
    return frozenset(
        (tree.name, name)
        for tree, known in docs.facts.known
        for each in known
        for name in each.spellings
    )
