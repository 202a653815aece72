"""Values of resources that are wrong by their form alone, whatever definitions say."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.named_values import invalid_names
from docs_snippets.code_blocks.network_blocks import invalid_blocks, outside_exceptions
from docs_snippets.code_blocks.network_values import invalid_network_values
from docs_snippets.code_blocks.policy_rules import invalid_rule_values, is_policy
from docs_snippets.code_blocks.role_rules import ROLES, idle_rules
from docs_snippets.code_blocks.selectors import selector_problem
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.api_versions import api_facts
from docs_snippets.facts.built_in_fields import built_in_structure
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.resources import Resource, resources

_GROUP_ALONE = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}")


def ill_formed(page: Page, facts: TreeFacts) -> Iterator[tuple[Span, str]]:
    """Values of the page's resources that are wrong by their form alone, and why."""
    for resource in resources(page, facts):
        if resource.node is None:
            continue
        for bad in invalid_network_values(resource.node):
            typed = page.source.slice(bad.span)
            yield bad.span, f"invalid value {typed!r} for {bad.name!r}; expected {bad.wanted}"
        yield from outside_exceptions(resource.node)
        for blocks in api_facts().blocks:
            if resource.group in blocks.groups:
                yield from invalid_blocks(resource.node, blocks, resource.kind)
        if resource.group in api_facts().selecting:
            yield from _selectors(page, resource.node)
        yield from _annotated(page, resource.node)
        if not resource.path:
            yield from _of_whole(resource, resource.node, facts)
    yield from _typed_annotations(page, facts)


def _of_whole(resource: Resource, root: YamlNode, facts: TreeFacts) -> Iterator[tuple[Span, str]]:
    """What is wrong with names, and with rules of roles and policies."""
    group, version, kind = resource.group, resource.version, resource.kind
    stated = next((each for each in root.children if each.key == "apiVersion"), None)
    if stated is not None and _GROUP_ALONE.fullmatch(stated.value):
        wanted = "expected a group and a version, such as 'apps/v1'"
        yield stated.span, f"invalid value {stated.value!r} for 'apiVersion'; {wanted}"
    built_in = built_in_structure(group, version, kind) is not None
    if version and (built_in or facts.kinds.of(f"{group}/{version}", kind)):
        yield from invalid_names(root, named=not group.startswith("rbac."))
    if built_in and kind in ROLES:
        yield from idle_rules(root)
    if is_policy(group, kind, api_facts().policy):
        yield from invalid_rule_values(root, api_facts().policy)


def _selectors(page: Page, root: YamlNode) -> Iterator[tuple[Span, str]]:
    for node in nodes(root):
        if node.kind == "str" and (node.key or "").lower().endswith("selector"):
            yield from _selector(page, node)


def _annotated(page: Page, root: YamlNode) -> Iterator[tuple[Span, str]]:
    """Selectors in annotations of any resource that the product reads."""
    for node in nodes(root):
        for each in node.children if node.key == "annotations" else ():
            if each.kind == "str" and _selects(each.key or ""):
                yield from _selector(page, each)


def _typed_annotations(page: Page, facts: TreeFacts) -> Iterator[tuple[Span, str]]:
    """Selectors in annotations that a command sets."""
    for call in facts.examples.calls(page):
        for word in call.arguments if call.verb == "annotate" else ():
            key, _, value = word.value.partition("=")
            problem = selector_problem(value) if word.literal and _selects(key) else None
            if problem is not None:
                start = min(len(key) + 1 + problem.start, len(word.value) - 1)
                end = len(key) + 1 + max(problem.end, problem.start + 1)
                yield word.excerpt.span(start, end), f"invalid selector: {problem.message}"


def _selects(annotation: str) -> bool:
    """Whether an annotation is the product's, and holds a selector."""
    domain, _, name = annotation.partition("/")
    if not name.lower().endswith("selector"):
        return False
    return any(domain == each or domain.endswith(f".{each}") for each in api_facts().selecting)


def _selector(page: Page, node: YamlNode) -> Iterator[tuple[Span, str]]:
    problem = selector_problem(node.value)
    if problem is None:
        return
    start, end = node.span.start + node.quoted, node.span.end - node.quoted
    if page.source.text[start:end] == node.value:
        length = max(problem.end, problem.start + 1)
        start, end = start + min(problem.start, len(node.value) - 1), start + length
        end = min(end, node.span.end)
    yield Span(start, end), f"invalid selector: {problem.message}"
