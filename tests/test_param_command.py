"""`param`: what each tree documents, where it says so, and which pages speak of it."""

from pathlib import Path

import pytest

import roots
from conftest import Command

OLD = roots.PARAMETERS.replace(" Set to 0 to disable paging.", "")
OTHER = (
    OLD.replace("PageSize", "LineSize").replace("pageSize", "lineSize").replace("_PAGE", "_LINE")
)


BOOK = """\
  book:
    title: The Book
    versions: book_versions.json
    folder: book/{version}
"""


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three trees: with 0, without 0, and without the parameter."""
    changes = {
        "site/guide_versioned_docs/version-1.10/params.json": OLD,
        "site/guide_versioned_docs/version-1.9/params.json": OTHER,
        "site/guide/pager.mdx": "# Pager\n\nSet `pageSize`, or app_pagesize.\n",
        "site/guide/no.mdx": "# No\n\nMypageSize, pageSizes, pagesize.\n",
        "site/guide_versioned_docs/version-1.10/pager.mdx": "# Pager\n\n\nAPP_PAGESIZE=1\n",
    }
    monkeypatch.chdir(roots.make(tmp_path, changes))
    return tmp_path


MATRIX = """\
pageSize: YAML pageSize, configuration file PageSize, environment APP_PAGESIZE; group 'Main'

tree        documented  type     default  special values  pages
guide/next  yes         integer  10       0               1
guide/1.10  yes         integer  10       none            1
guide/1.9   no          -        -        -               none

values
  an integer

special values
  0: Set to 0 to disable paging.
    guide/params.json:5:49 (guide/next)

pages that mention it
  pager.mdx
    guide/next:3, guide/1.10:4
  none in guide/1.9
"""


@pytest.mark.parametrize(
    "name",
    # In full, in another case, and in part.
    ["pageSize", "PageSize", "APP_PAGESIZE", "app_pagesize", "PAGESIZE", "pages", "App_Page"],
)
def test_the_matrix_by_any_spelling(docs: Path, command: Command, name: str) -> None:
    assert command("param", name) == (0, MATRIX, "")


def test_one_tree(docs: Path, command: Command) -> None:
    code, out, _ = command("param", "pageSize", "--tree", "guide/1.9")
    assert code == 0
    assert out.splitlines()[2:] == [
        "tree       documented  type  default  special values  pages",
        "guide/1.9  no          -     -        -               none",
        "",
        "special values",
        "  none documented",
        "",
        "pages that mention it",
        "  none",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pageSise"], "no tree's reference has a parameter 'pageSise'; did you mean 'pageSize'?"),
        (["nothingLikeIt"], "no tree's reference has a parameter 'nothingLikeIt'"),
        (
            ["pageSize", "--tree", "guide/1.1"],
            "no tree 'guide/1.1'; did you mean 'guide/1.10'?",
        ),
    ],
)
def test_unknown_names(docs: Path, command: Command, arguments: list[str], message: str) -> None:
    assert command("param", *arguments) == (2, "", f"docs-snippets param: {message}\n")


def test_an_empty_name_is_a_part_of_every_name(docs: Path, command: Command) -> None:
    code, out, err = command("param", "")
    assert (code, len(out.splitlines())) == (0, 2)
    assert err == "2 parameters match ''; name one of them\n"


def test_a_tree_whose_reference_cannot_be_read_is_unknown_and_not_no(
    docs: Path, command: Command
) -> None:
    (docs / "site/guide_versioned_docs/version-1.9/params.json").write_text("{")
    code, out, _ = command("param", "pageSize")
    assert code == 2
    assert "guide/1.9   unknown     -" in out
    assert "guide_versioned_docs/version-1.9/params.json:1:2: error[unreadable-reference]" in out


def test_an_unread_sentence_is_shown(docs: Path, command: Command) -> None:
    said = roots.PARAMETERS.replace("Set to 0 to disable paging.", "Must be non-zero.")
    (docs / "site/guide/params.json").write_text(said)
    _, out, _ = command("param", "pageSize")
    assert "  unread: Must be non-zero.\n    guide/params.json:5:49 (guide/next)\n" in out


def test_components_that_print_code_are_pages_that_mention_it(docs: Path, command: Command) -> None:
    text = "export default () => (\n  <CodeBlock>APP_PAGESIZE=1</CodeBlock>\n);\n"
    (docs / "site/guide_versioned_docs/version-1.9/Set.js").write_text(text)
    (docs / "site/guide_versioned_docs/version-1.9/no.js").write_text("const pageSize = 1;\n")
    out = command("param", "pageSize", "--tree", "guide/1.9")[1]
    assert out.endswith("pages that mention it\n  Set.js\n    guide/1.9:2\n")


def test_without_a_name_what_differs_between_trees_is_listed(docs: Path, command: Command) -> None:
    assert command("param") == (
        0,
        "lineSize  only in guide/1.9\n"
        "pageSize  not in guide/1.9; special values 0, but none in guide/1.10\n",
        "2 of 2 parameters differ between trees; `docs-snippets param NAME` shows one of them\n",
    )
    assert command("param", "-q", "--tree", "guide/1.10", "--tree", "guide/next") == (
        0,
        "pageSize  special values 0, but none in guide/1.10\n",
        "",
    )


def test_defaults_are_compared_and_all_trees_of_a_product_have_one_name(
    docs: Path, command: Command
) -> None:
    versions = roots.VERSIONS.replace("references:", BOOK + "references:")
    ten = roots.PARAMETERS.replace('"10"', '"12"').replace("10]", "12]")
    changes = {
        "versions.yaml": versions,
        "site/book_versions.json": '["2", "1"]',
        "site/guide_versioned_docs/version-1.10/params.json": OLD,
        **{f"site/book/{name}/params.json": ten for name in "12"},
        **{f"site/book/{name}/index.mdx": "# Book\n" for name in "12"},
        **{f"site/book/{name}/variables.js": "module.exports = {};\n" for name in "12"},
    }
    roots.make(docs, changes)
    code, out, _ = command("param", "--tree", "guide/{next,1.10}", "--tree", "book/*")
    assert (code, out) == (
        0,
        "pageSize  default 10, but 12 in book/*; special values 0, but none in guide/1.10\n",
    )


def test_where_trees_agree_nothing_is_listed(docs: Path, command: Command) -> None:
    assert command("param", "--tree", "guide/1.9") == (
        0,
        "",
        "0 of 1 parameters differ between trees\n",
    )


def test_several_parameters_with_a_part_of_a_name_are_listed(docs: Path, command: Command) -> None:
    assert command("param", "SIZE") == (
        0,
        "lineSize  only in guide/1.9\n"
        "pageSize  not in guide/1.9; special values 0, but none in guide/1.10\n",
        "2 parameters match 'SIZE'; name one of them\n",
    )
    assert (
        command("param", "SIZE", "--tree", "guide/1.9")[1] == "lineSize  the same in every tree\n"
    )
