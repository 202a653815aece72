"""Waits for changes of files: what is written together is one change.

Folders are watched one by one, since a site's packages have more of them than a system can watch.
Watching needs a package of its own, which is loaded when a watch begins.
"""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from docs_snippets.files.access import is_left_out

_TOGETHER = 50
"""Milliseconds without a change that end a group of changes."""
_LOOKS_EVERY = 200
"""Milliseconds after which a wait is interrupted, and after which a large change has ended."""
_MANY = 20
"""Files that no editor writes at once: a checkout does, with pauses."""
_LONGEST = 60.0
"""Seconds for which a checkout is waited for."""
_GIT_IS_BUSY = Path(".git/index.lock")


class FileEvents:
    """The changes of files in some folders, from the moment when it is made."""

    def __init__(self, folders: Iterable[Path]) -> None:
        from watchfiles import DefaultFilter, watch

        self.folders = frozenset(folders)
        self._repositories = frozenset(filter(None, map(_repository, self.folders)))
        self._groups = watch(
            *self.folders,
            watch_filter=DefaultFilter(ignore_dirs=()),
            step=_TOGETHER,
            rust_timeout=_LOOKS_EVERY,
            yield_on_timeout=True,
            recursive=False,
        )
        next(self._groups)  # the first wait begins to watch

    def close(self) -> None:
        """Ends the watch."""
        self._groups.close()

    def wait(self) -> frozenset[Path]:
        """The files of the next change; none where there was none for a moment."""
        found = self._next()
        began = time.monotonic()
        while self._is_unfinished(found) and time.monotonic() - began < _LONGEST:
            more = self._next()
            found |= more
            if not more and not self._git_is_busy():
                break
        return frozenset(found)

    def _next(self) -> set[Path]:
        return {Path(name) for _, name in next(self._groups)}

    def _is_unfinished(self, found: set[Path]) -> bool:
        """Whether more is likely to follow: a checkout goes on, or a file is gone or empty."""
        return bool(found) and (
            len(found) > _MANY or self._git_is_busy() or any(map(_is_being_saved, found))
        )

    def _git_is_busy(self) -> bool:
        return any((each / _GIT_IS_BUSY).exists() for each in self._repositories)


def _is_being_saved(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def _repository(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if (each / ".git").is_dir()), None)


def folders_below(root: Path) -> Iterator[Path]:
    """A folder and those below it that may hold docs."""
    for folder, inside, _ in os.walk(root):
        inside[:] = [each for each in inside if not is_left_out(each)]
        yield Path(folder)
