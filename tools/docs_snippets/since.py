"""Both sides of a change, for commands that look at one: the commit it started at, and now."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from docs_snippets import git, sides
from docs_snippets.docs import Docs
from docs_snippets.git import GitError
from docs_snippets.sides import Sides


@contextmanager
def opened(docs: Docs, ref: str, option: str) -> "Iterator[Sides | str]":
    """The docs since they left `ref`, or the usual branch without one; or why they cannot be had.

    `option` is how the command has a branch named.
    """
    try:
        repository = git.find(docs.root)
        commit = sides.base_commit(repository, ref, os.environ, option)
        with repository.contents() as contents:
            yield sides.open_sides(docs, repository, commit, contents)
    except GitError as error:
        yield str(error)
