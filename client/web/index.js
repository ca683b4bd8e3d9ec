// SPDX-License-Identifier: MIT
//
// The start page: enrols this browser by an invite, then lists the
// procedures that its account may read or work in (home.js).

import { DeviceError, load, newKeys, probe, save } from "./device.js";
import { connect, relayUrl, waitingWords, whenUp } from "./boot.js";
import { showHome } from "./home.js";
import { ahead } from "./later.js";
import { enrol, parseInvite } from "./relay.js";
import { announce, h, lang, onLang, pageHeader, templates, tr } from "./ui.js";

const main = document.querySelector("main");

/** What the device is likely to be called; a person may write something else. */
function guessLabel() {
  const agent = navigator.userAgent;
  const system = [[/iPad/, "iPad"], [/iPhone/, "iPhone"], [/Android/, "Android"], [/Windows/, "Windows"],
    [/Mac OS/, "Mac"], [/CrOS/, "Chromebook"], [/Linux/, "Linux"]].find(([r]) => r.test(agent));
  const browser = [[/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/Chrom(e|ium)\//, "Chrome"], [/Safari\//, "Safari"]]
    .find(([r]) => r.test(agent));
  return [browser?.[1], system?.[1]].filter(Boolean).join(", ");
}

const REFUSED = {
  "bad-invite": () => tr("This is no invite. An invite begins with sr1 and is handed over by an administrator."),
  "not-proved": () => tr("The relay does not take this invite: it was used already, is too old, or a newer one was made. Ask for a new one."),
  "impostor": () => tr("This invite is for another relay. Nothing was sent."),
  "limit": () => tr("Too many attempts, or this account has 16 devices already. Wait a minute, or ask an administrator to revoke a device."),
  "away": () => tr("There is no connection to the relay."),
};

/** The text of an invite behind #, taken out of the address at once. */
function takeFragment() {
  let text = location.hash.slice(1);
  try {
    text = decodeURIComponent(text);
  } catch {
    // A % that means nothing stays one: it is no invite either way.
  }
  if (text) history.replaceState(null, "", location.pathname);
  return text;
}

/** Enrols; resolves with the identity. */
async function enrolHere(text, label) {
  const invite = await parseInvite(text);
  const keys = await newKeys();
  await probe(keys);
  const made = await enrol({ url: relayUrl(), invite, label, lang: lang(), keys });
  await save({ ...made, label, keys });
}

function field(id, name, input, hint) {
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return h("div", { class: "field" }, h("label", { for: id }, name), input,
    hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null);
}

/** The form of a browser that is not enrolled yet, or invited anew. */
function showEnrol(header, invited, known) {
  const invite = h("input", { class: "mono", name: "invite", value: invited, autocomplete: "off", spellcheck: "false",
    autocapitalize: "off", required: true });
  const label = h("input", { name: "label", value: guessLabel(), maxlength: "64", autocomplete: "off", spellcheck: "false" });
  const fault = h("p", { class: "fault", role: "alert" });
  let busy = false;

  const submit = async (e) => {
    e.preventDefault();
    if (busy) return;
    busy = true;
    fault.textContent = "";
    try {
      await enrolHere(invite.value, label.value.trim() || "browser");
      await begin(header);
      announce(tr("This device is enrolled."));
    } catch (err) {
      fault.textContent = err instanceof DeviceError ? err.message : REFUSED[err.code]?.() ?? err.message;
    } finally {
      busy = false;
    }
  };
  const draw = () => {
    main.replaceChildren(h("section", { class: "narrow" },
      h("h1", {}, tr("Enrol this device")),
      h("p", { class: "lead" },
        tr("With an invite this browser gets a key of its own. There is no password; the key stays in this browser and cannot be copied out of it.")),
      known ? h("p", { class: "note" }, tr("This browser is enrolled as %s. With a new invite it is enrolled anew.", known.account)) : null,
      h("form", { class: "card", onsubmit: submit, autocomplete: "off" },
        field("invite", tr("Invite"), invite, tr("As it was handed over; good once, and for a short time.")),
        field("label", tr("Name of this device"), label, tr("So that you find it in the list when you lose it.")),
        fault,
        h("div", { class: "buttons" },
          h("button", { class: "primary", type: "submit" }, tr("Enrol this device")),
          known ? h("button", { type: "button", onclick: () => begin(header) }, tr("Stay %s", known.account)) : null))));
  };
  draw();
  stopDrawing();
  stopDrawing = onLang(draw);
  (invited ? label : invite).focus();
}

let stopDrawing = () => {};

/** Home, if this browser is enrolled; else the form. */
async function begin(header) {
  const invited = takeFragment();
  let identity;
  try {
    identity = await load();
  } catch (err) {
    main.replaceChildren(h("section", { class: "card notice" }, h("h1", {}, tr("This page cannot work here.")), h("p", {}, err.message)));
    return;
  }
  if (invited || !identity) {
    showEnrol(header, invited, identity);
    return;
  }
  stopDrawing();
  main.replaceChildren();
  const relay = connect(identity, header);
  const still = waitingWords(relay);
  await whenUp(relay);
  still();
  showHome({ main, relay, identity });
}

const header = pageHeader({ title: () => tr("Procedures") });
addEventListener("hashchange", () => location.hash && location.reload());
begin(header);
// Somebody may look for the invite for an hour.
ahead(templates);
