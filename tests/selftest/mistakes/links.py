"""Links, images and imports that lead nowhere, or to the wrong version."""

import posixpath
import re
from collections.abc import Iterator

from docs_snippets.core.source import Edit, Span
from selftest.ground import Ground, Plant, mistake, replaced
from selftest.words import letter_lost

_PAGE = r"\]\((?P<url>\.{0,2}/?[\w./-]+\.mdx)(?P<anchor>#[\w-]+)?\)"
_KNOWN = 8
_IMPORT = r"""^import [^\n]*? from ['"](?P<source>[^'"\n]+)['"];?$"""


def _there(ground: Ground, url: str) -> bool:
    """Whether a relative address leads to a file, from the page or from the root of its tree."""
    folders = (posixpath.dirname(ground.path), ground.tree.folder if ground.tree else "")
    places = (posixpath.normpath(posixpath.join(folder, url)) for folder in folders)
    return any(ground.docs.pages.has(place) for place in places if not place.startswith(".."))


def _relative(url: str) -> bool:
    return not url.startswith("/")


def _part(found: re.Match[str], group: str) -> Span:
    return Span(*found.span(group))


@mistake("broken-link", also="missing-anchor", hint=_PAGE)
def link_to_a_misspelled_page(ground: Ground) -> Iterator[Plant]:
    """A letter lost from a file's name."""
    for found in ground.in_prose(_PAGE):
        folder, _, name = found["url"].rpartition("/")
        wrong = posixpath.join(folder, f"{letter_lost(name.removesuffix('.mdx'), ground.rng)}.mdx")
        usable = _relative(found["url"]) and _there(ground, found["url"])
        if usable and not _there(ground, wrong) and len(name) > 8:
            yield replaced(_part(found, "url"), wrong)


@mistake("broken-link", also="missing-anchor", hint=r"\]\(\.\./")
def link_a_folder_too_shallow(ground: Ground) -> Iterator[Plant]:
    """`../` once too few."""
    for found in ground.in_prose(_PAGE):
        wrong = found["url"].removeprefix("../")
        if wrong != found["url"] and _there(ground, found["url"]) and not _there(ground, wrong):
            yield replaced(_part(found, "url"), wrong)


@mistake("broken-link", also="missing-anchor", hint=r"\]\(")
def link_a_folder_too_deep(ground: Ground) -> Iterator[Plant]:
    """`../` once too often."""
    for found in ground.in_prose(_PAGE):
        wrong = f"../{found['url'].removeprefix('./')}"
        usable = _relative(found["url"]) and _there(ground, found["url"])
        if usable and not _there(ground, wrong):
            yield replaced(_part(found, "url"), wrong)


@mistake("broken-link", hint=r"!\[")
def image_misspelled(ground: Ground) -> Iterator[Plant]:
    """A letter lost from the name of an image below `static`."""
    for found in ground.in_prose(r"!\[[^\]]*\]\((?P<url>/[\w./-]+\.(?:svg|png|gif|jpe?g))\)"):
        stem, dot, suffix = found["url"].rpartition(".")
        wrong = f"{letter_lost(stem, ground.rng)}{dot}{suffix}"
        pages = ground.docs.pages
        if pages.has(f"static{found['url']}") and not pages.has(f"static{wrong}"):
            yield replaced(_part(found, "url"), wrong)


def _ids(text: str) -> set[str]:
    """Everything on a page that may be an anchor, and more."""
    return set(re.findall(r"[\w-]+", text.casefold()))


@mistake("missing-anchor", hint=r"\]\([\w./-]*#")
def anchor_misspelled(ground: Ground) -> Iterator[Plant]:
    """A letter lost from the anchor of a link to a heading."""
    for found in ground.in_prose(r"\]\((?P<url>[\w./-]*)#(?P<anchor>[\w-]{8,})\)"):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(ground.path), found["url"]))
        path = target if found["url"] else ground.path
        text = ground.lore.texts.get(path, "") if _relative(found["url"]) else ""
        heading = _heading(text, found["anchor"])
        wrong = letter_lost(found["anchor"], ground.rng)
        if heading and wrong not in text and "import" not in text:
            yield replaced(_part(found, "anchor"), wrong)


