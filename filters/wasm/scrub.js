// SPDX-License-Identifier: MIT
//
// libscrub in a browser or in node: text in, text without identifiers out,
// before anything leaves the device. See filters/README.md, "WebAssembly".
//
//   const scrub = await load({ wasm, words });
//   const policy = scrub.policy("safe-harbor");
//   const one = scrub.newCase();
//   one.roster(json);
//   const made = one.scrub(policy, "Mr. Ruiz in", "en");
//   made.held ?? made.text        // never the draft
//   one.free();

// struct scrub_change, in words of 32 bits (pinned in exports.c).
const CHANGE = { size: 10, begin: 0, end: 1, label: 6, layer: 7, rule: 8, certainty: 9 };
const RESULT = { text: 0, len: 4, change: 8, count: 12, doubt: 16 };

// libc can print, so it asks for these; libscrub never prints.
const none = () => 52; // ENOSYS
const imports = { wasi_snapshot_preview1: { fd_close: none, fd_seek: none, fd_write: none } };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** What went wrong with a policy or a roster: file, line, key, reason. */
export class ScrubFault extends Error {}

async function bytesOf(from) {
  const it = await from;
  if (it instanceof Uint8Array) return it;
  if (it instanceof ArrayBuffer) return new Uint8Array(it);
  if (typeof it.arrayBuffer !== "function") throw new TypeError("needs bytes or a Response");
  if (it.ok === false) throw new Error(`the filter could not be loaded: status ${it.status}`);
  return new Uint8Array(await it.arrayBuffer());
}

