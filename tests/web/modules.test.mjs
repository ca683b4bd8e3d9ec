// SPDX-License-Identifier: MIT
//
// Every module of client/web/ is one: it can be read, and what it imports from
// beside it is there and exported. Run by tests/e2e/81-web-models.sh.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../client/web/", import.meta.url));
const files = readdirSync(folder).filter((f) => f.endsWith(".js"));
/** Made by the build, beside the others where they are served. */
const MADE = ["templates.js", "export-words.js", "words.id.js"];
const text = Object.fromEntries(files.map((f) => [f, readFileSync(folder + f, "utf8")]));

/** Names that a module gives, by its own words. */
const exported = (file) => new Set([
  ...[...text[file].matchAll(/^export (?:async )?(?:function\*?|class|const|let) (\w+)/gm)].map((m) => m[1]),
  ...[...text[file].matchAll(/^export \{([^}]*)\}/gm)].flatMap((m) => m[1].split(",").map((n) => n.trim().split(/\s+as\s+/).at(-1))),
]);

test("every module can be read", () => {
  for (const file of files) {
    const { status, stderr } = spawnSync(process.execPath, ["--check", "--input-type=module", "-"], { input: text[file] });
    assert.equal(status, 0, `${file}: ${stderr}`);
  }
});

test("what a module imports is there", () => {
  for (const file of files)
    for (const [, names, from] of text[file].matchAll(/^import \{([^}]*)\} from "\.\/([\w.-]+)";/gms)) {
      if (MADE.includes(from)) continue;
      assert.ok(existsSync(folder + from), `${file}: ${from}`);
      const there = exported(from);
      for (const name of names.split(",").map((n) => n.trim().split(/\s+as\s+/)[0]).filter(Boolean))
        assert.ok(there.has(name), `${file}: ${from} has no ${name}`);
    }
});
