"""Variables that a block passes on under their own names, but for one: `-e A=${A} -e B=${A}`."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.object_references import Mismatch
from docs_snippets.mdx.page import Page

_PASSED = re.compile(
    r"(?<![\w$])(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=\"?\$(?P<brace>\{)?"
    r"(?P<value>[A-Z][A-Z0-9_]*)(?(brace)\})(?![\w.:/-])"
)
_FEWEST = 3
"""Variables that are passed on under their own names."""


def swapped_variables(page: Page) -> Iterator[Mismatch]:
    """Variables that are given the value of another one, which is passed on under its own name."""
    for fence in page.fences:
        found = list(_PASSED.finditer(fence.content.text))
        own = {each["value"] for each in found if each["name"] == each["value"]}
        others = [each for each in found if each["name"] != each["value"]]
        if len(own) < _FEWEST or len(others) != 1 or others[0]["value"] not in own:
            continue
        name, value = others[0]["name"], others[0]["value"]
        if name not in own:
            first = next(each for each in found if each["name"] == each["value"] == value)
            message = f"{name!r} is given the value of {value!r}; did you mean {name!r}?"
            span, place = others[0].span("value"), first.span()
            yield Mismatch(
                fence.content.span(*span), message, fence.content.span(*place), "its own place"
            )
