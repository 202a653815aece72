"""`lint --changed`: what a change causes, what it is compared with, and what git is never told."""

import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cases import HERE, git
from conftest import Command, SiteMaker

BAD = "# One\n\nInstall $[nowhere].\n"
GOOD = "# One\n\nInstall it.\n"
ONLY = ("lint", "--select", "unknown-variable,missing-anchor,broken-link")
CONCISE = (*ONLY, "--output-format", "concise")
PARAMETERS = "_includes/components/FelixConfig/config-params.json"

Repository = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def repository(site: SiteMaker, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The fixed site with some files, committed on `main`; the current folder is its top."""
    for name in ("GITHUB_BASE_REF", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)

    def make(files: Mapping[str, str]) -> Path:
        folder = site(files)
        git(folder, "init", "-q", "-b", "main")
        commit(folder)
        return folder

    return make


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "some words")


def write(folder: Path, path: str, text: str) -> None:
    file = folder / "docs" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def pages(out: str) -> list[str]:
    return [line.split(":")[0] for line in out.splitlines()]


class TestCaused:
    def test_what_was_there_before_stays_quiet(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD, "calico/next/b.mdx": GOOD})
        write(folder, "calico/next/a.mdx", BAD + "\nMore.\n")
        write(folder, "calico/next/b.mdx", GOOD + "\nSee $[nothing].\n")
        code, out, err = command(*CONCISE, "--changed=HEAD")
        assert (code, pages(out)) == (1, ["calico/next/b.mdx"])
        assert "2 files of the docs changed" in err
        assert "1 finding there before left out; --filter-mode nofilter reports all" in err

    @pytest.mark.parametrize(
        ("mode", "found"),
        [
            ("caused", ["b.mdx:5"]),
            ("added", ["b.mdx:5"]),
            ("file", ["a.mdx:3", "b.mdx:5"]),
            ("nofilter", ["a.mdx:3", "b.mdx:5", "c.mdx:3"]),
        ],
    )
    def test_modes_narrow_and_widen(
        self, mode: str, found: list[str], repository: Repository, command: Command
    ) -> None:
        names = {"a": BAD, "b": GOOD, "c": BAD}
        folder = repository({f"calico/next/{name}.mdx": text for name, text in names.items()})
        write(folder, "calico/next/a.mdx", BAD + "\nMore.\n")
        write(folder, "calico/next/b.mdx", GOOD + "\nSee $[nothing].\n")
        _, out, _ = command(*CONCISE, "--changed=HEAD", "--filter-mode", mode)
        places = [line.split(" ")[0].removeprefix("calico/next/") for line in out.splitlines()]
        assert [":".join(each.split(":")[:2]) for each in places] == found

    def test_work_in_any_state_is_part_of_it(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        git(folder, "checkout", "-q", "-b", "mine")
        write(folder, "calico/next/committed.mdx", BAD)
        commit(folder)
        write(folder, "calico/next/staged.mdx", BAD)
        git(folder, "add", "-A")
        write(folder, "calico/next/untracked.mdx", BAD)
        write(folder, "calico/next/a.mdx", BAD)
        _, out, _ = command(*CONCISE, "--changed")
        names = ["a", "committed", "staged", "untracked"]
        assert pages(out) == [f"calico/next/{name}.mdx" for name in names]

    def test_what_the_branch_went_on_to_do_is_not(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD, "calico/next/b.mdx": GOOD})
        git(folder, "checkout", "-q", "-b", "mine")
        write(folder, "calico/next/b.mdx", BAD)
        commit(folder)
        git(folder, "checkout", "-q", "main")
        write(folder, "calico/next/a.mdx", GOOD)
        commit(folder)
        git(folder, "checkout", "-q", "--detach", "mine")
        _, out, _ = command(*CONCISE, "--changed=main")
        assert pages(out) == ["calico/next/b.mdx"]

    def test_a_moved_page_keeps_its_old_mistakes(
        self, repository: Repository, command: Command
    ) -> None:
        body = BAD + "".join(f"\nLine {number} of this page.\n" for number in range(9))
        folder = repository({"calico/next/a.mdx": body})
        (folder / "docs/calico/next/new").mkdir()
        (folder / "docs/calico/next/a.mdx").rename(folder / "docs/calico/next/new/b.mdx")
        assert command(*CONCISE, "--changed")[:2] == (0, "")
        write(folder, "calico/next/new/b.mdx", body + "\n[x](#nowhere)\n")
        _, out, _ = command(*CONCISE, "--changed")
        assert [line.split(" ")[2] for line in out.splitlines()] == ["no"] or "'#nowhere'" in out
        assert len(out.splitlines()) == 1

    def test_a_new_version_inherits_the_mistakes_of_the_one_it_is_cut_from(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        shutil.copytree(folder / "docs/calico/next", folder / "docs/calico/3.32")
        versions = json.loads((folder / "docs/calico_versions.json").read_text())
        write(folder, "calico_versions.json", json.dumps(["3.32", *versions]))
        assert command(*CONCISE, "--changed")[:2] == (0, "")
        write(folder, "calico/3.32/a.mdx", BAD + "\nSee $[more].\n")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/3.32/a.mdx"]

    def test_a_page_that_is_gone_is_missed_by_those_that_link_to_it(
        self, repository: Repository, command: Command
    ) -> None:
        links = {f"calico/next/{n}.mdx": f"# {n}\n\n[x](./gone.mdx)\n" for n in ("a", "b")}
        folder = repository({**links, "calico/next/gone.mdx": GOOD})
        (folder / "docs/calico/next/gone.mdx").unlink()
        assert pages(command(*CONCISE, "--changed")[1]) == [*links]

    def test_a_heading_that_is_gone_is_missed_elsewhere(
        self, repository: Repository, command: Command
    ) -> None:
        link = "# A\n\n[x](./b.mdx#two)\n"
        folder = repository({"calico/next/a.mdx": link, "calico/next/b.mdx": "# B\n\n## Two\n"})
        write(folder, "calico/next/b.mdx", "# B\n\n## Second\n")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_partial_reaches_the_pages_that_show_it(
        self, repository: Repository, command: Command
    ) -> None:
        page = 'import P from "./_p.mdx";\n\n# A\n\n<P />\n\n[x](#two)\n'
        folder = repository({"calico/next/a.mdx": page, "calico/next/_p.mdx": "## Two\n"})
        write(folder, "calico/next/_p.mdx", "## Second\n")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_step_that_a_partial_loses_is_missed_where_it_is_shown(
        self, repository: Repository, command: Command
    ) -> None:
        create = "```bash\nkubectl create namespace storefront\n```\n"
        use = "```bash\nkubectl apply -n storefront -f app.yaml\n```\n"
        page = f'import P from "./_p.mdx";\n\n<P />\n\n{use}\n{create}'
        folder = repository({"calico/next/a.mdx": page, "calico/next/_p.mdx": create})
        write(folder, "calico/next/_p.mdx", "Nothing to do.\n")
        arguments = ("lint", "--select", "use-before-install", "--output-format", "concise")
        assert pages(command(*arguments, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_variable_that_is_gone_is_missed_on_untouched_pages(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": "# A\n\nInstall $[prodname].\n"})
        file = folder / "docs/calico/next/variables.js"
        file.write_text(file.read_text().replace("prodname", "productname"))
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_name_that_becomes_common_shows_where_it_is_misspelled(
        self, repository: Repository, command: Command
    ) -> None:
        right = "Request `nvidia.com/gpu`.\n"
        folder = repository(
            {
                "calico/next/a.mdx": "Limit `nvida.com/gpu`.\n",
                "calico/next/b.mdx": right,
                "calico/next/c.mdx": "Nothing to request.\n",
            }
        )
        write(folder, "calico/next/c.mdx", right)
        arguments = ("lint", "--select", "misspelled-name", "--output-format", "concise")
        assert pages(command(*arguments, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_reference_shows_the_pages_that_it_makes_wrong(
        self, repository: Repository, command: Command
    ) -> None:
        page = "# A\n\nSet `bpfKubeProxyHealthzPort` to `0` to switch the health check off.\n"
        folder = repository({"calico/next/a.mdx": page, "calico/next/b.mdx": GOOD})
        file = folder / "docs/calico/next" / PARAMETERS
        text = file.read_text()
        less = re.sub(
            r"(kube-proxy healthz[^\"]*?|health check[^\"]*?) ?Set to 0[^.\"]*\.", r"\1", text
        )
        less = less if less != text else re.sub(r" ?Set to 0 to disable[^.\"]*\.", "", text)
        assert less != text
        file.write_text(less)
        arguments = ("lint", "--select", "undocumented-value", "--output-format", "concise")
        _, out, _ = command(*arguments, "--changed")
        assert pages(out) == ["calico/next/a.mdx"]

    def test_an_ignore_taken_away_shows_what_it_hid(
        self, repository: Repository, command: Command
    ) -> None:
        mark = "{/* docs-snippets-ignore unknown-variable: later */}\n"
        folder = repository({"calico/next/a.mdx": f"# A\n\n{mark}Install $[nowhere].\n"})
        write(folder, "calico/next/a.mdx", "# A\n\nInstall $[nowhere].\n")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_only_the_pages_that_are_named(self, repository: Repository, command: Command) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        write(folder, "calico/next/a.mdx", BAD)
        write(folder, "calico/3.31/a.mdx", BAD)
        found = command(*CONCISE, "docs/calico/3.31", "--changed=HEAD")[1]
        assert pages(found) == ["calico/3.31/a.mdx"]
        assert pages(command(*CONCISE, "--changed", "--tree", "calico/next")[1]) == [
            "calico/next/a.mdx"
        ]

    def test_nothing_changed(self, repository: Repository, command: Command) -> None:
        repository({"calico/next/a.mdx": BAD})
        code, out, err = command(*CONCISE, "--changed")
        assert (code, out) == (0, "")
        assert "nothing checked: the change reaches no page" in err
        assert "nothing has changed since" in err

    def test_accepted_findings_are_not_called_gone(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        command("lint", "--write-baseline")
        commit(folder)
        write(folder, "calico/next/a.mdx", BAD + "\nMore.\n")
        _, out, err = command("lint", "--changed")
        assert out == ""
        assert "not found any more" not in err

    def test_what_it_reaches_can_be_listed(self, repository: Repository, command: Command) -> None:
        folder = repository({f"calico/{tree}/a.mdx": GOOD for tree in ("next", "3.31")})
        write(folder, "calico/next/a.mdx", BAD)
        _, out, _ = command("lint", "--changed", "--show-files")
        assert out.splitlines() == ["calico/3.31/a.mdx", "calico/next/a.mdx"]


class TestComparedWith:
    @pytest.mark.parametrize(
        "ref",
        ["--output=x", "-x", "@{upstream}", "nonexistent", "HEAD:docs", "HEAD..main", "a\nb", " "],
    )
    def test_a_name_of_no_commit(self, ref: str, repository: Repository, command: Command) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        before = sorted(folder.rglob("*"))
        code, out, err = command(*CONCISE, f"--changed={ref}")
        assert (code, out) == (2, "")
        assert "no commit '" in err
        assert sorted(folder.rglob("*")) == before

    def test_a_path_taken_for_a_name(self, repository: Repository, command: Command) -> None:
        repository({"calico/next/a.mdx": BAD})
        code, _, err = command("lint", "--changed", "docs")
        assert code == 2
        assert "to name a PATH, put it before --changed, or write --changed=REF" in err

    def test_no_repository(self, site: SiteMaker, command: Command) -> None:
        site({"calico/next/a.mdx": BAD})
        code, _, err = command(*CONCISE, "--changed")
        assert (code, err) == (2, "docs-snippets lint: the docs are in no git repository\n")

    def test_no_commit_yet(self, site: SiteMaker, command: Command) -> None:
        git(site({"calico/next/a.mdx": BAD}), "init", "-q")
        code, _, err = command(*CONCISE, "--changed")
        assert code == 2
        assert "this repository has no commit yet" in err

    def test_a_repository_of_another_user(
        self,
        repository: Repository,
        command: Command,
        tmp_path_factory: pytest.TempPathFactory,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        programs = tmp_path_factory.mktemp("programs")
        git_for_strangers = programs / "git"
        real = shutil.which("git")
        git_for_strangers.write_text(
            f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {real} "$@"\n'
        )
        git_for_strangers.chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        code, out, err = command(*ONLY, "--changed=HEAD")
        assert (code, out) == (2, "")
        assert err == (
            "docs-snippets lint: the docs are in a git repository of another user, which git does "
            "not read; if you trust that user, tell git so: "
            f"`git config --global --add safe.directory {folder}`\n"
        )

    def test_a_bare_repository(self, site: SiteMaker, command: Command) -> None:
        folder = site({"calico/next/a.mdx": BAD})
        git(folder, "init", "-q", "--bare", ".")
        code, _, err = command(*CONCISE, "--changed")
        assert code == 2
        assert "bare git repository" in err

    def test_a_shallow_clone_says_what_to_fetch(
        self, repository: Repository, command: Command, tmp_path: Path
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        git(folder, "checkout", "-q", "-b", "mine")
        write(folder, "calico/next/a.mdx", BAD)
        commit(folder)
        git(folder, "checkout", "-q", "main")
        write(folder, "calico/next/b.mdx", GOOD)
        commit(folder)
        clone = tmp_path / "clone"
        git(
            folder, "clone", "-q", "--no-single-branch", "--depth=1", f"file://{folder}", str(clone)
        )
        git(clone, "checkout", "-q", "mine")
        os.chdir(clone)
        code, _, err = command(*CONCISE, "--changed=origin/main")
        assert code == 2
        assert "this clone is shallow" in err
        assert "git fetch --unshallow" in err
        git(clone, "fetch", "-q", "--unshallow")
        assert pages(command(*CONCISE, "--changed=origin/main")[1]) == ["calico/next/a.mdx"]

    def test_the_branch_of_a_workflow(
        self, repository: Repository, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        git(folder, "branch", "release")
        write(folder, "calico/next/a.mdx", BAD)
        commit(folder)
        assert command(*CONCISE, "--changed")[:2] == (0, "")
        monkeypatch.setenv("GITHUB_BASE_REF", "release")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]
        monkeypatch.setenv("GITHUB_BASE_REF", "--upload-pack=x")
        code, _, err = command(*CONCISE, "--changed")
        assert code == 2
        assert "'--upload-pack=x' (from GITHUB_BASE_REF) is not in this clone" in err

    def test_a_fork_is_compared_with_what_it_is_a_fork_of(
        self, repository: Repository, command: Command, tmp_path: Path
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        clone = tmp_path / "fork"
        git(folder, "clone", "-q", "-o", "upstream", f"file://{folder}", str(clone))
        os.chdir(clone)
        write(clone, "calico/next/a.mdx", BAD)
        commit(clone)
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_contents_that_a_clone_lacks(self, repository: Repository, command: Command) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        name = git(folder, "rev-parse", "HEAD:docs/calico/next/a.mdx").strip()
        write(folder, "calico/next/a.mdx", BAD + "\nMore.\n")
        object_ = folder / ".git/objects" / name[:2] / name[2:]
        object_.chmod(0o600)
        object_.unlink()
        code, out, _ = command(*CONCISE, "--changed")
        assert code == 1
        assert pages(out) == ["calico/next/a.mdx"]


class TestRepositories:
    def test_nothing_that_its_settings_name_is_started(
        self, repository: Repository, command: Command, tmp_path: Path
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        canary = tmp_path / "started"
        script = tmp_path / "script"
        script.write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
        script.chmod(0o755)
        hooks = folder / ".git/hooks"
        for name in ("post-index-change", "post-checkout", "reference-transaction"):
            shutil.copy(script, hooks / name)
        for name in (
            *("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"),
            *("filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv"),
            *("core.editor", "credential.helper"),
        ):
            git(folder, "config", name, str(script))
        (folder / ".gitattributes").write_text("* filter=x diff=x\n")
        write(folder, "calico/next/a.mdx", BAD)
        assert pages(command(*CONCISE, "--changed=HEAD")[1]) == ["calico/next/a.mdx"]
        assert not canary.exists()

    def test_the_environment_of_a_hook_leads_nowhere_else(
        self, repository: Repository, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        write(folder, "calico/next/a.mdx", BAD)
        monkeypatch.setenv("GIT_DIR", "/nowhere")
        monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_modes_and_line_ends_are_no_change(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        file = folder / "docs/calico/next/a.mdx"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        file.chmod(0o755)
        assert "nothing has changed since" in command(*CONCISE, "--changed")[2]

    def test_a_page_that_becomes_a_link(self, repository: Repository, command: Command) -> None:
        folder = repository({"calico/next/a.mdx": GOOD, "calico/next/b.mdx": BAD})
        (folder / "docs/calico/next/a.mdx").unlink()
        (folder / "docs/calico/next/a.mdx").symlink_to("b.mdx")
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]
        commit(folder)
        (folder / "docs/calico/next/a.mdx").unlink()
        write(folder, "calico/next/a.mdx", BAD)
        assert command(*CONCISE, "--changed=HEAD")[:2] == (0, "")

    def test_a_link_that_left_the_docs(self, repository: Repository, command: Command) -> None:
        folder = repository({"calico/next/b.mdx": GOOD})
        link = folder / "docs/calico/next/a.mdx"
        link.symlink_to("/etc/hostname")
        commit(folder)
        link.unlink()
        link.write_text(BAD)
        assert pages(command(*CONCISE, "--changed=HEAD")[1]) == ["calico/next/a.mdx"]

    @pytest.mark.parametrize(
        "name", ["with space", "ü\u202e", "new\nline", 'quo"te', "-dash", "tab\t"]
    )
    def test_names_of_any_kind(self, name: str, repository: Repository, command: Command) -> None:
        path = f"calico/next/{name}.mdx"
        folder = repository({path: BAD})
        write(folder, path, BAD + "\nSee $[more].\n")
        _, out, err = command(*CONCISE, "--changed")
        assert len(out.splitlines()) == 1
        assert "1 file of the docs changed" in err

    def test_files_that_git_ignores_are_on_both_sides(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        (folder / ".gitignore").write_text("made/\n_m.mdx\n")
        write(folder, "calico/next/made/b.mdx", BAD)
        write(folder, "calico/next/_m.mdx", BAD)
        assert command(*CONCISE, "--changed=HEAD")[:2] == (0, "")

    def test_a_sparse_checkout(self, repository: Repository, command: Command) -> None:
        link = "# A\n\n[x](/calico/next/b.mdx)\n"
        folder = repository({"calico/next/a.mdx": link, "guides/b.mdx": GOOD})
        git(folder, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/guides/b.mdx")
        write(folder, "calico/next/a.mdx", link + "\nSee $[more].\n")
        _, _, err = command(*CONCISE, "--changed")
        assert "1 file of the docs changed" in err

    def test_what_lies_in_a_submodule_is_on_both_sides(
        self, repository: Repository, command: Command, tmp_path: Path
    ) -> None:
        folder = repository({"calico/next/a.mdx": GOOD})
        other = tmp_path / "other"
        other.mkdir()
        (other / "b.mdx").write_text(BAD)
        git(other, "init", "-q")
        commit(other)
        add = ("submodule", "--quiet", "add", str(other), "docs/calico/next/sub")
        git(folder, "-c", "protocol.file.allow=always", *add)
        commit(folder)
        write(folder, "calico/next/a.mdx", BAD)
        assert pages(command(*CONCISE, "--changed=HEAD")[1]) == ["calico/next/a.mdx"]

    def test_a_configuration_outside_the_repository(
        self, site: SiteMaker, command: Command, tmp_path: Path
    ) -> None:
        folder = site({"calico/next/a.mdx": GOOD})
        git(folder / "docs", "init", "-q", "-b", "main")
        commit(folder / "docs")
        write(folder, "calico/next/a.mdx", BAD)
        assert pages(command(*CONCISE, "--changed")[1]) == ["calico/next/a.mdx"]

    def test_a_configuration_that_is_new_or_was_broken(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": BAD})
        settings = (folder / "versions.yaml").read_text()
        (folder / "versions.yaml").write_text("docs: [\n")
        commit(folder)
        (folder / "versions.yaml").write_text(settings)
        code, out, err = command(*CONCISE, "--changed=HEAD")
        assert (code, out) == (0, "")
        assert "versions.yaml could not be used as it was: it is taken as it is now" in err

    def test_docs_that_are_new(self, site: SiteMaker, command: Command) -> None:
        folder = site({"calico/next/a.mdx": BAD})
        git(folder, "init", "-q", "-b", "main")
        git(folder, "commit", "-q", "--allow-empty", "-m", "nothing")
        code, out, err = command(*CONCISE, "--changed")
        assert (code, pages(out)) == (1, ["calico/next/a.mdx"])
        assert "the docs are new" in err

    def test_a_rule_that_is_turned_on_shows_what_it_finds(
        self, repository: Repository, command: Command
    ) -> None:
        folder = repository({"calico/next/a.mdx": "# A\n\nThe the node.\n"})
        settings = folder / "versions.yaml"
        text = settings.read_text()
        settings.write_text(
            f"{text}\nrules:\n  paths:\n    - path: calico/next/**\n"
            "      ignore: [repeated-word]\n      reason: later\n"
        )
        commit(folder)
        settings.write_text(text)
        arguments = ("lint", "--select", "repeated-word", "--output-format", "concise")
        assert pages(command(*arguments, "--changed=HEAD")[1]) == ["calico/next/a.mdx"]


class TestDescription:
    TOPIC = ("lint", "--select", "undeclared-topic", "--output-format", "json", "--changed")

    def change(self, repository: Repository) -> Path:
        folder = repository({"calico/next/a.mdx": "# A\n"})
        write(folder, "calico/next/a.mdx", "# A\n\nSet `vxlanPort` to another port.\n")
        return folder

    def test_it_has_no_place(self, repository: Repository, command: Command) -> None:
        folder = self.change(repository)
        (folder / "said.md").write_text("Fix a typo\n")
        code, out, _ = command(*self.TOPIC, "--pr-text", "said.md", "--fail-on", "warning")
        (found,) = json.loads(out)["findings"]
        assert code == 1
        assert [found[name] for name in ("path", "tree", "line", "column")] == [None] * 4
        assert found["fingerprint"]

    def test_the_event_of_a_workflow(
        self, repository: Repository, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        event = self.change(repository) / "event.json"
        monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
        event.write_text(json.dumps({"pull_request": {"title": "Fix a typo", "body": None}}))
        assert len(json.loads(command(*self.TOPIC)[1])["findings"]) == 1
        event.write_text(json.dumps({"pull_request": {"title": "A", "body": "The vxlanPort."}}))
        assert json.loads(command(*self.TOPIC)[1])["findings"] == []
        for text in ('{"pull_request": 3}', "[]", '{"ref": "refs/heads/main"}'):
            event.write_text(text)
            assert json.loads(command(*self.TOPIC)[1])["findings"] == []
        event.write_text("{")
        (found,) = json.loads(command(*self.TOPIC)[1])["findings"]
        assert found["message"] == "the event of this workflow is not JSON"

    def test_no_description(self, repository: Repository, command: Command) -> None:
        self.change(repository)
        assert json.loads(command(*self.TOPIC)[1])["findings"] == []

    def test_a_file_that_is_not_there(self, repository: Repository, command: Command) -> None:
        self.change(repository)
        code, out, _ = command(*self.TOPIC, "--pr-text", "nowhere.md")
        assert code == 1
        assert json.loads(out)["findings"][0]["rule"] == "unreadable-file"

    @pytest.mark.parametrize(
        "text",
        [
            "Fix a typo\n" + "(" * 5_000_000 + "[x](" * 1_000_000,
            "Fix\x00 a \x1b[31mtypo\u202e\u200b\n",
            "Fix <!-- vxlanPort -->a typo\n<!-- vxlanPort",
            "- [ ] vxlanPort\n" * 10_000,
            "calico " * 20_000 + "3.31/" * 20_000,
        ],
        ids=["10 MB", "control characters", "comments", "checklist", "lists"],
    )
    def test_hostile_words_are_harmless(
        self, text: str, repository: Repository, command: Command
    ) -> None:
        folder = self.change(repository)
        (folder / "said.md").write_text(text, "utf-8")
        rules = "undeclared-topic,undeclared-version,forgotten-tree"
        options = ("--changed", "--pr-text", "said.md", "--output-format", "concise")
        code, out, _ = command("lint", "--select", rules, *options)
        assert code == 0
        assert "does not mention `vxlanPort`" in out
        assert out.isprintable() or out.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--pr-text", "x"), "--pr-text needs --changed"),
        (("--filter-mode", "file"), "--filter-mode needs --changed"),
        (("--changed", "--write-baseline"), "--write-baseline cannot be combined with --changed"),
        (("--changed", "--generated"), "--changed cannot be combined with --generated"),
    ],
)
def test_options_that_do_not_go_together(
    options: tuple[str, ...], words: str, repository: Repository, command: Command
) -> None:
    repository({"calico/next/a.mdx": GOOD})
    code, _, err = command("lint", *options)
    assert (code, err) == (2, f"docs-snippets lint: {words}\n")


class TestFixes:
    """`--fix` and `--diff` with `--changed`: what the change did not cause stays as it is."""

    OLD = "# One\n\n:::note Before you start\n\nSave it.\n\n:::\n"
    NEW = "\n:::tip Later\n\nThe the end.\n\n:::\n"
    FIX = ("lint", "--select", "legacy-admonition-title,repeated-word", "--changed=HEAD")

    @pytest.fixture
    def page(self, repository: Repository) -> Path:
        folder = repository({"calico/next/a.mdx": self.OLD, "calico/next/b.mdx": self.OLD})
        write(folder, "calico/next/a.mdx", self.OLD + self.NEW)
        return folder / "docs/calico/next/a.mdx"

    def test_only_what_the_change_caused_is_fixed(self, page: Path, command: Command) -> None:
        fixed = self.OLD + self.NEW.replace("tip Later", "tip[Later]").replace("The the", "The")
        code, out, err = command(*self.FIX, "--fix")
        assert (code, out) == (0, "")
        fixes = "1 legacy-admonition-title, 1 repeated-word"
        assert err.splitlines()[0] == f"fixed calico/next/a.mdx: {fixes}"
        assert page.read_text() == fixed
        assert page.with_name("b.mdx").read_text() == self.OLD
        assert "fixed" not in command(*self.FIX, "--fix")[2]
        assert page.read_text() == fixed

    @pytest.mark.parametrize("mode", ["added", "file", "nofilter"])
    def test_what_the_mode_reports_is_fixed(self, mode: str, page: Path, command: Command) -> None:
        command(*self.FIX, "--fix", "--filter-mode", mode)
        other = page.with_name("b.mdx").read_text()
        assert page.read_text().count("note[Before") == (mode != "added")
        assert page.read_text().count("tip[Later]") == 1
        assert other.count("note[Before") == (mode == "nofilter")

    def test_the_diff_has_no_more(self, page: Path, command: Command) -> None:
        before = page.read_text()
        code, out, _ = command(*self.FIX, "--diff")
        assert code == 1
        assert [line for line in out.splitlines() if line[:1] == "+"] == [
            "+++ b/calico/next/a.mdx",
            "+:::tip[Later]",
            "+The end.",
        ]
        assert page.read_text() == before

    def test_what_a_fix_brings_to_light_stays(
        self, repository: Repository, command: Command
    ) -> None:
        old = ":::note Before you start\n\nSave it.\n\n:::\n"
        folder = repository({"calico/next/a.mdx": f"# One\n\n{old}"})
        write(folder, "calico/next/a.mdx", f"# One\n\nThe the end.\n\n{old}\n{old}")
        command(*self.FIX, "--fix")
        text = (folder / "docs/calico/next/a.mdx").read_text()
        assert text.count(":::note Before") == 1
        assert "The end." in text


class TestExamples:
    """The docs of `examples/docs`, with their snippets, in a repository of their own."""

    @pytest.fixture
    def examples(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        root = HERE.parent
        for name in ("examples/docs", "snippets", "templates"):
            shutil.copytree(root / name, tmp_path / name)
        shutil.copy(root / "versions.yaml", tmp_path)
        git(tmp_path, "init", "-q", "-b", "main")
        commit(tmp_path)
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("GITHUB_BASE_REF", raising=False)
        monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
        return tmp_path

    def test_a_fact_that_moves_on_makes_snippets_stale(
        self, examples: Path, command: Command
    ) -> None:
        file = examples / "examples/docs/calico" / PARAMETERS
        text = file.read_text()
        assert "Set to 0 to disable the node health check." in text
        file.write_text(text.replace("Set to 0 to disable the node health check.", ""))
        _, out, _ = command("lint", "--changed", "--output-format", "json")
        found = {(each["rule"], each["tree"]) for each in json.loads(out)["findings"]}
        assert ("stale-snippet", "calico/next") in found
        assert {tree for _, tree in found} == {"calico/next"}

    def test_a_template_that_is_edited_makes_its_placements_stale(
        self, examples: Path, command: Command
    ) -> None:
        template = examples / "templates/healthz-port-enable.mdx"
        template = template if template.exists() else next((examples / "templates").glob("h*.mdx"))
        template.write_text(template.read_text().replace("the", "this", 1))
        _, out, _ = command("lint", "--changed", "--output-format", "json")
        assert {each["rule"] for each in json.loads(out)["findings"]} == {"stale-snippet"}

    @pytest.mark.parametrize("seed", range(3))
    def test_the_same_as_checking_everything_on_both_sides(
        self, seed: int, examples: Path, command: Command
    ) -> None:
        chance = random.Random(seed)
        before = findings(command)
        moved = change(chance, examples / "examples/docs")
        new = {key for key in findings(command) - before if key[1] not in moved}
        _, out, _ = command("lint", "--changed", "--output-format", "json")
        caused = {key for key in keys(out) if key[1] not in moved}
        assert caused == new


CHANGE_RULES = frozenset(
    ("relaxed-check", "undeclared-topic", "undeclared-version", "forgotten-tree")
)


def findings(command: Command) -> set[tuple[str, str, str]]:
    return keys(command("lint", "--output-format", "json", "--no-baseline")[1])


def keys(out: str) -> set[tuple[str, str, str]]:
    listed = json.loads(out)["findings"]
    return {
        (each["rule"], each["path"], each["fingerprint"])
        for each in listed
        if each["rule"] not in CHANGE_RULES
    }


def change(chance: random.Random, docs: Path) -> set[str]:
    """Some edits at random; the pages that have another path by now."""
    moved = set()
    pages = sorted(docs.rglob("*.mdx"))
    for _ in range(3):
        page = chance.choice(pages)
        if not page.exists():
            continue
        lines = page.read_text().split("\n")
        match chance.randrange(6):
            case 0:
                del lines[chance.randrange(len(lines)) :][:3]
                page.write_text("\n".join(lines))
            case 1:
                page.write_text(
                    page.read_text() + "\nSet `vxlanPort` to `99999` and and $[none].\n"
                )
            case 2:
                target = page.with_name(f"moved-{page.name}")
                page.rename(target)
                moved.add(target.relative_to(docs).as_posix())
            case 3:
                page.unlink()
            case 4:
                page.write_text(
                    re.sub(r"^(##+ .*)$", r"\1 anew", page.read_text(), count=2, flags=re.M)
                )
            case _:
                reference = chance.choice(sorted(docs.rglob("config-params.json")))
                text = reference.read_text()
                reference.write_text(re.sub(r"Set to 0[^.\"]*\.", "", text))
    return moved


def test_git_is_run_by_one_module_alone() -> None:
    package = HERE.parent / "tools/docs_snippets"
    users = [file.name for file in package.rglob("*.py") if "subprocess" in file.read_text("utf-8")]
    assert users == ["git.py"]
    assert subprocess.run(["git", "--version"], capture_output=True, check=True).stdout
