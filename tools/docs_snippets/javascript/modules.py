"""Evaluates modules: what they require and import of each other, and what they export."""

import json
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from docs_snippets.javascript.builtins import FILE
from docs_snippets.javascript.evaluate import evaluate
from docs_snippets.javascript.grammar import first_error, parse
from docs_snippets.javascript.scope import (
    LeftError,
    Machine,
    ReturnedError,
    Scope,
    StopError,
    child,
    string,
    words,
)
from docs_snippets.javascript.statements import forget, function, hoisted, statement
from docs_snippets.javascript.values import (
    UNKNOWN,
    Function,
    JsValue,
    Object,
    Unknown,
    assign,
    from_json,
    member,
    spread,
)

Read = Callable[[str], str | None]

_SUFFIXES = ("", ".js", ".ts", ".json", ".mjs", ".cjs", "/index.js", "/index.ts")
_SITE = "@site/"


def exports(
    path: str,
    read: Read,
    *,
    names: Mapping[str, JsValue] | None = None,
    packages: Mapping[str, JsValue] | None = None,
    root: str | None = None,
) -> JsValue:
    """What the module at a path exports; `read` gives a file's text, None when there is none.

    Paths are relative to the docs root, with `/`. A module that cannot be read is UNKNOWN, and so
    are names that no module declares and packages, those given by `names` and `packages` aside.
    `root` is what the docs root is called where a module asks for the place of its file.
    """
    return _Loader(read, names or {}, packages or {}, root).load(path)


def module_scope(path: str, root: Node, read: Read, names: Mapping[str, JsValue]) -> Scope:
    """The names of a module that stands at a path, `names` given to it among them."""
    return _Loader(read, names, {}, None).scope(path, root)


def syntax_error(text: str, path: str = "") -> int | None:
    """Offset of the first thing in a module that is no script; None in a sound one."""
    byte = first_error(parse(text, path))
    return None if byte is None else len(text.encode()[:byte].decode(errors="replace"))


def written_strings(text: str, path: str) -> Iterator[tuple[str, str]]:
    """Every string of a script, each with the key that it is the value of, or an empty one."""
    waiting = [(parse(text, path), "")]
    while waiting:
        node, key = waiting.pop()
        if node.type in ("string", "template_string"):
            yield key, words(node)[1:-1]
        name, value = node.child_by_field_name("key"), node.child_by_field_name("value")
        if node.type == "pair" and name and value:
            waiting += [(value, words(name).strip("\"'")), (name, "")]
        else:
            waiting.extend((each, "") for each in reversed(node.named_children))


