"""Prints the text of a snippet, with the trees that get it and what decided.

SNIPPET is the name of a snippet, SNIPPET/PLACEMENT for one of its placements, or a pattern such as
'SNIPPET/*'. A text that is the same in several trees is printed once.

examples:
  docs-snippets show SNIPPET
  docs-snippets show SNIPPET --tree PRODUCT/VERSION
  docs-snippets show 'SNIPPET/*'

exit codes: 0 shown, or no tree gets it; 2 a definition, a template or a reference cannot be used.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.printable import inert, printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.snippet_names import (
    names_of,
    no_such_name,
    selected_snippets,
    unmatched,
)
from docs_snippets.runs.targets import selected_names, unknown_tree
from docs_snippets.snippets import definition_reading
from docs_snippets.snippets.distinct_texts import TextVariant, group_variants, text_variants
from docs_snippets.snippets.listing import decision_text
from docs_snippets.snippets.states import PlanRequest

HELP = "print the text of a snippet, by tree"


@dataclass(frozen=True, kw_only=True)
class ShowOptions(CommonOptions):
    """The options of `show`."""

    name: str


OPTIONS = ShowOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command."""
    parser.add_argument(
        "name", metavar="SNIPPET", help="a snippet, SNIPPET/PLACEMENT, or a pattern"
    )


def run(options: ShowOptions, out: TextIO, err: TextIO) -> int:
    """Renders, and prints what is the same in several trees once."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    found, wrong = definition_reading.load(docs)
    errors = [each for each in (*wrong, *docs.problems) if each.severity is Severity.ERROR]
    if errors:
        return output.could_not_check(errors, out)
    known = names_of(found)
    wrong_name = no_such_name(options.name, known) if unmatched([options.name], known) else ""
    refused = wrong_name or unknown_tree(docs.trees, options.trees)
    if refused:
        err.write(f"docs-snippets show: {refused}\n")
        return EXIT_ERROR
    request = PlanRequest(
        selected_snippets([options.name], known), selected_names(docs, options.trees)
    )
    chosen: list[TextVariant] = []
    for snippet in found:
        made, problems = text_variants(docs, snippet, request)
        if problems:
            return output.could_not_check(problems, out)
        chosen += made
    _show(options, chosen, out, err, one_tree=len(request.trees) == 1)
    return 0


def _show(
    options: ShowOptions,
    chosen: Sequence[TextVariant],
    out: TextIO,
    err: TextIO,
    *,
    one_tree: bool,
) -> None:
    """Prints the texts, and why there is none where there is none."""
    for part in _shown(chosen, one_tree=one_tree):
        out.writelines(f"{inert(_printed(line))}\n" for line in part.split("\n"))
    for each in chosen:
        if each.text is None and not options.quiet and (options.trees or not each.absent):
            err.write(f"nothing for {each.tree}, {each.name}: {decision_text(each.decision)}\n")
    if all(each.absent for each in chosen) and not options.trees:
        err.write(f"nothing to show: no tree has a page for {options.name}\n")


def _printed(line: str) -> str:
    """A line of a text, its tabs kept for those who copy it."""
    return "\t".join(map(printable, line.split("\t")))


def _shown(made: Sequence[TextVariant], *, one_tree: bool) -> Iterator[str]:
    groups = list(group_variants(made))
    alone = one_tree and len(groups) == 1
    for number, group in enumerate(groups):
        if number:
            yield ""
        if not alone:
            yield f"== {group[0].name}"
            for each in group:
                yield f"== {each.tree}: {decision_text(each.decision)}"
            yield ""
        yield group[0].text or ""
