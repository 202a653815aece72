"""What modules export, read without running them: known where it has to be, never wrong."""

from typing import NamedTuple

import pytest

from docs_snippets.javascript.modules import default, exports, syntax_error
from docs_snippets.javascript.unterminated import bounded
from docs_snippets.javascript.values import UNDEFINED, UNKNOWN, Function, JsValue, Object, member

RELEASES = """[{
  "title": "v1.20.3",
  "the-operator": {"version": "v1.40.2"},
  "components": {"a/b": {"n": 1}}
}]"""


def value_of(expression: str, files: dict[str, str] | None = None) -> JsValue:
    """What a module exports as `x`."""
    modules = {
        "a/module.js": f"module.exports = {{ x: {expression} }};",
        "a/releases.json": RELEASES,
    }
    found = exports("a/module.js", {**modules, **(files or {})}.get)
    return member(found, "x")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a' + \"b\" + 1", "ab1"),
        ("`v${1 + 1}.${'x'.toUpperCase()}`", "v2.X"),
        (r"'it\'s \u00e9\n'", "it's é\n"),
        ("0x10 - 1", 15),
        ("1.5", 1.5),
        ("-3", -3),
        ("!''", True),
        ("typeof 'a' + typeof 1 + typeof {} + typeof undefined", "stringnumberobjectundefined"),
        ("null", None),
        ("undefined", UNDEFINED),
        ("[1, ...[2, 3]].length", 3),
        ("({a: {'b-c': 2}}).a['b-c']", 2),
        ("({...{a: 1}, a: 2}).a", 2),
        ("({a: 1, ...{a: 2}}).a", 2),
        ("({['k' + 1]: 5}).k1", 5),
        ("1 === 1 ? 'yes' : 'no'", "yes"),
        ("'1' === 1 ? 'yes' : 'no'", "no"),
        ("null ?? 'other'", "other"),
        ("'' ?? 'other'", ""),
        ("'' || 'other'", "other"),
        ("'a' && 'b'", "b"),
        ("undefined?.a", UNDEFINED),
        ("require('./releases.json')[0]['the-operator'].version", "v1.40.2"),
        (
            "require('./releases.json')[0]['the-operator']"
            ".version.split('.').slice(0, 2).join('.')",
            "v1.40",
        ),
        ("require('./releases.json')[0].components['a/b'].n", 1),
        ("'v1.20.3'.slice(1)", "1.20.3"),
        ("'v1.20.3'.slice(-3)", "0.3"),
        ("'v1.20.3'.substring(3, 1)", "1."),
        ("'v1.20.3'.replace('v', '')", "1.20.3"),
        (r"'v1.20.3'.replace(/^v(\d+)/, '$1!')", "1!.20.3"),
        ("'a-b-c'.replace(/-/g, ' ')", "a b c"),
        ("'a-b-c'.replace(/-/, ' ')", "a b-c"),
        ("'a-b-c'.replaceAll('-', '')", "abc"),
        ("' a '.trim().concat('!', 1)", "a!1"),
        ("'abc'.includes('b') && 'abc'.startsWith('a') && 'abc'.endsWith('c')", True),
        ("'abc'.indexOf('c')", 2),
        ("'7'.padStart(3, '0')", "007"),
        ("['a', 'b'].map((one, index) => one + index).join('/')", "a0/b1"),
        ("[1, 2, 3].filter(n => n > 1).length", 2),
        ("[{n: 'a'}, {n: 'b'}].find(({n}) => n === 'b').n", "b"),
        ("Object.keys({a: 1, b: 2}).join()", "a,b"),
        ("Object.fromEntries(Object.entries({a: 1}).map(([k, v]) => [k + k, v])).aa", 1),
        ("parseInt('12px', 10)", 12),
        ("String(3)", "3"),
    ],
)
def test_expressions_have_the_value_they_have_there(expression: str, expected: JsValue) -> None:
    """Each as a member of an exported object."""
    assert value_of(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "process.env.VERSION",
        "process.env.CI ? 'a' : 'b'",
        "fetch('https://example.com')",
        "new Date().getFullYear()",
        "missing",
        "'1' == 1",
        "'a' + missing",
        "`a${missing}`",
        "[missing].join('.')",
        "require('left-pad')('1', 3)",
        "require('../../outside.json').version",
        "require('./not-there')",
        "'abc'.localeCompare('b')",
        "'abc'.replace(/(?<=a)b/, '')",
        "'abc'.replace('b', '$&')",
        "[3, 1].sort()",
        "['b', missing].sort()[0]",
        "(() => { while (true) {} })()",
        "(function f() { return f(); })()",
        "(() => { try { left(); return 1 } catch { return 2 } finally { mend() } })().a",
        "(() => { let n = 1; try { left(); n = 2 } catch { n = 3 } return n })()",
        "(() => { const all = [1]; all.splice(0, 1); return all[0] })()",
        "(() => { const all = [1]; for (const n of far) { all.push(n) } return all[0] })()",
        "(() => { const all = [1]; [2].forEach(n => { if (far) all.push(n) }); return all[0] })()",
    ],
)
def test_what_is_not_computed_is_unknown_and_not_absent(expression: str) -> None:
    """A wrong value would be worse than none."""
    assert value_of(expression) == UNKNOWN


