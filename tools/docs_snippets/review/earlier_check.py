"""What an earlier check of all pages found, as far as it answers for a check of some rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting import suppressions
from docs_snippets.review.reach import ALL, SNIPPET_KINDS
from docs_snippets.snippets.placement_findings import RULES

SNIPPET_RULES = frozenset(RULES.values())


@dataclass(frozen=True, eq=False)
class EarlierCheck:
    """The findings on the pages of one revision by page, and those on other files.

    `reads` has what each rule for pages reads.
    """

    pages: frozenset[str]
    found: Mapping[str, Sequence[Diagnostic]]
    problems: tuple[Diagnostic, ...]
    reads: Mapping[str, str]

    def on(self, path: str, kinds: frozenset[str]) -> tuple[Diagnostic, ...] | None:
        """What rules that read something find on a page; None where that is not known."""
        if path not in self.pages:
            return None
        found = self.found.get(path, ())
        if ALL in kinds:
            return tuple(found)
        if any(each.rule == suppressions.RULE for each in found):
            return None  # which ignores are useless depends on the rules that run
        return tuple(each for each in found if self._is_found(each.rule, kinds))

    def _is_found(self, rule: str, kinds: frozenset[str]) -> bool:
        if rule in SNIPPET_RULES:
            return not kinds.isdisjoint(SNIPPET_KINDS)
        return self.reads.get(rule) in {None, *with_text(kinds)}


def with_text(kinds: frozenset[str]) -> frozenset[str]:
    """What rules must read for their findings to differ, the text where it goes with the tree."""
    # What a script prints depends on the values of its tree.
    return kinds | {"text"} if "page" in kinds else kinds


def earlier_check(
    pages: Iterable[str],
    found: Iterable[Diagnostic],
    problems: tuple[Diagnostic, ...],
    reads: Mapping[str, str],
) -> EarlierCheck | None:
    """An earlier check as one that answers; None where it depends on which pages were checked."""
    by_page: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in found:
        by_page[each.path or ""].append(each._replace(siblings=()))
    known = frozenset(pages)
    if not by_page.keys() <= known or any(each.rule in SNIPPET_RULES for each in problems):
        return None
    return EarlierCheck(known, by_page, problems, reads)
