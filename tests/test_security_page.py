"""The figures of SECURITY.md are those of the code."""

from pathlib import Path

import pytest

from docs_snippets.changes import description
from docs_snippets.code_blocks import shell
from docs_snippets.core import numbers, patterns
from docs_snippets.data import example_yaml, front_matter_yaml, large_yaml, strict_yaml
from docs_snippets.docs import crds
from docs_snippets.docusaurus import host_redirects
from docs_snippets.facts import value_fit, variables
from docs_snippets.files import access, reading
from docs_snippets.javascript import scope
from docs_snippets.javascript import values as script_values
from docs_snippets.mdx import builder, directives, document
from docs_snippets.project import version_lists
from docs_snippets.resolution import link_suggestions
from docs_snippets.snippets import plan, template_syntax, templates

TEXT = (Path(__file__).parent.parent / "SECURITY.md").read_text("utf-8")
MB = 2**20
ROWS = {
    "any file": (reading.SIZE_LIMIT // MB,),
    "a page or a script": (access.PAGE_LIMIT // 2**10,),
    "`versions.yaml` and snippets": (strict_yaml.DEPTH_LIMIT, strict_yaml.ALIAS_LIMIT),
    "front matter": (front_matter_yaml.MAX_DEPTH, front_matter_yaml.MAX_UNFOLDED),
    "custom resource definitions": (large_yaml.DEPTH_LIMIT, crds.MOST_FILES),
    "directives of a page": (directives.MAX_NESTING,),
    "a pattern of a reference": (patterns.LONGEST_PATTERN,),
    "a value that a reference's": (value_fit.LONGEST,),
    "a number": (numbers.MOST_DIGITS,),
    "the scripts that one file": (scope.STEPS,),
    "a command in a shell example": (shell.LONGEST_COMMAND,),
    "a value in a script": (script_values.LONGEST,),
    "a file of redirects": (
        host_redirects.LONGEST_FILE // 2**10,
        host_redirects.MOST_OF_RULE,
        host_redirects.MOST_PATTERNS,
    ),
    "what variables put": (variables.MOST_INSERTED,),
    "variables of a script": (variables.MOST_NAMES, variables.DEEPEST_NAME),
    "a list of versions": (version_lists.MOST_VERSIONS, version_lists.LONGEST_VERSION),
    "placements on a page": (plan.PLACEMENTS_A_PAGE,),
    "names of a page with similar names": (link_suggestions.MOST,),
    "a template |": (templates.SIZE_LIMIT, template_syntax.BLOCK_LIMIT),
    "what a template renders": (templates.OUTPUT_LIMIT, templates.TURN_LIMIT),
    "the description of a pull": (description.LIMIT,),
}


@pytest.mark.parametrize(("what", "figures"), ROWS.items(), ids=ROWS)
def test_a_limit_is_told_as_it_is(what: str, figures: tuple[int, ...]) -> None:
    row = next(line for line in TEXT.splitlines() if f"| {what}" in line)
    written = [int(word) for word in row.split("|")[1].replace(",", " ").split() if word.isdigit()]
    assert written == list(figures)


def test_limits_that_are_told_together_are_one() -> None:
    assert document.MAX_DEPTH == builder.MAX_TAGS == example_yaml.DEPTH_LIMIT == 100
