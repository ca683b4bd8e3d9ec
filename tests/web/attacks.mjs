// SPDX-License-Identifier: MIT
//
// What is tried against the pages, and refused: headers of every path, other
// origins, stolen invites, markup in every field, revoked devices, browsers
// that keep nothing. Run by tests/e2e/83-web-attacks.sh.
import { createServer } from "node:http";
import { request } from "node:https";
import { readFileSync, readdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { Test } from "./harness.mjs";
import { actor, open, post, say } from "./scene.mjs";

const test = await Test.begin("attacks");
const WEB = new URL("../../client/web/", import.meta.url);
const FILES = readdirSync(WEB).filter((name) => /\.(html|js|svg)$/.test(name));
/** What pages load: named by content, and so kept for good. */
const HASHED = readdirSync(`${process.env.WEB_BUILD}/web/pages/p`).map((name) => `/p/${name}`);
const PAGES = ["/", ...FILES.filter((n) => n.endsWith(".html") && n !== "index.html").map((n) => `/${n.slice(0, -5)}`)];

/** { status, headers, body } of the relay, path as it stands: no client tidies it. */
function ask(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(test.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, rejectUnauthorized: false }, (answer) => {
      const pieces = [];
      answer.on("data", (d) => pieces.push(d));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
      answer.on("error", reject);
    }).on("error", () => resolve({ status: 0, headers: {}, body: Buffer.alloc(0) })).end();
  });
}

const WANT_ALWAYS = {
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^no-referrer$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "strict-transport-security": /^max-age=\d{8,}/,
};
const WANT_POLICY = ["default-src 'none'", "style-src 'self'", "connect-src 'self'", "img-src 'self'", "base-uri 'none'",
  "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"];

await test.part("headers of every path", async () => {
  for (const path of [...PAGES, ...HASHED, ...FILES.filter((n) => !n.endsWith(".html")).map((n) => `/${n}`)]) {
    const { status, headers } = await ask(path);
    test.same(`${path} is there`, status, 200);
    for (const [name, want] of Object.entries(WANT_ALWAYS)) test.ok(`${path}: ${name}`, want.test(headers[name] ?? ""), headers[name]);
    test.ok(`${path}: kept unasked or not`, (HASHED.includes(path) ? /^max-age=\d{8,}, immutable$/ : /no-cache|no-store/).test(headers["cache-control"] ?? ""));
    test.ok(`${path}: no cookie`, !headers["set-cookie"]);
    if (!PAGES.includes(path)) continue;
    const policy = (headers["content-security-policy"] ?? "").split(/;\s*/);
    for (const rule of WANT_POLICY) test.ok(`${path}: ${rule}`, policy.includes(rule), policy.join("; "));
    const scripts = policy.find((rule) => rule.startsWith("script-src")) ?? "";
    const filters = ["/staff", "/moderate"].includes(path);
    const wasm = filters ? " 'wasm-unsafe-eval'" : "";
    const types = filters ? "trusted-types preview" : "trusted-types 'none'";
    test.ok(`${path}: ${types}`, policy.includes(types), policy.join("; "));
    test.same(`${path}: scripts of its own only`, scripts, `script-src 'self'${wasm}`);
    test.ok(`${path}: no camera, microphone, place`, /camera=\(\).*geolocation=\(\).*microphone=\(\)/.test(headers["permissions-policy"] ?? ""));
  }
});

await test.part("paths that lead elsewhere", async () => {
  for (const path of ["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/scrubrelayd.json", "/index.html/../../x",
    "//etc/passwd", "/journal.db", "/relay.js/", "/relay.js%00.html", "/RELAY.JS", "/read/x", "/.git/config", "/web.c"]) {
    const { status, body } = await ask(path);
    test.ok(`${path}: nothing`, status === 0 || status === 400 || status === 404, status);
    test.ok(`${path}: nothing of it said`, !/root:|data_dir/.test(body.toString()));
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"]) {
    const { status } = await ask("/", { method });
    test.ok(`${method}: refused`, status === 0 || status >= 400, status);
  }
});

