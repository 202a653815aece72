"""Values of charts on a page: in files of values, and in `--set` of commands that name the chart.

A block counts as values of a chart where all of its outermost keys are the chart's and nested ones
are, too. What a chart's reference lacks is told only where it lists the neighbours.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.yaml_examples import HEAD
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.docs.tree_facts import Facts, TreeFacts
from docs_snippets.facts.fact_records import DEPENDENCY
from docs_snippets.facts.joined_references import joined
from docs_snippets.facts.parameter import Parameter, Parameters
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import Tree

_SETS = frozenset({"--set", "--set-string"})
_INSTALLS = frozenset({"install", "upgrade", "template"})
_ARCHIVE = re.compile(r"(?:-v?\d[\w.+-]*)?(?:\.tgz)?$")
_ASSIGNMENT = re.compile(r"(?P<path>[^=,\\]+)=(?P<value>\{[^}]*\}|(?:[^,\\]|\\.)*)(?:,|$)")
_INDEX = re.compile(r"\[\d*\]")
_OF_ALL = "global"
"""https://helm.sh/docs/chart_template_guide/subcharts_and_globals/"""
_FEWEST = 2
"""Nested keys of a chart that tell a file of its values."""


class ChartSetting(NamedTuple):
    """A value that a page sets, by its path; `node` is what it is set to, if it is typed.

    `chart` are the values of its chart in this tree. `is_text`: it is set as a text, whatever it
    looks like.
    """

    path: str
    span: Span
    chart: "ChartValues"
    node: YamlNode | None
    where: str
    is_text: bool = False


@dataclass(frozen=True, eq=False)
class ChartValues:
    """The values of one chart in one tree. `texts` are those of its references."""

    owner: str
    facts: Parameters
    complete: bool
    texts: tuple[str, ...] = ()
    _words: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def below(self) -> Mapping[str, Mapping[str, str]]:
        """The names within each value that has any, with their paths; the outermost below ``."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for names in self.facts.names:
            parent, _, name = names.yaml.rpartition(".")
            if names.yaml and not parent.endswith("\\"):
                found[parent][name] = names.yaml
        return found

    def step(self, parent: str, name: str) -> str | None:
        """The path of a name within a value; None where it is not known."""
        inside = self.below.get(parent, {})
        return inside.get(name) or inside.get("*")

    def find(self, path: str) -> Parameter | None:
        """The value at a path."""
        return self.facts.by_yaml(path)

    def is_open(self, path: str) -> bool:
        """Whether a path leads to a value of another chart, or of all charts."""
        first = path.partition(".")[0]
        fact = self.find(first)
        return first == _OF_ALL or (fact is not None and fact.type == DEPENDENCY)

    def mentions(self, word: str) -> bool:
        """Whether the references have a word anywhere, if only in a comment."""
        if word not in self._words:
            pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
            self._words[word] = any(pattern.search(text) for text in self.texts)
        return self._words[word]


def charts(facts: TreeFacts) -> Mapping[str, ChartValues]:
    """The charts whose values the references of a tree have, by name."""
    return facts.derived(_Charts).of(facts.tree, facts)


@dataclass(frozen=True, eq=False)
class _Charts:
    facts: Facts
    _known: dict[Tree | None, Mapping[str, ChartValues]] = field(default_factory=dict)

    def of(self, tree: Tree | None, facts: TreeFacts) -> Mapping[str, ChartValues]:
        if tree not in self._known:
            self._known[tree] = dict(self._read(facts))
        return self._known[tree]

    def _read(self, facts: TreeFacts) -> Iterator[tuple[str, ChartValues]]:
        found = [each for each in facts.listed if _is_of_chart(each.facts)]
        for owner in dict.fromkeys(each.file.of for each in found):
            own = [each for each in found if each.file.of == owner]
            together = joined([each.facts for each in own])
            assert together is not None
            complete = any(each.file.complete for each in own)
            texts = tuple(each.file.source.text for each in own)
            yield owner, ChartValues(owner, together, complete, texts)


def _is_of_chart(facts: Parameters) -> bool:
    return bool(facts.names) and facts.numbered(0)[0].kind == "value"


def chart_settings(page: Page, facts: TreeFacts) -> Iterator[ChartSetting]:
    """Every value of a known chart that a page sets."""
    known = charts(facts)
    if not known:
        return
    for manifest in facts.examples.yaml_documents(page):
        chart = _chart_of(manifest, known.values())
        if chart is not None:
            yield from _in_map(manifest.root, "", chart)
    if any(word in page.source.text for word in _SETS):
        for line in facts.command_lines(page):
            yield from _in_command(line, known)


def _chart_of(manifest: Manifest, known: Iterable[ChartValues]) -> ChartValues | None:
    """The chart that a document has values of."""
    root = manifest.root
    keys = [child.key or "" for child in root.children] if root.kind == "map" else []
    if not keys or manifest.error or HEAD & set(keys):
        return None
    for chart in known:
        outermost = chart.below.get("", {})
        if all(key in outermost for key in keys) and _is_sure(root, chart):
            return chart
    return None


def _is_sure(root: YamlNode, chart: ChartValues) -> bool:
    """Whether so many keys are the chart's that it is no coincidence."""
    nested = sum(
        chart.step(child.key or "", below.key or "") is not None
        for child in root.children
        for below in child.children
        if child.kind == "map"
    )
    names = len({child.key for child in root.children})
    return nested >= _FEWEST or (nested + names > _FEWEST)


