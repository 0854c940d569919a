/* One event, flow or zone with everything that is known about it. */
import { headline, isCorrected, letter, placeAndCountry, status, sure, typeName, what, when, isDisputed } from "./describe.js";
import { button, h, icon, rightToLeft } from "./dom.js";
import { disagreements, facts, legend, marked, flatten, sourceLink, sourceList, whyHere, whyThen } from "./evidence.js";
import { fixbar } from "./fixing.js";
import { endName, siblings } from "./flows.js";
import { glyph } from "./glyphs.js";
import { zoomTo } from "./layers.js";
import { ordered } from "./list.js";
import { closeOpen, open } from "./open.js";
import { C, S } from "./state.js";
import { capital, fmt, named, t } from "./words.js";

function cardHead(numbers, at, i) {
  const go = way => h("button", {cls: "sq", type: "button", "data-k": way < 0 ? "prev" : "next", "aria-label": t(way < 0 ? "previous" : "next"), disabled: numbers[at + way] === undefined, onclick: () => open(numbers[at + way], {byKey: true})},
    icon((way < 0) !== rightToLeft() ? "M12.5 4 6.5 10l6 6" : "M7.5 4l6 6-6 6"));
  return h("div", {cls: "cnav"}, button(`${rightToLeft() ? "›" : "‹"} ${t(S.here ? "back.here" : "all.events")}`, closeOpen, {cls: "link", "data-k": "back"}),
    i !== undefined && sure(i) !== "none" ? button(t("zoom.to"), () => zoomTo(i), {cls: "link"}) : null,
    h("span", {cls: "sp"}), at >= 0 ? [h("span", {cls: "pos"}, t("position", {k: at + 1, n: fmt(numbers.length)})), go(-1), go(1)] : null);
}

/** What was changed by hand in an earlier run, and how it was before. */
function corrected(i) {
  const change = C.events.raw(i, "corrected");
  if (!change) return null;
  const before = Object.entries(change.before || {}).filter(([name, value]) => value !== null && ["location", "event_date", "event_type", "sub_event_type"].includes(name)).map(([, value]) => String(value));
  return h("div", {cls: "byhand"}, h("h3", {}, t("by.hand")), h("p", {dir: "auto"}, (change.actions || []).map(action => named("action", action)).join(", "),
    before.length ? [". ", t("before", {place: before.join(", ")})] : null), change.note ? h("p", {dir: "auto"}, h("q", {}, change.note)) : null);
}

export function eventCard(i) {
  const numbers = ordered(), c = letter(i), fixed = C.fixes.of(i);
  return [h("article", {cls: "card", tabindex: -1, "aria-label": headline(i), "data-card": C.events.ids[i]}, cardHead(numbers, numbers.indexOf(i), i),
    h("div", {cls: `kick t${c}`}, glyph(c, sure(i)), h("div", {}, typeName(C.events.type[i]), " ", headline(i) === what(i) ? null : h("span", {}, what(i)))),
    h("h2", {dir: "auto"}, headline(i)),
    h("p", {cls: "by"}, h("b", {}, when(i)), h("span", {}, placeAndCountry(i)),
      C.events.get(i, "status") !== "reported" ? h("span", {cls: "st"}, status(i)) : null, isDisputed(i) ? h("span", {cls: "st con"}, t("disputed")) : null,
      isCorrected(i) ? h("span", {cls: "st hand"}, t("by.hand")) : null),
    h("blockquote", {dir: "auto"}, marked(C.events.raw(i, "excerpt"), C.events.raw(i, "marks") || [])), legend(),
    h("p", {cls: "from"}, sourceLink(C.events.sources(i)[0])),
    disagreements(i), corrected(i), fixed && fixed.note ? h("div", {cls: "byhand"}, h("h3", {}, t("note.yours")), h("p", {dir: "auto"}, fixed.note.text)) : null,
    whyHere(i), whyThen(i), facts(i), sourceList(i), fixbar(i))];
}

function sourceOf(thing) {
  const article = C.events.article(thing.article_id);
  return [h("h3", {}, t("source")), h("ul", {cls: "srcs"}, h("li", {}, sourceLink({...article, article_id: article.id})))];
}

export function flowCard(k) {
  const flow = C.data.flows[k], others = siblings(Number(k));
  return [h("article", {cls: "card", tabindex: -1, "aria-label": t("flow")}, cardHead([], -1), h("div", {cls: "kick tF"}, t("flow"), " ", h("span", {}, named("flow", flow.kind))),
    h("h2", {dir: "auto"}, flowHead(flow)),
    h("p", {cls: "by"}, h("b", {}, flow.share ? t("flow.share", {share: flow.share}) : t("flow.share.none"))),
    h("blockquote", {dir: "auto"}, marked(flow.excerpt, flatten(flow.marks))), legend(), sourceOf(flow),
    others.length ? [h("h3", {}, t("flows.others")), h("ul", {cls: "srcs"}, others.map(other => h("li", {}, button(flowHead(C.data.flows[other]), () => open(`flow:${other}`), {cls: "as", dir: "auto"}))))] : null)];
}

const flowHead = flow => t("flow.head", {goods: capital(flow.goods || t("flow.goods.none")), from: endName(flow.from) || t("place.unnamed"), to: endName(flow.to) || t("place.unnamed")});

export function zoneCard(zone) {
  return [h("article", {cls: "card", tabindex: -1, "aria-label": zone.name}, cardHead([], -1), h("div", {cls: "kick"}, t("zone")), h("h2", {dir: "auto"}, zone.name),
    h("p", {cls: "by"}, h("b", {}, named("zone", zone.class))), h("blockquote", {dir: "auto"}, zone.excerpt), sourceOf(zone))];
}
