/* Days as numbers (days since 1970-01-01, UTC) and as words. No DOM here. */
import { currentLocale } from "./words.js";

const DAY = 864e5;

/** The day of "2019-03-23", or null. */
export function dayOf(iso) {
  if (!iso) return null;
  const time = Date.parse(`${iso}T00:00Z`);
  return Number.isNaN(time) ? null : Math.floor(time / DAY);
}

export const isoOf = day => new Date(day * DAY).toISOString().slice(0, 10);
export const yearOf = day => new Date(day * DAY).getUTCFullYear();

const formats = new Map();
function format(name, options) {
  const key = `${currentLocale()} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(currentLocale(), {timeZone: "UTC", ...options}));
  return formats.get(key);
}
const fullDay = () => format("day", {day: "numeric", month: "short", year: "numeric"});
const month = () => format("month", {month: "short", year: "numeric"});

export const dayWords = day => fullDay().format(day * DAY);
export const monthWords = day => month().format(day * DAY);
export const rangeWords = (from, to) => fullDay().formatRange(from * DAY, to * DAY);

/** Days in words, as sharp as they are known: a day, a month, a range of months, a year. */
export function spanWords(from, to) {
  if (to <= from) return dayWords(from);
  const a = new Date(from * DAY), b = new Date((to + 1) * DAY);
  if (a.getUTCDate() === 1 && b.getUTCDate() === 1) {
    if (a.getUTCMonth() === 0 && b.getUTCMonth() === 0) {
      const last = b.getUTCFullYear() - 1;
      return last === a.getUTCFullYear() ? String(last) : `${a.getUTCFullYear()}–${last}`;
    }
    return to - from < 31 ? monthWords(from) : month().formatRange(from * DAY, to * DAY);
  }
  return rangeWords(from, to);
}
