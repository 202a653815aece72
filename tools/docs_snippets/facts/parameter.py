"""A configuration parameter as its tree's reference describes it, and all of them by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from docs_snippets.facts.quote import Quote
from docs_snippets.facts.special_values import UNSET, speaks_of
from docs_snippets.facts.value_meaning import is_listed, mean_the_same, means
from docs_snippets.facts.value_schema import Schema

Spelling: TypeAlias = Literal["yaml", "config", "env"]
FactKind: TypeAlias = Literal["parameter", "value", "field", "flag", "variable"]


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

    `kind` says where it is set: a configuration, a value of a chart, a field of a resource, a flag,
    a variable of the environment. `owner` is the chart, resource or program that has it, `others`
    are spellings that it may share. `deprecated` and `since` are the reference's words. `guessed`:
    the type is that of the default. `closed`: it is an object that has the listed members alone.
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
    kind: FactKind = "parameter"
    owner: str = ""
    others: tuple[str, ...] = ()
    deprecated: str = ""
    since: str = ""
    guessed: bool = False
    closed: bool = False

    @property
    def name(self) -> str:
        """The name in YAML; in the configuration file where there is none."""
        return self.yaml_name or self.config_name

    @property
    def label(self) -> str:
        """The name among those of all references: with its resource or command, if it has one."""
        return self.config_name if self.others or self.kind == "flag" else self.name

    @property
    def default(self) -> str:
        """The default as YAML spells it; as the configuration file does where there is no field."""
        return self.yaml_default if self.yaml_name else self.config_default

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name, each once."""
        names = (self.yaml_name or "", self.config_name, self.env_name, *self.others)
        return tuple(dict.fromkeys(filter(None, names)))

    @property
    def schemas(self) -> tuple[Schema, Schema]:
        """What values it takes in YAML, and in a configuration file."""
        return self.yaml_schema, self.config_schema

    def schema(self, spelling: Spelling = "yaml") -> Schema:
        """What values it takes where it is spelled so."""
        return self.yaml_schema if spelling == "yaml" and self.yaml_name else self.config_schema

    def special(self, value: str) -> SpecialValue | None:
        """The special meaning of a value."""
        return next((one for one in self.specials if means(self.schemas, one.value, value)), None)

    def documented(self, value: str) -> DocumentedValue | None:
        """How the reference speaks of a value; being inside a range is not speaking of it."""
        special = self.special(value)
        if special:
            return DocumentedValue("sentence", special.quote)
        if value != UNSET and self.default and same_value(self, self.default, value):
            return DocumentedValue("default", self.default_quote)
        return DocumentedValue("listed", self.quote) if is_listed(self.schemas, value) else None

    def unread_about(self, value: str) -> Quote | None:
        """A sentence that may speak of the value and gave no fact."""
        return next((one for one in self.unread if speaks_of(one.text, value)), None)


def same_value(parameter: Parameter, one: str, two: str) -> bool:
    """Whether two texts mean the same to a parameter, in either spelling of values."""
    return mean_the_same(parameter.schemas, one, two)


class ParameterNames(NamedTuple):
    """What a record calls its parameter; empty where it gives no such name."""

    yaml: str
    config: str
    env: str
    group: str
    others: tuple[str, ...] = ()
    owner: str = ""

    @property
    def name(self) -> str:
        """The name in YAML; in the configuration file where there is none."""
        return self.yaml or self.config

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name, each once."""
        return tuple(dict.fromkeys(filter(None, (self.yaml, self.config, self.env, *self.others))))


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
    skipped: tuple[Quote, ...] = ()
    """Parts of the reference that its reader did not understand."""

    @cached_property
    def _corrected(self) -> dict[int, Corrected]:
        return {}

    def numbered(self, number: int) -> Corrected:
        """The parameter of a number, read once."""
        if number not in self._corrected:
            self._corrected[number] = self.read(number)
        return self._corrected[number]

    @cached_property
    def all(self) -> tuple[Parameter, ...]:
        """Every parameter, in the order of the reference."""
        return tuple(self.numbered(number)[0] for number in range(len(self.names)))

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.all)

    def named(self, wanted: Callable[[ParameterNames], bool]) -> Iterator[Parameter]:
        """Those whose names are wanted, in the order of the reference; no others are read."""
        for number, names in enumerate(self.names):
            if wanted(names):
                yield self.numbered(number)[0]

    @property
    def applied(self) -> frozenset[int]:
        """The overrides that changed something, by their index."""
        numbers = (
            number
            for number, names in enumerate(self.names)
            if self.overridden.intersection(names.spellings)
        )
        return frozenset().union(*(self.numbered(number)[1] for number in numbers))

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
        return _first((one.yaml, number) for number, one in enumerate(self.names))

    @cached_property
    def _config(self) -> Mapping[str, int]:
        return {one.config: number for number, one in enumerate(self.names)}

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return {name.lower(): number for name, number in self._config.items()}

    @cached_property
    def _env(self) -> Mapping[str, int]:
        return {one.env.lower(): number for number, one in enumerate(self.names) if one.env}

    @cached_property
    def _others(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for number, one in enumerate(self.names):
            for name in {one.yaml, *one.others} - {""}:
                found[name] = (*found.get(name, ()), number)
        return found

    def _at(self, number: int | None) -> Parameter | None:
        return None if number is None else self.numbered(number)[0]

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
        known = name in self._yaml or name in self._config or name.lower() in self._env
        return known or name in self._others

    def find(self, name: str) -> Parameter | None:
        """By any of the three spellings, with their case; else the first that shares the name."""
        found = self.by_yaml(name) or self._at(self._config.get(name)) or self.by_env(name)
        return found or next(iter(self.every(name)), None)

    def every(self, name: str) -> tuple[Parameter, ...]:
        """All that a name may mean: fields of several resources, flags of several commands."""
        if name in self._config:
            return (self.numbered(self._config[name])[0],)
        found = tuple(self.numbered(number)[0] for number in self._others.get(name, ()))
        return found or tuple(filter(None, (self.by_env(name),)))

    def by_spelling(self, name: str, spelling: Spelling) -> Parameter | None:
        """By the name that counts where it is spelled so."""
        if spelling == "yaml":
            return self.by_yaml(name)
        return self.by_env(name) if spelling == "env" else self.by_config(name)


def _first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, number in pairs:
        if name:
            found.setdefault(name, number)
    return found


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
