"""A configuration parameter as its tree's reference describes it, and all of them by name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.facts.quote import Quote
from docs_snippets.facts.special_values import EMPTY, NEGATIVE, UNSET, speaks_of
from docs_snippets.facts.value_fit import integer, seconds
from docs_snippets.facts.value_schema import (
    DurationType,
    EnumType,
    IntegerType,
    PortRangeType,
    Schema,
)

Spelling: TypeAlias = Literal["yaml", "config", "env"]


class SpecialValue(NamedTuple):
    """A value to which the reference gives a meaning of its own, in the reference's words.

    `value` is as written, `""` for empty, `unset` for an absent parameter, `negative` for any
    number below zero.
    """

    value: str
    meaning: str
    quote: Quote


class DocumentedValue(NamedTuple):
    """How a reference speaks of a value: a sentence, its default, or a value listed by itself."""

    how: Literal["sentence", "default", "listed"]
    quote: Quote


class Parameter(NamedTuple):
    """One record of a reference. `yaml_name` is None where the resource has no such field.

    `quote` is the line of its name, `default_quote` that of its default.

    `accepted` and `stated_default` are what sentences of the description say, with their quotes;
    `unread` are sentences that speak of 0, -1, empty or unset and gave no fact.
    """

    yaml_name: str | None
    config_name: str
    env_name: str
    group: str
    type: str
    yaml_schema: Schema
    config_schema: Schema
    yaml_default: str
    config_default: str
    description: str
    quote: Quote
    default_quote: Quote
    specials: tuple[SpecialValue, ...] = ()
    unread: tuple[Quote, ...] = ()
    accepted: tuple[tuple[str, ...], Quote] | None = None
    stated_default: tuple[str, Quote] | None = None

    @property
    def name(self) -> str:
        """The name in YAML; in the configuration file where there is none."""
        return self.yaml_name or self.config_name

    @property
    def default(self) -> str:
        """The default as YAML spells it; as the configuration file does where there is no field."""
        return self.yaml_default if self.yaml_name else self.config_default

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name, each once."""
        names = (self.yaml_name or "", self.config_name, self.env_name)
        return tuple(dict.fromkeys(name for name in names if name))

    def schema(self, spelling: Spelling = "yaml") -> Schema:
        """What values it takes where it is spelled so."""
        return self.yaml_schema if spelling == "yaml" and self.yaml_name else self.config_schema

    def special(self, value: str) -> SpecialValue | None:
        """The special meaning of a value."""
        return next((one for one in self.specials if _means(self, one.value, value)), None)

    def documented(self, value: str) -> DocumentedValue | None:
        """How the reference speaks of a value; being inside a range is not speaking of it."""
        special = self.special(value)
        if special:
            return DocumentedValue("sentence", special.quote)
        if value != UNSET and self.default and same_value(self, self.default, value):
            return DocumentedValue("default", self.default_quote)
        return DocumentedValue("listed", self.quote) if _listed(self, value) else None

    def unread_about(self, value: str) -> Quote | None:
        """A sentence that may speak of the value and gave no fact."""
        return next((one for one in self.unread if speaks_of(one.text, value)), None)


def same_value(parameter: Parameter, one: str, two: str) -> bool:
    """Whether two texts mean the same to a parameter, in either spelling of values."""
    if one.casefold() == two.casefold():
        return True
    for schema in (parameter.yaml_schema, parameter.config_schema):
        first, second = _amounts(schema, one), _amounts(schema, two)
        if first & second:
            return True
    return bool(_durations(parameter, one) & _durations(parameter, two))


def _amounts(schema: Schema, text: str) -> set[object]:
    if isinstance(schema, IntegerType | PortRangeType):
        number = integer(text)
        return set() if number is None else {number}
    return set()


def _durations(parameter: Parameter, text: str) -> set[Fraction | None]:
    """What a text means as a duration, under either spelling's unit."""
    schemas = (parameter.yaml_schema, parameter.config_schema)
    found = {seconds(text, schema) for schema in schemas if isinstance(schema, DurationType)}
    return found - {None}


def _means(parameter: Parameter, special: str, value: str) -> bool:
    if special == NEGATIVE:
        return value == NEGATIVE or (value.startswith("-") and integer(value) is not None)
    if {special, value} <= {EMPTY, UNSET}:
        return True
    return same_value(parameter, special, value)


def _listed(parameter: Parameter, value: str) -> bool:
    """Whether a schema names the value by itself: in an enum, as a single point, or as a low -1."""
    for schema in (parameter.yaml_schema, parameter.config_schema):
        if isinstance(schema, EnumType) and value.casefold() in map(str.casefold, schema.values):
            return True
        number = integer(value)
        if isinstance(schema, IntegerType) and number is not None and _point(schema, number):
            return True
    return False


