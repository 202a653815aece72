"""The stranger wants something written where it does not belong."""

import os
from pathlib import Path

import snippet_roots
from hostile.case import Case, page

_TWICE = page("the the\n")


def _hard_link(root: Path) -> None:
    (root / "site/guide/setup.mdx").unlink()
    os.link(root.parent / "outside/setup.mdx", root / "site/guide/setup.mdx")


def _folder_link(root: Path) -> None:
    (root / "reports").symlink_to("../outside")


CASES = [
    Case(
        "render meets a page that is a link out",
        {},
        ("path 'guide/setup.mdx' leads out of the docs root by a symbolic link",),
        command="render",
        links={"site/guide/setup.mdx": "../../../outside/setup.mdx"},
        snippets=True,
    ),
    Case(
        "render meets a page that is a link to another page",
        {"site/guide/real.mdx": snippet_roots.PAGE},
        ("guide/setup.mdx is a symbolic link",),
        command="render",
        links={"site/guide/setup.mdx": "real.mdx"},
        snippets=True,
    ),
    Case(
        "render meets a page that shares its content with a file outside",
        {},
        ("the file is a hard link, shared with another",),
        command="render",
        prepare=_hard_link,
        snippets=True,
    ),
    Case(
        "fix meets a page that is a link out",
        {},
        ("leads out of the docs root by a symbolic link",),
        command="lint --fix --output-format concise",
        links={"site/guide/index.mdx": "../../../outside/secret.mdx"},
    ),
    Case(
        "the report's name is a link to nothing yet",
        _TWICE,
        ("cannot write 'out.json'", "by a symbolic link"),
        2,
        command="lint --output-format json --output-file out.json",
        links={"out.json": "../outside/new.json"},
    ),
    Case(
        "the report's folder is a link out",
        _TWICE,
        ("cannot write 'reports/out.json'", "by a symbolic link"),
        2,
        command="lint --output-format json --output-file reports/out.json",
        prepare=_folder_link,
    ),
    Case(
        "the report's name is a page",
        _TWICE,
        ("was not written by this program; name another file",),
        2,
        command="lint --output-format json --output-file site/guide/index.mdx",
    ),
    Case(
        "the baseline to write is a link out",
        _TWICE,
        ("leads out of the repository by a symbolic link",),
        2,
        command="lint --write-baseline --output-format concise",
        links={".docs-snippets-baseline.json": "../outside/new.json"},
    ),
    Case(
        "init meets a configuration that is a link to nothing yet",
        {},
        ("'versions.yaml' already exists",),
        2,
        command="init",
        links={"versions.yaml": "../outside/new.yaml"},
    ),
]
