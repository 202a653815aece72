"""Names of the parameters and variables that a reference describes differently after a change."""

from collections.abc import Iterator

from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.variables import Variables

_PAIR = 2
_NOWHERE = Quote("", 0, 0, "")


def changed_parameter_words(before: Parameters | None, now: Parameters | None) -> Iterator[str]:
    """Names and defaults, old and new, of the parameters that are described differently."""
    if before is now:
        return
    one = {each.label: each for each in before or ()}
    two = {each.label: each for each in now or ()}
    for name in one.keys() | two.keys():
        pair = [each for each in (one.get(name), two.get(name)) if each]
        if len(pair) < _PAIR or _described(pair[0]) != _described(pair[1]):
            for each in pair:
                yield from (spelling.lower() for spelling in each.spellings)
                yield from (d for d in (each.yaml_default, each.config_default) if d.isdecimal())


def _described(parameter: Parameter) -> Parameter:
    """A parameter apart from where it was read; what sentences say is in its description."""
    return parameter._replace(
        quote=_NOWHERE,
        default_quote=_NOWHERE,
        specials=(),
        unread=(),
        accepted=None,
        stated_default=None,
    )


def changed_variables(before: Variables | None, now: Variables | None) -> Iterator[str]:
    """The names of the variables whose value is not what it was."""
    one = dict.fromkeys(before.names if before else ())
    two = dict.fromkeys(now.names if now else ())
    for name in one | two:
        old = before.lookup(name) if before else None
        if old != (now.lookup(name) if now else None):
            yield name
