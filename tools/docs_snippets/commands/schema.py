"""Prints a JSON Schema: of versions.yaml, of snippet definitions, or of the report of lint in JSON.

`init` writes the first two into the folder .docs-snippets for editors; this writes them again after
an update.

examples:
  docs-snippets schema versions > .docs-snippets/versions.schema.json
  docs-snippets schema snippet > .docs-snippets/snippet.schema.json
  docs-snippets schema findings

exit codes: 0 printed, 2 there is no such schema.
"""

import argparse
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.data.validation import PRINTED_SCHEMAS, schema_text
from docs_snippets.runs.options import CommonOptions

HELP = "print the JSON Schema of versions.yaml, of snippets, or of a report in JSON"


@dataclass(frozen=True, kw_only=True)
class SchemaOptions(CommonOptions):
    """The options of `schema`."""

    name: str = PRINTED_SCHEMAS[0]


OPTIONS = SchemaOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the argument of this command."""
    parser.add_argument(
        "name",
        nargs="?",
        choices=PRINTED_SCHEMAS,
        default=PRINTED_SCHEMAS[0],
        metavar="SCHEMA",
        help="versions (default), snippet or findings",
    )


def run(options: SchemaOptions, out: TextIO, err: TextIO) -> int:
    """Prints the file."""
    out.write(schema_text(options.name))
    return 0
