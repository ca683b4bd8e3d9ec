// SPDX-License-Identifier: MIT
//
// What the pages weigh and how fast they are. Run by tests/bench/web. A slow
// phone is the processor throttled to a quarter by the browser, and a network
// of 1.6 Mbit/s down, 0.75 Mbit/s up and 150 ms there and back, which is in
// the cable, so that the websocket has it, too.
import { Test } from "./harness.mjs";
import { actor, milestone, open, say } from "./scene.mjs";

const SLOW = { down: 1600, up: 750, roundTrip: 150 }; // kbit/s, ms
const ENTRIES = 2000;
const JOINS = 5; // of each kind, for the median and the worst
const RATE = 50; // entries a second
const SECONDS = 10;

const test = await Test.begin("bench", { caches: true });
const rows = [];
const tell = (what, value, how = "") => rows.push(`| ${what} | ${value} | ${how} |`);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const ms = (t) => (t >= 1000 ? `${(t / 1000).toFixed(2)} s` : `${Math.round(t)} ms`);

/** Requests of one load, and their bytes on the wire, filter or not. */
async function weigh(person, path, ready) {
  const cdp = await person.context.newCDPSession(person.page);
  const seen = new Map();
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  cdp.on("Network.requestWillBeSent", (e) => seen.set(e.requestId, { url: e.request.url, bytes: 0 }));
  cdp.on("Network.loadingFinished", (e) => seen.has(e.requestId) && (seen.get(e.requestId).bytes = e.encodedDataLength));
  await person.go(path);
  await ready(person);
  await person.page.waitForLoadState("networkidle");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: false });
  await cdp.detach();
  const all = [...seen.values()].filter((r) => r.url.startsWith("https:"));
  const filter = all.filter((r) => /scrub|preview-worker/.test(r.url));
  const sum = (list) => list.reduce((n, r) => n + r.bytes, 0);
  return { requests: all.length - filter.length, bytes: sum(all) - sum(filter), filter: sum(filter) };
}

const up = (p) => p.page.locator("html[data-connection=up]").waitFor({ state: "attached" });

// ---- what they weigh ----

const people = {};
for (const name of ["nurse", "student", "moderator"]) people[name] = await actor(test, name);
const { nurse } = people;
const id = await open(nurse, { roster: undefined });
await milestone(nurse, id, "incision");

await test.part("weights", async () => {
  const guest = await test.person("guest");
  const first = await weigh(guest, "/", (p) => p.button(/Enrol/).waitFor());
  tell("first page (enrol): requests, bytes", `${first.requests}, ${kb(first.bytes)}`, "gzip, with headers");
  const views = { student: ["/", `/read#${id}`], nurse: [`/staff#${id}`], moderator: [`/moderate#${id}`], educator: ["/archive"], chief: ["/admin"] };
  for (const [name, paths] of Object.entries(views)) {
    const person = await test.person(name);
    await person.enrol();
    for (const path of paths) {
      const { requests, bytes, filter } = await weigh(person, path, up);
      tell(`${path.split("#")[0]} (${name}): requests, bytes`, `${requests}, ${kb(bytes)}`,
        filter ? `and the filter, after the first paint: ${kb(filter)}` : "");
    }
    if (name !== "student") await person.context.close();
  }
});

// ---- late join ----

/**
 * By the page's own clock, from the beginning of its navigation: painted with
 * the last entry, and whole (entries have their times when all before them are
 * there). Whoever looks from outside costs the slow processor more than it shows.
 */
function watchPaints(last) {
  const when = {};
  const next = (name) => new Promise((resolve) => (when[name] = () =>
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));
  globalThis.__painted = { last: next("last"), whole: next("whole") };
  const look = () => {
    if (when.last && [...document.querySelectorAll("[role=feed] article")].some((a) => a.textContent.includes(last))) {
      when.last();
      delete when.last;
    }
    if (!when.last && document.querySelector("[role=feed] .row-time")?.textContent) {
      watcher.disconnect();
      when.whole();
    }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true, characterData: true });
}

