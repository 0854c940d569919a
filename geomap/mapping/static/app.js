/* The page put together: data in, choices applied, everything drawn. */
import { prepareBase, showTiles } from "./basemap.js";
import { Spots } from "./clusters.js";
import { Events } from "./columns.js";
import { Corrections } from "./corrections.js";
import { $, button, h, readBlock, say } from "./dom.js";
import { drawFilters, drawTop, sayCount } from "./filterbar.js";
import { countFacet, findMatches, passing, sift } from "./filters.js";
import { definePatterns, drawKey } from "./glyphs.js";
import { watchKeys } from "./keys.js";
import { drawCredit, firstView, makeMap, redraw } from "./layers.js";
import { reindex } from "./marks.js";
import { LANGUAGES, setTheme, wireMenus } from "./menus.js";
import { watchEnd } from "./list.js";
import { open, sheet, watchSheet } from "./open.js";
import { drawPanel } from "./panel.js";
import { watchPaper } from "./paper.js";
import { watchPopover } from "./popover.js";
import { C, decode, encode, S } from "./state.js";
import { drawTimeline, prepareTimeline } from "./timeline.js";
import { countryName, speak, t } from "./words.js";
import { phone } from "./dom.js";

const RIGHT_TO_LEFT = ["ar"], TYPING_MS = 140, NAMED_COUNTRIES = 3;
let ready = false;

/** Applies filters and draws. `sifted`: nothing was filtered anew; `moved`: a correction moved something. */
export function update({sifted = false, moved = false} = {}) {
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.k : null;
  if (moved) C.spots = new Spots(C.events);
  if (!sifted) {
    const bounds = S.choice.inView ? boundsOfView() : null;
    C.fails = sift(C.events, S.choice, {match: C.match, bounds, rejected: C.fixes.rejected()});
    S.shown = passing(C.fails);
    prepareTimeline();
    reindex();
  }
  drawTop();
  drawFilters();
  drawTimeline();
  drawPanel();
  redraw();
  drawBanner();
  writeHash();
  refocus(focused);
  if (!sifted) sayCount();
}

function boundsOfView() {
  const bounds = C.map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

function refocus(key) {
  if (!key) return;
  const node = document.querySelector(`[data-k="${CSS.escape(key)}"]`);
  if (node && node !== document.activeElement) node.focus({preventScroll: true});
}

function drawBanner() {
  const banner = $("banner");
  const words = S.drag !== null ? [t("drag.hint"), " ", h("kbd", {}, "Esc"), " ", t("drag.leave")]
    : S.tilesFailed ? [t("tiles.failed"), " ", button(t("tiles.again"), () => showTiles(true), {cls: "link"})] : [];
  banner.hidden = !words.length;
  banner.replaceChildren(...words);
}

export function mapMoved() {
  if (!ready) return;
  if (S.choice.inView) update(); else { redraw(); writeHash(); }
}

export function search(query) {
  S.choice.query = query;
  C.match = query ? findMatches(C.events, query) : null;
  S.open = null;
  S.page = 1;
  update();
}

function wireSearch() {
  const box = $("q");
  let timer = 0;
  box.oninput = () => { clearTimeout(timer); timer = setTimeout(() => search(box.value.trim()), TYPING_MS); };
  box.onfocus = () => { if (phone()) document.querySelector(".top").classList.add("find"); };
  box.onblur = () => { if (!box.value) document.querySelector(".top").classList.remove("find"); };
}

const idOf = key => typeof key === "number" ? C.events.ids[key] : key;

function writeHash() {
  if (!ready) return;
  const centre = C.map.getCenter();
  const text = encode(S, {zoom: C.map.getZoom(), lat: centre.lat, lon: centre.lng}, S.open === null ? null : idOf(S.open));
  try {
    history.replaceState(null, "", `#${text}`);
  } catch {
    // A page inside a notebook's frame has no address of its own.
  }
}

/** Takes over the view, the filters and the open event from the address. */
function readHash() {
  const found = decode(location.hash.slice(1));
  Object.assign(S, {choice: found.choice, view: found.view, order: found.order});
  $("q").value = found.choice.query;
  C.match = found.choice.query ? findMatches(C.events, found.choice.query) : null;
  if (found.map) C.map.setView([found.map.lat, found.map.lon], found.map.zoom, {animate: false});
  return found;
}

function openFromHash(id) {
  if (!id) return;
  const [kind, k] = id.split(":"), things = {flow: C.data.flows, zone: C.data.zones}[kind];
  const i = C.events.numberOf.get(id);
  if (i !== undefined && !C.events.absent[i]) open(i);
  else if (things && things[k]) open(id);
}

/** "Events in Iraq and Syria", by the countries that have most. */
function defaultTitle() {
  const {country} = C.events.facets, counts = countFacet(country, C.events.absent, 0).filter(([code]) => code);
  if (!counts.length) return t("title.default");
  if (counts.length > NAMED_COUNTRIES) return t("title.many", {n: counts.length});
  const names = counts.sort((a, b) => b[1] - a[1]).map(([code]) => countryName(code.length === 2 ? code : "", code));
  return t("title.places", {places: new Intl.ListFormat(S.language, {type: "conjunction"}).format(names)});
}

function setLanguage(language) {
  S.language = LANGUAGES[language] ? language : "en";
  speak(C.words, S.language);
  document.documentElement.lang = S.language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(S.language) ? "rtl" : "ltr";
  $("title").textContent = C.data.title || defaultTitle();
  if (!C.data.title) document.title = $("title").textContent;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
    if (node.title || node.tagName === "BUTTON") node.title = t(node.dataset.label);
    if (node.placeholder) node.placeholder = t(node.dataset.label);
  }
}

export function changeLanguage(language) {
  S.languageChosen = true;
  setLanguage(language);
  redrawAll();
}

export function redrawAll() {
  $("key").replaceChildren(...drawKey());
  drawCredit();
  update({sifted: true});
}

/** Builds the page from its data and returns the Leaflet map. */
export function start() {
  Object.assign(C, {words: readBlock("words"), base: readBlock("base"), data: readBlock("data"), fixes: new Corrections(), saved: 0, match: null});
  C.events = new Events(C.data, new Map(C.base.countries.map(([code, , , , iso, name]) => [code, [iso, name]])));
  C.data.columns = C.data.ids = C.data.articles = null;
  S.layers.names = !C.data.tiles;
  C.spots = new Spots(C.events);
  const wanted = new URLSearchParams(location.hash.slice(1)).get("l");
  S.languageChosen = Boolean(wanted);
  speak(C.words, wanted || C.data.language);
  definePatterns();
  makeMap();
  prepareBase();
  setLanguage(wanted || C.data.language);
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  for (const wire of [wireSearch, wireMenus, watchKeys, watchPopover, watchSheet, watchPaper]) wire();
  watchEnd($("body"));
  $("key").replaceChildren(...drawKey());
  drawCredit();
  const found = readHash();
  C.fails = sift(C.events, S.choice, {match: C.match});
  S.shown = passing(C.fails);
  if (!found.map) firstView();
  update();
  ready = true;
  openFromHash(found.id);
  if (phone()) sheet("");
  new ResizeObserver(() => { C.map.invalidateSize({animate: false}); drawTimeline(); }).observe($("stage"));
  addEventListener("hashchange", () => { const again = readHash(); S.open = null; update(); openFromHash(again.id); });
  say("");
  document.documentElement.dataset.ready = "yes";
  return C.map;
}
