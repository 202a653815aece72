"""Translations of docs: the same pages in another language, in folders that the site names itself.

They lie in `i18n/LOCALE/docusaurus-plugin-content-docs` (with `-ID` for a plugin with an id) in one
folder a version; the configuration may have other names for `i18n` and for the folder of a locale.
A page without a translation is shown as it is.
"""

import posixpath
from collections.abc import Iterator

from docs_snippets.docusaurus.routes import PublishedVersion, Routes
from docs_snippets.files.access import Files
from docs_snippets.project.trees import Tree
from docs_snippets.project.version_lists import CURRENT

_PLUGIN = "docusaurus-plugin-content-docs"


def translations(files: Files, routes: Routes, trees: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """The translations that there are of trees which a build publishes."""
    by_folder = {tree.folder: tree for tree in trees}
    found = (
        (by_folder[edition.folder], locale, posixpath.join(place, _folder(edition)))
        for edition in routes.editions
        if edition.built and edition.folder in by_folder
        for locale, place in _locales(files, routes)
    )
    return tuple(
        tree._replace(name=f"{tree.name}@{locale}", folder=folder, locale=locale)
        for tree, locale, folder in found
        if files.is_folder(folder)
    )


def _locales(files: Files, routes: Routes) -> Iterator[tuple[str, str]]:
    """The other languages of the site that have a folder, and where it is."""
    settings = routes.settings
    top = posixpath.join(routes.site, settings.translations)
    known = settings.locales
    for name in files.folders(posixpath.normpath(top)) if known is None else known:
        place = posixpath.normpath(posixpath.join(top, settings.locale_folders.get(name, name)))
        if name != settings.default_locale and not place.startswith(("../", "/")):
            yield name, place


def _folder(edition: PublishedVersion) -> str:
    plugin = edition.plugin.id
    named = _PLUGIN if plugin == "default" else f"{_PLUGIN}-{plugin}"
    version = CURRENT if edition.version == CURRENT else f"version-{edition.version}"
    return f"{named}/{version}"
