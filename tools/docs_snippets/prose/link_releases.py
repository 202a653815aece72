"""Links whose text names another release than their URL."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Link, Page

_RELEASE = re.compile(r"(?<![\w.-])v?(?P<release>\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?![\w-]|\.\w)")
_IN_URL = re.compile(r"(?<=/)v?(?P<release>\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)(?=[/#?]|$)")
_ANY = re.compile(r"\d+[.-]\d+")
_WORD = re.compile(r"[a-z]+")


class OtherRelease(NamedTuple):
    """The release that a text says, the one of the URL, and where the link is."""

    said: str
    release: str
    span: Span


def other_releases(page: Page) -> Iterator[OtherRelease]:
    """The links of a page that lead to another release of what their text names.

    A text names what a URL has a release of, if it is the release alone, or has the word that is
    before the release in the URL: "Guide 1.2" and `/guide/1.1/`.
    """
    for link in page.links:
        said, own = _RELEASE.findall(link.text), _IN_URL.findall(link.url)
        if len(said) == len(own) == 1 and len(_ANY.findall(link.url)) == 1:
            parts, others = said[0].split("."), own[0].split(".")
            shorter = min(len(parts), len(others))
            if parts[:shorter] != others[:shorter] and _names_same(link):
                yield OtherRelease(said[0], own[0], link.url_span or link.span)


def _names_same(link: Link) -> bool:
    words = set(_WORD.findall(_RELEASE.sub("", link.text).lower()))
    found = _IN_URL.search(link.url)
    before = link.url[: found.start()].rstrip("/").rpartition("/")[2] if found else ""
    return not words or bool(words & set(_WORD.findall(before.lower())))
