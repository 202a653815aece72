"""Proposes what makes a file a reference of your versions, and shows what would be read from it.

A reference is any file that says what holds in a version: a JSON Schema, the values of a Helm
chart, resource definitions, an OpenAPI description, pages of command-line help or with tables of
options. Its kind is told by the file; --kind names it where it is not. `{version}` in the proposed
entry is the version of each tree, `{folder}` the tree's folder. Of each file, the first facts are
shown, and how many parts of it were not understood.

Without --write, nothing is changed. With it, the entry is added to versions.yaml, whose comments
stay as they are.

examples:
  docs-snippets references add charts/web/values.schema.json
  docs-snippets references add guide/cli/tool_run.md --of tool
  docs-snippets references add 1.2/charts/web/values.yaml --references ../releases --write

exit codes: 0 shown or written, 2 a file that is no reference, or a configuration that cannot be
used.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.diagnostics import suggestion
from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.facts.readers import readers
from docs_snippets.files import writing
from docs_snippets.report import output
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.reference_proposals import Proposal, propose, together, with_entries

HELP = "list a file as a reference of your versions"
_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class ReferencesOptions(CommonOptions):
    """The options of `references`."""

    action: str
    files: Sequence[str]
    product: str | None = None
    of: str | None = None
    kind: str | None = None
    write: bool = False


OPTIONS = ReferencesOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command."""
    parser.add_argument("action", choices=("add",), help="propose or write an entry")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file that is a reference")
    parser.add_argument(
        "--product", metavar="PRODUCT", help="the product whose versions have it (default: told "
        "by the path, else the first)"
    )  # fmt: skip
    parser.add_argument("--of", metavar="NAME", help="the chart whose values, or the program")
    kinds = ", ".join(readers())
    parser.add_argument("--kind", metavar="KIND", help=f"what the file is: one of {kinds}")
    parser.add_argument("--write", action="store_true", help="add the entry to versions.yaml")


def run(options: ReferencesOptions, out: TextIO, err: TextIO) -> int:
    """Shows the entries, and writes them if asked to."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    names = [product.name for product in docs.config.products]
    if options.product is not None and options.product not in names:
        return output.refused(
            "references", f"no product {options.product!r}; there is {', '.join(names)}", err
        )
    if options.kind is not None and options.kind not in readers():
        return output.refused(
            "references", f"no kind {options.kind!r}{suggestion(options.kind, readers())}", err
        )
    found = [
        propose(docs, file, options.product or "", options.of or "", options.kind or "")
        for file in options.files
    ]
    wrong = next((each for each in found if isinstance(each, str)), "")
    if wrong:
        return output.refused("references", wrong, err)
    proposals = together([each for each in found if isinstance(each, Proposal)])
    for proposal in proposals:
        out.writelines(map(output_line, _lines(proposal)))
    return _write(docs, proposals, options, err) if options.write else 0


def _lines(proposal: Proposal) -> Iterator[str]:
    yield f"references of {proposal.product}:"
    for number, line in enumerate(proposal.lines):
        yield f"  {'- ' if number == 0 else '  '}{line}"
    for each in (proposal, *proposal.others):
        yield from _read(each, _SHOWN if each is proposal else 0)


def _read(proposal: Proposal, most: int) -> Iterator[str]:
    """What was read of a file, with the first of its facts."""
    facts = proposal.facts
    counts = _count(len(facts.names), "fact"), _count(len(facts.skipped), "part")
    yield f"{proposal.path}: {counts[0]}, {counts[1]} unread"
    for number in range(min(most, len(facts.names))):
        fact = facts.numbered(number)[0]
        parts = (fact.label, fact.type, f"default {fact.default}" if fact.default else "")
        yield f"  {fact.quote.line}: {'; '.join(part for part in parts if part)}"
    for quote in facts.skipped[:most]:
        yield f"  {quote.line}: unread: {quote.text}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _write(docs: Docs, proposals: list[Proposal], options: ReferencesOptions, err: TextIO) -> int:
    listed = {
        each.text
        for product in docs.config.products
        for entry in product.entries
        for each in entry.files
    }
    new = [each for each in proposals if each.files not in listed]
    try:
        text = with_entries(docs, new)
    except ValueError as error:
        return output.refused("references", str(error), err)
    source, folder = docs.config.source, docs.config.path.parent
    writing.remove_leftovers(folder, (docs.config.name,))
    wrong = writing.write(folder, writing.FileChange(docs.config.name, source, text)) if new else ""
    if wrong:
        return output.refused("references", wrong, err)
    if not options.quiet:
        what = "wrote" if new else "already listed in"
        err.write(f"{what} {source.path}; `docs-snippets trees -v` shows what each version has\n")
    return 0
