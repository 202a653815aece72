"""Commands and manifests for a platform, in a part of a page that is about another one.

The innermost part that names platforms counts: a tab by its label, a section by its heading, the
page by its title. It has to name one alone, and its text must not speak of the other.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.shell import Command
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.source import Span
from docs_snippets.facts.platforms import platform_facts
from docs_snippets.mdx.page import Page

_CMDLET = re.compile(
    r"(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:PS[^>\n]*>[ ]?)?(?:\$[\w:]+[ ]?=[ ]?)?"
    r"(?P<name>(?:Get|Set|New|Remove|Start|Stop|Restart|Invoke|Import|Export|Install|Uninstall"
    r"|Enable|Disable|Add|Test|Write|Out|Copy|Move|Rename|Expand|Compress|Register|Update)"
    r"-[A-Z][A-Za-z]+)(?:[ \t]+[^ \t:]|[ \t]*$)",
    re.MULTILINE,
)
"""A cmdlet on the first line of a block that is no comment."""
_PATH = re.compile(r"\$env:Path[ ]*\+?=[ ]*\"(?:\$env:Path)?(?P<sign>:)[A-Za-z]:\\", re.IGNORECASE)
_UNIX = frozenset(("bash", "sh", "shell", "zsh"))


class PlatformUse(NamedTuple):
    """What belongs to a platform, and the platform that the page is about, where it says so."""

    span: Span
    typed: str
    platform: str
    about: str
    said: Span


class ForeignCommand(NamedTuple):
    """A command of PowerShell in a block that is labelled as another shell's."""

    span: Span
    name: str
    label: str


class _Part(NamedTuple):
    """A part of a page: its whole, and what it is called."""

    span: Span
    title: str
    title_span: Span


def misplaced_uses(
    page: Page, commands: Iterable[Command], manifests: Iterable[Manifest]
) -> Iterator[PlatformUse]:
    """Uses of a platform in a part of the page that is about another one."""
    found = (*_programs(commands), *_values(manifests))
    parts = _parts(page) if found else []
    for span, typed, platform in found:
        around = [part for part in parts if part.span.start <= span.start < part.span.end]
        for part in sorted(around, key=lambda each: each.span.end - each.span.start):
            named = platform_facts().named_in(part.title, platform)
            if not named:
                continue
            spoken = named | platform_facts().named_in(_prose(page, part.span), platform)
            if len(named) == 1 and platform not in spoken:
                about = min(named)
                yield PlatformUse(span, typed, platform, about, part.title_span)
            break


def foreign_commands(page: Page) -> Iterator[ForeignCommand]:
    """Commands of PowerShell that a block begins with whose label is another shell's."""
    for fence in page.fences:
        label = (fence.lang or "").lower()
        found = _CMDLET.match(fence.content.text) if label in _UNIX else None
        if found:
            yield ForeignCommand(fence.content.span(*found.span("name")), found["name"], label)


def foreign_separators(page: Page) -> Iterator[Span]:
    """Colons between the folders of `Path` in PowerShell, which has semicolons there."""
    for fence in page.fences:
        for found in _PATH.finditer(fence.content.text):
            yield fence.content.span(*found.span("sign"))


def _programs(commands: Iterable[Command]) -> Iterator[tuple[Span, str, str]]:
    for command in commands:
        platform = platform_facts().of_program(command.name)
        if platform and command.words[1:]:
            yield command.words[0].span, command.name, platform


def _values(manifests: Iterable[Manifest]) -> Iterator[tuple[Span, str, str]]:
    for manifest in manifests:
        for node in nodes(manifest.root):
            platform = platform_facts().of_value(node.key or "", node.value)
            if platform:
                yield node.span, node.value, platform


def _parts(page: Page) -> list[_Part]:
    end = len(page.source.text)
    title = page.front_matter.get("title")
    parts = [_Part(Span(0, end), title, Span(0, 0))] if isinstance(title, str) else []
    for at, heading in enumerate(page.headings):
        below = (each for each in page.headings[at + 1 :] if each.depth <= heading.depth)
        stop = next((each.span.start for each in below), end)
        whole = Span(0, end) if heading.depth == 1 and at == 0 else Span(heading.span.start, stop)
        parts.append(_Part(whole, heading.text, heading.text_span))
    for element in page.jsx:
        if element.name == "TabItem":
            label = next((each for each in element.attributes if each.name == "label"), None)
            if label is not None and label.value:
                parts.append(_Part(element.span, label.value, label.span))
    return parts


def _prose(page: Page, span: Span) -> str:
    """The text of a part without its code blocks."""
    pieces, at = [], span.start
    for fence in page.fences:
        if span.start <= fence.span.start < span.end:
            pieces.append(page.source.text[at : fence.span.start])
            at = fence.span.end
    pieces.append(page.source.text[at : span.end])
    return "\n".join(pieces)
