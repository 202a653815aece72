"""Components in the `lint` command: which are checked, what is accepted, what cannot be read."""

import io
import json
import os
import sys

import pytest

from conftest import Command, SiteMaker
from docs_snippets.runs.options import MOST_A_CORE, process_count

COMPONENT = "export default () => <CodeBlock>{`kubectl get pods –n ${name}`}</CodeBlock>;\n"
PATH = "calico/next/_includes/Get.jsx"
OLD = "calico/3.31/_includes/Get.jsx"
SITE = {PATH: COMPONENT, OLD: COMPONENT, "calico/next/a.mdx": "text\n"}
ONLY = ("lint", "--select", "typographic-character", "--output-format", "concise")


def found(out: str) -> list[str]:
    return [line.partition(" ")[0] for line in out.splitlines()]


def test_components_are_checked_with_the_pages(site: SiteMaker, command: Command) -> None:
    site(SITE)
    code, out, err = command(*ONLY)
    assert (code, found(out)) == (1, [f"{PATH}:1:52:", f"{OLD}:1:52:"])
    assert err == "2 errors in 2 files, 1 cause; 2 pages and 2 components checked\n"
    assert command("lint", "--show-files")[1].endswith(f".mdx\n{OLD}\n{PATH}\n")


@pytest.mark.parametrize("path", [PATH, f"docs/{PATH}", "calico/next/_includes"])
def test_a_component_or_its_folder_is_named(path: str, site: SiteMaker, command: Command) -> None:
    site(SITE)
    code, out, err = command(*ONLY, path)
    assert (code, found(out)) == (1, [f"{PATH}:1:52:"])
    assert err == "1 error in 1 file; 1 component checked\n"


def test_a_component_from_standard_input(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(SITE)
    text = f"\n{COMPONENT}".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    _, out, _ = command(*ONLY, "-", "--stdin-filename", PATH)
    assert found(out) == [f"{PATH}:2:52:"]


def test_nothing_is_mended_in_a_script(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    _, out, err = command(*ONLY, "--fix", "--unsafe-fixes")
    assert len(found(out)) == 2
    assert "--fix" not in err
    assert (folder / "docs" / PATH).read_text() == COMPONENT
    _, out, _ = command(*ONLY[:3], "--output-format", "json")
    assert [each["fix"] for each in json.loads(out)["findings"]] == [None, None]


def test_a_baseline_has_components_too(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    command(*ONLY, "--write-baseline")
    (folder / "docs" / PATH).write_text(f"// a line above\n{COMPONENT}")
    assert command(*ONLY)[0] == 0
    for path in (PATH, OLD):
        (folder / "docs" / path).write_text(COMPONENT.replace("–", "-"))
    assert "1 removed" in command(*ONLY, "--prune-baseline")[2]


def test_settings_for_paths_reach_components(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    rules = "rules: {paths: [{path: '**/*.jsx', ignore: [typographic-character], reason: x}]}\n"
    with (folder / "versions.yaml").open("a") as file:
        file.write(rules)
    assert command("lint", "--output-format", "concise")[:2] == (0, "")


@pytest.mark.parametrize(
    ("data", "report"),
    [
        (b"// <CodeBlock \xff", f"{PATH}:1:15: error[unreadable-file] not UTF-8: byte 0xff"),
        (b"// \xff", ""),
        (b"<CodeBlock>{`kubectl get pods \xe2\x80\x93n a</CodeBlock>", ""),
        (b"", ""),
        (b"<CodeBlock" * 100_000, ""),
    ],
    ids=("not UTF-8", "no code", "no end", "empty", "no script"),
)
def test_scripts_that_cannot_be_read(
    data: bytes, report: str, site: SiteMaker, command: Command
) -> None:
    folder = site({**SITE, OLD: ""})
    (folder / "docs" / PATH).write_bytes(data)
    said = command(*ONLY)[1]
    assert said.startswith(report)
    assert bool(said) == bool(report)


def test_values_are_those_of_the_components_tree(site: SiteMaker, command: Command) -> None:
    text = (
        "import { port } from '../ports';\n"
        "export const A = () => <pre>FELIX_HEALTHPORT={port} calico-node</pre>;\n"
    )
    ports = {
        "calico/next/ports.js": "export const port = 9199;",
        "calico/3.31/ports.js": "export const port = 91990;",
    }
    site({**ports, PATH: text, OLD: text})
    _, out, _ = command("lint", "--select", "invalid-value", "--output-format", "concise")
    assert found(out) == [f"{OLD}:2:46:"]


def test_a_script_of_no_tree_is_passed_over(site: SiteMaker, command: Command) -> None:
    site({**SITE, "src/A.js": COMPONENT})
    assert command("lint", "src/A.js") == (
        0,
        "",
        "skipped: 'src/A.js' is a script that prints no code, or belongs to no tree and to no "
        "docs folder\nnothing checked: no PATH names a page\n",
    )


def test_a_setting_for_no_page_is_useless(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    rules = "rules: {paths: [{path: gone/**, ignore: [typographic-character], reason: x}]}\n"
    with (folder / "versions.yaml").open("a") as file:
        file.write(rules)
    _, out, _ = command("lint", "--select", "useless-ignore", "--output-format", "concise")
    assert (
        "warning[useless-ignore] no page, component or reference matches 'gone/**'; remove it"
        in out
    )
    assert "useless" not in command("lint", "calico/next/a.mdx", "--output-format", "concise")[1]


def test_no_rule_is_left(site: SiteMaker, command: Command) -> None:
    site(SITE)
    assert command(*ONLY, "--select", "", "--ignore", "typographic-character") == (
        0,
        "",
        "nothing checked: the options and the configuration leave no rule\n",
    )
    assert command("lint", "--select", "") == (
        2,
        "",
        "docs-snippets lint: --select names no rule\n",
    )


def test_files_to_show_are_explained(site: SiteMaker, command: Command) -> None:
    site({**SITE, "README.md": "# Docs\n"})
    assert command("lint", "--show-files", "docs/README.md") == (
        0,
        "",
        "skipped: 'docs/README.md' belongs to no tree and to no docs folder that the "
        "configuration names\nnothing checked: no PATH names a page\n",
    )


def test_processes_are_few_and_no_run_keeps_anything(site: SiteMaker, command: Command) -> None:
    assert process_count(1) == 1
    assert process_count(9999) <= MOST_A_CORE * (os.cpu_count() or 1)
    folder = site(SITE)
    before = sorted(folder.rglob("*"))
    assert command(*ONLY, "--jobs", "9999", "--no-cache")[0] == 1
    assert sorted(folder.rglob("*")) == before
