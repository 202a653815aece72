"""Every state a placement can be in: what `render` says and does, and what `lint` says."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import roots
import snippet_roots
from conftest import Command
from docs_snippets.snippets.checksum import checksum
from snippet_roots import DEFINITION, PAGE, RENDERED, SILENT, TEMPLATE, region

SETUP = "site/guide/setup.mdx"
REFERENCE = "site/guide/params.json"
UNKNOWN = SILENT.replace("How many", "A 0 is a riddle. How many")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Makes the root with changes on the first call, then runs commands in it."""

    def call(
        *arguments: str, files: Mapping[str, str | None] | None = None
    ) -> tuple[int, str, str]:
        if files is not None or not (tmp_path / "versions.yaml").exists():
            snippet_roots.make(tmp_path, files)
        monkeypatch.chdir(tmp_path)
        return command(*arguments)

    return call


def page(tmp_path: Path) -> str:
    return (tmp_path / SETUP).read_text()


def test_missing_is_inserted(run: Run, tmp_path: Path) -> None:
    code, out, err = run("render", "--check")
    assert (code, page(tmp_path)) == (1, PAGE)
    assert out == (
        "paging/how\n"
        "  guide/next  missing  guide/setup.mdx:3\n"
        "      the reference documents pageSize value 0; guide/params.json:5: "
        "“Set to 0 to disable paging.”\n"
    )
    assert err == "1 placement: 1 missing\nnext: docs-snippets render paging\n"
    code, out, err = run("render")
    assert (code, page(tmp_path)) == (0, RENDERED)
    assert "guide/next  inserted  guide/setup.mdx:3\n" in out
    assert err == "1 placement: 1 inserted\n"
    code, out, err = run("render", "--check")
    assert (code, err) == (0, "1 placement: 1 current\n")


def test_diff_shows_and_does_not_write(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("render", "--diff")
    assert (code, page(tmp_path)) == (1, PAGE)
    assert "--- a/guide/setup.mdx\n+++ b/guide/setup.mdx\n" in out
    assert "+Set `pageSize` to `0` and The Guide shows everything at once.\n" in out


def test_the_message_for_a_failed_check(run: Run) -> None:
    _, _, err = run("render", "--check", "--check-fail-msg", "run make")
    assert err.endswith("run make\n")
    run("render")
    _, _, err = run("render", "--check", "--check-fail-msg", "run make")
    assert "run make" not in err


@pytest.mark.parametrize("changed", ["template", "reference"])
def test_stale_is_rewritten(run: Run, tmp_path: Path, changed: str) -> None:
    run("render")
    if changed == "template":
        (tmp_path / "templates/paging.mdx").write_text(TEMPLATE.replace("at once", "together"))
        said, now = "the reference documents pageSize value 0", "shows everything together."
    else:
        (tmp_path / REFERENCE).write_text(SILENT)
        said, now = "the reference has pageSize and does not document 0", "Set `pageSize` to `500`."
    before = page(tmp_path)
    code, out, _ = run("render", "--check")
    assert (code, page(tmp_path)) == (1, before)
    assert "guide/next  stale  guide/setup.mdx:7\n" in out
    assert f"      {said}; guide/params.json:" in out
    assert "      was: Set `pageSize` to `0` and The Guide shows everything at once.\n" in out
    assert now in out
    assert run("render")[0] == 0
    assert now in page(tmp_path)
    assert page(tmp_path).count("BEGIN") == 1
    assert run("render", "--check")[0] == 0


def test_the_sentence_about_0_arrives(run: Run, tmp_path: Path) -> None:
    run("render", files={REFERENCE: SILENT})
    assert "Set `pageSize` to `500`." in page(tmp_path)
    snippet_roots.make(tmp_path, {SETUP: page(tmp_path)})
    code, out, _ = run("render", "--check")
    assert code == 1
    assert "guide/next  stale  " in out
    assert "guide/params.json:5: “Set to 0 to disable paging.”" in out
    assert run("render")[0] == 0
    assert page(tmp_path) == RENDERED


def test_a_hand_edited_region_is_left_until_forced(run: Run, tmp_path: Path) -> None:
    edited = RENDERED.replace("at once", "at last")
    code, out, _ = run("render", files={SETUP: edited})
    assert (code, page(tmp_path)) == (1, edited)
    assert "guide/next  edited  guide/setup.mdx:7\n" in out
    code, out, err = run("render", "--force")
    assert (code, out) == (2, "")
    assert "--force needs the names of the snippets" in err
    code, out, _ = run("render", "--force", "paging")
    assert (code, page(tmp_path)) == (0, RENDERED)
    assert "discarded from guide/setup.mdx:7, paging/how:\n" in out
    assert "-Set `pageSize` to `0` and The Guide shows everything at last.\n" in out


def test_edited_and_stale_is_edited(run: Run, tmp_path: Path) -> None:
    files = {SETUP: RENDERED.replace("at once", "at last"), REFERENCE: SILENT}
    code, out, _ = run("render", files=files)
    assert (code, "edited" in out, "stale" in out) == (1, True, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("*/}\n\nSet", "*/}\nSet").replace("once.\n\n{", "once.\n\n\n{"),
        lambda text: text.replace("generated, run `make docs-snippets`", "see the README"),
    ],
    ids=["line ends", "blank lines at the edges", "other words in the marker"],
)
def test_what_is_no_edit(run: Run, tmp_path: Path, change: Callable[[str], str]) -> None:
    changed = change(RENDERED)
    (tmp_path / "x").mkdir()
    snippet_roots.make(tmp_path, {SETUP: changed.encode()})
    code, out, err = run("render")
    assert (code, out, err) == (0, "", "1 placement: 1 current\n")
    assert (tmp_path / SETUP).read_bytes() == changed.encode()


