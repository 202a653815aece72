"""What versions.yaml says, and where it and the docs are found."""

import io
from pathlib import Path

import pytest

import repository
import roots
from conftest import Command
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.strict_yaml import YamlDocument, YamlValue, load_yaml
from docs_snippets.data.validation import validated
from docs_snippets.docs.docs import Docs, load
from docs_snippets.files.access import DiskFiles
from docs_snippets.project import loading
from docs_snippets.project.config import Config


def loaded(root: Path, changes: roots.Files | None = None) -> Config:
    found = loading.load(DiskFiles(roots.make(root, changes)), "versions.yaml", None)
    assert isinstance(found, Config), found
    return found


def document(text: str) -> YamlDocument:
    found, problems = load_yaml(Source("versions.yaml", text), "invalid-config")
    assert found is not None, problems
    assert not problems
    return found


def test_products_and_their_folders_are_read(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    product = found.product("guide")
    assert product.title == "The Guide"
    assert product.folder is not None
    assert product.folder.text == "guide_versioned_docs/version-{version}"
    assert product.references.parameters is not None
    assert product.references.parameters.text == "params.json"
    assert found.docs == DiskFiles(tmp_path / "site")
    assert found.path == tmp_path / "versions.yaml"


def test_values_remember_their_place(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    current = found.product("guide").current
    assert current is not None
    assert found.source.slice(current.span) == "guide"
    assert found.source.region(current.span)[:2] == (5, 14)


def test_a_product_can_name_its_own_references(tmp_path: Path) -> None:
    changed = roots.VERSIONS.replace(
        "    current: guide\n", "    current: guide\n    references: {parameters: other.json}\n"
    )
    references = loaded(tmp_path, {"versions.yaml": changed}).product("guide").references
    assert references.parameters is not None
    assert references.parameters.text == "other.json"
    assert references.variables is not None
    assert references.variables.text == "variables.js"


def test_rules_for_paths_keep_their_reason(tmp_path: Path) -> None:
    rules = "rules: {ignore: [a-rule], paths: [{path: old/**, ignore: [b-rule], reason: history}]}"
    found = loaded(tmp_path, {"versions.yaml": f"{roots.VERSIONS}{rules}\n"}).rules
    assert found.select is None
    assert [word.text for word in found.ignore] == ["a-rule"]
    assert [(each.path.text, each.reason) for each in found.paths] == [("old/**", "history")]


def test_the_nearest_configuration_upward_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots.make(tmp_path)
    monkeypatch.chdir(tmp_path / "site" / "guide")
    docs = load(None, None)
    assert isinstance(docs, Docs)
    assert docs.config.path == tmp_path / "versions.yaml"


def test_the_option_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots.make(tmp_path)
    for name in ("one", "two"):
        changes: roots.Files = {"versions.yaml": None}
        roots.make(tmp_path / name, changes)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCS_SNIPPETS_DOCS", "one/site")
    from_environment, from_option = load(None, None), load(None, "two/site")
    assert isinstance(from_environment, Docs)
    assert isinstance(from_option, Docs)
    assert from_environment.root == Path("one/site")
    assert from_option.root == Path("two/site")
    assert from_option.config.path == tmp_path / "versions.yaml"


def test_every_mistake_of_a_file_is_reported_at_once(tmp_path: Path) -> None:
    wrong = roots.VERSIONS.replace("title", "titel").replace("docs: site", "dosc: site")
    found = loading.load(
        DiskFiles(roots.make(tmp_path, {"versions.yaml": wrong})), "versions.yaml", None
    )
    assert isinstance(found, tuple)
    assert [each.message for each in found] == [
        "unknown key 'dosc' in this file; did you mean 'docs'?",
        "products.guide lacks 'title'",
        "unknown key 'titel' in products.guide; did you mean 'title'?",
    ]


@pytest.mark.parametrize("pattern", ["guide/[", "{1..1000000}", "{a,b}" * 20])
def test_patterns_that_cannot_be_used(tmp_path: Path, pattern: str) -> None:
    rules = f"rules:\n  paths:\n    - {{path: '{pattern}', ignore: [broken-link], reason: old}}\n"
    root = roots.make(tmp_path, {"versions.yaml": roots.VERSIONS + rules})
    found = loading.load(DiskFiles(root), "versions.yaml", None)
    assert isinstance(found, tuple)
    assert found[0].message.startswith(f"pattern {pattern!r} cannot be used: ")
    assert found[0].line_text.strip().startswith("- {path: ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 3.30", {"a": 3.3}),
        ("a: '3.30'", {"a": "3.30"}),
        ("a: yes", {"a": "yes"}),
        ("a: on\nb: TRUE", {"a": "on", "b": True}),
        ("a: 010\nb: 0o10\nc: 0x10", {"a": 10, "b": 8, "c": 16}),
        ("a: 2024-01-01", {"a": "2024-01-01"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a:\nb: ~", {"a": None, "b": None}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: .inf", {"a": float("inf")}),
        ("a: >-\n  one\n  two", {"a": "one two"}),
        ("3.30: x", {"3.30": "x"}),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: YamlValue) -> None:
    assert document(text).value == value


def test_spans_of_collections_end_with_their_last_value() -> None:
    found = document("a:\n  - b: c  # why\n\nd: {e: f}\n")
    assert found.source.slice(found.span("a")) == "- b: c"
    assert found.source.slice(found.span("d")) == "{e: f}"
    assert found.source.slice(found.key_span("a", 0, "b")) == "b"
    assert found.source.slice(found.span("a", 0, "missing")) == "b: c"


def test_lines_end_where_an_editor_ends_them() -> None:
    found = document("a: x\N{LINE SEPARATOR}y\r\nb: z\r\n")
    assert found.source.region(found.span("b"))[:2] == (2, 4)


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_nested_aliases_are_refused_before_they_expand(size: int) -> None:
    levels = "".join(
        f"k{level}: &a{level} [{','.join([f'*a{level - 1}'] * size)}]\n" for level in range(1, 9)
    )
    _, problems = load_yaml(Source("versions.yaml", f"k0: &a0 x\n{levels}"), "invalid-config")
    assert [each.message for each in problems] == [
        "aliases expand to more than 2000 values; write them out"
    ]


def test_a_choice_between_shapes_is_explained_in_words() -> None:
    text = f"{roots.VERSIONS}overrides: [{{parameter: pageSize, reason: because}}]\n"
    _, problems = validated(Source("versions.yaml", text), "versions", "invalid-config")
    assert [each.message for each in problems] == [
        "overrides[0]: expected a correction: 'special', 'notSpecial', 'range' or 'default', "
        "got a mapping of 'parameter', 'reason'"
    ]


def test_findings_show_the_line_they_are_about(tmp_path: Path) -> None:
    wrong = roots.VERSIONS.replace("current: guide", "current: giude")
    found = loading.load(
        DiskFiles(roots.make(tmp_path, {"versions.yaml": wrong})), "versions.yaml", None
    )
    assert isinstance(found, tuple)
    assert isinstance(found[0], Diagnostic)
    assert found[0].line_text == "    current: giude"


LONG = "# Long\n\nSee $[nowhere].\n" + "a b c d e f\n\n" * 60_000
"""About 700 KB."""
LIMITED = roots.VERSIONS + "limits:\n  page: 1 MB\n"


@pytest.mark.parametrize("arguments", [("lint",), ("lint", "--changed=HEAD")])
def test_a_larger_page_is_read_where_the_limit_is_raised(
    arguments: tuple[str, ...], tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(roots.make(tmp_path))
    repository.commit(tmp_path)
    roots.make(tmp_path, {"site/guide/long.mdx": LONG})
    code, out, _ = command(*arguments, "--output-format", "concise")
    assert code == 1
    assert out == (
        "guide/long.mdx: error[unreadable-file] larger than the limit of 512 KB;"
        " 'limits' in versions.yaml can raise it\n"
    )
    (tmp_path / "versions.yaml").write_text(LIMITED, "utf-8")
    code, out, _ = command(*arguments)
    assert code == 1
    assert "guide/long.mdx:3:5: error[unknown-variable]" in out
    assert "  See $[nowhere]." in out


def test_a_larger_page_on_standard_input(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(roots.make(tmp_path))
    for settings, finding in (
        (roots.VERSIONS, "error[unreadable-file] larger than the limit of 512 KB"),
        (LIMITED, ":3:5: error[unknown-variable]"),
    ):
        (tmp_path / "versions.yaml").write_text(settings, "utf-8")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
        code, out, _ = command("lint", "-", "--stdin-filename", "guide/long.mdx")
        assert code
        assert finding in out


def test_the_page_command_has_the_limit_of_the_configuration(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(roots.make(tmp_path, {"site/guide/long.mdx": LONG}))
    code, _, err = command("page", "site/guide/long.mdx")
    assert code == 1
    assert "larger than the limit of 512 KB" in err
    (tmp_path / "versions.yaml").write_text(LIMITED, "utf-8")
    code, out, _ = command("page", "site/guide/long.mdx")
    assert code == 0
    assert '"text": "Long"' in out


@pytest.mark.parametrize("size", ["511 KB", "2049 KB", "3 MB", "0 MB", "1MB", "1000000", "-1 MB"])
def test_a_limit_outside_of_its_bounds(
    size: str, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(roots.make(tmp_path))
    (tmp_path / "versions.yaml").write_text(LIMITED.replace("1 MB", size), "utf-8")
    code, out, _ = command("lint", "--output-format", "concise")
    assert code == 2
    assert "error[invalid-config] limits.page: expected" in out


@pytest.mark.parametrize(
    ("size", "limit"), [("512 KB", 2**19), ("2048 KB", 2**21), ("2 MB", 2**21)]
)
def test_the_bounds_of_a_limit(size: str, limit: int, tmp_path: Path) -> None:
    found = loaded(tmp_path, {"versions.yaml": LIMITED.replace("1 MB", size)})
    assert found.docs.page_limit == limit
