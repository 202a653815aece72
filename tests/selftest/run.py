"""Plants known mistakes into copies of real pages, one at a time, and counts what is found.

The docs are cut into shares, which are planted on one by one; the same seed gives the same plants,
however many processes there are.
"""

import tempfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import NamedTuple

from selftest import mistakes
from selftest.field import Field, Outcome, prepared
from selftest.ground import Mistake

SHARES = 8
A_PAGE = 4

Progress = Callable[[int, int], None]


class Order(NamedTuple):
    """What is to be done: in which docs, by which seed, how many of each kind, which kinds."""

    docs: Path
    seed: str
    each: int
    only: str = ""

    @property
    def kinds(self) -> tuple[Mistake, ...]:
        """The kinds of mistakes wanted."""
        return tuple(one for one in mistakes.every() if self.only in one.name)


def run(order: Order, jobs: int, progress: Progress = lambda *_: None) -> list[Outcome]:
    """Plants and harvests everything, kind by kind."""
    done: list[list[Outcome]] = []
    with tempfile.TemporaryDirectory() as room, ProcessPoolExecutor(jobs) as pool:
        for outcomes in pool.map(partial(_share, order, room), range(SHARES)):
            done.append(outcomes)
            progress(len(done), SHARES)
    rank = {kind.name: number for number, kind in enumerate(order.kinds)}
    return sorted(chain(*done), key=lambda one: (rank[one.mistake], one.path))


@cache
def _field(docs: Path, room: str) -> Field:
    """A copy of the docs for each process."""
    return prepared(docs, Path(tempfile.mkdtemp(dir=room)) / "docs")


def _share(order: Order, room: str, number: int) -> list[Outcome]:
    field = _field(order.docs, room)
    wanted = order.each // SHARES + (number < order.each % SHARES)
    return list(planted(field, order, _paths(field, order, number), wanted))


def _paths(field: Field, order: Order, number: int) -> list[str]:
    """The pages of a share, from every tree in turn; copies of a page belong to one share."""
    by_tree: dict[str, list[str]] = defaultdict(list)
    for path in field.docs.pages.paths():
        tree = field.docs.pages.tree_of(path)
        here = field.docs.pages.path_in_tree(path)
        if zlib.crc32(here.encode()) % SHARES == number and path in field.lore.live:
            by_tree[tree.name if tree else ""].append(path)
    rng = Random(f"{order.seed} {number}")
    for paths in by_tree.values():
        rng.shuffle(paths)
    return [path for row in zip_longest(*by_tree.values()) for path in row if path]


def planted(field: Field, order: Order, paths: Sequence[str], wanted: int) -> Iterator[Outcome]:
    """Plants until there are enough of each kind; a kind goes to each page's copies once."""
    counts = dict.fromkeys(order.kinds, 0)
    seen: set[tuple[str, str]] = set()
    for path in paths:
        hungry = sorted((kind for kind in counts if counts[kind] < wanted), key=counts.__getitem__)
        text, here = field.lore.texts.get(path, ""), field.docs.pages.path_in_tree(path)
        fitting = [
            kind for kind in hungry if kind.hint.search(text) and (kind.name, here) not in seen
        ]
        taken = 0
        for kind in fitting:
            ground = field.ground(path, Random(f"{order.seed} {kind.name} {path}"))
            outcome = field.sown(kind, ground) if ground and taken < A_PAGE else None
            if outcome:
                taken += 1
                counts[kind] += 1
                seen.add((kind.name, here))
                yield outcome
