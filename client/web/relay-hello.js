// SPDX-License-Identifier: MIT
//
// Who is who: invites, the proofs of a device and of its relay
// (relay/proto/PROTOCOL.md, 2), enrolment. A part of relay.js, which
// gives out what others need of it.

import { b64u, fields, randomNonce, unb64u, verify } from "./proof.js";

export const SUBPROTOCOL = "scrubrelay.v1";

// A handshake that hangs is given up after so many milliseconds.
export const HELLO_MS = 15000;

/** A refusal. code: of PROTOCOL 8, or "away": the connection went before the answer. */
export class RelayError extends Error {
  constructor(code, message, { retryMs, draft } = {}) {
    super(message || code);
    this.name = "RelayError";
    this.code = code;
    this.retryMs = retryMs;
    this.draft = draft;
  }
}

// Nobody is turned away for longer without being asked again; a timer of more
// than 2^31 ms would ring at once.
const RETRY_MOST_MS = 3600000;

const whole = (n, least = 0) => Number.isSafeInteger(n) && n >= least;
const word = (s) => (typeof s === "string" ? s : undefined);

/** The refusal in an error message; a code or a wait that makes no sense is none. */
export const errorOf = (m) => new RelayError(word(m.code) ?? "bad-request", word(m.message), {
  retryMs: whole(m.retry_ms, 1) ? Math.min(m.retry_ms, RETRY_MOST_MS) : undefined,
  draft: word(m.draft),
});
export const away = () => new RelayError("away", "There is no connection to the relay.");

/**
 * An invite as it was handed over: the bare text, or a link with it behind #.
 * { relay, code }; throws RelayError "bad-invite".
 */
export async function parseInvite(text) {
  const bare = String(text).replace(/\s+/g, "").replace(/^.*#/, "");
  const found = /^sr1\.([A-Za-z0-9_-]{43})\.([a-z2-7]{5}(?:-[a-z2-7]{5}){3})$/.exec(bare);
  if (!found) throw new RelayError("bad-invite", "This is no invite of scrubrelay.");
  return { relay: found[1], code: found[2] };
}

/** The first message of a conversation: { op, ... }, signed. */
export async function proofMessage(purpose, { challenge, relay, device, last, sign }) {
  const nonce = randomNonce();
  const signed = fields(purpose, relay, unb64u(challenge.nonce), nonce, device, last);
  return { nonce, proof: { device: b64u(device), nonce: b64u(nonce), signature: b64u(await sign(signed)) } };
}

/** Is the welcome signed by the relay that this device knows? */
export async function isWelcomeOf(message, { challenge, relay, device, nonce }) {
  if (typeof message.account !== "string" || typeof message.signature !== "string") return false;
  const signed = fields("scrubrelay.v1/welcome", relay, unb64u(challenge.nonce), nonce, device, message.account);
  return verify(relay, unb64u(message.signature), signed);
}

/** The message of a frame; throws where there is none. */
export function parse(data) {
  const message = JSON.parse(data);
  if (typeof message !== "object" || message === null || typeof message.op !== "string")
    throw new Error("no message");
  return message;
}

const maybe = (v, is) => v === undefined || is(v);
const isText = (v) => typeof v === "string";
const rowsOf = (v, is) => Array.isArray(v) && v.every((row) => typeof row === "object" && row !== null && is(row));

/** Is the entry one that can be shown? Fields that nobody knows yet may be anything. */
export const isEntry = (e) => whole(e.number, 1) && whole(e.t_ms) && isText(e.kind) &&
  ["part", "step", "text", "lang"].every((name) => maybe(e[name], isText)) &&
  ["refers", "question"].every((name) => maybe(e[name], whole)) &&
  maybe(e.citations, (v) => rowsOf(v, (c) => isText(c.type) && isText(c.id))) &&
  maybe(e.tally, (v) => rowsOf(v, (t) => whole(t.votes)));

/** The number that reading begins with; what is none ends the conversation. */
export function beginning(from) {
  if (!whole(from, 1)) throw new RelayError("protocol");
  return from;
}

/** Roles of a welcome. */
export const rolesOf = (v) => (Array.isArray(v) ? v.filter(isText) : []);

/**
 * Enrols this device: keys is an Ed25519 CryptoKeyPair, invite of
 * parseInvite(), label the person's word for the device. Resolves with
 * { account, roles, relay, publicKey }; the caller keeps the keys.
 */
export async function enrol({ url, invite, label, lang, keys, WebSocket = globalThis.WebSocket }) {
  const device = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const relay = unb64u(invite.relay);
  const sign = async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, bytes));
  const ws = new WebSocket(url, SUBPROTOCOL);
  let challenge;
  let nonce;

  const answer = async (message) => {
    if (!challenge) {
      if (message.op !== "challenge" || message.relay !== invite.relay)
        throw new RelayError("impostor", "This is not the relay that the invite is for.");
      challenge = message;
      const made = await proofMessage("scrubrelay.v1/enrol", {
        challenge, relay, device, last: invite.code, sign });
      ({ nonce } = made);
      ws.send(JSON.stringify({ op: "enrol", seq: 1, code: invite.code, label, ...made.proof, ...(lang && { lang }) }));
      return null;
    }
    if (message.op === "error") throw errorOf(message);
    if (message.op !== "welcome") return null;
    if (!(await isWelcomeOf(message, { challenge, relay, device, nonce })))
      throw new RelayError("impostor", "This is not the relay that the invite is for.");
    return { account: message.account, roles: rolesOf(message.roles), relay: invite.relay, publicKey: b64u(device) };
  };

  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(away()), HELLO_MS);
      const done = (settle, value) => {
        clearTimeout(timer);
        settle(value);
      };
      let queue = Promise.resolve();
      ws.onmessage = ({ data }) => {
        queue = queue
          .then(() => answer(parse(data)))
          .then((made) => made && done(resolve, made), (err) => done(reject, err));
      };
      ws.onerror = () => {};
      ws.onclose = () => queue.then(() => done(reject, away()));
    });
  } finally {
    ws.close();
  }
}
