"""The references, variables and pages of the real docs, where those are at hand.

What is asserted here was read by hand, once, in the files themselves.
"""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs_snippets.core.source import Source
from docs_snippets.facts import overrides
from docs_snippets.facts.kubernetes import derive_serving
from docs_snippets.facts.ports import packaged_ports
from docs_snippets.facts.readers.config_params import Parameters, read_parameters, sentence_count
from docs_snippets.facts.special_values import speaks
from docs_snippets.facts.value_check import contradictions
from docs_snippets.facts.value_fit import expected
from docs_snippets.facts.value_schema import UnknownType
from docs_snippets.facts.variables import TOKEN, MissingVariable, Variables, read_variables

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("DOCS_SNIPPETS_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "corpus" / "docs-head.tar.xz"
REFERENCE = "_includes/components/FelixConfig/config-params.json"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_file(), reason="the real docs are not at hand (DOCS_SNIPPETS_SHARED)"
)

CALICO = "calico", *(f"calico_versioned_docs/version-{v}" for v in ("3.32", "3.31", "3.30", "3.29"))
ENTERPRISE = (
    "calico-enterprise",
    *(f"calico-enterprise_versioned_docs/version-{v}" for v in ("3.24-1", "3.23-2")),
    *(f"calico-enterprise_versioned_docs/version-{v}" for v in ("3.22-2", "3.21-2")),
)
CLOUD = "calico-cloud", "calico-cloud_versioned_docs/version-23-2"
TREES = (*CALICO, *ENTERPRISE, *CLOUD)


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest docs, unpacked once."""
    root = tmp_path_factory.mktemp("docs-head")
    with tarfile.open(CORPUS) as packed:
        packed.extractall(root, filter="data")
    return root


def text_at(docs: Path, path: str) -> str | None:
    file = docs / path
    return file.read_bytes().decode() if file.is_file() else None


def source_at(docs: Path, path: str) -> Source:
    return Source(path, (docs / path).read_bytes().decode())


@pytest.fixture(scope="session")
def references(docs: Path) -> dict[str, Parameters]:
    """Every tree's reference, by its folder."""
    read = {
        tree: read_parameters(source_at(docs, f"{tree}/{REFERENCE}"), overrides.packaged())
        for tree in TREES
    }
    return {tree: found for tree, found in read.items() if isinstance(found, Parameters)}


def test_every_reference_is_read(references: dict[str, Parameters]) -> None:
    counts = {tree: len(found.all) for tree, found in references.items()}
    assert [counts[tree] for tree in CALICO] == [204, 202, 192, 188, 170]
    assert [counts[tree] for tree in ENTERPRISE] == [330, 330, 330, 313, 307]
    assert [counts[tree] for tree in CLOUD] == [330, 330]


def test_the_three_states_of_one_parameter(references: dict[str, Parameters]) -> None:
    def state(tree: str) -> str:
        parameter = references[tree].find("bpfKubeProxyHealthzPort")
        if parameter is None:
            return "absent"
        return "with 0" if parameter.special("0") else "without 0"

    states = {tree: state(tree) for tree in TREES}
    assert {tree for tree in TREES if states[tree] == "absent"} == {CALICO[4], *ENTERPRISE[3:]}
    assert {tree for tree in TREES if states[tree] == "without 0"} == set(CALICO[2:4])
    assert list(states.values()).count("with 0") == 7


def test_every_sentence_about_special_values_is_a_fact_or_unread(
    references: dict[str, Parameters],
) -> None:
    assert sentence_count(references.values()) == (21, 3)
    unread = {quote.text for found in references.values() for quote in found.unread}
    assert {text.split()[0] for text in unread} == {"A", "Must", "Unset"}
    facts = {
        (parameter.name, special.value)
        for found in references.values()
        for parameter in found
        for special in parameter.specials
        if speaks(special.quote.text)
    }
    assert facts == {
        ("bpfIPFragTimeout", "unset"),
        ("bpfKubeProxyHealthzPort", "0"),
        ("bpfMapSizePerCpuConntrack", "0"),
        ("deviceRouteSourceAddress", "unset"),
        ("deviceRouteSourceAddressIPv6", "unset"),
        ("dnsLogsFileAggregationKind", "0"),
        ("endpointStatusPathPrefix", ""),
        ("flowLogsFileAggregationKindForAllowed", "0"),
        ("flowLogsFileAggregationKindForDenied", "0"),
        ("goGCThreshold", "-1"),
        ("goMaxProcs", "-1"),
        ("goMemoryLimitMB", "-1"),
        ("interfaceRefreshInterval", "0"),
        ("ipsetsRefreshInterval", "0"),
        ("iptablesRefreshInterval", "0"),
        ("l7LogsFileAggregationNumURLPath", "negative"),
        ("l7LogsFilePerNodeLimit", "0"),
        ("natPortRange", "unset"),
        ("reportingInterval", "0"),
        ("routeRefreshInterval", "0"),
        ("wireguardKeepAlive", "0"),
        ("xdpRefreshInterval", "0"),
    }


