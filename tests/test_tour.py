"""The tour runs on the examples, and its commands print what it shows."""

import shutil
from pathlib import Path

import pytest

import cases
from console_session import Session, play

ROOT = Path(__file__).parents[1]
TOUR = ROOT / "docs/tour.md"
COPIED = ("examples", "snippets", "templates", "versions.yaml")


@pytest.fixture
def clone(tmp_path: Path) -> Session:
    """What the tour uses of a clone of this repository."""
    folder = tmp_path / "docs-snippets"
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    cases.git(folder, "init", "-q", "-b", "main")
    cases.git(folder, "add", "-A")
    cases.git(folder, "commit", "-q", "-m", "docs-snippets")
    return Session(folder)


def test_the_commands_print_what_the_tour_shows(
    clone: Session, updating: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["docs-snippets"])
    written = play(TOUR.read_text("utf-8"), clone, update=updating)
    if updating:
        TOUR.write_text(written, "utf-8")
