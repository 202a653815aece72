"""Writes reports to files, and never over a file that this program did not write."""

import io
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import printable
from docs_snippets.core.source import Source
from docs_snippets.files.containment import escape_error
from docs_snippets.files.reading import SIZE_LIMIT, read_file
from docs_snippets.report import html
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.writers import Format, ReportContext, formats

JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable by which GitHub Actions names a file for a page about the job."""

STEP_OUTPUT = "GITHUB_OUTPUT"
"""The one by which it names a file for what a step hands to later steps."""

JOB_SUMMARY_SIZE = 1024 * 1024
"""Bytes of a page about the job beyond which it takes none of it."""


_SERVER = re.compile(r"https?://[A-Za-z0-9.:-]+/?")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


class OutputFile(NamedTuple):
    """A file to write; `before` is what an earlier run wrote there."""

    path: Path
    before: Source | None


def check_output_file(name: str) -> OutputFile | str:
    """The file at a path, or why it may not be written."""
    path = Path(name)
    wrong = escape_error(path)
    if wrong:
        return f"cannot write {name!r}: {wrong}"
    if not path.parent.is_dir():
        return f"cannot write {name!r}: {str(path.parent)!r} is not a folder"
    if path.is_dir():
        return f"cannot write {name!r}: it is a folder"
    if not path.exists() or not path.is_file():
        return OutputFile(path, None)
    before = read_file(path, name)
    if isinstance(before, Diagnostic) or not _is_own_report(before.text):
        return f"{name!r} was not written by this program; name another file"
    return OutputFile(path, before)


def write_report_file(
    findings: Sequence[Diagnostic], form: Format, run: ReportContext, file: OutputFile
) -> str:
    """Writes a report; returns why it could not be written, or nothing."""
    text = io.StringIO()
    form.write(findings, run, text)
    return write_text(text.getvalue(), file)


def write_text(text: str, file: OutputFile) -> str:
    """Writes a whole file; returns why it could not be written, or nothing."""
    from docs_snippets.files import writing  # seldom needed, and most of the start-up time

    # A device or a pipe (`/dev/stdout`) is written to, never replaced by a file.
    if file.path.exists() and not file.path.is_file():
        with file.path.open("w", encoding="utf-8") as stream:
            stream.write(text)
        return ""
    change = writing.FileChange(file.path.name, file.before, text)
    wrong = writing.write(file.path.parent, change)
    return f"cannot write {str(file.path)!r}: {wrong}" if wrong else ""


def repository_paths(*bases: Path) -> Callable[[str], str]:
    """A function from a path below one of the bases to the path from the top of their repository.

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


def source_reader(in_memory: Mapping[str, Source], *bases: Path) -> Callable[[str], Source | None]:
    """A function from a path to its text: one in memory, else of a file below one of the bases."""

    @lru_cache(maxsize=64)
    def text(path: str) -> Source | None:
        if path in in_memory:
            return in_memory[path]
        file = next((base / path for base in bases if (base / path).is_file()), None)
        source = read_file(file, path, limit=SIZE_LIMIT) if file else None
        return source if isinstance(source, Source) else None

    return text


def files_url(environment: Mapping[str, str]) -> str:
    """Where GitHub shows the files of the commit that a workflow runs on; empty elsewhere."""
    forms = (
        ("GITHUB_SERVER_URL", _SERVER),
        ("GITHUB_REPOSITORY", _REPOSITORY),
        ("GITHUB_SHA", _COMMIT),
    )
    values = [environment.get(name, "") for name, _ in forms]
    if not all(form.fullmatch(value) for (_, form), value in zip(forms, values, strict=True)):
        return ""
    server, repository, commit = values
    return f"{server.rstrip('/')}/{repository}/blob/{commit}"


def append_job_summary(
    findings: Sequence[Diagnostic], form: Format, run: ReportContext, environment: Mapping[str, str]
) -> str:
    """Appends the format's job summary, if it has one, to the file that the environment names.

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


def append_step_output(findings: Sequence[Diagnostic], environment: Mapping[str, str]) -> str:
    """Appends `findings`, their number, to the outputs of a workflow step, where there are some.

    Returns why it could not be written, or nothing.
    """
    name = environment.get(STEP_OUTPUT)
    if not name:
        return ""
    try:
        with Path(name).open("a", encoding="utf-8") as stream:
            stream.write(f"findings={len(findings)}\n")
    except OSError as error:
        return f"cannot write the output: {(error.strerror or str(error)).lower()}: {name!r}"
    return ""


def could_not_check(
    problems: Sequence[Diagnostic], out: TextIO, form: str = "full", color: bool = False
) -> int:
    """Reports what kept a command from its work; the exit code for that."""
    write_problems(problems, out, form, color)
    return EXIT_ERROR


def refused(command: str, words: str, err: TextIO) -> int:
    """Says in one line why a command cannot do its work; the exit code for that."""
    err.write(f"docs-snippets {command}: {printable(words)}\n")
    return EXIT_ERROR


def write_problems(
    findings: Sequence[Diagnostic], out: TextIO, form: str = "full", color: bool = False
) -> None:
    """Writes problems that no run of the linter reports."""
    formats()[form].write(
        findings, ReportContext(color=color, repository_path=repository_paths(Path())), out
    )


def _is_own_report(text: str) -> bool:
    marks = (html.SIGNATURE, *(form.signature for form in formats().values()))
    return not text or any(mark.match(text) for mark in marks)