await test.part("a page of another origin", async () => {
  const other = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><html lang=en><title>other</title><body></body></html>");
  });
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  const mallory = await test.person("mallory");
  await mallory.allowing([/./], async () => {
    await mallory.page.goto(`http://127.0.0.1:${other.address().port}/`);
    const heard = await mallory.page.evaluate((url) => new Promise((resolve) => {
      const ws = new WebSocket(url, "scrubrelay.v1");
      ws.onmessage = ({ data }) => resolve(`message: ${data}`);
      ws.onopen = () => resolve("open");
      ws.onclose = () => resolve("refused");
    }), test.url.replace(/^http/, "ws"));
    test.same("it opens no websocket", heard, "refused");
    const fetched = await mallory.page.evaluate((url) => fetch(url).then((r) => r.text(), () => "refused"), `${test.url}/`);
    test.same("it reads no page", fetched, "refused");
    const script = await mallory.page.evaluate((url) => new Promise((resolve) => {
      const e = document.createElement("script");
      e.src = url;
      e.onload = () => resolve("loaded");
      e.onerror = () => resolve("refused");
      document.body.append(e);
    }), `${test.url}/relay.js`);
    test.same("it loads no script", script, "refused");
    for (const path of PAGES) {
      const inside = await mallory.page.evaluate((url) => new Promise((resolve) => {
        const f = document.createElement("iframe");
        f.onload = () => resolve(f.contentDocument === null ? "another page" : "empty");
        f.src = url;
        document.body.append(f);
      }), test.url + path);
      const frame = mallory.page.frames().find((f) => f.url().startsWith(test.url) && f.url() !== "about:blank");
      const shown = frame ? await frame.evaluate(() => document.querySelector("main") !== null).catch(() => false) : false;
      test.ok(`${path} is in nobody's frame`, !shown, inside);
    }
  });
  other.close();
});

const stolen = test.people.ana;
const ana = await test.person("ana");
await test.part("an invite is used once, and never sent in an address", async () => {
  await ana.enrol();
  const code = stolen.split(".")[2];
  test.ok("the code is in no address asked for", !ana.requests.some((url) => url.includes(code)));
  test.ok("the code is not in the address any more", !ana.page.url().includes(code), ana.page.url());
  await ana.page.goBack().catch(() => null);
  test.ok("nor one step back", !ana.page.url().includes(code), ana.page.url());
  await ana.go("/");

  const thief = await test.person("thief");
  await thief.page.goto(`${test.url}/#${stolen}`);
  await thief.button(/Enrol/).click();
  await test.sees("the second one is told", thief.text(/used already, is too old, or a newer one was made/));
  await thief.page.reload();
  await test.sees("and is not enrolled", thief.button(/Enrol/));
  const kept = await thief.page.evaluate(async () => {
    const all = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (e) => resolve(e.target.result); });
      for (const store of db.objectStoreNames)
        all.push(await new Promise((resolve) => {
          db.transaction(store).objectStore(store).getAll().onsuccess = (e) => resolve(e.target.result);
        }));
    }
    return JSON.stringify(all);
  });
  test.ok("the code is kept nowhere", !kept.includes(code), kept);
});

await test.part("the key cannot be copied out", async () => {
  const out = await ana.page.evaluate(async () => {
    const db = await new Promise((resolve) => { indexedDB.open("scrubrelay").onsuccess = (e) => resolve(e.target.result); });
    const me = await new Promise((resolve) => {
      db.transaction("identity").objectStore("identity").get("me").onsuccess = (e) => resolve(e.target.result);
    });
    db.close();
    return Promise.all(["pkcs8", "jwk", "raw"].map((form) =>
      crypto.subtle.exportKey(form, me.keys.privateKey).then(() => `${form} given out`, () => "refused")));
  });
  test.same("not in any form", out.join(), "refused,refused,refused");
});