def test_a_region_that_was_indented_as_a_whole_is_current(run: Run, tmp_path: Path) -> None:
    tabbed = "# Set up\n\n## Tune it\n\n- One\n\n"
    inside = RENDERED[RENDERED.index("{/*") : RENDERED.index("## Go on")]
    indented = "".join(f"  {line}\n" if line else "\n" for line in inside.rstrip().split("\n"))
    code, out, err = run("render", files={SETUP: tabbed + indented})
    assert (code, out, err) == (0, "", "1 placement: 1 current\n")


def test_an_orphan_is_removed(run: Run, tmp_path: Path) -> None:
    gate = DEFINITION.replace("documents pageSize\n", "documents pageSize\n  applies: guide < 1\n")
    code, out, _ = run("render", files={SETUP: RENDERED, "snippets/paging.yaml": gate})
    assert (code, page(tmp_path)) == (0, PAGE)
    assert "guide/next  removed  guide/setup.mdx:7\n      guide/next is not guide < 1" in out
    assert run("render", "--check")[0] == 0


def test_an_edited_orphan_is_left(run: Run, tmp_path: Path) -> None:
    gate = DEFINITION.replace("documents pageSize\n", "documents pageSize\n  applies: guide < 1\n")
    edited = RENDERED.replace("at once", "at last")
    code, out, _ = run("render", files={SETUP: edited, "snippets/paging.yaml": gate})
    assert (code, page(tmp_path), "edited" in out) == (1, edited, True)
    code, out, _ = run("render", "--force", "paging")
    assert (code, page(tmp_path)) == (0, PAGE)


def test_an_orphan_of_a_placement_that_is_no_longer_defined(run: Run, tmp_path: Path) -> None:
    renamed = DEFINITION.replace("id: how", "id: other").replace("at: end", "at: start")
    code, out, _ = run("render", files={SETUP: RENDERED, "snippets/paging.yaml": renamed})
    assert code == 0
    assert "snippet 'paging' has no such placement" in out
    assert page(tmp_path).count("BEGIN") == 1
    assert "paging/other" in page(tmp_path)


def test_a_region_of_an_unknown_snippet_stays_until_forced_by_name(
    run: Run, tmp_path: Path
) -> None:
    strange = RENDERED.replace("paging/how", "other/how")
    code, out, _ = run("render", files={SETUP: strange, "snippets/paging.yaml": None})
    assert (code, page(tmp_path)) == (1, strange)
    assert "orphan" in out
    assert "no snippet 'other'" in out
    code, out, _ = run("render", "--force", "other")
    assert (code, page(tmp_path)) == (0, PAGE)


