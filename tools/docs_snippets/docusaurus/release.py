"""The release of Docusaurus that a site is built with, from its lock file or what it asks for."""

import json
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.files import reading
from docs_snippets.files.access import Files

_PACKAGE = "@docusaurus/core"
_LOCKS = ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "npm-shrinkwrap.json")
_LOCKED = re.compile(
    r'@docusaurus/core(?:[@/]|"\s*:\s*\{\s*"version"\s*:\s*"|@[^\n]{0,2000}:\n\s+version:?\s+"?)'
    r"(?P<major>\d{1,6})\.(?P<minor>\d{1,6})\."
)
_ASKED = re.compile(r"\s*(?P<open>\^|>=)?[~=v\s]*(?P<major>\d{1,6})(?:\.(?P<minor>\d{1,6}))?")
_ANY = 1_000_000


class DocusaurusRelease(NamedTuple):
    """A release by its first two numbers."""

    major: int
    minor: int


def release(files: Files, folder: str) -> DocusaurusRelease | None:
    """The release of the site in a folder of the docs root; None where nothing tells it.

    Where a range is asked for and nothing locks it, a new checkout gets the newest that fits.
    """
    asked = _asked(files, folder)
    locked = sorted(
        each for each in _locked(files, folder) if not asked or each.major == asked.major
    )
    return locked[0] if locked else asked


def _above(folder: str) -> Iterator[str]:
    """A folder and those around it, up to the docs root."""
    yield folder
    while folder != ".":
        folder = posixpath.dirname(folder) or "."
        yield folder


def _asked(files: Files, folder: str) -> DocusaurusRelease | None:
    for place in _above(folder):
        text = reading.text(files, posixpath.normpath(posixpath.join(place, "package.json")))
        said = _dependency(text) if text else None
        if said is not None:
            return _newest(said)
    return None


def _dependency(text: str) -> str | None:
    """What a package.json asks for."""
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for kind in ("dependencies", "devDependencies", "peerDependencies"):
        asked = package.get(kind) if isinstance(package, dict) else None
        said = asked.get(_PACKAGE) if isinstance(asked, dict) else None
        if isinstance(said, str):
            return said
    return None


def _newest(said: str) -> DocusaurusRelease | None:
    """The newest release that fits a range; None for what is no range of numbers."""
    found = _ASKED.match(said)
    if not found or said.startswith("0.0.0"):
        return None
    minor = None if found["open"] else found["minor"]
    return DocusaurusRelease(int(found["major"]), int(minor) if minor else _ANY)


def _locked(files: Files, folder: str) -> Iterator[DocusaurusRelease]:
    """The releases in the nearest lock file."""
    for place in _above(folder):
        for name in _LOCKS:
            text = reading.text(files, posixpath.normpath(posixpath.join(place, name)))
            found = [
                DocusaurusRelease(int(each["major"]), int(each["minor"]))
                for each in _LOCKED.finditer(text or "")
            ]
            if found:
                yield from found
                return