await test.part("what is no invite", async () => {
  const guest = await test.person("guest");
  for (const [why, text, says] of [
    ["markup", "<img src=x onerror=alert(1)>", /This is no invite/],
    ["another relay's", `sr1.${"A".repeat(43)}.abcde-fghij-klmno-pqrst`, /for another relay/],
    ["a guess", stolen.replace(/[^.]+$/, "abcde-fghij-klmno-pqrst"), /used already, is too old/],
  ]) {
    await guest.go("/");
    await guest.page.getByLabel("Invite", { exact: true }).fill(text);
    await guest.button(/Enrol/).click();
    await test.sees(`${why} is refused in words`, guest.text(says));
  }
  test.same("no element came of it", await guest.page.locator("main img, main script").count(), 0);
});

// Markup in each of the fields that people fill in; none may become an element.
const MARKUP = [
  "<img src=x onerror=globalThis.__taken=1>",
  "<script>globalThis.__taken=1</script>",
  "<svg onload=globalThis.__taken=1><a href=javascript:globalThis.__taken=1>x</a>",
];

/** What the filter makes of markup changes with its weights; these words stay. */
const PLAIN = "clip on the artery";
/** In a page: as if the filter had let all of it through. */
function letThrough({ plain, markup }) {
  const { parse } = JSON;
  JSON.parse = (text, ...more) =>
    parse(text, (_, value) => (typeof value === "string" && value.includes(plain) ? `${markup} ${value}` : value), ...more);
}

/** What a page must not have, whatever was typed; and the words stand there as words. */
async function unharmed(person, where, shown = "onerror") {
  await test.sees(`${where}: shown as words`, person.page.locator("main").getByText(shown));
  const found = await person.page.evaluate(() => ({
    taken: globalThis.__taken ?? 0,
    made: document.querySelectorAll("main img, main script, main a[href^='javascript:'], main [onerror], main [onload]").length,
  }));
  test.same(`${where}: nothing ran, nothing was made`, JSON.stringify(found), JSON.stringify({ taken: 0, made: 0 }));
}

await test.part("markup in texts, questions, polls, answers, feedback", async () => {
  const people = {};
  for (const name of ["nurse", "moderator", "student"]) people[name] = await actor(test, name);
  const id = await open(people.nurse, { roster: undefined, code_name: "blue heron" });
  for (const text of MARKUP) await say(people.nurse, id, "surgeon", `${text} ${PLAIN}`);
  const { number } = await say(people.nurse, id, "surgeon", "first");
  await post(people.nurse, id, { kind: "correction", refers: number, text: `corrected ${MARKUP[0]} ${PLAIN}` });
  for (const text of MARKUP) await people.student.request("ask", { draft: randomUUID(), procedure: id, text: `${text} ${PLAIN}` });
  await people.moderator.request("answer", { draft: randomUUID(), procedure: id, question: 1, text: `${MARKUP[1]} ${PLAIN}` });
  await people.moderator.request("poll", { draft: randomUUID(), procedure: id, text: `${MARKUP[0]} ${PLAIN}`, choices: MARKUP.map((m) => m.slice(0, 100)), right: 1 });
  await say(people.nurse, id, "surgeon", `Pince ${MARKUP[0]}`, { lang: "fr" });

  const [reader, staff, judge, teacher] = await Promise.all(["student", "nurse", "moderator", "educator"].map((n) => test.person(n)));
  for (const p of [reader, staff, judge, teacher]) {
    await p.context.addInitScript(letThrough, { plain: PLAIN, markup: MARKUP.join(" ") });
    await p.enrol();
  }
  await reader.go(`/read#${id}`);
  await unharmed(reader, "reader");
  await reader.page.locator("#search").fill("<img src=x");
  await unharmed(reader, "search");
  await staff.go(`/staff#${id}`);
  await unharmed(staff, "staff");
  await staff.page.locator("#draft").fill(MARKUP.join(" "));
  await staff.page.locator(".mirror").filter({ hasText: "onerror" }).waitFor();
  await unharmed(staff, "preview of a draft");
  await judge.go(`/moderate#${id}`);
  await unharmed(judge, "moderator");
  await judge.page.locator(".item").first().getByRole("button", { name: "Edit" }).click();
  await unharmed(judge, "editing");
  await people.nurse.request("close", { procedure: id });
  await people.student.request("feedback", { procedure: id, stars: 1, text: `${MARKUP[0]} ${PLAIN}` });
  await teacher.go(`/archive#${id}`);
  await unharmed(teacher, "archive");
  // Exported, and opened without the relay's headers to protect it.
  await teacher.page.getByRole("region", { name: "Export" }).getByLabel("As", { exact: true }).selectOption("html");
  const [file] = await Promise.all([teacher.page.waitForEvent("download"), teacher.page.getByRole("button", { name: "Export" }).click()]);
  const opened = await teacher.tab();
  await opened.setContent(readFileSync(await file.path(), "utf8"));
  test.same("exported: nothing ran", await opened.evaluate(() => globalThis.__taken ?? 0), 0);
  test.same("exported: nothing was made", await opened.locator("body img, body script:not([type]), [onerror], [onload], a[href^='javascript:']").count(), 0);
  await opened.close();
  for (const relay of Object.values(people)) relay.stop();
  for (const p of [reader, staff, judge, teacher]) await p.context.close();
});

