"""What the README of the package says is there is there, and what is there is in it."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"
PACKAGE = TOOLS / "docs_snippets"
TABLE = [
    line.split("|")[2]
    for line in (TOOLS / "README.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d+ \| `", line)
]
PLACES = [name for cell in TABLE for name in re.findall(r"`([^`]+)`", cell)]
MODULES = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
FOLDERS = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}


def test_every_module_and_folder_is_in_the_table() -> None:
    missing = {
        place
        for place in MODULES | FOLDERS
        if not any(fnmatchcase(place, pattern) for pattern in PLACES)
    }
    assert not missing


def test_everything_in_the_table_is_there() -> None:
    gone = {
        pattern
        for pattern in PLACES
        if not any(fnmatchcase(place, pattern) for place in MODULES | FOLDERS)
        and not (PACKAGE / pattern).is_dir()
    }
    assert not gone
