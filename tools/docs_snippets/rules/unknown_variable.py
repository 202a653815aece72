"""A `$[name]` token names a variable that this tree does not define.

A variable counts as defined when it is in the tree's variables or in those of the whole site, also
where its value is empty or cannot be worked out. Partials are looked at when some page shows them.

## Why

The build leaves the token as it is, and the reader sees `$[name]`, often in a command to paste.

## Example

```mdx
Install $[prodnam].
```

## Instead

```mdx
Install $[prodname].
```
"""

from collections.abc import Iterator
from difflib import get_close_matches

from docs_snippets.diagnostics import Severity
from docs_snippets.facts.variables import Missing
from docs_snippets.page import Page
from docs_snippets.partials import is_shown
from docs_snippets.rule import Finding, rule
from docs_snippets.site import Site


@rule(Severity.ERROR, reads="site")
def check(page: Page, site: Site) -> Iterator[Finding]:
    known = site.variables
    if known is None:
        return
    for variable in page.variables:
        if variable.where == "comment" or not isinstance(known.lookup(variable.name), Missing):
            continue
        if not is_shown(page.path, site.docs):
            return
        close = get_close_matches(variable.name, known.names, n=1, cutoff=0.75)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        message = f"variable {variable.name!r} is not defined for this tree{hint}"
        yield Finding(variable.span, message)
