"""Gates: where a snippet holds, why, and every way to write one that cannot be read."""

import pytest

from docs_snippets.facts.parameter import Parameters
from docs_snippets.project.trees import Tree, parse_version
from docs_snippets.snippets.gate_parsing import GateError, parse_gate, unknown_names
from docs_snippets.snippets.gates import Gate, GateState, evaluate
from reference import read, record

WITH_0 = read(record("PageSize", Description="Big. Set to 0 to disable the pager."))
WITHOUT_0 = read(record("PageSize"))
UNREAD_0 = read(record("PageSize", Description="Setting it to 0 is not supported."))
WITHOUT_IT = read(record("Other"))


def tree(name: str) -> Tree:
    product, _, version = name.partition("/")
    return Tree(name, product, parse_version(version), product)


def parsed(value: object) -> Gate:
    gate = parse_gate(value)
    assert not isinstance(gate, GateError), gate
    return gate


def state(
    value: object, name: str = "guide/1.10", parameters: Parameters | None = WITH_0
) -> GateState:
    return evaluate(parsed(value), tree(name), parameters).state


@pytest.mark.parametrize(
    ("gate", "parameters", "expected", "reason"),
    [
        ("documents pageSize", WITH_0, "holds", "pageSize is in the reference"),
        ("documents PageSize", WITH_0, "holds", "PageSize is in the reference"),
        ("documents APP_PAGESIZE", WITH_0, "holds", "APP_PAGESIZE is in the reference"),
        ("documents pageSize", WITHOUT_IT, "fails", "pageSize is not in this tree's reference"),
        ("documents pageSize", None, "unknown", "guide/1.10 has no readable reference"),
        ("documents pageSize value 0", WITH_0, "holds",
         "the reference documents pageSize value 0"),
        ("documents pageSize value 0", WITHOUT_0, "fails",
         "the reference has pageSize and does not document 0"),
        ("documents pageSize value 0", WITHOUT_IT, "fails",
         "pageSize is not in this tree's reference"),
        ("documents pageSize value 0", UNREAD_0, "unknown",
         "a sentence that may describe pageSize value 0 cannot be read"),
        ("documents pageSize value 5", WITHOUT_0, "holds",
         "the reference documents pageSize value 5"),
        ('documents pageSize value ""', WITH_0, "fails",
         'the reference has pageSize and does not document ""'),
        ("guide", WITH_0, "holds", "guide/1.10 is guide"),
        ("guide >= 1.9", WITH_0, "holds", "guide/1.10 is guide >= 1.9"),
        ("guide >= 1.11", WITH_0, "fails", "guide/1.10 is not guide >= 1.11"),
        ("manual", WITH_0, "fails", "guide/1.10 is not manual"),
    ],
)  # fmt: skip
def test_what_a_statement_says_of_a_tree(
    gate: str, parameters: Parameters | None, expected: str, reason: str
) -> None:
    answer = evaluate(parsed(gate), tree("guide/1.10"), parameters)
    assert (answer.state, answer.reason) == (expected, reason)


def test_the_quote_that_decides() -> None:
    gate = parsed("documents pageSize value 0")
    holds = evaluate(gate, tree("guide/next"), WITH_0).quote
    assert holds is not None
    assert holds.text == "Set to 0 to disable the pager."
    fails = evaluate(gate, tree("guide/next"), WITHOUT_0).quote
    assert fails is not None
    assert fails.text == "PageSize"
    assert evaluate(gate, tree("guide/next"), WITHOUT_IT).quote is None


@pytest.mark.parametrize(
    ("range_", "versions"),
    [
        (">= 1.10", ["1.10", "1.11", "2.0", "next"]),
        ("> 1.10", ["1.11", "2.0", "next"]),
        ("< 1.10", ["1.9"]),
        ("<= 1.10", ["1.9", "1.10"]),
        ("= next", ["next"]),
        ("== 1.9", ["1.9"]),
        ("!= next", ["1.9", "1.10", "1.11", "2.0"]),
        (">= 1.10 and < 2.0", ["1.10", "1.11"]),
        (">=1.10 and !=2.0", ["1.10", "1.11", "next"]),
    ],
)
def test_ranges_order_versions_as_products_do(range_: str, versions: list[str]) -> None:
    every = ["1.9", "1.10", "1.11", "2.0", "next"]
    gate = f"guide {range_}"
    assert [one for one in every if state(gate, f"guide/{one}") is GateState.HOLDS] == versions


def test_revisions_order_too() -> None:
    assert state("guide >= 3.23-1", "guide/3.23-2") is GateState.HOLDS
    assert state("guide >= 3.23-2", "guide/3.23-1") is GateState.FAILS
    assert state("guide >= 3.23-1", "guide/3.24-1") is GateState.HOLDS


