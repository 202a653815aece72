"""Fuzzes one target, guided by coverage: `python tests/fuzz/run.py TARGET FOLDER [OPTION…]`.

FOLDER holds what was found in earlier runs; the texts of the suite are put there to start from.
Options are libFuzzer's. An input that breaks a promise is kept where `-artifact_prefix` says.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["docs_snippets"]):
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
    "parameters": ("tests/site/docs/**/*.json",),
    "gates": ("tests/fuzz/seeds/gates*",),
}


def seed(target: str, folder: Path) -> None:
    """Copies the texts to start from."""
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in SEEDS[target]:
        for file in TESTS.parent.glob(pattern):
            data = (b"\0" if target == "page" else b"") + file.read_bytes()
            if len(data) < 20_000:
                name = file.relative_to(TESTS.parent).as_posix().replace("/", "-")
                (folder / f"seed-{name}").write_bytes(data)


def main(target: str, folder: str, *options: str) -> None:
    """Runs until libFuzzer's options say it is enough."""
    seed(target, Path(folder))
    dictionary = f"-dict={Path(__file__).parent / 'dictionary.txt'}"
    atheris.Setup([sys.argv[0], folder, dictionary, *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
