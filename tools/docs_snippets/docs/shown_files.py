"""Which Markdown files of the docs a reader can see: those that the site makes pages of, and what
they show. What the site leaves out, by globs or with its whole version, is no part of the docs."""

from collections.abc import Callable, Collection, Mapping

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs.markdown_imports import imports, is_partial
from docs_snippets.docusaurus.routes import Routes


def shown_files(
    paths: Mapping[str, str], routes: Routes, source: Callable[[str], Source | Diagnostic]
) -> dict[str, None]:
    """The paths without those of files that nobody sees, in order.

    The site is told by the path in its own language, which `paths` give for each.
    """
    left_out = {path for path, original in paths.items() if _is_left_out(original, routes)}
    hidden = left_out - _imported(paths, left_out, source) if left_out else left_out
    return {path: None for path in paths if path not in hidden}


def _is_left_out(path: str, routes: Routes) -> bool:
    """Whether the site is told to make no page of a file that is no partial by its name."""
    if routes.is_built(path):
        return False
    edition = routes.edition(path)
    return edition is not None and (not edition.built or not is_partial(path))


def _imported(
    paths: Collection[str], left_out: set[str], source: Callable[[str], Source | Diagnostic]
) -> set[str]:
    """The files among those that are left out which others show all the same."""
    waiting = [path for path in paths if path not in left_out]
    found: set[str] = set()
    for path in waiting:
        text = source(path)
        for each in imports(path, text.text) if isinstance(text, Source) else ():
            if each in left_out and each not in found:
                found.add(each)
                waiting.append(each)
    return found
