"""Targets that run the program on docs made of an input, and see that it keeps its word.

Whatever the docs, the repository and the arguments are: no exception leaves the program, its exit
code is one of its contract, no printed text moves a cursor or commands a runner, and nothing is
written but what the command is there to write. What a command wrote, it leaves alone the next time.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from docs_snippets.commands import names
from fuzz import edits, git_states, materials
from fuzz.choices import Choices
from fuzz.edits import Pieces
from fuzz.program import CONTROL, UnkeptError, again, lay, place, run

_LINTING = ("lint", "--jobs", "1")


@cache
def pieces() -> Pieces:
    """What edits put in."""
    return Pieces(materials.tokens(), materials.pool(), materials.ODD_NAMES)


def _options(choices: Choices, options: Mapping[str, Sequence[str]], most: int) -> tuple[str, ...]:
    """Some options, each with one of its values, or none where it takes none."""
    found: list[str] = []
    for _ in range(choices.number(most + 1)):
        name = choices.one(sorted(options))
        values = options[name]
        found += [name, choices.one(values)] if values else [name]
    return tuple(found)


_NONE: Sequence[str] = ()
_REPORTING = {
    "--output-format": materials.FORMATS[:10],
    "--color": ("always", "never"),
    "--statistics": _NONE,
    "--no-ignores": _NONE,
    "--fail-on": ("error", "warning", "info"),
    "--verbose": _NONE,
    "--quiet": _NONE,
}


def lint(data: bytes) -> None:
    """Any docs, checked and reported in any format."""
    choices = Choices(data)
    lay(edits.edited(materials.site(choices), choices, pieces()))
    options = _options(choices, _REPORTING, 2)
    done = run(*_LINTING, *options)
    if "json" in options and done.code < 2:
        json.loads(done.out)
    if choices.chance(16) and run(*_LINTING, *options) != done:
        raise UnkeptError("a run gives what the one before gave", done)


def references(data: bytes) -> None:
    """Any references, definitions of resources, variables and versions, and what asks for them."""
    choices = Choices(data)
    wanted = choices.one(("config-params", "variables", "crds/", "releases", "versions", "config"))
    lay(edits.edited(materials.site(choices), choices, pieces(), wanted))
    commands = (_LINTING, ("trees", "-v"), ("param", choices.one(materials.WORDS)))
    run(*choices.one(commands))


def configuration_of_docs(data: bytes) -> None:
    """Any settings, of the docs or of the site."""
    choices = Choices(data)
    wanted = choices.one(("versions.yaml", "docusaurus.config", "versions.yaml", ".js"))
    lay(edits.edited(materials.site(choices), choices, pieces(), wanted))
    run(*choices.one((_LINTING, ("trees",), ("render", "--check"), ("page",))))


def stdin(data: bytes) -> None:
    """Any page on standard input, as an editor sends it."""
    choices = Choices(data)
    lay(materials.site(choices))
    page = edits.edited({"page.mdx": choices.one(pieces().files)}, choices, pieces())
    text = next((each for each in page.values() if isinstance(each, bytes)), b"")
    name = choices.one(("docs/calico/3.31/page.mdx", "site/guide/a.mdx", *materials.PLACES))
    run(*_LINTING, "-", "--stdin-filename", name, *_options(choices, _REPORTING, 1), stdin=text)


def fix(data: bytes) -> None:
    """Any docs, fixed; a second time there is nothing to do."""
    choices = Choices(data)
    lay(edits.edited(materials.site(choices), choices, pieces(), "page"))
    command = (*_LINTING, "--fix", *choices.one(((), ("--unsafe-fixes",))))
    run(*command, "--diff")
    run(*command, stays=False)
    again("fixing twice is fixing once", lambda: run(*command, stays=False))


def render(data: bytes) -> None:
    """Any snippets, rendered; a second time there is nothing to do, and a check says so."""
    choices = Choices(data)
    lay(edits.edited(materials.snippets(choices), choices, pieces(), choices.one(_RENDERED)))
    run("render", "--diff", "--check")
    command = ("render", *choices.one(_RENDERING))
    first = run(*command, stays=False)
    checked = run("render", "--check", *command[1:])
    if first.code == 0 and checked.code:
        raise UnkeptError("rendered is current", f"{first}\n{checked}")
    again("rendering twice is rendering once", lambda: run(*command, stays=False))
    if choices.chance(4):
        run("show", choices.one(("paging", "paging/how", "*", "nothing")))


_RENDERED = ("snippets/", "templates/", "setup.mdx", ".mdx", "params", "versions.yaml", "")
_RENDERING = ((), (), ("paging",), ("-v",), ("--tree", "guide/next"))


def adopt(data: bytes) -> None:
    """Any copies, taken over from a repository that keeps them."""
    choices = Choices(data)
    root = lay(
        state := edits.edited(
            materials.snippets(choices), choices, pieces(), choices.one(_RENDERED)
        )
    )
    git_states.make(root, state, choices)
    command = ("render", "--adopt", *choices.one(((), ("--accept-loss",))))
    run(*command, "--diff")
    run(*command, stays=False)
    again("rendering twice is rendering once", lambda: run(*command, stays=False))


def _changed(choices: Choices) -> None:
    """A repository, and a change in it."""
    base = materials.site(choices)
    if choices.chance(3):
        base = edits.edited(base, choices, pieces())
    head = edits.edited(base, choices, pieces())
    git_states.make(lay(head), base, choices)


def change(data: bytes) -> None:
    """Any change of any repository, checked."""
    choices = Choices(data)
    _changed(choices)
    said = choices.one(((), ("--pr-text", choices.one(materials.PLACES))))
    mode = choices.one(((), ("--filter-mode", choices.one(("added", "file", "nofilter")))))
    run(*_LINTING, "--changed=HEAD", *said, *mode, *_options(choices, _REPORTING, 1))


def mirror(data: bytes) -> None:
    """Any edit, made in other trees."""
    choices = Choices(data)
    _changed(choices)
    source, other = choices.one(materials.TREES[:8]), choices.one(materials.TREES[:10])
    path = choices.one(("calico/3.31", "docs/calico/3.31", "guide", *materials.PLACES))
    command = ("mirror", path, "--from", source, "--to", other, "--base", "HEAD")
    run(*command)
    if choices.chance(4):
        run(*command, "--write", stays=False)


def versions(data: bytes) -> None:
    """Versions compared, cut and retired, and commits carried to them."""
    choices = Choices(data)
    base = materials.site(choices)
    head = edits.edited(base, choices, pieces())
    git_states.make(lay(head), base, choices, then=head)
    one, two = choices.one(materials.TREES[:10]), choices.one(materials.TREES[:10])
    product, _, version = one.partition("/")
    form = ("--output-format", choices.one(("text", "json")))
    command: tuple[str, ...] = choices.one(
        (
            ("diff", one, two, *form),
            ("cut", product, version or "3.31", "--base", "HEAD~1", *form),
            ("retire", product, version or "3.31", *form),
            ("backport", "HEAD", "--to", two),
        )
    )
    run(*command)
    if command[0] != "diff" and choices.chance(4):
        run(*command, "--write", stays=False)


def impact(data: bytes) -> None:
    """What any change of references reaches."""
    choices = Choices(data)
    base = materials.site(choices)
    head = edits.edited(base, choices, pieces(), choices.one(("config-params", "json", "js", "")))
    git_states.make(lay(head), base, choices)
    run("impact", "--from", "HEAD", "--output-format", choices.one(("text", "json")))


def report(data: bytes) -> None:
    """The page about any docs."""
    choices = Choices(data)
    root = lay(edits.edited(materials.site(choices), choices, pieces()))
    done = run("report", "--output-file", "made.html", stays=False)
    file = root / "made.html"
    shown = CONTROL.search(file.read_text("utf-8")) if file.is_file() else None
    if shown:
        raise UnkeptError("no control characters", ascii(shown))
    if done.code == 0 and not file.is_file():
        raise UnkeptError("what is asked for is written", done)


def init(data: bytes) -> None:
    """A configuration made for any docs; what is made can be used, and is never replaced."""
    choices = Choices(data)
    state = edits.edited(materials.site(choices), choices, pieces())
    kept = {
        path: each
        for path, each in state.items()
        if path.startswith(("docs/", "site/")) or choices.chance(8)
    }
    docs = choices.one(("docs/", "site/", ""))
    lay({path.removeprefix(docs): each for path, each in kept.items()})
    if run("init", stays=False).code == 0:
        checked = run("trees")
        if "invalid-config" in checked.out:
            raise UnkeptError("what init writes can be used", checked)
        again("init replaces nothing", lambda: run("init", stays=False))


def baseline(data: bytes) -> None:
    """All that any docs have, accepted: then there is nothing to report."""
    choices = Choices(data)
    state = edits.edited(materials.site(choices), choices, pieces())
    lay(state)
    code = run(*_LINTING, "--write-baseline", stays=False).code
    if code < 2:
        done = run(*_LINTING, "--fail-on", "info")
        if done.code:
            raise UnkeptError("what is accepted is not reported", done)
    file = place() / ".docs-snippets-baseline.json"
    if file.is_file() and choices.chance(2):
        found = edits.edited({file.name: file.read_bytes()}, choices, pieces(), file.name)
        lay({**state, **found})
        run(*_LINTING)
        run(*_LINTING, "--prune-baseline", stays=False)


def pages(data: bytes) -> None:
    """Any pages as JSON."""
    choices = Choices(data)
    lay(edits.edited(materials.site(choices), choices, pieces(), ".md"))
    done = run("page", *choices.one(((), ("--mdx1-compat", "on"), ("calico/3.31",), ("guide",))))
    for line in done.out.splitlines():
        json.loads(line)


def arguments(data: bytes) -> None:
    """Any arguments of any command."""
    choices = Choices(data)
    lay(materials.site(choices))
    words = [choices.one(names())] if not choices.chance(16) else []
    words += [choices.one(choices.one(_ARGUMENTS)) for _ in range(choices.number(6))]
    if choices.chance(4):
        free = choices.bytes(choices.number(16)).replace(b"\0", b"")
        words.append(free.decode("utf-8", "surrogateescape"))
    if choices.chance(8):
        words.reverse()
    allowed = {"--fix", "--force", "--write", "--adopt", "--write-baseline", "--output-file"}
    writes = allowed & {word.partition("=")[0] for word in words}
    commands = {"render", "init", "--prune-baseline"} & set(words)
    run(*words, stays=not writes and not commands, stdin=choices.bytes(100))


_OPTIONS = (
    *("--select", "--ignore", "--no-ignores", "--changed", "--changed=HEAD", "--filter-mode"),
    *("--pr-text", "--baseline", "--no-baseline", "--write-baseline", "--prune-baseline", "--fix"),
    *("--unsafe-fixes", "--diff", "--output-format", "--output-file", "--generated"),
    *("--statistics", "--show-files", "--fail-on", "--exit-zero", "--stdin-filename", "--jobs"),
    *("--no-cache", "--docs", "--config", "--tree", "--color", "-q", "-v", "--check", "--adopt"),
    *("--force", "--accept-loss", "--check-fail-msg", "--from", "--to", "--base", "--write"),
    *("--mdx1-compat", "--base-url", "--help", "-h", "-V", "--version", "--", "-", "-qv"),
)
_ARGUMENTS: Sequence[Sequence[str]] = (
    *(_OPTIONS, _OPTIONS, materials.PLACES, materials.TREES, materials.WORDS),
    materials.FORMATS,
)

COMMANDS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        *(lint, references, configuration_of_docs, stdin, fix, render, adopt, change, mirror),
        *(versions, impact, report, init, baseline, pages, arguments),
    )
}
