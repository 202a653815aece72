"""Tabs that are meant to switch together do not, because their values differ.

Tab groups with the same `groupId` follow each other by the `value` of their tabs. A tab therefore
needs the same value wherever it has the same label. Within a group, every tab needs a value, no two
tabs may share one or have the same label, and the default must be one of them.

## Why

A reader who selects a platform in the first group reads the steps of another platform in the next
one.

## Example

```mdx
<Tabs groupId="system">
<TabItem label="Linux" value="linux">One</TabItem>
<TabItem label="Windows" value="windows">Two</TabItem>
</Tabs>

<Tabs groupId="system">
<TabItem label="Linux" value="linux-2">One</TabItem>
<TabItem label="Windows" value="windows">Two</TabItem>
</Tabs>
```

## Instead

```mdx
<Tabs groupId="system">
<TabItem label="Linux" value="linux">One</TabItem>
<TabItem label="Windows" value="windows">Two</TabItem>
</Tabs>

<Tabs groupId="system">
<TabItem label="Linux" value="linux">One</TabItem>
<TabItem label="Windows" value="windows">Two</TabItem>
</Tabs>
```

## When to ignore

When two tabs have the same label and mean different things. Prefer a different label, which helps
the reader, too.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.core.diagnostics import Severity, listing, note
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Attribute, Jsx, Page

_READ = ("value", "label", "defaultValue", "groupId")
_COMMENT = re.compile(r"\{\s*/\*.*?\*/\s*\}|<!--.*?-->", re.DOTALL)


class Group(NamedTuple):
    """A group of tabs. `open` are its attributes and `tabs` those of each tab."""

    element: Jsx
    open: dict[str, Attribute]
    tabs: list[tuple[Jsx, dict[str, Attribute]]]


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    if page.error or _are_of_the_site(page):
        return
    groups = [group for group in _groups(page) if _is_known(page, group)]
    for group in groups:
        yield from _alone(page, group)
    yield from _together(page, groups)


def _groups(page: Page) -> list[Group]:
    """The groups of tabs, each tab with the innermost group around it."""
    found: list[Group] = []
    open_: list[Group] = []
    for element in sorted(page.jsx, key=lambda each: each.span.start):
        if element.name not in ("Tabs", "TabItem"):
            continue
        while open_ and open_[-1].element.span.end <= element.span.start:
            open_.pop()
        attributes = {each.name: each for each in element.attributes}
        if element.name == "Tabs":
            open_.append(Group(element, attributes, []))
            found.append(open_[-1])
        elif open_:
            open_[-1].tabs.append((element, attributes))
    return found


def _is_known(page: Page, group: Group) -> bool:
    """Whether the group has only tabs, and every value and label of it can be read."""
    return bool(group.tabs) and _is_read(page, group) and _holds_tabs_alone(page, group)


def _is_read(page: Page, group: Group) -> bool:
    """Whether what the group and its tabs are given is written as text.

    Of a component's file, attributes are known only where they are texts.
    """
    elements = ((group.element, group.open), *group.tabs)
    if page.script and any("{" in page.source.slice(each.open_span) for each, _ in elements):
        return False
    read = (
        attribute.kind == "string"
        for _, attributes in elements
        for name, attribute in attributes.items()
        if name in _READ or attribute.kind == "spread"
    )
    return "values" not in group.open and all(read)


def _holds_tabs_alone(page: Page, group: Group) -> bool:
    """Whether there is nothing but comments beside the tabs, such as a component that makes one."""
    at, source = group.element.open_span.end, page.source.text
    beside: list[str] = []
    for tab, _ in group.tabs:
        beside.append(source[at : tab.span.start])
        at = tab.span.end
    end = group.element.span.end
    beside.append(source[at : max(source.rfind("</", at, end), at)])
    return not _COMMENT.sub("", "\n".join(beside)).strip("> \t\r\n")


def _are_of_the_site(page: Page) -> bool:
    """Whether the page imports tabs that are not the theme's, whose values differ."""
    return any(
        not found.source.startswith("@theme")
        for found in page.imports
        if not {"Tabs", "TabItem"}.isdisjoint(name for name, _ in found.names)
    )


def _alone(page: Page, group: Group) -> Iterator[Finding]:
    seen: dict[str, Attribute] = {}
    for element, tab in group.tabs:
        value = tab.get("value")
        if value is None:
            yield Finding(element.open_span, "this tab has no 'value' attribute")
        elif value.value in seen:
            notes = (note(page.source, seen[value.value].span, "the first tab with this value"),)
            message = f"duplicate tab value {value.value!r} in this group"
            yield Finding(value.span, message, notes)
        else:
            seen[value.value or ""] = value
    yield from _same_labels(page, group)
    default = group.open.get("defaultValue")
    if default and default.value not in seen and len(seen) == len(group.tabs):
        message = f"no tab in this group has the value {default.value!r}; expected one of "
        yield Finding(default.span, message + listing(seen))


def _same_labels(page: Page, group: Group) -> Iterator[Finding]:
    """Tabs of one group that a reader cannot tell apart."""
    first: dict[str, Attribute] = {}
    for _, tab in group.tabs:
        label = tab.get("label")
        if label is None or not label.value:
            continue
        known = first.setdefault(_folded(label), label)
        if known is not label:
            notes = (note(page.source, known.span, "the first tab with this label"),)
            message = f"duplicate tab label {label.value!r} in this group"
            yield Finding(label.span, message, notes)


def _together(page: Page, groups: list[Group]) -> Iterator[Finding]:
    """Tabs of groups that follow each other, by label."""
    first: dict[tuple[str, str], Attribute] = {}
    for group in groups:
        if "groupId" not in group.open:
            continue
        name = group.open["groupId"].value or ""
        for _, tab in group.tabs:
            label, value = tab.get("label"), tab.get("value")
            if not label or not value:
                continue
            known = first.setdefault((name, _folded(label)), value)
            if known.value != value.value:
                message = (
                    f"tab {label.value!r} does not switch with the other tabs of group {name!r}; "
                    f"expected the value {known.value!r}"
                )
                notes = (note(page.source, known.span, "the first tab with this label"),)
                yield Finding(value.span, message, notes)


def _folded(label: Attribute) -> str:
    return " ".join((label.value or "").casefold().split())
