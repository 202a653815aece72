"""The language server, asked as an editor asks it, over a copy of the example docs."""

import asyncio
import re
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient as BaseClient
from pytest_lsp import ClientServerConfig, LanguageClient

from repository import commit

ROOT = Path(__file__).parent.parent
PAGE = "calico/operations/ebpf/troubleshoot-ebpf.mdx"
INDEX = "calico/index.mdx"
ENABLING = "calico/operations/ebpf/enabling-ebpf.mdx"
FELIX = "calico/reference/felix/configuration.mdx"
COMMAND = [sys.executable, "-m", "docs_snippets", "server"]
PATIENCE = 60

pytestmark = pytest.mark.asyncio(loop_scope="module")


def workspace(folder: Path) -> Path:
    """A copy of what an editor opens."""
    for name in ("versions.yaml", "snippets", "templates", "examples/docs"):
        source, copy = ROOT / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("node_modules", "build", ".docusaurus")
            shutil.copytree(source, copy, ignore=ignored)
        else:
            shutil.copy(source, copy)
    return folder


class Editor:
    """An editor with the workspace open."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.texts: dict[str, str] = {}

    def uri(self, path: str) -> str:
        return (self.folder / "examples/docs" / path).as_uri()

    def text(self, path: str) -> str:
        return (self.folder / "examples/docs" / path).read_text("utf-8")

    def open(self, path: str, text: str | None = None, uri: str = "") -> str:
        """Opens a page, with other words than on disk if they are given; its address."""
        self.texts[path] = self.text(path) if text is None else text
        uri = uri or self.uri(path)
        item = lsp.TextDocumentItem(uri, "mdx", 1, self.texts[path])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def close(self, path: str) -> None:
        identifier = lsp.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))

    def replace(self, path: str, old: str, new: str, version: int = 2) -> None:
        """Replaces the first place of some words, as if typed."""
        text = self.texts[path]
        start = text.index(old)
        at = lsp.Range(_position(text, start), _position(text, start + len(old)))
        change = lsp.TextDocumentContentChangePartial(at, new)
        identifier = lsp.VersionedTextDocumentIdentifier(uri=self.uri(path), version=version)
        params = lsp.DidChangeTextDocumentParams(identifier, [change])
        self.client.text_document_did_change(params)
        self.texts[path] = text[:start] + new + text[start + len(old) :]

    async def until(
        self, path: str, holds: Callable[[Sequence[lsp.Diagnostic]], bool]
    ) -> Sequence[lsp.Diagnostic]:
        """What is found on a page, once something holds of it."""
        for _ in range(PATIENCE * 20):
            found = self.client.diagnostics.get(self.uri(path))
            if found is not None and holds(found):
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"still {self.client.diagnostics.get(self.uri(path))}")

    async def found(self, path: str, rule: str) -> lsp.Diagnostic:
        """The first finding of a rule, once there is one."""
        found = await self.until(path, lambda every: any(e.code == rule for e in every))
        return next(each for each in found if each.code == rule)

    async def actions(self, path: str, at: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        return [
            each for each in await self.offered(path, at, *only) if isinstance(each, lsp.CodeAction)
        ]

    async def offered(
        self, path: str, at: lsp.Range, *only: str
    ) -> list[lsp.CodeAction | lsp.Command]:
        """All that is offered; the client takes actions with commands for commands."""
        context = lsp.CodeActionContext([], [*only] or None)
        document = lsp.TextDocumentIdentifier(self.uri(path))
        params = lsp.CodeActionParams(document, at, context)
        found = await self.client.text_document_code_action_async(params)
        return [*(found or ())]

    def place(
        self, path: str, words: str, after: int = 0
    ) -> tuple[lsp.TextDocumentIdentifier, lsp.Position]:
        """The document, and a place so far behind the start of some words."""
        text = self.texts[path]
        position = _position(text, text.index(words) + after)
        return lsp.TextDocumentIdentifier(self.uri(path)), position

    async def hover(self, path: str, words: str, after: int = 1) -> str:
        params = lsp.HoverParams(*self.place(path, words, after))
        found = await self.client.text_document_hover_async(params)
        assert found is not None, words
        assert isinstance(found.contents, lsp.MarkupContent)
        return found.contents.value

    async def completed(self, path: str, words: str) -> list[lsp.CompletionItem]:
        """What is offered behind some words."""
        params = lsp.CompletionParams(*self.place(path, words, len(words)))
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, lsp.CompletionList)
        return [*found.items]

    async def defined(self, path: str, words: str, after: int = 1) -> list[lsp.Location]:
        params = lsp.DefinitionParams(*self.place(path, words, after))
        found = await self.client.text_document_definition_async(params)
        assert isinstance(found, list)
        return [each for each in found if isinstance(each, lsp.Location)]

    async def referred(self, path: str, words: str, after: int = 1) -> list[lsp.Location]:
        context = lsp.ReferenceContext(include_declaration=False)
        params = lsp.ReferenceParams(context, *self.place(path, words, after))
        return [*(await self.client.text_document_references_async(params) or ())]


def _position(text: str, offset: int) -> lsp.Position:
    before = text[:offset]
    start = before.rfind("\n") + 1
    return lsp.Position(before.count("\n"), len(before[start:].encode("utf-16-le")) // 2)


def applied(text: str, edits: Sequence[lsp.TextEdit]) -> str:
    """A text with edits applied, as an editor does."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

    def offset(at: lsp.Position) -> int:
        line = lines[at.line].encode("utf-16-le")[: at.character * 2]
        return starts[at.line] + len(line.decode("utf-16-le"))

    for each in sorted(edits, key=lambda edit: offset(edit.range.start), reverse=True):
        start, end = offset(each.range.start), offset(each.range.end)
        text = text[:start] + each.new_text + text[end:]
    return text


