/* Title, counts, and the row of filters. */
import { CERTAINTIES, OTHER, UNDATED } from "./columns.js";
import { monthWords } from "./dates.js";
import { LETTERS, typeName } from "./describe.js";
import { $, h, phone, say } from "./dom.js";
import { BIT, countFacet, countNumbers, NOT_THERE } from "./filters.js";
import { glyph, sureIcon } from "./glyphs.js";
import { closePopover, popover } from "./popover.js";
import { activeFilters, C, FACETS, freshChoice, isDefaultStatus, S } from "./state.js";
import { update } from "./app.js";
import { countryName, fmt, named, score, short, t } from "./words.js";

const LONGEST_FACET = 300; // rows of one filter
const caret = () => h("i", {cls: "caret", "aria-hidden": "true"});

export function reset() {
  S.choice = freshChoice();
  S.here = null;
  S.page = 1;
  $("q").value = "";
  update();
}

/** How many events only their status hides: denied, planned, expected, or background. */
export const hiddenByStatus = () => isDefaultStatus(S.choice.facets.status) ? C.fails.reduce((sum, bits) => sum + (bits === BIT.status ? 1 : 0), 0) : 0;

export function drawTop() {
  const {events} = C, articles = events.articles.length, n = S.shown.length, on = activeFilters(S.choice).length;
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < events.n; i++) if (events.from[i] !== UNDATED && (C.fails[i] & NOT_THERE) === 0) { low = Math.min(low, events.from[i]); high = Math.max(high, events.to[i]); }
  const dates = low > high ? "" : monthWords(low) === monthWords(high) ? monthWords(low) : t("lede.dates", {from: monthWords(low), to: monthWords(high)});
  const lede = !events.count ? t("lede.empty", {n: articles}) : on ? t("lede.shown", {n, all: events.count})
    : [t("lede", {n, articles: t("articles", {n: articles})}), dates].filter(Boolean).join(", ");
  $("lede").textContent = lede;
  const fixes = C.fixes.count;
  $("corrn").textContent = fmt(fixes);
  $("corr").classList.toggle("has", fixes > 0);
  $("corrn").classList.toggle("z", !fixes);
  $("corr").title = t(fixes ? "corrections.download" : "corrections.none");
}

export function drawFilters() {
  const box = $("filters"), left = box.scrollLeft, {types} = S.choice;
  const counts = countNumbers(C.events.type, C.fails, BIT.type, OTHER + 1), every = countNumbers(C.events.type, C.events.absent, 0, OTHER + 1);
  const chosen = FACETS.filter(isChosen).length + (S.choice.conf ? 1 : 0);
  const chips = [facetChip("all", t("filters"), chosen, everything, "all")];
  for (let k = 0; k <= OTHER; k++) {
    if (k === OTHER && !every[k]) continue;
    const name = typeName(k);
    chips.push(h("button", {cls: "chip", type: "button", "data-k": `type${k}`, "aria-pressed": String(!types.size || types.has(k)), title: t(types.size ? "type.toggle" : "type.only", {type: name}), onclick: () => toggleType(k)},
      glyph(LETTERS[k]), h("span", {cls: "t"}, name), h("span", {cls: "n"}, short(counts[k]))));
  }
  chips.push(h("span", {cls: "sep"}));
  for (const k of FACETS) {
    if (k === "precision") continue; // stands under certainty
    const n = (isChosen(k) ? S.choice.facets[k].size : 0) + (k === "sure" ? S.choice.facets.precision.size + (S.choice.conf ? 1 : 0) : 0);
    chips.push(facetChip(k, t(`facet.${k}`), n, anchor => popover(anchor, t(`facet.${k}`), () => k === "sure"
      ? [...facetRows(k), h("hr"), h("h2", {}, t("facet.precision")), ...facetRows("precision"), h("hr"), confidence()] : facetRows(k))));
  }
  chips.push(h("button", {cls: `chip facet${S.choice.inView ? " on" : ""}`, type: "button", "data-k": "view", "aria-pressed": String(S.choice.inView), title: t("inview.title"), onclick: () => { S.choice.inView = !S.choice.inView; update(); }}, t("inview")));
  if (activeFilters(S.choice).length) chips.push(h("button", {cls: "chip reset", type: "button", "data-k": "reset", onclick: reset}, t("reset")));
  box.replaceChildren(...chips);
  tighten(box);
  box.scrollLeft = left;
}

