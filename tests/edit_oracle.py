"""Random edits of real docs, each checked by what is kept and from nothing: `make edits`.

After each edit of a sample of the docs, `lint` with what earlier runs kept must print what `lint`
prints without, byte for byte; with `--live`, a session must that is told of each edit. The seed is
printed, and each difference with the edit that made it.
"""

import argparse
import difflib
import io
import os
import random
import re
import shutil
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from docs_snippets import cli
from docs_snippets.files.file_states import States, states_below
from docs_snippets.linting import generated_text
from docs_snippets.report import output
from docs_snippets.report.writers import ReportContext, formats
from docs_snippets.runs import cached_check, notices
from docs_snippets.runs.live_check import LiveRoot
from docs_snippets.sessions.inputs import difference
from docs_snippets.sessions.live import LiveSession
from repository import commit

ROOT = Path(__file__).parent.parent
PAGES = ".mdx"
SHARE = 0.03
"""Of the pages, in each tree the same ones."""
COMMITS = 0.1
"""How often what was edited is committed, so that later edits are the change."""
OPEN = 0.5
"""Of the files that change, those that are open documents."""


class Sample(NamedTuple):
    """Some of the docs, with a configuration of their own."""

    folder: Path
    random: random.Random

    @property
    def docs(self) -> Path:
        """The docs root."""
        return self.folder / "docs"

    def pages(self) -> list[Path]:
        """All pages, in order."""
        return sorted(self.docs.rglob(f"*{PAGES}"))

    def page(self) -> Path:
        """Any page."""
        return self.random.choice(self.pages())


