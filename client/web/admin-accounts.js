// SPDX-License-Identifier: MIT
//
// Accounts: find, add, invite, roles, devices, revoke. What is about one
// account stands in a dialog of its own.

import { ROLES, duration, number, roleWords } from "./admin-words.js";
import { qrSvg } from "./qr.js";
import { announce, confirmHold, faultWords, h, tr } from "./ui.js";

const SHOWN = 200;

/** All accounts, page after page. */
async function listAll(relay) {
  const { accounts } = await relay.list("user.list", "accounts", {}, (rows) => rows.at(-1).account);
  return accounts;
}

/** A dialog with a title and a way out; gone from the page when it closes. */
function openDialog(title, onClose, ...children) {
  const dialog = h("dialog", { class: "account-dialog", "aria-labelledby": "dialog-title" },
    h("div", { class: "title-row" }, h("h2", { id: "dialog-title" }, title),
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, tr("Close"))),
    ...children);
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function roleBoxes(chosen) {
  const boxes = ROLES.map((role) => {
    const [name, what] = roleWords(role);
    const box = h("input", { type: "checkbox", value: role, checked: chosen.includes(role) });
    return { box, element: h("label", { class: "choice role" }, box, h("span", {}, name, h("span", { class: "hint" }, what))) };
  });
  return {
    element: h("fieldset", {}, h("legend", {}, tr("Roles")), h("div", { class: "role-boxes" }, boxes.map((b) => b.element))),
    get roles() { return boxes.filter((b) => b.box.checked).map((b) => b.box.value); },
  };
}

/** An invite, shown this once: a link to copy. */
function invitePanel(account, invite) {
  const link = h("input", { class: "mono", readonly: true, id: "invite-link", value: `${location.origin}/#${invite}` });
  const said = h("p", { class: "hint", role: "status" });
  const code = qrSvg(link.value);
  code?.setAttribute("role", "img");
  code?.setAttribute("aria-label", tr("The link as a QR code"));
  link.addEventListener("focus", () => link.select());
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.value);
      said.textContent = tr("Copied.");
    } catch {
      link.select();
      said.textContent = tr("Copy it by hand: it is selected.");
    }
  };
  return h("div", { class: "invite" },
    h("h3", {}, tr("Invite for %s", account)),
    h("p", {}, tr("Give this link to that person and to nobody else. It enrols one device, once, and is good for a day unless your relay's settings say otherwise. It is not shown again.")),
    h("label", { for: "invite-link" }, tr("Link")), link,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", onclick: copy }, tr("Copy the link"))), said,
    code ? h("figure", { class: "code" }, code, h("figcaption", { class: "hint" }, tr("Or let the phone's camera look at this."))) : null);
}

/** Runs one request; its refusal is shown in `fault`. */
async function trying(fault, work) {
  fault.textContent = "";
  try {
    await work();
  } catch (err) {
    fault.textContent = faultWords(err);
  }
}

const NAME = /^[a-z0-9][a-z0-9._-]*$/;

function addDialog(relay, changed) {
  const name = h("input", { id: "add-name", maxlength: "64", autocomplete: "off", spellcheck: "false", autocapitalize: "off",
    "aria-describedby": "add-name-hint add-name-fault" });
  const wrong = h("p", { class: "fault", role: "alert", id: "add-name-fault" });
  const roles = roleBoxes([]);
  const fault = h("p", { class: "fault", role: "alert" });
  const form = h("form", { autocomplete: "off" },
    h("div", { class: "field" }, h("label", { for: "add-name" }, tr("Name of the account")), name,
      h("p", { class: "hint", id: "add-name-hint" }, tr("Small letters, digits, dots and hyphens. It stands in the audit log.")), wrong),
    roles.element, fault,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, tr("Add and invite"))));
  const dialog = openDialog(tr("Add an account"), changed, form);
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    // Said by the page: a browser's own bubble speaks the browser's language.
    const fits = NAME.test(name.value);
    name.setAttribute("aria-invalid", String(!fits));
    wrong.textContent = fits ? "" : tr("Not a name for an account: write it like ward-3.nurse.");
    if (!fits) {
      name.focus();
      return;
    }
    if (roles.roles.length === 0) {
      fault.textContent = tr("Choose at least one role.");
      return;
    }
    trying(fault, async () => {
      const { invite } = await relay.request("user.add", { account: name.value, roles: roles.roles });
      form.replaceWith(invitePanel(name.value, invite));
      dialog.querySelector("#invite-link").focus();
    });
  });
  name.focus();
}

