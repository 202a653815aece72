"""A change of a file as git takes it: a unified diff whose every line is the file's own."""

from collections.abc import Iterator
from difflib import unified_diff

from docs_snippets.files.writing import FileChange, as_written

_UNENDED = "\\ No newline at end of file\n"


def patch(change: FileChange, path: str) -> Iterator[str]:
    """The lines of the patch, with their ends; `path` is from the top of the repository."""
    before, after = (
        as_written(text, change.before)
        for text in (change.before.text if change.before else "", change.after or "")
    )
    old, new = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    yield f"diff --git {old} {new}\n"
    if change.before is None:
        yield "new file mode 100644\n"
        old = "/dev/null"
    tab = "\t" if " " in path else ""
    lines = unified_diff(_lines(before), _lines(after), old + tab, new + tab)
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_UNENDED}"


def _lines(text: str) -> list[str]:
    """Lines as git sees them: a carriage return is a character of its line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return [*lines[:-1], *([lines[-1][:-1]] if lines[-1] != "\n" else [])]


def _quoted(path: str) -> str:
    """A path as git writes it, in quotes where it would be read otherwise."""
    if path.isprintable() and not set(path) & {'"', "\\"}:
        return path
    octal = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else f"\\{byte:03o}"
        for byte in path.encode("utf-8", "surrogateescape")
    )
    return f'"{octal}"'
