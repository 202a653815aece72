"""Whether a cluster with the tree's version serves a kind, as a manifest or a command names it.

The tree's definitions decide for their groups; packaged facts for the groups of Kubernetes itself
and, where a word is all but one of theirs, for the product's. Of any other group nothing is known.
"""

from collections.abc import Iterable
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call, CallTarget
from docs_snippets.core.edit_distance import allowed_edits, edits
from docs_snippets.docs.docs import Docs
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.api_versions import api_facts
from docs_snippets.facts.definitions import ResourceDefinition
from docs_snippets.facts.kubernetes import Kind
from docs_snippets.facts.quote import Quote
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.declared_kinds import is_declared
from docs_snippets.resolution.packaged_product import is_about_product

SHORTEST_WORD = 6
SHORTEST_KIND = 4  # its group says what is meant
_LIST = "List"


class KindProblem(NamedTuple):
    """What is wrong, the line that shows it (None for packaged facts), and the name to write."""

    message: str
    quote: Quote | None = None
    wanted: str | None = None


def unknown_kind(group: str, kind: str, facts: TreeFacts) -> KindProblem | None:
    """Why no API of the group has the kind; None where it has, or nobody knows."""
    packaged = facts.kinds.in_group(group)
    if group in facts.kinds.built_in and kind in packaged:
        return None
    defined = _definitions(group, facts)
    twins = _definitions(facts.definitions.twins.get(group, ""), facts)
    known = {each.kind for each in defined} or {*packaged, *(each.kind for each in twins)}
    plain = kind.removesuffix(_LIST)  # every API has lists of its kinds, without listing them
    if not known or not known.isdisjoint((kind, plain)) or (group, plain) in api_facts().offline:
        return None
    if any(each.group != group for each in _groups_of(kind, facts).values()):
        return None
    near = _nearest(kind, known, SHORTEST_KIND)
    meant = f"; did you mean {near!r}?" if near else ""
    if defined:
        if not near and facts.definitions.partial:
            return _in_other_version(group, kind, facts)
        message = f"unknown kind {kind!r} in {group!r}{meant}"
        return KindProblem(message, defined[0].quote, near)
    where = repr(group) if group else "the core group"
    message = f"unknown kind {kind!r} in {where}{meant}"
    return KindProblem(message, wanted=near) if near else None


def _in_other_version(group: str, kind: str, facts: TreeFacts) -> KindProblem | None:
    """That the definitions of other versions have a kind which those of this one lack."""
    elsewhere = facts.definition_elsewhere(group, kind)
    if elsewhere is None:
        return None
    message = f"kind {kind!r} in {group!r} is not in the definitions of this version"
    return KindProblem(message, elsewhere.quote)


def wrong_version(
    api_version: str, kind: str, facts: TreeFacts, newest: int | None
) -> KindProblem | None:
    """Why the kind is not served under its `apiVersion`; None where it is, or nobody knows.

    `newest` is the minor number of the newest release of Kubernetes that the words are about.
    """
    removed = api_facts().removed.get((api_version, kind))
    if removed is not None:
        if newest is not None and newest < int(removed.release.partition(".")[2]):
            return None
        instead = f"; expected {removed.instead!r}" if removed.instead else ""
        gone = f"{'reads' if removed.files else 'serves'} {kind} in {api_version!r}"
        message = f"Kubernetes {removed.release} no longer {gone}{instead}"
        return KindProblem(message, wanted=removed.instead or None)
    group, _, version = api_version.rpartition("/")
    definition = next((d for d in _definitions(group, facts) if d.kind == kind), None)
    if definition is not None:
        return _wrong_among(kind, group, version, definition.versions, definition.quote)
    known = facts.kinds.in_group(group).get(kind)
    if known is not None:
        return _wrong_among(kind, group, version, known.versions)
    return _wrong_group(api_version, kind, facts)


def unknown_word(call: Call, target: CallTarget, page: Page, docs: Docs) -> KindProblem | None:
    """Why a client knows no resource of a command's name; None where it does, or may."""
    facts = docs.facts.at(page.path)
    word = target.kind.lower()
    name, _, group = word.partition(".")
    if call.verb == "explain":
        group = ""
    if facts.kinds.find(name) or facts.definitions.named(name) or name in api_facts().categories:
        return None
    about_product = is_about_product(page, facts)
    meant = api_facts().aliases.get(name) if about_product else None
    if meant is not None and call.client.offline_merge:
        return None
    near = _nearest(name, _words(facts, group, about_product), SHORTEST_WORD)
    if meant is None and (near is None or name[0] != near[0]):
        return None
    if is_declared(name, page, docs.pages):
        return None
    if meant is not None:
        return _alias(call, name, meant, facts)
    message = f"{call.command.name} has no resource {name!r}; did you mean {near!r}?"
    return KindProblem(message, wanted=near)


def _alias(call: Call, word: str, kind: str, facts: TreeFacts) -> KindProblem:
    served = next((each for each in facts.kinds.all if each.kind == kind), None)
    wanted = served.names[-1] if served and served.names else None
    instead = f"; expected {wanted!r}" if wanted else ""
    message = f"{call.command.name} has no resource {word!r} (calicoctl has){instead}"
    return KindProblem(message, wanted=wanted)


def _words(facts: TreeFacts, group: str, about_product: bool) -> frozenset[str]:
    """Every long name of a resource, of the groups that begin so; the product's where it is one."""
    packaged = (
        each
        for each in facts.kinds.all
        if each.group.startswith(group) and (about_product or each.served == "built-in")
    )
    return frozenset(name for each in packaged for name in each.names[:2])


def _definitions(group: str, facts: TreeFacts) -> tuple[ResourceDefinition, ...]:
    """The definitions of a group, where they say which kinds it has."""
    if group in facts.kinds.built_in or facts.definitions.types_only:
        return ()
    return facts.definitions.of_group(group)


def _groups_of(kind: str, facts: TreeFacts) -> dict[str, Kind]:
    """The API versions that have a kind, likeliest first."""
    named = (each for each in facts.kinds.all if each.kind == kind and each.versions)
    return {f"{each.group}/{each.versions[0]}".lstrip("/"): each for each in named}


def _wrong_among(
    kind: str, group: str, version: str, served: tuple[str, ...], quote: Quote | None = None
) -> KindProblem | None:
    if not served or version in served:
        return None
    names = [f"{group}/{each}".lstrip("/") for each in served]
    message = f"{kind} has no version {version!r}; expected {' or '.join(map(repr, names))}"
    return KindProblem(message, quote, names[0] if len(names) == 1 else None)


def _wrong_group(api_version: str, kind: str, facts: TreeFacts) -> KindProblem | None:
    """A kind of one known group in another known one."""
    group = api_version.rpartition("/")[0]
    if (group, kind) in api_facts().offline:
        return None
    complete = any(each.versions for each in facts.kinds.in_group(group).values())
    elsewhere = _groups_of(kind, facts)
    if not complete or not elsewhere:
        return None
    message = f"{api_version!r} has no kind {kind}; expected {' or '.join(map(repr, elsewhere))}"
    return KindProblem(message, wanted=next(iter(elsewhere)) if len(elsewhere) == 1 else None)


def _nearest(word: str, known: Iterable[str], shortest: int) -> str | None:
    """The known name that was most likely meant; short ones are too alike to tell."""
    if len(word) < shortest:
        return None
    most = allowed_edits(word)
    near = [(edits(word.lower(), name.lower(), most + 1), name) for name in sorted(known)]
    return min((each for each in near if each[0] <= most), default=(0, None))[1]
