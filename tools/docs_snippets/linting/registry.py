"""Finds the rules: every module of `rules/` is one, by its name. Nothing is registered."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from docs_snippets.linting.rule import ChangeRule, Rule

_RULES = "docs_snippets.rules"
"""The package is named, not imported: rules import the engine's contract, never the reverse."""


def rule_names() -> tuple[str, ...]:
    """The names of all rules, about pages and about changes, none of which is loaded for that."""
    package = importlib.import_module(_RULES)
    return tuple(info.name.replace("_", "-") for info in pkgutil.iter_modules(package.__path__))


@cache
def page_rules() -> dict[str, Rule]:
    """Every rule about pages by name, in the order of names."""
    return {loaded.name: loaded for loaded in _modules() if isinstance(loaded, Rule)}


def change_rules() -> dict[str, ChangeRule]:
    """Every rule about changes by name, in the order of names."""
    return {loaded.name: loaded for loaded in _modules() if isinstance(loaded, ChangeRule)}


@cache
def _modules() -> tuple[Rule | ChangeRule, ...]:
    return tuple(_loaded())


def _loaded() -> Iterator[Rule | ChangeRule]:
    package = importlib.import_module(_RULES)
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{_RULES}.{info.name}")
        found = module.check
        assert isinstance(found, Rule | ChangeRule), f"{info.name}: check is not marked with @rule"
        yield found
