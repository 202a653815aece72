"""What is installed, and what is published: the wheel and the source distribution."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest

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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    pytest.importorskip("hatchling", reason="the build backend is not installed here")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
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
