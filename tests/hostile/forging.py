"""The stranger wants a log, a terminal or a report to say what the program does not."""

import os
from pathlib import Path

import roots
import snippet_roots
from docs_snippets.report.writers import formats
from hostile.case import Case, page, parameter, versions

EVIL = "\x1b[31m\x07\u202e\u2028\u2066::error file=x::y%0A%25]]></script><script>z##[error]z"
_NAMES = (
    "a\nb.mdx",
    "::error::x.mdx",
    "-rf.mdx",
    "--output=x.mdx",
    "\x1b[31mred.mdx",
    "a\u202eb.mdx",
    "%0A::error::.mdx",
    "##[error]x.mdx",
    "'\"`$(touch run).mdx",
    "a" * 250 + ".mdx",
    "<script>z<!script>.mdx",
    "]]>.mdx",
)
_TEXT = f"""\
the the {EVIL}

[x](gone{EVIL}.mdx) $[no{EVIL}]

```yaml
apiVersion: v1
kind: {EVIL}
---
a: 1
a: {EVIL}
```

{{/* docs-snippets-ignore nope{EVIL}: {EVIL} */}}

::error file=x::the the

##[error]the the

:::note {EVIL}
"""
_PAGES = {
    **page(_TEXT),
    "site/about/index.mdx": f"---\ntitle: '{EVIL}'\n---\n\n# {EVIL}\n\nthe the {EVIL}\n\n<{EVIL}\n",
}
_ESCAPED = r'"\e[31m\n::error::x"'


def _names(root: Path) -> None:
    for name in _NAMES:
        (root / "site/guide" / name).write_text("the the\n", "utf-8")
    Path(os.fsdecode(os.fsencode(root / "site/guide") + b"/\xff\xfe.mdx")).write_text("the the\n")


def _typed(*arguments: str) -> Case:
    return Case(
        f"the name of a file becomes an argument: {' '.join(arguments)}…",
        {},
        (r"\x1b[31m",),
        2,
        command=(*arguments[:-1], f"{arguments[-1]}\x1b[31m\n::error::x"),
    )


CASES = [
    *(
        Case(
            f"names of pages are commands, {form}",
            {},
            ("repeated-word",),
            0,
            command=f"lint --output-format {form}",
            prepare=_names,
        )
        for form in formats()
    ),
    *(
        Case(
            f"texts of pages are commands, {form}",
            _PAGES,
            ("repeated-word",),
            1,
            command=f"lint --output-format {form}",
        )
        for form in formats()
    ),
    *(
        Case(f"names of pages are commands, {command}", {}, (), code, command, prepare=_names)
        for command, code in {"trees -v": 0, "lint --diff": 1, "lint --show-files": 0}.items()
    ),
    Case("names of pages are commands, page", {}, (), 0, "page", prepare=_names),
    Case("texts of pages are commands, page", _PAGES, (), 0, "page"),
    Case("texts of pages are commands, diff", _PAGES, (), 1, "lint --diff"),
    *(
        Case(f"words of versions.yaml are commands, {command}", changes, (), code, command)
        for command, code in {"trees -v": 0, "lint --output-format github": 0}.items()
        for changes in [versions("[about]", f"[{_ESCAPED}]")]
    ),
    Case(
        "a title of versions.yaml is a command",
        versions("The Guide", _ESCAPED),
        (),
        0,
        "trees -v",
    ),
    Case(
        "words of a reference are commands",
        parameter(Group=EVIL, Description=f"{EVIL} Set to 0 to disable paging. {EVIL}"),
        (),
        0,
        "param pageSize",
    ),
    Case(
        "a list of versions holds commands",
        {"site/guide_versions.json": r'["[31m\n::error::x", "1.\n::error::y"]'},
        (),
        0,
    ),
    *(
        Case(
            f"a template holds commands, {command}",
            {"templates/paging.mdx": f"{EVIL}\n"},
            (),
            code,
            command,
            snippets=True,
        )
        for command, code in {"show paging": 0, "render --check --diff": 2}.items()
    ),
    Case(
        "an edited region holds commands",
        {"site/guide/setup.mdx": snippet_roots.RENDERED.replace("at once", EVIL)},
        (),
        1,
        "render --diff --force paging",
        snippets=True,
    ),
    *(
        Case(
            f"{what} of pages are commands, in the summary of a job",
            changes,
            ("repeated-word",),
            code,
            "lint --output-format github",
            environment={"GITHUB_STEP_SUMMARY": "/dev/stdout"},
            prepare=prepare,
        )
        for what, changes, code, prepare in (
            ("names", {}, 0, _names),
            ("texts", _PAGES, 1, lambda _root: None),
        )
    ),
    *(
        Case(
            f"{variable} of the workflow is a command",
            {},
            (),
            code,
            "lint --changed --output-format github",
            environment={variable: EVIL},
        )
        for variable, code in {
            "GITHUB_BASE_REF": 2,
            "GITHUB_HEAD_REF": 0,
            "GITHUB_SERVER_URL": 0,
            "GITHUB_REPOSITORY": 0,
            "GITHUB_EVENT_PATH": 0,
            "GITHUB_STEP_SUMMARY": 0,
            "DOCS_SNIPPETS_DOCS": 2,
        }.items()
    ),
    Case(
        "a baseline holds commands",
        {
            ".docs-snippets-baseline.json": '{"docs-snippets-baseline": 1, "entries": [{"path": '
            r'"\ud800", "rule": "::error::x", "message": "", "fingerprint": "x"}]}'
        },
        (),
        0,
        "lint -v",
    ),
    Case(
        "the pull request's text holds commands",
        {"site/guide/params.json": roots.PARAMETERS},
        (),
        0,
        "lint --changed=HEAD --output-format github",
        environment={"GITHUB_EVENT_PATH": "../event.json"},
        prepare=lambda root: (root.parent / "event.json").write_text(
            r'{"pull_request": {"title": "1.9 [31m\n::error::x", "body": "only v1.9\r::error::y"}}'
        ),
    ),
    _typed("lint", "--select", ""),
    _typed("lint", ""),
    _typed("lint", "--"),
    _typed("show", ""),
    _typed("rule", ""),
    _typed("param", ""),
    _typed("page", ""),
]
