"""Definitions: every mistake is reported where it stands, with what was expected."""

from pathlib import Path

import pytest

import snippet_roots
from conftest import Command
from snippet_roots import DEFINITION, RENDERED

FILE = "snippets/paging.yaml"


def changed(old: str, new: str) -> str:
    assert old in DEFINITION
    return DEFINITION.replace(old, new)


WRONG = {
    "not YAML": ("subjects: [a\n", "2:1", "not valid YAML:"),
    "empty": ("", "1:1", "the file is empty"),
    "unknown key": (
        changed("gate:", "gates:"),
        "2:1",
        "unknown key 'gates' in this file; did you mean 'gate'?",
    ),
    "unknown key of a placement": (
        changed("template:", "templte:"),
        "9:5",
        "unknown key 'templte' in placements[0]; did you mean 'template'?",
    ),
    "no subjects": (changed("subjects: [pageSize]\n", ""), "1:1", "lacks 'subjects'"),
    "no placements": ("subjects: [a]\nplacements: []\n", "2:13", "placements: expected a value"),
    "a subject that is a number": (
        changed("[pageSize]", "[0]"),
        "1:12",
        'subjects[0]: expected a string, got the number 0; quote it: "0"',
    ),
    "a port out of range": (
        DEFINITION + "candidates: [70000]\n",
        "11:14",
        "candidates[0]: expected at most 65535, got the number 70000",
    ),
    "a port twice": (DEFINITION + "candidates: [1, 1]\n", "11:13", "no duplicate values"),
    "an unknown protocol": (
        DEFINITION + "candidates: [1]\nprotocol: TCP\n",
        "12:11",
        "protocol: expected one of 'tcp', 'udp', got 'TCP'",
    ),
    "a protocol of nothing": (DEFINITION + "protocol: tcp\n", "1:1", "lacks 'candidates'"),
    "a gate that cannot be read": (
        changed("documents pageSize", "documented pageSize"),
        "3:13",
        "cannot read 'documented pageSize'",
    ),
    "an unknown parameter in a gate": (
        changed("documents pageSize", "documents pageSzie"),
        "3:13",
        "no tree's reference has a parameter 'pageSzie'; did you mean 'pageSize'?",
    ),
    "an unknown product in a gate": (
        changed("requires: documents pageSize", "applies: giude >= 1.9"),
        "3:12",
        "unknown product 'giude'; did you mean 'guide'?",
    ),
    "a malformed version in a gate": (
        changed("requires: documents pageSize", "applies: guide >= 1.x.9"),
        "3:12",
        "malformed version '1.x.9'; expected 'next' or numbers such as 1.20",
    ),
    "an unknown condition": (
        changed("requires:", "require:"),
        "3:3",
        "unknown condition 'require'; did you mean 'requires'?",
    ),
    "two places at once": (
        changed("at: end", "before: { heading: Go on }"),
        "5:5",
        "expected one of 'in', 'before', 'after', 'partial'; got 'in' and 'before'",
    ),
    "no place": (
        changed("    in: { heading: Tune it }\n    at: end\n", ""),
        "5:5",
        "expected one of 'in', 'before', 'after', 'partial'; got none",
    ),
    "no end": (changed("    at: end\n", ""), "5:5", "a placement with 'in' needs 'at'"),
    "an end too many": (
        changed("in: {", "before: {"),
        "5:5",
        "'at' belongs to 'in', not to 'before'",
    ),
    "another end": (
        changed("at: end", "at: bottom"),
        "8:9",
        "placements[0].at: expected one of 'start', 'end', got 'bottom'",
    ),
    "no page": (changed("    page: setup.mdx\n", ""), "5:5", "a placement needs a 'page'"),
    "a page that is no page": (
        changed("setup.mdx", "setup"),
        "6:11",
        "placements[0].page: expected a path that ends in .mdx or .md, got 'setup'",
    ),
    "a page outside": (
        changed("setup.mdx", "../setup.mdx"),
        "6:11",
        "path '../setup.mdx' leaves its tree",
    ),
    "no such template": (
        changed("paging.mdx", "pagin.mdx"),
        "9:15",
        "no template 'pagin.mdx' in templates/; did you mean 'paging.mdx'?",
    ),
    "a template outside": (
        changed("paging.mdx", "../paging.mdx"),
        "9:15",
        "template '../paging.mdx' is not in templates/",
    ),
    "a name that is none": (changed("id: how", "id: a/b"), "5:9", "expected a name of letters"),
    "a name twice": (
        DEFINITION + DEFINITION.partition("placements:\n")[2],
        "11:9",
        "duplicate placement 'how'",
    ),
    "two ways to replace": (
        changed("{ blocks: pageSize }", "{ blocks: pageSize, section: X }"),
        "10:15",
        "placements[0].replaces: expected at most 1 of them",
    ),
    "a skip without a reason": (
        f"{DEFINITION}    skip: [{{ tree: guide/next }}]\n",
        "11:12",
        "placements[0].skip[0] lacks 'reason'",
    ),
    "a skip of no tree": (
        f"{DEFINITION}    skip: [{{ tree: guide/1.8, reason: x }}]\n",
        "11:20",
        "no tree 'guide/1.8'; did you mean 'guide/1.9'?",
    ),
    "a partial with a page": (
        changed("    in: { heading: Tune it }\n    at: end\n", "    partial: _x.mdx\n"),
        "5:5",
        "a partial cannot have 'page'",
    ),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("arguments", [("render",), ("show", "paging")], ids=["render", "show"])
def test_a_wrong_definition_is_reported_in_place(
    command: Command, tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    text, place, words = WRONG[name]
    snippet_roots.make(tmp_path, {FILE: text, "site/guide/setup.mdx": RENDERED})
    code, out, _ = command(*arguments, "--config", str(tmp_path / "versions.yaml"))
    assert code == 2
    assert f"{FILE}:{place}: error[invalid-snippet] " in out
    assert words in out
    assert (tmp_path / "site/guide/setup.mdx").read_text() == RENDERED


def test_two_owners_of_one_file(command: Command, tmp_path: Path) -> None:
    whole = "subjects: [x]\nplacements:\n  - { id: a, partial: setup.mdx, template: paging.mdx }\n"
    snippet_roots.make(tmp_path, {"snippets/whole.yaml": whole})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert code == 2
    words = "error[invalid-snippet] setup.mdx is generated whole by whole/a"
    assert f"snippets/paging.yaml:5:9: {words}" in out


@pytest.mark.parametrize("name", ["two words.yaml", "other.yml"])
def test_a_file_name_that_is_none(command: Command, tmp_path: Path, name: str) -> None:
    snippet_roots.make(tmp_path, {f"snippets/{name}": DEFINITION})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert code == 2
    assert f"snippets/{name}:1:1: error[invalid-snippet] expected NAME.yaml, a name of" in out


SHOW = {
    "every variant": (
        ["paging"],
        0,
        "== paging/how\n== guide/next: the reference documents pageSize value 0; "
        "guide/params.json:5: “Set to 0 to disable paging.”\n\n"
        "Set `pageSize` to `0` and The Guide shows everything at once.\n\n"
        "== paging/how\n== guide/1.10: the reference has pageSize and does not document 0; "
        "guide_versioned_docs/version-1.10/params.json:2: “PageSize”\n\nSet `pageSize` to `500`.\n",
        "",
    ),
    "one tree": (["paging/how", "--tree", "guide/1.10"], 0, "Set `pageSize` to `500`.\n", ""),
    "a tree without the page": (
        ["paging", "--tree", "guide/1.9"],
        0,
        "",
        "nothing for guide/1.9, paging/how: the tree has no such page\n",
    ),
    "a pattern": (["paging/h*", "--tree", "*/1.10"], 0, "Set `pageSize` to `500`.\n", ""),
    "a pattern that matches nothing": (
        ["pagin/*"],
        2,
        "",
        "docs-snippets show: no snippet or placement matches 'pagin/*'; did you mean 'paging/*'?\n",
    ),
    "no such snippet": (
        ["pagin"],
        2,
        "",
        "docs-snippets show: no snippet 'pagin'; did you mean 'paging'?\n",
    ),
    "no such placement": (
        ["paging/hwo"],
        2,
        "",
        "docs-snippets show: no placement 'paging/hwo'; did you mean 'paging/how'?\n",
    ),
    "no such tree": (
        ["paging", "--tree", "guide/nxt"],
        2,
        "",
        "docs-snippets show: no tree 'guide/nxt'; did you mean 'guide/next'?\n",
    ),
}


@pytest.mark.parametrize("name", SHOW)
def test_show(command: Command, tmp_path: Path, name: str) -> None:
    arguments, code, out, err = SHOW[name]
    older = "site/guide_versioned_docs/version-1.10"
    files = {f"{older}/setup.mdx": RENDERED, f"{older}/params.json": snippet_roots.SILENT}
    snippet_roots.make(tmp_path, files)
    config = str(tmp_path / "versions.yaml")
    assert command("show", *arguments, "--config", config) == (code, out, err)


def test_show_says_why_a_tree_gets_nothing(command: Command, tmp_path: Path) -> None:
    gate = changed("documents pageSize", "documents pageSize\n  applies: guide < 1")
    snippet_roots.make(tmp_path, {FILE: gate})
    code, out, err = command("show", "paging", "--config", str(tmp_path / "versions.yaml"))
    assert (code, out) == (0, "")
    assert err.startswith("nothing for guide/next, paging/how: guide/next is not guide < 1; ")
