"""Renames of pages in the history of a repository, as pairs of paths within a tree.

A commit that removes a page and adds another with much the same text below the same tree renames
it. Contents that a clone lacks are passed over: only their ids are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from docs_snippets.docs.docs import Docs
from docs_snippets.files import git, git_history
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.files.containment import path_below
from docs_snippets.files.git import Contents, GitError
from docs_snippets.files.git_history import ChangedFile, CommitFiles
from docs_snippets.project.trees import Tree

ALIKE = 1 / 2
"""Of the lines of the longer page, those that both have."""
_MOST_PAGES = 400
"""Pages that a commit may remove before their texts are no longer compared."""


class Rename(NamedTuple):
    """A page of a tree that a commit gave another path within the tree."""

    before: str
    after: str
    commit: str


def renames(docs: Docs) -> tuple[Rename, ...]:
    """The renames in the current history of the trees; none outside of git or for a snapshot."""
    try:
        repository = git.find_repository(docs.root)
        inside = path_below(repository.top, docs.root)
        if inside is None:
            return ()
        above = f"{inside}/" if inside else ""
        folders = [f"{above}{tree.folder}" for tree in docs.trees if tree.folder != "."]
        below = folders if len(folders) == len(docs.trees) else [above.rstrip("/")]
        with repository.contents() as contents:
            commits = git_history.arrivals(repository, below)
            return tuple(r for each in commits for r in _in_commit(docs, above, each, contents))
    except (GitError, TypeError):
        return ()


def _in_commit(docs: Docs, above: str, commit: CommitFiles, contents: Contents) -> Iterator[Rename]:
    gone: dict[Tree, dict[str, ChangedFile]] = defaultdict(dict)
    come: dict[Tree, dict[str, ChangedFile]] = defaultdict(dict)
    for file in commit.files:
        path = file.path.removeprefix(above)
        tree = docs.pages.tree_of(path) if file.path.startswith(above) else None
        if tree and file.is_plain and path.endswith(PAGE_SUFFIXES):
            pages = come if file.before is None else gone
            pages[tree][docs.pages.path_in_tree(path)] = file
    for tree, removed in gone.items():
        if tree in come:
            for before, after in paired(removed, come[tree], contents):
                yield Rename(before, after, commit.commit)


def paired(
    removed: Mapping[str, ChangedFile], added: Mapping[str, ChangedFile], contents: Contents
) -> Iterator[tuple[str, str]]:
    """The removed pages that were added again: the same texts first, then the most alike."""
    left, waiting = dict(removed), dict(added)
    for name, file in added.items():
        same = [old for old, each in left.items() if each.before == file.after]
        if len(same) == 1:
            yield same[0], name
            del left[same[0]], waiting[name]
    if not left or not waiting or max(len(left), len(waiting)) > _MOST_PAGES:
        return
    old = {name: line_set(git_history.text_of(contents, f.before)) for name, f in left.items()}
    new = {name: line_set(git_history.text_of(contents, f.after)) for name, f in waiting.items()}
    for name, lines in new.items():
        found = most_alike(lines, old)
        if found and found.share >= ALIKE:
            yield found.name, name
            del old[found.name]


class Likeness(NamedTuple):
    """The text most like another: the share of lines that both have, and that of the next best."""

    name: str
    share: float
    next_share: float


def most_alike(lines: frozenset[str], others: Mapping[str, frozenset[str]]) -> Likeness | None:
    """Which of some texts has most lines of another; None where none has any."""
    by_line: dict[str, list[str]] = defaultdict(list)
    for name, own in others.items():
        for line in own & lines:
            by_line[line].append(name)
    votes = Counter(name for names in by_line.values() for name in names)
    shares = sorted(
        ((count / max(len(lines), len(others[name])), name) for name, count in votes.items()),
        reverse=True,
    )
    if not shares:
        return None
    return Likeness(shares[0][1], shares[0][0], shares[1][0] if len(shares) > 1 else 0)


def line_set(text: str | None) -> frozenset[str]:
    """The lines of a text that hold something."""
    return frozenset(map(str.strip, (text or "").splitlines())) - {""}


def aliases(found: Sequence[Rename]) -> Mapping[str, Mapping[str, str]]:
    """For each path, those of the same page, each with the commit that renamed one of them."""
    groups: dict[str, dict[str, str]] = {}
    for each in reversed(found):
        one = groups.get(each.before) or {each.before: each.commit}
        two = groups.get(each.after) or {each.after: each.commit}
        joined = {**one, **two}
        groups.update(dict.fromkeys(joined, joined))
    return groups
