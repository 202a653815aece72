"""What is left to do after a version was cut, or before one goes, and how it is reported."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Literal, NamedTuple

from docs_snippets.core.printable import readable_json

State = Literal["safe", "done", "left"]


class Task(NamedTuple):
    """One thing to do at a place; a `line` of 0 is the whole file.

    `safe` ones are those that `--write` does, `done` those that it did; the others are `left`.
    """

    kind: str
    path: str
    line: int
    message: str
    state: State = "left"

    def attempted(self, wrong: str) -> "Task":
        """The task once it was done, or could not be."""
        if wrong:
            return self._replace(state="left", message=f"{self.message}: {wrong}")
        return self._replace(state="done")


_TITLES = {
    "links": "imports and links",
    "words": "words that name a version",
    "variables": "variables",
    "references": "references",
    "sidebars": "sidebars",
    "site": "configuration of the site",
    "configuration": "versions.yaml and snippets",
    "baseline": "baseline",
    "redirects": "redirects",
    "pages": "pages",
    "findings": "findings that the change causes",
}
_MOST = 10
_STATES: Mapping[State, str] = {
    "done": "done",
    "safe": "--write does these",
    "left": "left to you",
}
_WORDS: Mapping[State, str] = {**_STATES, "safe": "that --write does"}


def text_lines(tasks: Sequence[Task], *, verbose: bool) -> Iterator[str]:
    """One block for each kind and state, in the order in which they are worked through."""
    groups: dict[tuple[str, State], list[Task]] = defaultdict(list)
    for each in tasks:
        groups[each.kind, each.state].append(each)
    for kind, state in product(_TITLES, _STATES):
        some = groups.get((kind, state), [])
        if some:
            yield f"{_TITLES[kind]}, {_STATES[state]}: {len(some)}"
            shown = some if verbose or state == "left" else some[:_MOST]
            yield from (f"  {_place(each)}{each.message}" for each in shown)
            if len(shown) < len(some):
                yield f"  … {len(some) - len(shown)} more (-v lists them)"
            yield ""


def _place(task: Task) -> str:
    line = f":{task.line}" if task.line else ""
    return f"{task.path}{line}: " if task.path else ""


def totals_line(tasks: Iterable[Task]) -> str:
    """How many tasks there are, by state."""
    counted = dict.fromkeys(_STATES, 0)
    for each in tasks:
        counted[each.state] += 1
    words = (f"{counted[state]} {said}" for state, said in _WORDS.items() if counted[state])
    return ", ".join(words) or "nothing to do"


def to_json(tree: str, tasks: Sequence[Task], **more: object) -> str:
    """The same for programs; fields are only ever added."""
    listed = [each._asdict() for each in tasks]
    return readable_json({"version": 1, "tree": tree, **more, "tasks": listed}, indent=2)
