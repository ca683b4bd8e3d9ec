// SPDX-License-Identifier: MIT
//
// Bytes and signatures of scrubrelay.v1 (PROTOCOL.md, 2.1), by WebCrypto.
// relay.js proves with it, audit.js checks the audit log.

// Node before 19 has it only there.
globalThis.crypto ??= (await import("node:crypto")).webcrypto;

const encoder = new TextEncoder();

/** base64url without padding, as every key, nonce and signature travels. */
export function b64u(bytes) {
  const text = Array.from(bytes, (b) => String.fromCharCode(b)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The other way; throws what atob() throws. */
export function unb64u(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    whole.set(p, at);
    at += p.length;
  }
  return whole;
}

/** Each part as two bytes of length, big-endian, and its bytes. */
export function fields(...parts) {
  return concat(...parts.flatMap((p) => {
    const bytes = typeof p === "string" ? encoder.encode(p) : p;
    return [Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes];
  }));
}

export const randomNonce = () => crypto.getRandomValues(new Uint8Array(32));

/** Ed25519, by the raw public key. */
export async function verify(key, signature, bytes) {
  const name = { name: "Ed25519" };
  const k = await crypto.subtle.importKey("raw", key, name, false, ["verify"]);
  return crypto.subtle.verify(name, k, signature, bytes);
}
