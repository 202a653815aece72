"""Docs that are edited: what is found in them stays what `lint` finds from nothing."""

import gc
import shutil
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import pytest

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.docs.docs import Docs, load
from docs_snippets.docs.pages import Pages
from docs_snippets.linting import linter
from docs_snippets.runs.lint_plan import LintPlan, plan_lint
from docs_snippets.runs.live_check import LiveRoot
from docs_snippets.runs.options import LintOptions
from docs_snippets.sessions.live import LiveSession

ROOT = Path(__file__).parent.parent


class Editor:
    """A copy of the example docs, and a session on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("versions.yaml", "snippets", "templates"):
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, folder / name)
        self.docs = Path(shutil.copytree(ROOT / "examples/docs", folder / "docs"))
        self.root = LiveRoot(folder / "versions.yaml", self.docs)
        found = self.root.session()
        assert isinstance(found, LiveSession)
        self.session = found
        self.finish()

    def finish(self) -> list[str]:
        """Does all that is to be done; the pages that were checked, in order."""
        checked: list[str] = []
        while update := self.session.step():
            checked += update.pages
        return checked

    def type(self, path: str, text: str) -> None:
        """Gives an open document another text."""
        self.root.texts[str(self.docs / path)] = text.encode()
        self.session.edit([path])

    def write(self, path: str, text: str | None) -> None:
        """Writes a file, or removes it."""
        file = self.docs / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        self.session.edit([path])

    def text(self, path: str) -> str:
        """What a page holds on disk."""
        return (self.docs / path).read_text("utf-8")

    def from_nothing(self) -> tuple[Diagnostic, ...]:
        """What `lint` finds in the files as they are on disk."""
        options = LintOptions(
            config=str(self.folder / "versions.yaml"), docs=str(self.docs), no_cache=True
        )
        docs = load(options.config, options.docs)
        assert isinstance(docs, Docs)
        plan = plan_lint(options, docs.as_immutable())
        assert isinstance(plan, LintPlan)
        found = linter.lint_pages(plan.job, plan.targets.paths)
        return *plan.problems, *found


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path)


def _rules(found: Iterable[Diagnostic]) -> set[str]:
    return {each.rule for each in found}


def test_a_session_begins_with_what_lint_finds(editor: Editor) -> None:
    assert editor.session.findings() == editor.from_nothing()


def test_a_mistake_is_found_as_it_is_typed_and_goes_with_it(editor: Editor) -> None:
    page = sorted(editor.session.found)[0]
    before = editor.session.found[page]
    editor.type(page, f"{editor.text(page)}\nSee [it](nowhere.mdx).\n")
    first = editor.session.step()
    assert first is not None
    assert first.pages == (page,)
    assert "broken-link" in _rules(editor.session.found[page])
    editor.type(page, editor.text(page))
    editor.finish()
    assert editor.session.found[page] == before
    assert editor.session.findings() == editor.from_nothing()


def test_an_edit_reaches_the_pages_that_link_to_the_page(editor: Editor) -> None:
    one, two = "calico/new/one.mdx", "calico/new/two.mdx"
    editor.write(one, "---\ndescription: One.\n---\n\n# One\n\n## Some place\n")
    editor.write(two, "---\ndescription: Two.\n---\n\n# Two\n\n[There](one.mdx#some-place).\n")
    editor.finish()
    assert "missing-anchor" not in _rules(editor.session.found[two])
    editor.type(one, "---\ndescription: One.\n---\n\n# One\n\n## Another place\n")
    assert editor.finish()[0] == one
    assert "missing-anchor" in _rules(editor.session.found[two])


def test_edits_while_others_wait_are_not_lost(editor: Editor) -> None:
    pages = sorted(editor.session.found)[:6]
    for page in pages:
        editor.write(page, f"{editor.text(page)}\nSee [it](nowhere.mdx) and FelixConfiguraton.\n")
        editor.session.step()
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()


def test_work_that_gives_way_is_done_later(editor: Editor) -> None:
    """A step is given up at each point where it may be; what it was to do is done in the end."""
    page = sorted(editor.session.found)[0]
    editor.write(page, f"{editor.text(page)}\n## The the end\n\n[a](nowhere.mdx)\n")
    given_up = 0
    for last in range(10**6):
        asked = count()
        before = editor.session.left
        update = editor.session.step(lambda: next(asked) >= last)  # noqa: B023 - asked in the step
        given_up += bool(update and not update.pages and update.left == before)
        if update is None:
            break
    assert given_up > 100
    assert editor.session.findings() == editor.from_nothing()


def test_pages_that_come_and_go(editor: Editor) -> None:
    page = sorted(path for path in editor.session.found if "/_" not in path)[3]
    text = editor.text(page)
    editor.write(page, None)
    editor.finish()
    assert page not in editor.session.found
    assert editor.session.findings() == editor.from_nothing()
    editor.write(page, text)
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()


def test_a_document_that_is_not_saved_yet_is_a_page(editor: Editor) -> None:
    editor.type("calico/new.mdx", "# New\n\n[Nowhere](nowhere.mdx)\n")
    editor.finish()
    assert "broken-link" in _rules(editor.session.found["calico/new.mdx"])
    del editor.root.texts[str(editor.docs / "calico/new.mdx")]
    editor.session.edit(["calico/new.mdx"])
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()


def test_a_configuration_that_is_half_typed_leaves_the_docs_as_they_were(editor: Editor) -> None:
    file = editor.folder / "versions.yaml"
    text = file.read_text("utf-8")
    before = editor.session.findings()
    editor.root.texts[str(file)] = f"{text}\nrules: [".encode()
    editor.session.edit_beside(["versions.yaml"])
    editor.finish()
    assert _rules(editor.session.broken) == {"invalid-config"}
    page = sorted(editor.session.found)[0]
    editor.type(page, f"{editor.text(page)}\nSee [it](nowhere.mdx).\n")
    editor.finish()
    assert "broken-link" in _rules(editor.session.found[page])
    editor.root.texts.clear()
    editor.session.edit_beside(["versions.yaml"])
    editor.session.edit([page])
    editor.finish()
    assert editor.session.broken == ()
    assert editor.session.findings() == before


def test_bytes_that_are_no_text_are_said_and_forgotten(editor: Editor) -> None:
    page = sorted(editor.session.found)[0]
    before = editor.session.findings()
    editor.root.texts[str(editor.docs / page)] = b"\xff\xfe"
    editor.session.edit([page])
    editor.finish()
    assert _rules(editor.session.found[page]) == {"unreadable-file"}
    editor.root.texts[str(editor.docs / page)] = b"\xff\xfe\xfd"
    editor.session.edit([page])
    editor.finish()
    editor.root.texts.clear()
    editor.session.edit([page])
    editor.finish()
    assert editor.session.findings() == before


def test_references_variables_and_templates_reach_what_they_must(editor: Editor) -> None:
    for pattern in ("**/config-params.json", "**/variables.js"):
        path = sorted(editor.docs.glob(pattern))[0]
        text = path.read_text("utf-8")
        editor.write(str(path.relative_to(editor.docs)), text.replace("e", "ee", 40))
        editor.finish()
        assert editor.session.findings() == editor.from_nothing()
    template = sorted((editor.folder / "templates").glob("*.mdx"))[0]
    template.write_text(f"{template.read_text('utf-8').rstrip()} More.\n", "utf-8")
    editor.session.edit_beside([f"templates/{template.name}"])
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()


def test_what_a_reference_reaches_is_found_out_between_edits(editor: Editor) -> None:
    """Edits of pages interrupt it; in the end it is known of all files that changed meanwhile."""
    found = editor.session.found
    pages = sorted(path for path in found if path.endswith(".mdx") and "/_" not in path)
    variables = sorted(editor.docs.rglob("variables.js"))
    for number, path in enumerate([*variables[:2], editor.docs / "calico/moved.mdx"]):
        text = path.read_text("utf-8") if path.exists() else "# Moved\n\n"
        editor.write(str(path.relative_to(editor.docs)), text.replace("'", "'x", 9))
        read_anew = editor.session.step()
        assert read_anew is not None
        assert read_anew.beside
        given_up = editor.session.step(lambda: True)
        assert given_up is not None
        page = pages[number]
        editor.write(page, f"{editor.text(page)}\nSee [it](moved.mdx).\n")
        first = editor.session.step(lambda: True)
        assert first is not None
        assert first.pages == (page,)
    editor.write(pages[0], f"{editor.text(pages[0])}\nSee [it](nowhere.mdx).\n")
    editor.write(pages[1], None)
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()


def test_docs_that_are_only_compared_with_are_freed_at_once(editor: Editor) -> None:
    """Nothing waits for the collector of cycles, which is seldom asked in a server."""
    page = sorted(path for path in editor.session.found if path.endswith(".mdx"))[0]
    variables = str(sorted(editor.docs.rglob("variables.js"))[0].relative_to(editor.docs))
    kept: list[int] = []
    gc.collect()
    gc.disable()
    try:
        for number in range(3):
            editor.type(page, f"{editor.text(page)}\n## Part {number}\n")
            editor.finish()
            for _ in range(2):
                editor.write(variables, f"{editor.text(variables)}\n")
                editor.session.step()
            editor.finish()
            kept.append(sum(isinstance(each, Pages) for each in gc.get_objects()))
    finally:
        gc.enable()
    assert kept == [kept[0]] * 3


def test_a_value_in_a_reference_reaches_the_pages_about_it(editor: Editor) -> None:
    """Another default of a parameter has no page checked that does not name it, nor its copies."""
    reference = sorted(editor.docs.glob("**/config-params.json"))[0]
    path = str(reference.relative_to(editor.docs))
    text = reference.read_text("utf-8")
    assert '"9091"' in text
    editor.write(path, text.replace('"9091"', '"9191"'))
    checked = editor.finish()
    assert checked
    assert len(checked) < len(editor.session.found) / 2
    assert editor.session.findings() == editor.from_nothing()


def test_a_sidebar_reaches_no_page_that_it_makes_nothing_for(editor: Editor) -> None:
    """For a comment, no more is checked than the snippets; all is for another page of the site."""
    sidebars = "sidebars.js"
    text = editor.text(sidebars)
    editor.write(sidebars, f"// What stands beside the pages.\n{text}")
    assert len(editor.finish()) < len(editor.session.found)
    index = "{ type: 'category', label: 'Other', link: { type: 'generated-index' }, items: [] }"
    editor.write(sidebars, f"{text}\nmodule.exports.other = [{index}];\n")
    assert {*editor.finish()} == editor.session.found.keys()
    assert editor.session.findings() == editor.from_nothing()


def test_a_line_that_findings_of_other_pages_name_moves(editor: Editor) -> None:
    """What an installation page says of all pages is named with its line."""
    installs = [f"calico/getting-started/{name}.mdx" for name in ("a", "b", "c", "d")]
    apply = "kubectl apply -f https://example.com/manifests/v3_projectcalico_org.yaml"
    text = f"# Install\n\n```bash\n{apply}\n```\n"
    for path in installs:
        editor.write(path, text)
    patch = "kubectl patch felixconfiguration default --type strategic --patch '{\"spec\": {}}'"
    editor.write("calico/patch.mdx", f"# Patch\n\n```bash\n{patch}\n```\n")
    editor.finish()
    assert any(
        each.notes[0].path == installs[0] for each in editor.session.found["calico/patch.mdx"]
    )
    editor.write(installs[0], f"One more.\n\n{text}")
    editor.finish()
    assert editor.session.findings() == editor.from_nothing()
