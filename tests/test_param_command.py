"""`param`: what each tree documents, where it says so, and which pages speak of it."""

from pathlib import Path

import pytest

import roots
from conftest import Command

OLD = roots.PARAMETERS.replace(" Set to 0 to disable paging.", "")
OTHER = OLD.replace("PageSize", "LineSize").replace("pageSize", "lineSize")


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


@pytest.mark.parametrize("name", ["pageSize", "PageSize", "APP_PAGESIZE", "app_pagesize"])
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
        (["pagesize"], "no tree's reference has a parameter 'pagesize'; did you mean 'pageSize'?"),
        (["nothingLikeIt"], "no tree's reference has a parameter 'nothingLikeIt'"),
        (
            ["pageSize", "--tree", "guide/1.1"],
            "no tree is called 'guide/1.1'; did you mean 'guide/1.10'?",
        ),
    ],
)
def test_unknown_names(docs: Path, command: Command, arguments: list[str], message: str) -> None:
    assert command("param", *arguments) == (2, "", f"docs-snippets param: {message}\n")


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