def _has(rule: str, found: Sequence[lsp.Diagnostic], *, is_there: bool) -> bool:
    return any(each.code == rule for each in found) == is_there


def _titles(found: Sequence[lsp.CodeAction]) -> list[str]:
    return [each.title for each in found]


def _edits(action: lsp.CodeAction, uri: str) -> list[lsp.TextEdit]:
    assert action.edit is not None
    assert action.edit.changes is not None
    return [*action.edit.changes[uri]]


def _capabilities(*, pulls: bool = False) -> lsp.ClientCapabilities:
    documents = lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True),
        diagnostic=lsp.DiagnosticClientCapabilities() if pulls else None,
    )
    space = lsp.WorkspaceClientCapabilities(configuration=True, workspace_folders=True)
    window = lsp.WindowClientCapabilities(work_done_progress=True)
    return lsp.ClientCapabilities(text_document=documents, workspace=space, window=window)


def _start(folder: Path, *, pulls: bool = False, **settings: object) -> lsp.InitializeParams:
    return lsp.InitializeParams(
        capabilities=_capabilities(pulls=pulls),
        workspace_folders=[lsp.WorkspaceFolder(folder.as_uri(), "docs")],
        initialization_options={"manual": "https://example.com/manual/", **settings},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("workspace"))


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    scope="module", config=ClientServerConfig(server_command=COMMAND)
)
async def client(lsp_client: LanguageClient, folder: Path) -> AsyncIterator[None]:
    lsp_client.feature(lsp.WORKSPACE_APPLY_EDIT)(_apply)
    await lsp_client.initialize_session(_start(folder))
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient, folder: Path) -> Editor:
    return Editor(client, folder)


async def test_a_mistake_is_shown_as_it_is_typed_and_goes_when_it_is_mended(
    editor: Editor,
) -> None:
    editor.open(PAGE)
    before = await editor.until(PAGE, lambda _: True)
    editor.replace(PAGE, "enabling-ebpf.mdx#enable-ebpf-mode", "enabling-ebpg.mdx")
    found = await editor.found(PAGE, "broken-link")
    assert found.source == "docs-snippets"
    assert found.severity == lsp.DiagnosticSeverity.Error
    assert found.code_description == lsp.CodeDescription(
        "https://example.com/manual/rules/broken-link"
    )
    assert "did you mean 'enabling-ebpf.mdx'" in found.message
    editor.replace(PAGE, "enabling-ebpg.mdx", "enabling-ebpf.mdx#enable-ebpf-mode", 3)
    await editor.until(PAGE, lambda every: len(every) == len(before))
    editor.close(PAGE)


