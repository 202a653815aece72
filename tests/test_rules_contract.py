"""What every rule promises by being in `rules/`, and what no module of the tool may hold."""

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cases
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity
from docs_snippets.core.source import Span
from docs_snippets.docs.docs import Docs, Siblings
from docs_snippets.docs.docs import load as load_docs
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.files.access import DiskFiles
from docs_snippets.linting import manual, registry
from docs_snippets.linting.linter import Job, lint_pages
from docs_snippets.linting.rule import ChangeRule, Finding, Rule, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.config import Config
from docs_snippets.project.loading import load

LONGEST_SUMMARY = 110
"""Characters of the first sentence of a manual page: `docs-snippets rule` prints it on one line."""

LONGEST_MESSAGE = 120
"""Characters of a message without the names in it, whose length is not ours to choose."""
_REPORTED = re.compile(
    r"^(?:\S+:\d+:\d+: )?(?:error|warning|info)\[[a-z-]+\] (?P<message>.*)$", re.M
)
_NAMES = re.compile(
    r"""'(?:[^'\\]|\\.)*'|`[^`]*`|"[^"]*"|<[^>]*>"""  # what is quoted
    r"""|\S*[/\d.]\S*|\b\w*[a-z][A-Z]\w*"""  # paths, versions, numbers, parameters
)

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tools" / "docs_snippets"
RULES = tuple(registry.page_rules().values())
ON_CHANGES = tuple(registry.change_rules().values())

PURE = frozenset(
    "bisect collections collections.abc dataclasses difflib functools itertools json re typing "
    "unicodedata".split()
)
"""Of the standard library, what a rule may use: nothing that reads, waits or remembers."""


def module(of: Rule | ChangeRule) -> Path:
    return PACKAGE / "rules" / f"{of.name.replace('-', '_')}.py"


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("checked", ON_CHANGES, ids=lambda each: each.name)
def test_example_of_a_change_is_reported_and_instead_is_not(
    checked: ChangeRule, tmp_path: Path
) -> None:
    for heading, reported in (("Example", True), ("Instead", False)):
        shown = cases.change_example(checked.doc, heading)
        folder = tmp_path / heading
        cases.make_site(folder, shown.beside)
        options = cases.make_change(folder, shown.before, shown.after, shown.said)
        report = cases.lint(folder, [checked.name], *options)
        assert (f"[{checked.name}]" in report) is reported, report