/** The words travel compressed; a server may have unpacked them already. */
async function unzip(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * wasm: scrub.wasm, words: scrub-words.bin.gz; each as bytes, a Response, or a
 * promise of one (fetch()). Both must be of the same build.
 */
export async function load({ wasm, words }) {
  const [code, packed] = await Promise.all([bytesOf(wasm), bytesOf(words)]);
  const { instance } = await WebAssembly.instantiate(code, imports);
  const scrub = new Scrub(instance.exports);
  scrub.takeWords(await unzip(packed));
  return scrub;
}

/** Half a pair alone is no character: TextEncoder would hide it. */
function isWhole(text) {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

class Scrub {
  #c;

  constructor(exports) {
    this.#c = exports;
    this.#c._initialize?.();
  }

  takeWords(bytes) {
    const good = this.#lend([bytes], ([at]) => this.#c.words(at, bytes.length));
    if (!good) throw new Error("the filter's words are not of this build");
  }

  /**
   * A built-in policy by name, or one from JSON with a name for messages. One
   * with patterns is refused, unless skipPatterns: then .patterns tells how
   * many the relay alone looks for.
   */
  policy(name, json, { skipPatterns = false } = {}) {
    const text = json === undefined ? null : encoder.encode(json);
    const at = this.#lend([cString(name), text], ([n, j]) => 
      this.#c.policy(n, j, text?.length ?? 0, skipPatterns ? 1 : 0));
    if (!at) throw new ScrubFault(this.#string(this.#c.fault()));
    return new Policy(this.#c, at, this.#c.policy_skipped());
  }

  /** One procedure: its roster, its stand-ins, its secret. Free it. */
  newCase(secret = crypto.getRandomValues(new Uint8Array(32))) {
    if (secret.length !== 32) throw new RangeError("a secret has 32 bytes");
    const at = this.#lend([secret], ([s]) => this.#c.case(s));
    if (!at) throw new Error("out of memory");
    return new Case(this.#c, at, {
      lend: (...a) => this.#lend(...a),
      string: (at) => this.#string(at),
    });
  }

  /** Copies byte arrays in for one call, and wipes them behind it. */
  #lend(arrays, call) {
    const rooms = arrays.map((a) => (a === null ? 0 : this.#c.room(a.length)));
    try {
      if (rooms.some((r, i) => r === 0 && arrays[i] !== null)) throw new Error("out of memory");
      arrays.forEach((a, i) => a && new Uint8Array(this.#c.memory.buffer, rooms[i], a.length).set(a));
      return call(rooms);
    } finally {
      rooms.forEach((r, i) => r && this.#c.wipe(r, arrays[i].length));
    }
  }

  #string(at) {
    const bytes = new Uint8Array(this.#c.memory.buffer, at);
    return decoder.decode(bytes.slice(0, bytes.indexOf(0)));
  }
}

const cString = (text) => encoder.encode(`${text}\0`);

class Policy {
  constructor(exports, at, patterns) {
    this.at = at;
    this.patterns = patterns;
    this.free = () => {
      if (this.at) exports.policy_free(this.at);
      this.at = 0;
    };
  }
}

class Case {
  #c;
  #at;
  #use;

  constructor(exports, at, use) {
    this.#c = exports;
    this.#at = at;
    this.#use = use;
  }

  /** json as in filters/README.md; replaces an earlier one. */
  roster(json, name = "roster") {
    const text = encoder.encode(json);
    const bad = this.#use.lend([cString(name), text], ([n, j]) =>
      this.#c.roster(this.#alive(), n, j, text.length));
    if (bad) throw new ScrubFault(this.#use.string(this.#c.fault()) || this.#use.string(this.#c.err_name(bad)));
  }

  /**
   * { text, changes, doubt }, or { held: reason } and nothing else. With an
   * author it is the next update of a procedure, as scrub_update() has it.
   * changes: { begin, end, label, layer, rule, certainty }; begin and end are
   * places in the string that was given, as String.slice() counts them.
   */
  scrub(policy, text, lang, author) {
    const at = this.#alive();
    if (!policy.at) throw new Error("this policy was freed");
    if (!isWhole(text)) return { held: "bad-utf8" };
    const bytes = encoder.encode(text);
    try {
      const tongue = this.#use.lend([cString(lang)], ([l]) => this.#c.lang(l));
      if (tongue < 0) return { held: "held" };
      const name = author === undefined ? null : cString(author);
      const err = this.#use.lend([name, bytes], ([n, b]) =>
        this.#c.text(policy.at, at, tongue, n, b, bytes.length));
      return err ? { held: this.#use.string(this.#c.err_name(err)) } : this.#take(bytes);
    } finally {
      bytes.fill(0);
      this.#c.done();
    }
  }

  free() {
    if (this.#at) this.#c.case_free(this.#at);
    this.#at = 0;
  }

  #alive() {
    if (!this.#at) throw new Error("this case was freed");
    return this.#at;
  }

  #take(bytes) {
    const { buffer } = this.#c.memory;
    const view = new DataView(buffer, this.#c.result());
    const word = (at) => view.getUint32(at, true);
    const out = new Uint8Array(buffer, word(RESULT.text), word(RESULT.len));
    const count = word(RESULT.count);
    const list = new Uint32Array(buffer, count ? word(RESULT.change) : 0, count * CHANGE.size);
    const changes = [];
    let byte = 0;
    let unit = 0;
    // UTF-16 units up to a byte: four bytes are two, continuation none.
    const unitsTo = (to) => {
      for (; byte < to; byte++) unit += bytes[byte] >= 0xf0 ? 2 : (bytes[byte] & 0xc0) !== 0x80;
      return unit;
    };
    for (let i = 0; i < list.length; i += CHANGE.size) {
      changes.push({
        begin: unitsTo(list[i + CHANGE.begin]),
        end: unitsTo(list[i + CHANGE.end]),
        label: this.#use.string(this.#c.label_name(list[i + CHANGE.label])),
        layer: this.#use.string(list[i + CHANGE.layer]),
        rule: this.#use.string(list[i + CHANGE.rule]),
        certainty: list[i + CHANGE.certainty],
      });
    }
    return { text: decoder.decode(out), changes, doubt: view.getUint8(RESULT.doubt) !== 0 };
  }
}
