"""How a tree's reference of parameters changed: added, removed and reworded, with both quotes."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.facts.parameter import Parameter, Parameters, SpecialValue
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.special_values import EMPTY
from docs_snippets.facts.value_fit import expected
from docs_snippets.facts.value_schema import EnumType


class ReferenceChange(NamedTuple):
    """One thing that became another. `before` and `now` are quoted where it was read.

    `kind` is added, removed, name, group, default, type, enum, special or sentence; `what` tells
    several of a kind apart (the special value).
    """

    kind: str
    what: str
    before: Quote | None
    now: Quote | None

    @property
    def key(self) -> tuple[str, str, str | None, str | None]:
        """What makes the same change in two trees."""
        before, now = self.before, self.now
        return self.kind, self.what, before and before.text, now and now.text


class ChangedParameter(NamedTuple):
    """A parameter, as it was and as it is."""

    before: Parameter | None
    now: Parameter | None
    changes: tuple[ReferenceChange, ...]

    @property
    def parameter(self) -> Parameter:
        """The newest there is of it."""
        found = self.now or self.before
        assert found
        return found

    @property
    def spellings(self) -> frozenset[str]:
        """Every name that it has or had."""
        return frozenset(name for one in self[:2] if one for name in one.spellings)


def changed_parameters(
    before: Parameters | None, now: Parameters | None
) -> Iterator[ChangedParameter]:
    """The parameters that differ, joined by their names in configuration files."""
    old = {one.config_name.lower(): one for one in before or ()}
    new = {one.config_name.lower(): one for one in now or ()}
    for name in dict.fromkeys((*new, *old)):
        was, is_ = old.get(name), new.get(name)
        changes = tuple(_changes(was, is_))
        if changes:
            yield ChangedParameter(was, is_, changes)


def _changes(was: Parameter | None, now: Parameter | None) -> Iterator[ReferenceChange]:
    if was is None or now is None:
        if now:
            yield ReferenceChange("added", "", None, now.quote)
        if was:
            yield ReferenceChange("removed", "", was.quote, None)
        return
    found = [*_name_group_and_default(was, now), *_types(was, now), *_specials(was, now)]
    yield from found
    described = " ".join(each.text for one in found for each in (one.before, one.now) if each)
    yield from _sentences(was, now, described)


def _name_group_and_default(was: Parameter, now: Parameter) -> Iterator[ReferenceChange]:
    if was.spellings != now.spellings:
        yield _change("name", was, now, ", ".join(was.spellings), ", ".join(now.spellings))
    if was.group != now.group:
        yield _change("group", was, now, was.group, now.group)
    if was.default != now.default:
        before = was.default_quote._replace(text=was.default or "no default")
        after = now.default_quote._replace(text=now.default or "no default")
        yield ReferenceChange("default", "", before, after)


def _types(was: Parameter, now: Parameter) -> Iterator[ReferenceChange]:
    pairs = [(was.yaml_schema, now.yaml_schema, True)] if was.yaml_name and now.yaml_name else []
    pairs.append((was.config_schema, now.config_schema, False))
    for old, new, yaml in pairs:
        if old != new:
            kind = "enum" if isinstance(old, EnumType) and isinstance(new, EnumType) else "type"
            before, after = expected(old, yaml=yaml), expected(new, yaml=yaml)
            if before != after:
                yield _change(kind, was, now, before, after)
                return


def _change(kind: str, was: Parameter, now: Parameter, before: str, after: str) -> ReferenceChange:
    old, new = (one.quote._replace(text=text) for one, text in ((was, before), (now, after)))
    return ReferenceChange(kind, "", old, new)


def _specials(was: Parameter, now: Parameter) -> Iterator[ReferenceChange]:
    old, new = ({each.value: each for each in one.specials} for one in (was, now))
    for value in dict.fromkeys((*new, *old)):
        before, after = old.get(value), new.get(value)
        if _quoted(before) != _quoted(after):
            quotes = (each.quote if each else None for each in (before, after))
            yield ReferenceChange(
                "special", "the empty value" if value == EMPTY else value, *quotes
            )


def _quoted(special: SpecialValue | None) -> str | None:
    return special.quote.text if special else None


def _sentences(was: Parameter, now: Parameter, described: str) -> Iterator[ReferenceChange]:
    """The sentences of the descriptions that differ and were not described as something else."""
    old, new = (" ".join(one.description.split()) for one in (was, now))
    if old == new:
        return
    before, after = _split(old), _split(new)
    gone = [each for each in before if each not in after and each not in described]
    come = [each for each in after if each not in before and each not in described]
    if gone or come:
        yield _change("sentence", was, now, " ".join(gone), " ".join(come))


def _split(text: str) -> list[str]:
    """Sentences: what ends in a full stop and a space."""
    parts = text.replace(". ", ".\n").replace("[Default", "\n[Default").split("\n")
    return [part.strip() for part in parts if part.strip()]
