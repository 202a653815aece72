"""Prints the section of CHANGELOG.md about a version: `release_notes.py v0.1.0`.

Fails where the tag is not the version of pyproject.toml, or the changelog does not describe it.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SECTION = re.compile(
    r"^## \[(?P<version>\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}\n(?P<text>.*?)(?=^## |\Z)",
    re.MULTILINE | re.DOTALL,
)


def version() -> str:
    """The version that the project has: pyproject.toml alone says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def notes(of: str) -> str | None:
    """What the changelog tells of a version; None where it does not."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = {each["version"]: each["text"].strip() for each in _SECTION.finditer(text)}
    return found.get(of)


def main(tag: str) -> str:
    """The notes of a tag; SystemExit where they do not agree."""
    if tag != f"v{version()}":
        raise SystemExit(f"the tag is {tag}, and pyproject.toml has version {version()}")
    told = notes(version())
    if not told:
        raise SystemExit(f"CHANGELOG.md has no section on {version()}")
    return told


if __name__ == "__main__":
    sys.stdout.write(f"{main(sys.argv[1])}\n")
