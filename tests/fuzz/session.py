"""Fuzzes every target in turn: `make fuzz`, or `python tests/fuzz/session.py SECONDS [TARGET…]`.

The time is shared out evenly. What is found goes to `build/fuzz`: inputs that reach new code, from
which the next session starts, and inputs that break a promise, to be kept in `kept.py` once mended.
"""

import re
import subprocess
import sys
from pathlib import Path

from fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "build" / "fuzz"
LONGEST = 4096
SLOWEST = 60


def fuzz(target: str, seconds: int) -> bool:
    """Fuzzes one target, tells what came of it, and answers whether nothing broke."""
    broken = FOUND / "broken" / target
    broken.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, str(Path(__file__).with_name("run.py")), target),
        *(str(FOUND / "inputs" / target), f"-artifact_prefix={broken}/"),
        *(f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}"),
        "-print_final_stats=1",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    executed = re.search(r"stat::number_of_executed_units: *(\d+)", done.stderr)
    count = int(executed[1]) if executed else 0
    sys.stdout.write(f"{target}: {count} inputs\n")
    sys.stdout.flush()
    if done.returncode == 0 and count:
        return True
    log = FOUND / f"{target}.log"
    log.write_text(done.stdout + done.stderr, "utf-8")
    kept = re.findall(r"Test unit written to (\S+)", done.stderr)
    sys.stdout.write(f"  BROKEN: {', '.join(kept) or 'no input kept'}; see {log}\n")
    return False


def main(seconds: int, *targets: str) -> int:
    """Fuzzes the targets named, else all; 1 where something broke."""
    names = targets or tuple(TARGETS)
    sound = [fuzz(target, max(1, seconds // len(names))) for target in names]
    return int(not all(sound))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
