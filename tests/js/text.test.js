import assert from "node:assert/strict";
import { test } from "node:test";
import { around, clip, cutter, fold, pieces, quiet, romanKey, safeAddress } from "../../geomap/mapping/static/text.js";

test("folding drops case, accents, apostrophes and hyphens", () => {
  assert.equal(fold("Ḥamāh"), "hamah");
  assert.equal(fold("Qal'at al-Madiq"), "qalat al madiq");
  assert.equal(fold("İstanbul"), fold("istanbul"));
  assert.equal(fold("الأنبار"), fold("الانبار"));
});

test("spellings of one name have one romanised key", () => {
  for (const [one, other] of [["Deir ez-Zor", "Dayr az Zawr"], ["Deir el-Zour", "Deir ez-Zor"], ["Raqqa", "Ar-Raqqah"], ["Qamishli", "Kamishly"], ["Mosul", "Al Mawsil"]])
    assert.equal(romanKey(one), romanKey(other), `${one}, ${other}`);
});

test("different places have different keys", () => {
  const names = ["Aleppo", "Idlib", "Homs", "Hama", "Damascus", "Baghdad", "Basra", "Kirkuk", "Tikrit"];
  assert.equal(new Set(names.map(romanKey)).size, names.length);
});

test("offsets count code points, a lone surrogate as one", () => {
  const text = "a\u{1F1F8}\u{1F1FE}b\ud800c";
  assert.equal(cutter(text)(3, 5), "b\ud800");
});

test("the pieces of a text are the text", () => {
  const text = "On 3 May \u{1d574}\u{1d574} fought at Raqqa";
  for (const marks of [[], [0, 12, 18, 1, 22, 27], [0, 0, 5, 3, 2, 8, 2, 2, 8], [1, 0, 999], [2, 5, 5]])
    assert.equal(pieces(text, marks).map(piece => piece.text).join(""), text);
});

test("where marks overlap a piece has both kinds", () => {
  assert.deepEqual(pieces("abcdef", [0, 0, 4, 3, 2, 6]), [{text: "ab", kinds: [0]}, {text: "cd", kinds: [0, 3]}, {text: "ef", kinds: [3]}]);
});

test("a search hit is found through accents and shown as it is written", () => {
  assert.deepEqual(around("Fighters entered Ḥamāh at dawn.", ["hamah"]), ["Fighters entered ", "Ḥamāh", " at dawn."]);
  assert.equal(around("Nothing here", ["xyz"]), null);
});

test("a long sentence is clipped to shortly before what happened", () => {
  const text = `${"word ".repeat(40)}attacked the town`;
  const shown = clip(text, [0, 200, 208]).map(piece => piece.text).join("");
  assert.ok(shown.startsWith("…") && shown.endsWith("attacked the town") && shown.length < 80);
});

test("only addresses of the web become links", () => {
  assert.equal(safeAddress("https://news.example/1"), "https://news.example/1");
  for (const address of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x", "", null, "news.example"]) assert.equal(safeAddress(address), null);
});

test("a name in capitals is said quietly, an abbreviation and any other name as it is", () => {
  const names = {"NORTH OF KALAY": "north of Kalay", "KYIV'S EAST": "Kyiv's east", "N'DJAMENA": "N'djamena", "HAKHA": "Hakha", "AL-HOL": "Al-Hol", "US": "US", "D.C.": "D.C.", "Deir ez-Zor": "Deir ez-Zor", "حلب الشرقية": "حلب الشرقية", "": "", "1234567": "1234567"};
  for (const [name, said] of Object.entries(names)) assert.equal(quiet(name), said);
});
