"""Runs rules on pages: findings with fingerprints, ignore comments applied, in a fixed order.

Work is split by sibling group (the same page in every tree), so that a worker parses each page of a
group once. Workers are forked once references are read and a group in most trees is checked. The
order of the result depends on the findings alone, never on which worker was first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from docs_snippets.code_blocks.page_examples import PageKey, text_key
from docs_snippets.core.diagnostics import Diagnostic, Fix, FixEdit, Severity
from docs_snippets.core.giving_way import may_give_way
from docs_snippets.core.memo import Memo
from docs_snippets.core.source import Source
from docs_snippets.docs.copies import Family, family, in_most_trees_first
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import importers
from docs_snippets.linting import fingerprint, generated_text, internal_error, suppressions
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.rule import Finding, Rule
from docs_snippets.linting.unsettled import settled
from docs_snippets.mdx.page import Page

OnProgress = Callable[[int, int], None]
"""Called with the number of pages that are done, and of all pages."""

ExtraFindings = Callable[[Page], Iterable[Diagnostic]]
"""Finds what no rule does on a page: what is wrong with its generated text."""

MIN_GROUPS_A_WORKER = 8
"""With fewer groups, starting a worker costs more than it saves."""

TEXTS_KEPT = 24
"""Texts whose findings are kept: copies of a page often have one text."""


@dataclass(frozen=True)
class Job:
    """What to check pages for.

    `rules` run; `enabled` has the name of everything that can be reported, and whether it is.
    `disabled_on` gives the rules that are off for the page at a path, `severities` the levels that
    the configuration sets. `in_memory` has texts that stand for the page at their path.
    `off_page_findings` are on files that are no pages, `text_findings` of one text, by rule.
    """

    docs: Docs
    rules: tuple[Rule, ...]
    enabled: Mapping[str, bool]
    apply_ignores: bool = True
    disabled_on: Callable[[str], frozenset[str]] = lambda _: frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    in_memory: Mapping[str, Source] = field(default_factory=dict)
    extra_findings: ExtraFindings = lambda _: ()
    off_page_findings: tuple[Diagnostic, ...] = ()
    text_findings: Memo[PageKey, dict[str, tuple[Finding, ...]]] = field(
        default_factory=lambda: Memo(TEXTS_KEPT)
    )


def lint_pages(
    job: Job, paths: Sequence[str], jobs: int = 1, progress: OnProgress = lambda *_: None
) -> tuple[Diagnostic, ...]:
    """Every finding on the pages, in the order of trees and places."""
    sets = sibling_groups(job.docs, paths)
    workers = min(jobs, len(sets) // MIN_GROUPS_A_WORKER)
    batches = _batches(job, sets, workers)
    found: list[Diagnostic] = []
    done = 0
    for batch, size in batches:
        found += batch
        done += size
        progress(done, len(paths))
    return with_siblings(sort_findings(job.docs, found))


def _batches(job: Job, groups: Sequence[Sequence[str]], workers: int) -> "Iterable[Batch]":
    check = partial(_check_group, job, groups)
    if workers > 1:
        from docs_snippets.core import parallel  # a page or two are checked before it is loaded

        if parallel.possible():
            read_references(job.docs)
            # What rules derive of each tree once is then there for all workers.
            first, *groups = in_most_trees_first(job.docs.pages, groups)
            before = _check_group(job, [first], 0)
            check, lost = partial(_check_group, job, groups), partial(_lost, job, groups)
            return chain([before], parallel.forked(check, len(groups), workers, lost))
    return map(check, range(len(groups)))


def sort_findings(docs: Docs, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By tree as the configuration lists them, page, place and rule; each finding once."""
    trees = (*docs.trees, *docs.pages.translations)
    rank = {tree.name: number for number, tree in enumerate(trees)}
    return sorted(
        dict.fromkeys(findings),
        key=lambda each: (
            rank.get(each.tree or "", -1),
            each.path or "",
            each.region or (0, 0, 0, 0),
            each.rule,
            each.message,
        ),
    )


