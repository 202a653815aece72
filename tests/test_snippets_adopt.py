"""Taking over hand-written copies: what is removed, what is put in, and every reason to refuse."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

import snippet_roots
from conftest import Command
from snippet_roots import DEFINITION, PAGE, RENDERED

SETUP = "site/guide/setup.mdx"

BY_HAND = PAGE.replace(
    "## Go on",
    "Give `pageSize` the value 0.\n\n```bash\nset pageSize 0\n```\n\n## Go on",
)

SECTION = """\
# Set up

## Tune it

Some settings matter more than others.

### Paging, by hand

Give `pageSize` the value 0.

#### Details

There are none.

## Go on

That was it.
"""

NOTED = PAGE.replace(
    "## Go on",
    ":::note[About pages]\n\nGive `pageSize` the value 0.\n\n:::\n\n## Go on",
)


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Writer", "-c", "user.email=writer@example.org")
    subprocess.run(["git", "-C", str(folder), *settings, *arguments], check=True)


def adopt(
    command: Command, folder: Path, files: Mapping[str, str], *options: str, commit: bool = True
) -> tuple[int, str, str]:
    """Exit code, output and page after an adoption in a fresh repository."""
    snippet_roots.make(folder, files)
    git(folder, "init", "-q")
    if commit:
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "docs")
    config = str(folder / "versions.yaml")
    code, out, _ = command("render", "--adopt", "--accept-loss", "--config", config, *options)
    return code, out, (folder / SETUP).read_text()


def replacing(selector: str) -> str:
    return DEFINITION.replace("{ blocks: pageSize }", selector)


@pytest.mark.parametrize(
    ("page", "selector"),
    [
        (BY_HAND, "{ blocks: pageSize }"),
        (SECTION, '{ section: "Paging, by hand" }'),
        (NOTED, "{ admonition: About pages }"),
    ],
    ids=["blocks", "section", "admonition"],
)
def test_the_copy_goes_and_the_region_comes(
    command: Command, tmp_path: Path, page: str, selector: str
) -> None:
    files = {SETUP: page, "snippets/paging.yaml": replacing(selector)}
    code, out, text = adopt(command, tmp_path, files)
    assert (code, text) == (0, RENDERED), out
    assert "guide/next  adopted  guide/setup.mdx:" in out
    assert "-Give `pageSize` the value 0.\n" in out
    assert "+Set `pageSize` to `0` and The Guide shows everything at once.\n" in out
    config = str(tmp_path / "versions.yaml")
    assert command("render", "--check", "--config", config)[0] == 0
    code, _, _ = command("render", "--adopt", "--accept-loss", "--config", config)
    assert (code, (tmp_path / SETUP).read_text()) == (0, RENDERED)


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_and_the_rest_of_the_page_stay(
    command: Command, tmp_path: Path, ends: str
) -> None:
    snippet_roots.make(tmp_path)
    (tmp_path / SETUP).write_bytes(BY_HAND.replace("\n", ends).encode())
    adopt(command, tmp_path, {SETUP: BY_HAND.replace("\n", ends)})
    assert (tmp_path / SETUP).read_bytes() == RENDERED.replace("\n", ends).encode()


def test_a_comment_that_belongs_to_the_next_heading_stays(command: Command, tmp_path: Path) -> None:
    comment = "{/* docs-snippets-ignore missing-anchor: it is made elsewhere */}\n## Go on"
    files = {
        SETUP: BY_HAND.replace("## Go on", comment),
        "snippets/paging.yaml": DEFINITION.replace(
            "in: { heading: Tune it }\n    at: end", "before: { heading: Go on }"
        ).replace("blocks: pageSize", "section: Tune it"),
    }
    code, _, _ = adopt(command, tmp_path, files)
    text = (tmp_path / SETUP).read_text()
    assert (code, "## Tune it" in text, comment in text) == (0, False, True)


def test_check_does_not_adopt(command: Command, tmp_path: Path) -> None:
    code, out, text = adopt(command, tmp_path, {SETUP: BY_HAND}, "--check")
    assert (code, text) == (1, BY_HAND)
    assert "unmanaged" in out


def test_a_copy_beside_the_region_is_reported_and_taken_over(
    command: Command, tmp_path: Path
) -> None:
    twice = RENDERED.replace("{/* BEGIN", "Give `pageSize` the value 0.\n\n{/* BEGIN")
    snippet_roots.make(tmp_path, {SETUP: twice})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / SETUP).read_text()) == (1, twice)
    assert "a second time by hand, lines 7" in out
    code, out, text = adopt(command, tmp_path, {SETUP: twice})
    assert (code, text) == (0, RENDERED), out


STEP = """\
  - id: step
    page: setup.mdx
    before: { heading: Go on }
    template: step.mdx
