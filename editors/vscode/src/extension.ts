/** Starts the language server of docs-snippets, and stops it with the window. */

import { existsSync } from "node:fs";
import { type ExtensionContext, commands, window, workspace } from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { NAME, failure, program, settings } from "./program";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(commands.registerCommand(`${NAME}.restart`, restart));
  context.subscriptions.push(
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(`${NAME}.path`)) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const configuration = workspace.getConfiguration(NAME);
  const command = program({
    configured: configuration.get<string>("path", ""),
    folders: (workspace.workspaceFolders ?? []).map((each) => each.uri.fsPath),
    trusted: workspace.isTrusted,
    windows: process.platform === "win32",
    exists: existsSync,
  });
  const server: ServerOptions = { command, args: ["server"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", pattern: "**/*.{md,mdx}" },
      { scheme: "file", pattern: "**/{versions.yaml,snippets/*.yaml}" },
    ],
    initializationOptions: settings((name) => configuration.get(name)),
    synchronize: { configurationSection: NAME },
  };
  client = new LanguageClient(NAME, NAME, server, options);
  try {
    await client.start();
  } catch (error) {
    await window.showErrorMessage(failure(command, error));
  }
}
