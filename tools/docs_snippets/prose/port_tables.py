"""Compares tables of ports with the ports that parameters have by default, as sets.

A table is about parameters when it has a column of ports, its section names parameters whose
defaults are lists of ports, and the words before it or those that name them speak of defaults.
Where the parameters' names differ by a word that rows use (such as a direction), each row counts
for the parameters whose word it has.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Span
from docs_snippets.facts.parameter import Parameter
from docs_snippets.mdx.page import Page, Table, Text

PortKey = tuple[str, int]
"""A protocol in lower case and a port."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PORT = re.compile(r"(?:(?:tcp|udp|sctp)[:/ ])?(?P<port>\d{1,5})(?:/(?:tcp|udp|sctp))?", re.I)
_TITLE = re.compile(r"ports?(?: number)?")
_DEFAULT = re.compile(r"\bdefaults?\b", re.I)
_PROTOCOL = re.compile(r"\b(?:tcp|udp|sctp)\b", re.I)
_LISTED = re.compile(r"(tcp|udp|sctp):(?:[^,]*:)?(\d+)")
_ENOUGH = 0.5


class PortRow(NamedTuple):
    """A row that names a port: the port, where it stands, and all that the row says."""

    port: PortKey
    span: Span
    words: str


class PortDifference(NamedTuple):
    """A port of the table that no default has, or defaults that it lacks, and where to say so."""

    span: Span
    ports: tuple[PortKey, ...]
    parameters: tuple[Parameter, ...]
    missing: bool


def default_ports(parameter: Parameter) -> frozenset[PortKey]:
    """The ports of a default that is a list of ports with their protocols; else none."""
    found = _LISTED.findall(parameter.config_default)
    return frozenset((protocol.lower(), number_of(port)) for protocol, port in found)


def differences(page: Page, named: Sequence[tuple[int, Parameter]]) -> Iterator[PortDifference]:
    """How tables differ from the defaults of the parameters that their sections are about.

    `named` is where the page names which parameter, in order.
    """
    paragraphs = tuple(text for text in page.texts if text.kind == "paragraph")
    parameters = {each.name: each for _, each in named}
    of_ports = {name for name, each in parameters.items() if default_ports(each)}
    of_sections: dict[tuple[int, int], Mapping[str, Parameter]] = {}
    for table in page.tables if of_ports else ():
        start, end = section = _section(page, table)
        if section not in of_sections:
            first, last = (bisect_left(named, at, key=lambda each: each[0]) for at in (start, end))
            here = (each for _, each in named[first:last] if each.name in of_ports)
            of_sections[section] = {each.name: each for each in here}
        yield from _of_table(table, paragraphs, start, of_sections[section])


def _of_table(
    table: Table, paragraphs: Sequence[Text], start: int, about: Mapping[str, Parameter]
) -> Iterator[PortDifference]:
    """The differences of a table in the section from `start` on, which names some parameters."""
    rows = tuple(_rows(table)) if about and _speaks_of_defaults(paragraphs, table, start) else ()
    documented = {port for each in about.values() for port in default_ports(each)}
    if len(documented & {row.port for row in rows}) <= _ENOUGH * len(rows):
        return
    by_parameter = dict(_split(rows, tuple(about.values())))
    for row in rows:
        of = tuple(each for each in about.values() if row in by_parameter[each.name])
        if of and not any(row.port in default_ports(each) for each in of):
            yield PortDifference(row.span, (row.port,), of, missing=False)
    yield from _missing(rows, sorted(documented, key=lambda each: each[1]), about, by_parameter)


def _missing(
    rows: Sequence[PortRow],
    documented: Sequence[PortKey],
    about: Mapping[str, Parameter],
    by_parameter: Mapping[str, Sequence[PortRow]],
) -> Iterator[PortDifference]:
    """The defaults that the table lacks; those that belong after the same row together."""
    found: dict[tuple[Span, tuple[str, ...]], list[PortKey]] = defaultdict(list)
    for port in documented:
        lacking = tuple(
            name
            for name, one in about.items()
            if port in default_ports(one) and port not in {row.port for row in by_parameter[name]}
        )
        if lacking:
            found[_before(rows, port), lacking].append(port)
    for (span, names), ports in found.items():
        yield PortDifference(span, tuple(ports), tuple(about[name] for name in names), missing=True)


def _section(page: Page, table: Table) -> tuple[int, int]:
    """From the heading above a table to the next one."""
    headings = page.headings
    at = bisect_right(headings, table.span.start, key=lambda heading: heading.span.start)
    end = headings[at].span.start if at < len(headings) else len(page.source.text)
    return (headings[at - 1].span.start if at else 0), end


def _speaks_of_defaults(paragraphs: Sequence[Text], table: Table, section: int) -> bool:
    """Whether the paragraph before a table says that what it lists are defaults."""
    at = bisect_left(paragraphs, table.span.start, key=lambda text: text.span.start) - 1
    above = at >= 0 and paragraphs[at].span.start >= section
    return above and bool(_DEFAULT.search(paragraphs[at].prose.text))


def _rows(table: Table) -> Iterator[PortRow]:
    """The rows of a table that has one column of ports, without those that name several."""
    titles = [cell.prose.text.strip().lower() for cell in table.rows[0]]
    columns = [index for index, title in enumerate(titles) if _TITLE.fullmatch(title)]
    for row in table.rows[1:] if len(columns) == 1 else ():
        cell = next((each for each in row if each.column == columns[0]), None)
        found = _PORT.fullmatch(cell.prose.text.strip()) if cell else None
        words = " ".join(each.prose.text for each in row)
        protocols = {each.lower() for each in _PROTOCOL.findall(words)}
        if cell and found and len(protocols) == 1:
            yield PortRow((protocols.pop(), number_of(found["port"])), cell.span, words)


def _split(
    rows: Sequence[PortRow], parameters: Sequence[Parameter]
) -> Iterator[tuple[str, tuple[PortRow, ...]]]:
    """The rows that count for each parameter."""
    words = [frozenset(map(str.lower, _WORDS.findall(each.config_name))) for each in parameters]
    common = frozenset.intersection(*words)
    distinctive = [own - common for own in words]
    for parameter, own in zip(parameters, distinctive, strict=True):
        others = frozenset().union(*distinctive) - own
        yield parameter.name, tuple(row for row in rows if _counts(row, own, others))


def _counts(row: PortRow, own: frozenset[str], others: frozenset[str]) -> bool:
    said = frozenset(re.findall(r"[a-z]+", row.words.lower()))
    return bool(own & said) or not others & said


def _before(rows: Sequence[PortRow], port: PortKey) -> Span:
    """The port in order of number after which a missing one belongs; else the first."""
    return max(
        (row for row in rows if row.port[1] <= port[1]),
        key=lambda row: row.port[1],
        default=rows[0],
    ).span
