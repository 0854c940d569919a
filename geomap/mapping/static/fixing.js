/* Correcting an event in the page: another place, another date or type, a note, or away with it. */
import { TYPES } from "./columns.js";
import { isoOf } from "./dates.js";
import { typeName } from "./describe.js";
import { button, h, say } from "./dom.js";
import { drawBase } from "./basemap.js";
import { closeOpen } from "./open.js";
import { located, radiusOf } from "./restoring.js";
import { C, S } from "./state.js";
import { update } from "./app.js";
import { named, t } from "./words.js";

const MOVED_KM = 1;
const SUB_TYPES = {
  "Battles": ["Armed clash", "Government regains territory", "Non-state actor overtakes territory"],
  "Explosions/Remote violence": ["Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade"],
  "Violence against civilians": ["Sexual violence", "Attack", "Abduction/forced disappearance"],
  "Protests": ["Peaceful protest", "Protest with intervention", "Excessive force against protesters"],
  "Riots": ["Violent demonstration", "Mob violence"],
  "Strategic developments": ["Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other"],
};

/** Applies all acts of an event to what the page draws. */
function apply(i) {
  const acts = C.fixes.of(i), {events} = C;
  events.change(i, null);
  if (!acts) return;
  if (acts.candidate) events.change(i, placed(acts.candidate, i));
  if (acts.move) events.change(i, {latitude: acts.move.lat, longitude: acts.move.lon, certainty: "exact", radius_km: MOVED_KM, geometry: null, geo_precision: 1, relation: null});
  if (acts.date) events.change(i, {event_date: acts.date.start, event_date_end: acts.date.end, date_precision: acts.date.precision, year: Number(acts.date.start.slice(0, 4)), date_basis: "set by hand"});
  if (acts.type) events.change(i, {event_type: acts.type.event_type, sub_event_type: acts.type.sub_event_type});
}

/** As `geomap --corrections` does it: a phrase stays an area, around the other place. */
function placed({place_id, name, lat, lon, radius_km, country, feature}, i) {
  const isPhrase = C.events.raw(i, "relation") !== null;
  const km = Math.max(radiusOf(radius_km, feature), isPhrase ? C.events.raw(i, "radius_km") || 0 : 0), at = located({name, lat, lon, km, country, feature}, countries());
  return {
    ...at, place_id, geometry: null, location_basis: "chosen by hand among the candidates",
    admin1: (C.events.candidates(i).find(candidate => candidate.id === place_id) || {}).admin1 ?? null,
    ...isPhrase ? {certainty: "area", geo_precision: Math.max(2, at.geo_precision)} : null,
  };
}

const countries = () => new Map(C.base.countries.map(([code, , , , iso, name]) => [code, [iso, name]]));

/** Puts a row of the ledger on the map as an event, or takes it back with all that was corrected of it. */
export function restore(k, wanted) {
  const entry = C.data.ledger[k], i = C.events.restore(k, wanted);
  if (wanted) C.fixes.set(`name:${k}`, "restore", {start: entry.start, end: entry.end});
  else for (const key of [`name:${k}`, i]) C.fixes.unset(key);
  if (S.open === i) S.open = null;
  drawBase();
  update({moved: true});
  say(t(wanted ? "fix.kept" : "fix.undone"));
}

function keep(i, action, value) {
  C.fixes.set(i, action, value);
  afterFix(i);
  say(t("fix.kept"));
}

function afterFix(i) {
  apply(i);
  update({moved: true});
}

/** Takes back every act on an event. */
export function undo(i) {
  S.form = null;
  if (i >= C.events.given) return restore(i - C.events.given, false);
  C.fixes.unset(i);
  afterFix(i);
  say(t("fix.undone"));
}

export function chooseCandidate(i, candidate, isOwn) {
  if (isOwn) {
    C.fixes.unset(i, "candidate");
    C.fixes.unset(i, "move");
    return afterFix(i);
  }
  const {id, name, lat, lon, radius_km, country, feature} = candidate;
  keep(i, "candidate", {place_id: id, name, lat, lon, radius_km, country, feature});
}

export function endDrag(i, {lat, lng}) {
  S.drag = null;
  keep(i, "move", {lat: +lat.toFixed(5), lon: +lng.toFixed(5)});
}

const toggle = form => () => { S.form = S.form === form ? null : form; update({sifted: true}); };

export function fixbar(i) {
  const acts = C.fixes.of(i) || (i < C.events.given ? null : {restore: {}}), isPlaced = !Number.isNaN(C.events.lat[i]);
  const act = (key, onclick, props) => button(t(key), onclick, {cls: "btn", ...props});
  const state = acts ? Object.keys(acts).map(action => named("action", action)).join(", ") : t("fix.hint");
  return h("section", {cls: "fixbar", "aria-label": t("fix")}, h("div", {cls: "hd"}, t("fix"), h("small", {}, state)), h("div", {cls: "bs"},
    isPlaced ? act("fix.move", () => { S.drag = S.drag === i ? null : i; update({sifted: true}); }, {"aria-pressed": String(S.drag === i), "data-k": "fix-move"}) : null,
    act("fix.edit", toggle("edit"), {"aria-pressed": String(S.form === "edit"), "data-k": "fix-edit"}),
    act("fix.note", toggle("note"), {"aria-pressed": String(S.form === "note"), "data-k": "fix-note"}),
    acts ? act("fix.undo", () => undo(i), {"data-k": "fix-undo"}) : null,
    act("fix.reject", () => { C.fixes.set(i, "reject", {}); closeOpen(); update(); say(t("fix.rejected")); }, {cls: "btn bad", "data-k": "fix-reject"})),
  S.form === "edit" ? editForm(i) : null, S.form === "note" ? noteForm(i) : null);
}

function editForm(i) {
  const {events} = C, type = events.get(i, "event_type"), sub = events.get(i, "sub_event_type"), day = number => events.isDated(i) ? isoOf(number) : "";
  const option = (value, chosen, words) => h("option", {value, selected: value === chosen}, words);
  const types = h("select", {"aria-label": t("fix.type"), "data-k": "fix-type", onchange: event => keep(i, "type", {event_type: event.target.value, sub_event_type: SUB_TYPES[event.target.value][0]})}, TYPES.map((name, k) => option(name, type, typeName(k))));
  const subs = h("select", {"aria-label": t("fix.sub"), "data-k": "fix-sub", onchange: event => keep(i, "type", {event_type: type, sub_event_type: event.target.value})}, (SUB_TYPES[type] || [sub]).map(name => option(name, sub, named("sub", name))));
  const setDate = () => {
    const [start, end] = [from.value, to.value || from.value];
    if (start) keep(i, "date", {start, end: end < start ? start : end, precision: end > start ? "unknown" : "day"});
  };
  const from = h("input", {type: "date", value: day(events.from[i]), "aria-label": t("fix.from"), "data-k": "fix-from", onchange: setDate});
  const to = h("input", {type: "date", value: day(events.to[i]), "aria-label": t("fix.to"), "data-k": "fix-to", onchange: setDate});
  return h("div", {cls: "two"}, types, subs, from, to);
}

function noteForm(i) {
  const acts = C.fixes.of(i), note = h("textarea", {rows: 2, placeholder: t("fix.note.hint"), "aria-label": t("fix.note"), "data-k": "fix-text"}, (acts && acts.note && acts.note.text) || "");
  note.onchange = () => {
    const text = note.value.trim();
    if (text) keep(i, "note", {text}); else { C.fixes.unset(i, "note"); afterFix(i); }
  };
  return note;
}