def sample(shared: Path, folder: Path, seed: int, share: float) -> Sample:
    """Pages of all trees, drawn by a seed, and all that is no page."""
    chosen = random.Random(seed)
    drawn: dict[str, bool] = {}
    found = Sample(folder, chosen)
    with tarfile.open(shared / "corpus" / "docs-head.tar.xz") as packed:
        for member in packed.getmembers():
            name = re.sub(r"^[^/]*_versioned_docs/[^/]*/|^[^/]*/", "", member.name)
            if not name.endswith(PAGES) or drawn.setdefault(name, chosen.random() < share):
                packed.extract(member, found.docs, filter="data")
    for name in ("versions.yaml", "snippets", "templates"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    return found


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines(keepends=True)


def _edit_lines(change: Callable[[random.Random, list[str]], None]) -> Callable[[Sample], str]:
    def edit(on: Sample) -> str:
        path = on.page()
        lines = _lines(path) or ["\n"]
        change(on.random, lines)
        path.write_text("".join(lines), "utf-8")
        return f"{change.__name__.strip('_')} in {path.relative_to(on.docs)}"

    return edit


def _drop_line(by: random.Random, lines: list[str]) -> None:
    del lines[by.randrange(len(lines))]


def _double_line(by: random.Random, lines: list[str]) -> None:
    at = by.randrange(len(lines))
    lines.insert(at, lines[at])


def _swap_words(by: random.Random, lines: list[str]) -> None:
    at = by.randrange(len(lines))
    words = re.split(r"(\W+)", lines[at])
    by.shuffle(words)
    lines[at] = "".join(words).rstrip("\n") + "\n"


def _misspell(by: random.Random, lines: list[str]) -> None:
    at = by.randrange(len(lines))
    lines[at] = re.sub(r"([a-z])([a-z])(?=[a-z]{2})", r"\2\1", lines[at], count=1)


def _rename_heading(by: random.Random, lines: list[str]) -> None:
    places = [number for number, line in enumerate(lines) if line.startswith("#")]
    if places:
        lines[by.choice(places)] = f"## Renamed {by.randrange(9)}\n"


def _add_link(by: random.Random, lines: list[str]) -> None:
    target = by.choice(("index.mdx", "../about/index.mdx#nothing", "nowhere.mdx", "#overview"))
    lines.append(f"\nSee [the page]({target}).\n")


def _add_manifest(by: random.Random, lines: list[str]) -> None:
    name = by.choice(("bpfKubeProxyHealthzPort", "vxlanPort", "bpfEnabeld"))
    head = (
        "apiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: default\n"
    )
    lines.append(f"\n```yaml\n{head}spec:\n  {name}: {by.randrange(9000)}\n```\n")


def _change_import(by: random.Random, lines: list[str]) -> None:
    places = [number for number, line in enumerate(lines) if line.startswith("import ")]
    if places:
        at = by.choice(places)
        lines[at] = by.choice(("", lines[at].replace(PAGES, f"-gone{PAGES}")))


def _move_page(on: Sample) -> str:
    path = on.page()
    path.rename(path.with_name(f"moved-{on.random.randrange(99)}-{path.name}"))
    return f"move {path.relative_to(on.docs)}"


def _remove_page(on: Sample) -> str:
    path = on.page()
    path.unlink()
    return f"remove {path.relative_to(on.docs)}"


def _copy_page(on: Sample) -> str:
    path = on.page()
    shutil.copy(path, path.with_name(f"copy-{on.random.randrange(99)}{PAGES}"))
    return f"copy {path.relative_to(on.docs)}"


def _take_text(on: Sample) -> str:
    one, two = on.page(), on.page()
    one.write_text(two.read_text("utf-8"), "utf-8")
    return f"write {two.relative_to(on.docs)} to {one.relative_to(on.docs)}"


def _change_reference(on: Sample) -> str:
    path = on.random.choice(sorted(on.docs.rglob("config-params.json")))
    names = sorted(set(re.findall(r'"(?:NameConfigFile|NameYAML)": "(\w+)"', path.read_text())))
    name = on.random.choice(names)
    path.write_text(path.read_text("utf-8").replace(f'"{name}"', f'"{name}2"'), "utf-8")
    return f"rename {name} in {path.relative_to(on.docs)}"


def _change_variables(on: Sample) -> str:
    path = on.random.choice(sorted(on.docs.rglob("variables.js")))
    lines = _lines(path)
    at = on.random.randrange(len(lines))
    lines[at] = on.random.choice(("", lines[at].replace("'", "'x", 1)))
    path.write_text("".join(lines), "utf-8")
    return f"line {at + 1} of {path.relative_to(on.docs)}"


def _change_template(on: Sample) -> str:
    path = on.random.choice(sorted((on.folder / "templates").glob("*.mdx")))
    path.write_text(f"{path.read_text('utf-8').rstrip()} More.\n", "utf-8")
    return f"template {path.name}"


def _use_component(by: random.Random, lines: list[str]) -> None:
    name = by.choice(("Tabs", "TabItem", "Tabz", "Odd", "Odds", "Rare"))
    if by.random() < 0.3:
        lines[:0] = [f"import {name} from '@theme/{name}';\n", "\n"]
    lines.append(f"\n<{name}>\n\nWords.\n\n</{name}>\n")


def _use_name(by: random.Random, lines: list[str]) -> None:
    lines.append(f"\nSee {{{by.choice(('siteName', 'docsBase', 'props.title'))}}}.\n")


def _link_beside(by: random.Random, lines: list[str]) -> None:
    lines.append(f"\nSee [there]({by.choice(('/extra', '/fr/extra', '/use-cases', '/'))}).\n")


def _change_own_page(on: Sample) -> str:
    folder = on.random.choice(("src/pages", "i18n/fr/docusaurus-plugin-content-pages"))
    path = on.docs / folder / on.random.choice(("extra.js", "extra.mdx", "index.js"))
    if path.exists():
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("export default () => null;\n", "utf-8")
    return f"come or go {path.relative_to(on.docs)}"


def _change_script(on: Sample) -> str:
    path = on.docs / "src" / "client.js"
    path.parent.mkdir(exist_ok=True)
    name = on.random.choice(("siteName", "docsBase", "other"))
    path.write_text(f"window.{name} = 1;\n", "utf-8")
    return f"{name} in {path.relative_to(on.docs)}"


def _copy_elsewhere(on: Sample) -> str:
    """Copies a page to another folder of another tree: that is a copy of the page as well."""
    path, other = on.page(), on.page()
    there = other.parent / path.name
    shutil.copy(path, there)
    return f"copy {path.relative_to(on.docs)} to {there.relative_to(on.docs)}"


def _change_configuration(on: Sample) -> str:
    path = on.folder / "versions.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}# {on.random.random()}\n", "utf-8")
    return "versions.yaml"


