"""`impact`: what references say otherwise than before, and what that touches."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import repository
import roots
import snippet_roots
from conftest import Command

NEXT = "site/guide/params.json"
OLD = "site/guide_versioned_docs/version-1.10/params.json"
PAGER = "# Pager\n\nSet `pageSize`.\n\nOr not: app_pagesize, pageSize.\n"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three trees that document no special value, two with a page, and a snippet; committed."""
    monkeypatch.chdir(tmp_path)
    silent = dict.fromkeys((NEXT, OLD), snippet_roots.SILENT)
    snippet_roots.make(
        tmp_path,
        {
            **silent,
            "site/guide/pager.mdx": PAGER,
            "site/guide_versioned_docs/version-1.10/pager.mdx": PAGER,
        },
    )
    repository.commit(tmp_path)
    return tmp_path


def update(docs: Path, changes: Mapping[str, str]) -> None:
    for path, text in changes.items():
        (docs / path).write_text(text)


def test_a_special_value_that_two_trees_document_now(docs: Path, command: Command) -> None:
    command("render")
    repository.commit(docs)
    update(docs, {NEXT: roots.PARAMETERS, OLD: roots.PARAMETERS})
    code, out, err = command("impact")
    assert code == 0
    assert out.startswith(
        "pageSize\n"
        "  value 0 is documented now: guide/next, guide/1.10\n"
        "    now     Set to 0 to disable paging.\n"
        "            guide/params.json:5:49\n"
        "  pages that name it\n"
        "    pager.mdx\n"
        "      guide/next:3, 5\n"
        "      guide/1.10:3, 5\n"
    )
    assert "  paging/how in guide/next: current, now stale\n    guide/setup.mdx:7\n" in out
    assert "1 parameter" in err
    assert "1 placement" in err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"YAMLDefault": "10"', '"YAMLDefault": "25"', ("another default", "before  10", "25")),
        (
            "How many entries a page has.",
            "The entries of it.",
            ("other words", "The entries of it"),
        ),
        ('"YAMLSchema": "Integer"', '"YAMLSchema": "Boolean."', ("another type", "true or false")),
        ('"NameYAML": "pageSize"', '"NameYAML": "sizeOf"', ("other names", "sizeOf, PageSize")),
        ('"PageSize"', '"PagesSize"', ("new in the reference", "removed from the reference")),
    ],
)
def test_what_else_can_change(
    old: str, new: str, said: tuple[str, ...], docs: Path, command: Command
) -> None:
    update(docs, {NEXT: snippet_roots.SILENT.replace(old, new)})
    code, out, _ = command("impact", "--tree", "guide/next")
    assert code == 0
    assert all(words in out for words in said)
    assert "guide/1.10" not in out


def test_json(docs: Path, command: Command) -> None:
    update(docs, {NEXT: roots.PARAMETERS})
    code, out, _ = command("impact", "--output-format", "json")
    found = json.loads(out)
    (parameter,) = found["parameters"]
    assert (code, found["version"], parameter["name"]) == (0, 1, "pageSize")
    assert parameter["changes"] == [
        {
            "kind": "special",
            "value": "0",
            "tree": "guide/next",
            "before": None,
            "now": {
                "path": "guide/params.json",
                "line": 5,
                "column": 49,
                "text": "Set to 0 to disable paging.",
            },
        }
    ]
    assert {"tree": "guide/next", "path": "guide/pager.mdx", "lines": [3, 5]} in parameter["pages"]


def test_nothing_new(docs: Path, command: Command) -> None:
    code, out, err = command("impact", "--from", "HEAD")
    assert (code, out) == (0, "")
    assert "no reference differs from" in err


def test_a_reference_that_cannot_be_read_and_a_new_tree_are_told(
    docs: Path, command: Command
) -> None:
    update(docs, {NEXT: "{"})
    folder = docs / "site/guide_versioned_docs/version-2.0"
    folder.mkdir()
    update(docs, {"site/guide_versions.json": '["2.0", "1.10", "1.9"]\n'})
    code, out, err = command("impact")
    assert code == 0
    assert out.startswith("snippets\n  paging/how in guide/next: missing, now undecided\n")
    assert "guide/params.json cannot be read as it is: guide/next is not compared" in err
    assert "guide/2.0 is new: its reference is compared with none" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "nothing"], "docs-snippets impact: no commit 'nothing'"),
        (["--tree", "guide/nex"], "no tree 'guide/nex'; did you mean 'guide/next'?"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], said: str, docs: Path, command: Command) -> None:
    code, out, err = command("impact", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_outside_of_a_repository(tmp_path: Path, command: Command) -> None:
    config = roots.make(tmp_path) / "versions.yaml"
    code, _, err = command("impact", "--config", str(config))
    assert code == 2
    assert "in no git repository" in err


def test_references_command_neither_a_terminal_nor_a_runner(docs: Path, command: Command) -> None:
    hostile = roots.PARAMETERS.replace("How many", "\u202eHow ##[error]many")
    update(docs, {NEXT: hostile, OLD: hostile.replace("[Default: 10]", "[Default: 11]")})
    code, out, _ = command("impact", "--output-format", "json")
    assert code == 0
    assert "How" in out
    assert "\u202e" not in out
    assert "##[" not in out
    assert "\u202eHow ##[error]many" in json.dumps(json.loads(out), ensure_ascii=False)