async def test_what_is_suggested_can_be_taken(editor: Editor) -> None:
    text = editor.text(PAGE).replace("bpfLogLevel", "bpfLogLevl", 1)
    uri = editor.open(PAGE, text)
    found = await editor.found(PAGE, "unknown-parameter")
    actions = await editor.actions(PAGE, found.range)
    assert "Change to 'bpfLogLevel'" in _titles(actions)
    fix = next(each for each in actions if each.title == "Change to 'bpfLogLevel'")
    assert fix.kind == lsp.CodeActionKind.QuickFix
    assert applied(text, _edits(fix, uri)) == editor.text(PAGE)
    editor.close(PAGE)


async def test_safe_fixes_are_all_applied_at_once(editor: Editor) -> None:
    text = editor.text(INDEX).replace("These pages are", "These these pages are are")
    uri = editor.open(INDEX, text)
    await editor.found(INDEX, "repeated-word")
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    assert not await editor.actions(INDEX, whole, "source.organizeImports")
    found = await editor.actions(INDEX, whole, "source.fixAll")
    assert [each.kind for each in found] == ["source.fixAll.docs-snippets"]
    assert applied(text, _edits(found[0], uri)).count("are are") == 0
    editor.close(INDEX)


async def test_a_finding_is_accepted_by_a_comment_with_a_reason(editor: Editor) -> None:
    text = editor.text(INDEX).replace("connects the pods", "connects the the pods")
    uri = editor.open(INDEX, text)
    found = await editor.found(INDEX, "repeated-word")
    actions = await editor.actions(INDEX, found.range)
    offered = await editor.offered(INDEX, found.range)
    ignore = next(each for each in actions if each.title == "Ignore 'repeated-word' here")
    ignored = applied(text, _edits(ignore, uri))
    assert "{/* docs-snippets-ignore repeated-word: REASON */}\n$[prodname] connects" in ignored
    editor.close(INDEX)
    editor.open(INDEX, ignored)
    await editor.until(INDEX, lambda every: all(e.code != "repeated-word" for e in every))
    shown = next(each for each in offered if each.title == "Show what 'repeated-word' is about")
    assert "https://example.com/manual/rules/repeated-word" in str(shown.command)
    editor.close(INDEX)


async def test_hover_tells_what_each_version_documents(editor: Editor) -> None:
    editor.open(PAGE)
    said = await editor.hover(PAGE, 'bpfLogLevel":"Debug"')
    assert "**`bpfLogLevel`**" in said
    assert "default" in said
    assert "config-params.json:" in said
    said = await editor.hover(PAGE, "$[noderunning]", 3)
    assert "`calico-node` in every tree" in said
    said = await editor.hover(PAGE, "BEGIN docs-snippets mke-vxlan/troubleshoot")
    assert "templates/mke-vxlan-troubleshoot.mdx" in said
    editor.close(PAGE)
    editor.open(INDEX)
    said = await editor.hover(INDEX, "$[prodname]", 3)
    assert "- `Calico`: calico/next" in said
    assert "`Calico Cloud`: calico-cloud" in said
    editor.close(INDEX)


async def test_hover_tells_who_holds_a_port(editor: Editor) -> None:
    path = "calico/getting-started/install.mdx"
    editor.open(path)
    assert "**port 5473**" in await editor.hover(path, "5473")
    editor.close(path)