"""
WITH_STEP = {
    "snippets/paging.yaml": DEFINITION + STEP,
    "templates/step.mdx": "<%= heading %> Set it\n\nNow `pageSize`.\n",
}


def test_what_has_nothing_to_replace_follows_once_the_page_is_silent(
    command: Command, tmp_path: Path
) -> None:
    code, out, text = adopt(command, tmp_path, {**WITH_STEP, SETUP: BY_HAND})
    assert code == 0, out
    assert "paging/step\n  guide/next  inserted  " in out
    assert text.index("paging/how") < text.index("## Set it") < text.index("## Go on")


def test_what_has_nothing_to_replace_is_refused_while_the_page_speaks(
    command: Command, tmp_path: Path
) -> None:
    page = BY_HAND.replace("That was it.", "That was `pageSize`.")
    code, out, text = adopt(command, tmp_path, {**WITH_STEP, SETUP: page})
    assert (code, text) == (1, page)
    assert "skipped: paging/step has nothing to replace; see lines 7, 10, 15" in out


def test_insertions_wait_while_the_page_holds_a_copy_of_another_snippet(
    command: Command, tmp_path: Path
) -> None:
    """A page with a copy stays as it is as a whole, until the copy is taken over."""
    other = "subjects: [elsewhere]\nplacements:\n" + STEP
    files = {
        "snippets/other.yaml": other,
        "templates/step.mdx": "Elsewhere.\n",
        SETUP: BY_HAND,
    }
    snippet_roots.make(tmp_path, files)
    config = str(tmp_path / "versions.yaml")
    code, out, _ = command("render", "--config", config)
    assert (code, (tmp_path / SETUP).read_text()) == (1, BY_HAND)
    assert "skipped: waits until the copy of paging/how on this page is taken over" in out
    code, out, text = adopt(command, tmp_path, files)
    assert (code, "other/step" in text, "paging/how" in text) == (0, True, True)


def test_a_snippet_that_is_named_does_not_wait(command: Command, tmp_path: Path) -> None:
    other = "subjects: [elsewhere]\nplacements:\n" + STEP
    files = {"snippets/other.yaml": other, "templates/step.mdx": "Elsewhere.\n", SETUP: BY_HAND}
    snippet_roots.make(tmp_path, files)
    code, _, _ = command("render", "other", "--config", str(tmp_path / "versions.yaml"))
    assert (code, "other/step" in (tmp_path / SETUP).read_text()) == (0, True)


LINKING = {"site/guide/more.mdx": "# More\n\nSee [there](./setup.mdx#paging-by-hand).\n"}

REFUSED: dict[str, tuple[str, str, dict[str, str], str]] = {
    "nothing matches": (
        BY_HAND,
        "{ section: Elsewhere }",
        {},
        "section 'Elsewhere' matches nothing",
    ),
    "two places": (
        BY_HAND.replace("```bash", "In between.\n\n```bash"),
        "{ blocks: pageSize }",
        {},
        "blocks 'pageSize' matches 2 places, lines 7, 11-13",
    ),
    "two sections": (
        SECTION.replace("Go on", "Paging, by hand"),
        '{ section: "Paging, by hand" }',
        {},
        "section 'Paging, by hand' matches 2 places, lines 7-13, 15-17",
    ),
    "an import": (
        SECTION.replace("There are none.", "import X from './x.mdx';\n\nThere are none."),
        '{ section: "Paging, by hand" }',
        {"site/guide/x.mdx": "x\n"},
        "it contains an import (line 13)",
    ),
    "an explicit id": (
        SECTION.replace("#### Details", "#### Details {/* #details */}"),
        '{ section: "Paging, by hand" }',
        {},
        "it contains an explicit id (line 11)",
    ),
    "an id of an element": (
        SECTION.replace("There are none.", '<a id="details"></a>\n\nThere are none.'),
        '{ section: "Paging, by hand" }',
        {},
        "it contains an explicit id (line 13)",
    ),
    "another region": (
        SECTION.replace("There are none.", snippet_roots.region("x", name="other/one")),
        '{ section: "Paging, by hand" }',
        {},
        "it contains a generated region (line 7)",
    ),
    "half a directive": (
        SECTION.replace("There are none.", "There are none.\n\n:::"),
        '{ section: "Paging, by hand" }',
        {},
        "it contains only part of a tag or directive (line 15)",
    ),
    "an open admonition": (
        SECTION.partition("## Go on")[0].replace("There are none.", ":::note\n\nThere are none."),
        '{ section: "Paging, by hand" }',
        {},
        "it contains only part of a tag or directive (line 13)",
    ),
    "a heading that is linked to": (
        SECTION,
        '{ section: "Paging, by hand" }',
        LINKING,
        "guide/more.mdx:3 links to #paging-by-hand, which the new text does not have",
    ),
    "a heading that the page links to": (
        SECTION.replace("That was it", "See [above](#details)"),
        '{ section: "Paging, by hand" }',
        {},
        "guide/setup.mdx:17 links to #details",
    ),
    "no place for the region": (
        BY_HAND.replace("Tune it", "Tune that"),
        "{ blocks: pageSize }",
        {},
        "no heading 'Tune it'; did you mean 'Tune that'?",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_leave_the_file_untouched(command: Command, tmp_path: Path, name: str) -> None:
    page, selector, more, words = REFUSED[name]
    files = {SETUP: page, "snippets/paging.yaml": replacing(selector), **more}
    code, out, text = adopt(command, tmp_path, files)
    assert (code, text) == (1, page), out
    assert f"skipped: {words}" in out


def test_an_id_that_the_new_text_keeps_may_be_linked_to(command: Command, tmp_path: Path) -> None:
    files = {
        SETUP: SECTION,
        "snippets/paging.yaml": replacing('{ section: "Paging, by hand" }'),
        "templates/paging.mdx": "<%= heading %> Paging by hand\n\nSet `pageSize`.\n",
        **LINKING,
    }
    code, out, text = adopt(command, tmp_path, files)
    assert (code, "### Paging by hand" in text) == (0, True), out


def test_a_link_from_inside_the_copy_goes_with_it(command: Command, tmp_path: Path) -> None:
    files = {
        SETUP: SECTION.replace("There are none", "See [above](#paging-by-hand)"),
        "snippets/paging.yaml": replacing('{ section: "Paging, by hand" }'),
    }
    code, out, text = adopt(command, tmp_path, files)
    assert (code, text) == (0, RENDERED), out


def test_a_file_that_git_does_not_track_is_refused(command: Command, tmp_path: Path) -> None:
    code, out, text = adopt(command, tmp_path, {SETUP: BY_HAND}, commit=False)
    assert (code, text) == (1, BY_HAND)
    assert "skipped: git does not track this file" in out


def test_a_file_outside_of_git_is_refused(command: Command, tmp_path: Path) -> None:
    snippet_roots.make(tmp_path, {SETUP: BY_HAND})
    code, out, _ = command(
        "render", "--adopt", "--accept-loss", "--config", str(tmp_path / "versions.yaml")
    )
    assert (code, (tmp_path / SETUP).read_text()) == (1, BY_HAND)
    assert "skipped: git does not track this file" in out


@pytest.mark.parametrize("staged", [False, True])
def test_a_file_with_uncommitted_changes_is_refused(
    command: Command, tmp_path: Path, staged: bool
) -> None:
    adopt(command, tmp_path, {SETUP: BY_HAND + "\nMore.\n"}, "--check")
    (tmp_path / SETUP).write_text(BY_HAND)
    if staged:
        git(tmp_path, "add", "-A")
    code, out, _ = command(
        "render", "--adopt", "--accept-loss", "--config", str(tmp_path / "versions.yaml")
    )
    assert (code, (tmp_path / SETUP).read_text()) == (1, BY_HAND)
    assert "skipped: this file has uncommitted changes" in out


PARTIAL = """\
subjects: [pageSize]
gate: documents pageSize
placements:
  - id: shared
    partial: _includes/_paging.mdx
    template: paging.mdx
