"""What a client says that it has done, held against what the command asks for."""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.client_calls import Call
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.printed_tables import WrongOutput
from docs_snippets.core.source import Excerpt
from docs_snippets.facts.kubernetes import packaged_kinds

_DONE = re.compile(
    r"^[ \t]*(?P<kind>[a-z][a-z0-9.-]*)(?:/| \")(?P<name>[A-Za-z0-9.:-]+)\"? "
    r"(?P<done>created|configured|unchanged|deleted|patched|labeled|annotated|scaled|edited"
    r"|exposed|tainted|untainted|restarted|cordoned|uncordoned|drained|replaced)(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_SUCCEEDED = re.compile(
    r"^[ \t]*Successfully (?P<done>applied|created|replaced|deleted|patched)"
    r" \d+ '(?P<kind>[A-Za-z]+)' resource",
    re.MULTILINE,
)
_SUCCEEDS = {
    "apply": "applied",
    "create": "created",
    "replace": "replaced",
    "delete": "deleted",
    "patch": "patched",
}
_SAYS = {
    "create": {"created"},
    "apply": {"created", "configured", "unchanged"},
    "delete": {"deleted"},
    "patch": {"patched"},
    "label": {"labeled"},
    "annotate": {"annotated"},
    "scale": {"scaled"},
    "edit": {"edited"},
    "expose": {"exposed"},
    "taint": {"tainted", "untainted"},
    "cordon": {"cordoned"},
    "uncordon": {"uncordoned"},
    "replace": {"replaced"},
}
"""What each verb says, as the first word of it.

https://github.com/kubernetes/kubernetes/tree/master/staging/src/k8s.io/kubectl/pkg/cmd
"""
_NAMED_LAST = frozenset({"create", "expose"})
_OF_TYPES = frozenset({"secret", "service", "svc"})
"""Kinds of which `create` wants to know the type before the name."""
_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def wrong_confirmations(
    call: Call, output: Excerpt, manifests: tuple[Manifest, ...]
) -> Iterator[WrongOutput]:
    """Objects that an output names and the command does not, and what is not done by its verb.

    `manifests` are those that the command reads, where the page shows them.
    """
    says = _SAYS.get(call.verb)
    said = list(_DONE.finditer(output.text)) if says else []
    if not said or says is None:
        return
    asked = _asked(call, manifests)
    for found in said:
        if found["done"] not in says and call.verb != "apply":
            message = f"{call.verb!r} does not print {found['done']!r}"
            yield WrongOutput(message, output.span(*found.span("done")))
            return
    if not asked or len(said) > len(asked):
        return
    for found in said:
        name = found["name"]
        if name not in asked and not any(_is_form(name, each) for each in asked):
            wanted = " or ".join(repr(each) for each in sorted(asked))
            message = f"the output shows {name!r}; the command above is about {wanted}"
            yield WrongOutput(message, output.span(*found.span("name")))


def wrong_successes(call: Call, output: Excerpt) -> Iterator[WrongOutput]:
    """What a client that counts resources says of another verb or kind than the command's."""
    says = _SUCCEEDS.get(call.verb)
    for found in _SUCCEEDED.finditer(output.text) if says else ():
        if found["done"] != says:
            message = f"{call.verb!r} does not print {found['done']!r}"
            yield WrongOutput(message, output.span(*found.span("done")))
        kinds = {each.kind.lower() for each in call.targets}
        named = [packaged_kinds().find(kind) for kind in kinds]
        known = {one.kind for each in named for one in each}
        if known and all(named) and found["kind"].lower() not in {each.lower() for each in known}:
            wanted = " or ".join(repr(each) for each in sorted(known))
            message = f"the command above is about {wanted}, not {found['kind']!r}"
            yield WrongOutput(message, output.span(*found.span("kind")))


def _asked(call: Call, manifests: tuple[Manifest, ...]) -> frozenset[str]:
    """The names of all objects that a command changes; none where they cannot be known."""
    if manifests:
        names = [each.name for each in manifests]
    elif any(flag.name in ("-f", "--filename", "-k", "-l", "--all") for flag in call.flags):
        return frozenset()
    elif call.verb in _NAMED_LAST:
        of_type = bool(call.arguments) and call.arguments[0].value in _OF_TYPES
        at = 2 if of_type and call.verb == "create" else 1
        names = [each.value for each in call.arguments[at : at + 1]]
    elif call.verb in ("cordon", "uncordon"):
        names = [each.value for each in call.arguments]
    else:
        names = [each.name or "" for each in call.targets]
    plain = all(_PLAIN.fullmatch(each) for each in names)
    return frozenset(names) if plain else frozenset()


def _is_form(name: str, asked: str) -> bool:
    """Whether a name is another one with something added, by the server or the writer."""
    return asked in name or name in asked
