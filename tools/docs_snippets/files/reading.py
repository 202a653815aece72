"""Reading files: confined to a root, limited in size, and never an exception.

A path that leaves its root (absolute, `..`, a symbolic link), and a file that is not a regular one,
is too large or is not UTF-8, give a Diagnostic instead of a text.
"""

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.globs import expand_braces, globs, is_glob
from docs_snippets.core.source import Source, Span
from docs_snippets.files.access import (
    PAGE_SUFFIXES,
    RAISED_PAGE_LIMIT,
    SCRIPT_SUFFIXES,
    DiskFiles,
    Files,
)

SIZE_LIMIT = 16 * 1024 * 1024
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def read(
    files: Files, path: str, rule: str = "unreadable-file", called: str = "the docs root"
) -> Source | Diagnostic:
    """The text at `path`; else why not, as a finding of `rule`. `called` says what the root is."""
    refused = refusal(files, path, called)
    if refused:
        return Diagnostic(rule, Severity.ERROR, refused, path)
    return read_unconfined(files, path, path, rule)


def text(files: Files, path: str) -> str | None:
    """The text at `path`; None where there is none that can be read."""
    found = read(files, path) if files.is_file(path) else None
    return found.text if isinstance(found, Source) else None


def contains_any(files: Files, path: str, words: Sequence[str]) -> bool:
    """Whether a file that may be read contains one of some words, be it UTF-8 or not."""
    if refusal(files, path):
        return False
    limit = _limit(files, path)
    try:
        data = files.content(path, limit)
    except OSError:
        return False
    if isinstance(data, str) or len(data) > limit:
        return False
    return any(word.encode() in data for word in words)


def read_file(
    file: Path, name: str, rule: str = "unreadable-file", limit: int | None = None
) -> Source | Diagnostic:
    """The text of a file on disk that the user named, called `name` in reports.

    `limit` are the bytes it may have; by its name, unless said.
    """
    return read_unconfined(DiskFiles(file.parent), file.name, name, rule, limit)


def read_unconfined(
    files: Files, path: str, name: str, rule: str = "unreadable-file", limit: int | None = None
) -> Source | Diagnostic:
    """The text at a path that may be a link out of the root, as the user named it."""
    limit = limit or _limit(files, path)
    try:
        data = files.content(path, limit)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Diagnostic(rule, Severity.ERROR, f"cannot read this file: {reason}", name)
    if isinstance(data, str):
        return Diagnostic(rule, Severity.ERROR, data, name)
    return decode(data, name, rule, limit)


def decode(
    data: bytes, name: str, rule: str = "unreadable-file", limit: int = SIZE_LIMIT
) -> Source | Diagnostic:
    """UTF-8 bytes as a text, the byte-order mark set aside, and line ends of old made new."""
    if len(data) > limit:
        message = f"larger than the limit of {_in_words(limit)}"
        if limit < RAISED_PAGE_LIMIT:
            message += "; 'limits' in versions.yaml can raise it"
        return Diagnostic(rule, Severity.ERROR, message, name)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = Source(name, data[: error.start].decode())
        message = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        return problem(before, Span(len(before.text), len(before.text)), rule, message)
    is_old = "\r" in text and "\n" not in text
    return Source(
        name,
        text.replace("\r", "\n").removeprefix(BOM) if is_old else text.removeprefix(BOM),
        text.startswith(BOM),
        is_old,
    )


def refusal(files: Files, path: str, called: str = "the docs root") -> str:
    """Why a path may not be used; empty when it may. `called` says what the root is."""
    if "\0" in path:
        return f"path {path!r} holds a NUL character"
    if path.startswith("/") or ".." in path.split("/"):
        return f"path {path!r} leaves {called}"
    try:
        inside = files.stays_inside(path)
    except (OSError, RuntimeError) as error:
        return f"path {path!r} cannot be followed: {error}"
    return "" if inside else f"path {path!r} leads out of {called} by a symbolic link"


def leads_out(files: Files, path: str) -> bool:
    """Whether a link on the way leads out of the root: what is there is not reported."""
    return not path.startswith(("/", "../")) and bool(refusal(files, path))


def matching(files: Files, pattern: str, suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """Files that a pattern matches, sorted; a folder that it matches stands for its files.

    The syntax is that of `core.globs`, but that wildcards do not match hidden files. No link is
    followed on the way; one at the end is for `read` to judge, even where it leads nowhere.
    """
    found = (
        path
        for choice in expand_braces(pattern)
        for path in _matched(files, choice.strip("/"), suffixes)
    )
    return tuple(sorted({*found}))


def _matched(files: Files, pattern: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Part by part, so that only folders on the way are listed; all below one from `**` on."""
    found = {"": None}
    for part in pattern.split("/"):
        if part == "**":
            yield from (each for at in found for each in _below(files, at, pattern, suffixes))
            return
        found = dict.fromkeys(path for parent in found for path in _named(files, parent, part))
    for path in found:
        folder, name = posixpath.split(path)
        if files.is_folder(path):
            inside = (f"{path}/{name}" for name in _names(files, path) if name.endswith(suffixes))
            yield from (each for each in inside if not files.is_folder(each))
        elif files.exists(path) or name in _names(files, folder):
            yield path


def _below(files: Files, folder: str, pattern: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Files anywhere below a folder that a whole pattern matches, or whose folder it matches."""
    if refusal(files, folder):
        return
    itself, inside = globs(pattern), globs(f"{pattern}/*")
    for path in files.below(folder, ("",)):
        is_hidden = posixpath.basename(path)[0] == "."
        if not is_hidden and (
            itself.match(path) or (path.endswith(suffixes) and inside.match(path))
        ):
            yield path


def _named(files: Files, parent: str, part: str) -> Iterator[str]:
    """What a part of a pattern matches in a folder."""
    prefix = f"{parent}/" if parent else ""
    if is_glob(part):
        yield from (prefix + name for name in _names(files, parent) if globs(part).match(name))
    else:
        yield prefix + part


def _names(files: Files, folder: str) -> tuple[str, ...]:
    """What a folder inside the root holds; hidden files are not meant."""
    if refusal(files, folder):
        return ()
    try:
        return tuple(name for name in files.names(folder) if name[0] != ".")
    except OSError:
        return ()


def _in_words(limit: int) -> str:
    megabytes = limit >> 20
    return f"{megabytes} MB" if megabytes else f"{limit >> 10} KB"


def _limit(files: Files, name: str) -> int:
    is_page = name.endswith((*PAGE_SUFFIXES, *SCRIPT_SUFFIXES))
    return files.page_limit if is_page else SIZE_LIMIT
