// SPDX-License-Identifier: MIT
//
// The relay at a glance: is it well, how much goes through it, what it
// refused. Asks every few seconds while somebody looks.

import { duration, number } from "./admin-words.js";
import { spark } from "./spark.js";
import { faultWords, h, tr } from "./ui.js";

const LOOK_MS = 5000;
const KEPT = 60;

const READY = {
  "ready": () => ["good", tr("All is well: the relay takes entries and sends them.")],
  "draining": () => ["warn", tr("The relay is about to end; whoever is connected comes back to the next one.")],
  "journal": () => ["bad", tr("The disk does not take entries. Nothing is acknowledged, nothing is sent. STOP works.")],
  "filter": () => ["bad", tr("The filter failed its own test. Everything is held until it passes again.")],
};

const ms = (us) => (us === null ? "–" : tr("%s ms", number(us / 1000)));
const size = (bytes) => tr("%s MB", number(bytes / 1048576));

/** [name, value of a sample, its words, hint]; a sample has rate(name) and mean(sum, count). */
const TILES = () => [
  [tr("Connections"), (g) => g.connections, number, tr("devices that are connected")],
  [tr("Readers"), (g) => g.readers, number, tr("procedures that are being followed")],
  [tr("Entries sent a second"), (g, s) => s.rate("deliveries"), number, tr("to all readers together")],
  [tr("On disk after"), (g, s) => s.mean("commit-us-sum", "commits"), ms, tr("one write to the disk, on average")],
  [tr("Post to answer"), (g, s) => s.mean("ack-us-sum", "posts"), ms, tr("from a post to \"saved\", on average")],
  [tr("Filter"), (g, s) => s.mean("filter-us-sum", "filtered"), ms, tr("one draft, all audiences, on average")],
  [tr("Waiting for the disk"), (g) => g["journal-waiting"], number, tr("entries; more than a few means a slow disk")],
  [tr("Memory"), (g) => g["memory-bytes"], size, tr("of the relay's process")],
];

const COUNTS = () => [
  [tr("Entries released"), "released"],
  [tr("Drafts held by the filter"), "held"],
  [tr("Proofs of identity not accepted"), "hello-failures"],
  [tr("Readers closed because they did not read"), "slow-closes"],
  [tr("Writes that the disk refused"), "journal-failures"],
  [tr("Entries that the slowest readers are behind"), "behind-99"],
];

/** Two answers make a sample: what is now, and what went between. */
function sample(now, before) {
  const passed = before ? (now["uptime-ms"] - before["uptime-ms"]) / 1000 : 0;
  const went = (name) => (before ? now[name] - before[name] : 0);
  return {
    rate: (name) => (passed > 0 ? went(name) / passed : 0),
    // Of the last seconds; where nothing happened in them, of all so far.
    mean: (sum, count) => {
      if (went(count) > 0) return went(sum) / went(count);
      return now[count] > 0 ? now[sum] / now[count] : null;
    },
  };
}

export function showHealth({ room, relay }) {
  const verdict = h("p", { class: "verdict note", role: "status" }, tr("Asking the relay."));
  const facts = h("p", { class: "facts" });
  const tiles = h("ul", { class: "tiles" });
  const counts = h("dl", { class: "counts" });
  const series = TILES().map(() => []);
  let before = null;
  let timer = null;

  function draw({ version, ready, gauges }) {
    const now = Object.fromEntries(gauges.map((g) => [g.name, g.value]));
    const s = sample(now, before);
    const [kind, words] = READY[ready]?.() ?? ["warn", ready];
    verdict.className = `verdict ${kind}`;
    if (verdict.textContent !== words) verdict.textContent = words;
    facts.replaceChildren(h("span", {}, tr("scrubrelay %s", version)), h("span", {}, tr("running for %s", duration(now["uptime-ms"]))));
    tiles.replaceChildren(...TILES().map(([name, value, say, hint], i) => {
      const v = value(now, s);
      series[i] = [...series[i], v ?? 0].slice(-KEPT);
      return h("li", { class: "card tile" }, h("h3", {}, name), h("p", { class: "value" }, say(v)),
        spark(series[i], KEPT), h("p", { class: "hint" }, hint));
    }));
    counts.replaceChildren(...COUNTS().flatMap(([name, key]) => [h("dt", {}, name), h("dd", {}, number(now[key] ?? 0))]));
    before = now;
  }
  async function look() {
    if (document.visibilityState === "hidden" || relay.state !== "up") return;
    try {
      draw(await relay.request("health"));
    } catch (err) {
      verdict.className = "verdict warn";
      verdict.textContent = faultWords(err);
    }
  }
  room.append(h("h2", {}, tr("Health")), verdict, facts, tiles,
    h("h3", {}, tr("Since the relay started")), counts);
  look();
  timer = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
