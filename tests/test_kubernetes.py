"""Facts of Kubernetes: who holds which port, what kinds there are, and what patches they take."""

import re

import pytest

from docs_snippets.core.source import Source
from docs_snippets.data.strict_yaml import load_yaml
from docs_snippets.facts.fact_data import kubernetes_data, tables, text
from docs_snippets.facts.kubernetes import Kind, Serving, derive_serving, packaged_kinds
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.ports import (
    PortOwner,
    Ports,
    Protocol,
    packaged_ports,
    with_configured,
)
from reference import read, record

PLAIN = read(
    record("vxlanPort", NameYAML="vxlanPort", YAMLDefault="4789"),
    record("HealthPort", YAMLDefault="9099"),
    record("ConsolePort", YAMLDefault="7777"),
    record("PoolPorts", YAMLDefault="20000:20100"),
    record("Retries", YAMLDefault="7778"),
    record("OffPort", YAMLDefault="0"),
)
GATEWAYS = read(record("EgressIPVXLANPort", NameYAML="egressIPVXLANPort", YAMLDefault="4790"))


def names(owners: tuple[PortOwner, ...]) -> list[str]:
    return [owner.component for owner in owners]


@pytest.mark.parametrize(
    ("port", "protocol", "components"),
    [
        (10256, "tcp", ["kube-proxy"]),
        (10256, "udp", []),
        (10258, "tcp", ["cloud-controller-manager"]),
        (10260, "tcp", ["cloud-controller-manager"]),
        (10250, None, ["kubelet"]),
        (2380, "tcp", ["etcd"]),
        (2381, "tcp", []),
        (9093, "tcp", ["Typha", "Alertmanager"]),
        (4789, "udp", ["VXLAN", "flannel", "Docker Swarm"]),
        (4789, "tcp", []),
        (8472, "udp", ["flannel"]),
        (51821, "udp", ["Felix"]),
        (10254, "tcp", []),
    ],
)
def test_owners_of_ports(port: int, protocol: Protocol | None, components: list[str]) -> None:
    assert names(packaged_ports().in_tree(None).owners(port, protocol)) == components


def test_a_component_that_comes_with_a_parameter_is_only_in_trees_that_have_it() -> None:
    ports = packaged_ports()
    assert names(ports.in_tree(PLAIN).owners(4790)) == []
    assert names(ports.in_tree(GATEWAYS).owners(4790)) == ["egress gateways"]


@pytest.mark.parametrize(
    ("port", "protocol", "parameter", "why"),
    [
        (7777, "tcp", "", ["the default of consolePort"]),
        (7777, "tcp", "consolePort", []),
        (7777, "tcp", "APP_ConsolePort", []),
        (7778, "tcp", "", []),
        (20050, "udp", "", ["the default of poolPorts"]),
        (31000, "udp", "", ["NodePorts (30000-32767)"]),
        (40000, "tcp", "", ["ephemeral ports (32768-60999)"]),
        (61000, "tcp", "", []),
        (10256, "tcp", "consolePort", ["kube-proxy (health checks)"]),
        (
            9099,
            "tcp",
            "",
            ["Felix (health checks)", "calico-node (health checks)", "the default of healthPort"],
        ),
    ],
)
def test_what_an_example_must_not_recommend(
    port: int, protocol: Protocol, parameter: str, why: list[str]
) -> None:
    taken = packaged_ports().in_tree(PLAIN).taken(port, protocol, parameter)
    assert [str(owner) for owner in taken] == why


def test_a_default_has_its_quote_and_a_component_its_citation() -> None:
    for owner in packaged_ports().in_tree(PLAIN).taken(9099):
        assert (owner.quote is None) == owner.citation.startswith("https://")


def test_a_port_is_taken_by_all_that_hold_it_but_the_parameter_it_is_for() -> None:
    plain, gateways = (packaged_ports().in_tree(each) for each in (PLAIN, GATEWAYS))
    assert not plain.taken(4790, "udp", "vxlanPort")
    assert gateways.taken(4790, "udp", "vxlanPort")
    assert not gateways.taken(14789, "udp", "vxlanPort")
    assert [
        [str(owner) for owner in plain.taken(port, "tcp")] for port in (10258, 10999, 30000)
    ] == [
        ["cloud-controller-manager (health checks and metrics)"],
        [],
        ["NodePorts (30000-32767)"],
    ]


def test_a_configuration_adds_ports() -> None:
    text_ = '- {port: 10999, protocol: udp, component: pager, citation: "https://example.com"}\n'
    document, problems = load_yaml(Source("versions.yaml", text_), "invalid-config")
    assert document is not None, problems
    ports: Ports = with_configured(packaged_ports(), document.root.items)
    owner = ports.in_tree(None).owner(10999, "udp")
    assert owner is not None
    assert (owner.component, owner.aliases, owner.citation) == (
        "pager",
        ("pager",),
        "https://example.com",
    )
    assert ports.in_tree(None).owner(10999, "tcp") is None
    assert names(ports.in_tree(None).owners(10256)) == ["kube-proxy"]


