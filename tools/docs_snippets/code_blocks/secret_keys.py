"""Keys that a Secret must have by its type, in manifests and in commands that create one.

https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
"""

import posixpath
from collections.abc import Iterator

from docs_snippets.code_blocks.command_lines import CommandLine, GivenFlag
from docs_snippets.code_blocks.command_problems import CommandProblem
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.missing_fields import MERGED, MissingField
from docs_snippets.facts.api_versions import api_facts

_DATA = ("data", "stringData")
_CREATES = ("create", "secret", "generic")
_FILE, _LITERAL = "--from-file", "--from-literal"


def missing_keys(manifest: Manifest) -> Iterator[tuple[MissingField, str]]:
    """The keys that the data of a Secret lacks, each with the type that requires it."""
    typed = manifest.root.text("type") or ""
    required = api_facts().secrets.get(typed, ()) if manifest.kind == "Secret" else ()
    data = [each for each in manifest.root.children if each.key in _DATA]
    if not required or not data or any(each.kind != "map" for each in data):
        return
    given = {child.key for each in data for child in each.children}
    for key in required:
        if key not in given and MERGED not in given:
            yield MissingField(key, (data[0].key or "",), data[0].key_span or data[0].span), typed


def secret_problems(line: CommandLine) -> Iterator[CommandProblem]:
    """The keys that a command does not give to the Secret that it creates."""
    if line.known.words != _CREATES or line.elided:
        return
    flags = [each for each in line.flags if each.name in ("--type", _FILE, _LITERAL)]
    typed = [_value(each) for each in flags if each.name == "--type"]
    required = api_facts().secrets.get(typed[0] or "", ()) if len(typed) == 1 else ()
    given = [(each, _key(each)) for each in flags if each.name != "--type"]
    if len(flags) < len(line.flags) and any(each.name == "--from-env-file" for each in line.flags):
        return
    if not given or any(key is None for _, key in given):
        return
    missing = [key for key in required if all(key != other for _, other in given)]
    strange = [flag for flag, key in given if key not in required]
    if missing and strange:
        message = f"a Secret of the type {typed[0]!r} needs the key {missing[0]!r}"
        yield CommandProblem((strange[0].value or strange[0].word).span, message)


def _value(flag: GivenFlag) -> str | None:
    """What is given to a flag; None where that is left open."""
    word = flag.value
    if word is None or not word.literal:
        return None
    return word.value.partition("=")[2] if word is flag.word else word.value


def _key(flag: GivenFlag) -> str | None:
    """The key that a flag gives a value to: the name before `=`, or that of the file."""
    word = flag.value
    if word is None:
        return None
    value = word.value.partition("=")[2] if word is flag.word else word.value
    key, equals, _ = value.partition("=")
    if not equals:
        key = posixpath.basename(value) if flag.name == _FILE and word.literal else ""
    return key if key and not set("<>${}[]*`") & set(key) else None
