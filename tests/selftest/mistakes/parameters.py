"""Names and values of configuration parameters that are not what the tree's reference says."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docs_snippets.core.source import Edit, Span
from docs_snippets.facts.parameter import Parameter, same_value
from docs_snippets.facts.value_schema import (
    BooleanType,
    DurationType,
    EnumType,
    IntegerType,
    PortRangeType,
    Schema,
)
from selftest.ground import Ground, Plant, mistake, removed, replaced
from selftest.words import letter_lost, letters_swapped

_PATCH = (
    r"""felixconfig[a-z]*[^\n]*(?:\\\n[^\n]*)*?['"]\{ *"spec" *: *"""
    r"""\{ *"(\w+)" *: *([^,{}\[\]\s]+) *\}"""
)
_MANIFEST = r"^( *)kind: FelixConfiguration\n(?:(?!---|```).*\n)*?\1spec:\n((?:\1  .*\n)+)"
_FIELD = r"^ *(\w+): ([^\s#$<\[{|>]+)$"
_SETTINGS = r"felixconfig|FelixConfiguration"
_PROSE = r"`([a-z]+[A-Z]\w{9,})`"


class Typed(NamedTuple):
    """A parameter set on a page: where its name and value stand."""

    parameter: Parameter
    name: Span
    value: Span
    written: str


def settings(ground: Ground) -> list[Typed]:
    """The parameters of the tree's reference that a page sets, as the reference allows."""
    return ground.shuffled(each for each in _settings(ground) if _allowed(each))


def _settings(ground: Ground) -> Iterator[Typed]:
    places = [
        *((found.span(1), found.span(2)) for found in ground.matches(_PATCH)),
        *(
            _moved(field, found.start(2))
            for found in ground.matches(_MANIFEST)
            for field in re.finditer(_FIELD, found[2], re.MULTILINE)
            if len(field[0]) - len(field[0].lstrip()) == len(found[1]) + 2
        ),
    ]
    for name, value in places:
        known = ground.parameters and ground.parameters.by_yaml(ground.text[slice(*name)])
        if known:
            yield Typed(known, Span(*name), Span(*value), ground.text[slice(*value)])


def _moved(field: re.Match[str], by: int) -> tuple[tuple[int, int], tuple[int, int]]:
    (a, b), (c, d) = field.span(1), field.span(2)
    return (a + by, b + by), (c + by, d + by)


def _allowed(each: Typed) -> bool:
    return "$" not in each.written and "<" not in each.written


def _unknown(ground: Ground, name: str) -> bool:
    return not ground.docs.facts.known_parameter(name) and name not in ground.text


@mistake("unknown-parameter unknown-field", hint=_SETTINGS)
def parameter_misspelled_where_it_is_set(ground: Ground) -> Iterator[Plant]:
    """`bpfEnabled` typed as `bpfEnbled` in a patch or a manifest."""
    for each in settings(ground):
        wrong = letter_lost(each.parameter.name, ground.rng)
        if _unknown(ground, wrong):
            yield replaced(each.name, wrong)


@mistake("unknown-parameter unknown-field parameter-not-in-version", hint=_SETTINGS)
def parameter_capitalised_as_in_the_configuration_file(ground: Ground) -> Iterator[Plant]:
    """`BPFEnabled`, the name in the configuration file, in a patch or a manifest."""
    for each in settings(ground):
        if each.parameter.config_name != each.parameter.yaml_name:
            yield replaced(each.name, each.parameter.config_name)


@mistake("unknown-parameter", hint="FELIX_")
def environment_variable_misspelled(ground: Ground) -> Iterator[Plant]:
    """Two letters swapped in `FELIX_…`."""
    for found in ground.matches(r"\bFELIX_([A-Z0-9_]{6,})\b"):
        wrong = "FELIX_" + letters_swapped(found[1], ground.rng)
        if ground.docs.facts.known_parameter(found[0]) and _unknown(ground, wrong):
            yield replaced(Span(*found.span()), wrong)


@mistake("unknown-parameter", hint=_PROSE)
def parameter_misspelled_in_a_sentence(ground: Ground) -> Iterator[Plant]:
    """A letter lost from a parameter's name in backticks, in prose about Felix."""
    for found in ground.in_prose(_PROSE):
        wrong = letter_lost(found[1], ground.rng)
        known = ground.parameters and ground.parameters.by_yaml(found[1])
        if known and "Felix" in ground.text and _unknown(ground, wrong):
            yield replaced(Span(*found.span(1)), wrong)


@mistake("parameter-not-in-version unknown-field", hint=_SETTINGS)
def parameter_of_another_version_is_set(ground: Ground) -> Iterator[Plant]:
    """A page cut from another version sets what this version's reference does not have."""
    for each in settings(ground):
        for other in _foreign(ground, each.parameter):
            yield replaced(each.name, other)


