// SPDX-License-Identifier: MIT
//
// Somebody comes late to a long procedure (tests/e2e/89-web-late.sh): the end
// is asked for before anything else, is there first, and the rest follows.
import { Test } from "./harness.mjs";
import { actor, milestone, open, say } from "./scene.mjs";

const ENTRIES = 150;
const test = await Test.begin("late");
const nurse = await actor(test, "nurse");
const surgeon = await actor(test, "surgeon");
const long = await open(nurse, { roster: undefined, people: [{ account: "surgeon", roles: ["surgeon"] }] });
await milestone(nurse, long, "incision");
await Promise.all(Array.from({ length: ENTRIES - 2 }, (_, i) => say(nurse, long, "surgeon", `Two clips on the artery (${i + 2})`)));
await say(nurse, long, "surgeon", "Bag out");
const short = await open(nurse, { roster: undefined, code_name: "green wren" });
await say(nurse, short, "surgeon", "Ports in");

const student = await test.person("student", { phone: true });
await student.enrol();

/** Operations that a page asks for, and the numbers of the entries it is told, in their order. */
function overhear(page) {
  const heard = [];
  page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => heard.push(`> ${JSON.parse(payload).op}`));
    socket.on("framereceived", ({ payload }) => {
      const { op, number, procedures, from } = JSON.parse(payload);
      heard.push(op === "entry" ? number : procedures ? "< procedures" : from ? `< from ${from}` : `< ${op}`);
    });
  });
  return heard;
}
const articles = student.page.getByRole("feed").getByRole("article");

await test.part("a long one", async () => {
  const heard = overhear(student.page);
  await student.go(`/read#${long}`);
  await test.sees("its end is seen", articles.filter({ hasText: "Bag out" }));
  await student.page.waitForFunction(() => document.querySelector("[role=feed] .row-time")?.textContent);
  const at = (what) => heard.indexOf(what);
  test.ok("it is asked for without waiting for another answer", at("> subscribe") > 0 && at("> subscribe") < at("< procedures"), heard.slice(0, 12));
  const numbers = heard.filter((one) => typeof one === "number");
  test.same("first the last ones, then all", JSON.stringify([numbers[0], numbers[59], numbers[60], numbers.at(-1), numbers.length]),
    JSON.stringify([ENTRIES - 59, ENTRIES, 1, ENTRIES, ENTRIES + 60]));
  await student.page.getByRole("feed").getByRole("article").last().press("Control+Home");
  await test.sees("the beginning is there", articles.filter({ hasText: "(2)" }));
});

await test.part("a short one, by the address of an open page", async () => {
  const sent = [];
  student.page.on("websocket", () => sent.push("anew"));
  await student.page.evaluate((id) => (location.hash = id), short);
  await test.sees("all of it", articles.filter({ hasText: "Ports in" }));
  await student.page.waitForFunction(() => document.querySelector("[role=feed] .row-time")?.textContent);
  test.same("over the connection that stands", sent.length, 0);
  await say(nurse, short, "surgeon", "Fundus up");
  await test.sees("and what comes", articles.filter({ hasText: "Fundus up" }));
});

await test.part("one that is stopped while it is looked for, and goes on", async () => {
  await surgeon.request("stop", { procedure: long, reason: "other" });
  await student.go(`/read#${long}`);
  await test.sees("it says so", student.text("The broadcast was stopped."));
  test.same("and shows nothing of it", await articles.count(), 0);
  await surgeon.request("resume", { procedure: long });
  await test.sees("it goes on whole", articles.filter({ hasText: "Bag out" }));
  await student.page.waitForFunction(() => document.querySelector("[role=feed] .row-time")?.textContent);
});

await test.part("one that is not there", async () => {
  await student.go(`/read#${"0".repeat(32)}`);
  await test.sees("the list", student.page.getByRole("heading", { name: "Procedures to read" }));
  await test.sees("with a word about it", student.page.getByRole("alert").filter({ hasText: "There is no such procedure for you." }));
});

for (const one of [nurse, surgeon]) one.stop();
await test.end();
