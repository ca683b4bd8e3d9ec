// SPDX-License-Identifier: MIT
//
// Enrolment by links, the start page, and the administrators' page: accounts,
// devices, the audit log, health. Run by tests/e2e/86-web-admin.sh.
import { Test } from "./harness.mjs";

const test = await Test.begin("admin");
const ada = await test.person("ada");
const phone = await test.person("rafi", { phone: true, lang: "id", dark: true });
const thief = await test.person("rafi");
const looks = async (who, what) => {
  for (const fault of await who.axe()) test.ok(`${what}: WCAG 2.2 AA`, false, fault);
  test.same(`${what}: nothing is beyond the edge`, await who.overflow(), 0);
};
let link = "";

await test.part("what is no invite is told, and sent to nobody", async () => {
  const { page } = thief;
  await thief.go("/");
  await test.sees("it asks for an invite", page.getByRole("heading", { name: "Enrol this device", level: 1 }));
  await looks(thief, "enrolment");
  for (const [text, says] of [
    ["sr1.half", "This is no invite."],
    [`sr1.${"A".repeat(43)}.abcde-fghij-klmno-pqrst`, "This invite is for another relay. Nothing was sent."],
  ]) {
    await page.getByLabel("Invite").fill(text);
    await page.getByRole("button", { name: "Enrol this device" }).click();
    await test.sees(says, page.getByRole("alert").filter({ hasText: says }));
  }
});

await test.part("an administrator enrols", async () => {
  await ada.enrol();
  test.same("the code is out of the address", new URL(ada.page.url()).hash, "");
  test.same("and nothing is in the browser's store of settings but settings",
    await ada.page.evaluate(() => Object.keys(localStorage).filter((k) => !/^scrubrelay\.(lang|theme|enrolled)$/.test(k)).join()), "");
  test.same("no cookie", (await ada.context.cookies()).length, 0);
  await test.sees("home", ada.page.getByText("Enrolled as ada."));
  await looks(ada, "home");
});

await test.part("an account, its link and its code", async () => {
  const { page } = ada;
  await ada.go("/admin");
  await page.getByRole("button", { name: "Add an account" }).click();
  await page.getByLabel("Name of the account").fill("Rafi Adams");
  await page.getByRole("button", { name: "Add and invite" }).click();
  await test.sees("the page itself says how names are written", page.getByText("Not a name for an account: write it like ward-3.nurse."));
  await page.getByLabel("Name of the account").fill("rafi");
  await page.getByRole("button", { name: "Add and invite" }).click();
  await test.sees("a role is needed", page.getByText("Choose at least one role."));
  await page.getByRole("checkbox", { name: /^Student/ }).check();
  await looks(ada, "adding");
  await page.getByRole("button", { name: "Add and invite" }).click();
  link = await page.getByLabel("Link", { exact: true }).inputValue();
  test.ok("a link to this relay with the invite behind #", link.startsWith(`${ada.origin}/#sr1.`));
  await test.sees("for a camera, too", page.getByRole("img", { name: "The link as a QR code" }));
  await looks(ada, "an invite");
  await page.getByRole("button", { name: "Close" }).click();
  await test.sees("it is in the list", page.getByRole("button", { name: "rafi" }));
  test.ok("the invite is nowhere any more", !(await page.content()).includes(link.split(".").at(-1)));
  await looks(ada, "accounts");
  await page.getByLabel("Search by name or role").fill("poster");
  await test.gone("search by role", page.getByRole("button", { name: "rafi" }));
  await page.getByLabel("Search by name or role").fill("");
});

await test.part("one device by it, once", async () => {
  await phone.enrol(link.split("#")[1]);
  await test.sees("in its language", phone.page.getByText("Terdaftar sebagai rafi."));
  await looks(phone, "home on a phone");
  await thief.enrol(link.split("#")[1]).catch(() => {});
  await test.sees("a stolen link comes too late", thief.page.getByText("The relay does not take this invite: it was used already"));
  await phone.go("/admin");
  await test.sees("it is no administrator", phone.page.getByRole("heading", { name: "Halaman ini bukan untuk akun Anda." }));
});

await test.part("the audit log is checked here", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: "Audit log" }).click();
  await test.sees("whole and signed", page.getByText(/^All \d+ lines are there and unchanged, and the relay signed them up to line \d+\.$/));
  await test.sees("who did what", page.getByRole("row", { name: /ada Made an account rafi: Student/ }));
  await page.getByLabel("Only what may need a look").check();
  await test.sees("the stolen link is in it", page.getByRole("row", { name: /A proof was not accepted/ }));
  await test.gone("and the rest is not", page.getByRole("row", { name: /Made an account/ }));
  await looks(ada, "audit log");
});

await test.part("health at a glance", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: "Health" }).click();
  await test.sees("in plain words", page.getByText("All is well: the relay takes entries and sends them."));
  await test.sees("with numbers", page.getByRole("heading", { name: "On disk after" }));
  await looks(ada, "health");
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await test.sees("in Indonesian", page.getByText("Semua baik: relay menerima entri dan mengirimkannya."));
  await looks(ada, "health in Indonesian");
  await page.getByRole("button", { name: "English" }).click();
});

await test.part("roles, and one more device", async () => {
  const { page } = ada;
  await page.getByRole("link", { name: "Accounts" }).click();
  await page.getByRole("button", { name: "rafi" }).click();
  await test.sees("its device is here", page.getByText("connected now"));
  await page.getByRole("checkbox", { name: /^Educator/ }).check();
  await page.getByRole("button", { name: "Save the roles" }).click();
  await test.sees("it holds", page.getByText("Saved; it holds at once."));
  await looks(ada, "an account");
  await page.getByRole("button", { name: "Invite one more device" }).click();
  await test.sees("another link", page.getByLabel("Link", { exact: true }));
});

await test.part("a device is revoked by keyboard, and its open tab ends", async () => {
  const { page } = ada;
  const revoke = page.getByRole("button", { name: "Revoke: hold" });
  await phone.go("/");
  await test.sees("it stands", phone.page.getByText("Terdaftar sebagai rafi."));
  await revoke.focus();
  await page.keyboard.press("Enter");
  await test.sees("one press is not enough", page.locator("button.armed"));
  await page.keyboard.press("Enter");
  await test.sees("it is revoked", page.locator(".device-row").getByText("revoked"));
  await test.sees("the old tab says so", phone.page.getByText("Perangkat ini telah dicabut."));
  await phone.page.reload();
  await test.sees("and does not come in again", phone.page.getByText("Relay tidak mengenal perangkat ini."));
  await looks(phone, "a revoked device");
  await phone.page.getByRole("button", { name: "Daftarkan ulang" }).click();
  await test.sees("a new invite can be given", phone.page.getByRole("heading", { name: "Daftarkan perangkat ini" }));
});

await test.part("signing out destroys the key", async () => {
  const { page } = ada;
  await ada.go("/");
  const out = page.getByRole("button", { name: "Sign out: hold for one second" });
  await out.click();
  await test.sees("a click does nothing", page.getByText("Enrolled as ada."));
  await ada.hold(out, () => page.getByRole("heading", { name: "Enrol this device" }).waitFor());
  test.same("no key is left", await page.evaluate(() => new Promise((resolve) => {
    const asked = indexedDB.open("scrubrelay");
    asked.onsuccess = () => {
      const keys = asked.result.transaction("identity").objectStore("identity").getAllKeys();
      keys.onsuccess = () => resolve(keys.result.filter((k) => k === "me").length);
    };
  })), 0);
});

await test.end();
