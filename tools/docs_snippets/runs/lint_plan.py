"""What a run of the linter is to do, by its arguments and the configuration, or what is wrong."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.files.containment import strays
from docs_snippets.files.reading import PAGE_SUFFIXES, SCRIPT_SUFFIXES, decode
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
from docs_snippets.runs.targets import Targets, relative, targets

STDIN = "-"
MODES = ("caused", "added", "file", "nofilter")
"""Which findings of a change are reported; the first unless another is asked for."""


class Plan(NamedTuple):
    """What a run checks, what is accepted already and where its report goes.

    `whole` is a run over every page of the docs.
    """

    job: Job
    targets: Targets
    problems: tuple[Diagnostic, ...]
    form: Format
    file: output.OutputFile | None
    baseline: Baseline
    whole: bool


def plan(args: argparse.Namespace, docs: Docs) -> Plan | Diagnostic | str:
    """What is to be done, or what is wrong with the arguments or with the baseline."""
    misused = _misused(args)
    if misused:
        return misused
    known = manual.entries()
    select, ignore = selection.words(args.select), selection.words(args.ignore)
    wrong = selection.unknown((*select, *ignore), known)
    if args.select and not select:
        wrong = "--select names no rule"
    chosen, typed = _targets(args, docs)
    file = output.output_file(args.output_file) if args.output_file else None
    for refused in (wrong, *chosen.errors, file):
        if refused and isinstance(refused, str):
            return refused
    assert not isinstance(file, str)
    accepted = _baseline(args, docs)
    if not isinstance(accepted, Baseline):
        return accepted
    names = selection.wanted(known, docs.config, select, ignore)
    named = chosen.paths if args.paths or args.tree else None
    later = args.changed is not None
    snippets = () if typed or later else generated_text.findings(docs, names, named)
    rules = tuple(each for each in registry.load().values() if names[each.name])
    unread = tuple(each for each in typed.values() if isinstance(each, Diagnostic))
    job = Job(
        docs,
        rules,
        names,
        ignores=not args.no_ignores,
        skipped=selection.skipped(docs.config),
        others=generated_text.by_page(snippets),
        elsewhere=generated_text.elsewhere(docs, snippets),
        typed={path: each for path, each in typed.items() if isinstance(each, Source)},
    )
    found = () if later else (*problems(args, docs, names), *job.elsewhere)
    named_problems = linter.identified(docs, (*found, *unread))
    form = formats()[args.output_format]
    whole = not (args.paths or args.tree or args.generated or args.changed is not None)
    return Plan(job, chosen, named_problems, form, file, accepted, whole)


def _misused(args: argparse.Namespace) -> str:
    """What is wrong with the options together: the first of two that do not go together."""
    stdin, changed = STDIN in args.paths, args.changed is not None
    if not changed and (args.pr_text is not None or args.filter_mode is not None):
        return f"{'--pr-text' if args.pr_text is not None else '--filter-mode'} needs --changed"
    changes = (
        ("--write-baseline", args.write_baseline),
        ("--prune-baseline", args.prune_baseline),
    )
    clashes = (
        *((name, on, "--no-baseline", args.no_baseline) for name, on in changes),
        *((name, on, "--generated", args.generated) for name, on in changes),
        *((name, on, "standard input", stdin) for name, on in changes),
        *(("--diff", args.diff, name, on) for name, on in changes),
        *((name, on, "--changed", changed) for name, on in changes),
        ("--changed", changed, "--generated", args.generated),
        ("--changed", changed, "--fix", args.fix),
        ("--changed", changed, "--diff", args.diff),
        ("--changed", changed, "standard input", stdin),
        ("--diff", args.diff, "--generated", args.generated),
        ("--diff", args.diff, "--output-file", args.output_file),
        ("--fix", args.fix, "--generated", args.generated),
        ("--fix", args.fix and not args.diff, "standard input; --diff does", stdin),
    )
    return next((f"{one} does not go with {two}" for one, a, two, b in clashes if a and b), "")


def _baseline(args: argparse.Namespace, docs: Docs) -> Baseline | Diagnostic | str:
    """The baseline that is named, else the one beside the configuration."""
    file = Path(args.baseline) if args.baseline else docs.config.root / baseline.NAME
    inside = relative(Path.cwd(), file)
    name = inside if inside is not None and not args.baseline else str(file)
    if args.no_baseline:
        return Baseline(file, name)
    if not file.parent.is_dir():
        return f"no such baseline: {name!r}; {str(file.parent)!r} is not a folder"
    wrong = strays(file)
    if wrong:
        return Diagnostic(baseline.RULE, Severity.ERROR, wrong, name)
    found = baseline.read(file, name)
    asked = args.prune_baseline or (args.baseline and not args.write_baseline)
    if asked and isinstance(found, Baseline) and found.before is None:
        return f"no such baseline: {name!r}; `lint --write-baseline` writes one"
    return found


def _targets(
    args: argparse.Namespace, docs: Docs
) -> tuple[Targets, Mapping[str, Source | Diagnostic]]:
    """The pages to check, and the text of the one that comes from standard input."""
    if STDIN not in args.paths:
        if args.stdin_filename:
            return Targets((), errors=("--stdin-filename needs the path '-'",)), {}
        chosen = targets(docs, args.paths, args.tree)
        if args.generated:
            ours = frozenset(generated_text.pages(docs))
            chosen = chosen._replace(paths=tuple(path for path in chosen.paths if path in ours))
        return chosen, {}
    if len(args.paths) > 1 or not args.stdin_filename:
        wrong = "'-' stands alone" if len(args.paths) > 1 else "'-' needs --stdin-filename PATH"
        return Targets((), errors=(wrong,)), {}
    path = relative(docs.root, docs.root / args.stdin_filename)
    here = relative(docs.root, Path(args.stdin_filename))
    path = here if here is not None else path
    if path is None or not path.endswith((*PAGE_SUFFIXES, *SCRIPT_SUFFIXES)):
        what = "outside the docs root" if path is None else "no page (.mdx, .md) and no component"
        wrong = f"--stdin-filename {args.stdin_filename!r} is {what}"
        return Targets((), errors=(wrong,)), {}
    source = decode(sys.stdin.buffer.read(), path)
    return Targets((path,) if isinstance(source, Source) else ()), {path: source}


def problems(
    args: argparse.Namespace, docs: Docs, names: Mapping[str, bool]
) -> tuple[Diagnostic, ...]:
    """What is wrong with the configuration; warnings only where everything is checked."""
    of_docs = docs.unreadable if args.paths else docs.problems
    listed = () if args.paths else (*docs.paths(), *docs.components)
    unused = () if args.paths else selection.unused(docs.config, listed)
    found = (*selection.problems(docs.config, names), *unused, *of_docs)
    told = (
        each
        for each in found
        if each.severity is Severity.ERROR or (not args.paths and names.get(each.rule, True))
    )
    return (*told, *_contradictions(args, docs, names))


def _contradictions(
    args: argparse.Namespace, docs: Docs, names: Mapping[str, bool]
) -> Iterator[Diagnostic]:
    """What references say against themselves, where everything is checked, or all of some trees."""
    if names[contradictory_references.RULE] and not (args.paths or args.generated):
        skipped = selection.skipped(docs.config)
        for each in contradictory_references.findings(docs, args.tree):
            if contradictory_references.RULE not in skipped(each.path or ""):
                yield each
