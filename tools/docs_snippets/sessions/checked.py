"""What a check of all docs found, and the files that it found it in; as JSON and back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from docs_snippets.core.diagnostics import Confidence, Diagnostic, Fix, FixEdit, Note, Severity
from docs_snippets.core.source import Region
from docs_snippets.files.file_states import FileState, States

WRONG_FORM = (AttributeError, KeyError, IndexError, TypeError, ValueError, RecursionError)
"""What reading a value of another form raises."""


@dataclass(frozen=True, eq=False)
class Inputs:
    """The files that findings depend on, by path.

    `docs` are below the docs root, `beside` those of the configuration, by path from its folder.
    """

    docs: States
    beside: States


@dataclass(frozen=True, eq=False)
class Checked:
    """What was found in some state of the docs.

    `problems` are on files that are no pages, in the order of the report; `found` are the rest, in
    the order of the report and without the names of other trees that have the same.
    """

    inputs: Inputs
    pages: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...]


def encoded(checked: Checked) -> bytes:
    """What was found as JSON."""
    return packed(as_json(checked))


def packed(value: object) -> bytes:
    """A value as JSON, in as few bytes as it takes."""
    return json.dumps(value, separators=(",", ":")).encode("utf-8", "surrogatepass")


def as_json(checked: Checked) -> dict[str, object]:
    """What was found as a value to write."""
    return {
        "docs": {path: [*state] for path, state in checked.inputs.docs.items()},
        "beside": {path: [*state] for path, state in checked.inputs.beside.items()},
        "pages": checked.pages,
        "problems": checked.problems,
        "found": checked.found,
    }


def decoded(data: bytes) -> Checked | None:
    """What JSON says was found; None where it does not say it in the form of `encoded`."""
    try:
        return from_json(json.loads(data.decode("utf-8", "surrogatepass")))
    except WRONG_FORM:
        return None


def from_json(value: Mapping[str, Mapping[str, Sequence[int | str | bool]]]) -> Checked:
    """The same of a value that was read. Raises one of `WRONG_FORM` where it is none."""
    return Checked(
        Inputs(_states(value["docs"]), _states(value["beside"])),
        tuple(map(_text, value["pages"])),
        tuple(map(_diagnostic, value["problems"])),
        tuple(map(_diagnostic, value["found"])),
    )


def _states(value: Mapping[str, Sequence[int | str | bool]]) -> dict[str, FileState]:
    return {path: _state(*each) for path, each in value.items()}


def _state(*value: object) -> FileState:
    size, modified, changed, digest, link, fresh = value
    stamp = _number(size), _number(modified), _number(changed)
    return FileState(*stamp, _text(digest), _text(link), fresh is True)


def _diagnostic(value: Sequence[object]) -> Diagnostic:
    rule, severity, message, path, region, tree, confidence, notes, fix, *rest = value
    fingerprint, siblings, line, ignored = rest
    return Diagnostic(
        _text(rule),
        Severity(_text(severity)),
        _text(message),
        _optional(path),
        None if region is None else _region(region),
        _optional(tree),
        Confidence(_text(confidence)),
        tuple(map(_note, _listed(notes))),
        None if fix is None else _fix(*_listed(fix)),
        _text(fingerprint),
        tuple(map(_text, _listed(siblings))),
        _text(line),
        _optional(ignored),
    )


def _note(value: object) -> Note:
    path, line, column, message = _listed(value)
    return Note(_text(path), _number(line), _number(column), _text(message))


def _fix(applicability: object, edits: object) -> Fix:
    pairs = (_listed(each) for each in _listed(edits))
    return Fix(_text(applicability), tuple(FixEdit(_region(at), _text(new)) for at, new in pairs))


def _region(value: object) -> Region:
    line, column, end_line, end_column = map(_number, _listed(value))
    return Region(line, column, end_line, end_column)


def _listed(value: object) -> Iterable[object]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[object]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
