"""Plans a run of `lint`: what to check, with which rules, and where the report goes."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.containment import escape_error
from docs_snippets.linting import (
    baseline,
    contradictory_references,
    generated_text,
    linter,
    manual,
    registry,
    selection,
)
from docs_snippets.linting.baseline import Baseline
from docs_snippets.linting.linter import Job
from docs_snippets.report import output
from docs_snippets.report.writers import Format, formats
from docs_snippets.resolution.sidebars import broken_sidebars
from docs_snippets.runs.options import LintOptions, conflict
from docs_snippets.runs.targets import Targets, lint_targets, relative
from docs_snippets.sessions import cache_folder

Refusal: TypeAlias = str | Sequence[Diagnostic]
"""Why a run cannot be done: words about its options, or diagnostics of a file."""


@dataclass(frozen=True, eq=False)
class LintPlan:
    """What to check, and where the report goes; what costs time is made on first use.

    `enabled` has the name of everything that can be reported, and whether it is. `output_file` is
    None where the report goes to standard output, and `cache` where nothing is kept.
    """

    options: LintOptions
    docs: Docs
    targets: Targets
    enabled: Mapping[str, bool]
    format: Format
    output_file: output.OutputFile | None
    baseline: Baseline
    cache: Path | None

    @cached_property
    def job(self) -> Job:
        """How the pages are checked."""
        job = self.rules_alone
        # A text from standard input is no file yet that snippets could be planned for, and each
        # revision of a change gets its own findings of snippets.
        if self.targets.stdin or self.options.of_change:
            return job
        restricted = self.options.paths or self.options.trees
        return with_snippets(job, self.targets.paths if restricted else None)

    @cached_property
    def rules_alone(self) -> Job:
        """The same without the findings of snippets."""
        return Job(
            self.docs,
            tuple(each for each in registry.page_rules().values() if self.enabled[each.name]),
            self.enabled,
            apply_ignores=not self.options.no_ignores,
            disabled_on=selection.disabled_by_path(self.docs.config, self.enabled),
            severities=selection.configured_severities(self.docs.config, self.enabled),
            in_memory=self.in_memory,
        )

    @property
    def in_memory(self) -> dict[str, Source]:
        """The texts that stand for the page at their path."""
        typed = self.targets.stdin
        return {typed.path: typed} if isinstance(typed, Source) else {}

    @cached_property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What was found in files that are no pages; nothing for each revision of a change."""
        found = () if self.options.of_change else docs_problems(self.options, self.job)
        typed = self.targets.stdin
        unread = [typed] if isinstance(typed, Diagnostic) else []
        return (*found, *linter.with_fingerprints(self.docs, unread))


class LintResult(NamedTuple):
    """What a run found, and on which pages.

    Of all pages, `problems` tells how many of the findings, the first ones, are on other files, and
    `again` how many pages were checked now: for the rest, what was kept holds.
    Of a change, `caused` are the findings on what it wrote, `notices` say what it was compared
    with, and `known` are the paths and fingerprints of what was found before it.
    """

    findings: tuple[Diagnostic, ...]
    pages: tuple[str, ...]
    caused: frozenset[Diagnostic] = frozenset()
    notices: tuple[str, ...] = ()
    known: frozenset[tuple[str, str]] = frozenset()
    again: int | None = None
    problems: int = 0


def plan_lint(options: LintOptions, docs: Docs) -> LintPlan | Refusal:
    """What is to be done, or why it cannot be."""
    error = conflict(options) or _rule_error(options)
    if error:
        return error
    targets = lint_targets(options, docs)
    if targets.errors:
        return targets.errors[0]
    folder = _cache(options, docs)
    if isinstance(folder, str):
        return folder
    file = output.check_output_file(options.output_file) if options.output_file else None
    if isinstance(file, str):
        return file
    accepted = _baseline(options, docs)
    if not isinstance(accepted, Baseline):
        return accepted
    names = selection.enabled_rules(
        manual.names(),
        docs.config,
        selection.split_names(options.select),
        selection.split_names(options.ignore),
    )
    form = formats()[options.output_format]
    return LintPlan(options, docs, targets, names, form, file, accepted, folder)


