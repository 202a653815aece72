"""Where regions go on a page, and what is put around them."""

from pathlib import Path

import pytest

import roots
import snippet_roots
from conftest import Command
from docs_snippets.snippets.checksum import checksum

TABS = """\
# Set up

## Choose

<Tabs groupId="shop">
<TabItem label="By hand" value="hand">

Do it by hand.

</TabItem>
<TabItem value="Alone">

- First
- Second

  and its end
</TabItem>
</Tabs>

## Go on
"""

LISTED = """\
# Set up

## Choose

1. First

   <Tabs>
   <TabItem label="By hand">

   Do it by hand.

   </TabItem>
   </Tabs>

2. Second
"""

DEEP = """\
# Set up

## Choose

Text.

### More

Deeper.

Setext
------

Other.
"""


def rendered(
    command: Command, folder: Path, page: str, where: str, template: str = "New.\n"
) -> tuple[int, str, str]:
    """Exit code, listing and page of a snippet that holds everywhere, placed as `where` says."""
    definition = (
        f"subjects: [nowhere]\nplacements:\n  - id: here\n    page: setup.mdx\n"
        f"    template: new.mdx\n    {where}\n"
    )
    files = {
        "snippets/paging.yaml": None,
        "snippets/new.yaml": definition,
        "templates/new.mdx": template,
        "site/guide/setup.mdx": page,
    }
    snippet_roots.make(folder, files)
    config = str(folder / "versions.yaml")
    code, out, _ = command("render", "--config", config)
    text = (folder / "site/guide/setup.mdx").read_text()
    if code == 0:
        assert command("render", "--check", "--config", config)[0] == 0
    return code, out, text


def marked(text: str, total: str, indent: str = "") -> str:
    """A region of this snippet as it stands on the page."""
    lines = snippet_roots.region(text, total, "new/here").rstrip("\n").split("\n")
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


NEW = checksum("New.")


@pytest.mark.parametrize(
    ("page", "where", "before", "after", "indent"),
    [
        pytest.param(
            TABS, "in: { heading: Choose, tab: By hand }\n    at: end", "hand.\n\n", "\n</T", "",
            id="end of a tab",
        ),
        pytest.param(
            TABS, "in: { heading: Choose, tab: By hand }\n    at: start", '"hand">\n\n', "\nDo",
            "", id="start of a tab",
        ),
        pytest.param(
            TABS, "in: { heading: Choose, tab: Alone }\n    at: end", "its end\n\n", "\n</Tab", "",
            id="after a list at the end of a tab without a blank line",
        ),
        pytest.param(
            TABS, "in: { heading: Choose }\n    at: end", "</Tabs>\n\n", "\n## Go", "",
            id="end of a section, after its tabs",
        ),
        pytest.param(
            TABS, "in: { heading: Choose }\n    at: start", "Choose\n\n", "\n<Tabs", "",
            id="start of a section",
        ),
        pytest.param(
            TABS, "before: { heading: Go on }", "</Tabs>\n\n", "\n## Go", "", id="before a heading"
        ),
        pytest.param(TABS, "after: { heading: Go on }", "## Go on\n\n", "", "", id="at the end"),
        pytest.param(
            LISTED, "in: { heading: Choose, tab: By hand }\n    at: end", "hand.\n\n",
            "\n   </TabItem>", "   ", id="indented in a list item",
        ),
        pytest.param(
            DEEP, "in: { heading: Choose }\n    at: end", "Deeper.\n\n", "\nSetext", "",
            id="a section holds its deeper ones and ends at an underlined heading",
        ),
        pytest.param(
            DEEP, "after: { heading: Setext }", "Other.\n\n", "", "", id="after the last section"
        ),
        pytest.param(
            DEEP, "in: { heading: Setext }\n    at: start", "------\n\n", "\nOther", "",
            id="below an underlined heading",
        ),
        pytest.param(
            "## `A` _b_ [c](https://example.org)\n\nx\n## Next\n",
            "in: { heading: A b c }\n    at: end",
            "x\n\n",
            "\n## Next",
            "",
            id="a heading by its plain text, the next one close by",
        ),
        pytest.param(
            "## A\n\nx\n\n{/* docs-snippets-ignore broken-link: for B */}\n## B\n",
            "before: { heading: B }",
            "x\n\n",
            "\n{/* docs-snippets-ignore",
            "",
            id="before the comment that belongs to a heading",
        ),
        pytest.param(
            "## A\n\nx\n\n{/* docs-snippets-ignore broken-link: for B */}\n## B\n",
            "in: { heading: A }\n    at: end",
            "x\n\n",
            "\n{/* docs-snippets-ignore",
            "",
            id="a section ends before the comment that belongs to the next heading",
        ),
    ],
)  # fmt: skip
def test_where_it_goes(
    command: Command,
    tmp_path: Path,
    page: str,
    where: str,
    before: str,
    after: str,
    indent: str,
) -> None:
    code, out, text = rendered(command, tmp_path, page, where)
    assert code == 0, out
    expected = before + marked("New.", NEW, indent) + after
    assert expected in text
    assert text.replace(marked("New.", NEW, indent), "").replace("\n", "") == page.replace("\n", "")
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("page", "where", "words"),
    [
        (
            TABS,
            "in: { heading: Choose, tab: By Hand }\n    at: end",
            "no tab 'By Hand' under heading 'Choose'; its tabs are 'By hand', 'Alone'",
        ),
        (
            TABS.replace('value="Alone"', 'label="By hand"'),
            "in: { heading: Choose, tab: By hand }\n    at: end",
            "2 tabs 'By hand' under heading 'Choose', lines 6, 11",
        ),
        (TABS, "in: { heading: Go on, tab: Alone }\n    at: end", "no tab 'Alone' under heading"),
        (
            '## A\n\n<TabItem label="One">x</TabItem>\n',
            "in: { heading: A, tab: One }\n    at: end",
            "tab 'One' under heading 'A' has no lines of its own",
        ),
        ("| A |\n| --- |\n| # B |\n", "before: { heading: B }", "no heading 'B'"),
    ],
)
def test_where_it_cannot_go(
    command: Command, tmp_path: Path, page: str, where: str, words: str
) -> None:
    code, out, text = rendered(command, tmp_path, page, where)
    assert (code, text) == (1, page)
    assert "unplaced" in out
    assert words in out


