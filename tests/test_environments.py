"""Where the program runs: locales, paths, users, streams and states of git say the same."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import repository
import roots

PAGE = "site/guide/größe.mdx"
FILES = {PAGE: "# Größe\n\nRestart the the node.\n"}
FOUND = "guide/größe.mdx:3:13: warning[repeated-word] [*] repeated word 'the'\n"
BYTES = FOUND.replace("ö", "\\udcc3\\udcb6").replace("ß", "\\udcc3\\udc9f")
"""As a Python says it that was told not to use UTF-8: names of files are bytes then."""

ESCAPED = FOUND.replace("ö", "\\xf6").replace("ß", "\\xdf")
COUNTED = "1 warning in 1 file; 5 pages checked\n[*] 1 can be fixed with `--fix`\n"
PROGRAM = "import sys; sys.path[:0] = {}; from docs_snippets.cli import main; sys.exit(main())"
NOBODY = 65_534


class Said(NamedTuple):
    """What a run ended with and said."""

    code: int
    out: str
    err: str


WHOLE = Said(0, FOUND, COUNTED)
OF_CHANGE = Said(0, FOUND, "")


def lint(
    root: Path,
    *options: str,
    environment: Mapping[str, str | None] | None = None,
    user: int | None = None,
) -> Said:
    """What a process of its own says of some docs, in an environment with some changes."""
    changed = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", **(environment or {})}
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM.format(sys.path), "lint", *options),
        cwd=root,
        env={name: value for name, value in changed.items() if value is not None},
        capture_output=True,
        check=False,
        user=user,
        extra_groups=None if user is None else (),
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


CONCISE = ("--output-format", "concise")
CHANGED = (*CONCISE, "--quiet", "--changed=HEAD")


def committed(root: Path) -> Path:
    """Docs with a change that is not committed."""
    roots.make(root)
    repository.commit(root)
    return roots.make(root, FILES)


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"LC_ALL": "C.UTF-8"}, FOUND),
        ({"LC_ALL": "C"}, FOUND),
        ({"LC_ALL": "POSIX"}, FOUND),
        ({"LC_ALL": None, "LANG": None, "LANGUAGE": None}, FOUND),
        ({"LC_ALL": "xx_XX.nowhere"}, FOUND),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, BYTES),
        ({"PYTHONIOENCODING": "ascii"}, ESCAPED),
    ],
)
@pytest.mark.parametrize("options", [CONCISE, CHANGED])
def test_locales(
    environment: Mapping[str, str | None], found: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    said = lint(committed(tmp_path), *options, environment=environment)
    assert said == (WHOLE if options == CONCISE else OF_CHANGE)._replace(out=found)


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("with spaces", "docs/of it"),
        ("with\na line", "docs\nof it"),
        ("größe", "größe"),
        (os.fsdecode(b"\xff\xfe"), os.fsdecode(b"\xff")),
        ("'\"$(x)`", ""),
        ("-rf", "--all"),
    ],
)
def test_names_of_folders(name: str, below: str, tmp_path: Path) -> None:
    root = tmp_path / name
    committed(root / below)
    shutil.rmtree(root / below / ".git")
    (root / below / PAGE).unlink()
    repository.commit(root)
    roots.make(root / below, FILES)
    assert lint(root / below, *CONCISE) == WHOLE
    assert lint(root / below, *CHANGED) == OF_CHANGE


@pytest.mark.parametrize("home", [None, "", "/nowhere", "/dev/null"])
def test_homes(home: str | None, tmp_path: Path) -> None:
    root = committed(tmp_path)
    for options, said in ((CONCISE, WHOLE), (CHANGED, OF_CHANGE)):
        assert lint(root, *options, environment={"HOME": home}) == said


@pytest.mark.skipif(os.getuid() != 0, reason="root alone can be another user")
class TestUsers:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        for folder in (tmp_path, *tmp_path.parents):
            if not folder.stat().st_mode & 0o001:
                folder.chmod(0o711)
        return committed(tmp_path / "docs")

    def test_another_user_who_may_not_write_anything(self, root: Path) -> None:
        try:
            lint(root, "--help", user=NOBODY)
        except PermissionError:
            pytest.skip("this Python is for root alone")
        home = {"HOME": str(root)}
        assert lint(root, *CONCISE, user=NOBODY, environment=home) == WHOLE
        code, out, err = lint(root, *CHANGED, user=NOBODY, environment=home)
        assert (code, out) == (2, "")
        assert "in a git repository of another user" in err
        assert "safe.directory" in err
        assert "\n" not in err.rstrip("\n")
        code, out, err = lint(root, *CONCISE, "--fix", user=NOBODY, environment=home)
        assert (code, out) == (2, FOUND)
        assert "skipped guide/größe.mdx: cannot write this file: permission denied\n" in err

    def test_a_repository_of_another_user(self, root: Path) -> None:
        for each in (root, *root.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
        assert lint(root, *CONCISE) == WHOLE
        code, out, err = lint(root, *CHANGED, environment={"HOME": "/nowhere"})
        assert (code, out) == (2, "")
        assert "safe.directory" in err


@pytest.mark.parametrize(
    ("closed", "code", "heard"),
    [("<&-", 0, (FOUND, WHOLE.err)), (">&-", 141, ("", "")), ("2>&-", 0, (FOUND, ""))],
)
def test_closed_streams(closed: str, code: int, heard: tuple[str, str], tmp_path: Path) -> None:
    command = f'exec "$@" {closed}'
    program = (sys.executable, "-c", PROGRAM.format(sys.path), "lint", *CONCISE)
    done = subprocess.run(
        ("sh", "-c", command, "sh", *program),
        cwd=committed(tmp_path),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, *heard)


def _worktree(origin: Path, place: Path) -> None:
    repository.git(origin, "worktree", "add", "-q", str(place))


def _clone(*options: str) -> Callable[[Path, Path], None]:
    def make(origin: Path, place: Path) -> None:
        repository.git(origin, "clone", "-q", *options, f"file://{origin}", str(place))

    return make


def _alternates(origin: Path, place: Path) -> None:
    repository.git(origin, "clone", "-q", "--shared", str(origin), str(place))


def _submodule(origin: Path, place: Path) -> None:
    outer = place.parent
    outer.mkdir(exist_ok=True)
    repository.git(outer, "init", "-q", "-b", "main")
    allowed = ("-c", "protocol.file.allow=always")
    repository.git(outer, *allowed, "submodule", "add", "-q", str(origin), place.name)


def _detached(origin: Path, place: Path) -> None:
    _clone()(origin, place)
    repository.git(place, "checkout", "-q", "--detach")


def _separate(origin: Path, place: Path) -> None:
    _clone("--separate-git-dir", str(place.parent / "elsewhere"))(origin, place)


CLONES = {
    "a work tree": _worktree,
    "a clone": _clone(),
    "a shallow clone": _clone("--depth=1"),
    "a clone without contents": _clone("--filter=blob:none"),
    "a clone with alternates": _alternates,
    "a submodule": _submodule,
    "a detached head": _detached,
    "a folder of git elsewhere": _separate,
}


@pytest.mark.parametrize("make", CLONES.values(), ids=CLONES)
def test_states_of_git(make: Callable[[Path, Path], None], tmp_path: Path) -> None:
    origin, place = roots.make(tmp_path / "origin"), tmp_path / "outer/place"
    repository.commit(origin)
    repository.git(origin, "config", "uploadpack.allowFilter", "true")
    place.parent.mkdir()
    make(origin, place)
    roots.make(place, FILES)
    assert lint(place, *CONCISE) == WHOLE
    assert lint(place, *CHANGED) == OF_CHANGE


@pytest.mark.parametrize(
    ("path", "words"),
    [("", "git is not installed"), (None, "the docs are in no git repository")],
)
def test_no_git(path: str | None, words: str, tmp_path: Path) -> None:
    root = roots.make(tmp_path, FILES)
    environment = {} if path is None else {"PATH": path}
    assert lint(root, *CONCISE, environment=environment) == WHOLE
    code, out, err = lint(root, *CHANGED, environment=environment)
    assert (code, out) == (2, "")
    assert words in err