def test_a_quote_stands_where_it_says(docs: Path, references: dict[str, Parameters]) -> None:
    for found in references.values():
        lines = (docs / found.path).read_bytes().decode().split("\n")
        quotes = [special.quote for special in found.specials] + list(found.unread)
        quotes += [parameter.quote for parameter in found]
        for quote in quotes:
            there = lines[quote.line - 1][quote.column - 1 :].removeprefix('"')
            assert there[:12].replace("\\n", " ").startswith(quote.text[:8])


def test_every_shape_of_schema_is_known(references: dict[str, Parameters]) -> None:
    unknown = {
        parameter.name
        for found in references.values()
        for parameter in found
        if parameter.yaml_name and isinstance(parameter.yaml_schema, UnknownType)
    }
    assert unknown == {"istioDSCPMark"}


def test_what_references_say_against_themselves(references: dict[str, Parameters]) -> None:
    said = {
        (each.parameter.name, tree.partition("_")[0])
        for tree, found in references.items()
        for each in contradictions(found)
    }
    assert {name for name, product in said if product == "calico"} == {
        "bpfConntrackLogLevel",
        "iptablesBackend",
    }
    commercial = {name for name, product in said if product != "calico"}
    assert commercial == {
        "deletedMetricsRetentionSecs",
        "flowLogsDynamicAggregationEnabled",
        "flowLogsFileAggregationKindForDenied",
    }


def test_no_packaged_correction_is_idle(references: dict[str, Parameters]) -> None:
    assert list(overrides.idle(overrides.packaged(), references.values())) == []
    burst = references["calico"].find("logActionRateLimitBurst")
    assert burst is not None
    assert expected(burst.yaml_schema) == "an integer from 0 to 9999"


def test_ports_that_were_once_recommended_are_taken(references: dict[str, Parameters]) -> None:
    def free(tree: str, port: int) -> bool:
        ports = packaged_ports().in_tree(references[tree])
        return not ports.taken(port, None, "vxlanPort")

    assert not any(free(tree, 10258) for tree in TREES)
    assert [tree for tree in TREES if free(tree, 4790)] == list(CALICO)


def test_how_each_tree_serves_its_kinds(docs: Path) -> None:
    def how(tree: str) -> str:
        paths = sorted(path.relative_to(docs / tree) for path in (docs / tree).rglob("*.mdx"))
        names = [path.as_posix() for path in paths]
        return derive_serving(names, lambda path: source_at(docs, f"{tree}/{path}")).how

    served = {tree: how(tree) for tree in TREES}
    assert {tree for tree in TREES if served[tree] == "crd"} == {CALICO[0], *ENTERPRISE[:2]}
    assert {tree for tree in TREES if served[tree] == "either"} == {CALICO[1], ENTERPRISE[2]}
    assert {tree for tree in TREES if served[tree] == "unknown"} == set(CLOUD)


def tokens(docs: Path, tree: str) -> Iterator[str]:
    for page in (docs / tree).rglob("*.mdx"):
        yield from TOKEN.findall(page.read_bytes().decode())


def test_variables_that_no_file_defines(docs: Path) -> None:
    missing = set()
    for tree in TREES:
        own, shared = (source_at(docs, path) for path in (f"{tree}/variables.js", "variables.js"))
        variables = read_variables(own, shared, lambda path: text_at(docs, path))
        assert isinstance(variables, Variables)
        names = set(tokens(docs, tree))
        missing |= {name for name in names if isinstance(variables.lookup(name), MissingVariable)}
    assert missing == {
        "componentImage.calicoctl",
        "componentImage.cnxNode",
        "manifestsUrl",
        "releases.0.components.calicoctl.image",
        "releases.0.components.calicoctl.version",
        "releases.0.components.cnx-node.image",
        "releases.0.components.cnx-node.version",
    }