async def test_completion_of_variables_parameters_and_values(editor: Editor) -> None:
    text = (
        f"{editor.text(INDEX)}\nSee $[prod\n\n`bpfLogL`\n\n```yaml\nkind: FelixConfiguration\n"
        "spec:\n  bpfLog\n  bpfLogLevel: \n```\n\n:::no\n"
    )
    editor.open(INDEX, text)
    offered = await editor.completed(INDEX, "See $[prod")
    name = next(each for each in offered if each.label == "prodname")
    assert name.detail == "Calico"
    assert isinstance(name.text_edit, lsp.TextEdit)
    assert applied(text, [name.text_edit]).count("See $[prodname]\n") == 1
    for words in ("`bpfLogL", "  bpfLog"):
        assert "bpfLogLevel" in [each.label for each in await editor.completed(INDEX, words)]
    values = [each.label for each in await editor.completed(INDEX, "  bpfLogLevel: ")]
    assert {"Off", "Info", "Debug"} <= {*values}
    assert "note" in [each.label for each in await editor.completed(INDEX, ":::no")]
    editor.close(INDEX)


async def test_completion_of_links_and_anchors(editor: Editor) -> None:
    text = (
        f"{editor.text(PAGE)}\n[One](enab\n\n[Two](enabling-ebpf.mdx#en\n\n"
        "## Own place\n\n[Three](#own\n"
    )
    editor.open(PAGE, text)
    files = [each.label for each in await editor.completed(PAGE, "[One](enab")]
    assert "enabling-ebpf.mdx" in files
    assert "../../index.mdx" in files
    anchors = await editor.completed(PAGE, "[Two](enabling-ebpf.mdx#en")
    assert "enable-ebpf-mode" in [each.label for each in anchors]
    assert "own-place" in [each.label for each in await editor.completed(PAGE, "[Three](#own")]
    editor.close(PAGE)


async def test_completion_in_snippets(editor: Editor) -> None:
    path = "../../snippets/healthz-port.yaml"
    file = editor.folder / "snippets/healthz-port.yaml"
    text = f"{file.read_text('utf-8').rstrip()}\n    template: mke\n"
    editor.open(path, text, file.as_uri())
    position = lsp.Position(text.count("\n") - 1, len("    template: mke"))
    params = lsp.CompletionParams(lsp.TextDocumentIdentifier(file.as_uri()), position)
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    assert "mke-vxlan-enable.mdx" in [each.label for each in found.items]
    identifier = lsp.TextDocumentIdentifier(file.as_uri())
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))


async def test_definitions(editor: Editor) -> None:
    editor.open(PAGE)
    (link,) = await editor.defined(PAGE, "enabling-ebpf.mdx#enable-ebpf-mode")
    assert link.uri == editor.uri("calico/operations/ebpf/enabling-ebpf.mdx")
    assert "Enable eBPF mode" in _line_at(link)
    (parameter,) = await editor.defined(PAGE, 'bpfLogLevel":"Debug"')
    assert parameter.uri.endswith("calico/_includes/components/FelixConfig/config-params.json")
    assert "bpfLogLevel" in _line_at(parameter) or "BPFLogLevel" in _line_at(parameter)
    (variable,) = await editor.defined(PAGE, "$[noderunning]", 4)
    assert "noderunning:" in _line_at(variable)
    (template,) = await editor.defined(PAGE, "MKE: VXLAN device down")
    assert template.uri.endswith("templates/mke-vxlan-troubleshoot.mdx")
    editor.close(PAGE)
    path = "calico/operations/ebpf/install.mdx"
    editor.open(path)
    (partial,) = await editor.defined(path, "<NodeKernel", 2)
    assert partial.uri == editor.uri("calico/_includes/content/_node-kernel.mdx")
    editor.close(path)


async def test_references(editor: Editor) -> None:
    partial = "calico/_includes/content/_node-kernel.mdx"
    editor.open(partial)
    pages = {each.uri for each in await editor.referred(partial, "Ask each node")}
    assert editor.uri("calico/operations/ebpf/install.mdx") in pages
    editor.close(partial)
    path = "calico/operations/ebpf/enabling-ebpf.mdx"
    editor.open(path)
    links = {each.uri for each in await editor.referred(path, "Enable eBPF mode", 3)}
    assert editor.uri(PAGE) in links
    editor.close(path)


