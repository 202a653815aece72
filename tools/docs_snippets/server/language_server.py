"""The server: what an editor sends, and who answers it."""

import asyncio
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import BinaryIO, TypeVar, cast

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from docs_snippets.core.internal_errors import description
from docs_snippets.server import code_actions as actions
from docs_snippets.server.background import Background
from docs_snippets.server.completions import TRIGGERS, completions, in_definition
from docs_snippets.server.editor_commands import EditorCommands
from docs_snippets.server.heading_rename import renamed
from docs_snippets.server.hovers import hover
from docs_snippets.server.incoming import Incoming
from docs_snippets.server.live_roots import Settings, merged, read_settings, settings_in
from docs_snippets.server.navigation import definitions, document_links, heading_at, references
from docs_snippets.server.open_documents import OpenFolders
from docs_snippets.server.outline import symbols
from docs_snippets.server.places import page_at, place_at
from docs_snippets.server.positions import Encoding, offset
from docs_snippets.server.publishing import Publisher, Report
from docs_snippets.server.registering import coroutine, function

NAME = "docs-snippets"
SECTION = "docs-snippets"
_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}

P = TypeVar("P")
R = TypeVar("R")


def run(version: str, settings: Settings, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serves one editor until it leaves; the exit code."""
    server = LanguageServer(NAME, version)
    incoming = Incoming(stdin)
    _Handlers(server, settings, incoming).register()
    server.start_io(cast(BinaryIO, incoming), stdout)
    return 0


class _Handlers:
    """What is done for each message."""

    def __init__(self, server: LanguageServer, settings: Settings, incoming: Incoming) -> None:
        self.server = server
        self.folders = OpenFolders(settings)
        self.publisher = Publisher(server, self.folders)
        self.background = Background(self.publisher, lambda: incoming.is_waiting)
        self.given = settings
        self.initial: dict[str, object] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def register(self) -> None:
        """Has the server call what is here."""
        feature = self.server.feature
        feature(lsp.INITIALIZE)(function(self.initialize))
        feature(lsp.INITIALIZED)(function(self.initialized))
        feature(lsp.TEXT_DOCUMENT_DID_OPEN)(self.safe(self.did_open, None))
        feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(self.safe(self.did_change, None))
        feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(self.safe(self.did_close, None))
        feature(lsp.TEXT_DOCUMENT_DID_SAVE)(lambda _: None)
        feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(self.safe(self.files_changed, None))
        feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)(coroutine(self.configuration_changed))
        feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(self.safe(self.folders_changed, None))
        pull = lsp.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier=NAME
        )
        feature(lsp.TEXT_DOCUMENT_DIAGNOSTIC, pull)(function(self.diagnostic))
        feature(lsp.WORKSPACE_DIAGNOSTIC)(function(self.workspace_diagnostic))
        kinds = lsp.CodeActionOptions([*actions.KINDS])
        feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(self.safe(self.code_action, None))
        feature(lsp.TEXT_DOCUMENT_HOVER)(self.safe(self.hover, None))
        triggers = lsp.CompletionOptions([*TRIGGERS])
        feature(lsp.TEXT_DOCUMENT_COMPLETION, triggers)(self.safe(self.completion, None))
        feature(lsp.TEXT_DOCUMENT_DEFINITION)(self.safe(self.definition, None))
        feature(lsp.TEXT_DOCUMENT_REFERENCES)(self.safe(self.references, None))
        feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(self.safe(self.symbols, None))
        feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)(self.safe(self.links, None))
        rename = lsp.RenameOptions(prepare_provider=True)
        feature(lsp.TEXT_DOCUMENT_RENAME, rename)(self.safe(self.rename, None))
        feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(self.safe(self.prepare_rename, None))
        commands = EditorCommands(self.publisher, self.log)
        self.server.command(actions.OPEN_RULE)(function(commands.open_rule))
        self.server.command(actions.CARRY)(function(commands.carry))
        self.server.command(actions.ADOPT)(function(commands.adopt))

    def safe(self, handle: Callable[[P], R], instead: R) -> Callable[[P], R]:
        """A handler that fails without the editor being told of a traceback."""

        @wraps(handle)
        def handled(params: P) -> R:
            try:
                return handle(params)
            except Exception as error:  # noqa: BLE001 - the server goes on, whatever it is
                self.log(description(error))
                return instead

        return handled

    def log(self, words: str) -> None:
        """Writes to the editor's log."""
        params = lsp.LogMessageParams(lsp.MessageType.Error, f"{NAME}: {words}")
        self.server.window_log_message(params)

    @property
    def encoding(self) -> Encoding:
        """How positions are counted."""
        return self.publisher.encoding

    # The life of a session.

    def initialize(self, params: lsp.InitializeParams) -> None:
        """Learns what the editor can do, and opens its folders."""
        can = params.capabilities
        document, space, window = can.text_document, can.workspace, can.window
        self.publisher.pulls = bool(document and document.diagnostic)
        diagnostics = space.diagnostics if space else None
        self.publisher.refreshes = bool(diagnostics and diagnostics.refresh_support)
        self.background.shows_progress = bool(window and window.work_done_progress)
        edit = space.workspace_edit if space else None
        self.publisher.asks = bool(edit and edit.change_annotation_support)
        self.initial = settings_in(params.initialization_options)
        self.folders.settings = self._with_given({})
        folders = [each.uri for each in params.workspace_folders or ()]
        root = [params.root_uri] if params.root_uri else []
        self.folders.set_folders(folders or root)

    def _with_given(self, value: object) -> Settings:
        """Settings of the editor, over those that it began with, below the command line's."""
        found = read_settings({**self.initial, **settings_in(value)})
        return merged(self.given, found)

    def initialized(self, _: lsp.InitializedParams) -> None:
        """Begins to check, and has the editor watch files."""
        chosen = self.server.workspace.position_encoding
        name = str(getattr(chosen, "value", chosen) or "utf-16")
        self.publisher.encoding = _ENCODINGS.get(name, "utf-16")
        task = asyncio.get_running_loop().create_task(self.background.run())
        self._tasks.add(task)
        self.background.wake()
        can = self.server.client_capabilities.workspace
        watched = can.did_change_watched_files if can else None
        if watched and watched.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*")])
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = lsp.Registration("docs-snippets-files", method, options)
            self.server.client_register_capability(lsp.RegistrationParams([registration]))

    # Documents and files.

    def did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        """A document stands for its file from now on."""
        document = params.text_document
        self.folders.open(document.uri, document.text, document.version)
        self.background.wake()

    def did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Parts of a document are others."""
        document = params.text_document
        self.folders.change(document.uri, document.version, params.content_changes, self.encoding)
        self.background.wake()

    def did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        """The file on disk counts again."""
        self.folders.close(params.text_document.uri)
        self.background.wake()

    def files_changed(self, params: lsp.DidChangeWatchedFilesParams) -> None:
        """Files are others on disk."""
        self.folders.files_changed([each.uri for each in params.changes])
        self.background.wake()

    def folders_changed(self, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        """There are other workspace folders."""
        self.publisher.forget()
        self.folders.change_folders(
            [each.uri for each in params.event.added], [each.uri for each in params.event.removed]
        )
        self.background.wake()

    async def configuration_changed(self, params: lsp.DidChangeConfigurationParams) -> None:
        """The user has set something else."""
        value: object = params.settings
        can = self.server.client_capabilities.workspace
        if not value and can and can.configuration:
            item = lsp.ConfigurationItem(section=SECTION)
            asked = lsp.ConfigurationParams([item])
            answers = await self.server.workspace_configuration_async(asked)
            value = answers[0] if answers else None
        if self.folders.set_settings(self._with_given(value)):
            self.publisher.forget()
            self.background.wake()

    # Findings.

    def diagnostic(self, params: lsp.DocumentDiagnosticParams) -> Report:
        """What is found in a document."""
        try:
            return self.publisher.report(params.text_document.uri, params.previous_result_id)
        except Exception as error:  # noqa: BLE001 - the server goes on, whatever it is
            self.log(description(error))
            return lsp.RelatedFullDocumentDiagnosticReport([])

    def workspace_diagnostic(
        self, params: lsp.WorkspaceDiagnosticParams
    ) -> lsp.WorkspaceDiagnosticReport:
        """What is found in all files."""
        try:
            items = [*self.publisher.reports(params.previous_result_ids)]
        except Exception as error:  # noqa: BLE001 - the server goes on, whatever it is
            self.log(description(error))
            items = []
        return lsp.WorkspaceDiagnosticReport(items)

    def code_action(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        """What can be done about findings."""
        found = page_at(self.folders, params.text_document.uri)
        if found is None:
            return None
        docs, _, page = found
        return actions.actions(docs, page, params.text_document.uri, params, self.encoding)

    # Knowledge.

    def hover(self, params: lsp.HoverParams) -> lsp.Hover | None:
        """What is known of the thing under the cursor."""
        uri = params.text_document.uri
        place = place_at(self.folders, uri, params.position, self.encoding)
        return hover(place) if place else None

    def completion(self, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        """What may be written here."""
        uri, at = params.text_document.uri, params.position
        place = place_at(self.folders, uri, at, self.encoding)
        if place is not None:
            return lsp.CompletionList(is_incomplete=False, items=[*completions(place)])
        docs = self.folders.owner(uri)
        path = docs.path_beside(uri) if docs else None
        source = docs.source(path) if docs and path else None
        if docs is None or path is None or source is None:
            return None
        end = offset(source, at, self.encoding)
        start = source.line_span(source.line_of(end)).start
        items = in_definition(docs, path, source.text[start:end], at)
        return lsp.CompletionList(is_incomplete=False, items=items)

    def definition(self, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        """Where the thing under the cursor is defined."""
        uri = params.text_document.uri
        place = place_at(self.folders, uri, params.position, self.encoding)
        return [*definitions(place)] if place else None

    def references(self, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        """What leads to the thing under the cursor."""
        uri = params.text_document.uri
        place = place_at(self.folders, uri, params.position, self.encoding)
        return [*references(place)] if place else None

    def symbols(self, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        """The headings of a page."""
        found = page_at(self.folders, params.text_document.uri)
        return symbols(found[2], self.encoding) if found else None

    def links(self, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink] | None:
        """The links of a page."""
        found = page_at(self.folders, params.text_document.uri)
        return [*document_links(found[0], found[2], self.encoding)] if found else None

    # Renaming.

    def prepare_rename(self, params: lsp.PrepareRenameParams) -> lsp.Range | None:
        """What is renamed: the text of a heading."""
        uri = params.text_document.uri
        place = place_at(self.folders, uri, params.position, self.encoding)
        heading = heading_at(place) if place else None
        return place.range(heading.text_span) if place and heading else None

    def rename(self, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        """Renames a heading, with the links that lead to it."""
        uri = params.text_document.uri
        place = place_at(self.folders, uri, params.position, self.encoding)
        return renamed(place, params.new_name, asks=self.publisher.asks) if place else None


def main(version: str, settings: Settings) -> int:
    """Serves on standard input and output."""
    # Copies, as they are closed at the end; what else is printed must not be taken for messages.
    stdin, stdout = (os.dup(each.fileno()) for each in (sys.stdin, sys.stdout))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with os.fdopen(stdin, "rb") as reader, os.fdopen(stdout, "wb") as writer:
        return run(version, settings, reader, writer)
