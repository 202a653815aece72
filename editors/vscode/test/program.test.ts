import assert from "node:assert/strict";
import { test } from "node:test";
import { type Surroundings, failure, program, settings } from "../src/program";

const NOTHING: Surroundings = {
  configured: "",
  folders: ["/site"],
  trusted: true,
  windows: false,
  exists: () => false,
};

test("the program is found by name where nothing else is known", () => {
  assert.equal(program(NOTHING), "docs-snippets");
});

test("a setting goes before all others", () => {
  assert.equal(program({ ...NOTHING, configured: "/opt/it", exists: () => true }), "/opt/it");
});

test("the environment of the workspace has a program of its own", () => {
  const found = program({ ...NOTHING, exists: (path) => path.startsWith("/site/") });
  assert.equal(found, "/site/.venv/bin/docs-snippets");
});

test("a workspace that is not trusted chooses no program", () => {
  const around = { ...NOTHING, configured: "./evil", trusted: false, exists: () => true };
  assert.equal(program(around), "docs-snippets");
});

test("settings that are empty are not sent", () => {
  const values: Record<string, unknown> = { config: "", select: [], docs: "site", everything: false };
  assert.deepEqual(settings((name) => values[name]), { docs: "site", everything: false });
});

test("a program that is not there can be installed", () => {
  const words = failure("docs-snippets", new Error("spawn docs-snippets ENOENT"));
  assert.match(words, /pip install 'docs-snippets\[server\]'/);
});
