"""`lint --fix` and `lint --diff`: writes the fixes of findings, or shows them as a diff."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.linting import baseline, fixes
from docs_snippets.linting.fixes import FixedPage
from docs_snippets.linting.manual import UNCHECKED_RULES
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.lint_plan import LintPlan, LintResult
from docs_snippets.runs.options import LintOptions


def fixed_pages(options: LintOptions, plan: LintPlan, result: LintResult) -> list[FixedPage]:
    """The pages with fixes to apply: of a change, those of what it caused alone."""

    def remaining(found: Iterable[Diagnostic]) -> Sequence[Diagnostic]:
        new = (each for each in found if (each.path, each.fingerprint) not in result.known)
        return baseline.not_accepted(plan.baseline, new)

    found = remaining(result.findings)
    unsafe, of_change = options.unsafe_fixes, options.of_change
    # What snippets have to say has no fix.
    return [*fixes.fix_pages(plan.rules_alone, found, remaining, unsafe, only_these=of_change)]


class WrittenFixes(NamedTuple):
    """Whether any page was written, and whether one could not be."""

    any: bool
    failed: bool


def write_fixes(
    options: LintOptions, plan: LintPlan, pages: Iterable[FixedPage], err: TextIO
) -> WrittenFixes:
    """Writes fixed pages, and which findings were fixed to standard error."""
    from docs_snippets.files import writing  # seldom needed, and most of the start-up time

    any_written = failed = False
    writing.remove_leftovers(plan.docs.root, plan.targets.paths)
    for each in pages:
        path = each.before.path
        change = writing.FileChange(path, each.before, each.after)
        wrong = "" if each.refused else writing.write(plan.docs.root, change)
        refused = each.refused or wrong
        failed |= bool(wrong)
        any_written |= not refused
        if refused:
            err.write(f"skipped {printable(path)}: {printable(refused)}\n")
        elif not options.quiet:
            err.write(f"fixed {printable(path)}: {_counts(each.rules)}\n")
            err.writelines(f"{printable(line)}\n" for line in _consequences(each))
    return WrittenFixes(any_written, failed)


def _counts(rules: Iterable[str]) -> str:
    return ", ".join(f"{number} {rule}" for rule, number in sorted(Counter(rules).items()))


def _consequences(page: FixedPage) -> Iterator[str]:
    """What a reader would not expect of a page that was fixed."""
    path = page.before.path
    for rule in page.held:
        yield f"not fixed in {path}: {rule}, because its fixes conflict with others"
    if page.uncovered:
        yield f"new in {path}: {_counts(page.uncovered)}, which the fixes uncovered"


def show_fixes(
    options: LintOptions, plan: LintPlan, result: LintResult, out: TextIO, err: TextIO
) -> int:
    """Shows what `--fix` would write; the exit code: 1 if anything."""
    from docs_snippets.files.writing import FileChange
    from docs_snippets.snippets.listing import diff_lines  # seldom needed, and slow to start

    # Standard output is the diff alone; what kept a page from being checked goes elsewhere.
    unchecked = [each for each in result.findings if each.rule in UNCHECKED_RULES]
    output.write_problems(unchecked, err)
    any_shown = False
    for each in fixed_pages(options, plan, result):
        if each.refused and not options.quiet:
            err.write(f"skipped {printable(each.before.path)}: {each.refused}\n")
        if not options.quiet:
            err.writelines(f"{printable(line)}\n" for line in _consequences(each))
        lines = [*diff_lines(FileChange(each.before.path, each.before, each.after))]
        any_shown |= bool(lines)
        out.writelines(f"{line}\n" for line in lines)
    if not any_shown and not options.quiet:
        err.write("nothing to fix\n")
    return EXIT_ERROR if unchecked else int(any_shown and not options.exit_zero)
