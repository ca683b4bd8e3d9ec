// SPDX-License-Identifier: MIT
//
// Checks the audit log as relay/AUDIT.md says: that no line was changed or is
// missing, and that the relay signed it. No DOM; admin-audit.js calls it, and
// its test in node.

import { concat, fields, unb64u, verify } from "./proof.js";

function number(n) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(n ?? 0));
  return bytes;
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, 16));
}

/** What a line's chain is the SHA-256 of. */
function hashed(before, line) {
  return concat(before, number(line.line), number(line.at_ms),
    fields(line.event ?? "", line.who ?? "", line.about ?? "", line.procedure ? unhex(line.procedure) : ""),
    number(line.entry), number(line.count), fields(line.err ?? ""));
}

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

/** Follows the log from line 1; relay: the relay's public key in base64url. */
export class AuditChain {
  #relay;
  #chain = new Uint8Array(32);
  #line = 0;
  #signed = 0;

  constructor(relay) {
    this.#relay = unb64u(relay);
  }

  /** Number of the last line that was followed, and of the last one signed. */
  get line() { return this.#line; }
  get signed() { return this.#signed; }

  /**
   * The next lines. null: all is well; or { line, why } of the first that is
   * not: "missing", "changed", "not-signed". Nothing behind it is followed.
   */
  async follow(lines) {
    for (const line of lines) {
      const next = this.#line + 1;
      if (line.line !== next) return { line: next, why: "missing" };
      const chain = new Uint8Array(await crypto.subtle.digest("SHA-256", hashed(this.#chain, line)));
      if (!same(chain, unb64u(line.chain))) return { line: next, why: "changed" };
      if (line.signature) {
        const signed = fields("scrubrelay.v1/audit", this.#relay, chain);
        if (!(await verify(this.#relay, unb64u(line.signature), signed))) return { line: next, why: "not-signed" };
        this.#signed = next;
      }
      this.#chain = chain;
      this.#line = next;
    }
    return null;
  }
}
