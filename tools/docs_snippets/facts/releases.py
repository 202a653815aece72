"""Releases of a tree, `releases.json`: the newest first, each with its components' versions."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from docs_snippets.diagnostics import Diagnostic
from docs_snippets.problems import problem
from docs_snippets.source import Source, Span

RULE = "unreadable-reference"


class Release(NamedTuple):
    """One release; `components` are versions by the name of the component."""

    title: str
    components: Mapping[str, str]


def read_releases(source: Source) -> tuple[Release, ...] | Diagnostic:
    """The releases of a tree; else why they cannot be read, where."""
    try:
        value: object = json.loads(source.text)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return problem(source, Span(error.pos, error.pos), RULE, message)
    except RecursionError:
        return problem(source, Span(0, 0), RULE, "not valid JSON: nested too deeply")
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        return problem(source, Span(0, 0), RULE, "expected a list of releases, each an object")
    return tuple(map(_release, value))


def _release(entry: Mapping[str, object]) -> Release:
    listed = entry.get("components")
    parts = listed.items() if isinstance(listed, Mapping) else ()
    versions = {str(name): str(part.get("version", "")) for name, part in parts if _is_object(part)}
    return Release(str(entry.get("title", "")), versions)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)
