// SPDX-License-Identifier: MIT
//
// Browser tests: people with a browser each, and what every page must keep to.
// It starts no relay: tests/web/web.sh does, and tells by the environment
// where it is (WEB_URL), who may come (WEB_PEOPLE: invites by name), where the
// registry's packages are (NPM) and where traces of failures go (WEB_TRACES).
// WEB_BROWSER=firefox, by hand: another engine than Chromium. What that driver
// cannot do is no fault of a page: touch, downloads, frames of a websocket,
// two windows with the focus, screenshots under the pages' policy.
//
//   const test = await Test.begin("procedure");
//   const mira = await test.person("mira", { phone: true, lang: "id" });
//   await test.part("opening", async () => { await mira.enrol(); ... });
//   await test.end();                    // prints "N passed, N failed"
//
// Nothing sleeps: a wait is for something that the page shows, and has a limit.
import { execFile } from "node:child_process";
import { createServer, connect } from "node:net";
import { mkdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { promisify } from "node:util";
import { join } from "node:path";
import { read, writeSync } from "node:fs";

const env = process.env;
const need = (name) => env[name] ?? fatal(`${name} is not set: run this by its script in tests/e2e`);
const fatal = (text) => {
  console.log(text);
  console.log("0 passed, 1 failed");
  process.exit(2);
};

export const NPM = need("NPM");
const { chromium, firefox } = await import(`${NPM}/node_modules/playwright-core/index.mjs`);
const FIREFOX = env.WEB_BROWSER === "firefox";
const axeSource = readFileSync(`${NPM}/node_modules/axe-core/axe.min.js`, "utf8");

/** How long anything may take that a page waits for; nothing is asserted about less. */
export const LIMIT_MS = Number(env.WEB_LIMIT_MS ?? 20000);
/** The first page waits for the browser's own start, too. */
const LOAD_MS = 3 * LIMIT_MS;
/** A page that reads the same for so long is written down as it is. */
const STILL_MS = 1000;

export const VIEWPORTS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 360, height: 740 },
  small: { width: 320, height: 640 },
  // What 1280 px shows at 200 %.
  zoomed: { width: 640, height: 400 },
  wall: { width: 3840, height: 2160 },
};

/** The rules of WCAG 2.2, levels A and AA. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** A cable that can be pulled: passes TCP on to the relay until cut() is called. */
class Cable {
  #sockets = new Set();
  #server;
  #down = false;
  #slow = null;

