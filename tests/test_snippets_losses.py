"""What adopting would lose: facts of the hand-written text that the generated one does not have."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import snippet_roots
from conftest import Command
from snippet_roots import DEFINITION, PAGE
from test_snippets_adopt import SETUP, git

RICH = """\
Give `pageSize` the value 0, or see [Paging](https://example.org/paging). The log says
`too many pages`, and port 9099 answers.

```bash
# Show what is set
set pageSize 0 --now
```

"""
BY_HAND = PAGE.replace("## Go on", f"{RICH}## Go on").replace("pageSize` the", "pageSize` here the")
SECTION = PAGE.replace("## Go on", "### Paging by hand\n\nGive `pageSize` a value.\n\n## Go on")

LOST = [
    "line 7: link `https://example.org/paging`",
    "line 8: inline code `too many pages`",
    "line 8: port `9099`",
    "line 11: comment `Show what is set`",
    "line 12: command `set pageSize 0`",
]


def repository(
    folder: Path, page: str, definition: str, more: Mapping[str, str] | None = None
) -> None:
    files = {SETUP: page, "snippets/paging.yaml": definition, **(more or {})}
    snippet_roots.make(folder, files)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "docs")


@pytest.fixture
def adopted(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> "tuple[Path, Command]":
    monkeypatch.chdir(tmp_path)
    return tmp_path, command


def lines(out: str) -> list[str]:
    return [line.strip().removeprefix("lost: ") for line in out.splitlines() if "lost: " in line]


def test_each_fact_is_listed_and_the_page_is_left_alone(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, BY_HAND, DEFINITION)
    code, out, err = command("render", "--adopt")
    assert code == 1
    assert lines(out) == LOST
    assert "skipped: the new text lacks 5 facts; `--accept-loss` drops them" in out
    assert "next: docs-snippets render --adopt --accept-loss paging\n" in err
    assert (folder / SETUP).read_text() == BY_HAND


def test_what_is_listed_can_be_given_up(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, SECTION, DEFINITION.replace("blocks: pageSize", "section: Paging by hand"))
    assert command("render", "--adopt")[0] == 1
    code, out, _ = command("render", "--adopt", "--accept-loss")
    assert (code, lines(out)) == (0, ["line 7: id `paging-by-hand`"])
    assert "Paging by hand" not in (folder / SETUP).read_text()


def test_a_definition_can_give_up_a_fact_with_a_reason(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    lost = "    lost: [{ text: paging-by-hand, reason: nobody links to it }]\n"
    definition = DEFINITION.replace("blocks: pageSize", "section: Paging by hand") + lost
    repository(folder, SECTION, definition)
    code, out, _ = command("render", "--adopt")
    assert (code, lines(out)) == (0, [])


def test_a_reason_is_asked_for(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, SECTION, DEFINITION + "    lost: [{ text: paging-by-hand }]\n")
    code, out, _ = command("render", "--adopt")
    assert (code, "lacks 'reason'" in out) == (2, True)


def test_what_the_new_text_says_is_not_lost(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    page = PAGE.replace("## Go on", "Give `pageSize` a value.\n\n## Go on")
    repository(folder, page, DEFINITION)
    code, out, _ = command("render", "--adopt")
    assert (code, lines(out)) == (0, [])


def test_accepting_goes_with_adopting(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, PAGE, DEFINITION)
    code, _, err = command("render", "--accept-loss")
    assert (code, err) == (2, "docs-snippets render: --accept-loss goes with --adopt\n")


def test_one_placement_can_be_named(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, PAGE, DEFINITION)
    assert command("render", "--check", "paging/how")[0] == 1
    code, _, err = command("render", "--check", "paging/who")
    assert code == 2
    assert "no placement 'paging/who'; did you mean 'paging/how'?" in err


def test_after_writing_the_next_step_is_to_commit(adopted: tuple[Path, Command]) -> None:
    """Adopting needs a clean page, so that git can give back what it takes away."""
    folder, command = adopted
    page = PAGE.replace("## Go on", "Give `pageSize` a value.\n\n## Go on")
    other = DEFINITION.replace("setup.mdx", "more.mdx").replace("id: how", "id: more")
    more = {"site/guide/more.mdx": PAGE, "snippets/other.yaml": other}
    repository(folder, page, DEFINITION, more)
    code, _, err = command("render")
    assert code == 1
    steps = [line for line in err.splitlines() if line.startswith("next: ")]
    assert steps == [
        f"next: git -C {folder}/site commit -am 'Render docs snippets'",
        "next: docs-snippets render --adopt paging",
    ]


def test_edited_text_is_shown_with_both_ways_on(adopted: tuple[Path, Command]) -> None:
    folder, command = adopted
    repository(folder, PAGE, DEFINITION)
    assert command("render")[0] == 0
    page = folder / SETUP
    page.write_text(page.read_text().replace("at once", "at last"))
    code, out, _ = command("render")
    assert code == 1
    assert "-Set `pageSize` to `0` and The Guide shows everything at once.\n" in out
    assert "+Set `pageSize` to `0` and The Guide shows everything at last.\n" in out
    assert (
        "make the change in templates/paging.mdx, or discard it with `render --force paging`" in out
    )