"""
WHOLE = (
    "{/* GENERATED by docs-snippets from templates/paging.mdx: DO NOT EDIT "
    "(sum: 78f9f0fc561fd48a) */}\n\n"
    "Set `pageSize` to `0` and The Guide shows everything at once.\n"
)
SHARED = "site/guide/_includes/_paging.mdx"


def test_a_partial_is_written_in_every_tree_where_it_holds(
    command: Command, tmp_path: Path
) -> None:
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": PARTIAL})
    config = str(tmp_path / "versions.yaml")
    code, out, _ = command("render", "--check", "--config", config)
    assert (code, out.count("missing")) == (1, 3)
    code, out, _ = command("render", "--config", config)
    assert (code, out.count("inserted")) == (0, 3)
    assert (tmp_path / SHARED).read_text() == WHOLE
    older = tmp_path / "site/guide_versioned_docs/version-1.9/_includes/_paging.mdx"
    assert older.read_text() == WHOLE
    assert command("render", "--check", "--config", config)[0] == 0


@pytest.mark.parametrize(
    ("text", "state", "code"),
    [
        (WHOLE.replace("at once", "at last"), "edited", 1),
        ("Set it by hand.\n", "unmanaged", 1),
        (WHOLE.replace("78f9f0fc561fd48a", "78f9"), "broken", 1),
        (WHOLE.replace("\n", "\r\n"), "current", 0),
        (
            "{/* GENERATED by docs-snippets from templates/old.mdx: DO NOT EDIT "
            "(sum: dc9a38ce6c6f9a0b) */}\n\nOlder words.\n",
            "edited",
            1,
        ),
    ],
)
def test_states_of_a_partial(
    command: Command, tmp_path: Path, text: str, state: str, code: int
) -> None:
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": PARTIAL, SHARED: text.encode()})
    config = str(tmp_path / "versions.yaml")
    found, out, _ = command("render", "-v", "--tree", "guide/next", "--config", config)
    assert (found, f"  {state}  guide/_includes/_paging.mdx" in out) == (code, True), out
    assert (tmp_path / SHARED).read_bytes() == text.encode()


def test_a_partial_that_is_stale_is_rewritten_and_forced(command: Command, tmp_path: Path) -> None:
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": PARTIAL, SHARED: WHOLE})
    config = str(tmp_path / "versions.yaml")
    (tmp_path / "templates/paging.mdx").write_text("Other words about pageSize.\n")
    code, out, _ = command("render", "--tree", "guide/next", "--config", config)
    assert (code, "rewritten" in out) == (0, True)
    (tmp_path / SHARED).write_text(WHOLE.replace("at once", "at last"))
    code, out, _ = command(
        "render", "--force", "paging", "--tree", "guide/next", "--config", config
    )
    assert (code, "at last" in out) == (0, True)
    assert "Other words about pageSize." in (tmp_path / SHARED).read_text()


def test_a_partial_written_by_hand_is_taken_over(command: Command, tmp_path: Path) -> None:
    files = {"snippets/paging.yaml": PARTIAL, SHARED: "Set it by hand.\n"}
    code, out, _ = adopt(command, tmp_path, files)
    assert (code, (tmp_path / SHARED).read_text()) == (0, WHOLE)
    assert "-Set it by hand.\n" in out


def test_a_partial_written_by_hand_is_reported_with_its_lines(
    command: Command, tmp_path: Path
) -> None:
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": PARTIAL, SHARED: "By hand.\n\nIt is.\n"})
    config = str(tmp_path / "versions.yaml")
    code, out, _ = command("render", "--tree", "guide/next", "--config", config)
    assert code == 1
    assert "unmanaged-copy: is written by hand, lines 1-3;" in out
    _, out, _ = command("lint", "--output-format", "concise", "--config", config)
    assert (
        "guide/_includes/_paging.mdx:1:1: warning[unmanaged-copy] a hand-written copy of paging: "
        "the page is written by hand, lines 1-3; `render --adopt paging` replaces it\n"
    ) in out


@pytest.mark.parametrize(
    ("text", "page", "words"),
    [
        ("import A from './a.mdx';\n\n<A />\n", "", "it contains an import (line 1)"),
        ('Words.\n\n<div id="here">\n\n</div>\n', "", "it contains an explicit id (line 3)"),
        (
            "## By hand\n",
            "See [there](other.mdx#by-hand).\n",
            "guide/setup.mdx:1 links to #by-hand, which the new text does not have",
        ),
    ],
)
def test_a_partial_is_not_taken_over_for_what_it_holds(
    command: Command, tmp_path: Path, text: str, page: str, words: str
) -> None:
    files = {"snippets/paging.yaml": PARTIAL, SHARED: text, SETUP: page}
    code, out, _ = adopt(command, tmp_path, files)
    assert (code, (tmp_path / SHARED).read_text()) == (1, text)
    assert f"skipped: {words}" in out


def test_a_partial_that_would_not_parse_is_not_written(command: Command, tmp_path: Path) -> None:
    files = {"snippets/paging.yaml": PARTIAL, "templates/paging.mdx": "<Tabs>\n"}
    snippet_roots.make(tmp_path, files)
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / SHARED).exists()) == (2, False)
    assert "paging.mdx does not fit guide/_includes/_paging.mdx: it would not parse" in out


def test_a_partial_goes_only_when_nothing_imports_it(command: Command, tmp_path: Path) -> None:
    gone = PARTIAL.replace("gate: documents pageSize", "gate: guide < 1")
    page = "# Set up\n\nimport Paging from './_includes/_paging.mdx';\n\n<Paging />\n"
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": gone, SHARED: WHOLE, SETUP: page})
    config = str(tmp_path / "versions.yaml")
    code, out, _ = command("render", "--config", config)
    assert (code, (tmp_path / SHARED).exists()) == (1, True)
    assert "skipped: guide/setup.mdx imports it" in out
    (tmp_path / SETUP).write_text("# Set up\n")
    code, out, _ = command("render", "--config", config)
    assert (code, (tmp_path / SHARED).exists(), "removed" in out) == (0, False, True)


@pytest.mark.parametrize(
    ("file", "text", "stays"),
    [
        ("site/guide/setup.mdx", "<>{require('./_includes/_paging.mdx').default}</>\n", True),
        ("site/src/Paging.tsx", "import P from '@site/guide/_includes/_paging.mdx';\n", True),
        ("site/src/Paging.js", "export * from '@partials/_paging.mdx';\n", True),
        ("site/guide_versioned_docs/version-1.9/a.mdx", "import P from './_paging.mdx';\n", False),
        ("site/guide/setup.mdx", "The text of _paging.mdx is gone.\n", False),
        ("site/node_modules/a/index.js", "import P from 'x/_paging.mdx';\n", False),
    ],
)
def test_what_imports_a_partial(
    command: Command, tmp_path: Path, file: str, text: str, stays: bool
) -> None:
    gone = PARTIAL.replace("gate: documents pageSize", "gate: guide < 1")
    snippet_roots.make(tmp_path, {"snippets/paging.yaml": gone, SHARED: WHOLE, file: text})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / SHARED).exists()) == (int(stays), stays)
    assert (f"skipped: {file.removeprefix('site/')} imports it" in out) == stays


def test_a_partial_that_no_definition_names(command: Command, tmp_path: Path) -> None:
    snippet_roots.make(tmp_path, {SHARED: WHOLE, SETUP: RENDERED})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / SHARED).exists()) == (1, True)
    assert "no definition has this partial" in out
