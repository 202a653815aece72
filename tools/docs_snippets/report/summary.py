"""Sums up what a run found, in one line or in a table, and gives the exit code."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.linting.folding import first_of_each_cause
from docs_snippets.linting.manual import UNCHECKED_RULES
from docs_snippets.report.exit_codes import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK

FEW_CAUSES = 20
"""So few causes need no line that names the rules with most of them."""

TOP_RULES = 3


def totals_line(findings: Sequence[Diagnostic], where: str) -> str:
    """Counts of findings by severity, of files and of causes; `where` says what was checked."""
    if not findings:
        return f"no findings on {where}"
    levels = Counter(finding.severity for finding in findings)
    counts = ", ".join(
        _level(level, levels[level]) for level in reversed(Severity) if levels[level]
    )
    touched = len({finding.path for finding in findings})
    causes = sum(1 for _ in first_of_each_cause(findings))
    apart = f", {count(causes, 'cause')}" if causes < len(findings) else ""
    return f"{counts} in {count(touched, 'file')}{apart}; {where} checked"


def top_rules_line(findings: Iterable[Diagnostic]) -> str:
    """The rules with most of the causes, where these are many; nothing where they are few."""
    causes = Counter(finding.rule for finding in first_of_each_cause(findings))
    if causes.total() <= FEW_CAUSES:
        return ""
    most = sorted(causes.items(), key=lambda item: (-item[1], item[0]))[:TOP_RULES]
    listed = ", ".join(f"{rule} ({number:,})" for rule, number in most)
    return f"most causes: {listed}; `--statistics` counts every rule"


def checked_counts(pages: int, components: int, kind: str = "page") -> str:
    """How many pages, and how many components where there are any."""
    counts = [count(pages, kind)] if pages or not components else []
    counts += [count(components, "component")] if components else []
    return " and ".join(counts)


def statistics_table(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """One line a rule: findings, causes, name; the most frequent first."""
    listed = list(findings)
    causes = Counter(finding.rule for finding in first_of_each_cause(listed))
    counts = Counter(finding.rule for finding in listed)
    if counts:
        yield "findings  causes  rule"
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:8,}{causes[rule]:8,}  {rule}"


def exit_code(
    findings: Iterable[Diagnostic], fail_on: Severity, frozen: frozenset[str], *, zero: bool
) -> int:
    """2 when something could not be checked; else 1 for a finding that counts, unless `zero`.

    What is found in a frozen tree never fails a run.
    """
    code = EXIT_OK
    for finding in findings:
        if finding.rule in UNCHECKED_RULES:
            return EXIT_ERROR
        if finding.severity.rank >= fail_on.rank and finding.tree not in frozen and not zero:
            code = EXIT_FINDINGS
    return code


def count(number: int, what: str) -> str:
    """`1 page`, `2,000 pages`."""
    noun, *rest = what.split(" ", 1)
    return " ".join((f"{number:,}", noun if number == 1 else f"{noun}s", *rest))


def _level(level: Severity, number: int) -> str:
    return f"{number:,} info" if level is Severity.INFO else count(number, level.value)