# Kinds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("felixconfiguration", "projectcalico.org FelixConfiguration"),
        ("felixconfiguration.p", "projectcalico.org FelixConfiguration"),
        ("felixconfigurations.v3.projectcalico.org", "projectcalico.org FelixConfiguration"),
        ("felixconfigurations.crd.projectcalico.org", "crd.projectcalico.org FelixConfiguration"),
        ("FelixConfiguration", "projectcalico.org FelixConfiguration"),
        ("ippools.projectcalico.org", "projectcalico.org IPPool"),
        ("networkpolicy", "networking.k8s.io NetworkPolicy"),
        ("networkpolicy.p", "projectcalico.org NetworkPolicy"),
        ("installation.operator.tigera.io", "operator.tigera.io Installation"),
        ("authentication", "operator.tigera.io Authentication"),
        ("networks.operator.openshift.io", "operator.openshift.io Network"),
        ("ds", "apps DaemonSet"),
        ("deployment.apps", "apps Deployment"),
        ("svc", " Service"),
        ("crds", "apiextensions.k8s.io CustomResourceDefinition"),
        ("pool", ""),
        ("felixconfiguration.q", ""),
    ],
)
def test_words_of_commands_as_a_client_reads_them(word: str, found: str) -> None:
    kinds = packaged_kinds().find(word)
    assert (f"{kinds[0].group} {kinds[0].kind}" if kinds else "") == found


def kind(api_version: str, name: str) -> Kind:
    found = packaged_kinds().of(api_version, name)
    assert found is not None
    return found


def test_kinds_of_manifests() -> None:
    assert kind("v1", "Service").group == ""
    assert kind("apps/v1", "Deployment").served == "built-in"
    assert kind("crd.projectcalico.org/v1", "IPAMConfig").served == "crd"
    assert packaged_kinds().of("projectcalico.org/v3", "IPAMConfig") is None
    assert packaged_kinds().of("v1", "Deployment") is None


@pytest.mark.parametrize(
    ("of", "how", "strategic"),
    [
        (("apps/v1", "Deployment"), "crd", True),
        (("operator.tigera.io/v1", "Installation"), "aggregated", False),
        (("projectcalico.org/v3", "IPPool"), "aggregated", True),
        (("projectcalico.org/v3", "IPPool"), "crd", False),
        (("projectcalico.org/v3", "IPPool"), "either", None),
        (("projectcalico.org/v3", "IPPool"), "unknown", None),
        (("crd.projectcalico.org/v1", "IPPool"), "aggregated", False),
    ],
)
def test_patches_by_how_a_kind_is_served(
    of: tuple[str, str], how: str, strategic: bool | None
) -> None:
    serving = {each: Serving(each) for each in ("crd", "aggregated", "either", "unknown")}[how]
    kinds = packaged_kinds()
    assert kinds.takes(kind(*of), "strategic", serving) is strategic
    assert kinds.takes(kind(*of), "merge", serving) is True
    assert kinds.takes(kind(*of), "json", serving) is True


NEW = "kubectl create -f $[url]/manifests/v3_projectcalico_org.yaml\n"
OLD = "kubectl apply --server-side -f $[url]/operator-crds.yaml\n"


@pytest.mark.parametrize(
    ("pages", "how", "line"),
    [
        ({"getting-started/a.mdx": f"# A\n\n{NEW}"}, "crd", 3),
        ({"getting-started/a.mdx": NEW, "getting-started/b.mdx": OLD, "_includes/c.mdx": NEW},
         "crd", 1),
        ({"getting-started/a.mdx": NEW, "getting-started/b.mdx": OLD, "_includes/c.mdx": OLD,
          "operations/native-v3-crds.mdx": NEW}, "either", 1),
        ({"getting-started/b.mdx": OLD}, "aggregated", 1),
        ({"operations/b.mdx": OLD}, "unknown", None),
        ({"getting-started/b.mdx": "the file v3_projectcalico_org.yaml"}, "unknown", None),
        ({}, "unknown", None),
    ],
)  # fmt: skip
def test_a_trees_own_pages_tell_how_its_kinds_are_served(
    pages: dict[str, str], how: str, line: int | None
) -> None:
    found = derive_serving(pages, lambda path: Source(f"tree/{path}", pages[path]))
    assert found.how == how
    assert (found.quote.line if found.quote else None) == line


# The data itself ----------------------------------------------------------------------------


def test_every_fact_is_cited() -> None:
    data = kubernetes_data()
    for part in ("components", "served", "groups"):
        for entry in tables(data, part):
            assert re.match(r"https://\S+\.\S+/", text(entry, "citation")), entry


def test_no_kind_is_listed_twice_in_a_group_and_names_are_lower_case() -> None:
    kinds = packaged_kinds().all
    assert len({(each.group, each.kind) for each in kinds}) == len(kinds)
    assert all(name == name.lower() for each in kinds for name in each.names)


def test_a_tree_without_ports_in_its_reference_reserves_none() -> None:
    assert isinstance(PLAIN, Parameters)
    assert packaged_ports().in_tree(read(record("Retries", YAMLDefault="9"))).defaults == ()
