"""References of every kind: what is read, from where, and what is said of what cannot be read."""

import time
from pathlib import Path

import pytest

import reference_cases
import repository
import roots
from conftest import Command
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.fact_records import MOST_FACTS
from docs_snippets.facts.readers import ReferenceOptions, readers
from reference_cases import ReaderCase

HERE = Path(__file__).parent


@pytest.mark.parametrize("case", reference_cases.found(HERE / "references"), ids=str)
def test_what_is_read(case: ReaderCase, updating: bool) -> None:
    facts = reference_cases.run(case)
    if updating and facts != case.facts:
        reference_cases.update(case, facts)
    elif not updating:
        assert case.facts is not None, "the case has no facts; write them with --update"
        assert facts == case.facts


def test_every_kind_has_cases() -> None:
    assert {path.stem for path in (HERE / "references").glob("*.md")} == set(readers())


def _deep_schema(levels: int) -> str:
    inner = '{"type": "string"}'
    return '{"properties": {"a": ' * levels + inner + "}}" * levels


_HOSTILE = {
    "json-schema": [
        _deep_schema(400),
        _deep_schema(100_000),
        '{"$ref": "#", "properties": {"a": {"$ref": "#"}}}',
        '{"properties": {"a": {"allOf": [' + '{"$ref": "#/properties/a"},' * 300 + "{}]}}}",
        '{"properties": {' + ",".join(f'"k{i}": {{}}' for i in range(30_000)) + "}}",
        '{"properties": {"a": {"pattern": "^(a+)+$", "type": "string"}}}',
        '{"properties": {"a": {"type": "integer", "minimum": 1e400, "maximum": -1e9}}}',
    ],
    "helm-values": [
        "".join(f"{' ' * i}k{i}:\n" for i in range(2_000)),
        "a: " + "[" * 100_000,
        "a:" + " " * 200_000 + "b",
        "# " + "-- " * 50_000 + "\na: 1",
        "a: &a *a\nb: *a\n" * 20_000,
        "\0: 1",
        '"' * 50_000,
    ],
    "crds": [
        "kind: CustomResourceDefinition\nspec: " + "[" * 10_000,
        "---\n" * 100_000 + "kind: CustomResourceDefinition",
        "kind: CustomResourceDefinition\nspec: {versions: [1, {schema: 1}], names: 3}",
    ],
    "openapi": ['{"components": {"schemas": {"A": 1, "B": {"properties": {"x": 2}}}}}', "a: *b"],
    "markdown-tables": [
        "| Key | Default |\n|---|---|\n" + "| `a` | " + "[" * 100_000 + " |",
        "| Key |\n|---|\n" + "| " + "a." * 50_000 + "! |",
        "|" * 100_000,
        "| Key |\n|---|\n" + "| `a` |\n" * 40_000,
    ],
    "command-help": [
        "Usage:\n" + "  --a" * 20_000,
        "Flags:\n" + "".join(f"  --flag{i} string  words\n" for i in range(25_000)),
        "```\n" * 50_000,
        "Options:\n  -" + "-a" * 50_000,
    ],
    "helm-chart": [
        "dependencies:\n" + "- name: a\n" * 40_000,
        "dependencies: [" + "{" * 10_000,
        "dependencies: {a: b}\n---\nname: 1",
        "dependencies: [1, {name: [a]}, {alias: 2}, null]",
    ],
    "mapping": ["[" * 100_000, '{"a": {"b": [1, 2, null]}}', "1"],
    "config-params": ['{"Groups": 1}', "[]"],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in _HOSTILE.items() for text in texts]
)
def test_whatever_a_file_holds_it_is_read_in_time_or_refused(kind: str, text: str) -> None:
    started = time.process_time()
    source = Source("a/file.yaml", text)
    found = readers()[kind].read(source, ReferenceOptions("web", (("facts", "@"),)))
    if not isinstance(found, Diagnostic):
        assert len(found.all) <= MOST_FACTS
        for quote in found.skipped:
            assert 1 <= quote.line <= len(source.line_starts)
    assert time.process_time() - started < 4


