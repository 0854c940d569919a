/* The list of events: by year, three lines each, with the words that tell of it. */
import { yearOf } from "./dates.js";
import { headline, isCorrected, isDisputed, letter, placeAndCountry, status, sure, sureWords, when } from "./describe.js";
import { button, h } from "./dom.js";
import { hiddenByStatus, hiders, reset } from "./filterbar.js";
import { wordsOf } from "./filters.js";
import { glyph, sureIcon } from "./glyphs.js";
import { hover, open } from "./open.js";
import { C, S } from "./state.js";
import { around, clip } from "./text.js";
import { t } from "./words.js";
import { update } from "./app.js";

export const PAGE = 150; // rows at once
const NEAR_END = 900; // pixels from the end at which the next rows come

/** The shown events in the list's order. */
export function ordered() {
  const {events} = C, key = S.order, here = S.here && new Set(S.here);
  const numbers = Array.from(here ? S.shown.filter(i => here.has(i)) : S.shown);
  const late = key === "new", none = late ? -Infinity : Infinity, day = i => events.isDated(i) ? events.from[i] : none;
  if (key === "sure") return numbers.sort((a, b) => events.conf[a] - events.conf[b] || a - b);
  if (key === "sources") return numbers.sort((a, b) => events.sourceCount(b) - events.sourceCount(a) || a - b);
  return numbers.sort((a, b) => (late ? day(b) - day(a) : day(a) - day(b)) || a - b);
}

export function tags(i) {
  return [
    C.events.get(i, "status") !== "reported" ? h("span", {cls: "st"}, status(i)) : null,
    isDisputed(i) ? h("span", {cls: "st con"}, t("disputed")) : null,
    isCorrected(i) ? h("span", {cls: "st hand"}, t("by.hand")) : null];
}

/** The sentence in short: around the words that were searched, or around what happened. */
function sentence(i) {
  const text = C.events.raw(i, "excerpt") || "", words = S.choice.query ? wordsOf(S.choice.query) : [];
  const hit = words.length ? around(text, words) : null;
  if (hit) return h("span", {cls: "sn", dir: "auto"}, hit[0], h("mark", {}, hit[1]), hit[2]);
  return h("span", {cls: "sn", dir: "auto"}, clip(text, C.events.raw(i, "marks") || []).map(piece => piece.kinds.includes(0) ? h("b", {}, piece.text) : piece.text));
}

export function row(i) {
  const n = C.events.sourceCount(i);
  return h("button", {cls: "row", type: "button", "data-id": i, onclick: () => open(i), onmouseenter: () => hover(i, true), onmouseleave: () => hover(i, false), onfocus: () => hover(i, true), onblur: () => hover(i, false)},
    glyph(letter(i), sure(i)), h("span", {cls: "tx"},
      h("span", {cls: "h", dir: "auto"}, headline(i)),
      h("span", {cls: "w"}, h("span", {cls: "d"}, when(i)), " · ", h("span", {}, placeAndCountry(i))),
      sentence(i),
      h("span", {cls: "m"}, h("span", {}, sureIcon(sure(i)), sureWords(i)), n > 1 ? h("span", {}, t("sources", {n})) : null, tags(i))));
}

export function listView() {
  const numbers = ordered(), out = [], byYear = !S.here && (S.order === "new" || S.order === "old");
  if (S.here) out.push(h("div", {cls: "yr"}, t("list.here", {n: numbers.length}), button(t("all.events"), () => { S.here = null; update({sifted: true}); }, {cls: "link"})));
  if (!numbers.length) return [...out, empty()];
  const yearWords = i => C.events.isDated(i) ? String(yearOf(C.events.from[i])) : t("undated.head"), years = new Map();
  if (byYear) for (const i of numbers) years.set(yearWords(i), (years.get(yearWords(i)) || 0) + 1);
  const head = i => h("div", {cls: "yr"}, yearWords(i), h("span", {}, t("events", {n: years.get(yearWords(i))})));
  const rows = (from, to) => numbers.slice(from, to).flatMap((i, k) => {
    const before = numbers[from + k - 1];
    return byYear && (before === undefined || yearWords(before) !== yearWords(i)) ? [head(i), row(i)] : [row(i)];
  });
  return [...out, ...rows(0, PAGE * S.page), more(numbers.length, rows, (note, nodes) => note.before(...nodes)), S.here ? null : hiddenNote()];
}

/** What the usual choice of status leaves out, and a way to it. */
export function hiddenNote() {
  const n = hiddenByStatus();
  return n ? h("p", {cls: "more"}, t("hidden", {n}), " ", button(t("empty.all"), () => { S.choice.facets.status = new Set(); update(); }, {cls: "link", "data-k": "hidden"})) : null;
}

/** A way to the rows that are not there yet: `rows(from, to)` makes them, `add(note, rows)` puts them in. */
export function more(n, rows, add) {
  const there = () => Math.min(n, PAGE * S.page), words = h("span"), next = button(t("more.show"), () => goOn(), {cls: "link", "data-k": "more"});
  if (there() === n) return null;
  const note = h("p", {cls: "more"}, words, " ", next), count = () => words.replaceChildren(t("more", {there: there(), n}));
  const goOn = () => {
    const isFocused = document.activeElement === next, nodes = rows(there(), PAGE * ++S.page);
    add(note, nodes);
    count();
    if (isFocused) nodes.map(node => node.matches("button") ? node : node.querySelector("button")).find(Boolean).focus();
    if (there() === n) note.remove();
  };
  note.goOn = goOn;
  count();
  return note;
}

/** Goes on with a list or a table that is scrolled to its end. */
export function watchEnd(body) {
  body.addEventListener("scroll", () => {
    const note = body.querySelector(".more");
    if (note && note.goOn && body.scrollTop + body.clientHeight > body.scrollHeight - NEAR_END) note.goOn();
  }, {passive: true});
}

export function empty() {
  if (!C.events.count) {
    return h("div", {cls: "empty"}, h("h2", {}, t("empty.none")), h("p", {}, t("empty.read", {n: (C.data.ledger || []).length})),
      button(t("empty.see"), () => { S.view = "off"; update({sifted: true}); }, {cls: "btn"}));
  }
  const why = hiders();
  return h("div", {cls: "empty"}, h("h2", {}, t("empty.match")), h("p", {}, t(why.length ? "empty.hidden" : "empty.status", {n: C.events.count, why: why.join(", ")})),
    why.length ? button(t("reset.filters"), reset, {cls: "btn"}) : button(t("empty.all"), () => { S.choice.facets.status = new Set(); update(); }, {cls: "btn"}));
}
