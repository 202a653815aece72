"""A sample of what `make fuzz` does with whole runs, and what it found."""

import random
from collections.abc import Iterator

import pytest

from fuzz import commands, kept, program
from fuzz.targets import TARGETS

INPUTS = 12
LENGTH = 60


@pytest.fixture(autouse=True, scope="module")
def _prepared() -> Iterator[None]:
    with program.prepared():
        yield


@pytest.mark.parametrize("target", commands.COMMANDS)
def test_every_command_keeps_its_word_on_any_docs(target: str) -> None:
    chance = random.Random(target)
    for _ in range(INPUTS):
        data = chance.randbytes(LENGTH)
        try:
            TARGETS[target](data)
        except Exception as error:
            raise AssertionError(f"{target} {data!r}") from error


@pytest.mark.parametrize(("target", "data"), kept.CASES.values(), ids=kept.CASES)
def test_what_the_fuzzer_found_stays_mended(target: str, data: bytes) -> None:
    TARGETS[target](data)
