"""Releases of a product that its pages name as their own: in sentences, and in URLs.

A sentence names its own release where the product and a version are its subject, in the present
tense. Words of the past, of comparison and of upgrades name others, and rightly so.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.prose.sentences import sentences

_VERSION = r"v?(?P<release>\d{1,3}\.\d{1,3})(?:\.(?:\d{1,3}|x))?(?![\w+-]|\.\d)"
_PRESENT = (
    r"(?:can|is|are|supports?|provides?|requires?|includes?|does|offers?|runs?|uses?|works?|lets"
    r"|comes|contains?|allows?|needs?)\b"
)
_OTHERS = re.compile(
    r"\b(?:upgrad|updat|migrat|later|earlier|older|newer|since|prior|before|introduc|deprecat|remov"
    r"|previous|higher|lower|above|below|last|first|no longer|until|end of|compat|from|between"
    r"|instead|unlike|and v?\d|or v?\d)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:is|are|still|currently|now|available)\s(?:\w+\s){0,2}?(?:in|as|an?)\s(?:\w+\s){0,2}?"
    r"(?:beta|alpha|preview|development|release[\s-]candidate)\b"
    r"|\b(?:coming|upcoming|forthcoming|unreleased|not\syet\s(?:released|available|stable))\b"
    r"|\bnext\s(?:\w+\s)?(?:version|release)\b",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"(?<![\w./-])(?:[\w-]+(?:\.[\w-]+)+/)?(?P<image>[a-z][\w-]*/[a-z][\w-]*)"
    r":v?(?P<release>\d{1,3}\.\d{1,3})(?:\.\d{1,3})?(?![\w+.-])"
)
_ON_PURPOSE = (_OTHERS, _ANNOUNCES)
"""What a sentence has that names another release and means it."""
_IN_URL = re.compile(r"/(?P<version>v?\d+\.\d+(?:\.\d+)*(?:-[\w.]+)?|master|main)(?=/|$)")


class NamedRelease(NamedTuple):
    """A release as it is named, and where."""

    release: str
    span: Span


class ImageRelease(NamedTuple):
    """An image of the product, and the release that its tag names."""

    image: str
    release: str
    span: Span


class ReleaseUrl(NamedTuple):
    """A URL that differs from a variable's in its release alone; `own` is the right one."""

    span: Span
    release: str
    own: str
    variable: str


def named_releases(page: Page, title: str, variable: str) -> Iterator[NamedRelease]:
    """The releases that sentences name as the page's own, of a product with a title."""
    form = _subject(title, variable)
    for text in page.texts:
        named = title in text.prose.text or variable in text.prose.text
        if named and text.kind != "heading" and form.search(text.prose.text):
            for sentence in sentences(text):
                found = form.match(sentence.text)
                if found is None or any(each.search(sentence.text) for each in _ON_PURPOSE):
                    continue
                if not _is_linked(page, sentence.span(0, len(sentence.text)), found["release"]):
                    yield NamedRelease(found["release"], sentence.span(*found.span("release")))


def _is_linked(page: Page, sentence: Span, release: str) -> bool:
    """Whether a sentence links to a page of a release."""
    major = release.partition(".")[0]
    named = re.compile(rf"/v?(?:{re.escape(release)}(?:\.\w+)*|{major}(?:\.x)?)(?=/|$)")
    inside = range(sentence.start, sentence.end)
    return any(named.search(each.url) for each in page.links if each.span.start in inside)


@lru_cache(maxsize=32)
def _subject(title: str, variable: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in (title, variable))
    return re.compile(
        rf"(?:^|(?<=[.!?]\s))(?:{names})\s(?:version\s|release\s)?{_VERSION}\s{_PRESENT}"
    )


def image_releases(page: Page, images: frozenset[str]) -> Iterator[ImageRelease]:
    """The releases of images, of those with the names given, that code blocks have tags of."""
    for fence in page.fences:
        for found in _IMAGE.finditer(fence.content.text):
            if found["image"] in images:
                span = fence.content.span(found.start("image"), found.end())
                yield ImageRelease(found["image"], found["release"], span)


def release_urls(page: Page, urls: frozenset[tuple[str, str]]) -> Iterator[ReleaseUrl]:
    """The URLs of a page that begin as those of variables do, and have another release."""
    hidden = [each.span for each in page.comments]
    for before, own, variable in _versioned(urls):
        start = page.source.text.find(before)
        while start >= 0:
            found = _IN_URL.match(page.source.text, start + len(before) - 1)
            if found and found["version"] != own and not _is_inside(hidden, start):
                span = Span(start, found.end())
                yield ReleaseUrl(span, found["version"], own, variable)
            start = page.source.text.find(before, start + 1)


def _is_inside(spans: list[Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


@lru_cache(maxsize=64)
def _versioned(urls: frozenset[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """What each URL begins with, up to its release, the release, and the variable's name."""
    found = ((name, url, _IN_URL.search(url)) for name, url in sorted(urls))
    every = [
        (url[: at.start() + 1], at["version"], name)
        for name, url, at in found
        if at and url.startswith("http") and at.start() > url.index("//") + 2
    ]
    releases: dict[str, set[str]] = {}
    for before, release, _ in every:
        releases.setdefault(before, set()).add(release)
    first = {before: (before, release, name) for before, release, name in reversed(every)}
    return tuple(each for each in first.values() if len(releases[each[0]]) == 1)
