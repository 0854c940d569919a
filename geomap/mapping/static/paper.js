/* What is printed below the map: all events with their sentences, then the names that are not on it. */
import { letter, placeAndCountry, sure, sureWords, when, headline } from "./describe.js";
import { $, h } from "./dom.js";
import { marked } from "./evidence.js";
import { glyph } from "./glyphs.js";
import { ordered } from "./list.js";
import { C, S } from "./state.js";
import { score, t } from "./words.js";

const ON_PAPER = 500; // events on paper

function drawPaper() {
  const cell = (...content) => h("td", {dir: "auto"}, ...content), numbers = ordered().slice(0, ON_PAPER);
  const heads = ["date", "event", "place", "sentence", "source", "conf"].map(name => h("th", {}, t(`column.${name}`)));
  const rows = numbers.map(i => h("tr", {}, cell(when(i)), cell(glyph(letter(i), sure(i)), headline(i)), cell(placeAndCountry(i), h("br"), sureWords(i)),
    h("td", {cls: "x", dir: "auto"}, marked(C.events.raw(i, "excerpt"), C.events.raw(i, "marks") || [])), cell(C.events.get(i, "source") || ""), cell(score(C.events.conf[i]))));
  const ledger = (C.data.ledger || []).slice(0, ON_PAPER).map(entry => `${entry.name} (${entry.why})`).join("; ");
  $("paper").replaceChildren(h("h2", {}, t("paper.events", {n: S.shown.length})), numbers.length < S.shown.length ? h("p", {}, t("paper.first", {n: numbers.length})) : "",
    h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)), ledger ? h("h3", {}, t("tab.off")) : "", ledger ? h("p", {dir: "auto"}, ledger) : "", h("p", {}, t("disclaimer")));
}

export const watchPaper = () => addEventListener("beforeprint", drawPaper);