def test_a_page_that_says_it_by_hand_is_unmanaged(run: Run, tmp_path: Path) -> None:
    by_hand = PAGE.replace("matter more", "such as `PAGESIZE`\nor APP_PAGESIZE matter more")
    code, out, _ = run("render", files={SETUP: by_hand})
    assert (code, page(tmp_path)) == (1, by_hand)
    assert "guide/next  unmanaged  guide/setup.mdx:5\n" in out
    assert "names `pageSize` by hand, lines 5-6" in out


def test_a_comment_does_not_speak_of_it(run: Run, tmp_path: Path) -> None:
    noted = PAGE.replace("Some settings", "{/* pageSize to come */}\n\nSome settings")
    assert run("render", files={SETUP: noted})[0] == 0


def test_a_longer_word_does_not_speak_of_it(run: Run) -> None:
    longer = PAGE.replace("matter more", "such as pageSizes or minpageSize matter more")
    assert run("render", files={SETUP: longer})[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PAGE.replace("Tune it", "Tune this"), "no heading 'Tune it'; did you mean 'Tune this'?"),
        (PAGE.replace("Go on", "Tune it"), "2 headings 'Tune it', lines 3, 7"),
        (PAGE.replace("## Tune", "> ## Tune"), "shares its line with other markup"),
        (f"{PAGE}\n<Tabs>\n", "the page does not parse:"),
    ],
)
def test_unplaced(run: Run, tmp_path: Path, text: str, words: str) -> None:
    code, out, _ = run("render", files={SETUP: text})
    assert (code, page(tmp_path)) == (1, text)
    assert "unplaced" in out
    assert words in out


def test_undecided_is_left_and_said(run: Run, tmp_path: Path) -> None:
    code, out, err = run("render", files={REFERENCE: UNKNOWN})
    assert (code, page(tmp_path)) == (0, PAGE)
    assert "guide/next  undecided  guide/setup.mdx:3\n" in out
    assert "undecided: paging/how in guide/next: a sentence that may describe pageSize" in err


def test_undecided_leaves_a_region_that_is_there(run: Run, tmp_path: Path) -> None:
    code, _, err = run("render", files={REFERENCE: UNKNOWN, SETUP: RENDERED})
    assert (code, page(tmp_path)) == (0, RENDERED)
    assert "undecided" in err


def test_not_applicable_is_listed_with_v(run: Run) -> None:
    code, out, _ = run("render")
    assert "guide/1.10" not in out
    code, out, _ = run("render", "-v")
    assert code == 0
    assert "guide/1.10  not applicable  guide_versioned_docs/version-1.10/setup.mdx\n" in out
    assert "the tree has no such page" in out


def test_a_page_that_no_tree_has_is_said(run: Run) -> None:
    elsewhere = DEFINITION.replace("setup.mdx", "setpu.mdx")
    code, out, _ = run("render", files={"snippets/paging.yaml": elsewhere})
    assert code == 2
    assert "no tree has the page 'setpu.mdx'; did you mean 'setup.mdx'?" in out


def test_one_spelling_of_a_page(run: Run, tmp_path: Path) -> None:
    dotted = DEFINITION.replace("setup.mdx", ".//setup.mdx")
    code, out, _ = run("render", files={"snippets/paging.yaml": dotted})
    assert (code, page(tmp_path)) == (0, RENDERED)
    assert "inserted  guide/setup.mdx:3\n" in out


def test_a_placement_can_be_kept_out_of_a_tree(run: Run, tmp_path: Path) -> None:
    skipping = (
        f"{DEFINITION}    skip:\n      - {{ tree: guide/next, reason: it is told elsewhere }}\n"
    )
    code, out, _ = run("render", "-v", files={"snippets/paging.yaml": skipping, SETUP: RENDERED})
    assert (code, page(tmp_path)) == (0, PAGE)
    assert "skipped here: it is told elsewhere" in out
    assert run("render", "--check")[0] == 0


