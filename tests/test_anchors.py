"""The places of a page that links can lead to, told from pages, partials and components."""

from pathlib import Path

import pytest

from docs_snippets.docs.docs import Docs, load
from docs_snippets.docusaurus.anchors import PageAnchors
from docs_snippets.mdx.page import Page

VERSIONS = """\
docs: .
products:
  guide:
    title: The Guide
    current: guide
    versions: versions.json
    folder: old/{version}
references:
  variables: variables.js
"""


def docs(root: Path, files: dict[str, str]) -> Docs:
    base = {
        "versions.yaml": VERSIONS,
        "versions.json": '["1.0"]',
        "docusaurus.config.js": "module.exports = { future: { v4: true } };",
        "guide/variables.js": "module.exports = { product: 'Big Guide', dash: 'big' };",
        "old/1.0/variables.js": "module.exports = { product: 'Old', dash: 'old' };",
    }
    for name, text in {**base, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    found = load(str(root / "versions.yaml"), None)
    assert isinstance(found, Docs), found
    return found


def anchors(root: Path, files: dict[str, str], path: str = "guide/a.mdx") -> PageAnchors:
    loaded = docs(root, files)
    page = loaded.pages.page(path)
    assert isinstance(page, Page), page
    return loaded.anchors.anchors(page)


def ids(root: Path, text: str, **files: str) -> tuple[list[str], bool]:
    named = {name.replace("__", "/").replace("_dot_", "."): each for name, each in files.items()}
    found = anchors(root, {"guide/a.mdx": text, **named})
    return sorted(found.known), found.complete


def test_headings_are_numbered_and_their_variables_have_values(tmp_path: Path) -> None:
    text = "## About $[product]\n\n## Steps\n\n## Steps\n\n## Own {/* #mine */}\n\n- ### Deep `x`\n"
    assert ids(tmp_path, text) == (
        ["about-big-guide", "deep-x", "mine", "steps", "steps-1"],
        True,
    )


def test_titles_have_ids_only_where_the_site_gives_them(tmp_path: Path) -> None:
    page = {"guide/a.mdx": "# Steps\n\n## Steps\n\n# More\n\n<b id='more' />\n"}
    found = anchors(tmp_path, page)
    assert sorted(found.known) == ["more", "steps-1"]
    assert list(found.titles) == ["steps"]
    found = anchors(tmp_path, {**page, "src/theme/Heading/index.tsx": "export default 1;"})
    assert sorted(found.known) == ["more", "steps", "steps-1"]
    assert not found.titles


def test_values_are_those_of_the_tree(tmp_path: Path) -> None:
    page = {"old/1.0/a.mdx": "## About $[product]\n"}
    assert list(anchors(tmp_path, page, "old/1.0/a.mdx").known) == ["about-old"]


def test_html(tmp_path: Path) -> None:
    text = (
        '<a id="one"></a>text\n\n<a name="two" />\n\n<div id={"three"}>\n\ntext\n\n</div>\n\n'
        '<section id={`${props.x ?? "f"}our`} />\n\n<p name="no" title="id=no" />\n\n'
        '<span id="$[dash]-five" />\n'
    )
    assert ids(tmp_path, text) == (["big-five", "four", "one", "three", "two"], True)


@pytest.mark.parametrize(
    "text",
    [
        "<div id={window.name} />\n",
        "<div {...window} />\n",
        "<div dangerouslySetInnerHTML={{ __html: 'x' }} />\n",
        "<Unheard />\n",
        "import X from 'some-package';\n\n<X />\n",
        "import X from './absent';\n\n<X />\n",
        "import X from './_absent.mdx';\n\n<X />\n",
        "export const X = window.X;\n\n<X />\n",
        "{broken\n",
    ],
)
def test_what_cannot_be_read_may_hold_any_id(tmp_path: Path, text: str) -> None:
    assert ids(tmp_path, text)[1] is False


def test_what_renders_nothing_of_its_own(tmp_path: Path) -> None:
    text = (
        "import Tabs from '@theme/Tabs';\nimport TabItem from '@theme/TabItem';\n"
        "import Heading from '@theme/Heading';\nimport Link from '@docusaurus/Link';\n"
        "import unused from 'package';\nimport {toText} from './texts';\n\n"
        '<Tabs>\n<TabItem value="v">\n\n## Inside\n\n</TabItem>\n</Tabs>\n\n'
        '<Heading as="h2" id="given">T</Heading>\n\n<></>\n\n<Details>x</Details>\n\n'
        "See <Link to='x'>this</Link> {props.name} {/* id */} {'a'.concat('b')} {toText}.\n"
    )
    assert ids(tmp_path, text) == (["given", "inside"], True)


def test_partials_are_numbered_by_themselves(tmp_path: Path) -> None:
    text = (
        "import First from './_first.mdx';\nimport Second from '@site/shared/_second.mdx';\n"
        "import Unused from './_unused.mdx';\n\n## Steps\n\n## Steps\n\n<First />\n<Second />\n"
    )
    found = ids(
        tmp_path,
        text,
        **{
            "guide/_first.mdx": "import In from './_in.mdx';\n\n## Steps\n\n<In />\n",
            "guide/_in.mdx": "import First from './_first.mdx';\n\n## $[product]\n\n<First />\n",
            "shared/_second.mdx": "## Steps\n\n## Steps\n\n## Steps of $[product]\n",
            "guide/_unused.mdx": "## Unused\n",
        },
    )
    assert found == (["big-guide", "steps", "steps-1", "steps-of-product"], True)


def test_a_partial_has_the_props_of_where_it_is_used(tmp_path: Path) -> None:
    files = {
        "guide/_part.mdx": "<div id={`${props.kind}-install`} />\n\n<div id={props.more} />\n",
        "guide/a.mdx": "import P from './_part.mdx';\n\n<P kind='a' />\n<P kind='b' more='c' />\n",
        "guide/b.mdx": "import P from './_part.mdx';\n\n<P kind={window.x} />\n",
    }
    assert sorted(anchors(tmp_path, files).known) == ["a-install", "b-install", "c"]
    assert anchors(tmp_path, files).complete
    assert not anchors(tmp_path, files, "guide/b.mdx").complete


COMPONENT = """\
import React from 'react';
import Link from '@docusaurus/Link';
import data from './data.json';
import { Row as Line } from './Row';

const prefix = 'install';
const Note = ({ children }) => <aside id="note">{children}</aside>;

function slugged(text) {
  return text.toLowerCase();
}

function cell(field) {
  return <td id={field.Other}>{field.Name}</td>;
}

export default function Install({ product, kind = 'plain', heading, ...rest }) {
  const id = `${prefix}-${product}`;
  const [open, setOpen] = React.useState(false);
  if (!product) return null;
  return (
    <>
      <h2 id={id}>{heading}</h2>
      <h3 id={slugged('UPPER') + '-' + kind} {...rest} />
      {data.map((group) => group.Fields.map((field) => (
        <tr key={field.Name} id={field.Name}>{cell(field)}<Line field={field} /></tr>
      )))}
      {kind === 'plain' && <b id="plain" />}
      {kind === 'plain' ? <i id="then" /> : <i id="else" />}
      <Note><Link to="/x" id="link">x</Link></Note>
    </>
  );
}
"""
DATA = '[{"Fields": [{"Name": "a", "Other": "A"}]}, {"Fields": [{"Name": "b", "Other": "B"}]}]'


def test_a_component(tmp_path: Path) -> None:
    found = anchors(
        tmp_path,
        {
            "guide/a.mdx": "import Install from '@site/src/Install';\n\n<Install product='x' />\n",
            "src/Install/index.js": COMPONENT,
            "src/Install/data.json": DATA,
            "src/Install/Row.tsx": (
                "type Props = { field: { Name: string } };\n"
                "export const Row = (props: Props): JSX.Element =>\n"
                "  <span id={`row-${props.field.Name as string}`} />;\n"
            ),
        },
    )
    expected = "A B a b install-x link note plain row-a row-b then upper-plain"
    assert sorted(found.known) == expected.split()
    assert found.complete
    place = found.known["note"]
    assert place.path == "src/Install/index.js"
    assert COMPONENT[slice(*place.span)] == '<aside id="note">'


def test_where_ids_are_given(tmp_path: Path) -> None:
    files = {
        "guide/a.mdx": "import P from './_p.mdx';\n\n## Über\n\n<P />\n",
        "guide/_p.mdx": "## Über uns\n",
    }
    known = anchors(tmp_path, files).known
    assert {name: (place.path, tuple(place.span)) for name, place in known.items()} == {
        "über": ("guide/a.mdx", (30, 34)),
        "über-uns": ("guide/_p.mdx", (3, 11)),
    }


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("export default () => <p id='x' />;", (["x"], True)),
        ("const X = () => <p id='x' />;\nexport default X;", (["x"], True)),
        ("module.exports = function () { return <p id='x' />; };", (["x"], True)),
        ("function X() { return <p id='x' />; }\nexport { X as default };", (["x"], True)),
        ("export { default } from './Y';", (["y"], True)),
        ("import Y from './Y';\nexport default React.memo(Y);", (["y"], True)),
        (
            "export default class X extends React.Component { render() { return <p id='x' />; } }",
            (["x"], True),
        ),
        ("export default (p) => <p id='x'>{p.items.map((i) => <b id={i} />)}</p>;", (["x"], False)),
        ("export default () => React.createElement('p', { id: 'x' });", ([], False)),
        ("export default () => <Other />;", ([], False)),
        ("import Other from 'package';\nexport default () => <Other />;", ([], False)),
        ("export const X = () => <p />;", ([], False)),
        ("export default function X() { return <X />; }", ([], False)),
        ("", ([], False)),
        ("}}} not a script", ([], False)),
        ("export default (p) => <p id='x' {...p}>;", ([], False)),
    ],
)
def test_ways_to_write_a_component(
    tmp_path: Path, script: str, expected: tuple[list[str], bool]
) -> None:
    page = "import X from './X';\n\n<X />\n"
    files = {"guide/X.js": script, "guide/Y.jsx": "export default () => <p id='y' />;"}
    assert ids(tmp_path, page, **files) == expected


