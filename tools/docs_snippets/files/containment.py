"""How far words lead: what lies in the repository by its name lies in it in truth.

A pull request may replace any file or folder by a symbolic link, and its `versions.yaml` may say
that the docs are anywhere. A place outside of the repository is used only where the person who runs
the program names it.
"""

import os
from pathlib import Path


def repository(folder: Path) -> Path | None:
    """The top of the git repository that a folder lies in, links followed; None where it is none.

    What a link leads to is judged by where it leads, so that no link can choose its own bounds.
    """
    real = folder.resolve()
    return next((up for up in (real, *real.parents) if (up / ".git").exists()), None)


def strays(place: Path) -> str:
    """Why a place that was named on the command line may not be used; empty when it may.

    It may be anywhere. One that seems to be here, in this repository or folder, has to be.
    """
    here = Path.cwd()
    top = repository(here) or here
    named = Path(os.path.normpath(here / place))
    if not named.is_relative_to(top):
        return ""
    try:
        inside = place.resolve().is_relative_to(top)
    except (OSError, RuntimeError) as error:
        return f"{str(place)!r} cannot be followed: {error}"
    return "" if inside else f"{str(place)!r} leads out of the repository by a symbolic link"


def leaves(place: Path, folder: Path) -> bool:
    """Whether a place that a file in a folder names is outside of that folder's repository."""
    top = repository(folder)
    return top is not None and not place.resolve().is_relative_to(top)