def _cache(options: LintOptions, docs: Docs) -> Path | str | None:
    """Where runs keep what they found; None where they do not; or what is wrong with the folder."""
    if options.no_cache:
        return None
    folder = cache_folder.location(options.cache_dir, os.environ)
    wrong = cache_folder.refusal(folder, (docs.root, docs.config.path.parent))
    is_named = options.cache_dir or os.environ.get(cache_folder.VARIABLE)
    return folder if not wrong else wrong if is_named else None


def _rule_error(options: LintOptions) -> str:
    """What is wrong with the names of rules; empty when nothing is."""
    select, ignore = selection.split_names(options.select), selection.split_names(options.ignore)
    if options.select and not select:
        return "--select names no rule"
    return selection.unknown_rule((*select, *ignore), manual.names())


def _baseline(options: LintOptions, docs: Docs) -> Baseline | Refusal:
    """The baseline at the path given, else the one in the folder of the configuration."""
    file = (
        Path(options.baseline) if options.baseline else docs.config.path.parent / baseline.FILE_NAME
    )
    inside = relative(Path.cwd(), file)
    name = inside if inside is not None and not options.baseline else str(file)
    if options.no_baseline:
        return Baseline(file, name)
    if not file.parent.is_dir():
        return f"no such baseline: {name!r}; {str(file.parent)!r} is not a folder"
    wrong = escape_error(file)
    if wrong:
        return [Diagnostic(baseline.RULE, Severity.ERROR, wrong, name)]
    found = baseline.read(file, name)
    if isinstance(found, Diagnostic):
        return [found]
    must_exist = options.prune_baseline or (options.baseline and not options.write_baseline)
    if must_exist and found.before is None:
        return f"no such baseline: {name!r}; `lint --write-baseline` writes one"
    return found


def with_snippets(job: Job, paths: Collection[str] | None) -> Job:
    """A job with the findings of snippets on some pages, on all pages for None."""
    found = generated_text.snippet_findings(job.docs, job.enabled, paths)
    return replace(
        job,
        extra_findings=generated_text.by_page(found),
        off_page_findings=generated_text.off_page(job.docs, found),
    )


def docs_problems(options: LintOptions, job: Job) -> tuple[Diagnostic, ...]:
    """Problems in files that are no pages: configuration, references and snippet definitions."""
    found = (*_configuration(options, job), *_contradictions(options, job), *job.off_page_findings)
    return linter.with_severities(job, linter.with_fingerprints(job.docs, found))


def _configuration(options: LintOptions, job: Job) -> Iterator[Diagnostic]:
    """Problems of the configuration; warnings only where everything is checked."""
    docs, everywhere = job.docs, not options.paths
    found = [*selection.unknown_rules_in_config(docs.config, job.enabled)]
    if everywhere:
        found += selection.unused_path_settings(docs.config, tuple(_checked_paths(docs)))
    found += (*docs.problems, *broken_sidebars(docs)) if everywhere else docs.unreadable
    for each in found:
        if each.severity is Severity.ERROR or (everywhere and job.enabled.get(each.rule, True)):
            yield each


def _checked_paths(docs: Docs) -> Iterator[str]:
    """Every file that a finding may be in."""
    yield from docs.pages.paths()
    yield from docs.pages.components
    for tree in docs.trees:
        yield from docs.facts.reference_files(tree).values()


def _contradictions(options: LintOptions, job: Job) -> Iterator[Diagnostic]:
    """What references say against themselves, where everything is checked, or all of some trees."""
    if job.enabled[contradictory_references.RULE] and not (options.paths or options.generated):
        for each in contradictory_references.findings(job.docs, options.trees):
            if contradictory_references.RULE not in job.disabled_on(each.path or ""):
                yield each
