"""Where MDX is plain CommonMark, an independent parser must agree: markdown-it-py, block by block.

Texts are put together from constructs that mean the same to both: no tags, braces, directives or
indentation of four columns. What MDX reads otherwise has its own cases in `tests/pages`.
"""

import random
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from docs_snippets.core.source import Source
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page

SEEDS = range(400)
_KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "fence",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "list-item",
    "blockquote_open": "blockquote",
    "table_open": "table",
    "hr": "rule",
}
_WORDS = (
    "one",
    "two words",
    "*stressed*",
    "**strong** text",
    "`code`",
    "[a link](to.mdx)",
    "a_b_c",
)
_PARSER = MarkdownIt("commonmark").enable("table")

Row = tuple[str, int]


def _text(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randint(1, 4)))


def _leaf(rng: random.Random) -> list[str]:
    match rng.randrange(7):
        case 0:
            return ["#" * rng.randint(1, 6) + " " + _text(rng)]
        case 1:
            return [_text(rng), rng.choice(("===", "---"))]
        case 2:
            fence = rng.choice(("```", "~~~~"))
            return [f"{fence}bash", *(_text(rng) for _ in range(rng.randint(0, 2))), fence]
        case 3:
            return ["| a | b |", "|---|:-:|", *(f"| {_text(rng)} | 1 |" for _ in range(2))]
        case 4:
            return ["___"]
        case _:
            return [_text(rng) for _ in range(rng.randint(1, 3))]


def _blocks(rng: random.Random, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(rng.randint(1, 4)):
        lines += [*_block(rng, depth), ""]
    return lines[:-1]


def _block(rng: random.Random, depth: int) -> list[str]:
    if not depth or rng.random() < 0.5:
        return _leaf(rng)
    inner = _blocks(rng, depth - 1)
    if rng.random() < 0.4:
        return [f"> {line}".rstrip() for line in inner]
    marker = rng.choice(("- ", "* ", "1. ", "3) "))
    rest = [" " * len(marker) + line if line else "" for line in inner[1:]]
    return [marker + inner[0], *rest]


def _theirs(text: str) -> Iterator[Row]:
    for token in _PARSER.parse(text):
        kind = _KINDS.get(token.type)
        if kind and token.map and not token.hidden:
            yield kind, token.map[0] + 1


def _ours(page: Page) -> Iterator[Row]:
    tight = _tight_paragraphs(page)
    for index, block in enumerate(page.blocks):
        if block.kind in _KINDS.values() and index not in tight:
            yield block.kind, page.source.line_of(block.span.start)


def _tight_paragraphs(page: Page) -> set[int]:
    """Paragraphs directly in list items: markdown-it hides those of tight lists."""
    return {
        index
        for index, block in enumerate(page.blocks)
        if block.kind == "paragraph"
        and block.parent >= 0
        and page.blocks[block.parent].kind == "list-item"
    }


def _in_items(text: str) -> set[int]:
    """Lines at which a paragraph directly in a list item starts, tight or not."""
    parents: list[str] = []
    found = set()
    for token in _PARSER.parse(text):
        if token.type == "paragraph_open" and parents and parents[-1] == "list_item_open":
            assert token.map
            found.add(token.map[0] + 1)
        if token.nesting == 1:
            parents.append(token.type)
        elif token.nesting == -1:
            parents.pop()
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_blocks_agree_with_an_independent_parser(seed: int) -> None:
    text = "\n".join(_blocks(random.Random(seed), 3)) + "\n"
    page = read_page(Source("page.mdx", text))
    items = _in_items(text)
    theirs = [row for row in _theirs(text) if row[0] != "paragraph" or row[1] not in items]
    assert list(_ours(page)) == theirs, text


@pytest.mark.parametrize("seed", SEEDS)
def test_inline_content_agrees_with_an_independent_parser(seed: int) -> None:
    text = "\n".join(_blocks(random.Random(seed), 2)) + "\n"
    page = read_page(Source("page.mdx", text))
    tokens = [child for token in _PARSER.parse(text) for child in token.children or ()]
    assert [link.url for link in page.links] == [
        token.attrs["href"] for token in tokens if token.type == "link_open"
    ]
    assert [code.value for code in page.inline_code] == [
        token.content for token in tokens if token.type == "code_inline"
    ]
