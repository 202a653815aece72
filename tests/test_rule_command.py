"""`docs-snippets rule`: the manual of the rules, for people and for programs."""

import json

import pytest

from conftest import Command
from docs_snippets.linting import manual

NAMES = list(manual.manual_pages())


def test_a_page_ends_with_the_comment_that_ignores_a_finding(command: Command) -> None:
    code, out, err = command("rule", "repeated-word")
    assert (code, err) == (0, "")
    assert out.startswith("# repeated-word (warning)\n\nThe same word occurs twice in a row.\n")
    assert out.endswith("```mdx\n{/* docs-snippets-ignore repeated-word: REASON */}\n```\n")


@pytest.mark.parametrize("name", ["stale-snippet", "relaxed-check"])
def test_what_no_comment_can_ignore_does_not_offer_one(command: Command, name: str) -> None:
    assert "docs-snippets-ignore" not in command("rule", name)[1].rpartition("## When")[2]


def test_all_rules_are_listed_with_severity_and_summary(command: Command) -> None:
    lines = command("rule")[1].splitlines()
    assert [line.split()[0] for line in lines] == NAMES
    assert any(
        line.split(maxsplit=2)
        == ["repeated-word", "warning", "The same word occurs twice in a row."]
        for line in lines
    )


def test_a_rule_in_json(command: Command) -> None:
    code, out, err = command("rule", "repeated-word", "--output-format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found == {
        "name": "repeated-word",
        "severity": "warning",
        "summary": "The same word occurs twice in a row.",
        "reads": "text",
        "doc": manual.manual_pages()["repeated-word"].doc,
    }


def test_all_rules_in_json(command: Command) -> None:
    code, out, err = command("rule", "--output-format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert [each["name"] for each in found] == NAMES
    assert {each["severity"] for each in found} == {"error", "warning", "info"}
    reads = {each["name"]: each["reads"] for each in found}
    assert reads["broken-link"] == "site"
    assert reads["sibling-drift"] == "siblings"
    assert reads["forgotten-tree"] == "change"
    assert reads["invalid-config"] is None
    assert all(each["summary"] in " ".join(each["doc"].split()) for each in found)


def test_an_unknown_rule_in_json_is_the_same_error(command: Command) -> None:
    code, out, err = command("rule", "repeated-words", "--output-format", "json")
    assert (code, out) == (2, "")
    assert err == ("docs-snippets rule: no rule 'repeated-words'; did you mean 'repeated-word'?\n")
