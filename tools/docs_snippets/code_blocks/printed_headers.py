"""Headers of printed tables, held against the columns that the command names, and each other."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.code_blocks.printed_tables import WrongOutput
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Excerpt
from docs_snippets.mdx.page import Page

_CUSTOM = re.compile(r"custom-columns=(?P<columns>[^{}]*)")
_COLUMN = re.compile(r"(?P<name>[\w -]+):[^:,]*")
_HEADER = re.compile(
    r"^[ \t]*(?P<names>[A-Z][A-Z0-9()/_-]*(?: [A-Z()]+)*"
    r"(?:(?: {2,}|\t+)[A-Z][A-Z0-9()/_-]*(?: [A-Z()]+)*)+)[ \t]*$",
    re.MULTILINE,
)
_GAP = re.compile(r" {2,}|\t+")
_SHORTEST = 4
_MOST = 40
"""Headers of a page that are compared."""


def wrong_custom_columns(call: Call, output: Excerpt) -> Iterator[WrongOutput]:
    """A header that is not made of the columns that the command names."""
    for value in call.values("-o", "--output"):
        custom = _CUSTOM.fullmatch(value)
        parts = custom["columns"].split(",") if custom else []
        found = [_COLUMN.fullmatch(part) for part in parts]
        names = [each["name"] for each in found if each]
        line = output.text.lstrip("\n").partition("\n")[0]
        shown = line.split()
        if not names or len(names) != len(parts) or shown == " ".join(names).split():
            continue
        if len(shown) == len(names) and shown[0].isupper() and set(shown) & set(names):
            other = next(one for one, name in zip(shown, names, strict=True) if one != name)
            start = output.text.index(line) + line.index(other)
            wanted = names[shown.index(other)]
            message = f"the command above names the column {wanted!r}, not {other!r}"
            yield WrongOutput(message, output.span(start, start + len(other)))


class _Header(NamedTuple):
    """The columns of a table, and where they are."""

    columns: tuple[str, ...]
    output: Excerpt
    start: int
    text: str


def misspelled_headers(page: Page) -> Iterator[WrongOutput]:
    """Columns that are nearly those of another table of the page with the same other columns."""
    headers = list(_headers(page))
    for each in headers:
        for at, name in enumerate(each.columns):
            beside = (*each.columns[:at], *each.columns[at + 1 :])
            meant = {
                other.columns[at]
                for other in headers
                if len(other.columns) == len(each.columns)
                and (*other.columns[:at], *other.columns[at + 1 :]) == beside
            } - {name}
            if len(meant) == 1 and _is_odd(name, headers):
                wanted = meant.pop()
                if len(name) >= _SHORTEST and edits(name, wanted) <= allowed_edits(name):
                    start = each.start + each.text.index(name)
                    message = f"other tables of this page have the column {wanted!r}, not {name!r}"
                    yield WrongOutput(message, each.output.span(start, start + len(name)))


def _headers(page: Page) -> Iterator[_Header]:
    for fence in page.fences:
        for found in _HEADER.finditer(fence.content.text):
            columns = tuple(_GAP.split(found["names"].strip()))
            if len(columns) > 2:
                yield _Header(columns, fence.content, found.start("names"), found["names"])


def _is_odd(name: str, headers: Sequence[_Header]) -> bool:
    """Whether one table alone has a column, of a few tables that are compared."""
    return len(headers) <= _MOST and sum(name in each.columns for each in headers) == 1
