// SPDX-License-Identifier: MIT
//
// The staff page from opening to the end, as a nurse, the advocate and the
// surgeon have it. Run by tests/e2e/85-web-staff.sh.
import { mkdirSync } from "node:fs";
import { Test, VIEWPORTS } from "./harness.mjs";

const test = await Test.begin("staff");
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });
/** For looking at, not for comparing. */
async function shot(person, name, more = {}) {
  if (shots) await person.page.screenshot({ path: `${shots}/${name}.png`, ...more });
}

const ROSTER = {
  persons: [{ part: "patient", name: "Rosalind Kettering", also: ["Roz"] }, { part: "surgeon", name: "Nadia Babcock" }],
  places: ["OR 9"], organizations: ["Tamarack Ridge Hospital"], ids: [{ kind: "MRN", value: "40027713" }], dates: ["1979-06-23"],
};

/** Where the thumb would be: in the middle of the screen, not behind the bar. */
async function hold(person, button, done) {
  await button.evaluate((e) => e.scrollIntoView({ block: "center" }));
  await person.hold(button, done);
}

const nurse = await test.person("nurse", { cable: true });
const advocate = await test.person("advocate", { phone: true, lang: "id" });
const surgeon = await test.person("surgeon", { dark: true });
const student = await test.person("student");
let address = "";

await test.part("everybody enrols", async () => {
  for (const person of [nurse, advocate, surgeon, student]) await person.enrol();
});