def test_a_version_without_numbers_is_not_held_against_a_range() -> None:
    from docs_snippets.project.trees import Version

    stable = Tree("guide/stable", "guide", Version((0, (), "stable", 0, 0), "stable"), "guide")
    answer = evaluate(parsed("guide >= 1.0"), stable, None)
    assert answer.state is GateState.UNKNOWN
    assert evaluate(parsed("guide"), stable, None).state is GateState.HOLDS


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        ({"requires": "documents pageSize", "applies": "guide"}, "holds"),
        ({"requires": "documents pageSize", "applies": "manual"}, "fails"),
        ({"requires": ["documents pageSize", "documents nothing"]}, "fails"),
        ({"applies": ["manual >= 7", "guide >= 1.9"]}, "holds"),
        ({"any": ["manual", "documents pageSize value 0"]}, "holds"),
        ({"all": ["guide", {"not": "documents pageSize"}]}, "fails"),
        ({"not": {"any": ["manual", "guide < 1.9"]}}, "holds"),
    ],
)
def test_combinations(gate: object, expected: str) -> None:
    assert state(gate) == expected


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        ({"any": ["guide", "documents pageSize"]}, "holds"),
        ({"any": ["manual", "documents pageSize"]}, "unknown"),
        ({"all": ["manual", "documents pageSize"]}, "fails"),
        ({"all": ["guide", "documents pageSize"]}, "unknown"),
        ({"not": "documents pageSize"}, "unknown"),
    ],
)
def test_what_is_unknown_stays_unknown_unless_the_rest_decides(gate: object, expected: str) -> None:
    assert state(gate, parameters=None) == expected


@pytest.mark.parametrize(
    ("gate", "route", "message"),
    [
        (7, (), "expected a statement or a mapping of requires, applies, all, any, not"),
        ({}, (), "expected at least one condition"),
        ({"require": "x"}, ("require",), "unknown condition 'require'; did you mean 'requires'?"),
        ({"applies": []}, ("applies",), "expected at least one statement in 'applies'"),
        ({"applies": [3.3]}, ("applies", 0),
         "expected a statement in 'applies', such as 'PRODUCT >= 1.20'"),
        ({"applies": "guide >= 1..2"}, ("applies",),
         "malformed version '1..2'; expected 'next' or numbers such as 1.20 or 1.20-2"),
        ({"applies": ["guide", "guide >= "]}, ("applies", 1),
         "cannot read 'guide >= '; expected a range such as '>= 1.20'"),
        ({"applies": "guide => 1.2"}, ("applies",),
         "cannot read 'guide => 1.2'; expected a range such as '>= 1.20'"),
        ({"applies": "guide >= 1.2 or < 1.1"}, ("applies",),
         "cannot read 'guide >= 1.2 or < 1.1'; expected a range such as '>= 1.20'"),
        ({"applies": "documents pageSize"}, ("applies",),
         "'documents pageSize' belongs under 'requires'; 'applies' takes 'PRODUCT >= 1.20'"),
        ({"requires": "guide >= 1.2"}, ("requires",),
         "'guide >= 1.2' belongs under 'applies'; 'requires' takes 'documents NAME value 0'"),
        ({"requires": "documents"}, ("requires",),
         "cannot read 'documents'; expected 'documents NAME' or 'documents NAME value V'"),
        ({"requires": "documents a 0"}, ("requires",),
         "cannot read 'documents a 0'; expected 'documents NAME' or 'documents NAME value V'"),
        ({"any": [{"not": "??"}]}, ("any", 0, "not"),
         "cannot read '??'; expected 'documents NAME' or 'PRODUCT >= 1.20'"),
    ],
)  # fmt: skip
def test_a_gate_that_cannot_be_read_is_an_error_with_a_place(
    gate: object, route: tuple[str | int, ...], message: str
) -> None:
    assert parse_gate(gate) == GateError(route, message)


def test_unknown_names_are_errors_and_never_no() -> None:
    gate = parsed({"applies": ["guied >= 1.0"], "not": "documents pageSise"})
    assert list(unknown_names(gate, ["guide", "manual"], (WITH_0,))) == [
        GateError(("applies", 0), "unknown product 'guied'; did you mean 'guide'?"),
        GateError(
            ("not",), "no tree's reference has a parameter 'pageSise'; did you mean 'pageSize'?"
        ),
    ]
    assert list(unknown_names(parsed("documents other"), ["guide"], (WITH_0, WITHOUT_IT))) == []
    assert list(unknown_names(parsed("documents other"), ["guide"], ())) == []


@pytest.mark.parametrize(
    ("gate", "text"),
    [
        ("guide >= 1.0 and < 2.0", "guide >= 1.0 and < 2.0"),
        ({"requires": "documents a value ''", "applies": ["g", "m"]},
         "documents a value '' and (g or m)"),
        ({"not": 'documents a value ""'}, 'not (documents a value "")'),
    ],
)  # fmt: skip
def test_a_gate_reads_as_it_is_written(gate: object, text: str) -> None:
    assert str(parsed(gate)) == text
