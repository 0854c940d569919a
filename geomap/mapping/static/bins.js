/* The timeline's bins: days, weeks, months, quarters or years, by how long the time is. No DOM here. */
import { OTHER, UNDATED } from "./columns.js";

const DAY_MS = 864e5;
export const LONG = 60; // days from which an event's span has no exact month
const LIMIT = 72; // most bins, years aside
const STEPS = ["day", "week", "month", "quarter", "year", "decade"];
const MONTHS = {month: 1, quarter: 3, year: 12, decade: 120};

/** First days of the bins of a kind that cover the days from `low` to `high`, and the day after the last. */
export function edges(kind, low, high) {
  const found = [];
  if (kind === "day" || kind === "week") {
    const step = kind === "day" ? 1 : 7, start = kind === "day" ? low : low - ((low + 3) % 7 + 7) % 7;
    for (let day = start; day <= high + step; day += step) { found.push(day); if (day > high) break; }
    return found;
  }
  const step = MONTHS[kind], whole = Math.max(step, 12); // months: the axis begins and ends with a year
  for (let month = Math.floor(new Date(low * DAY_MS).getUTCFullYear() * 12 / whole) * whole; ; month += step) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const day = Math.round(date.getTime() / DAY_MS);
    found.push(day);
    if (day > high && month % whole === 0) return found;
  }
}

const rough = (kind, days) => days / {day: 1, week: 7, month: 30, quarter: 91, year: 365, decade: 3652}[kind];

/** `{kind, edges}` for the days of the events that `counts` lets through, or null for fewer than two days. */
export function scale(events, counts = () => true) {
  const days = new Set();
  let low = Infinity, high = -Infinity;
  for (let i = 0; i < events.n; i++) {
    if (events.from[i] === UNDATED || !counts(i)) continue;
    low = Math.min(low, events.from[i]);
    high = Math.max(high, events.to[i]);
    if (days.size < 2) days.add(events.from[i]);
  }
  if (days.size < 2) return null;
  const kind = STEPS.find(step => rough(step, high - low + 1) <= LIMIT) || "decade";
  return {kind, edges: edges(kind, low, high)};
}

/** The bin in which a day lies. */
export function binOf(list, day) {
  let low = 0, high = list.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle] <= day) low = middle; else high = middle - 1;
  }
  return low;
}

/** For each bin how many events of each type: `sharp` with a date, `soft` with a long span at its middle. */
export function histogram(events, fails, ignored, list) {
  const bins = list.length - 1, width = OTHER + 1, sharp = new Uint32Array(bins * width), soft = new Uint32Array(bins * width);
  for (let i = 0; i < events.n; i++) {
    if ((fails[i] & ~ignored) !== 0 || events.from[i] === UNDATED) continue;
    const long = events.to[i] - events.from[i] > LONG;
    const day = long ? Math.floor((events.from[i] + events.to[i]) / 2) : events.from[i];
    (long ? soft : sharp)[binOf(list, day) * width + events.type[i]]++;
  }
  let top = 1;
  for (let bin = 0; bin < bins; bin++) {
    let sum = 0;
    for (let k = bin * width; k < bin * width + width; k++) sum += sharp[k] + soft[k];
    top = Math.max(top, sum);
  }
  return {sharp, soft, top, width};
}
