"""The `style` of an element is text, and MDX expects an object.

This concerns elements of HTML in an MDX page. A component may take its `style` in any form, and
pages in plain Markdown keep HTML as it is typed.

## Why

The page parses, but the build fails when it renders the page: *The `style` prop expects a mapping
from style properties to values, not a string*.

## Example

```mdx
<img src="/img/map.png" alt="Map" style="width:600px" />
```

## Instead

```mdx
<img src="/img/map.png" alt="Map" style={{width: '600px'}} />
```

## When to ignore

Never on a page that is published: the build fails.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Edit
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Attribute, Page
from docs_snippets.resolution.page_names import is_rendered

_DECLARATION = re.compile(r"\s*(?P<property>-{0,2}[a-zA-Z][\w-]*)\s*:\s*(?P<value>[^;{}]+?)\s*")


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    if "style=" not in page.source.text or not is_rendered(page, facts):
        return
    for element in page.jsx:
        if not element.name[:1].islower() or "." in element.name:
            continue
        for attribute in element.attributes:
            if attribute.name == "style" and attribute.kind == "string":
                yield _finding(page, attribute)


def _finding(page: Page, attribute: Attribute) -> Finding:
    wanted = _as_object(attribute.value or "")
    hint = f"; write style={wanted}" if wanted else ""
    fix = (Edit(attribute.span, f"style={wanted}"),) if wanted else ()
    return Finding(attribute.span, f"style must be an object in MDX{hint}", fix=fix)


def _as_object(declarations: str) -> str:
    """The object that says what CSS declarations say; nothing where they are not plain ones."""
    entries = []
    for each in filter(str.strip, declarations.split(";")):
        found = _DECLARATION.fullmatch(each)
        if found is None or "'" in found["value"] or "\\" in found["value"]:
            return ""
        entries.append(f"{_property(found['property'])}: '{found['value']}'")
    return f"{{{{{', '.join(entries)}}}}}" if entries else ""


def _property(name: str) -> str:
    """The name of a CSS property as React spells it."""
    if name.startswith("--"):
        return f"'{name}'"
    first, *others = name.lower().removeprefix("-ms-").split("-")
    return first + "".join(map(str.capitalize, others))