async def test_outline_and_links(editor: Editor) -> None:
    uri = editor.open(PAGE)
    document = lsp.TextDocumentIdentifier(uri)
    symbols = await editor.client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(document)
    )
    assert symbols
    first = symbols[0]
    assert isinstance(first, lsp.DocumentSymbol)
    assert first.name == "Troubleshoot eBPF mode"
    assert "Check that eBPF mode is on" in [each.name for each in first.children or ()]
    links = await editor.client.text_document_document_link_async(lsp.DocumentLinkParams(document))
    targets = {each.target for each in links or ()}
    assert editor.uri("calico/operations/ebpf/enabling-ebpf.mdx") in targets
    editor.close(PAGE)


async def test_a_heading_is_renamed_with_the_links_that_lead_to_it(editor: Editor) -> None:
    path = "calico/operations/ebpf/enabling-ebpf.mdx"
    editor.open(path)
    place = editor.place(path, "Enable eBPF mode", 2)
    at = await editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(*place))
    assert isinstance(at, lsp.Range)
    params = lsp.RenameParams(*place, "Turn eBPF mode on")
    edit = await editor.client.text_document_rename_async(params)
    assert edit is not None
    changes = {
        each.text_document.uri: [one for one in each.edits if isinstance(one, lsp.TextEdit)]
        for each in edit.document_changes or ()
        if isinstance(each, lsp.TextDocumentEdit)
    }
    own = applied(editor.text(path), changes[editor.uri(path)])
    assert "Turn eBPF mode on" in own
    assert "enabling-ebpf.mdx#turn-ebpf-mode-on" in applied(
        editor.text(PAGE), changes[editor.uri(PAGE)]
    )
    assert editor.uri(path.replace("calico/", "calico-cloud/", 1)) in changes
    editor.close(path)


APPLIED: list[lsp.WorkspaceEdit] = []
"""What the server had the editor do to files."""


def _apply(params: lsp.ApplyWorkspaceEditParams) -> lsp.ApplyWorkspaceEditResult:
    APPLIED.append(params.edit)
    return lsp.ApplyWorkspaceEditResult(applied=True)


async def _applied_by(editor: Editor, command: str, *arguments: object) -> list[lsp.WorkspaceEdit]:
    """What a command has the editor do to files, once it says that it is done."""
    APPLIED.clear()
    said = len(editor.client.messages)
    params = lsp.ExecuteCommandParams(command, [*arguments])
    await editor.client.workspace_execute_command_async(params)
    for _ in range(PATIENCE * 20):
        if len(editor.client.messages) > said:
            return [*APPLIED]
        await asyncio.sleep(0.05)
    raise AssertionError("nothing is said")


async def test_an_edit_is_carried_to_sibling_pages(editor: Editor) -> None:
    editor.open(PAGE)
    editor.replace(PAGE, "This costs a lot of CPU.", "This takes a lot of processor time.")
    edits = await _applied_by(editor, "docs-snippets.carryEdit", editor.uri(PAGE))
    changed = {
        each.text_document.uri
        for each in edits[0].document_changes or ()
        if isinstance(each, lsp.TextDocumentEdit)
    }
    assert editor.uri(PAGE.replace("calico/", "calico-cloud/", 1)) in changed
    editor.close(PAGE)


MARKER = re.compile(
    r"^\{/\* (?:BEGIN|END) docs-snippets healthz-port/enable\b.*\n\n?", re.MULTILINE
)


async def test_a_copy_by_hand_is_adopted_into_its_snippet(editor: Editor) -> None:
    placed = editor.text(ENABLING)
    by_hand = MARKER.sub("", placed)
    assert by_hand != placed
    uri = editor.uri(ENABLING)
    file = Path(uri.removeprefix("file://"))
    file.write_text(by_hand, "utf-8")
    editor.open(ENABLING)
    assert await _applied_by(editor, "docs-snippets.adopt", uri, 1) == []
    assert "git does not track this file" in editor.client.messages[-1].message
    commit(editor.folder)
    found = await editor.found(ENABLING, "unmanaged-copy")
    offered = await editor.offered(ENABLING, found.range)
    assert "Adopt the text into its snippet" in [each.title for each in offered]
    line = found.range.start.line + 1
    edits = await _applied_by(editor, "docs-snippets.adopt", uri, line)
    assert "adopted healthz-port" in editor.client.messages[-1].message
    changes = [each for edit in edits for each in edit.document_changes or ()]
    assert [each.text_document.uri for each in changes if hasattr(each, "text_document")] == [uri]
    pieces = [
        piece for each in changes if isinstance(each, lsp.TextDocumentEdit) for piece in each.edits
    ]
    after = applied(by_hand, [each for each in pieces if isinstance(each, lsp.TextEdit)])
    assert len(MARKER.findall(after)) == 2
    editor.close(ENABLING)
    editor.open(ENABLING, after)
    await editor.until(ENABLING, lambda every: all(e.code != "unmanaged-copy" for e in every))
    file.write_text(placed, "utf-8")
    editor.close(ENABLING)


