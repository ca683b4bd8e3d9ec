// SPDX-License-Identifier: MIT
//
// scrub.js under node beside the command: the same bytes and the same changes.
// Called by 27-wasm.sh: node wasm.mjs DIRECTORY MESSAGES.jsonl < command's
// output for them.
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

// Node has it under this name from 20 on, browsers always.
globalThis.crypto ??= webcrypto;

const [, , dir, messages] = process.argv;
const { load, ScrubFault } = await import(`${dir}/scrub.js`);
const wasm = readFileSync(`${dir}/scrub.wasm`);
const words = readFileSync(`${dir}/scrub-words.bin.gz`);
let passed = 0;
let failed = 0;

function check(why, good, detail = "") {
  if (good) passed++;
  else {
    failed++;
    console.log(`${why}: FAILED ${detail}`);
  }
}

function throws(why, type, says, call) {
  try {
    call();
    check(why, false, "nothing thrown");
  } catch (e) {
    check(why, e instanceof type && says.test(e.message), e.message);
  }
}

const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean).map(JSON.parse);
const codePoints = (text, unit) => [...text.slice(0, unit)].length;

const began = performance.now();
const scrub = await load({ wasm, words: Promise.resolve(words) });
console.log(`loaded in ${Math.round(performance.now() - began)} ms`);
const policy = scrub.policy("safe-harbor");

const one = scrub.newCase();
const want = lines(0);
const given = lines(messages);
check("as many lines", want.length === given.length && given.length > 0);
given.forEach((m, i) => {
  const got = one.scrub(policy, m.text, m.lang);
  const as = {
    id: m.id,
    text: got.text,
    spans: (got.changes ?? []).map((c) => ({
      start: codePoints(m.text, c.begin),
      end: codePoints(m.text, c.end),
      label: c.label,
      layer: c.layer,
      rule: c.rule,
      certainty: c.certainty,
    })),
  };
  check(`${m.id}: the same as the command`, JSON.stringify(as) === JSON.stringify(want[i]));
});
one.free();
throws("a case that was freed", Error, /freed/, () => one.scrub(policy, "a", "en"));

const two = scrub.newCase();
two.roster('{"persons": [{"part": "patient", "name": "Qwyx Zabulon"}], "ids": [{"kind": "MRN", "value": "30718846"}]}');
check("the roster", two.scrub(policy, "mr zabulon in", "en").text === "mr [PATIENT] in");
two.scrub(policy, "checked 3071", "en", "ann");
check("what an author said before", two.scrub(policy, "checked 3071", "en", "bob").text === "checked 3071");
check("goes on", two.scrub(policy, "8846 right?", "en", "ann").text === "[ID] right?");
check("a text by itself has no before", two.scrub(policy, "8846 right?", "en").text === "8846 right?");
const emoji = "\u{1F600} Mr. Ruiz in";
const [c] = two.scrub(policy, emoji, "en").changes;
check("places are those of the string", emoji.slice(c.begin, c.end) === "Ruiz");
check("a byte order mark stays", two.scrub(policy, "\uFEFFclip on", "en").text === "\uFEFFclip on");
for (const [why, text, lang, held] of [
  ["half a pair holds", "Mr. Ruiz \uD83D in", "en", "bad-utf8"],
  ["U+0000 holds", "Mr. Ruiz \0 in", "en", "bad-utf8"],
  ["too long holds", "a ".repeat(40000), "en", "too-long"],
  ["an unknown language holds", "Herr Ruiz", "de", "held"],
]) {
  const got = two.scrub(policy, text, lang);
  check(why, got.held === held && !("text" in got), JSON.stringify(got));
}
throws("a roster with a mistake", ScrubFault, /^roster:1: .*unknown key/, () => two.roster('{"x": 1}'));
throws("a policy with a mistake", ScrubFault, /^p\.json:2: doubt: /, () => scrub.policy("p.json", '{\n"doubt": 1}'));
throws("an unknown policy", ScrubFault, /safe-harbor/, () => scrub.policy("none"));
throws("patterns are refused, not ignored", ScrubFault, /PCRE2/, () =>
  scrub.policy("p.json", '{"patterns": [{"label": "ID", "pattern": "x"}]}'));
{
  const site = scrub.policy("p.json",
    '{"base": "safe-harbor", "patterns": [{"label": "ID", "pattern": "x"}]}', { skipPatterns: true });
  check("or passed over and counted, where the relay looks for them", site.patterns === 1);
  check("and the next policy is its own", scrub.policy("safe-harbor").patterns === 0);
  site.free();
}
const strict = scrub.policy("p.json", '{"doubt": "hold", "doubt_below": 100}');
check("a policy that holds", two.scrub(strict, "Xqzwv vlorp in", "en").held === "held");
two.free();
try {
  await load({ wasm, words: new Uint8Array(100) });
  check("words of another build", false);
} catch (e) {
  check("words of another build", /not of this build/.test(e.message), e.message);
}

const kb = (n) => `${Math.round(n / 1000)} kB`;
for (const [name, bytes] of [["scrub.wasm", wasm], ["scrub-words.bin.gz", words]])
  console.log(`${name}: ${kb(bytes.length)}, gzip ${kb(gzipSync(bytes).length)}, brotli ${kb(brotliCompressSync(bytes).length)}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
