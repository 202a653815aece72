"""Commits carried to other trees one after the other, each on what the one before leaves."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from docs_snippets.changes.overlay import with_pages_written
from docs_snippets.changes.revisions import Revisions
from docs_snippets.docs.docs import Docs
from docs_snippets.files import git, git_history
from docs_snippets.files.containment import path_below
from docs_snippets.files.git import GitError, Repository
from docs_snippets.files.git_history import Commit
from docs_snippets.linting.linter import OnProgress
from docs_snippets.mirroring import result_lines
from docs_snippets.mirroring.carried_commit import CommitEdits, carried, commit_edits
from docs_snippets.mirroring.checking import reject_wrong_pieces
from docs_snippets.mirroring.mail import Mail
from docs_snippets.mirroring.mirrored_page import MirroredPage
from docs_snippets.mirroring.patch import patch
from docs_snippets.project.trees import Tree


class CheckRun(NamedTuple):
    """How pages are linted: by how many processes, and who is told how far it is."""

    jobs: int
    progress: OnProgress


class Carried(NamedTuple):
    """A commit as it is carried: its edits, and the pages that they were fitted into."""

    edits: CommitEdits
    pages: tuple[MirroredPage, ...]

    def mail(self, located: Callable[[str], str]) -> Mail:
        """The patch; `located` gives the path of a page from the top of the repository."""
        changes = [each.change for each in self.pages if each.change]
        lines = [line for each in changes for line in patch(each, located(each.path))]
        trees = dict.fromkeys(each.tree.name for each in self.pages if each.change)
        remarks = tuple(result_lines.result_lines(self.pages, quiet=True))
        return Mail(self.edits.commit, tuple(trees), remarks, lines)


def carry(
    revisions: Revisions,
    names: Sequence[str],
    others: Sequence[Tree],
    sources: Sequence[Tree],
    *,
    dirty: bool,
    check: CheckRun,
) -> list[Carried]:
    """The commits of some names and ranges, carried. Raises GitError.

    Without `dirty`, pages with changes that are not committed are refused.
    """
    docs = revisions.head
    repository = git.find_repository(docs.root)
    inside = path_below(repository.top, docs.root)
    above = f"{inside}/" if inside else ""
    found: list[Carried] = []
    with repository.contents() as contents:
        for commit in _commits(repository, names):
            edits = commit_edits(docs, repository, above, commit, contents)
            pages = carried(docs, edits, others, sources)
            if not dirty:
                pages = [_if_committed(revisions, each) for each in pages]
            kept = reject_wrong_pieces(docs, pages, *check)
            found.append(Carried(edits, kept))
            docs = _written_over(docs, kept)
    return found


def _commits(repository: Repository, names: Sequence[str]) -> Iterator[Commit]:
    for name in names:
        ids = git_history.commits_between(repository, name) if ".." in name else [name]
        for commit in [git_history.read_commit(repository, each) for each in ids]:
            if len(commit.parents) > 1:
                short = commit.id[:12]
                raise GitError(
                    f"{short} is a merge; name the commits that it brought: {short}^1..{short}"
                )
            yield commit


def _if_committed(revisions: Revisions, page: MirroredPage) -> MirroredPage:
    """A page, refused where a patch for it would not apply to the commit that is checked out."""
    if page.change is None or page.path not in revisions.docs_files.all:
        return page
    why = "the page has changes that are not committed: commit them, or use --write"
    return MirroredPage(page.edit, page.tree, page.path, refusal=why)


def _written_over(docs: Docs, pages: Sequence[MirroredPage]) -> Docs:
    """The docs with the pages as they are carried."""
    texts = {each.path: each.change.after for each in pages if each.change and each.change.after}
    after = with_pages_written(docs, texts) if texts else None
    return after.head if after else docs