@pytest.mark.parametrize(
    ("where", "heading"),
    [
        ("before: { heading: Choose }", "## New"),
        ("after: { heading: More }", "### New"),
        ("in: { heading: Choose }\n    at: start", "### New"),
        ("in: { heading: More }\n    at: end", "#### New"),
    ],
)
def test_a_heading_takes_the_level_it_stands_at(
    command: Command, tmp_path: Path, where: str, heading: str
) -> None:
    code, _, text = rendered(command, tmp_path, DEEP, where, "<%= heading %> New\n\nText.\n")
    assert code == 0
    assert f"\n{heading}\n" in text


def test_the_level_changes_with_the_page(command: Command, tmp_path: Path) -> None:
    template = "<%= heading %> New\n\nText.\n"
    where = "before: { heading: Choose }"
    _, _, text = rendered(command, tmp_path, DEEP, where, template)
    code, out, text = rendered(
        command, tmp_path, text.replace("## Choose", "### Choose"), where, template
    )
    assert (code, "rewritten" in out) == (0, True)
    assert "\n### New\n" in text


def test_a_section_ends_at_a_region_with_a_heading(command: Command, tmp_path: Path) -> None:
    definition = (
        "subjects: [nowhere]\nplacements:\n"
        "  - { id: two, page: setup.mdx, template: two.mdx, before: { heading: Go on } }\n"
        "  - { id: one, page: setup.mdx, template: one.mdx, in: { heading: Tune it }, at: end }\n"
    )
    files = {
        "snippets/new.yaml": definition,
        "templates/one.mdx": "One.\n",
        "templates/two.mdx": "<%= heading %> Two\n",
    }
    snippet_roots.make(tmp_path, files)
    assert command("render", "--config", str(tmp_path / "versions.yaml"))[0] == 0
    text = (tmp_path / "site/guide/setup.mdx").read_text()
    assert text.index("others.") < text.index("One.") < text.index("## Two") < text.index("## Go")


def test_html_comments_on_markdown_pages(command: Command, tmp_path: Path) -> None:
    definition = snippet_roots.DEFINITION.replace("setup.mdx", "setup.md")
    site = roots.SITE.replace("future: { v4: true }", "markdown: { format: 'detect' }")
    files = {
        "snippets/paging.yaml": definition,
        "site/guide/setup.md": snippet_roots.PAGE,
        "site/docusaurus.config.js": site,
    }
    snippet_roots.make(tmp_path, files)
    config = str(tmp_path / "versions.yaml")
    code, out, _ = command("render", "--config", config)
    text = (tmp_path / "site/guide/setup.md").read_text()
    assert code == 0, out
    assert "<!-- BEGIN docs-snippets paging/how: generated, run `make docs-snippets` -->" in text
    assert "<!-- END docs-snippets paging/how (sum: 78f9f0fc561fd48a) -->" in text
    assert command("render", "--check", "--config", config)[0] == 0
