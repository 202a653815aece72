"""What is known of the thing under the cursor, in Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from lsprotocol import types as lsp

from docs_snippets.core.numbers import GREATEST_PORT
from docs_snippets.core.source import Span
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_fit import expected
from docs_snippets.facts.variables import MissingVariable
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.parameter_names import uses
from docs_snippets.server.places import Place
from docs_snippets.snippets.assess import region_name
from docs_snippets.snippets.definition_reading import load
from docs_snippets.snippets.distinct_texts import text_variants
from docs_snippets.snippets.markers import GeneratedRegion, find_markers, may_hold_markers
from docs_snippets.snippets.states import PlanRequest

_NAME_LIKE = re.compile(r".*(?:[a-z][A-Z]|_|\d)")
_LONGEST = 400


def hover(place: Place) -> lsp.Hover | None:
    """What is known of what is at a place."""
    for of in (_variable, _parameter, _region, _port):
        found = of(place)
        if found is not None:
            span, lines = found
            return lsp.Hover(
                lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n".join(lines)), place.range(span)
            )
    return None


HoverText = tuple[Span, list[str]] | None


def _variable(place: Place) -> HoverText:
    at = place.variable
    if at is None:
        return None
    name, span = at
    facts = place.all.facts
    values: dict[str, list[str]] = {}
    for tree in place.all.trees:
        known = facts.variables(tree)
        value = known.lookup(name) if known else None
        if isinstance(value, str):
            values.setdefault(f"`{_code(value)}`", []).append(tree.name)
        elif value is not None and not isinstance(value, MissingVariable):
            values.setdefault("a value that is computed", []).append(tree.name)
        else:
            values.setdefault("not defined", []).append(tree.name)
    return span, [f"**`$[{_code(name)}]`**", "", *_grouped(values)]


def _parameter(place: Place) -> HoverText:
    for each in uses(place.page, place.all.facts.at(place.path)):
        setting = each.setting
        spans = [span for span in (setting.name_span, setting.value_span) if span]
        if any(map(place.covers, spans)) and each.known:
            return setting.name_span, _described(place, setting.name)
    word = place.word
    name = place.source.slice(word) if word else ""
    if word is None or not _NAME_LIKE.match(name):
        return None
    lines = _described(place, name)
    return (word, lines) if lines else None


def _described(place: Place, name: str) -> list[str]:
    """What each tree documents of a parameter; nothing where none has it."""
    facts = place.all.facts
    own = place.all.pages.source_tree(place.all.pages.tree_of(place.path))
    records: dict[Tree, Parameter] = {}
    for tree, known in facts.references:
        found = known.find(name)
        if found is not None:
            records[tree] = found
    if not records:
        return []
    here = records.get(own) if own else None
    first = here or next(iter(records.values()))
    others = ", ".join(f"`{each}`" for each in first.spellings if each != first.name)
    lines = [f"**`{first.name}`**" + (f" ({others})" if others else ""), ""]
    if own is not None and here is None:
        lines += [f"Not documented in {own.name}.", ""]
    lines += _facts_of(records, "values", lambda each: expected(each.yaml_schema))
    lines += _facts_of(records, "default", lambda each: f"`{_code(each.default)}`")
    lines += _facts_of(records, "deprecated", lambda each: each.deprecated)
    lines += _specials(records)
    missing = [tree.name for tree, _ in facts.references if tree not in records]
    if missing:
        lines += [f"- not documented in {', '.join(missing)}"]
    return [*lines, "", *_quoted(first.default_quote if first.default else first.quote)]


def _facts_of(
    records: dict[Tree, Parameter], what: str, of: Callable[[Parameter], str]
) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for tree, record in records.items():
        said.setdefault(of(record), []).append(tree.name)
    for value, trees in said.items():
        if value:
            where = "" if len(said) == 1 else f" ({', '.join(trees)})"
            yield f"- {what}: {value}{where}"


def _specials(records: dict[Tree, Parameter]) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for tree, record in records.items():
        for each in record.specials:
            line = f"`{_code(each.value)}`: {_short(each.quote.text)}"
            said.setdefault(line, []).append(tree.name)
    for line, trees in said.items():
        where = "" if len(trees) == len(records) else f" ({', '.join(trees)})"
        yield f"- {line}{where}"


def _quoted(quote: Quote | None) -> list[str]:
    if quote is None or not quote.path:
        return []
    return [f"> {_short(quote.text)}", "", f"{quote.path}:{quote.line}"]


def _region(place: Place) -> HoverText:
    if not may_hold_markers(place.source.text):
        return None
    region = next(
        (each for each in find_markers(place.page).regions if place.covers(each.span)), None
    )
    return None if region is None else (region.begin, _about(place, region))


def _about(place: Place, region: GeneratedRegion) -> list[str]:
    name = region_name(region)
    lines = [f"**snippet `{name}`**", ""]
    tree = place.all.pages.tree_of(place.path)
    snippets, _ = load(place.all)
    snippet = next((each for each in snippets if each.name == region.snippet), None)
    if snippet is None or tree is None:
        return [*lines, "No definition has this name."]
    placed = next((each for each in snippet.places if each.name == name), None)
    if placed is not None:
        lines.append(f"- template: `templates/{placed.template}`")
    lines.append(f"- definition: `snippets/{snippet.name}.yaml`")
    request = PlanRequest(frozenset({name}), frozenset({tree.name}))
    made, _ = text_variants(place.all, snippet, request)
    for each in made:
        if each.name == name:
            lines += [f"- in {tree.name}: {each.decision.reason}", ""]
            lines += _quoted(each.decision.quote)
            break
    return lines


def _port(place: Place) -> HoverText:
    span = place.number
    number = int(place.source.slice(span)) if span else 0
    if span is None or not 0 < number <= GREATEST_PORT:
        return None
    owners = place.all.facts.at(place.path).ports.owners(number)
    if not owners:
        return None
    said = dict.fromkeys(f"- {owner.in_words()}" for owner in owners)
    return span, [f"**port {number}**", "", *said]


def _grouped(values: dict[str, list[str]]) -> Iterator[str]:
    if len(values) == 1:
        yield f"{next(iter(values))} in every tree"
        return
    lines: Iterable[Iterator[str]] = (
        iter((f"- {value}: {', '.join(trees)}",)) for value, trees in values.items()
    )
    yield from chain.from_iterable(lines)


def _code(text: str) -> str:
    return _short(text).replace("`", "'") or '""'


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
