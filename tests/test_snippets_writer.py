"""Writing pages: whole or not at all, as they were in every other respect, and never elsewhere."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import snippet_roots
from conftest import Command
from docs_snippets.core.source import Source
from docs_snippets.files import writing
from docs_snippets.files.access import DiskFiles
from snippet_roots import PAGE, RENDERED

SETUP = "site/guide/setup.mdx"


def rendered(command: Command, folder: Path, page: bytes) -> bytes:
    """A page after rendering."""
    snippet_roots.make(folder, {SETUP: page})
    assert command("render", "--config", str(folder / "versions.yaml"))[0] == 0
    return (folder / SETUP).read_bytes()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(PAGE.encode(), RENDERED.encode(), id="plain"),
        pytest.param(
            PAGE.replace("\n", "\r\n").encode(), RENDERED.replace("\n", "\r\n").encode(), id="crlf"
        ),
        pytest.param(
            PAGE.replace("\n", "\r").encode(), RENDERED.replace("\n", "\r").encode(), id="cr"
        ),
        pytest.param(
            b"\xef\xbb\xbf" + PAGE.encode(), b"\xef\xbb\xbf" + RENDERED.encode(), id="bom"
        ),
        pytest.param(PAGE.encode()[:-1], RENDERED.encode()[:-1], id="no final newline"),
        pytest.param(
            PAGE.partition("\n## Go")[0].encode()[:-1],
            RENDERED.partition("\n\n## Go")[0].encode(),
            id="no final newline, at the very end",
        ),
        pytest.param(
            f"---\ntitle: X\n---\n\n{PAGE}\n\n".encode(),
            f"---\ntitle: X\n---\n\n{RENDERED}\n\n".encode(),
            id="front matter and blank lines at the end",
        ),
    ],
)
def test_the_rest_of_the_page_stays_as_it_is(
    command: Command, tmp_path: Path, page: bytes, expected: bytes
) -> None:
    assert rendered(command, tmp_path, page) == expected


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("\n", "\r\n"), f"\ufeff{PAGE}"])
def test_a_second_run_changes_nothing(command: Command, tmp_path: Path, page: str) -> None:
    first = rendered(command, tmp_path, page.encode())
    code, _, err = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / SETUP).read_bytes()) == (0, first)
    assert err == "1 placement: 1 current\n"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_the_file_is_kept(command: Command, tmp_path: Path, mode: int) -> None:
    snippet_roots.make(tmp_path)
    (tmp_path / SETUP).chmod(mode)
    command("render", "--config", str(tmp_path / "versions.yaml"))
    assert "BEGIN" in (tmp_path / SETUP).read_text()
    assert stat.S_IMODE((tmp_path / SETUP).stat().st_mode) == mode


def test_no_other_file_is_left_or_touched(command: Command, tmp_path: Path) -> None:
    snippet_roots.make(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    command("render", "--config", str(tmp_path / "versions.yaml"))
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert set(after) == set(before)
    assert [path for path in after if after[path] != before[path]] == [tmp_path / SETUP]


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from docs_snippets import cli
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
place, name = {"fsync": (os, "fsync"), "rename": (Path, "replace"), "open": (os, "fdopen"),
               "mode": (os, "fchmod")}[sys.argv[1]]
setattr(place, name, die)
cli.main(["render", "--config", sys.argv[2]])
"""


@pytest.mark.parametrize("moment", ["open", "mode", "fsync", "rename"])
def test_a_run_that_is_killed_leaves_the_old_page(
    command: Command, tmp_path: Path, moment: str
) -> None:
    snippet_roots.make(tmp_path)
    config = str(tmp_path / "versions.yaml")
    done = subprocess.run([sys.executable, "-c", KILLED, moment, config, *sys.path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / SETUP).read_text() == PAGE
    assert command("render", "--config", config)[0] == 0
    assert (tmp_path / SETUP).read_text() == RENDERED
    assert list(tmp_path.rglob(f"{writing.PREFIX}*")) == []


def test_a_page_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.mdx"
    page.write_text("what somebody else just wrote\n")
    change = writing.FileChange("page.mdx", Source("page.mdx", "what was read\n"), "ours\n")
    assert writing.write(tmp_path, change) == "the file changed after it was read"
    assert page.read_text() == "what somebody else just wrote\n"
    assert [path.name for path in tmp_path.iterdir()] == ["page.mdx"]


def test_a_new_file_does_not_replace_one_that_appeared(tmp_path: Path) -> None:
    (tmp_path / "page.mdx").write_text("theirs\n")
    change = writing.FileChange("page.mdx", None, "ours\n")
    assert writing.write(tmp_path, change) == "the file changed after it was read"
    assert (tmp_path / "page.mdx").read_text() == "theirs\n"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../page.mdx", "path '../page.mdx' leaves the docs root"),
        ("a/../../page.mdx", "path 'a/../../page.mdx' leaves the docs root"),
        ("/etc/page.mdx", "path '/etc/page.mdx' leaves the docs root"),
        ("link/page.mdx", "link is a symbolic link"),
        ("linked.mdx", "linked.mdx is a symbolic link"),
        ("hard.mdx", "the file is a hard link, shared with another"),
        ("folder", "the file is not a regular one"),
    ],
)
def test_nothing_outside_the_docs_root_and_no_link_is_written(
    tmp_path: Path, path: str, why: str
) -> None:
    root, outside = tmp_path / "docs", tmp_path / "outside"
    (root / "folder").mkdir(parents=True)
    outside.mkdir()
    (outside / "page.mdx").write_text("theirs\n")
    (root / "link").symlink_to(outside)
    (root / "linked.mdx").symlink_to(outside / "page.mdx")
    os.link(outside / "page.mdx", root / "hard.mdx")
    before = Source(path, "theirs\n")
    assert writing.write(root, writing.FileChange(path, before, "ours\n")) == why
    assert writing.write(root, writing.FileChange(path, before, None)) == why
    assert (outside / "page.mdx").read_text() == "theirs\n"


