"""`lint --fix` and `lint --diff`: pages mended or the changes shown, and what is said of them."""

import argparse
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.linting import baseline, fixes
from docs_snippets.linting.fixes import Mended
from docs_snippets.linting.manual import COULD_NOT_CHECK
from docs_snippets.report import output
from docs_snippets.runs.lint_plan import Plan


def _mended(args: argparse.Namespace, plan: Plan, found: Sequence[Diagnostic]) -> list[Mended]:
    remaining = partial(baseline.remaining, plan.baseline)
    return [*fixes.mended(plan.job, remaining(found), remaining, args.unsafe_fixes)]


def fixed(args: argparse.Namespace, plan: Plan, found: Sequence[Diagnostic], err: TextIO) -> bool:
    """Mends pages and says which and of what; whether any was."""
    from docs_snippets.files import writing  # seldom needed, and most of the start-up time

    any_written = False
    for each in _mended(args, plan, found):
        path = each.before.path
        change = writing.Change(path, each.before, each.after)
        held = each.held or writing.write(plan.job.docs.root, change)
        any_written |= not held
        said = f"left alone {printable(path)}: {printable(held)}"
        if not held:
            counts = Counter(each.rules)
            listed = ", ".join(f"{number} {rule}" for rule, number in sorted(counts.items()))
            said = f"fixed {printable(path)}: {listed}"
        if held or not args.quiet:
            err.write(f"{said}\n")
    return any_written


def diff(
    args: argparse.Namespace, plan: Plan, found: Sequence[Diagnostic], out: TextIO, err: TextIO
) -> int:
    """Shows what would be mended; 1 if anything would."""
    from docs_snippets.files.writing import Change
    from docs_snippets.snippets.listing import diff as shown  # seldom needed, and slow to start

    wrong = [each for each in found if each.rule in COULD_NOT_CHECK]
    output.report(wrong, err)
    changed = False
    for each in _mended(args, plan, found):
        if each.held and not args.quiet:
            err.write(f"left alone {printable(each.before.path)}: {each.held}\n")
        lines = [*shown(Change(each.before.path, each.before, each.after))]
        changed |= bool(lines)
        out.writelines(f"{line}\n" for line in lines)
    return 2 if wrong else int(changed and not args.exit_zero)


def fixable(args: argparse.Namespace, findings: Sequence[Diagnostic]) -> str:
    """What `--fix` would mend, and what more with `--unsafe-fixes`; empty when that is nothing."""
    safe = sum(fixes.wanted(each.fix, unsafe=False) for each in findings)
    more = sum(fixes.wanted(each.fix, unsafe=True) for each in findings) - safe
    if args.unsafe_fixes and safe + more:
        return f"{safe + more:,} can be mended with `--fix --unsafe-fixes`"
    parts = (f"{safe:,} can be mended with `--fix`",) if safe else ()
    beside = "more" if safe else "can be mended"
    return ", ".join(
        (*parts, *([f"{more:,} {beside} with `--fix --unsafe-fixes`"] if more else ()))
    )
