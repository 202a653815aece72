"""Shows where runs of `lint` keep what they found, or empties that folder.

A run on all pages keeps its findings, so that the next one checks only what has changed. The folder
is in the user's cache folder, never in a repository; --cache-dir or DOCS_SNIPPETS_CACHE_DIR names
another one.

examples:
  docs-snippets cache dir
  docs-snippets cache clean

exit code: 0.
"""

import argparse
import os
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.core.printable import printable
from docs_snippets.report import summary
from docs_snippets.runs.options import CommonOptions
from docs_snippets.sessions import cache_folder

HELP = "show or empty the folder in which runs keep what they found"


@dataclass(frozen=True, kw_only=True)
class CacheOptions(CommonOptions):
    """The options of `cache`."""

    action: str
    cache_dir: str | None = None


OPTIONS = CacheOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and where."""
    parser.add_argument("action", choices=("dir", "clean"), help="print the folder, or empty it")
    parser.add_argument("--cache-dir", metavar="DIR", help="the folder (default: the user's)")


def run(options: CacheOptions, out: TextIO, err: TextIO) -> int:
    """Prints the folder, or removes what runs have put there."""
    folder = cache_folder.location(options.cache_dir, os.environ)
    if options.action == "dir":
        out.write(f"{printable(str(folder))}\n")
        return 0
    number, size = cache_folder.clean(cache_folder.files(folder))
    if not options.quiet:
        megabytes = size / 2**20
        err.write(f"removed {summary.count(number, 'file')} ({megabytes:.1f} MB)\n")
    return 0
