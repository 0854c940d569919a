/* A few events in columns, as columns.py writes them. */
import { Events } from "../../geomap/mapping/static/columns.js";

const rows = [
  ["Battles", "2019-01-10", "exact", "reported", 35, 39, .9, "A; B", "SY"],
  ["Riots", "2019-02-10", "exact", "reported", 35, 39, .5, "B", "SY"],
  ["Protests", null, "none", "denied", null, null, .4, null, null],
  ["Dance", "2020-05-01", "country", "claimed", 33, 44, .8, "A", "IQ"],
];

/** `more` is put beside the columns. */
export function events(more = {}, countries = new Map()) {
  const each = k => ({each: rows.map(row => row[k])});
  return new Events({
    n: rows.length, ids: ["a", "b", "c", "d"], names: ["event_type"], places: [], articles: {names: ["id", "title", "source", "url"], rows: [["x", "T", "S", null]]},
    columns: {
      event_type: {values: ["Battles", "Riots", "Protests", "Dance"], index: [8, "AAECAw=="]}, event_date: each(1), event_date_end: each(1),
      certainty: each(2), status: each(3), latitude: each(4), longitude: each(5), confidence: each(6), actor1: each(7), country_code: each(8),
      excerpt: {each: ["They fought in Raqqa", "A crowd in Raqqa", "Somewhere", "A dance in Iraq"]}, article_id: {all: "x"}, source: {all: "S"},
      excerpt_start: {all: 10}, trigger_start: {all: 15}, trigger_end: {all: 21}, trigger: {all: null}, marks: {some: {0: [0, 5, 11]}, else: null},
      notes: {each: [["Battle"], "as it was", null, null]}, sub_event_type: {all: null}, country: {all: "Syria"}, sources: {all: null}, candidates: {all: []}, location: {all: "Raqqa"},
    },
    ...more,
  }, countries);
}
