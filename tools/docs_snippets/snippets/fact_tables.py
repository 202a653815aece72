"""Tables made of facts: parameters, flags, or which version has what, with the columns chosen.

A row is a fact of the tree's references; with the column `versions`, of any version of the product,
and one column for each. Objects that only hold other values have no row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from docs_snippets.core.globs import globs
from docs_snippets.docs.tree_facts import Facts
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.facts.value_fit import expected
from docs_snippets.facts.value_schema import UnknownType
from docs_snippets.project.trees import Tree

VERSIONS = "versions"
COLUMNS = ("name", "type", "default", "values", "description", "since", "deprecated", VERSIONS)
MOST_ROWS = 2_000
_HAS, _LACKS, _UNKNOWN = "✓", "–", "?"
_MARKS = re.compile(r"(?<!\\)(?P<mark>[{}<|*_`\[\]])")


class TableDefinition(NamedTuple):
    """Which facts a table has, and its columns by their titles.

    `kind` and `of` are those of the facts, empty for any; `names` are patterns.
    """

    columns: tuple[tuple[str, str], ...]
    kind: str = ""
    of: str = ""
    names: tuple[str, ...] = ()


def table(definition: TableDefinition, facts: Facts, tree: Tree) -> str | None:
    """The table in Markdown for a tree; None where its references have no such facts."""
    own = facts.reference(tree)
    if own is None:
        return None
    of_versions = any(word == VERSIONS for _, word in definition.columns)
    trees = [each for each in facts.pages.trees if each.product == tree.product]
    known = {each: facts.reference(each) for each in (trees if of_versions else [tree])}
    rows: dict[str, Parameter] = {}
    for reference in (own, *known.values()):
        for fact in _chosen(definition, reference) if reference else ():
            rows.setdefault(fact.label, fact)
    if not rows:
        return None
    titles = [each for column in definition.columns for each in _titles(column, trees)]
    shown = islice(rows.values(), MOST_ROWS)
    lines = (titles, ["---"] * len(titles), *(_cells(fact, definition, known) for fact in shown))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _chosen(definition: TableDefinition, reference: Parameters) -> Iterator[Parameter]:
    """The facts of a reference that the table is about, in its order."""
    patterns = globs(*definition.names) if definition.names else None
    parents = {names.name.rpartition(".")[0] for names in reference.names}
    for number, names in enumerate(reference.names):
        spellings = {re.sub(r"[\[\]]", "", each) for each in names.spellings}
        if patterns is not None and not any(map(patterns.match, spellings)):
            continue
        if definition.of and names.owner != definition.of:
            continue
        fact = reference.numbered(number)[0]
        holds_others = names.name in parents and not fact.default
        if (not definition.kind or fact.kind == definition.kind) and not holds_others:
            yield fact


def _titles(column: tuple[str, str], trees: Iterable[Tree]) -> Iterator[str]:
    title, word = column
    if word == VERSIONS:
        yield from (str(tree.version) for tree in trees)
    else:
        yield title


def _cells(
    fact: Parameter, definition: TableDefinition, known: Mapping[Tree, Parameters | None]
) -> Iterator[str]:
    for _, word in definition.columns:
        if word == VERSIONS:
            yield from (_in_version(fact, reference) for reference in known.values())
        else:
            yield _cell(fact, word, of_one=bool(definition.of))


def _in_version(fact: Parameter, reference: Parameters | None) -> str:
    if reference is None:
        return _UNKNOWN
    return _HAS if reference.has(fact.label) else _LACKS


def _cell(fact: Parameter, word: str, *, of_one: bool) -> str:
    """What a column says of a fact; `of_one` tells that all rows are of one resource."""
    match word:
        case "name":
            return ", ".join(_code(name) for name in _written(fact, of_one=of_one))
        case "type":
            return _text(fact.type)
        case "default":
            return _code(fact.default) if fact.default else ""
        case "values":
            schema = fact.yaml_schema
            return "" if isinstance(schema, UnknownType) else _text(expected(schema))
        case "description":
            return _text(re.split(r"\n[ \t]*\n", fact.description.strip())[0])
        case "since":
            return _text(fact.since)
    return _text(fact.deprecated)


def _written(fact: Parameter, *, of_one: bool) -> Sequence[str]:
    """The names as readers type them."""
    if fact.kind == "flag":
        return fact.others or (fact.name,)
    if fact.kind == "field" and of_one and fact.others:
        return fact.others[:1]
    return (fact.name,)


def _code(text: str) -> str:
    """Inline code in a cell."""
    plain = " ".join(text.split()).replace("|", "\\|")
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`"


def _text(text: str) -> str:
    """Words in a cell, which neither Markdown nor MDX take for markup."""
    return _MARKS.sub(r"\\\g<mark>", " ".join(text.split()))
