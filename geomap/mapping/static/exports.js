/* The filtered events as GeoJSON and as CSV in ACLED's columns, as geomap itself writes them. No DOM here. */
const ACLED = [
  "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
  "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
  "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"];
const MORE = ["certainty", "radius_km", "status", "confidence", "excerpt"];

function feature(events, i) {
  const properties = {};
  for (const name of events.names) properties[name] = events.get(i, name);
  const lat = events.get(i, "latitude"), lon = events.get(i, "longitude");
  const geometry = lat === null ? null : events.geometry(i) ?? {type: "Point", coordinates: [lon, lat]};
  return {type: "Feature", id: events.ids[i], geometry, properties};
}

/** A FeatureCollection of these events, one feature a line; `beside` is its "geomap" member. */
export function toGeoJSON(events, shown, beside) {
  const lines = Array.from(shown, i => JSON.stringify(feature(events, i)));
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n],\n"geomap":${JSON.stringify(beside)}}\n`;
}

/** A cell that a spreadsheet shows and does not execute. */
function cell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV (RFC 4180) with a byte order mark, which spreadsheets need. */
export function toCSV(events, shown) {
  const value = (i, name) => name === "event_id_cnty" ? events.ids[i] : events.get(i, name);
  const names = [...ACLED, ...MORE];
  const rows = Array.from(shown, i => names.map(name => cell(value(i, name))).join(","));
  return "\ufeff" + [names.join(","), ...rows].join("\r\n") + "\r\n";
}
