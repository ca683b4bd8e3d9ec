// SPDX-License-Identifier: MIT
//
// The list of procedures of the start page, and this device. index.js calls
// it once the connection stands.

import { hasRole, needed } from "./boot.js";
import { forget } from "./device.js";
import { codeName, confirmHold, h, label, lengthWords, onLang, templates, tr } from "./ui.js";

const STATES = {
  "open": () => tr("Open"),
  "quiet": () => tr("Quiet phase"),
  "waiting": () => tr("Waits for the advocate"),
  "stopped": () => tr("Stopped"),
  "withdrawn": () => tr("Withdrawn"),
  "paused": () => tr("Waits for its roster"),
  "closing": () => tr("Closing"),
  "closed": () => tr("Ended"),
  "waits": () => tr("Comes as live, later"),
  "as-live": () => tr("Played as live"),
};

const PEOPLE = ["poster", "surgeon", "advocate", "moderator"];
// Milliseconds between looks at what is new; hidden pages do not look.
const LOOK_MS = 15000;

function actions(relay, p) {
  const to = (page, text, first) => h("a", { class: first ? "button primary" : "button",
    href: `${page}#${p.procedure}`, "aria-label": `${text}: ${p.code_name}` }, text);
  const over = p.state === "closed" || p.state === "withdrawn";
  const staff = hasRole(relay, ...PEOPLE) && !over;
  return [
    staff ? to("/staff", tr("Post"), true) : null,
    to("/read", over ? tr("Read") : tr("Follow"), !staff),
    hasRole(relay, "moderator") && !over ? to("/moderate", tr("Moderate")) : null,
    hasRole(relay, "educator") && over ? to("/archive", tr("Archive")) : null,
  ];
}

function card(relay, list, p) {
  const template = list.find((t) => t.id === p.template);
  const phase = template?.phases.find((x) => x.id === p.phase);
  const readers = p.students === undefined ? null : tr("Students %s, colleagues %s", p.students, p.colleagues);
  const id = `p-${p.procedure}`;
  return h("li", { class: "card procedure" },
    h("article", { "aria-labelledby": id },
      h("h2", { id }, codeName(p.code_name)),
      h("p", { class: "operation" }, label(template?.label) || p.template),
      h("p", { class: "facts" },
        h("span", { class: `badge state-${p.state}` }, STATES[p.state]?.() ?? p.state),
        phase ? h("span", {}, label(phase.label)) : null,
        h("span", {}, lengthWords(p.open_ms)),
        readers ? h("span", {}, readers) : null),
      h("div", { class: "buttons" }, actions(relay, p))));
}

function deviceCard(relay, identity) {
  const out = h("button", { type: "button", class: "danger" }, tr("Sign out: hold for one second"));
  confirmHold(out, 1000, async () => {
    await forget();
    relay.stop();
    location.reload();
  });
  return h("section", { class: "card device", "aria-labelledby": "device" },
    h("h2", { id: "device" }, tr("This device")),
    h("p", {}, tr("Enrolled as %s.", identity.account)),
    identity.label ? h("p", { class: "muted" }, identity.label) : null,
    h("p", { class: "hint" }, tr("Signing out destroys the key in this browser. To come back you need a new invite.")),
    h("div", { class: "buttons" }, out));
}

/** Draws and keeps drawing: main the element, relay up, identity of device.js. */
export async function showHome({ main, relay, identity }) {
  const list = await needed(templates());
  const rows = h("ul", { class: "procedures" });
  const empty = h("p", { class: "empty" });
  const title = h("h1", {});
  const tools = h("div", { class: "buttons" });
  const device = h("div", {});
  let last = "";

  function draw(procedures) {
    title.textContent = tr("Procedures");
    empty.textContent = tr("Nothing is open that you may read. This list looks by itself.");
    empty.hidden = procedures.length > 0;
    tools.replaceChildren(...(hasRole(relay, "poster", "surgeon", "moderator")
      ? [h("a", { class: "button primary", href: "/staff" }, tr("Open a procedure"))] : []));
    // Who is on a link stays there.
    const here = document.activeElement?.closest?.(".procedure a")?.getAttribute("href");
    rows.replaceChildren(...procedures.map((p) => card(relay, list, p)));
    if (here) rows.querySelector(`a[href="${here}"]`)?.focus();
  }
  async function look(force) {
    if (relay.state !== "up" || document.visibilityState === "hidden") return;
    try {
      const { procedures } = await relay.request("procedures");
      const now = JSON.stringify(procedures.map(({ open_ms: _, ...rest }) => rest));
      // Who reads or presses is not disturbed by a list that is the same.
      if (force || now !== last) draw(procedures);
      last = now;
    } catch {
      // The header says that the connection is away; the next look asks again.
    }
  }
  main.replaceChildren(h("div", { class: "title-row" }, title, tools), empty, rows, device);
  await look(true);
  const drawDevice = () => device.replaceChildren(deviceCard(relay, identity));
  drawDevice();
  onLang(() => {
    drawDevice();
    look(true);
  });
  relay.addEventListener("state", () => look(true));
  relay.addEventListener("opened", () => look(true));
  document.addEventListener("visibilitychange", () => look(false));
  setInterval(() => look(false), LOOK_MS);
}
