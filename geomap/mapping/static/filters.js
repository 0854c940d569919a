/* Which events pass the filters, in one pass; counts of each filter under all the others. No DOM here. */
import { CERTAINTIES, UNDATED } from "./columns.js";
import { fold, romanKey } from "./text.js";

export const BIT = {type: 1, sure: 2, status: 4, actor: 8, country: 16, source: 32, precision: 64, conf: 128, period: 256, query: 512, rejected: 1024, view: 2048, absent: 4096};
export const NOT_THERE = BIT.status | BIT.rejected | BIT.absent; // what no filter of the reader's hides
const LISTED = ["status", "actor", "country", "source", "precision"];
const SHORTEST_KEY = 3; // letters of a romanised key; a shorter one must be the whole name
const SEARCHED = ["location", "admin1", "admin2", "country", "location_text", "actor1", "actor2", "assoc_actor_1", "assoc_actor_2", "source", "sub_event_type", "event_type"];

/**
 * `fails[i]`: the filters that event `i` does not pass, as bits. `match` has a flag per event or is
 * null; `bounds` is [west, south, east, north] or null; `rejected` is a set of numbers.
 */
export function sift(events, choice, {match = null, bounds = null, rejected = new Set()} = {}) {
  const {n, type, sure, conf, from, to, lat, lon, absent} = events, fails = new Uint16Array(n);
  const types = choice.types.size ? choice.types : null;
  const sures = choice.facets.sure.size ? CERTAINTIES.map(c => choice.facets.sure.has(c)) : null;
  const listed = LISTED.filter(k => choice.facets[k].size).map(k => [BIT[k], events.facets[k], flags(events.facets[k], choice.facets[k])]);
  const period = choice.period, least = choice.conf - 1e-6;
  for (let i = 0; i < n; i++) {
    let bits = absent[i] ? BIT.absent : 0;
    if (types && !types.has(type[i])) bits |= BIT.type;
    if (sures && !sures[sure[i]]) bits |= BIT.sure;
    for (const [bit, facet, wanted] of listed) if (!facet.meets(i, wanted)) bits |= bit;
    if (conf[i] < least) bits |= BIT.conf;
    if (from[i] === UNDATED ? !choice.undated : period && (to[i] < period[0] || from[i] > period[1])) bits |= BIT.period;
    if (match && !match[i]) bits |= BIT.query;
    if (bounds && !within(lat[i], lon[i], bounds)) bits |= BIT.view;
    fails[i] = bits;
  }
  for (const i of rejected) fails[i] |= BIT.rejected;
  return fails;
}

const flags = (facet, chosen) => Uint8Array.from(facet.values, value => chosen.has(value) ? 1 : 0);

function within(lat, lon, [west, south, east, north]) {
  if (Number.isNaN(lat) || lat < south || lat > north) return false;
  return [lon, lon + 360, lon - 360].some(x => x >= west && x <= east);
}

/** Numbers of the events that pass every filter. */
export function passing(fails) {
  let count = 0;
  for (const bits of fails) if (bits === 0) count++;
  const shown = new Uint32Array(count);
  for (let i = 0, k = 0; i < fails.length; i++) if (fails[i] === 0) shown[k++] = i;
  return shown;
}

/** How many events each value of a facet would show under all the other filters: [[value, count]]. */
export function countFacet(facet, fails, bit) {
  const counts = new Uint32Array(facet.values.length), {starts, items} = facet;
  for (let i = 0; i < fails.length; i++)
    if ((fails[i] & ~bit) === 0) for (let k = starts[i]; k < starts[i + 1]; k++) counts[items[k]]++;
  return facet.values.map((value, k) => [value, counts[k]]);
}

/** The same for a column of small numbers. */
export function countNumbers(numbers, fails, bit, size) {
  const counts = new Uint32Array(size);
  for (let i = 0; i < fails.length; i++) if ((fails[i] & ~bit) === 0) counts[numbers[i]]++;
  return counts;
}

/** The words of a query, folded; those of a phrase in quotation marks stay together. */
export function wordsOf(query) {
  const found = [];
  for (const [, phrase, word] of query.matchAll(/["“”]([^"“”]+)["“”]|(\S+)/g)) {
    const folded = fold(phrase ?? word).trim();
    if (folded) found.push(folded);
  }
  return found;
}

/** A flag for each event in whose text, place, actors or sources every word of the query stands. */
export function findMatches(events, query) {
  const words = wordsOf(query);
  if (!words.length) return null;
  const names = SEARCHED.filter(name => events.columns[name]);
  const hits = new Map(), match = new Uint8Array(events.n), all = (1 << words.length) - 1;
  const roman = romanKey(words.join(" ")), isLong = roman.length >= SHORTEST_KEY, isName = roman && words.join("").length > SHORTEST_KEY;
  const inName = value => {
    if (!value) return 0;
    let bits = hits.get(value);
    if (bits === undefined) {
      const folded = fold(value);
      const key = isName ? romanKey(value) : "";
      bits = isName && (isLong ? ` ${key} `.includes(` ${roman} `) : key === roman) ? all : 0;
      words.forEach((word, k) => { if (folded.includes(word)) bits |= 1 << k; });
      hits.set(value, bits);
    }
    return bits;
  };
  const inText = text => {
    const folded = fold(text || "");
    let bits = 0;
    words.forEach((word, k) => { if (folded.includes(word)) bits |= 1 << k; });
    return bits;
  };
  for (let i = 0; i < events.n; i++) {
    let bits = 0;
    for (const name of names) bits |= inName(events.get(i, name));
    if (bits !== all) bits |= inText(events.raw(i, "excerpt"));
    if (bits !== all) {
      const written = events.raw(i, "sources");
      if (written) for (const source of events.sources(i)) bits |= inText(source.excerpt) | inName(source.title);
      else bits |= inName(events.article(events.raw(i, "article_id")).title);
    }
    match[i] = bits === all ? 1 : 0;
  }
  return match;
}
