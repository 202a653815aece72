"""YAML and JSON of pages: values, exact places, and what is read of broken documents."""

import pytest

from docs_snippets.code_blocks.manifests import Manifest, documents, page_manifests
from docs_snippets.core.source import Source, excerpt
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.mdx.reader import read_page


def read(text: str) -> tuple[Manifest, ...]:
    return documents(excerpt([(text, 0)]))


def one(text: str) -> Manifest:
    (manifest,) = read(text)
    return manifest


def found(text: str, *route: str | int) -> YamlNode:
    node = one(text).root.get(*route)
    assert node is not None
    return node


def test_what_a_manifest_says_it_is() -> None:
    manifest = one("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: front\n")
    said = (manifest.api_version, manifest.kind, manifest.name, manifest.namespace)
    assert said == ("v1", "Pod", "web", "front")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("1", "int"),
        ("0x1f", "int"),
        ("1.5", "float"),
        ("true", "bool"),
        ("yes", "str"),
        ("", "null"),
        ("null", "null"),
        ('"1"', "str"),
        ("!!str 1", "str"),
        ("90s", "str"),
        ("<port>", "unknown"),
        ("$[port]", "unknown"),
        ('"<a b>"', "unknown"),
        ("$PORT", "unknown"),
        ("${PORT}", "unknown"),
        ("{{ .Values.port }}", "unknown"),
        ("[1, 2]", "list"),
        ("{a: 1}", "map"),
    ],
)
def test_kinds_of_values(value: str, kind: str) -> None:
    assert found(f"a: {value}\n", "a").kind == kind


@pytest.mark.parametrize(
    "value", ["<your port>", "$[a.b]", "pre-<x y>-$[z]", "{{ .a }}:{{ .b }}", "<a>:<b>"]
)
def test_what_was_hidden_from_the_parser_is_given_back(value: str) -> None:
    assert found(f"a: {value}\n", "a").value == value


def test_spans_cover_key_and_value_as_typed() -> None:
    text = "spec:\n  'a b': \"x\\ty\"\n  list: [1, {c: d}]\n  block: |\n    one\n    two\nend: 1\n"
    spec = found(text, "spec")
    quoted, items, block = spec.children
    assert quoted.key_span is not None
    assert text[slice(*quoted.key_span)] == "a b"
    assert text[slice(*quoted.span)] == '"x\\ty"'
    assert quoted.value == "x\ty"
    assert text[slice(*items.span)] == "[1, {c: d}]"
    assert text[slice(*items.children[1].span)] == "{c: d}"
    assert block.value == "one\ntwo\n"
    assert text[slice(*spec.span)].startswith("'a b'")
    assert spec.span.end <= text.index("end")


def test_spans_of_a_fence_in_a_list_are_those_of_the_page() -> None:
    page = read_page(
        Source("page.mdx", "1. Do:\n\n   ```yaml\n   kind: Pod\n   spec:\n     a: 12\n   ```\n")
    )
    (manifest,) = page_manifests(page)
    node = manifest.root.get("spec", "a")
    assert node is not None
    assert page.source.slice(node.span) == "12"
    assert page.source.region(node.span)[:2] == (6, 9)


def test_elisions_and_highlighting_are_no_content() -> None:
    text = (
        "...\n// highlight-next-line\nspec:\n  # highlight-start\n  a: 1\n  ...\n  [...]\n"
        "  b: 2\n  <and so on: more>\n  c:\n  - ...\n"
    )
    root = one(text).root
    assert [child.key for child in root.children] == ["spec"]
    spec = root.get("spec")
    assert spec is not None
    assert [child.key for child in spec.children] == ["a", "b", "c"]
    assert one(text).error is None


def test_several_documents_one_of_them_broken() -> None:
    first, second, third = read("a: 1\n---\nb: [1\n--- # next\nc: 3\n")
    assert first.root.text("a") == "1"
    assert second.error is not None
    unended = second.root.get("b")
    assert unended is not None
    assert unended.kind == "unknown"  # its items may be any
    assert third.root.text("c") == "3"
    assert third.error is None


def test_what_clients_refuse_is_refused() -> None:
    manifest = one("ports: [:8080, '1234']\n")  # fine in YAML 1.2, and no client reads that
    assert manifest.error is not None
    assert manifest.error.message == "missing value before this"
    assert manifest.error.span.start == len("ports: [")


def test_an_error_points_where_the_parser_stopped() -> None:
    text = "kind: A\nspec:\n  a: 1\n b: 2\n"
    manifest = one(text)
    assert manifest.error is not None
    assert text[manifest.error.span.start :].startswith("b: 2")
    assert manifest.kind == "A"
    assert manifest.root.text("spec", "a") == "1"


def test_a_key_that_is_given_twice_is_there_twice() -> None:
    keys = [child.key for child in one("a: 1\nb: 2\na: 3\n").root.children]
    assert keys == ["a", "b", "a"]


def test_items_of_a_list_are_manifests() -> None:
    text = "kind: List\nitems:\n- kind: A\n  metadata: {name: x}\n- kind: B\n"
    assert [(m.kind, m.name) for m in read(text)] == [("A", "x"), ("B", "")]


def test_json_is_read_alike() -> None:
    text = '{"kind": "A", "spec": {"n": 1, "s": "1"}}'
    manifest = one(text)
    assert [child.kind for child in manifest.root.get("spec").children] == ["int", "str"]  # type: ignore[union-attr]


def test_a_page_gives_fences_and_what_commands_read() -> None:
    page = read_page(
        Source(
            "page.mdx",
            "```yaml noValidation\nkind: A\n```\n\n"
            "```bash\nkubectl apply -f - <<EOF\nkind: B\nEOF\n"
            "cat <<EOF > notes\nnothing: here\nEOF\n```\n",
        )
    )
    first, second = page_manifests(page)
    assert (first.kind, first.checked, first.fence, first.command) == ("A", False, 0, None)
    assert (second.kind, second.checked, second.fence) == ("B", True, 1)
    assert second.command is not None


def test_nothing_makes_it_raise() -> None:
    text = "a: &x [*x, {b: 'c'}]\n? - d\n: |\n  e\n\tf: !t \"\\q\" # é\n%Y\n--- >\n g\n\0\ud800\n"
    for end in range(len(text)):
        read(text[:end])
        read(text[end:])
    assert read("[" * 500)[0].error is not None
    assert read("{a: " * 500)[0].error is not None
