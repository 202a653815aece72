"""Ports that a page gives to one protocol in one place, and to another one elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import sentences

_SAID = re.compile(
    r"\b(?P<protocol>TCP|UDP|SCTP)[\s/:](?:port\s)?(?P<port>\d{2,5})(?![\w/-]|[.,]\d)"
    r"|(?<![\w.:/-])(?P<number>\d{2,5})\s?[/(]?(?P<of>TCP|UDP|SCTP)\b(?!\s(?:and|or)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\b(?:TCP|UDP|SCTP)\b", re.IGNORECASE)
_CELL = re.compile(r"(?:TCP|UDP|SCTP)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,5}")
_IN_CODE = re.compile(
    r"^[ \t]*-?[ \t]*protocol:[ ]*[\"']?(?P<first>TCP|UDP|SCTP)[\"']?[ \t]*\n"
    r"[ \t]*-?[ \t]*(?:containerPort|targetPort|port):[ ]*(?P<after>\d{2,5})[ \t]*$"
    r"|^[ \t]*-?[ \t]*(?:containerPort|targetPort|port):[ ]*(?P<before>\d{2,5})[ \t]*\n"
    r"[ \t]*-?[ \t]*protocol:[ ]*[\"']?(?P<last>TCP|UDP|SCTP)[\"']?[ \t]*$",
    re.MULTILINE,
)


class _Place(NamedTuple):
    """A protocol of a port, and where it is said. Tables and code may list both of a port."""

    protocol: str
    span: Span
    where: Literal["text", "table", "code"] = "text"


class OtherProtocol(NamedTuple):
    """The protocol that one place gives a port, and the one of all others, with one of them."""

    port: str
    protocol: str
    span: Span
    other: str
    other_span: Span


def other_protocols(page: Page) -> Iterator[OtherProtocol]:
    """The ports of a page that one place gives another protocol than the other places."""
    text = page.source.text
    if not ("TCP" in text and "UDP" in text):
        return
    places: dict[str, list[_Place]] = defaultdict(list)
    for port, place in (*_in_sentences(page), *_in_tables(page), *_in_code(page)):
        places[port].append(place)
    both = set(_in_both(page))
    for port, found in places.items():
        if port in both or len({each.protocol for each in found}) != 2 or len(found) < 2:
            continue
        for each in found:
            others = [one for one in found if one.protocol != each.protocol]
            alone = len(others) == len(found) - 1
            if alone and each.where != "code" and _decides(each, others):
                yield OtherProtocol(
                    port, each.protocol, each.span, others[0].protocol, others[0].span
                )
                break


def _decides(each: _Place, others: list[_Place]) -> bool:
    """Whether the other places are more, or, if there is one, whether it comes first."""
    if each.where == "table" and any(one.where == "table" for one in others):
        return False
    return len(others) > 1 or others[0].where == "code" or others[0].span < each.span


def _in_sentences(page: Page) -> Iterator[tuple[str, _Place]]:
    for text in page.texts:
        if text.kind == "cell" or not _WORD.search(text.prose.text):
            continue
        for sentence in sentences(text):
            if len({each.upper() for each in _WORD.findall(sentence.text)}) != 1:
                continue
            for found in _SAID.finditer(sentence.text):
                name = "protocol" if found["protocol"] else "of"
                span = sentence.span(*found.span(name))
                yield found["port"] or found["number"], _Place(found[name].upper(), span)


def _in_both(page: Page) -> Iterator[str]:
    """The ports in sentences that speak of more than one protocol."""
    for text in page.texts:
        if len({each.upper() for each in _WORD.findall(text.prose.text)}) > 1:
            for sentence in sentences(text):
                if len({each.upper() for each in _WORD.findall(sentence.text)}) > 1:
                    yield from _NUMBER.findall(sentence.text)


def _in_tables(page: Page) -> Iterator[tuple[str, _Place]]:
    for table in page.tables:
        for row in table.rows[1:]:
            words = [each.prose for each in row if _CELL.fullmatch(each.prose.text.strip())]
            numbers = [each.prose.text.strip() for each in row]
            numbers = [each for each in numbers if _NUMBER.fullmatch(each)]
            if len(words) == 1 and len(numbers) == 1:
                protocol = words[0].text.strip().upper()
                yield numbers[0], _Place(protocol, words[0].span(0, len(words[0].text)), "table")


def _in_code(page: Page) -> Iterator[tuple[str, _Place]]:
    for fence in page.fences:
        for found in _IN_CODE.finditer(fence.content.text):
            protocol, port = found["first"] or found["last"], found["after"] or found["before"]
            span = fence.content.span(found.start(), found.end())
            yield port, _Place(protocol.upper(), span, "code")
