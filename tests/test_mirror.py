"""`mirror`: an edit carried to the same page of other trees, and what is refused instead."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import repository
from conftest import Command, SiteMaker
from docs_snippets.core.source import Source
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.mirroring.fitting import TargetText
from docs_snippets.mirroring.pieces import split_edit

TREES = ("calico/next", "calico/3.31", "calico/3.30", "calico-enterprise/next")
PAGE = """\
# Ports

The first paragraph says what this page is about.

## Health checks

The second paragraph stays as it was written long ago.

## Last

The last paragraph ends the page, and says so.
"""
ADDED = "A new sentence holds wherever the page is read.\n"
EDITED = PAGE.replace("long ago.\n", f"long ago.\n\n{ADDED}")
PARAMETERS = "_includes/components/FelixConfig/config-params.json"
ZERO = "Set `bpfKubeProxyHealthzPort` to `0` to switch the health check off.\n"
ALL = ("--from", "calico/next", "--to", "calico/*", "calico-enterprise/*")

Make = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def docs(site: SiteMaker) -> Make:
    """The fixed site with some files, committed; the folder of its docs."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = site({})
        for path, content in files.items():
            write(folder / "docs", path, content)
        repository.commit(folder)
        return folder / "docs"

    return make


@pytest.fixture
def edited(docs: Make) -> Callable[[str], Path]:
    """The page in every tree, edited in the newest."""

    def make(text: str) -> Path:
        folder = docs({f"{tree}/ports.mdx": PAGE for tree in TREES})
        write(folder, "calico/next/ports.mdx", text)
        return folder

    return make


