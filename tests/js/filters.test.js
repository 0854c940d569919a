import assert from "node:assert/strict";
import { test } from "node:test";
import { BIT, countFacet, countNumbers, findMatches, passing, sift, wordsOf } from "../../geomap/mapping/static/filters.js";
import { freshChoice } from "../../geomap/mapping/static/state.js";
import { events } from "./data.js";

const chosen = change => { const choice = freshChoice(); change(choice); return choice; };
const left = (change, more) => Array.from(passing(sift(events(), chosen(change), more)));
const all = choice => { choice.facets.status = new Set(); };

test("only what is reported or claimed passes at first", () => {
  assert.deepEqual(left(() => {}), [0, 1, 3]);
  assert.deepEqual(left(all), [0, 1, 2, 3]);
});

test("each filter leaves its events", () => {
  assert.deepEqual(left(choice => choice.types.add(0)), [0]);
  assert.deepEqual(left(choice => choice.types.add(6)), [3]);
  assert.deepEqual(left(choice => choice.facets.actor.add("B")), [0, 1]);
  assert.deepEqual(left(choice => choice.facets.sure.add("country")), [3]);
  assert.deepEqual(left(choice => { choice.conf = .8; }), [0, 3]);
  assert.deepEqual(left(choice => { all(choice); choice.period = [17897, 17940]; }), [0, 1, 2]);
  assert.deepEqual(left(choice => { all(choice); choice.undated = false; }), [0, 1, 3]);
  assert.deepEqual(left(all, {bounds: [43, 30, 45, 36]}), [3]);
  assert.deepEqual(left(all, {bounds: [403, 30, 405, 36]}), [3]);
  assert.deepEqual(left(all, {rejected: new Set([0])}), [1, 2, 3]);
});

test("a filter's counts are those under all the other filters", () => {
  const choice = chosen(c => { all(c); c.types.add(0); c.facets.actor.add("A"); }), sample = events(), fails = sift(sample, choice);
  assert.deepEqual(Array.from(countNumbers(sample.type, fails, BIT.type, 7)), [1, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual(countFacet(sample.facets.actor, fails, BIT.actor), [["A", 1], ["B", 1]]);
});

test("every word of a query must stand somewhere in the event", () => {
  const hits = query => Array.from(findMatches(events(), query) || [], Number);
  assert.deepEqual(hits("raqqa crowd"), [0, 1, 0, 0]);
  assert.deepEqual(hits("\"in raqqa\""), [1, 1, 0, 0]);
  assert.deepEqual(hits("rakka"), [1, 1, 1, 1]); // all are in Raqqa by their location
  assert.deepEqual(hits("  "), []);
  assert.deepEqual(wordsOf("\"Deir ez-Zor\" Élan"), ["deir ez zor", "elan"]);
});
