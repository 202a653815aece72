"""Rows of tables that describe parameters, of which two cells cannot both be true.

The default is none of the values that the row lists, lies outside of its range, is no value of its
type, or is another one than that in the description.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Cell, Page, Table

_COLUMNS = {
    "default": re.compile(r"defaults?(?: value| setting)?", re.I),
    "values": re.compile(
        r"(?:accepted|allowed|possible|valid|supported) values?|values|options|accepts|range", re.I
    ),
    "type": re.compile(r"(?:data |value )?type|schema", re.I),
    "description": re.compile(r"description|meaning|purpose|details?|explanation", re.I),
}
_WORD = re.compile(r"[A-Za-z][\w-]*")
_BETWEEN = re.compile(r"\s*(?:,(?:\s(?:and|or)\b)?|\||;|/|\bor\b)\s*")
_RANGE = re.compile(
    r"(?:(?:an?\s)?(?:integers?|numbers?|int)\s)?(?:from\s|between\s|in\s(?:the\srange\s)?)?\[?"
    r"(?P<low>-?\d{1,12})\s*(?:-|–|to|and|\.\.|,)\s*(?P<high>\d{1,12})\]?(?:\s\(?inclusive\)?)?"
)
_NUMBER = re.compile(r"-?\d{1,12}")
_BOOLEAN = re.compile(r"bool(?:ean)?", re.I)
_INTEGER = re.compile(r"u?int(?:eger)?(?:32|64)?|number", re.I)
_TRUTH = frozenset({"true", "false", "yes", "no", "on", "off", "enabled", "disabled"})
_UNSET = frozenset({"", "-", "n/a", "na", "none", "nil", "null", "unset", "empty", "required"})
_SAID = re.compile(
    r"(?:^|[\[(]|[.;,]\s)(?:the\s|by\s)?defaults?(?:\svalue)?(?:\sis|\sto|\sof|:|=)?\s?"
    r"(?P<quote>[`\"']?)(?P<value>(?>-?\d+(?:\.\d+)?[a-z]{0,3})|true|false)(?P=quote)(?=\s*(?:[\]).,;]|$))",
    re.I,
)
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?[a-z]{0,3}|true|false", re.I)
_MARKS = " `\"'"


class RowContradiction(NamedTuple):
    """The default of a row, what is wrong with it, and the cell that says so."""

    message: str
    span: Span
    other: Span


class _Row(NamedTuple):
    """The cells of a row that are compared, by what they hold."""

    default: Cell
    values: Cell | None
    type: Cell | None
    description: Cell | None


def row_contradictions(page: Page) -> Iterator[RowContradiction]:
    """The rows of a page's tables whose default is not what another cell says."""
    for table in page.tables:
        for row in _rows(table):
            found = _of_values(row) or _of_type(row) or _of_description(row)
            if found:
                yield found


def _rows(table: Table) -> Iterator[_Row]:
    titles = [cell.prose.text.strip() for cell in table.rows[0]] if table.rows else []
    at = {name: _column(titles, form) for name, form in _COLUMNS.items()}
    if at["default"] is None:
        return
    for cells in table.rows[1:]:
        if len(cells) == len(titles):
            default, values, kind, description = (
                cells[place] if place is not None else None for place in at.values()
            )
            if default is not None and default.prose.text.strip(_MARKS).lower() not in _UNSET:
                yield _Row(default, values, kind, description)


def _column(titles: Sequence[str], form: re.Pattern[str]) -> int | None:
    found = [at for at, title in enumerate(titles) if form.fullmatch(title)]
    return found[0] if len(found) == 1 else None


def _text(cell: Cell) -> str:
    return cell.prose.text.strip(_MARKS)


def _span(cell: Cell) -> Span:
    return cell.prose.span(0, len(cell.prose.text))


def _of_values(row: _Row) -> RowContradiction | None:
    if row.values is None:
        return None
    default, listed = _text(row.default), row.values.prose.text.strip()
    values = [each.strip(_MARKS) for each in _BETWEEN.split(listed) if each.strip(_MARKS)]
    words = len(values) > 1 and all(map(_WORD.fullmatch, values))
    if words and _WORD.fullmatch(default):
        if default.lower() in {each.lower() for each in values}:
            return None
        message = f"the default {default!r} is none of the values in its row: {', '.join(values)}"
        return RowContradiction(message, _span(row.default), _span(row.values))
    limits = _RANGE.fullmatch(listed)
    if limits and _NUMBER.fullmatch(default):
        low, high = int(limits["low"]), int(limits["high"])
        if low < high and not low <= int(default) <= high:
            message = f"the default {default} is outside of the range in its row: {low} to {high}"
            return RowContradiction(message, _span(row.default), _span(row.values))
    return None


def _of_type(row: _Row) -> RowContradiction | None:
    if row.type is None:
        return None
    default, kind = _text(row.default), row.type.prose.text.strip()
    no_truth = _BOOLEAN.fullmatch(kind) and _PLAIN.fullmatch(default)
    wrong = (no_truth and default.lower() not in _TRUTH and default not in ("0", "1")) or (
        _INTEGER.fullmatch(kind) and default.lower() in _TRUTH
    )
    if not wrong:
        return None
    message = f"the default {default!r} is no value of the type in its row: {kind}"
    return RowContradiction(message, _span(row.default), _span(row.type))


def _of_description(row: _Row) -> RowContradiction | None:
    default = _text(row.default)
    if row.description is None or not _PLAIN.fullmatch(default):
        return None
    said = list(_SAID.finditer(row.description.prose.text))
    if len(said) != 1 or said[0]["value"].lower() == default.lower():
        return None
    value = said[0]["value"]
    if default.isalpha() != value.isalpha() or _unit(default) != _unit(value):
        return None  # 1h and 60m, 90 and 90s
    message = f"the default is {default} in its column and {value} in the description"
    return RowContradiction(
        message, row.description.prose.span(*said[0].span("value")), _span(row.default)
    )


def _unit(value: str) -> str:
    return value.lstrip("-.0123456789").lower() if not value.isalpha() else ""
