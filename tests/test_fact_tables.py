"""Snippets about facts of listed references: gates on them, and tables made of them."""

import re
from pathlib import Path

import pytest

import repository
import roots
from conftest import Command
from docs_snippets.core.source import Source
from docs_snippets.data.validation import validated
from docs_snippets.facts.readers import readers
from docs_snippets.snippets.fact_tables import COLUMNS

VALUES = """\
# -- How many pods run
replicaCount: {replicas}
server:
  # -- The port | of <the> server
  port: 8080
{more}"""
LISTED = f"""\
{roots.PRODUCT}    references:
      - files: charts/{{version}}/values.yaml
        of: web
      - files: cli/{{version}}.md
        kind: command-help
"""
HELP = """\
## tool run

### Options

```
  -f, --file string   The file (default "main.yaml")
{more}```
"""
TREES = {
    "next": "guide",
    "1.10": "guide_versioned_docs/version-1.10",
    "1.9": "guide_versioned_docs/version-1.9",
}
PAGE = "# Install\n\n## Values\n\nThese are the values.\n\n## Next\n\nDone.\n"
DEFINITION = """\
subjects: [replicaCount]
gate:
  requires: {gate}
table:
{table}
placements:
  - id: values
    page: install.mdx
    in: {{ heading: Values }}
    at: end
    template: values.mdx
    replaces: {{ blocks: replicaCount }}
"""
TABLE = "  of: web\n  columns: { Value: name, Default: default, Description: description }"


def files(
    gate: str = "documents replicaCount", table: str = TABLE, page: str = PAGE
) -> roots.Files:
    return {
        "versions.yaml": LISTED,
        "snippets/values.yaml": DEFINITION.format(gate=gate, table=table),
        "templates/values.mdx": "<%= table %>\n",
        "charts/next/values.yaml": VALUES.format(replicas=2, more="  host: ''\n"),
        "charts/1.10/values.yaml": VALUES.format(replicas=1, more=""),
        "charts/1.9/values.yaml": VALUES.format(replicas=1, more="").replace(
            "replicaCount", "pods"
        ),
        "cli/next.md": HELP.format(more="      --dry-run     Only say it\n"),
        "cli/1.10.md": HELP.format(more=""),
        "cli/1.9.md": HELP.format(more=""),
        **{f"site/{folder}/install.mdx": page for folder in TREES.values()},
    }


def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: roots.Files) -> Path:
    monkeypatch.chdir(roots.make(tmp_path, changes))
    return tmp_path


def region(root: Path, tree: str) -> str:
    text = (root / f"site/{TREES[tree]}/install.mdx").read_text("utf-8")
    return text.partition("*/}\n\n")[2].partition("\n\n{/* END")[0]


def test_a_table_is_rendered_made_stale_by_its_reference_and_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    root = make(tmp_path, monkeypatch, files())
    assert command("render")[0] == 0
    assert region(root, "1.10") == (
        "| Value | Default | Description |\n"
        "| --- | --- | --- |\n"
        "| `replicaCount` | `1` | How many pods run |\n"
        "| `server.port` | `8080` | The port \\| of \\<the> server |"
    )
    assert "| `replicaCount` | `2` | How many pods run |" in region(root, "next")
    assert "BEGIN" not in (root / f"site/{TREES['1.9']}/install.mdx").read_text("utf-8")
    assert command("render", "--check")[0] == 0
    reference = root / "charts/1.10/values.yaml"
    reference.write_text(VALUES.format(replicas=3, more=""), "utf-8")
    code, out, _ = command("lint", "--select", "stale-snippet")
    assert (code, out.count("stale-snippet")) == (1, 1)
    assert "guide_versioned_docs/version-1.10/install.mdx" in out
    assert command("render")[0] == 0
    assert "| `replicaCount` | `3` | How many pods run |" in region(root, "1.10")
    assert command("lint", "--select", "stale-snippet")[0] == 0


def test_a_matrix_says_which_version_has_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    table = "  kind: flag\n  columns: [name, type, versions]"
    root = make(tmp_path, monkeypatch, files("documents server.port", table))
    assert command("render")[0] == 0
    assert region(root, "1.9") == (
        "| Name | Type | next | 1.10 | 1.9 |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| `--file`, `-f` | string | ✓ | ✓ | ✓ |\n"
        "| `--dry-run` | boolean | ✓ | – | – |"
    )
    assert command("lint", "--select", "parameter-not-in-version")[0] == 0


