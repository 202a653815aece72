"""Reads a reference of configuration parameters, `config-params.json`, into facts with quotes.

Names, types, enums, ranges and defaults are data there; what special values do is said only in the
sentences of each Description. Nothing is lower-cased to join names: a record holds all three.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_places import JsonValue, inside, member, places
from docs_snippets.data.json_text import RULE, read_json
from docs_snippets.facts import special_values
from docs_snippets.facts.fact_records import with_sentence
from docs_snippets.facts.overrides import Override, apply
from docs_snippets.facts.parameter import Corrected, ParameterNames
from docs_snippets.facts.parameter import Parameter as Parameter
from docs_snippets.facts.parameter import Parameters as Parameters
from docs_snippets.facts.quote import Quote, quote
from docs_snippets.facts.readers import Reader
from docs_snippets.facts.value_schema import Schema, config_schema, yaml_schema

_OPENED = frozenset({(), ("Groups",), ("Groups", "*"), ("Groups", "*", "Fields")})
_RECORD = ("Groups", "*", "Fields", "*")
_NAME = "NameConfigFile"
_DESCRIPTION = "Description"


def read_parameters(
    source: Source, overrides: tuple[Override, ...] = ()
) -> Parameters | Diagnostic:
    """The parameters of a reference, corrected; else why it cannot be read, where."""
    names = _all_names(source.text)
    if isinstance(names, Diagnostic):
        return names._replace(path=source.path)
    overridden = frozenset(one.parameter for one in overrides)
    return Parameters(source.path, names, _reader(source, overrides), overridden)


@lru_cache(maxsize=32)  # neighbouring versions often have the same reference
def _all_names(text: str) -> tuple[ParameterNames, ...] | Diagnostic:
    """What the records of a reference call their parameters, in their order."""
    source = Source("", text)
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return value
    groups = value.get("Groups") if isinstance(value, Mapping) else None
    if not isinstance(groups, list):
        return _refuse(source, 0, "expected an object with a list of groups, 'Groups'")
    names: list[ParameterNames] = []
    for group in groups:
        fields = group.get("Fields") if isinstance(group, Mapping) else None
        if not isinstance(fields, list | None) or not isinstance(group, Mapping):
            return _refuse(source, 0, "expected every group to be an object with a list, 'Fields'")
        for field in fields or ():
            wrong = _wrong(field)
            if wrong:
                return _refuse(source, _records(text)[len(names)].start, wrong)
            names.append(_names(field))
    if not names:
        return _refuse(source, 0, "no parameters here; expected groups of fields")
    return tuple(names)


def _reader(source: Source, overrides: tuple[Override, ...]) -> Callable[[int], Corrected]:
    """Reads parameters by number; where they stand is looked for when the first is asked for."""

    def read(number: int) -> Corrected:
        place = _records(source.text)[number]
        assert isinstance(place.value, Mapping)
        return apply(_parameter(_Record(source, place, place.value)), overrides)

    return read


@lru_cache(maxsize=32)
def _records(text: str) -> tuple[JsonValue, ...]:
    return tuple(place for place in places(text, _OPENED) if place.route == _RECORD)


def _wrong(field: object) -> str:
    """What is wrong with a field of a group."""
    if not isinstance(field, Mapping):
        return "expected a field to be an object"
    name = field.get(_NAME)
    return "" if isinstance(name, str) and name else f"expected a name in this field, {_NAME!r}"


def _names(field: Mapping[str, object]) -> ParameterNames:
    names = ("NameYAML", _NAME, "NameEnvVar", "Group")
    yaml, config, env, group = (_text(field.get(name)) for name in names)
    return ParameterNames(yaml, config, env, group)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _refuse(source: Source, offset: int, message: str) -> Diagnostic:
    return problem(source, Span(offset, offset), RULE, message)


class _Record(NamedTuple):
    """The members of one record, and its places in the source."""

    source: Source
    place: JsonValue
    members: Mapping[str, object]

    def text(self, name: str) -> str:
        return _text(self.members.get(name))

    def words(self, name: str) -> tuple[str, ...]:
        value = self.members.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    def offset(self, name: str) -> int:
        return member(self.source.text, self.place.start, self.place.end, name)

    def quote(self, name: str, text: str) -> Quote:
        return quote(self.source, self.offset(name), text)

    def sentence_quote(self, sentence: special_values.DescriptionSentence) -> Quote:
        start = inside(self.source.text, self.offset(_DESCRIPTION), sentence.start)
        return quote(self.source, start, sentence.text)


def _parameter(record: _Record) -> Parameter:
    name, described = record.text(_NAME), record.text(_DESCRIPTION)
    in_yaml = _yaml_schema(record)
    parameter = Parameter(
        yaml_name=record.text("NameYAML") or None,
        config_name=name,
        env_name=record.text("NameEnvVar"),
        group=record.text("Group"),
        type=record.text("YAMLType") or record.text("ParsedType"),
        yaml_schema=in_yaml,
        config_schema=config_schema(record.text("StringSchema")),
        yaml_default=record.text("YAMLDefault"),
        config_default=record.text("StringDefault"),
        description=described,
        quote=record.quote(_NAME, name),
        default_quote=_default_quote(record),
    )
    return _with_sentences(parameter, record)


def _yaml_schema(record: _Record) -> Schema:
    return yaml_schema(
        record.text("YAMLSchema"),
        record.text("YAMLType"),
        record.words("YAMLEnumValues"),
        record.text("StringSchema"),
    )


def _default_quote(record: _Record) -> Quote:
    name = "YAMLDefault" if record.text("NameYAML") else "StringDefault"
    return record.quote(name, f"{name}: {record.text(name)}")


def _with_sentences(parameter: Parameter, record: _Record) -> Parameter:
    for sentence in special_values.telling(parameter.description):
        parameter = with_sentence(parameter, record.sentence_quote(sentence))
    return parameter


def sentence_count(references: Iterable[Parameters]) -> tuple[int, int]:
    """Distinct sentences about 0, -1, empty or unset: how many are facts, how many unread."""
    every = tuple(references)
    read = {text for one in every for text in _read_sentences(one)}
    unread = {sentence.text for one in every for sentence in one.unread}
    return len(read - unread), len(unread)


def _read_sentences(reference: Parameters) -> Iterator[str]:
    for parameter in reference:
        quotes = [special.quote for special in parameter.specials]
        quotes += [parameter.accepted[1]] if parameter.accepted else []
        yield from (one.text for one in quotes if special_values.speaks(one.text))


def recognizes(path: str, text: str) -> bool:
    """Whether a file has groups of fields with their names in a configuration file."""
    return '"Groups"' in text[:2_000] and f'"{_NAME}"' in text


READER = Reader(lambda source, _: read_parameters(source), (".json",), recognizes, True, 0)
