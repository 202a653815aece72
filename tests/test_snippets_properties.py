"""What holds for any text and any page: nothing is lost, and doing it again changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_snippets.core.source import apply_edits
from docs_snippets.docs.docs import Docs, load
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.checksum import checksum, indent_text, normalized
from docs_snippets.snippets.definition import PlacementPosition
from docs_snippets.snippets.locating import InsertionPoint, find_insertion_point, insertion, removal
from docs_snippets.snippets.markers import find_markers

ROOT = Path(__file__).parents[1]

texts = st.text(alphabet="ab \t#`{}\n\u2028é", max_size=60).map(normalized)
indents = st.text(alphabet=" \t", max_size=4)


@given(texts, indents, st.sampled_from(["\n", "\r\n", "\r"]))
def test_indentation_and_line_ends_do_not_count(text: str, indent: str, end: str) -> None:
    placed = f"\n\n{indent_text(text, indent)}\n\n".replace("\n", end)
    assert normalized(placed, indent) == text
    assert checksum(normalized(placed, indent)) == checksum(text)


@given(texts, texts)
def test_other_texts_have_other_checksums(one: str, two: str) -> None:
    assert (checksum(one) == checksum(two)) == (one == two)


@cache
def docs() -> Docs:
    """The example docs."""
    found = load(str(ROOT / "versions.yaml"), None)
    assert isinstance(found, Docs)
    return found


def positions(page: Page) -> Iterator[PlacementPosition]:
    for heading in page.headings[1:4]:
        yield PlacementPosition("before", heading.text)
        yield PlacementPosition("end", heading.text)
    for tab in [element for element in page.jsx if element.name == "TabItem"][:2]:
        label = next(each.value for each in tab.attributes if each.name == "label") or ""
        above = [each for each in page.headings if each.span.end < tab.span.start]
        yield PlacementPosition("end", above[-1].text, label)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("path", [path for path in docs().pages.paths() if "ebpf" in path])
def test_a_region_is_read_back_and_leaves_no_trace(path: str, end: str) -> None:
    found = docs().pages.page(path)
    assert isinstance(found, Page)
    source = replace(found.source, text=found.source.text.replace("\n", end))
    page = docs().pages.read_page(source)
    before, tried = find_markers(page).regions, 0
    for position in positions(page):
        spot = find_insertion_point(page, before, position)
        if isinstance(spot, InsertionPoint):
            tried += 1
            text = "New.\n\n```bash\n\tls\n\n```"
            edit = insertion(page, spot, "new/here", text)
            after = docs().pages.read_page(replace(source, text=apply_edits(source.text, [edit])))
            own = [each for each in find_markers(after).regions if each.snippet == "new"]
            assert (after.error, [each.text for each in own]) == (None, [text])
            assert len(find_markers(after).regions) == len(before) + 1
            assert len(after.headings) == len(page.headings)
            gone = apply_edits(after.source.text, [removal(after, own[0].span)])
            assert lines(gone) == lines(source.text)
    assert tried > 2
