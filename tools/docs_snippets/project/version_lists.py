"""Reads `*_versions.json`: the versions of a product, each with its position in the file."""

import json
import re
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, note, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_text import RULE, read_json

CURRENT = "current"
"""The name that Docusaurus gives to the version that is not released yet. Few lists have it."""

MOST_VERSIONS = 1_000
LONGEST_VERSION = 255
"""Characters of a version: each is a part of the name of a folder."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,\[\]"]+')


class Listed(NamedTuple):
    """One version of a list, with its position."""

    version: str
    span: Span


def read_version_list(source: Source) -> tuple[list[Listed], list[Diagnostic]]:
    """The versions in the order of the list, and what is wrong with it."""
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return [], [value]
    if not isinstance(value, list) or any(isinstance(item, list | dict) for item in value):
        message = 'expected a list of versions such as ["1.20", "1.19"]'
        return [], [problem(source, source.line_span(1), RULE, message)]
    return _listed(source)


def _listed(source: Source) -> tuple[list[Listed], list[Diagnostic]]:
    found: dict[str, Span] = {}
    problems: list[Diagnostic] = []
    for token in _TOKEN.finditer(source.text):
        span, raw = Span(*token.span()), token.group()
        if len(found) + len(problems) >= MOST_VERSIONS:
            message = f"more than {MOST_VERSIONS} versions; the rest is not read"
            problems.append(problem(source, span, RULE, message))
            break
        version = str(json.loads(raw)) if raw.startswith('"') else ""
        if not raw.startswith('"'):
            message = f'expected a version in quotes, got {raw}; quote it: "{raw}"'
            problems.append(problem(source, span, RULE, message))
        elif len(version) > LONGEST_VERSION:
            message = f"a version of more than {LONGEST_VERSION} characters"
            problems.append(problem(source, span, RULE, message))
        elif not version.strip():
            problems.append(problem(source, span, RULE, "expected a version, got an empty text"))
        elif version in found:
            first = (note(source, found[version], "first listed here"),)
            message = f"version {version!r} is listed twice"
            problems.append(problem(source, span, RULE, message, notes=first))
        else:
            found[version] = span
    return [Listed(version, span) for version, span in found.items()], problems
