"""What the README of the package says is there is there, and what is there is in it."""

import ast
import re
from fnmatch import fnmatchcase
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"
PACKAGE = TOOLS / "docs_snippets"
TABLE = [
    line.split("|")[2]
    for line in (TOOLS / "README.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d+ \| `", line)
]
PLACES = [name for cell in TABLE for name in re.findall(r"`([^`]+)`", cell)]
MODULES = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}
FOLDERS = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}


NAMED_TWICE = {
    name: tuple(re.findall(r"`([\w/]+)`", line.split("|")[2]))
    for line in (TOOLS / "README.md").read_text("utf-8").splitlines()
    if (name := line[3:].partition("`")[0]) and re.match(r"\| `\w+` \| `", line)
}
"""Names that the table of shared names gives a reason for, and the modules that have them."""


def module_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.stem not in ("__init__", "__main__"):
            place = path.relative_to(PACKAGE).with_suffix("").as_posix()
            found.setdefault(path.stem, []).append(place)
    return {name: sorted(places) for name, places in found.items()}


def type_names() -> dict[str, list[str]]:
    """Public classes and type aliases, by name."""
    found: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            for name in _defined(node):
                if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name):
                    place = path.relative_to(PACKAGE).with_suffix("").as_posix()
                    found.setdefault(name, []).append(place)
    return found


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef():
            return [node.name]
        case ast.Assign():
            return [each.id for each in node.targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def test_modules_share_a_name_only_for_a_reason() -> None:
    shared = {name: tuple(places) for name, places in module_names().items() if len(places) > 1}
    assert {name: tuple(sorted(places)) for name, places in NAMED_TWICE.items()} == shared


def test_no_two_public_types_share_a_name() -> None:
    assert {name: places for name, places in type_names().items() if len(places) > 1} == {}


def test_modules_are_short_or_say_why_not() -> None:
    long = [
        path
        for path in PACKAGE.rglob("*.py")
        if len(path.read_text("utf-8").splitlines()) > 300
        and "lines" not in (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")
    ]
    assert [path.relative_to(PACKAGE).as_posix() for path in long] == []


def test_every_module_and_folder_is_in_the_table() -> None:
    missing = {
        place
        for place in MODULES | FOLDERS
        if not any(fnmatchcase(place, pattern) for pattern in PLACES)
    }
    assert not missing


def test_everything_in_the_table_is_there() -> None:
    gone = {
        pattern
        for pattern in PLACES
        if not any(fnmatchcase(place, pattern) for place in MODULES | FOLDERS)
        and not (PACKAGE / pattern).is_dir()
    }
    assert not gone