async def test_what_cannot_be_adopted_is_left_with_the_reason(editor: Editor) -> None:
    for path, text in ((INDEX, None), (ENABLING, "# Broken\n\n<Tabs>\n")):
        uri = editor.open(path, text)
        assert await _applied_by(editor, "docs-snippets.adopt", uri, 1) == []
        assert editor.client.messages[-1].message.startswith("docs-snippets: ")
        editor.close(path)
    params = lsp.ExecuteCommandParams("docs-snippets.adopt", ["file:///nowhere.mdx", 1])
    assert await editor.client.workspace_execute_command_async(params) is None


async def test_requests_that_are_cancelled_are_no_trouble(editor: Editor) -> None:
    """Those that run, are answered or were never made; what is asked next is answered."""
    editor.open(PAGE)
    protocol = editor.client.protocol
    place = editor.place(PAGE, "bpfLogLevel", 1)
    for number in range(10):
        if number % 2:
            hover = lsp.HoverParams(*place)
            protocol.send_request(lsp.TEXT_DOCUMENT_HOVER, hover, msg_id=f"asked-{number}")
        else:
            completion = lsp.CompletionParams(*place)
            method = lsp.TEXT_DOCUMENT_COMPLETION
            protocol.send_request(method, completion, msg_id=f"asked-{number}")
        protocol.notify(lsp.CANCEL_REQUEST, lsp.CancelParams(f"asked-{number}"))
    for never in ("asked-0", "nothing", 7):
        protocol.notify(lsp.CANCEL_REQUEST, lsp.CancelParams(never))
    editor.replace(PAGE, "enabling-ebpf.mdx#enable-ebpf-mode", "enabling-ebpg.mdx")
    await editor.found(PAGE, "broken-link")
    assert "bpfLogLevel" in await editor.hover(PAGE, "bpfLogLevel")
    failed = [each for each in editor.client.log_messages if each.type == lsp.MessageType.Error]
    assert failed == []
    editor.close(PAGE)


async def test_broken_documents_and_unknown_files_are_no_trouble(editor: Editor) -> None:
    broken = ["", "\ufeff", "{", "<", "```", "---\n", "\0", "<A {...", "é𝒳\u2028\f`", "[", ":::"]
    for number, text in enumerate(broken):
        uri = editor.open(INDEX, text) if not number else editor.uri(INDEX)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=number + 2)
        params = lsp.DidChangeTextDocumentParams(identifier, [whole])
        editor.client.text_document_did_change(params)
        for at in (lsp.Position(0, 0), lsp.Position(0, 3), lsp.Position(9, 9)):
            document = lsp.TextDocumentIdentifier(uri)
            await editor.client.text_document_hover_async(lsp.HoverParams(document, at))
            completion = lsp.CompletionParams(document, at)
            await editor.client.text_document_completion_async(completion)
            await editor.client.text_document_definition_async(lsp.DefinitionParams(document, at))
            here = lsp.Range(at, at)
            context = lsp.CodeActionContext([])
            asked = lsp.CodeActionParams(document, here, context)
            await editor.client.text_document_code_action_async(asked)
    editor.close(INDEX)
    for uri in ("untitled:Untitled-1", "file:///etc/passwd", "file:///nowhere.mdx", "x:%00"):
        item = lsp.TextDocumentItem(uri, "mdx", 1, "[a](nowhere.mdx) $[x]")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        params_ = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), lsp.Position(0, 19))
        assert await editor.client.text_document_hover_async(params_) is None
    assert "file:///etc/passwd" not in editor.client.diagnostics
    failed = [each for each in editor.client.log_messages if each.type == lsp.MessageType.Error]
    assert failed == []


