"""Which pieces may stay: those by which no page says what the tree's own references do not.

The docs are checked as they would be, and what is found that was not before sends the pieces that
cause it away. A piece that goes can take the ground from another (a link to a heading that it was
to add), so that this goes on until nothing new is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from docs_snippets.changes.change import Change
from docs_snippets.changes.overlay import with_pages_written
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import linter, manual, registry, selection
from docs_snippets.linting.linter import Job, OnProgress
from docs_snippets.mirroring.carry import Carry, Fate
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.review.changed_lint import ChangedLint
from docs_snippets.review.reach import Reach

Blame = tuple[str, int, Fate]
"""A page, the number of a piece, and what becomes of it."""


def settled(
    docs: Docs, tree: Tree, carries: Sequence[Carry], jobs: int, progress: OnProgress
) -> tuple[Carry, ...]:
    """The carries with the pieces that may stay; those that may not are refused, with the reason.

    `docs` are as they are now, and taken not to change.
    """
    settler = _Settler(docs, tree, jobs, progress)
    found = tuple(_blamed(carries, [b for each in carries for b in settler.undocumented(each)]))
    trees = {each.tree for each in found}
    while trees:
        blames = settler.caused(found, trees)
        trees = {each.tree for each in found for path, *_ in blames if each.path == path}
        found = tuple(_blamed(found, blames))
    return found


def _blamed(carries: Iterable[Carry], blames: Iterable[Blame]) -> Iterator[Carry]:
    by_path: dict[str, dict[int, Fate]] = defaultdict(dict)
    for path, number, fate in blames:
        by_path[path].setdefault(number, fate)
    for each in carries:
        yield each.without(by_path[each.path]) if each.path in by_path else each


@dataclass(frozen=True)
class _Settler:
    docs: Docs
    tree: Tree
    jobs: int
    progress: OnProgress

    @cached_property
    def _job(self) -> Job:
        """Every rule that is wanted, but for those that hold copies against one another."""
        names = selection.enabled_rules(manual.manual_pages(), self.docs.config, (), ())
        known = registry.page_rules().values()
        rules = tuple(each for each in known if names[each.name] and each.reads != "siblings")
        out = {each.name for each in known} - {each.name for each in rules}
        wanted = {name: on and name not in out for name, on in names.items()}
        return Job(
            self.docs, rules, wanted, disabled_on=selection.disabled_by_path(self.docs.config)
        )

    def undocumented(self, carry: Carry) -> Iterator[Blame]:
        """Pieces about a parameter that the tree where they come from documents, and this not."""
        if carry.merged is None:
            return
        if self.docs.facts.parameters(carry.tree) is None:
            yield from self._undecided(carry)
            return
        page = self.docs.pages.read_page(Source(carry.path, carry.merged.text))
        for use in uses(page, self.docs.facts.at(carry.path)):
            if use.parameter is None and any(tree == self.tree for tree, _ in use.elsewhere):
                words = f"the tree's reference does not document {use.setting.name!r}"
                for number in _at(carry, page.source, use.setting.name_span):
                    yield carry.path, number, Fate("refused", words)

    def _undecided(self, carry: Carry) -> Iterator[Blame]:
        """Pieces about parameters, for a tree that has nothing to hold them against."""
        assert carry.edit.after
        page = self.docs.pages.read_page(carry.edit.after)
        for use in uses(page, self.docs.facts.at(page.path)):
            line = page.source.line_of(use.setting.name_span.start) - 1
            words = f"the tree has no reference that could document {use.setting.name!r}"
            for number in carry.carried if use.parameter else ():
                if line in carry.pieces[number].after:
                    yield carry.path, number, Fate("refused", words)

    def caused(self, carries: Sequence[Carry], trees: set[Tree]) -> list[Blame]:
        """The pieces that make a page of some trees wrong, or one of no tree."""
        texts = {each.path: each.merged.text for each in carries if each.merged}
        revisions = with_pages_written(self.docs, texts) if texts else None
        if revisions is None:
            return []
        lint = ChangedLint(
            Change(revisions, ()),
            self._job_for,
            lambda *_: (),
            lambda path: self.docs.pages.tree_of(path) in (None, *trees),
        )
        found = lint.caused(self.jobs, self.progress).findings
        return [blame for each in found for blame in self._blames(carries, each)]

    def _job_for(self, docs: Docs, _: Reach) -> Job:
        return replace(self._job, docs=docs)

    def _blames(self, carries: Sequence[Carry], finding: Diagnostic) -> Iterator[Blame]:
        own = next((each for each in carries if each.path == finding.path), None)
        words = f"{finding.severity}[{finding.rule}] {finding.message}"
        numbers: Sequence[int] = ()
        if own and own.merged and finding.region:
            source = Source(own.path, own.merged.text)
            line, column, end_line, end_column = finding.region
            span = Span(source.offset(line, column), source.offset(end_line, end_column))
            numbers = _at(own, source, span) or _saying(own, source.slice(span))
        if own and numbers:
            if finding.fingerprint in self._known(own.edit.path):
                words += f"; so it is in {self.tree.name} itself"
            fate = Fate("refused", words, finding.notes)
            yield from ((own.path, number, fate) for number in numbers)
            return
        where = f"{finding.path}:{finding.region.line}" if finding.region else f"{finding.path}"
        fate = Fate("refused", f"{where} would be wrong: {words}", finding.notes)
        for each in _suspects(carries, own, self.docs.pages.tree_of(finding.path or "")):
            yield from ((each.path, number, fate) for number in each.carried)

    def _known(self, path: str) -> frozenset[str]:
        """Fingerprints of what is found on a page where the edit comes from."""
        if path not in self._found:
            found = linter.check_page(self._job, path)
            self._found[path] = frozenset(each.fingerprint for each in found)
        return self._found[path]

    @cached_property
    def _found(self) -> dict[str, frozenset[str]]:
        return {}


def _at(carry: Carry, source: Source, span: Span) -> Sequence[int]:
    """The pieces that wrote a place of the merged page."""
    assert carry.merged
    first, last = source.line_of(span.start) - 1, source.line_of(max(span.end - 1, span.start)) - 1
    pairs = zip(carry.carried, carry.merged.places, strict=True)
    return [number for number, lines in pairs if first < lines.stop and lines.start <= last]


def _saying(carry: Carry, words: str) -> Sequence[int]:
    """The pieces that hold some words: of equal findings, the last one counts as the new one."""
    texts = ((number, "\n".join(carry.pieces[number].lines)) for number in carry.carried)
    return [number for number, text in texts if words and words in text]


def _suspects(carries: Sequence[Carry], own: Carry | None, tree: Tree | None) -> Sequence[Carry]:
    """The pages that may have made another wrong; the page itself where it is one of them."""
    if own and own.merged:
        return [own]
    inside = [each for each in carries if each.merged and (tree is None or each.tree == tree)]
    less = [e for e in inside if any(e.pieces[n].before for n in e.carried)]
    return less or inside
