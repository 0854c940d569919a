import assert from "node:assert/strict";
import { test } from "node:test";
import { index, Spots, total } from "../../geomap/mapping/static/clusters.js";
import { reader } from "../../geomap/mapping/static/columns.js";
import { toCSV, toGeoJSON } from "../../geomap/mapping/static/exports.js";
import { events } from "./data.js";

test("the four forms of a column are read", () => {
  const read = column => [0, 1, 2].map(reader(column));
  assert.deepEqual(read({all: 7}), [7, 7, 7]);
  assert.deepEqual(read({each: [1, null, "x"]}), [1, null, "x"]);
  assert.deepEqual(read({values: ["a", null], index: [0, 1, 0]}), ["a", null, "a"]);
  assert.deepEqual(read({some: {1: "b"}, else: null}), [null, "b", null]);
  assert.deepEqual(read(undefined), [null, null, null]);
});

test("what columns.py left out is put back", () => {
  const sample = events();
  assert.equal(sample.trigger(0), "fought");
  assert.equal(sample.note(0), "Battle: “They fought in Raqqa”");
  assert.equal(sample.note(1), "as it was");
  assert.equal(sample.note(3), "Dance (claimed); Raqqa, Syria; 2020-05-01: “A dance in Iraq”");
  assert.deepEqual(sample.get(0, "marks"), [["what", 5, 11]]);
  assert.equal(sample.sources(0)[0].excerpt, "They fought in Raqqa");
});

test("a change is drawn, exported and taken back", () => {
  const sample = events();
  sample.change(0, {latitude: 36, event_date: "2018-01-01", event_type: "Protests"});
  assert.deepEqual([sample.lat[0], sample.type[0], sample.get(0, "event_date")], [36, 3, "2018-01-01"]);
  sample.change(0, null);
  assert.deepEqual([sample.lat[0], sample.type[0], sample.get(0, "event_date")], [35, 0, "2019-01-10"]);
});

test("events at one point are one spot, and clusters count events", () => {
  class Plain {
    load(points) { this.points = points; return this; }
    getClusters() { return this.points; }
  }
  const sample = events(), spots = new Spots(sample), found = index(sample, spots, [0, 1, 3], {Supercluster: Plain}).inside();
  assert.deepEqual(found.map(spot => total(spot.mix)), [2, 1]);
  assert.deepEqual(spots.at(0, new Uint16Array(4)), [0, 1]);
  assert.equal(spots.of[2], -1);
});

test("exports are GeoJSON without a point where there is none, and CSV without formulas", () => {
  const sample = events();
  assert.deepEqual(JSON.parse(toGeoJSON(sample, [2], {})).features, [{type: "Feature", id: "c", geometry: null, properties: {event_type: "Protests"}}]);
  sample.change(0, {actor1: "=cmd|' /C calc'!A0, \"x\""});
  assert.match(toCSV(sample, [0]), /^\ufeffevent_id_cnty,event_date.*\r\na,2019-01-10.*,"'=cmd\|' \/C calc'!A0, ""x""",/);
});