DEFINITION = """\
kind: CustomResourceDefinition
spec:
  group: example.org
  names: {kind: Scaler}
  versions:
    - name: v1
      served: true
      schema: {openAPIV3Schema: {properties: {spec: {properties: {size: {type: integer}}}}}}
"""
VALUES = "# -- The number of pods\nreplicaCount: 1\nimage:\n  tag: v1\n"
LISTED = f"""\
{roots.PRODUCT}    references:
      - files: charts/{{version}}/values.yaml
        of: web
"""


@pytest.fixture
def charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three trees, each with the values of a chart."""
    changes = {
        "versions.yaml": LISTED,
        "charts/next/values.yaml": VALUES.replace("1\n", "2\n", 1),
        "charts/1.10/values.yaml": VALUES,
        "charts/1.9/values.yaml": VALUES.replace("replicaCount", "replicas"),
        "site/guide/install.mdx": "# Install\n\nSet `replicaCount`.\n",
    }
    monkeypatch.chdir(roots.make(tmp_path, changes))
    return tmp_path


def test_a_value_of_a_chart_has_a_matrix(charts: Path, command: Command) -> None:
    code, out, _ = command("param", "replicaCount")
    assert code == 0
    assert out.startswith("""\
replicaCount: value of the chart web

tree        documented  type     default  special values  pages
guide/next  yes         integer  2        none            1
guide/1.10  yes         integer  1        none            none
guide/1.9   no          -        -        -               none
""")


def test_references_of_another_checkout(charts: Path, command: Command, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (charts / "charts").rename(other)
    other.rename(tmp_path / "moved")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "moved").rename(tmp_path / "elsewhere" / "charts")
    assert command("param", "replicaCount")[0] == 2
    code, out, _ = command("param", "replicaCount", "--references", "elsewhere")
    assert (code, "guide/1.10  yes" in out) == (0, True)
    code, out, err = command("--references", "nowhere", "param", "replicaCount")
    assert (code, "folder of references 'nowhere': is not a folder" in out + err) == (2, True)


def test_a_pattern_cannot_leave_its_root(charts: Path, command: Command) -> None:
    text = LISTED.replace("charts/{version}/values.yaml", "../{version}/values.yaml")
    (charts / "versions.yaml").write_text(text, "utf-8")
    code, out, _ = command("trees")
    assert (code, "leaves the configuration's folder" in out) == (2, True)


def test_an_unknown_variable_is_a_mistake(charts: Path, command: Command) -> None:
    text = LISTED.replace("charts/{version}", "charts/{release}")
    (charts / "versions.yaml").write_text(text, "utf-8")
    code, out, _ = command("trees")
    assert (code, "unknown variable {release}" in out) == (2, True)


def test_a_reference_that_cannot_be_read_says_where(charts: Path, command: Command) -> None:
    (charts / "charts/1.10/values.yaml").write_text("a: 1\0\n", "utf-8")
    code, out, _ = command("trees")
    assert code == 2
    assert "charts/1.10/values.yaml:1:5: error[unreadable-reference] not valid YAML" in out


def test_trees_counts_facts_and_lists_what_is_unread(charts: Path, command: Command) -> None:
    (charts / "charts/1.9/values.yaml").write_text(f"{VALUES}odd line\n", "utf-8")
    code, out, _ = command("trees", "-v")
    assert code == 0
    assert (
        "guide/1.9: charts/{version}/values.yaml: helm-values of web, 3 facts in 1 file, 1" in out
    )
    assert "  charts/1.9/values.yaml:5:1: odd line\n" in out


def test_flags_can_be_asked_for(charts: Path, command: Command) -> None:
    text = f"{LISTED}      - files: '{{folder}}/cli/*.md'\n        kind: command-help\n"
    (charts / "versions.yaml").write_text(text, "utf-8")
    help_ = "## tool run\n\n### Options\n\n```\n      --dry-run   Only say it\n```\n"
    (charts / "site/guide/cli").mkdir()
    (charts / "site/guide/cli/tool_run.md").write_text(help_, "utf-8")
    code, out, _ = command("param", "--dry-run", "--tree", "guide/next")
    assert code == 0
    assert out.startswith("--dry-run: flag of tool run\n")


def test_an_entry_is_proposed_with_what_it_reads(charts: Path, command: Command) -> None:
    (charts / "charts/1.10/Chart.yaml").write_text("apiVersion: v2\nname: web\n", "utf-8")
    (charts / "charts/1.10/values.schema.json").write_text(
        '{"properties": {"replicas": {"type": "integer", "default": 2}}}', "utf-8"
    )
    before = (charts / "versions.yaml").read_text("utf-8")
    code, out, _ = command("references", "add", "charts/1.10/values.schema.json")
    assert (code, (charts / "versions.yaml").read_text("utf-8")) == (0, before)
    assert (
        out
        == """\
