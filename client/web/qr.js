// SPDX-License-Identifier: MIT
//
// A QR code (ISO/IEC 18004) of a link, so that a phone is enrolled by looking
// at the administrator's screen. Bytes only, level M, versions 1 to 10: up to
// 213 bytes. No DOM but qrSvg(); admin-accounts.js shows it.

// By version, from 1: all codewords, error correction of a block, blocks.
const TABLE = [[26, 10, 1], [44, 16, 1], [70, 26, 1], [100, 18, 2], [134, 24, 2], [172, 16, 4], [196, 18, 4],
  [242, 22, 4], [292, 22, 5], [346, 26, 5]];
const ALIGN = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
const LEVEL_M = 0;

// ---- Reed and Solomon's code over GF(256), x^8 + x^4 + x^3 + x^2 + 1 ----

function times(a, b) {
  let out = 0;
  for (let bit = 7; bit >= 0; bit--) {
    out = (out << 1) ^ ((out >> 7) * 0x11d);
    out ^= ((b >> bit) & 1) * a;
  }
  return out;
}

function divisor(degree) {
  const out = [...Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) out[j] = times(out[j], root) ^ (out[j + 1] ?? 0);
    root = times(root, 2);
  }
  return out;
}

function remainder(data, by) {
  const out = by.map(() => 0);
  for (const b of data) {
    const factor = b ^ out.shift();
    out.push(0);
    by.forEach((c, i) => { out[i] ^= times(c, factor); });
  }
  return out;
}

// ---- codewords ----

function codewords(bytes, version) {
  const [total, ecc, blocks] = TABLE[version - 1];
  const room = total - ecc * blocks;
  const bits = [];
  const put = (value, count) => { for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const b of bytes) put(b, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const data = [];
  for (let i = 0; i < bits.length; i += 8) data.push(bits.slice(i, i + 8).reduce((n, b) => n * 2 + b, 0));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);

  const by = divisor(ecc);
  const short = Math.floor(room / blocks);
  const longs = room % blocks;
  const parts = [];
  for (let b = 0, at = 0; b < blocks; b++) {
    const part = data.slice(at, at + short + (b >= blocks - longs ? 1 : 0));
    at += part.length;
    parts.push({ part, check: remainder(part, by) });
  }
  const out = [];
  for (let i = 0; i <= short; i++) for (const p of parts) if (i < p.part.length) out.push(p.part[i]);
  for (let i = 0; i < ecc; i++) for (const p of parts) out.push(p.check[i]);
  return out;
}

// ---- modules ----

const MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2];

function drawFixed(version) {
  const size = 17 + 4 * version;
  const dark = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x, y, on) => { if (y >= 0 && x >= 0 && y < size && x < size) dark[y][x] = Boolean(on); };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]])
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const far = Math.max(Math.abs(dx), Math.abs(dy));
        set(cx + dx, cy + dy, far !== 2 && far !== 4);
      }
  const places = ALIGN[version - 1];
  const last = places.length - 1;
  places.forEach((cy, j) => places.forEach((cx, i) => {
    if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }));
  return { size, dark, set };
}

function drawFormat({ size, set }, mask) {
  const data = (LEVEL_M << 3) | mask;
  let rest = data;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const bit = (i) => (bits >> i) & 1;
  for (let i = 0; i <= 5; i++) set(8, i, bit(i));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
  set(8, size - 8, true);
}

function drawVersion({ size, set }, version) {
  if (version < 7) return;
  let rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const a = size - 11 + (i % 3);
    const b = Math.floor(i / 3);
    set(a, b, (bits >> i) & 1);
    set(b, a, (bits >> i) & 1);
  }
}

/** The places that are free, in the order of the standard's zigzag. */
function* zigzag({ size, dark }) {
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let v = 0; v < size; v++)
      for (let j = 0; j < 2; j++) {
        const x = right - j;
        const y = ((right + 1) & 2) === 0 ? size - 1 - v : v;
        if (dark[y][x] === null) yield [x, y];
      }
  }
}

/** How hard it is to read: long runs, blocks, false finders, imbalance. */
function penalty(dark) {
  const size = dark.length;
  let sum = 0;
  const lines = [...dark, ...dark.map((_, x) => dark.map((row) => row[x]))];
  for (const line of lines) {
    const text = line.map((d) => (d ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (let i = 0; i + 11 <= size; i++)
      if (/^(10111010000|00001011101)$/.test(text.slice(i, i + 11))) sum += 40;
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++)
      if (dark[y][x] === dark[y][x + 1] && dark[y][x] === dark[y + 1][x] && dark[y][x] === dark[y + 1][x + 1]) sum += 3;
  const share = dark.flat().filter(Boolean).length / size ** 2;
  return sum + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}

/** Rows of booleans, true is dark; null: more bytes than version 10 takes. */
export function qr(text) {
  const bytes = new TextEncoder().encode(text);
  const version = TABLE.findIndex(([total, ecc, blocks], i) =>
    total - ecc * blocks >= bytes.length + (i + 1 < 10 ? 2 : 3)) + 1;
  if (version === 0) return null;
  const words = codewords(bytes, version);
  const tries = MASKS.map((masked, mask) => {
    const code = drawFixed(version);
    drawFormat(code, mask);
    drawVersion(code, version);
    const places = [...zigzag(code)];
    places.forEach(([x, y], i) => {
      const bit = ((words[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
      code.dark[y][x] = (bit === 1) !== (masked(x, y) === 0);
    });
    return { dark: code.dark, sum: penalty(code.dark) };
  });
  return tries.reduce((best, t) => (t.sum < best.sum ? t : best)).dark;
}

/** The same as an <svg> with its quiet margin; null as qr(). */
export function qrSvg(text) {
  const dark = qr(text);
  if (!dark) return null;
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  const size = dark.length + 8;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("class", "qr");
  path.setAttribute("d", dark.flatMap((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join(""));
  svg.append(path);
  return svg;
}
