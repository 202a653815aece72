"""Reads a reference in JSON, or says where it is malformed."""

import json

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span

RULE = "unreadable-reference"


def read_json(source: Source) -> object | Diagnostic:
    """What the text stands for."""
    try:
        value: object = json.loads(source.text)
    except json.JSONDecodeError as error:
        return _refused(source, error.pos, f"{error.msg[:1].lower()}{error.msg[1:]}")
    except RecursionError:
        return _refused(source, 0, "nested too deeply")
    except ValueError:  # the only other one: Python reads no number of thousands of digits
        return _refused(source, 0, "a number is too long")
    return value


def _refused(source: Source, offset: int, words: str) -> Diagnostic:
    return problem(source, Span(offset, offset), RULE, f"not valid JSON: {words}")
