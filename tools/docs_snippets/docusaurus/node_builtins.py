"""What Node's own modules of files and paths give a configuration that is not run.

All paths lead into the docs root, which has a name of its own here.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from docs_snippets.javascript.builtins import FILE
from docs_snippets.javascript.modules import Read
from docs_snippets.javascript.values import UNKNOWN, Function, JsValue, Object, member, truth

ROOT = "/docs-root"
"""What the docs root is called where a script asks for an absolute path."""

Listing: TypeAlias = Callable[[str], Mapping[str, bool] | None]
"""The names in a folder of the docs root, each with whether it is a folder; None for no folder."""


def node_packages(folder: str, read: Read, listing: Listing) -> Mapping[str, JsValue]:
    """The modules by name; `folder` is the one that relative paths start in.

    Nothing is read or listed twice, however often a script asks for it.
    """
    text, names = cache(read), cache(listing)
    addresses = Object({"fileURLToPath": Function(_path_of)}, open=True)
    return {"path": _path(folder), "fs": _files(folder, text, names), "url": addresses}


def _files(folder: str, read: Read, listing: Listing) -> JsValue:
    """Files and folders. One that is not there may be made before the site is built."""

    def place(given: list[JsValue]) -> str | None:
        named = _path_of(given)
        if not isinstance(named, str):
            return None
        return posixpath.normpath(posixpath.join(ROOT, folder, named))

    def inside(given: list[JsValue]) -> str | None:
        path = posixpath.relpath(place(given) or "/", ROOT)
        return None if path.startswith("..") else path

    def content(given: list[JsValue]) -> JsValue:
        path = inside(given)
        return UNKNOWN if path is None else _known(read(path))

    def is_there(given: list[JsValue]) -> JsValue:
        path = inside(given)
        found = path is not None and (read(path) is not None or listing(path) is not None)
        return True if found else UNKNOWN

    def names(given: list[JsValue]) -> JsValue:
        path = inside(given)
        found = None if path is None else listing(path)
        return UNKNOWN if found is None else list(_entries(found, given[1:]))

    functions: dict[str, JsValue] = {
        "existsSync": Function(is_there),
        "readFileSync": Function(content),
        "readdirSync": Function(names),
        "realpathSync": Function(lambda given: _known(place(given))),
    }
    return Object(functions, open=True)


def _known(value: str | None) -> JsValue:
    return UNKNOWN if value is None else value


def _entries(found: Mapping[str, bool], options: list[JsValue]) -> Iterator[JsValue]:
    """The names of a folder, or objects that tell what is a folder where options ask for those."""
    with_types = bool(options) and isinstance(options[0], Object)
    if with_types and truth(member(options[0], "withFileTypes")) is not True:
        yield UNKNOWN
        return
    for name, is_folder in sorted(found.items()):
        yield _entry(name, is_folder) if with_types else name


def _entry(name: str, is_folder: bool) -> JsValue:
    told: dict[str, JsValue] = {
        "name": name,
        "isDirectory": Function(lambda _given: is_folder),
        "isFile": Function(lambda _given: not is_folder),
    }
    return Object(told, open=True)


def _path_of(given: list[JsValue]) -> JsValue:
    """The path of a file that is named by its path or address."""
    first = given[0] if given else UNKNOWN
    named = member(first, "href") if isinstance(first, Object) else first
    return named.removeprefix(FILE) if isinstance(named, str) else UNKNOWN


def _path(folder: str) -> JsValue:
    """Node's module of paths."""
    here = posixpath.join(ROOT, folder)

    def joined(given: list[JsValue]) -> JsValue:
        parts = [part for part in given if isinstance(part, str)]
        known = len(parts) == len(given) and parts
        relative = [part.lstrip("/") if index else part for index, part in enumerate(parts)]
        return posixpath.normpath(posixpath.join(*relative)) if known else UNKNOWN

    def resolved(given: list[JsValue]) -> JsValue:
        parts = [part for part in given if isinstance(part, str)]
        return posixpath.normpath(posixpath.join(here, *parts)) if parts == given else UNKNOWN

    def above(given: list[JsValue]) -> JsValue:
        known = len(given) == 1 and isinstance(given[0], str)
        return posixpath.dirname(str(given[0])) or "." if known else UNKNOWN

    functions: dict[str, JsValue] = {
        "join": Function(joined),
        "resolve": Function(resolved),
        "dirname": Function(above),
    }
    return Object({**functions, "posix": Object(dict(functions), open=True)}, open=True)
