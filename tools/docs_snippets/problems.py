"""Complaints about input files, with their place, and the words that suggest what was meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from docs_snippets.diagnostics import Diagnostic, Note, Severity
from docs_snippets.source import Source, Span


def problem(
    source: Source,
    span: Span,
    rule: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    notes: tuple[Note, ...] = (),
    tree: str | None = None,
) -> Diagnostic:
    """A complaint at a span of a text."""
    region = source.region(span)
    line = source.line(region.line)
    return Diagnostic(
        rule, severity, message, source.path, region, tree, notes=notes, line_text=line
    )


def note(source: Source, span: Span, message: str) -> Note:
    """Another place of a text that belongs to a complaint."""
    region = source.region(span)
    return Note(source.path, region.line, region.column, message)


def suggestion(word: str, known: Iterable[str]) -> str:
    """What to append to a message about an unknown word: the nearest known one, or all of them."""
    names = sorted(set(known))
    close = get_close_matches(word, names, n=1) or _same_but_case(word, names)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; expected one of {listing(names)}" if 0 < len(names) <= 20 else ""


def listing(names: Iterable[str]) -> str:
    """Names quoted and joined by commas."""
    return ", ".join(repr(name) for name in names)


def _same_but_case(word: str, names: list[str]) -> list[str]:
    return [name for name in names if name.casefold() == word.casefold()]
