"""Custom resource definitions: the fields of every kind, `Kind.spec.replicas` or `spec.replicas`.

Of several versions of a kind the stored one comes first; the others add what it does not have.
"""

import re
from collections.abc import Iterator, Mapping

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.definitions import documents_in, without_templates
from docs_snippets.facts.fact_records import FactRecord, no_facts, parameters_of
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.schema_document import SchemaDocument, read_document, read_yaml_document
from docs_snippets.facts.schema_facts import Route, SchemaFacts

_DEFINITION = re.compile(r"\bCustomResourceDefinition\b")
_OF_ALL = frozenset({"apiVersion", "kind", "metadata", "status"})


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The fields of all kinds that a file defines."""
    records: list[FactRecord] = []
    skipped: list[Quote] = []
    for document in _documents(source):
        if isinstance(document, Diagnostic):
            return document
        records += _fields(document, options, skipped)
    if not records and not skipped:
        words = "no resource definition with a schema here"
        return no_facts(source, words)
    return parameters_of(source, records, skipped)


def _documents(source: Source) -> Iterator[SchemaDocument | Diagnostic]:
    plain = without_templates(source.text)
    if plain.lstrip()[:1] == "{":
        yield read_document(source)
        return
    for start, text in documents_in(plain):
        if _DEFINITION.search(text):
            yield read_yaml_document(source, text, plain.count("\n", 0, start) + 1)


def _fields(
    document: SchemaDocument, options: ReferenceOptions, skipped: list[Quote]
) -> Iterator[FactRecord]:
    spec = _map(document.members, "spec")
    kind, group = _map(spec, "names").get("kind"), spec.get("group")
    if not (isinstance(kind, str) and isinstance(group, str)):
        return
    seen: set[str] = set()
    for route, schema in _schemas(spec):
        facts = SchemaFacts(
            schema, document.source.path, document.place, "field", kind, group, f"{kind}."
        )
        inner = {
            key: each for key, each in _map(schema, "properties").items() if key not in _OF_ALL
        }
        for record in facts.of({**schema, "properties": inner}, route):
            if record.name not in seen:
                seen.add(record.name)
                yield record
        skipped += facts.skipped


def _schemas(spec: Mapping[str, object]) -> list[tuple[Route, Mapping[str, object]]]:
    """The schemas of the versions that are served, the stored one first."""
    found: list[tuple[bool, Route, Mapping[str, object]]] = []
    listed = spec.get("versions")
    for number, version in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(version, Mapping) or version.get("served") is False:
            continue
        schema = _map(_map(version, "schema"), "openAPIV3Schema")
        route = ("spec", "versions", str(number), "schema", "openAPIV3Schema")
        if schema:
            found.append((version.get("storage") is not True, route, schema))
    old = _map(_map(spec, "validation"), "openAPIV3Schema")
    if old:
        found.append((True, ("spec", "validation", "openAPIV3Schema"), old))
    return [(route, schema) for _, route, schema in sorted(found, key=lambda each: each[0])]


def _map(members: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = members.get(key)
    return found if isinstance(found, Mapping) else {}


def recognizes(path: str, text: str) -> bool:
    """Whether a file defines kinds of resources."""
    return bool(re.search(r"""kind["']?:[ \t]*["']?CustomResourceDefinition\b""", text))


READER = Reader(read, (".yaml", ".yml", ".json"), recognizes, complete=True, order=1)
