"""A first snippet that works on a site's own pages, for `init` to write.

It is a partial that no page imports: `render` can write it, and no published page changes.
"""

from typing import NamedTuple

from docs_snippets.docs.docs import Docs
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.special_values import EMPTY

NAME = "first-snippet"


class FirstSnippet(NamedTuple):
    """The texts of a definition and of its template."""

    definition: str
    template: str


def first_snippet(docs: Docs, schema: str) -> FirstSnippet | None:
    """A snippet about a parameter with a documented special value; None where there is none.

    `schema` is the path of the schema of definitions, relative to the definition.
    """
    for tree in docs.trees:
        for parameter in docs.facts.reference(tree) or ():
            value = next((each.value for each in parameter.specials if _is_plain(each.value)), None)
            if value is not None and parameter.yaml_name and parameter.default:
                return FirstSnippet(_definition(parameter, schema), _template(parameter, value))
    return None


def _is_plain(value: str) -> bool:
    """Whether a value can be written in a template as it is."""
    return value != EMPTY and value.removeprefix("-").isalnum()


def _definition(parameter: Parameter, schema: str) -> str:
    return f"""\
# yaml-language-server: $schema={schema}
# A first snippet, to be changed or deleted. `docs-snippets show {NAME}` prints its texts.
about: What the reference says about {parameter.name}.
subjects: [{parameter.name}]

# The text is written for every tree whose reference documents the parameter.
gate:
  requires: documents {parameter.name}

# The place is a file of its own, which no page imports. A region of a page is named by
# `page: PATH` and `in: {{ heading: TITLE }}` in place of `partial`.
placements:
  - id: example
    partial: _{NAME}.mdx
    template: {NAME}.mdx
"""


def _template(parameter: Parameter, value: str) -> str:
    name = parameter.name
    return f"""\
The default of `{name}` is `<%= default("{name}") %>`.
<% if documents("{name}", "{value}") %>
The reference describes what the value `{value}` means.
<% endif %>
"""
