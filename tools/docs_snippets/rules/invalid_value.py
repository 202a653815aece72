"""A parameter or a field is set to a value that its reference or its definition does not allow.

Types, ranges, enums and patterns are checked as the API checks them: a quoted number is a string,
and enum values are case-sensitive. Environment variables and configuration files have their own
spellings. Manifests and patches are checked against the custom resource definitions that `crds` in
`versions.yaml` names; definitions of another product (`authority: types`) are used for field types
only. Without definitions, the tree's own reference decides, whose pages `fieldTables` names; it
also decides about values that a sentence gives to a field. Values of charts are checked against the
schemas that `references` lists. Ports, addresses, selectors, names,
labels, rules of roles and of policies, and the blocks of a network are checked for their form.

## Why

The API rejects the resource, or the process ignores the value and runs with its default.

## Example

```mdx
Keep the log small by setting `logSeverityScreen` to `Quiet`.
```

## Instead

```mdx
Keep the log small by setting `logSeverityScreen` to `Fatal`.
```

## When to ignore

When the page shows a wrong value on purpose, or when the reference is older than the software and
the value is new. A reference that is wrong is better corrected under `overrides` in
`versions.yaml`: the correction then holds for all pages.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.parameter_settings import Setting
from docs_snippets.code_blocks.resource_problems import InvalidFieldValue
from docs_snippets.code_blocks.yaml_examples import plain_value
from docs_snippets.core.diagnostics import Confidence, Severity
from docs_snippets.core.numbers import number_of
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.value_check import check_value
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.field_values import invalid_said_values
from docs_snippets.resolution.ill_formed_values import ill_formed
from docs_snippets.resolution.parameter_names import spelling_of, uses
from docs_snippets.resolution.reference_uses import reference_uses
from docs_snippets.resolution.resources import rejected

LONGEST_SHOWN = 60

_PLAIN = re.compile(r"(?P<quote>[\"'])(?P<value>0|[1-9][0-9]{0,17}|true|false)(?P=quote)")
_UNQUOTED = ", without quotation marks"


@rule(Severity.ERROR)
def check(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    told: set[Span] = set()
    for finding in (*_of_parameters(page, facts), *_of_listed(page, facts)):
        if finding.span not in told:
            told.add(finding.span)
            yield finding
    for _, problem in rejected(page, facts):
        if isinstance(problem, InvalidFieldValue) and problem.span not in told:
            quote = problem.structure.quote
            notes = (quote.note(f"{problem.name} is defined here"),) if quote else ()
            told.add(problem.span)
            message = _message(page, problem.span, problem.name, problem.wanted)
            fix = _unquoted(page, problem.span, problem.wanted)
            yield Finding(problem.span, message, notes, fix=fix, fix_safe=bool(fix))
    for said in invalid_said_values(page, facts):
        if said.span not in told:
            told.add(said.span)
            quote = said.structure.quote
            notes = (quote.note(f"{said.name} is defined here"),) if quote else ()
            wanted = f"one of {', '.join(said.words)}"
            yield Finding(said.span, _message(page, said.span, said.name, wanted), notes)
    for span, message in ill_formed(page, facts):
        if span not in told:
            told.add(span)
            yield Finding(span, message)


def _of_parameters(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    for setting, parameter, _ in uses(page, facts):
        if parameter is None or setting.value_span is None:
            continue
        wanted = _wanted(setting, parameter)
        if wanted:
            sure = Confidence.MEDIUM if spelling_of(setting) is None else Confidence.HIGH
            note = parameter.quote.note(f"{parameter.name} is documented here")
            message = _message(page, setting.value_span, setting.name, wanted)
            fix = _unquoted(page, setting.value_span, wanted) if setting.node else ()
            yield Finding(setting.value_span, message, (note,), sure, fix, fix_safe=bool(fix))


def _of_listed(page: Page, facts: TreeFacts) -> Iterator[Finding]:
    """Values of charts that their schema does not allow."""
    for use in reference_uses(page, facts):
        fact, setting = use.fact, use.setting
        if fact is None or setting is None or setting.node is None or fact.guessed:
            continue
        value = setting.node
        typed = value.value if setting.is_text else plain_value(value)
        wanted = None if value.kind == "unknown" else check_value(fact, typed)
        if wanted:
            note = fact.quote.note(f"{fact.name} is documented here")
            yield Finding(value.span, _message(page, value.span, fact.name, wanted), (note,))


def _unquoted(page: Page, span: Span, wanted: str) -> tuple[Edit, ...]:
    """A number, true or false without its quotes, where they alone are wrong."""
    plain = _PLAIN.fullmatch(page.source.slice(span)) if wanted.endswith(_UNQUOTED) else None
    return (Edit(span, plain["value"]),) if plain else ()


def _message(page: Page, span: Span, name: str, wanted: str) -> str:
    return f"invalid value{_shown(page.source.slice(span))} for {name!r}; expected {wanted}"


def _shown(text: str) -> str:
    """The value as the page writes it, quoted; nothing where it is long."""
    if "\n" in text or len(text) > LONGEST_SHOWN:
        return ""
    return f" {text}" if text[:1] in ("'", '"') else f" {text!r}"


def _wanted(setting: Setting, parameter: Parameter) -> str | None:
    """What was expected where the value does not fit; in prose, where it fits no spelling."""
    spelling = spelling_of(setting)
    if setting.node is not None and spelling == "yaml":
        return check_value(parameter, plain_value(setting.node))
    if setting.value is None or setting.value_kind == "unknown":
        return None
    if spelling:
        return check_value(parameter, setting.value, spelling)
    listed = setting.value.startswith(("[", "{"))
    if setting.where != "code" or listed or check_value(parameter, setting.value, "config") is None:
        return None
    return check_value(parameter, _typed(setting)) if parameter.yaml_name else None


def _typed(setting: Setting) -> bool | int | str:
    """The value as YAML would read it, were it typed there."""
    value = setting.value or ""
    if setting.value_kind == "bool":
        return value.lower() == "true"
    return (
        number_of(value) if setting.value_kind == "int" and value.lstrip("-").isdecimal() else value
    )
