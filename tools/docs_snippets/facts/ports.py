"""Who holds a port on a node: components of Kubernetes and beside it, and a tree's own parameters.

An owner is a component that runs on nodes; a registration of the number alone is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.core.numbers import GREATEST_PORT
from docs_snippets.data.strict_yaml import Node, whole
from docs_snippets.facts.fact_data import kubernetes_data, table, tables, text, texts
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.facts.quote import Quote

Protocol: TypeAlias = Literal["tcp", "udp", "sctp"]


class PortOwner(NamedTuple):
    """Ports from `low` to `high` of a component.

    `serves` says what it does there, `where` on which system alone. `parameter` is the one whose
    default this is, or, for a packaged fact, the one without which a tree does not have the
    component; `quote` is the line of the reference. `of_product`: a part of Calico.
    """

    component: str
    low: int
    high: int
    protocols: tuple[Protocol, ...]
    serves: str
    aliases: tuple[str, ...] = ()
    citation: str = ""
    parameter: str = ""
    where: str = ""
    quote: Quote | None = None
    of_product: bool = False

    def holds(self, port: int, protocol: Protocol | None = None) -> bool:
        """Whether the port is one of these; under any protocol without one."""
        return self.low <= port <= self.high and (protocol is None or protocol in self.protocols)

    def in_words(self) -> str:
        """The owner, what it does there and where that is documented."""
        if self.quote:
            return f"{self.parameter!r} (its default in this version)"
        return f"{self}; see {self.citation}"

    def __str__(self) -> str:
        if self.quote:
            return f"the default of {self.parameter}"
        return f"{self.component} ({self.serves})" if self.serves else self.component


class Ports(NamedTuple):
    """Port facts: the packaged ones and those of a configuration.

    `others` are further names that prose uses, each with the component it is a name of.
    """

    components: tuple[PortOwner, ...]
    ranges: tuple[PortOwner, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def in_tree(self, parameters: Parameters | None) -> "TreePorts":
        """The ports of a tree with this reference; of any tree, without one."""
        present = tuple(owner for owner in self.components if _present(owner, parameters))
        return TreePorts(present, parameters, self.ranges, self.others)


@dataclass(frozen=True, eq=False)
class TreePorts:
    """The ports of one tree: of components, of defaults, and ranges given out at run time."""

    components: tuple[PortOwner, ...]
    parameters: Parameters | None
    ranges: tuple[PortOwner, ...]
    others: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """What prose calls components, in lower case, and which one each name is of."""
        aliases = ((name, one.component) for one in self.components for name in one.aliases)
        return {name.lower(): component for name, component in (*self.others, *aliases)}

    @cached_property
    def defaults(self) -> tuple[PortOwner, ...]:
        """The ports that the tree's parameters default to."""
        return parameter_ports(self.parameters) if self.parameters else ()

    def owners(self, port: int, protocol: Protocol | None = None) -> tuple[PortOwner, ...]:
        """The components that hold a port; under any protocol, without one."""
        return tuple(owner for owner in self.components if owner.holds(port, protocol))

    def owner(self, port: int, protocol: Protocol | None = None) -> PortOwner | None:
        """The first of the components that hold a port."""
        return next(iter(self.owners(port, protocol)), None)

    def taken(
        self, port: int, protocol: Protocol | None = None, except_parameter: str = ""
    ) -> tuple[PortOwner, ...]:
        """All that hold a port, beside the parameter that is to be given it."""
        return tuple(
            owner
            for owner in (*self.components, *self.defaults, *self.ranges)
            if owner.holds(port, protocol) and except_parameter not in _own_names(owner)
        )


def _own_names(owner: PortOwner) -> tuple[str, ...]:
    """The spellings of the parameter whose default an owner is."""
    return owner.aliases if owner.quote else ()


