"""Where files and folders are, seen from the repository that holds them or names them.

A pull request may replace any file or folder by a symbolic link, and its `versions.yaml` may say
that the docs are anywhere. A path outside of the repository is used only where the person who runs
the program names it.
"""

import os
from pathlib import Path


def repository_root(folder: Path) -> Path | None:
    """The top folder of the git repository that a folder is in; None where it is in none.

    Links are resolved first, so that no link can choose the repository that it is judged by.
    """
    real = folder.resolve()
    return next((up for up in (real, *real.parents) if (up / ".git").exists()), None)


def path_below(top: Path, folder: Path) -> str | None:
    """The path of a folder from the top of a repository, empty for that one; None outside of it."""
    found, top = folder.resolve(), top.resolve()
    if not found.is_relative_to(top):
        return None
    path = found.relative_to(top).as_posix()
    return "" if path == "." else path


def escape_error(path: Path) -> str:
    """Why a path from the command line may not be used; empty when it may.

    It may be anywhere. One that looks as if it were in the repository, or the folder, where the
    program runs, has to be there once its links are resolved.
    """
    here = Path.cwd()
    top = repository_root(here) or here
    named = Path(os.path.normpath(here / path))
    if not named.is_relative_to(top):
        return ""
    try:
        inside = path.resolve().is_relative_to(top)
    except (OSError, RuntimeError) as error:
        return f"{str(path)!r} cannot be followed: {error}"
    return "" if inside else f"{str(path)!r} leads out of the repository by a symbolic link"


def leaves_repository(path: Path, folder: Path) -> bool:
    """Whether a path that a file in `folder` names is outside of the repository of that folder."""
    top = repository_root(folder)
    try:
        return top is not None and not path.resolve().is_relative_to(top)
    except (OSError, RuntimeError):
        return False  # a circle of links leads nowhere; reading it says so
