"""Fuzzes one target, guided by coverage: `python tests/fuzz/run.py TARGET FOLDER SEED [OPTION…]`.

FOLDER has the inputs that reached new code, from which the next run starts, and gets the texts of
the suite at first; OPTIONs are libFuzzer's. An input that breaks a promise does not end the run: it
is made small and kept in `broken/TARGET`, beside FOLDER, with what it raised.
"""

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["docs_snippets"]):
    from fuzz import breaches, commands, program
    from fuzz.targets import TARGETS

TESTS = Path(__file__).parent.parent
SEEDS: dict[str, tuple[str, ...]] = {
    "page": ("tests/pages/*.mdx",),
    "markdown": ("tests/pages/*.mdx",),
    "facts": ("tests/pages/*.mdx", "tests/site/docs/**/*.mdx", "examples/docs/**/*.mdx"),
    "shell": ("tests/fuzz/seeds/shell*",),
    "manifests": ("tests/fuzz/seeds/manifests*", "tests/site/**/*.yaml"),
    "front_matter": ("tests/fuzz/seeds/front-matter*",),
    "configuration": ("versions.yaml", "snippets/*.yaml", "tests/site/*.yaml"),
    "javascript": ("tests/site/docs/**/*.js", "tests/fuzz/seeds/javascript*"),
    "parameters": ("tests/fuzz/seeds/parameters*",),
    "gates": ("tests/fuzz/seeds/gates*",),
}
CHOSEN, LENGTH = 200, 60
"""How many inputs of random choices the targets that run commands start from, and their bytes."""


def seed(target: str, folder: Path, number: int) -> None:
    """Writes the inputs to start from."""
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in SEEDS.get(target, ()):
        for file in TESTS.parent.glob(pattern):
            data = (b"\0" if target == "page" else b"") + file.read_bytes()
            if len(data) < 20_000:
                name = file.relative_to(TESTS.parent).as_posix().replace("/", "-")
                (folder / f"seed-{name}").write_bytes(data)
    if target in commands.COMMANDS:
        chance = random.Random(number)
        for each in range(CHOSEN):
            (folder / f"seed-{each}").write_bytes(chance.randbytes(LENGTH))


def main(target: str, folder: str, number: str, *options: str) -> None:
    """Runs until libFuzzer's options say it is enough."""
    seed(target, Path(folder), int(number))
    broken = Path(folder).parents[1] / "broken" / target
    one = breaches.watched(TARGETS[target], broken, int(number))
    dictionary = f"-dict={Path(__file__).parent / 'dictionary.txt'}"
    atheris.Setup([sys.argv[0], folder, dictionary, f"-seed={number}", *options], one)
    with program.prepared():
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