const student = await test.person("student", { phone: true, cable: true });
await test.part("late join", async () => {
  const texts = ["Two clips on the artery, one below", "MAP 64, now 72 after ephedrine 5 mg", "Fat off the triangle with the hook, 2 mm bites",
    "Infundibulum to the lateral side, sulcus at six o'clock", "Counts: 10 swabs, 5 packs, 2 blades, 8 needles"];
  let waiting = [];
  for (let i = 0; i < ENTRIES; i++) {
    waiting.push(say(nurse, id, i % 3 ? "surgeon" : "anaesthetist", `${texts[i % texts.length]} (${i + 1})`));
    if (waiting.length === 100) {
      await Promise.all(waiting);
      waiting = [];
    }
  }
  await Promise.all(waiting);
  await student.enrol();
  const cdp = await student.context.newCDPSession(student.page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  student.cable.slow(SLOW);
  await student.page.addInitScript(watchPaints, `(${ENTRIES})`);
  await cdp.send("Network.enable");
  for (const [what, cached] of [["nothing in the cache", false], ["files in the cache", true]]) {
    const [seen, whole] = [[], []];
    let carried = 0;
    for (let i = 0; i < JOINS; i++) {
      await student.page.goto("about:blank");
      // Nobody who comes late has a connection yet.
      student.cable.cut();
      student.cable.mend();
      if (!cached) await cdp.send("Network.clearBrowserCache");
      await student.page.goto(`${student.origin}/read#${id}`, { waitUntil: "commit" });
      seen.push(await student.page.evaluate(() => globalThis.__painted.last));
      whole.push(await student.page.evaluate(() => globalThis.__painted.whole));
      const files = await student.page.evaluate(() => performance.getEntriesByType("resource")
        .filter((r) => r.name.includes("/p/")).map((r) => r.transferSize));
      carried += files.reduce((a, b) => a + b, 0);
      test.ok(`${what}: it is so`, files.length > 1 && files.every((n) => (n === 0) === cached), files);
    }
    const how = `median of ${JOINS}; worst`;
    tell(`slow phone, ${what}: the last of ${ENTRIES} entries is seen after`, ms(median(seen)), `${how} ${ms(Math.max(...seen))}; CPU / 4, 1.6 Mbit/s, 150 ms`);
    tell("and all of them are there after", ms(median(whole)), `${how} ${ms(Math.max(...whole))}; files: ${kb(carried / JOINS)}`);
  }
  student.cable.slow(null);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
});

// ---- many at once ----

await test.part("a stream", async () => {
  for (const rate of [1, 4]) {
    const cdp = await student.context.newCDPSession(student.page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate });
    await student.page.evaluate(() => {
      const frames = [];
      let last = performance.now();
      globalThis.__frames = frames;
      globalThis.__going = true;
      const look = (now) => {
        frames.push(now - last);
        last = now;
        if (globalThis.__going) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const begin = Date.now();
    for (let i = 0; i < RATE * SECONDS; i++) {
      say(nurse, id, "surgeon", `Clip ${i + 1}`);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + ((i + 1) * 1000) / RATE - Date.now())));
    }
    const { frames, nodes, articles, heap } = await student.page.evaluate(() => {
      globalThis.__going = false;
      return { frames: globalThis.__frames, nodes: document.querySelectorAll("*").length,
        articles: document.querySelectorAll("[role=feed] article").length, heap: performance.memory?.usedJSHeapSize ?? 0 };
    });
    frames.shift();
    const seconds = frames.reduce((a, b) => a + b, 0) / 1000;
    const late = frames.filter((t) => t > 25).length;
    const sorted = [...frames].sort((a, b) => a - b);
    tell(`${RATE} entries a second for ${SECONDS} s${rate > 1 ? `, CPU / ${rate}` : ""}: frames a second, late ones (> 25 ms), worst`,
      `${Math.round(frames.length / seconds)}, ${late} of ${frames.length}, ${ms(sorted.at(-1))}`, `p99 ${ms(sorted[Math.floor(sorted.length * 0.99)])}`);
    if (rate === 4) {
      tell(`after ${ENTRIES + 2 * RATE * SECONDS} entries: elements in the page, entries among them`, `${nodes}, ${articles}`, heap ? `script's memory ${(heap / 1e6).toFixed(1)} MB` : "");
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    }
    await cdp.detach();
  }
});

console.log(`\n| what | figure | |\n| --- | --- | --- |\n${rows.join("\n")}\n\nChromium ${test.version}`);
await test.end();
