"""Where findings go: standard output, or a file that is never one that somebody else wrote."""

import io
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.files.containment import strays
from docs_snippets.files.reading import read_file
from docs_snippets.report import html
from docs_snippets.report.writers import Format, Run, formats

JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable by which GitHub Actions names a file for a page about the job."""

JOB_SUMMARY_SIZE = 1024 * 1024
"""Bytes beyond which it takes none of that file."""


class OutputFile(NamedTuple):
    """A file to write; `before` is what an earlier run wrote there."""

    path: Path
    before: Source | None


def output_file(name: str) -> OutputFile | str:
    """The file of a name, or why it may not be written."""
    path = Path(name)
    wrong = strays(path)
    if wrong:
        return f"cannot write {name!r}: {wrong}"
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
    text = io.StringIO()
    form.write(findings, run, text)
    return write_text(text.getvalue(), file)


def write_text(text: str, file: OutputFile) -> str:
    """Writes a whole file; returns why it could not be written, or nothing."""
    from docs_snippets.files import writing  # seldom needed, and most of the start-up time

    if file.path.exists() and not file.path.is_file():
        with file.path.open("w", encoding="utf-8") as stream:
            stream.write(text)
        return ""
    change = writing.Change(file.path.name, file.before, text)
    wrong = writing.write(file.path.parent, change)
    return f"cannot write {str(file.path)!r}: {wrong}" if wrong else ""


def located(*bases: Path) -> Callable[[str], str]:
    """Turns a path below one of the bases into one from the top level of their git repository.

    A file that is below none is taken to be below the first. Outside of the repository of that
    one its path is absolute, and without a repository it is as it was.
    """
    roots = [base.resolve() for base in bases]
    top = next((up for up in (roots[0], *roots[0].parents) if (up / ".git").exists()), None)

    @cache
    def locate(path: str) -> str:
        if top is None:
            return path
        below = next((root for root in roots if os.path.lexists(root / path)), roots[0])
        file = Path(os.path.normpath(below / path))
        return file.relative_to(top).as_posix() if file.is_relative_to(top) else file.as_posix()

    return locate


def texts(typed: Mapping[str, Source], *bases: Path) -> Callable[[str], Source | None]:
    """Gives the text of a path: one that was typed, else of a file below one of the bases."""

    @lru_cache(maxsize=64)
    def text(path: str) -> Source | None:
        if path in typed:
            return typed[path]
        file = next((base / path for base in bases if (base / path).is_file()), None)
        source = read_file(file, path) if file else None
        return source if isinstance(source, Source) else None

    return text


def job_summary(
    findings: Sequence[Diagnostic], form: Format, run: Run, environment: Mapping[str, str]
) -> str:
    """Appends to the page about a job that the environment names, if the format has one.

    Returns why it could not be written, or nothing.
    """
    name = environment.get(JOB_SUMMARY)
    if not name or form.job_summary is None:
        return ""
    try:
        with Path(name).open("ab") as stream:
            text = form.job_summary(findings, run, JOB_SUMMARY_SIZE - stream.tell())
            stream.write(text.encode())
    except OSError as error:
        return f"cannot write the job summary: {(error.strerror or str(error)).lower()}: {name!r}"
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
    formats()[form].write(findings, Run(color=color, located=located(Path())), out)


def _ours(text: str) -> bool:
    marks = (html.MINE, *(form.mine for form in formats().values()))
    return not text or any(mark.match(text) for mark in marks)
