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

/** The refusal in an error message. */
export const errorOf = (m) => new RelayError(m.code, m.message, { retryMs: m.retry_ms, draft: m.draft });
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
    return { account: message.account, roles: message.roles, relay: invite.relay, publicKey: b64u(device) };
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
