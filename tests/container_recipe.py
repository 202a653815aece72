"""Follows Containerfile without a container engine: `container_recipe.py ROOT`.

ROOT is the root of a file system with the files of the image that the recipe starts from, such as
one that debootstrap made. Both stages run in it, by chroot; then the program that the image would
run checks the example site, as the user that the image would run it as.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[1]
_INSTRUCTION = re.compile(r"^(?P<name>[A-Z]+) (?P<rest>.*)$", re.MULTILINE)


def main(root: Path) -> int:
    """The exit code of the program in the image: 0 where the example site has no finding."""
    user, program = "root", ""
    for name, rest in instructions():
        sys.stdout.write(f"{name} {rest}\n")
        sys.stdout.flush()
        if name == "RUN":
            chroot(root, "sh", "-c", rest)
        elif name == "COPY" and "--from=" not in rest:
            copy(root, *shlex.split(rest))
        elif name == "USER":
            user = rest
        elif name == "ENTRYPOINT":
            program = rest.strip('[]"')
    shutil.copytree(PROJECT / "examples/beacon", root / "docs", dirs_exist_ok=True)
    chroot(root, "chown", "-R", user, "/docs")
    for command in ("--version", "init", "lint"):
        line = f"cd /docs && {program} {command}"
        chroot(root, "su", user, "-c", line)
    return 0


def instructions() -> Iterator[tuple[str, str]]:
    """The instructions of the recipe, in order."""
    for found in _INSTRUCTION.finditer((PROJECT / "Containerfile").read_text("utf-8")):
        yield found["name"], found["rest"]


def copy(root: Path, *paths: str) -> None:
    """Copies files of the project to the place that is named last."""
    *sources, target = paths
    place = root / target.lstrip("/")
    for source in sources:
        if (PROJECT / source).is_dir():
            shutil.copytree(PROJECT / source, place, dirs_exist_ok=True)
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / source, place)


def chroot(root: Path, *command: str) -> None:
    """Runs a command in the root to a good end; SystemExit where it comes to a bad one."""
    line: Sequence[str] = ("chroot", str(root), *command)
    if subprocess.run(line, check=False).returncode:
        raise SystemExit(f"failed: {shlex.join(line)}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
