/* What speaks for an event: its sentence with its marks, the candidates for its place, its sources. */
import { KINDS } from "./columns.js";
import { dayWords, dayOf } from "./dates.js";
import { published, sure, sureWords, when } from "./describe.js";
import { h, meter } from "./dom.js";
import { chooseCandidate } from "./fixing.js";
import { C } from "./state.js";
import { fold, pieces, safeAddress } from "./text.js";
import { capital, countryName, fmt, named, score, t } from "./words.js";

const CLASSES = ["t", "p", "d", "a"]; // of the marks: what, where, when, who

/** An excerpt with its marks as elements; the text of all of them together is the excerpt. */
export function marked(text, flat) {
  return pieces(text || "", flat).map(piece => piece.kinds.reduceRight(
    (inner, kind) => h("mark", {cls: CLASSES[kind], title: t(`mark.${KINDS[kind]}`)}, inner), piece.text));
}

/** Marks as the GeoJSON has them, [[kind, start, end]], in the flat form. */
export const flatten = marks => (marks || []).flatMap(([kind, start, end]) => KINDS.includes(kind) ? [KINDS.indexOf(kind), start, end] : []);

export const legend = () => h("p", {cls: "leg"}, KINDS.map((kind, k) => h("mark", {cls: CLASSES[k]}, t(`mark.${kind}`))));

export function disagreements(i) {
  return (C.events.raw(i, "contradictions") || []).map(item => h("div", {cls: "contra"},
    h("h3", {}, t("contra", {field: named("field", item.field)})),
    h("div", {}, (item.values || []).map(one => h("p", {}, h("small", {dir: "auto"}, sourceName(C.events.article(one.article_id))),
      h("b", {dir: "auto"}, Array.isArray(one.value) ? one.value.join(" – ") : String(one.value ?? "—")), one.excerpt ? h("q", {dir: "auto"}, one.excerpt) : null)))));
}

const sourceName = article => [article.source || article.title || article.id, article.published].filter(Boolean).join(", ");
/** Whether one reason stands in another already. */
const isSaid = (whole, part) => Boolean(whole && part) && fold(whole).includes(fold(part));
const asSentence = text => text ? h("bdi", {}, `${capital(text)}${/[.!?…]$/.test(text) ? "" : "."}`) : "";

/** Why the event is where it is: phrase, rule, candidates with their scores. */
export function whyHere(i) {
  const {events} = C, candidates = events.candidates(i), fixed = C.fixes.of(i) || {};
  if (sure(i) === "none") return [h("h3", {}, t("why.not")), h("p", {cls: "rule"}, t("why.not.text"))];
  const phrase = events.raw(i, "location_text"), basis = events.raw(i, "location_basis"), rule = events.raw(i, "rule"), out = [];
  out.push(h("h3", {}, t("why.here"), h("small", {}, t(candidates.length > 1 ? "why.pick" : "why.only"))));
  const changed = fixed.move ? t("moved.by.hand") : fixed.candidate ? t("chosen.by.hand", {place: fixed.candidate.name}) : null;
  const before = changed ? [h("b", {}, changed), " ", t("before", {place: events.raw(i, "location") || t("place.none")})]
    : [h("b", {}, sureWords(i)), phrase ? ["; ", t("from.words"), " ", h("q", {dir: "auto"}, phrase)] : null, ". ", asSentence(basis), " ", asSentence(isSaid(basis, rule) ? null : rule)];
  out.push(h("p", {cls: "rule"}, before));
  if (candidates.length) out.push(h("div", {role: "radiogroup", "aria-label": t("candidates")}, candidates.map((candidate, k) => candidateRow(i, candidate, k, candidates, fixed))));
  return out;
}

function candidateRow(i, candidate, k, candidates, fixed) {
  const own = candidates.findIndex(other => other.id === C.events.raw(i, "place_id"));
  const now = fixed.move ? -1 : fixed.candidate ? candidates.findIndex(other => other.id === fixed.candidate.place_id) : own;
  const kind = [candidate.feature ? named("feature", candidate.feature) : "", candidate.admin1, countryName(candidate.country), candidate.match === "geocoder" ? t("match.geocoder") : ""].filter(Boolean);
  return h("label", {cls: `cand${k === now ? " on" : ""}`}, h("input", {type: "radio", name: "cand", checked: k === now, "data-k": `cand${k}`, onchange: () => chooseCandidate(i, candidate, k === own)}),
    h("span", {dir: "auto"}, candidate.name, h("small", {}, kind.join(", "))), h("span", {cls: "sc"}, meter(candidate.score), score(candidate.score)));
}

export function whyThen(i) {
  const {events} = C, words = events.raw(i, "date_text"), basis = events.raw(i, "date_basis"), precision = events.get(i, "date_precision");
  const head = events.isDated(i) ? t("when.precise", {date: when(i), precision: named("precision", precision || "unknown")}) : t("undated");
  const fixed = (C.fixes.of(i) || {}).date;
  return [h("h3", {}, t("why.then")), h("p", {cls: "rule"}, h("b", {}, head), words && !fixed ? ["; ", t("from.words"), " ", h("q", {dir: "auto"}, words)] : null, ". ", fixed ? t("set.by.hand") : asSentence(basis))];
}

export function facts(i) {
  const {events} = C, pair = (key, ...value) => [h("dt", {}, t(key)), h("dd", {}, h("bdi", {}, ...value))];
  const sides = [["actor1", "assoc_actor_1"], ["actor2", "assoc_actor_2"]].map(names => names.map(name => events.get(i, name)).filter(Boolean).join("; "));
  const injured = headcount(events.get(i, "injured"), events.get(i, "injured_max"));
  return h("dl", {cls: "facts"},
    pair("fact.who", sides[0] || (sides[1] ? "—" : t("who.none"))), sides[1] ? pair("fact.whom", sides[1]) : null,
    pair("fact.deaths", headcount(events.get(i, "fatalities"), events.get(i, "fatalities_max")) || t("deaths.none")),
    injured ? pair("fact.injured", injured) : null,
    pair("fact.status", named("status", events.get(i, "status")), h("small", {dir: "auto"}, events.raw(i, "why") || "")),
    pair("fact.confidence", meter(events.conf[i]), score(events.conf[i])));
}

/** "12", "12 to 15", "at least 12". */
function headcount(low, high) {
  if (low === null || low === undefined) return null;
  if (high === null || high === undefined) return t("at.least", {n: low});
  return low === high ? fmt(low) : t("from.to", {low, high});
}

export function sourceLink(source) {
  const words = source.title || source.source || source.article_id, address = safeAddress(source.url);
  const name = address ? h("a", {href: address, target: "_blank", rel: "noopener noreferrer nofollow", dir: "auto"}, words) : h("b", {dir: "auto"}, words);
  return [name, h("small", {dir: "auto"}, [source.title ? source.source : null, published(source), source.article_id].filter(Boolean).join(" · "))];
}

/** Every source of an event that has several; the first one's sentence stands above already. */
export function sourceList(i) {
  const sources = C.events.sources(i);
  return sources.length < 2 ? null : [h("h3", {}, t("sources", {n: sources.length})), h("ul", {cls: "srcs"}, sources.map((source, k) => h("li", {}, sourceLink(source),
    k && source.excerpt ? h("q", {dir: "auto"}, marked(source.excerpt, flatten(source.marks))) : null,
    k && source.event_date && source.event_date !== C.events.raw(i, "event_date") ? h("small", {}, t("source.date", {date: dayWords(dayOf(source.event_date))})) : null)))];
}
