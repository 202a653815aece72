"""How a site reads Markdown, as its configuration says it."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from docs_snippets.docusaurus.config_options import Options
from docs_snippets.docusaurus.release import DocusaurusRelease
from docs_snippets.mdx.compat import Compat
from docs_snippets.mdx.events import ADMONITIONS

PageFormat: TypeAlias = Literal["mdx", "md", "detect"]

_NEXT_MAJOR = DocusaurusRelease(4, 0)
_FLAG_KNOWN = DocusaurusRelease(3, 10)
"""The first release whose `future.v4` has `mdx1CompatDisabledByDefault` among its flags."""


def page_format(options: Options) -> PageFormat:
    """What pages are written in: `detect` tells it by their suffix."""
    match options.scalar("markdown", "format"):
        case "md":
            return "md"
        case "detect":
            return "detect"
    return "mdx"


def mdx1_compat(options: Options, names: frozenset[str], built: DocusaurusRelease | None) -> Compat:
    """All settings are on unless the next major release, or the site itself, switches them off."""
    by_default = not _off_by_default(options, built)

    def flag(name: str) -> bool:
        said = options.scalar("markdown", "mdx1Compat", name)
        return said if isinstance(said, bool) else by_default

    marks = frozenset(_magic_comments(options))
    return Compat(flag("comments"), flag("admonitions"), flag("headingIds"), names, marks=marks)


def _magic_comments(options: Options) -> Iterator[str]:
    """The comments by which lines of code are marked on the site."""
    for each in options.items("themeConfig", "prism", "magicComments"):
        words = (each.text("line"), each.text("block", "start"), each.text("block", "end"))
        yield from (word for word in words if word and word.strip())


def _off_by_default(options: Options, built: DocusaurusRelease | None) -> bool:
    """`v4: true` stands for all flags that there are, in the release that a site is built with."""
    if built and built >= _NEXT_MAJOR:
        return True
    if options.scalar("future", "v4", "mdx1CompatDisabledByDefault") is True:
        return True
    return options.scalar("future", "v4") is True and (built or _FLAG_KNOWN) >= _FLAG_KNOWN


def admonitions(plugins: Iterable[Options]) -> frozenset[str]:
    """The admonitions that a site knows, those of its own among them."""
    own = (each.texts("admonitions", "keywords") or () for each in plugins)
    return ADMONITIONS.union(*own)
