"""Plugins that a site keeps as scripts of its own, found by paths in its configuration."""

import posixpath
from collections.abc import Callable

from docs_snippets.docusaurus.node_builtins import ROOT

_SUFFIXES = ("", ".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts", "/index.mjs", "/index.cjs")


def is_local(name: str) -> bool:
    """Whether a plugin is named by a path."""
    return name.startswith((".", "/", "@site/"))


def local_script(name: str, folder: str, read: Callable[[str], str | None]) -> str | None:
    """The text of a plugin that is named by a path; None where there is none to read."""
    inside = name.removeprefix("@site/")
    path = posixpath.relpath(posixpath.join(ROOT, folder, inside), ROOT)
    if not is_local(name) or path.startswith("../"):
        return None
    texts = (read(f"{path}{suffix}") for suffix in _SUFFIXES)
    return next((text for text in texts if text is not None), None)
