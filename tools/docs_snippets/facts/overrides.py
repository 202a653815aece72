"""Reviewed corrections of what references say, packaged and from the configuration.

A correction names the words it was made for, so that it ends by itself when the reference is
mended; one that changes nothing in any tree is reported.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.strict_yaml import Node, load_yaml
from docs_snippets.facts.parameter import Parameter, Parameters, SpecialValue
from docs_snippets.facts.quote import Quote, quote
from docs_snippets.facts.value_schema import Range, narrowed

RULE = "invalid-config"
PACKAGED = "docs_snippets/facts/overrides.yaml"


class Override(NamedTuple):
    """One correction of one parameter, where the description contains `says`.

    `special` adds a special value and its meaning, `not_special` takes one away, `range` narrows
    an integer, `default` replaces the default. `source` and `span` are where it was written.
    """

    parameter: str
    reason: str
    source: Source
    span: Span
    says: str = ""
    special: tuple[str, str] | None = None
    not_special: str | None = None
    range: Range | None = None
    default: str | None = None


@cache
def packaged() -> tuple[Override, ...]:
    """The corrections that come with the tool."""
    text = (files("docs_snippets") / "facts" / "overrides.yaml").read_text("utf-8")
    source = Source(PACKAGED, text)
    document, problems = load_yaml(source, RULE)
    assert document is not None, problems
    return tuple(override(source, node) for node in document.root.items)


def override(source: Source, node: Node) -> Override:
    """The correction a valid node of a configuration says."""
    parts = {key.raw: value for key, value in node.entries}
    special, bounds = parts.get("special"), parts.get("range")
    return Override(
        parameter=parts["parameter"].raw,
        reason=parts["reason"].raw,
        source=source,
        span=parts["parameter"].span,
        says=" ".join(parts["says"].raw.split()) if "says" in parts else "",
        special=_special(special) if special else None,
        not_special=parts["notSpecial"].raw if "notSpecial" in parts else None,
        range=Range(*(int(item.raw) for item in bounds.items)) if bounds else None,
        default=parts["default"].raw if "default" in parts else None,
    )


def _special(node: Node) -> tuple[str, str]:
    parts = {key.raw: value.raw for key, value in node.entries}
    return parts["value"], parts["meaning"]


def apply(parameter: Parameter, overrides: Iterable[Override]) -> tuple[Parameter, frozenset[int]]:
    """The corrected parameter, and the indexes of the overrides that changed it."""
    changed = set()
    for index, one in enumerate(overrides):
        if one.parameter in parameter.spellings and _says(parameter, one):
            after = _corrected(parameter, one)
            if after != parameter:
                changed.add(index)
                parameter = after
    return parameter, frozenset(changed)


def _says(parameter: Parameter, one: Override) -> bool:
    return one.says in " ".join(parameter.description.split())


def _corrected(parameter: Parameter, one: Override) -> Parameter:
    if one.special and not parameter.special(one.special[0]):
        parameter = _with_special(parameter, one, *one.special)
    if one.not_special is not None:
        kept = tuple(each for each in parameter.specials if each.value != one.not_special)
        parameter = parameter._replace(specials=kept)
    if one.range:
        bounds = (one.range,)
        parameter = parameter._replace(
            yaml_schema=narrowed(parameter.yaml_schema, bounds),
            config_schema=narrowed(parameter.config_schema, bounds),
        )
    if one.default is not None:
        parameter = parameter._replace(yaml_default=one.default, config_default=one.default)
    return parameter


def _with_special(parameter: Parameter, one: Override, value: str, meaning: str) -> Parameter:
    """Quotes the sentence the correction was made for, or itself where it names none."""
    read = [each for each in parameter.unread if one.says and one.says in each.text]
    where: Quote = read[0] if read else quote(one.source, one.span.start, one.reason)
    return parameter._replace(
        specials=(*parameter.specials, SpecialValue(value, meaning, where)),
        unread=tuple(each for each in parameter.unread if each not in read),
    )


def idle(overrides: tuple[Override, ...], references: Iterable[Parameters]) -> Iterator[Diagnostic]:
    """Corrections that change nothing in any tree.

    A packaged one is reported only where a tree has its parameter: the docs at hand may document
    fewer than it was made for.
    """
    every = tuple(references)
    applied = frozenset(index for one in every for index in one.applied)
    for index, one in enumerate(overrides):
        known = any(reference.has(one.parameter) for reference in every)
        ours = one.source.path == PACKAGED
        if index not in applied and every and (known or not ours):
            why = "what it corrects does not exist" if known else "no tree has this parameter"
            message = f"override of {one.parameter!r} changes nothing: {why}"
            severity = Severity.INFO if ours else Severity.WARNING
            yield problem(one.source, one.span, RULE, message, severity=severity)
