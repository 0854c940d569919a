/* Text of articles: folding for search, and pieces by code point, as Python counts. No DOM here. */
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u0640'’‘`ʿʾʻʼ´]/g;
const SMALL = new Set("north south east west northern southern eastern western of and the a in on at near around from to between along outside off km miles central border road de la le du des".split(" "));
const ASCII = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex

/** Text without case, accents, apostrophes and hyphens; Arabic letters in one form. */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase().replace(/['`]/g, "").replace(/-/g, " ");
  return text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(/[-‐‑–]/g, " ")
    .replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/ß/g, "ss").replace(/ø/g, "o").replace(/ł/g, "l").replace(/ı/g, "i").replace(/đ/g, "d");
}

/** A name of an article that is all in capitals, as others write it: "NORTH OF KALAY" is "north of Kalay". */
export function quiet(name) {
  if (!name || name.length < 5 || name !== name.toUpperCase() || name === name.toLowerCase()) return name;
  return name.toLowerCase().replace(/[\p{L}\p{M}'’]+/gu, word => SMALL.has(word) ? word : word[0].toUpperCase() + word.slice(1));
}

/** A key under which romanised spellings of one name meet: "Deir ez-Zor" and "Dayr az Zawr". */
export function romanKey(name) {
  const words = fold(name).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const kept = words.filter(word => !/^(al|el|ul|il|a[sdnrztl]|e[sdnrztl]|ash|esh|us|uz|ad|ed)$/.test(word));
  return (kept.length ? kept : words).map(word => word
    .replace(/^(al|el)(?=.{4})/, "")
    .replace(/kh|gh|ck|q|c(?![eiyh])/g, "k").replace(/dh|th/g, m => m[0]).replace(/ph/g, "f").replace(/[sc]h|sch/g, "s")
    .replace(/aw|ow|ou|oo|au|w/g, "u").replace(/ay|ai|ei|ey|ee|ie|y/g, "i").replace(/e/g, "i").replace(/o/g, "u")
    .replace(/h(?![aiu])/g, "").replace(/(.)\1+/g, "$1").replace(/[aiu]/g, (m, at, all) => at === 0 ? m : at === all.length - 1 ? "" : m)
    .replace(/[aiu]+/g, "")).join(" ");
}

/** A function that cuts `text` by code points; a lone surrogate counts as one, as in Python. */
export function cutter(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

/**
 * The pieces of an excerpt, `[{text, kinds}]`: joined they are the excerpt exactly. `marks` is
 * `[kind, start, end, ...]` in code points, in any order; where marks overlap a piece has both kinds.
 */
export function pieces(text, marks) {
  const cut = cutter(text), length = Array.from(text).length, edges = new Set([0, length]);
  for (let k = 0; k < marks.length; k += 3)
    for (const at of [marks[k + 1], marks[k + 2]]) if (at > 0 && at < length) edges.add(at);
  const sorted = [...edges].sort((a, b) => a - b), found = [];
  for (let k = 0; k + 1 < sorted.length; k++) {
    const [start, end] = [sorted[k], sorted[k + 1]], kinds = [];
    for (let m = 0; m < marks.length; m += 3)
      if (marks[m + 1] <= start && marks[m + 2] >= end && !kinds.includes(marks[m])) kinds.push(marks[m]);
    found.push({text: cut(start, end), kinds: kinds.sort()});
  }
  return found;
}

/** A stretch of `text` of about `size` characters around its first match, `[before, hit, after]`, or null. */
export function around(text, words, size = 90) {
  const folded = [], from = [];
  let at = 0;
  for (const character of text) {
    for (const piece of fold(character)) { folded.push(piece); from.push(at); }
    at += character.length;
  }
  const whole = folded.join(""), word = words.find(w => whole.includes(w));
  if (!word) return null;
  const begin = Array.from(whole.slice(0, whole.indexOf(word))).length;
  const first = from[begin], after = begin + Array.from(word).length, last = from[after] ?? text.length;
  let start = Math.max(0, first - size / 3), end = Math.min(text.length, last + size * 2 / 3);
  if (start > 0) start = Math.min(first, text.indexOf(" ", start) + 1 || first);
  if (end < text.length) end = Math.max(last, text.lastIndexOf(" ", end));
  return [(start ? "…" : "") + text.slice(start, first), text.slice(first, last), text.slice(last, end) + (end < text.length ? "…" : "")];
}

/** The part of a long excerpt that holds its first mark, for lists. */
export function safeAddress(url) {
  try {
    const address = new URL(url);
    return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
  } catch {
    return null;
  }
}

/** The pieces of an excerpt from shortly before its first mark of what happened, for lists. */
export function clip(text, marks, before = 46) {
  const all = pieces(text, marks), at = all.findIndex(piece => piece.kinds.includes(0));
  if (at < 0) return all;
  const length = all.slice(0, at).reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= before * 1.5) return all;
  const head = all.slice(0, at).map(piece => piece.text).join(""), cut = head.indexOf(" ", length - before);
  return [{text: `…${head.slice(cut < 0 ? length - before : cut + 1)}`, kinds: []}, ...all.slice(at)];
}
