// SPDX-License-Identifier: MIT
//
// The audit log: who did what, checked in this browser from its first line.

import { note, noted } from "./device.js";
import { AuditChain } from "./audit.js";
import { RelayError } from "./relay.js";
import { ALARMING, eventWords, moment, number, roleWords } from "./admin-words.js";
import { announce, faultWords, h, tr } from "./ui.js";

// Rows that are drawn; what is beyond is found by searching.
const SHOWN = 200;
const SEEN = "audit-seen";

const FAULTS = {
  "missing": (n) => tr("Line %s is missing. The log was changed.", n),
  "changed": (n) => tr("Line %s, or the one before it, was changed.", n),
  "not-signed": (n) => tr("Line %s is not signed by this relay.", n),
};

/** All lines, page after page; each counts as many requests, so it may wait. */
async function* pages(relay, going) {
  let after = 0;
  while (going()) {
    let page;
    try {
      page = await relay.request("audit", { after });
    } catch (err) {
      if (err.code !== "limit") throw err;
      await new Promise((resolve) => setTimeout(resolve, err.retryMs ?? 1000));
      continue;
    }
    yield page.audit;
    if (!page.more) return;
    // A line that does not follow is found by who reads them.
    if (page.audit.length === 0) throw new RelayError("not-whole");
    after = page.audit.at(-1).line;
  }
}

/** Against what this device saw last: an end that was there cannot go unseen. */
async function compareSeen(lines) {
  const seen = await noted(SEEN).catch(() => null);
  if (!seen) return null;
  const then = lines[seen.line - 1];
  if (!then) return tr("%s lines that this device has read before are gone from the end of the log.", seen.line - lines.length);
  return then.chain === seen.chain ? null : tr("The log is another one than this device has read before.");
}

/** "rafi: student, colleague" with the roles in words. */
function aboutWords(about) {
  const [, name, roles] = /^([^:]+): (.+)$/.exec(about ?? "") ?? [];
  return name ? `${name}: ${roles.split(", ").map((r) => roleWords(r)[0]).join(", ")}` : about;
}

const cell = (props, ...children) => h("td", { role: "cell", ...props }, ...children);

function lineRow(l) {
  const detail = [
    aboutWords(l.about),
    l.procedure ? tr("procedure %s", l.procedure.slice(0, 8)) : null,
    l.entry ? tr("entry %s", l.entry) : null,
    l.count ? `× ${number(l.count)}` : null,
    l.err,
  ].filter(Boolean).join(" · ");
  // Roles are written out, since on a phone the rows are no table to look at.
  return h("tr", { role: "row", class: ALARMING.has(l.event) ? "alarming" : null },
    cell({ class: "mono line" }, String(l.line)),
    cell({ class: "when" }, moment(l.at_ms)),
    cell({ class: "who" }, l.who ?? h("span", { class: "muted" }, tr("the relay"))),
    cell({ class: "what" }, eventWords(l.event)),
    cell({ class: "detail" }, detail));
}

export function showAudit({ room, relay, identity }) {
  let going = true;
  const lines = [];
  const verdict = h("p", { class: "verdict note", role: "status" }, tr("Reading and checking the log."));
  const search = h("input", { type: "search", id: "audit-search", autocomplete: "off", spellcheck: "false" });
  const alarms = h("input", { type: "checkbox", id: "audit-alarms" });
  const body = h("tbody", { role: "rowgroup" });
  const more = h("p", { class: "hint" });

  function draw() {
    const want = search.value.trim().toLowerCase();
    const found = lines.filter((l) => (!alarms.checked || ALARMING.has(l.event)) &&
      (!want || [l.who, l.about, l.event, eventWords(l.event), l.procedure, l.err, String(l.line)]
        .some((s) => s?.toLowerCase().includes(want))));
    const last = found.slice(-SHOWN).reverse();
    body.replaceChildren(...last.map(lineRow));
    more.textContent = found.length > last.length
      ? tr("%s of %s lines, the latest. Search to find others.", number(last.length), number(found.length))
      : tr("%s lines.", number(found.length));
  }
  function judge(kind, text) {
    verdict.className = `verdict ${kind}`;
    verdict.textContent = text;
    announce(text);
  }
  async function read() {
    const chain = new AuditChain(identity.relay);
    for await (const page of pages(relay, () => going)) {
      const fault = await chain.follow(page);
      lines.push(...page);
      draw();
      if (fault) {
        judge("bad", FAULTS[fault.why](fault.line));
        return;
      }
    }
    if (!going) return;
    const other = await compareSeen(lines);
    if (other) {
      judge("bad", other);
      return;
    }
    const last = lines.at(-1);
    const kept = !last || await note(SEEN, { line: last.line, chain: last.chain }).then(() => true, () => false);
    const whole = tr("All %s lines are there and unchanged, and the relay signed them up to line %s.",
      number(chain.line), number(chain.signed));
    judge("good", kept ? whole : `${whole} ${tr("This browser could not keep how far it read: it cannot compare the log next time.")}`);
  }

  search.addEventListener("input", draw);
  alarms.addEventListener("change", draw);
  room.append(
    h("h2", {}, tr("Audit log")),
    h("p", { class: "lead" }, tr("Who did what, and when. It never holds a text, a name of a patient or anything else that was typed.")),
    verdict,
    h("div", { class: "tools" },
      h("div", { class: "grow" }, h("label", { for: "audit-search" }, tr("Search")), search),
      h("label", { class: "choice" }, alarms, tr("Only what may need a look"))),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": tr("Audit log") },
      h("table", { class: "audit", role: "table" },
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...[tr("Line"), tr("Time"), tr("Account"), tr("What"), tr("Details")]
          .map((t) => h("th", { scope: "col", role: "columnheader" }, t)))), body)),
    more);
  read().catch((err) => going && judge("bad", faultWords(err)));
  return () => { going = false; };
}
