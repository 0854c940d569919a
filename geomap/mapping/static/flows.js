/* Flows of goods as curved arrows. From off the map they enter at its edge, with a tag that says where from. */
/* global L */
import { h, phone, s } from "./dom.js";
import { covered, crosses, widthOf } from "./names.js";
import { open } from "./open.js";
import { C, S } from "./state.js";
import { countryName, t } from "./words.js";

const MOST_BUNDLES = 12;
const SHARES = [[/most|majority|largest|nearly all|half|[5-9]\d ?%|[5-9]\d per ?cent/i, 4.5], [/third|quarter|[2-4]\d ?%|one in [2-5]/i, 3.5]];

export const endName = end => end ? (end.name === end.country ? countryName(end.country) : end.name) : null;
const isDrawn = flow => flow.from && flow.to;
const widthOfFlow = flow => flow.share ? (SHARES.find(([words]) => words.test(flow.share)) || [null, 2.8])[1] : 2.4;

/** Flows by where they come from: one tag each, one arrow for every place they go to; the largest first. */
function bundles(flows) {
  const found = new Map();
  flows.forEach((flow, k) => {
    if (!isDrawn(flow)) return;
    const key = `${flow.from.lat} ${flow.from.lon}`, end = `${flow.to.lat} ${flow.to.lon}`;
    if (!found.has(key)) found.set(key, {flow, numbers: [], ends: new Map()});
    const bundle = found.get(key);
    bundle.numbers.push(k);
    bundle.ends.set(end, [...(bundle.ends.get(end) || []), k]);
  });
  return [...found.values()].sort((a, b) => b.numbers.length - a.numbers.length).slice(0, MOST_BUNDLES);
}

/** What a tag says: one flow's goods and share, or the goods of all and how many flows they are. */
function bundleWords(numbers) {
  const flows = numbers.map(k => C.data.flows[k]), goods = [...new Set(flows.map(flow => flow.goods).filter(Boolean))];
  if (flows.length === 1) return [flows[0].goods, flows[0].share].filter(Boolean).join(t("comma"));
  const shares = [...new Set(flows.map(flow => flow.share))];
  if (goods.length === 1 && shares.length === 1) return [goods[0], shares[0]].filter(Boolean).join(t("comma"));
  return [...goods.slice(0, 2), t("flows", {n: flows.length})].join(t("comma"));
}

export function drawFlows() {
  C.flows ??= L.layerGroup().addTo(C.map);
  C.flowSvg ??= C.map.getPane("flows").appendChild(s("svg", {class: "flows leaflet-zoom-hide"}));
  C.flows.clearLayers();
  C.flowSvg.replaceChildren();
  if (!S.layers.flows) return;
  const size = C.map.getSize(), solid = covered();
  C.flowSvg.setAttribute("width", size.x);
  C.flowSvg.setAttribute("height", size.y);
  L.DomUtil.setPosition(C.flowSvg, C.map.containerPointToLayerPoint([0, 0]));
  for (const bundle of bundles(C.data.flows || [])) drawBundle(bundle, size, solid);
}

function drawBundle({flow, numbers, ends}, size, solid) {
  const inside = q => q.x > 56 && q.y > 20 && q.x < size.x - 20 && q.y < size.y - 20;
  const point = ({lat, lon}) => C.map.latLngToContainerPoint([lat, lon]);
  const tips = [...ends.values()].map(group => ({at: point(C.data.flows[group[0]].to), group})).filter(tip => inside(tip.at));
  if (!tips.length) return;
  for (const {at} of tips) C.taken.push([at.x - 9, at.y - 9, at.x + 9, at.y + 9]);
  const origin = point(flow.from), words = bundleWords(numbers), tag = placeTag(flow, words, tips, origin, size, solid);
  const isOn = group => group.some(k => S.open === `flow:${k}`), first = `flow:${numbers[0]}`;
  if (tag.isInside) {
    const below = origin.y > tag.y ? tag.y + tag.half : tag.y - tag.half;
    C.flowSvg.append(s("path", {d: `M${tag.x} ${below}L${origin.x} ${origin.y}`, class: "leader"}), s("circle", {cx: origin.x, cy: origin.y, r: 4, class: "flowdot"}));
  }
  for (const {at, group} of tips) drawArrow(group, leaveTag(tag, origin, at), at, isOn(group));
  const pill = h("span", {cls: `pill${isOn(numbers) ? " on" : ""}`, dir: "auto"}, h("b", {}, tag.head), tag.words ? h("span", {}, tag.words) : null);
  const icon = L.divIcon({className: "at", html: pill, iconSize: [0, 0]});
  const marker = L.marker(C.map.containerPointToLatLng([tag.x, tag.y]), {pane: "pills", keyboard: true, icon}).addTo(C.flows);
  marker.getElement().setAttribute("aria-label", t("flow.label", {from: endName(flow.from), to: endName(flow.to), goods: words || t("flow.goods.none")}));
  marker.on("click", () => open(first)).on("keydown", event => { if (event.originalEvent.key === "Enter") open(first); });
}

