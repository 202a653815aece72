"""Which rules run, and on which pages: by the command line, then by the configuration."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem, suggestion
from docs_snippets.core.globs import globs, is_glob, no_match, selected
from docs_snippets.linting.manual import UNCHECKED_RULES
from docs_snippets.linting.suppressions import RULE as USELESS_IGNORE
from docs_snippets.project.config import RULE, Config, ConfigText

_WORD = re.compile(r"(?:\{[^{}]*\}|[^,\s])+")
"""A name in a list: a comma in braces belongs to a pattern."""


def split_names(lists: Iterable[str]) -> tuple[str, ...]:
    """The names and patterns in options that may be repeated, and may each list several: `A,B`."""
    return tuple(word for each in lists for word in _WORD.findall(each))


def unknown_rule(names: Iterable[str], known: Iterable[str]) -> str:
    """The message for the first name or pattern that no rule has; empty when there is none."""
    rules = sorted(known)
    for name in names:
        if not selected(name, rules):
            return _no_rule(name, rules)
    return ""


def _no_rule(name: str, rules: Sequence[str]) -> str:
    if is_glob(name):
        return f"no rule matches {name!r}{no_match(name, rules)}"
    return f"no rule {name!r}{suggestion(name, rules)}"


def enabled_rules(
    known: Iterable[str], config: Config, select: Sequence[str], ignore: Sequence[str]
) -> dict[str, bool]:
    """Every rule, and whether it runs.

    `select` replaces what the configuration selects and ignores; `ignore` adds to what it ignores.
    """
    settings, names = config.rules, tuple(known)
    chosen = select or (_texts(settings.select) if settings.select is not None else None)
    on = frozenset(names) if chosen is None else _matching(chosen, names)
    off = _matching((*ignore, *(() if select else _texts(settings.ignore))), names)
    return {name: name in on and name not in off for name in names}


def unknown_rules_in_config(config: Config, known: Mapping[str, bool]) -> Iterator[Diagnostic]:
    """Names and patterns in the configuration that no rule has."""
    settings, rules = config.rules, sorted(known)
    listed = [*(settings.select or ()), *settings.ignore]
    listed += [name for paths in settings.paths for name in paths.ignore]
    for name in (*listed, *(each.rule for each in settings.severities)):
        if not selected(name.text, rules):
            yield problem(config.source, name.span, RULE, _no_rule(name.text, rules))
    for each in settings.severities:
        if each.rule.text in UNCHECKED_RULES:
            message = (
                f"the severity of {each.rule.text!r} is always 'error': something is not checked"
            )
            yield problem(config.source, each.rule.span, RULE, message)


def configured_severities(config: Config, known: Iterable[str]) -> dict[str, Severity]:
    """The levels that the configuration gives to rules; without those that it leaves alone."""
    names = tuple(name for name in known if name not in UNCHECKED_RULES)
    return {
        name: each.severity
        for each in config.rules.severities
        for name in selected(each.rule.text, names)
    }


def unused_path_settings(config: Config, paths: Sequence[str]) -> Iterator[Diagnostic]:
    """Settings for pages that match none of the docs."""
    for each in config.rules.paths:
        if not any(map(globs(each.path.text).match, paths)):
            message = f"no page, component or reference matches {each.path.text!r}; remove it"
            severity = Severity.WARNING
            yield problem(config.source, each.path.span, USELESS_IGNORE, message, severity=severity)


def disabled_by_path(config: Config, known: Iterable[str]) -> Callable[[str], frozenset[str]]:
    """A function from the path of a page to the rules that the configuration turns off for it."""
    rules, names = config.rules.paths, tuple(known)
    settings = [(globs(each.path.text), _matching(_texts(each.ignore), names)) for each in rules]

    def disabled(path: str) -> frozenset[str]:
        return frozenset().union(*(names for paths, names in settings if paths.match(path)))

    return disabled


def _matching(patterns: Iterable[str], names: Sequence[str]) -> frozenset[str]:
    """The names that one of some names or patterns selects."""
    return frozenset(name for each in patterns for name in selected(each, names))


def _texts(names: Iterable[ConfigText]) -> tuple[str, ...]:
    return tuple(name.text for name in names)
