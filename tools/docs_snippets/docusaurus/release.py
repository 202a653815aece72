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
_EARLY = r"(?:-(?P<stage>alpha|beta|rc)\.(?P<number>\d{1,6})\b)?"
_LOCKED = re.compile(
    r'@docusaurus/core(?:[@/]|"\s*:\s*\{\s*"version"\s*:\s*"|@[^\n]{0,2000}:\n\s+version:?\s+"?)'
    rf"(?P<major>\d{{1,6}})\.(?P<minor>\d{{1,6}})\.(?:\d{{1,6}}{_EARLY})?"
)
_ASKED = re.compile(
    r"\s*(?P<open>\^|>=)?(?P<near>~)?[=v\s]*(?P<major>\d{1,6})"
    rf"(?:\.(?P<minor>\d{{1,6}})(?:\.\d{{1,6}}{_EARLY})?)?"
)
_ANY = 1_000_000
_STABLE = "stable"  # the names of the stages are in order of the alphabet


class DocusaurusRelease(NamedTuple):
    """A release by its first two numbers, and what it is called before it is stable."""

    major: int
    minor: int
    stage: str = _STABLE
    number: int = 0


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
    is_range = found["open"] or found["near"]
    return _release(found, int(minor) if minor else _ANY, None if is_range else found["stage"])


def _release(found: re.Match[str], minor: int, stage: str | None) -> DocusaurusRelease:
    number = int(found["number"]) if stage else 0
    return DocusaurusRelease(int(found["major"]), minor, stage or _STABLE, number)


def _locked(files: Files, folder: str) -> Iterator[DocusaurusRelease]:
    """The releases in the nearest lock file."""
    for place in _above(folder):
        for name in _LOCKS:
            text = reading.text(files, posixpath.normpath(posixpath.join(place, name)))
            found = [
                _release(each, int(each["minor"]), each["stage"])
                for each in _LOCKED.finditer(text or "")
            ]
            if found:
                yield from found
                return
