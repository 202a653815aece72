"""Fuzzes every target in turn: `make fuzz`.

A number of inputs, or a time, is shared out among the targets. What is found goes to `build/fuzz`:
inputs that reach new code, from which the next session starts, and inputs that break a promise,
each with its seed and what it raised, to be kept in `kept.py` once mended.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fuzz.commands import COMMANDS
from fuzz.program import FOLDER, in_memory
from fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "build" / "fuzz"
LONGEST = 2048
SLOWEST = 120
SHARES: Mapping[str, int] = {
    "page": 12,
    "markdown": 10,
    "facts": 8,
    "shell": 12,
    "manifests": 12,
    "front_matter": 120,
    "configuration": 15,
    "javascript": 100,
    "parameters": 330,
    "gates": 350,
}
"""How many of about 1,000 inputs a target that reads one text gets, as fast as it is."""

SHARE_OF_COMMANDS = 1
"""How many each target gets that runs commands, which takes 20 to 150 ms."""


class Session(NamedTuple):
    """What is asked for: inputs in all, or seconds in all where there are none; and the seed."""

    runs: int
    seconds: int
    seed: int


class Outcome(NamedTuple):
    """What came of one target: inputs, kinds of breaches, seconds, whether it went to its end."""

    inputs: int
    broken: int
    seconds: float
    ended: bool


def share(target: str, targets: Sequence[str]) -> float:
    """The part of all inputs that one of some targets gets."""
    shares = {name: SHARES.get(name, SHARE_OF_COMMANDS) for name in targets}
    return shares[target] / sum(shares.values())


def fuzz(target: str, session: Session, targets: Sequence[str]) -> Outcome:
    """Fuzzes one of the targets, which share what there is, and tells what came of it."""
    broken = FOUND / "broken" / target
    shutil.rmtree(broken, ignore_errors=True)
    limit = (
        f"-runs={max(1, round(session.runs * share(target, targets)))}"
        if session.runs
        else f"-max_total_time={max(1, session.seconds // len(targets))}"
    )
    command = [
        *(sys.executable, str(Path(__file__).with_name("run.py")), target),
        *(str(FOUND / "inputs" / target), str(session.seed), limit, f"-artifact_prefix={FOUND}/"),
        *(f"-max_len={256 if target in COMMANDS else LONGEST}", f"-timeout={SLOWEST}"),
        "-print_final_stats=1",
    ]
    started = time.monotonic()
    log = FOUND / f"{target}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    # libFuzzer ends the process before it could tidy up.
    with TemporaryDirectory(dir=in_memory()) as folder, log.open("w", encoding="utf-8") as stream:
        environment = {**os.environ, FOLDER: folder}
        done = subprocess.run(command, cwd=ROOT, stdout=stream, stderr=stream, env=environment)
    said = log.read_text("utf-8", "replace")
    executed = re.search(r"stat::number_of_executed_units: *(\d+)", said)
    kinds = re.findall(r"^BREACH (\S+) (.*)", said, re.MULTILINE)
    inputs = int(executed[1]) if executed else 0
    for name, words in kinds:
        sys.stdout.write(f"  {broken.relative_to(ROOT) / name}: {words}\n")
    if done.returncode:
        sys.stdout.write(f"  ended with {done.returncode}; see {log.relative_to(ROOT)}\n")
    return Outcome(inputs, len(kinds), time.monotonic() - started, done.returncode == 0)


def main() -> int:
    """Fuzzes the targets named, else all; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=0, help="inputs in all")
    parser.add_argument("--seconds", type=int, default=600, help="time in all, without --runs")
    parser.add_argument("--seed", type=int, default=0, help="any number: another one each time")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []])
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1, 2**31)
    session = Session(options.runs, options.seconds, seed)
    sys.stdout.write(f"seed {seed}\n")
    total = broken = 0
    for target in (names := options.targets or tuple(TARGETS)):
        found = fuzz(target, session, names)
        total, broken = total + found.inputs, broken + found.broken + (not found.ended)
        words = f"{found.broken} kinds broken" if found.broken else ""
        sys.stdout.write(f"{target:24}{found.inputs:10,} inputs{found.seconds:8.0f} s  {words}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{'in all':24}{total:10,} inputs\n")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
