"""How a site reads Markdown: `mdx1Compat`, which keeps MDX 1 alive, admonitions, and more."""

from typing import NamedTuple

from docs_snippets.mdx.events import ADMONITIONS


class Compat(NamedTuple):
    """The three settings of `mdx1Compat`: HTML comments, titles behind the type of an admonition,
    and ids in plain braces. `names` are the admonitions that the site knows. `mdx_1` is true of a
    site that reads all of its pages as MDX 1, whose blocks are not quite those of CommonMark.
    `marks` are comments of code that it leaves out, beside the usual ones."""

    comments: bool
    admonitions: bool
    heading_ids: bool
    names: frozenset[str] = ADMONITIONS
    mdx_1: bool = False
    marks: frozenset[str] = frozenset()

    def switched(self, on: bool) -> "Compat":
        """The three settings alike, the rest as it is."""
        return self._replace(comments=on, admonitions=on, heading_ids=on)


def all_of(on: bool) -> Compat:
    """The three settings alike."""
    return Compat(on, on, on)
