/* Land, borders, water and the reader's own overlays, on a canvas below everything. */
/* global L, topojson */
import { say } from "./dom.js";
import { C, S } from "./state.js";
import { redrawAll } from "./app.js";
import { t } from "./words.js";

const ANTARCTICA = "010", MOST_FAILED = 4; // tiles one after another that do not come
export const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A ring that crosses 180° goes on past it instead of jumping back across the whole map. */
function unwrap(line) {
  let turns = 0, last = null;
  return line.map(([lon, lat]) => {
    if (last !== null && lon - last > 180) turns -= 360;
    else if (last !== null && lon - last < -180) turns += 360;
    last = lon;
    return [lon + turns, lat];
  });
}

const flat = geometry => {
  const deep = nested => nested.length && typeof nested[0][0] === "number" ? unwrap(nested) : nested.map(deep);
  return {...geometry, coordinates: deep(geometry.coordinates)};
};

/** Decodes the base map once: `C.land`, `C.borders`, `C.rivers`, `C.lakes`, and `C.shapes` by ISO number. */
export function prepareBase() {
  C.land = [];
  C.borders = [];
  C.shapes = new Map();
  for (const topology of C.base.areas) {
    for (const feature of topojson.feature(topology, topology.objects.countries).features) {
      if (feature.id === ANTARCTICA) continue;
      feature.geometry = flat(feature.geometry);
      C.land.push(feature);
      const number = Number(feature.id);
      if (number) C.shapes.set(number, [...(C.shapes.get(number) || []), feature]);
    }
    for (const {geometry} of topojson.feature(topology, topology.objects.borders).features) C.borders.push(flat(geometry));
  }
  const water = name => topojson.feature(C.base.water, C.base.water.objects[name]);
  C.rivers = water("rivers");
  C.lakes = water("lakes");
  C.base.areas = C.base.water = null;
}

export function makePanes() {
  const panes = [["base", 200, "none"], ["overlays", 210, "none"], ["areas", 350], ["flows", 380], ["names", 390, "none"], ["rims", 395, "none"], ["pills", 640]];
  for (const [name, order, events] of panes) {
    const pane = C.map.createPane(name);
    pane.style.zIndex = order;
    if (events) pane.style.pointerEvents = events;
  }
  C.canvas = L.canvas({pane: "base", padding: .5});
  C.areaSvg = L.svg({pane: "areas", padding: .6});
  C.rimSvg = L.svg({pane: "rims", padding: .6});
  C.baseLayers = L.layerGroup().addTo(C.map);
}

export function drawBase() {
  C.baseLayers.clearLayers();
  const busy = new Set();
  for (let i = 0; i < C.events.n; i++) if (!C.events.absent[i]) busy.add(C.events.raw(i, "iso"));
  const layer = (content, style, pane = "base") => L.geoJSON(content, {pane, renderer: pane === "base" ? C.canvas : undefined, interactive: false, style}).addTo(C.baseLayers);
  const colours = Object.fromEntries(["land", "land2", "lake", "river", "border", "ink2"].map(name => [name, css(`--${name}`)]));
  layer(C.land, feature => {
    const colour = busy.has(Number(feature.id)) ? colours.land2 : colours.land;
    return {color: colour, weight: 1, fillColor: colour, fillOpacity: 1};
  });
  layer(C.lakes, {stroke: false, fillColor: colours.lake, fillOpacity: 1});
  layer(C.rivers, {color: colours.river, weight: 1.4, fill: false});
  for (const border of C.borders) layer(border, {color: colours.border, weight: .9, fill: false});
  if (S.layers.overlays)
    for (const overlay of C.data.overlays) L.geoJSON(overlay.geojson, {
      interactive: false, style: {pane: "base", renderer: C.canvas, color: colours.ink2, weight: 1, opacity: .7, dashArray: "4 3", fill: false},
      pointToLayer: (_, at) => L.circleMarker(at, {pane: "base", renderer: C.canvas, radius: 2, color: colours.ink2, interactive: false}),
    }).addTo(C.baseLayers);
  drawTiles();
}

/** Online tiles, where the page was made with them. When they do not come the page's own map stays. */
function drawTiles() {
  const tiles = C.data.tiles;
  if (C.tiles) C.tiles.remove();
  C.tiles = null;
  if (!tiles || !S.layers.tiles) return;
  let failed = 0;
  S.tilesFailed = false;
  C.map.getPane("overlays").style.zIndex = 205;
  C.tiles = L.tileLayer(tiles.url, {subdomains: tiles.subdomains, maxZoom: tiles.max_zoom, pane: "overlays", r: "", attribution: ""}).addTo(C.map);
  C.tiles.on("tileload", () => { failed = 0; }).on("tileerror", () => { if (++failed === MOST_FAILED) doWithoutTiles(); });
}

/** Online maps write names of their own, so the page's are taken off them; the reader may have both. */
export function showTiles(on) {
  S.layers.tiles = on;
  S.layers.names = !on;
  drawTiles();
  redrawAll();
}

/** Asks the server no more until the reader wants it again. */
function doWithoutTiles() {
  S.tilesFailed = true;
  showTiles(false);
  say(t("tiles.failed"));
}

/** Geometry of a country for hatching, or null. */
export function countryShape(number) {
  const features = C.shapes.get(number);
  return features ? {type: "FeatureCollection", features} : null;
}
