"""`mirror` into pages that differ: an edit goes to its own lines, or before the next heading."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import repository
from conftest import Command, SiteMaker
from docs_snippets.mirroring.spelling_corrections import corrects_spelling

HERE, THERE = "calico/next/ports.mdx", "calico/3.31/ports.mdx"
TYPO = "The node keeps its adress in a file of its own, as all nodes do.\n"
MENDED = TYPO.replace("adress", "address")
SETTING = "Leave the setting `vxlanPort` as it is on all of your nodes.\n"
CHANGED = SETTING.replace("as it is", "at its default")
LINKED = "Read [how nodes start](start.mdx) before you wait for all of thm.\n"
SECTION = "## Restart\n\nRestart the node when you have changed a setting of it.\n\n"
END = "## Clean up\n\nTake everything away that you made here.\n"
OTHER_END = END.replace("that you made here", "at the end of the day")


class Case(NamedTuple):
    """The page before and after the edit, the other page, and what it becomes; or the reason."""

    before: str
    after: str
    other: str
    wanted: str


def page(*parts: str) -> str:
    return "# Ports\n\n" + "\n".join(parts)


CARRIED = {
    "a spelling that a page has below another heading": Case(
        page("## One\n", TYPO, "Here the page goes on about one.\n"),
        page("## One\n", MENDED, "Here the page goes on about one.\n"),
        page("## Two\n", TYPO, "There it goes on about another.\n"),
        page("## Two\n", MENDED, "There it goes on about another.\n"),
    ),
    "a statement below the same heading, among other text": Case(
        page("## Ports\n", "Words of the one page.\n", SETTING, "And others.\n"),
        page("## Ports\n", "Words of the one page.\n", CHANGED, "And others.\n"),
        page("## Ports\n", "Entirely different ones.\n", SETTING, "With an end.\n"),
        page("## Ports\n", "Entirely different ones.\n", CHANGED, "With an end.\n"),
    ),
    "a sentence whose link leads to another place there": Case(
        page("## One\n", LINKED, "Here the page goes on.\n"),
        page("## One\n", LINKED.replace("thm", "them"), "Here the page goes on.\n"),
        page("## One\n", LINKED.replace("start.mdx", "begin.mdx"), "There it goes on.\n"),
        page(
            "## One\n",
            LINKED.replace("start.mdx", "begin.mdx").replace("thm", "them"),
            "There it goes on.\n",
        ),
    ),
    "a section before a heading that both pages have": Case(
        page("## One\n", "Here the page speaks of one thing.\n", END),
        page("## One\n", "Here the page speaks of one thing.\n", SECTION + END),
        page("## Two\n", "There it speaks of something else.\n", OTHER_END),
        page("## Two\n", "There it speaks of something else.\n", SECTION + OTHER_END),
    ),
    "two sections, in their order": Case(
        page("## One\n", "Here.\n", END),
        page("## One\n", "Here.\n", SECTION, SECTION.replace("Restart", "Stop"), END),
        page("## Two\n", "There.\n", OTHER_END),
        page("## Two\n", "There.\n", SECTION, SECTION.replace("Restart", "Stop"), OTHER_END),
    ),
    "sections that stand in another order": Case(
        page(END, "## One\n", TYPO, "Here.\n"),
        page(SECTION + END, "## One\n", MENDED, "Here.\n"),
        page("## One\n", TYPO, "There it ends in another way.\n", OTHER_END),
        page("## One\n", MENDED, "There it ends in another way.\n", SECTION + OTHER_END),
    ),
}
CONFLICTS = {
    "a line that the page has twice": Case(
        page("## One\n", TYPO, "Here.\n"),
        page("## One\n", MENDED, "Here.\n"),
        page("## Two\n", TYPO, "There.\n", "## Three\n", TYPO, "And there.\n"),
        "the lines that it replaces occur more than once on one of the pages",
    ),
    "a statement that the page makes about something else": Case(
        page("## On one platform\n", SETTING, "Here.\n"),
        page("## On one platform\n", CHANGED, "Here.\n"),
        page("## On another platform\n", SETTING, "There.\n"),
        "the page has these lines in another section",
    ),
    "a statement in another tab": Case(
        page('<Tabs>\n<TabItem value="a">\n', SETTING, "Here.\n", "</TabItem>\n</Tabs>\n"),
        page('<Tabs>\n<TabItem value="a">\n', CHANGED, "Here.\n", "</TabItem>\n</Tabs>\n"),
        page('<Tabs>\n<TabItem value="b">\n', SETTING, "There.\n", "</TabItem>\n</Tabs>\n"),
        "the page has these lines in another section",
    ),
    "a word of a command": Case(
        page("## One\n", "```bash\nkubectl describe felixconfigurations one\n```\n"),
        page("## One\n", "```bash\nkubectl describe felixconfiguration one\n```\n"),
        page("## Two\n", "```bash\nkubectl describe felixconfigurations one\n```\n", "There.\n"),
        "the page has these lines in another section",
    ),
    "a link that is changed and leads elsewhere there": Case(
        page("## One\n", LINKED, "Here.\n"),
        page("## One\n", LINKED.replace("start.mdx", "index.mdx"), "Here.\n"),
        page("## One\n", LINKED.replace("start.mdx", "begin.mdx"), "There.\n"),
        "the edit changes a link that leads elsewhere there",
    ),
    "a heading that the page has twice": Case(
        page("## One\n", "Here.\n", END),
        page("## One\n", "Here.\n", SECTION + END),
        page("## Two\n", "There.\n", OTHER_END, "## Three\n", OTHER_END),
        "'## Clean up' occurs more than once on one of the pages",
    ),
    "a heading in another section": Case(
        page("## One\n", "Here.\n", f"#{END}"),
        page("## One\n", "Here.\n", f"#{SECTION}#{END}"),
        page("## Two\n", "There.\n", f"#{OTHER_END}"),
        "'### Clean up' is in another section there",
    ),
    "a section that the page has, in its own words": Case(
        page("## One\n", "Here.\n", END),
        page("## One\n", "Here.\n", SECTION + END),
        page("## Restart\n", "There you restart it, too.\n", OTHER_END),
        "the page has a section 'Restart' of its own",
    ),
    "what only looks like a heading": Case(
        page("## One\n", "Here.\n", "```bash\n# Clean up all of it\n```\n"),
        page("## One\n", "Here.\n", "```bash\n# Restart\n\n# Clean up all of it\n```\n"),
        page("## Two\n", "There.\n", "```bash\n# Clean up all of it\n```\n"),
        "the page has other text around it",
    ),
}


@pytest.fixture
def mirrored(site: SiteMaker, command: Command) -> Callable[[Case], tuple[Path, str]]:
    """The folder of the docs after an edit was mirrored, and what was said."""

    def run(case: Case) -> tuple[Path, str]:
        files = {HERE: case.before, THERE: case.other}
        files |= {
            f"calico/{tree}/{name}.mdx": f"# {name.title()}\n\nHow nodes {name}.\n"
            for tree, name in (("next", "start"), ("next", "index"), ("3.31", "begin"))
        }
        folder = site(files) / "docs"
        repository.commit(folder.parent)
        (folder / HERE).write_text(case.after)
        _, out, err = command("mirror", HERE, "--from", "calico/next", "--to", "calico/3.31")
        if out:
            git = ["git", "-C", str(folder.parent), "apply", "-"]
            subprocess.run(git, input=out.encode(), check=True)
        return folder, err

    return run


@pytest.mark.parametrize("case", CARRIED.values(), ids=CARRIED)
def test_carried(case: Case, mirrored: Callable[[Case], tuple[Path, str]]) -> None:
    folder, said = mirrored(case)
    assert (folder / THERE).read_text() == case.wanted, said


@pytest.mark.parametrize("case", CONFLICTS.values(), ids=CONFLICTS)
def test_conflict(case: Case, mirrored: Callable[[Case], tuple[Path, str]]) -> None:
    folder, said = mirrored(case)
    assert case.wanted in said
    assert "conflict" in said
    assert (folder / THERE).read_text() == case.other


@pytest.mark.parametrize(
    ("was", "now", "is_spelling"),
    [
        ("The nodes recieve a packet from all of them.", "receive", True),
        ("The nodes receive a a packet from all of them.", None, True),
        ("Traffic is allowed from all of these nodes.", "denied", False),
        ("Traffic is enabled from all of these nodes.", "disabled", False),
        ("Packets of 4789 arrive at all of these nodes.", "4790", False),
        ("Nodes use IPv4 among them for all of this.", "IPv6", False),
        ("Nodes use `ona` among them for all of this.", "`one`", False),
        ("Yes we cann.", "can", False),
    ],
)
def test_what_is_a_correction_of_spelling(was: str, now: str | None, is_spelling: bool) -> None:
    words = was.split()
    old = next((word for word in words if now and word[:2] == now[:2]), words[2])
    new = was.replace("a a", "a") if now is None else was.replace(old, now)
    assert corrects_spelling([was], [new]) == is_spelling
