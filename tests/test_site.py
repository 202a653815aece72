"""The docs as rules see them: pages, trees, siblings, and what is read once."""

import os
from pathlib import Path
from typing import Literal

import pytest

import roots
from docs_snippets.code_blocks.procedure import paths
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.docs import page_store
from docs_snippets.docs.docs import Docs, load
from docs_snippets.docs.page_store import PAGES_KEPT
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page


def made(root: Path, changes: roots.Files | None = None) -> Docs:
    found = load(str(roots.make(root, changes) / "versions.yaml"), None)
    assert isinstance(found, Docs), found
    return found


def page(docs: Docs, path: str) -> Page:
    found = docs.pages.page(path)
    assert isinstance(found, Page), found
    return found


def test_pages_are_those_of_trees_and_of_listed_folders(tmp_path: Path) -> None:
    docs = made(
        tmp_path,
        {
            "site/guide/_includes/part.mdx": "Part\n",
            "site/guide/deep/er/page.md": "# Page\n",
            "site/guide/script.js": "",
            "site/guide/node_modules/pkg/readme.md": "# No\n",
            "site/README.md": "# No\n",
            "site/src/pages/other.md": "# No\n",
        },
    )
    assert docs.pages.paths() == (
        "about/index.mdx",
        "guide/_includes/part.mdx",
        "guide/deep/er/page.md",
        "guide/index.mdx",
        "guide_versioned_docs/version-1.10/index.mdx",
        "guide_versioned_docs/version-1.9/index.mdx",
    )


def test_a_path_belongs_to_the_tree_of_its_folder(tmp_path: Path) -> None:
    docs = made(tmp_path)
    tree = docs.pages.tree_of("guide_versioned_docs/version-1.9/a/b.mdx")
    assert tree is not None
    assert tree.name == "guide/1.9"
    assert docs.pages.path_in_tree("guide_versioned_docs/version-1.9/a/b.mdx") == "a/b.mdx"
    assert docs.pages.in_tree(tree, "a/b.mdx") == "guide_versioned_docs/version-1.9/a/b.mdx"
    assert docs.pages.tree_of("about/index.mdx") is None
    assert docs.pages.path_in_tree("about/index.mdx") == "about/index.mdx"
    assert docs.pages.tree_of("guide-2/index.mdx") is None


def test_siblings_are_the_trees_that_have_the_page(tmp_path: Path) -> None:
    docs = made(tmp_path, {"site/guide/new.mdx": "# New\n"})
    names = [tree.name for tree, _ in docs.pages.siblings("guide/index.mdx")]
    assert names == ["guide/1.10", "guide/1.9"]
    assert not docs.pages.siblings("guide/new.mdx")
    assert not docs.pages.siblings("about/index.mdx")


def test_a_tree_may_be_the_docs_root_itself(tmp_path: Path) -> None:
    versions = roots.VERSIONS.replace("current: guide", "current: .").replace("[about]", "[]")
    docs = made(tmp_path, {"versions.yaml": versions, "site/docusaurus.config.js": None})
    tree = docs.pages.tree_of("about/index.mdx")
    assert tree is not None
    assert tree.name == "guide/next"
    other = docs.pages.tree_of("guide_versioned_docs/version-1.9/index.mdx")
    assert other is not None
    assert other.name == "guide/1.9"


def test_each_text_is_parsed_once_whatever_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = made(tmp_path)
    calls: list[Source] = []

    def counted(source: Source, *, mdx1_compat: bool, format: Literal["mdx", "md"]) -> Page:
        calls.append(source)
        return read_page(source, mdx1_compat=mdx1_compat, format=format)

    monkeypatch.setattr(page_store, "read_page", counted)
    pages = [page(docs, path) for path in docs.pages.paths()]
    assert [each.path for each in pages] == list(docs.pages.paths())
    assert len(calls) == 2


def test_pages_kept_are_bounded(tmp_path: Path) -> None:
    docs = made(tmp_path)
    for number in range(PAGES_KEPT + 50):
        source = docs.pages.source("guide/index.mdx")
        assert not isinstance(source, Diagnostic)
        docs.pages.read_page(type(source)(source.path, f"# {number}\n"))
    assert all(
        len(memo) == PAGES_KEPT for memo in (docs.pages._store._parsed, docs.pages._store._placed)
    )


def test_a_page_that_changed_is_read_again(tmp_path: Path) -> None:
    docs, file = made(tmp_path), tmp_path / "site/guide/index.mdx"
    first = page(docs, "guide/index.mdx")
    assert page(docs, "guide/index.mdx") is first
    new = tmp_path / "new"
    new.write_text("# Other\n")
    new.replace(file)
    assert page(docs, "guide/index.mdx").headings[0].text == "Other"
    file.unlink()
    assert isinstance(docs.pages.page("guide/index.mdx"), Diagnostic)


