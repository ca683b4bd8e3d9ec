// SPDX-License-Identifier: MIT
//
// A policy that holds in doubt: the page says so while it is typed, and a
// moderator decides. Run by tests/e2e/85-web-staff.sh.
import { Test } from "./harness.mjs";
import { actor, open } from "./scene.mjs";

const test = await Test.begin("staff-held");
const nurse = await test.person("tom");
const tom = await actor(test, "tom");
const judge = await actor(test, "judge");
const procedure = await open(tom, { delay_s: 0 });
const { page } = nurse;
const text = page.getByRole("textbox", { name: "Free text" });
const send = page.getByRole("button", { name: "Send", exact: true });
const held = async () => (await judge.request("held", { procedure })).drafts;

await test.part("what the filter would hold is not sent by itself", async () => {
  await nurse.enrol();
  await nurse.go(`/staff#${procedure}`);
  await text.fill("Zqwort on the table");
  await test.sees("it says so", page.getByText("The filter would hold this: it is not sure."));
  test.ok("Send is off", await send.isDisabled());
  await text.fill("Clip on");
  await page.locator("button.send:enabled").waitFor();
  await test.gone("and not any more when the words are plain", page.getByText("The filter would hold this"));
});

await test.part("a moderator decides", async () => {
  await text.fill("Zqwort on the table");
  await page.getByRole("button", { name: "Let a moderator decide" }).click();
  await test.sees("held, not sent", page.getByText("Held, not sent. A moderator decides."));
  const [draft] = await held();
  test.same("as it was typed, for the moderator's eyes", draft.text, "Zqwort on the table");
  await judge.request("decide", { procedure, held: draft.held, decision: "edit", text: "Clip on" });
  await test.sees("out", page.getByRole("region", { name: "What readers have" }).getByText("Clip on"));
});

await test.part("or rejects, and says why", async () => {
  await text.fill("Zqwort again");
  await page.getByRole("button", { name: "Let a moderator decide" }).click();
  await page.locator(".way-item").getByText("Held, not sent. A moderator decides.").waitFor();
  await test.sees("a screen reader says so", page.getByRole("status").filter({ hasText: "Free text: Held, not sent. A moderator decides." }));
  const [draft] = await held();
  await judge.request("decide", { procedure, held: draft.held, decision: "reject", reason: "Nobody knows that word" });
  await test.sees("with the reason", page.getByText("A moderator rejected it; it was not sent. Nobody knows that word"));
});

await test.part("held, and taken back", async () => {
  await text.fill("Zqwort once more");
  await page.getByRole("button", { name: "Let a moderator decide" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await test.sees("undone", page.getByText("Undone. Nobody was shown it."));
  test.same("nothing waits for the moderator", (await held()).length, 0);
});

tom.stop();
judge.stop();
await test.end();