def check_page(job: Job, path: str, path_in_tree: str | None = None) -> tuple[Diagnostic, ...]:
    """Every finding on one page, in the order of places, ignores applied.

    `path_in_tree` replaces the page's path in fingerprints: a page that a change moved keeps them.
    """
    try:
        return with_severities(job, _check_page(job, path, path_in_tree))
    except Exception as error:  # noqa: BLE001 - other pages are checked, whatever it is
        return with_fingerprints(job.docs, [internal_error.finding(job.docs, path, error)])


def with_severities(job: Job, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings at the levels that the configuration sets."""
    if not job.severities:
        return findings
    return tuple(
        each._replace(severity=job.severities.get(each.rule, each.severity)) for each in findings
    )


def _check_page(job: Job, path: str, path_in_tree: str | None) -> tuple[Diagnostic, ...]:
    typed = job.in_memory.get(path)
    page = job.docs.pages.page(path) if typed is None else job.docs.pages.read_page(typed)
    tree = job.docs.pages.tree_of(path)
    if isinstance(page, Diagnostic):
        unread = page._replace(tree=tree.name if tree else None)
        return with_fingerprints(job.docs, [unread], path_in_tree)
    if typed is None and job.docs.pages.is_draft(path):
        return ()
    ran = settled(page, _run_rules(job, page))
    every = sorted(ran, key=lambda each: (each.region or (), each.rule))
    failed = [each for each in every if each.rule == internal_error.RULE]
    found = [each for each in every if each.rule != internal_error.RULE]
    frozen = bool(tree and tree.frozen)
    if any(each.fix for each in found):
        found = [*_without_forbidden_fixes(page, found, frozen)]
    here = path_in_tree if path_in_tree is not None else job.docs.pages.path_in_tree(path)
    kept = _with_page_fingerprints(page, here, found)
    if job.apply_ignores:
        kept = suppressions.apply(page, kept, job.enabled)
        # What `apply` adds of useless ignores has no fingerprint yet, and comes last.
        useless = [each for each in kept if not each.fingerprint]
        kept_before = kept[: len(kept) - len(useless)]
        useless = [*_without_forbidden_fixes(page, useless, frozen)]
        kept = (*kept_before, *_with_page_fingerprints(page, here, useless))
    else:
        kept = suppressions.mark_ignored(page, kept)
    kept = (*kept, *with_fingerprints(job.docs, failed, path_in_tree))
    return tuple(each._replace(tree=tree.name if tree else None) for each in kept)


def _run_rules(job: Job, page: Page) -> Iterator[Diagnostic]:
    disabled = job.disabled_on(page.path)
    tree = job.docs.pages.tree_of(page.path)
    rules = (rule for rule in job.rules if not (rule.prose and tree and tree.locale))
    known = job.text_findings.get(text_key(page), dict)
    for rule in (rule for rule in rules if rule.name not in disabled):
        may_give_way()
        try:
            found = [*_run_rule(job, rule, page, known)]
            yield from [_to_diagnostic(page, rule, each) for each in found] if found else ()
        except Exception as error:  # noqa: BLE001 - other rules are run, whatever it is
            yield internal_error.finding(job.docs, page.path, error, rule.name)
    for extra in job.extra_findings(page):
        if job.enabled.get(extra.rule) and extra.rule not in disabled:
            yield extra


def _run_rule(
    job: Job, rule: Rule, page: Page, known: dict[str, tuple[Finding, ...]]
) -> Iterable[Finding]:
    """The findings of one rule; one that reads the text alone is asked once for all its copies."""
    if rule.reads != "text":
        return rule.check(page, job.docs)
    if rule.name not in known:
        known[rule.name] = tuple(rule.check(page, job.docs))
    return [_with_notes_on(each, page.path) if each.notes else each for each in known[rule.name]]


def _with_notes_on(finding: Finding, path: str) -> Finding:
    """A finding on one copy of a text as a finding on another: its notes point to that one."""
    return finding._replace(notes=tuple(note._replace(path=path) for note in finding.notes))


def _to_diagnostic(page: Page, rule: Rule, finding: Finding) -> Diagnostic:
    region = page.source.region(finding.span)
    edits = tuple(FixEdit(page.source.region(span), text) for span, text in finding.fix)
    return Diagnostic(
        rule.name,
        finding.severity or rule.severity,
        finding.message,
        page.path,
        region,
        confidence=finding.confidence,
        notes=(*finding.notes, *generated_text.generator_notes(page.path, region)),
        fix=Fix("safe" if finding.fix_safe else "unsafe", edits) if edits else None,
        line_text=page.source.line(region.line),
    )


def _without_forbidden_fixes(
    page: Page, findings: Iterable[Diagnostic], frozen: bool
) -> Iterator[Diagnostic]:
    """Findings without fixes in generated text, which has a template, and in frozen trees.

    Nor are scripts fixed: a character there may mean more than it does in the text it prints.
    """
    frozen = frozen or page.script
    protected = generated_text.protected(page)
    for each in findings:
        edits = each.fix.edits if each.fix else ()
        spans = (page.source.span_of(edit.region) for edit in edits)
        forbidden = frozen or any(map(protected, spans))
        yield each._replace(fix=None) if forbidden else each


def _with_page_fingerprints(
    page: Page, path_in_tree: str, findings: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    keys = (
        fingerprint.key(each.rule, path_in_tree, _finding_text(page, each)) for each in findings
    )
    pairs = zip(findings, fingerprint.fingerprints(keys), strict=True)
    return tuple(finding._replace(fingerprint=of) for finding, of in pairs)


def with_fingerprints(
    docs: Docs, problems: Sequence[Diagnostic], path_in_tree: str | None = None
) -> tuple[Diagnostic, ...]:
    """Problems of files that are no pages, or cannot be read, with fingerprints of their messages.

    Their spans say little (`unlisted-tree` marks a whole list), so that messages tell them apart.
    """

    def identity(each: Diagnostic) -> str:
        here = path_in_tree or docs.pages.path_in_tree(each.path or "")
        return fingerprint.fingerprints([fingerprint.key(each.rule, here, each.message)])[0]

    return tuple(each._replace(fingerprint=each.fingerprint or identity(each)) for each in problems)


def _finding_text(page: Page, finding: Diagnostic) -> str:
    if finding.region is None:
        return ""
    return page.source.slice(page.source.span_of(finding.region))


def sibling_groups(docs: Docs, paths: Iterable[str]) -> list[list[str]]:
    """Pages that are copies of one another, together; the largest groups first."""
    found: dict[Family, list[str]] = defaultdict(list)
    for path in paths:
        found[family(docs.pages, docs.pages.path_in_tree(path))].append(path)
    return sorted(found.values(), key=len, reverse=True)


Batch = tuple[tuple[Diagnostic, ...], int]
"""The findings of a group, and how many pages it has."""


def _check_group(job: Job, groups: Sequence[Sequence[str]], number: int) -> Batch:
    found = (each for path in groups[number] for each in check_page(job, path))
    return (*found, *unreadable_definitions(job)), len(groups[number])


def _lost(job: Job, groups: Sequence[Sequence[str]], number: int) -> Batch:
    """The findings for a group of pages whose process the system ended."""
    return lost_pages(job, groups[number]), len(groups[number])


def lost_pages(job: Job, paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The findings for the pages that a process was checking when the system ended it."""
    return with_fingerprints(job.docs, [internal_error.lost(job.docs, path) for path in paths])


def unreadable_definitions(job: Job) -> tuple[Diagnostic, ...]:
    """The resource definitions that cannot be read: they are read once a page shows a resource."""
    return with_fingerprints(job.docs, job.docs.facts.reading_problems)


def read_references(docs: Docs) -> None:
    """Reads what every worker needs before there is any, so that they share it."""
    for tree in docs.trees:
        docs.facts.variables(tree)
    for _, parameters in docs.facts.known:
        tuple(parameters)
    importers(docs.pages)
