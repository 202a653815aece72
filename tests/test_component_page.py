"""The code that components print, and where each of its characters was typed."""

from pathlib import Path

import pytest

from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.components.script_page import read_component
from docs_snippets.mdx.page import Page
from test_anchors import docs

VALUES = {"v.js": "export const url = 'https://x.example'; export default { ns: 'calico' };"}


def page(text: str, path: str = "x.jsx") -> Page:
    return read_component(Source(path, text), VALUES.get)


def printed(body: str, before: str = "") -> list[str]:
    """The texts of a component that returns some markup, a line of code in front of it."""
    text = f"import v, {{ url }} from './v';\nexport default ({{ a }}) => {{\n{before}\nreturn ("
    return [fence.content.text for fence in page(f"{text}<>{body}</>);\n}}\n").fences]


def typed(found: Page) -> list[str]:
    """What stands in the source where each character of each text is said to come from."""
    source = found.source.text
    return [
        "".join(source[fence.content.origin(at)] for at in range(len(fence.content.text)))
        for fence in found.fences
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<CodeBlock>{`kubectl get pods`}</CodeBlock>", "kubectl get pods"),
        ("<CodeBlock>{'kubectl ' + \"get\" + ` pods`}</CodeBlock>", "kubectl get pods"),
        ("<CodeBlock>{(`kubectl`)}</CodeBlock>", "kubectl"),
        (
            "<CodeBlock>\n  kubectl get\n  pods &amp;&amp; ls\n</CodeBlock>",
            "kubectl get pods && ls",
        ),
        ("<CodeBlock>get {a} {'x'}{' '}{/* no */}y</CodeBlock>", "get $[a] x y"),
        ("<CodeBlock>get {url}/{v.ns}</CodeBlock>", "get https://x.example/calico"),
        ("<CodeBlock>{`get ${url} ${v.ns}`}</CodeBlock>", "get https://x.example calico"),
        ("<CodeBlock>{`get ${v.none} ${a.b}`}</CodeBlock>", "get $[v.none] $[a.b]"),
        ("<CodeBlock>{`get ${a ? 'x' : '}'}`}</CodeBlock>", "get $[xxxxxxxxxxxxx]"),
        ("<CodeBlock>{`get ${true ? 'x' : 'y'}`}</CodeBlock>", "get x"),
        ("<CodeBlock>{`a: 1\n${a}\nb: 2`}</CodeBlock>", "a: 1\n#[a]\nb: 2"),
        ("<CodeBlock>{dedent`kubectl`}</CodeBlock>", "kubectl"),
        ("<CodeBlock>{String.raw`a\\b`}</CodeBlock>", "a\\b"),
        ("<CodeBlock>{`kubectl`.trim()}</CodeBlock>", "kubectl"),
        ("<CodeBlock>{['a', `b`].join('\\n')}</CodeBlock>", "a\nb"),
        ("<CodeBlock>a {false}{null}b</CodeBlock>", "a b"),
        ("<CodeBlock>a <b>bold</b> <Link>x</Link></CodeBlock>", "a bold $[xxxxxxxxxxx]"),
        ("<pre><code>kubectl</code></pre>", "kubectl"),
        ("<pre>kubectl</pre>", "kubectl"),
    ],
)
def test_texts(body: str, text: str) -> None:
    assert printed(body) == [text]


@pytest.mark.parametrize(
    "body",
    [
        "<CodeBlock>{a}</CodeBlock>",
        "<CodeBlock>{`${a}\n`}</CodeBlock>",
        "<CodeBlock />",
        "<CodeBlock></CodeBlock>",
        "<CodeBlock>{/* nothing */}</CodeBlock>",
        "<CodeBlock>{made()}</CodeBlock>",
        "<Other>{`kubectl`}</Other>",
        "<Code.Block>{`kubectl`}</Code.Block>",
    ],
)
def test_nothing_that_the_script_types(body: str) -> None:
    assert printed(body) == []


def test_each_side_of_a_choice() -> None:
    assert printed("<CodeBlock>{a ? `x` : a.b ? 'y' : `z`}</CodeBlock>") == ["x", "y", "z"]
    assert printed("{a && <CodeBlock>x</CodeBlock>}") == ["x"]
    found = page("const A = (a) => <>{a && <pre>x</pre>}<pre>y</pre><pre>{a ? 'z' : 'y'}</pre></>;")
    around = [[found.blocks[at].kind for at in found.ancestors(f.block)] for f in found.fences]
    assert [f.content.text for f in found.fences] == ["x", "y", "z", "y"]
    assert ["expression" in each for each in around] == [True, False, True, True]


