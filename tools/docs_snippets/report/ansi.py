"""Colours of the terminal, and whether to use them."""

from collections.abc import Mapping
from typing import TextIO

from docs_snippets.core.diagnostics import Severity

_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}


def use_color(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: `always` and `never` win, then NO_COLOR, FORCE_COLOR, then a terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def use_hyperlinks(color: bool, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to write links: FORCE_HYPERLINK, then a terminal that is written to in colour."""
    forced = environment.get("FORCE_HYPERLINK")
    return color and (forced != "0" if forced else stream.isatty())


def severity(text: str, of: Severity, color: bool) -> str:
    """In the colour of a severity."""
    return _paint(text, _SEVERITY[of], color)


def place(text: str, color: bool) -> str:
    """A file and position."""
    return _paint(text, "1", color)


def note(text: str, color: bool) -> str:
    """The label of a note."""
    return _paint(text, "36", color)


def link(text: str, url: str) -> str:
    """A hyperlink, for terminals that know such; others show the text."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if url else text


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