EDITS: tuple[tuple[Callable[[Sample], str], int], ...] = (
    (_edit_lines(_drop_line), 6),
    (_edit_lines(_double_line), 4),
    (_edit_lines(_swap_words), 4),
    (_edit_lines(_misspell), 6),
    (_edit_lines(_rename_heading), 5),
    (_edit_lines(_add_link), 5),
    (_edit_lines(_add_manifest), 4),
    (_edit_lines(_change_import), 4),
    (_move_page, 3),
    (_remove_page, 2),
    (_copy_page, 3),
    (_take_text, 2),
    (_change_reference, 2),
    (_change_variables, 2),
    (_change_template, 1),
    (_change_configuration, 1),
    (_edit_lines(_use_component), 4),
    (_edit_lines(_use_name), 3),
    (_edit_lines(_link_beside), 3),
    (_change_own_page, 2),
    (_change_script, 1),
    (_copy_elsewhere, 2),
)
"""How the docs are edited, and how often each way is taken."""


def printed(on: Sample, *options: str) -> str:
    """What `lint` prints of the docs."""
    out, err = io.StringIO(), io.StringIO()
    where = ("--config", str(on.folder / "versions.yaml"), "--docs", str(on.docs))
    cli.run(["lint", *where, "-q", "--jobs", "1", "--output-format", "json", *options], out, err)
    return out.getvalue() + err.getvalue()


