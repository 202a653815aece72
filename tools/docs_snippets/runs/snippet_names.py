"""Selects the snippets and placements that names and patterns on the command line mean."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.core.globs import is_glob, no_match, selected
from docs_snippets.snippets.definition import Snippet


def names_of(snippets: Iterable[Snippet]) -> tuple[str, ...]:
    """Every snippet, followed by its placements as SNIPPET/PLACEMENT."""
    return tuple(_names(snippets))


def _names(snippets: Iterable[Snippet]) -> Iterator[str]:
    for snippet in snippets:
        yield snippet.name
        yield from (place.name for place in snippet.places)


def unmatched(typed: Iterable[str], known: Collection[str]) -> str:
    """The first name or pattern that nothing has; empty when there is none."""
    return next((each for each in typed if not selected(each, known)), "")


def no_such_name(typed: str, known: Collection[str]) -> str:
    """The message for a name or pattern that nothing has."""
    if is_glob(typed):
        return f"no snippet or placement matches {typed!r}{no_match(typed, known)}"
    snippet, slash, _ = typed.partition("/")
    if slash and snippet in known:
        of_snippet = [each for each in known if each.startswith(f"{snippet}/")]
        return f"no placement {typed!r}{suggestion(typed, of_snippet)}"
    snippets = [each for each in known if "/" not in each]
    return f"no snippet {typed!r}{suggestion(typed, known if slash else snippets)}"


def selected_snippets(typed: Sequence[str], known: Collection[str]) -> frozenset[str]:
    """The names that are meant, of snippets and of placements."""
    return frozenset(name for each in typed for name in selected(each, known))
