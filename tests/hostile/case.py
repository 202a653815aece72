"""What a case says: what the stranger does, what is run, and what the user sees."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import roots

WORD = "CANARY"
"""Stands in every file outside of the repository, and may be in nothing that the program says."""

LINT = "lint --output-format concise"
Command = str | Sequence[str]


class Case(NamedTuple):
    """`links` are made with where they lead; `prepare` does what files and links cannot say.

    Each of the `says` stands in what the command says, on either stream.
    """

    name: str
    changes: roots.Files = MappingProxyType({})
    says: tuple[str, ...] = ()
    code: int = 1
    command: Command = LINT
    links: Mapping[str, str] = MappingProxyType({})
    prepare: Callable[[Path], object] = lambda _root: None
    environment: Mapping[str, str] = MappingProxyType({})
    snippets: bool = False


def versions(old: str, new: str) -> roots.Files:
    """A configuration that is another in one place."""
    assert old in roots.VERSIONS
    return {"versions.yaml": roots.VERSIONS.replace(old, new)}


def parameter(**fields: str) -> roots.Files:
    """A reference whose parameter has other fields."""
    value = json.loads(roots.PARAMETERS)
    value["Groups"][0]["Fields"][0] |= fields
    return {"site/guide/params.json": json.dumps(value)}


def page(text: str) -> roots.Files:
    """A page with a text."""
    return {"site/guide/index.mdx": text}


def script(text: str) -> roots.Files:
    """A variable that a script computes, and a page that shows it and another."""
    return {
        "site/guide/variables.js": f"{text}\nmodule.exports = {{ name: v }};\n",
        "site/docusaurus.config.js": f"{text}\n{roots.SITE}",
        **page("# Guide\n\n$[name] $[other]\n"),
    }