def _foreign(ground: Ground, like: Parameter) -> list[str]:
    """Parameters with the same type that only other trees have."""
    own = ground.parameters
    return ground.shuffled(
        {
            one.yaml_name
            for _, reference in ground.docs.facts.known
            for one in reference
            if own and one.yaml_name and not own.find(one.yaml_name)
            if one.yaml_schema == like.yaml_schema and one.yaml_name not in ground.text
        }
    )


@mistake("parameter-not-in-version", hint=_PROSE)
def parameter_of_another_version_in_a_sentence(ground: Ground) -> Iterator[Plant]:
    """The same in prose."""
    for found in ground.in_prose(_PROSE):
        known = ground.parameters and ground.parameters.by_yaml(found[1])
        if known and "Felix" in ground.text:
            for other in (name for name in _foreign(ground, known) if len(name) > 12):
                yield replaced(Span(*found.span(1)), other)


def _values(ground: Ground, kind: type[Schema], wrong: Callable[[Typed], str]) -> Iterator[Plant]:
    for each in settings(ground):
        if isinstance(each.parameter.schema(), kind):
            value = wrong(each)
            if value and value != each.written:
                yield replaced(each.value, value)


@mistake("invalid-value", hint=_SETTINGS)
def enumerated_value_misspelled(ground: Ground) -> Iterator[Plant]:
    """`Tunel` for `Tunnel`."""

    def wrong(each: Typed) -> str:
        schema = each.parameter.schema()
        bare = each.written.strip("\"'")
        value = letter_lost(bare, ground.rng)
        known = isinstance(schema, EnumType) and [one.casefold() for one in schema.values]
        usable = known and bare.casefold() in known and value.casefold() not in known
        return each.written.replace(bare, value) if usable and len(bare) > 3 else ""

    yield from _values(ground, EnumType, wrong)


@mistake("invalid-value", hint=_SETTINGS)
def boolean_in_quotes(ground: Ground) -> Iterator[Plant]:
    """`"true"`, a string, for a boolean."""

    def wrong(each: Typed) -> str:
        return f'"{each.written}"' if each.written in ("true", "false") else ""

    yield from _values(ground, BooleanType, wrong)


@mistake("invalid-value", hint=_SETTINGS)
def boolean_as_a_word(ground: Ground) -> Iterator[Plant]:
    """`"Enabled"` for a boolean."""

    def wrong(each: Typed) -> str:
        words = {"true": '"Enabled"', "false": '"Disabled"'}
        return words.get(each.written, "")

    yield from _values(ground, BooleanType, wrong)


@mistake("invalid-value", hint=_SETTINGS)
def number_in_quotes(ground: Ground) -> Iterator[Plant]:
    """`"86400"`, a string, for a number."""

    def wrong(each: Typed) -> str:
        return f'"{each.written}"' if each.written.isdecimal() else ""

    yield from _values(ground, IntegerType, wrong)


@mistake("invalid-value", also="reserved-port", hint=_SETTINGS)
def port_with_a_digit_too_many(ground: Ground) -> Iterator[Plant]:
    """`99000` for a port."""

    def wrong(each: Typed) -> str:
        named = each.parameter.name.endswith("Port")
        return f"{each.written}0" if named and int(_number(each)) > 6553 else ""

    yield from _values(ground, IntegerType, wrong)
    yield from _values(ground, PortRangeType, wrong)


def _number(each: Typed) -> str:
    return each.written if each.written.isdecimal() else "0"


@mistake("invalid-value", hint=_SETTINGS)
def duration_without_its_unit(ground: Ground) -> Iterator[Plant]:
    """`90` for `90s` in YAML, where a bare number is no duration."""

    def wrong(each: Typed) -> str:
        found = re.fullmatch(r"([\"']?)([1-9]\d*)(?:s|m|h|ms)\1", each.written)
        return f"{found[1]}{found[2]}{found[1]}" if found else ""

    yield from _values(ground, DurationType, wrong)


@mistake("invalid-value", hint=_SETTINGS)
def duration_with_a_unit_that_is_none(ground: Ground) -> Iterator[Plant]:
    """`90sec` for `90s`."""

    def wrong(each: Typed) -> str:
        return re.sub(r"(?<=\d)(s|m|h)\b", {"s": "sec", "m": "min", "h": "hrs"}.get, each.written)  # type: ignore[arg-type]

    yield from _values(ground, DurationType, wrong)


_DEFAULT = (
    r"`(\w+)`[^.`\n|]*?(?:[Dd]efaults? (?:to|is|value is|value of|of)|\([Dd]efault:|, default)"
    r" `?([A-Za-z0-9]+)`?(?=[\s.,)])"
)


