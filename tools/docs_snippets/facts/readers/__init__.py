"""One reader for each kind of reference: a module here is a kind by its name.

Each module has one constant, `READER`. A reader turns the text of a file into facts with quotes, or
says where and why it cannot be read; what it did not understand is listed in `skipped`.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.parameter import Parameters


class ReferenceOptions(NamedTuple):
    """What an entry says of its files: whose facts they are, and how a mapping reads them.

    `of` is the chart or the program. `sets` says what the facts of a mapping are.
    """

    of: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    sets: str = ""


ReadFacts = Callable[[Source, ReferenceOptions], Parameters | Diagnostic]


class Reader(NamedTuple):
    """How a kind of reference is read.

    `suffixes` are those of its files in a folder, `recognizes` tells a file of this kind by its
    path and text. `complete`: what it does not name does not exist. `whole`: types and values in it
    are what the program accepts. `order`: the lower, the sooner a file is asked for.
    """

    read: ReadFacts
    suffixes: tuple[str, ...]
    recognizes: Callable[[str, str], bool]
    complete: bool = False
    order: int = 5


@cache
def readers() -> Mapping[str, Reader]:
    """Every kind of reference with its reader, those that recognize the least first."""
    found = {name.replace("_", "-"): _reader(name) for name in _names()}
    return dict(sorted(found.items(), key=lambda each: (each[1].order, each[0])))


def _names() -> Iterator[str]:
    return (each.name for each in pkgutil.iter_modules(__path__))


def _reader(name: str) -> Reader:
    found = importlib.import_module(f"{__name__}.{name}").READER
    assert isinstance(found, Reader)
    return found


def recognized(path: str, text: str) -> str:
    """The kind of reference that a file is, with any line ends; empty where no reader knows it."""
    text = text.replace("\r\n", "\n")
    for name, reader in readers().items():
        if path.endswith(reader.suffixes) and reader.recognizes(path, text):
            return name
    return ""
