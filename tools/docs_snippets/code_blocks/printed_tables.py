"""Tables that a client prints of objects, held against the command and against themselves."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.printed_columns import PrintedKind, column_shapes, printed_kinds

_EVERYWHERE = frozenset({"-A", "--all-namespaces"})
_OTHER_COLUMNS = frozenset({"-L", "--label-columns", "--no-headers", "--template"})
_HEADER = re.compile(r"[ \t]*(?:NAME|NAMESPACE)(?:[ \t]+[A-Z][A-Z0-9()/-]*)+[ \t]*")
_LEFT_OUT = re.compile(r"\s*(?:\.{2,}|…|#|\[|-{3}|[A-Z][A-Z]+ {2,}[A-Z])")
_NOTE = re.compile(r"[←→]|\s(?:#|//|<-)")
_SPACED = frozenset({"OS-IMAGE"})
"""Columns whose values have blanks."""
_TOGETHER = re.compile(r"(?<=\d) (?=\()|<[^<>\n]*>|\$\[[^\]\n]*\]|\([^()\n]*\)")
_OPEN = re.compile(r"[<>$\[\]{}*]|\.{2}|x{2}|X{2}")
"""A value with this stands for others."""
_SPECIAL = frozenset({"<unknown>", "<none>", "<invalid>", "<pending>", "-", "…"})
_NUMBER = re.compile(r"\d+")


class WrongOutput(NamedTuple):
    """What is wrong with an output, and where."""

    message: str
    span: Span


class _Line(NamedTuple):
    """A line of an output, and where it starts."""

    text: str
    start: int


def wrong_tables(call: Call, output: Excerpt) -> Iterator[WrongOutput]:
    """What is wrong in the tables that a command prints."""
    shown = _kind(call)
    wide = call.values("-o", "--output") == ("wide",)
    if shown is None or any(flag.name in _OTHER_COLUMNS for flag in call.flags):
        return
    flags = {flag.name for flag in call.flags}
    known = (*shown.columns, *(shown.wide if wide else ()))
    known = ("NAMESPACE", *known) if flags & _EVERYWHERE else known
    known = (*known, "LABELS") if "--show-labels" in flags else known
    header: tuple[str, ...] = ()
    for line in _lines(output.text):
        if _HEADER.fullmatch(line.text):
            wrong = _wrong_header(line, known, shown, wide)
            if wrong:
                start, word, message = wrong
                yield WrongOutput(message, output.span(start, start + len(word)))
                return
            header = _columns(line.text, known)
        elif not line.text.strip() or _LEFT_OUT.match(line.text) or _NOTE.search(line.text):
            header = ()
        elif header and shown.single and not _SPACED & set(header):
            yield from _wrong_row(line, header, shown, output)


def _kind(call: Call) -> PrintedKind | None:
    """The columns of the one kind that a command prints as a table."""
    if call.verb != "get" or not call.arguments or {*call.values("-o", "--output")} - {"wide"}:
        return None
    words = {each.value.partition("/")[0] for each in call.arguments if "/" in each.value}
    typed = words.pop() if len(words) == 1 else call.arguments[0].value
    kinds = packaged_kinds().find(typed)
    built_in = bool(kinds) and kinds[0].served == "built-in"
    return printed_kinds().get(kinds[0].kind) if built_in and not words else None


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield _Line(line, at)
        at += len(line) + 1


def _columns(line: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The names in a header; those of two words are known to be one."""
    for name in (each for each in known if " " in each):
        line = line.replace(name, name.replace(" ", "\0"))
    return tuple(each.replace("\0", " ") for each in line.split())


def _wrong_header(
    line: _Line, known: tuple[str, ...], shown: PrintedKind, wide: bool
) -> tuple[int, str, str] | None:
    """The first column that the command does not print, or that it prints before."""
    shown_columns = _columns(line.text, known)
    missing = [each for each in known if each not in shown_columns and each not in shown.varies]
    last = -1
    for name in shown_columns:
        start = line.start + line.text.index(name.split(" ")[0])
        if name not in known:
            meant = [each for each in missing if edits(name, each) <= allowed_edits(name)]
            if len(meant) == 1:
                return start, name, f"no column {name!r} in this output; did you mean {meant[0]!r}?"
            return start, name, _not_printed(name, shown, wide)
        if known.index(name) < last:
            return start, name, f"the column {name!r} is printed before {known[last]!r}"
        last = known.index(name)
    return None


def _not_printed(name: str, shown: PrintedKind, wide: bool) -> str:
    if name == "NAMESPACE":
        return "the command above prints the column 'NAMESPACE' with '-A' only"
    if name in shown.wide and not wide:
        return f"the command above prints the column {name!r} with '-o wide' only"
    return f"the command above prints no column {name!r}"


def _wrong_row(
    line: _Line, header: tuple[str, ...], shown: PrintedKind, output: Excerpt
) -> Iterator[WrongOutput]:
    """A row with more or fewer values than columns, or with a value that a column cannot have."""
    text = _TOGETHER.sub(lambda found: found[0].replace(" ", "\0"), line.text)
    cells = list(re.finditer(r"\S+", text))
    if len(cells) != len(header):
        if not _OPEN.search(line.text) and _is_row(cells, header, shown):
            start = line.start + len(line.text) - len(line.text.lstrip())
            message = f"{len(cells)} values below {len(header)} columns"
            yield WrongOutput(message, output.span(start, line.start + len(line.text.rstrip())))
        return
    for name, cell in zip(header, cells, strict=True):
        value = cell[0].replace("\0", "")
        shape = _NUMBER if name in shown.counts else column_shapes().get(name)
        if shape is None or value in _SPECIAL or _OPEN.search(value):
            continue
        span = output.span(line.start + cell.start(), line.start + cell.end())
        if not shape.fullmatch(value):
            value = line.text[cell.start() : cell.end()]
            yield WrongOutput(f"{value!r} is no value of the column {name!r}", span)
        elif name == "READY" and "/" in value:
            ready, _, all_of_them = value.partition("/")
            if int(ready) > int(all_of_them):
                yield WrongOutput(f"more are ready than there are: {value!r}", span)


def _is_row(cells: list[re.Match[str]], header: tuple[str, ...], shown: PrintedKind) -> bool:
    """Whether words are the values of a row, and no text between rows."""
    shapes = [
        _NUMBER if name in shown.counts else shape
        for name in header
        if (shape := column_shapes().get(name))
    ]
    fit = sum(any(shape.fullmatch(cell[0]) for cell in cells) for shape in shapes)
    return len(cells) > 1 and fit >= min(2, len(shapes))
