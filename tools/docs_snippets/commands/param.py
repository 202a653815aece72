"""Shows what the reference of every tree says about a parameter, and the pages that mention it.

NAME is the parameter's name in YAML, in a configuration file or as an environment variable, in any
case, or a part of it; a value of a chart (`controller.replicas`), a field of a resource
(`spec.minReplicas`, `Autoscaler.spec.minReplicas`) or a flag of a program (`--verbose`, `tool run
--verbose`). Where several match, they are listed. Below the table are the sentences that document
special values, each with the line that it was read from, and the pages.

Without NAME, the parameters that differ between the trees are listed: those that some trees do not
document, and those whose default or special values are not the same everywhere.

examples:
  docs-snippets param pageSize
  docs-snippets param APP_PAGESIZE --tree guide/next
  docs-snippets param spec.replicas
  docs-snippets param --kubeconfig
  docs-snippets param health                     list the parameters with 'health' in their names
  docs-snippets param --tree 'guide/2.[01]'      list what differs between two trees

exit codes: 0 shown, 2 an unknown name or tree, or a configuration or reference that cannot be used.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple, TextIO, TypeVar

from docs_snippets.commands import ArgumentParser
from docs_snippets.core.printable import output_line
from docs_snippets.docs.docs import Docs, load
from docs_snippets.facts.parameter import Parameter, Parameters, nearest_parameter
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.special_values import EMPTY
from docs_snippets.facts.value_fit import expected
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.resolution.name_search import Find, finder, lines_naming
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.parameter_listing import (
    ListedParameter,
    listed_parameters,
    matching_names,
)
from docs_snippets.runs.targets import selected_trees, unknown_tree

HELP = "show what each tree documents about a parameter, and the pages that mention it"
HEADINGS = ("tree", "documented", "type", "default", "special values", "pages")


Item = TypeVar("Item")


class ParameterRow(NamedTuple):
    """One tree: its record of the parameter, and its pages that mention it with the first line."""

    tree: Tree
    reference: Parameters | None
    parameter: Parameter | None
    pages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class ParamOptions(CommonOptions):
    """The options of `param`."""

    name: str | None = None


OPTIONS = ParamOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the argument of this command."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a parameter, in any of its spellings, or a part of its name; without it, the "
        "parameters that differ between trees are listed",
    )
    if isinstance(parser, ArgumentParser):
        parser.takes_flags = True


def run(options: ParamOptions, out: TextIO, err: TextIO) -> int:
    """Prints the table, quotes and pages of one parameter, or a line for each of several."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    matching = () if options.name is None else matching_names(docs, options.name)
    wrong = unknown_tree(docs.trees, options.trees) or _wrong_name(docs, options.name, matching)
    if wrong:
        return output.refused("param", wrong, err)
    trees = selected_trees(docs, options.trees)
    if len(matching) == 1:
        for part in _report(matching[0], _rows(docs, trees, matching[0])):
            out.writelines(map(output_line, part.split("\n")))
        return _unreadable(docs, out)
    listed = listed_parameters(docs, trees)
    if matching:
        listed = tuple(each for each in listed if each.name in matching)
    _list(options, listed, out, err)
    return _unreadable(docs, out)


def _wrong_name(docs: Docs, name: str | None, matching: Sequence[str]) -> str:
    references = tuple(parameters for _, parameters in docs.facts.references)
    if not references:
        return "no tree has a reference of parameters that can be read"
    if name is None or matching:
        return ""
    close = nearest_parameter(name, references)
    hint = f"; did you mean {close!r}?" if close else ""
    return f"no tree's reference has a parameter {name!r}{hint}"


def _list(
    options: ParamOptions, listed: Sequence[ListedParameter], out: TextIO, err: TextIO
) -> None:
    """Prints a line for each parameter; of all parameters, for those that differ."""
    shown = [each for each in listed if options.name is not None or each.differences]
    width = max((len(each.name) for each in shown), default=0)
    for name, differences in shown:
        line = f"{name:<{width}}  {differences or 'the same in every tree'}"
        out.write(output_line(line))
    if options.quiet:
        return
    if options.name is not None:
        err.write(f"{len(shown)} parameters match {options.name!r}; name one of them\n")
    else:
        more = "; `docs-snippets param NAME` shows one of them" if shown else ""
        err.write(f"{len(shown)} of {len(listed)} parameters differ between trees{more}\n")


def _rows(docs: Docs, trees: Sequence[Tree], name: str) -> list[ParameterRow]:
    """Trees join by the record's configuration name: spellings may differ between them."""
    found = next(each for _, known in docs.facts.references if (each := known.find(name)))
    records = [(known, known.by_config(found.config_name)) for _, known in docs.facts.references]
    spellings = {word for _, each in records if each for word in each.spellings}
    pages = _pages(docs, {tree.name for tree in trees}, finder(spellings))
    rows = []
    for tree in trees:
        reference = docs.facts.reference(tree)
        own = reference.by_config(found.config_name) if reference else None
        rows.append(ParameterRow(tree, reference, own, tuple(pages.get(tree.name, ()))))
    return rows


