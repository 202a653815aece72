"""Mistakes that people make in definitions and templates: none passes in silence.

Each is made in a copy of the project's own snippets, and told at its line, once.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

import snippet_roots
from conftest import Command

ROOT = Path(__file__).parents[1]
DEFINITION = "snippets/healthz-port.yaml"
TEMPLATE = "templates/healthz-port-enable.mdx"
SHARED = "templates/_healthz-port.mdx"
VXLAN = "snippets/mke-vxlan.yaml"


class Mistake(NamedTuple):
    """A text that is replaced, and what is said of what stands there instead."""

    file: str
    old: str
    new: str
    message: str


MISTAKES = {
    "a page with a typing error": Mistake(
        DEFINITION,
        "page: operations/ebpf/enabling-ebpf.mdx",
        "page: operations/ebpf/enabling-epbf.mdx",
        "no tree has the page 'operations/ebpf/enabling-epbf.mdx'; "
        "did you mean 'operations/ebpf/enabling-ebpf.mdx'?",
    ),
    "a page with its tree's folder": Mistake(
        DEFINITION,
        "page: operations/ebpf/install.mdx",
        "page: calico/operations/ebpf/install.mdx",
        "no tree has the page 'calico/operations/ebpf/install.mdx'; "
        "the path starts in the tree: 'operations/ebpf/install.mdx'",
    ),
    "another syntax of values": Mistake(
        TEMPLATE,
        "<% include",
        "On port {{ port }}.\n\n<% include",
        "'{{ port }}' stays in the text; write '<%= port %>'",
    ),
    "another syntax of conditions": Mistake(
        TEMPLATE,
        "<% include",
        '{% if documents("bpfKubeProxyHealthzPort") %}\n<% include',
        "'{% if %}' stays in the text; write '<% if … %>'",
    ),
    "a port without candidates": Mistake(
        DEFINITION,
        "candidates: [10356, 10456, 10556]\nprotocol: tcp\n",
        "",
        "'port' needs 'candidates' in snippets/healthz-port.yaml",
    ),
    "no candidate is free": Mistake(
        DEFINITION,
        "[10356, 10456, 10556]",
        "[10256, 10257]",
        "no candidate is free: 10256 is used by kube-proxy",
    ),
    "a heading with a typing error": Mistake(
        DEFINITION,
        "heading: Avoiding conflicts with kube-proxy",
        "heading: Avoiding conflict with kube-proxy",
        "healthz-port/enable is in place, but cannot be inserted again: no heading "
        "'Avoiding conflict with kube-proxy'; did you mean 'Avoiding conflicts with kube-proxy'?",
    ),
    "a tab with a typing error": Mistake(
        DEFINITION,
        "tab: AKS",
        "tab: ASK",
        "healthz-port/install-aks is in place, but cannot be inserted again: no tab 'ASK'",
    ),
    "a condition without its end": Mistake(
        SHARED,
        "<% endif %>",
        "",
        "templates/_healthz-port.mdx:2:1: error[invalid-snippet] "
        "'<% if … %>' is not closed; expected '<% endif %>' below",
    ),
    "a tag without its end": Mistake(
        SHARED, "<% else %>", "<% else", "this tag is not closed; expected '%>'"
    ),
    "an end without its percent sign": Mistake(
        SHARED, "<% endif %>", "<% endif >", "this tag is not closed; expected '%>'"
    ),
    "a tag with a typing error": Mistake(
        SHARED, "<% else %>", "<% esle %>", "unknown tag 'esle'; did you mean 'else'?"
    ),
    "an end without its beginning": Mistake(
        TEMPLATE, "<% include", "<% endif %>\n<% include", "'<% endif %>' is not in a block"
    ),
    "an end of another block": Mistake(
        SHARED,
        "<% endif %>",
        "<% endfor %>",
        "'<% endfor %>' does not close '<% if … %>' of line 2",
    ),
    "a function with a typing error": Mistake(
        SHARED,
        "<% if documents(",
        "<% if document(",
        "unknown function 'document'; did you mean 'documents'?",
    ),
    "a value with a typing error": Mistake(
        SHARED, "<%= port %>", "<%= prot %>", "unknown name 'prot'; did you mean 'port'?"
    ),
    "an attribute with a typing error": Mistake(
        SHARED,
        "<%= port %>",
        "<%= tree.versoin %>",
        "no attribute 'versoin' of 'tree'; did you mean 'version'?",
    ),
    "an attribute of Python's": Mistake(
        SHARED, "<%= port %>", "<%= title.upper %>", "no attribute 'upper' of 'title'"
    ),
    "a parameter in a template with a typing error": Mistake(
        TEMPLATE,
        'default("bpfKubeProxyHealthzPort")',
        'default("bpfKubeProxyHealthPort")',
        "no tree's reference has a parameter 'bpfKubeProxyHealthPort'; "
        "did you mean 'bpfKubeProxyHealthzPort'?",
    ),
    "a parameter in a gate with a typing error": Mistake(
        DEFINITION,
        "documents bpfKubeProxyHealthzPort",
        "documents bpfKubeProxyHealthPort",
        "did you mean 'bpfKubeProxyHealthzPort'?",
    ),
    "document for documents": Mistake(
        DEFINITION,
        "requires: documents",
        "requires: document",
        "cannot read 'document bpfKubeProxyHealthzPort'; "
        "did you mean 'documents bpfKubeProxyHealthzPort'?",
    ),
    "a product with a typing error": Mistake(
        VXLAN,
        "calico-enterprise >=",
        "calico-enterprize >=",
        "unknown product 'calico-enterprize'; did you mean 'calico-enterprise'?",
    ),
    "a version that is none": Mistake(
        VXLAN, "calico >= 3.31", "calico >= three", "malformed version 'three'; expected 'next' or"
    ),
    "a template with a typing error": Mistake(
        DEFINITION,
        "template: healthz-port-enable.mdx",
        "template: healthz-port-enabel.mdx",
        "no template 'healthz-port-enabel.mdx' in templates/; "
        "did you mean 'healthz-port-enable.mdx'?",
    ),
    "an include with a typing error": Mistake(
        TEMPLATE, "_healthz-port.mdx", "_healthz-prot.mdx", "cannot include '_healthz-prot.mdx'"
    ),
    "a key with a typing error": Mistake(
        DEFINITION,
        "candidates:",
        "candidate:",
        "unknown key 'candidate' in this file; did you mean 'candidates'?",
    ),
    "a key twice": Mistake(
        DEFINITION,
        "protocol: tcp",
        "protocol: tcp\nprotocol: udp",
        "duplicate key 'protocol'",
    ),
    "two positions": Mistake(
        DEFINITION,
        "    at: end\n    template: healthz-port-enable.mdx",
        "    at: end\n    before: { heading: X }\n    template: healthz-port-enable.mdx",
        "expected one of 'in', 'before', 'after', 'partial'; got 'in' and 'before'",
    ),
    "a position without its end": Mistake(
        DEFINITION,
        "    at: end\n    template: healthz-port-enable.mdx",
        "    template: healthz-port-enable.mdx",
        "a placement with 'in' needs 'at': start or end",
    ),
    "two placements of one name": Mistake(
        DEFINITION, "id: install-aks", "id: enable", "duplicate placement 'enable'"
    ),
    "a tree that is not there": Mistake(
        DEFINITION,
        "template: healthz-port-enable.mdx",
        "template: healthz-port-enable.mdx\n    skip: [{ tree: calico/3.99, reason: x }]",
        "no tree 'calico/3.99'",
    ),
    "a text that no page can hold": Mistake(
        SHARED, "<% if", "<Foo\n<% if", "healthz-port-enable.mdx does not fit "
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's snippets, and the docs that they are rendered into."""
    monkeypatch.chdir(snippet_roots.copy_project(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_once_and_at_its_place(
    project: Path, command: Command, name: str
) -> None:
    file, old, new, message = MISTAKES[name]
    text = (project / file).read_text()
    assert old in text
    (project / file).write_text(text.replace(old, new, 1))
    _, out, err = command("render", "--check")
    told = [line for line in (out + err).splitlines() if message in line]
    assert told, out + err
    if "error[" in told[0]:
        assert len(told) == 1
        assert told[0].startswith(("snippets/", "templates/"))


def test_foreign_syntax_in_an_example_is_left_alone(project: Path, command: Command) -> None:
    """A chart's template has braces of its own, and is text like any other."""
    template = project / TEMPLATE
    example = "```yaml\nname: {{ .Release.Name }}\n{% raw %}\n```\n\n"
    template.write_text(example + template.read_text())
    code, out, _ = command("render")
    assert (code, "invalid-snippet" in out) == (0, False)
    page = project / "examples/docs/calico/operations/ebpf/enabling-ebpf.mdx"
    assert "name: {{ .Release.Name }}" in page.read_text()


def test_a_text_whose_heading_is_gone_is_a_finding(project: Path, command: Command) -> None:
    page = project / "examples/docs/calico/operations/ebpf/enabling-ebpf.mdx"
    page.write_text(page.read_text().replace("Avoiding conflicts with kube-proxy", "Conflicts"))
    code, out, _ = command("lint", "--select", "missing-snippet", "--fail-on", "warning")
    assert code == 1
    assert "healthz-port/enable is in place, but cannot be inserted again: no heading" in out


def test_a_finding_in_generated_text_names_the_template_line(
    project: Path, command: Command
) -> None:
    """Through an include: that is the file to change."""
    shared = project / SHARED
    lines = shared.read_text().split("\n")
    number = next(n for n, line in enumerate(lines) if line and not line.startswith("<%"))
    lines[number] += " See [the rest](no-such-page.mdx)."
    shared.write_text("\n".join(lines))
    assert command("render")[0] == 0
    code, out, _ = command("lint", "--generated", "--select", "broken-link")
    assert code == 1
    assert f"note: {SHARED}:{number + 1}:1: the template line that this text comes from\n" in out


def test_a_finding_beside_generated_text_names_no_template(project: Path, command: Command) -> None:
    page = project / "examples/docs/calico/operations/ebpf/enabling-ebpf.mdx"
    page.write_text(page.read_text() + "\nSee [the rest](no-such-page.mdx).\n")
    _, out, _ = command("lint", "--select", "broken-link")
    assert "no-such-page" in out
    assert "the template line" not in out
