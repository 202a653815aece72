"""The one type for every complaint, whatever it is about."""

from enum import StrEnum
from typing import NamedTuple

from docs_snippets.source import Region


class Severity(StrEnum):
    """How bad a finding is; `--fail-on` compares by `rank`."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure the evidence makes us."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Note(NamedTuple):
    """Another place that belongs to a finding: the quote that decided, the other half."""

    path: str
    line: int
    column: int
    message: str


class FixEdit(NamedTuple):
    """One replacement of a fix."""

    region: Region
    text: str


class Fix(NamedTuple):
    """How to mend it. `safe` cannot change the meaning, `unsafe` may, `display` only shows."""

    applicability: str
    edits: tuple[FixEdit, ...]


class Diagnostic(NamedTuple):
    """One complaint at one place.

    `path` is relative to the docs root, or as given for files outside it (configuration); it and
    `region` are None for a finding on a pull request's text. `tree` is None outside every tree.
    `line_text` is the source line at the region's start, for reports that show it. `ignored` is
    the reason that a comment gives for hiding it, where what comments hide is reported, too.
    """

    rule: str
    severity: Severity
    message: str
    path: str | None
    region: Region | None = None
    tree: str | None = None
    confidence: Confidence = Confidence.HIGH
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    siblings: tuple[str, ...] = ()
    line_text: str = ""
    ignored: str | None = None