def write(folder: Path, path: str, content: str | bytes) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def applied(folder: Path, patch: str) -> None:
    command = ["git", "-C", str(folder.parent), "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, input=patch.encode(), check=True)


def texts(folder: Path, name: str = "ports.mdx") -> list[str]:
    return [(folder / tree / name).read_text() for tree in TREES]


class TestCarried:
    def test_the_patch_makes_every_copy_say_the_same(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        code, out, err = command("mirror", "calico/next/ports.mdx", *ALL)
        assert code == 0
        assert "carried (line 9) in calico/3.31, calico/3.30, calico-enterprise/next" in err
        assert "3 pages in the patch" in err
        assert texts(folder)[1:] == [PAGE] * 3
        assert out.splitlines()[0].startswith("diff --git a/docs/calico/3.31/ports.mdx ")
        applied(folder, out)
        assert texts(folder) == [EDITED] * 4

    def test_write_does_what_the_patch_would(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        code, out, err = command("mirror", "docs/calico/next", *ALL, "--write")
        assert (code, out) == (0, "")
        assert "3 pages written" in err
        assert texts(folder) == [EDITED] * 4
        code, out, err = command("mirror", "calico/next", *ALL)
        assert (code, out) == (0, "")
        assert "there already" in err

    def test_a_short_text_is_there_already(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        text = PAGE.replace("## Health checks\n", "## Health checks\n\nOne more.\n")
        folder = edited(text)
        for _ in range(2):
            assert command("mirror", "docs/calico/next", *ALL, "--write")[0] == 0
            assert texts(folder) == [text] * 4

    def test_what_a_copy_says_otherwise_elsewhere_is_kept(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        own = PAGE.replace("about.", "about, here in its own words.").replace("\n", "\r\n")[:-2]
        write(folder, "calico/3.30/ports.mdx", own.encode())
        code, out, err = command("mirror", "calico/next", "--from=calico/next", "--to=calico/3.30")
        assert code == 0
        assert "calico/3.30/ports.mdx was edited, too, since" in err
        applied(folder, out)
        wanted = own.replace("long ago.\r\n", f"long ago.\r\n\r\n{ADDED[:-1]}\r\n")
        assert (folder / "calico/3.30/ports.mdx").read_bytes() == wanted.encode()

    def test_imports_and_links_lead_into_the_other_tree(self, docs: Make, command: Command) -> None:
        part, note = "_includes/_note.mdx", "Noted.\n"
        folder = docs(
            {
                f"{tree}/{each}": text
                for tree in TREES
                for each, text in (("ports.mdx", PAGE), (part, note))
            }
        )
        lead = "import Note from '@site/calico/next/_includes/_note.mdx';\n\n"
        text = lead + EDITED.replace(ADDED, "<Note />\n")
        write(folder, "calico/next/ports.mdx", text)
        code, out, _ = command("mirror", "calico/next", *ALL)
        assert code == 0
        applied(folder, out)
        assert texts(folder) == [text.replace("calico/next", tree) for tree in TREES]

    def test_a_new_page_is_copied_and_one_that_is_gone_is_told(
        self, docs: Make, command: Command
    ) -> None:
        folder = docs({f"{tree}/old.mdx": PAGE for tree in TREES})
        (folder / "calico/next/old.mdx").unlink()
        write(folder, "calico/next/new.mdx", "# Something else\n\nEntirely.\n")
        code, out, err = command("mirror", "calico/next", *ALL)
        assert code == 1
        assert "calico/next deleted its page; this one is still here" in err
        applied(folder, out)
        assert texts(folder, "new.mdx") == ["# Something else\n\nEntirely.\n"] * 4
        assert (folder / "calico/3.31/old.mdx").exists()

    def test_a_tree_without_the_page_has_nothing_to_do(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        (folder / "calico/3.30/ports.mdx").unlink()
        code, _, err = command("mirror", "calico/next", *ALL)
        assert code == 0
        assert "nothing to do in calico/3.30: the tree has no such page" in err


class TestRefused:
    def test_what_a_reference_does_not_document(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED.replace(ADDED, f"{ZERO}\n### More\n\n{ADDED}"))
        code, out, err = command("mirror", "calico/next", *ALL)
        assert code == 1
        assert "refused (line 9) in calico/3.31: error[undocumented-value]" in err
        undocumented = "the tree's reference does not document 'bpfKubeProxyHealthzPort'"
        assert f"refused (line 9) in calico/3.30: {undocumented}" in err
        applied(folder, out)
        without = EDITED.replace(ADDED, f"### More\n\n{ADDED}")
        assert texts(folder)[1:] == [without, without, texts(folder)[0]]

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("Get it at $[nowhere].", "error[unknown-variable]"),
            ("See [this](other.mdx).", "error[broken-link]"),
            ("See [this](#nowhere-at-all).", "error[missing-anchor]"),
        ],
    )
    def test_what_the_linter_finds_new(
        self, line: str, said: str, edited: Callable[[str], Path], command: Command
    ) -> None:
        edited(EDITED.replace(ADDED, f"{line}\n"))
        code, out, err = command("mirror", "calico/next", *ALL)
        assert (code, out) == (1, "")
        assert f"calico/3.31, calico/3.30, calico-enterprise/next: {said}" in err
        assert "so it is in calico/next itself" in err

    def test_a_link_to_what_is_refused(self, docs: Make, command: Command) -> None:
        """Imports and links go with what they lead to."""
        pages = ("ports.mdx", "other.mdx")
        folder = docs({f"{tree}/{page}": PAGE for tree in TREES for page in pages})
        write(folder, "calico/next/ports.mdx", EDITED.replace(ADDED, f"## Off\n\n{ZERO}"))
        link = "See [how it is switched off](ports.mdx#off).\n"
        write(folder, "calico/next/other.mdx", EDITED.replace(ADDED, link))
        code, out, err = command("mirror", "calico/next", *ALL)
        assert code == 1
        assert "in calico/3.31, calico/3.30: error[missing-anchor]" in err
        applied(folder, out)
        assert texts(folder, "other.mdx")[3] == EDITED.replace(ADDED, link)
        assert texts(folder, "other.mdx")[1] == PAGE

    def test_a_tree_without_a_reference(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED.replace(ADDED, ZERO))
        (
            folder / "calico-enterprise/next/_includes/components/FelixConfig/config-params.json"
        ).unlink()
        _, _, err = command(
            "mirror", "calico/next", "--from", "calico/next", "--to", "calico-enterprise/next"
        )
        assert "has no reference that could document 'bpfKubeProxyHealthzPort'" in err

    def test_a_page_elsewhere_that_would_be_wrong(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(PAGE.replace("## Health checks", "## Checks of the health of all nodes"))
        write(folder, "calico/3.30/a.mdx", "# A\n\nSee [it](ports.mdx#health-checks).\n")
        code, out, err = command("mirror", "calico/next", *ALL)
        assert code == 1
        assert "in calico/3.30: calico/3.30/a.mdx:3 would be wrong: error[missing-anchor]" in err
        assert "calico/3.31/ports.mdx" in out
        assert "calico/3.30/ports.mdx" not in out

    def test_generated_text(self, docs: Make, command: Command) -> None:
        region = (
            "{/* BEGIN docs-snippets a/b: generated, run `make docs-snippets` */}\n\nOurs.\n\n"
            "{/* END docs-snippets a/b (sum: 0000000000000000) */}\n"
        )
        text = PAGE.replace("long ago.\n", f"long ago.\n\n{region}")
        folder = docs({f"{tree}/ports.mdx": text for tree in TREES})
        write(folder, "calico/next/ports.mdx", text.replace("Ours.", "Ours, and other words."))
        code, out, err = command("mirror", "calico/next", *ALL)
        assert (code, out) == (1, "")
        assert "generated text, which is never merged: edit its template" in err


class TestConflict:
    def test_both_sides_are_shown_and_nothing_is_written(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(PAGE.replace("as it was written long ago", "as we wrote it last year"))
        other = PAGE.replace("as it was written long ago", "as others wrote it")
        write(folder, "calico/3.31/ports.mdx", other)
        code, _, err = command("mirror", "calico/next", *ALL, "--write")
        assert code == 1
        assert "conflict (line 7) in calico/3.31: the page says something else there" in err
        assert "      - The second paragraph stays as it was written long ago." in err
        assert "      + The second paragraph stays as we wrote it last year." in err
        assert "    calico/3.31/ports.mdx:5\n        ## Health checks\n\n        The second" in err
        assert texts(folder)[1] == other
        assert "<<<<" not in "".join(texts(folder))

    def test_an_addition_whose_surroundings_are_not_there(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        start, end = PAGE.index("## Health"), PAGE.index("## Last")
        write(folder, "calico/3.31/ports.mdx", PAGE[:start] + PAGE[end:])
        code, out, err = command(
            "mirror", "calico/next", "--from", "calico/next", "--to", "calico/3.31"
        )
        assert (code, out) == (1, "")
        assert "the page does not have the text around it" in err

    def test_another_new_page_is_not_overwritten(self, docs: Make, command: Command) -> None:
        folder = docs({"calico/3.31/new.mdx": "# Mine\n"})
        write(folder, "calico/next/new.mdx", "# New\n")
        code, _, err = command("mirror", "calico/next", *ALL, "--write")
        assert code == 1
        assert "refused in calico/3.31: the page is new, and another is here already" in err
        assert (folder / "calico/3.31/new.mdx").read_text() == "# Mine\n"


class TestHostile:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            pytest.param(b"\xff\xfe# x", "not UTF-8", id="not UTF-8"),
            pytest.param(b"\0\x01" * 9, "lacks what stands around it", id="binary"),
            pytest.param(b"a" * (17 << 20), "larger than the limit", id="huge"),
        ],
    )
    def test_a_copy_that_cannot_be_read(
        self, content: bytes, said: str, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        write(folder, "calico/3.31/ports.mdx", content)
        code, _, err = command("mirror", "calico/next", *ALL, "--write")
        assert code == 1
        assert said.split(" ")[-1] in err
        assert (folder / "calico/3.31/ports.mdx").read_bytes() == content
        assert texts(folder)[2] == EDITED if said != "not UTF-8" else True

    @pytest.mark.parametrize("kind", ["symbolic", "hard"])
    def test_a_copy_that_is_a_link(
        self, kind: str, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        target, place = folder / "calico/3.30/ports.mdx", folder / "calico/3.31/ports.mdx"
        place.unlink()
        place.symlink_to(target) if kind == "symbolic" else place.hardlink_to(target)
        code, _, err = command("mirror", "calico/next", *ALL[:3], "calico/3.31", "--write")
        assert code == 1
        assert f"{kind} link" in err
        assert place.read_text() == PAGE

    def test_a_page_that_cannot_be_read(
        self, edited: Callable[[str], Path], command: Command
    ) -> None:
        folder = edited(EDITED)
        write(folder, "calico/next/ports.mdx", b"# \xff")
        code, out, _ = command("mirror", "calico/next/ports.mdx", *ALL)
        assert code == 2
        assert "not UTF-8" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["calico/3.31/ports.mdx", *ALL], "calico/3.31/ports.mdx is not a page of calico/next"),
        (["nothing.mdx", *ALL], "no such page or folder: 'nothing.mdx'"),
        (["calico/next", "--from", "calico/nex", "--to", "calico/3.31"], "did you mean"),
        (
            ["calico/next", "--from", "calico/next", "--to", "calico/4*"],
            "no tree matches 'calico/4*'",
        ),
        (["calico/next", "--from", "calico/next", "--to", "calico/next"], "where the edit comes"),
        (["calico/next", *ALL, "--base", "nothing"], "no commit 'nothing'"),
        (["calico/next", *ALL, "--tree", "calico/3.31"], "--tree cannot be combined with mirror"),
    ],
)
def test_what_it_cannot_do(
    arguments: list[str], said: str, edited: Callable[[str], Path], command: Command
) -> None:
    edited(EDITED)
    code, out, err = command("mirror", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_nothing_has_changed(edited: Callable[[str], Path], command: Command) -> None:
    edited(PAGE)
    code, out, err = command("mirror", "calico/next", *ALL)
    assert (code, out) == (0, "")
    assert "nothing to carry: no page of calico/next that was named has changed" in err


def read(text: str) -> Page:
    return read_page(Source("a.mdx", text), mdx1_compat=False, format="mdx")


LINES = st.lists(
    st.sampled_from(["", "Some words of a sentence, one.", "Other words.", "# Title", "- item"]),
    max_size=9,
)


@given(LINES, LINES)
def test_an_unchanged_copy_becomes_what_was_edited(one: list[str], two: list[str]) -> None:
    before, after = ("\n".join(lines) for lines in (one, two))
    made = tuple(split_edit(read(before), read(after)))
    copy = TargetText.of(Source("a.mdx", before), Source("b.mdx", before))
    places = [copy.place(piece) for piece in made]
    assert not any(copy.has(piece) for piece in made)
    fitted = [(a, b) for a, b in zip(made, places, strict=True) if isinstance(b, range)]
    assert len(fitted) == len(made)
    assert copy.merged(fitted).text == after


@given(LINES, LINES, LINES)
def test_no_line_of_a_copy_is_lost(one: list[str], two: list[str], three: list[str]) -> None:
    """What an edit takes away is what it took away where it was made."""
    before, after, other = ("\n".join(lines) for lines in (one, two, three))
    copy = TargetText.of(Source("a.mdx", before), Source("b.mdx", other))
    made = tuple(split_edit(read(before), read(after)))
    fitted = [(a, b) for a in made if isinstance(b := copy.place(a), range)]
    for piece, there in fitted:
        replaced = copy.base[piece.before.start : piece.before.stop]
        assert replaced == copy.lines[there.start : there.stop]
