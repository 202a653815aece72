"""The GitHub Action: its steps run as a runner runs them, its inputs never part of a script."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

import roots
import runner
from repository import commit, git

ROOT = Path(__file__).parent.parent
ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))
STEPS = [each for each in ACTION["runs"]["steps"] if "run" in each]
SHIPPED = ("pyproject.toml", "README.md", "LICENSE", "constraints.txt", "action.yml", "tools")
NETWORK = re.compile(r"No matching distribution|connection|resolve|timed out", re.IGNORECASE)
BAD = "# Guide\n\nAbout $[nowhere].\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


class Done(NamedTuple):
    """What a step left behind."""

    code: int
    log: runner.Log
    err: str


class Runner(NamedTuple):
    """A runner's folders, and the environment it gives to steps."""

    workspace: Path
    temp: Path
    action: Path
    environment: Mapping[str, str] = {}

    @property
    def outputs(self) -> list[str]:
        """What steps handed to later steps."""
        return (self.temp / "GITHUB_OUTPUT").read_text("utf-8").splitlines()

    def step(self, number: int, inputs: Mapping[str, str] | None = None) -> Done:
        """Runs a step as the runner does, its inputs put where the action asks for them."""
        step = STEPS[number]
        given = {name: each["default"] for name, each in ACTION["inputs"].items()}
        given |= dict(inputs or {})
        environment = {name: _filled(value, given) for name, value in step["env"].items()}
        script = self.temp / "script.sh"
        script.write_text(step["run"], "utf-8")
        summary = self.temp / "GITHUB_STEP_SUMMARY"
        summary.touch()
        (self.temp / "GITHUB_OUTPUT").touch()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env={
                "PATH": os.environ["PATH"],
                "HOME": os.environ.get("HOME", ""),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(self.action),
                "GITHUB_EVENT_NAME": "pull_request",
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_OUTPUT": str(self.temp / "GITHUB_OUTPUT"),
                **self.environment,
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(done.returncode, runner.read(done.stdout + done.stderr), done.stderr)

    @property
    def summary(self) -> str:
        """The job summary."""
        return (self.temp / "GITHUB_STEP_SUMMARY").read_text("utf-8")


def _filled(value: str, inputs: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], value)