def test_constants_are_followed_to_where_they_stand() -> None:
    text = (
        "const ns = 'calico';\nconst get = `kubectl get -n ${ns}`;\n"
        "export function A({ ns }) { return <CodeBlock>{get}</CodeBlock>; }\n"
        "export function B() { return <CodeBlock>{`${get} pods`}</CodeBlock>; }\n"
        "export function C({ get }) { return <CodeBlock>{`${get} pods`}</CodeBlock>; }\n"
    )
    found = page(text)
    assert [fence.content.text for fence in found.fences] == [
        "kubectl get -n calico",
        "kubectl get -n calico pods",
        "$[get] pods",
    ]
    assert typed(found)[:2] == ["kubectl get -n calico", "kubectl get -n calico pods"]
    assert found.fences[0].content.origin(0) == text.index("kubectl")


def test_constants_that_hold_each_other_many_times_end() -> None:
    lines = [f"const c{n} = `${{c{n + 1}}}${{c{n + 1}}}`;" for n in range(40)]
    text = "\n".join([*lines, "const c40 = `x${c0}`;"])
    assert not page(f"{text}\nexport default () => <pre>{{c0}}</pre>;").fences


def test_escapes_stand_where_their_character_does() -> None:
    text = "const A = () => <CodeBlock>{`a \\`b\\` \\${C} \\\\\n  é \\u0041\\\n'`}</CodeBlock>;"
    found = page(text)
    assert [fence.content.text for fence in found.fences] == ["a `b` ${C} \\\n  é A'"]
    assert typed(found) == ["a `b` ${C} \\\n  é u'"]


def test_entities_and_values_stay_within_what_they_stand_for() -> None:
    text = "import { url } from './v';\nconst A = () => <pre>{url}/x &amp; y</pre>;"
    found = page(text)
    content = found.fences[0].content
    assert content.text == "https://x.example/x & y"
    span = content.span(0, len("https://x.example"))
    assert text[span.start : span.end] == "{url}"
    assert text[content.origin(content.text.index("&"))] == "&"
    assert content.origin(content.text.index(" y")) == text.index(" y<")


def test_languages() -> None:
    text = """export default () => (<>
  <CodeBlock language="bash">a</CodeBlock>
  <CodeBlock language={'yaml'} metastring="noValidation">b</CodeBlock>
  <CodeBlock className="x language-json">c</CodeBlock>
  <pre><code className="language-sh">d</code></pre>
  <CodeBlock language={other()}>e</CodeBlock>
</>);"""
    fences = page(text).fences
    assert [(fence.lang, fence.meta) for fence in fences] == [
        ("bash", None),
        ("yaml", "noValidation"),
        ("json", None),
        ("sh", None),
        (None, None),
    ]


def test_types_of_a_script_are_set_aside() -> None:
    text = "const A = ({ a }: { a: string }) => <pre>{(`x ${a as string}` as string)}</pre>;"
    assert [fence.content.text for fence in page(text, "x.tsx").fences] == ["x $[a]"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "export default () => <CodeBlock>{`kubectl}</CodeBlock>;",
        "export default () => <CodeBlock>{`kubectl`}</Code>;",
        "<CodeBlock>" * 3000,
        "const a = " + "(" * 5000 + "<CodeBlock>x</CodeBlock>" + ")" * 5000,
        "const a = <pre>{" + "'a' + " * 5000 + "'b'}</pre>",
        "const a = `${a}`; const b = <pre>{a}</pre>",
    ],
)
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert len(page(text).fences) <= 1


def test_scripts_that_print_code_are_the_components(tmp_path: Path) -> None:
    files = {
        "guide/_includes/A.js": "export default () => <CodeBlock>x</CodeBlock>;",
        "guide/_includes/b.tsx": "export default () => <pre>x</pre>;",
        "guide/_includes/c.js": "export default () => <p>x</p>;",
        "guide/a.mdx": "text\n",
        "src/D.js": "export default () => <CodeBlock>x</CodeBlock>;",
    }
    loaded: Docs = docs(tmp_path, files)
    assert loaded.pages.components == ("guide/_includes/A.js", "guide/_includes/b.tsx")
    assert loaded.pages.paths() == ("guide/a.mdx",)
