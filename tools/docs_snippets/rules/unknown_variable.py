"""The page uses a variable (`$[name]`) that this version does not define.

Variables are defined by the version or by the whole site. A variable whose value is empty or cannot
be determined counts as defined. Partials are checked if a page shows them. `$(name)`, and a name
with spaces in the brackets, are reported in prose if the name is a known one.

## Why

The build does not replace the token. The reader sees `$[name]`, often in a command to copy.

## Example

```mdx
Install $[prodnam].
```

## Instead

```mdx
Install $[prodname].
```

## When to ignore

When the page shows the token on purpose, for example in a guide for writers.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import is_shown
from docs_snippets.facts.variables import MissingVariable, Variables
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words
from docs_snippets.resolution.link_suggestions import Suggestions

_OTHERWISE = re.compile(r"\$\((?P<name>[\w.-]{5,})\)|\$\[\s*(?P<loose>[\w.-]{5,})\s*\]")


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    known = docs.facts.at(page.path).variables
    if known is None:
        return
    yield from _in_other_brackets(page, known)
    hints = Suggestions()
    for variable in page.variables:
        if variable.where == "comment" or not isinstance(
            known.lookup(variable.name), MissingVariable
        ):
            continue
        if not is_shown(page.path, docs.pages):
            return
        meant = hints.of(variable.name, len(known.names), partial(_near, variable.name, known))
        hint = f"; did you mean '$[{meant}]'?" if meant else ""
        message = f"'$[{variable.name}]' is not defined in this tree{hint}"
        name = Span(variable.span.start + len("$["), variable.span.end - len("]"))
        typed = page.source.slice(name) == variable.name
        fix = (Edit(name, meant),) if meant and typed else ()
        yield Finding(variable.span, message, fix=fix)


def _near(name: str, known: Variables) -> str:
    """The variable that a name may have meant."""
    close = get_close_matches(name, known.names, n=1, cutoff=0.75)
    return close[0] if close else ""


def _in_other_brackets(page: Page, known: Variables) -> Iterator[Finding]:
    for text in page.texts:
        for found in _OTHERWISE.finditer(plain_words(text)) if "$" in text.prose.text else ():
            name = found["name"] or found["loose"]
            if name in known and found[0] != f"$[{name}]":
                message = f"{found[0]!r} is not a variable; expected '$[{name}]'"
                span = text.prose.span(*found.span())
                typed = page.source.slice(span) == found[0]
                fix = (Edit(span, f"$[{name}]"),) if typed else ()
                yield Finding(span, message, fix=fix)
