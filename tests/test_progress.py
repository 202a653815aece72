"""The progress line: on a terminal, after a second, gone at the end."""

import io

import pytest

from docs_snippets.report import progress
from docs_snippets.report.progress import CLEAR, Progress


class Terminal(io.StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, *, quiet: bool = False) -> str:
    with Progress("checking pages", stream, quiet=quiet) as line:
        for done in range(1, 4):
            line.show(done * 1000, 3000)
    return stream.getvalue()


def test_nothing_within_the_first_second() -> None:
    assert shown(Terminal()) == ""


def test_on_a_terminal_and_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.0)
    assert shown(Terminal()) == (
        f"{CLEAR}checking pages: 1,000 of 3,000{CLEAR}checking pages: 2,000 of 3,000"
        f"{CLEAR}checking pages: 3,000 of 3,000{CLEAR}"
    )
    assert shown(Terminal(), quiet=True) == ""
    assert shown(io.StringIO()) == ""