@pytest.mark.parametrize(
    ("gate", "trees"),
    [
        ("documents replicaCount", {"next", "1.10"}),
        ("default replicaCount 2", {"next"}),
        ("documents --dry-run", {"next"}),
        ("documents web:server.host", {"next"}),
        ("documents tool run --file", set()),
    ],
)
def test_gates_ask_listed_references(
    gate: str,
    trees: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Command,
) -> None:
    root = make(tmp_path, monkeypatch, files(gate))
    code, out, _ = command("render")
    if trees:
        assert code == 0, out
        assert {tree for tree in TREES if region(root, tree)} == trees
    else:
        assert (code, "cannot read" in out) == (2, True)


def test_a_table_by_hand_is_adopted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    by_hand = (
        "| Value | Default |\n|---|---|\n| `replicaCount` | `1` |\n| `server.port` | `8080` |\n"
    )
    page = PAGE.replace("## Next", f"{by_hand}\n## Next")
    root = make(tmp_path, monkeypatch, files(page=page))
    repository.commit(root)
    code, out, err = command("render", "--adopt", "--tree", "guide/1.10", "--accept-loss")
    assert code == 0, out + err
    text = (root / f"site/{TREES['1.10']}/install.mdx").read_text("utf-8")
    assert by_hand not in text
    assert "| `server.port` | `8080` | The port" in text


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("  columns: [name, colour]", "expected one of"),
        ("  names: ['[']\n  columns: [name]", "pattern '[' cannot be used"),
        ("  of: other\n  columns: [name]", "no reference of this tree has facts for the table"),
    ],
)
def test_a_table_that_cannot_be_made_says_why(
    table: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    make(tmp_path, monkeypatch, files(table=table))
    _, out, err = command("render")
    assert says in out + err


def test_impact_tells_what_a_changed_reference_affects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    root = make(tmp_path, monkeypatch, files())
    command("render")
    repository.commit(root)
    (root / "charts/1.10/values.yaml").write_text(VALUES.format(replicas=3, more=""), "utf-8")
    code, out, _ = command("impact")
    assert code == 0
    assert "replicaCount\n  another default: guide/1.10\n" in out
    assert "values/values in guide/1.10: current, now stale" in out


MANUAL = Path(__file__).parents[1] / "docs/references.md"


def test_the_examples_of_the_manual_are_valid() -> None:
    found = re.findall(r"^```yaml(?: (\S+))?\n(.*?)^```$", MANUAL.read_text("utf-8"), re.M | re.S)
    assert len(found) > 3
    for path, text in found:
        schema = "snippet" if path.startswith("snippets/") else "versions"
        _, problems = validated(Source(path or "versions.yaml", text), schema, "invalid-config")
        assert not problems, problems


def test_the_manual_names_every_kind_and_column() -> None:
    text = MANUAL.read_text("utf-8")
    assert all(f"| `{kind}` |" in text for kind in readers())
    assert all(f"`{column}`" in text for column in COLUMNS)


def test_the_example_of_the_manual_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    text = MANUAL.read_text("utf-8")
    versions = text.partition("```yaml versions.yaml\n")[2].partition("```")[0]
    snippet = text.partition("```yaml snippets/values.yaml\n")[2].partition("```")[0]
    changes = {
        "versions.yaml": versions,
        "versions.json": '["1.2"]\n',
        "snippets/values.yaml": snippet,
        "templates/values.mdx": "<%= table %>\n",
        "charts/1.2/values.yaml": VALUES.format(replicas=1, more=""),
        "docs/install.mdx": PAGE,
        "versioned_docs/version-1.2/install.mdx": PAGE,
        "versioned_docs/version-1.2/cli/tool_run.md": HELP.format(more=""),
        "crds/1.2/thing.yaml": "kind: CustomResourceDefinition\nspec:\n  group: example.org\n"
        "  names: {kind: Thing}\n  versions: [{name: v1, schema: {openAPIV3Schema: "
        "{properties: {spec: {properties: {size: {type: integer}}}}}}}]\n",
    }
    root = make(tmp_path, monkeypatch, changes)
    command("render")
    page = (root / "versioned_docs/version-1.2/install.mdx").read_text("utf-8")
    assert "| `replicaCount` | `1` | How many pods run |\n| `server.port` | `8080`" in page
    for name in ("replicaCount", "spec.size", "--file"):
        assert command("param", name, "--tree", "web/1.2")[0] == 0
