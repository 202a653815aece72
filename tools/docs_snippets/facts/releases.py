"""Releases of a tree, `releases.json`: the newest first, each with its components' versions."""

from collections.abc import Mapping
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_text import RULE, read_json


class ProductRelease(NamedTuple):
    """One release; `components` are versions by the name of the component."""

    title: str
    components: Mapping[str, str]


def read_releases(source: Source) -> tuple[ProductRelease, ...] | Diagnostic:
    """The releases of a tree; else why they cannot be read, where."""
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return value
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        return problem(source, Span(0, 0), RULE, "expected a list of releases, each an object")
    return tuple(map(_release, value))


def _release(entry: Mapping[str, object]) -> ProductRelease:
    listed = entry.get("components")
    parts = listed.items() if isinstance(listed, Mapping) else ()
    versions = {str(name): str(part.get("version", "")) for name, part in parts if _is_object(part)}
    return ProductRelease(str(entry.get("title", "")), versions)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)