function deviceRow(relay, identity, account, d, again) {
  const mine = d.device === identity.publicKey;
  const state = d.revoked ? ["bad", tr("revoked")] : d.connections > 0 ? ["good", tr("connected now")] : ["", null];
  const seen = d.seen_ms === undefined ? tr("not seen yet") : tr("seen %s ago", duration(d.seen_ms));
  const fault = h("p", { class: "fault", role: "alert" });
  const revoke = h("button", { type: "button", class: "danger" }, tr("Revoke: hold"));
  confirmHold(revoke, 1000, () => trying(fault, async () => {
    await relay.request("user.revoke", { account, device: d.device });
    announce(tr("That device is revoked; its connections are closed."));
    again();
  }));
  return h("li", { class: "device-row" },
    h("div", {}, h("strong", {}, d.label ?? tr("without a name")), " ",
      h("span", { class: `badge ${state[0]}` }, state[1] ?? seen), mine ? h("span", { class: "badge" }, tr("this device")) : null,
      h("p", { class: "hint mono" }, d.device), fault),
    d.revoked || mine ? null : revoke);
}

function accountDialog({ relay, identity }, row, changed) {
  const me = row.account === relay.account;
  const roles = roleBoxes(row.roles);
  const fault = h("p", { class: "fault", role: "alert" });
  const said = h("p", { class: "hint", role: "status" });
  const devices = h("ul", { class: "devices" });
  const invited = h("div", {});
  const save = () => trying(fault, async () => {
    await relay.request("user.grant", { account: row.account, roles: roles.roles });
    said.textContent = tr("Saved; it holds at once.");
  });
  const invite = () => trying(fault, async () => {
    const answer = await relay.request("user.invite", { account: row.account });
    invited.replaceChildren(invitePanel(row.account, answer.invite));
    invited.querySelector("input").focus();
  });
  const list = () => trying(fault, async () => {
    const answer = await relay.request("user.devices", { account: row.account });
    devices.replaceChildren(...answer.devices.map((d) => deviceRow(relay, identity, row.account, d, list)));
    if (answer.devices.length === 0) devices.replaceChildren(h("li", { class: "muted" }, tr("No device is enrolled yet.")));
  });
  const revoke = h("button", { type: "button", class: "stop" }, tr("Revoke the account: hold"));
  const dialog = openDialog(row.account, changed,
    row.revoked ? h("p", { class: "warn" }, tr("This account is revoked. It keeps its name and cannot be brought back.")) : null,
    row.revoked ? null : [roles.element,
      me ? h("p", { class: "hint" }, tr("This is your own account: who takes away his own role of administrator cannot give it back.")) : null,
      h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", onclick: save }, tr("Save the roles")),
        h("button", { type: "button", onclick: invite }, tr("Invite one more device"))), said, invited],
    fault,
    h("h3", {}, tr("Devices")), devices,
    row.revoked || me ? null : h("div", { class: "last" }, revoke,
      h("p", { class: "hint" }, tr("Ends the account for good and closes its connections at once."))));
  confirmHold(revoke, 1500, () => trying(fault, async () => {
    await relay.request("user.revoke", { account: row.account });
    announce(tr("%s is revoked.", row.account));
    dialog.close();
  }));
  list();
}

export function showAccounts(context) {
  const { room, relay } = context;
  const search = h("input", { type: "search", id: "account-search", autocomplete: "off", spellcheck: "false" });
  const rows = h("ul", { class: "accounts" });
  const said = h("p", { class: "hint", role: "status" });
  const fault = h("p", { class: "fault", role: "alert" });
  let all = [];

  function draw() {
    const want = search.value.trim().toLowerCase();
    const found = all.filter((a) => !want || a.account.includes(want) ||
      a.roles.some((r) => r.includes(want) || roleWords(r)[0].toLowerCase().includes(want)));
    rows.replaceChildren(...found.slice(0, SHOWN).map((a) => h("li", { class: a.revoked ? "account revoked" : "account" },
      h("button", { type: "button", class: "account-name", onclick: () => accountDialog(context, a, load) }, a.account),
      h("span", { class: "roles" }, a.revoked ? h("span", { class: "badge bad" }, tr("revoked"))
        : a.roles.map((r) => h("span", { class: "badge" }, roleWords(r)[0]))),
      h("span", { class: "muted" }, a.devices === 1 ? tr("1 device") : tr("%s devices", number(a.devices))))));
    said.textContent = found.length > SHOWN
      ? tr("%s of %s accounts. Search to find others.", number(SHOWN), number(found.length))
      : tr("%s accounts.", number(found.length));
  }
  const load = () => trying(fault, async () => {
    all = await listAll(relay);
    draw();
  });

  search.addEventListener("input", draw);
  room.append(
    h("div", { class: "title-row" }, h("h2", {}, tr("Accounts")),
      h("button", { type: "button", class: "primary", onclick: () => addDialog(relay, load) }, tr("Add an account"))),
    h("div", { class: "tools" }, h("div", { class: "grow" }, h("label", { for: "account-search" }, tr("Search by name or role")), search)),
    fault, rows, said);
  load();
}
