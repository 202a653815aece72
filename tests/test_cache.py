"""What runs keep between them: the same report in less time, whatever happens to what was kept."""

import os
import random
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Command, SiteMaker

PAGE, LINKED, OTHER = (f"calico/next/{name}.mdx" for name in ("page", "linked", "other"))
PAGES = {
    PAGE: "# Page\n\nSee [the other](linked.mdx#place) and [nothing](nowhere.mdx).\n",
    LINKED: "# Linked\n\n## Place\n\nText.\n",
    OTHER: "# Other\n\nThe the text.\n",
}
JSON = ("--output-format", "json")


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    found = tmp_path_factory.mktemp("kept") / "cache"
    monkeypatch.setenv("DOCS_SNIPPETS_CACHE_DIR", str(found))
    return found


@pytest.fixture
def root(site: SiteMaker, folder: Path) -> Path:
    """The folder of a site with three pages of this test."""
    return site(PAGES)


def kept(folder: Path) -> Path:
    (found,) = folder.glob("*.checked")
    return found


def checked(command: Command) -> str:
    """How many pages a run on everything checks."""
    _, _, err = command("lint", "-v")
    (line,) = [line for line in err.splitlines() if line.startswith("checked ")]
    return line


def same_as_without(command: Command) -> None:
    """A run gives the same report as one that takes nothing from earlier runs."""
    assert command("lint", *JSON) == command("lint", *JSON, "--no-cache")


def test_what_has_not_changed_is_not_checked_again(root: Path, command: Command) -> None:
    first = command("lint", *JSON)
    assert checked(command) == "checked 0 of 4 pages; no change reaches the others"
    assert command("lint", *JSON) == first


def test_only_what_a_change_reaches_is_checked_again(root: Path, command: Command) -> None:
    command("lint")
    path = root / "docs" / LINKED
    path.write_text(path.read_text().replace("## Place", "## Elsewhere"))
    assert checked(command) == "checked 2 of 4 pages; no change reaches the others"
    _, out, _ = command("lint")
    assert "no anchor '#place'" in out
    same_as_without(command)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "docs" / OTHER).unlink(),
        lambda root: (root / "docs" / LINKED).rename(root / "docs/calico/next/moved.mdx"),
        lambda root: (root / "docs/calico/next/new.mdx").write_text("# New\n\nA a word.\n"),
        lambda root: (root / "docs" / OTHER).write_bytes(b"\xff"),
        lambda root: (root / "docs/.gitignore").write_text("calico/next/nowhere.mdx\n"),
        lambda root: (root / "docs/calico/next/variables.js").write_text(
            "module.exports = {a: 'b'};\n"
        ),
        lambda root: (root / "versions.yaml").write_text(
            (root / "versions.yaml").read_text() + "rules:\n  ignore: [repeated-word]\n"
        ),
        lambda root: (root / "docs/calico/next/link.mdx").symlink_to("page.mdx"),
    ],
    ids=["removed", "moved", "new", "unreadable", "ignored", "variables", "configuration", "link"],
)
def test_a_change_gives_the_same_report_as_a_check_of_everything(
    root: Path, command: Command, change: Callable[[Path], object]
) -> None:
    command("lint")
    change(root)
    same_as_without(command)


def test_a_file_above_the_docs_may_ignore_what_a_build_makes(root: Path, command: Command) -> None:
    (root / ".git").mkdir()
    (root / "docs" / PAGE).write_text("# Page\n\nSee [it](made.mdx).\n")
    command("lint")
    assert "broken-link" in command("lint")[1]
    (root / ".gitignore").write_text("docs/calico/next/made.mdx\n")
    same_as_without(command)
    assert "broken-link" not in command("lint")[1]
    (root / ".gitignore").unlink()
    same_as_without(command)
    assert "broken-link" in command("lint")[1]


def test_a_title_reaches_pages_that_link_with_its_words(root: Path, command: Command) -> None:
    titled = "# Restore a backup of etcd\n"
    (root / "docs" / LINKED).write_text("# Replace certificates\n")
    (root / "docs" / PAGE).write_text("# Page\n\nSee [Restore a backup of etcd](linked.mdx).\n")
    command("lint")
    (root / "docs" / OTHER).write_text(titled)
    same_as_without(command)
    assert "link-text" in command("lint")[1]
    (root / "docs" / OTHER).write_text(titled.replace("Restore", "Make"))
    same_as_without(command)


def test_a_kind_that_a_page_declares_reaches_pages_that_name_it(
    root: Path, command: Command
) -> None:
    (root / "docs" / PAGE).write_text("# Page\n\n```bash\nkubectl get deploymnets\n```\n")
    command("lint")
    assert "deploymnets" in command("lint")[1]
    text = "apiVersion: example.com/v1\nkind: Deploymnet\nmetadata:\n  name: a\n"
    (root / "docs" / OTHER).write_text(f"# Other\n\n```yaml\n{text}```\n")
    same_as_without(command)
    assert "no resource" not in command("lint")[1]


