"""The snippets that come with the project: every branch rendered, right in every tree, clean."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

import snippet_roots
from conftest import Command
from docs_snippets.docs.docs import Docs, load
from docs_snippets.snippets import definition_reading
from docs_snippets.snippets.distinct_texts import TextVariant, text_variants
from docs_snippets.snippets.states import PlanRequest
from docs_snippets.snippets.templates import _Environment

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").glob("*.mdx"))


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's examples with their configuration, snippets and templates."""
    monkeypatch.chdir(snippet_roots.copy_project(tmp_path))
    return tmp_path


def rendered(folder: Path) -> list[TextVariant]:
    """Every placement of every snippet in every tree."""
    docs = load(str(folder / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    snippets, wrong = definition_reading.load(docs)
    assert (snippets != (), wrong) == (True, ())
    made = [text_variants(docs, snippet, PlanRequest()) for snippet in snippets]
    assert [wrong for _, wrong in made] == [()] * len(made)
    return [each for found, _ in made for each in found]


def branches(tree: nodes.Template, name: str) -> Iterator[tuple[str, list[nodes.Node]]]:
    """Every body that a condition may choose, by a name for it."""
    for choice in tree.find_all(nodes.If):
        yield f"{name}:{choice.lineno} if", choice.body
        if not choice.elif_:
            yield f"{name}:{choice.lineno} else", choice.else_
    for loop in tree.find_all(nodes.For):
        yield f"{name}:{loop.lineno} for", loop.body


def test_every_branch_of_every_template_is_rendered(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each branch says its own name; every name must turn up in some text."""
    parse, known = _Environment._parse, set()

    def marked(self: _Environment, source: str, name: str, file: str) -> nodes.Template:
        tree = parse(self, source, name, file)
        for mark, body in branches(tree, name):
            known.add(mark)
            body.insert(0, nodes.Output([nodes.TemplateData(f"@@{mark}@@", lineno=1)], lineno=1))
        return tree

    monkeypatch.setattr(_Environment, "_parse", marked)
    texts = [each.text or "" for each in rendered(copy)]
    seen = {mark for text in texts for mark in re.findall(r"@@([^@]*)@@", text)}
    assert known == seen
    assert len(known) >= 4


def test_every_template_is_used(copy: Path) -> None:
    used = {place for file in (copy / "snippets").iterdir() for place in file.read_text().split()}
    included = {
        name for each in TEMPLATES for name in re.findall(r'include "([^"]+)"', each.read_text())
    }
    assert {each.name for each in TEMPLATES} <= used | included


def test_every_variant_says_something_and_leaves_no_trace_of_its_making(copy: Path) -> None:
    for each in rendered(copy):
        if each.decision.state == "holds":
            assert each.text
            assert "<%" not in each.text
            assert "%>" not in each.text
            assert "\n\n\n" not in each.text
            assert not re.search(r"[ \t]$", each.text, re.MULTILINE)


def test_patches_name_a_type_that_every_api_takes(copy: Path) -> None:
    patches = [
        line
        for each in rendered(copy)
        for line in (each.text or "").split("\n")
        if " patch " in line
    ]
    assert patches
    assert all(" --type merge " in line for line in patches)


def test_a_warning_without_a_command_where_the_command_would_fail(copy: Path) -> None:
    notes = [
        each.text for each in rendered(copy) if each.name.endswith("/install-note") and each.text
    ]
    assert len(notes) == 4
    assert not any("```" in text or "kubectl" in text for text in notes)


def test_ports_are_free_in_their_tree(copy: Path) -> None:
    found = {
        each.tree: re.findall(r"vxlanPort: (\d+)", each.text or "")
        for each in rendered(copy)
        if each.name.endswith("/install-step") and each.text
    }
    assert found == {
        "calico/next": ["4790"],
        "calico/3.31": ["4790"],
        "calico-enterprise/next": ["4799"],
        "calico-enterprise/3.23-1": ["4799"],
    }


def test_without_a_free_port_each_owner_is_named(copy: Path, command: Command) -> None:
    file = copy / "snippets/mke-vxlan.yaml"
    file.write_text(file.read_text().replace("[4790, 4799, 4798]", "[4790, 8472, 30000]"))
    code, out, err = command("render", "--check", "--tree", "calico-enterprise/next")
    assert (code, "mke-vxlan/enable\n  calico-enterprise/next  undecided" in out) == (0, True)
    assert "no candidate is free: 4790 is used by " in err
    assert "the default of egressIPVXLANPort, 8472 is used by flannel" in err
    assert "30000 is used by NodePorts" in err


def test_how_the_tree_serves_its_kinds_decides_the_api_version(copy: Path) -> None:
    found = {
        each.tree: re.findall(r"^apiVersion: (.*)$", each.text or "", re.MULTILINE)
        for each in rendered(copy)
        if each.name.endswith("/install-step") and each.text
    }
    assert found == {
        "calico/next": ["projectcalico.org/v3"],
        "calico/3.31": ["crd.projectcalico.org/v1"],
        "calico-enterprise/next": ["projectcalico.org/v3"],
        "calico-enterprise/3.23-1": ["crd.projectcalico.org/v1"],
    }


def test_headings_keep_the_ids_of_the_sections_they_replace(copy: Path) -> None:
    docs = load(str(copy / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    kept = {
        "troubleshoot-ebpf": "mke-vxlan-device-down",
        "enabling-ebpf": "mke-change-the-vxlan-port-before-enabling-ebpf",
    }
    for tree in ("calico", "calico-enterprise"):
        for name, slug in kept.items():
            page = docs.pages.page(f"{tree}/operations/ebpf/{name}.mdx")
            assert slug in [each.slug for each in getattr(page, "headings", ())]


def fences(text: str) -> list[tuple[str, str]]:
    """The language and the text of each fence."""
    return re.findall(r"^ *```([a-z]*)\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """What is left of a text without its fences and inline code."""
    return re.sub(r"`[^`]*`", "", re.sub(r"^ *```.*?^ *```$", "", text, flags=re.M | re.S))


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """The text of each placement in each tree that gets one."""
    return {f"{each.name} in {each.tree}": each.text for each in rendered(ROOT) if each.text}


def of(written: dict[str, str], *names: str) -> dict[str, str]:
    """The texts of some placements."""
    return {name: text for name, text in written.items() if name.split(" in ")[0] in names}


def in_order(text: str, *words: str) -> bool:
    return bool(re.search(".*?".join(map(re.escape, words)), text, re.DOTALL))


def test_there_are_ten_rules_of_style(copy: Path) -> None:
    style = (copy / "templates/STYLE.md").read_text()
    assert re.findall(r"^## (\d+)\. ", style, re.MULTILINE) == [str(n) for n in range(1, 11)]


def test_every_text_keeps_the_rules_of_style_that_a_test_can_see(written: dict[str, str]) -> None:
    for name, text in written.items():
        words = prose(text)
        assert not re.search(r"\bCalico\b|dataplane", words), name
        assert not re.search(r"^#+ .*\{", words, re.MULTILINE), name
        assert not re.search(r"^ *([2-9]|\d\d)\. ", words, re.MULTILINE), name
        assert not re.search(r"\b[Ww]e\b", words), name
        opened = re.findall(r"^:::(\S.*)$", words, re.MULTILINE)
        assert all(re.fullmatch(r"(caution|note|tip)(\[.+\])?", each) for each in opened), name
        assert {language for language, _ in fences(text)} <= {"bash", "yaml", ""}, name
        commands = "".join(code for language, code in fences(text) if language == "bash")
        assert not re.search(r"^ *\$ ", commands, re.MULTILINE), name
        placeholders = re.findall(r"(?<!<)<[A-Za-z][^>,]*>", commands)
        assert all(re.fullmatch(r"<[a-z]+(-[a-z]+)+>", each) for each in placeholders), name
        assert not re.search(r"\]\((?!#|[^):]*\.mdx[#)])", words), name


def test_a_sentence_has_a_line_of_its_own(written: dict[str, str]) -> None:
    for name, text in written.items():
        for line in prose(text).split("\n"):
            assert not re.search(r"[a-z)][.] [A-Z]", line), (name, line)


def test_troubleshooting_goes_from_the_symptom_to_the_fix(written: dict[str, str]) -> None:
    found = of(written, "mke-vxlan/troubleshoot")
    assert len(found) == 4
    for name, text in found.items():
        assert in_order(
            text,
            "**Symptom**:",
            "\n```\nFailed to set tunnel device up error=address already in use\n```\n",
            "**Cause**:",
            "`/run/docker/netns/`",
            "**Diagnosis**:",
            "# Show the state of the device",
            "ip -d link show vxlan.calico",
            "# Show what holds port 4789",
            "ss -ulnp sport = :4789",
            "# On the node: list the VXLAN devices",
            'nsenter --net="$ns" ip -d link show type vxlan',
            "**Fix**:",
            "or another port that you choose",
            '"vxlanPort":',
            "ip -d link show vxlan.calico",
            "# Expected: ",
            "**before** enabling eBPF mode",
        ), name


def test_the_port_is_verified_before_ebpf_mode_is_enabled(written: dict[str, str]) -> None:
    found = of(written, "mke-vxlan/enable")
    assert len(found) == 4
    for name, text in found.items():
        port = re.findall(r'"vxlanPort":(\d+)', text)[0]
        assert in_order(
            text,
            "before enabling eBPF mode",
            "Failed to set tunnel device up error=address already in use",
            f"{port}, or another port that you choose",
            "ip -d link show vxlan.calico",
            f"dstport {port}",
            "make sure it is `UP` before you go on",
        ), name


def test_nothing_degrades_without_the_health_check_server(written: dict[str, str]) -> None:
    found = of(written, "healthz-port/enable", "healthz-port/install-aks")
    assert len(found) == 11
    for name, text in found.items():
        assert "TCP port 10256" in text, name
        assert "so nothing degrades" in text, name
        zero = '"bpfKubeProxyHealthzPort":0' in text
        assert zero or in_order(text, "AKS", "`ss` or `netstat`", "or another port"), name
        assert zero or in_order(text, "10257 (`kube-controller-manager`)"), name


BREAKS = {
    "unknown-parameter": "```bash\nkubectl patch felixconfiguration "
    'default --type merge -p \'{"spec":{"bpfKubeProxyHealthPort":0}}\'\n```\n',
    "undocumented-value": "```bash\nkubectl patch felixconfiguration default --type merge "
    '-p \'{"spec":{"bpfKubeProxyHealthzPort":0}}\'\n```\n',
    "invalid-value": "```bash\nkubectl patch felixconfiguration default --type merge "
    '-p \'{"spec":{"bpfKubeProxyHealthzPort":"none"}}\'\n```\n',
    "reserved-port": "Choose an unused port, for example 10258:\n\n```bash\nkubectl patch "
    "felixconfiguration default --type merge "
    '-p \'{"spec":{"bpfKubeProxyHealthzPort":10258}}\'\n```\n',
    "wrong-port-owner": "The Kubernetes API server listens on TCP port 10250.\n",
    "unknown-variable": "Install $[prodnam].\n",
}


@pytest.mark.parametrize("rule", BREAKS)
def test_the_rules_see_what_a_broken_template_says(copy: Path, command: Command, rule: str) -> None:
    (copy / "templates/healthz-port-enable.mdx").write_text(BREAKS[rule])
    assert command("render")[0] == 0
    code, out, _ = command("lint", "--generated", "--output-format", "concise", "--fail-on", "info")
    assert (code, f"[{rule}]" in out) == (1, True), out
    assert "enabling-ebpf.mdx:" in out


def test_a_command_before_its_time_is_seen(copy: Path, command: Command) -> None:
    (copy / "templates/mke-vxlan-install-note.mdx").write_text(
        "```bash\nkubectl patch felixconfiguration default --type merge "
        '-p \'{"spec":{"vxlanPort":4790}}\'\n```\n'
    )
    assert command("render")[0] == 0
    code, out, _ = command("lint", "--generated", "--output-format", "concise")
    assert (code, "[use-before-install]" in out) == (1, True)


def test_a_parameter_of_another_version_is_seen(copy: Path, command: Command) -> None:
    reference = copy / "examples/docs/calico/_includes/components/FelixConfig/config-params.json"
    reference.write_text(
        reference.read_text()
        .replace("VXLANPort", "OverlayPort")
        .replace("vxlanPort", "overlayPort")
    )
    code, out, _ = command("render", "--tree", "calico/next")
    assert (code, "removed" in out) == (0, True)
    (copy / "templates/healthz-port-enable.mdx").write_text("Set `vxlanPort` to 4799.\n")
    command("render")
    _, out, _ = command("lint", "--generated", "--output-format", "concise")
    assert "calico/operations/ebpf/enabling-ebpf.mdx" in out
    assert "[parameter-not-in-version]" in out


def test_a_template_that_does_not_parse_is_not_placed(copy: Path, command: Command) -> None:
    (copy / "templates/healthz-port-enable.mdx").write_text("Use <port>.\n")
    code, out, _ = command("render")
    assert code == 2
    assert "healthz-port-enable.mdx does not fit calico/operations/ebpf/enabling-ebpf.mdx" in out
    assert "the page would not parse" in out
    pages = (copy / "examples/docs").rglob("enabling-ebpf.mdx")
    assert not any("<port>" in page.read_text() for page in pages)


def test_the_sentence_about_0_turns_the_advice(copy: Path, command: Command) -> None:
    older = copy / "examples/docs/calico_versioned_docs/version-3.31"
    page, reference = (
        older / "operations/ebpf/enabling-ebpf.mdx",
        older / ("_includes/components/FelixConfig/config-params.json"),
    )
    text = reference.read_text()
    sentence = re.search(
        r'"NameYAML": "bpfKubeProxyHealthzPort".*?"Description": "([^"]*)"', text, re.DOTALL
    )
    assert sentence is not None
    grown = f"{sentence[1]} Set to 0 to switch the server off."
    reference.write_text(
        text.replace(f'"Description": "{sentence[1]}"', f'"Description": "{grown}"')
    )
    before = page.read_text()
    code, out, _ = command(
        "render", "--check", "--check-fail-msg", "to mend it: make docs-snippets"
    )
    assert (code, page.read_text()) == (1, before)
    assert "  calico/3.31" in out
    stale = out[out.index("stale") :]
    assert "“Set to 0 to switch the server off.”" in stale
    assert out.count(" stale ") == 2
    assert command("render")[0] == 0
    assert '"bpfKubeProxyHealthzPort":0' in page.read_text()
    assert command("render", "--check")[0] == 0
