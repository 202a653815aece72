"""`--watch`: real changes of files, on a real terminal where keys are typed."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from repository import commit, git

pytest.importorskip("watchfiles")

PAGE, OTHER = "calico/next/page.mdx", "calico/next/other.mdx"
GOOD, BAD = "# Page\n\nText.\n", "# Page\n\nThe the text.\n"
CLEAR = "\x1b[H\x1b[2J\x1b[3J"
READY = "watching for changes"
LIMIT = 60
SLOW = 0.1
"""Seconds for which an editor leaves a file half written: longer than changes go together."""
ROOT = Path(__file__).parent.parent


class Watch:
    """A watch in a terminal of its own: what it shows, and what is typed."""

    def __init__(self, *arguments: str) -> None:
        self.terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "docs_snippets", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # Ctrl-C is for it
        )
        os.close(theirs)
        self.text = ""

    def _read(self, until: float) -> bool:
        if not select.select([self.terminal], [], [], max(until - time.monotonic(), 0))[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # the other end is closed
            data = b""
        self.text += data.decode().replace("\r\n", "\n")
        return bool(data)

    def screen(self) -> str:
        """What is shown once the next check is done."""
        until = time.monotonic() + LIMIT
        while READY not in self.text:
            assert self._read(until), self.text
        before, _, self.text = self.text.partition(READY)
        _, cleared, shown = before.rpartition(CLEAR)
        assert cleared, before
        return re.sub("\x1b\\[[0-9;]*m", "", shown)

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing is shown for a while."""
        until = time.monotonic() + seconds
        self.text = self.text.partition("\n")[2]
        while self._read(until):
            pass
        return self.text == ""

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown at the end."""
        self.text = self.text.partition("\n")[2]
        until = time.monotonic() + LIMIT
        while self._read(until):
            pass
        return self.process.wait(LIMIT), self.text


@pytest.fixture
def root(
    site: SiteMaker, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    monkeypatch.setenv("DOCS_SNIPPETS_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    return site({PAGE: GOOD, OTHER: BAD})


@contextmanager
def watching(*arguments: str) -> Iterator[Watch]:
    found = Watch(*arguments)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            os.killpg(found.process.pid, signal.SIGKILL)
            found.process.wait()
        os.close(found.terminal)


def test_what_is_new_is_shown_after_each_change(root: Path) -> None:
    with watching("lint", "--watch") as on:
        assert OTHER in on.screen()
        (root / "docs" / PAGE).write_text(BAD)
        shown = on.screen()
        assert shown.startswith(f"changed: docs/{PAGE}\n")
        assert f"{PAGE}:3:5: warning[repeated-word]" in shown
        assert OTHER not in shown
        assert "0 findings gone, 1 elsewhere as before" in shown
        (root / "docs" / PAGE).write_text(GOOD)
        shown = on.screen()
        assert "no findings" in shown
        assert "1 finding gone, 1 elsewhere as before" in shown
        on.type("q")
        assert on.end() == (0, "")


@pytest.mark.parametrize("while_checking", [True, False])
def test_interrupts_end_it(root: Path, while_checking: bool) -> None:
    with watching("lint", "--watch") as on:
        if not while_checking:
            on.screen()
        else:
            until = time.monotonic() + LIMIT
            while CLEAR not in on.text:
                assert on._read(until)
        on.type("\x03")
        code, shown = on.end()
        assert code == 130
        assert "Traceback" not in shown


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it(root: Path, number: signal.Signals, code: int) -> None:
    with watching("lint", "--watch") as on:
        on.screen()
        on.process.send_signal(number)
        assert on.end() == (code, "")


def test_the_terminal_is_as_before(root: Path) -> None:
    with watching("lint", "--watch") as on:
        before = termios.tcgetattr(on.terminal)
        on.screen()
        assert termios.tcgetattr(on.terminal)[3] != before[3]
        on.type("q")
        assert on.end()[0] == 0
        assert termios.tcgetattr(on.terminal)[3] == before[3]


def in_place(path: Path) -> None:
    path.write_text("")
    time.sleep(SLOW)
    path.write_text(BAD)


def by_rename(path: Path) -> None:
    other = path.with_name(f".{path.name}.1234")
    other.write_text(BAD)
    time.sleep(SLOW)
    other.replace(path)


def with_backup(path: Path) -> None:
    path.rename(f"{path}~")
    time.sleep(SLOW)
    path.write_text(BAD)
    Path(f"{path}~").unlink()


@pytest.mark.parametrize("save", [in_place, by_rename, with_backup])
def test_a_save_is_one_change(root: Path, save: Callable[[Path], None]) -> None:
    with watching("lint", "--watch") as on:
        on.screen()
        for text in (GOOD, ""):
            (root / "docs" / PAGE).write_text(text)
            on.screen()
            save(root / "docs" / PAGE)
            assert "repeated-word" in on.screen()
            (root / "docs" / PAGE).chmod(0o600)  # an event that tells of nothing new
            assert on.is_quiet(1)


def test_a_checkout_is_one_change(root: Path) -> None:
    for branch in ("main", "topic"):
        for number in range(4_000):
            file = root / f"docs/calico/next/old-{number % 40}/{number}.svg"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"<svg><!-- {branch} --></svg>\n")
        if branch == "topic":
            git(root, "checkout", "-qb", branch)
            (root / "docs/calico/next/new").mkdir()
            (root / "docs/calico/next/new/page.mdx").write_text(BAD)
        commit(root)
    git(root, "checkout", "-q", "main")
    with watching("lint", "--watch") as on:
        on.screen()
        for branch, gone in (("topic", 0), ("main", 1), ("topic", 0)):
            git(root, "checkout", "-q", branch)
            shown = on.screen()
            assert re.search(r"changed: [34],\d+ more files", shown)
            assert f"{gone} finding{'' if gone == 1 else 's'} gone" in shown
            assert on.is_quiet(1)
        # Folders that came are watched.
        (root / "docs/calico/next/new/page.mdx").write_text(f"{BAD}\nUse the the port.\n")
        assert "new/page.mdx:5:9: warning[repeated-word]" in on.screen()


def test_templates_are_rendered_when_they_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What it writes itself is no change."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    for name in ("examples", "snippets", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "versions.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "examples/docs/calico-enterprise/operations/ebpf/install.mdx"
    template = tmp_path / "templates/_healthz-port.mdx"
    with watching("render", "--watch") as on:
        assert re.search(r"(\d+) placements: \1 current", on.screen())
        template.write_text(f"{template.read_text()}\nOne more sentence.\n")
        shown = on.screen()
        assert shown.startswith("changed: templates/_healthz-port.mdx\n")
        assert re.search(r"\d+ placements: \d+ rewritten, \d+ current", shown)
        assert "One more sentence." in page.read_text()
        assert on.is_quiet(1)
        page.write_text(page.read_text().replace("One more sentence.", "Another one."))
        assert "1 edited" in on.screen()
        on.type("q")
        assert on.end() == (0, "")


def test_files_of_no_interest_are_left_alone(root: Path) -> None:
    with watching("lint", "--watch") as on:
        on.screen()
        (root / "notes.txt").write_text("x")
        (root / "docs/node_modules").mkdir()
        (root / "docs/node_modules/page.mdx").write_text(BAD)
        assert on.is_quiet(1)


def test_a_configuration_that_is_wrong_is_told_and_waited_for(root: Path) -> None:
    path = root / "versions.yaml"
    text = path.read_text()
    with watching("lint", "--watch") as on:
        on.screen()
        path.write_text(f"{text}nothing: 1\n")
        assert "invalid-config" in on.screen()
        path.write_text(text)
        assert "no findings" in on.screen()


def test_elsewhere_than_on_a_terminal_reports_follow_one_another(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "docs_snippets", "lint", "--watch"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    for line in process.stderr:
        if line.startswith(READY):
            break
    (root / "docs" / PAGE).write_text(BAD)
    for line in process.stderr:
        if line.startswith(READY):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out.count("---\n") == 1
    assert "\x1b" not in out + err
    assert PAGE in out.partition("---\n")[2]


def test_without_the_package_it_says_how_to_install_it(
    root: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs_snippets.runs.watching.PACKAGE", "no_such_package")
    for name in ("lint", "render"):
        code, out, err = command(name, "--watch")
        assert (code, out) == (2, "")
        assert err == (
            f"docs-snippets {name}: --watch needs no_such_package; "
            "`pip install 'docs-snippets[watch]'` installs it\n"
        )


@pytest.mark.parametrize(
    "options",
    [
        ("lint", "--fix"),
        ("lint", "--diff"),
        ("lint", "--write-baseline"),
        ("lint", "-"),
        ("lint", "--output-format", "json"),
        ("render", "--adopt"),
        ("render", "--force", "x"),
    ],
)
def test_what_does_not_go_with_it(root: Path, command: Command, options: tuple[str, ...]) -> None:
    code, out, err = command(*options, "--watch")
    assert (code, out) == (2, "")
    assert "--watch" in err
    assert err.count("\n") == 1