def _pages(docs: Docs, trees: Set[str], find: Find) -> dict[str, list[tuple[str, int]]]:
    """By tree, its pages and components with a mention and the line of the first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in (*docs.pages.paths(), *docs.pages.components):
        tree = docs.pages.tree_of(path)
        lines = lines_naming(docs.pages, path, find) if tree and tree.name in trees else ()
        if tree and lines:
            found.setdefault(tree.name, []).append((docs.pages.path_in_tree(path), lines[0]))
    return found


def _report(name: str, rows: Sequence[ParameterRow]) -> Iterator[str]:
    known = next((row.parameter for row in rows if row.parameter), None)
    yield _title(known) if known else name
    yield ""
    yield from _aligned([HEADINGS, *map(_cells, rows)])
    yield from _values(rows)
    yield from _history(rows)
    yield from _quotes(rows)
    yield from _listing(rows)


_KINDS = {
    "value": "value of the chart",
    "field": "field of",
    "flag": "flag of",
    "variable": "environment variable",
    "parameter": "parameter",
}


def _title(parameter: Parameter) -> str:
    """The spellings, and the group the reference has it in."""
    if parameter.kind != "parameter" or not parameter.env_name:
        of = f" {parameter.owner}" if parameter.owner else ""
        name = parameter.others[0] if parameter.others else parameter.name
        return f"{name}: {_KINDS[parameter.kind]}{of}"
    names = [f"YAML {parameter.yaml_name}"] if parameter.yaml_name else []
    names += [f"configuration file {parameter.config_name}", f"environment {parameter.env_name}"]
    return f"{parameter.name}: {', '.join(names)}; group {parameter.group!r}"


def _cells(row: ParameterRow) -> tuple[str, ...]:
    pages = str(len(row.pages)) if row.pages else "none"
    if row.reference is None:
        return row.tree.name, "unknown", "-", "-", "-", pages
    if row.parameter is None:
        return row.tree.name, "no", "-", "-", "-", pages
    specials = ", ".join(_shown(special.value) for special in row.parameter.specials)
    default = row.parameter.default or '""'
    return row.tree.name, "yes", row.parameter.type, default, specials or "none", pages


def _shown(value: str) -> str:
    return '""' if value == EMPTY else value


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(str.ljust, row, widths)).rstrip()


def _values(rows: Sequence[ParameterRow]) -> Iterator[str]:
    """What values it takes, where the trees agree once."""
    said = [(expected(row.parameter.yaml_schema), row) for row in rows if row.parameter]
    if said:
        yield "\nvalues"
    for words, trees in _grouped(said):
        everywhere = len(trees) == len(said)
        yield f"  {words}" + ("" if everywhere else f" ({_names(trees)})")


def _history(rows: Sequence[ParameterRow]) -> Iterator[str]:
    """Since when the reference says it exists, and whether it is deprecated."""
    said = [
        (words, row)
        for row in rows
        if row.parameter
        for words in (
            f"since {row.parameter.since}" if row.parameter.since else "",
            f"deprecated: {row.parameter.deprecated}" if row.parameter.deprecated else "",
        )
        if words
    ]
    if said:
        yield "\nhistory"
    for words, trees in _grouped(said):
        yield f"  {words} ({_names(trees)})"


def _quotes(rows: Sequence[ParameterRow]) -> Iterator[str]:
    """Sentences that give special values a meaning, and those that could not be read."""
    read = [
        (f"{_shown(special.value)}: {special.quote.text}", (row, special.quote))
        for row in rows
        for special in (row.parameter.specials if row.parameter else ())
    ]
    unread = [
        (f"unread: {sentence.text}", (row, sentence))
        for row in rows
        for sentence in (row.parameter.unread if row.parameter else ())
    ]
    yield "\nspecial values"
    if not read and not unread:
        yield "  none documented"
    for words, places in _grouped([*read, *unread]):
        yield f"  {words}"
        yield from (f"    {_place(quote)} ({row.tree.name})" for row, quote in places)


def _place(quote: Quote) -> str:
    return f"{quote.path}:{quote.line}:{quote.column}"


def _listing(rows: Sequence[ParameterRow]) -> Iterator[str]:
    """The pages, each with the trees that have the mention and its first line there."""
    yield "\npages that mention it"
    found = [(path, f"{row.tree.name}:{line}") for row in rows for path, line in row.pages]
    for path, places in _grouped(sorted(found, key=lambda each: each[0])):
        yield f"  {path}"
        yield f"    {', '.join(places)}"
    if not found:
        yield "  none"
    elif without := [row for row in rows if not row.pages]:
        yield f"  none in {_names(without)}"


def _names(rows: Iterable[ParameterRow]) -> str:
    return ", ".join(row.tree.name for row in rows)


def _grouped(pairs: Iterable[tuple[str, Item]]) -> list[tuple[str, list[Item]]]:
    groups: dict[str, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return list(groups.items())


def _unreadable(docs: Docs, out: TextIO) -> int:
    found = [each for each in docs.problems if each.rule == "unreadable-reference"]
    if not found:
        return 0
    out.write("\n")
    return output.could_not_check(found, out, "concise")