def test_docs_work_in_a_forked_process(tmp_path: Path) -> None:
    docs = made(tmp_path)
    page(docs, "guide/index.mdx")
    child = os.fork()
    if child == 0:
        os._exit(
            0 if isinstance(docs.pages.page("guide/index.mdx"), Page) and docs.facts.known else 1
        )
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_tree_without_a_reference_documents_nothing(tmp_path: Path) -> None:
    docs = made(tmp_path, {"site/guide_versioned_docs/version-1.9/params.json": None})
    assert [tree.name for tree, _ in docs.facts.known] == ["guide/next", "guide/1.10"]
    assert [tree.name for tree in docs.facts.known_parameter("pageSize")] == [
        "guide/next",
        "guide/1.10",
    ]
    assert docs.facts.known_parameter("APP_PAGESIZE") == docs.facts.known_parameter("PageSize")
    assert not docs.facts.known_parameter("pagesize")
    assert docs.facts.at("guide_versioned_docs/version-1.9/index.mdx").parameters is None
    assert docs.facts.at("about/index.mdx").parameters is None


def test_an_override_counts_and_an_idle_one_is_reported(tmp_path: Path) -> None:
    overrides = (
        "overrides:\n"
        "  - {parameter: pageSize, default: '20', reason: the build changes it}\n"
        "  - {parameter: pageSise, default: '20', reason: a typing error}\n"
    )
    docs = made(tmp_path, {"versions.yaml": f"{roots.VERSIONS}{overrides}"})
    seen = docs.facts.at("guide/index.mdx")
    assert seen.parameters is not None
    parameter = seen.parameters.find("pageSize")
    assert parameter is not None
    assert parameter.default == "20"
    assert [(each.message, each.region and each.region.line) for each in docs.problems] == [
        ("override of 'pageSise' changes nothing: no tree has this parameter", 14)
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# caf\xe9\n", "not UTF-8: byte 0xe9 at offset 5"),
        (
            b"x" * (2**19 + 1),
            "larger than the limit of 512 KB; 'limits' in versions.yaml can raise it",
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_a_finding(
    tmp_path: Path, content: bytes, message: str
) -> None:
    found = made(tmp_path, {"site/guide/index.mdx": content}).pages.page("guide/index.mdx")
    assert isinstance(found, Diagnostic)
    assert (found.rule, found.path, found.message) == (
        "unreadable-file",
        "guide/index.mdx",
        message,
    )


@pytest.mark.parametrize("path", ["../versions.yaml", "/etc/hostname", "guide/../../versions.yaml"])
def test_nothing_outside_the_docs_root_is_read(tmp_path: Path, path: str) -> None:
    found = made(tmp_path).pages.source(path)
    assert isinstance(found, Diagnostic)
    assert found.message == f"path {path!r} leaves the docs root"


def test_a_link_out_of_the_docs_root_is_not_followed(tmp_path: Path) -> None:
    docs = made(tmp_path)
    (tmp_path / "site/guide/link.mdx").symlink_to(tmp_path / "versions.yaml")
    (tmp_path / "site/guide/loop.mdx").symlink_to(tmp_path / "site/guide/loop.mdx")
    found = docs.pages.source("guide/link.mdx")
    assert isinstance(found, Diagnostic)
    assert found.message == ("path 'guide/link.mdx' leads out of the docs root by a symbolic link")
    assert isinstance(docs.pages.source("guide/loop.mdx"), Diagnostic)


def test_a_fifo_is_no_page(tmp_path: Path) -> None:
    docs = made(tmp_path)
    os.mkfifo(tmp_path / "site/guide/pipe.mdx")
    found = docs.pages.source("guide/pipe.mdx")
    assert isinstance(found, Diagnostic)
    assert found.message == "not a regular file"


def test_imports_and_links_lead_to_files_of_the_docs(tmp_path: Path) -> None:
    docs = made(
        tmp_path,
        {
            "site/guide/deep/a.mdx": "# A\n",
            "site/guide/deep/index.mdx": "# B\n",
            "site/guide/_includes/part.mdx": "Part\n",
            "site/src/components/Box.js": "",
            "site/src/components/Tab/index.tsx": "",
        },
    )
    here = "guide/deep/a.mdx"
    imports = {
        "../_includes/part.mdx": "guide/_includes/part.mdx",
        "@site/guide/_includes/part.mdx": "guide/_includes/part.mdx",
        "@site/src/components/Box": "src/components/Box.js",
        "@site/src/components/Tab": "src/components/Tab/index.tsx",
        "../../../versions.yaml": None,
        "../_includes/gone.mdx": None,
        "react": None,
    }
    assert {source: docs.site.imported(here, source) for source in imports} == imports
    links = {
        "index.mdx": "guide/deep/index.mdx",
        "./index.mdx#b": "guide/deep/index.mdx",
        "../index.mdx": "guide/index.mdx",
        "/index.mdx": "guide/index.mdx",
        "deep/a.mdx": "guide/deep/a.mdx",
        "./deep/a.mdx": None,
        "gone.mdx": None,
        "https://example.com/a.mdx": None,
        "/guide/latest": None,
    }
    assert {url: docs.pages.linked(here, url) for url in links} == links


def test_a_tree_has_its_own_variables_and_those_of_all(tmp_path: Path) -> None:
    changes: roots.Files = {
        "versions.yaml": roots.VERSIONS.replace("unversioned", "variables: shared.js\nunversioned"),
        "site/shared.js": "module.exports = { name: 'All', site: 'Docs' };\n",
        "site/guide/variables.js": (
            "const list = require('./releases.json');\n"
            "module.exports = { name: 'Guide', version: list[0].title, late: compute() };\n"
        ),
        "site/guide/releases.json": '[{"title": "1.11"}]',
        "site/guide_versioned_docs/version-1.9/variables.js": None,
    }
    docs = made(tmp_path, changes)
    here = docs.facts.at("guide/index.mdx").variables
    assert here is not None
    assert [here.lookup(name) for name in ("name", "site", "version")] == ["Guide", "Docs", "1.11"]
    assert "late" in here
    assert "later" not in here
    for path in ("guide_versioned_docs/version-1.9/index.mdx", "about/index.mdx"):
        other = docs.facts.at(path).variables
        assert other is not None
        assert other.lookup("name") == "All"
        assert "version" not in other


def test_variables_that_cannot_be_read_are_reported_once(tmp_path: Path) -> None:
    docs = made(tmp_path, {"site/guide/variables.js": "module.exports = {\n  name: ,\n"})
    assert [(each.rule, each.path, each.message) for each in docs.problems] == [
        ("unreadable-reference", "guide/variables.js", "not valid JavaScript")
    ]
    assert docs.facts.at("guide/index.mdx").variables is None


def test_a_file_of_variables_gets_nothing_from_outside_the_docs_root(tmp_path: Path) -> None:
    docs = made(
        tmp_path,
        {
            "secret.json": '{"key": "x"}',
            "site/guide/variables.js": (
                "module.exports = { a: require('../../secret.json').key };\n"
            ),
        },
    )
    variables = docs.facts.at("guide/index.mdx").variables
    assert variables is not None
    assert not isinstance(variables.lookup("a"), str)
    assert "a" in variables


def test_ports_of_the_configuration_count(tmp_path: Path) -> None:
    ports = "ports: [{port: 7070, protocol: tcp, component: our agent, citation: its manual}]\n"
    docs = made(tmp_path, {"versions.yaml": f"{roots.VERSIONS}{ports}"})
    owner = docs.facts.at("guide/index.mdx").ports.owner(7070, "tcp")
    assert owner is not None
    assert owner.component == "our agent"
    assert docs.facts.at("guide/index.mdx").ports.owner(7070, "udp") is None


def test_what_a_page_says_is_the_same_in_every_tree_that_has_its_text(tmp_path: Path) -> None:
    text = "# Install\n\n```bash\nkubectl apply -f guide.yaml\n```\n"
    names = ("guide", "guide_versioned_docs/version-1.9")
    docs = made(tmp_path, {f"site/{name}/install.mdx": text for name in names})
    first, second = (page(docs, f"{name}/install.mdx") for name in names)
    seen, other = (docs.facts.at(each.path).examples for each in (first, second))
    assert [command.name for command in seen.commands(first)] == ["kubectl"]
    assert other.commands(second) is seen.commands(first)
    assert [step.kind for step in docs.steps.steps(first)] == ["command"]
    assert len(tuple(paths(docs.steps.steps(first)))) == 1


def test_a_page_that_is_a_link_is_read_where_it_leads_to(tmp_path: Path) -> None:
    docs = made(
        tmp_path,
        {
            "site/guide_versioned_docs/version-1.9/old/page.mdx": "import A from './_a.mdx';\n",
            "site/guide_versioned_docs/version-1.9/old/_a.mdx": "A\n",
            "site/guide_versioned_docs/version-1.9/old/b.mdx": "# B\n",
        },
    )
    (tmp_path / "site/guide/old").mkdir()
    (tmp_path / "site/guide/old/page.mdx").symlink_to(
        "../../guide_versioned_docs/version-1.9/old/page.mdx"
    )
    shared = "guide_versioned_docs/version-1.9/old"
    assert docs.site.imported("guide/old/page.mdx", "./_a.mdx") == f"{shared}/_a.mdx"
    assert docs.pages.linked("guide/old/page.mdx", "./b.mdx") == f"{shared}/b.mdx"