def test_a_page_written_twice_at_once_is_checked(root: Path, command: Command) -> None:
    path = root / "docs" / OTHER
    status = path.stat()
    command("lint")
    path.write_text(path.read_text().replace("The the", "Two two"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    same_as_without(command)


def test_each_selection_of_rules_is_kept_for_itself(root: Path, command: Command) -> None:
    command("lint")
    _, out, _ = command("lint", "--select", "repeated-word")
    assert "broken-link" not in out
    same_as_without(command)


def test_parts_of_the_docs_are_neither_kept_nor_taken(
    root: Path, folder: Path, command: Command
) -> None:
    command("lint", PAGE)
    command("lint", "--tree", "calico/next")
    assert not folder.exists()


def test_nothing_is_kept_without_cache(root: Path, folder: Path, command: Command) -> None:
    command("lint", "--no-cache")
    assert not folder.exists()


def test_an_option_names_the_folder(
    root: Path, folder: Path, command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    command("lint", "--cache-dir", str(other))
    assert [*other.glob("*.checked")]
    assert not folder.exists()


# What others may have done to it.


def damaged(data: bytes) -> Iterator[bytes]:
    """A file that something happened to."""
    yield b""
    yield data[:-1]
    yield data[: len(data) // 2]
    yield data.replace(b"cache 1", b"cache 2", 1)
    yield data + data
    yield os.urandom(4096)
    first, second, rest = data.split(b"\n", 2)
    yield b"\n".join((first, b"[[99999999999, 'x'], [1, 'y']]", rest))
    yield b"\n".join((first, b"[" * 390, rest))
    yield b"\n".join((first, b'[[-1, "x"], [true, null]]', rest))
    yield b"\n".join((first, second, zlib.compress(bytes(10**7))))
    by = random.Random(1)
    for _ in range(30):
        at = by.randrange(len(data))
        yield data[:at] + bytes([data[at] ^ 1 << by.randrange(8)]) + data[at + 1 :]


def test_a_damaged_file_is_not_used(root: Path, folder: Path, command: Command) -> None:
    wanted = command("lint", *JSON)
    data = kept(folder).read_bytes()
    for each in damaged(data):
        kept(folder).write_bytes(each)
        assert command("lint", *JSON) == wanted


def test_a_damaged_file_is_not_used_after_an_edit(
    root: Path, folder: Path, command: Command
) -> None:
    command("lint")
    data = kept(folder).read_bytes()
    (root / "docs" / LINKED).write_text("# Linked\n\nThe the text.\n")
    wanted = command("lint", *JSON, "--no-cache")
    for each in damaged(data):
        kept(folder).write_bytes(each)
        assert command("lint", *JSON) == wanted


def forged(checked: bytes) -> bytes:
    """A file that is whole, and holds something else."""
    from docs_snippets.sessions import cache_file

    return cache_file.content(checked, (), None, lambda _: b"")


@pytest.mark.parametrize(
    "checked",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"docs":{},"beside":{},"pages":[],"problems":[["x"]],"found":[]}',
        b'{"docs":{"a":[1]},"beside":{},"pages":[],"problems":[],"found":[]}',
        b'{"docs":[],"beside":{},"pages":{"a":1},"problems":[],"found":[]}',
        b"[" * 100_000,
    ],
)
def test_a_file_with_other_content_is_not_used(
    root: Path, folder: Path, command: Command, checked: bytes
) -> None:
    wanted = command("lint", *JSON)
    kept(folder).write_bytes(forged(checked))
    assert command("lint", *JSON) == wanted


def test_a_link_is_not_followed(root: Path, folder: Path, command: Command) -> None:
    wanted = command("lint", *JSON)
    path = kept(folder)
    path.rename(folder / "elsewhere")
    path.symlink_to("elsewhere")
    assert command("lint", *JSON) == wanted
    assert not path.is_symlink()
    assert (folder / "elsewhere").exists()


def test_a_folder_that_others_may_write_to_is_not_used(
    root: Path, folder: Path, command: Command
) -> None:
    command("lint")
    before = kept(folder).read_bytes()
    folder.chmod(0o777)
    assert checked(command) == "checked all of 4 pages"
    assert kept(folder).read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_is_not_used(root: Path, folder: Path, command: Command) -> None:
    command("lint")
    os.chown(kept(folder), 12345, 12345)
    assert checked(command) == "checked all of 4 pages"


def test_a_folder_that_cannot_be_made_costs_nothing(
    root: Path, folder: Path, command: Command
) -> None:
    folder.write_text("a file")
    same_as_without(command)
    assert folder.read_text() == "a file"


def test_a_full_disk_costs_nothing(root: Path, folder: Path, command: Command) -> None:
    wanted = command("lint", *JSON, "--no-cache")
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, (100, {resource.RLIM_INFINITY}))"
    program = f"import resource, sys; from docs_snippets import cli; {limit}; sys.exit(cli.main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "lint", *JSON], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == wanted[:2]
    assert not [*folder.glob("*")]


def test_two_runs_at_once_leave_a_whole_file(root: Path, folder: Path, command: Command) -> None:
    wanted = command("lint", *JSON, "--no-cache")
    arguments = (sys.executable, "-m", "docs_snippets", "lint", *JSON)
    runs = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {each.communicate()[0] for each in runs} == {wanted[1]}
    assert checked(command) == "checked 0 of 4 pages; no change reaches the others"


def test_what_a_killed_run_left_goes(root: Path, folder: Path, command: Command) -> None:
    command("lint")
    left = folder / "abc.unfinished"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    (root / "docs" / OTHER).write_text("# Other\n")
    same_as_without(command)
    assert not left.exists()


def test_a_change_cannot_bring_a_cache(root: Path, command: Command) -> None:
    code, _, err = command("lint", "--cache-dir", str(root / "cache"))
    assert code == 2
    assert err == (
        f"docs-snippets lint: the cache folder '{root}/cache' is inside '{root}'; "
        "name one elsewhere\n"
    )


def test_the_folder_is_shown_and_emptied(root: Path, folder: Path, command: Command) -> None:
    command("lint")
    (folder / "of-somebody.txt").write_text("theirs")
    assert command("cache", "dir") == (0, f"{folder}\n", "")
    code, out, err = command("cache", "clean")
    assert (code, out) == (0, "")
    assert err.startswith("removed 1 file (")
    assert [each.name for each in folder.iterdir()] == ["of-somebody.txt"]
    assert command("cache", "clean", "-q") == (0, "", "")
