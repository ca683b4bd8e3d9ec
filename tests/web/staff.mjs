// SPDX-License-Identifier: MIT
//
// The staff page from opening to the end, as a nurse, the advocate and the
// surgeon have it. Run by tests/e2e/85-web-staff.sh.
import { mkdirSync } from "node:fs";
import { Test } from "./harness.mjs";

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

await test.part("free text: masked while typing, with the reason", async () => {
  const { page } = nurse;
  const text = page.getByRole("textbox", { name: "Free text" });
  await text.fill("Mrs Kettering asleep, MRN 40027713, BP 118/72, cefazolin 2 g at 08:12");
  await test.sees("what readers will get", page.locator(".preview").filter({ hasText: "[PATIENT] asleep, MRN [ID], BP 118/72" }));
  await test.sees("and why", page.getByText("name: on the list of this case"));
  test.same("marked where it is typed", await page.locator("mark").count(), 2);
  await shot(nurse, "desk-preview");
  await page.getByLabel("Who speaks").selectOption("anaesthetist");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  test.same("the field is empty again", await text.inputValue(), "");
  await test.sees("on its way as readers will have it", page.locator(".way-text", { hasText: "[PATIENT] asleep" }));
});

await test.part("the look of it", async () => {
  await surgeon.go(address);
  await advocate.go(address);
  await surgeon.page.locator(".hero").waitFor();
  await advocate.page.locator(".hero").waitFor();
  await shot(surgeon, "desk-dark");
  await shot(advocate, "desk-phone-id", { fullPage: true });
  await shot(advocate, "desk-phone-id-top");
  await surgeon.go(`${address}/wall`);
  await surgeon.page.locator(".wall").waitFor();
  await shot(surgeon, "wall-dark");
  await nurse.page.setViewportSize({ width: 3840, height: 2160 });
  await nurse.page.goto(nurse.page.url() + "/wall");
  await nurse.page.locator(".wall").waitFor();
  await shot(nurse, "wall-4k");
  await nurse.page.setViewportSize({ width: 1280, height: 800 });
});

await test.end();
