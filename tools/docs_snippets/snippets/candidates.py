"""The port that a snippet recommends in a tree: the first of its candidates that is free there."""

from docs_snippets.facts.ports import PortOwner, TreePorts
from docs_snippets.snippets.definition import Snippet


def choose(snippet: Snippet, ports: TreePorts) -> int | str:
    """The port; else why every one of the candidates, of which there is one, is taken."""
    own = {subject.casefold() for subject in snippet.subjects}
    taken: list[str] = []
    for port in snippet.candidates:
        holders = ports.taken(port, snippet.protocol)
        owners = [owner for owner in holders if not _is_default_of(owner, own)]
        if not owners:
            return port
        taken.append(f"{port} is used by {' and '.join(map(str, owners))}")
    return f"no candidate is free: {', '.join(taken)}"


def _is_default_of(owner: PortOwner, subjects: set[str]) -> bool:
    """Whether an owner is the very parameter that is to be given another port."""
    return owner.quote is not None and any(name.casefold() in subjects for name in owner.aliases)