@pytest.mark.parametrize(
    "checked", [each for each in RULES if each.reads == "text"], ids=lambda each: each.name
)
def test_a_rule_that_reads_the_text_alone_asks_for_no_path(checked: Rule) -> None:
    """Its findings are kept for the next page with the same text, wherever that is."""
    assert not [
        node
        for node in ast.walk(ast.parse(module(checked).read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) == ("page", "path")
    ]


def test_a_check_gets_what_its_rule_reads_and_no_more(tmp_path: Path) -> None:
    """Types hold every rule to it: mypy refuses these, or complains of the comments here."""

    def of_text(_: Page, part: PageExamples) -> list[Finding]:
        return said(part)

    def of_tree(_: Page, part: TreeFacts) -> list[Finding]:
        return said(part)

    def of_siblings(_: Page, part: Siblings) -> list[Finding]:
        return said(part)

    def of_site(_: Page, part: Docs) -> list[Finding]:
        return said(part)

    def said(part: object) -> list[Finding]:
        return [Finding(Span(0, 1), type(part).__name__)]

    rule(Severity.ERROR, reads="text")(of_tree)  # type: ignore[arg-type]
    rule(Severity.ERROR)(of_siblings)  # type: ignore[arg-type]
    rule(Severity.ERROR, reads="siblings")(of_site)  # type: ignore[arg-type]
    rules = (
        rule(Severity.ERROR, reads="text")(of_text),
        rule(Severity.ERROR)(of_tree),
        rule(Severity.ERROR, reads="siblings")(of_siblings),
        rule(Severity.ERROR, reads="site")(of_site),
    )
    cases.make_site(tmp_path, [cases.File(f"{cases.DEFAULT_TREE}/a.mdx", "# A\n")])
    docs = load_docs(str(tmp_path / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    page = docs.pages.page(f"{cases.DEFAULT_TREE}/a.mdx")
    assert isinstance(page, Page)
    given = [finding.message for each in rules for finding in each.check(page, docs)]
    assert given == ["PageExamples", "TreeFacts", "Siblings", "Docs"]


@pytest.mark.parametrize("checked", RULES, ids=lambda each: each.name)
class TestRule:
    def test_example_is_reported_and_instead_is_not(self, checked: Rule, tmp_path: Path) -> None:
        for heading, reported in (("Example", True), ("Instead", False)):
            pages = cases.examples(checked.doc, heading)
            assert pages, f"no mdx fence under '## {heading}'"
            folder = tmp_path / heading
            cases.make_site(folder, pages)
            report = cases.lint(folder, [checked.name])
            assert bool(report) is reported, report
            assert f"[{checked.name}]" in report or not reported, report


@pytest.mark.parametrize("checked", [*RULES, *ON_CHANGES], ids=lambda each: each.name)
class TestEveryRule:
    def test_imports_are_pure(self, checked: Rule | ChangeRule) -> None:
        for name in imported(ast.parse(module(checked).read_text("utf-8"))):
            package = name.partition(".")[0]
            # What a rule may use of this package is for the import contracts of pyproject.toml.
            assert package == "docs_snippets" or name in PURE, f"{checked.name} imports {name}"

    def test_keeps_no_state(self, checked: Rule | ChangeRule) -> None:
        tree = ast.parse(module(checked).read_text("utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global | ast.Nonlocal)]

    def test_has_cases_and_one_of_them_is_silent(self, checked: Rule | ChangeRule) -> None:
        file = cases.HERE / "rules" / f"{checked.name}.md"
        assert file.exists(), f"no {file.relative_to(ROOT)}"
        reports = [case.report for case in cases.read(file)]
        assert "" in reports
        assert any(reports)


def test_every_case_file_is_of_a_rule() -> None:
    named = {file.stem for file in (cases.HERE / "rules").glob("*.md")}
    assert named <= manual.manual_pages().keys()


def test_the_order_of_rules_and_pages_changes_nothing(tmp_path: Path) -> None:
    files = [
        cases.File(f"{tree}/{each.name}.mdx", page.text)
        for each in RULES
        for tree in (cases.DEFAULT_TREE, *cases.OTHER_TREES)
        for page in cases.examples(each.doc, "Example")[:1]
    ]
    cases.make_site(tmp_path, files)
    docs = load_docs(str(tmp_path / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    names = dict.fromkeys(manual.manual_pages(), True)
    paths = list(docs.pages.paths())
    expected = lint_pages(Job(docs, RULES, names), paths)
    assert expected or not RULES
    shuffle = random.Random(1).shuffle
    for _ in range(3):
        shuffled = list(RULES)
        shuffle(shuffled)
        shuffle(paths)
        assert lint_pages(Job(docs, tuple(shuffled), names), paths) == expected
    assert lint_pages(Job(docs, RULES, names), paths, jobs=2) == expected


def words_of_the_docs() -> set[str]:
    """Products, versions and snippets, as this project's configuration names them."""
    config = load(DiskFiles(ROOT), "versions.yaml", None)
    assert isinstance(config, Config)
    docs = load_docs(str(config.path), None)
    assert isinstance(docs, Docs)
    pages = {
        Path(docs.pages.path_in_tree(path)).stem
        for path in docs.pages.paths()
        if docs.pages.tree_of(path)
    }
    return {
        *(product.name for product in config.products),
        *(product.title for product in config.products),
        *(str(tree.version) for tree in docs.trees if str(tree.version) != "next"),
        *(snippet.stem for snippet in (ROOT / "snippets").glob("*.yaml")),
        *(page for page in pages if "-" in page),
    }


def test_no_module_names_a_product_version_page_or_snippet() -> None:
    pattern = re.compile(
        r"(?<![\w.])(?:" + "|".join(map(re.escape, words_of_the_docs())) + r")(?![\w.])", re.I
    )
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in sorted((ROOT / "tools").rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(manual.manual_pages()))
def test_a_manual_page_has_five_parts(name: str) -> None:
    """What is wrong, why it hurts, one example, how to fix it, and when to ignore it."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    doc = manual.manual_pages()[name].doc
    sections = cases.manual_sections(doc)
    assert list(sections) == ["Why", "Example", "Instead", "When to ignore"]
    assert all(text.strip() for text in sections.values())
    assert "```" in sections["Example"]
    summary = " ".join(doc.partition("\n\n")[0].split())
    assert len(summary) <= LONGEST_SUMMARY
    assert re.fullmatch(r"[^\n]+[^.]\.", summary)
    assert not re.search(r"[.!?] [A-Z]", summary), "the first paragraph is one sentence"


def test_everything_reported_has_a_manual_page() -> None:
    contract = re.compile(
        r"""Diagnostic\(\s*"([a-z-]+)"|RULE[A-Z_]* = "([a-z-]+)"|rule="([a-z-]+)\""""
    )
    for file in sorted(PACKAGE.rglob("*.py")):
        for found in contract.finditer(file.read_text("utf-8")):
            name = next(filter(None, found.groups()))
            assert name in manual.manual_pages(), f"{file.name} reports {name!r}"


@pytest.mark.parametrize(
    "source", sorted(cases.HERE.glob("rules/*.md")), ids=lambda path: path.stem
)
def test_messages_are_short(source: Path) -> None:
    reports = "\n".join(case.report or "" for case in cases.read(source))
    messages = [found["message"] for found in _REPORTED.finditer(reports)]
    assert messages
    for message in messages:
        assert len(_NAMES.sub("", message)) <= LONGEST_MESSAGE, message
