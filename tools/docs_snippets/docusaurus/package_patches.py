"""Patches by which a site changes the packages it is built with.

Both patch-package and the patches of yarn and pnpm are unified diffs in a folder of the site's.
"""

import posixpath
import re
from collections.abc import Iterator

from docs_snippets.files.access import Files
from docs_snippets.files.reading import text

_FOLDERS = ("patches", ".yarn/patches")
_IDS = re.compile(
    r"^(?:\+\+\+|---|diff --git) [^\n]*(?:mdx-loader|github-slugger|slugger|headings?)[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_NAMED = re.compile(r"mdx-loader|github-slugger", re.IGNORECASE)


def changes_ids(files: Files, folder: str) -> bool:
    """Whether a patch touches what gives headings their ids: the loader of pages or the slugger."""
    found = (
        path
        for place in sorted({folder, "."})
        for patches in _FOLDERS
        for path in _patches(files, posixpath.normpath(posixpath.join(place, patches)))
    )
    return any(_NAMED.search(path) or _IDS.search(text(files, path) or "") for path in found)


def _patches(files: Files, folder: str) -> Iterator[str]:
    """The patches in a folder and in those of its folders that scopes of packages have."""
    for place in (folder, *(f"{folder}/{name}" for name in files.folders(folder))):
        if files.is_folder(place):
            yield from (f"{place}/{name}" for name in files.names(place) if name.endswith(".patch"))
