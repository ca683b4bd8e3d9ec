// SPDX-License-Identifier: MIT
//
// The educator's page (tests/e2e/87-web-archive.sh): what it exports is what the
// command exports, what it verifies is what the command verifies, and one walk
// through it in a browser.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Test } from "./harness.mjs";
import { actor, milestone, open, say } from "./scene.mjs";
import { importOperation } from "./archive-scene.mjs";

const run = promisify(execFile);
const test = await Test.begin("archive");
const dir = mkdtempSync(join(tmpdir(), "scrubrelay-archive."));

/** The pages' modules beside the one that is made of the command's tables. */
const MODULES = ["export.js", "export-html.js", "record.js", "merkle.js", "receipt.js"];
for (const name of MODULES) copyFileSync(new URL(`../../client/web/${name}`, import.meta.url), join(dir, name));
copyFileSync(join(process.env.WEB_BUILD, "web", "export-words.js"), join(dir, "export-words.js"));
copyFileSync(join(process.env.WEB_BUILD, "web", "templates.js"), join(dir, "templates.js"));
writeFileSync(join(dir, "package.json"), '{"type":"module"}');
const load = (name) => import(join(dir, name));
const { formats } = await load("export.js");
const { makeRecord } = await load("record.js");
const { checkLog, fromBase64url, readReceipt } = await load("merkle.js");
const { receiptHtml } = await load("receipt.js");
const { default: templates } = await load("templates.js");

const prof = await actor(test, "prof");
const heron = await importOperation(prof, { source: "a".repeat(32), codeName: "blue heron" });
const wren = await importOperation(prof, { source: "b".repeat(32), codeName: "amber wren", pace: 1.3 });
const relayKey = fromBase64url((await test.invite("prof")).split(".")[1], 32);

function read(audience) {
  return new Promise((resolve, reject) => {
    const entries = [];
    let which = { procedure: heron, template: "laparoscopic-cholecystectomy" };
    prof.follow(heron, {
      live: false,
      audience,
      onState: (rules) => (which = { ...which, ...rules }),
      onEntry: (e) => entries.push(e),
      onCaughtUp: () => resolve(makeRecord(which, templates.find((t) => t.id === which.template), entries)),
      onError: reject,
    });
  });
}

async function readLog() {
  const answer = await prof.request("log", { procedure: heron });
  const rows = answer.log.map((row) => ({ ...row, hash: fromBase64url(row.hash, 32), sealed: !row.destroyed, replaces: row.replaces === true }));
  return { procedure: heron, rows, note: answer.checkpoint, key: relayKey };
}

const command = async (...args) => (await run(process.env.CLIENT, ["--profile", "prof", ...args], { maxBuffer: 1 << 24 })).stdout;

await test.part("exports", async () => {
  for (const audience of ["student", "colleague"]) {
    const record = await read(audience);
    for (const lang of ["en", "id"])
      for (const [format, { write }] of Object.entries(formats)) {
        const { checkpoint } = await prof.request("export", { procedure: heron, format });
        const about = { exporter: "prof", audience, lang, offsetMs: -65500, checkpoint, year: new Date().getUTCFullYear() };
        const want = await command("archive", "export", heron, "--format", format, "--lang", lang, "--audience", audience, "--offset", "-65.5");
        test.same(`${format}, ${lang}, ${audience}: the command's bytes`, write(record, about), want);
      }
  }
});

await test.part("a whole log", async () => {
  const good = await checkLog(await readLog());
  const record = await read("student");
  test.same("all entries are in it", good.entries, record.items.length);
  test.same("two were taken back, for two audiences", good.destroyed, 4);
  const told = JSON.parse((await command("archive", "verify", process.env.WEB_ARCHIVE, "--json")).trim().split("\n")
    .find((line) => line.includes(heron)));
  test.same("as many leaves as the command finds", good.size, told.leaves);
  test.same("and the same root", Buffer.from(good.root).toString("base64"), told.root);
});

// ---- in a browser ----

const live = await test.person("desk");
const page = live.page;

/** What the button hands to the browser's downloads. */
async function download(button) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

await test.part("the list", async () => {
  await live.enrol();
  await live.go("/archive");
  await page.locator(".archive-table tbody tr").nth(1).waitFor();
  await page.getByLabel("Find a procedure").fill("heron");
  await test.gone("the other one is not like that", page.getByRole("link", { name: "amber wren" }));
  await page.getByLabel("Find a procedure").fill("");
  await page.getByLabel("Search what was said").fill("PARKLAND omentum");
  await page.getByRole("button", { name: "Search" }).click();
  await test.sees("all words, in any case", page.getByText("2 entries found in 2 procedures."));
  await page.locator(".hit").first().click();
  await test.sees("a hit leads to its entry", page.locator(".entry.found").getByText("omentum"));
});

await test.part("replay", async () => {
  await live.go(`/archive#${heron}`);
  await page.locator(".player").waitFor();
  const shown = () => page.locator(".log .entry:visible").count();
  const all = await shown();
  await page.getByRole("button", { name: /^Access/ }).click();
  const some = await shown();
  test.ok("a phase is jumped to", some < all && some > 1, `${some} of ${all}`);
  await page.locator(".log").focus();
  await page.keyboard.press("ArrowRight");
  test.same("one entry on by keyboard", await shown(), some + 1);
  await page.selectOption("#speed", "60");
  await page.getByRole("button", { name: "Play" }).click();
  await test.sees("it plays", page.getByRole("button", { name: "Pause" }));
  await page.waitForFunction((n) => document.querySelectorAll(".log .entry:not([hidden])").length > n, some + 1);
  await page.getByRole("button", { name: "Pause" }).click();
});

