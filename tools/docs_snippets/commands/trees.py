"""Lists the trees: their folders, pages and reference files, and what is missing.

With -v, it counts the facts that were read from each reference, and lists the parts of it that were
not understood and the sentences about special values that could not be read.

examples:
  docs-snippets trees
  docs-snippets trees -v --docs /path/to/checkout

exit codes: 0 listed, 2 the configuration or a reference cannot be used.
"""

import argparse
from collections.abc import Iterable, Iterator
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.core.printable import inert, output_line, printable
from docs_snippets.docs.docs import Docs, load
from docs_snippets.docs.listed_references import ReadReference
from docs_snippets.facts.readers.config_params import Parameters, sentence_count
from docs_snippets.project.config import ReferenceEntry
from docs_snippets.project.trees import Tree
from docs_snippets.report import output
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions
from docs_snippets.runs.targets import selected_names, unknown_tree

HELP = "list the trees, their reference files, and what is missing"


OPTIONS = CommonOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """This command has no options of its own."""


def run(options: CommonOptions, out: TextIO, err: TextIO) -> int:
    """Prints a line for each tree and folder without a version."""
    docs = load(options.config, options.docs, options.references)
    if not isinstance(docs, Docs):
        return output.could_not_check(docs, out)
    every = (*docs.trees, *docs.pages.translations)
    wrong = unknown_tree(every, options.trees)
    if wrong:
        err.write(f"docs-snippets trees: {wrong}\n")
        return EXIT_ERROR
    names = selected_names(docs, options.trees)
    chosen = [tree for tree in every if not options.trees or tree.name in names]
    for tree in chosen:
        docs.facts.definitions.read_all(tree)
        if not tree.locale:
            docs.facts.listed.of(tree)
    rows = [*(_row(docs, tree) for tree in chosen), *(() if options.trees else _unversioned(docs))]
    out.writelines(map(output_line, _aligned(rows)))
    if options.verbose:
        out.writelines(f"{inert(line)}\n" for line in _facts(docs, chosen))
    return _problems(docs, out)


def _row(docs: Docs, tree: Tree) -> tuple[str, ...]:
    pages = len(docs.pages.paths_of(tree))
    if tree.locale:
        return tree.name, tree.folder, _count(pages, "page"), "translation", _frozen(tree)
    references = docs.facts.reference_files(tree)
    missing = [name for name, path in references.items() if not docs.pages.has(path)]
    broken = {each.path for each in _all_problems(docs) if each.severity is Severity.ERROR}
    wrong = [name for name, path in references.items() if path in broken]
    for entry, files in docs.facts.listed.files(tree):
        name = entry.files[0].text
        missing += [] if files or name == "crds" else [name]
        wrong += [name] if broken.intersection(file.path for file in files) else []
    definitions = docs.facts.definitions.files(tree)
    missing += ["crds"] if definitions == () else []
    wrong += ["crds"] if broken.intersection(definitions or ()) else []
    parts = (
        f"missing: {', '.join(missing)}" if missing else "",
        f"unreadable: {', '.join(wrong)}" if wrong else "",
    )
    state = "; ".join(part for part in parts if part) or "complete"
    return tree.name, tree.folder, _count(pages, "page"), state, _frozen(tree)


def _frozen(tree: Tree) -> str:
    return "frozen" if tree.frozen else ""


def _unversioned(docs: Docs) -> Iterator[tuple[str, ...]]:
    for folder in docs.pages.unversioned:
        pages = sum(path.startswith(folder) for path in docs.pages.paths_of(None))
        yield "(no tree)", folder, _count(pages, "page"), "", ""


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, folder, pages, *rest in rows:
        cells = (name.ljust(widths[0]), folder.ljust(widths[1]), pages.rjust(widths[2]), *rest)
        yield "  ".join(cell for cell in cells if cell)


def _facts(docs: Docs, trees: list[Tree]) -> Iterator[str]:
    yield from _listed(docs, trees)
    known = [(tree, docs.facts.parameters(tree)) for tree in trees if not tree.locale]
    for tree, parameters in known:
        if parameters is not None:
            count = _count(len(parameters.names), "parameter")
            yield f"\n{tree.name}: {count}, {_read((parameters,))}"
            for quote in parameters.unread:
                yield printable(f"  {quote.path}:{quote.line}:{quote.column}: {quote.text}")
    yield f"\nall trees: {_read(each for _, each in known if each is not None)}"


def _listed(docs: Docs, trees: list[Tree]) -> Iterator[str]:
    """The facts of each listed reference, and the parts that its reader did not understand."""
    for tree in trees:
        for entry, files in docs.facts.listed.files(tree) if not tree.locale else ():
            read = [each for each in docs.facts.listed.of(tree) if each.file.entry == entry]
            yield ""
            yield _entry_line(tree, entry, read)
            for quote in (quote for each in read for quote in each.facts.skipped):
                yield printable(f"  {quote.path}:{quote.line}:{quote.column}: {quote.text}")
            for path in (file.path for file in files if file.path in docs.facts.listed.passed):
                yield printable(f"  {path}: {docs.facts.listed.passed[path]}")


def _entry_line(tree: Tree, entry: ReferenceEntry, read: list[ReadReference]) -> str:
    kinds = ", ".join(dict.fromkeys(each.file.kind for each in read)) or "nothing read"
    of = f" of {entry.of}" if entry.of else ""
    facts = sum(len(each.facts.names) for each in read)
    unread = sum(len(each.facts.skipped) for each in read)
    counts = f"{_count(facts, 'fact')} in {_count(len(read), 'file')}, {_count(unread, 'part')}"
    return printable(f"{tree.name}: {entry.files[0].text}: {kinds}{of}, {counts} unread")


def _read(references: Iterable[Parameters]) -> str:
    read, unread = sentence_count(references)
    return f"{_count(read, 'sentence')} about special values read, {unread} unread"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _all_problems(docs: Docs) -> tuple[Diagnostic, ...]:
    return (*docs.problems, *docs.facts.reading_problems)


def _problems(docs: Docs, out: TextIO) -> int:
    found = _all_problems(docs)
    if not found:
        return 0
    out.write("\n")
    code = output.could_not_check(found, out, "concise")
    return code if any(each.severity is Severity.ERROR for each in found) else 0
