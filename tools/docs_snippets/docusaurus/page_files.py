"""Where the imports and file links of a page lead, as Docusaurus resolves them."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from docs_snippets.files.access import Files
from docs_snippets.files.reading import leads_out

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_PAGE = re.compile(r"\.mdx?$")
_SCRIPT_SUFFIXES = tuple(
    f"{place}{suffix}"
    for place in ("", "/index")
    for suffix in ("", ".js", ".jsx", ".ts", ".tsx", ".mjs")
)
_SITE = "@site/"


def imported(files: Files, site: str, page: str, source: str) -> str | None:
    """The file an import leads to, relative to the docs root; None when it is not there.

    `site` is the folder of the site's configuration. Packages are no files of the docs.
    """
    if source.startswith(_SITE):
        base = posixpath.join(site, source.removeprefix(_SITE))
    elif source.startswith(("./", "../")):
        base = posixpath.join(posixpath.dirname(page), source)
    else:
        return None
    return _first(files, (f"{base}{suffix}" for suffix in _SCRIPT_SUFFIXES))


def places(site: str, folders: Sequence[str], page: str, url: str) -> Iterator[str]:
    """Where the page of a link to a file may be; nowhere for other links.

    `folders` are those of the page's tree: a path that starts with `/` is relative to them.
    """
    path = unquote(re.split("[?#]", url, maxsplit=1)[0])
    if _SCHEME.match(path) or not _PAGE.search(path):
        return
    if path.startswith(_SITE):
        yield posixpath.join(site, path.removeprefix(_SITE))
    else:
        bases = _bases(site, folders, page, path)
        yield from (posixpath.join(base, path.lstrip("/")) for base in bases)


def _bases(site: str, folders: Sequence[str], page: str, path: str) -> Iterator[str]:
    if not path.startswith("/"):
        yield posixpath.dirname(page)
    if not path.startswith(("./", "../")):
        yield from folders
        yield site


def _first(files: Files, paths: Iterator[str]) -> str | None:
    for path in map(posixpath.normpath, paths):
        inside = not path.startswith("../")
        if inside and files.is_file(path) and not leads_out(files, path):
            return path
    return None