/** Where the tag stands: near where the flow enters the map, clear of marks and controls. */
function placeTag(flow, all, tips, origin, size, solid) {
  const small = phone(), head = t("flow.from", {place: endName(flow.from)});
  const words = small ? null : all;
  const width = Math.min(320, Math.max(widthOf(head, "700 12px sans-serif"), words ? widthOf(words, "500 12px sans-serif") : 0) * 1.08 + 20);
  const half = words ? 20 : 12;
  const middle = L.point(tips.reduce((sum, tip) => sum + tip.at.x, 0) / tips.length, tips.reduce((sum, tip) => sum + tip.at.y, 0) / tips.length);
  const dx = origin.x - middle.x, dy = origin.y - middle.y;
  let part = 1;
  if (dx) part = Math.min(part, ((dx > 0 ? size.x : 0) - middle.x) / dx);
  if (dy) part = Math.min(part, ((dy > 0 ? size.y : 0) - middle.y) / dy);
  const isInside = part === 1, from = L.point(middle.x + dx * part, middle.y + dy * part);
  const x0 = Math.min(Math.max(from.x, width / 2 + 8), size.x - width / 2 - 8);
  const y0 = Math.min(Math.max(isInside ? from.y - half - 12 : from.y, half + 8), size.y - (small ? 200 : 110));
  const box = (x, y) => [x - width / 2 - 4, y - half - 3, x + width / 2 + 4, y + half + 3];
  const free = ([ax, ay]) => y0 + ay > half + 6 && y0 + ay < size.y - half - 6 && ![...C.taken, ...solid].some(other => crosses(other, box(x0 + ax, y0 + ay)));
  const inward = from.x >= size.x - 1 ? -1 : 1, steps = [];
  const aside = isInside ? [0, 48, -48, 96, -96] : [0, 48 * inward, 96 * inward];
  for (const ax of aside) for (let ay = 0; ay <= 312; ay += 24) steps.push([ax, ay], [ax, -ay]);
  const cost = ([ax, ay]) => Math.abs(ax) * 1.2 + Math.abs(ay);
  const [mx, my] = steps.sort((a, b) => cost(a) - cost(b)).find(free) || [0, 0];
  const tag = {x: x0 + mx, y: y0 + my, width, half, head, words, isInside};
  C.taken.push(box(tag.x, tag.y));
  return tag;
}

/** Where an arrow leaves: at the origin, or at the side of its tag. */
function leaveTag(tag, origin, end) {
  if (tag.isInside) return origin;
  if (Math.abs(end.x - tag.x) > tag.width / 2 + 50) return L.point(tag.x + Math.sign(end.x - tag.x) * tag.width / 2, tag.y);
  const x = Math.min(Math.max(end.x, tag.x - tag.width / 2 + 12), tag.x + tag.width / 2 - 12);
  return L.point(x, end.y > tag.y ? tag.y + tag.half : tag.y - tag.half);
}

function drawArrow(group, from, to, selected) {
  const ex = to.x - from.x, ey = to.y - from.y, length = Math.hypot(ex, ey) || 1, bend = Math.min(.17 * length, 90) * (ex > 0 ? 1 : -1);
  const d = `M${from.x} ${from.y}Q${(from.x + to.x) / 2 + bend * ey / length} ${(from.y + to.y) / 2 - bend * ex / length} ${to.x} ${to.y}`;
  const flows = group.map(k => C.data.flows[k]), width = Math.max(...flows.map(widthOfFlow)) + Math.min(2, (flows.length - 1) / 2);
  const hit = s("path", {d, class: "flowhit"}), dashed = flows.some(flow => flow.share) ? null : "6 4";
  hit.addEventListener("click", event => { event.stopPropagation(); open(`flow:${group[0]}`); });
  C.flowSvg.append(s("path", {d, class: "flowhalo", "stroke-width": width + 2.5}),
    s("path", {d, class: `flow${selected ? " on" : ""}`, "stroke-width": width, "stroke-dasharray": dashed, "marker-end": "url(#tip)"}), hit);
}

/** Other flows from the same place. */
export const siblings = k => (C.data.flows || []).map((_, other) => other).filter(other => {
  const [a, b] = [C.data.flows[k].from, C.data.flows[other].from];
  return other !== k && a && b && a.lat === b.lat && a.lon === b.lon;
});
