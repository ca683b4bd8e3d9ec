// SPDX-License-Identifier: MIT
//
// What stands on the screen for what the relay sends (client/web/entries.js,
// entry-text.js, heights.js). Run by tests/e2e/81-web-models.sh.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Entries } from "../../client/web/entries.js";
import { langOf, lines, links, pieces } from "../../client/web/entry-text.js";
import { Heights } from "../../client/web/heights.js";
import { who } from "../../client/web/entry-words.js";

const template = JSON.parse(readFileSync(new URL("../../relay/templates/laparoscopic-cholecystectomy.json", import.meta.url), "utf8"));

const update = (number, text, more = {}) => ({ number, t_ms: number * 1000, kind: "update", text, ...more });
const milestone = (number, step) => ({ number, t_ms: number * 1000, kind: "milestone", step });
const correction = (number, refers, text) => ({ number, t_ms: number * 1000, kind: "correction", refers, text });
const retraction = (number, refers) => ({ number, t_ms: number * 1000, kind: "retraction", refers });
const corrected = (number, refers) => ({ number, t_ms: number * 1000, kind: "corrected", refers });
const withdrawn = (number, refers) => ({ number, t_ms: number * 1000, kind: "withdrawn", refers });
const closed = (number) => ({ number, t_ms: number * 1000, kind: "notice", step: "closed" });

const filled = (list, live = true) => {
  const e = new Entries(template);
  for (const entry of list) e.add(entry, { live });
  return e;
};
/** What a person sees, short. */
const seen = (e) => e.rows.map((r) => `${r.number} ${r.kind} ${r.status} ${r.text}`.trim());

const screens = [
  {
    why: "an update is shown as it came",
    live: [update(1, "Clip on")],
    screen: ["1 update plain Clip on"],
  },
  {
    why: "a correction's text stands in the place of the old one, and says so; it has a row of its own, too",
    live: [update(1, "Left"), correction(2, 1, "Right")],
    history: [corrected(1, 2), correction(2, 1, "Right")],
    screen: ["1 update corrected Right", "2 correction plain Right"],
  },
  {
    why: "who corrects a correction corrects what stands at the first place",
    live: [update(1, "A"), correction(2, 1, "B"), correction(3, 2, "C")],
    history: [corrected(1, 2), corrected(2, 3), correction(3, 2, "C")],
    screen: ["1 update corrected C", "2 correction replaced", "3 correction plain C"],
    late: ["1 update corrected C", "2 corrected replaced", "3 correction plain C"],
  },
  {
    why: "what is withdrawn has no text; live, the news has a row, later its place says it",
    live: [update(1, "A"), update(2, "B"), retraction(3, 1)],
    history: [withdrawn(1, 3), update(2, "B"), retraction(3, 1)],
    screen: ["1 withdrawn withdrawn", "2 update plain B", "3 retraction plain"],
    late: ["1 withdrawn withdrawn", "2 update plain B"],
  },
  {
    why: "a correction that is withdrawn takes what it corrected with it",
    live: [update(1, "A"), correction(2, 1, "B"), retraction(3, 2)],
    history: [corrected(1, 2), withdrawn(2, 3), retraction(3, 2)],
    screen: ["1 withdrawn withdrawn", "2 withdrawn withdrawn", "3 retraction plain"],
    late: ["1 withdrawn withdrawn", "2 withdrawn withdrawn"],
  },
  {
    why: "a milestone that is corrected is a milestone no more",
    live: [milestone(1, "incision"), correction(2, 1, "Not yet")],
    history: [corrected(1, 2), correction(2, 1, "Not yet")],
    screen: ["1 update corrected Not yet", "2 correction plain Not yet"],
  },
  {
    why: "a grave can come live for what was replaced before it was sent",
    live: [update(1, "A"), corrected(2, 3), correction(3, 2, "C"), withdrawn(4, 5)],
    screen: ["1 update plain A", "2 update corrected C", "3 correction plain C", "4 withdrawn withdrawn"],
  },
  {
    why: "what refers to an entry that never came harms nothing",
    live: [correction(7, 3, "C"), retraction(8, 2), { ...update(9, "A"), kind: "answer", refers: 4 }],
    screen: ["7 correction plain C", "8 retraction plain", "9 answer plain A"],
  },
  {
    why: "an entry that comes again is not shown twice",
    live: [update(1, "A"), update(1, "A"), update(2, "B")],
    screen: ["1 update plain A", "2 update plain B"],
  },
];

