"""The stranger writes settings: of git, of the site, of the workflow, of the rules."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import repository
from hostile.case import LINT, Case, script, versions
from hostile.forging import EVIL
from roots import VERSIONS

_TOUCH = "touch ../outside/run"
_CHANGED = f"{LINT} --changed=HEAD"
_BOMB = "{a,b}" * 40
_DEEP = 100_000
_LONGEST_ARGUMENT = 5_000


def _git_file(name: str, text: str) -> Callable[[Path], None]:
    """A file of the repository's own folder, and a page that has changed."""

    def prepare(root: Path) -> None:
        file = root / ".git" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        _append(file, text)
        (root / "site/guide/index.mdx").write_text("the the\n", "utf-8")

    return prepare


def _append(file: Path, text: str) -> None:
    old = file.read_text("utf-8") if file.exists() else ""
    file.write_text(old + text, "utf-8")


def _outside_settings(root: Path) -> None:
    """Settings in a file outside that the repository includes."""
    text = f'[core]\n\tfsmonitor = "{_TOUCH}"\n\tpager = "{_TOUCH}"\n'
    (root.parent / "settings").write_text(text, "utf-8")
    for each in ("[include]", '[includeIf "gitdir:**"]', '[includeIf "onbranch:main"]'):
        _git_file("config", f"{each}\n\tpath = {root.parent}/settings\n")(root)


