"""Names in a table that do not follow from another cell of their row as those of other rows do.

`logSeverity | APP_LOGSEVERITY`: the name of a variable is a prefix and that of the parameter.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.facts.fact_records import VARIABLE
from docs_snippets.mdx.page import Cell, Page, Table

_NAME = re.compile(r"[A-Za-z][\w.-]*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD = re.compile(r"[^A-Za-z0-9]+")
_FEWEST = 5  # rows that follow a pattern
_SHARE = 0.8  # of the rows with such names
_ODD = 2  # letters that a misspelled name has otherwise


class OddVariable(NamedTuple):
    """A name of a table, where it is, and the one that its row makes expect."""

    name: str
    span: Span
    meant: str


def odd_variables(page: Page) -> Iterator[OddVariable]:
    """Names of environment variables that are almost what the other rows of their table suggest."""
    for table in page.tables if "_" in page.source.text else ():
        columns = range(len(table.rows[0]))
        for variables in columns:
            named = list(_rows(table, variables, VARIABLE))
            if len(named) >= _FEWEST:
                for names in (each for each in columns if each != variables):
                    yield from _odd(table, names, variables)


def _rows(table: Table, column: int, form: re.Pattern[str]) -> Iterator[tuple[int, Cell]]:
    for number, row in enumerate(table.rows[1:], 1):
        if column < len(row) and form.fullmatch(row[column].prose.text):
            yield number, row[column]


def _odd(table: Table, names: int, variables: int) -> Iterator[OddVariable]:
    """The variables of a column that break the pattern which most of them follow."""
    named = {number: cell.prose.text for number, cell in _rows(table, names, _NAME)}
    pairs = [
        (named[number], cell)
        for number, cell in _rows(table, variables, VARIABLE)
        if number in named
    ]
    for form in (_joined, _parted):
        prefixes = Counter(_prefix(cell.prose.text, form(name)) for name, cell in pairs)
        prefix, follow = max(
            ((each, count) for each, count in prefixes.items() if each is not None),
            key=lambda found: found[1],
            default=("", 0),
        )
        if follow < max(_FEWEST, _SHARE * len(pairs)):
            continue
        for name, cell in pairs:
            typed, meant = cell.prose.text, f"{prefix}{form(name)}"
            same = _NO_WORD.sub("", typed) == _NO_WORD.sub("", meant)  # IPV4_POOL, IPV4POOL
            if not same and edits(typed, meant, _ODD + 1) <= _ODD:
                yield OddVariable(typed, cell.prose.span(0, len(typed)), meant)
        return


def _prefix(variable: str, name: str) -> str | None:
    """What a variable has before a name that it ends in."""
    return variable.removesuffix(name) if name and variable.endswith(name) else None


def _joined(name: str) -> str:
    return _NO_WORD.sub("", name).upper()


def _parted(name: str) -> str:
    return _NO_WORD.sub("_", _HUMP.sub("_", name)).upper()