def _point(schema: IntegerType, number: int) -> bool:
    return any(
        number == low and (low == high or (low < 0 and len(schema.ranges) == 1))
        for low, high in schema.ranges
    )


class ParameterNames(NamedTuple):
    """What a record calls its parameter; empty where it gives no such name."""

    yaml: str
    config: str
    env: str
    group: str

    @property
    def name(self) -> str:
        """The name in YAML; in the configuration file where there is none."""
        return self.yaml or self.config

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys(name for name in self[:3] if name))


Corrected: TypeAlias = tuple[Parameter, frozenset[int]]
"""A parameter, and the overrides that changed it, by their index."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """A tree's reference. Who asks for one parameter does not wait until all have been read."""

    path: str
    names: tuple[ParameterNames, ...]
    read: Callable[[int], Corrected]
    """Reads the parameter of a number."""
    overridden: frozenset[str] = frozenset()
    """Names of which there are overrides."""

    @cached_property
    def _corrected(self) -> dict[int, Corrected]:
        return {}

    def _numbered(self, number: int) -> Corrected:
        if number not in self._corrected:
            self._corrected[number] = self.read(number)
        return self._corrected[number]

    @cached_property
    def all(self) -> tuple[Parameter, ...]:
        """Every parameter, in the order of the reference."""
        return tuple(self._numbered(number)[0] for number in range(len(self.names)))

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.all)

    def named(self, wanted: Callable[[ParameterNames], bool]) -> Iterator[Parameter]:
        """Those whose names are wanted, in the order of the reference; no others are read."""
        for number, names in enumerate(self.names):
            if wanted(names):
                yield self._numbered(number)[0]

    @property
    def applied(self) -> frozenset[int]:
        """The overrides that changed something, by their index."""
        numbers = (
            number
            for number, names in enumerate(self.names)
            if self.overridden.intersection(names.spellings)
        )
        return frozenset().union(*(self._numbered(number)[1] for number in numbers))

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, in the order of the reference."""
        return tuple(dict.fromkeys(one.group for one in self.names))

    @property
    def specials(self) -> tuple[SpecialValue, ...]:
        """Every special value the descriptions give a meaning."""
        return tuple(special for one in self.all for special in one.specials)

    @property
    def unread(self) -> tuple[Quote, ...]:
        """Sentences that speak of special values and gave no fact."""
        return tuple(sentence for one in self.all for sentence in one.unread)

    @cached_property
    def lowered(self) -> Mapping[str, str]:
        """The name of each parameter by the same in lower case."""
        return {one.name.lower(): one.name for one in self.names}

    @cached_property
    def _yaml(self) -> Mapping[str, int]:
        return {one.yaml: number for number, one in enumerate(self.names) if one.yaml}

    @cached_property
    def _config(self) -> Mapping[str, int]:
        return {one.config: number for number, one in enumerate(self.names)}

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return {one.config.lower(): number for number, one in enumerate(self.names)}

    @cached_property
    def _env(self) -> Mapping[str, int]:
        return {one.env.lower(): number for number, one in enumerate(self.names) if one.env}

    def _at(self, number: int | None) -> Parameter | None:
        return None if number is None else self._numbered(number)[0]

    def by_yaml(self, name: str) -> Parameter | None:
        """By the exact name of a YAML field."""
        return self._at(self._yaml.get(name))

    def by_config(self, name: str) -> Parameter | None:
        """By the name in a configuration file, where case does not count."""
        return self._at(self._lines.get(name.lower()))

    def by_env(self, name: str) -> Parameter | None:
        """By the name of an environment variable, in any case."""
        return self._at(self._env.get(name.lower()))

    def has(self, name: str) -> bool:
        """Whether there is one of a name, in any of the three spellings, with their case."""
        return name in self._yaml or name in self._config or name.lower() in self._env

    def find(self, name: str) -> Parameter | None:
        """By any of the three spellings, with their case."""
        return self.by_yaml(name) or self._at(self._config.get(name)) or self.by_env(name)

    def by_spelling(self, name: str, spelling: Spelling) -> Parameter | None:
        """By the name that counts where it is spelled so."""
        if spelling == "yaml":
            return self.by_yaml(name)
        return self.by_env(name) if spelling == "env" else self.by_config(name)


def nearest_parameter(name: str, references: tuple[Parameters, ...]) -> str | None:
    """The known spelling nearest to a name, in the kind of spelling the name looks like."""
    known = {spelling for one in references for each in one.names for spelling in each.spellings}
    folded = {spelling.casefold(): spelling for spelling in sorted(known)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    like = [word for word in sorted(known) if ("_" in word) == ("_" in name)]
    by_case = {word.casefold(): word for word in sorted(like, key=lambda w: w[:1] == name[:1])}
    close = get_close_matches(name.casefold(), by_case, n=1, cutoff=0.75)
    return by_case[close[0]] if close else None