def _event(text: str) -> Callable[[Path], None]:
    """A file of the workflow's event, which need not be a text."""

    def prepare(root: Path) -> None:
        (root.parent / "event.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    return prepare


def _gone_elsewhere(root: Path) -> None:
    """A repository whose folder is a file that names another one."""
    (root / ".git").rename(root.parent / "git")
    (root / ".git").write_text("gitdir: ../git\n", "utf-8")
    (root / "site/guide/index.mdx").write_text("the the\n", "utf-8")


def _submodule(root: Path) -> None:
    """A submodule whose own settings and hooks start programs."""
    other = root / "site/guide/sub"
    other.mkdir()
    (other / "page.mdx").write_text("the the\n", "utf-8")
    repository.commit(other)
    hook = other / ".git/hooks/post-index-change"
    hook.write_text(f"#!/bin/sh\n{_TOUCH}\n", "utf-8")
    hook.chmod(0o755)
    _append(other / ".git/config", f'[core]\n\tfsmonitor = "{_TOUCH}"\n')
    repository.git(root, "-c", "core.fsmonitor=false", "add", "--all")
    (root / "site/guide/index.mdx").write_text("the the\n", "utf-8")


_OF_GIT: dict[str, Callable[[Path], None]] = {
    "includes settings outside": _outside_settings,
    "has a folder that is elsewhere": _gone_elsewhere,
    "has a submodule with settings": _submodule,
    "takes its ignore rules from outside": _git_file(
        "config", "[core]\n\texcludesFile = ../outside/secret.mdx\n"
    ),
    "takes its attributes from outside": _git_file(
        "config", "[core]\n\tattributesFile = ../outside/secret.mdx\n"
    ),
    "has settings of a work tree": _git_file(
        "config.worktree", f'[core]\n\tfsmonitor = "{_TOUCH}"\n'
    ),
    "has objects elsewhere": _git_file("objects/info/alternates", "../../../outside\n"),
    "replaces objects": _git_file("refs/replace/" + "0" * 40, "0" * 40 + "\n"),
    "has grafts": _git_file("info/grafts", "0" * 40 + "\n"),
    "has attributes with a driver": _git_file("info/attributes", "* diff=x filter=x -text\n"),
    "aliases its own commands": _git_file(
        "config", "".join(f"[alias]\n\t{each} = !{_TOUCH}\n" for each in ("ls-files", "remote"))
    ),
    "rewrites addresses": _git_file(
        "config",
        f'[url "ext::{_TOUCH}"]\n\tinsteadOf = https://\n[remote "o"]\n\turl = https://x\n',
    ),
    "names a remote like a command": _git_file("config", '[remote "::error::x"]\n\turl = x\n'),
}
"""Settings that git reads itself: what is reported is the change, and nothing is run."""

_EVENTS = {
    "is no JSON": "{",
    "is a list": "[]",
    "is a number": "9" * 6_000,
    "nests": "[" * _DEEP,
    "has a list for the request": '{"pull_request": [1]}',
    "has a list for the title": '{"pull_request": {"title": [1], "body": {"a": 1}}}',
    "has a lone surrogate": r'{"pull_request": {"title": "\ud800", "body": "\udfff"}}',
    "has no text": "",
    "is no UTF-8": "\udcff",
}
_SETTINGS: dict[str, tuple[str, str]] = {
    "unversioned": ("[about]", "{evil}"),
    "a rule": ("unversioned:", "rules: {{ select: [{evil}] }}\nunversioned:"),
    "the severity of a rule": (
        "unversioned:",
        "rules: {{ severity: {{ {evil}: error }} }}\nunversioned:",
    ),
    "a level": ("unversioned:", "rules: {{ severity: {{ repeated-word: {evil} }} }}\nunversioned:"),
    "a path of rules": (
        "unversioned:",
        "rules: {{ paths: [{{ path: {evil}, ignore: [broken-link], reason: x }}] }}\nunversioned:",
    ),
    "a reason": (
        "unversioned:",
        "rules: {{ paths: [{{ path: none, ignore: [x], reason: {evil} }}] }}\nunversioned:",
    ),
    "a product": ("  guide:", "  {evil}:"),
    "a key": ("unversioned:", "{evil}: 1\nunversioned:"),
    "an anchor": ("[about]", "*{evil}"),
    "a port": (
        "unversioned:",
        "ports: [{{ port: 80, protocol: tcp, component: {evil}, serves: {evil}, "
        "citation: {evil} }}]\nunversioned:",
    ),
    "a tree": ("    title:", "    trees: {{ {evil}: {{ frozen: true }} }}\n    title:"),
}
_PATTERNS = {
    "braces": _BOMB,
    "braces in braces": "{a," * 2_000 + "}" * 2_000,
    "stars": "*a" * 300,
    "folders": "**/" * 300 + "a",
    "brackets": "[a-z]" * 20_000,
    "a bracket left open": "[" * 20_000,
    "a range": "{1..999999999}",
    "a range of letters": "{a..z}{a..z}{a..z}{a..z}{a..z}{a..z}",
}
_JSON_FILES = (
    "site/guide_versions.json",
    "site/guide/params.json",
    ".docs-snippets-baseline.json",
    "site/package.json",
)
_NESTED = {
    "lists": "[" * _DEEP,
    "objects": '{"a":' * _DEEP,
    "a long number": "9" * 100_000,
    "an exponent": "1e999999999",
    "not a number": "NaN",
    "a lone surrogate": r'["\ud800"]',
}
_SCRIPTS = {
    "gives an object a prototype": "const v = { __proto__: { name: 1 } }.name",
    "makes a function of a text": "const v = Function('return process')().exit(3)",
    "calls the constructor": "const v = ''.constructor.constructor('return 1')()",
    "imports what it computes": "const v = await import('../../outside/' + 'secret.json')",
    "reads a file": "const v = require('fs').readFileSync('../outside/secret.json', 'utf-8')",
    "reads the environment": "const v = process.env.HOME",
    "evaluates": "const v = eval('1')",
    "tags a template": "const v = String.raw`${process.exit(3)}`",
    "has a getter": "const o = { get v() { return process.exit(3) } }; const v = o.v",
    "has a proxy": "const v = new Proxy({}, { get: () => process.exit(3) }).x",
    "matches a slow pattern": "const v = /(a+)+$/.test('a'.repeat(40) + '!')",
    "replaces without end": "const v = 'a'.repeat(900000).replaceAll('a', 'b'.repeat(900000))",
}


_ACCEPTED = ("a path of rules", "a port")
"""Settings that may hold any text."""

_PLAIN = ("stars", "folders")
"""Patterns without anything to choose between, which match nothing."""


def _settings() -> Iterator[Case]:
    evil = json.dumps(EVIL)
    for what, (old, new) in _SETTINGS.items():
        assert old in VERSIONS
        changes = {"versions.yaml": VERSIONS.replace(old, new.format(evil=evil), 1)}
        for form in ("concise", "github"):
            name = f"{what} of versions.yaml is a command, {form}"
            code = 0 if what in _ACCEPTED else 2
            yield Case(name, changes, (), code, f"lint --output-format {form}")


def _patterns() -> Iterator[Case]:
    for what, pattern in _PATTERNS.items():
        said = json.dumps(pattern)
        path = f"{{ path: {said}, ignore: [repeated-word], reason: x }}"
        rules = versions("unversioned:", f"rules: {{ paths: [{path}] }}\nunversioned:")
        crds = versions("    title:", f"    crds: {said}\n    title:")
        code = 0 if what in _PLAIN else 2
        yield Case(f"a path of rules is a pattern of {what}", rules, (), code)
        yield Case(f"definitions are a pattern of {what}", crds, (), 2)
        if len(pattern) <= _LONGEST_ARGUMENT:
            command = (*LINT.split(), pattern)
            yield Case(f"an argument is a pattern: {what}", {}, (), 2, command)


def _nested() -> Iterator[Case]:
    for file in _JSON_FILES:
        for what, text in _NESTED.items():
            is_read = not file.endswith("package.json")
            is_list = file.endswith("versions.json") and text.startswith('["')
            yield Case(
                f"{file} holds {what}", {file: text}, (), 2 if is_read and not is_list else 0
            )


CASES = [
    *(
        Case(f"the clone {does}", {}, ("warning[repeated-word]",), 0, _CHANGED, prepare=prepare)
        for does, prepare in _OF_GIT.items()
    ),
    *(
        Case(
            f"the event of a workflow {does}",
            {},
            (),
            int(does == "is no UTF-8"),
            _CHANGED,
            environment={"GITHUB_EVENT_PATH": "../event.json"},
            prepare=_event(text),
        )
        for does, text in _EVENTS.items()
    ),
    *_settings(),
    *_patterns(),
    *_nested(),
    *(Case(f"a script {does}", script(text), (), 1) for does, text in _SCRIPTS.items()),
]