/** What does not fit gives way: first the room between, then the single filters to one button, then the names of the types. */
function tighten(box) {
  box.classList.remove("snug", "tight", "short");
  if (phone()) return;
  for (const step of ["snug", "tight", "short"]) if (box.scrollWidth > box.clientWidth) box.classList.add(step);
}

const isChosen = k => k === "status" ? !isDefaultStatus(S.choice.facets.status) : S.choice.facets[k].size > 0;

function facetChip(key, name, n, onclick, more = "") {
  return h("button", {cls: `chip facet ${more}${n ? " on" : ""}`, type: "button", "data-k": key, "aria-haspopup": "dialog", "aria-expanded": "false", onclick: event => onclick(event.currentTarget)},
    name, n ? h("span", {cls: "n"}, fmt(n)) : null, caret());
}

/** The first click isolates a type, further clicks add or remove. */
function toggleType(k) {
  const {types} = S.choice;
  if (types.has(k)) types.delete(k); else types.add(k);
  if (types.size > OTHER - 1 && [0, 1, 2, 3, 4, 5].every(number => types.has(number))) types.clear();
  S.page = 1;
  update();
}

function everything(anchor) {
  popover(anchor, t("filters"), () => [...FACETS.flatMap(k => [h("h2", {}, t(`facet.${k}`)), ...facetRows(k), h("hr")]), confidence(), h("button", {cls: "btn wide", type: "button", onclick: () => closePopover()}, t("show.events"))]);
}

const valueName = {
  sure: value => t(`sure.${value}`), status: value => named("status", value), actor: value => value, source: value => value || t("source.none"),
  country: value => value ? countryName(value.length === 2 ? value : "", value) : t("country.none"), precision: value => value ? named("precision", value) : t("precision.none")};

function facetRows(k) {
  const isSure = k === "sure";
  const counts = isSure ? Array.from(countNumbers(C.events.sure, C.fails, BIT.sure, 4), (n, c) => [CERTAINTIES[c], n]) : countFacet(C.events.facets[k], C.fails, BIT[k]);
  const sorted = isSure ? counts : counts.sort((a, b) => b[1] - a[1] || (valueName[k](a[0]) < valueName[k](b[0]) ? -1 : 1));
  const rows = sorted.slice(0, LONGEST_FACET).map(([value, n]) => h("label", {},
    h("input", {type: "checkbox", checked: S.choice.facets[k].has(value), onchange: event => {
      S.choice.facets[k][event.target.checked ? "add" : "delete"](value);
      S.page = 1;
      update();
    }}), isSure ? sureIcon(value) : null, h("span", {dir: "auto"}, valueName[k](value)), h("span", {cls: "n"}, fmt(n))));
  if (sorted.length > LONGEST_FACET) rows.push(h("p", {cls: "note"}, t("facet.more", {n: sorted.length - LONGEST_FACET})));
  return rows.length ? rows : [h("p", {cls: "note"}, t("facet.empty"))];
}

function confidence() {
  const words = h("span", {}, t("conf.least", {value: score(S.choice.conf)}));
  return h("label", {cls: "rng"}, words, h("input", {type: "range", min: 0, max: .95, step: .05, value: S.choice.conf, oninput: event => {
    S.choice.conf = Number(event.target.value);
    words.textContent = t("conf.least", {value: score(S.choice.conf)});
    update();
  }}));
}

/** What hides how many, for the empty list. */
export const hiders = () => activeFilters(S.choice).map(name => t(`hider.${name}`));
export const sayCount = () => say(t("lede.shown", {n: S.shown.length, all: C.events.count}));
