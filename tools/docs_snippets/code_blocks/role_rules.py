"""Rules of a role that match nothing: versions after API groups, kinds in the singular.

https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
"""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.kubernetes import packaged_kinds

ROLES = frozenset(("ClusterRole", "Role"))

_VERSIONED = re.compile(r"(?P<group>[a-z0-9.-]*)/?\bv\d+(?:(?:alpha|beta)\d+)?")


def idle_rules(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """What the rules of a role name that does not exist."""
    rules = root.get("rules")
    for rule in rules.children if rules else ():
        groups, resources = rule.get("apiGroups"), rule.get("resources")
        named = groups.children if groups else ()
        for group in named:
            found = _VERSIONED.fullmatch(group.value) if group.kind == "str" else None
            if found:
                message = f"API group {group.value!r} has a version; expected {found['group']!r}"
                yield group.span, message
        known = {group.value for group in named if group.kind == "str"}
        for resource in resources.children if resources else ():
            meant = _plural(resource, known)
            if meant:
                yield resource.span, f"resource {resource.value!r} is none; expected {meant!r}"


def _plural(resource: YamlNode, groups: set[str]) -> str:
    """What a resource is called in rules, if a rule has another name of its kind."""
    if resource.kind != "str":
        return ""
    name, slash, below = resource.value.partition("/")
    found = packaged_kinds().find(name) or packaged_kinds().find(f"{name}s")
    kinds = [each for each in found if each.group in groups]
    if not kinds or any(name == each.names[0] for each in kinds):
        return ""
    return f"{kinds[0].names[0]}{slash}{below}"
