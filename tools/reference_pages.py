"""Writes docs/reference: a page for each command and schema, from the program itself.

usage: reference_pages.py FOLDER

Nothing on these pages is written by hand. The files of FOLDER are replaced, and files that no
longer belong there are removed.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from docs_snippets import commands
from docs_snippets.commands import LoadedCommand
from docs_snippets.data.validation import PRINTED_SCHEMAS, schema_text
from docs_snippets.linting.manual import manual_pages
from docs_snippets.report.writers import formats

Schema: TypeAlias = Mapping[str, "SchemaValue"]
SchemaValue: TypeAlias = "str | int | bool | list[SchemaValue] | Schema | None"

NOTICE = "<!-- Written by `make docs` from the program. Do not edit. -->"
SCHEMA_FILES = {
    "versions": "versions.yaml",
    "snippet": "snippets/NAME.yaml",
    "findings": "Report in JSON",
}
_SIMPLE = {
    "text": "text",
    "name": "name",
    "path": "path",
    "page": "path",
    "words": "array of text",
    "count": "number",
    "place": "number or null",
    "scalar": "text, number or boolean",
}
"""Definitions of the schemas that are told in words; each of the others has a table."""


def main(folder: Path) -> None:
    """Writes every page."""
    pages = reference_pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")


def reference_pages() -> dict[str, str]:
    """The text of each page by the name of its file."""
    loaded = [commands.load(name) for name in commands.names()]
    pages = {f"{each.name}.md": _command_page(each) for each in loaded}
    pages |= {f"{name}-schema.md": _schema_page(name) for name in PRINTED_SCHEMAS}
    pages["index.md"] = _index(loaded)
    return {name: f"{text.rstrip()}\n\n{NOTICE}\n" for name, text in pages.items()}


def _index(loaded: list[LoadedCommand]) -> str:
    rows = "\n".join(f"| [`{each.name}`]({each.name}.md) | {_cell(each.help)} |" for each in loaded)
    listed = ", ".join(f"`{name}`" for name in formats())
    schemas = "\n".join(
        f"| [{SCHEMA_FILES[name]}]({name}-schema.md) | {_cell(str(_schema(name)['title']))} |"
        for name in PRINTED_SCHEMAS
    )
    common = argparse.ArgumentParser(add_help=False)
    commands.add_common_options(common)
    levels = [page.severity.value for page in manual_pages().values()]
    counts = ", ".join(f"{levels.count(level)} of level {level}" for level in dict.fromkeys(levels))
    return (
        "# Reference\n\n"
        "What docs-snippets promises, as the program itself describes it. "
        "[Stability](../stability.md) says what may change, and when.\n\n"
        f"## Commands\n\n| command | what it does |\n|---|---|\n{rows}\n\n"
        f"## Common options\n\nThey stand before or after the command.\n\n"
        f"{_options(common._actions)}\n\n"
        f"## Files\n\n| file | schema |\n|---|---|\n{schemas}\n\n"
        f"## Output formats\n\n`--output-format` of `lint` is one of {listed}.\n\n"
        f"## Rules\n\n{len(levels)} rules: {counts}. `docs-snippets rule` lists them.\n"
    )


def _command_page(command: LoadedCommand) -> str:
    manual = "\n\n".join(_manual_blocks(command.doc))
    groups = "\n\n".join(_groups(commands.parser(command)))
    return f"# {command.name}\n\n{manual}\n\n{groups}\n"


def _manual_blocks(doc: str) -> Iterator[str]:
    """The paragraphs of a manual; its examples and exit codes under headings."""
    for block in doc.strip().split("\n\n"):
        name, _, rest = block.partition(":")
        if name == "examples":
            lines = (re.sub(r" {2,}", "   # ", line.strip()) for line in rest.split("\n") if line)
            yield "## Examples\n\n```console\n$ {}\n```".format("\n$ ".join(lines))
        elif name == "exit codes":
            yield f"## Exit codes\n\n{_prose(rest)}"
        else:
            yield _prose(block)


def _prose(block: str) -> str:
    """A paragraph in Markdown: options as code, signs of markup as text."""
    return re.sub(r"(?<![\w`-])(--[a-z][\w-]*)", r"`\1`", _escaped(" ".join(block.split())))


def _escaped(text: str) -> str:
    """Text in which no sign outside of code is markup."""
    parts = text.split("`")
    even = (re.sub(r"[*<\[]", r"\\\g<0>", part) for part in parts[::2])
    odd = (f"`{part}`" for part in parts[1::2])
    return "".join(part for pair in zip(even, (*odd, ""), strict=False) for part in pair)


def _groups(parser: argparse.ArgumentParser) -> Iterator[str]:
    for group in parser._action_groups:
        actions = [each for each in group._group_actions if "--help" not in each.option_strings]
        if (group.title or "").startswith("common options"):
            yield "## Common options\n\nAs of [every command](index.md#common-options)."
        elif actions:
            title = (group.title or "").partition(":")[0].removeprefix("positional ")
            yield f"## {title.capitalize()}\n\n{_options(actions)}"


def _options(actions: list[argparse.Action]) -> str:
    rows = "\n".join(
        f"| {_signature(each)} | {_cell(each.help or '')} |"
        for each in actions
        if each.help != argparse.SUPPRESS
    )
    return f"| argument | meaning |\n|---|---|\n{rows}"


def _signature(action: argparse.Action) -> str:
    """How an argument is written: `-q, --quiet` or `--docs DIR`."""
    if action.nargs == 0:
        return f"`{', '.join(action.option_strings)}`"
    value = "|".join(map(str, action.choices)) if action.choices else ""
    named = action.metavar if isinstance(action.metavar, str) else value
    named = named or action.dest.upper()
    shown = f"[{named}]" if action.nargs == "?" and action.option_strings else named
    shown = f"{shown}..." if action.nargs in ("*", "+") else shown
    signature = " ".join(filter(None, (", ".join(action.option_strings), shown)))
    return f"`{signature}`".replace("|", "\\|")


def _cell(text: str) -> str:
    return _prose(text).replace("|", "\\|")


def _schema(name: str) -> Schema:
    schema: Schema = json.loads(schema_text(name))
    return schema


def _schema_page(name: str) -> str:
    schema = _schema(name)
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    objects = {key: part for key, part in definitions.items() if "properties" in _mapping(part)}
    parts = [_keys("Top level", schema, definitions)]
    parts += [_keys(f"`{key}`", _mapping(part), definitions) for key, part in objects.items()]
    return (
        f"# {SCHEMA_FILES[name]}\n\n"
        f"`docs-snippets schema {name}` prints the JSON Schema, whose `$id` is `{schema['$id']}`.\n"
        "\n" + "\n\n".join(parts)
    )


def _keys(title: str, schema: Schema, definitions: Schema) -> str:
    """A table of the keys of an object, those of objects in it with a dot."""
    rows = "\n".join(_key_rows("", schema, definitions))
    return f"## {title}\n\n| key | type | meaning |\n|---|---|---|\n{rows}"


def _key_rows(before: str, schema: Schema, definitions: Schema) -> Iterator[str]:
    required = schema.get("required", [])
    assert isinstance(required, list)
    for key, value in _mapping(schema.get("properties")).items():
        part = _mapping(value)
        mark = " (required)" if key in required else ""
        about = _cell(str(part.get("description", "")))
        yield f"| `{before}{key}`{mark} | {_type(part, definitions)} | {about} |"
        inner = _mapping(part.get("items")) if part.get("type") == "array" else part
        yield from _key_rows(f"{before}{key}.", inner, definitions)


def _mapping(value: SchemaValue) -> Schema:
    return value if isinstance(value, dict) else {}


def _type(schema: Schema, definitions: Schema) -> str:
    """The type of a value in words."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        defined = _mapping(definitions[name])
        if "properties" in defined:
            return f"[`{name}`](#{name.lower()})"
        return _SIMPLE.get(name) or _type(defined, definitions)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        choices = schema["enum"]
        assert isinstance(choices, list)
        return ", ".join(f"`{each}`" for each in choices)
    if "anyOf" in schema or "oneOf" in schema:
        kinds = schema.get("anyOf") or schema.get("oneOf")
        assert isinstance(kinds, list)
        return " or ".join(dict.fromkeys(_type(_mapping(each), definitions) for each in kinds))
    if "items" in schema:
        return f"array of {_type(_mapping(schema['items']), definitions)}"
    types = schema.get("type", "any")
    return " or ".join(map(str, types)) if isinstance(types, list) else str(types)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
