"""One writer per output format. A module here is a format, by its name; nothing is registered.

A module has one constant, `FORMAT`. What a writer is given is in its final order and complete;
a writer decides nothing but the form.
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


class Run(NamedTuple):
    """What a report may say about the run.

    `pages` and `components` count what was checked.
    `located` turns the path of a finding into one from the top level of the repository, and
    `source` into its text. `caused` tells the findings that the change under review brought;
    `baseline` has the fingerprints that a baseline accepts, None where there is no baseline.
    """

    pages: int = 0
    color: bool = False
    located: Callable[[str], str] = str
    source: Callable[[str], Source | None] = lambda _: None
    caused: Callable[[Diagnostic], bool] = lambda _: False
    baseline: frozenset[str] | None = None
    components: int = 0

    @property
    def counted(self) -> str:
        """What was checked, in words."""
        return summary.checked(self.pages, self.components)


Writer = Callable[[Sequence[Diagnostic], Run, TextIO], None]


class Format(NamedTuple):
    """How findings are written. `mine` matches the start of a file that this writer wrote.

    `human` formats are for reading: a summary line follows them on standard error. `job_summary`
    is a page about the run, in so many bytes, for a service that shows one beside the log.
    """

    write: Writer
    human: bool
    mine: re.Pattern[str]
    job_summary: Callable[[Sequence[Diagnostic], Run, int], str] | None = None


@cache
def formats() -> dict[str, Format]:
    """Every output format by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): _load(name) for name in names}


def _load(name: str) -> Format:
    found = importlib.import_module(f"{__name__}.{name}").FORMAT
    assert isinstance(found, Format), f"report/{name}.py has no FORMAT"
    return found
