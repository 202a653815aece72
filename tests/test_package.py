"""What is installed, and what is published: the wheel and the source distribution."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest

import fresh_machine
import release_notes

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "tools/docs_snippets"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


class Built(NamedTuple):
    """The files of both archives, by path; those of the source without their common folder."""

    wheel: dict[str, bytes]
    source: dict[str, bytes]

    def info(self, name: str) -> bytes:
        """A file of the wheel's metadata."""
        return self.wheel[f"docs_snippets-{PROJECT['version']}.dist-info/{name}"]


def build(folder: Path, date: str = "1764547200") -> Path:
    """Builds both archives in a folder, as at a date."""
    pytest.importorskip("hatchling", reason="the build backend is not installed here")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": date},
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both archives."""
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def built(dist: Path) -> Built:
    folder = dist
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        in_wheel = {name: opened.read(name) for name in opened.namelist()}
    return Built(in_wheel, {name.partition("/")[2]: text for name, text in unpacked(source)})


def unpacked(source: Path) -> list[tuple[str, bytes]]:
    with tarfile.open(source) as opened:
        files = ((member.name, opened.extractfile(member)) for member in opened.getmembers())
        return [(name, file.read()) for name, file in files if file]


def test_the_wheel_has_every_file_of_the_package_and_no_other(built: Built) -> None:
    files = {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }
    assert len(files) > 300
    assert {name: text for name, text in built.wheel.items() if ".dist-info/" not in name} == files


def test_the_wheel_says_that_it_is_typed(built: Built) -> None:
    assert "docs_snippets/py.typed" in built.wheel


def test_the_wheel_has_the_license(built: Built) -> None:
    assert built.info("licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    metadata = message_from_bytes(built.info("METADATA"))
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]


def test_the_source_can_be_built_and_read_without_the_repository(built: Built) -> None:
    named = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE")
    for file in (*(ROOT / name for name in named), *(ROOT / "docs").rglob("*.md")):
        assert built.source[file.relative_to(ROOT).as_posix()] == file.read_bytes()
    modules = {name for name in built.wheel if name.startswith("docs_snippets/")}
    assert {f"tools/{name}" for name in modules} <= set(built.source)
    assert "pyproject.toml" in built.source


def test_building_again_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    names = sorted(file.name for file in dist.iterdir())
    assert [file[-7:] for file in names] == ["any.whl", ".tar.gz"]
    for name in names:
        assert (dist / name).read_bytes() == (again / name).read_bytes(), name
    other = build(tmp_path / "other", date="1000000000")
    assert (dist / names[0]).read_bytes() != (other / names[0]).read_bytes()


NETWORK = re.compile(r"No matching distribution|connection|resolve|timed out", re.IGNORECASE)


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_an_archive_works_in_a_bare_environment(kind: str, dist: Path) -> None:
    (archive,) = dist.glob(kind)
    try:
        steps = fresh_machine.tried(fresh_machine.Machine(sys.executable), archive)
    except SystemExit as failed:
        if NETWORK.search(str(failed)):
            pytest.skip("nothing can be installed: no package index can be reached")
        raise
    done = {step.name: step.seconds for step in steps}
    assert {"version", "init", "lint", "render"} <= done.keys()
    assert done["init"] + done["lint"] < 60  # of two minutes; the rest is the network's


def test_the_version_stands_in_one_place() -> None:
    written = subprocess.run(
        ["git", "grep", "-lF", f'"{PROJECT["version"]}"', "--", "*.py", "*.toml", "*.cfg"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert [name for name in written if not name.startswith("tests/")] == ["pyproject.toml"]


def test_the_changelog_describes_the_version_that_would_be_published() -> None:
    tag = f"v{PROJECT['version']}"
    assert "### Added" in release_notes.main(tag)
    with pytest.raises(SystemExit, match=r"the tag is v9\.9\.9"):
        release_notes.main("v9.9.9")
