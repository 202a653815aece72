"""Checks the resources on a page against definitions: whole manifests, and what patches send."""

from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.chart_values import chart_values
from docs_snippets.code_blocks.client_calls import Call, CallTarget, read_call
from docs_snippets.code_blocks.field_exclusions import ExclusiveFields, exclusive_fields
from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.parameter_settings import patch_body
from docs_snippets.code_blocks.resource_problems import (
    IMPLIED,
    FieldRoute,
    InvalidFieldValue,
    ResourceProblem,
    UnknownField,
    resource_problems,
)
from docs_snippets.code_blocks.yaml_examples import HEAD
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.api_versions import api_facts
from docs_snippets.facts.built_in_fields import built_in_structure
from docs_snippets.facts.field_types import field_types
from docs_snippets.facts.structural_schema import StructuralSchema
from docs_snippets.mdx.page import Page

LONG_NAME = 8
FEWEST = 3
"""Fields that tell of which kind a part of a resource is."""
_PLACE_IN_LIST = "-"


class Resource(NamedTuple):
    """A resource or a part of one. `node` is what is typed of it.

    `path` is the way to the part as a JSON patch gives it. `version` is empty where a command names
    none. `offline`: a client that checks resources itself gets it.
    """

    group: str
    version: str
    kind: str
    node: YamlNode | None
    path: tuple[tuple[str, Span], ...] = ()
    offline: bool = False


def resources(page: Page, facts: TreeFacts) -> Iterator[Resource]:
    """Every resource of the page that says of which kind it is."""
    for manifest in facts.examples.yaml_documents(page):
        if manifest.error is None and manifest.checked and manifest.api_version and manifest.kind:
            yield of_manifest(manifest)
    for call in facts.examples.calls(page):
        if call.verb == "patch":
            yield from _of_patch(call, facts)


def _of_values(page: Page, facts: TreeFacts) -> Iterator[Resource]:
    """The specs that values of charts give."""
    examples = facts.examples
    for value, node in chart_values(examples.yaml_documents(page), examples.commands(page)):
        at = Span(node.span.start, node.span.start)
        yield Resource(value.group, "", value.kind, node, (("spec", at),))


def rejected(page: Page, facts: TreeFacts) -> Iterator[tuple[Resource, ResourceProblem]]:
    """What the tree's definitions reject of the page's resources."""
    for resource in (*resources(page, facts), *_of_values(page, facts)):
        yield from ((resource, problem) for problem in _metadata_problems(resource, facts))
        schemas, native = structures(resource, facts), facts.serving.how == "crd"
        told: set[Span] = set()
        for at, structure in enumerate(schemas):
            for problem in _problems(resource, structure):
                if problem.span not in told and not _is_known(problem, schemas, at):
                    told.add(problem.span)
                    if _counts(resource, problem, native):
                        yield resource, problem
    yield from _of_excerpts(page, facts)


def _of_excerpts(page: Page, facts: TreeFacts) -> Iterator[tuple[Resource, ResourceProblem]]:
    """Wrong values in parts of resources that are shown alone, if their fields show the kind."""
    for manifest in facts.examples.yaml_documents(page):
        root = manifest.root
        for node in root.children if root.kind == "list" else (root,):
            names = frozenset(child.key or "" for child in node.children)
            if manifest.error or len(names) < FEWEST or names & HEAD or node.kind != "map":
                continue
            found = facts.documented.holding(names)
            if len(found) == 1 and found[0].kind.lower() in page.source.text.lower():
                resource = Resource(found[0].group, "", found[0].kind, node)
                for problem in resource_problems(node, found[0].structure, ("spec",)):
                    if isinstance(problem, InvalidFieldValue) and problem.structure.words:
                        yield resource, problem


def structures(resource: Resource, facts: TreeFacts) -> tuple[StructuralSchema, ...]:
    """What is known of a resource's fields.

    That is the schema of the tree's definition, else that of its generated reference; without one,
    the types that every version has, and what the tree's own tables say. Kubernetes' own kinds
    need no definition.
    """
    if resource.group in facts.kinds.built_in:
        found = [built_in_structure(resource.group, resource.version, resource.kind)]
    else:
        defined, documented = _defined(resource, facts), _documented(resource, facts)
        if defined is not None and not defined.types_only:
            found = [defined]
        elif documented is not None and not documented.types_only:
            found = [documented]
        else:
            found = [defined or field_types(resource.group, resource.kind), documented]
    return tuple(each for each in found if each is not None)


def _defined(resource: Resource, facts: TreeFacts) -> StructuralSchema | None:
    definition = facts.definitions.find(resource.group, resource.kind)
    if definition is None:
        return None
    same = definition.group == resource.group
    structure = definition.structure(resource.version if same else "")
    return structure.types if structure and facts.definitions.types_only else structure


def _documented(resource: Resource, facts: TreeFacts) -> StructuralSchema | None:
    found = facts.documented.find(resource.group, resource.kind)
    return found.structure if found else None


def _is_known(problem: ResourceProblem, schemas: tuple[StructuralSchema, ...], at: int) -> bool:
    """Whether one of several schemas has the field that the one at an index lacks.

    No resource has two fields that differ by case alone: there the first schema decides.
    """
    if len(schemas) < 2 or not isinstance(problem, UnknownField):
        return False
    by_case = problem.name.lower() in {name.lower() for name in problem.parent.fields}
    places = (field_at(each, problem.route) for each in (schemas[:at] if by_case else schemas))
    return any(problem.name in each.fields for each in places if each)


