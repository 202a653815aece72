"""Installs what is published on a machine with Python alone, and runs it: `fresh_machine.py DIST`.

DIST holds a wheel and a source distribution. Each is installed into an environment of its own with
`--python` (again for each interpreter), or, with `--root`, in a root of a file system, such as one
that debootstrap made, with the Python that is there. Prints the seconds of each step, and the time
from the start of the installation to the first finding.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PROGRAM = "venv/bin/docs-snippets"
INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize"}
SERVER: dict[str, object] = {"processId": None, "rootUri": None, "capabilities": {}}


class Machine(NamedTuple):
    """A Python interpreter, and the root of the file system that it is in."""

    python: str
    root: Path = Path("/")

    def run(self, folder: Path, *command: str, said: str = "", code: int = 0) -> str:
        """What a command prints in a folder of the machine; SystemExit at another exit code."""
        inside = Path("/") / folder.relative_to(self.root)
        line = ["sh", "-c", 'cd "$0" && exec "$@"', str(inside), *command]
        if self.root != Path("/"):
            line = ["chroot", str(self.root), *line]
        done = subprocess.run(line, input=said, capture_output=True, text=True, check=False)
        if done.returncode != code:
            raise SystemExit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr


class Step(NamedTuple):
    """What was done, and the seconds that it took."""

    name: str
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when everything runs on every machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--root", action="append", default=[], type=Path)
    given = parser.parse_args(arguments)
    machines = [Machine(str(Path.cwd() / (shutil.which(each) or each))) for each in given.python]
    machines += [Machine("/usr/bin/python3", each.resolve()) for each in given.root]
    for machine in machines or [Machine(sys.executable)]:
        for archive in (*given.dist.glob("*.whl"), *given.dist.glob("*.tar.gz")):
            _show(machine, archive)
    return 0


def _show(machine: Machine, archive: Path) -> None:
    steps = tried(machine, archive)
    about = machine.run(machine.root, machine.python, "--version").strip()
    where = "" if machine.root == Path("/") else f" in {machine.root.name}"
    kind = "wheel" if archive.suffix == ".whl" else "sdist"
    found = next(n for n, step in enumerate(steps) if step.name == "lint")
    total = sum(step.seconds for step in steps[: found + 1])
    listed = ", ".join(f"{step.name} {step.seconds:.1f} s" for step in steps)
    told = f"{about}{where}, {kind}: first finding after {total:.0f} s ({listed})\n"
    sys.stdout.write(told)
    sys.stdout.flush()


def tried(machine: Machine, archive: Path) -> list[Step]:
    """Each step on a machine, in a folder that is removed afterwards."""
    base = machine.root / "tmp" if machine.root != Path("/") else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        here = Path(folder)
        shutil.copytree(ROOT / "examples", here / "examples")
        for name in ("snippets", "templates", "versions.yaml", "constraints.txt"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, here / name)
        shutil.copy(archive, here)
        return [*_steps(machine, here, archive.name)]


def _steps(machine: Machine, here: Path, archive: str) -> Iterator[Step]:
    begun = time.monotonic()

    def step(name: str) -> Step:
        nonlocal begun
        before, begun = begun, time.monotonic()
        return Step(name, begun - before)

    machine.run(here, machine.python, "-m", "venv", "venv")
    yield step("environment")
    pip = ("venv/bin/python", "-m", "pip", "-q", "--disable-pip-version-check", "install")
    machine.run(here, *pip, "-c", "constraints.txt", f"./{archive}[server]")
    yield step("install")
    assert machine.run(here, PROGRAM, "--version").startswith("docs-snippets ")
    yield step("version")
    beacon = here / "examples/beacon"
    assert "docs/next@de" in machine.run(beacon, f"../../{PROGRAM}", "init")
    yield step("init")
    page = beacon / "docs/alerts.md"
    page.write_text(page.read_text("utf-8").replace("## Group alerts", "## Groups"), "utf-8")
    told = machine.run(beacon, f"../../{PROGRAM}", "lint", "--no-cache", code=1)
    assert "missing-anchor" in told
    yield step("lint")
    assert "27 current" in machine.run(here, PROGRAM, "render", "--check")
    yield step("render")
    asked = json.dumps({**INITIALIZE, "params": SERVER})
    said = f"Content-Length: {len(asked)}\r\n\r\n{asked}"
    assert "capabilities" in machine.run(here, PROGRAM, "server", said=said)
    yield step("server")


if __name__ == "__main__":
    sys.exit(main())
