"""What the cut of a version leaves to a person: words, variables, references, site, settings.

The version before tells what to expect: where it names its own number, the new one has to name its
own, and not what the current docs say.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docs_snippets.changes.counterparts import counterpart
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.docusaurus.site_settings import NAMES
from docs_snippets.facts.variables import Variables
from docs_snippets.files.reading import text
from docs_snippets.project.trees import NEXT, Tree
from docs_snippets.versioning.cut_edits import sidebars_of
from docs_snippets.versioning.version_tasks import Task

_NUMBER = re.compile(r"\d+(?:\.\d+)+")
_VERSION = re.compile(
    r"v?\d+\.\d+(?:[.-]\d+)*|\bv?X\.Y(?:\.Z)?\b"
    r"|\b(?:master|main|next|nightly|latest|unreleased)\b",
    re.IGNORECASE,
)
_SHOWN = 120


class CutTrees(NamedTuple):
    """A new tree, the one it was cut from, and the release before it, if any."""

    tree: Tree
    origin: Tree
    previous: Tree | None
    before_that: Tree | None


def cut_trees(docs: Docs, tree: Tree) -> CutTrees | str:
    """The trees that the cut of a tree is about; or why there are none."""
    own = [each for each in docs.trees if each.product == tree.product]
    origin = next((each for each in own if each.version.text == NEXT), None)
    if origin is None:
        return f"{tree.product} has no current docs that a version could be cut from"
    older = [*own[own.index(tree) + 1 :], None, None]
    return CutTrees(tree, origin, older[0], older[1])


def checks(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """Everything that is left to a person, but for findings."""
    yield from _words(docs, trees)
    yield from _variables(docs, trees)
    yield from _references(docs, trees)
    yield from _sidebars(docs, trees)
    yield from _site(docs, trees)
    yield from _configuration(docs, trees)


def _own_words(tree: Tree) -> re.Pattern[str]:
    """What names a version: its first numbers, or all of its name where that is one number."""
    found = _NUMBER.match(tree.version.text.removeprefix("v"))
    word = found[0] if found else tree.version.text
    return re.compile(
        rf"(?<![\w.]){'v?' if found else ''}{re.escape(word)}(?![0-9])", re.IGNORECASE
    )


def _words(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """Lines that name the own version in the release before, and another one in the new tree."""
    if trees.previous is None:
        return
    named, bumped = _own_words(trees.tree), _own_words(trees.previous)
    older = _own_words(trees.before_that) if trees.before_that else None
    for path in docs.pages.paths_of(trees.tree):
        inside = docs.pages.path_in_tree(path)
        there = counterpart(docs, trees.tree, inside, trees.previous)
        source, before = _source(docs, path), _source(docs, there.path if there else "")
        if source is None or before is None or not bumped.search(before.text):
            continue
        lines, own = _lines_of(before), _lines_of(source)
        third = _lines_of(_source_in(docs, trees.before_that, inside)) if older else {}
        for number, line in enumerate(source.text.splitlines(), start=1):
            was = lines.get(_folded(line), "") if own.get(_folded(line)) == line else ""
            if not bumped.search(was) or named.search(line):
                continue
            earlier = third.get(_folded(line), "")
            if was != line or (older and older.search(earlier) and earlier != line):
                said = f"{_cut(line)!r}; {trees.previous.name} says {_cut(was)!r}"
                yield Task("words", path, number, said)


def _lines_of(source: Source | None) -> Mapping[str, str]:
    """The lines of a page by what they say beside versions, those that say it alone."""
    lines = source.text.splitlines() if source else []
    counts = Counter(map(_folded, lines))
    return {_folded(line): line for line in lines if counts[_folded(line)] == 1}


def _source_in(docs: Docs, tree: Tree | None, inside: str) -> Source | None:
    return _source(docs, docs.pages.in_tree(tree, inside)) if tree else None


def _source(docs: Docs, path: str) -> Source | None:
    found = docs.pages.source(path) if path and docs.pages.has(path) else None
    return found if isinstance(found, Source) else None


def _folded(line: str) -> str:
    return _VERSION.sub("\0", " ".join(line.split()))


def _cut(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _variables(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """Variables that name the own version in the release before, and another one here."""
    own = docs.facts.variables(trees.tree)
    before = docs.facts.variables(trees.previous) if trees.previous else None
    if own is None or before is None or trees.previous is None:
        return
    named, bumped = _own_words(trees.tree), _own_words(trees.previous)
    stale: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for name in before.names:
        was, now = before.lookup(name), own.lookup(name)
        if not isinstance(was, str) or not isinstance(now, str) or not bumped.search(was):
            continue
        if not named.search(now):
            stale[name.partition(".")[0]].append((name, now, was))
    path = docs.facts.reference_files(trees.tree).get("variables", "")
    for name, some in stale.items():
        first, now, was = some[0]
        more = f" (and {len(some) - 1} more of {name})" if len(some) > 1 else ""
        said = f"{first} is {_cut(now)!r}; in {trees.previous.name} it is {_cut(was)!r}{more}"
        yield Task("variables", *_place(docs, own, path, first), said)


def _place(docs: Docs, own: Variables, path: str, name: str) -> tuple[str, int]:
    """The file and the line that give a variable, as far as its last word tells."""
    word = re.compile(rf"\b{re.escape(name.rpartition('.')[2])}\b")
    for each in dict.fromkeys((path, *own.paths)):
        held = text(docs.files, each) or ""
        found = word.search(held) if each else None
        if found:
            return each, held.count("\n", 0, found.start()) + 1
    return path, 0


def _references(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """Reference files that the tree lacks, or that were copied and name no release of their own."""
    here, there = (docs.facts.reference_files(each) for each in (trees.tree, trees.origin))
    for name, path in here.items():
        if not docs.pages.has(path) and docs.pages.has(there.get(name, "")):
            yield Task("references", path, 0, f"{trees.tree.name} lacks its {name}")
    for (entry, found), (_, before) in zip(
        docs.facts.listed.files(trees.tree), docs.facts.listed.files(trees.origin), strict=False
    ):
        if before and not found:
            name = entry.files[0].text
            said = f"the reference {name!r} has no file for {trees.tree.name}"
            yield Task("references", docs.config.source.path, 0, said)
    path, was = here.get("releases", ""), ""
    if trees.previous:
        was = text(docs.files, docs.facts.reference_files(trees.previous).get("releases", "")) or ""
    held = (text(docs.files, path) or "") if path else ""
    names_its_own = trees.previous and held and _own_words(trees.previous).search(was)
    if names_its_own and not _own_words(trees.tree).search(held):
        yield Task("references", path, 0, f"names no release of {trees.tree.version}")


def _sidebars(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    path = sidebars_of(docs, trees.tree)
    if path and not docs.files.is_file(path):
        yield Task("sidebars", path, 0, f"the sidebars of {trees.tree.name} are not there")


def _site(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """What the site's configuration says of the release before and not of the new one."""
    edition = docs.site.routes.edition(docs.pages.in_tree(trees.tree, "index.mdx"))
    if edition is None or trees.previous is None or edition.folder != trees.tree.folder:
        return
    plugin, new, old = edition.plugin, trees.tree.version.text, trees.previous.version.text
    known = {each.name for each in plugin.versions}
    path = next((name for name in _site_files(docs) if docs.files.is_file(name)), "")
    if not edition.published and plugin.only is not None:
        yield Task("site", path, 0, f"{new!r} is not published: add it to 'onlyIncludeVersions'")
    if old in known and new not in known:
        yield Task("site", path, 0, f"'versions' has an entry for {old!r} and none for {new!r}")
    if plugin.last_version == old:
        yield Task("site", path, 0, f"'lastVersion' is {old!r}: change it to publish {new!r}")


def _site_files(docs: Docs) -> Iterator[str]:
    folder = docs.config.site
    return (name if folder == "." else f"{folder}/{name}" for name in NAMES)


def _configuration(docs: Docs, trees: CutTrees) -> Iterator[Task]:
    """What versions.yaml says of the release before alone."""
    product = docs.config.product(trees.tree.product)
    known = {entry.version.text for entry in product.trees}
    source = docs.config.source
    for entry in product.trees:
        was_named = trees.previous and entry.version.text == trees.previous.version.text
        if was_named and trees.tree.version.text not in known:
            line = source.line_of(entry.version.span.start)
            said = f"an entry for {entry.version.text!r} and none for {trees.tree.version}"
            yield Task("configuration", source.path, line, said)


def accepted_in(docs: Docs, tree: Tree, baseline: str) -> int:
    """How many findings that a baseline accepts are of pages of a tree, which inherits them."""
    try:
        entries = json.loads(baseline)["entries"]
        inside = {docs.pages.path_in_tree(path) for path in docs.pages.paths_of(tree)}
        return sum(each["path"] in inside for each in entries)
    except (ValueError, KeyError, TypeError):
        return 0