def field_at(structure: StructuralSchema, route: FieldRoute) -> StructuralSchema | None:
    """The schema of a field, through the items of lists; None where it is not known."""
    at: StructuralSchema | None = structure
    for name in route:
        at = at and (at.items or at)
        at = at and (at.fields.get(name) or at.values)
    return at and (at.items or at)


def _metadata_problems(resource: Resource, facts: TreeFacts) -> Iterator[ResourceProblem]:
    """What is wrong with `metadata`, where the kind is sure to be one that has it."""
    known = facts.kinds.in_group(resource.group).get(resource.kind) or _defined(resource, facts)
    if known is None or resource.path or resource.node is None:
        return
    metadata = resource.node.get("metadata")
    if metadata is not None:
        yield from resource_problems(metadata, api_facts().metadata, ("metadata",))


def _counts(resource: Resource, problem: ResourceProblem, native: bool) -> bool:
    """Whether the resource's client and API see it so, and not only a definition.

    A definition may say of `metadata` what the name is like, and not which fields there are.
    """
    if isinstance(problem, UnknownField) and problem.route == ("metadata",):
        return False
    if isinstance(problem, InvalidFieldValue):
        lenient = problem.name in api_facts().text_numbers and problem.number_in_quotes
        return not lenient or (native and not resource.offline)
    as_typed = {name.lower() for name in problem.parent.fields}
    return not (resource.offline and problem.name.lower() in as_typed)


def exclusive(page: Page, facts: TreeFacts) -> Iterator[tuple[str, ExclusiveFields]]:
    """Fields of the page's resources that exclude each other, each with the resource's kind."""
    for resource in resources(page, facts):
        if resource.node is None or resource.path:
            continue
        found = _documented(resource, facts)
        schemas = (found,) if found else structures(resource, facts)
        for structure in schemas:
            for each in exclusive_fields(resource.node, structure, api_facts().exclusive):
                yield resource.kind, each


def misspelled_fields(manifest: Manifest, facts: TreeFacts) -> Iterator[tuple[Span, str]]:
    """Outermost keys of a manifest that are all but those every resource has, and those.

    A key counts where the manifest lacks the one it is all but. Kinds that are not known may have
    fields of their own, so that of theirs only the case can be wrong, or a long name.
    """
    root = manifest.root
    names = {child.key for child in root.children} if root.kind == "map" else set()
    if not names & HEAD:
        return
    known = facts.kinds.of(manifest.api_version, manifest.kind) is not None
    missing = [name for name in api_facts().outermost if name not in names]
    for child in root.children:
        for wanted in missing:
            most = int(known or len(wanted) >= LONG_NAME)
            apart = edits((child.key or "").lower(), wanted.lower(), most + 1)
            if child.key_span and apart <= most:
                yield child.key_span, wanted


def of_manifest(manifest: Manifest) -> Resource:
    """The resource that a manifest is."""
    group, _, version = manifest.api_version.rpartition("/")
    call = read_call(manifest.command) if manifest.command else None
    offline = bool(call and call.client.offline_merge)
    return Resource(group, version, manifest.kind, manifest.root, offline=offline)


def _of_patch(call: Call, facts: TreeFacts) -> Iterator[Resource]:
    body = patch_body(call)
    for target in call.targets[:1]:
        group, kind = _meant(target, facts, offline=call.client.offline_merge)
        for document in documents(body)[:1] if body else ():
            root, offline = document.root, call.client.offline_merge
            if document.error is not None or not kind:
                continue
            if root.kind == "map" and "json" not in call.values("--type", "-t"):
                yield Resource(group, "", kind, root, offline=offline)
            for operation in root.children if root.kind == "list" else ():
                path, value = operation.get("path"), operation.get("value")
                if path is not None and path.kind == "str":
                    yield Resource(group, "", kind, value, tuple(_steps(path)), offline)


def _meant(target: CallTarget, facts: TreeFacts, *, offline: bool) -> tuple[str, str]:
    """The group and kind of a command's resource; empty where it is not known.

    A client that checks resources itself has kinds of its own, and none of Kubernetes'.
    """
    for known in facts.kinds.find(target.kind):
        if not (offline and known.served == "built-in"):
            return known.group, known.kind
    for definition in facts.definitions.named(target.kind.partition(".")[0]):
        return definition.group, definition.kind
    return "", ""


def _steps(path: YamlNode) -> Iterator[tuple[str, Span]]:
    start = path.span.start + path.quoted
    for part in path.value.split("/"):
        if part:
            name = part.replace("~1", "/").replace("~0", "~")
            yield name, Span(start, start + len(part))
        start += len(part) + 1


def _problems(resource: Resource, structure: StructuralSchema) -> Iterator[ResourceProblem]:
    """Down the path of a patch, then of what it sets there."""
    at: StructuralSchema | None = structure
    route: FieldRoute = ()
    for name, span in resource.path:
        if at is None:
            return
        if at.items is not None and (name.isdecimal() or name == _PLACE_IN_LIST):
            at = at.items
            continue
        below = at.fields.get(name) or at.values
        if below is None and not at.is_open and (route or name not in IMPLIED):
            yield UnknownField(name, span, route, at)
        at, route = below, (*route, name)
    if at is not None and resource.node is not None:
        yield from resource_problems(resource.node, at, route)
