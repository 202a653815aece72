"""The variables that pages insert as `$[name]`: a tree's own first, then those all trees share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.javascript.modules import Read, default, exports, syntax_error
from docs_snippets.javascript.values import JsValue, Object, Undefined, member, text_of
from docs_snippets.javascript.values import Unknown as Unknown

RULE = "unreadable-reference"
MOST_NAMES = 20_000
DEEPEST_NAME = 20
MOST_INSERTED = 10_000
"""Characters of values that are put into one text; what is left stays as it was typed."""

TOKEN = re.compile(r"\$\[([^\[\]\n]+)\]")


@dataclass(frozen=True, slots=True)
class MissingVariable:
    """No variable of that name."""


MISSING, UNKNOWN = MissingVariable(), Unknown()


@dataclass(frozen=True)
class Variables:
    """Variables by name. `layers` are what the files export, the nearest first."""

    paths: tuple[str, ...]
    layers: tuple[JsValue, ...]

    def lookup(self, name: str) -> str | Unknown | MissingVariable:
        """The value of `name`, whose dots go into objects and lists.

        Unknown where there is one that cannot be computed, or that is no text. The empty string
        and 0 are values.
        """
        for layer in self.layers:
            found = _reach(layer, name.strip())
            if not isinstance(found, MissingVariable):
                return found
        return MISSING

    def __contains__(self, name: str) -> bool:
        return not isinstance(self.lookup(name), MissingVariable)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that has a text, in order of the files."""
        every = (name for layer in self.layers for name in islice(_names(layer), MOST_NAMES))
        return tuple(dict.fromkeys(every))

    @cached_property
    def values(self) -> frozenset[str]:
        """Every text that a name stands for."""
        found = map(self.lookup, self.names)
        return frozenset(value for value in found if isinstance(value, str))

    @cached_property
    def urls(self) -> frozenset[tuple[str, str]]:
        """The names that stand for a URL, each with it."""
        known = ((name, self.lookup(name)) for name in self.names)
        return frozenset(
            (name, value) for name, value in known if isinstance(value, str) and "://" in value
        )

    def substitute(self, text: str) -> str:
        """The text with every variable of known value put in."""
        room = MOST_INSERTED

        def inserted(found: re.Match[str]) -> str:
            nonlocal room
            value = self.lookup(found[1])
            if not isinstance(value, str) or len(value) > room:
                return found[0]
            room -= len(value)
            return value

        return TOKEN.sub(inserted, text)


def read_variables(own: Source | None, shared: Source | None, read: Read) -> Variables | Diagnostic:
    """The variables of a tree; else where a file is no JavaScript.

    `own` and `shared` are the tree's file and the one of all trees; `read` gives what they require,
    by path in the docs root.
    """
    sources = tuple(source for source in (own, shared) if source)
    for source in sources:
        wrong = None if source.path.endswith(".json") else syntax_error(source.text)
        if wrong is not None:
            at = source.line_span(source.line_of(wrong))
            return problem(source, Span(wrong, max(wrong, at.end)), RULE, "not valid JavaScript")
    texts = {source.path: source.text for source in sources}

    def known(path: str) -> str | None:
        return texts[path] if path in texts else read(path)

    layers = tuple(default(exports(source.path, known)) for source in sources)
    return Variables(tuple(source.path for source in sources), layers)


def _reach(layer: JsValue, name: str) -> str | Unknown | MissingVariable:
    held = layer
    for key in _keys(layer, name):
        if not isinstance(held, Object | list | Unknown):
            return MISSING
        held = member(held, key)
        if isinstance(held, Undefined):
            return MISSING
        if isinstance(held, Unknown):
            return UNKNOWN
    text = None if held is None else text_of(held)
    return UNKNOWN if text is None else text


def _keys(layer: JsValue, name: str) -> list[str]:
    """The steps of a path; a name with dots that a file has as it stands is one step."""
    if isinstance(layer, Object) and name in layer.entries:
        return [name]
    return name.split(".")


def _names(held: JsValue, prefix: str = "", depth: int = 0) -> Iterator[str]:
    entries: list[tuple[str, JsValue]] = []
    if isinstance(held, Object):
        entries = list(held.entries.items())
    elif isinstance(held, list):
        entries = [(str(index), item) for index, item in enumerate(held)]
    for key, value in entries:
        if isinstance(value, Object | list):
            if depth < DEEPEST_NAME:  # values may hold each other, and themselves
                yield from _names(value, f"{prefix}{key}.", depth + 1)
        else:
            yield prefix + key
