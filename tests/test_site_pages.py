"""The documentation site: its pages are current, complete, and link to pages of the site."""

import re
from os.path import normpath
from pathlib import Path

import pytest

import output_picture
import reference_pages
import site_pages
from docs_snippets.linting import manual

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs/reference"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page of the site by its path."""
    return site_pages.site_pages()


def test_the_reference_is_what_the_program_says() -> None:
    written = {file.name: file.read_text("utf-8") for file in REFERENCE.iterdir()}
    assert written == reference_pages.reference_pages(), "to mend it: make docs"


@pytest.mark.parametrize("name", output_picture.PICTURES)
def test_a_picture_shows_what_the_program_prints(name: str) -> None:
    written = (ROOT / "docs/images" / name).read_text("utf-8")
    assert written == output_picture.drawn(output_picture.PICTURES[name]), "to mend it: make docs"


def test_every_rule_has_a_page_that_says_what_the_program_prints(pages: dict[str, str]) -> None:
    for name, page in manual.manual_pages().items():
        assert f"# {name} ({page.severity})\n\n{page.doc}\n" in pages[f"rules/{name}.md"]


def test_every_rule_is_listed_once(pages: dict[str, str]) -> None:
    listed = re.findall(r"^\| \[`([\w-]+)`\]\(\1\.md\) \|", pages["rules/index.md"], re.MULTILINE)
    assert sorted(listed) == list(manual.names())


def test_every_page_of_the_docs_is_on_the_site(pages: dict[str, str]) -> None:
    assert {file.name for file in (ROOT / "docs").glob("*.md")} <= set(pages)


def test_links_lead_to_pages_of_the_site(pages: dict[str, str]) -> None:
    for page, text in pages.items():
        if page.startswith("rules/") and page != "rules/index.md":
            continue  # a rule about links shows some
        prose = site_pages.FENCE.sub("", text)
        for found in site_pages.LINK.finditer(prose):
            target = found["target"].partition("#")[0]
            place = normpath(Path(page).parent / target)
            if target and ":" not in target and not place.startswith("images/"):
                assert place in pages, f"{page} links to {target}"
