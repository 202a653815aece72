"""What pages say: tricky ones with recorded results, and what holds for every text."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Command
from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.mdx.slug import Slugger
from docs_snippets.page_records.record import page_record

PAGES = sorted((Path(__file__).parent / "pages").glob("*.mdx"))
SETTINGS = ("off", "on")
NUMBER = re.compile(r"\d+")
MANY_ROWS = 1_000
NOW_AND_THEN = 11
PIECES = (
    "- ", "1. ", "> ", "  ", "\t", "\n", "\n\n", "\r\n", "a", "text", "`", "```", "~~~", "# ",
    "---", "===", "***", "|a|b|", "|-|-|", ":::note", ":::", "::leaf", ":x[", "[a]", "[a]: b",
    "[^1]: x", "[", "](", ")", "![", "<A", "</A>", "<A/>", "<", ">", "{", "}", "{1}",
    "{/* c */}", "{`", "$[n]", "<!-- ", "-->", 'import a from "b"', "export ", "*", "_", "**",
    "~", "\\", "&amp;", "&", "\0", "\u2028", "\ufeff", "é", "🎉", "http://a.b", "a@b.c", "{#id}",
    '"', "'", "/", "=",
)  # fmt: skip


def page(text: str, compat: bool = False) -> Page:
    """A text as a page."""
    return read_page(Source("page.mdx", text), mdx1_compat=compat)


def spans(value: object) -> Iterator[Span]:
    """Every span in a page."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)


def excerpts(value: object) -> Iterator[Excerpt]:
    """Every excerpt in a page."""
    if isinstance(value, Excerpt):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from excerpts(part)


def fields(found: Page) -> Iterable[object]:
    """The lists of a page."""
    names = Page.__dataclass_fields__
    return [getattr(found, name) for name in names if name not in ("source", "front_matter")]


def sound(found: Page) -> None:
    """What holds for every page: places inside the text, blocks in order inside their parents."""
    size = len(found.source.text)
    for value in fields(found):
        assert all(0 <= span.start <= span.end <= size for span in spans(value))
        for content in excerpts(value):
            assert list(content.starts) == sorted(set(content.starts))
            assert all(0 <= origin <= size for origin in content.origins)
            assert not content.text or content.starts[0] == 0
    assert all(block.parent < index for index, block in enumerate(found.blocks))


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_page_is_read_as_recorded(file: Path, setting: str) -> None:
    recorded = json.loads(file.with_suffix(".json").read_text("utf-8"))
    wanted = recorded["off"] if recorded[setting] == "same" else recorded[setting]
    source = Source(file.name, file.read_bytes().decode())
    record = page_record(read_page(source, mdx1_compat=setting == "on"))
    assert json.loads(json.dumps(record)) == wanted


def ends(text: str) -> Iterator[int]:
    """Everywhere; in a page of many rows, all through the first of each kind and now and then."""
    seen = set[str]()
    for end in range(len(text)):
        line = NUMBER.sub("0", text[:end].rpartition("\n")[2])
        if len(text) < MANY_ROWS or line not in seen or end % NOW_AND_THEN == 0:
            yield end
        seen.add(line)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_every_beginning_of_a_page_is_read(file: Path) -> None:
    text = file.read_bytes().decode()
    for number, end in enumerate(ends(text)):
        sound(page(text[:end], compat=number % 2 == 0))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans())
def test_any_mix_of_markup_is_read(pieces: list[str], compat: bool) -> None:
    sound(page("".join(pieces), compat))


@settings(max_examples=200)
@given(st.text(max_size=200), st.booleans())
def test_any_text_is_read(text: str, compat: bool) -> None:
    sound(page(text, compat))


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*PIECES, ": ", "- ", "a: ", "[", "'", "&x ", "*x"]), max_size=20))
def test_any_front_matter_is_read(pieces: list[str]) -> None:
    sound(page("---\n" + "".join(pieces) + "\n---\n"))


def test_what_is_reported_stands_at_its_place() -> None:
    text = "> - a `b` [c](d) ![e](f)\n>   <G h='i'>j</G> $[k.l] {/* m */}\n"
    found = page(text)
    assert found.error is None
    assert [text[slice(*x.span)] for x in found.inline_code] == ["`b`"]
    assert [text[slice(*x.span)] for x in found.links] == ["[c](d)"]
    assert [text[slice(*x.url_span)] for x in found.links if x.url_span] == ["d"]
    assert [text[slice(*x.span)] for x in found.images] == ["![e](f)"]
    assert [text[slice(*x.span)] for x in found.jsx] == ["<G h='i'>j</G>"]
    assert [text[slice(*x.attributes[0].span)] for x in found.jsx] == ["h='i'"]
    assert [(text[slice(*x.span)], x.name) for x in found.variables] == [("$[k.l]", "k.l")]
    assert [(text[slice(*x.span)], x.value) for x in found.comments] == [("{/* m */}", " m ")]


def test_prose_keeps_its_places() -> None:
    text = "- one *two* `three`\n  [four](x) \\* five\n"
    (words,) = page(text).texts
    assert words.prose.text == "one two three\nfour * five"
    for word in ("one", "two", "three", "four", "five"):
        start = words.prose.text.index(word)
        assert text[slice(*words.prose.span(start, start + len(word)))] == word
    assert [words.prose.text[a:b] for a, b in words.code] == ["three"]
    assert [words.prose.text[a:b] for a, b in words.links] == ["four"]


