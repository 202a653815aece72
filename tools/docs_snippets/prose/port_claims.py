"""Reads what prose and tables say of ports: which component uses one, which one to choose.

Reading is by shape, not by meaning: a claim is made only by the few forms in which writers say who
holds a port, and a sentence that negates, instructs or speaks of a client's side makes none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from docs_snippets.core.numbers import number_of
from docs_snippets.facts.ports import Protocol
from docs_snippets.prose.sentences import Sentence, clauses, names_in, ports_in, protocol_in

_OWNS = r"(?:'s|’s)?"
_FEW = r"(?:\s[\w-]+){0,4}?"
_ON = (
    r"(?:answers|responds|serves|publishes|exposes|reports|accepts|offers|provides"
    r"|is\s(?:available|exposed|served|listening|running))(?:\s[\w-]+){0,4}\son"
)
_HOLDS = re.compile(
    rf"{_OWNS}(?:\s\([^()]*\))?{_FEW},?(?:\s(?:which|that))?\s(?:by default,?\s)?"
    r"(?:uses?|using|listen(?:s|ing)?(?:\son)?|binds?\s(?:to|on)|runs?\son|(?:may|might|can|will)\suse"
    rf"|exposes|opens|occupies|takes|holds|owns|reserves|defaults\sto|{_ON})"
    r"(?:\s(?:by default|the|default|on|to|a|its|own|tcp|udp|ports?|number))*\s\(?",
    re.I,
)
_OWN_PORT = re.compile(
    rf"{_OWNS}{_FEW}\sport(?:\snumber)?(?:\sis|\sof|,|:)?\s(?:by default\s)?"
    r"\(?(?:tcp\s|udp\s)?(?:port\s)?",
    re.I,
)
_HELD_BY = re.compile(
    r"\)?,?\s(?:belongs\sto|(?:(?:is|are|was|may be|might be|can be|could be|will be|being)\s)?"
    r"(?:(?:also|already|often|usually|typically|normally|by default|commonly|then)\s)*"
    r"(?:in use|used|taken|held|owned|reserved|claimed|occupied|bound|opened|served|needed"
    r"|required)"
    r"(?:\sup)?\s(?:by|for))\s(?:the\s|Kubernetes'?s?\s|default\s)*",
    re.I,
)
_TRAFFIC = re.compile(
    r"\s(?:traffic|sessions?|peering|packets)\s(?:is\s|runs\s)?(?:on|over|at|via|uses)\s"
    r"(?:(?:tcp|udp)\s)?port\s",
    re.I,
)
_IS_OWN = re.compile(r"\)?,?\s(?:is|was)\s(?:the\s)?(?:default\s)?", re.I)
_IN_BRACKETS = re.compile(r"\s\((?:the\s|default\s|used by\s|for\s|by\s)*", re.I)
_BEFORE_BRACKETS = re.compile(
    r"\s\((?:(?:default|tcp|udp|port)\s)*|:\s(?:(?:tcp|udp|port)\s)*", re.I
)
_PORT_OF = re.compile(r"\bport\sof\s(?:the\s)?$", re.I)
_IS = re.compile(r"\sis\s(?:by default\s)?(?:tcp\s|udp\s)?(?:port\s)?", re.I)
_ON_PORT = re.compile(r"\bon\s(?:(?:tcp|udp)\s)?port\s$", re.I)
_THEN = re.compile(r",\s(?:the\s)?", re.I)
_LISTENS = re.compile(r"\s(?:listens|serves|answers|runs|publishes|exposes)\b", re.I)
_ENDS = re.compile(r"(?:/(?:tcp|udp))?(?:[),.;]|$)", re.I)
_PORT_AFTER = re.compile(rf"{_OWNS}\s(?:[\w-]+\s){{0,3}}port\b", re.I)
_BRACKET_END = re.compile(rf"{_OWNS}(?:\s[\w-]+){{0,3}}\)", re.I)
_ASIDE = re.compile(
    r"\b(?:not|never|no longer|isn't|doesn't|don't|rather than|instead of|unless|if|"
    r"set|change|configure|move|switch|choose|pick|allow|open|add|ensure|to use"
    r"|make(?!\ssure\s[^.;]{0,60}\straffic\b))\b",
    re.I,
)
_CLIENT = re.compile(
    r"\s(?:\w+\s){0,2}(?:to\s(?:connect|reach|talk|communicate|access|contact|scrape|query)|from)\b",
    re.I,
)
_EXAMPLE = r"(?:for example|e\.g\.|such as|like|say),?\s(?:(?:tcp|udp|port)\s)*(?=\d)"
_ADVICE = re.compile(
    r"\b(?:choose|pick|select)\b[^.;]{0,100}?\bport\b[^.;(]{0,100}?[(,\s]\s?" + _EXAMPLE + r"|"
    r"\b(?:use|try|change|set|switch|move)\b[^.;]{0,100}?"
    r"\b(?:unused|free|different|another|other|available|any|new|unassigned)\s(?:\w+\s){0,2}?"
    r"port\b[^.;(]{0,100}?[(,\s]\s?" + _EXAMPLE + r"|"
    r"\b(?:use|choose|pick)\s(?:(?:tcp|udp)\s)?port\s(?=\d+\s+instead\b)",
    re.I,
)
_AGAINST = re.compile(r"\b(?:not|never|avoid|don't|other than|except)\b", re.I)
_DIRECTED = re.compile(r"\b(?:to|from|into|out of)\b", re.I)
_ROW_PORT = re.compile(
    r"\s*(?:(?:tcp|udp)[ ])?(?:port[ ])?(?P<port>\d{2,5})(?:/(?:tcp|udp))?(?:[ ]\(default\))?\s*",
    re.I,
)
_SHARED = frozenset({80, 443, 8080, 8443})
"""Ports of the web, which any number of components may serve."""
_FEW_WORDS = 6
_LED = 16
"""Characters before a place that may say what it is."""
_NEAR = (12, 24)
"""Characters before and after a port within which a protocol is the port's."""


