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

from docs_snippets.diagnostics import Diagnostic


class Run(NamedTuple):
    """What a report may say about the run.

    `prefix` leads from the top level of the repository to the docs root (`docs/`), or is empty.
    """

    pages: int = 0
    prefix: str = ""
    color: bool = False


Writer = Callable[[Sequence[Diagnostic], Run, TextIO], None]


class Format(NamedTuple):
    """How findings are written. `mine` matches the start of a file that this writer wrote.

    `human` formats are for reading: a summary line follows them on standard error.
    """

    write: Writer
    human: bool
    mine: re.Pattern[str]


@cache
def formats() -> dict[str, Format]:
    """Every output format by name."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): _load(name) for name in names}


def _load(name: str) -> Format:
    found = importlib.import_module(f"{__name__}.{name}").FORMAT
    assert isinstance(found, Format), f"report/{name}.py has no FORMAT"
    return found
