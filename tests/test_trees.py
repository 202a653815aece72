"""Versions in the order their products have, and trees found from the site's own lists."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

import roots
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.files.access import DiskFiles
from docs_snippets.project import loading
from docs_snippets.project.config import Config
from docs_snippets.project.trees import Tree, discover, parse_version


def found(root: Path, changes: roots.Files | None = None) -> tuple[tuple[Tree, ...], list[str]]:
    loaded = loading.load(DiskFiles(roots.make(root, changes)), "versions.yaml", None)
    assert isinstance(loaded, Config), loaded
    trees, problems = discover(loaded)
    return trees, [shown(each) for each in problems]


def shown(problem: Diagnostic) -> str:
    assert problem.region is not None
    line, column = problem.region[:2]
    return f"{problem.path}:{line}:{column}: {problem.rule}: {problem.message}"


@pytest.mark.parametrize(
    "ordered",
    [
        ("3.9", "3.29", "3.30", "3.31", "next"),
        ("3.23-1", "3.23-2", "3.24-1", "next"),
        ("3.23", "3.23-1"),
        ("22-2", "23-2", "next"),
        ("2.0.0-alpha.1", "2.0.0-beta.2", "2.0.0-beta.10", "2.0.0-rc.1", "2.0.0", "2.0.1"),
        ("v1.2", "v1.10", "v2.0"),
        ("1.9", "1.x", "2.x"),
    ],
)
def test_versions_order_as_their_products_do(ordered: tuple[str, ...]) -> None:
    versions = [parse_version(text) for text in ordered]
    assert all(low < high and not high < low for low, high in pairwise(versions))


def test_a_missing_number_is_a_zero() -> None:
    assert parse_version("3.30") == parse_version("3.30.0")
    assert parse_version("0") < parse_version("0.1")


@pytest.mark.parametrize(
    "text", ["", "3.", "3..30", "3.30-", "x", "3,30", "-1", "Next", "٣.٣", "3.30 "]
)
def test_a_malformed_version_is_an_error_and_never_smaller(text: str) -> None:
    with pytest.raises(ValueError, match=r"malformed version .*; expected 'next' or numbers"):
        parse_version(text)


def test_trees_are_discovered_newest_first(tmp_path: Path) -> None:
    trees, problems = found(tmp_path)
    assert [tree.name for tree in trees] == ["guide/next", "guide/1.10", "guide/1.9"]
    assert trees[1].folder == "guide_versioned_docs/version-1.10"
    assert not problems


def test_a_version_that_is_cut_needs_no_change_of_the_configuration(tmp_path: Path) -> None:
    trees, problems = found(
        tmp_path,
        {
            "site/guide_versions.json": '["1.11", "1.10", "1.9"]',
            "site/guide_versioned_docs/version-1.11/index.mdx": "# Guide\n",
        },
    )
    assert [tree.version.text for tree in trees] == ["next", "1.11", "1.10", "1.9"]
    assert not problems


def test_a_list_may_name_the_version_that_is_not_cut_yet(tmp_path: Path) -> None:
    trees, problems = found(tmp_path, {"site/guide_versions.json": '["current", "1.10", "1.9"]'})
    assert [tree.name for tree in trees] == ["guide/next", "guide/1.10", "guide/1.9"]
    assert not problems


def test_a_version_may_have_any_name_but_no_range_holds_for_it(tmp_path: Path) -> None:
    trees, problems = found(
        tmp_path,
        {
            "site/guide_versions.json": '["1.10", "1.9", "stable"]',
            "site/guide_versioned_docs/version-stable/index.mdx": "# Guide\n",
        },
    )
    assert [tree.version.text for tree in trees] == ["next", "1.10", "1.9", "stable"]
    assert [tree.version.comparable for tree in trees] == [True, True, True, False]
    assert not problems


def test_names_with_numbers_order_by_them(tmp_path: Path) -> None:
    versions = ["release-9", "release-10", "stable", "1.0"]
    folders = {
        f"site/guide_versioned_docs/version-{each}/index.mdx": "# Guide\n" for each in versions
    }
    changes = {"site/guide_versions.json": json.dumps(versions), **folders}
    trees, _ = found(tmp_path, changes)
    names = [tree.version.text for tree in trees if tree.version.text in versions]
    assert names == ["1.0", "release-10", "release-9", "stable"]


def test_a_tree_may_be_frozen_and_lie_elsewhere(tmp_path: Path) -> None:
    versions = roots.VERSIONS.replace(
        "references:",
        '    trees: [{version: "1.9", frozen: true, folder: archive}]\nreferences:',
    )
    trees, problems = found(
        tmp_path, {"versions.yaml": versions, "site/archive/index.mdx": "# Guide\n"}
    )
    assert [(tree.folder, tree.frozen) for tree in trees if tree.frozen] == [("archive", True)]
    assert problems == [
        "guide_versions.json:1:1: unlisted-tree: folder 'guide_versioned_docs/version-1.9' "
        "exists, but version '1.9' is in 'archive'"
    ]


@pytest.mark.parametrize(("number", "told", "more"), [(3, 3, ""), (9, 1, " (and 8 more folders)")])
def test_many_folders_without_a_version_are_told_once(
    tmp_path: Path, number: int, told: int, more: str
) -> None:
    folders = {
        f"site/guide_versioned_docs/version-0.{each}/index.mdx": "# Guide\n"
        for each in range(number)
    }
    _, problems = found(tmp_path, folders)
    assert len(problems) == told
    assert problems[0] == (
        "guide_versions.json:1:1: unlisted-tree: folder 'guide_versioned_docs/version-0.0' "
        f"exists, but version '0.0' is not in this list{more}"
    )


def test_a_product_may_have_no_versions(tmp_path: Path) -> None:
    trees, problems = found(
        tmp_path,
        {
            "versions.yaml": "docs: site\nproducts: {guide: {title: Guide, current: guide}}\n",
            "site/guide_versions.json": None,
        },
    )
    assert [tree.name for tree in trees] == ["guide/next"]
    assert not problems


@pytest.mark.parametrize(
    "changes",
    [
        {"site/.gitignore": "/guide_versioned_docs/version-0.9\n"},
        {"site/versionsArchived.json": '{"0.9": "https://example.com/0.9"}\n'},
    ],
)
def test_a_version_that_is_left_out_on_purpose(tmp_path: Path, changes: dict[str, str]) -> None:
    page = {"site/guide_versioned_docs/version-0.9/index.mdx": "# Guide\n"}
    assert found(tmp_path / "without", page)[1]
    assert not found(tmp_path / "with", {**page, **changes})[1]


def test_a_listed_version_that_a_build_or_a_submodule_brings(tmp_path: Path) -> None:
    lists = {"site/guide_versions.json": '["1.10", "1.9", "0.9", "0.8"]\n'}
    ignored = {"site/.gitignore": "version-0.9/\n"}
    folder = tmp_path / "site/guide_versioned_docs"
    folder.mkdir(parents=True)
    (folder / "version-0.8").symlink_to("../other/docs")
    trees, problems = found(tmp_path, {**lists, **ignored})
    assert [tree.version.text for tree in trees] == ["next", "1.10", "1.9"]
    assert not problems
