"""The selftest: mistakes are planted as announced, found, and reported."""

from pathlib import Path
from random import Random

import pytest

from docs_snippets.core.source import apply_edits
from selftest import mistakes, report
from selftest.field import Field, Outcome, prepared
from selftest.run import Order, planted

DOCS = Path(__file__).parents[1] / "examples/docs"
PAGE = "calico/operations/ebpf/enabling-ebpf.mdx"


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Field:
    """A copy of the example docs."""
    return prepared(DOCS, tmp_path_factory.mktemp("selftest") / "docs")


def harvest(field: Field, name: str, *paths: str) -> list[Outcome]:
    """What becomes of one kind of mistake on some pages."""
    return list(planted(field, Order(DOCS, "1", 1, name), paths, 1))


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("parameter misspelled where it is set", "unknown-parameter"),
        ("brace lost at the end of a patch", "malformed-patch"),
        ("end of a fence lost", "unclosed-fence"),
    ],
)
def test_a_mistake_is_found_and_the_page_is_as_before(field: Field, name: str, rule: str) -> None:
    before = (field.docs.root / PAGE).read_bytes()
    (outcome,) = harvest(field, name, PAGE)
    assert (outcome.path, outcome.by, outcome.others) == (PAGE, (rule,), ())
    assert outcome.before != outcome.after
    assert (field.docs.root / PAGE).read_bytes() == before


def test_the_same_seed_plants_the_same(field: Field) -> None:
    (kind,) = (one for one in mistakes.every() if one.name == "little word twice")
    texts = set()
    for _ in range(2):
        ground = field.ground(PAGE, Random("7"))
        assert ground
        plant = next(kind.sow(ground))
        texts.add(apply_edits(ground.text, [plant.edit]))
    assert len(texts) == 1


def test_every_kind_is_told_by_its_name_and_may_be_found() -> None:
    every = mistakes.every()
    assert len({kind.name for kind in every}) == len(every) > 60
    assert all(kind.by and kind.sow.__doc__ for kind in every)


def test_the_report_says_what_was_missed_and_what_else_was_said() -> None:
    found = Outcome("tag lost", "a.mdx", 3, "<b>", "", ("broken-mdx",), ())
    beside = found._replace(others=("a.mdx:9: split-list: a list split in two",))
    missed = found._replace(by=())
    assert report.passed([found] * 19 + [missed])
    assert not report.passed([found] * 18 + [missed])
    assert not report.passed([*[found] * 19, beside])
    lines = list(report.lines((), [found, beside, missed]))
    assert lines[0] == "other findings: tag lost, a.mdx:3"
    assert "NOT FOUND: tag lost, a.mdx:3" in lines
    assert lines[-1] == ("1 kinds of mistakes, 3 planted, 2 found (66.7 %), 1 with other findings")
