"""How far a change reaches: the pages on which it can make a difference, and to which rules.

Findings on a page depend on its text, the facts of its tree, its siblings and the rest of the site.
Rules say which of the last two they read (`reads`), so that a change of one page does not run every
rule on all its siblings. What reaches an unknown number of pages is taken to reach all of them.
"""

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias
from urllib.parse import quote

from docs_snippets.changes.page_texts import PageTexts, checked_pages
from docs_snippets.changes.revisions import Revisions
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import importers
from docs_snippets.files.access import PAGE_SUFFIXES, SCRIPT_SUFFIXES
from docs_snippets.resolution.link_targets import published
from docs_snippets.resolution.site_scripts import SiteScripts
from docs_snippets.review import fact_reach, use_reach
from docs_snippets.review.link_reach import LinkReach, file_stem
from docs_snippets.snippets.markers import may_hold_markers

ALL = "all"
SIBLINGS = "siblings"
SITE = "site"
SNIPPETS = "snippets"

SNIPPET_KINDS = frozenset((ALL, SNIPPETS))

Reach: TypeAlias = Mapping[str, frozenset[str]]
"""What may differ for each page: `all` for everything, else what its rules must read."""

_DATA = (".json", ".yaml", ".yml")
_THEME = "/theme/"


def reach(revisions: Revisions, astray: frozenset[str] = frozenset()) -> Reach:
    """The pages that are to be checked in both revisions.

    Links on the pages `astray` lead nowhere: which page or place they may have meant depends on
    those that are there.
    """
    base = revisions.base
    if base is None:
        return dict.fromkeys(checked_pages(revisions.head), frozenset((ALL,)))
    return _Reach(revisions, base, astray).found()


@dataclass(frozen=True, eq=False)
class _Reach:
    revisions: Revisions
    base: Docs
    astray: frozenset[str]

    @cached_property
    def texts(self) -> PageTexts:
        return PageTexts(self.base, self.revisions.head)

    def found(self) -> Reach:
        """The pages on which findings may differ, with what their rules must read for that."""
        changed = self.revisions.docs_files.all
        if self._reaches_everything():
            return dict.fromkeys(checked_pages(self.revisions.head), frozenset((ALL,)))
        kinds: dict[str, set[str]] = defaultdict(set)
        other_files = frozenset(path for path in changed if not path.endswith(PAGE_SUFFIXES))
        full = {path for path in changed if path in self.texts.paths}
        if any(path.endswith((*_DATA, *SCRIPT_SUFFIXES)) for path in other_files):
            full |= fact_reach.with_changed_facts(self.texts)
        full |= self._importing_scripts(other_files)
        other_places = frozenset(full)  # what else there is to know of a page moves no place in it
        full |= fact_reach.with_changed_definitions(self.texts, self.revisions.config_files.all)
        full |= fact_reach.with_patches(self.texts, full)
        full |= fact_reach.with_changed_field_tables(self.texts, changed)
        full |= fact_reach.with_programs(self.texts, full)
        moved = self.revisions.docs_files.added | self.revisions.docs_files.removed
        for path in full:
            kinds[path].add(ALL)
            for beside in use_reach.copies(self.texts, path):
                kinds[beside].add(SIBLINGS)
        for path in use_reach.in_parallel_folders(self.texts, moved):
            kinds[path].add(SIBLINGS)
        shown = self._showing(full) | self._partials_of(full)
        for path in {
            *shown,
            *LinkReach(self.texts, self.astray).linking_to(other_places | shown),
            *self._naming_files(other_files),
            *use_reach.linking_to_own_pages(self.texts, moved),
            *use_reach.with_components(self.texts, full),
            *use_reach.with_common_names(self.texts, full),
            *fact_reach.with_odd_names(self.texts, full),
            *fact_reach.with_titles(self.texts, full),
            *fact_reach.with_declared_kinds(self.texts, full),
        }:
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
        if fact_reach.listed_facts_differ(self.texts, difference.all, self.revisions.config_files):
            return True
        other_files = {path for path in difference.all if not path.endswith(PAGE_SUFFIXES)}
        if not other_files:
            return False
        scripted = any(path.endswith(SCRIPT_SUFFIXES) for path in other_files)
        return (
            head.site.settings != base.site.settings
            or head.site.routes.editions != base.site.routes.editions
            or head.pages.unversioned != base.pages.unversioned
            or _names(head) != _names(base)
            or any(_THEME in f"/{path}" for path in other_files)
            or published(head).made.told != published(base).made.told
            or head.pages.translations != base.pages.translations
            or (scripted and head.derived(SiteScripts).given != base.derived(SiteScripts).given)
        )

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

    def _naming_files(self, other_files: frozenset[str]) -> set[str]:
        """Pages that name a file which came or went."""
        moved = other_files & (self.revisions.docs_files.added | self.revisions.docs_files.removed)
        names = {posixpath.basename(path).lower() for path in moved}
        return set(
            self.texts.holding(
                frozenset(names | {quote(os.fsencode(name)).lower() for name in names})
            )
        )

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


def _stem(path: str) -> str:
    """The word by which a script is imported."""
    name = file_stem(path)
    return posixpath.basename(posixpath.dirname(path)).lower() if name == "index" else name


def _names(docs: Docs) -> frozenset[tuple[str, str]]:
    """The parameters that each tree documents."""
    return frozenset(
        (tree.name, name)
        for tree, known in docs.facts.known
        for each in known
        for name in each.spellings
    )
