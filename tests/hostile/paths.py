"""The stranger writes a path that leads out, in every form and wherever a path can be written."""

import json
from collections.abc import Iterator, Mapping

import snippet_roots
from hostile.case import LINT, Case, page, versions

_FORMS = {
    "climbs back and forth": "guide/../../../outside/{}",
    "climbs from where it is": "./../../outside/{}",
    "climbs as on Windows": "..\\..\\outside\\{}",
    "begins with a drive": "C:/outside/{}",
    "begins with a drive as on Windows": "C:\\outside\\{}",
    "is of a network": "//server/outside/{}",
    "is of a network as on Windows": "\\\\server\\outside\\{}",
    "is a device of Windows": "\\\\?\\C:\\outside\\{}",
    "is of the user's home": "~/../outside/{}",
    "is of a variable": "$HOME/../outside/{}",
    "is the address of a file": "file:///outside/{}",
    "is an address": "https://example.org/outside/{}",
    "is escaped as in addresses": "..%2f..%2foutside%2f{}",
    "has wide dots": "．．/．．/outside/{}",
    "has a dot that is two": "‥/‥/outside/{}",
    "has a slash that is none": "..∕..∕outside∕{}",
    "ends early": "../../outside/{}\0.json",
    "ends early, inside": "guide/{}\0.json",
    "has a line end": "../../outside/{}\n",
    "has other case": "../../OUTSIDE/{}",
    "is a pattern": "../../o*/{}",
    "is a pattern of braces": "{{..,guide}}/../outside/{}",
    "is a pattern of brackets": "[.][.]/[.][.]/outside/{}",
    "is a pattern of all": "**/../../../outside/{}",
}
_NAMES_OF_NOTHING = (
    "climbs as on Windows",
    "begins with a drive",
    "begins with a drive as on Windows",
    "is of a network as on Windows",
    "is a device of Windows",
    "is the address of a file",
    "is an address",
    "is escaped as in addresses",
    "has wide dots",
    "has a dot that is two",
    "has a slash that is none",
    "is a pattern of brackets",
)
"""Forms that are plain names here, of files that the docs need not have."""

_ELSEWHERE = (
    "begins with a drive",
    "begins with a drive as on Windows",
    "is of a network",
    "is the address of a file",
    "is an address",
    "ends early",
    "ends early, inside",
)
"""Forms that are no links into the docs: what is there is not for this program to say."""

_NEEDED = ("docs", "site", "current", "versions", "folder", "shared variables", "crds")
_KEYS: Mapping[str, tuple[str, str, str]] = {
    "docs": ("docs: site", "docs: {}", ""),
    "site": ("docs: site", "docs: site\nsite: {}", ""),
    "current": ("current: guide", "current: {}", ""),
    "versions": ("versions: guide_versions.json", "versions: {}", "secret.json"),
    "folder": ("folder: guide_versioned_docs/version-{version}", "folder: {}", ""),
    "parameters": ("parameters: params.json", "parameters: {}", "secret.json"),
    "variables": ("variables: variables.js", "variables: {}", "secret.json"),
    "shared variables": ("unversioned", "variables: {}\nunversioned", "secret.json"),
    "releases": ("variables: variables.js", "releases: {}", "secret.json"),
    "unversioned": ("unversioned: [about]", "unversioned: [{}]", ""),
    "crds": ("    title: The Guide", "    title: The Guide\n    crds: {}", "secret.yaml"),
}
_OF_SNIPPETS = {
    "template": ("template: paging.mdx", "template: {}", "secret.mdx"),
    "page": ("page: setup.mdx", "page: {}", "secret.mdx"),
    "partial": (
        "page: setup.mdx\n    in: { heading: Tune it }\n    at: end\n    template: paging.mdx\n"
        "    replaces: { blocks: pageSize }",
        "partial: {}\n    template: paging.mdx",
        "secret.mdx",
    ),
}
_SPREAD = 3
"""Each key meets every third form, and each form every third key."""


def _configured() -> Iterator[Case]:
    for number, (key, (old, new, name)) in enumerate(_KEYS.items()):
        for does, form in [*_FORMS.items()][number % _SPREAD :: _SPREAD]:
            path = json.dumps(form.format(name))
            code = 0 if does in _NAMES_OF_NOTHING and key not in _NEEDED else 2
            changes = versions(old, new.replace("{}", path))
            yield Case(f"{key} {does}", changes, ("versions.yaml:",) if code else (), code)


def _defined() -> Iterator[Case]:
    for number, (key, (old, new, name)) in enumerate(_OF_SNIPPETS.items()):
        for does, form in [*_FORMS.items()][number % _SPREAD :: _SPREAD]:
            text = snippet_roots.DEFINITION
            assert old in text
            path = json.dumps(form.format(name))
            changes = {"snippets/paging.yaml": text.replace(old, new.replace("{}", path))}
            is_name = key == "partial" and does in _NAMES_OF_NOTHING
            says, code = (("missing",), 1) if is_name else (("snippets/paging.yaml:",), 2)
            what = f"{key} of a snippet {does}"
            yield Case(what, changes, says, code, "render --check", snippets=True)


def _linked() -> Iterator[Case]:
    """Links, images and imports of a page, in the forms that a path may have."""
    for does, form in _FORMS.items():
        url = form.format("secret.mdx").replace("\0", "%00").replace("\n", "%0A")
        text = (
            f"# Guide\n\n[a](<{url}>) ![b](<{url}>)\n\nimport A from {json.dumps(url)}\n\n<A />\n"
        )
        says = () if does in _ELSEWHERE else ("guide/index.mdx:3:",)
        yield Case(f"the address of a link {does}", page(text), says, int(bool(says)))


def _argued() -> Iterator[Case]:
    for does, form in [*_FORMS.items()][::_SPREAD]:
        if "\0" not in form:
            path = form.format("secret.mdx")
            yield Case(f"an argument {does}", {}, (), 2, (*LINT.split(), path))


CASES = [*_configured(), *_defined(), *_linked(), *_argued()]