def ship(action: Path) -> None:
    """Copies what a runner fetches of the action."""
    action.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, action / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, action / name)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that has taken the first step."""
    workspace, temp, action = (tmp_path_factory.mktemp(name) for name in ("work", "temp", "action"))
    ship(action)
    made = Runner(workspace, temp, action)
    done = made.step(0, {"python": sys.executable})
    if done.code and NETWORK.search(done.err):
        pytest.skip("the action could not be installed: no package index can be reached")
    assert done.code == 0, done.err
    return made


Start = Callable[..., Runner]


@pytest.fixture
def start(installed: Runner, tmp_path: Path) -> Start:
    """Given changes to a docs root, a runner that has it checked out and the tool installed."""

    def make(changes: roots.Files | None = None, **environment: str) -> Runner:
        workspace, temp = roots.make(tmp_path / "a workspace", changes), tmp_path / "temp"
        git(workspace, "init", "-q")
        temp.mkdir(exist_ok=True)
        (temp / "docs-snippets").symlink_to(installed.temp / "docs-snippets")
        return Runner(workspace, temp, installed.action, environment)

    return make


@pytest.fixture
def bare(tmp_path: Path) -> Runner:
    """A runner where nothing is installed."""
    return Runner(tmp_path, tmp_path, ROOT)


def test_no_step_changes_what_later_steps_run() -> None:
    assert not any(re.search("GITHUB_(?:PATH|ENV|OUTPUT)", step["run"]) for step in STEPS)


def test_the_workflow_of_the_readme_runs_no_action_of_the_pull_request() -> None:
    used = re.findall(r"uses: (\S+)", (ROOT / "README.md").read_text("utf-8"))
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@(?:[0-9a-f]{40}|COMMIT)", each) for each in used)


PAGES = ("README.md", "SECURITY.md", "docs/ci.md")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_pins_the_action_where_no_pull_request_can_change_it(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    own = re.findall(r"uses: (\S*docs-snippets\S*)", text)
    assert own
    assert {*own} == {"OWNER/docs-snippets@COMMIT"}
    folded = " ".join(text.split())
    assert "a pull request cannot change" in folded
    assert "pull request's own" in folded
    for each in re.findall(r"uses: (?!OWNER)(\w\S+)", text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each)


def test_no_script_holds_an_expression() -> None:
    for step in STEPS:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        for value in step["env"].values():
            assert re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", value)


def test_every_input_is_used_and_described() -> None:
    used = re.findall(r"inputs\.([a-z-]+)", str(ACTION["runs"]["steps"]))
    assert {*used} == {*ACTION["inputs"]}
    assert all(each["description"] and "default" in each for each in ACTION["inputs"].values())


def test_other_actions_are_pinned() -> None:
    text = (ROOT / "action.yml").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    for name, revision in re.findall(r"uses: (\S+)@(\S+)", text):
        own = (name, revision) == ("OWNER/docs-snippets", "COMMIT")
        assert own or re.fullmatch("[0-9a-f]{40}", revision), name


def test_a_pull_request_restores_what_its_base_branch_saved_and_saves_nothing() -> None:
    steps = ACTION["runs"]["steps"]
    used = [each for each in steps if "-cache" in each.get("with", {}).get("path", "")]
    restore, save = used
    assert restore["uses"].startswith("actions/cache/restore@")
    assert save["uses"].startswith("actions/cache/save@")
    assert restore["with"]["path"] == save["with"]["path"]

    def key(name: str, base: str, branch: str, run: str) -> str:
        values = {
            "runner.os": "Linux",
            "github.base_ref || github.ref_name": base or branch,
            "github.ref_name": branch,
            "github.run_id": run,
            "github.run_attempt": "1",
        }
        step = save if name == "save" else restore
        text = step["with"]["restore-keys" if name == "prefix" else "key"]
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)

    assert key("save", "", "main", "1").startswith(key("prefix", "main", "7/merge", "2"))
    assert not key("save", "", "main-2", "1").startswith(key("prefix", "main", "7/merge", "2"))
    assert key("save", "", "main", "1") == key("key", "", "main", "1")
    assert "github.base_ref == ''" in save["if"]


def test_the_example_workflow_may_only_read() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    fences: list[str] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (example,) = (each for each in fences if "\njobs:" in each)
    workflow = YAML(typ="safe").load(example)
    assert workflow["on"] == {"pull_request": None, "push": {"branches": ["main"]}}
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert "permissions" not in job
    checkout, check = job["steps"]
    assert checkout["with"]["persist-credentials"] is False
    assert set(check.get("with", {})) <= set(ACTION["inputs"])


def test_pages_are_annotated_and_the_job_has_a_summary(start: Start) -> None:
    here = start({"site/guide/bad page.mdx": BAD})
    done = here.step(1)
    assert done.code == 1, done.err
    (found,) = done.log.commands
    assert (found.name, found.properties["file"]) == ("error", "site/guide/bad page.mdx")
    assert "site/guide/bad page.mdx:3" in here.summary


def test_docs_without_findings_pass(start: Start) -> None:
    done = start().step(1)
    assert (done.code, done.log.commands) == (0, [])


def test_the_report_goes_to_a_file_in_another_format(start: Start) -> None:
    here = start({"site/guide/bad.mdx": BAD})
    done = here.step(1, {"format": "sarif", "output-file": "a file.sarif", "fail-on": "warning"})
    assert (done.code, done.log.commands) == (1, [])
    assert '"ruleId": "unknown-variable"' in (here.workspace / "a file.sarif").read_text("utf-8")


def test_the_number_of_findings_and_the_report_are_outputs(start: Start) -> None:
    assert ACTION["outputs"]["findings"]["value"] == "${{ steps.lint.outputs.findings }}"
    assert ACTION["outputs"]["report"]["value"] == "${{ inputs.report }}"
    here = start({"site/guide/bad.mdx": BAD})
    given = {"report": "a report.html"}
    assert here.step(1, given).code == 1
    assert here.outputs == ["findings=1"]
    assert here.step(2, given).code == 0
    page = (here.workspace / "a report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "unknown-variable" in page


def test_a_pinned_action_runs_nothing_of_the_checkout(tmp_path: Path) -> None:
    """Modules of the names that steps run, and an action of the same name, are the stranger's."""
    action, temp = tmp_path / "_actions/owner/docs-snippets/commit", tmp_path / "temp"
    ship(action)
    temp.mkdir()
    strange = "import pathlib\npathlib.Path(__file__).with_name('ran').touch()\n"
    modules = "venv pip ensurepip json docs_snippets sitecustomize usercustomize".split()
    workspace = roots.make(
        tmp_path / "checkout",
        {
            **{f"{name}.py": strange for name in modules},
            "pyproject.toml": "[build-system]\nrequires = []\nbuild-backend = 'venv'\n",
            "action.yml": "runs: { using: composite, steps: [{ run: touch ran, shell: bash }] }\n",
            "constraints.txt": "nothing==0\n",
            "pip.conf": "[install]\nno-index = true\n",
            "site/guide/bad.mdx": BAD,
        },
    )
    git(workspace, "init", "-q")
    here = Runner(workspace, temp, action)
    done = here.step(0, {"python": sys.executable})
    if done.code and NETWORK.search(done.err):
        pytest.skip("the action could not be installed: no package index can be reached")
    assert done.code == 0, done.err
    assert here.step(1).code == 1
    assert here.step(2, {"report": "report.html"}).code == 0
    assert here.outputs == ["findings=1"]
    assert not [*workspace.rglob("ran")]


