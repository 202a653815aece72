"""A name that only this page has is almost one that other pages of its version use.

Names are words that do not occur in prose: they have underscores, hyphens, capitals inside, or a
domain in front. They are compared with names on two other pages, or on one page of the reference,
and with the labels and annotations of Kubernetes. A file at the end of an address is a name, too.
A name is reported if one part of it has a typo and no other page has that part in any word; if its
parts are those of a metric in another order; or if it differs from a label in its hyphens alone. So
is an environment variable in a table whose other rows have a prefix and the name of the parameter
there, and a name that the code of a page has once, with a typo of one that the page has twice or
more.

## Why

A reader who copies the name gets an error, or a setting that nothing reads.

## Example

````mdx
Request the device `nvida.com/gpu`.
````

````mdx devices.mdx
A device plugin serves `nvidia.com/gpu`.
````

````mdx quotas.mdx
Limit `nvidia.com/gpu` for each namespace.
````

## Instead

````mdx
Request the device `nvidia.com/gpu`.
````

````mdx devices.mdx
A device plugin serves `nvidia.com/gpu`.
````

````mdx quotas.mdx
Limit `nvidia.com/gpu` for each namespace.
````

## When to ignore

When both names exist.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.table_patterns import odd_variables
from docs_snippets.resolution.odd_names import OddNames, places

_CALLED = re.compile(
    r"\b(?:spell(?:ed|ing|ings|t)?|alias(?:es|ed)?|synonyms?|also (?:called|known|named|writ)"
    r"|alternative|same as|equivalent|formerly|previously|renamed|deprecated|legacy|old name)\b",
    re.IGNORECASE,
)


@rule(Severity.WARNING, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    told: set[str] = set()
    for odd in docs.pages.derived(OddNames).of(page.path):
        for place in places(page.source.text, odd.name):
            span = Span(*place)
            if _goes_on_below(page, span, odd.meant.removeprefix(odd.name)):
                continue
            if odd.meant in page.source.text and _is_other_name(page, span):
                continue
            told.add(odd.name)
            name, meant = odd.name.removeprefix("/"), odd.meant.removeprefix("/")
            message = f"only this page has {name!r}; did you mean {meant!r}?"
            yield Finding(span, message, fix=replacement(page, span, name, meant))
    for twin in docs.facts.examples.twin_names(page):
        if twin.name not in told and not _is_other_name(page, twin.span):
            message = f"the page has {twin.name!r} only here; did you mean {twin.meant!r}?"
            fix = replacement(page, twin.span, twin.name, twin.meant)
            yield Finding(twin.span, message, fix=fix)
    for each in odd_variables(page):
        message = f"the other rows of this table suggest {each.meant!r}, not {each.name!r}"
        fix = replacement(page, each.span, each.name, each.meant)
        yield Finding(each.span, message, fix=fix)


def _is_other_name(page: Page, name: Span) -> bool:
    """Whether the line says that a name is another one for what the page calls otherwise."""
    return _CALLED.search(page.source.line(page.source.line_of(name.start))) is not None


def _goes_on_below(page: Page, name: Span, rest: str) -> bool:
    """Whether the width of a column cut the name, and its rest is in the line below."""
    source = page.source
    number = source.line_of(name.start)
    if number >= len(source.line_starts):
        return False
    line, start = source.line(number), source.line_span(number).start
    cell = line.rfind(" ", 0, name.start - start) + 1
    ends = not line[name.end - start : name.end - start + 1].strip()
    return ends and bool(rest) and source.line(number + 1)[cell:].split(" ")[0] == rest
