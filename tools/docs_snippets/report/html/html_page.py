"""Puts data into the page: script and style allowed by hash, data where no browser runs it.

The page needs nothing from anywhere, and its Content-Security-Policy lets it have nothing: only the
one script and the one style, which are known by their hashes. The data is ASCII, without any of
the characters by which HTML could leave the element it stands in.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from string import Template

from docs_snippets.report.html import START

_SCRIPT = (
    "dom",
    "address",
    "compare",
    "overview",
    "findings",
    "snippets",
    "parameters",
    "differences",
    "main",
)
"""The files of the script, in the order in which they run."""

_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&"})


def html_page(data: Mapping[str, object]) -> str:
    """The whole page; the same data gives the same text."""
    script = "".join(_asset(f"script/{name}.js") for name in _SCRIPT)
    style = _asset("style.css")
    page = Template(_asset("page.html"))
    return START + page.substitute(
        policy=policy(script, style), style=style, script=script, data=embedded(data)
    )


def embedded(data: Mapping[str, object]) -> str:
    """JSON that may stand in a `<script>`: no tag, comment or line separator can be in it."""
    return json.dumps(data, separators=(",", ":")).translate(_ESCAPES)


def policy(script: str, style: str) -> str:
    """What the page may do: run its script, use its style, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
