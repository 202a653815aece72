"""Which rules run, and on which pages: by the command line, then by the configuration."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem, suggestion
from docs_snippets.core.globs import globs
from docs_snippets.linting.suppressions import RULE as USELESS_IGNORE
from docs_snippets.project.config import RULE, Config, ConfigText


def split_names(lists: Iterable[str]) -> tuple[str, ...]:
    """The names in options that may be repeated, and may each list several: `A,B`."""
    return tuple(word for each in lists for word in each.replace(",", " ").split())


def unknown_rule(names: Iterable[str], known: Iterable[str]) -> str:
    """The message for the first name that no rule has; empty when all are names of rules."""
    rules = sorted(known)
    for name in names:
        if name not in rules:
            return f"no rule is called {name!r}{suggestion(name, rules)}"
    return ""


def enabled_rules(
    known: Iterable[str], config: Config, select: Sequence[str], ignore: Sequence[str]
) -> dict[str, bool]:
    """Every rule, and whether it runs.

    `select` replaces what the configuration selects and ignores; `ignore` adds to what it ignores.
    """
    settings = config.rules
    chosen = select or (_texts(settings.select) if settings.select is not None else None)
    off = {*ignore, *(() if select else _texts(settings.ignore))}
    return {name: (chosen is None or name in chosen) and name not in off for name in known}


def unknown_rules_in_config(config: Config, known: Mapping[str, bool]) -> Iterator[Diagnostic]:
    """Names in the configuration that no rule has."""
    settings = config.rules
    listed = [*(settings.select or ()), *settings.ignore]
    for name in (*listed, *(name for paths in settings.paths for name in paths.ignore)):
        if name.text not in known:
            message = f"no rule is called {name.text!r}{suggestion(name.text, known)}"
            yield problem(config.source, name.span, RULE, message)


def unused_path_settings(config: Config, paths: Sequence[str]) -> Iterator[Diagnostic]:
    """Settings for pages that match none of the docs."""
    for each in config.rules.paths:
        if not any(map(globs(each.path.text).match, paths)):
            message = f"no page, component or reference matches {each.path.text!r}; remove it"
            severity = Severity.WARNING
            yield problem(config.source, each.path.span, USELESS_IGNORE, message, severity=severity)


def disabled_by_path(config: Config) -> Callable[[str], frozenset[str]]:
    """A function from the path of a page to the rules that the configuration turns off for it."""
    rules = config.rules.paths
    settings = [(globs(each.path.text), frozenset(_texts(each.ignore))) for each in rules]

    def disabled(path: str) -> frozenset[str]:
        return frozenset().union(*(names for paths, names in settings if paths.match(path)))

    return disabled


def _texts(names: Iterable[ConfigText]) -> tuple[str, ...]:
    return tuple(name.text for name in names)
