"""Ports given to a component that they are not of."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Span
from selftest.ground import Ground, Plant, mistake, replaced
from selftest.mistakes.parameters import settings

# What each calls itself in prose, and a port that is another's on every node.
_OWNED = {
    "179": (r"BGP", "10250"),
    "2379": (r"etcd", "5473"),
    "2380": (r"etcd", "10250"),
    "5473": (r"Typha", "10250"),
    "6443": (r"(?:Kubernetes )?API server", "5473"),
    "10250": (r"[Kk]ubelet", "5473"),
    "4789": (r"VXLAN", "8472"),
}
_NAMES = (
    r"Typha|etcd|[Kk]ubelet|API server|BGP|VXLAN|Felix|flannel|WireGuard|kube-proxy|metrics|health"
)
_TO_DO = re.compile(r"\b(?:make sure|ensure|allow|open|set|configure|for example)", re.IGNORECASE)
_PORTS = r"\b(179|2379|2380|5473|6443|10250)\b"


@mistake("wrong-port-owner", hint=_PORTS)
def component_swapped_in_a_table_of_ports(ground: Ground) -> Iterator[Plant]:
    """A row of the table of ports names the component of the row above."""
    for found in ground.in_prose(rf"^ *\|(?:[^\n]*\|)? *(?:TCP )?{_PORTS} *\|[^\n]*\|$"):
        name = _OWNED[found[1]][0]
        said = set(re.findall(_NAMES, found[0]))
        owner = re.search(rf"\| *({name})(?= access| *\|| \()", found[0])
        if (
            owner
            and found[0].count(owner[1]) == len(said) == 1
            and len(re.findall(_PORTS, found[0])) == 1
        ):
            other = "Typha" if found[1] != "5473" else "etcd"
            start = found.start() + owner.start(1)
            yield replaced(Span(start, start + len(owner[1])), other)


@mistake("wrong-port-owner", hint=_PORTS)
def port_of_another_component_in_a_sentence(ground: Ground) -> Iterator[Plant]:
    """A sentence gives Typha the port of the kubelet; one that says what is, not what to do."""
    for found in ground.in_prose(rf"^(?! *\|)[^\n]*\bport {_PORTS}[^\n]*$"):
        name, other = _OWNED[found[1]]
        sentence = _sentence_around(found[0], found.start(1) - found.start())
        said = re.findall(_NAMES, sentence)
        alone = len(set(said)) == len(re.findall(r"\b\d{3,5}\b", sentence)) == 1
        if alone and re.fullmatch(name, said[0]) and not _TO_DO.search(sentence):
            yield replaced(Span(*found.span(1)), other)


def _sentence_around(line: str, at: int) -> str:
    start = max(line.rfind(". ", 0, at), line.rfind(": ", 0, at)) + 1
    end = line.find(". ", at)
    return line[start : end if end >= 0 else len(line)]


@mistake("reserved-port", hint="felixconfig|FelixConfiguration")
def port_recommended_that_is_taken(ground: Ground) -> Iterator[Plant]:
    """A port of Felix set to one that another component has on every node."""
    for each in settings(ground):
        if each.parameter.name.endswith("Port") and each.written.isdecimal():
            udp = "vxlan" in each.parameter.name or "wireguard" in each.parameter.name
            taken = "8472" if udp else "10250"
            if each.written not in (taken, "0"):
                yield replaced(each.value, taken)