for (const { why, live, history, screen, late } of screens) {
  test(why, () => {
    assert.deepEqual(seen(filled(live, true)), screen);
    if (history) assert.deepEqual(seen(filled(history, false)), late ?? screen);
  });
}

test("a text that was corrected or withdrawn is nowhere in the model", () => {
  const e = filled([update(1, "CANARY one"), correction(2, 1, "CANARY two"), correction(3, 2, "three"), retraction(4, 3)]);
  assert.ok(!JSON.stringify(e.rows).includes("CANARY"));
  assert.deepEqual(e.search("CANARY"), []);
  assert.deepEqual(e.search("three"), []);
});

test("wiped, nothing is left, and it can begin again", () => {
  const e = filled([milestone(1, "incision"), update(2, "A"), closed(3)]);
  e.wipe();
  assert.deepEqual([e.rows.length, e.last, e.ended, e.here, e.anchor], [0, 0, false, null, null]);
  e.add(update(1, "A"));
  assert.deepEqual(seen(e), ["1 update plain A"]);
});

test("phases: heading where one begins, again when it comes back, you are here", () => {
  const e = filled([
    milestone(1, "sign-in"), update(2, "A"), milestone(3, "time-out"), milestone(4, "incision"), update(5, "B"),
    milestone(6, "time-out"),
  ]);
  assert.deepEqual(
    e.rows.map((r) => `${r.number}:${r.heading}${r.again ? " again" : ""}`),
    ["1:preparation", "2:", "3:", "4:access", "5:", "6:preparation again"],
  );
  assert.equal(e.here.step.id, "time-out");
  const states = Object.fromEntries(e.phases().map((p) => [p.phase.id, p.state]));
  assert.deepEqual([states.preparation, states.access, states.exposure], ["now", "done", "ahead"]);
});

test("a phase that was jumped over is passed, not done", () => {
  const e = filled([milestone(1, "sign-in"), milestone(2, "peritoneum-opened")]);
  const states = Object.fromEntries(e.phases().map((p) => [p.phase.id, p.state]));
  assert.deepEqual([states.preparation, states.access, states.dissection], ["done", "passed", "now"]);
});

test("a withdrawn milestone gives the phases and the clock back", () => {
  const e = filled([milestone(1, "sign-in"), milestone(2, "incision"), update(3, "A")]);
  assert.equal(e.clockOf(3000), 1000);
  const { all } = e.add(retraction(4, 2), { live: true });
  assert.ok(all);
  assert.equal(e.clockOf(3000), 3000);
  assert.equal(e.here.step.id, "sign-in");
  assert.deepEqual(e.rows.map((r) => r.heading), ["preparation", "", "", ""]);
});

test("the clock counts from the first incision; what stood before is drawn again", () => {
  const e = filled([milestone(1, "sign-in")]);
  assert.ok(!e.add(update(2, "A")).all);
  assert.ok(e.add(milestone(3, "incision")).all);
  assert.ok(!e.add(milestone(4, "incision")).all);
  assert.deepEqual([e.clockOf(1000), e.clockOf(5000)], [-2000, 2000]);
});

test("a step that the template does not have is shown and begins nothing", () => {
  const e = filled([milestone(1, "no-such-step"), { ...milestone(2, "constructor") }]);
  assert.deepEqual([e.rows.length, e.here, e.rows[0].heading], [2, null, ""]);
});

test("the end can come first: what is older finds its place", () => {
  const list = [milestone(1, "sign-in"), update(2, "A"), corrected(3, 5), milestone(4, "incision"), correction(5, 3, "C"), update(6, "D")];
  const inOrder = filled(list, false);
  const endFirst = new Entries(template);
  for (const entry of list.slice(4)) endFirst.add(entry);
  for (const entry of list) endFirst.add(entry);
  const bare = (e) => e.rows.map(({ version, ...row }) => row);
  assert.deepEqual(bare(endFirst), bare(inOrder));
  assert.deepEqual([endFirst.clockOf(6000), endFirst.here.step.id], [2000, "incision"]);
});