def test_a_frozen_tree_is_not_rendered(run: Run, tmp_path: Path) -> None:
    frozen = roots.VERSIONS.replace(
        "\nreferences", "\n    trees: [{ version: next, frozen: true }]\nreferences"
    )
    code, out, _ = run("render", "-v", files={"versions.yaml": frozen})
    assert (code, page(tmp_path)) == (0, PAGE)
    assert "the tree is frozen" in out


def test_only_some_trees_and_snippets(run: Run, tmp_path: Path) -> None:
    assert "1 placement" not in run("render", "--tree", "guide/1.9")[2]
    assert page(tmp_path) == PAGE
    assert run("render", "--tree", "guide/next", "paging")[0] == 0
    assert page(tmp_path) == RENDERED


def test_a_message_for_failed_checks_is_only_text(run: Run) -> None:
    said = "one\x1b[2J\n::error::two\r##[error]three"
    err = run("render", "--check", "--check-fail-msg", said)[2]
    assert err.endswith("one\\x1b[2J\n\\x3a:error::two\\r\\x23#[error]three\n")


@pytest.mark.parametrize("pattern", ["paging/*", "pag*", "**", "{paging,other}/*"])
def test_snippets_and_placements_of_a_pattern(run: Run, tmp_path: Path, pattern: str) -> None:
    assert run("render", "--tree", "guide/next", pattern)[0] == 0
    assert page(tmp_path) == RENDERED


