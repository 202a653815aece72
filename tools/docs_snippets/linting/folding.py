"""Root causes: the same finding in several trees counts as one, and names the other trees.

Two findings have one cause when their fingerprint and severity are the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity

Cause = tuple[str, Severity]


def with_siblings(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding with the other trees that have the same, in the order of the findings."""
    trees: dict[Cause, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.fingerprint and finding.tree:
            trees[cause(finding)].append(finding.tree)
    return tuple(
        finding._replace(siblings=_other_trees(finding, trees[cause(finding)]))
        if finding.fingerprint and finding.tree
        else finding
        for finding in findings
    )


def by_cause(findings: Iterable[Diagnostic]) -> Iterator[list[Diagnostic]]:
    """The findings of each root cause, in the order of the first."""
    groups: dict[Cause | int, list[Diagnostic]] = {}
    for number, finding in enumerate(findings):
        # Without siblings a finding is its own cause, whatever its fingerprint.
        groups.setdefault(cause(finding) if finding.siblings else number, []).append(finding)
    yield from groups.values()


def first_of_each_cause(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first finding of each root cause."""
    return (group[0] for group in by_cause(findings))


def cause(finding: Diagnostic) -> Cause:
    """What findings of one root cause have in common."""
    return finding.fingerprint, finding.severity


def _other_trees(finding: Diagnostic, trees: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tree for tree in trees if tree != finding.tree))
