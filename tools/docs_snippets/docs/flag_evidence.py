"""What speaks for a flag that the help on a page of the docs does not list.

Only pages are judged where the options are a list of their own, not help as a program prints it.
Their examples show flags that the list forgot, and a page that no other page of its folder names
may be left over.
"""

import posixpath
import re

from docs_snippets.core.source import Source
from docs_snippets.docs.pages import Pages
from docs_snippets.facts.help_pages import MARKS
from docs_snippets.facts.quote import Quote

_PRINTED = re.compile(r"^\s*Usage:", re.MULTILINE)
_FEWEST = 3
"""Other pages of a folder with the help of commands."""


def may_be_taken(pages: Pages, help_: Quote, command: str, flag: str) -> bool:
    """Whether a command may take a flag that its help leaves out."""
    page = pages.source(help_.path)
    if not help_.text.startswith("-") or not isinstance(page, Source):
        return False
    if _PRINTED.search(page.text):
        return False
    return _is_used(page.text, command, flag) or _may_be_left_over(pages, help_.path, command)


def _is_used(text: str, command: str, flag: str) -> bool:
    """Whether a line of the help page has the flag behind the command."""
    behind = rf"(?<![\w-]){re.escape(command)}[ \t](?:[^\n|;&]*[ \t])?{re.escape(flag)}(?![\w-])"
    return re.search(behind, text) is not None


def _may_be_left_over(pages: Pages, path: str, command: str) -> bool:
    """Whether no other help page of a folder names the command of one."""
    folder = posixpath.dirname(path)
    tree = pages.tree_of(path)
    beside = (each for each in pages.paths_of(tree) if posixpath.dirname(each) == folder)
    texts = [
        source.text
        for each in beside
        if each != path and isinstance(source := pages.source(each), Source)
    ]
    helps = [text for text in texts if any(mark in text for mark in MARKS)]
    file = posixpath.splitext(posixpath.basename(path))[0]
    named = re.compile(rf"(?<![\w-])(?:{re.escape(command)}|{re.escape(file)})(?![\w-])")
    return len(helps) >= _FEWEST and not any(map(named.search, texts))
