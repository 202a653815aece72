"""Whether a site changes the text of its pages before it is parsed, so that nobody knows it.

It does so with a function of its configuration, or with a loader that a plugin of its own puts
before all others for files of Markdown. Neither is run.
"""

import re
from collections.abc import Callable, Iterator

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.config_options import Options
from docs_snippets.docusaurus.local_plugins import local_script

_ADDS_LOADERS = re.compile(r"\bconfigureWebpack\b")
_FIRST = re.compile(r"\benforce[\"']?\s*:\s*[\"']pre[\"']")
_MARKDOWN = re.compile(r"\btest[\"']?\s*:[^\n]{0,100}\bmdx?\b")
_LONGEST = 2_000  # characters of a rule for loaders


def rewrites_sources(
    options: Options, source: Source, folder: str, read: Callable[[str], str | None]
) -> bool:
    """Whether a configuration, or a plugin that it names by path, changes pages; `folder` is the
    site's."""
    if "preprocessor" in options.keys("markdown"):
        return True
    return any(map(_adds_loader, (source.text, *_own_plugins(options, folder, read))))


def _own_plugins(options: Options, folder: str, read: Callable[[str], str | None]) -> Iterator[str]:
    for name, _ in options.entries("plugins"):
        yield local_script(name, folder, read) or ""


def _adds_loader(script: str) -> bool:
    rules = (_around(script, found.start()) for found in _FIRST.finditer(script))
    return bool(_ADDS_LOADERS.search(script)) and any(map(_MARKDOWN.search, rules))


def _around(script: str, position: int) -> str:
    """The object that a key at a position is of."""
    before = script[max(position - _LONGEST, 0) : position]
    after = script[position : position + _LONGEST]
    start, end = _to_brace(before[::-1], "}", "{"), _to_brace(after, "{", "}")
    return before[len(before) - start :] + after[:end]


def _to_brace(text: str, opening: str, closing: str) -> int:
    """How many characters come before the brace that closes what is open at the start."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return index
    return len(text)
