/* Marks of single events, donuts of several, and the ring around the open one. */
/* global L */
import { Clusters, total } from "./clusters.js";
import { badge, label, letter, place, sure } from "./describe.js";
import { calm, h, rightToLeft } from "./dom.js";
import { donut, glyph } from "./glyphs.js";
import { widthOf } from "./names.js";
import { hover, open, showHere } from "./open.js";
import { endDrag } from "./fixing.js";
import { C, S } from "./state.js";

const MAX_ZOOM = 14, CROWD = 500; // events from which clusters gather from further away

export function reindex() {
  C.index = new Clusters(C.events, C.spots, S.shown, {radius: S.shown.length > CROWD ? 68 : 20, maxZoom: MAX_ZOOM});
}

/** A marker that keyboard and screen reader know. */
function marker(at, svg, size, words, onclick, {selected = false, draggable = false} = {}) {
  const icon = L.divIcon({className: `mk${selected ? " sel" : ""}`, html: svg, iconSize: [size, size], iconAnchor: [size / 2, size / 2]});
  const made = L.marker(at, {icon, keyboard: true, riseOnHover: true, zIndexOffset: selected ? 1000 : 0, draggable});
  made.on("add", () => {
    const node = made.getElement();
    node.setAttribute("aria-label", words);
    node.setAttribute("title", words);
  });
  return made.on("click", onclick).on("keydown", event => {
    if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") {
      event.originalEvent.preventDefault();
      onclick();
    }
  });
}

const sizeOf = i => 20 + 4 * Math.min(6, C.events.sourceCount(i) - 1);

/** Draws what the map shows; `C.taken` gets the boxes, so that names keep clear of them. */
export function drawMarks() {
  C.marks ??= L.layerGroup().addTo(C.map);
  C.marks.clearLayers();
  C.taken = [];
  C.markOf = new Map();
  const bounds = C.map.getBounds().pad(.15), zoom = Math.round(C.map.getZoom());
  for (const group of C.index.inside([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom)) {
    const n = total(group.mix);
    if (n === 1) drawEvent(C.spots.at(group.spots[0], C.fails)[0]);
    else drawDonut(group, zoom);
  }
  if (typeof S.open === "number" && !Number.isNaN(C.events.lat[S.open])) drawOpen(S.open);
}

function take(at, r) {
  const p = C.map.latLngToContainerPoint(at);
  C.taken.push([p.x - r, p.y - r, p.x + r, p.y + r]);
}

function drawEvent(i) {
  if (i === S.open) return;
  const at = [C.events.lat[i], C.events.lon[i]], size = sizeOf(i);
  const svg = glyph(letter(i), sure(i), {halo: true, count: C.events.sourceCount(i), badge: badge(i)});
  const made = marker(at, svg, size, label(i), () => open(i)).on("mouseover", () => hover(i, true)).on("mouseout", () => hover(i, false));
  made.addTo(C.marks);
  C.markOf.set(i, made);
  take(at, size / 2 + 1);
}

function drawDonut(group, zoom) {
  const at = [group.lat, group.lon], {svg, size, label: words} = donut(group.mix);
  marker(at, svg, size, words, () => enter(group, zoom)).addTo(C.marks);
  take(at, size / 2);
}

/** A donut zooms if that parts it within three levels; if not, it lists its events. */
function enter(group, zoom) {
  const parted = C.index.partingZoom(group.group);
  if (parted <= zoom + 3 && parted < MAX_ZOOM) {
    C.map.setView([group.lat, group.lon], Math.max(parted + .25, C.map.getZoom() + 1), {animate: !calm()});
  } else showHere(group.spots.flatMap(spot => C.spots.at(spot, C.fails)));
}

function drawOpen(i) {
  const at = [C.events.lat[i], C.events.lon[i]], dragged = S.drag === i;
  const svg = glyph(letter(i), sure(i), {halo: true, ring: true, badge: badge(i)});
  const made = marker(at, svg, 24, label(i), () => {}, {selected: true, draggable: dragged});
  if (dragged) made.on("dragend", () => endDrag(i, made.getLatLng().wrap()));
  made.addTo(C.marks);
  C.markOf.set(i, made);
  take(at, 20);
  drawTag(i, at);
}

/** The open event's name beside its mark, on the side where there is room. */
function drawTag(i, at) {
  const words = place(i), p = C.map.latLngToContainerPoint(at), {x: width} = C.map.getSize();
  const w = Math.min(widthOf(words, "600 12px sans-serif") * 1.06 + 14, 260);
  const right = [22, -10], left = [-w - 22, -10], fits = ([dx]) => p.x + dx > 6 && p.x + dx + w < width - 6;
  const sides = rightToLeft() ? [left, right] : [right, left];
  const [dx, dy] = sides.find(fits) || [Math.min(Math.max(-w / 2, 6 - p.x), width - 6 - w - p.x), 20];
  const tag = h("span", {cls: "tag", dir: "auto"}, words);
  tag.style.left = `${dx}px`;
  tag.style.top = `${dy}px`;
  C.taken.push([p.x + dx - 2, p.y + dy - 2, p.x + dx + w + 2, p.y + dy + 22]);
  const icon = L.divIcon({className: "at", html: h("span", {}, tag), iconSize: [0, 0]});
  L.marker(at, {interactive: false, keyboard: false, zIndexOffset: 2000, icon}).addTo(C.marks);
}
