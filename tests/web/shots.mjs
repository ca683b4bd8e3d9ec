// SPDX-License-Identifier: MIT
//
// Pictures of every page and state. Run by tests/web/shots; nothing is
// asserted here but that each page comes. WEB_SHOTS is the folder; arguments
// choose pictures by words of their names.
import { mkdirSync, writeFileSync } from "node:fs";
import { Test, VIEWPORTS } from "./harness.mjs";
import { everyState } from "./states.mjs";

const dir = process.env.WEB_SHOTS;
const wanted = process.argv.slice(2);
const test = await Test.begin("shots");
const taken = [];

/** How a page is looked at. device: which of a person's two browsers. */
const VIEWS = {
  "desktop": { device: "desktop" },
  "dark": { device: "desktop", dark: true },
  "id": { device: "desktop", lang: "id" },
  "zoomed": { device: "desktop", viewport: "zoomed" },
  "wall": { device: "desktop", viewport: "wall" },
  "phone": { device: "phone" },
  "phone-dark": { device: "phone", dark: true },
  "phone-id": { device: "phone", lang: "id" },
  "small": { device: "phone", viewport: "small" },
};

// The scene plays in seconds; in a picture an hour goes by, as in a room.
function stretched() {
  const { parse } = JSON;
  const at = (number) => number * 97000 + ((number * 37) % 50) * 1000;
  JSON.parse = (text, ...more) => {
    const m = parse(text, ...more);
    if (m?.op === "entry" && m.t_ms < 600000) m.t_ms = at(m.number);
    for (const p of m?.procedures ?? []) if (p.open_ms < 600000) p.open_ms = at(p.last + 1);
    return m;
  };
}

const browsers = new Map();
async function browserOf(name, device) {
  const key = `${name} ${device}`;
  if (!browsers.has(key)) {
    const person = await test.person(name, { phone: device === "phone", cable: true });
    await person.context.addInitScript(stretched);
    if (!name.startsWith("guest")) await person.enrol();
    browsers.set(key, person);
  }
  return browsers.get(key);
}

/** Pictures of a state (states.mjs) in its views. */
async function shot({ title, who, path, views, ready, after }) {
  for (const view of views) {
    const { device, dark, lang = "en", viewport } = VIEWS[view];
    await test.part(`${title}, ${view}`, async () => {
      const person = await browserOf(who, device);
      const { page } = person;
      await page.setViewportSize(VIEWPORTS[viewport ?? device]);
      await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
      if (!page.url().startsWith(person.origin)) await person.go("/");
      await page.evaluate((tag) => localStorage.setItem("scrubrelay.lang", tag), lang);
      await person.go(path);
      await ready(person);
      await page.evaluate(() => document.fonts.ready);
      // Nobody points at anything: what was pressed last is not lit.
      await page.mouse.move(0, 0);
      const file = `${title}-${view}.png`.replace(/[^\w.-]+/g, "-");
      await page.screenshot({ path: `${dir}/${file}`, animations: "disabled", caret: "hide" });
      taken.push({ title, view, file });
      await after(person);
    });
  }
}

mkdirSync(dir, { recursive: true });
await everyState(test, shot, (title) => wanted.length === 0 || wanted.some((w) => title.includes(w)));

writeFileSync(`${dir}/index.html`, `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>
body { font: 15px/1.4 sans-serif; margin: 2rem; background: #e8e8e8; }
figure { display: inline-block; vertical-align: top; margin: 0 1rem 2rem 0; }
img { max-width: 560px; max-height: 520px; box-shadow: 0 1px 6px #0006; display: block; }
figcaption { padding: .3rem 0; color: #333; }
</style>
${[...new Set(taken.map((t) => t.title))].map((title) => `<h2>${title}</h2>
${taken.filter((t) => t.title === title).map((t) => `<figure><a href="${t.file}"><img src="${t.file}" alt=""></a><figcaption>${t.view}</figcaption></figure>`).join("\n")}`).join("\n")}
</html>
`);
console.log(`${taken.length} pictures`);
await test.end();
