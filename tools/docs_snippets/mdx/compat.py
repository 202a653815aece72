"""The settings of `mdx1Compat`, which keep syntax of MDX 1 alive, and a site's admonitions."""

from typing import NamedTuple

from docs_snippets.mdx.events import ADMONITIONS


class Compat(NamedTuple):
    """The three settings of `mdx1Compat`: HTML comments, titles behind the type of an admonition,
    and ids in plain braces. `names` are the admonitions that the site knows. `mdx_1` is true of a
    site that reads all of its pages as MDX 1, whose blocks are not quite those of CommonMark."""

    comments: bool
    admonitions: bool
    heading_ids: bool
    names: frozenset[str] = ADMONITIONS
    mdx_1: bool = False


def all_of(on: bool) -> Compat:
    """The three settings alike."""
    return Compat(on, on, on)
