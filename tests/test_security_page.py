"""The figures of SECURITY.md are those of the code."""

from pathlib import Path

import pytest

from docs_snippets import (
    files,
    linear_patterns,
    numerals,
    pull_text,
    tree_definitions,
    yaml_source,
    yaml_tree,
)
from docs_snippets.facts import crd_events, values, variables
from docs_snippets.javascript import scope
from docs_snippets.javascript import values as script_values
from docs_snippets.mdx import builder, directives, document, yaml_reader
from docs_snippets.snippets import templates

TEXT = (Path(__file__).parent.parent / "SECURITY.md").read_text("utf-8")
MB = 2**20
ROWS = {
    "any file": (files.SIZE_LIMIT // MB,),
    "a page or a script": (files.PAGE_LIMIT // MB,),
    "`versions.yaml` and snippets": (yaml_source.DEPTH_LIMIT, yaml_source.ALIAS_LIMIT),
    "front matter": (yaml_reader.MAX_DEPTH, yaml_reader.MAX_UNFOLDED),
    "custom resource definitions": (crd_events.DEPTH_LIMIT, tree_definitions.MOST_FILES),
    "directives of a page": (directives.MAX_NESTING,),
    "a pattern of a reference": (linear_patterns.LONGEST_PATTERN,),
    "a value that a reference's": (values.LONGEST,),
    "a number": (numerals.MOST_DIGITS,),
    "the scripts that one file": (scope.STEPS,),
    "a value in a script": (script_values.LONGEST,),
    "what variables put": (variables.MOST_INSERTED,),
    "variables of a script": (variables.MOST_NAMES, variables.DEEPEST_NAME),
    "what a template renders": (templates.OUTPUT_LIMIT, templates.TURN_LIMIT),
    "the description of a pull": (pull_text.LIMIT,),
}


@pytest.mark.parametrize(("what", "figures"), ROWS.items(), ids=ROWS)
def test_a_limit_is_told_as_it_is(what: str, figures: tuple[int, ...]) -> None:
    row = next(line for line in TEXT.splitlines() if f"| {what}" in line)
    numbers = [int(word) for word in row.split("|")[1].replace(",", " ").split() if word.isdigit()]
    assert numbers == list(figures)


def test_limits_that_are_told_together_are_one() -> None:
    assert document.MAX_DEPTH == builder.MAX_TAGS == yaml_tree.DEPTH_LIMIT == 100
