"""Variables of pages: as the site puts them in, and where a name is merely not known."""

import pytest

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.variables import MissingVariable, Unknown, Variables, read_variables

OWN = """\
const releases = require('./releases.json');
const image = require('../src/components/image');

const variables = {
  releaseTitle: releases[0].title,
  product: 'Guide',
  version: 'v' + releases[0]['the-operator'].version.split('.').slice(0, 2).join('.'),
  prefix: '',
  zero: 0,
  off: false,
  nothing: null,
  url: process.env.PREVIEW ? process.env.PREVIEW_URL : 'https://example.com',
  channel: process.env.CI ? 'stable' : 'stable',
  images: { 'a/node': 'a/node', 'b': image('b', releases[0]) },
  releases,
};

module.exports = variables;
"""
SHARED = "module.exports = { product: 'All guides', maker: 'Makers', list: { 'x.y': 'dotted' } };\n"
FILES = {
    "guide/releases.json": """[
      {"title": "v1.10.2", "the-operator": {"version": "1.40.2"},
       "components": {"a/node": {"version": "v1.10.2"}}}
    ]""",
    "src/components/image.js": "module.exports = (name, release) => `${name}:${release.title}`;",
}


def made(own: str | None = OWN, shared: str | None = SHARED) -> Variables:
    sources = (
        Source("guide/variables.js", own) if own is not None else None,
        Source("variables.js", shared) if shared is not None else None,
    )
    found = read_variables(*sources, FILES.get)
    assert isinstance(found, Variables), found
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("releaseTitle", "v1.10.2"),
        ("version", "v1.40"),
        ("product", "Guide"),
        ("maker", "Makers"),
        ("prefix", ""),
        ("zero", "0"),
        ("off", "false"),
        ("channel", "stable"),
        ("images.a/node", "a/node"),
        ("images.b", "b:v1.10.2"),
        ("releases.0.components.a/node.version", "v1.10.2"),
        ("releases.0.the-operator.version", "1.40.2"),
    ],
)
def test_names_that_have_a_value(name: str, value: str) -> None:
    assert made().lookup(name) == value
    assert name in made()


@pytest.mark.parametrize("name", ["url", "nothing", "images", "releases", "releases.0"])
def test_names_that_are_defined_and_whose_text_is_not_known(name: str) -> None:
    assert isinstance(made().lookup(name), Unknown)
    assert name in made()


@pytest.mark.parametrize(
    "name", ["", "Product", "prod", "images.c", "releases.1.title", "product.name.first", "a.b"]
)
def test_names_that_are_not_there(name: str) -> None:
    assert isinstance(made().lookup(name), MissingVariable)
    assert name not in made()


def test_a_trees_own_variables_go_before_those_of_all_trees() -> None:
    assert made(own=None).lookup("product") == "All guides"
    assert isinstance(made(shared=None).lookup("maker"), MissingVariable)


def test_a_file_that_cannot_be_followed_defines_what_it_may() -> None:
    """No name is unknown to a module whose names are."""
    variables = made(own="module.exports = { a: '1', ...require('left-pad') };")
    assert isinstance(variables.lookup("anything"), Unknown)
    assert isinstance(made(own="module.exports = require('pkg')").lookup("x"), Unknown)


def test_text_with_variables_put_in() -> None:
    text = "$[product] $[version]: $[url] $[missing] $[images.b] $[prefix]. `$[zero]` $[ product ]"
    assert made().substitute(text) == ("Guide v1.40: $[url] $[missing] b:v1.10.2 . `0` Guide")


def test_names_for_suggestions() -> None:
    names = made().names
    assert "images.a/node" in names
    assert "releases.0.title" in names
    assert "images" not in names
    assert names.count("product") == 1


def test_a_file_that_is_no_javascript_says_where() -> None:
    found = read_variables(
        Source("guide/variables.js", "const a = 1;\nconst = 2;\n"), None, FILES.get
    )
    assert isinstance(found, Diagnostic)
    assert (found.rule, found.path) == ("unreadable-reference", "guide/variables.js")
    assert found.message == "not valid JavaScript"
    assert found.region is not None
    assert found.region.line == 2