  static async to(port) {
    const cable = new Cable();
    cable.#server = createServer((near) => {
      if (cable.#down) {
        near.destroy();
        return;
      }
      const far = connect(port, "127.0.0.1");
      for (const [a, b, way] of [[near, far, "up"], [far, near, "down"]]) {
        cable.#sockets.add(a);
        a.on("error", () => b.destroy());
        a.on("close", () => {
          cable.#sockets.delete(a);
          b.destroy();
        });
        cable.#pass(a, b, way);
      }
    });
    await new Promise((resolve) => cable.#server.listen(0, "127.0.0.1", resolve));
    cable.port = cable.#server.address().port;
    return cable;
  }

  // As it comes, or as a slow network would: in order, late, and so many kbit
  // in a second for all connections together.
  #pass(from, to, way) {
    const queue = [];
    const next = () => {
      const { data } = queue.shift();
      if (data && to.writable) to.write(data);
      else if (!data) to.end();
      if (queue.length) setTimeout(next, queue[0].at - performance.now());
    };
    const put = (data) => {
      const now = performance.now();
      let at = now;
      if (this.#slow) {
        const line = this.#slow[way];
        line.free = Math.max(line.free, now) + ((data?.length ?? 0) * 8) / line.kbit;
        at = line.free + this.#slow.oneWay;
      }
      queue.push({ data, at });
      if (queue.length > 1) return;
      if (at > now) setTimeout(next, at - now);
      else next();
    };
    from.on("data", put);
    from.on("end", () => put(null));
  }

  /** { down, up } in kbit/s, roundTrip in ms; null: as fast as it goes. */
  slow(how) {
    this.#slow = how && { up: { kbit: how.up, free: 0 }, down: { kbit: how.down, free: 0 }, oneWay: how.roundTrip / 2 };
  }

  cut() {
    this.#down = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#down = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}

/** One person: a browser's context (a device of its own), one page at a time. */
export class Person {
  #test;
  #allowed = [];
  /** What broke a rule on any of this person's pages. */
  faults = [];
  requests = [];

  constructor(test, name, context, origin, cable) {
    this.#test = test;
    this.name = name;
    this.context = context;
    this.origin = origin;
    this.cable = cable;
  }

  async begin() {
    await this.context.exposeBinding("__violated", (_, text) => this.fault(`policy: ${text}`));
    await this.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (e) =>
        globalThis.__violated(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
    });
    await this.context.tracing.start({ screenshots: false, snapshots: true });
    this.page = await this.tab();
    return this;
  }

  /** Another tab of the same device. */
  async tab() {
    const page = await this.context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    page.setDefaultNavigationTimeout(LOAD_MS);
    page.on("pageerror", (e) => this.fault(`error on the page: ${(e.stack ?? e.message).split("\n").slice(0, 6).join("\n")}`));
    page.on("console", (m) => {
      if (["error", "warning"].includes(m.type())) this.fault(`console: ${m.text()} ${m.location().url}`);
    });
    page.on("requestfailed", (r) => {
      // A page that is left ends what it was fetching.
      if (!["net::ERR_ABORTED", "NS_BINDING_ABORTED"].includes(r.failure()?.errorText))
        this.fault(`request failed: ${r.url()} ${r.failure()?.errorText}`);
    });
    page.on("request", (r) => this.#request(r.url()));
    page.on("websocket", (s) => this.#request(s.url()));
    page.on("response", (r) => {
      if (r.status() >= 400) this.fault(`${r.status()} for ${r.url()}`);
    });
    return page;
  }

  #request(url) {
    this.requests.push(url);
    const to = new URL(url);
    if (["data:", "blob:"].includes(to.protocol)) return;
    if (to.host !== new URL(this.origin).host) this.fault(`request to a third party: ${url}`);
    if (to.search) this.fault(`a query in an address: ${url}`);
  }

  fault(text) {
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.faults.push(text);
  }

  /** Faults that this test brings about itself, while call() runs. */
  async allowing(patterns, call) {
    this.#allowed.push(...patterns);
    try {
      return await call();
    } finally {
      this.#allowed.splice(-patterns.length);
    }
  }

  /** Enrols this device by the link that an administrator hands over. */
  async enrol(invite) {
    invite ??= await this.#test.invite(this.name);
    await this.page.goto(`${this.origin}/#${invite}`);
    const button = this.page.getByRole("button", { name: /Enrol|Daftar/i });
    await button.click();
    await this.page.getByRole("navigation").first().waitFor();
  }

  async go(path) {
    // The fragment alone does not load a page anew.
    if (this.page.url().split("#")[0] === this.origin + path.split("#")[0]) await this.page.goto("about:blank");
    await this.page.goto(this.origin + path);
  }

  /** Pulls the cable: what is under way is lost, nothing new comes through. */
  async lose() {
    this.#allowed.push(/WebSocket connection to/, /net::ERR_/, /establish a connection/, /NS_ERROR_/);
    this.cable.cut();
    await this.context.setOffline(true);
  }

  async regain() {
    this.cable.mend();
    await this.context.setOffline(false);
  }

  /** The relay goes away for a moment: what the browser says about it is no fault. */
  expectAway() {
    this.#allowed.push(/WebSocket connection to/, /net::ERR_(CONNECTION|EMPTY)/, /establish a connection/, /NS_ERROR_/);
  }

  text(words) {
    return this.page.getByText(words);
  }

  button(name) {
    return this.page.getByRole("button", { name });
  }

  /** Press and hold, as confirmHold() wants it: until it has acted, not for a time. */
  async hold(button, done) {
    // Where the button is, and nothing lies over it.
    await button.hover();
    await this.page.mouse.down();
    try {
      await done();
    } finally {
      await this.page.mouse.up();
    }
  }

  /** Violations of WCAG 2.2 AA (or of these rules of it) on the page as it stands: [] when there are none. */
  async axe(rules) {
    if (!(await this.page.evaluate(() => "axe" in globalThis))) await this.page.evaluate(axeSource);
    const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: AXE_TAGS };
    const { violations } = await this.page.evaluate(
      (only) => globalThis.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), runOnly);
    return violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary?.split("\n").slice(1).join(" ").trim()}`));
  }

  /** Width that cannot be seen without scrolling sideways, in px; 0 when all can. */
  overflow() {
    return this.page.evaluate(() => {
      const page = document.scrollingElement;
      return Math.max(0, page.scrollWidth - page.clientWidth);
    });
  }

  /** What a screen reader reads, without what differs from run to run. */
  async aria({ locator = this.page.locator("body"), figures = true } = {}) {
    const text = await locator.ariaSnapshot();
    return text
      .replace(/T[+-]\d\d:\d\d:\d\d/g, "T+HH:MM:SS")
      .replace(/localhost:\d+/g, "RELAY")
      .replace(/\b[0-9a-f]{32}\b/g, "ID")
      .replace(/(?<![\w+/-])[A-Za-z0-9+/_-]{43}=?(?![\w+/=-])/g, "KEY")
      .replace(/\b\d+ (s|min|h|ms)\b/g, "N $1")
      .replace(/\b\d+:\d\d\b/g, "M:SS")
      // Where the page is all figures, they are another story.
      .replace(figures ? /$^/ : /-?\d+([.,]\d+)*/g, "N");
  }
}

/** Debian's Firefox, over WebDriver BiDi; a tap is a click there. */
async function launchFirefox() {
  const browser = await firefox.launch({ channel: "moz-firefox", executablePath: "/usr/bin/firefox-esr" });
  const page = await browser.newPage();
  const locators = Object.getPrototypeOf(page.locator("html"));
  locators.tap = locators.click;
  await page.close();
  return browser;
}

export class Test {
  #browser;
  #persons = [];
  #failedHere = false;
  #caches = false;
  #kept = 0;
  passed = 0;
  failed = 0;

  /**
   * caches: files are cached as in front of a relay with a good certificate.
   * Of an origin whose certificate it had to excuse Chromium keeps nothing;
   * this run's key it takes for good then.
   */
  static async begin(name, { args = [], caches = false } = {}) {
    const test = new Test();
    test.#caches = caches;
    test.name = name;
    test.url = need("WEB_URL");
    test.people = JSON.parse(readFileSync(need("WEB_PEOPLE"), "utf8"));
    const root = process.getuid() === 0 ? ["--no-sandbox"] : [];
    test.#browser = FIREFOX ? await launchFirefox() : await chromium.launch({
      executablePath: env.WEB_CHROMIUM ?? "/usr/bin/chromium",
      args: [...root, "--disable-dev-shm-usage", ...args,
        ...(caches ? [`--ignore-certificate-errors-spki-list=${need("WEB_SPKI")}`] : [])],
    });
    test.version = test.#browser.version();
    process.on("unhandledRejection", (e) => test.ok("no promise is left alone", false, clean(e?.stack ?? String(e))));
    return test;
  }

  get browser() {
    return this.#browser;
  }

  /**
   * Somebody with a device: { phone, viewport, lang, dark, cable, touch }.
   * With cable: a connection of one's own, which lose() cuts.
   */
  async person(name, options = {}) {
    const cable = options.cable ? await Cable.to(new URL(this.url).port) : null;
    const origin = cable ? this.url.replace(/:\d+$/, `:${cable.port}`) : this.url;
    const context = await this.#browser.newContext({
      ignoreHTTPSErrors: !this.#caches,
      viewport: VIEWPORTS[options.viewport ?? (options.phone ? "phone" : "desktop")],
      hasTouch: !FIREFOX && Boolean(options.phone || options.touch),
      ...(FIREFOX ? {} : { isMobile: Boolean(options.phone) }),
      locale: options.lang === "id" ? "id-ID" : "en-GB",
      colorScheme: options.dark ? "dark" : "light",
      reducedMotion: options.motion ? "no-preference" : "reduce",
      acceptDownloads: true,
      deviceScaleFactor: options.scale ?? 1,
    });
    const person = await new Person(this, name, context, origin, cable).begin();
    this.#persons.push(person);
    return person;
  }

  /**
   * A part of the story: what throws ends this part, and counts as a failure.
   * needed: without it the rest makes no sense, and the story ends here.
   */
  async part(name, call, { needed = false } = {}) {
    this.#failedHere = false;
    try {
      await call();
      if (!this.#failedHere) this.ok(name, true);
    } catch (e) {
      this.ok(name, false, clean(e.stack ?? String(e)));
    }
    if (this.#failedHere) await this.#keep(name);
    for (const person of this.#persons) {
      for (const fault of new Set(person.faults.splice(0))) this.ok(`${name}: nothing breaks for ${person.name}`, false, fault);
    }
    if (needed && this.#failedHere) await this.end();
  }

  ok(why, good, detail = "") {
    if (good) {
      this.passed++;
      if (env.VERBOSE) console.log(`ok ${why}`);
      return true;
    }
    this.failed++;
    this.#failedHere = true;
    console.log(`not ok ${why}${detail ? `\n    ${String(detail).replaceAll("\n", "\n    ")}` : ""}`);
    return false;
  }

  same(why, got, want) {
    return this.ok(why, got === want, `got  <${got}>\nwant <${want}>`);
  }

  /** Something is there, or comes: a locator. */
  async sees(why, locator) {
    try {
      await locator.filter({ visible: true }).first().waitFor();
      return this.ok(why, true);
    } catch (e) {
      return this.ok(why, false, clean(e.message));
    }
  }

  /** Something is not there any more, or goes. */
  async gone(why, locator) {
    try {
      await locator.first().waitFor({ state: "hidden" });
      return this.ok(why, true);
    } catch (e) {
      return this.ok(why, false, clean(e.message));
    }
  }

  /**
   * The page comes to read as a snapshot in tests/web/aria: lists and answers
   * come behind what it shows at first. WEB_ARIA=write keeps what it reads like
   * once that stays the same.
   */
  async ariaAs(name, person, options) {
    const file = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "aria", `${name}.yml`);
    const write = env.WEB_ARIA === "write";
    const want = !write && existsSync(file) ? readFileSync(file, "utf8") : "";
    const read = async () => `${await person.aria(options)}\n`;
    let got = await read();
    let since = performance.now();
    while (got !== want && performance.now() - since < (write ? STILL_MS : LIMIT_MS)) {
      const now = await read();
      if (write && now !== got) since = performance.now();
      got = now;
    }
    if (write) {
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, got);
    }
    return this.ok(`${name}: reads as before`, write || got === want, difference(want, got));
  }

  /** The command line, with a profile of the script's. */
  async client(profile, ...args) {
    const { stdout } = await promisify(execFile)(need("CLIENT"), ["--profile", profile, ...args]);
    return stdout.trim();
  }

  /** An invite for another device of that account: the script's first, then new ones. */
  async invite(name) {
    const first = this.people[name];
    delete this.people[name];
    return first ?? this.relay(`invite ${name}`);
  }

  /** Asks the script for something that only it can do (web.sh names what). */
  async relay(what) {
    writeSync(Number(need("WEB_ASK")), `${what}\n`);
    // Cables go on meanwhile: a relay that stops waits for its clients.
    const { bytesRead, buffer } = await promisify(read)(Number(need("WEB_TOLD")), { buffer: Buffer.alloc(4096) });
    return buffer.toString("utf8", 0, bytesRead).trim();
  }

  // Of the first failures: those behind them mostly follow from them.
  async #keep(name) {
    if (++this.#kept > 3) return;
    const dir = need("WEB_TRACES");
    mkdirSync(dir, { recursive: true });
    for (const person of this.#persons) {
      const file = `${this.name}-${name}-${person.name}`.replace(/[^\w.-]+/g, "-");
      try {
        await person.context.tracing.stop({ path: join(dir, `${file}.zip`) });
        await person.context.tracing.start({ screenshots: false, snapshots: true });
        await person.page.screenshot({ path: join(dir, `${file}.png`) });
      } catch (e) {
        console.log(`    no trace of ${person.name}: ${clean(e.message)}`);
      }
    }
    console.log(`    pictures and traces: ${dir}/${this.name}-*`);
  }

  async end() {
    for (const person of this.#persons) {
      for (const fault of person.faults.splice(0)) this.ok(`nothing breaks for ${person.name}`, false, fault);
      person.cable?.close();
    }
    await this.#browser.close();
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exit(this.failed === 0 && this.passed > 0 ? 0 : 1);
  }
}

// Colours of a terminal say nothing in a log.
const clean = (text) => {
  const lines = text.replace(/\u001b\[[0-9;]*m/g, "").split("\n");
  return lines.length <= 12 ? lines.join("\n") : [...lines.slice(0, 8), "...", ...lines.slice(-3)].join("\n");
};

function difference(want, got) {
  const [a, b] = [want.split("\n"), got.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  const from = at < 0 ? a.length - 1 : at;
  const show = (sign, lines) => lines.slice(from, from + 6).map((line) => `${sign} ${line}`).join("\n");
  return `from line ${from + 1} on:\n${show("-", a)}\n${show("+", b)}`;
}