async def test_files_that_change_on_disk_are_read_again(editor: Editor) -> None:
    path = "calico/new-page.mdx"
    file = editor.folder / "examples/docs" / path
    file.write_text("---\ndescription: A new page.\n---\n\n# New\n\n[It](nowhere.mdx).\n", "utf-8")
    change = lsp.FileEvent(file.as_uri(), lsp.FileChangeType.Created)
    params = lsp.DidChangeWatchedFilesParams([change])
    editor.client.workspace_did_change_watched_files(params)
    await editor.found(path, "broken-link")
    file.unlink()
    change = lsp.FileEvent(file.as_uri(), lsp.FileChangeType.Deleted)
    params = lsp.DidChangeWatchedFilesParams([change])
    editor.client.workspace_did_change_watched_files(params)
    await editor.until(path, lambda every: not every)


async def test_a_page_of_two_megabytes_is_refused_quickly(editor: Editor) -> None:
    path = "calico/large.mdx"
    text = "# Large\n\n" + "Some words of a page that is large.\n\n" * 56_000
    uri = editor.uri(path)
    editor.texts[path] = text
    item = lsp.TextDocumentItem(uri, "mdx", 1, text)
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    await editor.found(path, "unreadable-file")
    editor.replace(path, "Some", "Some more")
    await editor.found(path, "unreadable-file")
    editor.close(path)
    await editor.until(path, lambda every: not every)


def _line_at(location: lsp.Location) -> str:
    text = Path(location.uri.removeprefix("file://")).read_text("utf-8")
    return text.split("\n")[location.range.start.line]


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    scope="module", config=ClientServerConfig(server_command=COMMAND)
)
async def asking(lsp_client: LanguageClient, folder: Path) -> AsyncIterator[None]:
    params = _start(folder, pulls=True, ignore=["repeated-word"])
    params.capabilities.general = lsp.GeneralClientCapabilities(
        position_encodings=[lsp.PositionEncodingKind.Utf8]
    )
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


async def test_an_editor_that_asks_is_answered_and_sent_nothing(
    asking: LanguageClient, folder: Path
) -> None:
    editor = Editor(asking, folder)
    text = f"{editor.text(INDEX)}\né𝒳 [nowhere](nowhere.mdx) and and\n"
    uri = editor.open(INDEX, text)
    document = lsp.TextDocumentIdentifier(uri)
    report = await asking.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
    assert isinstance(report, lsp.RelatedFullDocumentDiagnosticReport)
    (found,) = report.items
    assert found.code == "broken-link"
    assert found.range.start.character == len("é𝒳 [nowhere](".encode())
    again = lsp.DocumentDiagnosticParams(document, previous_result_id=report.result_id)
    same = await asking.text_document_diagnostic_async(again)
    assert isinstance(same, lsp.RelatedUnchangedDocumentDiagnosticReport)
    everywhere = await asking.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
    assert uri in {each.uri for each in everywhere.items}
    assert asking.diagnostics == {}
    editor.close(INDEX)


async def test_settings_are_taken_over_while_the_server_runs(editor: Editor) -> None:
    text = editor.text(INDEX).replace("connects the pods", "connects the the pods")
    editor.open(INDEX, text)
    await editor.found(INDEX, "repeated-word")
    for ignored in (["repeated-word"], []):
        settings = {"docs-snippets": {"ignore": ignored}}
        params = lsp.DidChangeConfigurationParams(settings)
        editor.client.workspace_did_change_configuration(params)
        holds = partial(_has, "repeated-word", is_there=not ignored)
        await editor.until(INDEX, holds)
    editor.close(INDEX)


