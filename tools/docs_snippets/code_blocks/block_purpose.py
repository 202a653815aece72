"""What a block of YAML or JSON is for, which decides what may be said of it.

What a reader applies is held to applying: a heredoc, a file that the page names, a whole manifest.
A fragment goes into a file that the page does not show, so that its first line may stand anywhere.
What a command prints, a template, and text in another language are read by nobody as YAML.
"""

import re
from bisect import bisect_right
from enum import Enum
from functools import lru_cache

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.yaml_examples import HEAD, text_of
from docs_snippets.core.source import LINE_END
from docs_snippets.data.placeholders import left_out
from docs_snippets.mdx.page import Fence, Heading, Page


class Purpose(Enum):
    """What a reader does with a block: apply it, put it somewhere, or look at it."""

    APPLIED = "applied"
    FRAGMENT = "fragment"
    SHOWN = "shown"


_FILE = re.compile(r"[\w.*-]*\w\.(?:ya?ml|json|conf|cfg|toml)\b")
_BEFORE = 600
"""Characters before a block in which its introduction stands."""
_PRINTED_BY = re.compile(
    r"\b(?:outputs?|prints?|printed|printout|returns?|returned|responses?|results?|displays?"
    r"|displayed|logs?|(?:should|will|can)[ ](?:now[ ])?see|status(?:es)?"
    r"|(?:is|are|looks?)[ ](?:now[ ])?like"
    r"|(?:generates|produces|yields)(?=[^.\n]*:$)"
    r"|(?:errors?|fails?|failed)[ ](?:\w+[ ]){0,3}(?:like|messages?|following|below))\b"
    r"|输出|结果|返回|显示|打印|状态|日志|资源如下",
    re.IGNORECASE,
)
_LOGS = re.compile(r"\blogs?\b|\bstatus(?:es)?\b", re.IGNORECASE)
"""What a resource may be about, and not only printed as."""
_TO_APPLY = re.compile(
    r"(?:^|[\n.:,;(][ \t]*(?:[-*+][ ]|\d+[.)][ ])?[ \t]*"
    r"|\b(?:to|and|or|can|must|need|you|then|should|please|by|now|first|next|also|following)[ ])"
    r"(?:create|apply|save|add|paste|copy|configure|set|edit|define|update|use|write|put|deploy"
    r"|install|modify|change|specify|append|include|enable|replace|insert|run)(?:ing)?\b",
    re.IGNORECASE,
)
"""What the page tells its reader to do."""
_TEMPLATE = re.compile(
    r"\{\{-?[ ]*(?:if|else|range|with|end|define|include|template)\b"
    r"|\{%-?[ ]*(?:if|else|elif|for|end\w+)\b|\{\{[#/^]"
)
_KEY_LINE = re.compile(r"^[ \t]*(?:- )?(?P<key>[A-Za-z][\w ()/.-]*):(?P<value>[ \t]*[^\n]*)$", re.M)
_ALIGNED = re.compile(r"[ \t]{2,}\S")
_SERVER_MADE = re.compile(
    r"^[ \t]+(?:uid:[ ]*[\"']?[0-9a-f]{8}-|resourceVersion:|selfLink:[ ]*/|managedFields:"
    r"|creationTimestamp:[ ]*[\"']?\d{4}-)",
    re.MULTILINE,
)
_PRINTED = re.compile(
    r"^[ \t]*(?:-{3,}[ \t]+-{3,}"  # a rule below the heads of columns
    r"|[+|][-=+]{3,}"  # the frame of a table
    r"|\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:"  # a log
    r"|[IWEF]\d{4}[ ]\d\d:)"
    r"|[│├└┌┐┘┤┬┴─╭╰]",
    re.MULTILINE,
)
_STREAM = re.compile(
    r"(?:(?:data|event|id|retry):[^\n]*\n+)+(?:(?:data|event|id|retry):[^\n]*)?\s*"
)
_COLUMNS = re.compile(r"^[ \t]*(?:- )?[\w.]+:[ \t]*(?:\w[^\n#]*)?[ ]{3,}[A-Z][a-z]+[ ]\w", re.M)
_LEGEND = re.compile(
    r"^[ \t]*(?:- )?[\w.]+:[ \t]+(?:[^\s#\"'|>\[{][^\n#]*?)?[ \t]{3,}[^\s#\"'|>\[{&*!-][^\n]*$",
    re.M,
)
"""A key, the type of its value and what it means, in columns."""
_CHOICE = re.compile(
    r"^[ \t]*(?:- )?[\w.-]+:[ \t]+(?P<quote>[\"'`])[^\"'`\n]*(?P=quote)"
    r"[^\n#:]*[ \t]or[ \t]+(?P=quote)",
    re.MULTILINE,
)
"""A key with the values that it may have, in words."""
_CODE = re.compile(
    r"\"{3}|:=|=>|^[ \t]*(?:import|package|func|def|class|const|let|var|return|public)[ (\"]"
    r"|^[ \t]*#include\b|^[ \t]*(?:resource|provider|variable|module)[ ]\"|^<\?xml|[&|][ ]\{[ \t]*$"
    r"|^[ \t]*//[^\n]*\n[^\n]*[{;]$",
    re.MULTILINE,
)
_PROPERTY = re.compile(r"^[A-Za-z_]\w*:[ \t][^\n]*,[ \t]*$", re.MULTILINE)
"""A line of an object in JavaScript, shown without its braces."""
_SECTION = re.compile(r"^\[[^\]\n{},]+\][ \t]*$", re.MULTILINE)
_SETTING = re.compile(r"^[ \t]*[\w.\[\]\"-]+[ \t]*=", re.MULTILINE)
_OPENED = re.compile(r"^[ \t]*[\w.#\"-]+:?[ ](?:[\w\"-]+:[ ])*\{[ \t]*$", re.MULTILINE)
_COMMA = re.compile(r",[ \t]*$", re.MULTILINE)
_LIKELY = re.compile(r"[ \t]*(?:- )*(?:[\w.$/<>@%{}*\"'-]+:(?:[ \t]|$)|-(?:[ \t]|$)|[\]})])")
_HEAD = re.compile(
    r"^[ \t]*(?:apiVersion:[^\n]*\n[ \t]*kind|kind:[^\n]*\n[ \t]*apiVersion):",
    re.MULTILINE,
)
_COMMENT = re.compile(r"[ \t]*(?:#|//|;)")
_OUTDATED = re.compile(
    r"\b(?:convert\w*|conversions?|migrat\w+|deprecat\w+|legacy|no longer|obsolete|previous(?:ly)?"
    r"|old|older|before|removed|used to|originally|translat\w+)\b",
    re.IGNORECASE,
)
"""What a page says of a resource that its reader has, and is to replace."""
_WRONG = re.compile(
    r"(?:^|[ \t])(?:#|//)[ \t]*(?:wrong|invalid|incorrect|bad|broken|error|not valid)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A comment by which a writer marks a mistake that is made on purpose."""


def purpose(page: Page, manifest: Manifest) -> Purpose:
    """What a document is for."""
    if manifest.command is not None or manifest.fence < 0:
        return Purpose.APPLIED
    fence, text = page.fences[manifest.fence], text_of(page, manifest).text
    if is_template(text) or is_printed(text) or is_foreign(text) or _is_no_example(text):
        return Purpose.SHOWN
    said = introduction(page, fence)
    if _PRINTED_BY.search(said) and not _FILE.search(said):
        return Purpose.SHOWN
    return Purpose.APPLIED if _is_applied(manifest, fence, said) else Purpose.FRAGMENT


def is_shown(page: Page, manifest: Manifest) -> bool:
    """Whether a document is printed, or an example of what is to be changed or converted."""
    if manifest.command is not None or manifest.fence < 0:
        return False
    fence, text = page.fences[manifest.fence], text_of(page, manifest).text
    if is_template(text) or is_printed(text) or _is_no_example(text):
        return True
    above = bisect_right(page.headings, fence.span.start, key=_start)
    heading, said = page.headings[above - 1].text if above else "", introduction(page, fence)
    printed = _PRINTED_BY.search(_LOGS.sub("", said)) and not _FILE.search(said)
    return bool(printed or _OUTDATED.search(f"{heading}\n{said}"))


@lru_cache(maxsize=64)
def _is_no_example(text: str) -> bool:
    """Whether a text is wrong on purpose, or lists alternatives for one place."""
    return bool(_WRONG.search(text) or _CHOICE.search(text))


def _start(heading: Heading) -> int:
    return heading.span.start


def leaves_out_before(page: Page, manifest: Manifest, offset: int) -> bool:
    """Whether a document leaves something out before a place, so that nothing is sure there."""
    text = text_of(page, manifest)
    found = left_out(text.text)
    return found is not None and text.origin(found) <= offset


@lru_cache(maxsize=64)
def is_template(text: str) -> bool:
    """Whether a program makes YAML of a text, of one branch or the other."""
    return bool(_TEMPLATE.search(text))


@lru_cache(maxsize=64)
def is_printed(text: str) -> bool:
    """Whether a text is what a program prints for people to look at."""
    if _PRINTED.search(text) or _SERVER_MADE.search(text) or _STREAM.fullmatch(text):
        return True
    keys = tuple(_KEY_LINE.finditer(text))
    titles = sum(found["key"][0].isupper() for found in keys)
    aligned = any(_ALIGNED.match(found["value"]) for found in keys)
    if len(_LEGEND.findall(text)) > 2:
        return True
    if titles == len(keys) > 1:  # the fields of a form
        return True
    return (aligned and titles * 3 >= len(keys) * 2) or len(_COLUMNS.findall(text)) > 1


@lru_cache(maxsize=64)
def is_foreign(text: str) -> bool:
    """Whether a text is in another language, whatever its label says."""
    if _CODE.search(text) or len(_PROPERTY.findall(text)) > 1:
        return True
    if _SECTION.search(text) and _SETTING.search(text):
        return True
    if _OPENED.search(text) and not _COMMA.search(text):
        return True
    if all(re.search(rf"^[ \t]*{name}:", text, re.MULTILINE) for name in HEAD):
        return False
    lines = [line for line in text.split("\n") if line.strip() and not _COMMENT.match(line)]
    return sum(bool(_LIKELY.match(line)) for line in lines) * 2 < len(lines)


def is_saved(page: Page, manifest: Manifest) -> bool:
    """Whether a command reads a document, or the page has its reader save it as a named file."""
    if manifest.command is not None or manifest.fence < 0:
        return manifest.command is not None
    fence = page.fences[manifest.fence]
    said = introduction(page, fence)
    return _is_named(fence) or bool(_FILE.search(said) and _TO_APPLY.search(said))


def _is_named(fence: Fence) -> bool:
    """Whether the title of a block, or its first line, is the name of a file."""
    first = fence.content.text.lstrip().partition("\n")[0]
    return bool(_FILE.search(fence.meta or "") or (_COMMENT.match(first) and _FILE.search(first)))


def _is_applied(manifest: Manifest, fence: Fence, said: str) -> bool:
    if _is_named(fence):
        return True
    names = {child.key for child in manifest.root.children}
    whole = names >= HEAD or names >= {"kind", "metadata"} or _HEAD.search(fence.content.text)
    return bool(whole) or bool(_FILE.search(said) or _TO_APPLY.search(said))


def introduction(page: Page, fence: Fence) -> str:
    """The last paragraph before a block; a component's script has none."""
    if page.script:
        return ""
    start = page.source.line_span(page.source.line_of(fence.span.start)).start
    before = LINE_END.sub("\n", page.source.text[max(0, start - _BEFORE) : start]).rstrip()
    return re.split(r"\n[ \t>]*\n", before)[-1]
