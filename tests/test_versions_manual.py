"""`docs/versions.md`: its commands print what it shows."""

import shutil
from pathlib import Path

import pytest

from console_session import Session, play

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs/versions.md"


def test_the_commands_print_what_the_manual_shows(
    tmp_path: Path, updating: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "docs-snippets"
    shutil.copytree(ROOT / "examples/beacon", folder / "examples/beacon")
    monkeypatch.setattr("sys.argv", ["docs-snippets"])
    written = play(MANUAL.read_text("utf-8"), Session(folder), update=updating)
    if updating:
        MANUAL.write_text(written, "utf-8")
