"""The addresses that a site itself leads on from, as its plugin of redirects is told them."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.config_options import Options
from docs_snippets.javascript.modules import written_strings

_PLUGIN = "client-redirects"


class Redirects(NamedTuple):
    """Paths below the site's base. Where they are not `complete`, any other may lead on as well."""

    sources: frozenset[str] = frozenset()
    complete: bool = True


def redirects(options: Options, source: Source) -> Redirects:
    """The redirects of a configuration; a function of the site's may make others at will."""
    if _PLUGIN not in source.text:
        return Redirects()
    told = list(_told(options))
    if not told:
        strings = written_strings(source.text, source.path)
        return Redirects(complete=not any(_PLUGIN in text for _, text in strings))
    paths = [path for options in told for path in _sources(options)]
    known = frozenset(path for path in paths if path is not None)
    made = any("createRedirects" in set(options.keys()) for options in told)
    return Redirects(known, None not in paths and not made)


def _told(options: Options) -> Iterator[Options]:
    """What the instances of the plugin are told."""
    entries = options.entries("plugins")
    return (each for name, each in entries if name.endswith(_PLUGIN))


def _sources(options: Options) -> Iterator[str | None]:
    """Where redirects start; None for one that is not known."""
    if not options.known("redirects"):
        yield None
    for each in options.items("redirects"):
        one, several = each.scalar("from"), each.texts("from")
        if isinstance(one, str):
            yield one
        elif several and each.known("from"):
            yield from several
        else:
            yield None