@mistake("wrong-default", hint=_DEFAULT)
def default_unlike_that_of_the_reference(ground: Ground) -> Iterator[Plant]:
    """The sentence that names one parameter and its default, with another value."""
    for found in ground.in_prose(_DEFAULT):
        parameter = ground.parameters and ground.parameters.by_yaml(found[1])
        if parameter and parameter.default and same_value(parameter, parameter.default, found[2]):
            yield from _other_default(found, parameter)


def _other_default(found: re.Match[str], parameter: Parameter) -> Iterator[Plant]:
    written, schema = found[2], parameter.schema()
    others: list[str] = []
    if written in ("true", "false"):
        others = ["false" if written == "true" else "true"]
    elif isinstance(schema, EnumType):
        others = [one for one in schema.values if one.casefold() != written.casefold()][:1]
    elif written.isdecimal():
        others = [str(int(written) + 1)]
    elif re.fullmatch(r"\d+[a-z]+", written):
        others = [f"1{written}"]
    for other in others:
        if not same_value(parameter, parameter.default, other):
            yield replaced(Span(*found.span(2)), other)


@mistake("wrong-default", hint=_PROSE)
def default_stated_wrongly_beside_a_parameter(ground: Ground) -> Iterator[Plant]:
    """A sentence added after a paragraph about a parameter gives it another default."""
    for parameter, at in _spoken_of(ground):
        wrong = _wrong_default(parameter)
        if wrong:
            yield _sentence(ground, at, f"The default value of `{parameter.name}` is `{wrong}`.")


def _wrong_default(parameter: Parameter) -> str:
    schema, default = parameter.schema(), parameter.default
    if isinstance(schema, BooleanType) and default in ("true", "false"):
        return "false" if default == "true" else "true"
    if isinstance(schema, IntegerType) and default.isdecimal():
        return str(int(default) + 1)
    if isinstance(schema, EnumType) and default:
        return next((one for one in schema.values if one.casefold() != default.casefold()), "")
    return ""


def _spoken_of(ground: Ground) -> Iterator[tuple[Parameter, int]]:
    """Parameters that a plain paragraph names, with the end of the paragraph."""
    for found in ground.in_prose(rf"^[A-Z][^\n|]*{_PROSE}[^\n|]*\.\n\n"):
        parameter = ground.parameters and ground.parameters.by_yaml(found[1])
        if parameter and "Felix" in ground.text:
            yield parameter, found.end() - 2


def _sentence(ground: Ground, at: int, words: str) -> Plant:
    """A sentence of its own, in a paragraph of its own."""
    planted = f"\n\n{words}"
    return Plant(Edit(Span(at, at), planted), Span(at + 2, at + len(planted)))


def _is_port(parameter: Parameter) -> bool:
    return parameter.name.endswith("Port") and isinstance(
        parameter.schema(), IntegerType | PortRangeType
    )


def _silent_on_zero(parameter: Parameter) -> bool:
    """Whether nothing in the reference speaks of 0, to a person who reads it."""
    return not re.search(r"\b(0|zero|disable[ds]?)\b", parameter.description)


@mistake("undocumented-value invalid-value", hint=_SETTINGS)
def zero_for_a_port_that_no_reference_explains(ground: Ground) -> Iterator[Plant]:
    """A port set to 0 where the tree's reference does not say what 0 means."""
    for each in settings(ground):
        if _is_port(each.parameter) and _silent_on_zero(each.parameter) and each.written != "0":
            yield replaced(each.value, "0")


@mistake("undocumented-value", hint=r"`[a-z]\w+Port`")
def sentence_that_zero_disables_a_port(ground: Ground) -> Iterator[Plant]:
    """Advice to set a port to 0 where the tree's reference does not say what 0 means."""
    for parameter, at in _spoken_of(ground):
        if _is_port(parameter) and _silent_on_zero(parameter) and parameter.default != "0":
            yield _sentence(ground, at, f"To turn it off, set `{parameter.name}` to `0`.")


@mistake("unlisted-parameter-group", hint="<FelixConfig ")
def group_of_parameters_forgotten(ground: Ground) -> Iterator[Plant]:
    """The reference page without the element that shows one of the groups."""
    elements = ground.matches(r"^<FelixConfig [^\n]*name=['\"]([^'\"]+)['\"][^\n]*/>\n")
    for found in elements:
        others = [one for one in elements if one is not found]
        if len(others) > 3 and not any(one[1] == found[1] for one in others):
            whole = Span(0, len(ground.text) - len(found[0]))
            yield removed(Span(*found.span()))._replace(at=whole)