await test.part("markup in names: of a device, of templates", async () => {
  const chief = await test.person("chief");
  await chief.page.goto(`${test.url}/#${await test.invite("chief")}`);
  await chief.page.getByLabel("Name of this device").fill(MARKUP[0]);
  await chief.button(/Enrol/).click();
  await chief.page.getByRole("navigation").first().waitFor();
  await unharmed(chief, "this device");
  // A template that somebody changed in the build.
  const people = await actor(test, "nurse");
  await open(people, { roster: undefined, code_name: "green finch", audiences: ["student"] });
  const nurse = await test.person("nurse");
  await nurse.context.route("**/p/templates-*.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll("Laparoscopic cholecystectomy", MARKUP[0]) });
  });
  await nurse.enrol();
  await nurse.go("/");
  await unharmed(nurse, "template");
  people.stop();
});

await test.part("two tabs of one device", async () => {
  const second = await ana.tab();
  await second.goto(`${ana.origin}/`);
  await test.sees("the second is connected", second.getByText("Connected"));
  await test.sees("and the first still", ana.page.getByText("Connected"));
  await second.close();
});

await test.part("an old tab after revocation", async () => {
  const ben = await test.person("ben");
  await ben.enrol();
  await test.client("admin", "user", "revoke", "ben");
  await test.sees("it says so", ben.text(/was revoked/));
  test.same("nothing of the relay stays on it", await ben.page.getByRole("listitem").count(), 0);
  await ben.page.reload();
  await test.sees("also when it is loaded anew", ben.text(/does not know this device|was revoked/));
});

await test.part("a browser that keeps nothing", async () => {
  for (const [why, script] of [
    ["IndexedDB throws", () => { Object.defineProperty(globalThis, "indexedDB", { value: { open() { throw new DOMException("no", "SecurityError"); } } }); }],
    ["IndexedDB refuses", () => { Object.defineProperty(globalThis, "indexedDB", { value: { open() { const r = {}; queueMicrotask(() => r.onerror?.()); return r; } } }); }],
    ["no room", () => { IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }],
    ["localStorage throws", () => { Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }); }],
  ]) {
    const carla = await test.person("carla");
    await carla.context.addInitScript(script);
    const invite = await test.invite("carla");
    await carla.page.goto(`${test.url}/#${invite}`);
    if (!why.startsWith("IndexedDB")) await carla.button(/Enrol/).click();
    if (why === "localStorage throws") await test.sees("settings last as long as the page", carla.text("Connected"));
    else await test.sees(`${why}: a sentence says what to do`, carla.text(/does not let the page keep a key/));
  }
});

await test.end();
