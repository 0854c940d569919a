import assert from "node:assert/strict";
import { test } from "node:test";
import { Clusters, Spots, total } from "../../geomap/mapping/static/clusters.js";
import { reader } from "../../geomap/mapping/static/columns.js";
import { toCSV, toGeoJSON } from "../../geomap/mapping/static/exports.js";
import { events } from "./data.js";

test("every form of a column is read", () => {
  const read = column => [0, 1, 2].map(reader(column));
  assert.deepEqual(read({all: 7}), [7, 7, 7]);
  assert.deepEqual(read({each: [1, null, "x"]}), [1, null, "x"]);
  assert.deepEqual(read({values: ["a", null], index: [8, "AAEA"]}), ["a", null, "a"]);
  assert.deepEqual(read({numbers: [-16, "AAD//+gD"], scale: 1000}), [0, -.001, 1]);
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

const WORLD = [-180, -85, 180, 85];

/** Clusters of points [lat, lon] with one event each. */
function clusters(points, options = {radius: 20, maxZoom: 14}) {
  const sample = {n: points.length, lat: points.map(([lat]) => lat), lon: points.map(([, lon]) => lon), type: points.map((_, k) => k % 2)};
  return new Clusters(sample, new Spots(sample), points.map((_, k) => k), options);
}

test("events at one point are one spot, and clusters count events", () => {
  const sample = events(), spots = new Spots(sample);
  const found = new Clusters(sample, spots, [0, 1, 3], {radius: 20, maxZoom: 14}).inside(WORLD, 8);
  assert.deepEqual(found.map(group => [total(group.mix), group.spots.length]), [[2, 1], [1, 1]]);
  assert.deepEqual(spots.at(0, new Uint16Array(4)), [0, 1]);
  assert.equal(spots.of[2], -1);
});

test("near points are one cluster from afar, and fall apart at the zoom that it names", () => {
  const index = clusters([[35, 39], [35.1, 39.1], [36, 44]]), [near, far] = index.inside(WORLD, 5);
  assert.deepEqual([near.spots, far.spots], [[0, 1], [2]]);
  assert.deepEqual(near.mix.slice(0, 2), [1, 1]);
  assert.ok(Math.abs(near.lat - 35.05) < 1e-3 && Math.abs(near.lon - 39.05) < 1e-6);
  const zoom = index.partingZoom(near.group);
  assert.equal(index.inside(WORLD, zoom - 1).length, 2);
  assert.equal(index.inside(WORLD, zoom).length, 3);
});

test("no two clusters lie nearer than the radius, and none is lost", () => {
  const points = Array.from({length: 400}, (_, k) => [30 + (k * 7919 % 997) / 150, 36 + (k * 104729 % 991) / 100]);
  for (const zoom of [3, 6, 9]) {
    const found = clusters(points).inside(WORLD, zoom), size = 256 * 2 ** zoom;
    const flat = found.map(({lat, lon}) => [lon / 360 * size, -Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / 2 / Math.PI * size]);
    assert.equal(found.reduce((sum, group) => sum + total(group.mix), 0), points.length);
    flat.forEach(([x, y], k) => { for (const [u, v] of flat.slice(k + 1)) assert.ok(Math.hypot(x - u, y - v) > 20 - 1e-6); });
  }
});

test("only what lies in the box is found, and past the last zoom nothing is gathered", () => {
  const index = clusters([[35, 39], [35.00001, 39.00001], [-20, 100]]);
  assert.equal(index.inside([30, 30, 50, 40], 4).length, 1);
  assert.equal(index.inside(WORLD, 15).length, 3);
  assert.equal(index.partingZoom(2), Infinity);
});

const ROW = {
  name: "Hajin", role: "context", reason: "context", why: "background", article_id: "x", start: 112, end: 117, excerpt: "Born in Hajin \u{1F1F8}", marks: [["where", 8, 13]],
  lat: 34.68931, lon: 40.83121, place_id: "t:1", place: "Hajin", country: "Syria", candidates: [{id: "t:1", name: "Hajin", country: "SY", admin1: "Deir ez-Zor", feature: "PPL", lat: 34.68931, lon: 40.83121, score: 1, radius_km: 5}], count: 1,
};

test("a row of the ledger is absent until it is put on the map, and again when it is taken back", () => {
  const sample = events({ledger: [ROW], restored_ids: ["r"]}, new Map([["SY", [760, "Syria"]]])), facets = sample.facets.country.values.length;
  assert.deepEqual([sample.n, sample.count, sample.absent[4], Number.isNaN(sample.lat[4])], [5, 4, 1, true]);
  assert.equal(sample.restore(0, true), 4);
  assert.deepEqual([sample.count, sample.absent[4], sample.lat[4], sample.get(4, "iso"), sample.get(4, "certainty"), sample.get(4, "excerpt_start"), sample.get(4, "excerpt_end")], [5, 0, 34.68931, 760, "exact", 104, 119]);
  assert.equal(sample.note(4), "Other; Hajin, Syria; date not known: “Born in Hajin \u{1F1F8}”");
  assert.deepEqual(sample.get(4, "marks"), ROW.marks);
  assert.deepEqual(sample.get(4, "candidates"), ROW.candidates);
  assert.equal(sample.sources(4)[0].event_id, "r");
  sample.restore(0, false);
  assert.deepEqual([sample.count, sample.facets.country.values.length, Number.isNaN(sample.lat[4])], [4, facets, true]);
});

test("a name without a place becomes an event without one, and a wide place is an area or a country", () => {
  const wide = {...ROW, candidates: [{...ROW.candidates[0], radius_km: 40}]}, whole = {...ROW, candidates: [{...ROW.candidates[0], feature: "PCLI", radius_km: null}]};
  const sample = events({ledger: [{...ROW, lat: null, lon: null, candidates: []}, wide, whole], restored_ids: ["a1", "b1", "c1"]});
  const made = [0, 1, 2].map(k => sample.restore(k, true)).map(i => [sample.get(i, "certainty"), sample.get(i, "radius_km"), sample.get(i, "geo_precision")]);
  assert.deepEqual(made, [["none", null, null], ["area", 40, 2], ["country", 350, 3]]);
});

test("exports are GeoJSON without a point where there is none, and CSV without formulas", () => {
  const sample = events();
  assert.deepEqual(JSON.parse(toGeoJSON(sample, [2], {})).features, [{type: "Feature", id: "c", geometry: null, properties: {event_type: "Protests"}}]);
  sample.change(0, {actor1: "=cmd|' /C calc'!A0, \"x\""});
  assert.match(toCSV(sample, [0]), /^\ufeffevent_id_cnty,event_date.*\r\na,2019-01-10.*,"'=cmd\|' \/C calc'!A0, ""x""",/);
});
