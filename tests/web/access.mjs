// SPDX-License-Identifier: MIT
//
// Can everybody use every page and state? WCAG 2.2 AA by axe-core in light
// and dark, on a desktop and a phone; nothing to scroll sideways at 320 px and
// at 200 %; everything reached by keyboard, and seen when it is; what a screen
// reader reads, as snapshots (WEB_ARIA=write writes them). Run by
// tests/e2e/84-web-access.sh; arguments choose states by words of their names.
import { Test, VIEWPORTS } from "./harness.mjs";
import { everyState } from "./states.mjs";

const test = await Test.begin("access");
const wanted = process.argv.slice(2).flatMap((words) => words.split(" "));
const browsers = new Map();

async function browserOf(name) {
  if (!browsers.has(name)) {
    const person = await test.person(name, { cable: true });
    if (name !== "guest") await person.enrol();
    browsers.set(name, person);
  }
  return browsers.get(name);
}

/** More than any page has: a trap ends here, not at the time limit. */
const MOST_STEPS = 500;

/** What can be pressed now; in front of a dialog only what is in it. */
const CAN = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex='0']";

/** From the top, wherever the focus was; remembers what is there to be come to. */
const beginWalk = (page) => page.evaluate((can) => {
  const scope = document.querySelector("dialog:modal") ?? document.body;
  const top = document.createElement("span");
  top.tabIndex = -1;
  scope.prepend(top);
  top.focus();
  top.remove();
  globalThis.__seen = new Set();
  globalThis.__can = [...scope.querySelectorAll(can)].filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]") && e.tabIndex >= 0);
}, CAN);

/** Where one more Tab leads. A date has several stops in itself. */
async function tab(page) {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    if (e === globalThis.__last) return { same: true };
    globalThis.__last = e;
    if (globalThis.__seen.has(e)) return null;
    globalThis.__seen.add(e);
    const style = getComputedStyle(e);
    // What is drawn in its place has the mark: a card around a radio button.
    const shown = e.closest("label") ?? e;
    const box = (style.opacity === "0" || e.offsetWidth <= 1 ? shown : e).getBoundingClientRect();
    const ring = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
    return { name: `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") ?? e.textContent ?? e.name).trim().slice(0, 40)}`,
      marked: ring(style) || ring(getComputedStyle(shown)) || e.nextElementSibling !== null && ring(getComputedStyle(e.nextElementSibling)),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
  });
}

/** What the Tab key comes to, in order, until it begins again or leaves the page. */
async function walk(page) {
  await beginWalk(page);
  const steps = [];
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = await tab(page);
    if (!step) return { steps, trapped: false };
    if (!step.same) steps.push(step);
  }
  return { steps, trapped: true };
}

/** What could be pressed, still can, and was not come to. A group of radio buttons has one stop. */
const missed = (page) => page.evaluate(() => {
  const groups = new Set([...globalThis.__seen].filter((e) => e.type === "radio").map((e) => e.name));
  return globalThis.__can
    .filter((e) => e.isConnected && e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0)
    .filter((e) => !globalThis.__seen.has(e) && !(e.type === "radio" && groups.has(e.name)))
    .map((e) => `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") ?? e.textContent).trim().slice(0, 40)}`);
});

/**
 * A timeline that scrolled by itself can leave a button half under a bar:
 * further up, until none is. Such a button is whole after any scrolling.
 */
async function uncut() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const free = (r, y) => Boolean(document.elementFromPoint(r.x + r.width / 2, y)?.closest(".row-more"));
  const half = () => [...document.querySelectorAll(".row-more")].map((b) => b.getBoundingClientRect())
    .some((r) => free(r, r.top + 1) !== free(r, r.bottom - 1) || (r.top < innerHeight && r.bottom > innerHeight));
  await frame();
  await frame();
  for (let i = 0; i < 20 && half(); i++) {
    document.scrollingElement.scrollTop -= 10;
    await frame();
  }
}

/** Fields into which a phone would zoom: its letters are below 16 px. */
const tooSmall = () => [...document.querySelectorAll("input, select, textarea")]
  .filter((e) => !["checkbox", "radio", "range", "file"].includes(e.type) && e.checkVisibility())
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16)
  .map((e) => `${e.tagName.toLowerCase()} #${e.id} ${getComputedStyle(e).fontSize}`);

/** Fields whose text a browser may send to its maker, to spell or to go on with it. */
const toldOn = () => [...document.querySelectorAll("textarea:not([readonly])")]
  .filter((e) => ["spellcheck", "writingsuggestions"].some((a) => e.getAttribute(a) !== "false"))
  .map((e) => `${e.tagName.toLowerCase()} #${e.id}`);

async function look({ title, who, path, ready, after }) {
  const person = await browserOf(who);
  const { page } = person;
  await test.part(title, async () => {
    await page.setViewportSize(VIEWPORTS.desktop);
    await page.emulateMedia({ colorScheme: "light" });
    await person.go(path);
    await ready(person);
    // The log of a run, and its health, are never twice the same.
    if (!/^admin (audit|health)/.test(title)) await test.ariaAs(title.replace(/[ ,]+/g, "-"), person, { figures: !/^(admin|archive)/.test(title) });
    for (const size of ["desktop", "phone"]) {
      await page.setViewportSize(VIEWPORTS[size]);
      await page.evaluate(uncut);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        // Colours are all that differs in the dark.
        const found = await person.axe(colorScheme === "dark" ? ["color-contrast"] : undefined);
        test.ok(`${title}, ${size}, ${colorScheme}: WCAG 2.2 AA`, found.length === 0, found.join("\n"));
      }
    }
    for (const size of ["small", "zoomed"]) {
      await page.setViewportSize(VIEWPORTS[size]);
      const wide = await person.overflow();
      test.ok(`${title}, ${size}: nothing to scroll sideways`, wide === 0, `${wide} px too wide`);
    }
    const small = await page.evaluate(tooSmall);
    test.ok(`${title}: no phone zooms into a field`, small.length === 0, small.join("\n"));
    const told = await page.evaluate(toldOn);
    test.ok(`${title}: no browser tells its maker what is typed`, told.length === 0, told.join("\n"));
    await page.setViewportSize(VIEWPORTS.desktop);
    const { steps, trapped } = await walk(page);
    test.ok(`${title}: the keyboard is not trapped`, !trapped && steps.length > 0, steps.map((s) => s.name).join("\n"));
    const unmarked = steps.filter((s) => !s.marked || !s.inside);
    test.ok(`${title}: what has the focus is seen`, unmarked.length === 0, unmarked.map((s) => s.name).join("\n"));
    const left = await missed(page);
    test.ok(`${title}: the keyboard comes to everything`, left.length === 0, left.join("\n"));
    // A change of colours draws the header anew.
    const focused = () => document.activeElement?.matches("header nav a") ?? false;
    if (await page.evaluate(() => (document.querySelector("header nav a")?.focus(), true)) && await page.evaluate(focused)) {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      test.ok(`${title}: a link keeps the focus when the header is drawn anew`, await page.evaluate(focused));
      await page.emulateMedia({ colorScheme: "light" });
    }
    await after(person);
  });
}

await everyState(test, look, (title) => !title.startsWith("picture") && (wanted.length === 0 || wanted.some((w) => title.includes(w))));
await test.end();
