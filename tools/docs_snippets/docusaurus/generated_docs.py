"""Folders of docs that plugins write when a site is built, and that a checkout may not hold."""

from collections.abc import Iterator

from docs_snippets.docusaurus.config_options import Options
from docs_snippets.docusaurus.docs_plugins import folder_of
from docs_snippets.docusaurus.local_plugins import is_local

_OFFICIAL = "@docusaurus/"
_WRITES_TO = ("out", "outDir", "outputDir", "outputDirectory", "outputPath")
_DOCS = "docs"
_TYPEDOC = "docusaurus-plugin-typedoc"
_TYPEDOC_ROOT = "docsRoot"
_TYPEDOC_OUT = "api"


def generated_folders(site: Options, folder: str) -> frozenset[str]:
    """The folders that options of plugins name as their output, relative to the docs root.

    Some plugins read the name from the folder of the docs and others from that of the site.
    """
    return frozenset(folder_of(each, folder) for each in _outputs(site))


def _outputs(site: Options) -> Iterator[str]:
    for name, options in site.entries("plugins"):
        if name.startswith(_OFFICIAL) or is_local(name):
            continue
        named = [path for key in _WRITES_TO if (path := options.text(key))]
        for each in options.keys("config"):
            named += [path for key in _WRITES_TO if (path := options.text("config", each, key))]
        if name == _TYPEDOC and not named:
            named = [_TYPEDOC_OUT]
        for path in named:
            yield from (path, f"{options.text(_TYPEDOC_ROOT) or _DOCS}/{path}")