await test.part("verify, export, compare", async () => {
  await page.getByRole("button", { name: "Verify" }).click();
  await test.sees("a plain answer", page.getByText(/^Verified: \d+ entries, unbroken since the opening\.$/));
  const note = await download(page.getByRole("button", { name: "Save the checkpoint" }));
  test.ok("the checkpoint is kept", note.text.startsWith(`scrubrelay.v1/${heron}\n`), note.text);
  await page.selectOption("#format", "csv");
  const csv = await download(page.getByRole("button", { name: "Export" }));
  test.same("a name that says what it is", csv.name, "blue-heron.csv");
  const want = (await command("archive", "export", heron, "--format", "csv", "--lang", "en", "--audience", "student")).replace("export-by,,,,,prof", "export-by,,,,,desk");
  test.same("the command's table, with this account's name", csv.text, want);
  await page.selectOption("#compare-with", wren);
  await test.sees("time by phase beside the other", page.locator(".compare").getByText("Dissection"));
  test.same("no violation of WCAG 2.2 AA", (await live.axe()).join("\n"), "");
  test.same("nothing beyond the side", await live.overflow(), 0);
});

await test.part("erase", async () => {
  await page.selectOption("#erase-entry", "3");
  const button = page.getByRole("button", { name: /Erase this entry/ });
  await button.scrollIntoViewIfNeeded();
  await live.hold(button, () => page.getByText("Entry 3 is erased for good.").first().waitFor());
  const note = await download(page.getByRole("button", { name: "Save the receipt" }));
  const html = await download(page.getByRole("button", { name: "Save a page to print" }));
  const file = join(dir, "receipt.txt");
  writeFileSync(file, note.text);
  const what = await readReceipt(note.text, relayKey);
  test.same("a receipt of that entry", what.number, 3);
  test.same("the command's page", html.text, await command("archive", "receipt", file, "--html", "--lang", "en"));
  const key = Buffer.from(relayKey).toString("base64url");
  test.same("in Indonesian, too", receiptHtml({ what, note: note.text, key, lang: "id" }),
    await command("archive", "receipt", file, "--html", "--lang", "id"));
  await live.go(`/archive#${heron}`);
  await page.getByRole("button", { name: "Verify" }).click();
  await test.sees("what was erased is accounted for", page.getByText(/^Verified: /));
  await test.sees("and it follows from what was seen before", page.getByText(/It follows from what this browser saw before/));
});

await test.part("who was there, and what they said", async () => {
  const nurse = await actor(test, "nurse");
  const ana = await actor(test, "ana");
  const kite = await open(nurse, { code_name: "red kite", roster: {} });
  await new Promise((resolve) => ana.follow(kite, { onCaughtUp: resolve }));
  await milestone(nurse, kite, "patient-in-room");
  await say(nurse, kite, "surgeon", "Two clips on the artery");
  await nurse.request("close", { procedure: kite });
  await ana.request("feedback", { procedure: kite, stars: 4, text: "Clear, and not too fast" });
  await live.go(`/archive#${kite}`);
  await test.sees("stars", page.getByText("of 5, from 1 readers"));
  await test.sees("and words", page.getByText("Clear, and not too fast"));
  await page.getByRole("button", { name: "Show who was there" }).click();
  const csv = await download(page.getByRole("button", { name: "Save as a table (CSV)" }));
  test.same("the command's table", csv.text, await command("archive", "attendance", kite, "--csv"));
  test.ok("with her in it", csv.text.includes("\r\nana,student,"), csv.text);
});

await test.part("a record that was changed on the disk", async () => {
  live.expectAway();
  await test.relay("stop");
  const python = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
leaf, record = db.execute("SELECT leaf, record FROM record JOIN procedure ON procedure = ix WHERE id = ? AND number = 1 LIMIT 1", (bytes.fromhex(sys.argv[2]),)).fetchone()
db.execute("UPDATE record SET record = ? WHERE leaf = ?", (record[:-1] + bytes([record[-1] ^ 1]), leaf))
db.commit()`;
  await run("/usr/bin/python3", ["-c", python, process.env.WEB_ARCHIVE, wren]);
  await test.relay("start");
  const said = await command("archive", "verify", process.env.WEB_ARCHIVE).catch((err) => err.stderr);
  test.ok("the command says so", /not the one that was written/.test(said), said);
  await live.go("/archive");
  await page.locator(".archive-table").waitFor();
  const answer = await page.evaluate(async (id) => {
    const { readLog } = await import("/archive-verify.js");
    const { checkLog, fromBase64url: bytes } = await import("/merkle.js");
    const { boot } = await import("/boot.js");
    const { relay, identity } = await boot({ need: ["educator"] });
    const { rows, note } = await readLog(relay, id);
    return checkLog({ procedure: id, rows, note, key: bytes(identity.relay, 32) }).then(() => "verified", (f) => f.code);
  }, wren);
  test.same("and so does the page", answer, "root");
});

rmSync(dir, { recursive: true });
await test.end();
