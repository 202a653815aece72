"""Tells words that turn a sentence into its opposite, and numbers, from mere wording.

A sentence that says "ingress" in one version and "egress" in all others is wrong in one of them,
however few words differ. Numbers of versions and dates change with each of them.
"""

import re
from collections.abc import Iterable

from docs_snippets.siblings.variant import Variant
from docs_snippets.siblings.variants import UnitCopy

_FORMS = {
    "enable disable": "enables disables enabled disabled enabling disabling",
    "allow deny": "allows denies allowed denied allowing denying",
    "include exclude": "includes excludes included excluded including excluding",
    "add remove": "adds removes added removed adding removing",
    "create delete": "creates deletes created deleted creating deleting",
    "start stop": "starts stops started stopped starting stopping",
    "increase decrease": "increases decreases increased decreased increasing decreasing",
}
_GROUPS = (
    "ingress egress",
    "inbound outbound",
    "incoming outgoing",
    "before after",
    "source destination",
    "client server",
    "true false",
    "minimum maximum",
    "min max",
    "above below",
    "lower higher upper",
    "less more fewer greater",
    "first last second third",
    "with without",
    "internal external",
    "always never",
    "optional required mandatory",
    "supported unsupported",
    "tcp udp sctp",
    "must may should cannot",
    "can cannot",
    "must can",
    "is isn't",
    "do don't",
    "does doesn't",
    "milliseconds seconds minutes hours days",
    "bytes bits kb mb gb kib mib gib kilobytes megabytes gigabytes",
    "one two three four five six seven eight nine ten",
)
_MODAL = frozenset("must may can should cannot".split())
_MEASURES = frozenset(
    "milliseconds seconds minutes hours days bytes bits kb mb gb kib mib gib kilobytes megabytes"
    " gigabytes one two three four five six seven eight nine ten first second third".split()
)
"""Of what is measured or counted, which changes as numbers do."""
_CALCULATED = re.compile(r"\d\s*[=≈×÷+/^]|[=≈×÷]\s*[\d`]")
"""Numbers that follow from others."""
_NUMERALS = frozenset(_GROUPS[-1].split())
_NOT = ("not",)
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|\b20\d\d\b|\d\.\d|\bv\d"
    r"|\b(?:versions?|releases?|kernel|kubernetes|openshift|rke2?|rhel|ubuntu|sles|windows)\b"
    r"\s(?:server\s)?\d",
    re.IGNORECASE,
)


def _pairs(groups: Iterable[str]) -> frozenset[tuple[str, str]]:
    split = [group.split() for group in groups]
    return frozenset((a, b) for words in split for a in words for b in words if a != b)


def _forms() -> Iterable[str]:
    for base, forms in _FORMS.items():
        words = forms.split()
        yield base
        yield from (" ".join(words[at : at + 2]) for at in range(0, len(words), 2))


_OPPOSITES = _pairs((*_GROUPS, *_forms()))


def contrast(one: Variant, two: Variant) -> bool:
    """Whether two variants of a sentence cannot both be right of the same software."""
    a, b = one.norms, two.norms
    if one.first.unit.kind != "prose":
        return False
    if _NOT in (a, b) and () in (a, b):
        return True
    if len(a) != 1 or len(b) != 1:
        return False
    if _is_of_content(one, two):
        return False
    if a[0].isdigit() and b[0].isdigit():
        texts = [side.first.unit.text for side in (one, two)]
        return not any(_DATED.search(text) or _CALCULATED.search(text) for text in texts)
    return (a[0], b[0]) in _OPPOSITES and not _is_normative(one, two)


def turns(one: Variant, two: Variant) -> bool:
    """Whether one of two contrasting variants says the opposite, and not another number or duty."""
    said = {*one.norms, *two.norms}
    return not said & (_MODAL | _MEASURES) and not any(map(str.isdigit, said))


def _is_normative(one: Variant, two: Variant) -> bool:
    """Whether a standard says what its readers MUST do: each of its versions chose the word."""
    return any(side.words.isupper() and side.norms[0] in _MODAL for side in (one, two))


def _is_of_content(one: Variant, two: Variant) -> bool:
    """Whether two counts are those of sections that do not have as many lines, or of two lists."""
    if not all(norm.isdigit() or norm in _NUMERALS for norm in one.norms + two.norms):
        return False
    return _lines_of_section(one.first) != _lines_of_section(two.first) or any(
        one.first.unit.text.count(sign) != two.first.unit.text.count(sign) for sign in ",`"
    )


def _lines_of_section(copy: UnitCopy) -> int:
    """How many lines the section around a unit has that are not blank."""
    page, start = copy.page, copy.unit.start
    above = [each.span.start for each in page.headings if each.span.start <= start]
    below = [each.span.start for each in page.headings if each.span.start > start]
    text = page.source.text[max(above, default=0) : min(below, default=len(page.source.text))]
    return sum(map(bool, map(str.strip, text.splitlines())))
