"""What runs kept: where it is, and how it is read and written."""

from dataclasses import dataclass
from pathlib import Path

from docs_snippets.files.reading import SIZE_LIMIT
from docs_snippets.sessions import cache_file, cache_folder, checked
from docs_snippets.sessions.cache_file import CacheFile
from docs_snippets.sessions.checked import Checked


@dataclass(frozen=True, eq=False)
class Kept:
    """What a check of all docs found, and the texts of then."""

    file: CacheFile
    checked: Checked


def read_file(path: Path) -> CacheFile | None:
    """A file that was kept; None where there is none that can be trusted."""
    return cache_file.read(path) if cache_folder.is_ours(path.parent) else None


def read(path: Path) -> Kept | None:
    """What a check of all docs kept; None where it did not, or it cannot be trusted."""
    file = read_file(path)
    found = checked.decoded(file.checked) if file else None
    return Kept(file, found) if file and found else None


def write(path: Path, what: Checked, root: Path, old: Kept | None) -> None:
    """Keeps what was found, with the texts of the docs in which it was."""
    path_of = {state.digest: path for path, state in what.inputs.docs.items() if state.is_read}

    def text(of: str) -> bytes:
        try:
            with (root / path_of[of]).open("rb") as stream:
                return stream.read(SIZE_LIMIT)
        except OSError:
            return b""

    content = cache_file.content(checked.encoded(what), path_of, old.file if old else None, text)
    cache_folder.write(path, content)
