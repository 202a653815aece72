"""Draws what a command prints as a picture of a terminal (SVG): docs/images/*.svg.

usage: output_picture.py FOLDER

The commands run on the examples of this repository; a picture shows their output as it is.
"""

import contextlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from docs_snippets import cli

ROOT = Path(__file__).parents[1]
COLUMNS = 100
SIZE = 13
WIDTH = 7.83
"""Of a character in pixels: fonts differ, so that each line is stretched to it."""
HEIGHT = 19
MARGIN = 16
BAR = 28
COLORS = {
    "1": "#ffffff",
    "1;31": "#ff8a80",
    "1;33": "#ffd166",
    "1;34": "#8ab4f8",
    "36": "#7fdbca",
}
_WHO = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.com")
_CODE = re.compile("\x1b\\[([\\d;]*)m")


class Picture(NamedTuple):
    """A command in an example, the edits of files before it, and how many lines are shown."""

    example: str
    arguments: tuple[str, ...]
    edits: tuple[tuple[str, str, str], ...]
    lines: int


PICTURES = {
    "findings.svg": Picture(
        "examples/beacon",
        ("lint", "--changed"),
        (
            ("docs/install.md", "helm install beacon", "helm upgrade --install beacon"),
            ("docs/alerts.md", "## Group alerts", "## Alerts for several services"),
        ),
        13,
    ),
}


def main(folder: Path) -> None:
    """Writes every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        (folder / name).write_text(drawn(picture), "utf-8")


def drawn(picture: Picture) -> str:
    """The picture of a command."""
    shown = f"docs-snippets {' '.join(picture.arguments)}"
    said = _output(picture)[: picture.lines]
    lines = [*_wrapped(f"\x1b[36m$\x1b[0m {shown}")]
    lines += [row for line in said for row in _wrapped(line)]
    width, height = 2 * MARGIN + COLUMNS * WIDTH, BAR + 2 * MARGIN + HEIGHT * len(lines)
    body = "\n".join(_line(line, number) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}">\n'
        f"<title>{escape(shown)}</title>\n"
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#1e2430"/>\n'
        f"{''.join(_dots())}\n{body}\n</svg>\n"
    )


def _output(picture: Picture) -> list[str]:
    """What the command prints in a copy of the example, committed before the edits."""
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / picture.example, ".", dirs_exist_ok=True)
        cli.run(("init", "-q"), io.StringIO(), io.StringIO())
        for arguments in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "docs")):
            subprocess.run(("git", *_WHO, *arguments), check=True)
        for path, old, new in picture.edits:
            file = Path(path)
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        cli.run((*picture.arguments, "--color", "always"), printed, io.StringIO())
    return printed.getvalue().splitlines()


def _dots() -> Iterator[str]:
    for number, color in enumerate(("#ff6b6b", "#ffd166", "#7fd88f")):
        yield f'<circle cx="{20 + 18 * number}" cy="18" r="5" fill="{color}"/>'


def _wrapped(line: str) -> Iterator[str]:
    """The rows that a terminal shows a line in; a colour goes on in the next row."""
    row, room, code = "", COLUMNS, ""
    for number, piece in enumerate(_CODE.split(line)):
        if number % 2:
            code = "" if piece == "0" else piece
            row += f"\x1b[{piece}m"
            continue
        while len(piece) > room:
            yield row + piece[:room]
            piece, room = piece[room:], COLUMNS
            row = f"\x1b[{code}m" if code else ""
        row += piece
        room -= len(piece)
    yield row


def _line(line: str, number: int) -> str:
    y = BAR + MARGIN + HEIGHT * number + SIZE
    spans = "".join(_spans(line))
    return f'<text xml:space="preserve" y="{y}" fill="#cdd6e4">{spans}</text>' if spans else ""


def _spans(line: str) -> Iterator[str]:
    """The pieces of a line, each at its own place so that no font moves what follows."""
    at, code = 0, ""
    for number, piece in enumerate(_CODE.split(line)):
        if number % 2:
            code = "" if piece == "0" else piece
            continue
        if piece:
            fill = f' fill="{COLORS[code]}"' if code else ""
            length = f'textLength="{len(piece) * WIDTH:.1f}"'
            yield f'<tspan x="{MARGIN + at * WIDTH:.1f}" {length}{fill}>{escape(piece)}</tspan>'
        at += len(piece)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
