// SPDX-License-Identifier: MIT
//
// A site that filters at the source: what leaves the browser is looked at on
// the wire. Run by tests/e2e/85-web-staff.sh.
import { Test } from "./harness.mjs";

const test = await Test.begin("staff-source");
const nurse = await test.person("mira");
const second = await test.person("mira");
const sent = [];
for (const person of [nurse, second])
  person.page.on("websocket", (s) => s.on("framesent", ({ payload }) => sent.push(String(payload))));
const posts = () => sent.filter((m) => m.includes('"op":"post"'));
let address = "";

await test.part("a case with a list of names", async () => {
  const { page } = nurse;
  await nurse.enrol();
  await second.enrol();
  await nurse.go("/staff");
  await page.getByLabel("Reference of the consent").fill("C-7");
  await page.getByLabel("Students", { exact: true }).check();
  await page.getByLabel("Operation", { exact: true }).selectOption("appendectomy");
  for (const row of [0, 0]) await page.getByRole("group", { name: "Who takes part" }).getByRole("button", { name: "Take this row away" }).nth(row).click();
  const family = page.getByRole("group", { name: "Patient and family", exact: true });
  await family.getByLabel("Name", { exact: true }).first().fill("Rosalind Kettering");
  const ticks = page.getByRole("group", { name: "Before the first word" }).getByRole("checkbox");
  for (let i = 0; i < 6; i++) await ticks.nth(i).check();
  await page.getByRole("button", { name: "Open the procedure" }).click();
  await page.waitForURL(/#[0-9a-f]{32}$/);
  address = page.url().replace(/^[^#]*/, "/staff");
  await test.sees("it says what leaves, and what only the relay looks for",
    page.getByText("The relay looks again, also for what only your hospital looks for."));
});

await test.part("what is typed does not leave the device", async () => {
  const { page } = nurse;
  await page.getByRole("textbox", { name: "Free text" }).fill("Mrs Kettering asleep since Tuesday");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await test.sees("readers have it", page.getByRole("region", { name: "What readers have" }).getByText("[PATIENT] asleep since [DATE]"));
  test.same("one post", posts().length, 1);
  test.ok("masked on the wire", posts()[0].includes("Mrs [PATIENT] asleep since [DATE]"), posts()[0]);
  test.ok("nothing else says it", !posts().join("").includes("Kettering"));
  await test.sees("and the page counts what it masked", page.getByText("Out, 2 masked"));
});

await test.part("another device of hers has no list: no text leaves it", async () => {
  const { page } = second;
  await second.go(address);
  const text = page.getByRole("textbox", { name: "Free text" });
  await text.fill("Kettering stable");
  await test.sees("it says why", page.getByText("This hospital's texts are filtered on this device, which needs the list of this case."));
  test.ok("it cannot be sent", await page.getByRole("button", { name: "Send", exact: true }).isDisabled());
  await page.locator(".hero").click();
  await test.sees("milestones carry no text", page.getByRole("region", { name: "What readers have" }).getByText("Patient in the room"));
  const before = posts().length;
  await page.getByRole("region", { name: "The list of this case" }).getByLabel("Name", { exact: true }).first().fill("Rosalind Kettering");
  await page.getByRole("button", { name: "Filter with this list" }).click();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await test.sees("with the list it goes", page.getByRole("region", { name: "What readers have" }).getByText("[PATIENT] stable"));
  test.ok("masked, too", posts().slice(before).join("").includes("[PATIENT] stable") && !posts().join("").includes("Kettering"));
});

await test.end();