def _present(owner: PortOwner, parameters: Parameters | None) -> bool:
    """Whether a tree has the component: some come with a parameter."""
    return not owner.parameter or parameters is None or parameters.has(owner.parameter)


@cache
def packaged_ports() -> Ports:
    """The port facts that come with the tool."""
    data = kubernetes_data()
    ranges = (
        _range(table(data, "node-ports"), "NodePorts"),
        _range(table(data, "ephemeral-ports"), "ephemeral ports"),
    )
    owners = (owner for entry in tables(data, "components") for owner in _component(entry))
    beside = tables(data, "others")
    others = ((name, text(one, "name")) for one in beside for name in texts(one, "aliases"))
    return Ports(tuple(owners), ranges, tuple(others))


def with_configured(ports: Ports, entries: Iterable[Node]) -> Ports:
    """Port facts with those that valid nodes of a configuration add."""
    return ports._replace(components=(*ports.components, *map(_configured, entries)))


def _configured(node: Node) -> PortOwner:
    parts = {key.raw: value for key, value in node.entries}
    port, name = whole(parts["port"]), parts["component"].raw
    aliases = parts["aliases"].items if "aliases" in parts else ()
    return PortOwner(
        component=name,
        low=port,
        high=port,
        protocols=(_protocol(parts["protocol"].raw),),
        serves=parts["serves"].raw if "serves" in parts else "",
        aliases=tuple(item.raw for item in aliases) or (name,),
        citation=parts["citation"].raw,
    )


def _range(entry: dict[str, object], name: str) -> PortOwner:
    low, high = int(text(entry, "low")), int(text(entry, "high"))
    serves = f"{low}-{high}"
    return PortOwner(
        name, low, high, ("tcp", "udp", "sctp"), serves, citation=text(entry, "citation")
    )


def _component(entry: dict[str, object]) -> Iterable[PortOwner]:
    for port in tables(entry, "ports"):
        low, _, high = text(port, "port").partition("-")
        yield PortOwner(
            component=text(entry, "name"),
            low=int(low),
            high=int(high or low),
            protocols=(_protocol(text(port, "protocol") or "tcp"),),
            serves=text(port, "serves"),
            aliases=texts(entry, "aliases"),
            citation=text(port, "citation") or text(entry, "citation"),
            parameter=text(entry, "parameter"),
            where=text(port, "where"),
            of_product=entry.get("product") is True,
        )


def _protocol(word: str) -> Protocol:
    known: dict[str, Protocol] = {"tcp": "tcp", "udp": "udp", "sctp": "sctp"}
    return known[word.lower()]


def parameter_ports(parameters: Parameters) -> tuple[PortOwner, ...]:
    """The ports that a tree's parameters default to, by what the parameters are called."""
    facts = table(kubernetes_data(), "parameter-ports")
    named, udp, beside = (_any_of(texts(facts, key)) for key in ("names", "udp", "beside"))
    found: list[PortOwner] = []
    for parameter in parameters.named(
        lambda one: bool(named.search(one.name)) and not beside.search(one.name)
    ):
        found += _defaults(parameter, ("udp",) if udp.search(parameter.name) else ("tcp",))
    return tuple(found)


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _defaults(parameter: Parameter, protocols: tuple[Protocol, ...]) -> Iterable[PortOwner]:
    """Ports and ranges in a default; what is no list of ports, or 0, gives none."""
    for part in re.findall(r"(?<![\w.])(\d{1,9}(?:[:-]\d{1,9})?)(?![\w.])", parameter.default):
        low, _, high = part.replace("-", ":").partition(":")
        if 0 < int(low) <= int(high or low) <= GREATEST_PORT and not parameter.default.startswith(
            "[{"
        ):
            yield PortOwner(
                component=parameter.name,
                low=int(low),
                high=int(high or low),
                protocols=("tcp", "udp") if high else protocols,
                serves="",
                aliases=parameter.spellings,
                parameter=parameter.name,
                quote=parameter.quote,
            )
