"""The manual of the snippet language: its examples run, and its tables are complete.

`docs/snippets.md` is one session in a small docs root, from top to bottom; the files of its last
section are there from the start. In it,

- a fence with a `title` is a file, which is written;
- a `console` fence holds commands behind `$`, and below each what it prints, where a line `…`
  stands for any number of lines. `pytest --update` writes what a command prints now, where that is
  something else;
- tables of gates, templates, values and messages have one example in each row.
"""

import json
import re
from pathlib import Path

import pytest

import cases
from console_session import FENCE, Session, play
from docs_snippets.snippets import context, template_check, template_syntax, templates
from docs_snippets.snippets.checksum import checksum
from docs_snippets.snippets.gate_parsing import KEYS
from docs_snippets.snippets.gates import GateState
from docs_snippets.snippets.placement_findings import RULES
from docs_snippets.snippets.states import PlacementState

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "snippets.md"
TEXT = MANUAL.read_text("utf-8")
SITE_SECTION = "\n## The example site\n"


@pytest.fixture
def example(tmp_path: Path) -> Session:
    """The example site, committed."""
    session = Session(tmp_path)
    cases.git(tmp_path, "init", "-q", "-b", "main")
    play(TEXT.partition(SITE_SECTION)[2], session)
    cases.git(tmp_path, "add", "-A")
    cases.git(tmp_path, "commit", "-q", "-m", "the example site")
    return session


@pytest.fixture
def first(example: Session) -> Session:
    """The example site with the first snippet, rendered."""
    play(section("Your first snippet"), example, update=True)
    return example


def section(title: str) -> str:
    """What stands below a heading; headings in fences are text."""
    shown = FENCE.sub(lambda fence: re.sub("^#", "-", fence[0], flags=re.M), TEXT)
    start = shown.index(f"\n## {title}\n") + len(f"\n## {title}\n")
    end = shown.find("\n## ", start)
    return TEXT[start : end if end >= 0 else None]


def rows(title: str, first_cell: str) -> list[list[str]]:
    """The rows of the table in a section whose head begins with a cell."""
    lines = section(title).partition(f"\n| {first_cell} |")[2].splitlines()[2:]
    table = lines[: next((n for n, line in enumerate(lines) if not line.startswith("|")), None)]
    return [[cell.strip() for cell in re.split(r"(?<!\\) ?\| ", f"{row} ")[1:-1]] for row in table]


def code(cell: str) -> str:
    """The code that a cell holds."""
    found = re.fullmatch(r"(`+) ?(.*?) ?\1", cell)
    assert found, cell
    return found[2]


def names(cells: list[list[str]]) -> list[str]:
    return [code(row[0]) for row in cells]


def test_the_examples_run_and_print_what_is_shown(example: Session, updating: bool) -> None:
    before, heading, after = TEXT.partition(SITE_SECTION)
    written = play(before, example, update=updating)
    if updating:
        MANUAL.write_text(written + heading + after, "utf-8")


def define(session: Session, gate: str, template: str) -> None:
    session.write("templates/try.mdx", f"{template}\n")
    session.write(
        "snippets/try.yaml",
        f"subjects: [x]\ngate: {gate}\ncandidates: [10356]\nplacements:\n"
        "  - { id: a, page: setup.mdx, in: { heading: Tune it }, at: end, template: try.mdx }\n",
    )


TREES = ("guide/next", "guide/1.10", "guide/1.9")


def test_every_gate_applies_where_the_table_says(first: Session) -> None:
    for cell, trees in rows("Gates", "gate"):
        gate = code(cell)
        define(first, gate if gate.startswith("{") else f"'{gate}'", "Text.")
        shown = first.run("docs-snippets show try")
        assert [each for each in TREES if f"== {each}:" in shown] == trees.split(", "), gate


def rendered(session: Session, template: str, tree: str) -> str:
    define(session, "guide", template)
    return session.run(f"docs-snippets show try --tree {tree}").rstrip("\n")


