"""What the site's parser takes in braces, and what it rejects the page for.

The answers are those of the parser the site loads (acorn: 2024, modules, JSX).
"""

import pytest

from docs_snippets.core.source import Source
from docs_snippets.mdx.reader import read_page

TAKEN = """
(a, b)
{a: 1}.a
a ? b : c
a ?? (b || c)
(-a) ** b
a ** -b
async (a) => { for await (x of y) {} }
await x
function*(){ yield 1 }
function(){ () => new.target }
class { #a; m(){ this.#a } }
class extends X { constructor(){ super() } }
{ m(){ super.x } }
({a = 1}, [b, ...c], ...d) => 1
[a] = b
(a.b) = c
delete a.b
import("a")
import.meta.url
"\\0"
"\\u{10FFFF}"
f`\\1`
/[\\w-.]/
/(?:a)(?<n>b)\\k<n>/gu
/a{/
/]/
() => { for (;;) { break } }
() => { try {} finally {} }
<a.b></a.b>
<a>{/* c */}</a>
<a {...b}/>
<a class="b" for={c} default/>
(a) => { var a; function a(){} }
() => { if (a) { let b } else { let b } }
<></>
f`\\u{} ${1} \\x`
<a.b-c d-e/>
<this.a></this.a>
() => { try {} catch (e) { var e } }
() => { try {} catch (e) { { let e } } }
() => { var a; { let a } }
() => { function f(){} var f; function f(){} }
(a) => { { let a } }
() => { for (const a of b) { let a } }
() => { l: for (;;) { continue l } }
() => { l: { break l } }
() => { l: ; l: ; }
() => { {a: 1} }
class { static { var a; { let a } } }
class { get #a(){} set #a(b){} }
class { static async constructor(){} }
class extends X { constructor(){ () => super() } }
class { a = () => { function f(){ arguments } } }
() => { throw a }
(a) => { "use strict" }
/(?<a>b)|(?<c>d)/
/a{2,10}/
{ __proto__: 1, [__proto__]: 2 }
""".strip().split("\n")

REJECTED = """
a b
<a class/ b/>
class ="a"
<a></b>
<a></>
<a b={}/>
<a b={/* c */}/>
`\\u`
class { static { await } }
void (a => b)()=> c
<a {b}/>
{ package }
f(interface)
a.b && <i>c > d</i>
<!-- a -->
""".strip().split("\n")

ACCEPTED_UNLIKE_ACORN = """
a => {} || b
() => {}()
a + b = c
() => { const a = 1; const a = 2 }
(a) => { let a }
a => { class a {} }
({ b: [c] }) => { const c = 1 }
() => { { function f(){} function f(){} } }
() => { switch (a) { case 1: let b; default: let b } }
a ?? b || c
-a ** b
new.target
() => new.target
() => { await x }
() => yield + 1
() => { for await (x of y) {} }
a.#b
class { #a; m(){ this.#b } }
super.x
(a, a) => 1
(...a, b) => 1
(a.b) => 1
(eval) => 1
eval = 1
({a}) = b
a?.b = 1
new a?.b()
delete (a)
import("a", "b")
f(,)
{a,,b}
"\\01"
"\\8"
"\\u{110000}"
`\\1`
/a(/
/a)/
/+/
/(?<=a)*/
/[b-a]/
/a/gg
() => { break }
() => { const z }
() => { try {} }
() => { with (a) {} }
<a>{...b}</a>
<a/> < b
`\\08`
() => { try {} catch (e) { let e } }
() => { try {} catch ({e}) { var e } }
() => { let a; { var a } }
() => { { var a } let a }
() => { { function f(){} var f } }
() => { for (let a of b) { var a } }
() => { for (let a, a;;) ; }
() => { for (var a = 1 in b) ; }
() => { for (a of b, c) ; }
() => { for (async of a) ; }
({a}, a) => 1
() => { if (a) function f(){} }
() => { while (a) class b {} }
() => { l: l: ; }
() => { break l }
() => { l: { continue l } }
() => { { a: 1, b: 2 } }
() => { import a from "b" }
() => { switch (a) { default: default: } }
() => { function eval(){} }
class { constructor(){} constructor(){} }
class { constructor = 1 }
class { #constructor }
class { static prototype(){} }
class { #a; #a }
class { get constructor(){} }
class { constructor(){ super() } }
class { a = arguments }
class { static { return } }
(a = 1) => { "use strict" }
!a = b
a++.b
await <b/>
0_1
/(?<a>b)(?<a>c)/
/a{2,1}/
{ __proto__: 1, "__proto__": 2 }
""".strip().split("\n")
"""What acorn rejects and the grammar accepts: it takes a program, not documentation, to write it.

The parser does not look for such errors; the build of the site reports them.
"""


