/* Quiet names: countries, water, cities; none over a mark or over another name. */
/* global L */
import { $, h, phone } from "./dom.js";
import { C, S } from "./state.js";
import { countryName } from "./words.js";

const FROM_ZOOM = [0, 4, 6, 6.75, 7.5, 8.5]; // of the city ranks
const FEW = 16, EARLIER = 1.5; // where few cities stand, smaller ones are named so many zooms earlier
const SMALLEST_COUNTRY = 64; // width in degrees, doubled at every zoom, from which a country is named
const ROOMY = 4.5;
const ruler = document.createElement("canvas").getContext("2d");

export function widthOf(text, font) {
  ruler.font = font;
  return ruler.measureText(text).width;
}

/** Boxes, in pixels of the map, that controls and panels cover. */
export function covered() {
  const origin = $("map").getBoundingClientRect();
  return [...document.querySelectorAll("#key,.leaflet-control,#time,#panel")]
    .filter(node => node.offsetWidth && (phone() || !["time", "panel"].includes(node.id)))
    .map(node => node.getBoundingClientRect())
    .map(r => [r.left - origin.left - 4, r.top - origin.top - 2, r.right - origin.left + 4, r.bottom - origin.top + 2]);
}

export const crosses = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Draws what fits. `C.taken` holds the boxes of marks and tags. */
export function drawNames() {
  C.names ??= L.layerGroup().addTo(C.map);
  C.names.clearLayers();
  if (!S.layers.names) return;
  const zoom = C.map.getZoom(), boxes = [...C.taken, ...covered()];
  for (const [code, lat, lon, degrees] of C.base.countries) if (degrees * 2 ** zoom > SMALLEST_COUNTRY) placeName(boxes, countryName(code), lat, lon, "c", "600 12.5px sans-serif");
  let placed = 0;
  for (const [name, lat, lon, rank] of C.base.cities)
    if (zoom >= FROM_ZOOM[rank] - (placed < FEW ? EARLIER : 0)) placed += placeName(boxes, name, lat, lon, `r${Math.min(rank, 3)}`, `600 ${rank === 1 ? 13 : 12}px sans-serif`) ? 1 : 0;
  for (const [name, lat, lon, river] of C.base.waters) if (zoom >= (river ? 6.5 : 5.5)) placeName(boxes, name, lat, lon, "w", "italic 12px serif");
}

/** Whether there was room for the name. */
function placeName(boxes, text, lat, lon, kind, font) {
  const size = C.map.getSize(), p = C.map.latLngToContainerPoint([lat, lon]);
  if (!text || p.x < -60 || p.y < -20 || p.x > size.x + 60 || p.y > size.y + 20) return false;
  const isCountry = kind === "c", isCity = kind[0] === "r";
  const width = widthOf(isCountry ? text.toUpperCase() : text, font) + (isCountry ? text.length * 2.2 : 0);
  const roomy = !isCountry || C.map.getZoom() >= ROOMY; // further out a name that moves stands in another country
  const spots = isCity ? [[7, 0], [-width - 7, 0], [-width / 2, 13], [-width / 2, -13]] : [[-width / 2, 0], ...roomy ? [[-width / 2, 22], [-width / 2, -22]] : []];
  for (const [dx, dy] of spots) {
    const box = [p.x + dx - 3, p.y + dy - 8, p.x + dx + width + 3, p.y + dy + 8];
    if (box[0] < 4 || box[1] < 4 || box[2] > size.x - 4 || box[3] > size.y - 4 || boxes.some(other => crosses(box, other))) continue;
    boxes.push(box);
    if (isCity) boxes.push([p.x - 3, p.y - 3, p.x + 3, p.y + 3]);
    const name = h("span", {cls: `nm ${kind}`, dir: "auto"}, text);
    name.style.left = `${dx}px`;
    name.style.top = `${dy - 8}px`;
    const point = isCity ? h("i", {cls: "pt"}) : null;
    L.marker([lat, lon], {pane: "names", interactive: false, keyboard: false, icon: L.divIcon({className: "at", html: h("span", {}, point, name), iconSize: [0, 0]})}).addTo(C.names);
    return true;
  }
  return false;
}
