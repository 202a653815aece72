"""The stranger wants the run to take for ever, or all the memory there is."""

import json

from hostile.case import LINT, Case, page, parameter, script, versions
from roots import SITE, VERSIONS, Files
from snippet_roots import DEFINITION as PAGING
from snippet_roots import region

_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 40)
)
_LONG = "9" * 6_000
_DOUBLED = "".join(f"const a{i} = [a{i - 1}, a{i - 1}];" for i in range(1, 60))
_MEGABYTE = "const s = 'x'.padStart(900000, 'y');"
_MANIFEST = "```yaml\napiVersion: example.org/v1\nkind: Thing\nspec:\n  a: {}\n```\n"
_DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.org}
spec:
  group: example.org
  names: {kind: Thing, plural: things}
  versions:
  - name: v1
    served: true
    schema:
      openAPIV3Schema:
        properties:
          apiVersion: {type: string}
          kind: {type: string}
          spec: {properties: {a: %s}}
"""


def _defined(field: str, value: str, text: str = "") -> Files:
    crds = versions("    title: The Guide", "    title: The Guide\n    crds: crds/*.yaml")
    return {**crds, "crds/a.yaml": text or _DEFINITION % field, **page(_MANIFEST.format(value))}


def _set(value: str) -> Files:
    return page(
        f"Set `pageSize` to `{value}`. The default of `pageSize` is `{value}`.\n\n"
        f"```bash\nexport APP_PAGESIZE={value}\n```\n"
    )


def _pattern(pattern: str) -> Files:
    words = f"String matching regex `{pattern}`"
    changed = parameter(StringSchema=words, YAMLSchema=words, YAMLType="string")
    return {**changed, **_set("a" * 100 + "!")}


def _scripted(name: str, text: str, *, followed: bool = True) -> Case:
    """A script whose names are known after all, or not, so that nothing is claimed of them."""
    says = ("'$[other]' is not defined in this tree",) if followed else ()
    return Case(f"a script {name}", script(text), says, int(followed))


SCRIPTS = [
    _scripted("never ends", "while (true) {}; const v = 1"),
    _scripted(
        "adds to the list it goes through",
        "const a = [1]; for (const x of a) a.push(x); a.forEach(x => a.push(x, ...a));"
        " const v = a.map(x => { a.push(x); return a.sort(() => a.pop()); }).length",
    ),
    _scripted(
        "loops in loops",
        "const a = 'x'.padStart(900, 'x').split(''); let v = 0;"
        " for (const x of a) for (const y of a) for (const z of a) v += 1",
        followed=False,
    ),
    _scripted(
        "fails in a long function again and again",
        "const a = 'x'.padStart(90000, 'x').split(''); const b = [];"
        f" const f = x => {{ b.push(x); far(); while (x) {{}} {'b.push(x); ' * 9_000} }};"
        " a.forEach(f); const v = b.length",
        followed=False,
    ),
    _scripted("calls itself", "const f = n => f(n) + f(n); const v = f(1)", followed=False),
    _scripted("repeats a text", "const v = 'x'.repeat(1e9)"),
    _scripted(
        "pads a text", "const v = 'x'.padStart(1e9, 'y').padStart(1000000, 'y'.padStart(900000))"
    ),
    _scripted("doubles a text", f"{_MEGABYTE} const v = `{'${s}' * 20_000}`"),
    _scripted(
        "joins a text to itself", f"{_MEGABYTE} const v = [{'s,' * 5_000}].join(s)", followed=False
    ),
    _scripted("replaces a text by itself", f"{_MEGABYTE} const v = s.replaceAll('y', s)"),
    _scripted("doubles a list", "const a = [1, 2];" + "const v = [" + "...a, " * 20_000 + "]"),
    _scripted("shares a list", f"const a0 = [1];{_DOUBLED} const v = window.x ? a59 : [a59]"),
    _scripted("exports what is shared", f"const a0 = [1];{_DOUBLED} const v = a59"),
    _scripted("exports what holds itself", "const v = {}; v.v = v"),
    _scripted(
        "squares a number",
        "const a0 = 9999999;"
        + "".join(f"const a{i} = a{i - 1} * a{i - 1};" for i in range(1, 60))
        + "const v = `${a59}`",
    ),
    _scripted("has a number of many digits", f"const v = `${{0x{'f' * 50_000}}}` + {_LONG} * 1.5"),
    _scripted("has a slow pattern", f"const v = '{'a' * 60}!'.replace(/(a+)+$/, 'x')"),
    _scripted("nests", f"const v = {'[' * 20_000}{']' * 20_000}"),
    _scripted(
        "plays with prototypes",
        "const o = {}; o.__proto__ = { x: 1 }; o.constructor.constructor('x')(); const v = o.x",
    ),
]

_PARTIALS: Files = {
    f"site/guide/_p{at}.mdx": f"import P from './_p{at + 1}.mdx';\n\n" + "<P />\n\n" * 8
    for at in range(7)
}
_STATIC = SITE.replace("future:", "staticDirectories: ['../../../../../..'], future:")

CASES = [
    *SCRIPTS,
    Case(
        "partials show one another eight times each",
        {
            **_PARTIALS,
            "site/guide/_p7.mdx": "## Deep\n",
            **page("import P from './_p0.mdx';\n\n[a](#deep)\n\n<P />\n"),
        },
        code=0,
    ),
    Case(
        "static files lead up to the root of the disk",
        {"site/docusaurus.config.js": _STATIC, **page("![a](/none.png) [b](/none)\n")},
        code=0,
    ),
    Case(
        "the folder of static files is a link to the root of the disk",
        page("![a](/etc/hostname) ![b](/none.png) [c](/etc/hostname)\n"),
        code=0,
        links={"site/static": "/"},
    ),
    Case(
        "the folder of pages is a link to the root of the disk",
        page("[c](/etc/hostname)\n"),
        code=0,
        links={"site/src/pages": "/"},
    ),
    Case(
        "aliases expand in versions.yaml",
        {"versions.yaml": _BOMB + VERSIONS},
        ("versions.yaml:5:10: error[invalid-config] aliases expand to more than 2000 values",),
        2,
    ),
    Case(
        "aliases expand in a snippet",
        {"snippets/paging.yaml": _BOMB},
        (
            "snippets/paging.yaml:5:10: error[invalid-snippet] ",
            "aliases expand to more than 2000 values",
        ),
        2,
        snippets=True,
    ),
    Case(
        "aliases expand in front matter",
        page(f"---\n{_BOMB}---\n"),
        ("aliases expand to more than 10000 values",),
    ),
    Case("aliases expand in an example", page(f"```yaml\nkind: Pod\n{_BOMB}```\n"), code=0),
    Case(
        "aliases expand in a definition",
        _defined("", "x", _BOMB + _DEFINITION % "{}"),
        ("crds/a.yaml:2:10: error[unreadable-reference] aliases are not supported here",),
        2,
    ),
    Case(
        "a reference nests",
        {"site/guide/params.json": "[" * 100_000},
        ("guide/params.json:1:1: error[unreadable-reference] not valid JSON: nested too deeply",),
        2,
    ),
    Case(
        "a reference is huge",
        {"site/guide/params.json": b" " * (16 * 2**20 + 1)},
        ("guide/params.json: error[unreadable-reference] larger than the limit of 16 MB",),
        2,
    ),
    Case(
        "a reference is one long number",
        {"site/guide/params.json": _LONG},
        ("not valid JSON: a number is too long",),
        2,
    ),
    Case(
        "a list of versions is one long number",
        {"site/guide_versions.json": _LONG},
        ("guide_versions.json:1:1: error[unreadable-reference]",),
        2,
    ),
    Case(
        "a version is one long number",
        {"site/guide_versions.json": json.dumps(["1.10", "1.9", _LONG])},
        ("guide_versions.json:1:17: error[unreadable-reference] a version of more than 255",),
        2,
    ),
    Case(
        "a version is a number of many digits",
        {"site/guide_versions.json": json.dumps(["1.10", "1.9", _LONG[:255]])},
        ("is listed here, but has no folder",),
        0,
    ),
    Case(
        "a list has many versions",
        {"site/guide_versions.json": json.dumps(["1.10", "1.9", *map(str, range(90_000))])},
        ("more than 1000 versions; the rest is not read",),
        2,
    ),
    Case(
        "a page has many placements",
        {
            "snippets/paging.yaml": PAGING.partition("placements:")[0]
            + "placements:\n"
            + "".join(
                f"  - {{ id: p{number}, page: setup.mdx, in: {{ heading: Tune it }}, at: end,"
                " template: paging.mdx }\n"
                for number in range(2_000)
            )
        },
        ("more than 200 placements on one page",),
        1,
        command="render --check",
        snippets=True,
    ),
    Case(
        "a page has many names that are near to variables",
        {
            "site/guide/variables.js": "module.exports = {"
            + ",".join(f"abcdefghij{number:06}: 'x'" for number in range(19_000))
            + "};\n",
            **page("".join(f"$[abcdefghji{number:06}]\n" for number in range(2_000))),
        },
        ("'$[abcdefghji001999]' is not defined in this tree\n",),
    ),
    Case(
        "a page has many regions",
        page("".join(f"{region('Text.', name=f'paging/p{number}')}\n" for number in range(2_500))),
        ("edited-snippet",),
        snippets=True,
    ),
    Case(
        "a reference has a slow pattern",
        _pattern("^(a+)+$"),
        ("error[invalid-value]", "expected a string that matches ^(a+)+$"),
    ),
    Case(
        "a reference has a pattern that nests",
        _pattern("(" * 4_000 + ")" * 4_000),
        ("wrong-default",),
    ),
    Case(
        "a reference has a range of long numbers",
        {
            **parameter(StringSchema=f"Integer: [0,{_LONG}]", YAMLSchema=f"Integer: [0,2^{_LONG}]"),
            **_set("5"),
        },
        says=("error[wrong-default] '5'",),
    ),
    Case(
        "a reference has a range of signs",
        {**parameter(StringSchema="Integer: [-, ^^]", YAMLSchema="Integer: [-,^]"), **_set("5")},
        says=("error[wrong-default] '5'",),
    ),
    Case(
        "a reference has a default of many digits",
        {**parameter(YAMLDefault=_LONG, StringDefault=_LONG), **_set(_LONG)},
        ("warning[contradictory-reference]",),
        0,
    ),
    Case(
        "a value is a power of ten",
        {
            **parameter(
                YAMLSchema="Seconds (floating point)",
                StringSchema="Seconds (floating point)",
                YAMLType="string",
            ),
            **_set("1e999999999"),
        },
        says=("error[",),
    ),
    Case(
        "a page has numbers of many digits",
        page(
            f"---\na: {_LONG}\nb: 0x{_LONG}\nc: {'1:' * 400}1\nslug: 0x{_LONG}\n---\n\n"
            f"{_LONG}. a\n\n[a](http://{_LONG}/) port {_LONG}, pages {_LONG}\n{_LONG}. b\n"
        ),
        ("no findings on 4 pages",),
        0,
    ),
    Case(
        "a link has a port of many digits",
        page(f"[b](http://x:{_LONG})\n"),
        ("error[broken-mdx]", "is not a valid port in a URL"),
    ),
    Case(
        "a baseline is one long number",
        {".docs-snippets-baseline.json": _LONG},
        (
            ".docs-snippets-baseline.json:1:1: error[invalid-config] ",
            "this baseline is not JSON: a number is too long",
        ),
        2,
    ),
    Case(
        "a baseline nests",
        {".docs-snippets-baseline.json": "[" * 100_000},
        ("this baseline is not JSON: nested too deep",),
        2,
    ),
    Case(
        "a definition has a slow pattern",
        _defined("{type: string, pattern: '^(a+)+$'}", "a" * 200 + "!"),
        ("error[invalid-value]", "expected a string that matches ^(a+)+$"),
    ),
    Case(
        "a definition has a huge pattern",
        _defined("{type: string, pattern: '" + "(a|b)?" * 100_000 + "'}", "a!"),
        code=0,
    ),
    Case(
        "a definition repeats repetitions",
        _defined("{type: string, pattern: '((((a{1000}){1000}){1000}){1000})+'}", "a!"),
        code=0,
    ),
    Case(
        "a definition nests",
        _defined("{items: " * 4_000 + "{}" + "}" * 4_000, "x"),
        ("error[unreadable-reference] nested more than 200 levels deep",),
        2,
    ),
    Case(
        "a page is huge",
        page("the the\n" * 300_000),
        ("guide/index.mdx: error[unreadable-file] larger than the limit of 512 KB",),
    ),
    Case(
        "a page has thousands of mistakes on one line",
        page("[^a" * 5_000 + "\n\n[^a]: b\n"),
        code=0,
    ),
    Case("a page has names that never end", page("$[" * 20_000), code=0),
    Case(
        "a page inserts a long text again and again",
        {**script(f"{_MEGABYTE} const v = s;"), **page("[a]($[name]) " * 1_000)},
        code=0,
    ),
    Case(
        "a page nests",
        page(">" * 5_000 + " a\n"),
        ("error[broken-mdx]", "nested more than 100 deep here"),
    ),
    Case(
        "a template includes itself",
        {"templates/paging.mdx": "<% include 'paging.mdx' %>"},
        ("error[invalid-snippet]",),
        2,
        snippets=True,
    ),
    Case(
        "a template doubles at every level",
        {
            f"templates/{name}": f"<% include '_{i}.mdx' %>" * 10
            for i, name in enumerate(["paging.mdx", *(f"_{i}.mdx" for i in range(9))])
        }
        | {"templates/_9.mdx": "x"},
        ("more than 1000 loop turns and includes",),
        2,
        snippets=True,
    ),
    Case(
        "a template loops in loops",
        {
            "templates/paging.mdx": "<% for a in [1,2,3,4,5,6,7,8,9] %>" * 8
            + "x"
            + "<% endfor %>" * 8
        },
        ("more than 1000 loop turns and includes",),
        2,
        snippets=True,
    ),
    Case(
        "a template is long",
        {"templates/paging.mdx": "words and words\n" * 10_000},
        ("paging.mdx:1:1: error[invalid-snippet] larger than the limit of 65536 characters",),
        2,
        snippets=True,
    ),
    Case(
        "a template repeats a text",
        {
            "templates/paging.mdx": "<% for a in [1, 2] %>\n"
            + "words and words\n" * 3_000
            + "<% endfor %>\n"
        },
        ("renders more than 65536 characters",),
        2,
        snippets=True,
    ),
    Case(
        "the event of the workflow is huge",
        {},
        ("larger than the limit of 16 MB",),
        1,
        command=f"{LINT} --changed=HEAD",
        environment={"GITHUB_EVENT_PATH": "../event.json"},
        prepare=lambda root: (root.parent / "event.json").write_bytes(b" " * (16 * 2**20 + 1)),
    ),
    Case(
        "the event of the workflow nests",
        {},
        ("the event of this workflow is not JSON",),
        0,
        command=f"{LINT} --changed=HEAD",
        environment={"GITHUB_EVENT_PATH": "../event.json"},
        prepare=lambda root: (root.parent / "event.json").write_text("[" * 200_000),
    ),
]
