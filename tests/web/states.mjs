// SPDX-License-Identifier: MIT
//
// Every page and state there is, one after another, on a relay with the
// people of web.sh's web_scene_people. shots.mjs takes pictures of them,
// access.mjs looks whether everybody can use them.
import { actor, firstHalf, open, secondHalf, waiting } from "./scene.mjs";

export const ALL = ["desktop", "dark", "id", "zoomed", "phone", "phone-dark", "phone-id", "small"];
export const FEW = ["desktop", "phone-id"];
const MOST = ["desktop", "dark", "phone", "phone-id"];

const heading = (person) => person.page.getByRole("heading", { level: 1 }).first().waitFor();
const connected = async (person) => {
  await person.page.locator("html[data-connection=up]").waitFor({ state: "attached" });
  await heading(person);
};

/**
 * Calls look({ title, who, path, views, ready }) for each state while it
 * lasts. who: an account, or "guest"; ready(person): waits until it is there,
 * and does what leads to it.
 */
export async function everyState(test, look) {
  // ---- before anything is open ----
  await look({ title: "enrol", who: "guest", path: "/", views: ALL, ready: heading });
  await look({ title: "enrol refused", who: "guest", path: "/", views: FEW, ready: async (p) => {
    await p.page.getByLabel(/^(Invite|Undangan)$/).fill("sr1.AAAA");
    await p.page.getByRole("button", { name: /Enrol|Daftar/ }).click();
    await p.page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
  } });
  await look({ title: "home empty", who: "student", path: "/", views: FEW, ready: connected });

  // ---- an operation, half way ----
  const people = {};
  for (const name of ["nurse", "moderator", "surgeon", "student", "colleague", "educator"]) people[name] = await actor(test, name);
  const id = await open(people.nurse);
  await firstHalf(people, id);
  await waiting(people, id);

  await look({ title: "home staff", who: "nurse", path: "/", views: ALL, ready: connected });
  await look({ title: "home student", who: "student", path: "/", views: MOST, ready: connected });
}
