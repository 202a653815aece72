"""The prompts of a shell that were copied with YAML typed there."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode

_PROMPT = re.compile(r"(?P<prompt>(?:[a-z]+ ){0,3}(?:heredoc|[bd]?quote)>)[ ]?\S")
"""What a shell shows while it reads on, as it is copied with a key."""


def copied_prompts(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """Each of them before an outermost key, and where it stands."""
    for each in root.children:
        if each.key_span and (found := _PROMPT.match(each.key or "")):
            yield Span(each.key_span.start, each.key_span.start + found.end("prompt")), found[1]