@pytest.mark.parametrize("kind", ["symbolic", "hard"])
def test_a_linked_page_is_refused_by_the_plan(command: Command, tmp_path: Path, kind: str) -> None:
    snippet_roots.make(tmp_path, {"other.mdx": PAGE, SETUP: None})
    if kind == "hard":
        os.link(tmp_path / "other.mdx", tmp_path / SETUP)
        words = "the file is a hard link, shared with another"
    else:
        inside = tmp_path / "site/guide/other.mdx"
        inside.write_text(PAGE)
        (tmp_path / SETUP).symlink_to(inside)
        words = "guide/setup.mdx is a symbolic link"
    for options in ([], ["--check"]):
        code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"), *options)
        assert code == 1
        assert "unplaced" in out
        assert words in out
    assert (tmp_path / "other.mdx").read_text() == PAGE


def stopped(root: Path, change: writing.FileChange, moment: int) -> bool:
    """Writes a change in a process that is killed before a call to the system that changes files.

    Whether it came to that call: the first one is 0.
    """
    process = os.fork()
    if process == 0:
        calls = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal calls
            writes = event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_CREAT))
            if writes and event in CHANGES_FILES:
                if calls == moment:
                    os.kill(os.getpid(), signal.SIGKILL)
                calls += 1

        sys.addaudithook(hook)
        writing.write(root, change)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


CHANGES_FILES = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod")


@pytest.mark.parametrize("before", [None, "theirs\n"], ids=["a new file", "a page"])
def test_a_run_that_is_killed_leaves_nothing_that_git_sees_or_that_stays(
    tmp_path: Path, before: str | None
) -> None:
    git = ("git", "-C", str(tmp_path), "-c", "core.excludesFile=", "status", "--porcelain", "-uall")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    file = tmp_path / "page.mdx"
    change = writing.FileChange(
        "page.mdx", None if before is None else Source("page.mdx", before), "ours\n"
    )
    for moment in range(100):
        file.unlink(missing_ok=True)
        if before is not None:
            file.write_text(before)
        if not stopped(tmp_path, change, moment):
            break
        text = file.read_text() if file.exists() else None
        assert text in (before, "ours\n")
        seen = subprocess.run(git, capture_output=True, check=True, text=True).stdout
        assert seen in ("", "?? page.mdx\n")
        again = writing.FileChange(
            "page.mdx", None if text is None else Source("page.mdx", text), "next\n"
        )
        assert writing.refusal(DiskFiles(tmp_path), "page.mdx") == ""
        assert writing.write(tmp_path, again) == ""
        assert sorted(each.name for each in tmp_path.iterdir()) == [".git", "page.mdx"]
    assert moment > 5


def test_a_new_file_is_written_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert writing.write(tmp_path, writing.FileChange("a/page.mdx", None, "ours\n")) == ""
    assert (tmp_path / "a/page.mdx").read_text() == "ours\n"
    change = writing.FileChange("a/page.mdx", None, "others\n")
    assert writing.write(tmp_path, change) == writing.CHANGED
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["page.mdx"]


@pytest.mark.parametrize("process", ["²", "", "x", "9" * 400, "-1"])
def test_what_only_looks_like_a_temporary_file_stays(tmp_path: Path, process: str) -> None:
    name = f"{writing.PREFIX}{process[:200]}{writing.SUFFIX}"
    (tmp_path / name).write_text("theirs\n")
    assert writing.write(tmp_path, writing.FileChange("page.mdx", None, "ours\n")) == ""
    assert (tmp_path / name).read_text() == "theirs\n"


def test_a_page_with_the_longest_possible_name_is_written(tmp_path: Path) -> None:
    name = f"{'a' * 251}.mdx"
    assert writing.write(tmp_path, writing.FileChange(name, None, "ours\n")) == ""
    assert (tmp_path / name).read_text() == "ours\n"
    words = writing.write(tmp_path, writing.FileChange(f"a{name}", None, "ours\n"))
    assert words == "the file cannot be reached: file name too long"


@pytest.mark.parametrize(
    "arguments", [("render",), ("lint", "--fix"), ("lint", "--write-baseline")]
)
def test_what_a_killed_run_left_goes_although_nothing_is_written(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    snippet_roots.make(tmp_path, {SETUP: RENDERED})
    config = ("--config", str(tmp_path / "versions.yaml"))
    command("lint", "--write-baseline", *config)
    number = subprocess.Popen(["true"])
    number.wait()
    folder = tmp_path if "--write-baseline" in arguments else tmp_path / "site/guide"
    left = folder / f"{writing.PREFIX}{number.pid}{writing.SUFFIX}"
    left.mkdir()
    (left / ".gitignore").write_text("*\n")
    assert command(*arguments, *config)[0] == 0
    assert not left.exists()
