"""What readers of references yield: one record for each fact, and the facts made of them.

A record is what the file says, with its places. What sentences of the description say (special
values, a default, a range, since when it exists) is read the same way for every kind of reference,
and only when somebody asks for the fact.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source
from docs_snippets.data.json_text import RULE
from docs_snippets.data.raw_yaml import Position
from docs_snippets.facts import special_values
from docs_snippets.facts.parameter import (
    Corrected,
    FactKind,
    Parameter,
    ParameterNames,
    Parameters,
    SpecialValue,
)
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_schema import Range, Schema, UnknownType, narrowed

VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""The name of an environment variable of several words."""

DEPENDENCY = "chart"
"""The type of a value below which all values of another chart may be."""
MOST_FACTS = 20_000
"""Facts of one file."""

_DEPRECATED = re.compile(
    r"(?:^|\n|[.;] )[ \t]*[*_\[(]*(?P<says>deprecated\b[^\n]*)"
    r"|(?P<is>[^\n.]*\b(?:is|are|been) (?:now )?deprecated\b[^\n]*)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:(?:added|available|introduced|new|supported) (?:in|since|as of|from)|since)"
    r":?(?: (?:version|release|kubernetes))? (?P<since>v?\d+\.\d+(?:\.\d+)?)\b",
    re.IGNORECASE,
)


class FactRecord(NamedTuple):
    """One fact of a file. `name` is how pages write it: `a.b`, `--flag`, `NAME`.

    `full` names it among all facts of the file; without it, the owner and the name do.
    """

    name: str
    kind: FactKind
    place: Position
    owner: str = ""
    full: str = ""
    others: tuple[str, ...] = ()
    type: str = ""
    schema: Schema = UnknownType("")
    default: str = ""
    default_place: Position | None = None
    description: str = ""
    deprecated: str = ""
    since: str = ""
    group: str = ""
    guessed: bool = False
    closed: bool = False

    @property
    def key(self) -> str:
        """The one name that no other fact of the product has."""
        return self.full or (f"{self.owner}:{self.name}" if self.owner else self.name)


def parameters_of(
    source: Source, records: Sequence[FactRecord], skipped: Sequence[Quote] = ()
) -> Parameters:
    """The facts of a file's records, and the parts of it that were not understood."""
    kept = records[:MOST_FACTS]
    if len(records) > MOST_FACTS:
        first = records[MOST_FACTS]
        words = f"more than {MOST_FACTS} facts; from {first.name} on they are not read"
        skipped = (*skipped, Quote(source.path, *first.place, words))

    def read(number: int) -> Corrected:
        return _fact(source.path, kept[number]), frozenset()

    return Parameters(source.path, tuple(map(_names, kept)), read, skipped=tuple(skipped))


def _names(record: FactRecord) -> ParameterNames:
    variable = record.kind == "variable"
    return ParameterNames(
        "" if record.full or variable else record.name,
        record.key,
        record.name if variable else "",
        record.group or record.owner,
        tuple(dict.fromkeys((*((record.name,) if record.full else ()), *record.others))),
        record.owner,
    )


def _fact(path: str, record: FactRecord) -> Parameter:
    names = _names(record)
    where = Quote(path, *record.place, _folded(record.name))
    given = record.default_place or record.place
    fact = Parameter(
        yaml_name=names.yaml or None,
        config_name=names.config,
        env_name=names.env,
        group=names.group,
        type=record.type,
        yaml_schema=record.schema,
        config_schema=record.schema,
        yaml_default=record.default,
        config_default=record.default,
        description=record.description,
        quote=where,
        default_quote=Quote(path, *given, f"{_folded(record.name)}: {_folded(record.default)}"),
        kind=record.kind,
        owner=record.owner,
        others=names.others,
        deprecated=record.deprecated or deprecation(record.description),
        since=record.since or first_version(record.description),
        guessed=record.guessed,
        closed=record.closed,
    )
    for sentence in special_values.telling(record.description):
        fact = with_sentence(fact, where._replace(text=sentence.text))
    return fact


def no_facts(source: Source, words: str) -> Diagnostic:
    """That a file is of the kind it should be, or may be, and has no facts."""
    return problem(source, source.line_span(1), RULE, words, severity=Severity.WARNING)


def with_sentence(fact: Parameter, sentence: Quote) -> Parameter:
    """A fact with what a sentence of its description says."""
    text = sentence.text
    if found := special_values.reading(text):
        special = SpecialValue(found.value, found.meaning, sentence)
        return fact._replace(specials=(*fact.specials, special))
    if values := special_values.accepted_values(text):
        return fact._replace(accepted=(values, sentence))
    if default := special_values.stated_default(text):
        return fact._replace(stated_default=(default, sentence))
    if bounds := special_values.stated_range(text):
        ranges = (Range(*bounds),)
        return fact._replace(
            yaml_schema=narrowed(fact.yaml_schema, ranges),
            config_schema=narrowed(fact.config_schema, ranges),
        )
    if special_values.speaks(text):
        return fact._replace(unread=(*fact.unread, sentence))
    return fact


def deprecation(description: str) -> str:
    """The words that call something deprecated; empty where none do."""
    found = _DEPRECATED.search(description) if "eprecated" in description.lower() else None
    return _folded((found["says"] or found["is"]).replace("*", "")) if found else ""


def first_version(description: str) -> str:
    """The version that a description names as the first one; empty where it names none."""
    found = _SINCE.search(description)
    return found["since"] if found else ""


def _folded(text: str) -> str:
    return " ".join(text.split())
