/** Which program serves the editor. Nothing here needs the editor, so that it can be tested. */

import { join } from "node:path";

/** What decides: settings, the folders of the workspace, and whether the user trusts it. */
export interface Surroundings {
  readonly configured: string;
  readonly folders: readonly string[];
  readonly trusted: boolean;
  readonly windows: boolean;
  readonly exists: (path: string) => boolean;
}

export const NAME = "docs-snippets";

/** The program: the one that is set, the one of the workspace's own environment, else by name. */
export function program(around: Surroundings): string {
  if (around.trusted && around.configured) {
    return around.configured;
  }
  const places = around.trusted ? around.folders.map((each) => inVenv(each, around.windows)) : [];
  return places.find(around.exists) ?? NAME;
}

function inVenv(folder: string, windows: boolean): string {
  return windows
    ? join(folder, ".venv", "Scripts", `${NAME}.exe`)
    : join(folder, ".venv", "bin", NAME);
}

/** What the server is sent of the settings; what is empty is left out. */
export function settings(get: (name: string) => unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const name of ["config", "docs", "select", "ignore", "manual", "everything"]) {
    const value = get(name);
    const empty = value === undefined || value === "" || (Array.isArray(value) && !value.length);
    if (!empty) {
      found[name] = value;
    }
  }
  return found;
}

/** What to tell a user whose server cannot be started. */
export function failure(command: string, error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const hint = words.includes("ENOENT") ? `; install it with: pip install '${NAME}[server]'` : "";
  return `${NAME}: ${command} server cannot be started (${words})${hint}`;
}
