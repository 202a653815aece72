"""One writer per output format: a module here is a format by its name; nothing is registered.

Each module has one constant, `FORMAT`. A writer gets all findings in their final order, and
decides nothing but the form.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.report import summary

NO_FILE = "no-file"
"""What stands for a path in formats that must have one: a pull request's text has none."""


class ReportContext(NamedTuple):
    """What a report may say about the run.

    `pages` and `components` count what was checked.
    `repository_path` turns the path of a finding into one from the top level of the repository,
    `source_of` into its text. `is_caused` tells the findings on what a change under review wrote;
    `baseline` has the fingerprints that a baseline accepts, None where there is no baseline.
    `unsafe_fixes` tells whether fixes are applied that may change the meaning. `files_url` is the
    address of the repository's files at the commit that is checked, `manual` that of a published
    copy of the documentation site; each is empty where it is not known. `hyperlinks` tells whether
    a terminal reads the report.
    """

    pages: int = 0
    color: bool = False
    repository_path: Callable[[str], str] = str
    source_of: Callable[[str], Source | None] = lambda _: None
    is_caused: Callable[[Diagnostic], bool] = lambda _: False
    baseline: frozenset[str] | None = None
    components: int = 0
    unsafe_fixes: bool = False
    files_url: str = ""
    manual: str = ""
    hyperlinks: bool = False

    @property
    def checked(self) -> str:
        """What was checked, in words."""
        return summary.checked_counts(self.pages, self.components)

    def rule_url(self, name: str) -> str:
        """The address of a rule's page; empty where none is published."""
        return rule_url(self.manual, name)


def rule_url(manual: str, name: str) -> str:
    """The address of a rule's page on a published copy of the site; empty where there is none."""
    return f"{manual.rstrip('/')}/rules/{name}" if manual else ""


Writer = Callable[[Sequence[Diagnostic], ReportContext, TextIO], None]


class Format(NamedTuple):
    """How findings are written. `signature` matches the start of every file in this format.

    `human` formats are for reading: a summary line follows them on standard error. `job_summary`
    is a page about the run, in so many bytes, for a service that shows one beside the log.
    """

    write: Writer
    human: bool
    signature: re.Pattern[str]
    job_summary: Callable[[Sequence[Diagnostic], ReportContext, int], str] | None = None


@cache
def formats() -> dict[str, Format]:
    """Every output format by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): _load(name) for name in names}


def _load(name: str) -> Format:
    found = importlib.import_module(f"{__name__}.{name}").FORMAT
    assert isinstance(found, Format), f"report/{name}.py has no FORMAT"
    return found