def test_a_component_of_the_page_itself(tmp_path: Path) -> None:
    text = (
        "export const Step = ({ n, children }) => <div id={`step-${n}`}>{children}</div>;\n\n"
        "<Step n={1}>\n\n## Inside\n\n</Step>\n\n{[2, 3].map((n) => <Step n={n} />)}\n"
    )
    assert ids(tmp_path, text) == (["inside", "step-1", "step-2", "step-3"], True)


def test_components_that_every_page_has(tmp_path: Path) -> None:
    theme = (
        "import Original from '@theme-original/MDXComponents';\n"
        "import Note from '@site/src/Note';\n"
        "export default { ...Original, Note };\n"
    )
    files = {
        "src/theme/MDXComponents.js": theme,
        "src/Note.js": "export default (props) => <p {...props} />;\n",
    }
    assert ids(tmp_path, '<Note id="n" />\n', **files) == (["n"], True)
    assert ids(tmp_path, "<Other />\n", **files) == ([], False)


def test_a_component_of_the_theme_that_the_site_has_its_own_of(tmp_path: Path) -> None:
    page = "import Tabs from '@theme/Tabs';\n\n<Tabs />\n"
    own = {"src/theme/Tabs.tsx": "export default () => <div id='own' />;"}
    assert ids(tmp_path, page, **own) == (["own"], True)


def test_directives_and_footnotes(tmp_path: Path) -> None:
    text = ":::note[Title]{#told .big}\n\ntext[^One]\n\n:::\n\n[^One]: text\n"
    assert ids(tmp_path, text) == (
        ["footnote-label", "told", "user-content-fn-one", "user-content-fnref-one"],
        True,
    )


def test_html_of_a_markdown_page(tmp_path: Path) -> None:
    page = {"guide/a.mdx": "---\nmdx:\n  format: md\n---\n\n<a id='x'></a>\n\n## T\n"}
    config = {"docusaurus.config.js": "module.exports = { markdown: { format: 'md' } };"}
    assert sorted(anchors(tmp_path, {**page, **config}).known) == ["t", "x"]


def test_what_calls_itself_without_end_is_given_up(tmp_path: Path) -> None:
    script = "export default function X(p) { return <><X n={p.n + 1} /><X n={p.n} /></>; }"
    assert ids(tmp_path, "import X from './X';\n\n<X />\n", **{"guide/X.js": script})[1] is False
    deep = "export default () => " + "<b>" * 3000 + "</b>" * 3000 + ";"
    assert ids(tmp_path, "import X from './X';\n\n<X />\n", **{"guide/X.js": deep})[1] is False
