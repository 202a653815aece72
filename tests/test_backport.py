"""`backport`: commits of the history, carried to other trees as patches that `git am` applies."""

import random
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import repository
from conftest import Command, SiteMaker
from docs_snippets.changes.change import hunks

TREES = ("calico/next", "calico/3.31", "calico/3.30")
PAGE = """\
# Ports

The first paragraph says what this page is about.

## Health checks

The second paragraph stays as it was written long ago.

## Last

The last paragraph ends the page, and says so.
"""
EDITED = PAGE.replace("written long ago", "written a long time ago")
TO = ("--to", "calico/*")

Make = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def docs(site: SiteMaker) -> Make:
    """The fixed site with a page in every tree and other files, committed; its docs."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = site({})
        for path, content in {**{f"{tree}/ports.mdx": PAGE for tree in TREES}, **files}.items():
            write(folder / "docs" / path, content)
        repository.commit(folder)
        return folder / "docs"

    return make


def write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(docs: Path, files: Mapping[str, str | bytes | None], *message: str) -> str:
    """Commits some files, or that they are gone; the commit."""
    for path, content in files.items():
        (docs / path).unlink() if content is None else write(docs / path, content)
    repository.git(docs, "add", "--all")
    repository.git(docs, "commit", "-q", *(f"-m{part}" for part in message or ("Edit",)))
    return repository.git(docs, "rev-parse", "HEAD")


def am(docs: Path, patches: str) -> None:
    """Applies a mailbox as a reader of the manual would."""
    identity = ("-c", "user.name=B", "-c", "user.email=b@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *identity, "-C", str(docs.parent), "am", "-q", "--keep-cr"]
    subprocess.run(command, input=patches.encode(), check=True, capture_output=True)


def text(docs: Path, tree: str, name: str = "ports.mdx") -> str:
    return (docs / tree / name).read_bytes().decode()


class TestPatches:
    def test_git_applies_them_with_author_and_message(self, docs: Make, command: Command) -> None:
        folder = docs({})
        found = commit(
            folder, {"calico/next/ports.mdx": EDITED}, "ports: say — it", "Why it is so."
        )
        code, out, err = command("backport", "HEAD", *TO)
        assert code == 0
        assert f"{found[:12]} ports: say — it" in err
        assert "carried (line 7) in calico/3.31, calico/3.30" in err
        assert "1 patch for 2 pages" in err
        am(folder, out)
        assert [text(folder, tree) for tree in TREES] == [EDITED] * 3
        said = repository.git(folder, "log", "-1", "--format=%an <%ae>%n%B")
        assert said == (
            "A <a@example.com>\nports: say — it\n\nWhy it is so.\n\n"
            f"(carried from commit {found} to calico/3.31, calico/3.30)"
        )
        when = "log", "-1", "--format=%ad", "--date=raw"
        assert repository.git(folder, *when) == repository.git(folder, *when, found)

    def test_a_series_is_carried_in_its_order(self, docs: Make, command: Command) -> None:
        folder = docs({})
        start = repository.git(folder, "rev-parse", "HEAD")
        commit(folder, {"calico/next/ports.mdx": EDITED}, "One")
        commit(folder, {"default/other.mdx": "# Other\n"}, "Nothing of a tree")
        twice = EDITED.replace("a long time ago", "before anybody can remember")
        commit(folder, {"calico/next/ports.mdx": twice}, "Two")
        code, out, err = command("backport", f"{start}..HEAD", *TO)
        assert code == 0
        assert "Subject: [PATCH 1/2] One\n" in out
        assert "Subject: [PATCH 2/2] Two\n" in out
        assert "nothing to carry: the commit edits no page of another tree" in err
        assert "not carried: docs/default/other.mdx: it is in no tree" in err
        am(folder, out)
        assert [text(folder, tree) for tree in TREES] == [twice] * 3
        assert repository.git(folder, "log", "-2", "--format=%s") == "Two\nOne"

    def test_files_for_each_patch(self, docs: Make, command: Command, tmp_path: Path) -> None:
        folder = docs({})
        commit(folder, {"calico/next/ports.mdx": EDITED}, "ports/one: it's done")
        code, out, err = command("backport", "HEAD", *TO, "--output-dir", "a folder")
        assert (code, out) == (0, "")
        assert "1 patch for 2 pages in a folder" in err
        file = tmp_path / "a folder/0001-ports-one-it-s-done.patch"
        am(folder, file.read_text())
        assert text(folder, "calico/3.30") == EDITED
        repository.git(folder, "reset", "-q", "--hard", "HEAD~1")
        assert command("backport", "HEAD", *TO, "--output-dir", "a folder")[0] == 0
        write(file, "Mine.\n")
        code, _, err = command("backport", "HEAD", *TO, "--output-dir", "a folder")
        assert code == 2
        assert "is there already; name another folder, or remove it" in err

    def test_write_leaves_the_pages_as_the_last_commit_does(
        self, docs: Make, command: Command
    ) -> None:
        folder = docs({})
        commit(folder, {"calico/next/ports.mdx": EDITED}, "One")
        twice = EDITED.replace("and says so", "and does not say so")
        commit(folder, {"calico/next/ports.mdx": twice}, "Two")
        own = PAGE.replace("# Ports", "# Our ports")
        write(folder / "calico/3.30/ports.mdx", own)
        code, out, err = command("backport", "HEAD~1", "HEAD", *TO, "--write")
        assert (code, out) == (0, "")
        assert "calico/3.30/ports.mdx has changes that are not committed: they are kept" in err
        assert "2 pages written" in err
        assert text(folder, "calico/3.31") == twice
        assert text(folder, "calico/3.30") == twice.replace("# Ports", "# Our ports")

    def test_the_nearest_tree_that_was_edited_speaks(self, docs: Make, command: Command) -> None:
        folder = docs({})
        nearer = EDITED.replace("a long time", "quite a long time")
        edits = {"calico/next/ports.mdx": EDITED, "calico/3.31/ports.mdx": nearer}
        commit(folder, edits)
        code, _, _ = command("backport", "HEAD", *TO, "--write")
        assert code == 0
        assert text(folder, "calico/3.30") == nearer
        assert text(folder, "calico/3.31") == nearer
        repository.git(folder, "checkout", "-q", ".")
        command("backport", "HEAD", *TO, "--from", "calico/next", "--write")
        assert text(folder, "calico/3.30") == EDITED

    def test_a_product_that_was_edited_itself_takes_nothing_from_others(
        self, docs: Make, command: Command
    ) -> None:
        other = "calico-enterprise/next/ports.mdx"
        folder = docs({other: PAGE, "calico/next/b.mdx": PAGE, "calico/3.30/b.mdx": PAGE})
        commit(folder, {other: EDITED, "calico/next/b.mdx": EDITED})
        command("backport", "HEAD", "--to", "calico/3.30", "--write")
        assert text(folder, "calico/3.30", "b.mdx") == EDITED
        assert text(folder, "calico/3.30") == PAGE
        command(
            "backport", "HEAD", "--to", "calico/3.30", "--from", "calico-enterprise/*", "--write"
        )
        assert text(folder, "calico/3.30") == EDITED

    def test_a_page_takes_the_edit_of_one_page(self, docs: Make, command: Command) -> None:
        long = "This sentence has more than eight words, so that it says what page this is.\n"
        page, edited = PAGE + long, EDITED + long
        places = ("calico/next/a/copy.mdx", "calico/next/b/copy.mdx", "calico/3.30/b/copy.mdx")
        folder = docs(dict.fromkeys(places, page))
        commit(folder, {places[0]: edited.replace("# Ports", "# Other"), places[1]: edited})
        code, out, err = command("backport", "HEAD", "--to", "calico/3.30")
        assert code == 0
        assert f"{places[2]} takes the edit of {places[1]}" in err
        am(folder, out)
        assert text(folder, "calico/3.30", "b/copy.mdx") == edited

    def test_what_the_linter_only_remarks_and_the_writer_kept(
        self, docs: Make, command: Command
    ) -> None:
        folder = docs({})
        deep = PAGE.replace("long ago.\n", "long ago.\n\n##### Deep\n\nIt is deep here.\n")
        commit(folder, {"calico/next/ports.mdx": deep})
        code, _, err = command("backport", "HEAD", *TO, "--write")
        assert code == 0
        assert "carried" in err
        assert text(folder, "calico/3.30") == deep

    def test_a_renamed_page_and_a_new_one(self, docs: Make, command: Command) -> None:
        folder = docs({})
        moved = {"calico/next/ports.mdx": None, "calico/next/all ports.mdx": PAGE}
        commit(folder, moved)
        commit(folder, {"calico/next/all ports.mdx": EDITED, "calico/next/new.mdx": "# New\n"})
        code, out, err = command("backport", "HEAD", *TO)
        assert code == 0
        assert "calico/next/all ports.mdx is calico/3.31/ports.mdx in calico/3.31: renamed" in err
        am(folder, out)
        assert text(folder, "calico/3.30") == EDITED
        assert text(folder, "calico/3.30", "new.mdx") == "# New\n"

    def test_a_series_on_a_renamed_page(self, docs: Make, command: Command) -> None:
        short = "# Ports\n\nOne line of few words.\n\nAnother line of few words.\n"
        folder = docs({"calico/next/s.mdx": short, "calico/3.30/s.mdx": f"{short}\nIts own.\n"})
        commit(folder, {"calico/next/s.mdx": None, "calico/next/t.mdx": short})
        one = short.replace("One line", "One edited line")
        two = one.replace("Another line", "Another edited line")
        commit(folder, {"calico/next/t.mdx": one})
        commit(folder, {"calico/next/t.mdx": two})
        code, out, _ = command("backport", "HEAD~1", "HEAD", "--to", "calico/3.30")
        assert code == 0
        am(folder, out)
        assert text(folder, "calico/3.30", "s.mdx") == f"{two}\nIts own.\n"


class TestRefused:
    def test_what_a_reference_does_not_document(self, docs: Make, command: Command) -> None:
        folder = docs({})
        zero = "Set `bpfKubeProxyHealthzPort` to `0` to switch the health check off.\n"
        added = PAGE.replace("long ago.\n", f"long ago.\n\n{zero}")
        commit(folder, {"calico/next/ports.mdx": added})
        code, out, err = command("backport", "HEAD", *TO)
        assert (code, out) == (1, "")
        undocumented = "the tree's reference does not document 'bpfKubeProxyHealthzPort'"
        assert f"refused (line 9) in calico/3.30: {undocumented}" in err

    def test_what_is_left_out_is_said_in_the_patch(self, docs: Make, command: Command) -> None:
        folder = docs({})
        other = PAGE.replace("stays as it was written long ago", "is other words")
        commit(folder, {"calico/3.30/ports.mdx": other})
        commit(folder, {"calico/next/ports.mdx": EDITED.replace("and says", "so it says")})
        code, out, err = command("backport", "HEAD", *TO)
        assert code == 1
        assert "conflict (line 7) in calico/3.30: the page says something else there" in err
        assert "\n   conflict (line 7) in calico/3.30: the page says something else there\n" in out
        am(folder, out)
        assert text(folder, "calico/3.30") == other.replace("and says", "so it says")

    def test_a_page_that_is_not_committed(self, docs: Make, command: Command) -> None:
        folder = docs({})
        commit(folder, {"calico/next/ports.mdx": EDITED})
        write(folder / "calico/3.31/ports.mdx", PAGE + "\nMore.\n")
        code, out, err = command("backport", "HEAD", *TO)
        assert code == 1
        assert "refused in calico/3.31: the page has changes that are not committed" in err
        assert "docs/calico/3.30/ports.mdx" in out
        assert "docs/calico/3.31/ports.mdx" not in out

    def test_files_that_are_no_pages(self, docs: Make, command: Command) -> None:
        params = "_includes/components/FelixConfig/config-params.json"
        folder = docs({})
        reference = text(folder, "calico/next", params)
        (folder / "calico/next/link.mdx").symlink_to("ports.mdx")
        commit(
            folder,
            {
                "calico/next/picture.png": b"\x89PNG\0\0",
                "calico/next/binary.mdx": b"# \0\1\2",
                "calico/next/latin.mdx": b"# caf\xe9\n",
                f"calico/next/{params}": f"{reference}\n",
            },
        )
        code, out, err = command("backport", "HEAD", *TO, "-v")
        assert (code, out) == (0, "")
        for path, why in (
            ("picture.png", "it is no page"),
            (params, "it is no page"),
            ("binary.mdx", "it is a binary file"),
            ("latin.mdx", "not UTF-8: byte 0xe9 at offset 5"),
            ("link.mdx", "it is a symbolic link or a submodule"),
        ):
            line = next(each for each in err.splitlines() if f"docs/calico/next/{path}" in each)
            assert line.endswith(why)


class TestHostile:
    def test_a_message_that_looks_like_a_patch(self, docs: Make, command: Command) -> None:
        folder = docs({})
        body = (
            "From: Somebody <else@example.com>\n---\n"
            "diff --git a/evil b/evil\nnew file mode 100644\n--- /dev/null\n+++ b/evil\n"
            "@@ -0,0 +1 @@\n+evil\n-- \nFrom 0000 Mon Sep 17 00:00:00 2001"
        )
        commit(folder, {"calico/next/ports.mdx": EDITED}, "Subject: [PATCH] x", body)
        code, out, _ = command("backport", "HEAD", *TO)
        assert code == 0
        am(folder, out)
        assert not (folder.parent / "evil").exists()
        assert repository.git(folder, "log", "-1", "--format=%an") == "A"
        assert text(folder, "calico/3.30") == EDITED

    def test_an_author_of_any_name(self, docs: Make, command: Command) -> None:
        folder = docs({})
        write(folder / "calico/next/ports.mdx", EDITED)
        author = '--author=Zoë "Z" O\'Neil, Jr. <z@example.com>'
        repository.git(folder, "commit", "-qam", "Ärger", author)
        code, out, _ = command("backport", "HEAD", *TO)
        assert code == 0
        assert out.isascii()
        am(folder, out)
        said = repository.git(folder, "log", "-1", "--format=%s|%ae")
        assert said == "Ärger|z@example.com"

    def test_carriage_returns_and_a_text_without_a_last_line_end(
        self, docs: Make, command: Command
    ) -> None:
        own = PAGE.replace("\n", "\r\n")[:-2].encode()
        folder = docs({"calico/3.31/ports.mdx": own})
        commit(folder, {"calico/next/ports.mdx": EDITED})
        code, out, err = command("backport", "HEAD", *TO)
        assert code == 0
        assert "some pages have carriage returns: apply with `git am --keep-cr`" in err
        am(folder, out)
        assert text(folder, "calico/3.31") == EDITED.replace("\n", "\r\n")[:-2]

    def test_a_tree_that_is_gone_and_a_detached_head(self, docs: Make, command: Command) -> None:
        folder = docs({"calico/3.29/ports.mdx": PAGE})
        found = commit(folder, {"calico/3.29/ports.mdx": EDITED})
        commit(folder, {"calico/3.29/ports.mdx": None})
        repository.git(folder, "checkout", "-q", "--detach")
        code, out, err = command("backport", found, *TO)
        assert code == 0
        assert "calico/3.29/ports.mdx\n    carried (line 7) in calico/next, calico/3.31" in err
        am(folder, out)
        assert [text(folder, tree) for tree in TREES] == [EDITED] * 3

    def test_a_copy_that_is_a_link(self, docs: Make, command: Command) -> None:
        folder = docs({"calico/next/a.mdx": PAGE, "calico/3.31/real.mdx": PAGE})
        (folder / "calico/3.31/a.mdx").symlink_to("real.mdx")
        repository.commit(folder.parent)
        commit(folder, {"calico/next/a.mdx": EDITED})
        code, out, err = command("backport", "HEAD", "--to", "calico/3.31", "--write")
        assert (code, out) == (1, "")
        assert "symbolic link" in err
        assert text(folder, "calico/3.31", "real.mdx") == PAGE


def merged(docs: Path) -> None:
    """A merge at HEAD."""
    repository.git(docs, "checkout", "-q", "-b", "side")
    commit(docs, {"calico/next/ports.mdx": EDITED})
    repository.git(docs, "checkout", "-q", "main")
    commit(docs, {"default/other.mdx": "# Other\n"})
    repository.git(docs, "merge", "-q", "--no-edit", "side")


def test_a_merge_is_refused_and_its_commits_are_taken(docs: Make, command: Command) -> None:
    folder = docs({})
    merged(folder)
    code, out, err = command("backport", "HEAD", *TO)
    assert (code, out) == (2, "")
    assert "is a merge; name the commits that it brought: " in err
    code, out, _ = command("backport", "HEAD^1..HEAD", *TO)
    assert code == 0
    am(folder, out)
    assert text(folder, "calico/3.30") == EDITED


def test_the_first_commit(docs: Make, command: Command) -> None:
    docs({})
    code, out, err = command("backport", "HEAD", *TO)
    assert (code, out) == (0, "")
    assert "nothing to carry" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", *TO], "no commit 'nothing'"),
        (["--", "-nothing"], "the following arguments are required: --to"),
        (["HEAD..nothing", *TO], "no commit 'nothing'"),
        (["HEAD", "--to", "calico/4"], "no tree 'calico/4'"),
        (["HEAD", *TO, "--from", "nothing"], "no tree 'nothing'"),
        (["HEAD", *TO, "--tree", "calico/3.31"], "--tree cannot be combined with backport"),
        (["HEAD", *TO, "--output-dir", "versions.yaml"], "it is not a folder"),
        (["HEAD", *TO, "--output-dir", "a", "--write"], "not allowed with argument"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], said: str, docs: Make, command: Command) -> None:
    folder = docs({})
    commit(folder, {"calico/next/ports.mdx": EDITED})
    code, out, err = command("backport", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_outside_of_git(site: SiteMaker, command: Command) -> None:
    site({})
    code, out, err = command("backport", "HEAD", *TO)
    assert (code, out) == (2, "")
    assert "the docs are in no git repository" in err


def test_a_long_page(docs: Make, command: Command) -> None:
    """A page of many lines is edited at two places, and the other one is its own in the middle."""
    lines = [
        f"Line {number} of a long page, which says what it says.\n\n" for number in range(2_500)
    ]
    edited = [*lines]
    edited[3], edited[-3] = (
        "The first edit, near the top.\n\n",
        "The second edit, near the end.\n\n",
    )
    other = [*lines]
    other[1_200] = "The other version says something else here.\n\n"
    folder = docs({"calico/next/long.mdx": "".join(lines), "calico/3.30/long.mdx": "".join(other)})
    commit(folder, {"calico/next/long.mdx": "".join(edited)})
    code, _, err = command("backport", "HEAD", "--to", "calico/3.30", "--write")
    assert code == 0
    assert "carried (lines 7, 4995) in calico/3.30" in err
    edited[1_200] = other[1_200]
    assert text(folder, "calico/3.30", "long.mdx") == "".join(edited)


@pytest.mark.parametrize("limit", [0, 9, 60])
def test_lines_that_differ_in_texts_too_long_to_compare(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_snippets.changes.change._PRODUCT_LIMIT", limit)
    chance = random.Random(limit)
    for _ in range(300):
        one = [str(chance.randrange(12)) for _ in range(chance.randrange(30))]
        two = [line for line in one if chance.random() < 0.8]
        two.insert(chance.randrange(len(two) + 1), "new")
        made, at = list[str](), 0
        for hunk in hunks(one, two):
            made += [*one[at : hunk.before.start], *two[hunk.after.start : hunk.after.stop]]
            at = hunk.before.stop
        assert [*made, *one[at:]] == two
