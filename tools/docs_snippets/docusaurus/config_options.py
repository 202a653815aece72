"""Reads the options of a site's configuration as a production build computes them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.node_builtins import ROOT, Listing, node_packages
from docs_snippets.javascript.modules import Read, default, exports
from docs_snippets.javascript.scope import StopError
from docs_snippets.javascript.values import (
    UNKNOWN,
    Function,
    JsValue,
    Object,
    Unknown,
    member,
    nothing,
    truth,
)

_OF_SITES: Mapping[str, JsValue] = {
    name: name for name in ("@docusaurus/plugin-content-docs", "@docusaurus/preset-classic")
}
"""Plugins and presets that a configuration may hold as modules, each told by its name."""


_EXPORTS = re.compile(r"\bmodule\.exports\b|\bexport default\b")
"""What tells an empty configuration from a script that exports nothing."""


class Options(NamedTuple):
    """An object of options. A route is the keys that lead from it to an option."""

    value: JsValue

    def _at(self, route: tuple[str, ...]) -> JsValue:
        value = self.value
        for key in route:
            value = value if nothing(value) else member(value, key)
        return value

    def known(self, *route: str) -> bool:
        """Whether all is known that can be said of an option, if only that it is not there."""
        value = self._at(route)
        return not isinstance(value, Unknown) and not (isinstance(value, list) and UNKNOWN in value)

    def hides(self, *route: str) -> bool:
        """Whether there is such an option, and not known what it is."""
        value = self._at(route)
        return not self.known(*route) or (isinstance(value, Object) and value.open)

    def scalar(self, *route: str) -> str | bool | None:
        """The text or truth value of an option."""
        value = self._at(route)
        return value if isinstance(value, str | bool) else None

    def text(self, *route: str) -> str | None:
        """The text of an option."""
        value = self._at(route)
        return value if isinstance(value, str) else None

    def texts(self, *route: str) -> tuple[str, ...] | None:
        """The texts of a list; None without one, or where part of it is not known."""
        value = self._at(route)
        if not isinstance(value, list) or UNKNOWN in value:
            return None
        return tuple(item for item in value if isinstance(item, str))

    def has_items(self, *route: str) -> bool:
        """Whether there is a list with items in it, known or not."""
        value = self._at(route)
        return isinstance(value, list) and bool(value)

    def keys(self, *route: str) -> tuple[str, ...]:
        """The keys of an object."""
        value = self._at(route)
        return tuple(value.entries) if isinstance(value, Object) else ()

    def below(self, *route: str) -> "Options | None":
        """The object of an option, known or not."""
        value = self._at(route)
        return Options(value) if isinstance(value, Object | Unknown) else None

    def items(self, *route: str) -> "Iterator[Options]":
        """The objects of a list, known or not."""
        value = self._at(route)
        return map(Options, value if isinstance(value, list) else ())

    def entries(self, *route: str) -> "Iterator[tuple[str, Options]]":
        """The named plugins or presets of a list, each with its options."""
        value = self._at(route)
        for item in value if isinstance(value, list) else ():
            name, *options = item if isinstance(item, list) and item else [item]
            if isinstance(name, str):
                yield name, Options(options[0] if options else Object())


NO_OPTIONS = Options(Object())


def read_options(
    source: Source, folder: str, read: Read, listing: Listing, environment_known: bool = True
) -> Options | None:
    """What a script exports in a production build; `folder` is the site's.

    The usual build has nothing in its environment. Where that is not known, neither is what
    depends on it.
    """

    def text(path: str) -> str | None:
        return source.text if path == source.path else read(path)

    value = default(
        exports(
            source.path,
            text,
            names=_globals(folder, environment_known),
            packages={**_OF_SITES, **node_packages(folder, text, listing)},
            root=ROOT,
        )
    )
    if isinstance(value, Function):
        value = _result(value)
    if isinstance(value, Object) and (value.entries or value.open or _EXPORTS.search(source.text)):
        return Options(value)
    return None


def _result(function: Function) -> JsValue:
    try:
        return function.call([])
    except StopError:
        return UNKNOWN


def _globals(folder: str, environment_known: bool) -> Mapping[str, JsValue]:
    """What scripts of a site find around them when it is built for production."""
    here = posixpath.normpath(posixpath.join(ROOT, folder))
    environment = Object({"NODE_ENV": "production"}, open=not environment_known)
    process = Object({"env": environment, "cwd": Function(lambda _given: here)})
    return {"process": process, "Boolean": Function(_said)}


def _said(given: list[JsValue]) -> JsValue:
    """`Boolean`, which lists of plugins are filtered with."""
    told = truth(given[0]) if given else False
    return UNKNOWN if told is None else told
