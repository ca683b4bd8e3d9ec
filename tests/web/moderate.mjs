// SPDX-License-Identifier: MIT
//
// The moderator's page (tests/e2e/88-web-moderate.sh): one queue of two
// procedures, worked through by keyboard; questions, a poll, quiet and STOP.
import { randomUUID } from "node:crypto";
import { Test } from "./harness.mjs";
import { actor, next, open, say } from "./scene.mjs";

const test = await Test.begin("moderate");
const nurse = await actor(test, "nurse");
const other = await actor(test, "other");
const ana = await actor(test, "ana");
const people = ["mo", "other"].map((account) => ({ account, roles: ["moderator"] }));
const heron = await open(nurse, { people });
const wren = await open(nurse, { people, code_name: "amber wren", template: "appendectomy", roster: {} });
const mo = await test.person("mo");
const { page } = mo;
const item = (text) => page.locator("li.item").filter({ hasText: text });

await test.part("what waits, of two procedures", async () => {
  await say(nurse, heron, "surgeon", "Pince en place, Mme Durand va bien", { lang: "fr" });
  await say(nurse, wren, "scrub", "Compresas contadas", { lang: "es" });
  await say(other, heron, "registrar", "Todo bien", { lang: "es" });
  await mo.enrol();
  await mo.go("/moderate");
  await test.sees("a draft", item("Pince en place"));
  await test.sees("of the other procedure, too", item("Compresas contadas"));
  await test.sees("with the time that is left", item("Pince").getByText(/^gone in \d+:\d\d$/));
  await ana.request("ask", { draft: randomUUID(), procedure: heron, text: "Why two clips below?" });
  await test.sees("a question comes by itself", item("Why two clips below?"));
  test.same("no violation of WCAG 2.2 AA", (await mo.axe()).join("\n"), "");
  test.same("nothing beyond the side", await mo.overflow(), 0);
});

await test.part("by keyboard", async () => {
  await item("Pince").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("e");
  const area = page.getByLabel("What goes out in its place");
  await area.fill("Clip on, Mr Walker is well");
  await page.getByLabel("Language of the text").selectOption("en");
  await test.sees("what readers would get is shown", page.locator(".preview-out .mask"));
  test.same("while it is edited: no violation", (await mo.axe()).join("\n"), "");
  const released = next(nurse, "released");
  await page.getByRole("button", { name: "Send this" }).click();
  await released;
  await test.gone("it waits no more", item("Pince"));
  await item("Compresas").focus();
  await test.gone("the next one has come to rest", page.locator(".item.moved"));
  await page.keyboard.press("r");
  await page.getByLabel("It was said already.").check();
  const gone = next(nurse, "gone");
  await page.getByRole("button", { name: "Reject it" }).click();
  test.same("its author is told why", (await gone).reason, "It was said already.");
  await item("Why two clips").focus();
  await test.gone("it has come to rest", page.locator(".item.moved"));
  await page.keyboard.press("p");
  await test.sees("the question is out", page.getByText("The question is out."));
  await test.sees("and stands among those that are", page.locator(".out").getByText("Why two clips below?"));
  await page.locator("li.item").first().focus();
  await page.keyboard.press("?");
  await test.sees("the keys are told", page.getByRole("dialog").getByText("approve a draft, as the filter writes it"));
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
});

await test.part("nobody decides on what came to stand under the finger", async () => {
  for (const text of ["Why the first?", "Why the second?", "Why the third?"])
    await ana.request("ask", { draft: randomUUID(), procedure: heron, text });
  await item("Why the third?").waitFor();
  const out = page.locator(".out li").filter({ hasText: "Why two clips below?" });
  await out.evaluate((row) => { row.dataset.same = "yes"; });
  const publish = item("Why the first?").getByRole("button", { name: /^Publish/ });
  await publish.scrollIntoViewIfNeeded();
  const at = await publish.boundingBox();
  // In the very moment in which the list moves: what is under the finger, and the key once more.
  const under = page.evaluate(({ x, y }) => new Promise((resolve) => {
    const list = document.querySelector(".items");
    new MutationObserver((_, observer) => {
      observer.disconnect();
      const hit = document.elementFromPoint(x, y)?.closest("button");
      list.querySelector(".moved").focus();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "p", bubbles: true }));
      resolve(hit?.textContent ?? "none");
    }).observe(list, { childList: true });
  }), { x: at.x + at.width / 2, y: at.y + at.height / 2 });
  await publish.click();
  test.same("no button of the next one", await under, "none");
  await test.gone("it has come to rest", page.locator(".item.moved"));
  test.same("and still waits", await item("Why the second?").count(), 1);
  await item("Why the second?").focus();
  await page.keyboard.down("p");
  await test.gone("the second is out", item("Why the second?"));
  await test.gone("the third has come to rest", page.locator(".item.moved"));
  // The key is still down and comes again.
  await item("Why the third?").focus();
  await page.keyboard.down("p");
  await page.keyboard.up("p");
  await page.keyboard.press("e");
  await test.sees("it still waits", page.getByLabel("Answer for all readers"));
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.keyboard.press("p");
  await test.gone("pressed once more it goes", item("Why the third?"));
  await test.sees("all three are out", page.locator(".out").getByText("Why the third?"));
  test.same("the one that was out before kept its row: a click on it is not lost", await out.getAttribute("data-same"), "yes");
});

await test.part("answers and polls", async () => {
  await page.locator(".out li").filter({ hasText: "Why two clips" }).getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByLabel("Answer for all readers").fill("One may slip.");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await test.gone("what is answered waits no more", page.locator(".out").getByText("Why two clips below?"));
  const one = page.getByRole("article", { name: "blue heron" });
  await one.getByRole("button", { name: "New poll" }).click();
  await one.getByLabel("Question").fill("Which comes first?");
  await one.getByLabel("Choice 1", { exact: true }).fill("Artery");
  await one.getByLabel("Choice 2", { exact: true }).fill("Duct");
  await one.getByLabel("Choice 1 is right").check();
  await one.getByRole("button", { name: "Ask the readers" }).click();
  await one.getByRole("button", { name: "Close it and show the result" }).click();
  await test.gone("a poll that is closed", one.getByRole("button", { name: "Close it and show the result" }));
});

await test.part("a draft of one's own is another's to decide", async () => {
  const tab = await test.person("other");
  await tab.enrol();
  await tab.go("/moderate");
  await test.sees("it says so", tab.page.locator("li.item").filter({ hasText: "Todo bien" }).getByText("This is yours: another moderator decides."));
});

await test.part("quiet and STOP", async () => {
  const one = page.getByRole("article", { name: "blue heron" });
  await one.getByRole("button", { name: "Quiet" }).click();
  await test.sees("quiet", one.getByText("Quiet phase"));
  await one.getByRole("button", { name: "Go on" }).click();
  await test.sees("and on", one.getByRole("button", { name: "Quiet" }));
  const stop = one.getByRole("button", { name: /STOP/ });
  await stop.scrollIntoViewIfNeeded();
  await mo.hold(stop, () => one.getByText("Stopped: nobody reads").waitFor());
  await test.gone("what was held of it is gone", item("Todo bien"));
  await one.getByRole("button", { name: "The wrong stream" }).click();
  await test.sees("and why", one.getByText("Noted: The wrong stream"));
});

await test.end();
