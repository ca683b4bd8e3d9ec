// SPDX-License-Identifier: MIT
//
// What readers said of a procedure, and who of them was there: stars and
// comments without names, minutes with names for certificates.
//
// Who calls it: archive-case.js.

import { announce, faultWords, h, tr } from "./ui.js";
import { recordTime } from "./record.js";
import { fileName, saveFile } from "./archive-read.js";
import { marked } from "./archive-replay.js";

const STARS = [5, 4, 3, 2, 1];

const who = (audience) => (audience === "student" ? tr("student") : tr("colleague"));

/** A card that is filled when the relay has answered. */
function lazyCard(id, title, load) {
  const out = h("div", {}, h("p", { class: "muted" }, tr("Loading")));
  load().then(
    (content) => out.replaceChildren(...content),
    (err) => out.replaceChildren(h("p", { class: "muted" }, faultWords(err))),
  );
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title), out);
}

// ---- feedback ----

function distribution(rows) {
  const count = (stars) => rows.filter((r) => r.stars === stars).length;
  const mean = rows.reduce((sum, r) => sum + r.stars, 0) / rows.length;
  return [
    h("p", { class: "mean" }, h("strong", {}, mean.toFixed(1)), " ", tr("of 5, from %s readers", rows.length)),
    h("ul", { class: "stars" }, STARS.map((stars) => {
      const bar = h("span", { class: "compare-bar", "aria-hidden": "true" });
      bar.style.setProperty("--part", count(stars) / rows.length);
      return h("li", {}, h("span", { class: "num" }, tr("%s stars", stars)), bar, h("span", { class: "num" }, String(count(stars))));
    })),
  ];
}

export const feedbackCard = ({ page, row }) =>
  lazyCard("feedback", tr("Feedback"), async () => {
    const { feedback: rows } = await page.relay.list("feedback.list", "feedback", { procedure: row.procedure }, (r) => r.length);
    if (!rows.length) return [h("p", { class: "muted" }, tr("No feedback yet."))];
    const said = rows.filter((r) => r.text);
    return [
      ...distribution(rows),
      said.length
        ? h("ul", { class: "said" }, said.map((r) =>
            h("li", {}, h("p", { dir: "auto", lang: r.lang ?? "" }, marked(r.text)), h("p", { class: "hint" }, `${tr("%s stars", r.stars)} · ${who(r.audience)}`))))
        : null,
    ].filter(Boolean);
  });

// ---- attendance ----

/** The same bytes as `scrubrelay archive attendance --csv`. */
export const attendanceCsv = (rows) =>
  ["account,audience,minutes,from,to", ...rows.map((r) =>
    [r.account, r.audience, r.minutes, recordTime(r.from_ms), recordTime(r.to_ms)].join(","))]
    .map((line) => `${line}\r\n`).join("");

const attendanceTable = (rows) =>
  h("div", { class: "scroll attendance", role: "group", tabindex: "0", "aria-labelledby": "attendance" },
    h("table", {},
      h("caption", { class: "unseen" }, tr("Who read it live")),
      h("thead", {}, h("tr", {}, [tr("Account"), tr("As"), tr("Minutes"), tr("From"), tr("To")].map((t) => h("th", { scope: "col" }, t)))),
      h("tbody", {}, rows.map((r) => h("tr", {},
        h("th", { scope: "row" }, r.account), h("td", {}, who(r.audience)), h("td", { class: "num" }, String(r.minutes)),
        h("td", { class: "num" }, recordTime(r.from_ms)), h("td", { class: "num" }, recordTime(r.to_ms)))))));

/** Asked for by a button: that somebody looked at names is noted. */
export function attendanceCard({ page, row }) {
  const out = h("div", {});
  const button = h("button", { type: "button", onclick: () => load() }, tr("Show who was there"));

  async function load() {
    button.disabled = true;
    try {
      const { attendance: rows } = await page.relay.list("attendance", "attendance", { procedure: row.procedure }, (r) => r.at(-1).account);
      const save = () => saveFile(fileName(row, "-attendance.csv"), "text/csv", attendanceCsv(rows));
      out.replaceChildren(rows.length ? attendanceTable(rows) : h("p", { class: "muted" }, tr("Nobody read it live.")));
      button.replaceWith(rows.length ? h("button", { type: "button", onclick: save }, tr("Save as a table (CSV)")) : "");
      announce(tr("%s people", rows.length));
    } catch (err) {
      out.replaceChildren(h("p", { class: "muted" }, faultWords(err)));
      button.disabled = false;
    }
  }
  return h("section", { class: "card", "aria-labelledby": "attendance" },
    h("h2", { id: "attendance" }, tr("Attendance")),
    h("p", { class: "hint" }, tr("Who read it live, by name, for certificates. The relay notes that you look; it is erased with the procedure.")),
    out, h("div", { class: "buttons" }, button));
}
