/* What a name of "not on the map" is as an event, as geomap/corrections/changes.py makes it. No DOM here. */
const TOWN_KM = 15, DISTRICT_KM = 60, NAMED_KM = 5, COUNTRY_KM = 350, COUNTRY = /^PCL/;

/** A radius, or that of the kind of place. */
export const radiusOf = (km, feature) => km || (COUNTRY.test(feature || "") ? COUNTRY_KM : NAMED_KM);

/** ACLED's geo_precision of a radius. */
const precisionOf = km => km <= TOWN_KM ? 1 : km <= DISTRICT_KM ? 2 : 3;

/** Properties of a place that was chosen by hand. `countries` has [ISO number, English name] by code. */
export function located({name, lat, lon, km, country, feature}, countries) {
  const isCountry = COUNTRY.test(feature || ""), precision = isCountry ? 3 : precisionOf(km), [iso, words] = countries.get(country) || [null, null];
  return {
    location: name, latitude: round(lat, 5), longitude: round(lon, 5), radius_km: round(km, 2), country_code: country ?? null, country: words, iso,
    admin1: null, admin2: null, feature_code: feature ?? null, geo_precision: precision, rule: null, place_id: null,
    certainty: isCountry ? "country" : precision === 1 ? "exact" : "area",
  };
}

const round = (value, digits) => Number(Number(value).toFixed(digits));

/** The properties and the geometry of a row of the ledger once it is put on the map. */
export function restored(row, article, countries, rejected = []) {
  const own = rejected.find(feature => feature.id === row.event_id);
  if (own) return again(own);
  const start = row.start - (row.marks.length ? row.marks[0][1] : 0);
  const properties = {
    event_type: "Strategic developments", sub_event_type: "Other", disorder_type: "Strategic developments", status: "reported", certainty: "none", confidence: 1,
    why: "restored by hand from the names that are not on the map", source: article.source || article.url || row.article_id, article_id: row.article_id,
    excerpt: row.excerpt, excerpt_start: start, excerpt_end: start + Array.from(row.excerpt).length, marks: row.marks, trigger: row.name, trigger_start: row.start, trigger_end: row.end,
    location_text: row.name, candidates: row.candidates, contradictions: [], source_count: 1, corrected: {actions: ["restore"], note: null, before: {}},
  };
  if (row.lat !== null) Object.assign(properties, placeOf(row, countries));
  return {properties, geometry: null};
}

function placeOf(row, countries) {
  const place = row.candidates.find(candidate => candidate.id === row.place_id) || {};
  const at = located({name: row.place, lat: row.lat, lon: row.lon, km: radiusOf(place.radius_km, place.feature), country: place.country, feature: place.feature}, countries);
  return {...at, country: row.country, admin1: place.admin1 ?? null, place_id: row.place_id, location_basis: "restored by hand"};
}

/** An event that an earlier run rejected, as it was. */
function again({properties, geometry}) {
  const corrected = properties.corrected || {actions: [], note: null, before: {}};
  return {properties: {...properties, corrected: {...corrected, actions: [...new Set([...corrected.actions, "restore"])].sort()}}, geometry: geometry && geometry.type === "Point" ? null : geometry};
}
