"""Finds Markdown plugins of a site that change the targets of links.

Neither such a plugin nor the function that is passed to it is run: where there is one, the address
that a reader gets is not known. A plugin that puts values of variables into addresses is followed
elsewhere and is none of them.
"""

import posixpath
import re
from collections.abc import Iterator

from docs_snippets.core.source import Source
from docs_snippets.docusaurus.config_options import Options
from docs_snippets.docusaurus.local_plugins import is_local
from docs_snippets.javascript.modules import Read

_OPTIONS = (
    "remarkPlugins",
    "beforeDefaultRemarkPlugins",
    "rehypePlugins",
    "beforeDefaultRehypePlugins",
    "recmaPlugins",
)
_TAKEN = re.compile(
    r"(?:\brequire(?:\.resolve)?\(|\bfrom|\bimport\(|\bimport)\s*[\"'](?P<name>[^\"'\n]{1,300})[\"']"
)
_OF_TREES = re.compile(r"\b(?:visit|unist|mdast|hast|ast|tree)\b|unist-util")
_REWRITES = re.compile(
    r"\.(?:url|href)\s*(?:\|\||\?\?)?=(?!=)|\[[\"'](?:url|href)[\"']\]\s*=(?!=)"
    r"|\.\.\.[\w.]+,\s*(?:url|href)\b"
)
_VARIABLES = re.compile(r"\\\$\\\[|\$\[")
_NAMED = re.compile(
    r"^(?!.*external)(?=.*(?:remark|rehype|mdx|markdown)).*(?:link|url|href|path|rewrite|version)",
    re.IGNORECASE,
)
_SUFFIXES = ("", ".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts", "/index.mjs", "/index.cjs")
_MOST = 60  # scripts of a site that are looked at


def has_own_plugins(options: Options) -> bool:
    """Whether the options of a docs plugin name plugins for Markdown, known or not."""
    return any(options.hides(key) or options.has_items(key) for key in _OPTIONS)


def may_rewrite_links(script: Source, folder: str, read: Read) -> bool:
    """Whether a configuration, or a script it takes, can change the addresses of links.

    `folder` is the site's.
    """
    return any(_rewrites(name, text) for name, text in _scripts(script, folder, read))


def _rewrites(name: str, text: str | None) -> bool:
    if text is None:
        return bool(_NAMED.search(name))
    if _VARIABLES.search(text) or not _OF_TREES.search(text):
        return False
    return bool(_REWRITES.search(text))


def _scripts(script: Source, folder: str, read: Read) -> Iterator[tuple[str, str | None]]:
    """The script and those that it takes, each once; of a package the name alone."""
    yield script.path, script.text
    seen, waiting = {script.path}, [(script.path, script.text)]
    while waiting and len(seen) < _MOST:
        importer, text = waiting.pop()
        for found in _TAKEN.finditer(text):
            name = found["name"]
            if not is_local(name):
                yield name, None
                continue
            base = folder if name.startswith("@site/") else posixpath.dirname(importer)
            place = posixpath.normpath(posixpath.join(base, name.removeprefix("@site/")))
            for path, content in _first(place, read):
                if path not in seen:
                    seen.add(path)
                    waiting.append((path, content))
                    yield path, content


def _first(place: str, read: Read) -> Iterator[tuple[str, str]]:
    """The script that a name refers to."""
    if place.startswith(("../", "/")):
        return
    for suffix in _SUFFIXES:
        text = read(f"{place}{suffix}")
        if text is not None:
            yield f"{place}{suffix}", text
            return
