"""Inputs made to be slow, and what checking them costs: `make bench-pathological`.

Each kind of page is a text repeated to a size, or a few of them in a row; each kind of docs has one
file that grows. Checking them must take time and memory in proportion to the size, or refuse the
input. The table printed here shows seconds at a quarter of the size and at the whole, the peak of
memory, and the slope of the curve: 1 where cost is in proportion to size, 2 where it grows with its
square. The test suite counts calls instead of seconds, at small sizes, and so does `--counted`.
"""

import argparse
import gc
import io
import json
import math
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import TimeoutError, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Literal, NamedTuple

import roots
import snippet_roots
from docs_snippets import cli
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs, load_from
from docs_snippets.files import access, reading
from docs_snippets.files.access import DiskFiles
from docs_snippets.linting.linter import Job, check_page
from docs_snippets.linting.manual import UNCHECKED_RULES, manual_pages
from docs_snippets.linting.registry import page_rules
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.page_records.record import page_record

Maker = Callable[[int], str]
Format = Literal["mdx", "md"]
SECONDS = 600
STEEP = 1.15
QUICK = 0.5
"""Seconds below which a slope says nothing: most are spent before the first page is read."""
SLOW, LARGE = 20, 500
"""Seconds and megabytes that nothing may take."""
READING: Mapping[str, tuple[bool, Format]] = {
    "mdx": (False, "mdx"),
    "compat": (True, "mdx"),
    "md": (False, "md"),
}
WAYS = tuple(READING.values())
LINT = "lint"
REFUSED = frozenset({*UNCHECKED_RULES, "unreadable-file"})
PAGE = "site/guide/page.mdx"
COPY = "site/guide_versioned_docs/version-1.10/page.mdx"


class Cost(NamedTuple):
    """Seconds and megabytes for a size, or a number of calls, and why it is refused, if it is."""

    size: int
    seconds: float
    memory: float = 0
    refused: str = ""


