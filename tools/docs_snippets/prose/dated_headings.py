"""Dates in the headings of a page, newest first or oldest first, of which one is in the wrong year.

Release notes copy the heading of the release before.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Heading, Page

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    r"(?:(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>20\d\d)"
    r"|(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8})\s(?P<year2>20\d\d)"
    r"|(?P<year3>20\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d))(?!\d)"
)
_FEWEST = 4
"""Headings with dates that have an order."""


class MisdatedHeading(NamedTuple):
    """A date out of order, and the year that it would be in order with."""

    span: Span
    said: str
    year: int


def misdated_headings(page: Page) -> Iterator[MisdatedHeading]:
    """The headings of one level whose date is the only one out of order, for its year alone."""
    for depth in {each.depth for each in page.headings}:
        dated = [
            (heading, found, when)
            for heading in page.headings
            if heading.depth == depth
            and (found := _DATE.search(heading.text))
            and (when := _date(found))
        ]
        if len(dated) < _FEWEST or len({found[0] for _, found, _ in dated}) < len(dated):
            continue
        days = [when for *_, when in dated]
        if _is_ordered(days):
            continue
        meant = [
            (at, year)
            for at, day in enumerate(days)
            for year in (day.year - 1, day.year + 1)
            if _is_ordered([*days[:at], _in_year(day, year), *days[at + 1 :]])
        ]
        if len(meant) == 1:
            at, year = meant[0]
            heading, found, _ = dated[at]
            yield MisdatedHeading(_span(page, heading, found[0]), found[0], year)


def _is_ordered(days: Sequence[date]) -> bool:
    return list(days) in (sorted(days), sorted(days, reverse=True))


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28))


def _date(found: re.Match[str]) -> date | None:
    day = found["day"] or found["day2"] or found["day3"]
    month = found["month"] or found["month2"] or found["month3"]
    year = found["year"] or found["year2"] or found["year3"]
    number = int(month) if month.isdigit() else _number(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _number(month: str) -> int:
    name = month[:3].lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _span(page: Page, heading: Heading, words: str) -> Span:
    start = page.source.text.find(words, heading.text_span.start, heading.text_span.end)
    return Span(start, start + len(words)) if start >= 0 else heading.text_span
