"""Rules of a role that match nothing: versions after API groups, kinds in the singular, resources
in a group that has none of them, misspelled verbs, and several words in one.

https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
"""

import re
from collections.abc import Iterator

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.kubernetes import packaged_kinds

_VERBS = frozenset(
    "get list watch create update patch delete deletecollection impersonate bind escalate use "
    "approve sign attest proxy".split()
)
_SEVERAL = re.compile(r"[a-z]+(?:,[ ]*[a-z]+)+")
_LEGACY = frozenset(("extensions", "policy"))
"""Groups that served more kinds before than they do now."""
ROLES = frozenset(("ClusterRole", "Role"))

_SHORT = 3
_VERSIONED = re.compile(r"(?P<group>[a-z0-9.-]*)/?\bv\d+(?:(?:alpha|beta)\d+)?")


def idle_rules(root: YamlNode) -> Iterator[tuple[Span, str]]:
    """What the rules of a role name that does not exist."""
    rules = root.get("rules")
    for rule in rules.children if rules else ():
        groups, resources = rule.get("apiGroups"), rule.get("resources")
        verbs = rule.get("verbs")
        named = groups.children if groups else ()
        for group in named:
            found = _VERSIONED.fullmatch(group.value) if group.kind == "str" else None
            if found:
                message = f"API group {group.value!r} has a version; expected {found['group']!r}"
                yield group.span, message
        known = {group.value for group in named if group.kind == "str"}
        for verb in verbs.children if verbs else ():
            yield from _misspelled_verb(verb)
        for resource in resources.children if resources else ():
            meant = _plural(resource, known)
            if meant:
                yield resource.span, f"resource {resource.value!r} is none; expected {meant!r}"
            elif groups and groups.kind == "list":
                yield from _elsewhere(resource, known)


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


def _misspelled_verb(verb: YamlNode) -> Iterator[tuple[Span, str]]:
    typed = verb.value
    if verb.kind != "str" or typed in _VERBS:
        return
    if _SEVERAL.fullmatch(typed):
        yield verb.span, f"verb {typed!r} is read as one; expected one item for each verb"
        return
    near = [each for each in _VERBS if _is_near_verb(typed, each)]
    if len(near) == 1:
        yield verb.span, f"verb {typed!r} is none; expected {near[0]!r}"


def _is_near_verb(typed: str, verb: str) -> bool:
    same = typed.lower() == verb or typed.lower() in (f"{verb}s", f"{verb}es")
    return same or (len(verb) > _SHORT and edits(typed, verb) == 1)


def _elsewhere(resource: YamlNode, groups: set[str]) -> Iterator[tuple[Span, str]]:
    """A resource that none of the groups has, where all are Kubernetes' own or one is cut short."""
    if resource.kind != "str" or not groups:
        return
    built_in = packaged_kinds().built_in - _LEGACY
    name = resource.value.partition("/")[0]
    found = [each for each in packaged_kinds().find(name) if each.names[:1] == (name,)]
    own = {each.group for each in found}
    if not own or own & groups or own & _LEGACY:
        return
    cut = len(groups) == 1 and any(_is_cut(each, other) for each in groups for other in own)
    if cut or groups <= built_in:
        where = ", ".join(repr(each) for each in sorted(own))
        yield resource.span, f"resource {name!r} is not in these API groups; it is in {where}"


def _is_cut(group: str, whole: str) -> bool:
    """Whether a group is another one without some of its labels."""
    labels, others = group.split("."), whole.split(".")
    return labels[0] == others[0] and set(labels) < set(others)
