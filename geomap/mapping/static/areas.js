/* What is known only roughly, drawn as what it is: a soft area, a hatched country, a zone on a source's map. */
/* global L */
import { countryShape } from "./basemap.js";
import { letter, sure } from "./describe.js";
import { zonePattern } from "./glyphs.js";
import { hover, open, showHere } from "./open.js";
import { C, S } from "./state.js";

const MOST_AREAS = 400; // events above which only the open one's area is drawn
const EARTH_M = 40075016; // length of the equator

function eachPath(layer, action) {
  const path = layer.getElement && layer.getElement();
  if (path) action(path);
  else if (layer.eachLayer) layer.eachLayer(inner => eachPath(inner, action));
}

export function drawAreas() {
  C.areas ??= L.layerGroup().addTo(C.map);
  C.areas.clearLayers();
  C.areaOf = new Map();
  const drawn = S.shown.length > MOST_AREAS ? S.shown.filter(i => i === S.open) : S.shown, countries = new Map(), done = new Set();
  for (const i of drawn) {
    if (sure(i) === "country") {
      const number = C.events.get(i, "iso");
      countries.set(number, [...(countries.get(number) || []), i]);
    } else if (sure(i) === "area") {
      const key = `${C.spots.of[i]} ${letter(i)} ${C.events.get(i, "location")}`; // the same ground once
      if (!done.has(key) || i === S.open) drawArea(i);
      done.add(key);
    }
  }
  for (const [number, here] of countries) drawCountry(number, here);
  if (S.layers.zones) (C.data.zones || []).forEach(drawZone);
}

const on = id => id === S.open ? " on" : "";
const hears = (layer, i) => layer.on("click", event => { L.DomEvent.stop(event); open(i); }).on("mouseover", () => hover(i, true)).on("mouseout", () => hover(i, false));

/** A country is hatched once, however many events it has. */
function drawCountry(number, here) {
  const shape = countryShape(number), first = here.includes(S.open) ? S.open : here[0];
  if (!shape) return;
  const style = {pane: "areas", renderer: C.areaSvg, className: `ctry t${letter(first)}${on(first)}`, weight: 1};
  const layer = L.geoJSON(shape, {style}).addTo(C.areas);
  eachPath(layer, path => { path.style.fill = `url(#ch${letter(first)})`; });
  layer.on("click", event => {
    L.DomEvent.stop(event);
    if (here.length > 1) showHere(here); else open(first);
  });
  for (const i of here) C.areaOf.set(i, layer);
}

function drawArea(i) {
  const geometry = C.events.geometry(i), kind = `t${letter(i)}${on(i)}`;
  const make = style => geometry ? L.geoJSON(geometry, {style, interactive: style.interactive})
    : L.circle([C.events.lat[i], C.events.lon[i]], {radius: 1000 * (C.events.get(i, "radius_km") || 10), ...style});
  const layer = make({pane: "areas", renderer: C.areaSvg, className: `area ${kind}`, interactive: true}).addTo(C.areas);
  C.areaOf.set(i, hears(layer, i));
  make({pane: "rims", renderer: C.rimSvg, className: `rim ${kind}`, fill: false, interactive: false}).addTo(C.areas);
}

function drawZone(zone, k) {
  const style = {pane: "areas", renderer: C.areaSvg, className: `zone${on(`zone:${k}`)}`};
  const metresPerPixel = EARTH_M * Math.cos(zone.lat * Math.PI / 180) / 256 / 2 ** C.map.getZoom();
  const layer = (zone.geometry && zone.geometry.type !== "Point" ? L.geoJSON(zone.geometry, {style})
    : L.circleMarker([zone.lat, zone.lon], {...style, radius: Math.max(19, 1000 * zone.radius_km / metresPerPixel)})).addTo(C.areas);
  eachPath(layer, path => { path.style.fill = `url(#${zonePattern(zone.class)})`; });
  layer.on("click", event => { L.DomEvent.stop(event); open(`zone:${k}`); });
}

/** Bounds of an event's ground, or null for a point. */
export function groundOf(i) {
  if (sure(i) === "country") {
    const shape = countryShape(C.events.get(i, "iso"));
    return shape && L.geoJSON(shape).getBounds();
  }
  if (sure(i) !== "area") return null;
  const geometry = C.events.geometry(i);
  if (geometry) return L.geoJSON(geometry).getBounds();
  return L.latLng(C.events.lat[i], C.events.lon[i]).toBounds(2000 * (C.events.get(i, "radius_km") || 10));
}

export function light(i, lit) {
  const layer = C.areaOf && C.areaOf.get(i);
  if (layer) eachPath(layer, path => path.classList.toggle("hot", lit));
}
