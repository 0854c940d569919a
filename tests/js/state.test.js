import assert from "node:assert/strict";
import { test } from "node:test";
import { activeFilters, decode, encode, freshChoice } from "../../geomap/mapping/static/state.js";

const roundTrip = choice => decode(encode({choice, view: "list", order: "new", language: "en"}, null, null)).choice;

test("every choice survives the address", () => {
  const choice = freshChoice();
  Object.assign(choice, {query: "Ar-Raqqa & 100% #1", conf: .35, period: [17000, 17100], undated: false, inView: true});
  choice.types.add(0).add(3).add(6);
  choice.facets.actor.add("Military Forces of Syria (2000-); Hama|Homs");
  choice.facets.sure.add("area");
  choice.facets.status.add("denied");
  assert.deepEqual(roundTrip(choice), choice);
});

test("no status chosen means all, and is not the usual choice", () => {
  const choice = freshChoice();
  choice.facets.status = new Set();
  assert.deepEqual(roundTrip(choice), choice);
  assert.deepEqual(activeFilters(choice), ["status"]);
});

test("a fresh choice needs no word in the address and hides nothing", () => {
  assert.equal(encode({choice: freshChoice(), view: "list", order: "new"}, null, null), "");
  assert.deepEqual(activeFilters(freshChoice()), []);
});

test("nonsense in the address is left out", () => {
  const {choice, map, view, order} = decode("m=a/b/c&t=??&d=2019-13-45_x&c=7&v=x&o=y&u=maybe");
  assert.deepEqual([choice, map, view, order], [freshChoice(), null, "list", "new"]);
});
