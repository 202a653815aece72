"""Pages that a change of facts reaches: parameters, variables, definitions, names, programs."""

import posixpath
from collections.abc import Iterable
from functools import cache

from docs_snippets.changes.changed_names import changed_parameter_words, changed_variables
from docs_snippets.changes.page_texts import PageTexts
from docs_snippets.changes.revisions import FileChanges
from docs_snippets.core.source import Source
from docs_snippets.docs.telling_pages import is_field_table
from docs_snippets.facts.help_pages import shown_names
from docs_snippets.project.trees import Tree
from docs_snippets.resolution.declared_kinds import declared_kinds
from docs_snippets.resolution.odd_names import OddNames, names_in
from docs_snippets.resolution.page_words import bare, page_words


def with_changed_facts(texts: PageTexts) -> set[str]:
    """Pages about parameters and variables that the references describe differently now."""
    found: set[str] = set()
    for tree in texts.head.trees:
        before, now = (docs.facts.parameters(tree) for docs in texts.both)
        words = frozenset(changed_parameter_words(before, now))
        if words:
            found |= set(texts.holding(words, tree))
            names = frozenset(word for word in words if not word.isdecimal())
            found |= set(texts.holding(names)) | _with_components(texts, tree)
    for tree_or_none in (None, *texts.head.trees):
        old, new = (docs.facts.variables(tree_or_none) for docs in texts.both)
        tokens = frozenset(f"$[{name}".lower() for name in changed_variables(old, new))
        if tokens:
            found |= set(texts.holding(tokens, tree_or_none, only=True))
    return found


def with_changed_definitions(texts: PageTexts, config_files: frozenset[str]) -> set[str]:
    """Pages of trees whose resource definitions have changed."""
    changed = {
        tree
        for tree in texts.head.trees
        for docs in texts.both
        if config_files and not config_files.isdisjoint(docs.facts.definitions.files(tree) or ())
    }
    return {path for path in texts.paths if changed and texts.tree(path) in changed}


def listed_facts_differ(texts: PageTexts, changed: frozenset[str], beside: FileChanges) -> bool:
    """Whether references that the configuration lists say something else than before."""
    for tree in texts.head.trees:
        files = {
            file.path
            for docs in texts.both
            for _, found in docs.facts.listed.files(tree)
            for file in found
        }
        if files.isdisjoint(changed) and files.isdisjoint(beside.all):
            continue
        before, now = (docs.facts.reference(tree) for docs in texts.both)
        if any(changed_parameter_words(before, now)):
            return True
    return False


def with_changed_field_tables(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages of trees whose tables of fields are among some changed pages."""
    found: set[str] = set()
    tables = (
        path for path in pages if any(is_field_table(each.pages, path) for each in texts.both)
    )
    for tree in {texts.tree(path) for path in tables} - {None}:
        before, now = (docs.facts.of(tree).documented.described for docs in texts.both)
        if before != now:
            found |= {path for path in texts.paths if texts.tree(path) == tree}
    return found


def with_odd_names(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages whose odd names are others since some pages changed, which share their tree."""
    found: set[str] = set()
    names = cache(names_in)  # most texts are the same in both revisions
    for tree in {texts.tree(path) for path in pages} - {None}:
        before, now = (
            docs.pages.derived(OddNames).in_tree(tree, names) if tree else {} for docs in texts.both
        )
        found |= {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    return found


def with_titles(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages that say what a page is, or was, called or described as, in its tree."""
    found: set[str] = set()
    for path in pages:
        before, now = (page_words(text) for text in texts.pair(path))
        if before != now:
            said = {*before.names, *now.names, before.description, now.description}
            words = frozenset(max(bare(each).split(), key=len, default="") for each in said)
            lowered = frozenset(word.lower() for word in words if word)
            found |= set(texts.holding(lowered, texts.tree(path), only=True))
    return found


def with_declared_kinds(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages that name a kind of resource which another page of their tree declares now, or did."""
    found: set[str] = set()
    for path in pages:
        before, now = map(declared_kinds, texts.pair(path))
        found |= set(texts.holding(before ^ now, texts.tree(path), only=True))
    return found


def _with_components(texts: PageTexts, tree: Tree) -> set[str]:
    """Pages of a tree that show its reference by a component."""
    facts = texts.head.facts
    named = (name for each in facts.examples.parameters for name in each.components)
    inside = facts.reference_files(tree).get("parameters", "")[len(tree.folder) + 1 :]
    folder = posixpath.basename(posixpath.dirname(inside))
    words = frozenset(word.lower() for word in (*named, folder) if word)
    return set(texts.holding(words, tree))


def with_patches(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages with patches, in trees whose pages now give another way to serve a kind, or tell it in
    another place, which findings name.
    """
    trees = {tree for path in pages if (tree := texts.tree(path))}
    before, now = texts.base.facts, texts.head.facts
    other = {tree for tree in trees if before.of(tree).serving != now.of(tree).serving}
    return {
        path for tree in other for path in texts.holding(frozenset(("patch",)), tree, only=True)
    }


def with_programs(texts: PageTexts, pages: Iterable[str]) -> set[str]:
    """Pages that use a program whose help is another now, in their tree or where that has none."""
    sources = [docs.pages.source(path) for path in pages for docs in texts.both]
    shown = (shown_names(source) for source in sources if isinstance(source, Source))
    names = frozenset[str]().union(*shown)
    before, now = texts.base.facts, texts.head.facts
    return {
        path
        for tree in texts.head.trees
        for name in names
        if before.of(tree).program(name) != now.of(tree).program(name)
        for path in texts.holding(frozenset((name,)), tree)
    }
