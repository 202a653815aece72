"""Where a site publishes pages that are no docs, as far as its configuration says.

Plugins that are known to publish nothing of their own are passed over. A script of the site's own
publishes nothing where it never adds a route. Of all others nobody knows.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.config_options import Options
from docs_snippets.docusaurus.docs_plugins import DocsPlugin
from docs_snippets.docusaurus.local_plugins import is_local, local_script
from docs_snippets.javascript.modules import written_strings
from docs_snippets.javascript.values import Function, JsValue, Object, member, truth

_ROUTES = ("routeBasePath", "route")
_ADDS = "addRoute"
_WRAPS = re.compile(r"[\"'][^\"'\n]*\b(?:plugin-content-|preset-|docusaurus-plugin-)[^\"'\n]*[\"']")
"""What a script of the site's own takes of others that publish pages."""
_BLOG = "plugin-content-blog"
_LISTS = ("presets", "plugins", "themes")
_OFFICIAL = "@docusaurus/"
_UNFORESEEN = ("plugin-content-pages", "theme-search")
_WITHOUT_ROUTES = frozenset(
    f"docusaurus-{each}"
    for each in (
        "plugin-hotjar",
        "plugin-image-zoom",
        "plugin-matomo",
        "plugin-sass",
        "plugin-segment",
        "plugin-typedoc-api",
        "theme-github-codeblock",
        "lunr-search",
    )
) | {"classic", "plugin-image-zoom", "@cmfcmf/docusaurus-search-local"}
_SEARCH = "search"


class OtherRoutes(NamedTuple):
    """Paths below the site's base. Where they are not `complete` there may be pages anywhere."""

    paths: frozenset[str] = frozenset()
    complete: bool = False


def other_routes(
    options: Options,
    source: Source,
    plugins: tuple[DocsPlugin, ...],
    read: Callable[[str], str | None],
    folder: str,
) -> OtherRoutes:
    """The routes of a configuration that are not those of its docs."""
    strings = written_strings(source.text, source.path)
    written = (text.strip("/") for key, text in strings if key in _ROUTES)
    paths = {*written, *_of_blog(options, read, folder), _SEARCH} - {each.route for each in plugins}
    names = _names(options, source.text)
    known = names is not None and all(_is_known(each, read, folder) for each in names)
    return OtherRoutes(frozenset(paths), known)


def _of_blog(site: Options, read: Callable[[str], str | None], folder: str) -> Iterator[str]:
    """The routes of blogs: that of the classic preset, unless told otherwise, and of plugins.

    A script of the site's own may stand for the plugin.
    """
    for name, options in site.entries("plugins"):
        if name.endswith(_BLOG) or _BLOG in (local_script(name, folder, read) or ""):
            yield (options.text("routeBasePath") or "blog").strip("/")
    for _, options in site.entries("presets"):
        if options.scalar("blog") is not False:
            yield (options.text("blog", "routeBasePath") or "blog").strip("/")


def _names(options: Options, text: str) -> list[str] | None:
    """The plugins, presets and themes of a site; None where not all are known."""
    found: list[str] = []
    for key in _LISTS:
        if not options.known(key):
            return None
        listed = member(options.value, key)
        for item in listed if isinstance(listed, list) else ():
            name = _name(item, text)
            if name is None:
                return None
            found += [name] if name else []
    return found


def _name(item: JsValue, text: str) -> str | None:
    """The name of an entry, nothing where it is none, and None where nobody knows what it is."""
    first = item[0] if isinstance(item, list) and item else item
    if isinstance(first, str):
        options = item[1] if isinstance(item, list) and len(item) > 1 else Object()
        own_pages = isinstance(options, Object) and "pages" in options.entries
        return None if own_pages else first
    if isinstance(first, Function):
        return None if _ADDS in text else ""
    return "" if truth(first) is False else None


def _is_known(name: str, read: Callable[[str], str | None], folder: str) -> bool:
    """Whether a plugin publishes nothing, or nothing that is not known otherwise."""
    if is_local(name):
        script = local_script(name, folder, read)
        return script is not None and _ADDS not in script and not _WRAPS.search(script)
    if name.startswith(_OFFICIAL):
        return not name.endswith(_UNFORESEEN)
    return name in _WITHOUT_ROUTES
