"""Fields that the manifests of a page lack, where the reader applies them as they are shown."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.block_purpose import Purpose, leaves_out_before, purpose
from docs_snippets.code_blocks.client_calls import read_call
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.missing_fields import MissingField, missing_fields
from docs_snippets.code_blocks.policy_rules import is_policy, missing_conditions
from docs_snippets.code_blocks.resource_problems import FieldRoute
from docs_snippets.code_blocks.secret_keys import missing_keys
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.api_versions import api_facts
from docs_snippets.facts.field_types import field_types
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import Resource, structures

_APPLYING = frozenset(("apply", "create", "replace"))
_PARTIAL = re.compile(r"patch|overlay|kustomiz|merge|strategic|values", re.IGNORECASE)
_IN_PARTS = frozenset(("containers", "image"))
"""What is left out of a workload of which only a part is shown."""


class LackingManifest(NamedTuple):
    """A manifest and the required fields that it lacks.

    `conditions` are fields that another one requires, with the name of that one.
    """

    manifest: Manifest
    fields: tuple[MissingField, ...]
    conditions: tuple[tuple[MissingField, str], ...]


def lacking(page: Page, facts: TreeFacts) -> Iterator[LackingManifest]:
    """The manifests that the reader applies and the API rejects for what they lack."""
    for manifest in facts.examples.yaml_documents(page):
        if _is_applied_whole(page, manifest):
            found = tuple(dict.fromkeys(_missing(manifest, facts)))
            typed = manifest.command is not None and read_call(manifest.command) is not None
            if not typed and not _IN_PARTS.isdisjoint(each.name for each in found):
                continue
            yield LackingManifest(manifest, found, tuple(_conditions(manifest)))


def _conditions(manifest: Manifest) -> Iterator[tuple[MissingField, str]]:
    yield from missing_keys(manifest)
    group, policy = manifest.api_version.rpartition("/")[0], api_facts().policy
    if is_policy(group, manifest.kind, policy):
        yield from missing_conditions(manifest.root, policy)


def _missing(manifest: Manifest, facts: TreeFacts) -> Iterator[MissingField]:
    group, _, version = manifest.api_version.rpartition("/")
    resource = Resource(group, version, manifest.kind, manifest.root)
    more: dict[FieldRoute, tuple[str, ...]] = {}
    for path in api_facts().required.get((group, manifest.kind), ()):
        more[path[:-1]] = (*more.get(path[:-1], ()), path[-1])
    for structure in (*structures(resource, facts), field_types(group, manifest.kind)):
        if structure is not None:
            yield from missing_fields(manifest.root, structure, more)


def _is_applied_whole(page: Page, manifest: Manifest) -> bool:
    """Whether a reader creates an object of a manifest as it is shown."""
    if manifest.error or not manifest.checked or not manifest.name:
        return False
    if leaves_out_before(page, manifest, manifest.span.end):
        return False
    if manifest.command is not None:
        call = read_call(manifest.command)
        if call is not None:
            return call.verb in _APPLYING
        return not any(_PARTIAL.search(each.target.value) for each in manifest.command.redirects)
    return purpose(page, manifest) is Purpose.APPLIED
