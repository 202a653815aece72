"""The example docs: what a first run shows, and what the planted mistakes are."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import Command

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "examples/docs"
MISTAKES = ROOT / "examples/mistakes"
CONFIG = "examples/mistakes/versions.yaml"
PAGE = "calico_versioned_docs/version-3.31/operations/ebpf.mdx"
TREES = [
    "calico/next",
    "calico/3.31",
    "calico/3.30",
    "calico-enterprise/next",
    "calico-enterprise/3.23-1",
    "calico-cloud/next",
]
DOCUMENTS_ZERO = {"calico/next", "calico-enterprise/next", "calico-cloud/next"}


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_trees_of_every_product_are_found_and_complete(command: Command) -> None:
    code, out, _ = command("trees")
    rows = [line.split() for line in out.splitlines()]
    assert code == 0
    assert [row[0] for row in rows[:-1]] == TREES
    assert {row[-1] for row in rows[:-1]} == {"complete"}
    assert rows[-1] == ["(no", "tree)", "default", "1", "page"]


def test_nothing_is_wrong_with_the_docs(command: Command) -> None:
    code, out, err = command("lint", "--fail-on", "info", "--output-format", "concise")
    assert (code, out) == (0, "")
    assert err == "no findings on 42 pages and 5 components\n"


def test_the_docs_are_committed_rendered(command: Command) -> None:
    code, out, err = command("render", "--check", "-v")
    assert code == 0
    assert err == "27 placements: 27 current\n"
    assert len(re.findall(r"^  \S+ +current ", out, re.MULTILINE)) == 27


def test_the_advice_follows_what_each_reference_documents(command: Command) -> None:
    _, out, _ = command("render", "--check", "-v", "healthz-port")
    found = re.findall(r"^  (\S+) +current +(\S+enabling-ebpf.mdx)", out, re.MULTILINE)
    texts = {tree: (DOCS / page).read_text("utf-8") for tree, page in found}
    assert list(texts) == TREES
    for tree, text in texts.items():
        assert ('"bpfKubeProxyHealthzPort":0}' in text) == (tree in DOCUMENTS_ZERO)


def test_a_page_that_a_tree_does_not_have_is_listed_as_such(command: Command) -> None:
    out = command("render", "--check", "-v")[1]
    rows = [line.split()[:3] for line in out.splitlines() if "not applicable" in line]
    assert ["calico-cloud/next", "not", "applicable"] in rows


def test_the_site_is_built_from_exact_versions() -> None:
    package = json.loads((DOCS / "package.json").read_text("utf-8"))
    for version in package["dependencies"].values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


PLANTED = [
    "7:20: error[unknown-variable] '$[prodnmae]' is not defined in this tree; "
    "did you mean '$[prodname]'?",
    "15:16: error[use-before-install] 'operator.tigera.io/v1' comes before the step it needs: "
    "operator.tigera.io is installed later, in 'Install'",
    "32:4: warning[sibling-omission] this section has no guidance on "
    "'bpfKubeProxyIptablesCleanupEnabled'; the same section in calico/next, calico/3.30 has",
    "38:35: error[undocumented-value] the reference of 'bpfKubeProxyHealthzPort' gives no meaning "
    "to '0', or it is older than this page",
    "40:20: error[wrong-port-owner] port 10256 is not a port of 'kubelet'; expected kube-proxy "
    "(health checks); see https://kubernetes.io/docs/reference/"
    "command-line-tools-reference/kube-proxy/",
    "45:81: error[invalid-value] invalid value '99099' for 'healthPort'; expected an integer from "
    "0 to 65535",
    "51:69: error[parameter-not-in-version] 'prometheusMetricsClientAuth' is not a parameter of "
    "this version, or the reference is older than this page",
    "57:80: warning[reserved-port] port 8472 is used by flannel (VXLAN); see "
    "https://github.com/flannel-io/flannel/blob/master/Documentation/backends.md",
    "60:1: warning[useless-ignore] [*] unused ignore of 'reserved-port'; remove it",
    "71:3: error[unknown-parameter] unknown parameter 'logSeverityScren'; did you mean "
    "'logSeverityScreen'?",
]


def test_the_page_of_mistakes_shows_each_of_them_and_nothing_else(command: Command) -> None:
    code, out, err = command("lint", "--config", CONFIG, "--output-format", "concise")
    assert code == 1
    assert out.splitlines() == [f"{PAGE}:{each}" for each in PLANTED]
    assert err.splitlines() == [
        "7 errors, 3 warnings in 1 file; 3 pages checked",
        "[*] 1 can be fixed with `--fix`, 2 more with `--fix --unsafe-fixes`",
    ]


def test_the_mistakes_are_the_ones_its_readme_tells_of(command: Command) -> None:
    _, out, _ = command("lint", "--config", CONFIG, "--output-format", "json")
    readme = (MISTAKES / "README.md").read_text("utf-8")
    told = re.findall(r"\| `([a-z-]+)` \|$", readme, re.MULTILINE)
    found = [finding["rule"] for finding in json.loads(out)["findings"]]
    assert found == told


def test_the_finding_in_the_docs_is_one_of_them(command: Command) -> None:
    page = (ROOT / "docs/linting.md").read_text("utf-8")
    shown = page.partition("$ docs-snippets lint --config examples/mistakes/versions.yaml\n…\n")[2]
    finding = shown.partition("\n…\n```\n")[0]
    assert finding
    assert f"\n{finding}\n" in command("lint", "--config", CONFIG)[1]


def test_the_site_of_one_plugin_is_found_by_init_and_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    shutil.copytree(ROOT / "examples/beacon", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    code, out, _ = command("init")
    assert code == 0
    trees = re.findall(r"^  (docs/\S+) ", out, re.MULTILINE)
    assert trees == ["docs/next", "docs/2.1", "docs/2.0", "docs/next@de", "docs/2.1@de"]
    assert command("lint", "--fail-on", "info")[::2] == (0, "no findings on 14 pages\n")
