"""The section of parameters: what each tree documents, the same words once, with its quotes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.docs.docs import Docs
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.special_values import EMPTY
from docs_snippets.facts.value_fit import expected
from docs_snippets.project.trees import Tree
from docs_snippets.report.html.texts import Texts, Values


class _TreeParameter(NamedTuple):
    tree: int
    parameter: Parameter


def parameters(
    docs: Docs, trees: Sequence[Tree], numbers: Mapping[str, int], texts: Texts
) -> list[Values]:
    """One entry a parameter, by name; trees join by its name in a configuration file."""
    joined: dict[str, list[_TreeParameter]] = {}
    for tree in trees:
        for each in docs.facts.reference(tree) or ():
            joined.setdefault(each.config_name.lower(), []).append(
                _TreeParameter(numbers[tree.name], each)
            )
    order = sorted(joined.values(), key=lambda found: (_name(found).casefold(), _name(found)))
    return [_parameter(found, texts) for found in order]


def _name(found: Sequence[_TreeParameter]) -> str:
    return found[0].parameter.name


def _parameter(found: Sequence[_TreeParameter], texts: Texts) -> Values:
    spellings = dict.fromkeys(word for one in found for word in one.parameter.spellings)
    groups: dict[tuple[object, ...], list[_TreeParameter]] = {}
    for each in found:
        groups.setdefault(_shown_values(each.parameter), []).append(each)
    return {
        "name": texts.number(_name(found)),
        "spellings": [texts.number(word) for word in spellings],
        "group": texts.number(found[0].parameter.group),
        "records": [_record(group, texts) for group in groups.values()],
    }


def _shown_values(parameter: Parameter) -> tuple[object, ...]:
    """All of a record that the page shows, but for where it stands and its free words."""
    return (
        *(parameter.name, parameter.type, parameter.default, expected(parameter.yaml_schema)),
        tuple((one.value, one.quote.text) for one in parameter.specials),
        tuple(one.text for one in parameter.unread),
    )


def _record(group: Sequence[_TreeParameter], texts: Texts) -> Values:
    record = group[0].parameter
    return {
        "name": texts.number(record.name),
        "type": texts.number(record.type),
        "default": texts.number(record.default),
        "values": texts.number(expected(record.yaml_schema)),
        "description": texts.number(record.description),
        "places": [_place(one.tree, one.parameter.quote, texts) for one in group],
        "sentences": list(_sentences(group, texts)),
    }


def _sentences(group: Sequence[_TreeParameter], texts: Texts) -> Iterator[Values]:
    """Those that document a special value, then those that could not be read."""
    record = group[0].parameter
    for number, special in enumerate(record.specials):
        value = '""' if special.value == EMPTY else special.value
        places = [_place(one.tree, one.parameter.specials[number].quote, texts) for one in group]
        words = texts.number(special.quote.text)
        yield {"value": texts.number(value), "text": words, "places": places}
    for number, sentence in enumerate(record.unread):
        places = [_place(one.tree, one.parameter.unread[number], texts) for one in group]
        yield {"text": texts.number(sentence.text), "places": places}


def _place(tree: int, quote: Quote, texts: Texts) -> tuple[int, int, int]:
    return tree, texts.number(quote.path), quote.line