def rejected(text: str) -> bool:
    """Whether a page is rejected that has the text in braces."""
    return read_page(Source("page.mdx", f"Text {{{text}}} text.\n")).error is not None


@pytest.mark.parametrize("text", TAKEN)
def test_an_expression_is_taken(text: str) -> None:
    assert not rejected(text)


@pytest.mark.parametrize("text", REJECTED)
def test_what_is_no_expression_rejects_the_page(text: str) -> None:
    assert rejected(text)


@pytest.mark.parametrize("text", ACCEPTED_UNLIKE_ACORN)
def test_errors_that_only_programs_have_are_not_looked_for(text: str) -> None:
    """One that starts to be found moves to those above."""
    assert not rejected(text)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("import A from 'a'\n;import B from 'b'", True),
        ("import A from 'a'\n;", True),
        ("import A from 'a';\n;", False),
        ("export {a} from 'a'\n;", True),
        ("export function f(){}\n;", False),
        ("export const A = () => <b class='c'>d</b>", True),
        ("export {a as b}\n\nexport const a = 1", True),
        ('export const a = "b\\\r\nc"', True),
    ],
)
def test_what_an_import_or_export_may_be(text: str, taken: bool) -> None:
    assert (read_page(Source("p.mdx", text), mdx1_compat=False).error is None) is taken


@pytest.mark.parametrize(
    "text",
    [
        "export const A = () => {\n  const a = 1;\n  const a = 2;\n}",
        "export default class {}\n> b",
        "export default\nconst a = 1",
        "export const a = () => {\n\nthrow\nb }",
        "export const a\n\n# b",
        "{{\n  a: 1,,\n  b: 2\n}}",
    ],
)
def test_statements_that_the_grammar_accepts_and_acorn_rejects(text: str) -> None:
    """They are not looked for either."""
    assert read_page(Source("p.mdx", text), mdx1_compat=False).error is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a {\nb}\n/>\n\n</c>", 2),
        ("<a>\n</a\nb>", 3),
        ("> {a b}\n> c\n", 3),
        ("> {a b}", 1),
        ("- {a b}\n", 1),
        ("{\na: 1,\n" + "/* long */\n" * 500 + "}", 2),
        ("{{\n  a: 1,\n  b: @c\n}}", 3),
        ("{...\na}", 1),
        ('import a from "a"\n- b\nexport', 3),
        ('import a from "a"\n# b\n\n}', 2),
        ("export const a = {\n" + "  b: 1,\n" * 700 + "  c d\n}", 702),
        ("- <a>\n  {b c}\n\n  </d>", 2),
        (":a[{b c}]\n{d", 2),
        ("a <\n", 1),
        ("<\n", 1),
        ("{new.target\na}", 1),
    ],
)
def test_the_line_of_what_is_wrong(text: str, line: int) -> None:
    source = Source("p.mdx", text)
    error = read_page(source, mdx1_compat=False).error
    assert error is not None
    assert source.line_of(error.span.start) == line


@pytest.mark.parametrize(
    ("text", "line", "line_of_acorn"),
    [
        ("export const a = [\n'b',\n<b class='c'/>,\n'd'\n'e']", 4, 5),
        ("{{\n  a: 1,\n  b: /c\n}}", 4, 3),
        ("{\n)\n}", 1, 2),
    ],
)
def test_lines_near_the_one_that_acorn_names(text: str, line: int, line_of_acorn: int) -> None:
    """The grammar recovers from errors, and the first node it gives up may stand beside."""
    source = Source("p.mdx", text)
    error = read_page(source, mdx1_compat=False).error
    assert error is not None
    assert source.line_of(error.span.start) == line != line_of_acorn
