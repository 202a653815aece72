"""The API group that a manifest is of by its fields, where its `apiVersion` names another one.

Kubernetes and products share the names of kinds: NetworkPolicy, Service, Cluster.
"""

from docs_snippets.code_blocks.resource_problems import UnknownField, resource_problems
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.kubernetes import Kind
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import Resource, field_at, structures

_FEWEST = 2
"""Fields of another group that are no coincidence."""


def meant_version(resource: Resource, page: Page, facts: TreeFacts) -> str:
    """The `apiVersion` of the group that has all fields of a manifest; empty where none does.

    Of several, it is the one that other manifests of the page have.
    """
    if resource.node is None or resource.path:
        return ""
    unknown = [
        each
        for structure in structures(resource, facts)
        for each in resource_problems(resource.node, structure)
        if isinstance(each, UnknownField)
    ]
    if len(unknown) < _FEWEST:
        return ""
    kinds = (each for each in facts.kinds.all if each.kind == resource.kind)
    others = [each for each in kinds if each.group != resource.group]
    found = {_version(each) for each in others if _has_all(each, unknown, resource, facts)}
    shown = {each.api_version for each in facts.examples.yaml_documents(page)}
    found = found & shown if len(found) > 1 else found
    return found.pop() if len(found) == 1 else ""


def _has_all(kind: Kind, unknown: list[UnknownField], resource: Resource, facts: TreeFacts) -> bool:
    version = _version(kind).rpartition("/")[2]
    schemas = structures(Resource(kind.group, version, kind.kind, resource.node), facts)
    parents = [[field_at(schema, each.route) for schema in schemas] for each in unknown]
    known = [
        any(parent and each.name in parent.fields for parent in found)
        for each, found in zip(unknown, parents, strict=True)
    ]
    return any(known) and all(
        is_known or not any(parent and not parent.is_open for parent in found)
        for is_known, found in zip(known, parents, strict=True)
    )


def _version(kind: Kind) -> str:
    version = kind.versions[0] if kind.versions else ""
    return f"{kind.group}/{version}" if kind.group and version else version
