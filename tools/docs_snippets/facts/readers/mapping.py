"""Any other JSON or YAML file, by a mapping: JMESPath expressions for the facts and their parts.

`facts` selects the list (or the map, whose keys are names) of facts; `name`, `type`, `default`,
`description`, `enum`, `deprecated` and `since` are read from each. Names may be nested in groups:
an expression is free to flatten them.
"""

import re
from collections.abc import Iterator, Mapping

import jmespath
from jmespath.exceptions import JMESPathError

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.raw_yaml import Position
from docs_snippets.facts.fact_records import MOST_FACTS, FactRecord, no_facts, parameters_of
from docs_snippets.facts.parameter import FactKind, Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.schema_document import read_document
from docs_snippets.facts.schema_facts import schema_of, type_in_words, value_text

KEYS = ("facts", "name", "type", "default", "description", "enum", "deprecated", "since")
LONGEST_EXPRESSION = 500
_KINDS: Mapping[str, FactKind] = {
    "parameter": "parameter",
    "value": "value",
    "field": "field",
    "flag": "flag",
    "variable": "variable",
}


def expression_error(text: str) -> str:
    """Why an expression cannot be used; empty where it can."""
    if len(text) > LONGEST_EXPRESSION:
        return f"longer than {LONGEST_EXPRESSION} characters"
    try:
        jmespath.compile(text)
    except (JMESPathError, RecursionError) as error:
        return str(error).split("\n", 1)[0]
    return ""


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The facts that the expressions of an entry select."""
    document = read_document(source)
    if isinstance(document, Diagnostic):
        return document
    asked = dict(options.mapping)
    found = _search(asked.get("facts", "@"), document.value)
    entries = _entries(found)
    if not entries:
        words = f"the expression {asked.get('facts', '@')!r} selects nothing here"
        return no_facts(source, words)
    skipped: list[Quote] = []
    places = _Places(source)
    records = tuple(_records(entries, asked, options, places, skipped))
    if not records:
        return no_facts(source, "no entry has a name; see 'name' of the mapping")
    return parameters_of(source, records, skipped)


def _entries(found: object) -> list[tuple[str, object]]:
    if isinstance(found, Mapping):
        return [(str(name), value) for name, value in found.items()]
    return [("", value) for value in found] if isinstance(found, list) else []


def _records(
    entries: list[tuple[str, object]],
    asked: Mapping[str, str],
    options: ReferenceOptions,
    places: "_Places",
    skipped: list[Quote],
) -> Iterator[FactRecord]:
    for key, entry in entries[: MOST_FACTS + 1]:
        said = {word: _search(asked[word], entry) for word in KEYS[1:] if word in asked}
        name = said.get("name", key)
        if not isinstance(name, str) or not name:
            skipped.append(Quote(places.source.path, 1, 1, f"no name: {str(entry)[:100]}"))
            continue
        words = {"type": said.get("type"), "enum": said.get("enum")}
        part = {word: value for word, value in words.items() if value}
        yield FactRecord(
            name,
            _KINDS.get(options.sets, "parameter"),
            places.of(name),
            options.of,
            type=type_in_words((part,)),
            schema=schema_of((part,)),
            default=value_text(said.get("default")),
            description=value_text(said.get("description")),
            deprecated=_words(said.get("deprecated")),
            since=value_text(said.get("since")),
        )


def _words(value: object) -> str:
    """What an entry says where it is deprecated: words, or only that it is."""
    return value if isinstance(value, str) else "deprecated" if value else ""


def _search(expression: str, value: object) -> object:
    """What an expression selects; nothing where it cannot be applied."""
    try:
        found: object = jmespath.search(expression, value)
    except (JMESPathError, RecursionError, TypeError, ValueError):
        return None
    return found


class _Places:
    """Where names stand: in the order of the file, each after the one before."""

    def __init__(self, source: Source) -> None:
        self.source, self.at = source, 0

    def of(self, name: str) -> Position:
        pattern = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])")
        found = pattern.search(self.source.text, self.at) or pattern.search(self.source.text)
        if found is None:
            return Position(1, 1)
        self.at = found.end()
        line = self.source.line_of(found.start())
        return Position(line, found.start() - self.source.line_starts[line - 1] + 1)


READER = Reader(read, (".json", ".yaml", ".yml"), lambda path, text: False, order=9)
