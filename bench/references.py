"""Reads five references in each of fifty versions, all different, and prints the time it takes.

    PYTHONPATH=tools:tests .venv/bin/python bench/references.py

What is measured is the reading in a process that has read nothing yet: every fact's name, and one
whole fact of each version by name, as `param` asks for it.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from docs_snippets.docs.docs import Docs, load

TREES = 50
FACTS = 200

LISTED = """\
docs: site
products:
  guide:
    title: The Guide
    versions: guide_versions.json
    folder: guide/{version}
    references:
      - { files: "refs/{version}/values.yaml", of: web }
      - { files: "refs/{version}/values.schema.json", of: web }
      - refs/{version}/crds/*.yaml
      - { files: "refs/{version}/cli/*.md", kind: command-help }
      - { files: "refs/{version}/options.md", kind: markdown-tables }
"""


def _files(version: str) -> dict[str, str]:
    numbers = range(FACTS)
    fields = "".join(
        f"              field{n}:\n                description: What field {n} of {version} is.\n"
        f"                type: integer\n                default: {n}\n"
        for n in numbers
    )
    crd = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        "metadata: {name: things.example.org}\nspec:\n  group: example.org\n"
        "  names: {kind: Thing, plural: things}\n  versions:\n  - name: v1\n    served: true\n"
        "    storage: true\n    schema:\n      openAPIV3Schema:\n        properties:\n"
        f"          spec:\n            properties:\n{fields}"
    )
    schema = {
        "properties": {
            f"part{part}": {
                "type": "object",
                "properties": {
                    f"value{n}": {"type": "string", "description": f"{version}: value {n}."}
                    for n in range(FACTS // 10)
                },
            }
            for part in range(10)
        }
    }
    values = "".join(
        f"part{part}:\n"
        + "".join(f"  # -- {version}: value {n}\n  value{n}: {n}\n" for n in range(FACTS // 10))
        for part in range(10)
    )
    flags = "".join(
        f'      --flag{n} string   {version}: flag {n} (default "{n}")\n' for n in numbers
    )
    rows = "".join(f"| `APP_{n}_X` | `{n}` | {version}: option {n} |\n" for n in numbers)
    return {
        "values.yaml": values,
        "values.schema.json": json.dumps(schema, indent=2),
        "crds/thing.yaml": crd,
        "cli/tool_run.md": f"## tool run\n\n### Options\n\n```\n{flags}```\n",
        "options.md": f"| Variable | Default | Description |\n|---|---|---|\n{rows}",
    }


def _make(root: Path) -> None:
    versions = [f"1.{number}" for number in range(TREES)]
    files = {"versions.yaml": LISTED, "site/guide_versions.json": json.dumps(versions)}
    for version in versions:
        files[f"site/guide/{version}/index.md"] = "# Guide\n"
        files |= {f"refs/{version}/{name}": text for name, text in _files(version).items()}
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def main() -> None:
    """Prints facts and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        _make(Path(folder))
        started, wall = time.process_time(), time.perf_counter()
        docs = load(f"{folder}/versions.yaml", None)
        assert isinstance(docs, Docs), docs
        references = docs.facts.references
        names = sum(len(reference.names) for _, reference in references)
        for _, reference in references:
            assert reference.find("Thing.spec.field7")
        seconds, real = time.process_time() - started, time.perf_counter() - wall
    sys.stdout.write(f"{len(references)} versions, {names} facts: {seconds:.2f} s ({real:.2f} s)\n")


if __name__ == "__main__":
    main()
