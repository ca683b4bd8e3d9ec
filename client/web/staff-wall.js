// SPDX-License-Identifier: MIT
//
// The wall screen of an operating room: readable from four metres, nothing to
// type, STOP at the lower edge. staff.js shows it for /staff#PROCEDURE/wall.
// It shows no free text: the wall is seen by whoever comes in.

import { advocates, StopBar, stateWords } from "./staff-rules.js";
import { doneSteps, mmss, nextStep } from "./staff-model.js";
import { steady } from "./steady.js";
import { basisWords, clock, h, hue, label, tr } from "./ui.js";

const TICK_MS = 500;

/** Shows it in main; returns what ends it. */
export function showWall(main, { desk, relay }) {
  const stop = new StopBar(desk);
  const cell = (words, cls = "") => {
    const value = h("p", { class: `wall-value ${cls}` });
    const note = h("p", { class: "wall-note" });
    return { value, note, element: h("div", { class: "wall-cell" }, h("h2", {}, words), value, note) };
  };
  const now = cell(tr("Last milestone"), "wall-last");
  const next = cell(tr("Next milestone"));
  const state = cell(tr("State"));
  const advocate = cell(tr("Patient's advocate"));
  const time = h("p", { class: "wall-time mono" });
  const readers = h("p", { class: "wall-readers" });
  const basis = h("p", { class: "wall-basis" });
  main.replaceChildren(
    h("div", { class: `wall ${hue(desk.codeName)}` },
      h("div", { class: "wall-name" }, h("h1", {}, desk.codeName), time,
        h("p", { class: "wall-operation" }, label(desk.template?.label)),
        basis),
      h("div", { class: "wall-cells" }, now.element, next.element, state.element, advocate.element),
      h("div", { class: "wall-foot" }, readers, h("a", { class: "button plain", href: `#${desk.procedure}` }, tr("To posting")))),
    h("div", { class: "bottom" }, h("div", { class: "bottom-bar" }, stop.element)));

  const put = (e, words) => { if (e.textContent !== words) e.textContent = words; };
  function draw() {
    const { entries, template } = desk;
    const here = entries.here;
    put(now.value, here ? label(here.step.label) : tr("None yet"));
    put(now.note, here ? clock(entries.clockOf(here.row.t_ms)) : "");
    const step = template ? nextStep(template, doneSteps(entries.rows)) : null;
    put(next.value, step ? label(step.label) : "–");
    put(basis, basisWords(desk));
    put(state.value, relay.state === "up" ? stateWords(desk.state) : tr("No connection, trying again"));
    state.element.dataset.state = relay.state === "up" ? desk.state : "away";
    put(advocate.value, advocates(desk.people) || "–");
    put(advocate.note, desk.signDue && desk.running ? tr("Next sign needed in %s", mmss(desk.signDue - steady())) : "");
    put(time, desk.running ? clock(entries.clockOf(steady() - desk.openedAt)) : "");
    put(readers, desk.students === null ? "" : tr("Reading now: students %s, colleagues %s.", desk.students, desk.colleagues));
    stop.update();
  }
  const events = ["entries", "state", "people", "stop"];
  for (const name of events) desk.addEventListener(name, draw);
  relay.addEventListener("state", draw);
  const ticking = setInterval(draw, TICK_MS);
  const asking = setInterval(() => desk.askPeople().catch(() => {}), 30000);
  document.body.classList.add("on-wall");
  draw();
  return () => {
    clearInterval(ticking);
    clearInterval(asking);
    document.body.classList.remove("on-wall");
    for (const name of events) desk.removeEventListener(name, draw);
    relay.removeEventListener("state", draw);
  };
}
