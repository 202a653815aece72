"""Labels of code blocks that name another language than the block is in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.language import LABELS, PROMPT
from docs_snippets.core.source import Span
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.mdx.page import Fence, Page

_MANIFEST = re.compile(r"(?:apiVersion|kind):\s+[\w./-]+\s*\Z")
_KEY = re.compile(r"[ \t]*(?:- )*[\w./\"'-]+:(?:[ \t]|$)|[ \t]*- ")
_FROM = re.compile(r"FROM [\w./:@$\[\]-]+(?: AS \w+)?\s*\Z")
_BUILD = re.compile(r"(?:COPY|RUN|ENTRYPOINT|CMD|ADD|WORKDIR)\s")
_DATA = frozenset(("yaml", "json"))


class WrongLabel(NamedTuple):
    """A label, where it is, and the one that the block should have."""

    label: str
    span: Span
    wanted: str


def wrong_labels(page: Page) -> Iterator[WrongLabel]:
    """The code blocks of a page that are surely in another language than their label says."""
    for fence in page.fences:
        label = fence.lang or ""
        kind = LABELS.get(label.lower())
        wanted = _language(fence, kind) if kind in ("shell", "yaml", "json") else ""
        if wanted:
            start = page.source.text.find(label, fence.span.start)
            yield WrongLabel(label, Span(start, start + len(label)), wanted)


def _language(fence: Fence, kind: str | None) -> str:
    """The label that a block should have; empty where its own may be right."""
    lines = [line for line in fence.content.text.split("\n") if line.strip()]
    comments = [line.lstrip("# \t") for line in lines if line.lstrip().startswith("#")]
    lines = [line for line in lines if not line.lstrip().startswith("#")]
    if not lines or any(map(_is_command, comments)):
        return ""  # a comment, or what is typed at the prompt of root
    if kind in _DATA and _FROM.fullmatch(lines[0]) and any(map(_BUILD.match, lines[1:])):
        return "dockerfile"
    if kind != "yaml" and _MANIFEST.fullmatch(lines[0]):
        return "yaml" if _is_manifest(lines) else ""
    if kind in _DATA and _is_command(lines[0]):
        alone = not any(map(_KEY.match, lines[1:])) and "<<" not in fence.content.text
        return "bash" if alone else ""
    return ""


def _is_manifest(lines: list[str]) -> bool:
    """Whether lines are those of an object, and nothing else."""
    keys = {line.partition(":")[0] for line in lines if line[:1].isalpha()}
    return {"apiVersion", "kind"} <= keys and not any(map(_is_command, lines))


def _is_command(line: str) -> bool:
    """Whether a line is a command of a program that is known."""
    prompt = PROMPT.match(line)
    words = line[prompt.end() if prompt else 0 :].split()
    return len(words) > 1 and words[0] in procedure_facts().commands and not words[1].endswith(":")