def test_docs_that_could_not_be_checked_have_no_number_of_findings(start: Start) -> None:
    here = start()
    assert here.step(1, {"config": "gone.yaml"}).code == 2
    assert here.outputs == []


def test_a_baseline_accepts_findings(start: Start) -> None:
    here = start({"site/guide/bad.mdx": BAD})
    program = here.temp / "docs-snippets/bin/docs-snippets"
    (here.workspace / "accepted").mkdir()
    baseline = here.workspace / "accepted/baseline.json"
    subprocess.run(
        [program, "lint", "--write-baseline", "--baseline", baseline],
        cwd=here.workspace,
        check=True,
        capture_output=True,
    )
    assert here.step(1).code == 1
    assert here.step(1, {"baseline": "accepted/baseline.json"}).code == 0
    assert here.outputs == ["findings=1", "findings=0"]


def test_packages_are_restored_before_they_are_installed_and_saved_on_branches_only() -> None:
    steps = ACTION["runs"]["steps"]
    restore, save = (each for each in steps if each["name"].endswith(" packages"))
    assert steps.index(restore) == 0
    assert restore["with"] == save["with"]
    assert "github.action_path" in restore["with"]["key"]
    assert "github.base_ref == ''" in save["if"]
    install = next(each for each in steps if each["name"] == "install")
    folder = restore["with"]["path"].removeprefix("${{ runner.temp }}")
    assert f"PIP_CACHE_DIR=$RUNNER_TEMP{folder} " in install["run"]


def arguments(here: Runner, **inputs: str) -> list[str]:
    """What the second step gives to the program."""
    commands = here.temp / "docs-snippets/bin"
    commands.mkdir(parents=True, exist_ok=True)
    fake = commands / "docs-snippets"
    fake.write_text('#!/bin/sh\nprintf "%s\\0" "$@" > given\n', "utf-8")
    fake.chmod(0o755)
    assert here.step(1, inputs).code == 0
    return (here.workspace / "given").read_text("utf-8").rstrip("\0").split("\0")


def test_inputs_are_options(bare: Runner) -> None:
    cache = f"--cache-dir={bare.temp}/docs-snippets-cache"
    assert arguments(bare) == ["lint", "--output-format=github", "--fail-on=error", cache]
    assert arguments(bare, cache="false")[3:] == ["--no-cache"]
    given = {"docs": "d", "config": "c", "output-file": "o", "changed": "v1", "baseline": "b"}
    assert arguments(bare, **given)[4:] == [
        "--docs=d",
        "--config=c",
        "--baseline=b",
        "--output-file=o",
        "--changed=v1",
    ]


@pytest.mark.parametrize(
    ("changed", "base", "options"),
    [
        ("auto", "main", ["--changed"]),
        ("auto", "", []),
        ("true", "", ["--changed"]),
        ("false", "main", []),
        ("", "main", []),
    ],
)
def test_what_is_checked(changed: str, base: str, options: list[str], bare: Runner) -> None:
    here = bare._replace(environment={"GITHUB_BASE_REF": base})
    assert arguments(here, changed=changed)[4:] == options


@pytest.mark.parametrize(
    "name", ["docs", "config", "fail-on", "format", "output-file", "changed", "baseline"]
)
def test_an_input_is_a_value_and_nothing_else(name: str, bare: Runner) -> None:
    text = """'"; touch hacked; $(touch hacked) `touch hacked` * --exit-zero\n-q"""
    option = "output-format" if name == "format" else name
    given = arguments(bare, **{name: text})
    assert [each for each in given if text in each] == [f"--{option}={text}"]
    assert not (bare.workspace / "hacked").exists()


def test_a_pull_request_is_told_what_it_causes(start: Start, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text('{"pull_request": {"title": "Document pageSize", "body": null}}', "utf-8")
    here = start({"site/guide/old.mdx": BAD}, GITHUB_BASE_REF="main", GITHUB_EVENT_PATH=str(event))
    before = commit(here.workspace)
    git(here.workspace, "remote", "add", "origin", ".")
    git(here.workspace, "update-ref", "refs/remotes/origin/main", before)
    git(here.workspace, "switch", "-qc", "work")
    (here.workspace / "site/guide/index.mdx").write_text(BAD, "utf-8")
    commit(here.workspace)
    done = here.step(1)
    assert done.code == 1, done.err
    found = [(each.name, each.properties.get("file")) for each in done.log.commands]
    assert ("error", "site/guide/index.mdx") in found
    assert not any(file == "site/guide/old.mdx" for _, file in found)
    assert {each.properties["title"] for each in done.log.commands} == {
        "unknown-variable",
        "undeclared-topic",
    }
    assert "index.mdx" in here.summary
    assert "old.mdx" not in here.summary


def test_an_event_that_hands_out_secrets_is_refused(bare: Runner) -> None:
    done = bare._replace(environment={"GITHUB_EVENT_NAME": "pull_request_target"}).step(0)
    assert done.code == 2
    assert [each.name for each in done.log.commands] == ["error"]
