/* Shapes of the event types, donuts of clusters, and the patterns of hatched ground. */
import { total } from "./clusters.js";
import { $, s } from "./dom.js";
import { LETTERS, typeName } from "./describe.js";
import { fmt, list, t } from "./words.js";

const burst = Array.from({length: 16}, (_, k) => {
  const angle = Math.PI * k / 8 - Math.PI / 2, r = k % 2 ? 4.9 : 9.2;
  return `${k ? "L" : "M"}${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
}).join("") + "Z";
const SHAPE = {
  B: "M0-8.8 8.8 0 0 8.8-8.8 0Z", X: burst, V: "M0-8.4 8.8 7H-8.8Z", P: "M0-7.4A7.4 7.4 0 1 1 0 7.4 7.4 7.4 0 1 1 0-7.4Z",
  R: "M-7.8-4.4-4.4-7.8 0-3.4 4.4-7.8 7.8-4.4 3.4 0 7.8 4.4 4.4 7.8 0 3.4-4.4 7.8-7.8 4.4-3.4 0Z", S: "M-7-7H7V7H-7Z",
  O: "M-8 0-4-7H4L8 0 4 7H-4Z",
};

/** A type's shape: filled where the place is exact, hollow in an area, hatched in a country, dashed nowhere. */
export function glyph(letter, certainty = "exact", options = {}) {
  const vague = certainty === "area" || certainty === "country";
  const kind = `g t${letter}${vague ? " vague" : ""}${certainty === "country" ? " country" : ""}${certainty === "none" ? " none" : ""}`;
  const svg = s("svg", {viewBox: "-11 -11 22 22", class: kind, "aria-hidden": "true"});
  if (options.ring) svg.append(s("circle", {r: 14.5, class: "ring2"}), s("circle", {r: 14.5, class: "ring"}));
  if (options.halo) svg.append(s("path", {d: SHAPE[letter], class: "halo"}));
  if (certainty === "country") svg.append(s("path", {d: SHAPE[letter], class: "bg"}));
  svg.append(s("path", {d: SHAPE[letter], class: "sh", css: certainty === "country" ? {fill: `url(#gh${letter})`} : {}}));
  if (options.count > 1) svg.append(s("circle", {cx: 8.5, cy: -8, r: 5.6, class: "bd"}), s("text", {x: 8.5, y: -4.9, class: "bx"}, String(options.count)));
  if (options.badge) svg.append(s("circle", {cx: 8.5, cy: 8, r: 5.6, class: "bd"}), sign(options.badge));
  return svg;
}

/** What a badge says: signs that are no letters are drawn, so that they are not read out beside the mark's name. */
function sign(badge) {
  const path = {"≠": "M-2.8-1.3H2.8M-2.8 1.3H2.8M1.8-3.4-1.8 3.4", "×": "M-2.4-2.4 2.4 2.4M2.4-2.4-2.4 2.4"}[badge];
  return path ? s("path", {d: path, class: "bl", transform: "translate(8.5 8)"}) : s("text", {x: 8.5, y: 11.1, class: "bx"}, badge);
}

export function sureIcon(certainty) {
  const icon = s("svg", {viewBox: "0 0 16 14", "aria-hidden": "true"});
  const ring = (r, more) => s("circle", {cx: 8, cy: 7, r, fill: "none", stroke: "currentColor", "stroke-width": 1.5, ...more});
  if (certainty === "exact") icon.append(s("circle", {cx: 8, cy: 7, r: 3.6, fill: "currentColor"}));
  if (certainty === "area") icon.append(s("circle", {cx: 8, cy: 7, r: 6.4, fill: "currentColor", "fill-opacity": .22}), ring(2.7));
  if (certainty === "country") icon.append(s("path", {d: "M1 10 8 1M3 13 13 1M8 13l7-9", stroke: "currentColor", "stroke-width": 1.4, fill: "none"}));
  if (certainty === "none") icon.append(ring(5, {"stroke-dasharray": "2 2"}));
  return icon;
}

/** A ring divided by type with the number of events inside: `{svg, size, label}`. */
export function donut(mix) {
  const n = total(mix), r = 13 + 3.6 * Math.log10(n), width = Math.max(4, r * .27), middle = r - width / 2;
  const svg = s("svg", {viewBox: `${-r - 1} ${-r - 1} ${2 * r + 2} ${2 * r + 2}`, class: "donut", "aria-hidden": "true"}, s("circle", {r, class: "bk"}));
  const parts = mix.map((count, k) => [k, count]).filter(([, count]) => count);
  let start = -Math.PI / 2;
  for (const [k, count] of parts) {
    if (parts.length === 1) {
      svg.append(s("circle", {r: middle, class: `full t${LETTERS[k]}`, "stroke-width": width}));
      break;
    }
    const gap = .06, end = start + 2 * Math.PI * count / n;
    const at = angle => `${(middle * Math.cos(angle)).toFixed(2)} ${(middle * Math.sin(angle)).toFixed(2)}`;
    const last = Math.max(end - gap, start + gap + .01);
    svg.append(s("path", {d: `M${at(start + gap)}A${middle} ${middle} 0 ${end - start > Math.PI ? 1 : 0} 1 ${at(last)}`, class: `t${LETTERS[k]}`, "stroke-width": width}));
    start = end;
  }
  const text = n > 999 ? `${(n / 1000).toFixed(n > 9999 ? 0 : 1)}k` : String(n);
  svg.append(s("text", {y: 4.2, css: text.length > 3 ? {fontSize: "11px"} : {}}, text));
  const label = t("donut", {n, parts: list(parts.map(([k, count]) => `${fmt(count)} ${typeName(k)}`))});
  return {svg, size: 2 * r + 2, label};
}

const hatch = (id, size, letter, width) => s("pattern", {id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)", class: `t${letter}`},
  s("line", {x1: 0, y1: 0, x2: 0, y2: size, css: {stroke: "var(--k)", strokeWidth: width}}));
const dot = (cx, cy) => s("circle", {cx, cy, r: 1.1, css: {fill: "var(--zone)"}});
const stroke = size => s("line", {x1: 0, y1: 0, x2: 0, y2: size, class: "zl"});
const ground = (id, size, turn, ...content) => s("pattern", {id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: turn}, content);

/** Patterns that marks, countries and zones are filled with. */
export function definePatterns() {
  $("defs").append(
    ...LETTERS.flatMap(letter => [hatch(`gh${letter}`, 4, letter, 2.2), hatch(`ch${letter}`, 13, letter, 1.1)]),
    ground("zone-attack", 6, "rotate(45)", stroke(6)),
    ground("zone-support", 9, null, dot(2, 2), dot(6.5, 6.5)),
    ground("zone-control", 6, null, stroke(6), s("line", {x1: 0, y1: 0, x2: 6, y2: 0, class: "zl"})),
    ground("zone-other", 6, "rotate(-45)", stroke(6)),
    s("marker", {id: "tip", viewBox: "0 0 10 10", refX: 7, refY: 5, markerWidth: 13, markerHeight: 13, markerUnits: "userSpaceOnUse", orient: "auto"},
      s("path", {d: "M0 0 10 5 0 10 2.5 5Z", css: {fill: "var(--kF)"}})));
}

export const zonePattern = kind => `zone-${["attack", "support", "control"].includes(kind) ? kind : "other"}`;

/** The key to the marks, at the corner of the map. */
export function drawKey() {
  const box = (...content) => s("svg", {viewBox: "-12 -9 24 18", "aria-hidden": "true"}, content);
  const inner = certainty => {
    const shape = glyph("S", certainty);
    for (const [name, value] of Object.entries({x: -8, y: -8, width: 16, height: 16})) shape.setAttribute(name, value);
    return shape;
  };
  const signs = [
    [box(inner("exact")), "key.exact"],
    [box(s("ellipse", {rx: 12, ry: 8, css: {fill: "var(--fS)", fillOpacity: .3, filter: "blur(1.5px)"}}), inner("area")), "key.area"],
    [box(s("g", {class: "tS"}, s("rect", {x: -12, y: -8, width: 24, height: 16, css: {fill: "url(#ghS)", opacity: .45}})), inner("country")), "key.country"],
    [box(s("g", {class: "donut"}, s("circle", {r: 8.5, class: "bk"}), s("path", {d: "M0-7A7 7 0 1 1-6.6-2.3", class: "tB", "stroke-width": 3}),
      s("path", {d: "M-5.9-3.8A7 7 0 0 1-1.3-6.9", class: "tX", "stroke-width": 3}))), "key.several"],
    [box(s("rect", {x: -11, y: -7.5, width: 22, height: 15, css: {fill: "url(#zone-attack)", stroke: "var(--zone)"}})), "key.zone"],
    [box(s("path", {d: "M-12 5Q-2 -8 9 2", "marker-end": "url(#tip)", css: {fill: "none", stroke: "var(--kF)", strokeWidth: 2.5}})), "key.flow"],
  ];
  return signs.map(([picture, key]) => {
    const line = document.createElement("span");
    line.append(picture, t(key));
    return line;
  });
}
