"""What a run found, in one line and in a table; and the exit code that follows from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.linting.folding import folded
from docs_snippets.linting.manual import COULD_NOT_CHECK

FEW = 20
"""Causes that a reader takes in without being told what leads them."""
LEADING = 3


def line(findings: Sequence[Diagnostic], where: str) -> str:
    """Findings by severity, in how many files, with how many causes; `where` it was looked."""
    if not findings:
        return f"no findings on {where}"
    levels = Counter(finding.severity for finding in findings)
    counts = ", ".join(
        _level(level, levels[level]) for level in reversed(Severity) if levels[level]
    )
    touched = len({finding.path for finding in findings})
    causes = sum(1 for _ in folded(findings))
    apart = f", {count(causes, 'cause')}" if causes < len(findings) else ""
    return f"{counts} in {count(touched, 'file')}{apart}; {where} checked"


def leaders(findings: Iterable[Diagnostic]) -> str:
    """The rules with most of the causes, where these are many; nothing where they are few."""
    causes = Counter(finding.rule for finding in folded(findings))
    if causes.total() <= FEW:
        return ""
    most = sorted(causes.items(), key=lambda item: (-item[1], item[0]))[:LEADING]
    listed = ", ".join(f"{rule} ({number:,})" for rule, number in most)
    return f"most causes: {listed}; `--statistics` counts every rule"


def checked(pages: int, components: int, kind: str = "page") -> str:
    """How many pages, and how many components where there are any."""
    counts = [count(pages, kind)] if pages or not components else []
    counts += [count(components, "component")] if components else []
    return " and ".join(counts)


def table(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """One line a rule: findings, causes, name; the most frequent first."""
    listed = list(findings)
    causes = Counter(finding.rule for finding in folded(listed))
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
    code = 0
    for finding in findings:
        if finding.rule in COULD_NOT_CHECK:
            return 2
        if finding.severity.rank >= fail_on.rank and finding.tree not in frozen and not zero:
            code = 1
    return code


def count(number: int, what: str) -> str:
    """`1 page`, `2,000 pages`."""
    noun, *rest = what.split(" ", 1)
    return " ".join((f"{number:,}", noun if number == 1 else f"{noun}s", *rest))


def _level(level: Severity, number: int) -> str:
    return f"{number:,} info" if level is Severity.INFO else count(number, level.value)
