"""Values of settings in code blocks, and comments beside them that list the possible ones."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page

_ALTERNATIVES = re.compile(
    r"^[ \t]*(?:-[ ]+)?[A-Za-z]\w*:[ ]+(?P<quote>[\"']?)(?P<value>[A-Za-z][\w-]*)(?P=quote)"
    r"[ \t]+\#[ ]*(?P<listed>[A-Za-z][\w-]*(?:[ ]*\|[ ]*[A-Za-z][\w-]*)+)[ ]*(?:\(.*)?$",
    re.MULTILINE,
)
_SHORTEST = 3


class UnlistedValue(NamedTuple):
    """A value that is almost one of those that the comment beside it lists.

    A comment may also list the other values: `ClusterIP # LoadBalancer | NodePort`.
    """

    value: str
    span: Span
    listed: str


def unlisted_values(page: Page) -> Iterator[UnlistedValue]:
    """Values of settings beside a comment such as `# Enforce | Audit` that lists others."""
    for fence in page.fences:
        code = fence.content
        for found in _ALTERNATIVES.finditer(code.text) if "|" in code.text else ():
            listed = re.split(r"[ ]*\|[ ]*", found["listed"])
            if found["value"] not in listed and any(_is_near(found["value"], x) for x in listed):
                yield UnlistedValue(
                    found["value"], code.span(*found.span("value")), " | ".join(listed)
                )


def _is_near(value: str, listed: str) -> bool:
    one, other = value.lower(), listed.lower()
    if min(len(one), len(other)) < _SHORTEST:
        return False
    return one.startswith(other) or other.startswith(one) or edits(one, other) <= allowed_edits(one)