def test_every_statement_gives_the_text_of_the_table(first: Session) -> None:
    for template, newest, oldest in rows("Templates", "template"):
        for tree, wanted in (("guide/next", newest), ("guide/1.9", oldest)):
            assert rendered(first, code(template), tree) == code(wanted)


@pytest.mark.parametrize("kind", ["value", "function"])
def test_every_value_is_that_of_the_table(first: Session, kind: str) -> None:
    for expression, _, wanted in rows("Templates", kind):
        text = rendered(first, f"Is <%= {code(expression)} %>", "guide/next")
        assert not wanted or text == f"Is {code(wanted)}"


def test_every_refusal_has_the_message_of_the_table(first: Session) -> None:
    table = section("Templates").partition("| template | message |")[2]
    found = re.findall(r"^\| `(.*)` \| (.*) \|$", table, re.M)
    assert len(found) > 5
    for template, message in found:
        define(first, "guide", template)
        printed = first.run("docs-snippets show try")
        assert f"error[invalid-snippet] {message}" in printed, printed


def test_the_filter_gives_what_is_shown(first: Session) -> None:
    found = re.search(r"`(<%= [^`]*\| [^`]*)` gives `(\w+)`", TEXT)
    assert found
    assert rendered(first, found[1], "guide/next") == found[2]


def test_every_key_of_a_definition_is_described() -> None:
    schema = ROOT / "tools" / "docs_snippets" / "schemas" / "snippet.schema.json"
    loaded = json.loads(schema.read_text("utf-8"))
    tables = section("The definition file").split("Each placement has these keys:")
    keys = [re.findall(r"^\| `(\w+)` \|", table, re.M) for table in tables]
    assert keys[0] == list(loaded["properties"])
    assert sorted(keys[1]) == sorted(loaded["$defs"]["placement"]["properties"])
    replaces = loaded["$defs"]["placement"]["properties"]["replaces"]["properties"]
    found = re.findall(r"^\| `\{ (\w+): [A-Z]+ \}` \|", section("Adopting hand-written text"), re.M)
    assert found == list(replaces)


def test_every_word_of_the_language_is_described() -> None:
    templates_section = section("Templates")
    values = {name.partition(".")[0] for name in names(rows("Templates", "value"))}
    assert values == set(context._VALUES)
    functions = {name.partition("(")[0] for name in names(rows("Templates", "function"))}
    assert functions == set(context._ARGUMENTS)
    for words in (template_check.FILTERS, template_syntax.TAGS):
        *most, last = (f"`{word}`" for word in words)
        assert f"{', '.join(most)} and {last}" in templates_section
    assert f"{templates.OUTPUT_LIMIT:,}" in templates_section
    assert f"{templates.TURN_LIMIT:,}" in templates_section
    assert all(f"`{key}`" in section("Gates") for key in KEYS)
    assert names(rows("Gates", "answer")) == [each.value for each in GateState]


def test_every_state_is_described_with_its_finding() -> None:
    table = rows("What `render` reports", "state")
    assert {code(row[0]): row[3].strip("`") for row in table} == {
        each.value: RULES.get(each, "") for each in PlacementState
    }


def test_every_region_that_is_shown_has_the_checksum_of_its_text() -> None:
    regions = re.findall(
        r"^\{/\* BEGIN .*\n\n((?:.*\n)+?)\n\{/\* END docs-snippets \S+ \(sum: (\w+)\)", TEXT, re.M
    )
    assert len(regions) > 5
    assert [checksum(text.rstrip("\n")) for text, _ in regions] == [total for _, total in regions]


def test_links_lead_to_headings_and_files() -> None:
    ids = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", FENCE.sub("", TEXT), re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", FENCE.sub("", TEXT)):
        path, _, fragment = target.partition("#")
        assert not path or (MANUAL.parent / path).is_file(), target
        assert path or fragment in ids, target