@dataclass(slots=True)
class _Loader:
    """Reads each module once. A module that requires itself on the way is UNKNOWN to it."""

    read: Read
    names: Mapping[str, JsValue]
    packages: Mapping[str, JsValue]
    root: str | None
    modules: dict[str, JsValue] = field(default_factory=dict)
    machine: Machine = field(default_factory=lambda: Machine(function))

    def load(self, path: str) -> JsValue:
        """The exports of the file at exactly this path."""
        if path not in self.modules:
            self.modules[path] = UNKNOWN
            text = self.read(path)
            if text is not None:
                self.modules[path] = self._value(path, text)
        return self.modules[path]

    def _value(self, path: str, text: str) -> JsValue:
        if not path.endswith(".json"):
            return self._run(path, text)
        try:
            return from_json(json.loads(text))
        except (ValueError, RecursionError):
            return UNKNOWN

    def require(self, request: JsValue, importer: str) -> JsValue:
        """What a module gets when it requires a name."""
        if not isinstance(request, str) or not request.startswith((".", _SITE)):
            name = str(request).removeprefix("node:")
            return self._maker(importer) if name == "module" else self.packages.get(name, UNKNOWN)
        folder = "" if request.startswith(_SITE) else posixpath.dirname(importer)
        base = posixpath.normpath(posixpath.join(folder, request.removeprefix(_SITE)))
        if base.startswith(".."):
            return UNKNOWN
        found = (self.load(base + suffix) for suffix in _SUFFIXES)
        return next((value for value in found if not isinstance(value, Unknown)), UNKNOWN)

    def _maker(self, importer: str) -> JsValue:
        """Node's module of modules, whose `createRequire` makes a `require` for modern modules."""
        require = Function(lambda given: self.require(given[0] if given else UNKNOWN, importer))
        return Object({"createRequire": Function(lambda _given: require)}, open=True)

    def _run(self, path: str, text: str) -> JsValue:
        """What a module exports once its statements were read."""
        return member(self.scope(path, parse(text, path)).get("module"), "exports")

    def scope(self, path: str, root: Node) -> Scope:
        """Reads a module's statements in order; one that is not followed spoils what it names."""
        exported = Object()
        module = Object({"exports": exported})
        require = Function(lambda given: self.require(given[0] if given else UNKNOWN, path))
        names: dict[str, JsValue] = {"module": module, "exports": exported, "require": require}
        scope = Scope({**self.names, **self._place(path), **names}, None, self.machine)
        for part in hoisted(root):
            try:
                self._statement(part, scope, path, exported)
            except (StopError, LeftError, ReturnedError, RecursionError):
                forget(part, scope)
        return scope

    def _place(self, path: str) -> Mapping[str, JsValue]:
        """The names by which a module knows the place of its own file."""
        if self.root is None:
            return {}
        file = posixpath.join(self.root, path)
        folder = posixpath.dirname(file)
        meta: dict[str, JsValue] = {"url": FILE + file, "filename": file, "dirname": folder}
        return {"__dirname": folder, "__filename": file, "import.meta": Object(meta, open=True)}

    def _statement(self, node: Node, scope: Scope, path: str, exported: Object) -> None:
        if node.type == "import_statement":
            source = child(node, "source")
            _import(node, self.require(string(source), path), scope)
        elif node.type == "export_statement":
            other = node.child_by_field_name("source")
            if other is None:
                _export(node, scope, exported)
            else:
                _hand_on(node, self.require(string(other), path), exported)
        else:
            statement(node, scope)


def default(module: JsValue) -> JsValue:
    """The default export: of a module that has none by that name, all of it."""
    if isinstance(module, Object) and "default" in module.entries:
        return module.entries["default"]
    return module


def _import(node: Node, module: JsValue, scope: Scope) -> None:
    for clause in _below(node, "import_clause"):
        for name in clause.named_children:
            if name.type == "identifier":
                scope.names[words(name)] = default(module)
            elif name.type == "namespace_import":
                scope.names[words(name.named_children[0])] = module
            for one in _below(name, "import_specifier"):
                alias = one.child_by_field_name("alias") or child(one, "name")
                scope.names[words(alias)] = member(module, words(child(one, "name")))


def _export(node: Node, scope: Scope, exported: Object) -> None:
    declaration, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
    if declaration is not None:
        before = set(scope.names)
        statement(declaration, scope)
        is_default = any(part.type == "default" for part in node.children)
        for name in _declared(declaration, scope, before):
            assign(exported, "default" if is_default else name, scope.names[name])
    elif value is not None:
        assign(exported, "default", evaluate(value, scope))
    for clause in _below(node, "export_clause"):
        for one in _below(clause, "export_specifier"):
            alias = one.child_by_field_name("alias") or child(one, "name")
            held = scope.names.get(words(child(one, "name")), UNKNOWN)
            assign(exported, words(alias), held)


def _hand_on(node: Node, module: JsValue, exported: Object) -> None:
    """What is exported from another module."""
    clauses = list(_below(node, "export_clause"))
    for clause in clauses:
        for one in _below(clause, "export_specifier"):
            name = words(child(one, "name"))
            value = default(module) if name == "default" else member(module, name)
            alias = one.child_by_field_name("alias")
            assign(exported, words(alias) if alias else name, value)
    spaces = list(_below(node, "namespace_export"))
    for space in spaces:
        assign(exported, words(space.named_children[0]), module)
    if not clauses and not spaces:
        spread(exported, module)


def _declared(node: Node, scope: Scope, before: set[str]) -> list[str]:
    """The names a declaration added."""
    name = node.child_by_field_name("name")
    if name is not None:
        return [words(name)] if words(name) in scope.names else []
    return [added for added in scope.names if added not in before]


def _below(node: Node, kind: str) -> Iterator[Node]:
    return (part for part in node.named_children if part.type == kind)
