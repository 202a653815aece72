"""The description of a pull request: its title and text, without the words of the form.

A description is anybody's text of any size. Comments of a template, unticked boxes of a checklist
and code are no claims; nothing here takes longer than the text is long.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.files.containment import escape_error
from docs_snippets.files.reading import SIZE_LIMIT, read_file

RULE = "unreadable-file"
EVENT_VARIABLE = "GITHUB_EVENT_PATH"
LIMIT = 256 * 1024
"""Characters of a description that are read; no site takes longer ones."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_CHECK = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[(?P<mark>[ xX])\]")


class PullRequestText(NamedTuple):
    """What the author of a pull request wrote; `title` is the first line of `said`."""

    title: str
    said: str


def read(file: str | None, environ: Mapping[str, str]) -> "PullRequestText | Diagnostic | None":
    """The text in a file, else of the event of a workflow; None where there is neither.

    A link may not lead from the repository, which a pull request can write, to a file elsewhere.
    """
    if file is not None:
        wrong = escape_error(Path(file))
        if wrong:
            return Diagnostic(RULE, Severity.ERROR, wrong, file)
        found = read_file(Path(file), file, limit=SIZE_LIMIT)  # a Markdown file, and no page
        return found if isinstance(found, Diagnostic) else parse_description(found.text)
    event = environ.get(EVENT_VARIABLE)
    if not event or not Path(event).is_file():
        return None
    source = read_file(Path(event), event)
    return source if isinstance(source, Diagnostic) else _of_event(source.text, event)


def _of_event(text: str, name: str) -> "PullRequestText | Diagnostic | None":
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        message = "the event of this workflow is not JSON"
        return Diagnostic(RULE, Severity.WARNING, message, name)
    request = event.get("pull_request") if isinstance(event, dict) else None
    if not isinstance(request, dict):
        return None
    title, body = (request.get(each) for each in ("title", "body"))
    parts = [each for each in (title, body) if isinstance(each, str)]
    return parse_description("\n\n".join(parts)) if parts else None


def parse_description(text: str) -> PullRequestText:
    """A description without comments, unticked boxes and control characters."""
    text = _CONTROL.sub("", text[:LIMIT].replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line for line in _without_comments(text).split("\n") if _is_authors(line)]
    title = next((line.strip().lstrip("#").strip() for line in lines if line.strip()), "")
    return PullRequestText(title, "\n".join(lines))


def _is_authors(line: str) -> bool:
    """Whether a line is the author's: an unticked box is a form's."""
    box = _CHECK.match(line)
    return box is None or box["mark"] != " "


def _without_comments(text: str) -> str:
    """A text without its HTML comments; one that is never closed hides the rest."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(parts)
        at = end + 3
    return "".join((*parts, text[at:]))
