"""A document of schemas, in JSON or YAML: plain values, and the places of their keys."""

from collections.abc import Mapping
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_offsets import offsets
from docs_snippets.data.json_text import RULE, read_json
from docs_snippets.data.raw_yaml import Position, Raw, UnreadableError
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.facts.schema_facts import Route


class SchemaDocument(NamedTuple):
    """The value of a document. `raw` has the places where it is YAML."""

    source: Source
    value: object
    raw: Raw | None = None

    @property
    def members(self) -> Mapping[str, object]:
        """The keys of the document; none where it is no map."""
        return self.value if isinstance(self.value, Mapping) else {}

    def place(self, route: Route) -> Position:
        """Where the key that a route leads to stands; of the last one that has a place."""
        if self.raw is not None:
            return _place_in(self.raw, route)
        known = offsets(self.source.text)
        for end in range(len(route), 0, -1):
            at = known.get(route[:end])
            if at is not None:
                line = self.source.line_of(at)
                return Position(line, at - self.source.line_starts[line - 1] + 1)
        return Position(1, 1)


def read_document(source: Source) -> SchemaDocument | Diagnostic:
    """The document that a file holds."""
    if source.text.lstrip()[:1] in ("{", "["):
        value = read_json(source)
        return value if isinstance(value, Diagnostic) else SchemaDocument(source, value)
    return read_yaml_document(source, source.text, 1)


def read_yaml_document(source: Source, text: str, first_line: int) -> SchemaDocument | Diagnostic:
    """The first document of a text of YAML, which begins on a line of the file."""
    from docs_snippets.data.large_yaml import read_raw  # loads libyaml, which few runs need

    try:
        raw = read_raw(text, first_line, prose=True)
    except UnreadableError as error:
        at = source.offset(*error.place)
        return problem(source, Span(at, at), RULE, str(error))
    return SchemaDocument(source, plain_value(raw) if raw else None, raw or Raw(Position(1, 1)))


def plain_value(raw: Raw) -> object:
    """What a node stands for; None for an empty map or list. Depth is bounded by the reader."""
    if raw.text is not None:
        return raw.text if raw.quoted else _number_too(raw.text)
    if raw.items:
        return [plain_value(item) for item in raw.items]
    return {key: plain_value(each) for key, each in raw.entries.items()} or None


def _number_too(text: str) -> object:
    value = core_value(text)
    return value if isinstance(value, bool | int | float | str | None) else text


def _place_in(raw: Raw, route: Route) -> Position:
    at = raw
    for key in route:
        below = at.entries.get(key)
        if below is None and key.isdecimal() and int(key) < len(at.items):
            below = at.items[int(key)]
        if below is None:
            break
        at = below
    return at.place
