"""Rejects the pieces of a mirrored edit by which a page would say what its tree does not document.

The docs are linted as they would be with all pieces, and each new finding rejects the pieces that
cause it. Without a piece, another may be wrong (a link to a heading that the first was to add), so
that this is repeated until nothing new is found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from docs_snippets.changes.change import Change
from docs_snippets.changes.overlay import with_pages_written
from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.linting import linter, manual, registry, selection
from docs_snippets.linting.linter import Job, OnProgress
from docs_snippets.mirroring.mirrored_page import MirroredPage, PieceResult
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.review.changed_lint import ChangedLint
from docs_snippets.review.reach import Reach

PieceRejection = tuple[str, int, PieceResult]
"""The path of a page, the number of a piece, and why it is rejected."""


def reject_wrong_pieces(
    docs: Docs, mirrored: Sequence[MirroredPage], jobs: int, progress: OnProgress
) -> tuple[MirroredPage, ...]:
    """The pages with the pieces that may stay; the others are refused, with the reason.

    `docs` are as they are now, and taken not to change.
    """
    checker = _Checker(docs, jobs, progress)
    found = tuple(_reject(mirrored, [b for each in mirrored for b in checker.undocumented(each)]))
    # Only trees that lost a piece in the last round can have new findings in the next.
    trees = {each.tree for each in found}
    while trees:
        rejections = checker.caused(found, trees)
        trees = {each.tree for each in found for path, *_ in rejections if each.path == path}
        found = tuple(_reject(found, rejections))
    return found


def _reject(
    mirrored: Iterable[MirroredPage], rejections: Iterable[PieceRejection]
) -> Iterator[MirroredPage]:
    by_path: dict[str, dict[int, PieceResult]] = defaultdict(dict)
    for path, number, result in rejections:
        by_path[path].setdefault(number, result)
    for each in mirrored:
        yield each.without(by_path[each.path]) if each.path in by_path else each


@dataclass(frozen=True)
class _Checker:
    docs: Docs
    jobs: int
    progress: OnProgress

    @cached_property
    def _job(self) -> Job:
        """Runs every rule that the configuration enables, but those that compare siblings."""
        names = selection.enabled_rules(manual.manual_pages(), self.docs.config, (), ())
        known = registry.page_rules().values()
        rules = tuple(each for each in known if names[each.name] and each.reads != "siblings")
        out = {each.name for each in known} - {each.name for each in rules}
        enabled = {name: on and name not in out for name, on in names.items()}
        return Job(
            self.docs,
            rules,
            enabled,
            disabled_on=selection.disabled_by_path(self.docs.config, names),
            severities=selection.configured_severities(self.docs.config, names),
        )

    def undocumented(self, target: MirroredPage) -> Iterator[PieceRejection]:
        """Pieces about a parameter that the tree where they come from documents, and this not."""
        if target.merged is None:
            return
        if self.docs.facts.parameters(target.tree) is None:
            yield from self._undecided(target)
            return
        page = self.docs.pages.read_page(Source(target.path, target.merged.text))
        for use in uses(page, self.docs.facts.at(page.path)):
            if use.parameter is None and any(tree == target.origin for tree, _ in use.elsewhere):
                words = f"the tree's reference does not document {use.setting.name!r}"
                for number in _pieces_at(target, page.source, use.setting.name_span):
                    yield target.path, number, PieceResult("refused", words)

    def _undecided(self, target: MirroredPage) -> Iterator[PieceRejection]:
        """Pieces about parameters, for a tree that has nothing to hold them against."""
        assert target.edit.after
        page = self.docs.pages.read_page(target.edit.after)
        for use in uses(page, self.docs.facts.at(page.path)):
            line = page.source.line_of(use.setting.name_span.start) - 1
            words = f"the tree has no reference that could document {use.setting.name!r}"
            for number in target.carried if use.parameter else ():
                if line in target.pieces[number].after:
                    yield target.path, number, PieceResult("refused", words)

    def caused(self, mirrored: Sequence[MirroredPage], trees: set[Tree]) -> list[PieceRejection]:
        """The pieces that make a page of some trees wrong, or one of no tree."""
        texts = {each.path: each.merged.text for each in mirrored if each.merged}
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
        return [rejection for each in found for rejection in self._rejections(mirrored, each)]

    def _job_for(self, docs: Docs, _: Reach) -> Job:
        return replace(self._job, docs=docs)

    def _rejections(
        self, mirrored: Sequence[MirroredPage], finding: Diagnostic
    ) -> Iterator[PieceRejection]:
        own = next((each for each in mirrored if each.path == finding.path), None)
        words = f"{finding.severity}[{finding.rule}] {finding.message}"
        numbers: Sequence[int] = ()
        if own and own.merged and finding.region:
            source = Source(own.path, own.merged.text)
            span = source.span_of(finding.region)
            numbers = _pieces_at(own, source, span) or _pieces_with(own, source.slice(span))
        if own and numbers:
            if own.origin and finding.fingerprint in self._known(own.edit.path):
                if finding.severity is Severity.INFO:
                    return  # a remark on what its writer decided to say
                words += f"; so it is in {own.origin.name} itself"
            result = PieceResult("refused", words, finding.notes)
            yield from ((own.path, number, result) for number in numbers)
            return
        where = f"{finding.path}:{finding.region.line}" if finding.region else f"{finding.path}"
        result = PieceResult("refused", f"{where} would be wrong: {words}", finding.notes)
        for each in _suspects(mirrored, own, self.docs.pages.tree_of(finding.path or "")):
            yield from ((each.path, number, result) for number in each.carried)

    def _known(self, path: str) -> frozenset[str]:
        """Fingerprints of what is found on a page where the edit comes from."""
        if path not in self._found:
            has = self.docs.pages.has_page(path)  # not where an old commit is carried
            found = linter.check_page(self._job, path) if has else ()
            self._found[path] = frozenset(each.fingerprint for each in found)
        return self._found[path]

    @cached_property
    def _found(self) -> dict[str, frozenset[str]]:
        return {}


def _pieces_at(target: MirroredPage, source: Source, span: Span) -> Sequence[int]:
    """The pieces that wrote a place of the merged page."""
    assert target.merged
    first, last = source.line_of(span.start) - 1, source.line_of(max(span.end - 1, span.start)) - 1
    pairs = zip(target.carried, target.merged.places, strict=True)
    return [number for number, lines in pairs if first < lines.stop and lines.start <= last]


def _pieces_with(target: MirroredPage, words: str) -> Sequence[int]:
    """The pieces that hold some words: of equal findings, the last one counts as the new one."""
    texts = ((number, "\n".join(target.pieces[number].lines)) for number in target.carried)
    return [number for number, text in texts if words and words in text]


def _suspects(
    mirrored: Sequence[MirroredPage], own: MirroredPage | None, tree: Tree | None
) -> Sequence[MirroredPage]:
    """The pages that may have made another wrong; the page itself where it is one of them."""
    if own and own.merged:
        return [own]
    inside = [each for each in mirrored if each.merged and (tree is None or each.tree == tree)]
    less = [e for e in inside if any(e.pieces[n].before for n in e.carried)]
    return less or inside
