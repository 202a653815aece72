"""The addresses that a site itself leads on from, as its plugin of redirects is told them."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.options import Options, Readings
from docs_snippets.docusaurus.written_values import read_script

_PLUGIN = "client-redirects"


class Redirects(NamedTuple):
    """Paths below the site's base. Where they are not `complete`, any other may lead on as well."""

    sources: frozenset[str] = frozenset()
    complete: bool = True


def redirects(readings: Readings, source: Source) -> Redirects:
    """The redirects of a configuration; a function of the site's may make others at will."""
    if _PLUGIN not in source.text:
        return Redirects()
    found = [list(_told(reading)) for reading in readings]
    told = next(filter(None, found), None)
    if told is None:
        return Redirects(complete=not read_script(source.text, source.path).says(_PLUGIN))
    paths = [path for options in told for path in _sources(options)]
    known = frozenset(path for path in paths if path is not None)
    made = any("createRedirects" in set(options.keys()) for options in told)
    return Redirects(known, None not in paths and not made)


def _told(reading: Options) -> Iterator[Options]:
    """What the instances of the plugin are told."""
    entries = reading.entries("plugins")
    return (options for name, options in entries if name.endswith(_PLUGIN))


def _sources(options: Options) -> Iterator[str | None]:
    """Where redirects start; None for one that is not known."""
    if not options.settled("redirects"):
        yield None
    for each in options.items("redirects"):
        one, several = each.scalar("from"), each.texts("from")
        if isinstance(one, str):
            yield one
        elif several and each.settled("from"):
            yield from several
        else:
            yield None
