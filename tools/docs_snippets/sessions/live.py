"""Docs that are being edited: what is found in them is kept up to date, in small steps.

Whoever edits says which files are others now, and asks for one step after the other. The pages that
were edited are checked first, then what else the edit reaches, page by page. Edits are welcome
between any two steps: what is not yet checked by then stays to be done.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.giving_way import GaveWayError, giving_way
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.linting import linter
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.linter import Job
from docs_snippets.review.reach import reach
from docs_snippets.sessions.incremental import astray, checked_again, is_of_pages, with_snippets_on
from docs_snippets.sessions.inputs import all_understood, every_file, reference_files
from docs_snippets.sessions.unexplored import KnownDocs, Unexplored


@dataclass(frozen=True)
class LiveCheck:
    """How docs are loaded and checked: by which rules, and for which problems beside the pages.

    `snippets` adds the findings of snippets to a job: those on some pages, or on all for None.
    """

    load: Callable[[], Docs | tuple[Diagnostic, ...]]
    rules: Callable[[Docs], Job]
    snippets: Callable[[Job, Collection[str] | None], Job]
    problems: Callable[[Job], tuple[Diagnostic, ...]]
    pages: Callable[[Docs], tuple[str, ...]]


class LiveUpdate(NamedTuple):
    """What a step did: the pages of which something else may be found now, and how many are left.

    `beside` tells that problems of other files may be others, too.
    """

    pages: tuple[str, ...]
    left: int
    beside: bool = False


@dataclass(eq=False)
class _Waiting:
    """What is still to be done, in the order in which it is done."""

    reload: bool = False
    urgent: dict[str, None] = field(default_factory=dict)
    reach: Unexplored = field(default_factory=Unexplored)
    others: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    problems: bool = True
    pages: dict[str, None] = field(default_factory=dict)


class LiveSession:
    """The docs of a root, and what is found in them.

    `found` has the findings of each page, `problems` those on files that are no pages. `broken`
    says why the configuration cannot be read; the docs are taken as they were before that.
    """

    def __init__(self, check: LiveCheck, docs: Docs) -> None:
        self.found: dict[str, tuple[Diagnostic, ...]] = {}
        self.problems: tuple[Diagnostic, ...] = ()
        self.broken: tuple[Diagnostic, ...] = ()
        self._check = check
        self._edits = 0
        self._checked: dict[str, int] = {}
        self._waiting = _Waiting()
        self._take(docs, frozenset(every_file(docs)))
        self._check_everything()

    def _take(self, docs: Docs, files: frozenset[str]) -> None:
        self.docs = docs
        self._rules = self._job = self._check.rules(docs)
        self._pages = frozenset(self._check.pages(docs))
        self._known = KnownDocs(docs, files, self._pages)
        self._references = frozenset(reference_files(docs))
        self._waiting.problems = True
        # What `reach` compares is read now: later, the files may be others.
        linter.read_references(docs)
        _ = docs.site.settings, docs.site.routes.editions

    @property
    def left(self) -> int:
        """How many pages are to be checked, as far as that is known."""
        return len(self._waiting.urgent.keys() | self._waiting.pages.keys())

    def edit(self, paths: Iterable[str]) -> None:
        """Says that the files at some paths below the docs root are others than they were."""
        self._edits += 1
        before: dict[str, str] = {}
        for path in paths:
            is_text = path in self._pages and path not in self._references
            was = self.docs.pages.source(path) if is_text else None
            if was is None or not self._is_page(path) or not isinstance(was, Source):
                self._edit_other(path, isinstance(was, Diagnostic))
            else:
                before[path] = was.text
        self._waiting.urgent.update(dict.fromkeys(before))
        for path, text in before.items():
            self._waiting.reach.edit(path, text)
        same = self.docs.forget(before) if before else True
        unread = {path for path in before if not isinstance(self.docs.pages.source(path), Source)}
        for path in before if not same else unread:
            self._edit_other(path, False)

    def _edit_other(self, path: str, was_unreadable: bool) -> None:
        """Notes a file that is no page, or none that can be read before and now."""
        if was_unreadable:
            self.docs.forget({path: ""})
            if isinstance(self.docs.pages.source(path), Diagnostic) and self._is_page(path):
                self._waiting.urgent[path] = None
                return
        self._waiting.others.add(path)
        self._waiting.reload = True

    def edit_beside(self, paths: Iterable[str]) -> None:
        """Says the same of files by their paths from the folder of the configuration."""
        self._edits += 1
        self._waiting.beside.update(paths)
        self._waiting.reload = bool(self._waiting.beside)

    def leave(self, wanted: Callable[[str], bool]) -> None:
        """Checks no pages that wait but those that are wanted."""
        self._waiting.pages = {path: None for path in self._waiting.pages if wanted(path)}

    def prefer(self, paths: Iterable[str]) -> None:
        """Checks those of some pages that wait before all others."""
        first = dict.fromkeys(path for path in paths if path in self._waiting.pages)
        self._waiting.pages = {**first, **self._waiting.pages}

    @property
    def is_urgent(self) -> bool:
        """Whether the next step is about what was edited itself."""
        return self._waiting.reload or bool(self._waiting.urgent)

    def step(self, is_awaited: Callable[[], bool] | None = None) -> LiveUpdate | None:
        """Does a little of what is to be done; None where nothing is.

        What is not urgent is given up, to be begun again, where an edit `is_awaited`.
        """
        if self.is_urgent:
            return self._step()
        try:
            with giving_way(is_awaited):
                return self._step()
        except GaveWayError:
            return LiveUpdate((), self.left)

    def _step(self) -> LiveUpdate | None:
        waiting = self._waiting
        if waiting.reload:
            return self._reload()
        if waiting.urgent:
            path = next(iter(waiting.urgent))
            return self._check_page(path, self._check.snippets(self._rules, (path,)))
        if waiting.reach:
            return self._look_around()
        if waiting.problems:
            return self._look_beside()
        if waiting.pages:
            return self._check_page(next(iter(waiting.pages)), self._job)
        return None

    @property
    def job(self) -> Job:
        """How pages are checked."""
        return self._job

    def on(self, path: str) -> tuple[Diagnostic, ...]:
        """What is found on a page as it is now; nothing on what is no page."""
        while self._waiting.reload:
            self._reload()
        if path in self._waiting.urgent:
            self._check_page(path, self._check.snippets(self._rules, (path,)))
        if path not in self.found and path in self._pages:
            self._check_page(path, self._check.snippets(self._rules, (path,)))
        return self.found.get(path, ())

    def findings(self) -> tuple[Diagnostic, ...]:
        """All that is found, as a run of `lint` on everything has it."""
        unreadable = linter.unreadable_definitions(self._job)
        ordered = linter.sort_findings(self.docs, chain(*self.found.values(), unreadable))
        return *self.problems, *with_siblings(ordered)

    def _is_page(self, path: str) -> bool:
        return path.endswith(PAGE_SUFFIXES) and self.docs.files.is_file(path)

    def _check_page(self, path: str, job: Job) -> LiveUpdate:
        self.found[path] = linter.check_page(job, path)
        self._checked[path] = self._edits
        self._waiting.urgent.pop(path, None)
        self._waiting.pages.pop(path, None)
        return LiveUpdate((path,), self.left)

    def _check_everything(self) -> None:
        """Has all pages checked, the copies of a page after one another."""
        groups = linter.sibling_groups(self.docs, self._check.pages(self.docs))
        again = dict.fromkeys(path for group in groups for path in group)
        self._waiting.pages = {**dict.fromkeys(self._waiting.pages.keys() & again.keys()), **again}

    def _look_around(self) -> LiveUpdate:
        """Has the pages checked that changes reach, where they were not since the last of them."""
        unexplored = self._waiting.reach
        change = unexplored.change(self._known)
        had = tuple(chain.from_iterable(self.found.values()))
        done = False
        try:
            reached = reach(change, astray(had))
            snippets = with_snippets_on(self.docs, had, reached)
            self._waiting.problems |= bool(snippets) or not is_of_pages(change)
            done = True
        finally:
            unexplored.release(change, done=done)
        again = checked_again(reached, snippets)
        self._waiting.pages.update(
            dict.fromkeys(path for path in again if self._checked.get(path) != self._edits)
        )
        self._waiting.reach = Unexplored()
        return LiveUpdate((), self.left)

    def _look_beside(self) -> LiveUpdate:
        """Finds what snippets have to say on all pages, and what is wrong in other files."""
        job = self._check.snippets(self._rules, None)
        self.problems = self._check.problems(job)
        self._job = job
        self._waiting.problems = False
        return LiveUpdate((), self.left, beside=True)

    def _reload(self) -> LiveUpdate:
        """Reads the docs anew once files have changed that are more than the texts of pages."""
        waiting = self._waiting
        waiting.reload = False
        loaded = self._check.load()
        if not isinstance(loaded, Docs):
            self.broken = loaded
            return LiveUpdate((), self.left, beside=True)
        self.broken = ()
        others, waiting.others = frozenset(waiting.others), set()
        beside, waiting.beside = frozenset(waiting.beside), set()
        old = self.docs if waiting.reach.since else None
        waiting.reach.read_anew(self._known, others, beside)
        now = frozenset(every_file(loaded))
        if loaded.config.source.text == self.docs.config.source.text:
            loaded.pages.take_over(self.docs.pages, others | (now - self._known.files))
        self._take(loaded, now)
        if old is not None:  # what is found is compared with what was known before these
            old.release()
        gone = self._drop_gone()
        change = waiting.reach.change(self._known)
        if not all_understood(loaded, change.docs_files, change.config_files.all):
            waiting.reach.release(change, done=True)
            waiting.reach = Unexplored()
            self._check_everything()
        return LiveUpdate(gone, self.left, beside=True)

    def _drop_gone(self) -> tuple[str, ...]:
        """Forgets the pages that are no longer there."""
        gone = tuple(self.found.keys() - self._pages)
        for kept in (self.found, self._checked, self._waiting.urgent, self._waiting.pages):
            for path in kept.keys() - self._pages:
                del kept[path]
        return gone
