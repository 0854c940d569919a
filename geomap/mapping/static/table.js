/* The shown events as a table that can be sorted. */
import { headline, letter, placeAndCountry, sure, sureWords, when } from "./describe.js";
import { h } from "./dom.js";
import { glyph } from "./glyphs.js";
import { empty, hiddenNote, more, PAGE } from "./list.js";
import { open } from "./open.js";
import { C, S } from "./state.js";
import { update } from "./app.js";
import { currentLocale, fmt, score, t } from "./words.js";

const deaths = i => C.events.get(i, "fatalities");
const COLUMNS = [
  ["date", false, i => C.events.isDated(i) ? C.events.from[i] : -Infinity],
  ["event", false, headline],
  ["place", false, i => Number.isNaN(C.events.lat[i]) ? "\uffff" : placeAndCountry(i)],
  ["sure", false, i => C.events.sure[i]],
  ["deaths", true, i => deaths(i) ?? -1],
  ["src", true, i => C.events.sourceCount(i)],
  ["conf", true, i => C.events.conf[i]],
];

export function sorted() {
  const [key, way] = S.sort, get = COLUMNS.find(([name]) => name === key)[2], values = new Map();
  for (const i of S.shown) values.set(i, get(i));
  const order = new Intl.Collator(currentLocale()).compare;
  return Array.from(S.shown).sort((a, b) => {
    const [x, y] = [values.get(a), values.get(b)];
    return (typeof x === "string" ? order(x, y) : x < y ? -1 : x > y ? 1 : 0) * way || a - b;
  });
}

export function tableView() {
  const numbers = sorted(), [key, way] = S.sort;
  if (!numbers.length) return [empty()];
  const heads = COLUMNS.map(([name, isNumber]) => h("th", {cls: isNumber ? "num" : "", scope: "col", "aria-sort": key === name ? way > 0 ? "ascending" : "descending" : "none"},
    h("button", {type: "button", "data-k": `sort-${name}`, onclick: () => { S.sort = [name, key === name ? -way : 1]; update({sifted: true}); }}, t(`column.${name}`), key === name ? way > 0 ? " ↑" : " ↓" : "")));
  const rows = (from, to) => numbers.slice(from, to).map(i => h("tr", {cls: "rw", onclick: () => open(i)},
    h("td", {cls: "nw"}, when(i)),
    h("td", {}, h("button", {cls: "as", type: "button", dir: "auto", "data-id": i}, glyph(letter(i), sure(i)), headline(i))),
    h("td", {}, placeAndCountry(i)), h("td", {}, sureWords(i)),
    h("td", {cls: "num"}, deaths(i) === null ? "" : fmt(deaths(i))), h("td", {cls: "num"}, fmt(C.events.sourceCount(i))), h("td", {cls: "num"}, score(C.events.conf[i]))));
  const body = h("tbody", {}, rows(0, PAGE * S.page));
  return [h("table", {}, h("caption", {cls: "vh"}, t("table.caption")), h("thead", {}, h("tr", {}, heads)), body), more(numbers.length, rows, (_, nodes) => body.append(...nodes)), hiddenNote()];
}
