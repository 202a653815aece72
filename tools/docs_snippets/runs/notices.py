"""The lines that a run of `lint` writes to standard error in addition to its report."""

from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import inert, printable
from docs_snippets.files.access import SCRIPT_SUFFIXES
from docs_snippets.linting import baseline, fixes
from docs_snippets.linting.baseline import Baseline, BaselineScope
from docs_snippets.report import summary
from docs_snippets.runs.lint_plan import LintPlan
from docs_snippets.runs.options import LintOptions
from docs_snippets.runs.targets import display_path


def page_counts(paths: Iterable[str]) -> tuple[int, int]:
    """How many of some paths are pages, and how many are components."""
    listed = list(paths)
    components = sum(path.endswith(SCRIPT_SUFFIXES) for path in listed)
    return len(listed) - components, components


def not_checked(options: LintOptions, plan: LintPlan, pages: Sequence[str]) -> Iterator[str]:
    """What is not checked, and why."""
    yield from (inert(f"skipped: {notice}") for notice in plan.targets.notices)
    if _checks_nothing(plan, pages):
        yield f"nothing checked: {_why_nothing(options, plan)}"


def _checks_nothing(plan: LintPlan, pages: Sequence[str]) -> bool:
    return not (pages and any(plan.enabled.values()))


def _why_nothing(options: LintOptions, plan: LintPlan) -> str:
    if not any(plan.enabled.values()):
        return "the options and the configuration leave no rule"
    if options.of_change:
        return "the change reaches no page"
    if options.paths and plan.targets.notices:
        return "no PATH names a page"
    if options.from_stdin:
        return "standard input is not text"
    if options.generated:
        return "no page holds generated text"
    if options.trees:
        return f"no page of {', '.join(options.trees)} is among them"
    return f"no page in the docs root {display_path(plan.docs.root)!r}"


def totals(
    options: LintOptions, plan: LintPlan, pages: Sequence[str], reported: Sequence[Diagnostic]
) -> Iterator[str]:
    """How much was found on how many pages, and the rules that found most of it."""
    if _checks_nothing(plan, pages):
        return
    what = "page with generated text" if options.generated else "page"
    yield summary.totals_line(reported, summary.checked_counts(*page_counts(pages), what))
    if not options.statistics and (most := summary.top_rules_line(reported)):
        yield most


def fixable(options: LintOptions, reported: Sequence[Diagnostic]) -> Iterator[str]:
    """How many findings `--fix` would fix, which are marked, and how many `--unsafe-fixes` adds."""
    safe = sum(fixes.may_apply(each.fix, unsafe=False) for each in reported)
    more = sum(fixes.may_apply(each.fix, unsafe=True) for each in reported) - safe
    if options.unsafe_fixes and safe + more:
        yield f"{fixes.MARK} {safe + more:,} can be fixed with `--fix --unsafe-fixes`"
        return
    parts = [f"{fixes.MARK} {safe:,} can be fixed with `--fix`"] if safe else []
    if more:
        beside = "more" if safe else "can be fixed"
        parts.append(f"{more:,} {beside} with `--fix --unsafe-fixes`")
    if parts:
        yield ", ".join(parts)


def baseline_lines(
    options: LintOptions,
    plan: LintPlan,
    accepted: Baseline,
    scope: BaselineScope,
    found: Sequence[Diagnostic],
) -> Iterator[str]:
    """What the baseline accepts, what it no longer has to, and how it was changed."""
    name = printable(accepted.name)
    if accepted is not plan.baseline:
        before, now = plan.baseline.accepted.keys(), accepted.accepted.keys()
        counted = summary.count(len(now), "cause accepted")
        yield f"wrote {name}: {counted}, {len(now - before):,} added, {len(before - now):,} removed"
        return
    if options.updates_baseline:
        yield f"{name} is unchanged: not everything could be checked"
    hidden = len(found) - len(baseline.not_accepted(accepted, found))
    if hidden:
        yield f"{summary.count(hidden, 'finding')} accepted by {name}"
    unused = baseline.unused(accepted, plan.docs, scope, found)
    if unused:
        yield (
            f"{summary.count(len(unused), 'cause accepted')} by {name} not found any more: "
            "`docs-snippets lint --prune-baseline` removes them"
        )


def elsewhere(number: int) -> str:
    """How much was found outside generated text, on the pages that hold some."""
    if not number:
        return "no findings elsewhere on these pages"
    them = "it" if number == 1 else "them"
    return (
        f"{summary.count(number, 'finding')} elsewhere on these pages: `docs-snippets lint` lists "
        f"{them}, `docs-snippets lint --write-baseline` accepts {them}"
    )
