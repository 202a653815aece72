"""Where findings go: standard output, or a file that is never one that somebody else wrote."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets.diagnostics import Diagnostic
from docs_snippets.files import read_file
from docs_snippets.report import Format, Run, formats
from docs_snippets.source import Source


class OutputFile(NamedTuple):
    """A file to write; `before` is what an earlier run wrote there."""

    path: Path
    before: Source | None


def output_file(name: str) -> OutputFile | str:
    """The file of a name, or why it may not be written."""
    path = Path(name)
    if not path.parent.is_dir():
        return f"cannot write {name!r}: {str(path.parent)!r} is not a folder"
    if path.is_dir():
        return f"cannot write {name!r}: it is a folder"
    if not path.exists() or not path.is_file():
        return OutputFile(path, None)
    before = read_file(path, name)
    if isinstance(before, Diagnostic) or not _ours(before.text):
        return f"{name!r} was not written by this program and is left alone; name another file"
    return OutputFile(path, before)


def write(findings: Sequence[Diagnostic], form: Format, run: Run, file: OutputFile) -> str:
    """Writes a report; returns why it could not be written, or nothing."""
    from docs_snippets.snippets import writer  # seldom needed, and most of the start-up time

    text = io.StringIO()
    form.write(findings, run, text)
    if file.path.exists() and not file.path.is_file():
        with file.path.open("w", encoding="utf-8") as stream:
            stream.write(text.getvalue())
        return ""
    change = writer.Change(file.path.name, file.before, text.getvalue())
    wrong = writer.write(file.path.parent, change)
    return f"cannot write {str(file.path)!r}: {wrong}" if wrong else ""


def repository_prefix(docs: Path) -> str:
    """What leads from the top level of the git repository to the docs root: `docs/`, or nothing."""
    root = docs.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def could_not_check(
    problems: Sequence[Diagnostic], out: TextIO, form: str = "full", color: bool = False
) -> int:
    """Reports what kept a command from its work; the exit code for that."""
    report(problems, out, form, color)
    return 2


def report(
    findings: Sequence[Diagnostic], out: TextIO, form: str = "full", color: bool = False
) -> None:
    """Writes findings that are no linter's."""
    formats()[form].write(findings, Run(color=color), out)


def _ours(text: str) -> bool:
    return not text or any(form.mine.match(text) for form in formats().values())
