"""Serves an editor over standard input and output, in the Language Server Protocol.

Editors start it and stop it: docs/editors.md shows how. It shows findings as they are typed, fixes
them, tells what each version documents, and completes names, links and anchors. It needs packages
that the other commands do not: pip install 'docs-snippets[server]'.

Options here go before the settings of the editor.

examples:
  docs-snippets server
  docs-snippets server --config site/versions.yaml

exit code: 0 when the editor has left; 2 when the packages are not there.
"""

import argparse
import importlib.util
from dataclasses import dataclass
from typing import TextIO

from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.runs.options import CommonOptions

HELP = "serve an editor: findings, fixes and completion as you type"
NEEDED = "pygls"


@dataclass(frozen=True, kw_only=True)
class ServerOptions(CommonOptions):
    """The options of `server`."""


OPTIONS = ServerOptions


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no arguments of its own."""


def run(options: ServerOptions, out: TextIO, err: TextIO) -> int:
    """Serves until the editor leaves."""
    if importlib.util.find_spec(NEEDED) is None:
        words = "this needs more packages; install them with: pip install 'docs-snippets[server]'"
        err.write(f"docs-snippets server: {words}\n")
        return EXIT_ERROR
    import docs_snippets
    from docs_snippets.server.language_server import main  # with packages of its own
    from docs_snippets.server.live_roots import Settings

    version = getattr(docs_snippets, "__version__", "")
    return main(version, Settings(config=options.config or "", docs=options.docs or ""))
