"""Nothing falls over: any input gives a page or a finding, in steps in proportion to its size."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pathological
import promises
from docs_snippets.code_blocks import command_files
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.files.reading import decode
from docs_snippets.mdx import document, esm, tagflow
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.resolution import link_suggestions

CASES = tuple(
    file.read_bytes().decode() for file in sorted((Path(__file__).parent / "pages").glob("*.mdx"))
)
SIZE = 1_500
LINTED_SIZE = 4_000
STEEPEST = 2.3
"""How many times the steps of a size its double may take; some start with a little over two."""

cases = st.sampled_from(CASES)
ways = st.sampled_from(pathological.WAYS)


def sound(text: str, compat: bool, form: pathological.Format) -> Page:
    """A page that keeps its promises."""
    page = read_page(Source("page.mdx", text), mdx1_compat=compat, format=form)
    assert list(promises.broken(page)) == []
    return page


def told(text: str) -> str:
    """Where and why a page is rejected."""
    page = read_page(Source("page.mdx", text))
    assert page.error is not None
    return f"{page.source.line_of(page.error.span.start)}: {page.error.message}"


@settings(max_examples=200)
@given(cases, ways, st.data())
def test_a_part_of_a_page_keeps_its_promises(
    text: str, way: tuple[bool, pathological.Format], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sound(text[start:end], *way)


@settings(max_examples=100)
@given(cases, cases, st.sampled_from(("", "\n", "> ", "- ", ":::note\n", "<A>\n")), ways)
def test_pages_put_together_keep_their_promises(
    one: str, two: str, between: str, way: tuple[bool, pathological.Format]
) -> None:
    sound(one + between + two, *way)


@settings(max_examples=200)
@given(st.binary(max_size=120), ways)
def test_any_bytes_give_a_page_or_a_finding(
    data: bytes, way: tuple[bool, pathological.Format]
) -> None:
    found = decode(data, "page.mdx")
    if isinstance(found, Diagnostic):
        assert found.message.startswith("not UTF-8: byte 0x")
    else:
        sound(found.text, *way)


@pytest.mark.parametrize("kind", pathological.KINDS)
@pytest.mark.parametrize(("compat", "form"), [(True, "mdx"), (False, "md")])
def test_steps_grow_with_size(
    kind: str, compat: bool, form: pathological.Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What any page may spend on looking ahead, however small it is, would hide the growth."""
    for module, limit in ((document, "MAX_EFFORT"), (esm, "MAX_JUDGED"), (tagflow, "MAX_FAILED")):
        monkeypatch.setattr(module, limit, 0)
    once, twice = (pathological.steps(kind, size, compat, form) for size in (SIZE, 2 * SIZE))
    assert twice <= STEEPEST * once


@pytest.mark.parametrize("kind", pathological.LINTED)
def test_steps_of_rules_grow_with_size(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, limit in ((link_suggestions, "MOST"), (command_files, "MOST_COMPARED")):
        monkeypatch.setattr(module, limit, 0)  # as above
    once, twice = (
        lint_steps(tmp_path / str(size), pathological.LINTED[kind](size))
        for size in (LINTED_SIZE, 2 * LINTED_SIZE)
    )
    assert twice <= STEEPEST * once


def lint_steps(root: Path, text: str) -> int:
    """How many calls checking a page makes whose copy has a line more."""
    return pathological.counted(pathological.checker(root, text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "a\n\n" + ">" * 101 + " b",
            "3: quotes, lists and footnotes are nested more than 100 deep here",
        ),
        (
            "- " * 101 + "a",
            "1: quotes, lists and footnotes are nested more than 100 deep here",
        ),
        (
            "[^a]: " * 101 + "b",
            "1: quotes, lists and footnotes are nested more than 100 deep here",
        ),
        (
            "".join(":" * (64 - i) + "note\n" for i in range(61)),
            "61: directives are nested more than 60 deep here",
        ),
        ("<a>\n" * 101 + "</a>\n" * 101, "101: tags are nested more than 100 deep here"),
        (
            "---\na: &a [b]\nc: &c [*a]\nd: &d [*c, *d]\n---\n",
            "4: the front matter is not valid YAML: alias 'd' refers to itself",
        ),
        (
            "---\na0: &a0 [b]\n"
            + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
            + "---\n",
            "13: the front matter is not valid YAML: aliases expand to more than 10000 values",
        ),
        (
            "---\na: " + "[" * 101 + "\n---\n",
            "2: the front matter is not valid YAML: nested more than 100 levels deep",
        ),
        (
            "{/*\n" * 3_000 + "*/} x\n",
            "177: too many tags, expressions or comments begin here and end, many lines below,"
            " before other text; put them on lines of their own",
        ),
    ],
    ids=[
        "quotes",
        "lists",
        "footnotes",
        "directives",
        "tags",
        "circle",
        "aliases",
        "yaml",
        "effort",
    ],
)
def test_what_goes_beyond_a_limit_is_refused(text: str, words: str) -> None:
    assert told(text) == words


@pytest.mark.parametrize("text", [">" * 100 + " b", "<a>\n" * 100 + "</a>\n" * 100])
def test_what_reaches_a_limit_is_not(text: str) -> None:
    assert sound(text, False, "mdx").error is None


@pytest.mark.parametrize(
    "text",
    [
        "export const " + "[" * 2_000 + "a" + "]" * 2_000 + " = b\n",
        "export const " + "{a:" * 2_000 + "a" + "}" * 2_000 + " = b\n",
        "export const a = " + "()=>" * 2_000 + "1\n",
        "export const a = " + "`${" * 2_000 + "1" + "}`" * 2_000 + "\n",
        "export const a = " + "class{#z;b=" * 200 + "this.#z" + "}" * 200 + "\n",
    ],
    ids=["arrays", "objects", "functions", "templates", "classes"],
)
def test_javascript_may_nest(text: str) -> None:
    assert sound(text, False, "mdx").error is None