@pytest.mark.parametrize("pattern", ["*", "guid*", "**", "*/*"])
def test_a_pattern_without_a_slash_means_the_trees_of_products(
    run: Run, tmp_path: Path, pattern: str
) -> None:
    assert run("render", "--tree", pattern)[0] == 0
    assert page(tmp_path) == RENDERED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["paging/w*"], "no snippet or placement matches 'paging/w*'"),
        (["--tree", "gide*"], "no tree matches 'gide*'"),
        (["pageing"], "no snippet 'pageing'; did you mean 'paging'?"),
        (["--tree", "guide/1.8"], "no tree 'guide/1.8'; did you mean 'guide/1.9'?"),
        (["--adopt", "--force", "paging"], "not allowed with argument"),
    ],
)
def test_wrong_arguments(run: Run, capsys: object, arguments: list[str], words: str) -> None:
    code, out, err = run("render", *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_without_a_snippet_there_is_nothing_to_do(run: Run) -> None:
    code, out, err = run("render", files={"snippets/paging.yaml": None})
    assert (code, out) == (0, "")
    assert err.startswith("nothing to render: no snippet is defined\n")


MOVED = """\
# Set up

{/* BEGIN docs-snippets paging/how: generated, run `make docs-snippets` */}

Set `pageSize` to `0` and The Guide shows everything at once.

{/* END docs-snippets paging/how (sum: 78f9f0fc561fd48a) */}

## Another heading
"""


def test_a_region_is_found_wherever_a_writer_moved_it(run: Run, tmp_path: Path) -> None:
    assert run("render", files={SETUP: MOVED})[0] == 0
    (tmp_path / REFERENCE).write_text(SILENT)
    assert run("render")[0] == 0
    assert "Set `pageSize` to `500`." in page(tmp_path)
    assert page(tmp_path).startswith("# Set up\n\n{/* BEGIN")


def test_a_region_is_found_on_another_page_of_the_tree(run: Run, tmp_path: Path) -> None:
    files = {SETUP: PAGE, "site/guide/more.mdx": MOVED, REFERENCE: SILENT}
    code, out, _ = run("render", files=files)
    assert (code, page(tmp_path)) == (0, PAGE)
    assert "rewritten  guide/more.mdx:3" in out


def test_a_region_on_two_pages_of_a_tree_is_broken(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("render", files={SETUP: RENDERED, "site/guide/more.mdx": MOVED})
    assert code == 1
    assert "the other is on guide/setup.mdx" in out
    assert (tmp_path / "site/guide/more.mdx").read_text() == MOVED


def test_a_region_outside_every_tree_is_broken(run: Run) -> None:
    code, out, _ = run("render", files={"site/about/index.mdx": MOVED})
    assert code == 1
    assert "a region on a page that belongs to no tree" in out


END = "{/* END docs-snippets paging/how (sum: 78f9f0fc561fd48a) */}"
BEGIN = "{/* BEGIN docs-snippets paging/how: generated, run `make docs-snippets` */}"

BROKEN = {
    "no END": (RENDERED.replace(END, ""), "7:1", "BEGIN of paging/how without an END"),
    "no BEGIN": (RENDERED.replace(BEGIN, ""), "11:1", "END of paging/how without a BEGIN"),
    "swapped": (
        RENDERED.replace(END, "@").replace(BEGIN, END).replace("@", BEGIN),
        "7:1",
        "END of paging/how without a BEGIN",
    ),
    "twice": (
        RENDERED + RENDERED[RENDERED.index("{/*") : RENDERED.index("## Go on")],
        "16:1",
        "a second region paging/how on this page",
    ),
    "nested": (
        RENDERED.replace("\nSet", f"\n{region('x', name='a/b')}\nSet"),
        "9:1",
        "BEGIN of a/b inside the region paging/how",
    ),
    "crossed": (
        RENDERED.replace(END, END.replace("paging/how", "a/b")),
        "11:1",
        "END of a/b where the region paging/how is open",
    ),
    "no checksum": (
        RENDERED.replace(" (sum: 78f9f0fc561fd48a)", ""),
        "11:1",
        "malformed marker; expected 'END docs-snippets SNIPPET/PLACEMENT (sum: 16 hex digits)'",
    ),
    "no name": (
        RENDERED.replace("BEGIN docs-snippets paging/how:", "BEGIN docs-snippets paging:"),
        "7:1",
        "malformed marker; expected 'BEGIN docs-snippets SNIPPET/PLACEMENT: …'",
    ),
    "not alone on its line": (
        RENDERED.replace(BEGIN, f"Text {BEGIN}"),
        "7:6",
        "the BEGIN marker is not on a line of its own",
    ),
    "in two blocks": (
        RENDERED.replace("matter more than others.", "matter.\n\n<div>\n")
        .replace("once.", "once.\n\n</div>")
        .replace("<div>\n\n\n{", "<div>\n\n{"),
        "15:1",
        "END of paging/how is not in the same block as its BEGIN",
    ),
    "swallowed by a fence": (
        RENDERED.replace("others.", "others.\n\n```bash\nls"),
        "10:1",
        "this marker is not read as a comment here; is a fence above it open?",
    ),
    "a comment of another format": (
        RENDERED.replace(END, END.replace("{/*", "<!--").replace("*/}", "-->")),
        "11:1",
        "this marker is not read as a comment here; expected {/* … */}",
    ),
    "header not first": (
        RENDERED.replace(
            "Some settings",
            "{/* GENERATED by docs-snippets from templates/a.mdx: DO NOT EDIT "
            "(sum: 0123456789abcdef) */}\n\nSome settings",
        ),
        "5:1",
        "a GENERATED marker belongs alone on the first line",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_marker_is_named_and_its_file_left_alone(
    run: Run, tmp_path: Path, name: str
) -> None:
    text, place, words = BROKEN[name]
    code, out, _ = run("render", files={SETUP: text, REFERENCE: SILENT})
    assert (code, page(tmp_path)) == (1, text)
    assert f"guide/setup.mdx:{place}: error[broken-marker] {words}" in out
    assert "  guide/next  broken  guide/setup.mdx:" in out
    code, out, _ = run("lint", "--select", "broken-marker", "--output-format", "concise")
    assert f"guide/setup.mdx:{place}: error[broken-marker] {words}" in out
    assert "a marker on the page is broken" not in out


def test_markers_in_a_fence_are_text(run: Run, tmp_path: Path) -> None:
    fenced = f"{PAGE}\n```mdx\n{BEGIN}\n{BEGIN}\n```\n\nUse `{END}`.\n"
    assert run("render", files={SETUP: fenced})[0] == 0
    assert page(tmp_path) == RENDERED + fenced[len(PAGE) :]
    assert run("render", "--check")[0] == 0


def test_a_wrong_checksum_under_the_right_text_is_mended(run: Run, tmp_path: Path) -> None:
    wrong = RENDERED.replace("78f9f0fc561fd48a", "0" * 16)
    code, out, _ = run("render", files={SETUP: wrong})
    assert (code, "rewritten" in out, page(tmp_path)) == (0, True, RENDERED)


def test_the_checksum_is_what_the_contract_says() -> None:
    assert checksum("Set `pageSize` to `0` and The Guide shows everything at once.") == (
        "78f9f0fc561fd48a"
    )


LINTED = {
    "stale-snippet": ({SETUP: RENDERED, REFERENCE: SILENT}, "error", "7:1"),
    "edited-snippet": ({SETUP: RENDERED.replace("at once", "now")}, "error", "7:1"),
    "missing-snippet": ({}, "error", "3:1"),
    "orphan-snippet": ({SETUP: RENDERED.replace("paging/how", "paging/x")}, "error", "7:1"),
    "unmanaged-copy": ({SETUP: PAGE.replace("That", "`pageSize`")}, "warning", "9:1"),
}


@pytest.mark.parametrize("rule", LINTED)
def test_lint_reports_what_is_not_current(run: Run, rule: str) -> None:
    files, severity, place = LINTED[rule]
    run("render", "--check", files=files)
    _, out, _ = run("lint", "--select", rule, "--output-format", "concise")
    assert out.startswith(f"guide/setup.mdx:{place}: {severity}[{rule}] ")
    assert len(out.splitlines()) == 1


def test_a_version_is_cut(run: Run, tmp_path: Path) -> None:
    """The folder is copied and listed: what differs there is said, with the reason."""
    template = TEMPLATE.replace("once.", "once, as of <%= tree.version %>.")
    until = "placements:\n  - id: upgrade\n    page: setup.mdx\n    in: { heading: Go on }\n"
    files = {
        "templates/paging.mdx": template,
        "templates/upgrade.mdx": "Upgrade soon.\n",
        "snippets/upgrade.yaml": f"subjects: [upgrading]\ngate: guide >= 2\n{until}"
        "    at: end\n    template: upgrade.mdx\n",
    }
    assert run("render", files=files)[0] == 0
    cut = tmp_path / "site/guide_versioned_docs/version-1.11"
    (tmp_path / "site/guide").rename(cut)
    for path in cut.rglob("*"):
        target = tmp_path / "site/guide" / path.relative_to(cut)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "site/guide_versions.json").write_text('["1.11", "1.10", "1.9"]\n')
    code, out, _ = run("render", "--check")
    assert code == 1
    assert "guide/1.11  stale  guide_versioned_docs/version-1.11/setup.mdx:7\n" in out
    assert "was: Set `pageSize` to `0` and The Guide shows everything at once, as of next.\n" in out
    assert "now: Set `pageSize` to `0` and The Guide shows everything at once, as of 1.11.\n" in out
    assert "guide/1.11  orphan  guide_versioned_docs/version-1.11/setup.mdx:17\n" in out
    assert "guide/1.11 is not guide >= 2" in out
    assert run("render")[0] == 0
    assert "as of 1.11." in (cut / "setup.mdx").read_text()
    assert "Upgrade soon." not in (cut / "setup.mdx").read_text()
    assert run("render", "--check")[0] == 0


def test_a_list_of_steps_that_lacks_a_new_section_is_said(run: Run) -> None:
    steps = "- [Tune it](#tune-it)\n- [Go on](#go-on)\n- [Set up](#set-up)\n\n"
    page = PAGE.replace("## Tune it", f"{steps}## Tune it", 1)
    heading = f"<%= heading %> Page through\n\n{TEMPLATE}"
    placed = DEFINITION.replace(
        "in: { heading: Tune it }\n    at: end", "after: { heading: Tune it }"
    )
    files = {SETUP: page, "templates/paging.mdx": heading, "snippets/paging.yaml": placed}
    _, _, err = run("render", files=files)
    said = (
        "guide/setup.mdx: the list of steps on line 3 does not have [Page through](#page-through)\n"
    )
    assert said in err
    listed = page.replace("- [Go on]", "- [Page through](#page-through)\n- [Go on]")
    _, _, err = run("render", files={**files, SETUP: listed})
    assert "the list of steps" not in err
