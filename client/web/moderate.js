// SPDX-License-Identifier: MIT
//
// The moderator's page: what the filter holds and what readers ask, of all
// procedures that this account moderates, in one queue; beside it each
// procedure with who is there, its questions and its polls. Drafts are raw
// text: they are in this page's memory only, and go with it.
//
// Who calls it: moderate.html. #PROCEDURE shows that one first.

import { boot, needed } from "./boot.js";
import { steady } from "./steady.js";
import { announce, h, onLang, templates, tr } from "./ui.js";
import { Queue } from "./moderate-model.js";
import { QueueView } from "./moderate-queue.js";
import { CaseView } from "./moderate-case.js";

/** Milliseconds between looks at which procedures there are. */
const LOOK_MS = 15000;
/** Entries before the latest that are shown beside a draft. */
const CONTEXT = 30;
const OVER = new Set(["closed", "withdrawn"]);

const main = document.querySelector("main");
let counted = 0; // what waits, for the title
const { relay, header } = await boot({ need: ["moderator"], title: () => title() });
const page = { relay, templates: await needed(templates()), cases: new Map() };
const queue = new Queue();
const asking = new Map(); // procedure -> "asking" or "again"

const view = new QueueView(page, queue, { decided: (item) => decided(item) });
const side = h("div", { class: "cases" });
const none = h("p", { class: "empty" });

function title() {
  return counted ? `(${counted}) ${tr("Moderate")}` : tr("Moderate");
}

function drawQueue() {
  const list = view.draw(steady());
  if (list.length > counted) announce(tr("%s waiting", list.length));
  counted = list.length;
  header.set({ title });
}

function decided(item) {
  queue.remove(item.key);
  drawQueue();
  ask(item.procedure);
}

// ---- what waits ----

async function fetchAll(procedure) {
  const one = page.cases.get(procedure);
  const { drafts } = await relay.request("held", { procedure });
  queue.setDrafts(procedure, drafts, relay.account, steady());
  const { questions } = await relay.list("questions", "questions", { procedure }, (rows) => rows.at(-1).question);
  one.setQuestions(questions);
  queue.setQuestions(procedure, questions, one.began);
  drawQueue();
}

/** One answer at a time for each procedure; a change meanwhile asks again. */
async function ask(procedure) {
  if (asking.has(procedure)) {
    asking.set(procedure, "again");
    return;
  }
  asking.set(procedure, "asking");
  try {
    await fetchAll(procedure);
  } catch {
    // The header says that the connection is away; on its return all is asked.
  }
  const again = asking.get(procedure) === "again";
  asking.delete(procedure);
  if (again && page.cases.has(procedure)) ask(procedure);
}

// ---- which procedures ----

function leave(procedure) {
  page.cases.get(procedure)?.close();
  page.cases.delete(procedure);
  queue.forget(procedure);
  drawSide();
  drawQueue();
}

async function join(row) {
  const { roles } = await relay.request("people", { procedure: row.procedure });
  if (!roles.includes("moderator") || page.cases.has(row.procedure)) return;
  const one = new CaseView(page, row, { changed: () => ask(row.procedure) });
  page.cases.set(row.procedure, one);
  one.follow = relay.follow(row.procedure, {
    from: Math.max(1, row.last - CONTEXT),
    onEntry: (entry) => one.addEntry(entry),
    onState: (rules) => (OVER.has(rules.state) ? leave(row.procedure) : one.setState(rules)),
    onError: () => leave(row.procedure),
  });
  ask(row.procedure);
}

function drawSide() {
  const wanted = location.hash.slice(1);
  const list = [...page.cases.values()].sort((a, b) => (b.row.procedure === wanted) - (a.row.procedure === wanted));
  const nodes = list.map((one) => one.element);
  // What is there stays where it is, with what is typed into it.
  if (nodes.length !== side.children.length || nodes.some((n, i) => side.children[i] !== n)) side.replaceChildren(...nodes);
  none.textContent = tr("No procedure is open that you moderate. This page looks by itself.");
  none.hidden = list.length > 0;
  header.set({ procedure: list.length === 1 ? list[0].headerRow() : null });
}

async function look() {
  if (relay.state !== "up") return;
  try {
    const { procedures } = await relay.request("procedures");
    for (const row of procedures) {
      const known = page.cases.get(row.procedure);
      if (known) known.setRow(row);
      else if (!OVER.has(row.state)) await join(row).catch(() => {});
    }
    for (const procedure of page.cases.keys())
      if (!procedures.some((p) => p.procedure === procedure)) leave(procedure);
    drawSide();
  } catch {
    // As above.
  }
}

// ---- the page ----

relay.addEventListener("queue", ({ detail }) => page.cases.has(detail.procedure) && ask(detail.procedure));
relay.addEventListener("presence", ({ detail }) => page.cases.get(detail.procedure)?.setPresence(detail));
relay.addEventListener("reactions", ({ detail }) => page.cases.get(detail.procedure)?.setReactions(detail));
relay.addEventListener("opened", look);
relay.addEventListener("state", () => {
  if (relay.state !== "up") return;
  look();
  for (const procedure of page.cases.keys()) ask(procedure);
});
addEventListener("hashchange", drawSide);
onLang(() => {
  draw();
  for (const one of page.cases.values()) one.draw();
});

function draw() {
  main.replaceChildren(
    h("h1", {}, tr("Moderate")),
    h("div", { class: "moderate" },
      h("section", { class: "queue", "aria-labelledby": "waits" }, view.build()),
      h("section", { "aria-labelledby": "cases" }, h("h2", { id: "cases" }, tr("Procedures")), none, side)));
  drawSide();
  drawQueue();
}

draw();
await look();
setInterval(look, LOOK_MS);
setInterval(() => view.tick(steady()) && drawQueue(), 1000);
document.documentElement.dataset.ready = "moderate";
