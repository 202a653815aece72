"""Changes of docs that are being edited, of which nobody knows yet how far they reach.

To find that out may take long, and more may change meanwhile: what is kept of the docs is how they
were before the first of these changes, and all that has changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from docs_snippets.changes.revisions import FileChanges, Revisions
from docs_snippets.docs.docs import Docs, Twin
from docs_snippets.files.overlay_files import OverlayFiles


class KnownDocs(NamedTuple):
    """Docs at some time: the files below their root, and the pages that are checked."""

    docs: Docs
    files: frozenset[str]
    pages: frozenset[str]


@dataclass(eq=False)
class Unexplored:
    """What has changed: texts of pages, and, where docs were read anew `since`, other files."""

    since: KnownDocs | None = None
    _edited: dict[str, str] = field(default_factory=dict)
    _files: set[str] = field(default_factory=set)
    _beside: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return self.since is not None or bool(self._edited)

    def edit(self, path: str, text: str) -> None:
        """Notes that a page has another text than the one given."""
        if path not in self._files:
            self._edited.setdefault(path, text)

    def read_anew(self, old: KnownDocs, files: Iterable[str], beside: Iterable[str]) -> None:
        """Notes that docs were read anew, as files have changed, below the root and beside it."""
        known = self.since or old
        self.since = known._replace(docs=self._before(known))
        self._files.update(files, self._edited)
        self._beside.update(beside)
        self._edited.clear()

    def change(self, now: KnownDocs) -> Revisions:
        """All that has changed; the docs before are those in which it was known what is found."""
        known = self.since or now
        added = now.files - known.files
        if added:
            known.docs.pages.lack(added)
        files = FileChanges(
            frozenset((self._files & known.files & now.files) | self._edited.keys()),
            added,
            known.files - now.files,
        )
        beside = FileChanges(frozenset(self._beside))
        return Revisions(now.docs, self._before(known), files, beside, "")

    def release(self, change: Revisions, *, done: bool) -> None:
        """Frees the docs before a change: those made for it alone, or all, if all is `done`."""
        docs, kept = change.base, self.since.docs if self.since else change.head
        while docs is not None and (docs is not kept or (done and self.since is not None)):
            older = docs.twin.docs if docs.twin else None
            docs.release()
            docs = older

    def _before(self, known: KnownDocs) -> Docs:
        """Docs as they were when the pages that were edited last had other texts."""
        docs, files, edited = known.docs, known.docs.files, self._edited
        if not edited or not isinstance(files, OverlayFiles):
            return docs
        config = replace(docs.config, docs=files.with_texts(edited))
        twin = Twin(docs, known.pages - edited.keys(), same_config=True, same_site=True)
        return Docs(config, docs.trees, docs.tree_problems, twin, immutable=True)
