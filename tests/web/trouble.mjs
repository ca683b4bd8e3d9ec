// SPDX-License-Identifier: MIT
//
// What goes wrong around a page (tests/e2e/89-web-trouble.sh): the relay is
// upgraded while it is open, a part of it does not come, a tap finds no
// network. Each is said where it is seen and heard, and nothing is lost.
import { Test } from "./harness.mjs";
import { actor, milestone, open, say } from "./scene.mjs";

const test = await Test.begin("trouble");
/** What a browser says about an answer that is no 200. */
const REFUSED = [/^404 for /, /Failed to load resource/, /net::ERR_/, /WebSocket connection to/, /Failed to fetch/];
const OLDER = "The relay was upgraded; this page is the one from before. Load it again soon.";

const hand = await actor(test, "nurse");
const heron = await open(hand);
await milestone(hand, heron, "patient-in-room");
await say(hand, heron, "surgeon", "Liver smooth, no ascites");

/** From now on the relay serves pages with other scripts, and the old ones no more. */
async function upgrade(person) {
  await person.context.route("**/p/**", (route) => route.fulfill({ status: 404, body: "" }));
  await person.context.route(/\/(staff|read|archive)?$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/\/p\/(\w+)-/g, "/p/$1-NEW") });
  });
}

async function fits(what, person) {
  const found = await person.axe();
  test.ok(`${what}: WCAG 2.2 AA`, found.length === 0, found.join("\n"));
  await person.page.setViewportSize({ width: 320, height: 640 });
  test.same(`${what}: nothing to scroll sideways at 320 px`, await person.overflow(), 0);
  await person.page.setViewportSize({ width: 1280, height: 800 });
}

const educator = await test.person("educator");
const nurse = await test.person("nurse");
const student = await test.person("student", { cable: true });
for (const person of [educator, nurse, student]) await person.enrol();

await test.part("a tap without a network is not lost in silence", async () => {
  await student.go(`/read#${heron}`);
  const more = student.page.getByRole("article").filter({ hasText: "no ascites" }).getByRole("button", { name: "What to do with this update" });
  const understood = student.page.getByRole("button", { name: "Understood" });
  await more.click();
  await student.lose();
  await student.page.locator("html[data-connection=away]").waitFor({ state: "attached" });
  await understood.click();
  await test.sees("seen and heard", student.page.getByRole("alert").filter({ hasText: "There is no connection." }));
  await fits("without a network", student);
  await student.regain();
  await student.page.locator("html[data-connection=up]").waitFor({ state: "attached" });
  await understood.click();
  await test.sees("then it counts", student.text("Told to the team, without your name."));
  test.same("and nothing is complained about any more", await student.text("There is no connection.").filter({ visible: true }).count(), 0);
});

await test.part("the relay is upgraded while pages are open", async () => {
  const ahead = educator.page.waitForResponse(/\/p\/export-/);
  await educator.go("/archive");
  await (await ahead).finished();
  await nurse.go(`/staff#${heron}`);
  await nurse.page.locator("#draft").fill("Clip on the artery");
  for (const person of [educator, nurse]) {
    person.expectAway();
    await upgrade(person);
  }
  await test.relay("restart");
  for (const person of [educator, nurse])
    await test.sees(`${person.name} is told`, person.page.getByRole("status").filter({ hasText: OLDER }));
  await fits("a page that is older", educator);

  await nurse.button("Load the page again").click();
  await test.sees("what was typed is not thrown away", nurse.text(/Something here was not sent yet/));
  test.same("and is still there", await nurse.page.locator("#draft").inputValue(), "Clip on the artery");

  await educator.page.evaluate((id) => (location.hash = id), heron);
  await test.sees("what it needs was fetched before", educator.page.locator(".player"));
  await educator.context.unrouteAll();
  await educator.button("Load the page again").click();
  await test.sees("loaded again, it is the new one", educator.page.locator(".player"));
  test.same("and says no more", await educator.text(OLDER).filter({ visible: true }).count(), 0);
});

await test.part("what the relay would refuse is not offered", async () => {
  // It waits for its list of names after the restart.
  await student.go(`/read#${heron}`);
  await test.sees("it is said", student.text("The broadcast is paused."));
  test.same("nothing can be asked", await student.button("Ask").filter({ visible: true }).count(), 0);
});

await test.part("a part that does not come", async () => {
  await student.allowing(REFUSED, async () => {
    await student.page.route("**/p/read-choose-*", (route) => route.abort());
    await student.go(`/read#${heron}`);
    await test.sees("the rest works", student.page.locator("[role=feed] article"));
    await student.page.evaluate(() => (location.hash = ""));
    await test.sees("it is said", student.text("A part of this page could not be loaded."));
    await fits("without a part", student);
    await student.page.unrouteAll();
    for (const path of ["/", "/read"]) {
      await student.page.route("**/p/templates-*", (route) => route.abort());
      await student.go(path);
      await test.sees(`${path} cannot be without a part: it is said`, student.text("A part of this page could not be loaded."));
      await student.page.unrouteAll();
      await student.button("Load the page again").click();
      await test.sees(`${path}: tried again`, student.page.getByText("blue heron").first());
    }
    await student.page.route(/\/p\/read-[^-]+\.js$/, (route) => route.abort());
    await student.go("/read");
    await test.sees("a page without its script says so", student.text(/could not be loaded whole/));
    await test.sees("in both languages", student.text(/tidak termuat seluruhnya/));
    await fits("without its script", student);
    await student.page.unrouteAll();
    await student.page.getByRole("link", { name: /Load the page again/ }).click();
    await test.sees("and can be loaded again", student.page.getByRole("heading", { name: "Procedures to read" }));
  });
});

hand.stop();
await test.end();
