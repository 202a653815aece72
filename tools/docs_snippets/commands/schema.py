"""Prints the JSON Schema of versions.yaml or of snippet definitions, for editors and other tools.

`init` writes both into the folder .docs-snippets; this writes them again after an update.

examples:
  docs-snippets schema versions > .docs-snippets/versions.schema.json
  docs-snippets schema snippet > .docs-snippets/snippet.schema.json

exit codes: 0 printed, 2 there is no such schema.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.data.validation import SCHEMAS, schema_text
from docs_snippets.runs.options import CommonOptions

HELP = "print the JSON Schema of versions.yaml or of snippet definitions"


@dataclass(frozen=True, kw_only=True)
class SchemaOptions(CommonOptions):
    """The options of `schema`."""

    name: str = SCHEMAS[0]


OPTIONS = SchemaOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the argument of this command."""
    parser.add_argument(
        "name",
        nargs="?",
        choices=SCHEMAS,
        default=SCHEMAS[0],
        metavar="SCHEMA",
        help="versions (default) or snippet",
    )


def run(options: SchemaOptions, out: TextIO, err: TextIO) -> int:
    """Prints the file."""
    out.write(schema_text(options.name))
    return 0
