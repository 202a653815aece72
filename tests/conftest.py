"""Options of the test run and what several tests share."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cases import File, make_site
from docs_snippets import cli

SiteMaker = Callable[[Mapping[str, str]], Path]
"""Given files by path in the docs, makes the fixed site with them and goes to its folder."""

Command = Callable[..., tuple[int, str, str]]
"""Given arguments, runs the program: exit code, standard output, standard error."""

# No clock decides: the workers share the cores among themselves, and with whatever else runs.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the reports of literate cases")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process where reports are written: cases of one file are written in turn."""
    return 0 if config.getoption("--update") else None


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether reports are to be written."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _plain_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("DOCS_SNIPPETS_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    told = ("DOCS_SNIPPETS_DOCS", "NO_COLOR", "FORCE_COLOR")
    for name in (*told, *(each for each in os.environ if each.startswith("GITHUB_"))):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteMaker:
    """The fixed site of `tests/site`, in a folder of its own."""

    def make(files: Mapping[str, str]) -> Path:
        make_site(tmp_path, [File(path, text) for path, text in files.items()])
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """The program, run in this process."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