test("missed: milestones only, five lines at most, phases when there are more", () => {
  const steps = template.phases.flatMap((p) => p.steps.map((s) => s.id));
  const few = filled([milestone(1, steps[0]), update(2, "A"), milestone(3, steps[1]), milestone(4, steps[2])]);
  assert.deepEqual(few.missed(1).lines.map((l) => l.step.id), [steps[1], steps[2]]);
  assert.equal(few.missed(1).updates, 1);
  assert.deepEqual(few.missed(4), { lines: [], more: 0, updates: 0 });
  const many = filled(steps.map((id, i) => milestone(i + 1, id)));
  const { lines, more } = many.missed(0);
  assert.equal(lines.length, 5);
  const told = lines.reduce((sum, l) => sum + (l.count ?? 1), 0);
  assert.equal(told + more, steps.length);
});

test("a poll has its question, its choices, and then its result", () => {
  const e = filled([{ number: 1, t_ms: 1, kind: "poll", text: "Which nerve?\nIlioinguinal\nFemoral" }]);
  assert.deepEqual(e.poll(1), { question: "Which nerve?", choices: ["Ilioinguinal", "Femoral"], result: null });
  const { changed } = e.add({ number: 2, t_ms: 2, kind: "result", refers: 1, tally: [{ votes: 3, right: true }, { votes: 1 }] });
  assert.deepEqual(changed.map((r) => r.number), [1]);
  assert.equal(e.poll(1).result.tally[0].votes, 3);
  e.add(retraction(3, 1), { live: true });
  assert.equal(e.poll(1), null);
});

test("answers hang on their question", () => {
  const e = filled([
    { number: 1, t_ms: 1, kind: "question", question: 1, text: "Why?" },
    { number: 2, t_ms: 2, kind: "answer", question: 1, refers: 1, text: "So." },
  ]);
  assert.deepEqual(e.answers(1).map((r) => r.number), [2]);
  e.add(retraction(3, 2), { live: true });
  assert.deepEqual(e.answers(1), []);
});

test("search finds text and milestones, capitals aside, and takes no patterns", () => {
  const e = filled([update(1, "Clip on the Artery (two)"), milestone(2, "incision"), update(3, "a.b")]);
  const words = (row) => (row.step ? e.step(row.step).step.label.id : "");
  assert.deepEqual(e.search("  artery "), [1]);
  assert.deepEqual(e.search("insisi", words), [2]);
  assert.deepEqual(e.search("a.b"), [3]);
  assert.deepEqual(e.search("(two)"), [1]);
  assert.deepEqual(e.search("a?b"), []);
  assert.deepEqual(e.search("   "), []);
});

test("masks are found as the filter writes them, and nothing else is", () => {
  const of = (text) => pieces(text).map((p) => (p.type === "mask" ? `<${p.label}|${p.person}|${p.detail}>` : p.text));
  assert.deepEqual(of("[NAME 2] in"), ["<NAME||2>", " in"]);
  assert.deepEqual(of("by [SURGEON] on [DATE 2026]"), ["by ", "<NAME|SURGEON|>", " on ", "<DATE||2026>"]);
  assert.deepEqual(of("[DATE 1999-02-03][ID]"), ["<DATE||1999-02-03>", "<ID||>"]);
  assert.deepEqual(of("[1] [note] [NAMES] [name]"), ["[1] [note] [NAMES] [name]"]);
  assert.deepEqual(of(""), []);
});

