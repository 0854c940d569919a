/* The page's own words, in the language of its reader. All of them stand in words.json. */
let table = {}, fallback = {}, plural = null, numbers = null, regions = null, locale = "en";

/** Chooses a language of `all` ({"en": {...}, "fr": {...}}); English fills what it lacks. */
export function speak(all, language) {
  fallback = all.en;
  table = all[language] || all.en;
  locale = {ar: "ar-u-nu-latn", en: "en-GB"}[language] || language;
  plural = new Intl.PluralRules(locale);
  numbers = new Intl.NumberFormat(locale);
  regions = new Intl.DisplayNames([locale], {type: "region"});
}

export const currentLocale = () => locale;
export const fmt = n => numbers.format(n);
export const short = n => n < 10000 ? fmt(n) : new Intl.NumberFormat(locale, {notation: "compact", maximumFractionDigits: 1}).format(n);
export const score = x => x.toLocaleString(locale, {minimumFractionDigits: 2, maximumFractionDigits: 2});

/** In a page from right to left a name in other letters stays a piece of its own (U+2068, U+2069). */
const isolated = text => text && locale.startsWith("ar") ? `\u2068${text}\u2069` : text;

/** The words for a key; {name} is filled from `values`, and {n} chooses the plural form. */
export function t(key, values) {
  let text = table[key] ?? fallback[key];
  if (text === undefined) return key;
  if (typeof text === "object") text = text[plural.select(values.n)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values && values[name];
    return value === undefined ? whole : typeof value === "number" ? fmt(value) : isolated(value);
  });
}

/** The words for a value of the data ("status.claimed"); the value itself where there are none. */
export function named(kind, value) {
  const key = `${kind}.${value}`;
  const text = table[key] ?? fallback[key];
  return text === undefined ? String(value ?? "").replaceAll("_", " ") : text;
}

/** A country's name by its ISO code, in the reader's language. */
export function countryName(code, otherwise) {
  try {
    return (code && regions.of(code)) || otherwise || "";
  } catch {
    return otherwise || code || "";
  }
}

export const capital = text => text ? text[0].toLocaleUpperCase(locale) + text.slice(1) : "";
export const list = items => items.join(t("comma"));
