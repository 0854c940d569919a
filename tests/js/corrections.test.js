import assert from "node:assert/strict";
import { test } from "node:test";
import { Corrections, keyOf } from "../../geomap/mapping/static/corrections.js";
import { events } from "./data.js";

test("a move takes the place of a candidate, and the reverse", () => {
  const fixes = new Corrections();
  fixes.set(0, "candidate", {name: "x"});
  fixes.set(0, "move", {lat: 1, lon: 2});
  assert.deepEqual(fixes.of(0), {move: {lat: 1, lon: 2}});
  fixes.set(0, "note", {text: "n"});
  assert.equal(fixes.count, 2);
  fixes.unset(0);
  assert.equal(fixes.of(0), null);
});

test("the file names the event, its words and what was done", () => {
  const fixes = new Corrections(), sample = events();
  fixes.set(0, "reject", {});
  const file = JSON.parse(fixes.toFile(key => keyOf(sample, key)));
  assert.equal(file.geomap_corrections, 1);
  assert.deepEqual(file.corrections, [{
    event_id: "a", action: "reject", value: {},
    key: {article_id: "x", source: "S", url: null, name: "Raqqa", trigger: "fought", excerpt: "They fought in Raqqa", event_date: "2019-01-10"},
  }]);
  assert.deepEqual([...fixes.rejected()], [0]);
});

test("a lone surrogate survives the file", () => {
  const fixes = new Corrections();
  fixes.set(0, "note", {text: "\ud800"});
  assert.match(fixes.toFile(() => ({event_id: "a", key: {}})), /\\ud800/);
});
