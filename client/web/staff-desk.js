// SPDX-License-Identifier: MIT
//
// The desk: everything for posting to one procedure, on one page, with STOP
// always in sight. staff.js shows it for /staff#PROCEDURE. The parts draw
// themselves; this says when.

import { RosterEditor } from "./roster-editor.js";
import { Board } from "./staff-board.js";
import { Compose } from "./staff-compose.js";
import { Feed } from "./staff-feed.js";
import { allowed } from "./staff-model.js";
import { AdvocateCard, EndCard, QuietButton, StateCard, StopBar, stateWords } from "./staff-rules.js";
import { steady } from "./steady.js";
import { clock, faultWords, h, tr } from "./ui.js";

const TICK_MS = 500;
const PEOPLE_MS = 30000;
/** The desk is drawn so often at most: thousands of entries can come at once, and STOP shall answer meanwhile. */
const TOGETHER_MS = 80;

/** Asks for the list of the case: give(json) takes it. */
function rosterForm(preview, words, give) {
  const editor = new RosterEditor(() => preview);
  const fault = h("p", { class: "fault", role: "alert" });
  return h("form", { class: "roster-again", onsubmit: async (e) => {
    e.preventDefault();
    fault.textContent = "";
    const json = editor.json();
    if (!json) {
      fault.textContent = tr("Nothing was given yet.");
      return;
    }
    try {
      await give(json);
      editor.wipe();
    } catch (err) {
      fault.textContent = faultWords(err);
    }
  } }, editor.element, fault, h("button", { type: "submit", class: "primary" }, words));
}

/** Shows the desk in main; returns what ends it. */
export function showDesk(main, { desk, relay }) {
  const { preview } = desk;
  const compose = new Compose(desk, preview);
  const board = new Board(desk);
  const feed = new Feed(desk, compose);
  const stop = new StopBar(desk);
  const state = new StateCard(desk, () => rosterForm(preview, tr("Give this list to the relay"), (json) => desk.giveRoster(json)));
  const quiet = new QuietButton(desk);
  const advocate = new AdvocateCard(desk);
  const end = new EndCard(desk);
  const time = h("span", { class: "mono desk-time" });
  const badge = h("span", { class: "badge desk-state" });
  const source = h("section", { class: "card", hidden: true, "aria-labelledby": "source-title" },
    h("h2", { id: "source-title" }, tr("The list of this case")), h("div", {}));

  const heading = h("div", { class: "desk-head" },
    h("h1", { class: "unseen" }, tr("Post to %s", desk.codeName)), time, badge,
    h("a", { class: "button plain wall-link", href: `#${desk.procedure}/wall` }, tr("Wall screen")));
  // What is on its way comes and goes: down here nothing else moves by it.
  const bar = h("div", { class: "bottom-bar" }, quiet.element, stop.element);
  const bottom = h("div", { class: "bottom" }, feed.way, bar);
  function locked() { return !allowed(desk.roles, desk.state).post; }
  function drawState() {
    badge.className = `badge desk-state state-${desk.state}`;
    badge.textContent = stateWords(desk.state);
    time.textContent = desk.running && desk.openedAt !== null ? clock(desk.entries.clockOf(steady() - desk.openedAt)) : "";
  }
  // For the advocate nothing is more urgent than the sign; for others it is news.
  const side = h("div", { class: "desk-side" });
  function placeAdvocate() {
    const place = advocate.mine ? page : side;
    if (advocate.element.parentElement === place) return;
    if (advocate.mine) state.element.after(advocate.element);
    else side.prepend(advocate.element);
  }
  side.append(advocate.element, compose.element, source, feed.had, end.element);
  const page = h("div", { class: "desk" }, heading, state.element,
    board.element, side);
  main.replaceChildren(page, bottom);

  function drawSource() {
    const needed = preview.atSource && preview.lacksRoster && desk.state === "open";
    if (needed === !source.hidden) return;
    source.hidden = !needed;
    source.lastChild.replaceChildren(...(needed
      ? [rosterForm(preview, tr("Filter with this list"), (json) => desk.useRoster(json))] : []));
  }
  // What changes together is drawn once.
  let wanted = false;
  let drawnAt = -TOGETHER_MS;
  let closed = false;
  function draw() {
    if (wanted) return;
    wanted = true;
    const wait = drawnAt + TOGETHER_MS - performance.now();
    if (wait > 0) setTimeout(drawNow, wait);
    else queueMicrotask(drawNow);
  }
  function drawNow() {
    wanted = false;
    if (!closed) drawAll();
    drawnAt = performance.now();
  }
  function drawAll() {
    const lock = { locked: locked() };
    drawState();
    // What is over has nothing to tap; what is stopped nobody reads, not even
    // which milestones there were. What was typed stays.
    const still = desk.over || (desk.state === "stopped" && desk.entries.last === 0);
    board.element.hidden = still;
    compose.element.hidden = desk.over || (still && !desk.draft?.text.trim());
    page.classList.toggle("is-over", desk.over);
    feed.had.hidden = desk.state === "stopped" || desk.state === "withdrawn";
    if (desk.state === "withdrawn") compose.clear();
    board.update(lock);
    compose.update(lock);
    feed.update();
    state.update();
    quiet.update();
    stop.update();
    bar.hidden = quiet.element.hidden && stop.element.hidden;
    advocate.update();
    placeAdvocate();
    end.update();
    drawSource();
  }
  function tick() {
    drawState();
    feed.update();
    advocate.update();
    desk.outbox.pump();
  }
  const events = ["entries", "state", "people", "policy", "stop", "roster"];
  for (const name of events) desk.addEventListener(name, draw);
  desk.outbox.addEventListener("change", draw);
  const ticking = setInterval(tick, TICK_MS);
  const asking = setInterval(() => desk.askPeople().catch(() => {}), PEOPLE_MS);
  relay.addEventListener("state", draw);
  drawAll();
  return () => {
    closed = true;
    clearInterval(ticking);
    clearInterval(asking);
    for (const name of events) desk.removeEventListener(name, draw);
    desk.outbox.removeEventListener("change", draw);
    relay.removeEventListener("state", draw);
  };
}
