"""The address of a link or image is no URL: its scheme is misspelled, or its slashes are.

A path needs one slash, too, behind a variable that has the beginning of an address
(`$[manifestsUrl]/orbit.yaml`). The addresses of one list have one scheme
(`https://a:2379,https://b:2379`).

## Why

A browser takes such an address as a path on the same site, or cannot open it. The build does not
check it.

## Example

```mdx
See [the guide](https:/example.com/guide).
```

## Instead

```mdx
See [the guide](https://example.com/guide).
```

## When to ignore

When the address belongs to a scheme of your own.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Edit, Span
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z]{3,7})(?P<colons>[:;]*)(?P<slashes>/*)(?=[\w\[$])")
_TWICE = re.compile(r"https?://(?=(?:https?|htps?|ttps?)(?::/?/?|//)\w)")
_SLASHES = _TWO = 2
_LIST = re.compile(r"https?://[\w.\[\]$(){}:-]+(?:,https?://[\w.\[\]$(){}:-]+)+")
_LOCAL = re.compile(r"//(?:localhost|127\.|\[::1)")
_OF_LIST = re.compile(r"(https?)://")
_AFTER_VARIABLE = re.compile(r"\$\[[\w.]*(?i:url)\](?P<joint>/{2,}(?=\w)|(?=[A-Za-z][\w-]*/))")
"""A path behind a variable with an address, without the slash between them or with two."""


@rule(Severity.ERROR, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    for span, url in (*_addresses(page), *_typed(page, examples)):
        wanted = _meant(url)
        if wanted:
            at = page.source.text.find(url, span.start, span.end)
            place = Span(at, at + len(url)) if at >= 0 else span
            fix = (Edit(place, wanted),) if at >= 0 else ()
            yield Finding(
                place, f"malformed URL {_head(url)!r}; expected {_head(wanted)!r}", fix=fix
            )
    for each in page.fences:
        for found in _LIST.finditer(each.content.text) if "://" in each.content.text else ():
            schemes = [] if _LOCAL.search(found[0]) else _OF_LIST.findall(found[0])
            odd = [scheme for scheme in schemes if schemes.count(scheme) == 1]
            if len(set(schemes)) > 1 and (len(odd) == 1 or len(schemes) == _TWO):
                at = found.start() + found[0].index(f"{odd[-1]}://")
                span = each.content.span(at, at + len(odd[-1]))
                message = f"the addresses of this list mix {' and '.join(sorted(set(schemes)))}"
                yield Finding(span, message, severity=Severity.WARNING)
    for found in _AFTER_VARIABLE.finditer(page.source.text):
        typed, joint = found[0].removesuffix(found["joint"]), Span(*found.span("joint"))
        many = "two slashes" if found["joint"] else "no slash"
        message = f"{many} after {typed!r}; expected one"
        yield Finding(Span(*found.span()), message, fix=(Edit(joint, "/"),))


def _addresses(page: Page) -> Iterator[tuple[Span, str]]:
    yield from ((each.span, each.url) for each in page.links if each.kind == "inline")
    yield from ((each.span, each.url) for each in page.images)
    yield from ((each.span, each.url) for each in page.definitions)


def _typed(page: Page, examples: PageExamples) -> Iterator[tuple[Span, str]]:
    """Addresses in commands."""
    for command in examples.commands(page):
        for word in command.words[1:]:
            if ":/" in word.value and word.value == page.source.slice(word.span):
                yield word.span, word.value


def _meant(url: str) -> str:
    """The address that was meant; nothing for one that is well-formed, or a path."""
    if found := _TWICE.match(url):
        return _meant(url[found.end() :]) or url[found.end() :]
    found = _SCHEME.match(url)
    if found is None or not (found["colons"] or found["slashes"]):
        return ""
    scheme = found["scheme"].lower()
    marked = len(found["colons"]) + len(found["slashes"]) > 1
    if found["colons"] == ":" and len(found["slashes"]) == _SLASHES and scheme in ("http", "https"):
        return ""
    near = "https" if scheme.endswith("s") else "http"
    if (
        not marked
        or scheme[-1] not in "ps"
        or edits(scheme, near) > 1
        or not _is_host(url[found.end() :])
    ):
        return ""
    return f"{near}://{url[found.end() :]}"


def _is_host(rest: str) -> bool:
    """Whether an address goes on with the name of a host."""
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return "." in host.strip(".") or host.startswith(("localhost", "$["))


def _head(url: str) -> str:
    """An address as far as a message shows it."""
    return url if len(url) <= 40 else url[:40] + "…"
