/* What is not on the map, with the reason: events without a place, rejected ones, and every other name. */
import { headline, letter, place, sure } from "./describe.js";
import { button, h } from "./dom.js";
import { marked, flatten } from "./evidence.js";
import { wordsOf } from "./filters.js";
import { restore, undo } from "./fixing.js";
import { glyph } from "./glyphs.js";
import { row } from "./list.js";
import { C, S } from "./state.js";
import { fold } from "./text.js";
import { update } from "./app.js";
import { capital, fmt, named, t } from "./words.js";

const REASONS = ["unlocated", "rejected", "unresolved", "approximate", "repeated", "context", "origin", "actor", "speaker", "dateline", "organisation", "demonym", "furniture"];
const CUT_LENGTH = 300;
const LEDGER_PAGE = 100; // rows of one reason at first

/** Rows of the ledger in the order of their reasons, those that a search leaves. */
function groups() {
  const words = wordsOf(S.choice.query), found = new Map();
  (C.data.ledger || []).forEach((entry, k) => {
    const text = words.length ? fold(`${entry.name} ${entry.excerpt} ${entry.why} ${entry.place || ""}`) : "";
    if (!words.every(word => text.includes(word))) return;
    found.set(entry.reason, [...(found.get(entry.reason) || []), k]);
  });
  const rank = reason => (REASONS.indexOf(reason) + 100) % 100 || (reason === REASONS[0] ? 0 : 99);
  return [...found].sort((a, b) => rank(a[0]) - rank(b[0]));
}

export const offCount = () => (C.data.ledger || []).length - C.fixes.restored + S.shown.filter(i => sure(i) === "none").length + C.fixes.rejected().size;

export function ledgerView() {
  const lost = S.shown.filter(i => sure(i) === "none"), rejected = [...C.fixes.rejected()], out = [h("p", {cls: "note"}, t("off.note"))];
  const title = (words, n) => h("h2", {cls: "yr"}, words, h("span", {}, fmt(n)));
  if (lost.length) out.push(title(t("off.unlocated"), lost.length), ...Array.from(lost.slice(0, LEDGER_PAGE * S.page), row));
  if (rejected.length) out.push(title(t("off.rejected"), rejected.length), ...rejected.map(i => h("div", {cls: "om"},
    h("div", {}, h("div", {cls: "nm2", dir: "auto"}, glyph(letter(i), sure(i)), headline(i)), h("div", {cls: "why", dir: "auto"}, place(i))),
    button(t("restore"), () => undo(i), {cls: "btn"}))));
  for (const [reason, numbers] of groups()) {
    const open = LEDGER_PAGE * S.page;
    out.push(title(named("reason", reason), numbers.length), ...numbers.slice(0, open).map(entryRow));
    if (numbers.length > open) out.push(h("p", {cls: "more"}, button(t("more.show"), () => { S.page++; update({sifted: true}); }, {cls: "link"})));
  }
  if (C.data.cuts && C.data.cuts.length) out.push(cutText());
  if (C.data.not_applied && C.data.not_applied.length) out.push(folded(t("off.lost", {n: C.data.not_applied.length}), C.data.not_applied.map(line => h("p", {dir: "auto"}, String(line)))));
  return out;
}

function entryRow(k) {
  const entry = C.data.ledger[k], key = `name:${k}`, isBack = C.fixes.of(key) !== null, article = C.events.article(entry.article_id);
  return h("div", {cls: "om", "data-id": key}, h("div", {}, h("div", {cls: "nm2", dir: "auto"}, entry.name, entry.count > 1 ? h("span", {}, t("times", {n: entry.count})) : null,
    entry.place && entry.place !== entry.name ? h("span", {dir: "auto"}, `→ ${[entry.place, entry.country].filter(Boolean).join(", ")}`) : null),
  h("div", {cls: "ctx", dir: "auto"}, marked(entry.excerpt, flatten(entry.marks))),
  h("div", {cls: "why", dir: "auto"}, [capital(entry.why), article.source || article.title || article.id].filter(Boolean).join(" · "))),
  button(t(isBack ? "fix.undo" : "off.back"), () => restore(k, !isBack), {cls: `btn${isBack ? " on" : ""}`, "data-k": key, "aria-label": t(isBack ? "off.undo.label" : "off.back.label", {name: entry.name})}));
}

/** Page text that was not read as the article. */
function cutText() {
  const {cuts} = C.data, short = text => text.length > CUT_LENGTH ? `${text.slice(0, CUT_LENGTH)}…` : text;
  return folded(t("cuts", {n: cuts.length}), cuts.slice(0, 2 * LEDGER_PAGE).map(cut => h("p", {dir: "auto"}, h("small", {}, named("cut", cut.reason)), short(cut.text))));
}

const folded = (title, content) => h("details", {cls: "cuts"}, h("summary", {}, title), content);
