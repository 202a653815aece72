"""One root cause that repeats in sibling trees: who else has it, and one entry for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity

Cause = tuple[str, Severity]


def with_siblings(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each finding with the other trees that have the same, in the order of the findings."""
    trees: dict[Cause, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.fingerprint and finding.tree:
            trees[_cause(finding)].append(finding.tree)
    return tuple(
        finding._replace(siblings=_others(finding, trees[_cause(finding)]))
        if finding.fingerprint and finding.tree
        else finding
        for finding in findings
    )


def folded(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first finding of each root cause."""
    seen: set[Cause] = set()
    for finding in findings:
        if not finding.siblings or _cause(finding) not in seen:
            yield finding
        seen.add(_cause(finding))


def _cause(finding: Diagnostic) -> Cause:
    return finding.fingerprint, finding.severity


def _others(finding: Diagnostic, trees: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tree for tree in trees if tree != finding.tree))
