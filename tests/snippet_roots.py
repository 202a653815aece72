"""A small docs root with one snippet of its own, for tests to bend."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import roots

DEFINITION = """\
subjects: [pageSize]
gate:
  requires: documents pageSize
placements:
  - id: how
    page: setup.mdx
    in: { heading: Tune it }
    at: end
    template: paging.mdx
    replaces: { blocks: pageSize }
"""

TEMPLATE = """\
<% if documents("pageSize", 0) %>
Set `pageSize` to `0` and <%= title %> shows everything at once.
<% else %>
Set `pageSize` to `500`.
<% endif %>
"""

PAGE = """\
# Set up

## Tune it

Some settings matter more than others.

## Go on

That was it.
"""

RENDERED = """\
# Set up

## Tune it

Some settings matter more than others.

{/* BEGIN docs-snippets paging/how: generated, run `make docs-snippets` */}

Set `pageSize` to `0` and The Guide shows everything at once.

{/* END docs-snippets paging/how (sum: 78f9f0fc561fd48a) */}

## Go on

That was it.
"""

SILENT = roots.PARAMETERS.replace(" Set to 0 to disable paging.", "")
"""A reference that does not say what 0 does."""

Files = Mapping[str, str | bytes | None]

FILES: Files = {
    "snippets/paging.yaml": DEFINITION,
    "templates/paging.mdx": TEMPLATE,
    "site/guide/setup.mdx": PAGE,
}


def make(root: Path, changes: Files | None = None) -> Path:
    """Writes the docs root, changed, below `root`; returns `root`."""
    return roots.make(root, {**FILES, **(changes or {})})


def region(text: str, total: str = "0" * 16, name: str = "paging/how") -> str:
    """A region with a text, and a checksum that need not be right."""
    begin = f"{{/* BEGIN docs-snippets {name}: generated, run `make docs-snippets` */}}"
    return f"{begin}\n\n{text}\n\n{{/* END docs-snippets {name} (sum: {total}) */}}\n"


PROJECT = Path(__file__).parents[1]


def copy_project(folder: Path) -> Path:
    """The project's snippets, and the docs that they are rendered into."""
    for name in ("snippets", "templates", "examples/docs"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "versions.yaml", folder)
    return folder
