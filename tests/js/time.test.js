import assert from "node:assert/strict";
import { test } from "node:test";
import { binOf, edges, histogram, scale } from "../../geomap/mapping/static/bins.js";
import { dayOf, isoOf, spanWords } from "../../geomap/mapping/static/dates.js";
import { fmt, speak, t } from "../../geomap/mapping/static/words.js";
import words from "../../geomap/mapping/static/words.json" with {type: "json"};
import { events } from "./data.js";

test("days and dates are each other's inverse", () => {
  for (const iso of ["1969-12-31", "1970-01-01", "2020-02-29", "0999-05-01"]) assert.equal(isoOf(dayOf(iso)), iso);
  assert.equal(dayOf("2019-13-01"), null);
});

test("a span of days is said as sharply as it is known", () => {
  speak(words, "en");
  const said = (from, to) => spanWords(dayOf(from), dayOf(to));
  assert.equal(said("2019-03-23", "2019-03-23"), "23 Mar 2019");
  assert.equal(said("2019-02-01", "2019-02-28"), "Feb 2019");
  assert.equal(said("2016-01-01", "2016-12-31"), "2016");
  assert.equal(said("2014-01-01", "2016-12-31"), "2014–2016");
  assert.match(said("2019-04-07", "2019-04-13"), /7\s*–\s*13 Apr 2019/);
});

test("bins cover all days, and every day is in its bin", () => {
  for (const kind of ["day", "week", "month", "quarter", "year", "decade"]) {
    const [low, high] = [dayOf("2018-11-17"), dayOf("2019-02-03")], list = edges(kind, low, high);
    assert.ok(list[0] <= low && list[list.length - 1] > high, kind);
    for (let day = low; day <= high; day++) {
      const bin = binOf(list, day);
      assert.ok(list[bin] <= day && day < list[bin + 1], kind);
    }
  }
});

test("the histogram counts every dated event once", () => {
  const sample = events(), {edges: list, kind} = scale(sample), {sharp, soft} = histogram(sample, new Uint16Array(4), 0, list);
  assert.equal(kind, "week");
  assert.equal(sharp.reduce((a, b) => a + b) + soft.reduce((a, b) => a + b), 3);
});

test("words are chosen by number and language, and fall back to English", () => {
  speak(words, "ar");
  assert.equal(t("events", {n: 2}), "حدثان");
  assert.match(t("events", {n: 5}), /^5 أحداث$/);
  speak(words, "fr");
  assert.equal(t("events", {n: 1}), "1 événement");
  assert.equal(t("dates.one", {date: "x"}), "x");
  speak(words, "xx");
  assert.equal(t("events", {n: 1234}), "1,234 events");
  assert.equal(fmt(1234), "1,234");
});

test("a value that is filled in is not filled again", () => {
  speak(words, "en");
  assert.equal(t("flow.from", {place: "{n} $& {place}"}), "from {n} $& {place}");
});