await test.part("opening: nothing opens before all is there", async () => {
  const { page } = nurse;
  await nurse.go("/staff");
  await test.sees("the form", page.getByRole("heading", { name: "Open a procedure", level: 1 }));
  await shot(nurse, "open-empty", { fullPage: true });
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await test.sees("it says what is missing", page.getByRole("alert").filter({ hasText: "Still missing: the reference of the consent" }));
  await page.getByLabel("Reference of the consent").fill("C-2031");
  await page.getByLabel("Students", { exact: true }).check();
  await page.getByLabel("Colleagues", { exact: true }).check();
  await page.getByLabel("Operation", { exact: true }).selectOption("laparoscopic-cholecystectomy");
  await page.getByLabel("Hashtags").fill("#gallbladder");
  const people = page.getByRole("group", { name: "Who takes part" });
  await people.getByLabel("Account").nth(0).fill("advocate");
  await people.getByLabel("Account").nth(1).fill("surgeon");
  await page.setInputFiles("input[type=file]", { name: "roster.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(ROSTER)) });
  await page.waitForFunction(() => [...document.querySelectorAll("input")].some((i) => i.value === "Rosalind Kettering"));
  await page.getByLabel("Room or case code").fill("OR-9");
  await page.getByLabel("The same once more").fill("OR-8");
  const ticks = page.getByRole("group", { name: "Before the first word" }).getByRole("checkbox");
  test.same("six lines to agree on", await ticks.count(), 6);
  for (let i = 0; i < 6; i++) await ticks.nth(i).check();
  await test.sees("two codes that differ", page.getByText("Still missing: the same room code twice."));
  await page.getByLabel("The same once more").fill("OR-9");
  await test.sees("all is there", page.getByText("All is there."));
  await shot(nurse, "open-filled", { fullPage: true });
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await page.waitForURL(/#[0-9a-f]{32}$/);
  address = page.url().replace(/^[^#]*/, "/staff");
  await test.sees("its code name fills the header", page.locator("header .code-name"));
});

await test.part("milestones: one tap, on disk, undone, out", async () => {
  const { page } = nurse;
  const next = page.getByRole("button", { name: /^Next milestone/ });
  await next.filter({ hasText: "Patient in the room" }).click();
  await test.sees("it is on disk, and says how long", page.getByText(/On disk\. Readers get it in \d+ s/));
  await test.sees("the next one is offered", next.filter({ hasText: "Sign in" }));
  await shot(nurse, "desk-undo");
  await page.getByRole("button", { name: "Undo" }).click();
  await test.sees("undone", page.getByText("Undone. Nobody was shown it."));
  await test.sees("and offered again", next.filter({ hasText: "Patient in the room" }));
});

await test.part("a double tap of a glove is one milestone", async () => {
  const { page } = nurse;
  await page.locator(".hero").dblclick();
  // By its state: what was said of the one before stands in the page, too.
  await page.locator(".way-item[data-state=waiting]").first().waitFor();
  test.same("one is on its way", await page.getByRole("button", { name: "Undo" }).count(), 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".hero", { hasText: "Patient in the room" }).waitFor();
});

await test.part("free text: masked while typing, with the reason", async () => {
  const { page } = nurse;
  const text = page.getByRole("textbox", { name: "Free text" });
  const below = () => page.evaluate(() =>
    document.querySelector(".send").getBoundingClientRect().top - document.querySelector("#draft").getBoundingClientRect().bottom);
  const before = await below();
  await text.fill("Mrs Kettering asleep, MRN 40027713, BP 118/72, cefazolin 2 g at 08:12");
  await test.sees("what readers will get", page.locator(".preview").filter({ hasText: "[PATIENT] asleep, MRN [ID], BP 118/72" }));
  await test.sees("and why", page.getByText("name: on the list of this case"));
  test.same("marked where it is typed", await page.locator("mark").count(), 2);
  // A finger that was on its way down would miss it, and the text would stay here.
  test.same("the button to send has not moved", await below(), before);
  await shot(nurse, "desk-preview");
  await page.getByLabel("Who speaks").selectOption("anaesthetist");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  test.same("the field is empty again", await text.inputValue(), "");
  await test.sees("on its way as readers will have it", page.locator(".way-text", { hasText: "[PATIENT] asleep" }));
});

await test.part("readers have it; corrected, and withdrawn", async () => {
  const { page } = nurse;
  const had = page.getByRole("region", { name: "What readers have" });
  const row = had.getByRole("listitem").filter({ hasText: "[PATIENT] asleep" });
  await row.waitFor();
  await row.getByRole("button", { name: "Correct" }).click();
  await test.sees("it says what it replaces", page.getByText("This replaces entry 1 for everybody."));
  test.same("by who said it", await page.getByLabel("Who speaks").inputValue(), "anaesthetist");
  await page.getByRole("textbox", { name: "Free text" }).fill("Asleep, cefazolin 1 g at 08:12");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await test.sees("corrected", had.getByText("Corrected"));
  test.same("nothing is left of the first text", await had.getByText("2 g at 08:12").count(), 0);
  const last = had.getByRole("listitem").first();
  await hold(nurse, last.getByRole("button", { name: "Withdraw" }), () => had.getByText("Withdrawn").first().waitFor());
  test.ok("withdrawn", true);
});

await test.part("the look of it", async () => {
  await surgeon.go(address);
  await advocate.go(address);
  await nurse.page.locator(".hero").click();
  await surgeon.page.locator(".hero").waitFor();
  await advocate.page.getByRole("button", { name: "Saya di sini" }).click();
  await test.sees("the advocate's sign counts down", advocate.page.getByText(/Tanda berikutnya diperlukan dalam 1[45]:\d\d/));
  await surgeon.page.getByText("Patient in the room").first().waitFor();
  await shot(surgeon, "desk-dark");
  await shot(advocate, "desk-phone-id", { fullPage: true });
  await shot(advocate, "desk-phone-id-top");
  test.same("nothing hangs over on a phone", await advocate.overflow(), 0);
  await surgeon.go(`${address}/wall`);
  await surgeon.page.locator(".wall").waitFor();
  await surgeon.page.getByText("None yet").waitFor();
  await shot(surgeon, "wall-dark");
  if (shots) {
    await surgeon.page.setViewportSize({ width: 3840, height: 2160 });
    await shot(surgeon, "wall-4k");
    await surgeon.page.setViewportSize({ width: 1280, height: 800 });
  }
  await surgeon.go(address);
  await surgeon.page.locator(".hero").waitFor();
  for (const person of [nurse, surgeon, advocate]) test.same(`axe, ${person.name}`, (await person.axe()).join("\n"), "");
});

if (shots)
  await test.part("more of the look", async () => {
    const phone = await test.person("nurse", { phone: true, lang: "id" });
    await phone.enrol();
    await phone.go("/staff");
    await phone.page.locator(".open-form").waitFor();
    await shot(phone, "open-phone-id", { fullPage: true });
    await shot(phone, "open-phone-id-top");
    await phone.go(address);
    await phone.page.getByRole("textbox", { name: "Teks bebas" }).fill("Ibu Kettering tidur, RM 40027713, TD 118/72");
    await phone.page.locator(".preview").waitFor();
    await phone.page.locator(".compose").evaluate((e) => e.scrollIntoView());
    await shot(phone, "desk-phone-preview");
    await phone.page.setViewportSize({ width: 320, height: 640 });
    test.same("320 px: nothing hangs over", await phone.overflow(), 0);
    await shot(phone, "desk-320");
    await phone.go(`${address}/wall`);
    await phone.page.locator(".wall").waitFor();
    await shot(phone, "wall-phone");
    const zoomed = await test.person("surgeon", { viewport: "zoomed" });
    await zoomed.enrol();
    await zoomed.go(address);
    await zoomed.page.locator(".hero").waitFor();
    await shot(zoomed, "desk-zoomed");
    const tablet = await test.person("nurse");
    await tablet.page.setViewportSize({ width: 820, height: 1180 });
    await tablet.enrol();
    await tablet.go(address);
    await tablet.page.locator(".hero").waitFor();
    await shot(tablet, "desk-tablet");
    for (const person of [phone, zoomed, tablet]) await person.page.goto("about:blank");
  });

await test.part("quiet: one tap locks posting, for everybody", async () => {
  await nurse.page.getByRole("button", { name: "Quiet" }).click();
  await test.sees("for the surgeon too", surgeon.page.getByRole("heading", { name: "Quiet phase" }));
  test.ok("no milestone can be tapped", await surgeon.page.locator(".hero").isDisabled());
  await shot(nurse, "desk-quiet");
  await nurse.page.getByRole("region", { name: "State" }).getByRole("button", { name: "Go on" }).click();
  await surgeon.page.locator(".hero:enabled").waitFor();
});

await test.part("the network goes: nothing is lost, nothing doubled", async () => {
  const { page } = nurse;
  await nurse.lose();
  await page.locator("header").getByText("No connection, trying again").waitFor();
  await page.locator(".hero").click();
  await page.getByRole("textbox", { name: "Free text" }).fill("Ports in, all under view");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await test.sees("it says what waits here", page.getByText("2 waiting on this device, oldest"));
  await shot(nurse, "desk-offline");
  await nurse.regain();
  const had = page.getByRole("region", { name: "What readers have" });
  await had.getByText("Ports in, all under view").waitFor();
  test.same("once", await had.getByText("Ports in, all under view").count(), 1);
});

await test.part("what waited longer than two minutes asks", async () => {
  const { page } = nurse;
  await nurse.lose();
  await page.locator("header").getByText("No connection, trying again").waitFor();
  await page.getByRole("textbox", { name: "Free text" }).fill("Bleeding, packing");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now.call(Date) + 121000;
  });
  await test.sees("it asks", page.getByText("1 of them waited longer than two minutes. Does that still hold?"));
  await nurse.regain();
  await page.locator("header").getByText("Connected").waitFor();
  await shot(nurse, "desk-asks");
  await page.getByRole("button", { name: "Do not send" }).click();
  await test.sees("not sent", page.getByText("It waited too long here and was not sent."));
  await page.getByRole("button", { name: "Change the words" }).click();
  test.same("the words are there to change", await page.getByRole("textbox", { name: "Free text" }).inputValue(), "Bleeding, packing");
  await page.getByRole("textbox", { name: "Free text" }).fill("");
  test.same("readers have nothing of it", await page.getByRole("region", { name: "What readers have" }).getByText("Bleeding").count(), 0);
});

await test.part("a filter that comes late, begun on the page before, masks", async () => {
  const { page } = surgeon;
  let letGo;
  const gate = new Promise((resolve) => { letGo = resolve; });
  await page.route("**/scrub-words.bin", async (route) => {
    await gate;
    await route.continue();
  });
  const asked = page.waitForRequest("**/scrub-words.bin");
  await surgeon.go("/staff");
  await asked;
  await page.evaluate((to) => { location.hash = to; }, address.split("#")[1]);
  await page.getByRole("textbox", { name: "Free text" }).fill("Mrs Quillfeather stable");
  await test.sees("not there yet", page.getByText("The filter is being loaded."));
  letGo();
  await test.sees("then it is", page.locator(".preview .mask").first());
  await page.getByRole("textbox", { name: "Free text" }).fill("");
  await page.unroute("**/scrub-words.bin");
});

await test.part("STOP: hold, and nobody reads; twice by keyboard", async () => {
  const { page } = nurse;
  await hold(nurse, page.getByRole("button", { name: /STOP/ }), () => page.getByRole("heading", { name: "Stopped" }).waitFor());
  await test.sees("on every screen", surgeon.page.getByRole("heading", { name: "Stopped" }));
  await test.sees("the nurse does not end a stop", page.getByText("The surgeon or the patient's advocate can let it go on."));
  await page.getByRole("button", { name: "Somebody could be recognised" }).click();
  await test.sees("why, when it is stopped", page.getByText("Noted: Somebody could be recognised"));
  await test.sees("stopped as before", page.getByRole("heading", { name: "Stopped" }));
  await shot(nurse, "desk-stopped");
  await hold(surgeon, surgeon.page.getByRole("button", { name: "Go on: hold for two seconds" }),
    () => surgeon.page.locator(".hero:enabled").waitFor());
  const bar = advocate.page.getByRole("button", { name: /STOP/ });
  await bar.focus();
  await advocate.page.keyboard.press("Enter");
  await test.sees("once is not enough", advocate.page.getByText("Tekan sekali lagi untuk memastikan."));
  await advocate.page.keyboard.press("Enter");
  await test.sees("twice is", page.getByRole("heading", { name: "Stopped" }));
  await hold(surgeon, surgeon.page.getByRole("button", { name: "Go on: hold for two seconds" }),
    () => surgeon.page.locator(".hero:enabled").waitFor());
});

await test.part("STOP without a connection says so, and goes first", async () => {
  const { page } = nurse;
  await nurse.lose();
  await page.locator("header").getByText("No connection, trying again").waitFor();
  await page.locator(".hero").click();
  await page.getByRole("textbox", { name: "Free text" }).fill("Ports out, all under view");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const words = page.getByText("Not stopped yet: there is no connection.");
  await hold(nurse, page.getByRole("button", { name: /STOP/ }), () => words.waitFor());
  await shot(nurse, "desk-stop-away");
  await nurse.regain();
  await test.sees("stopped", page.getByRole("heading", { name: "Stopped" }));
  await test.sees("what was tapped behind it did not go out", page.getByText("Not sent: the procedure is stopped."));
  await page.setViewportSize(VIEWPORTS.small);
  const text = await page.locator(".way-text").filter({ hasText: "Ports out" }).boundingBox();
  test.ok("words and their two buttons fit a phone", text.width > 140 && text.height < 60, JSON.stringify(text));
  await page.setViewportSize(VIEWPORTS.desktop);
  const close = page.locator(".way-item").getByRole("button", { name: "Close" });
  for (let left = await close.count(); left; left--) await close.first().click();
  await hold(surgeon, surgeon.page.getByRole("button", { name: "Go on: hold for two seconds" }),
    () => surgeon.page.locator(".hero:enabled").waitFor());
});

await test.part("the relay starts again: the list comes from the page's memory", async () => {
  for (const person of [nurse, advocate, surgeon, student]) person.expectAway();
  await test.relay("restart");
  await nurse.page.locator("header").getByText("Connected").waitFor();
  await nurse.page.locator(".hero:enabled").waitFor();
  await nurse.page.getByRole("textbox", { name: "Free text" }).fill("Kettering stable");
  await nurse.page.getByRole("button", { name: "Send", exact: true }).click();
  await test.sees("and masks again", nurse.page.getByRole("region", { name: "What readers have" }).getByText("[PATIENT] stable"));
});

await test.part("nothing of it is kept in the browser", async () => {
  const kept = await nurse.page.evaluate(async () => {
    const out = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state), location.href, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => { indexedDB.open(name).onsuccess = (e) => resolve(e.target.result); });
      for (const store of db.objectStoreNames)
        out.push(JSON.stringify(await new Promise((resolve) => {
          db.transaction(store).objectStore(store).getAll().onsuccess = (e) => resolve(e.target.result);
        })));
      db.close();
    }
    out.push(JSON.stringify(await caches.keys()));
    return out.join(" ");
  });
  test.ok("the device's own things are there", kept.includes("nurse"));
  for (const name of ["Kettering", "40027713", "Babcock", "Bleeding"]) test.ok(`no ${name}`, !kept.includes(name));
});

await test.part("who is not of the staff has no such page", async () => {
  await student.go(address);
  await test.sees("a plain sentence", student.page.getByText("This page is not for your account."));
});

await test.part("the patient withdraws: erased, with a receipt", async () => {
  const { page } = surgeon;
  await page.getByText("People and the end").click();
  await shot(surgeon, "desk-end", { fullPage: true });
  await hold(surgeon, page.getByRole("button", { name: "The patient withdraws: hold for three seconds" }),
    () => page.getByRole("heading", { name: "The consent was taken back" }).waitFor());
  await test.sees("the receipt", page.getByText("scrubrelay.v1/erasure"));
  await shot(surgeon, "desk-withdrawn");
});

await test.end();
