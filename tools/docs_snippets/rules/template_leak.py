"""The page shows a variable in the syntax of another template language, or a tag of one.

`{{ site.prodname }}`, `${prodname}`, `[prodname]` and `$[prodname` without its end are reported if
`prodname` is a variable of this version, and so are tags of Liquid such as `{% include … %}`. If
the site has no variables, nothing is reported. Unknown names in `$[…]` are reported by
`unknown-variable`.

## Why

The build replaces `$[name]` only. The reader sees the token, often in a command to copy. Most such
tokens come from pages that were moved from another site generator.

## Example

````mdx
```bash
helm install {{ site.prodname }} projectcalico/tigera-operator
```
````

## Instead

````mdx
```bash
helm install $[prodname] projectcalico/tigera-operator
```
````

## When to ignore

When the page explains the other template language.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page
from docs_snippets.prose.template_leaks import template_leaks


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    known = facts.variables
    if known is None or not known.names or page.script:
        return
    for leak in template_leaks(page, known):
        meant = f"$[{leak.name}]"
        hint = f"; expected {meant!r}" if leak.name else ""
        fix = replacement(page, leak.span, leak.text, meant) if leak.name else ()
        message = f"{leak.text!r} is not replaced on this site{hint}"
        yield Finding(leak.span, message, fix=fix)
