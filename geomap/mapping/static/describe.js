/* An event in words: what, where, when, how sure. */
import { CERTAINTIES, TYPES } from "./columns.js";
import { spanWords } from "./dates.js";
import { C } from "./state.js";
import { quiet } from "./text.js";
import { countryName, list, named, t } from "./words.js";

export const LETTERS = ["B", "X", "V", "P", "R", "S", "O"]; // classes of the types, in order; the last is any other
const MUCH = 44; // characters of names in a headline

export const letter = i => LETTERS[C.events.type[i]];
export const sure = i => CERTAINTIES[C.events.sure[i]];
export const typeName = k => k < TYPES.length ? named("type", TYPES[k]) : t("type.other");

export function actors(i) {
  const found = ["actor1", "actor2", "assoc_actor_1", "assoc_actor_2"].flatMap(name => (C.events.get(i, name) || "").split("; "));
  return [...new Set(found.filter(Boolean))];
}

export function what(i) {
  const sub = C.events.get(i, "sub_event_type");
  return sub ? named("sub", sub) : typeName(C.events.type[i]);
}

/** "Armed clash: Free Syrian Army, Islamic State". */
export function headline(i) {
  const who = [];
  for (const name of actors(i)) if (who.join().length + name.length <= MUCH) who.push(name);
  return who.length ? t("headline", {what: what(i), who: list(who)}) : what(i);
}

export const country = i => countryName(C.events.get(i, "country_code"), C.events.get(i, "country"));

/** The place alone: "north of Idlib"; a country by its name in the reader's language. */
export function place(i) {
  if (sure(i) === "none") return t("place.none");
  if (sure(i) === "country") return country(i) || C.events.get(i, "location");
  return quiet(spelling(i) || C.events.get(i, "location")) || t("place.unnamed");
}

/** An exact place in the spelling of its article, unless that is all capitals or the place was corrected. */
function spelling(i) {
  const words = C.events.raw(i, "location_text");
  if (sure(i) !== "exact" || !words || C.events.changes.has(i)) return null;
  return /^\p{Lu}/u.test(words) && words !== words.toUpperCase() ? words : null;
}

export function placeAndCountry(i) {
  const here = place(i), around = country(i);
  return sure(i) === "none" || !around || around === here ? here : t("place.country", {place: here, country: around});
}

export function when(i) {
  return C.events.isDated(i) ? spanWords(C.events.from[i], C.events.to[i]) : t("undated");
}

export function sureWords(i) {
  const km = C.events.get(i, "radius_km");
  if (sure(i) === "area" && km) return t("sure.area.km", {n: km < 10 ? Math.round(km * 10) / 10 : Math.round(km)});
  return t(`sure.${sure(i)}`);
}

export const status = i => named("status", C.events.get(i, "status"));

export function label(i) {
  const n = C.events.sourceCount(i), words = {what: headline(i), place: placeAndCountry(i), date: when(i), type: typeName(C.events.type[i]), sure: sureWords(i)};
  return `${t("label", words)}${n > 1 ? ` ${t("sources", {n})}.` : ""}`;
}

export const isCorrected = i => C.fixes.of(i) !== null || Boolean(C.events.raw(i, "corrected"));
export const isDisputed = i => (C.events.raw(i, "contradictions") || []).length > 0;

/** The sign at the lower right of a mark, or null. */
export function badge(i) {
  if (isCorrected(i)) return "✎";
  if (isDisputed(i)) return "≠";
  const state = C.events.get(i, "status");
  return state === "denied" ? "×" : state !== "reported" ? "?" : null;
}

export function published(source) {
  if (!source.published) return t("published.none");
  return source.published_basis && source.published_basis !== "given"
    ? t("published.basis", {date: source.published, basis: named("basis", source.published_basis)}) : source.published;
}
