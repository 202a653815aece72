"""The description of the change and its content disagree about what is documented.

The rule runs with `lint --changed` and the text of the pull request. Reported is a topic that the
change documents and the description does not mention, or the reverse. A topic is a parameter that
the page did not mention before, a new page, or a tab next to others that the description names. The
title, a heading, or the words of a parameter's name are enough to mention it. HTML comments and
items with an empty checkbox do not count.

## Why

Reviewers and release notes rely on the description. People who know a topic do not review what it
leaves out, and nobody misses what it promises and the change lacks.

## Example

The description, then the page before and after the change:

```text
Document healthPort
```

```mdx
Settings.
```

```mdx
Settings.

Set `vxlanPort` to another port.
```

## Instead

```text
Document vxlanPort
```

```mdx
Settings.
```

```mdx
Settings.

Set `vxlanPort` to another port.
```

## When to ignore

When the topic is too small to be mentioned. The finding is a warning about the change and does not
come back after the merge. To turn the rule off, add it to `rules.ignore` in `versions.yaml`.
"""

import re
from collections.abc import Iterator

from docs_snippets.changes.change import Change
from docs_snippets.core.diagnostics import Confidence, Severity
from docs_snippets.linting.rule import ChangeFinding, change_rule
from docs_snippets.project.trees import trees_in_words
from docs_snippets.review.topics import AddedSection, DescriptionWords, Topic, undeclared_topics

_CODE_NAME = re.compile(r"(?<![\w/.#-])[A-Za-z][a-z0-9]*+[A-Z][A-Za-z0-9]*+(?![\w/-]|\.\w)")
_LONG = 8
_PLACES = 5


@change_rule(Severity.WARNING)
def check(change: Change) -> Iterator[ChangeFinding]:
    if change.text is None:
        return
    said = DescriptionWords(change.text.said)
    for topics, places in undeclared_topics(change, said):
        names = _listed([_shown(each) for each in topics])
        notes = tuple(note for section in places for note in section.notes[:1])[:_PLACES]
        message = (
            f"the description does not mention {names}, documented on {_where(change, places)}; "
            "mention it, or move it to another change"
        )
        yield ChangeFinding(message, notes=notes, confidence=Confidence.MEDIUM)
    for name in _only_said(change, change.text.said):
        message = (
            f"the description mentions `{name}`, but no page or reference in the change does; "
            "remove it, or add what is missing"
        )
        yield ChangeFinding(message, confidence=Confidence.LOW)


def _shown(topic: Topic) -> str:
    return {"parameter": f"`{topic.name}`", "page": f"the new page {topic.name!r}"}.get(
        topic.kind, f"the tab {topic.name!r}"
    )


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _where(change: Change, places: list[AddedSection]) -> str:
    paths = list(dict.fromkeys(section.path for section in places))
    trees = tuple(
        dict.fromkeys(tree for path in paths if (tree := change.head.pages.tree_of(path)))
    )
    pages = "1 page" if len(paths) == 1 else f"{len(paths)} pages"
    return f"{pages} of {trees_in_words(trees)}" if trees else pages


def _only_said(change: Change, text: str) -> Iterator[str]:
    """Names of parameters that only the description has, in its sentences that ask nothing."""
    said = "\n".join(line for line in text.split("\n") if "?" not in line)
    names = (name for name in _CODE_NAME.findall(said) if len(name) >= _LONG)
    for name in dict.fromkeys(names) if change.edits else ():
        trees = change.head.facts.known_parameter(name)
        if trees and not any(name.lower() in each for each in _touched(change)):
            yield name


def _touched(change: Change) -> Iterator[str]:
    for edit in change.edits:
        yield from (source.text.lower() for source in (edit.before, edit.after) if source)
    for tree in change.head.trees:
        path = change.head.facts.reference_files(tree).get("parameters")
        if path in change.docs_files.all:
            yield from (
                name.lower()
                for each in change.head.facts.parameters(tree) or ()
                for name in each.spellings
            )