test("a mask takes with it what clings to it, and nothing more", () => {
  const of = (text, query) => lines(pieces(text, query)).map((line) => line.map((p) => p.text).join("")).join("|");
  assert.equal(of("Pt in [LOCATION]. [PATIENT], DOB [DATE], MRN [ID]"), "Pt in |[LOCATION].| |[PATIENT],| DOB |[DATE],| MRN |[ID]");
  assert.equal(of("call ([PHONE]), [NAME 1]'s wife"), "call |([PHONE]),| |[NAME 1]'s| wife");
  assert.equal(of("[NAME 1][NAME 2] [DATE]/[DATE]"), "[NAME 1]|[NAME 2]| |[DATE]/|[DATE]");
  assert.equal(of("[NAME 1]sen"), "[NAME 1]|sen");
  assert.equal(of("([DATE])"), "([DATE])");
  assert.equal(of("in [DATE], out", ", out"), "in |[DATE],| out");
  assert.equal(of("no mask, no line"), "no mask, no line");
});

test("pieces put together are the text, whatever is searched for", () => {
  const text = "Clip [NAME] clip, CLIP [AGE] 4x4";
  for (const query of ["", "clip", "[name]", "x", "  ", "p [", "."])
    assert.equal(pieces(text, query).map((p) => p.text).join(""), text, query);
  assert.equal(pieces(text, "clip").filter((p) => p.found).length, 3);
  assert.equal(pieces(text, "[name]").find((p) => p.type === "mask").found, true);
});

test("citations lead to their places, and an id cannot leave its place", () => {
  assert.deepEqual(
    links([{ type: "doi", id: "10.1000/x(1)" }, { type: "pmid", id: "31562232" }, { type: "nct", id: "NCT01234567" }]),
    [
      { text: "doi:10.1000/x(1)", href: "https://doi.org/10.1000/x(1)" },
      { text: "PMID 31562232", href: "https://pubmed.ncbi.nlm.nih.gov/31562232" },
      { text: "NCT01234567", href: "https://clinicaltrials.gov/study/NCT01234567" },
    ],
  );
  assert.deepEqual(links([{ type: "javascript", id: "alert(1)" }, { type: "constructor", id: "x" }, { type: "doi", id: "a b" }]), []);
  assert.equal(new URL(links([{ type: "doi", id: "10.1/a?b#c" }])[0].href).search, "");
});

test("an entry's language is its row's", () => {
  const e = new Entries({ phases: [] });
  e.add({ number: 1, t_ms: 1, kind: "update", text: "Selesai", lang: "id" });
  e.add({ number: 2, t_ms: 2, kind: "update", text: "Done" });
  assert.deepEqual(e.rows.map((row) => row.lang), ["id", ""]);
});

test("the language of a text, when its words tell it", () => {
  assert.equal(langOf("Two clips on the artery, and one below"), "en");
  assert.equal(langOf("Arteri sistika sudah diklip dan dipotong"), "id");
  assert.equal(langOf("BP 92/50"), "");
});

test("heights: sums and places agree with plain counting, through growth and changes", () => {
  const h = new Heights();
  const plain = [];
  let seed = 12345;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let i = 0; i < 5000; i++) {
    plain.push(20 + random(200));
    h.push(plain[i]);
  }
  for (let i = 0; i < 2000; i++) {
    const k = random(plain.length);
    plain[k] = 10 + random(300);
    h.set(k, plain[k]);
  }
  let sum = 0;
  for (let i = 0; i < plain.length; i++) {
    assert.equal(h.before(i), sum);
    assert.equal(h.find(sum), i);
    assert.equal(h.find(sum + plain[i] - 1), i);
    sum += plain[i];
  }
  assert.equal(h.total, sum);
  assert.deepEqual([h.find(-5), h.find(sum + 99)], [0, 4999]);
  h.clear();
  assert.deepEqual([h.length, h.total, h.find(3)], [0, 0, 0]);
});

test("20,000 entries: each costs itself alone", () => {
  const e = new Entries(template);
  let drawnAgain = 0;
  for (let i = 1; i <= 20000; i++) drawnAgain += e.add(update(i, `Update ${i}`), { live: true }).changed.length;
  assert.equal(e.rows.length, 20000);
  assert.equal(drawnAgain, 0);
});

test("kinds and parts of a later relay are nobody's", () => {
  for (const name of ["__proto__", "constructor", "toString", "of-later"]) {
    assert.equal(who({ kind: name, part: "" }), "", name);
    assert.equal(who({ kind: "update", part: name }), "Other", name);
  }
});