def _in_map(root: YamlNode, parent: str, chart: ChartValues) -> Iterator[ChartSetting]:
    """The keys of a map of values, and those below the ones that are known."""
    pending = [(root, parent)]
    while pending:
        node, at = pending.pop()
        for child in node.children if node.kind == "map" else ():
            if child.key is None or child.key_span is None:
                continue
            path = chart.step(at, child.key)
            name = path or (f"{at}.{child.key}" if at else child.key)
            yield ChartSetting(name, child.key_span, chart, child, "values")
            if path is not None:
                pending.append((child, path))
                items = child.children if child.kind == "list" else ()
                pending += [(item, f"{path}[]") for item in items]


def _in_command(line: CommandLine, known: Mapping[str, ChartValues]) -> Iterator[ChartSetting]:
    if line.program.name != "helm" or not _INSTALLS & set(line.known.words):
        return
    # Words of a placeholder, and dots for what is left out, may follow the chart.
    named = [_chart_name(word.value) for word in reversed(line.arguments)]
    chart = next((known[name] for name in named if name in known), None)
    for flag in line.flags if chart else ():
        if flag.name in _SETS and (text := _assigned(flag)) is not None:
            assert chart is not None
            yield from _assignments(text, chart, is_text=flag.name != "--set")


def _chart_name(word: str) -> str:
    """The name of a chart as a command gives it: a path, a repository's, an archive."""
    return _ARCHIVE.sub("", word.rstrip("/").rpartition("/")[2])


def _assigned(flag: GivenFlag) -> Excerpt | None:
    """What a flag sets, typed with `=` or as the next word."""
    if flag.value is None:
        return None
    if flag.value is flag.word:
        before = flag.word.value.find("=") + 1
        return flag.word.excerpt.cut(before, len(flag.word.value))
    return flag.value.excerpt


def _assignments(text: Excerpt, chart: ChartValues, *, is_text: bool) -> Iterator[ChartSetting]:
    for found in _ASSIGNMENT.finditer(text.text):
        at, start = "", found.start("path")
        parts = found["path"].split(".")
        for number, part in enumerate(parts):
            plain, indexes = _INDEX.sub("", part), len(_INDEX.findall(part))
            path = chart.step(at, plain)
            last = number == len(parts) - 1
            span = text.span(start, start + len(plain))
            start += len(part) + 1
            if last or path is None:
                value = text.cut(*found.span("value"))
                typed_as = documents(value) if last else ()
                node = typed_as[0].root if typed_as else None
                name = path or (f"{at}.{plain}" if at else plain)
                typed = None if node is None or node.kind in ("map", "list") else node
                yield ChartSetting(name, span, chart, typed, "set", is_text)
                break
            at = path + "[]" * indexes
