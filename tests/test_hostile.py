"""A pull request may contain anything: what a stranger tries, and what the user sees of it.

Each case is a real run, in a process that may take only so much memory and time. Whatever a case is
about, nothing outside of the repository is read into the output, written or run; nothing but the
program's own words is a command to a runner or a terminal; and nothing is written at all.
"""

import re
import shutil
import sys
from pathlib import Path

import pytest

import repository
import roots
import runner
import snippet_roots
from docs_snippets.core.source import Source
from docs_snippets.files import writing as files_writing
from hostile import exhausting, forging, paths, reading, running, runs, settings, writing
from hostile.case import WORD, Case

CASES = [
    *reading.CASES,
    *writing.CASES,
    *running.CASES,
    *exhausting.CASES,
    *forging.CASES,
    *paths.CASES,
    *settings.CASES,
]
OUTSIDE = {
    "secret.mdx": f"# {WORD}\n\n{WORD} the the $[{WORD}]\n",
    "secret.json": f'["{WORD}"]\n',
    "secret.yaml": f"{WORD}: [{WORD}\n",
    "setup.mdx": snippet_roots.PAGE,
}
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of a run are Linux's")


def made(tmp_path: Path, case: Case) -> Path:
    """The stranger's repository, beside a folder that is none of theirs."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    for name, text in OUTSIDE.items():
        (outside / name).write_text(text, "utf-8")
    (snippet_roots if case.snippets else roots).make(root, case.changes)
    for name, target in case.links.items():
        place = root / name
        if place.is_dir():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(target)
    repository.commit(root)
    case.prepare(root)
    return root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_stranger_gets_nothing(case: Case, tmp_path: Path) -> None:
    root = made(tmp_path, case)
    before, outside = runs.files(root), runs.files(tmp_path / "outside")
    words = case.command.split() if isinstance(case.command, str) else case.command
    done = runs.run(root, *words, environment=case.environment)
    said = done.out + done.err
    assert "Traceback" not in said
    for each in case.says:
        assert each in said
    assert done.code == case.code, said[-2000:]
    assert WORD not in said
    assert runs.files(root) == before
    assert runs.files(tmp_path / "outside") == outside
    assert not _CONTROL.search(said)
    for log in (done.out, done.err):
        for command in runner.read(log).commands:
            assert "github" in words
            assert command.name in ("error", "warning", "notice", "group", "endgroup")
            assert command.properties.get("file") != "x"


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 300


def test_a_page_that_becomes_a_link_after_planning_is_left_alone(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other.mdx"
    root.mkdir()
    page = root / "page.mdx"
    for file in (page, other):
        file.write_text("before\n", "utf-8")
    change = files_writing.FileChange("page.mdx", Source("page.mdx", "before\n"), "after\n")
    page.unlink()
    page.symlink_to(other)
    assert files_writing.write(root, change) == "page.mdx is a symbolic link"
    assert other.read_text("utf-8") == "before\n"


def test_a_page_that_becomes_a_link_while_it_is_written_is_replaced_and_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, other = tmp_path / "root", tmp_path / "other.mdx"
    root.mkdir()
    page = root / "page.mdx"
    for file in (page, other):
        file.write_text("before\n", "utf-8")

    def swap(_root: Path, _path: str) -> str:
        page.unlink()
        page.symlink_to(other)
        return ""

    monkeypatch.setattr(files_writing, "refusal", swap)
    change = files_writing.FileChange("page.mdx", Source("page.mdx", "before\n"), "after\n")
    files_writing.write(root, change)
    assert other.read_text("utf-8") == "before\n"
