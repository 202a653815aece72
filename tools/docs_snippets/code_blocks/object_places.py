"""Objects that a page creates, and places that name them with another namespace or almost so.

An object counts with all namespaces that the page creates it in; where one of them is left to the
reader, or to a command, nothing is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call, read_call
from docs_snippets.code_blocks.command_files import occurrences
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_references import pod_spec, references
from docs_snippets.core.edit_distance import allowed_edits, differ_in_digits, edits
from docs_snippets.core.source import Span
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.mdx.page import Page

SHORTEST_NAME = 5  # letters of a name that a misspelling can be told from another name

_OF_PODS = frozenset(("exec", "logs", "port-forward", "attach"))
_TYPED = frozenset(("secret", "service", "svc"))
"""Kinds whose type stands between the kind and the name where a command creates one."""
_OF_NAMED = frozenset(("expose", "autoscale"))
_SPEAKING = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_OF_KINDS = frozenset(("pod", "svc", "service", "sa", "secret", "policy", "pool", "config", "role"))
"""Words that say what kind of thing a name is of: one without it is the same name."""
_BOUND = {"--clusterrole": "ClusterRole", "--role": "Role"}
_LEFT_OPEN = frozenset("<>${}[]*`")


class ObjectUse(NamedTuple):
    """An object that something names; `namespace` is empty where that does not say."""

    kind: str
    name: str
    span: Span
    namespace: str
    namespace_span: Span


class CreatedObject(NamedTuple):
    """An object that a page creates, in these namespaces; None where one is not known."""

    span: Span
    namespaces: frozenset[str] | None


class Misplaced(NamedTuple):
    """A place that names an object of the page; `meant` is its name where that is another."""

    use: ObjectUse
    created: CreatedObject
    meant: str = ""


def misplaced(
    page: Page, manifests: tuple[Manifest, ...], calls: tuple[Call, ...]
) -> Iterator[Misplaced]:
    """Objects of the page that are looked for in another namespace, or with another name."""
    known = created(manifests, calls)
    if not known:
        return
    shown = {each.kind.lower(): each.kind for each in manifests if each.kind}
    named = [use for call in calls for use in (*uses(call, shown), *_bound(call))]
    existing = {
        (use.kind, use.name, use.namespace)
        for call in calls
        if call.verb == "get"
        for use in uses(call, shown)
        if (found := known.get((use.kind, use.name))) and use.span.start < found.span.start
    }
    yield from (each for use in named if (each := _misspelled(page, use, known)))
    bound = [use for call in calls for use in accounts(call)]
    yield from (each for use in bound if (each := _swapped(use, known)))
    for use in (*named, *bound, *(use for each in manifests for use in subject_uses(each))):
        found = known.get((use.kind, use.name))
        if (use.kind, use.name, use.namespace) in existing:
            continue  # which the page reads before it makes a copy
        if found and found.namespaces and use.namespace and use.namespace not in found.namespaces:
            yield Misplaced(use, found)


def _misspelled(
    page: Page, use: ObjectUse, known: dict[tuple[str, str], CreatedObject]
) -> Misplaced | None:
    """A name that a page has once, and that is almost one of an object that it creates."""
    if (use.kind, use.name) in known or len(use.name) < SHORTEST_NAME:
        return None
    others = [key for key in known if key[0] == use.kind]
    near = [key for key in others if is_near_name(use.name, key[1])]
    if not near and len(others) == 1 and _has_a_word_more(use.name, others[0][1]):
        near = others
    if len(near) != 1 or occurrences(page, use.name) > 1:
        return None
    return Misplaced(use, known[near[0]], near[0][1])


def _swapped(use: ObjectUse, known: Mapping[tuple[str, str], CreatedObject]) -> Misplaced | None:
    """A name and a namespace that are each other's."""
    found = known.get((use.kind, use.namespace))
    if found is None or (use.kind, use.name) in known:
        return None
    return Misplaced(use, found, use.namespace) if use.name in (found.namespaces or ()) else None


def is_near_name(name: str, other: str) -> bool:
    """Whether a name is another one misspelled, not one of a series (`web-1`, `web-2`)."""
    return not differ_in_digits(name, other) and edits(name, other) <= allowed_edits(name)


def _has_a_word_more(name: str, other: str) -> bool:
    """Whether one of two names is the other with a word more that is no number."""
    if not (_SPEAKING.fullmatch(name) and _SPEAKING.fullmatch(other)):
        return False
    shorter, longer = sorted((name.split("-"), other.split("-")), key=len)
    if len(longer) != len(shorter) + 1:
        return False
    more = [word for at, word in enumerate(longer) if longer[:at] + longer[at + 1 :] == shorter]
    return any(word.isalpha() and (len(longer) > 2 or word in _OF_KINDS) for word in more)