def test_old_syntax_is_reported_where_it_was_typed() -> None:
    text = "## Head {#own}\n\n:::note Old `title`\n\ntext\n\n:::\n"
    found = page(text, compat=True)
    assert [(h.text, h.slug, h.explicit) for h in found.headings] == [("Head", "own", "own")]
    (note,) = found.admonitions
    assert note.title == "Old title"
    assert note.title_span is not None
    assert text[slice(*note.title_span)] == "Old `title`"
    assert [text[slice(*code.span)] for code in found.inline_code] == ["`title`"]
    assert page(text).error is not None


def test_what_follows_an_error_is_still_read() -> None:
    found = page("# A\n\nuse {a b}\n\n## B\n\n```sh\nrun\n```\n\n<C>\n\ntext\n")
    assert found.error is not None
    assert found.source.line_of(found.error.span.start) == 3
    assert [heading.text for heading in found.headings] == ["A", "B"]
    assert [fence.lang for fence in found.fences] == ["sh"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a <= b", 1, r"write `\<` for a literal `<`"),
        ("\n<!-- c -->", 2, "write comments as `{/* … */}`"),
        ("<https://x.y>", 1, "write links as `[text](url)`"),
        ("see {name here}", 1, r"write `\{` for a literal brace"),
        ("<A>\n\ntext", 1, "add `</A>`"),
        ("- <A>\n\n  b\n\nc", 1, "before the end of its list item"),
        ("import a from 'b'\ntext", 2, "put a blank line"),
        ("---\na: b: c\n---", 2, "in quotes"),
    ],
)
def test_error_says_where_and_what_to_write(text: str, line: int, words: str) -> None:
    found = page(text)
    assert found.error is not None
    assert found.source.line_of(found.error.span.start) == line
    assert words in found.error.message


def test_slugs_are_numbered() -> None:
    slugger = Slugger()
    texts = ["A b", "A b", "A-b", "Ünï C!", "a_b.c", "A b 1"]
    assert [slugger.slug(text) for text in texts] == [
        "a-b", "a-b-1", "a-b-2", "ünï-c", "a_bc", "a-b-1-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "opener", ["[", "{", "<", "`", "*a ", ">", "- ", ":a[", "|", "<a>", "{`", "![a]("]
)
def test_time_grows_with_size(opener: str) -> None:
    sound(page(opener * (60_000 // len(opener))))


def test_page_command_prints_records(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.mdx").write_text("# A\n\n:::note T\n\n:::\n", "utf-8")
    (tmp_path / "b.md").write_text("<!-- c -->\n", "utf-8")
    code, out, _ = command("page", "a.mdx", "b.md")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert (first["path"], first["admonitions"], first["headings"][0]["slug"]) == ("a.mdx", [], "a")
    assert (second["path"], second["error_line"]) == ("b.md", 1)
    _, out, _ = command("page", "--mdx1-compat", "on")
    first, second = (json.loads(line) for line in out.splitlines())
    assert first["admonitions"][0]["title"] == "T"
    assert second["error"] is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("`a` <b>x</b> <i></i> {#id}", "a x "),
        ("y <i></i> <i></i> {#id}", "y  "),
        ("a *b* {#id}", "a b"),
        ("a *b* c  {#id}", "a b c"),
        ("z  {#id}", "z"),
        ('Resources <Tiers x="y" /> {#id}', "Resources "),
    ],
)
def test_an_id_takes_the_blanks_of_its_own_words_along(heading: str, text: str) -> None:
    found = page(f"## {heading}\n", compat=True).headings[0]
    assert (found.text, found.explicit) == (text, "id")


def test_page_command_keeps_the_format_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    """`--mdx1-compat` overrides one setting of the site's and no other."""
    for name, text in {
        "docusaurus.config.js": "module.exports = { markdown: { format: 'detect' },\n"
        "  presets: [['classic', { docs: { admonitions: { keywords: ['card'] } } }]] };\n",
        "docs/a.md": "    code\n",
        "docs/b.mdx": ":::card Title\n\nWords.\n\n:::\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    command("init", "-q")
    for value in SETTINGS:
        _, out, _ = command("page", "--mdx1-compat", value)
        first, second = map(json.loads, out.splitlines())
        assert (first["format"], second["format"]) == ("md", "mdx")
        assert [each["type"] for each in second["admonitions"]] == ["card"] * (value == "on")


def test_page_command_names_what_is_missing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command("page", "nowhere.mdx")
    assert (code, out) == (2, "")
    assert "no such page or folder: 'nowhere.mdx'" in err


@pytest.mark.parametrize("host", ["xn--a.b", "1.2.3.256", "0x1.2.3.4.5", "a\u200db.c"])
def test_hosts_that_only_the_build_of_the_site_refuses(host: str) -> None:
    """They take the whole URL standard; a placeholder as in `http://host:port` does not."""
    assert page(f"[a](http://{host}/)").error is None
    assert page("[a](http://host:port/)").error is not None