def _heading(text: str, anchor: str) -> re.Match[str] | None:
    """The plain heading that gives an anchor, the only one of its text."""
    words = anchor.replace("-", "[ -]")
    found = list(re.finditer(rf"^##+ (?P<title>{words})$", text, re.MULTILINE | re.IGNORECASE))
    return found[0] if len(found) == 1 else None


@mistake("missing-anchor", also="sibling-omission", hint="^##+ ")
def heading_reworded_that_its_own_page_links_to(ground: Ground) -> Iterator[Plant]:
    """A heading gets another title, and links to it on the page keep the old anchor."""
    for found in ground.in_prose(r"\]\(#(?P<anchor>[\w-]+)\)"):
        heading = _heading(ground.text, found["anchor"])
        if heading and f'"{found["anchor"]}"' not in ground.text:
            old = Span(*heading.span("title"))
            new = f"About {heading['title'].lower()}"
            yield Plant(Edit(old, new), Span(0, len(ground.text)))


@mistake("missing-anchor", hint="^##+ ")
def heading_reworded_that_another_page_links_to(ground: Ground) -> Iterator[Plant]:
    """The same, and it shows on other pages alone."""
    for (path, anchor), linking in ground.lore.linked.items():
        if path == ground.path and path not in linking:
            heading = _heading(ground.text, anchor)
            if heading and f'"{anchor}"' not in ground.text:
                new = f"About {heading['title'].lower()}"
                yield Plant(Edit(Span(*heading.span("title")), new), None, linking)


@mistake("missing-import", also="broken-mdx missing-anchor", hint=_IMPORT)
def import_misspelled(ground: Ground) -> Iterator[Plant]:
    """A letter lost from the name of a partial."""
    for found in ground.matches(_IMPORT):
        folder, _, name = found["source"].rpartition("/")
        if name.endswith(".mdx") and len(name) > 8:
            wrong = f"{folder}/{letter_lost(name.removesuffix('.mdx'), ground.rng)}.mdx"
            yield replaced(_part(found, "source"), wrong)


@mistake("cross-version-link", also="missing-import missing-anchor sibling-drift", hint="@site/")
def import_from_another_version(ground: Ground) -> Iterator[Plant]:
    """A page cut from another version imports that version's partial."""
    for found in ground.matches(_IMPORT):
        tree = ground.tree
        own = tree and f"@site/{tree.folder}/"
        if tree and own and found["source"].startswith(own) and found["source"].endswith(".mdx"):
            rest = found["source"].removeprefix(own)
            for other in ground.shuffled(ground.docs.trees):
                there = f"{other.folder}/{rest}"
                if other != tree and ground.docs.pages.has(there):
                    yield replaced(_part(found, "source"), f"@site/{there}")


@mistake("cross-version-link", also="missing-anchor broken-link", hint=_PAGE)
def link_by_file_into_another_version(ground: Ground) -> Iterator[Plant]:
    """A link to a page of another version's folder."""
    for found in ground.in_prose(_PAGE):
        tree = ground.tree
        if not tree or not _relative(found["url"]) or found["anchor"]:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(ground.path), found["url"]))
        rest = target.removeprefix(f"{tree.folder}/")
        for other in ground.shuffled(ground.docs.trees):
            there = f"{other.folder}/{rest}"
            if other.product == tree.product and other != tree and ground.docs.pages.has(there):
                wrong = posixpath.relpath(there, posixpath.dirname(ground.path))
                yield replaced(_part(found, "url"), wrong)


@mistake(
    "missing-import", also="missing-anchor unknown-variable", hint=r"^import \w+ from .*_includes"
)
def import_lost(ground: Ground) -> Iterator[Plant]:
    """A component or partial that the page shows and no longer imports."""
    for found in ground.matches(r"^import (?P<name>[A-Z]\w+) from [^\n]*_includes[^\n]*\n"):
        shown = re.compile(rf"<{found['name']}[\s/>]")
        others = [text for text in ground.lore.texts.values() if shown.search(text)]
        if shown.search(ground.text) and len(others) > _KNOWN:
            yield replaced(Span(*found.span()), "")._replace(at=Span(0, len(ground.text)))
