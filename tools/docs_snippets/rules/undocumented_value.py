"""The page uses a special value, such as `0` or `-1`, that this version does not document.

Special values are `0` for a port, `-1`, and the empty value. Reported are sentences that give such
a value a meaning, and settings of a value that the reference does not explain. A value is
documented by a sentence of the reference, as the default, or as one of the listed values. A range
that contains the value does not give it a meaning.

## Why

A value that turns a feature off in the newest version may be an ordinary value in an older one: the
process rejects it, or listens on a random port.

## Example

```mdx
Set `bpfKubeProxyHealthzPort` to `0` to disable the health check server.
```

## Instead

Use a value that this version documents. The same sentence is correct in versions whose reference
documents the value.

```mdx
Set `bpfKubeProxyHealthzPort` to a port that nothing on the node uses.
```

## When to ignore

When you know that the software of this version accepts the value and the reference is outdated.
Correct the reference in that case, or add the value under `overrides` in `versions.yaml`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.core.diagnostics import Confidence, Severity
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.value_check import check_value
from docs_snippets.facts.value_schema import BooleanType, DurationType, IntegerType
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import sentences, special_meanings
from docs_snippets.resolution.parameter_names import ParameterUse, is_port, uses


class SpecialUse(NamedTuple):
    """A special value of a parameter, where it stands; whether the words give it a meaning."""

    parameter: Parameter
    value: str
    span: Span
    meaning: bool


@rule(Severity.ERROR, prose=True)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    known = [use for use in uses(page, facts) if use.parameter]
    said = [*_set(known), *_explained(page, known)]
    for one in sorted({each.span: each for each in said}.values(), key=lambda each: each.span):
        parameter, value = one.parameter, one.value
        if parameter.documented(value) or parameter.unread_about(value):
            continue
        if not one.meaning and check_value(parameter, number_of(value)):
            continue  # outside the range altogether, which is another rule's business
        shown = repr(value) if value else "an empty value"
        does = "gives no meaning to" if one.meaning else "does not document"
        message = (
            f"the reference of {parameter.name!r} {does} {shown}, or it is older than this page"
        )
        note = parameter.quote.note(f"{parameter.name} is documented here, without {shown}")
        sure = Confidence.HIGH if is_port(parameter) else Confidence.MEDIUM
        yield Finding(one.span, message, (note,), sure)


def _set(known: list[ParameterUse]) -> Iterator[SpecialUse]:
    """Settings of a value that has to be special for its parameter."""
    for setting, parameter, _ in known:
        if parameter is None or setting.value_span is None or setting.value is None:
            continue
        zero_port = is_port(parameter) and setting.value == "0"
        if zero_port or (isinstance(parameter.yaml_schema, IntegerType) and setting.value == "-1"):
            yield SpecialUse(parameter, setting.value, setting.value_span, False)


def _explained(page: Page, known: list[ParameterUse]) -> Iterator[SpecialUse]:
    """Sentences that give a special value of the one parameter they are about a meaning."""
    rows = [Span(row[0].span.start, row[-1].span.end) for t in page.tables for row in t.rows if row]
    for text in page.texts if known else ():
        above = bisect_right(rows, text.span.start, key=lambda row: row.start) - 1
        row = rows[above] if above >= 0 and text.span.start < rows[above].end else text.span
        about = _subject(_within(known, row), None) if text.kind == "cell" else None
        for sentence in sentences(text):
            about = _subject(_within(known, sentence.span(0, len(sentence.text))), about)
            if about is None or isinstance(about.yaml_schema, BooleanType):
                continue
            for value, start, end in special_meanings(sentence):
                if value or not isinstance(about.yaml_schema, IntegerType | DurationType):
                    yield SpecialUse(about, value, sentence.span(start, end), True)


def _subject(named: Iterable[ParameterUse], before: Parameter | None) -> Parameter | None:
    """The one parameter that is named; the one before where none is, and none for several."""
    found = {use.parameter.name: use.parameter for use in named if use.parameter}
    return next(iter(found.values())) if len(found) == 1 else None if found else before


def _within(known: list[ParameterUse], place: Span) -> list[ParameterUse]:
    first, last = (
        bisect_left(known, at, key=lambda use: use.setting.name_span.start) for at in place
    )
    return known[first:last]
