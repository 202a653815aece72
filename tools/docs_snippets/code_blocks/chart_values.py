"""Values of Helm charts that become the spec of a resource, in files and where they are written."""

from collections.abc import Iterable, Iterator

from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.shell import Command
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.api_versions import ChartValue, api_facts

_FILES = (".yaml", ".yml")


def chart_values(
    manifests: Iterable[Manifest], commands: Iterable[Command]
) -> Iterator[tuple[ChartValue, YamlNode]]:
    """The specs that values give, each with what the chart makes of it."""
    for manifest in manifests:
        if manifest.error is None and manifest.checked:
            yield from _of_root(manifest.root)
    for command in commands:
        for document in _written(command):
            if document.error is None:
                yield from _of_root(document.root)


def _of_root(root: YamlNode) -> Iterator[tuple[ChartValue, YamlNode]]:
    if root.kind != "map" or root.get("kind") is not None:
        return
    known = api_facts().chart_values
    for child in root.children:
        value = known.get(child.key or "")
        if value is not None and child.kind == "map":
            of_spec = (each for each in child.children if each.key not in value.beside)
            yield value, child._replace(children=tuple(of_spec))


def _written(command: Command) -> tuple[Manifest, ...]:
    """What a command writes into a file of values."""
    targets = (each.target.value for each in command.redirects if each.operator == ">")
    if not any(target.endswith(_FILES) for target in targets):
        return ()
    if command.name == "echo" and len(command.words) == 2:
        return documents(command.words[1].excerpt)
    return documents(command.stdin) if command.name == "cat" and command.stdin else ()