def repeated(unit: str, before: str = "", after: str = "") -> Maker:
    """One unit again and again, between two texts."""
    return lambda size: before + unit * max(1, size // len(unit)) + after


def halves(first: str, second: str, before: str = "", after: str = "") -> Maker:
    """As many of one unit as of another, the first ones first."""

    def make(size: int) -> str:
        count = max(1, size // (len(first) + len(second)))
        return before + first * count + second * count + after

    return make


def numbered(unit: str, before: str = "", after: str = "") -> Maker:
    """A unit again and again with a number in it, written `#`."""

    def make(size: int) -> str:
        return before + "".join(unit.replace("#", str(i)) for i in range(size // len(unit))) + after

    return make


def growing(unit: str, join: str) -> Maker:
    """One of a unit, two of it, three of it and so on."""

    def make(size: int) -> str:
        count = int((2 * size / len(unit)) ** 0.5)
        return join.join(unit * i for i in range(1, count + 1))

    return make


def staircase(unit: str, depth: int) -> Maker:
    """Lines each indented more than the one before, starting again at a depth."""

    def make(size: int) -> str:
        stairs = "".join("  " * i + unit for i in range(depth))
        return stairs * max(1, size // len(stairs))

    return make


def in_turn(*units: str) -> Maker:
    """Each unit as often as the others, all of the first, then all of the second and so on."""

    def make(size: int) -> str:
        count = max(1, size // sum(map(len, units)))
        return "".join(unit * count for unit in units)

    return make


KINDS: Mapping[str, Maker] = {
    "open brackets": repeated("["),
    "open and closed brackets": halves("[", "]"),
    "open and closed brackets, defined": halves("[", "]", after="\n\n[a]: b\n"),
    "image brackets": repeated("!["),
    "image brackets around links": halves("![", "[a](b)"),
    "link texts without an end": repeated("[a]("),
    "titles without an end": repeated("[a](b ("),
    "titles that end late": repeated("[a](b (", after=")"),
    "quoted titles without an end": repeated("[a](b '\\"),
    "destinations without an end": repeated("[a](<b"),
    "closed brackets": repeated("]"),
    "escaped brackets": repeated("\\["),
    "open braces": repeated("{"),
    "open braces a line": repeated("{\n"),
    "open braces a paragraph": repeated("a {\n\n"),
    "open and closed braces": halves("{", "}"),
    "nested expressions": halves("{[", "]}"),
    "expressions": repeated("{a + b} "),
    "expressions in braces in braces": repeated("{{a: 1}} "),
    "comments in braces": repeated("{/*\n", after="*/} x\n"),
    "comments without an end in braces": repeated("{/*"),
    "line comments in braces": repeated("//", before="{", after="}"),
    "templates in braces": repeated("{`${"),
    "quotes in braces": repeated("{'\n"),
    "faults in braces": numbered("a {a# b}\n\n"),
    "faults in braces on their own": numbered("{a# b}\n\n"),
    "faults in braces over lines": numbered("{\n  a#: b c\n}\n\n"),
    "faults in braces over lines in lists": numbered("- {\n    a#: b c\n  }\n\n"),
    "faults in attributes": numbered("<A b={c# d} />\n\n"),
    "faults in attributes over lines": numbered("<A\n  b={[\n    c# d\n  ]}\n/>\n\n"),
    "faults in spreads": numbered("<A {...a# b} />\n\n"),
    "braces in patterns": numbered("{/}}}}}}}}#/} "),
    "braces in patterns over lines": numbered("{/}}}}}}}}#/}\n\n"),
    "braces in braces, one fault": halves("{a: ", "}", before="{b c "),
    "elements in braces that do not match": repeated("{<a></b>} "),
    "patterns in braces without an end": repeated("{/(/} "),
    "braces that end late, over lines": repeated("{}\n", before="{[\n", after="]}\n"),
    "faults late in a long expression": repeated("a,\n", before="{[\n", after="b c]}\n"),
    "addresses with bad ports": repeated("http://a:b "),
    "hosts of numbers": repeated("1.", before="http://", after="1/"),
    "quotes that end in quotes": repeated(">>\n>\n"),
    "dollar braces": repeated("${"),
    "dollar brackets": repeated("$["),
    "variables": repeated("$[a.b] "),
    "angle brackets": repeated("<"),
    "angle brackets a line": repeated("<\n"),
    "open tags": repeated("<a"),
    "open tags a line": repeated("<a\n"),
    "open tags a paragraph": repeated("x <a\n\n"),
    "open quotes in tags": repeated('<a b="\n\n'),
    "attributes": repeated(" b", before="<a"),
    "attributes with values": repeated(' b="c"', before="<a", after="/>"),
    "attributes over lines": repeated("  b={c}\n", before="<a\n", after="/>\n"),
    "text after tags over lines": repeated("<a\n/> x\n"),
    "elements in a line": halves("<a>", "</a>"),
    "elements, one a line": halves("<a>\n", "</a>\n"),
    "elements in paragraphs": halves("<a>\n\n", "x\n\n</a>\n\n"),
    "closing tags of another name": halves("<a>", "</b>"),
    "closing tags, one a line": repeated("</a>\n"),
    "fragments": halves("<>\n", "</>\n"),
    "self-closing tags": repeated("<a/>\n"),
    "backticks": repeated("`"),
    "growing backticks": growing("`", " "),
    "growing backticks with text": growing("`", "a"),
    "code spans": repeated("`a` "),
    "fences without an end": repeated("```\n"),
    "growing fences": growing("`", "\n\n"),
    "tildes for fences": growing("~", "\n\n"),
    "a fence of blank lines": repeated("\n", before="```\n"),
    "stars": repeated("*"),
    "stars that open": repeated("*a "),
    "stars that close": repeated("a* "),
    "stars that open and close": repeated("a*"),
    "stars and underscores": repeated("*_a"),
    "stars and underscores apart": halves("*a ", "b_ "),
    "two stars and one": repeated("**a *b "),
    "nested emphasis": halves("*a **a ", " a** a*"),
    "underscores": repeated("_a "),
    "underscores in words": repeated("a_"),
    "strike": repeated("~a "),
    "strikes and stars": repeated("~*a"),
    "strikes inside stars": halves("*a ~b ", " c~ d*"),
    "nested quotes": repeated(">"),
    "nested quotes, spaced": repeated("> "),
    "nested quotes, many lines": repeated(">" * 99 + "a\n"),
    "nested quotes, lazy lines": repeated("a\n", before=">" * 99 + " a\n"),
    "quotes": repeated("> a\n"),
    "nested lists": repeated("- "),
    "nested lists, numbered": repeated("1. "),
    "nested lists, lines": staircase("- a\n", 60),
    "nested lists, deep lines": staircase("- a\n", 400),
    "lists": repeated("- a\n"),
    "lists with blank lines": repeated("- a\n\n"),
    "loose items": repeated("- a\n\n  b\n\n"),
    "list items of nothing": repeated("-\n"),
    "lists of many kinds": repeated("- a\n+ a\n* a\n"),
    "lists in quotes": repeated("> - a\n>\n"),
    "numbers": repeated("1"),
    "rules": repeated("* * *\n"),
    "a rule that is none": repeated("* ", after="a"),
    "dashes that are no rule": repeated("- - - a\n"),
    "colons": repeated(":"),
    "colons a line": repeated(":::\n"),
    "growing colons": growing(":", "\n"),
    "text directives": repeated(":a"),
    "text directives with labels": repeated(":a["),
    "text directives in labels": halves(":a[", "]"),
    "text directives with attributes": repeated(":a{b='"),
    "attributes of a directive": repeated("b=c ", before=":a{"),
    "leaf directives": repeated("::a\n"),
    "leaf directives with open labels": repeated("::a[\n"),
    "admonitions without an end": repeated(":::note\n"),
    "nested admonitions": halves("::::note\n", "::::\n"),
    "admonitions": repeated(":::note\n\na\n\n:::\n\n"),
    "admonition titles": repeated(":::note a\n\na\n\n:::\n\n"),
    "pipes": repeated("|"),
    "pipes a line": repeated("|\n"),
    "a wide table": lambda n: "|a" * (n // 5) + "|\n" + "|-" * (n // 5) + "|\n",
    "a long table": repeated("|a|b|\n", before="|a|b|\n|-|-|\n"),
    "tables": repeated("|a|\n|-|\n\n"),
    "delimiter rows": repeated("|-|\n"),
    "blanks in a delimiter row": repeated(" ", before="a\n-", after="x\n"),
    "escaped pipes": repeated("\\|", before="|a|\n|-|\n|"),
    "one long line": repeated("word "),
    "one long word": repeated("a"),
    "one long line of dots": repeated("."),
    "lines": repeated("word word word\n"),
    "paragraphs": repeated("a\n\n"),
    "definitions": numbered("[a#]: b\n"),
    "definitions of one label": repeated("[a]: b\n"),
    "definitions of one label in directives": halves(
        "[a]: b\n\n", "[a] ", before=":::note\n\n", after="\n\n:::\n\n[a]\n"
    ),
    "definitions inside, references outside": halves(":::note\n\n[a]: b\n\n:::\n\n", "[a] "),
    "definitions and references": numbered("[a#]\n\n[a#]: b\n\n"),
    "definitions without an end": repeated("[a"),
    "definitions with open titles": repeated("[a]: b\n'c\n"),
    "reference links": repeated("[a] ", before="[a]: b\n\n"),
    "long labels": repeated("[" + "a " * 400 + "]\n", before="[a]: b\n\n"),
    "links": repeated("[a](b) "),
    "footnotes": numbered("[^a#]: b\n\n"),
    "footnote calls": repeated("[^a] ", before="[^a]: b\n\n"),
    "footnotes in footnotes": repeated("[^a]: "),
    "footnotes and lines": halves("[^a]: ", "a\n\n"),
    "open footnote calls": repeated("[^a", before="[^a]: b\n\n"),
    "entities": repeated("&amp;"),
    "ampersands": repeated("&"),
    "entities without an end": repeated("&#x1"),
    "HTML comments": repeated("<!-- a -->\n"),
    "HTML comments in a line": repeated("a <!-- a -->"),
    "HTML comments without an end": repeated("<!--\n"),
    "HTML comments that end late": repeated("<!--\n", after="--> x\n"),
    "HTML comments in a paragraph": repeated("a <!-- b\n", after="c"),
    "angle brackets before a comment's end": repeated("a < b ", after="-->"),
    "dashes of a comment": repeated("-", before="<!--"),
    "HTML tags": repeated("<b>a</b> "),
    "HTML instructions": repeated("<?"),
    "HTML declarations": repeated("<!A"),
    "HTML data": repeated("<![CDATA["),
    "HTML blocks": repeated("<div>\n\na\n\n"),
    "imports": numbered("import A# from 'a#'\n"),
    "imports in paragraphs": numbered("import A# from 'a#'\n\n"),
    "imports of names": numbered("import {A#} from 'a#'\n"),
    "imports of names in paragraphs": numbered("import {A#} from 'a#'\n\n"),
    "exports": numbered("export const a# = 1\n"),
    "exports in paragraphs": numbered("export const a# = 1\n\n"),
    "exports of names": numbered("export {a#}\n"),
    "exports without an end": repeated("export const a = {\n\n"),
    "faults in exports": numbered("export const a# = b c\n\n"),
    "faults in exports over lines": numbered("export const a# = {\n  b c\n}\n\n"),
    "exports over blank lines": numbered("export const a# = [\n\n  b,\n\n]\n\n"),
    "names exported twice": repeated("export const a = 1\n\n"),
    "imports that are none": repeated("import \n\n"),
    "functions in functions": repeated("()=>", before="export const a = ", after="1\n"),
    "functions in parameters": halves("(a=", ")=>1", before="export const a = ", after="\n"),
    "functions in an array": repeated("()=>1,", before="export const a = [", after="]\n"),
    "templates in templates": halves("`${", "}`", before="export const a = ", after="\n"),
    "strings joined": repeated("'a'+", before="export const a = ", after="1\n"),
    "arrays in a pattern": halves("[", "]", before="export const ", after=" = b\n"),
    "objects in a pattern": halves("{a:", "}", before="export const ", after=" = b\n"),
    "names without a value": numbered(
        "a#, ", before="export const a = () => { let ", after="b }\n"
    ),
    "private names": lambda n: (
        "export class A {\n"
        + "".join(f"#a{i}; b{i} = this.#a{i};\n" for i in range(n // 25))
        + "}\n"
    ),
    "jumps in blocks": halves(
        "{break;", "}", before="export const a = () => { for (;;)", after="}\n"
    ),
    "classes in classes": halves("class{b=", "}", before="export const a = ", after="\n"),
    "headings": repeated("# a\n"),
    "headings of numbers": numbered("# a\n\n# a-#\n\n"),
    "heading marks": repeated("#"),
    "heading marks at the end": repeated(" #", before="# a"),
    "headings with ids": numbered("# a {#b#}\n\n"),
    "underlined headings": repeated("a\n===\n"),
    "underlines": repeated("=", before="a\n", after="a"),
    "deep indentation": repeated(" ", after="a"),
    "deep tabs": repeated("\t", after="a"),
    "deep indentation, many lines": repeated(" " * 400 + "a\n\n"),
    "deep indentation in a list": repeated(" " * 400 + "- a\n", before="- a\n"),
    "tabs in a list": repeated("\t\ta\n", before="- a\n\n"),
    "blanks at line ends": repeated("a   \n"),
    "blanks at an end": repeated(" ", before="a"),
    "www": repeated("www."),
    "www and dots": repeated(".", before="www.a", after="a"),
    "www and underscores": repeated("www._"),
    "www and escapes": repeated("www\\._"),
    "http": repeated("http://"),
    "http and letters": repeated("http://a."),
    "http and punctuation": repeated("!", before="http://a.b", after="a"),
    "http and parentheses": halves("(", ")", before="http://a.b"),
    "at signs": repeated("@"),
    "at signs and letters": repeated("a@b."),
    "words before an at sign": repeated("a.", after="@b.c"),
    "addresses": repeated("a@b.c "),
    "addresses and escapes": repeated("a\\_a@b.c "),
    "addresses in brackets": repeated("a@b.c ", before="["),
    "hard breaks": repeated("a\\\n"),
    "front matter": numbered("a#: b\n", before="---\n", after="---\n\na\n"),
    "front matter of blank lines": repeated("\n", before="---\n", after="a: [1]\n---\n"),
    "front matter of blanks": repeated(" ", before="---\na: b", after="#\n---\n"),
    "front matter of brackets": repeated("[", before="---\na: ", after="\n---\n"),
    "front matter of maps": repeated("{a: ", before="---\na: ", after="\n---\n"),
    "front matter of dashes": repeated("- ", before="---\na:\n  ", after="\n---\n"),
    "front matter of lists": repeated("- [a]\n", before="---\n", after="---\n"),
    "front matter of quotes": repeated("''", before="---\na: '", after="\n---\n"),
    "front matter of lines": repeated("  b\n", before="---\na: \n", after="---\n"),
    "front matter of keys in keys": repeated("? ", before="---\n", after="\n---\n"),
    "front matter of aliases": lambda n: (
        "---\na0: &a0 [b]\n"
        + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, n // 20))
        + "---\n"
    ),
    "front matter of merges": repeated("<<: *a\n", before="---\na: &a {b: c}\n", after="---\n"),
    "front matter of comments": repeated("# a\n", before="---\n", after="a: [b]\n---\n"),
    "front matter of block scalars": repeated("  a\n", before="---\na: |\n", after="---\n"),
    "front matter without an end": repeated("a: b\n", before="---\n"),
    "CRLF": repeated("\r\n"),
    "CR": repeated("\r"),
    "lines with CRLF": repeated("word\r\n"),
    "blank lines": repeated("\n"),
    "blank lines of blanks": repeated(" \n"),
    "NUL": repeated("\0"),
    "line separators": repeated("\u2028"),
    "backslashes": repeated("\\"),
    "translators' fences": repeated("```mdx-code-block\na\n```\n"),
    "translators' fences without an end": repeated("```mdx-code-block\n"),
    "indented code": repeated("    a\n"),
    "indented code and blank lines": repeated("    a\n\n\n"),
    "brackets and backticks": repeated("[`"),
    "brackets, then backticks": halves("[", "`a"),
    "brackets and stars": repeated("[*a"),
    "brackets and tags": halves("[<a>", "</a>](b)"),
    "references without definitions": numbered("[a#][b#] "),
    "footnote calls without definitions": numbered("[^a#] "),
    "footnotes of one label": repeated("[^a]: b\n\n", after="[^a]\n"),
    "boxes in one item": repeated("  [b] c\n\n", before="- a\n\n"),
    "boxes behind definitions in one item": halves("  [a]: b\n", "\n  [ ] c\n", before="-\n"),
    "nested directives, lines": lambda n: (
        "".join(":" * (70 - i) + "note\n" for i in range(60)) + "a\n\n" * (n // 3)
    ),
    "nested directives, blank lines": lambda n: (
        "".join(":" * (70 - i) + "note\n" for i in range(60)) + "\n" * n
    ),
    "directives in nested lists": repeated("- " * 50 + ":::note\n\n"),
    "directives with many classes": repeated(".a", before=":::note{", after="}\n\nb\n\n:::\n"),
    "attributes of a directive over lines": repeated("a=b\n", before="::a{", after="}\n"),
    "headings of one name": repeated("# a b\n\n"),
    "headings of one id": repeated("# a {#b}\n\n"),
    "headings of nothing": repeated("#\n"),
    "deep elements, many lines": repeated("<a>\n" * 20 + "b\n" + "</a>\n" * 20),
    "elements in attributes": halves("<a b={", "}/>"),
    "spreads in a tag": repeated(" {...b}", before="<a", after="/>"),
    "a long value of an attribute": repeated("c\n", before="<a b='", after="'/>\n"),
    "attributes that are faulty late": repeated("\nb='c'", before="<a", after="\n=>\n"),
    "a table of wide rows": repeated("|b" * 500 + "|\n", before="|a|\n|-|\n"),
    "a table of ragged rows": numbered("|a#\n", before="|a|b|\n|-|-|\n"),
    "front matter of anchors": numbered("a#: &a# b\n", before="---\n", after="---\n"),
    "front matter of a flow list": numbered("a#, ", before="---\na: [", after="b]\n---\n"),
    "front matter of a flow map": numbered("a#: b, ", before="---\na: {", after="b: c}\n---\n"),
    "an import of many names": numbered("A#, ", before="import {", after="B} from 'b'\n"),
    "an export of elements": repeated("<b>c</b>\n", before="export const a = <>\n", after="</>\n"),
    "patterns without an end": repeated("/[", before="export const a = "),
    "comments without an end": repeated("a /* b\n", before="export const a = 1\n"),
    "comments in a row": repeated("/**/", before="export const a = b", after="\n"),
    "escaped quotes in braces": repeated('\\"', before='{"', after="\n}\n"),
    "escaped quotes in an export": repeated("\\'", before="export const a = '", after="\n"),
    "braces over lines that hold braces": repeated("  {a}\n", before="{\n", after="}\n"),
    "open comments in braces, a paragraph": repeated("{/* a\n\n"),
    "nested lists, many lines": repeated("- " * 99 + "a\n"),
    "nested lists, blank lines": repeated("\n", before="- " * 99 + "a\n"),
    "nested lists, lines of blanks": repeated(" \n", before="- " * 99 + "a\n"),
    "nested lists, an open brace": repeated("\n", before="- " * 99 + "{\n"),
    "nested lists, an open fence": repeated("\n", before="- " * 99 + "```\n"),
    "nested lists, lazy and blank lines": repeated("\na\n", before="- " * 99 + "a\n"),
    "nested footnotes, blank lines": repeated("\n", before="[^a]: " * 99 + "a\n"),
    "quotes and lists, many lines": repeated("> - " * 49 + "a\n"),
    "items of changing indentation": repeated("- a\n - b\n  - c\n   - d\n"),
    "items of changing markers": repeated("- a\n  + b\n    * c\n"),
    "items of numbers in turn": repeated("1. a\n2) b\n"),
    "items of open braces": repeated("- {a\n"),
    "items of fences": repeated("- ```\n"),
    "quotes of open braces": repeated("> {\n\n"),
    "quotes and open braces": repeated("> " * 7 + "{" * 7 + "\n"),
    "tabs": numbered(
        "<TabItem value='a#'>\n\nb\n\n</TabItem>\n", before="<Tabs>\n", after="</Tabs>\n"
    ),
    "comments of two kinds": repeated("<!-- a -->\n{/* b */}\n"),
    "unclosed things": repeated("[a *b `c ~g _h ![i **j __k ~~l "),
    "unclosed things, a line": repeated("[a *b `c {d <e $[f ~g _h ![i\n"),
    "lists with CR": repeated("- a\r"),
    "line ends of all kinds": repeated("a\r\nb\rc\n"),
    "long words of marks": repeated("a*_~" * 1000 + " "),
    "mixed runs": repeated("*_**__***___a"),
    "strikes of one and two": repeated("~a~~b"),
    "addresses of all kinds": repeated("www.http://a@a"),
    "addresses and entities": repeated("&amp;", before="www.a"),
    "at signs in words": repeated("a@a@"),
    "letters behind ampersands": repeated("&amp"),
    "escapes in a destination": repeated("\\)", before="[a](", after=")"),
    "escapes in a link text": repeated("\\]", before="[", after="](a)"),
    "kinds in turn": in_turn("[", "*a ", "`", "<a ", "{", "]"),
}

LINTED: Mapping[str, Maker] = {
    "names in code": numbered("`aBc#` "),
    "names of parameters in a table": numbered(
        "| `pageSize` | a# |\n", before="| Field | Value |\n|--|--|\n"
    ),
    "keys of a map": numbered("a#: b\n", before="```yaml\n", after="```\n"),
    "a key again and again": repeated("a: b\n", before="```yaml\n", after="```\n"),
    "documents of one text": numbered(
        "kind: Pod\nmetadata:\n  name: a#\n---\n", before="```yaml\n", after="```\n"
    ),
    "files applied in one script": numbered(
        "kubectl apply -f a#.yaml\n", before="```bash\n", after="```\n"
    ),
    "files written and files applied": numbered(
        "kubectl get pod -o yaml > abcdef#.yaml\nkubectl apply -f abcdeg#.yaml\n",
        before="```bash\n",
        after="```\n",
    ),
    "files applied in fences": numbered("```bash\nkubectl apply -f a#.yaml\n```\n\n"),
    "steps of a list": numbered("1. Apply `a#`.\n\n   ```bash\n   kubectl get a#\n   ```\n\n"),
    "links to headings": numbered("## Head a#\n\n[a](#head-a#) [b](#none#)\n\n"),
    "words again": repeated("the the "),
    "brackets and quotes": repeated('( a [ b " c.\n\n'),
    "admonitions that are not closed": numbered(":::note\n\na#\n\n"),
    "components": numbered("import A# from './a#.mdx';\n\n<A# />\n\n"),
    "defaults in tables": numbered(
        "| `pageSize` | Default: `#` |\n", before="| Field | Text |\n|--|--|\n"
    ),
    "defaults in a sentence": repeated("`pageSize` (default: `10`), "),
    "defaults in sentences": repeated("`pageSize` is `10` by default. "),
    "names in paragraphs": repeated("## Pages\n\nSet `pageSize` to `0`.\n\n"),
    "ports in tables": numbered(
        "| Port | Protocol |\n|--|--|\n| 44# | TCP |\n\nThe defaults of `pageSize`:\n\n"
    ),
    "ignores": numbered("{/* docs-snippets-ignore repeated-word: a# */}\n\nthe the\n\n"),
    "ignores in a row": numbered(
        "{/* docs-snippets-ignore repeated-word: a# */}\n", after="the the\n"
    ),
    "ignores that hide": numbered("{/* docs-snippets-ignore repeated-word: a# */}\nthe the\n\n"),
    "commands in commands": halves("$(a ", ")", before="```bash\n", after="\n```\n"),
    "commands that run commands": repeated("sudo ", before="```bash\n", after="ls\n```\n"),
    "heredocs on a line": numbered("<<E# ", before="```bash\ncat ", after="\na\n```\n"),
    "two heredocs on a line": repeated(
        "cat <<A <<B\na\nA\nb\nB\n", before="```bash\n", after="```\n"
    ),
    "manifests that are applied": numbered(
        "kubectl apply -f - <<EOF\napiVersion: operator.tigera.io/v1\nkind: Installation\n"
        "metadata:\n  name: a#\nEOF\n",
        before="```bash\n",
        after="```\n",
    ),
    "patches": numbered(
        'kubectl patch pod a# --type merge -p \'{"spec": {"a#": 1}}\'\n',
        before="```bash\n",
        after="```\n",
    ),
    "installs": numbered("## Install a#\n\n```bash\nhelm install a# b\n```\n\n"),
    "brackets, then parentheses": halves("[", ")"),
    "words again, a line each": repeated("the\nthe\n"),
    "imports of what is not shown": repeated("import a from 'b'\n", after="\n<Foo />\n"),
    "selectors in parentheses": repeated(
        "(", before="```yaml\nspec:\n  selector: ", after="a == 'b'\n```\n"
    ),
    "terms of a selector": repeated(
        "a == 'b' && ", before="```yaml\nspec:\n  selector: ", after="all()\n```\n"
    ),
    "anchors that are wrong": lambda n: "".join(
        f"## Head ab{i}\n\n[a](#haed-ab{i})\n\n" for i in range(n // 34)
    ),
    "pages that are not there": numbered("[a](./b#)\n\n"),
    "files that are not there": numbered("[a](./b#.mdx)\n\n"),
    "components of many names": numbered("<Ab# />\n\n"),
    "variables of many names": numbered("$[ab#] "),
    "nested JSON": halves("[", "]", before="```json\n", after="\n```\n"),
    "JSON of escaped quotes": repeated('\\"', before='```json\n"', after="\n```\n"),
    "nested patches": halves(
        "[", "]", before="```bash\nkubectl patch pod a -p '", after="'\n```\n"
    ),
    "YAML that is wrong late": numbered("a#: b\n", before="```yaml\n", after="a: b: c\n```\n"),
    "YAML that is wrong": numbered("```yaml\na#: b: c\n```\n\n"),
    "pipes in a shell example": repeated("a | ", before="```bash\n", after="a\n```\n"),
    "pipelines": repeated("a | " * 1_900 + "a\n", before="```bash\n", after="```\n"),
    "a long command": repeated("--a=b ", before="```bash\nkubectl get ", after="\n```\n"),
    "long commands": repeated("kubectl get " + "-l a=b " * 1_000 + "\n", before="```bash\n"),
    "output of a command": repeated("a   b   c\n", before="```bash\n$ ls\n", after="```\n"),
    "names like those of variables": numbered("[abcdefgh#] ", after="\n\n[abcdefgh]: b\n"),
    "parameters of functions": numbered("get(a#: a, b: b) b b ", before="# get(c: c)\n\n"),
    "open heredocs": numbered("cat <<EOF#\n", before="```bash\n", after="```\n"),
    "sections of settings": numbered("[a#]\nb# = 1\n", before="```\n", after="```\n"),
}
"""What rules look at, again and again."""


DocsMaker = Callable[[int], tuple[roots.Files, Sequence[str]]]
"""Files whose largest one has about as many characters as is asked for, and a command."""


def parameters(size: int, page: str) -> tuple[roots.Files, Sequence[str]]:
    """A reference of many parameters, beside a page."""
    record = json.loads(roots.PARAMETERS)["Groups"][0]["Fields"][0]
    count = size // (len(json.dumps(record)) + 24)
    fields = [
        {**record, "NameConfigFile": f"PageSize{i:06}", "NameEnvVar": f"APP_PAGESIZE{i:06}"}
        | {"NameYAML": f"pageSize{i:06}"}
        for i in range(count)
    ]
    text = json.dumps({"Groups": [{"Name": "Main", "Fields": fields}]})
    return {"site/guide/params.json": text, "site/guide/other.mdx": page}, LINTING


def variables(size: int) -> tuple[roots.Files, Sequence[str]]:
    """As many variables as there may be, and a page of names that are nearly theirs."""
    count = min(size // 100, 19_000)
    names = ", ".join(f"abcdefghij{i:06}: 'x'" for i in range(count))
    page = "".join(f"$[abcdefghji{i:06}]\n" for i in range(count))
    return {
        "site/guide/variables.js": f"module.exports = {{ {names} }};\n",
        "site/guide/other.mdx": page,
    }, LINTING


def many(size: int) -> str:
    """As many items of a list as a script may have."""
    return "1," * (size // PAGES_A_FILE // 2)


def regions(size: int, text: Callable[[int], str]) -> tuple[roots.Files, Sequence[str]]:
    """A page of as much generated text as it may have."""
    count = size // PAGES_A_FILE // len(text(0))
    return {"site/guide/setup.mdx": snippet_roots.PAGE + "".join(map(text, range(count)))}, LINTING


def placements(size: int) -> tuple[roots.Files, Sequence[str]]:
    """A definition of many placements on one page."""
    count = size // 16_000
    places = "".join(
        f"  - {{ id: p{i}, page: setup.mdx, in: {{ heading: Tune it }}, at: end,"
        " template: paging.mdx }\n"
        for i in range(count)
    )
    definition = snippet_roots.DEFINITION.partition("placements:")[0]
    return {"snippets/paging.yaml": f"{definition}placements:\n{places}"}, ("render", "--check")


PAGES_A_FILE = reading.SIZE_LIMIT // access.PAGE_LIMIT
LINTING = ("lint", "--output-format", "concise", "--jobs", "1")
NEAR_NAMES = (
    "```yaml\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\n"
    "metadata:\n  name: default\nspec:\n"
    + "".join(f"  pageSiez{i:06}: 1\n" for i in range(20_000))
    + "```\n"
)
DOCS: Mapping[str, DocsMaker] = {
    "a reference of many parameters": lambda n: parameters(n, "# Other\n"),
    "a reference, and names near to its own": lambda n: parameters(n, NEAR_NAMES),
    "variables, and names near to them": variables,
    "regions": lambda n: regions(
        n, lambda i: f"\n{snippet_roots.region('Text.', name=f'paging/p{i}')}"
    ),
    "regions that begin": lambda n: regions(
        n, lambda i: "\n{/* BEGIN docs-snippets paging/how: generated, run `make` */}\n"
    ),
    "regions that end": lambda n: regions(
        n, lambda i: f"\n{{/* END docs-snippets paging/how (sum: {i:016x}) */}}\n"
    ),
    "headers of partials": lambda n: regions(
        n,
        lambda i: (
            "\n{/* GENERATED by docs-snippets from templates/a.mdx: DO NOT EDIT"
            f" (sum: {i:016x}) */}}\n"
        ),
    ),
    "markers in HTML comments": lambda n: regions(
        n, lambda i: "\n<!-- BEGIN docs-snippets paging/how: generated -->\n"
    ),
    "placements on one page": placements,
    "a template of values": lambda n: (
        {"templates/paging.mdx": "<%= title %>" * (n // 256 // 12)},
        ("render", "--check"),
    ),
    "a long name of a version": lambda n: (
        {"site/guide_versions.json": json.dumps(["1.10", "1.9", "1." + "0" * (n - 100)])},
        LINTING,
    ),
    "a list of many versions": lambda n: (
        {"site/guide_versions.json": json.dumps([f"1.{i}" for i in range(n // 13)])},
        LINTING,
    ),
    "a long .gitignore": lambda n: (
        {"site/.gitignore": "a*b\n" * (n // 4), "site/guide/other.mdx": "# Other\n"},
        LINTING,
    ),
    "a list in a script": lambda n: (
        {"site/guide/variables.js": f"module.exports = {{ a: [{many(n)}] }};\n"},
        LINTING,
    ),
    "a list in the site's configuration": lambda n: (
        {"site/docusaurus.config.js": f"const a = [{many(n)}];\n{roots.SITE}"},
        LINTING,
    ),
    "a long versions.yaml": lambda n: (
        {"versions.yaml": roots.VERSIONS + "# a\n" * (n // 4)},
        LINTING,
    ),
}
"""What docs as a whole may hold."""


def read(text: str, compat: bool, format: Format) -> Page:
    """Reads a page and makes its record, as the program does."""
    page = read_page(Source("page.mdx", text), mdx1_compat=compat, format=format)
    page_record(page)
    return page


def work_of(kind: str, size: int, way: str, root: Path) -> Callable[[], str]:
    """What checking an input of a kind and a size does; it answers why it is refused, if it is."""
    if kind in DOCS:
        return docs_work(kind, size, root)
    text = within({**KINDS, **LINTED}[kind], size)
    if way == LINT:
        check = checker(root, text)
        return lambda: next((f.message for f in check() if f.rule in REFUSED), "")
    compat, form = READING[way]

    def parsed() -> str:
        error = read(text, compat, form).error
        return error.message if error else ""

    return parsed


def within(make: Maker, size: int) -> str:
    """A text of at most as many bytes, what is before and after it included."""
    text = make(size)
    length = len(text.encode("utf-8", "surrogatepass"))
    return text if length <= size else make(max(1, size * size // length - 2 * size // 1_000 - 100))


def docs_work(kind: str, size: int, root: Path) -> Callable[[], str]:
    """What a command does with docs of a kind."""
    files, arguments = DOCS[kind](size - size // 16)  # with room for what is around
    snippet_roots.make(root, files)

    def run() -> str:
        out = io.StringIO()
        config = str(root / "versions.yaml")
        cli.run([*arguments, "--config", config], out, out)
        refused = [line for line in out.getvalue().splitlines() if "limit" in line]
        return refused[0] if refused else ""

    return run


def cost(kind: str, size: int, way: str, *, count: bool) -> Cost:
    """What an input of a kind and a size costs, in this process; calls instead of seconds."""
    with TemporaryDirectory() as folder:
        work = work_of(kind, size, way, Path(folder))
        if count:
            return Cost(size, counted(work))
        started = time.process_time()
        refused = work()
        spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(size, spent, peak, refused)


def checker(root: Path, text: str) -> Callable[[], tuple[Diagnostic, ...]]:
    """What checks a page that is written, with a copy, below `root`; the references are read."""
    pages = {PAGE: text, COPY: f"A line more.\n\n{text}"}
    docs = load_from(DiskFiles(roots.make(root, pages)), "versions.yaml", None)
    assert isinstance(docs, Docs)
    job = Job(docs, tuple(page_rules().values()), dict.fromkeys(manual_pages(), True))
    check_page(job, "guide/index.mdx")
    return lambda: check_page(job, PAGE.partition("/")[2])


def steps(kind: str, size: int, compat: bool, format: Format) -> int:
    """How many calls reading a page of a kind and a size makes: a cost that no clock disturbs."""
    text = KINDS[kind](size)
    return counted(lambda: read(text, compat, format))


def counted(work: Callable[[], object]) -> int:
    """How many calls something makes."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def curve(kind: str, size: int, way: str, *, count: bool) -> Iterator[Cost | None]:
    """The costs of a quarter and of the whole, each in a process of its own; None after too long.

    The process is forked, so that what it takes of memory is what the work takes, and little more.
    """
    for each in (size // 4, size):
        with get_context("fork").Pool(1) as pool:
            pending = pool.apply_async(cost, (kind, each, way), {"count": count})
            try:
                yield pending.get(SECONDS)
            except TimeoutError:
                yield None
                return


def slope(first: Cost, last: Cost) -> float:
    """How cost grows with size, as the power of the size; 1 where it is too small to tell."""
    if last.seconds < QUICK or not first.seconds:
        return 1.0
    return math.log(last.seconds / first.seconds) / math.log(last.size / first.size)


def row(kind: str, size: int, way: str, *, count: bool) -> bool:
    """Prints the costs of a kind; answers whether they are as they should be."""
    known = [each for each in curve(kind, size, way, count=count) if each]
    if len(known) < 2:
        sys.stdout.write(f"{kind:44}more than {SECONDS} s\n")
        return False
    first, last = known
    rise = slope(first, last)
    marks = [("STEEP", rise > STEEP), ("SLOW", last.seconds > SLOW and not count)]
    marks += [("LARGE", last.memory > LARGE)]
    mark = " ".join(word for word, true in marks if true)
    unit = "12,.0f" if count else "9.2f"
    seconds = f"{first.seconds:{unit}}{last.seconds:{unit}}"
    memory = "" if count else f"{last.memory:7.0f}"
    sys.stdout.write(f"{kind:44}{seconds}{memory}{rise:7.2f} {mark:12}{way:7}{last.refused[:60]}\n")
    sys.stdout.flush()
    return not mark


def main() -> int:
    """Prints the table; 1 where something costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kinds", default="", help="a regular expression that names them")
    parser.add_argument("--share", default=1.0, type=float, help="of the greatest size allowed")
    ways = (*READING, LINT)
    parser.add_argument("--ways", default=[LINT], nargs="+", choices=ways, help="what is done")
    parser.add_argument("--counted", action="store_true", help="count calls instead of seconds")
    parser.add_argument("--sample", default=0, type=int, help="so many of the kinds, always those")
    options = parser.parse_args()
    heads = "calls at 1/4 of it      at all" if options.counted else " s at 1/4 s at all     MB"
    sys.stdout.write(f"{'':44}{heads}  slope\n")
    pages = dict.fromkeys((*KINDS, *LINTED), access.PAGE_LIMIT)
    sizes = {**pages, **dict.fromkeys(DOCS, reading.SIZE_LIMIT)}
    named = [kind for kind in sizes if re.search(options.kinds, kind)]
    good = [
        row(kind, int(options.share * sizes[kind]), way, count=options.counted)
        for kind in named[:: math.ceil(len(named) / options.sample) if options.sample else 1]
        for way in (options.ways if kind in KINDS else [LINT])
    ]
    sys.stdout.write(f"{len(good)} measured, {good.count(False)} of them cost too much\n")
    return 0 if all(good) else 1


if __name__ == "__main__":
    gc.set_threshold(*cli.COLLECTING)
    # What all processes share is read once.
    page_rules(), manual_pages()
    sys.exit(main())
