"""The order of steps: what each needs and makes, per path through the tabs."""

import pytest

from docs_snippets.code_blocks.procedure import Step, paths, steps
from docs_snippets.code_blocks.step_effects import Artifact
from docs_snippets.code_blocks.step_order import (
    assumes_installation,
    contradicted_orders,
    misplaced_steps,
)
from docs_snippets.core.source import Source
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page

PATCH = '```bash\nkubectl patch felixconfiguration default -p \'{"spec":{"a":1}}\'\n```\n'
OPERATOR = "```bash\nkubectl create -f https://example.com/tigera-operator.yaml\n```\n"
RESOURCES = "```bash\nkubectl create -f custom-resources.yaml\n```\n"


def read(text: str, path: str = "install.mdx") -> tuple[Page, tuple[Step, ...]]:
    page = read_page(Source(path, text))
    return page, steps(page, packaged_kinds())


def wrong(text: str, path: str = "install.mdx") -> list[tuple[str, Artifact, int]]:
    page, found = read(text, path)
    return [
        (
            page.source.slice(one.need.span),
            one.need.thing,
            page.source.line_of(one.maker.span.start),
        )
        for one in misplaced_steps(page, found)
    ]


def tabs(*items: tuple[str, str], group: str = "g") -> str:
    body = "".join(
        f'<TabItem label="{label}" value="{label}-{index}">\n\n{text}\n</TabItem>\n'
        for index, (label, text) in enumerate(items)
    )
    return f'<Tabs groupId="{group}">\n{body}</Tabs>\n\n'


CRDS = Artifact("crds", "projectcalico.org")


def test_a_resource_before_its_definitions() -> None:
    assert wrong(PATCH + OPERATOR) == [("felixconfiguration", CRDS, 5)]


def test_the_right_order_and_no_order_at_all() -> None:
    assert wrong(OPERATOR + RESOURCES + PATCH) == []
    assert wrong(PATCH) == []


def test_a_resource_that_only_a_running_product_has() -> None:
    default = Artifact("resource", "FelixConfiguration/default")
    assert wrong(OPERATOR + PATCH + RESOURCES) == [("felixconfiguration", default, 8)]
    created = PATCH.replace(
        'patch felixconfiguration default -p \'{"spec":{"a":1}}\'', "apply -f -"
    )
    manifest = "<<EOF\napiVersion: crd.projectcalico.org/v1\nkind: FelixConfiguration\nEOF"
    assert wrong(OPERATOR + created.replace("-f -", f"-f - {manifest}") + RESOURCES) == []


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("## Install the Tigera Operator\n", id="heading"),
        pytest.param("## 2. Install the $[prodname] Operator\n", id="numbered heading"),
        pytest.param("1. Install the Tigera Operator and what it needs.\n", id="ordered step"),
        pytest.param("### Step 3: Install Calico\n", id="the product itself"),
    ],
)
def test_prose_that_installs(told: str) -> None:
    assert [thing for _, thing, _ in wrong(f"{PATCH}\n{told}\n")] == [CRDS]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("- Install the Tigera Operator.\n", id="an overview"),
        pytest.param("1. [Install the Tigera Operator](#later)\n", id="a table of contents"),
        pytest.param("## Install the Tigera Operator using a proxy\n", id="another subject"),
        pytest.param("## Install kubectl\n", id="another program"),
        pytest.param("Install the Tigera Operator some day.\n", id="a paragraph"),
    ],
)
def test_prose_that_installs_nothing(told: str) -> None:
    assert wrong(f"{PATCH}\n{told}\n") == []


def test_the_title_of_the_page_is_no_step() -> None:
    assert wrong(f"# Install Calico\n\n{PATCH}") == []


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Upgrade to the next version", "page.mdx"),
        ("Enable the other data plane", "page.mdx"),
        ("Troubleshooting", "page.mdx"),
        ("Notes", "upgrading/notes.mdx"),
    ],
)
def test_readers_who_have_an_installation(title: str, path: str) -> None:
    text = f"# {title}\n\n{PATCH}{OPERATOR}"
    page, _ = read(text, path)
    assert assumes_installation(page)
    assert wrong(text, path) == []


def test_tabs_are_alternatives() -> None:
    assert wrong(tabs(("A", PATCH), ("B", OPERATOR))) == []
    assert len(wrong(tabs(("A", PATCH), ("B", "")) + OPERATOR)) == 1
    assert len(wrong(PATCH + tabs(("A", OPERATOR), ("B", "")))) == 1


def test_tabs_of_one_group_change_together_by_label() -> None:
    later = tabs(("B", OPERATOR), ("A", ""))
    assert wrong(tabs(("A", PATCH), ("B", "")) + later) == []
    assert len(wrong(tabs(("B", PATCH), ("A", "")) + later)) == 1
    assert len(wrong(tabs(("A", PATCH), ("B", "")) + later.replace('"g"', '"h"'))) == 1