async def test_workspace_folders_come_and_go(editor: Editor, tmp_path: Path) -> None:
    other = Editor(editor.client, workspace(tmp_path))
    path = "calico/only-here.mdx"
    file = other.folder / "examples/docs" / path
    file.write_text("---\ndescription: A page.\n---\n\n# It\n\n[It](nowhere.mdx).\n", "utf-8")
    added = [lsp.WorkspaceFolder(tmp_path.as_uri(), "other")]
    event = lsp.WorkspaceFoldersChangeEvent(added=added, removed=[])
    params = lsp.DidChangeWorkspaceFoldersParams(event)
    editor.client.workspace_did_change_workspace_folders(params)
    await other.found(path, "broken-link")
    event = lsp.WorkspaceFoldersChangeEvent(added=[], removed=added)
    params = lsp.DidChangeWorkspaceFoldersParams(event)
    editor.client.workspace_did_change_workspace_folders(params)
    await other.until(path, lambda every: not every)


async def test_a_configuration_that_is_half_typed_is_said_and_mended(editor: Editor) -> None:
    file = editor.folder / "versions.yaml"
    text = file.read_text("utf-8")
    uri = file.as_uri()
    item = lsp.TextDocumentItem(uri, "yaml", 1, f"{text}\nrules: [\n")
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    for _ in range(PATIENCE * 20):
        if any(each.code == "invalid-config" for each in editor.client.diagnostics.get(uri, ())):
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError(editor.client.diagnostics.get(uri))
    identifier = lsp.TextDocumentIdentifier(uri)
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))
    for _ in range(PATIENCE * 20):
        if not editor.client.diagnostics.get(uri):
            break
        await asyncio.sleep(0.05)
    assert not editor.client.diagnostics.get(uri)


async def test_the_first_check_is_shown_as_progress(folder: Path) -> None:
    client = BaseClient("editor", "1")
    began: list[object] = []
    client.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)(lambda _: None)
    client.feature(lsp.PROGRESS)(lambda params: began.append(params.value))
    await client.start_io(COMMAND[0], *COMMAND[1:])
    await client.initialize_async(_start(folder))
    client.initialized(lsp.InitializedParams())
    for _ in range(PATIENCE * 20):
        if "end" in str(began):
            break
        await asyncio.sleep(0.05)
    assert "Checking pages" in str(began)
    assert "end" in str(began)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


async def test_an_edit_goes_before_the_first_check(folder: Path) -> None:
    """What is typed while everything is being checked is checked before the rest."""
    client = BaseClient("editor", "1")
    heard: list[str] = []
    client.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)(lambda _: None)
    client.feature(lsp.PROGRESS)(lambda params: heard.append(str(params.value)))
    uri = (folder / "examples/docs" / PAGE).as_uri()

    def published(params: lsp.PublishDiagnosticsParams) -> None:
        if params.uri == uri and params.version is not None:
            heard.append(f"version {params.version}")

    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    await client.start_io(COMMAND[0], *COMMAND[1:])
    await client.initialize_async(_start(folder))
    client.initialized(lsp.InitializedParams())
    text = (folder / "examples/docs" / PAGE).read_text("utf-8")
    item = lsp.TextDocumentItem(uri, "mdx", 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    for version in range(2, 5):
        for _ in range(PATIENCE * 20):
            if f"version {version - 1}" in heard:
                break
            await asyncio.sleep(0.05)
        at = lsp.Position(0, 0)
        change = lsp.TextDocumentContentChangePartial(lsp.Range(at, at), "\n")
        identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))
    for _ in range(PATIENCE * 20):
        if "'end'" in str(heard) and "version 4" in heard:
            break
        await asyncio.sleep(0.05)
    end = next(number for number, each in enumerate(heard) if "'end'" in each)
    assert heard.index("version 4") < end
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


async def test_without_its_packages_the_command_says_how_to_install_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import io

    from docs_snippets import cli

    monkeypatch.setattr("docs_snippets.commands.server.NEEDED", "no_such_package")
    out, err = io.StringIO(), io.StringIO()
    assert cli.run(["server"], out, err) == 2
    assert err.getvalue() == (
        "docs-snippets server: this needs more packages; "
        "install them with: pip install 'docs-snippets[server]'\n"
    )