def created(
    manifests: Iterable[Manifest], calls: Iterable[Call]
) -> dict[tuple[str, str], CreatedObject]:
    """The objects that a page creates, by kind and name."""
    found: dict[tuple[str, str], CreatedObject] = {}
    for kind, name, namespace, span in (*_shown(manifests), *_made(calls)):
        before = found.get((kind, name), CreatedObject(span, frozenset()))
        sure = before.namespaces is not None and namespace and not _LEFT_OPEN & set(namespace)
        every = before.namespaces | {namespace} if sure and before.namespaces is not None else None
        found[kind, name] = CreatedObject(before.span, every)
    return found


def _shown(manifests: Iterable[Manifest]) -> Iterator[tuple[str, str, str, Span]]:
    for manifest in manifests:
        if manifest.kind and manifest.name:
            namespace = manifest.namespace
            if not namespace and manifest.command is not None:
                call = read_call(manifest.command)
                namespace = (call.namespace or "") if call else ""
            yield manifest.kind, manifest.name, namespace, manifest.span


def _made(calls: Iterable[Call]) -> Iterator[tuple[str, str, str, Span]]:
    for call in calls:
        words = [word.value for word in call.arguments]
        namespace, span = call.namespace or "", call.command.span
        if call.verb == "create" and len(words) > 1:
            name = words[2] if words[0] in _TYPED and len(words) > 2 else words[1]
            kinds = packaged_kinds().find(words[0])
            if kinds:
                yield kinds[0].kind, name, namespace, span
        elif call.verb == "run" and words:
            yield "Pod", words[0], namespace, span
        elif call.verb == "expose" and words:
            named = call.values("--name") or (words[-1].rpartition("/")[2],)
            yield "Service", named[-1], namespace, span
        elif call.verb == "new-project" and words:
            yield "Namespace", words[0], "", span


def uses(call: Call, shown: Mapping[str, str]) -> Iterator[ObjectUse]:
    """The objects that a command names; `shown` are kinds of the page's manifests, in small
    letters and as written.
    """
    flag = call.flag("-n", "--namespace")
    sure = flag is not None and flag.value is not None and flag.literal
    namespace = call.namespace or "" if sure else ""
    place = flag.value_span if flag and sure else call.command.span
    for word, name, span in _named(call):
        known = packaged_kinds().find(word)
        kind = known[0].kind if known else _shown_kind(word, shown)
        if kind and name and not _LEFT_OPEN & set(name):
            yield ObjectUse(kind, name, span, namespace, place)


def _shown_kind(word: str, shown: Mapping[str, str]) -> str:
    """The kind of the page's manifests that a command names in its singular or plural."""
    word = word.partition(".")[0].lower()
    singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return shown.get(word) or shown.get(singular) or ""


def _bound(call: Call) -> Iterator[ObjectUse]:
    """The role that a binding is created for."""
    for flag in call.flags if call.verb == "create" else ():
        kind, value = _BOUND.get(flag.name), flag.value
        if kind and value is not None and flag.literal and not _LEFT_OPEN & set(value.text):
            yield ObjectUse(kind, value.text, flag.value_span, "", call.command.span)


def _named(call: Call) -> Iterator[tuple[str, str, Span]]:
    for target in call.targets:
        if target.name and target.name_span:
            yield target.kind, target.name, target.name_span
    words = call.arguments
    if call.verb in _OF_NAMED and len(words) > 1 and words[1].literal:
        yield words[0].value, words[1].value, words[1].span
    if call.verb in _OF_PODS and call.arguments:
        word = call.arguments[0]
        kind, slash, name = word.value.partition("/")
        if slash and word.literal:
            yield kind, name, word.excerpt.span(len(kind) + 1, len(word.value))
        elif word.literal:
            yield "pod", kind, word.span


def accounts(call: Call) -> Iterator[ObjectUse]:
    """The service accounts that a binding is created for."""
    for flag in call.flags:
        if flag.name == "--serviceaccount" and flag.value is not None and flag.literal:
            namespace, colon, name = flag.value.text.partition(":")
            if colon and not _LEFT_OPEN & set(flag.value.text):
                start = len(namespace) + 1
                span = flag.value.span(start, start + len(name))
                yield ObjectUse(
                    "ServiceAccount", name, span, namespace, flag.value.span(0, len(namespace))
                )


def subject_uses(manifest: Manifest) -> Iterator[ObjectUse]:
    """The objects that a manifest refers to with their namespace, or from that of its pods."""
    own = manifest.root.get("metadata", "namespace") if pod_spec(manifest) else None
    for each in references(manifest.root):
        beside = each.namespace
        place = beside if beside is not None else own if each.kind_span is None else None
        if place is not None and place.kind == "str" and not _LEFT_OPEN & set(place.value):
            yield ObjectUse(each.kind, each.name, each.span, place.value, place.span)