references of guide:
  - files: "charts/{version}/values.schema.json"
    kind: json-schema
    of: web
charts/1.10/values.schema.json: 1 fact, 0 parts unread
  1: replicas; integer; default 2
"""
    )


LISTS = {
    "a list": (LISTED, "      - files: charts/{version}/values.yaml\n        of: web\n"),
    "no list": (
        LISTED.partition("    references:")[0]
        + "    # the end of the product\nlimits: {page: 1 MB}\n",
        "    folder: guide_versioned_docs/version-{version}\n",
    ),
    "a list that begins at its key": (
        LISTED.replace("      - files", "    - files").replace("        of", "      of"),
        "    - files: charts/{version}/values.yaml\n      of: web\n",
    ),
    "no line end": (LISTED.rstrip("\n"), "        of: web"),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_is_written_and_all_else_kept(name: str, charts: Path, command: Command) -> None:
    text, before = LISTS[name]
    (charts / "versions.yaml").write_text(f"# a comment\n{text}", "utf-8")
    (charts / "site/guide/cli").mkdir()
    help_ = "## tool run\n\n### Options\n\n```\n      --dry-run   Only say it\n```\n"
    (charts / "site/guide/cli/tool_run.md").write_text(help_, "utf-8")
    code, out, err = command("references", "add", "site/guide/cli/tool_run.md", "--write")
    assert (code, "wrote versions.yaml" in err) == (0, True), out + err
    now = (charts / "versions.yaml").read_text("utf-8")
    start, _, rest = now.partition('files: "{folder}/cli/tool_run.md"\n')
    assert before in start
    assert rest.split("\n")[0].strip() == "kind: command-help"
    kept = [line for line in now.split("\n") if line in text.split("\n")]
    assert kept == text.split("\n")
    assert command("param", "--dry-run")[0] == 0
    assert (
        "already listed" in command("references", "add", "site/guide/cli/tool_run.md", "--write")[2]
    )


def test_many_files_of_a_folder_are_one_entry(
    charts: Path, command: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere" / "1.10" / "crds"
    folder.mkdir(parents=True)
    for name in ("a", "b", "c"):
        (folder / f"{name}.yaml").write_text(DEFINITION.replace("Scaler", f"Scaler{name}"), "utf-8")
    files = [f"1.10/crds/{name}.yaml" for name in ("a", "b", "c")]
    code, out, err = command("references", "add", *files, "--references", "elsewhere", "--write")
    assert (code, "wrote versions.yaml" in err) == (0, True), out + err
    assert out.count("- files:") == 1
    assert out.count("1.10/crds/c.yaml: 2 facts") == 1
    written = (charts / "versions.yaml").read_text("utf-8")
    assert written.count('files: "{version}/crds/*.yaml"\n        kind: crds') == 1


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("charts/no.yaml", "'charts/no.yaml': cannot read this file"),
        ("/etc/hosts.json", "is outside of the configuration's folder"),
        ("site/guide/index.mdx", "is not known as a reference; name its kind with --kind"),
        ("versions.txt", "cannot read this file"),
    ],
)
def test_what_is_no_reference_is_refused(
    file: str, says: str, charts: Path, command: Command
) -> None:
    code, _, err = command("references", "add", file)
    assert (code, says in err) == (2, True), err


def test_init_names_what_looks_like_a_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    changes = {
        "versions.yaml": None,
        "charts/web/Chart.yaml": "name: web\n",
        "charts/web/values.yaml": VALUES,
        "charts/web/templates/values.yaml": VALUES,
    }
    monkeypatch.chdir(roots.make(tmp_path, changes))
    _, out, _ = command("init", "--docs", "site")
    assert "  docs-snippets references add charts/web/values.yaml\n" in out
    assert "templates/values.yaml" not in out


def test_init_names_one_file_for_all_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    changes: dict[str, str | None] = {"versions.yaml": None}
    for version in ("1.9", "1.10", "next"):
        changes |= {f"r/{version}/{name}": VALUES for name in ("Chart.yaml", "values.yaml")}
    changes["i18n/fr/charts/Chart.yaml"] = changes["i18n/fr/charts/values.yaml"] = VALUES
    monkeypatch.chdir(roots.make(tmp_path, changes))
    _, out, _ = command("init", "--docs", "site")
    assert out.count("references add ") == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("kind: helm-value", "no kind of reference 'helm-value'; did you mean 'helm-values'?"),
        ("kind: mapping\n        mapping: {facts: 'a[?'}", "expression 'a[?' cannot be used: "),
        ("colour: red", "colour"),
    ],
)
def test_an_entry_that_cannot_be_used_is_a_mistake(
    line: str, says: str, charts: Path, command: Command
) -> None:
    (charts / "versions.yaml").write_text(f"{LISTED}        {line}\n", "utf-8")
    code, out, _ = command("trees")
    assert (code, says in out) == (2, True), out


def _lint(command: Command) -> str:
    return command("lint", "--select", "wrong-default", "--output-format", "concise")[1]


def test_a_changed_reference_is_seen_by_the_next_run(charts: Path, command: Command) -> None:
    page = "# Install\n\n`replicaCount` defaults to `2`.\n"
    (charts / "site/guide/install.mdx").write_text(page, "utf-8")
    assert _lint(command) == ""
    (charts / "charts/next/values.yaml").write_text(VALUES, "utf-8")
    assert "guide/install.mdx:3:29: error[wrong-default] '2' is not the default" in _lint(command)
    (charts / "charts/next/values.yaml").write_text(VALUES.replace("1\n", "2\n", 1), "utf-8")
    assert _lint(command) == ""


def test_a_changed_reference_reaches_the_pages_of_a_change(charts: Path, command: Command) -> None:
    page = "# Install\n\n`replicaCount` defaults to `2`.\n"
    (charts / "site/guide/install.mdx").write_text(page, "utf-8")
    repository.commit(charts)
    assert command("lint", "--changed", "--select", "wrong-default")[0] == 0
    (charts / "charts/next/values.yaml").write_text(VALUES, "utf-8")
    code, out, _ = command("lint", "--changed", "--select", "wrong-default")
    assert (code, "'2' is not the default of 'replicaCount'" in out) == (1, True), out


def test_a_changed_dependency_is_seen(charts: Path, command: Command) -> None:
    page = "# Install\n\n```bash\nhelm install web ./web --set cache.size=1\n```\n"
    (charts / "site/guide_versioned_docs/version-1.10/install.mdx").write_text(page, "utf-8")
    (charts / "charts/next/values.yaml").write_text(f"{VALUES}cache:\n  size: 1\n", "utf-8")
    options = ("lint", "--select", "parameter-not-in-version")
    assert "'cache' is not in the reference" in command(*options)[1]
    chart = charts / "charts/1.10/Chart.yaml"
    chart.write_text("dependencies:\n  - name: cache\n", "utf-8")
    assert "'cache'" not in command(*options)[1]
    chart.write_text("dependencies: []\n", "utf-8")
    assert "'cache' is not in the reference" in command(*options)[1]


def test_a_changed_reference_in_another_checkout_is_seen(
    charts: Path, command: Command, tmp_path: Path
) -> None:
    page = "# Install\n\n`replicaCount` defaults to `2`.\n"
    (charts / "site/guide/install.mdx").write_text(page, "utf-8")
    other = tmp_path / "elsewhere"
    other.mkdir()
    (charts / "charts").rename(other / "charts")
    options = ("lint", "--references", "elsewhere", "--select", "wrong-default")
    assert command(*options)[0] == 0
    (other / "charts/next/values.yaml").write_text(VALUES, "utf-8")
    assert command(*options)[0] == 1
