"""Variables of the site in the syntax of another template language, and tags of one.

A name counts if the site has a variable of that name, so that examples of templates are quiet. In
the syntax of shells and of links, it must be a long one that the page does not define itself.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docs_snippets.core.source import Excerpt, Span, excerpt
from docs_snippets.facts.variables import TOKEN, Variables
from docs_snippets.mdx.page import Page

_NAME = r"(?P<name>[A-Za-z_][\w-]*)"
# Each form of a variable, and what all such text has.
_FORMS = (
    ("{{", re.compile(r"\{\{-?[ ]?(?:site\.|page\.|include\.)?" + _NAME + r"[ ]?-?\}\}")),
    ("$[", re.compile(r"\$\[[ ]*" + _NAME + r"(?:[ ]+\]|[})](?!\])|(?=[\s/:,;\"'<]|\Z))")),
    ("$", re.compile(r"\$\{?" + _NAME + r"\](?!\])")),
)
_LOOSE_FORMS = (
    ("${", re.compile(r"(?<![\\$])\$\{" + _NAME + r"\}")),
    ("[", re.compile(r"(?<![\w$\]\[!)\\.\"'/])\[" + _NAME + r"\](?![(\[:\w\"'])")),
)
_OF_SITE = (
    "{{",
    re.compile(r"\{\{-?[ ]?(?:site|page|include)\.[A-Za-z_][\w.-]*[ ]?-?\}\}"),
)
_TAG = (
    "{%",
    re.compile(
        r"\{%-?[ ]*(?:include|includes|endif|raw|endraw|assign|capture|endcapture|highlight"
        r"|endhighlight|endfor|tab|tabs|endtab|endtabs)\b[^%\n]{0,200}%\}"
    ),
)
_LOOSE = re.compile(r"\$\[[ ]|\$\[[^\]\n$]*[ ]\]")
"""A variable with spaces around its name, which another rule reports in texts."""
_DEFINED = re.compile(r"(?<![\w-])(?P<name>[\w-]+)\s*=|\[(?=(?P<label>[\w-]+)\]:)")
_SHORTEST = 8
_MOST_PARTS = 20
"""Of a name with hyphens: each part may be where the name of a variable starts."""


class TemplateLeak(NamedTuple):
    """What is left of a template, and the name of the variable that it means, if one is known."""

    text: str
    span: Span
    name: str


def template_leaks(page: Page, known: Variables) -> Iterator[TemplateLeak]:
    """What is left of templates in the texts, the code and the front matter of a page."""
    is_meant = _meaning(page)
    for text in _texts(page):
        for start, end, name in _found(text.text, known, is_meant):
            yield TemplateLeak(text.text[start:end], text.span(start, end), name)


def _texts(page: Page) -> Iterator[Excerpt]:
    yield from (fence.content for fence in page.fences)
    yield from (text.prose for text in page.texts if not _LOOSE.search(text.prose.text))
    for block in page.blocks[:1]:
        if block.kind == "front-matter":
            yield excerpt([(page.source.slice(block.span), block.span.start)])


def _found(
    text: str, known: Variables, is_meant: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    for mark, form in (*_FORMS, *_LOOSE_FORMS):
        for found in form.finditer(text) if mark in text else ():
            name = found["name"]
            token = TOKEN.match(text, found.start())
            plain = name in known and (token is None or token[0] == found[0])
            if plain and ((mark, form) not in _LOOSE_FORMS or is_meant(name)):
                yield *found.span(), name
    for mark, form in (_OF_SITE, _TAG):
        for found in form.finditer(text) if mark in text else ():
            if found[0].strip("{} -").rpartition(".")[2] not in known:
                yield *found.span(), ""


def _meaning(page: Page) -> Callable[[str], bool]:
    """Tells whether a name in the syntax of shells or links is that of a variable of the site."""
    own: set[str] = set()

    def is_meant(name: str) -> bool:
        if len(name) < _SHORTEST:
            return False
        if not own:
            own.update(_own_names(page.source.text), [""])  # never empty, so that it is made once
        return name not in own

    return is_meant


def _own_names(text: str) -> Iterator[str]:
    """Names that a page defines itself, as a shell does or as the label of a link."""
    for found in _DEFINED.finditer(text):
        yield found["label"] or ""
        parts = (found["name"] or "").split("-")[-_MOST_PARTS:]
        yield from ("-".join(parts[start:]) for start in range(len(parts)))
