"""The language of a code block is misspelled.

Only names that are almost those of common languages are reported: sites can add languages of their
own.

## Why

The site shows the block without colors, and what depends on the language does not work: a copied
prompt, the title of a terminal, and the checks of this program.

## Example

````mdx
```ymal
replicas: 2
```
````

## Instead

````mdx
```yaml
replicas: 2
```
````

## When to ignore

When the site defines the language.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.linting.rule import Finding, replacement, rule
from docs_snippets.mdx.page import Page

# https://prismjs.com/#supported-languages, those of four letters or more that are common in docs
_LANGUAGES = frozenset(
    "bash shell console powershell batch yaml json json5 jsonc toml diff text plain plaintext "
    "markdown html javascript typescript python java kotlin golang rust ruby perl clojure scala "
    "swift graphql dockerfile docker makefile nginx properties promql mermaid protobuf proto rego "
    "groovy output http httpspec latex less sass scss excel julia haskell erlang elixir csharp "
    "cpp fsharp objectivec vbnet shell-session terminal editorconfig hocon regex systemd vim wasm "
    "solidity apacheconf cmake terraform jinja2 handlebars liquid smarty twig java jsx tsx".split()
)
_SHORTEST = 4
_OF_OTHERS = frozenset(("jsonl", "jsonp", "tests", "rush", "dash", "hash"))
"""Words that are no misspelling."""


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for fence in () if page.script else page.fences:
        lang = fence.lang or ""
        if len(lang) < _SHORTEST or lang.lower() in _LANGUAGES or not lang.isalpha():
            continue
        near = [each for each in _LANGUAGES if len(each) >= _SHORTEST and edits(lang, each, 2) == 1]
        if len(near) == 1 and lang not in _OF_OTHERS:
            start = page.source.text.find(lang, fence.span.start, fence.span.end)
            span = Span(start, start + len(lang))
            message = f"no language {lang!r}; did you mean {near[0]!r}?"
            yield Finding(span, message, fix=replacement(page, span, lang, near[0]))