def test_tabs_in_tabs() -> None:
    inner = tabs(("X", PATCH), ("Y", OPERATOR), group="inner")
    assert wrong(tabs(("A", inner), ("B", ""))) == []
    assert len(wrong(tabs(("A", inner), ("B", "")) + tabs(("A", OPERATOR), ("B", "")))) == 1


@pytest.mark.parametrize(
    "conditional",
    [
        f":::note\n\nIf you already have it:\n\n{PATCH}\n:::\n\n",
        f":::note[If it runs already]\n\nDo:\n\n{PATCH}\n:::\n\n",
        f"If you already have it, do:\n\n{PATCH}\n",
        "1. Optional: set it.\n\n" + "".join(f"   {line}\n" for line in PATCH.splitlines()) + "\n",
    ],
)
def test_what_only_some_readers_do_proves_nothing(conditional: str) -> None:
    assert wrong(conditional + OPERATOR) == []


def test_an_admonition_for_everybody() -> None:
    assert len(wrong(f":::caution[Ports]\n\nThe port is taken.\n\n{PATCH}\n:::\n\n{OPERATOR}")) == 1


def test_a_namespace_before_it_is_created() -> None:
    use = "```bash\nkubectl create secret generic s -n front\n```\n"
    make = "```bash\nkubectl create ns front\n```\n"
    assert wrong(use + make) == [("front", Artifact("namespace", "front"), 5)]
    assert wrong(make + use) == []
    assert wrong(use.replace("front", "kube-system") + make.replace("front", "kube-system")) == []
    assert wrong(use.replace("create", "get") + make) == []
    assert wrong(use.replace("front", "<name>") + make) == []


APPLY_POOLS = "```bash\nkubectl apply -f pools.yaml\n```\n"


@pytest.mark.parametrize(
    "command",
    [
        "curl -O https://example.com/pools.yaml",
        "curl https://example.com/all.yaml -o pools.yaml",
        "wget https://example.com/pools.yaml",
        "kubectl get ippool -o yaml > pools.yaml",
        "cat > ./pools.yaml <<EOF\na: b\nEOF",
        "echo a | tee pools.yaml",
        "cp other.yaml pools.yaml",
    ],
)
def test_a_file_before_it_is_written(command: str) -> None:
    written = f"```bash\n{command}\n```\n"
    assert wrong(APPLY_POOLS + written) == [("pools.yaml", Artifact("file", "pools.yaml"), 5)]
    assert wrong(written + APPLY_POOLS) == []


def test_a_file_the_page_spoke_of() -> None:
    written = "```bash\nwget https://example.com/pools.yaml\n```\n"
    assert wrong("Save it as `pools.yaml`.\n\n" + APPLY_POOLS + written) == []


def test_documents_of_one_manifest_in_the_wrong_order() -> None:
    account = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  namespace: front\n"
    namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: front\n"
    for fence in (
        "```yaml\n{}---\n{}```\n",
        "```bash\nkubectl apply -f - <<EOF\n{}---\n{}EOF\n```\n",
    ):
        assert [text for text, _, _ in wrong(fence.format(account, namespace))] == ["front"]
        assert wrong(fence.format(namespace, account)) == []


def test_yaml_that_is_only_shown_makes_nothing_late() -> None:
    use = "```bash\nkubectl create secret generic s -n front\n```\n"
    shown = "```yaml\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: front\n```\n"
    assert wrong(use + shown) == []


def test_paths_show_every_tab() -> None:
    text = tabs(("A", PATCH), ("B", OPERATOR)) + tabs(("A", RESOURCES), ("B", ""))
    page, found = read(text)
    shown = [[page.source.slice(step.span)[:14] for step in path] for path in paths(found)]
    assert shown == [["kubectl patch ", "kubectl create"], ["kubectl create"]]


def test_a_promise_the_steps_do_not_keep() -> None:
    said = (
        "We create a `ConfigMap` with the address. "
        "We do that before\ninstalling the Tigera Operator.\n\n"
    )
    make = (
        "```bash\nkubectl apply -f - <<EOF\nkind: ConfigMap\napiVersion: v1\n"
        "metadata:\n  name: a\nEOF\n```\n"
    )
    install = "## Install the Tigera Operator\n\n"
    page, found = read(said + install + make)
    (broken,) = contradicted_orders(page, found)
    assert broken.kind == "ConfigMap"
    assert page.source.slice(broken.span) == "before\ninstalling the Tigera Operator"
    for kept in (said + make + install, install + make, said + make):
        page, found = read(kept)
        assert list(contradicted_orders(page, found)) == []