class PortClaim(NamedTuple):
    """Words give `port` to `component`; both are places in the sentence, or in cells of a row."""

    component: str
    port: int
    protocol: Protocol | None
    name_at: "ClaimRange"
    port_at: "ClaimRange"


class ClaimRange(NamedTuple):
    """A part of a sentence, or of a row's cell."""

    start: int
    end: int
    cell: int = -1


class RecommendedPort(NamedTuple):
    """A port that a sentence names as an example of one to choose, at `start:end`."""

    port: int
    protocol: Protocol | None
    start: int
    end: int


def claims(sentence: Sentence, names: Mapping[str, str]) -> Iterator[PortClaim]:
    """The ports that a sentence gives to components of `names`."""
    for start, end in clauses(sentence):
        clause = sentence.text[start:end]
        for component, (a, b), port, (c, d) in _neighbours(clause, names):
            name_at, port_at = ClaimRange(start + a, start + b), ClaimRange(start + c, start + d)
            yield PortClaim(component, port, _protocol_near(clause, c), name_at, port_at)


def _neighbours(
    clause: str, names: Mapping[str, str]
) -> Iterator[tuple[str, tuple[int, int], int, tuple[int, int]]]:
    """Names and ports with no other between them, of which one gives the port to the other."""
    ports = ports_in(clause)
    components = names_in(clause, names) if ports else ()
    aside = _ASIDE.search(clause) if components else None
    said = aside.end() if aside else len(clause) + 1
    for one, other in pairwise(sorted((*components, *ports))):
        name, port = (one, other) if isinstance(one[2], str) else (other, one)
        if not (isinstance(name[2], str) and isinstance(port[2], int)) or port[2] in _SHARED:
            continue
        if other[1] < said and _gives(clause, name[:2], port[:2]):
            yield name[2], name[:2], port[2], port[:2]


def row_claim(cells: Sequence[str], names: Mapping[str, str]) -> PortClaim | None:
    """The port that a row of a table gives to a component.

    One cell holds a port and nothing else, one other begins with a component's name and says in a
    few words what it is for; who talks to whom is no claim.
    """
    ports = [
        (number_of(cell_port["port"]), ClaimRange(*cell_port.span("port"), index))
        for index, cell in enumerate(cells)
        if (cell_port := _ROW_PORT.fullmatch(cell))
    ]
    if len(ports) != 1 or ports[0][0] in _SHARED:
        return None
    said = [
        (index, *found[0])
        for index, cell in enumerate(cells)
        if len(cell.split()) <= _FEW_WORDS and not _DIRECTED.search(cell)
        if (found := names_in(cell, names)) and not cell[: found[0][0]].strip()
    ]
    if len(said) != 1:
        return None
    cell, start, end, component = said[0]
    protocol = protocol_in(" ".join(cells))
    port, port_at = ports[0]
    return PortClaim(component, port, protocol, ClaimRange(start, end, cell), port_at)


def recommended_ports(sentence: Sentence) -> Iterator[RecommendedPort]:
    """Ports a sentence names as examples of one to choose."""
    for advice in _ADVICE.finditer(sentence.text):
        at = advice.end()
        start, end, port = next(iter(ports_in(sentence.text[at:])), (1, 0, 0))
        led = sentence.text[max(0, advice.start() - _LED) : advice.start()]
        if start == 0 and not _AGAINST.search(led):
            yield RecommendedPort(port, _protocol_near(sentence.text, at), at, at + end)


def _protocol_near(text: str, index: int) -> Protocol | None:
    return protocol_in(text[max(index - _NEAR[0], 0) : index + _NEAR[1]])


def _gives(clause: str, name: tuple[int, int], port: tuple[int, int]) -> bool:
    if _CLIENT.match(clause, port[1]):
        return False
    first, last = min(name[0], port[0]), max(name[1], port[1])
    before = clause[max(first - _LED, 0) : first]
    if name[0] < port[0]:
        between = clause[name[1] : port[0]]
        return bool(
            _HOLDS.fullmatch(between)
            or _OWN_PORT.fullmatch(between)
            or _TRAFFIC.fullmatch(between)
            or (_BEFORE_BRACKETS.fullmatch(between) and _ENDS.match(clause, last))
            or (_PORT_OF.search(before) and _IS.fullmatch(between))
        )
    between = clause[port[1] : name[0]]
    return bool(
        _HELD_BY.fullmatch(between)
        or (_IS_OWN.fullmatch(between) and _PORT_AFTER.match(clause, last))
        or (_IN_BRACKETS.fullmatch(between) and _BRACKET_END.match(clause, last))
        or (_THEN.fullmatch(between) and _ON_PORT.search(before) and _LISTENS.match(clause, last))
    )
