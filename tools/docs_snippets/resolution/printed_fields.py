"""Fields that a client is asked to print, compared with those that the kind has.

Only a name that is nearly that of a field is told: what a server adds is not all known. The values
of labels, annotations and data are texts: what is asked for within one is a key with a dot.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.output_paths import PathStep, output_paths
from docs_snippets.code_blocks.resource_problems import is_slip_of
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.kubernetes import Kind
from docs_snippets.facts.status_fields import metadata_fields, status_fields
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import Resource, structures

_SHORT = 4
_WITH_DATA = frozenset({"ConfigMap", "Secret"})
_DATA = frozenset({"data", "binaryData", "stringData"})


class OutputFieldProblem(NamedTuple):
    """A field in the format of an output that is none, where, and what was meant."""

    message: str
    span: Span
    name: str
    meant: str


def output_field_problems(page: Page, facts: TreeFacts) -> Iterator[OutputFieldProblem]:
    """The fields that commands of a page print and their kinds do not have."""
    for call in facts.examples.calls(page):
        for path in output_paths(call):
            kinds = facts.kinds.find(path.kind)
            found = (
                _unescaped(path.steps, kinds[0]) or _misspelled(path.steps, kinds[0], facts)
                if kinds
                else None
            )
            if found:
                yield found


def _unescaped(steps: tuple[PathStep, ...], kind: Kind) -> OutputFieldProblem | None:
    """A key with a dot that is taken for two fields, since nothing is before the dot."""
    names = tuple(each.name for each in steps)
    if names[:2] in (("metadata", "labels"), ("metadata", "annotations")):
        key = steps[2:]
    elif kind.kind in _WITH_DATA and names[0] in _DATA:
        key = steps[1:]
    else:
        return None
    if len(key) < 2:
        return None
    typed = ".".join(each.name for each in key)
    escaped = typed.replace(".", "\\.")
    message = f"{typed!r} is one key; write '{escaped}'"
    return OutputFieldProblem(message, Span(key[0].span.start, key[-1].span.end), typed, escaped)


def _misspelled(
    steps: tuple[PathStep, ...], kind: Kind, facts: TreeFacts
) -> OutputFieldProblem | None:
    first, below = steps[0], steps[1] if len(steps) > 1 else None
    if first.name == "metadata":
        return _near(below, metadata_fields(), kind) if below else None
    if first.name == "status" and kind.kind in status_fields() and below:
        fields = status_fields()[kind.kind] if kind.served == "built-in" else ()
        return _near(below, fields, kind)
    known = structures(Resource(kind.group, "", kind.kind, None), facts)
    if len(known) != 1:
        return None
    at = known[0]
    for step in steps:
        names = (
            {*at.fields, "apiVersion", "kind", "metadata", "status"}
            if at is known[0]
            else (at.fields)
        )
        if step.name not in names:
            return _near(step, names, kind)
        inner = at.fields.get(step.name)
        if inner is None:
            return None
        at = inner.items or inner
        if at.values is not None:
            return None
    return None


def _near(step: PathStep | None, fields: Iterable[str], kind: Kind) -> OutputFieldProblem | None:
    """The one field that is nearly a name that none has."""
    names = frozenset(fields)
    if step is None or step.name in names:
        return None
    near = [
        each for each in names if is_slip_of(step.name, each) or _is_short_slip(step.name, each)
    ]
    if len(near) != 1:
        return None
    message = f"unknown field {step.name!r} of {kind.kind}; did you mean {near[0]!r}?"
    return OutputFieldProblem(message, step.span, step.name, near[0])


def _is_short_slip(name: str, known: str) -> bool:
    """Whether a name is one of four letters with one letter lost or doubled."""
    return (
        len(known) == _SHORT
        and name not in (f"{known}s", known[:-1])
        and (len(name) != len(known) and edits(name, known, 2) == 1)
    )