def test_the_same_value_on_both_sides_of_an_unknown_choice_is_known() -> None:
    """It does not matter which."""
    assert value_of("process.env.CI ? 'a' : 'a'") == "a"


class Case(NamedTuple):
    """A module, what it requires, and what it exports as `x`."""

    text: str
    files: dict[str, str]
    expected: JsValue


CASES = {
    "exports built in a constant": Case("const v = {x: 1}; module.exports = v;", {}, 1),
    "a helper required from another folder": Case(
        "const image = require('../src/image'); module.exports = {x: image('node', '1.2')};",
        {"src/image.js": "module.exports = (name, v) => { return name + ':' + v; };"},
        "node:1.2",
    ),
    "several helpers, taken apart": Case(
        "const {short: s} = require('../src/h.js'); module.exports = {x: s('v1.2.3')};",
        {"src/h.js": "function short(v) { return v.split('.')[0]; }\nmodule.exports = { short };"},
        "v1",
    ),
    "a helper with a default and a rest": Case(
        "const f = (a, b = 'B', ...rest) => a + b + rest.length;"
        "module.exports = {x: f('a', undefined, 1, 2)};",
        {},
        "aB2",
    ),
    "a helper that reads the environment": Case(
        "const f = require('../src/f'); module.exports = {x: f()};",
        {"src/f.js": "module.exports = () => process.env.X;"},
        UNKNOWN,
    ),
    "exports one by one": Case("exports.x = 'a'; module.exports.y = 2;", {}, "a"),
    "import and export": Case(
        "import r, { v as w } from './r.js';\nexport const x = r.a + w;",
        {"a/r.js": "export const v = '!'; export default { a: 'A' };"},
        "A!",
    ),
    "export of names": Case("const a = 3; export { a as x };", {}, 3),
    "an alias of the site's folder": Case(
        "module.exports = {x: require('@site/shared.json').n}", {"shared.json": '{"n": 9}'}, 9
    ),
    "assigned afterwards": Case("const v = {}; v.x = 1; v.y = v.x; module.exports = v", {}, 1),
    "a property deleted": Case(
        "const v = {x: {a: 1, b: 2}}; if (!v.c) { delete v.x.a; delete v.x['c']; }"
        " exports.x = Object.keys(v.x).join();",
        {},
        "b",
    ),
    "a property of an unknown name deleted": Case(
        "const v = {x: 1}; delete v[far]; module.exports = v;", {}, UNKNOWN
    ),
    "an item of a list deleted": Case(
        "const v = [1, 2]; delete v[0]; exports.x = v;", {}, [UNKNOWN]
    ),
    "a property deleted in a function that stops": Case(
        "const v = {x: 1}; function go() { delete v.x; if (far) { return; } } go();"
        " module.exports = v;",
        {},
        UNKNOWN,
    ),
    "a branch that is known": Case(
        "let x = 'a'; if (1 > 2) { x = 'b' } else { x = 'c' } module.exports = {x};", {}, "c"
    ),
    "a branch that is not": Case(
        "let x = 'a'; if (process.env.X) { x = 'b' } module.exports = {x};", {}, UNKNOWN
    ),
    "frozen and printed": Case(
        "const v = {x: 1}; Object.freeze(v); console.log(v); Object.assign(v, {x: 2});"
        "module.exports = v",
        {},
        2,
    ),
    "handed to code that is not followed": Case(
        "const v = {x: 1}; change(v); module.exports = v", {}, UNKNOWN
    ),
    "a loop": Case("let x = 1; for (const n of [1, 2]) { x += n } exports.x = x", {}, 4),
    "a loop that is left": Case(
        "const x = []; for (const [k, v] of Object.entries({a: 1, b: 2, c: 3})) {"
        " if (k === 'a') continue; if (v > 2) break; x.push(k); } exports.x = x.join();",
        {},
        "b",
    ),
    "a loop that calls what it does not know": Case(
        "const x = [1]; for (const n of [1, 2]) { x.push(n); change(x); } exports.x = x[0]",
        {},
        UNKNOWN,
    ),
    "a function for each item": Case(
        "const x = {}; ['a', 'b'].forEach((name, n) => { x[name] = n; });"
        " ['c'].map(name => { x[name] = 5; }); exports.x = `${x.a}${x.b}${x.c}`;",
        {},
        "015",
    ),
    "a function that stops half way": Case(
        "const x = []; function add() { x.push(1); if (far) { x.push(2); } } add();"
        " exports.x = x.length;",
        {},
        UNKNOWN,
    ),
    "a name of the module, given a value in a function": Case(
        "let x = 1; function set() { x = 2; } set(); exports.x = x;", {}, 2
    ),
    "a list in order": Case(
        "const v = ['1.9', '1.10', '2.0']; v.sort((a, b) => parseInt(b, 10) - parseInt(a, 10));"
        " v.reverse(); exports.x = v.join();",
        {},
        "1.10,1.9,2.0",
    ),
    "what may fail": Case(
        "let x = 1; try { x = require('./made.json').x } catch (e) {} exports.x = x;", {}, UNKNOWN
    ),
    "what does not fail": Case(
        "let x = 1; try { x = require('./b.json').x } catch (e) { x = 3 } exports.x = x;",
        {"a/b.json": '{"x": 2}'},
        2,
    ),
    "numbers as keys": Case("exports.x = Object.keys({8.4: 1, 8.10: 2}).join();", {}, "8.4,8.1"),
    "exports handed on": Case(
        "export * from './b'; export { default as y } from './b';",
        {"a/b.js": "export const x = 'b'; export default 1;"},
        "b",
    ),
    "names for parts of a list": Case(
        "const [, a, ...rest] = ['x', 'a', 'b', 'c']; exports.x = a + rest.join();", {}, "ab,c"
    ),
    "a switch": Case(
        "function of(n) { switch (n) { case 'a': return 1; default: return 0; case 'b': n += 1;"
        " case 'c': n += 2; break; case 'd': n = ''; } return n; }"
        " exports.x = `${of('a')} ${of('b')} ${of('c')} ${of('d')} ${of('e')}`;",
        {},
        "1 b12 c2  0",
    ),
    "a switch of what is not known": Case(
        "function of(n) { switch (n) { case 'a': return 1; default: return 1; } }"
        " exports.x = of(far);",
        {},
        UNKNOWN,
    ),
    "a list taken apart": Case(
        "const v = ['a', 'b', 'c']; const x = v.pop() + v.shift(); exports.x = x + v.join();",
        {},
        "cab",
    ),
    "a require that is made": Case(
        "import { createRequire } from 'node:module';"
        " const require = createRequire(import.meta.url); export const x = require('./b').y;",
        {"a/b.js": "exports.y = 'b';"},
        "b",
    ),
    "json in a text": Case("exports.x = JSON.parse('{\"a\": [1]}').a[0];", {}, 1),
    "modules that require each other": Case(
        "const b = require('./b'); module.exports = {x: b.y};",
        {"a/b.js": "const a = require('./module'); module.exports = {y: 'b', z: a.x};"},
        "b",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_modules(case: Case) -> None:
    """Requires, imports, helpers and ways to export."""
    found = exports("a/module.js", {"a/module.js": case.text, **case.files}.get)
    assert member(found, "x") == case.expected


def test_an_object_with_unknown_parts_may_have_more_names() -> None:
    """A name it does not show is then not known to be absent."""
    assert value_of("({a: 1, ...process.env}).b") == UNKNOWN
    assert value_of("({a: 1}).b") == UNDEFINED


def test_a_later_spread_of_unknown_names_may_replace_earlier_ones() -> None:
    """What stands before it is not certain any more."""
    assert value_of("({a: 1, ...process.env}).a") == UNKNOWN
    assert value_of("({...process.env, a: 1}).a") == 1
    assert value_of("({a: 1, ...(process.env.B && {b: 2})}).a") == 1
    assert value_of("({a: 1, b: 1, ...(process.env.B && {b: 2})}).b") == UNKNOWN
    assert value_of("({a: 1, ...(process.env.B || {b: 2})}).a") == UNKNOWN


def test_text_that_doubles_without_end_stops() -> None:
    """Forty doublings would be a terabyte."""
    lines = "".join(f"const a{n + 1} = a{n} + a{n};" for n in range(40))
    text = f"const a0 = '0123456789'; {lines} module.exports = {{x: a40, y: a1}};"
    found = exports("m.js", {"m.js": text}.get)
    assert member(found, "x") == UNKNOWN
    assert member(found, "y") == "01234567890123456789"


def test_deep_nesting_is_unknown_and_no_crash() -> None:
    """Parsers and readers have limits; users meet them as "not known"."""
    assert value_of("(" * 3000 + "1" + ")" * 3000) == UNKNOWN


def test_a_function_that_returns_the_exports() -> None:
    """Configuration is often an async function."""
    text = "export default async function make() { const c = {a: 1}; return c; }"
    made = default(exports("m.js", {"m.js": text}.get))
    assert isinstance(made, Function)
    assert made.call([]) == Object({"a": 1})


@pytest.mark.parametrize(
    ("text", "offset"), [("const a = 1;", None), ("const a = ;", 8), ("é = {\n", 4), ("", None)]
)
def test_syntax_errors_have_a_place(text: str, offset: int | None) -> None:
    """Counted in characters, not bytes."""
    found = syntax_error(text)
    assert (found is None) == (offset is None)


def test_what_begins_in_vain_is_read_up_to_a_limit() -> None:
    for text in ("a /* b\n" * 100, "[" + "/[" * 100, "x = '/*" + "/* " * 100):
        read = bounded(text.encode())
        assert len(read) < len(text)
        assert text.encode().startswith(read)
    for text in ("'/*'\n" * 100, "a /* b */\n" * 100, "[/[a]/]\n" * 100, "a /* b\n" * 30):
        assert bounded(text.encode()) == text.encode()
    assert bounded(b"a" + b"/**/" * 100 + b"b") == b"a" + b" " * 400 + b"b"
