"""Puts the documentation site together: a folder that Docusaurus builds.

usage: site_pages.py FOLDER

The pages are those of docs/, the texts at the top of the repository, and the manual page of each
rule. FOLDER keeps what Docusaurus and npm have there.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from docs_snippets.commands.rule import page_text, summary
from docs_snippets.linting.manual import ManualPage, manual_pages

ROOT = Path(__file__).parents[1]
KEPT = ("node_modules", "build", ".docusaurus", "installed", "log")
TEXTS = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "templates/STYLE.md": "style.md",
    "tools/README.md": "internals.md",
}
"""Pages of the site that are files elsewhere in the repository."""

ORDER = (
    "index.md",
    "tour.md",
    "linting.md",
    "snippets.md",
    "ci.md",
    "references.md",
    "versions.md",
    "editors.md",
    "rules/index.md",
    "reference/index.md",
    "numbers.md",
    "stability.md",
    "changelog.md",
    "security.md",
    "contributing.md",
    "internals.md",
    "style.md",
)
"""Of the pages in the sidebar; others follow."""

_TEXT = r"(?P<text>(?:[^\[\]]|\[[^\]]*\](?:\([^()]*\))?)*)"
IMAGE = re.compile(r"(?P<start>!\[(?P<text>[^\]]*)\]\()(?P<target>[^()\s]+)\)")
LINK = re.compile(rf"(?<!!)(?P<start>\[{_TEXT}\]\()(?P<target>[^()\s]+)\)")
FENCE = re.compile(r"^(?P<ticks>`{3,}).*?^(?P=ticks)`*$", re.MULTILINE | re.DOTALL)
_SEVERITIES = ("error", "warning", "info")


def main(folder: Path) -> None:
    """Writes the site; what an earlier run left there goes."""
    for old in folder.iterdir() if folder.is_dir() else ():
        if old.name not in KEPT:
            (shutil.rmtree if old.is_dir() else Path.unlink)(old)
    shutil.copytree(ROOT / "docs/site", folder, dirs_exist_ok=True)
    for name, text in site_pages().items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    shutil.copytree(ROOT / "docs/images", folder / "docs/images")


def site_pages() -> dict[str, str]:
    """Every page of the site by its path."""
    places = _places()
    pages = {
        page: relinked((ROOT / source).read_text("utf-8"), source, places)
        for source, page in places.items()
    }
    pages |= {f"rules/{page.name}.md": page_text(page) for page in manual_pages().values()}
    pages["rules/index.md"] = _rules(list(manual_pages().values()))
    return {page: _front_matter(page) + text for page, text in pages.items()}


def _places() -> dict[str, str]:
    """The place on the site of each file of the repository that is a page there."""
    files = [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/reference").glob("*.md")]
    listed = (file.relative_to(ROOT).as_posix() for file in files)
    return {name: name.removeprefix("docs/") for name in sorted(listed)} | TEXTS


def relinked(text: str, source: str, places: dict[str, str]) -> str:
    """A text whose links to files are links to pages; others of them become plain text."""
    done, at = "", 0
    for fence in FENCE.finditer(text):
        done += _relinked(text[at : fence.start()], source, places) + fence[0]
        at = fence.end()
    return done + _relinked(text[at:], source, places)


def _relinked(text: str, source: str, places: dict[str, str]) -> str:
    folder, here = PurePosixPath(source).parent, PurePosixPath(places[source]).parent

    def link(found: re.Match[str]) -> str:
        target, sign, anchor = found["target"].partition("#")
        if not target or ":" in target:
            return found[0]
        path = normpath((folder / target).as_posix())
        if path.startswith("docs/images/") or path == "docs/rules":
            place = path.removeprefix("docs/")
        elif path in places:
            place = places[path]
        else:
            return found["text"]
        return f"{found['start']}./{relpath(place, here)}{sign}{anchor})"

    return LINK.sub(link, IMAGE.sub(link, text))


def _front_matter(page: str) -> str:
    if page in ORDER:
        return f"---\nsidebar_position: {ORDER.index(page)}\n---\n\n"
    label = PurePosixPath(page).stem
    return f"---\nsidebar_label: {label}\n---\n\n" if "/" in page else ""


def _rules(pages: list[ManualPage]) -> str:
    """The page that lists the rules, the gravest first."""
    tables = "\n\n".join(
        f"## Level {level}\n\n| rule | complains when |\n|---|---|\n{''.join(rows)}".rstrip()
        for level in _SEVERITIES
        if (rows := list(_rows(pages, level)))
    )
    return (
        "# Rules\n\n"
        "Each page is what `docs-snippets rule NAME` prints: what is wrong, why that matters, how "
        "to write it instead, and when to ignore a finding. The level is the usual one; "
        "`rules.severity` in `versions.yaml` sets another.\n\n"
        f"{tables}\n"
    )


def _rows(pages: list[ManualPage], level: str) -> Iterator[str]:
    for page in pages:
        if page.severity.value == level:
            yield f"| [`{page.name}`]({page.name}.md) | {_cell(page)} |\n"


def _cell(page: ManualPage) -> str:
    """The first sentence of a manual page, as a cell of a table."""
    return summary(page).replace("|", "\\|")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