class Cached(NamedTuple):
    """Runs of `lint` that keep what they found."""

    on: Sample
    folder: Path

    def printed(self) -> str:
        """What a run prints."""
        return printed(self.on, "--cache-dir", str(self.folder))

    def restart(self) -> None:
        """Forgets what was kept."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.printed()


def fixed(on: Sample, *options: str) -> str:
    """What fixes make of the pages, and what is printed; the pages stay as they are."""
    before = {path: (path.read_bytes(), path.stat()) for path in on.pages()}
    said = printed(on, "--fix", *options)
    written = {path: path.read_bytes() for path in before}
    other = {path: data for path, data in written.items() if data != before[path][0]}
    for path in other:
        data, status = before[path]
        path.write_bytes(data)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    texts = (f"{path}\n{data.decode(errors='replace')}\n" for path, data in other.items())
    return said + "".join(texts)


def part(on: Sample) -> tuple[str, ...]:
    """The options of a run on a part of the docs, on a change, or with fixes."""
    ways = (
        ("--changed=HEAD",),
        ("--changed=HEAD", "--fix"),
        ("--changed=HEAD", "--filter-mode", "file"),
        ("--tree", on.random.choice(("calico/*", "calico-cloud/*"))),
        tuple(str(path) for path in on.random.sample(on.pages(), 3)),
        (str(on.page().parent),),
        ("--fix",),
        ("--diff", "--unsafe-fixes"),
    )
    return on.random.choice(ways)


def parts_differ(kept: "Cached", what: str) -> bool:
    """Whether a run on a part of the docs says something else with what was kept, and shows it."""
    # Both ways of a run on some pages, whatever their number.
    cached_check.MANY = kept.on.random.choice((1, 100))
    options = part(kept.on)
    do = fixed if "--fix" in options else printed
    options = tuple(each for each in options if each != "--fix")
    found = do(kept.on, *options, "--cache-dir", str(kept.folder))
    return _differ(f"{what}: {' '.join(options)}", found, do(kept.on, *options, "--no-cache"))


def _differ(what: str, found: str, wanted: str) -> bool:
    if found != wanted:
        lines = difflib.unified_diff(wanted.splitlines(), found.splitlines(), n=0)
        print(what, *(each[-500:] for each in [*lines][:12]), sep="\n  ", flush=True)
    return found != wanted


class Live:
    """A session that stays, and is told which files are others; some of them are open documents."""

    def __init__(self, on: Sample) -> None:
        self.on = on
        self.restart()

    def restart(self) -> None:
        """Begins from nothing."""
        self.root = LiveRoot(self.on.folder / "versions.yaml", self.on.docs)
        found = self.root.session()
        assert isinstance(found, LiveSession)
        self.session = found
        self.before = self._states()
        while self.session.step():
            pass

    def _states(self) -> tuple[States, States]:
        return states_below(self.on.docs, {}), states_below(self.on.folder, {})

    def printed(self) -> str:
        """What the session knows, as a run prints it."""
        docs, beside = self.before
        self.before = self._states()
        self._tell(difference(docs, self.before[0]).all)
        others = difference(beside, self.before[1]).all
        self.session.edit_beside(path for path in others if not path.startswith("docs/"))
        for _ in range(self.on.random.randrange(4)):
            self.session.step(self._awaited())  # and on, as if the user had gone on typing
        self._tell(difference(docs, self.before[0]).all)
        while self.session.step(self._awaited()):
            pass
        docs_now = self.session.docs
        bases = docs_now.root, Path(), docs_now.config.path.parent
        found = generated_text.with_template_lines(docs_now, self.session.findings())
        out = io.StringIO()
        pages, components = notices.page_counts(tuple(self.session.found))
        context = ReportContext(
            pages=pages,
            components=components,
            repository_path=output.repository_paths(*bases),
            source_of=output.source_reader({}, *bases),
        )
        formats()["json"].write(found, context, out)
        return out.getvalue()

    def _awaited(self) -> Callable[[], bool] | None:
        """Says at some point of a step that another edit came, so that the step is given up."""
        asked = count()
        last = self.on.random.choice((1, 100, 10_000, None, None, None))
        return None if last is None else lambda: next(asked) >= last

    def _tell(self, paths: frozenset[str]) -> None:
        for path in paths:
            file = self.on.docs / path
            if file.is_file() and self.on.random.random() < OPEN:
                self.root.texts[str(file)] = file.read_bytes()
            else:
                self.root.texts.pop(str(file), None)
        self.session.edit(paths)


def run(shared: Path, count: int, seed: int, share: float, *, live: bool) -> int:
    """Edits and compares; the exit code: 1 if anything differed."""
    wrong = 0
    spent = [0.0, 0.0]
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        on = sample(shared, Path(folder), seed, share)
        commit(on.folder)
        kept = Live(on) if live else Cached(on, Path(cache))
        kept.printed()
        ways, weights = zip(*EDITS, strict=True)
        for number in range(1, count + 1):
            if on.random.random() < COMMITS:
                commit(on.folder)
            what = f"{number}: {on.random.choices(ways, weights)[0](on)}"
            first = on.random.random() < 0.5  # with what was kept before the edit
            differs = isinstance(kept, Cached) and first and parts_differ(kept, what)
            started = time.process_time()
            found = kept.printed()
            between = time.process_time()
            wanted = printed(on, "--no-cache")
            spent[0] += between - started
            spent[1] += time.process_time() - between
            differs |= _differ(what, found, wanted)
            differs |= isinstance(kept, Cached) and not first and parts_differ(kept, what)
            if differs:
                wrong += 1
                kept.restart()
    times = " s, ".join(f"{each:.0f}" for each in spent)
    print(f"{count - wrong} of {count} edits found as from nothing; {times} s")
    return int(wrong > 0)


def main() -> int:
    """Parses the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument(
        "--share", type=float, default=SHARE, help="of the pages (default: %(default)s)"
    )
    parser.add_argument("--live", action="store_true", help="edit in a session that stays")
    args = parser.parse_args()
    return run(args.shared, args.count, args.seed, args.share, live=args.live)


if __name__ == "__main__":
    sys.exit(main())
