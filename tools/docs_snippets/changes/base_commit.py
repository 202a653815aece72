"""Finds the commit that a change started from: the merge base of HEAD and the main branch."""

from collections.abc import Mapping

from docs_snippets.files.git import GitError, Repository

_BRANCHES = ("HEAD", "main", "master")


def base_commit(repository: Repository, ref: str, environ: Mapping[str, str], option: str) -> str:
    """The merge base of HEAD and `ref`; without a `ref`, of HEAD and the main branch.

    Raises GitError where there is none, with what to do; `option` names a branch on the command
    line.
    """
    if not repository.has("HEAD"):
        raise GitError("this repository has no commit yet, so there is nothing to compare with")
    head = repository.commit("HEAD")
    other = _resolve(repository, ref) if ref else _main_branch(repository, environ, option)
    found = repository.merge_base(head, other)
    if found:
        return found
    if repository.is_shallow:
        raise GitError(
            f"this clone is shallow and does not reach the commit at which the change left "
            f"{other[:12]}; {_FETCH_ALL}"
        )
    raise GitError(f"HEAD and {other[:12]} have no commit in common")


_FETCH_ALL = (
    "fetch the rest with `git fetch --unshallow` (in a workflow: `fetch-depth: 0` "
    "for actions/checkout)"
)


def _resolve(repository: Repository, ref: str) -> str:
    try:
        return repository.commit(ref)
    except GitError as error:
        if repository.is_shallow:
            raise GitError(f"{error}; this clone is shallow: {_FETCH_ALL}") from None
        raise


def _main_branch(repository: Repository, environ: Mapping[str, str], option: str) -> str:
    """The branch that a pull request would go to: GITHUB_BASE_REF, else the main branch."""
    remotes = [name for name in ("upstream", "origin") if name in repository.remotes()]
    wanted = environ.get("GITHUB_BASE_REF")
    if wanted:
        names = [f"refs/remotes/origin/{wanted}", f"refs/heads/{wanted}"]
    else:
        names = [f"refs/remotes/{each}/{branch}" for each in remotes for branch in _BRANCHES]
        names += [f"refs/heads/{branch}" for branch in _BRANCHES[1:]]
    found = next((name for name in names if repository.has(name)), None)
    if found:
        return repository.commit(found)
    if wanted:
        raise GitError(
            f"the branch {wanted!r} (from GITHUB_BASE_REF) is not in this clone; fetch it with "
            f"`git fetch origin {wanted}` (in a workflow: `fetch-depth: 0` for actions/checkout)"
        )
    raise GitError(f"no branch main or master is here or at a remote; name one: {option}")
