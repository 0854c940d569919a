/* What the reader has chosen, and its short form in the address of the page. No DOM here. */
import { TYPES } from "./columns.js";
import { dayOf, isoOf } from "./dates.js";

const DEFAULT_STATUS = ["reported", "claimed"];
export const FACETS = ["sure", "status", "actor", "country", "source", "precision"];
export const VIEWS = ["list", "table", "off"];
export const ORDERS = ["new", "old", "sure", "sources"];
const TYPE_LETTERS = "BXVPRS"; // of the event types, in the order of TYPES

export function freshChoice() {
  return {
    query: "", types: new Set(), conf: 0, period: null, undated: true, inView: false,
    facets: {sure: new Set(), status: new Set(DEFAULT_STATUS), actor: new Set(), country: new Set(), source: new Set(), precision: new Set()},
  };
}

/** Everything that is not data. `open` is an event's number or "flow:1", "zone:0", "name:3". */
export const S = {
  choice: freshChoice(), view: "list", open: null, here: null, order: "new", sort: ["date", -1], page: 1,
  layers: {flows: true, zones: true, names: true, tiles: true, overlays: true}, form: null, drag: null, timer: 0,
  tilesFailed: false,
  shown: [], language: "en",
};

export const isDefaultStatus = statuses => statuses.size === DEFAULT_STATUS.length && DEFAULT_STATUS.every(s => statuses.has(s));

/** Which filters are on, by name. */
export function activeFilters(choice) {
  return [
    choice.types.size && "type",
    ...FACETS.filter(k => k === "status" ? !isDefaultStatus(choice.facets.status) : choice.facets[k].size),
    choice.conf && "conf", choice.period && "period", !choice.undated && "undated", choice.query && "query", choice.inView && "view",
  ].filter(Boolean);
}

/** The state as the text after "#". `map` is {zoom, lat, lon}, `id` the open thing's id. */
export function encode(state, map, id) {
  const {choice} = state, p = new URLSearchParams();
  if (map) p.set("m", `${+map.zoom.toFixed(2)}/${map.lat.toFixed(3)}/${map.lon.toFixed(3)}`);
  if (id) p.set("e", id);
  if (state.view !== "list") p.set("v", state.view);
  if (state.order !== "new") p.set("o", state.order);
  if (state.languageChosen) p.set("l", state.language);
  if (choice.query) p.set("q", choice.query);
  if (choice.types.size) p.set("t", [...choice.types].sort().map(k => TYPE_LETTERS[k] ?? "O").join(""));
  if (choice.period) p.set("d", choice.period.map(isoOf).join("_"));
  if (!choice.undated) p.set("u", "0");
  if (choice.conf) p.set("c", choice.conf.toFixed(2));
  if (choice.inView) p.set("w", "1");
  for (const k of FACETS) {
    const chosen = choice.facets[k];
    if (k === "status" ? !isDefaultStatus(chosen) : chosen.size)
      for (const value of [...chosen].sort()) p.append(`f.${k}`, value);
    if (k === "status" && !chosen.size) p.append("f.status", "*");
  }
  return p.toString();
}

/** The state in the text after "#"; what is not understood is left out. */
export function decode(text) {
  const p = new URLSearchParams(text), choice = freshChoice();
  const [zoom, lat, lon] = (p.get("m") || "").split("/").map(Number);
  const map = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? {zoom, lat, lon} : null;
  choice.query = (p.get("q") || "").slice(0, 200);
  for (const letter of p.get("t") || "") {
    const k = TYPE_LETTERS.indexOf(letter);
    if (k >= 0) choice.types.add(k); else if (letter === "O") choice.types.add(TYPES.length);
  }
  const days = (p.get("d") || "").split("_").map(dayOf);
  if (days.length === 2 && days.every(d => d !== null) && days[0] <= days[1]) choice.period = days;
  choice.undated = p.get("u") !== "0";
  const conf = Number(p.get("c"));
  choice.conf = conf > 0 && conf <= 1 ? conf : 0;
  choice.inView = p.get("w") === "1";
  for (const k of FACETS) {
    const values = p.getAll(`f.${k}`);
    if (values.length) choice.facets[k] = new Set(values.filter(v => !(k === "status" && v === "*")));
  }
  return {
    map, choice, id: p.get("e"), language: p.get("l"), view: VIEWS.includes(p.get("v")) ? p.get("v") : "list",
    order: ORDERS.includes(p.get("o")) ? p.get("o") : "new",
  };
}

/** What the page is made of: data, events, base, map, fails, spots, index, match, fixes, shapes. */
export const C = {};
