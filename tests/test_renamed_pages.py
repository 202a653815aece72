"""A page that has another path in another tree: `mirror` and `forgotten-tree` follow it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import repository
from conftest import Command, SiteMaker

Make = Callable[[Mapping[str, str]], Path]

TREES = ("calico/next", "calico/3.31", "calico/3.30")
PAGE = """\
# Ports

The first paragraph says what this page is about.

## Health checks

The second paragraph stays as it was written long ago.

It has a third one that nobody has read so far.

## Last

The last paragraph ends the page, and says so.
"""
EDITED = PAGE.replace("written long ago", "written a long time ago")
TO = ("--from", "calico/next", "--to", "calico/*")


@pytest.fixture
def docs(site: SiteMaker) -> Make:
    """The fixed site with some files, committed; the folder of its docs."""

    def make(files: Mapping[str, str]) -> Path:
        folder = site({})
        for path, text in files.items():
            write(folder / "docs" / path, text)
        repository.commit(folder)
        return folder / "docs"

    return make


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def move(folder: Path, old: str, new: str, text: str = "") -> str:
    """Renames a page in a commit; its hash, shortened as it is shown."""
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    (folder / old).rename(folder / new)
    if text:
        write(folder / new, text)
    return repository.commit(folder.parent)[:12]


def test_a_page_that_history_renamed(docs: Make, command: Command) -> None:
    folder = docs({f"{tree}/old.mdx": PAGE for tree in TREES})
    commit = move(folder, "calico/next/old.mdx", "calico/next/guide/new name.mdx")
    write(folder / "calico/next/guide/new name.mdx", EDITED)
    code, out, err = command("mirror", "calico/next", *TO, "--write")
    assert (code, out) == (0, "")
    said = (
        f"calico/next/guide/new name.mdx is calico/3.31/old.mdx in calico/3.31: renamed in {commit}"
    )
    assert said in err
    assert [(folder / tree / "old.mdx").read_text() for tree in TREES[1:]] == [EDITED, EDITED]


def test_the_other_way_round_and_through_two_renames(docs: Make, command: Command) -> None:
    folder = docs({f"{tree}/a.mdx": PAGE for tree in TREES})
    move(folder, "calico/next/a.mdx", "calico/next/b.mdx", PAGE.replace("# Ports", "# The ports"))
    move(folder, "calico/next/b.mdx", "calico/next/c.mdx")
    write(folder / "calico/3.30/a.mdx", EDITED)
    code, _, err = command(
        "mirror", "calico/3.30", "--from", "calico/3.30", "--to", "calico/next", "--write"
    )
    assert code == 0
    assert "calico/3.30/a.mdx is calico/next/c.mdx in calico/next: renamed in " in err
    assert (folder / "calico/next/c.mdx").read_text() == EDITED.replace("# Ports", "# The ports")


def test_a_rename_that_is_not_committed(docs: Make, command: Command) -> None:
    folder = docs({f"{tree}/old.mdx": PAGE for tree in TREES})
    (folder / "calico/next/old.mdx").unlink()
    write(folder / "calico/next/new.mdx", EDITED)
    code, _, err = command("mirror", "calico/next", *TO, "--write")
    assert code == 0
    assert "calico/next/new.mdx was calico/next/old.mdx: what it says is carried" in err
    assert (folder / "calico/3.31/old.mdx").read_text() == EDITED


def test_a_page_that_is_alike_without_any_history(docs: Make, command: Command) -> None:
    own = PAGE.replace("# Ports", "# All ports")
    folder = docs({"calico/next/one.mdx": PAGE, "calico/3.31/other.mdx": own})
    write(folder / "calico/next/one.mdx", EDITED)
    code, _, err = command("mirror", "calico/next", *TO, "--write")
    assert code == 0
    said = (
        "calico/next/one.mdx is calico/3.31/other.mdx in calico/3.31: 71% of the lines are the same"
    )
    assert said in err
    assert (folder / "calico/3.31/other.mdx").read_text() == EDITED.replace(
        "# Ports", "# All ports"
    )


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(("a", "b"), id="two pages are as alike"),
        pytest.param(("one", "two"), id="it is the counterpart of another page"),
    ],
)
def test_likeness_that_decides_nothing(
    others: tuple[str, str], docs: Make, command: Command
) -> None:
    here = {f"calico/3.31/{name}.mdx": PAGE for name in others if name != "one"}
    both = {"calico/next/two.mdx": PAGE} if "two" in others else {}
    folder = docs({"calico/next/one.mdx": PAGE, **both, **here})
    write(folder / "calico/next/one.mdx", EDITED)
    code, out, err = command("mirror", "calico/next", *TO)
    assert (code, out) == (0, "")
    assert "nothing to do in calico/3.31, calico/3.30: the tree has no such page" in err


def test_a_path_that_two_pages_had_decides_nothing(docs: Make, command: Command) -> None:
    folder = docs({f"{tree}/a.mdx": PAGE for tree in TREES})
    move(folder, "calico/next/a.mdx", "calico/next/b.mdx")
    write(folder / "calico/next/a.mdx", "# Another page\n\nIt has the old path.\n")
    repository.commit(folder.parent)
    write(folder / "calico/next/b.mdx", EDITED)
    code, out, err = command("mirror", "calico/next/b.mdx", *TO)
    assert (code, out) == (0, "")
    assert "the tree has no such page" in err


def test_the_forgotten_tree_is_found_under_its_other_path(docs: Make, command: Command) -> None:
    folder = docs({f"{tree}/old.mdx": PAGE for tree in TREES})
    commit = move(folder, "calico/next/old.mdx", "calico/next/new.mdx")
    write(folder / "calico/next/new.mdx", EDITED)
    _, out, _ = command("lint", "--changed=HEAD", "--select", "forgotten-tree")
    assert "calico/3.31/old.mdx:7:1" in out
    assert f"the page is this one, renamed in {commit}" in out


def test_what_a_new_tree_says_of_itself_is_not_forgotten_elsewhere(
    docs: Make, command: Command
) -> None:
    lead = "import Note from '@site/calico/next/_note.mdx';\n\n"
    folder = docs({"calico/next/a.mdx": lead + PAGE, "calico/next/_note.mdx": "Noted.\n"})
    write(folder / "calico/3.32/a.mdx", lead.replace("next", "3.32") + PAGE)
    write(folder / "calico/3.32/_note.mdx", "Noted.\n")
    listed = folder / "calico_versions.json"
    listed.write_text(listed.read_text().replace("[", '["3.32", ', 1))
    _, out, _ = command("lint", "--changed=HEAD", "--select", "forgotten-tree")
    assert "forgotten-tree" not in out


def test_what_was_wrong_before_the_cut_is_not_new(docs: Make, command: Command) -> None:
    params = "_includes/components/FelixConfig/config-params.json"
    script = "_includes/Patch.js"
    code = "export const A = () => <CodeBlock>{`kubectl patch a b -p '{`}</CodeBlock>;\n"
    folder = docs({f"calico/next/{script}": code})
    wrong = (folder / "calico/next" / params).read_text().replace(": true", ": truth", 1)
    write(folder / "calico/next" / params, wrong)
    repository.commit(folder.parent)
    for name, text in ((params, wrong), (script, code)):
        write(folder / "calico/3.32" / name, text)
    listed = folder / "calico_versions.json"
    listed.write_text(listed.read_text().replace("[", '["3.32", ', 1))
    _, before, _ = command("lint")
    assert "calico/next/_includes/Patch.js" in before
    assert f"calico/next/{params}" in before
    code_now, out, _ = command("lint", "--changed=HEAD")
    assert (code_now, out) == (0, "")
