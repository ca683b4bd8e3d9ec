// SPDX-License-Identifier: MIT
//
// The staff page: /staff opens a procedure, /staff#PROCEDURE posts to it,
// /staff#PROCEDURE/wall is the wall screen. Rosters and drafts live in this
// module's memory; leaving with something unsent is asked about.

import { boot, needed, sayInstead } from "./boot.js";
import { Desk } from "./desk.js";
import { Preview } from "./preview.js";
import { showDesk } from "./staff-desk.js";
import { newForm, showOpen } from "./staff-open.js";
import { stateWords } from "./staff-rules.js";
import { showWall } from "./staff-wall.js";
import { codeName, faultWords, h, label, onLang, templates, tr } from "./ui.js";

const STAFF = ["poster", "surgeon", "advocate", "moderator"];
const ENDED = new Set(["closed", "withdrawn", "closing"]);

const { relay, header } = await boot({ need: STAFF, title: () => tr("Post") });
const main = document.querySelector("main");
const list = await needed(templates());
const desks = new Map(); // procedure -> Desk
const rosters = new Map(); // of what was opened here
const opening = { relay, preview: new Preview(), templates: list, form: newForm(), opened };
let close = () => {};
let turn = 0;
let shown = false;

const template = (id) => list.find((t) => t.id === id) ?? null;

function opened(ok, roster) {
  if (roster) rosters.set(ok.procedure, roster);
  opening.form = newForm();
  location.hash = `#${ok.procedure}`;
}

const rowsOf = async () => (await relay.request("procedures")).procedures;

/** Those that this account has a part in, and that go on. */
async function running() {
  const box = h("div", {});
  const rows = await rowsOf();
  const mine = [];
  for (const row of rows.filter((r) => !ENDED.has(r.state))) {
    try {
      const { roles } = await relay.request("people", { procedure: row.procedure });
      if (roles?.length) mine.push(row);
    } catch {
      // Not of its staff.
    }
  }
  if (mine.length)
    box.append(h("section", { class: "card going", "aria-labelledby": "going" },
      h("h2", { id: "going" }, tr("Go on with")),
      h("ul", { class: "going-list" }, mine.map((p) => h("li", {},
        h("a", { class: "button", href: `#${p.procedure}` }, codeName(p.code_name),
          h("span", { class: "muted" }, `${label(template(p.template)?.label)} · ${stateWords(p.state)}`)))))));
  return box;
}

async function deskOf(procedure) {
  const known = desks.get(procedure);
  if (known) return known;
  const row = (await rowsOf()).find((r) => r.procedure === procedure);
  if (!row) return null;
  // The filter that was loaded for the opening goes on with the first one.
  const { preview } = opening;
  opening.preview = new Preview();
  const desk = new Desk({ relay, row, preview, template: template(row.template), roster: rosters.get(procedure) ?? null });
  desks.set(procedure, desk);
  desk.addEventListener("state", () => showHeader(desk));
  desk.addEventListener("ended", () => {
    if (location.hash.includes(procedure)) noPart();
  });
  return desk.start();
}

function showHeader(desk) {
  if (!location.hash.includes(desk.procedure)) return;
  header.set({ title: () => tr("Post"),
    procedure: { code_name: desk.codeName, basis: desk.basis, release: desk.release, state: desk.state, label: label(desk.template?.label) } });
}

function noPart() {
  sayInstead(tr("You have no part in it."),
    tr("There is no such procedure for your account, or it is not yours to post to."),
    h("p", {}, h("a", { class: "button", href: "/staff" }, tr("Open a procedure"))));
}

async function route() {
  const mine = ++turn;
  const [, procedure, wall] = /^#([0-9a-f]{32})(\/wall)?$/.exec(location.hash) ?? [];
  close();
  close = () => {};
  try {
    if (!procedure) {
      header.set({ procedure: null });
      const going = await running();
      if (mine === turn && relay.roles.some((r) => r !== "advocate" && STAFF.includes(r))) close = showOpen(main, opening, going);
      else if (mine === turn) main.replaceChildren(h("h1", {}, tr("Post")), going.firstChild ? going
        : h("p", { class: "empty" }, tr("Nothing is open that you have a part in.")));
    } else {
      const desk = await deskOf(procedure);
      if (mine !== turn) return;
      if (!desk) {
        noPart();
        return;
      }
      close = (wall ? showWall : showDesk)(main, { desk, relay });
      showHeader(desk);
    }
    if (shown) loadFilter();
    shown = true;
  } catch (err) {
    if (mine === turn) sayInstead(tr("This does not work now."), faultWords(err),
      h("p", {}, h("button", { type: "button", onclick: route }, tr("Try again"))));
  }
}

addEventListener("hashchange", route);
onLang(route);
addEventListener("beforeunload", (e) => {
  const unsent = [...desks.values()].some((d) => d.outbox.unsaved || d.draft?.text.trim());
  if (unsent || [...desks.values()].some((d) => d.stopping === "waiting")) e.preventDefault();
});
await route();

// The filter is large: it comes when the page stands, and nobody needs it on a wall.
if (globalThis.requestIdleCallback) requestIdleCallback(() => loadFilter(), { timeout: 1500 });
else setTimeout(loadFilter, 300);

async function loadFilter() {
  for (const desk of desks.values())
    if (desk.preview.state === "none" && !location.hash.endsWith("/wall")) await desk.preview.load();
  if (!location.hash) await opening.preview.load();
}
