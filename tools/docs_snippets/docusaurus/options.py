"""Options of a site's configuration, looked up the same way however the script was read.

A configuration is read twice: as a production build computes it, and by every alternative it is
written with. What the first cannot know, the second may say.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol, TypeAlias

from tree_sitter import Node

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.node_builtins import ROOT, Listing, node_packages
from docs_snippets.docusaurus.written_values import Scalar, Script, read_script
from docs_snippets.javascript.modules import Read, default, exports
from docs_snippets.javascript.scope import StopError
from docs_snippets.javascript.values import (
    UNKNOWN,
    Function,
    Object,
    Unknown,
    Value,
    member,
    nothing,
    truth,
)

_OF_SITES: Mapping[str, Value] = {
    name: name for name in ("@docusaurus/plugin-content-docs", "@docusaurus/preset-classic")
}
"""Plugins and presets that a configuration may hold as modules, each told by its name."""

Entry: TypeAlias = "tuple[str, Options]"


class Options(Protocol):
    """An object of options. A route is the keys that lead from it to an option."""

    def settled(self, *route: str) -> bool:
        """Whether all is known that can be said of an option, if only that it is not there."""

    def hides(self, *route: str) -> bool:
        """Whether there is such an option, and not known what it is."""

    def scalar(self, *route: str) -> Scalar:
        """The text or truth value of an option."""

    def texts(self, *route: str) -> tuple[str, ...] | None:
        """The texts of a list; None without one."""

    def keys(self, *route: str) -> tuple[str, ...]:
        """The keys of an object."""

    def below(self, *route: str) -> "Options | None":
        """The object of an option, known or not."""

    def items(self, *route: str) -> "Iterator[Options]":
        """The objects of a list, known or not."""

    def entries(self, *route: str) -> Iterator[Entry]:
        """The named plugins or presets of a list, each with its options."""


class Computed(NamedTuple):
    """Options as a production build has them."""

    value: Value

    def _at(self, route: tuple[str, ...]) -> Value:
        value = self.value
        for key in route:
            value = value if nothing(value) else member(value, key)
        return value

    def settled(self, *route: str) -> bool:
        value = self._at(route)
        return not isinstance(value, Unknown) and not (isinstance(value, list) and UNKNOWN in value)

    def hides(self, *route: str) -> bool:
        value = self._at(route)
        return not self.settled(*route) or (isinstance(value, Object) and value.open)

    def scalar(self, *route: str) -> Scalar:
        value = self._at(route)
        return value if isinstance(value, str | bool) else None

    def texts(self, *route: str) -> tuple[str, ...] | None:
        value = self._at(route)
        if not isinstance(value, list):
            return None
        return tuple(item for item in value if isinstance(item, str))

    def keys(self, *route: str) -> tuple[str, ...]:
        value = self._at(route)
        return tuple(value.entries) if isinstance(value, Object) else ()

    def below(self, *route: str) -> Options | None:
        value = self._at(route)
        return Computed(value) if isinstance(value, Object | Unknown) else None

    def items(self, *route: str) -> Iterator[Options]:
        value = self._at(route)
        return map(Computed, value if isinstance(value, list) else ())

    def entries(self, *route: str) -> Iterator[Entry]:
        value = self._at(route)
        for item in value if isinstance(value, list) else ():
            name, *options = item if isinstance(item, list) and item else [item]
            if isinstance(name, str):
                yield name, Computed(options[0] if options else Object())


Readings: TypeAlias = tuple[Options, ...]
"""The same options as several readings have them, the surest first."""

NO_OPTIONS: Options = Computed(Object())


class Written(NamedTuple):
    """Options as a script may have them: of several alternatives the first counts."""

    script: Script
    node: Node

    def settled(self, *_route: str) -> bool:
        return self.node.type == "object"

    def hides(self, *route: str) -> bool:
        return not self.script.tells(self.node, *route)

    def scalar(self, *route: str) -> Scalar:
        return self.script.scalar(self.node, *route)

    def texts(self, *route: str) -> tuple[str, ...] | None:
        return self.script.texts(self.node, *route) or None

    def keys(self, *route: str) -> tuple[str, ...]:
        found = self.script.member(self.node, *route)
        return tuple(dict.fromkeys(key for each in found for key in self.script.keys(each)))

    def below(self, *route: str) -> Options | None:
        found = self.script.member(self.node, *route)
        objects = (each for each in found if each.type == "object")
        return next((Written(self.script, each) for each in objects), None)

    def items(self, *route: str) -> Iterator[Options]:
        arrays = self.script.member(self.node, *route)
        held = (item for array in arrays for item in self.script.items(array))
        return (Written(self.script, each) for item in held for each in self.script.values(item))

    def entries(self, *route: str) -> Iterator[Entry]:
        for array in self.script.member(self.node, *route):
            for item in self.script.items(array):
                for entry in self.script.values(item):
                    name, *options = list(self.script.items(entry)) or [entry]
                    given = Written(self.script, options[0]) if options else NO_OPTIONS
                    yield self.script.text(name) or "", given


def hidden(readings: Readings, *route: str) -> bool:
    """Whether an option is there and no reading can tell what it is."""
    return all(each.hides(*route) for each in readings)


def scalar_of(readings: Readings, *route: str) -> Scalar:
    """An option by the first reading that knows of it."""
    return next((each.scalar(*route) for each in readings if each.settled(*route)), None)


def text_of(readings: Readings, *route: str) -> str | None:
    """An option that is a text, by the first reading that knows of it."""
    found = scalar_of(readings, *route)
    return found if isinstance(found, str) else None


def texts_of(readings: Readings, *route: str) -> tuple[str, ...] | None:
    """An option that is a list of texts, by the first reading that knows of it."""
    return next((each.texts(*route) for each in readings if each.settled(*route)), None)


def read_options(source: Source, folder: str, read: Read, listing: Listing) -> Readings:
    """What a script exports, the surest reading first; `folder` is the site's."""
    script = read_script(source.text, source.path)
    written = [Written(script, node) for node in script.exported()[:1]]
    computed = _computed(source, folder, read, listing)
    return (*([computed] if computed else []), *written)


def _computed(source: Source, folder: str, read: Read, listing: Listing) -> Computed | None:
    def text(path: str) -> str | None:
        return source.text if path == source.path else read(path)

    value = default(
        exports(
            source.path,
            text,
            names=_globals(folder),
            packages={**_OF_SITES, **node_packages(folder, text, listing)},
            root=ROOT,
        )
    )
    if isinstance(value, Function):
        value = _result(value)
    said = isinstance(value, Object) and (value.entries or value.open)
    return Computed(value) if said else None


def _result(function: Function) -> Value:
    try:
        return function.call([])
    except StopError:
        return UNKNOWN


def _globals(folder: str) -> Mapping[str, Value]:
    """What scripts of a site find around them when it is built for production."""
    here = posixpath.normpath(posixpath.join(ROOT, folder))
    environment = Object({"NODE_ENV": "production"})
    process = Object({"env": environment, "cwd": Function(lambda _given: here)})
    return {"process": process, "Boolean": Function(_said)}


def _said(given: list[Value]) -> Value:
    """`Boolean`, which lists of plugins are filtered with."""
    told = truth(given[0]) if given else False
    return UNKNOWN if told is None else told
