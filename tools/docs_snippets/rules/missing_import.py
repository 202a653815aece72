"""An import names a file that does not exist, or the page uses a component that it does not import.

`@site/…` starts at the folder of the site's configuration, `./` and `../` at the page, `/` at the
static files or the site's folder. Packages and the theme's own components are not checked, and
neither are folders that the checkout lacks or partials that no page shows. A component without an
import is reported if every other page that uses it imports it, or if nothing defines it: neither
the page nor the components that the site's theme gives every page; or if its name is almost that of
a component which the page imports for nothing, or which other pages use, while none uses this one.

## Why

The site cannot be built with this page. In a version that is not built yet, the mistake stays
hidden until the release.

## Example

```mdx
import Ports from './_includes/_ports.mdx';

<Ports />
```

## Instead

Correct the path, or add the file.

```mdx
import releases from './releases.json';

The newest is {releases[0].title}.
```

## When to ignore

When a build step creates the file before the site is built.
"""

from collections.abc import Iterator
from functools import partial

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.partials import is_shown
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Jsx, Page
from docs_snippets.resolution.link_suggestions import Suggestions, hint, near_file, replacement
from docs_snippets.resolution.link_targets import imported
from docs_snippets.resolution.page_names import is_rendered, undefined_components
from docs_snippets.resolution.unimported_components import (
    misspelled_components,
    nearly_imported,
    otherwise_named,
    unimported_components,
)


@rule(Severity.ERROR, reads="site")
def check(page: Page, docs: Docs) -> Iterator[Finding]:
    hints, pages = Suggestions(), len(docs.pages.paths())
    for each in page.imports:
        target = imported(page, docs, each.source)
        if target.path is None and target.known and is_shown(page.path, docs.pages):
            meant = hints.of(each.source, pages, partial(near_file, page, docs, each.source))
            message = f"cannot import {each.source!r}: no such file{hint(meant)}"
            fix = replacement(page.source, each.source_span, each.source, meant)
            yield Finding(each.source_span, message, fix=fix)
    for each, name, own in otherwise_named(page):
        message = f"{name!r} is imported from the file of {own!r}"
        yield Finding(each.source_span, message)
    told = set[str]()
    for element, message in _components(page, docs):
        if element.name not in told:
            told.add(element.name)
            yield Finding(_name(element), message)
    yield from _undefined(page, docs, told)


def _components(page: Page, docs: Docs) -> Iterator[tuple[Jsx, str]]:
    """Components that other pages import, or that have nearly the name of another one."""
    for element, meant in nearly_imported(page):
        yield element, f"<{element.name}> is not imported; did you mean <{meant}>?"
    for element in unimported_components(page, docs.pages):
        message = "is not imported here; every other page that uses it imports it"
        yield element, f"<{element.name}> {message}"
    for element, meant in misspelled_components(page, docs.pages):
        yield element, f"no other page uses <{element.name}>; did you mean <{meant}>?"


def _name(element: Jsx) -> Span:
    """The bracket and the name of an element's first tag."""
    return Span(element.open_span.start, element.open_span.start + len(element.name) + 1)


def _undefined(page: Page, docs: Docs, told: set[str]) -> Iterator[Finding]:
    """Components that neither the page nor the site defines."""
    if not is_rendered(page, docs.facts.at(page.path)):
        return
    for each in undefined_components(page, docs):
        if each.name not in told and is_shown(page.path, docs.pages):
            yield Finding(each.span, f"<{each.name}> is neither imported nor defined")
