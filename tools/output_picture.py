"""Draws what a command prints as a picture of a terminal (SVG): docs/images/*.svg.

usage: output_picture.py FOLDER

The commands run on the examples of this repository; a picture shows their output as it is.
"""

import io
import re
import sys
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
_CODE = re.compile("\x1b\\[([\\d;]*)m")


class Picture(NamedTuple):
    """A command, how it is shown, and how many lines of its output are."""

    shown: str
    arguments: tuple[str, ...]
    lines: int


PICTURES = {
    "findings.svg": Picture(
        "docs-snippets lint",
        ("lint", "--config", str(ROOT / "examples/mistakes/versions.yaml"), "--color", "always"),
        16,
    ),
}


def main(folder: Path) -> None:
    """Writes every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        (folder / name).write_text(drawn(picture), "utf-8")


def drawn(picture: Picture) -> str:
    """The picture of a command."""
    printed = io.StringIO()
    cli.run(picture.arguments, printed, printed)
    said = printed.getvalue().splitlines()[: picture.lines]
    lines = [*_wrapped(f"\x1b[36m$\x1b[0m {picture.shown}")]
    lines += [row for line in said for row in _wrapped(line)]
    width, height = 2 * MARGIN + COLUMNS * WIDTH, BAR + 2 * MARGIN + HEIGHT * len(lines)
    body = "\n".join(_line(line, number) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}">\n'
        f"<title>{escape(picture.shown)}</title>\n"
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#1e2430"/>\n'
        f"{''.join(_dots())}\n{body}\n</svg>\n"
    )


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
