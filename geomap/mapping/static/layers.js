/* The Leaflet map with its controls, and what is drawn on it, in order. */
/* global L */
import { drawAreas, groundOf } from "./areas.js";
import { drawBase, makePanes, showTiles } from "./basemap.js";
import { calm, h, icon, phone } from "./dom.js";
import { drawFlows } from "./flows.js";
import { drawMarks } from "./marks.js";
import { drawNames } from "./names.js";
import { help } from "./menus.js";
import { closeOpen } from "./open.js";
import { popover } from "./popover.js";
import { C, S } from "./state.js";
import { mapMoved, redrawAll } from "./app.js";
import { t } from "./words.js";

const ABOVE_SHEET = 3.5; // zoom from which the world is high enough for a phone to show any place above the sheet
const CLOSEST = 8, FAR_M = 9e5; // zoom for one event; a jump further than this zooms out too

export function makeMap() {
  C.map = L.map("map", {
    zoomControl: false, attributionControl: false, zoomSnap: .25, zoomDelta: .5, wheelPxPerZoomLevel: 110, minZoom: 1.5,
    maxZoom: C.data.tiles ? C.data.tiles.max_zoom : 14, maxBounds: [[-85, -220], [85, 220]], maxBoundsViscosity: .7,
    fadeAnimation: !calm(), zoomAnimation: !calm(), markerZoomAnimation: !calm(), center: [20, 10], zoom: 2,
  });
  L.control.zoom({position: "topleft", zoomInTitle: t("zoom.in"), zoomOutTitle: t("zoom.out")}).addTo(C.map);
  C.map.addControl(control("topleft", "fit.all", "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", home));
  C.map.addControl(control("topleft", "layers", "M10 3 18 7.5 10 12 2 7.5ZM3.5 11 10 14.8 16.5 11M3.5 14 10 17.8 16.5 14", chooseLayers, true));
  C.credit = L.control.attribution({position: "bottomright", prefix: false}).addTo(C.map);
  L.control.scale({position: "bottomright", imperial: false, maxWidth: 90}).addTo(C.map);
  makePanes();
  C.map.on("moveend", mapMoved);
  C.map.on("click", () => { if (S.open !== null && S.drag === null) closeOpen(); });
  showCoordinates();
}

function control(position, key, path, action, opens) {
  const Control = L.Control.extend({
    onAdd() {
      const link = h("a", {href: "#", role: "button", "data-label": key, "aria-label": t(key), title: t(key), "aria-haspopup": opens ? "dialog" : null, onclick: event => { event.preventDefault(); action(link); }}, icon(path));
      link.addEventListener("keydown", event => { if (event.key === " ") { event.preventDefault(); action(link); } });
      const box = h("div", {cls: "leaflet-bar"}, link);
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });
  return new Control({position});
}

const ALWAYS = ["Natural Earth", "GeoNames (CC BY 4.0)"], DEMANDING = /openstreetmap|odbl|©/i; // who wants to be named on the map itself

/** Everybody whose work is in the page, as the GeoJSON and the tiles say it. */
export const credits = () => [...new Set([...ALWAYS, ...C.data.attribution || [], ...C.data.tiles ? [C.data.tiles.attribution] : []])].filter(Boolean);

/** Credits in words, without markup: what was said about sources may come from anywhere. All stand in the help. */
export function drawCredit() {
  const own = (C.data.attribution || []).filter(name => DEMANDING.test(name)), tiles = C.data.tiles && S.layers.tiles ? [C.data.tiles.attribution] : [];
  const more = h("button", {cls: "link", type: "button", onclick: event => { event.stopPropagation(); help(); }}, t("credit.all"));
  C.credit.getContainer().replaceChildren(h("span", {}, [t("credit.borders"), ...ALWAYS, ...own, ...tiles].filter(Boolean).join(" · ")), h("span", {cls: "on-screen"}, " · ", more));
}

function showCoordinates() {
  const box = h("output", {cls: "where leaflet-control", "aria-hidden": "true"});
  const corner = C.credit.getContainer().parentElement;
  corner.prepend(box);
  const show = ({lat, lng}) => { box.textContent = `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}  ${Math.abs(lng).toFixed(3)}° ${lng < 0 ? "W" : "E"}`; };
  C.map.on("mousemove", event => show(event.latlng.wrap())).on("mouseout move", () => show(C.map.getCenter().wrap()));
  C.showCentre = () => show(C.map.getCenter().wrap());
}

/** Fits all events that are shown, never closer than `CLOSEST`. */
export function home() {
  fit(boundsOf(everywhere()), !calm());
}

/** The first view: without the few that lie far from all others, where that brings the rest much closer. */
export function firstView() {
  const all = everywhere(), close = boundsOf(bulk(all)), whole = boundsOf(all);
  const zoom = bounds => bounds.isValid() ? Math.min(CLOSEST, C.map.getBoundsZoom(bounds)) : 0;
  fit(zoom(close) - zoom(whole) >= 1 ? close : whole, false);
}

function fit(bounds, animate) {
  if (!bounds.isValid()) return C.map.setView([25, 15], 2.25, {animate: false});
  const room = phone() ? {paddingTopLeft: [30, 40], paddingBottomRight: [30, 150]} : {paddingTopLeft: [70, 50], paddingBottomRight: [70, 90]};
  return C.map.fitBounds(bounds, {...room, maxZoom: CLOSEST, animate});
}

function everywhere() {
  const chosen = S.shown.length ? Array.from(S.shown) : Array.from({length: C.events.n}, (_, i) => i);
  return chosen.filter(i => !Number.isNaN(C.events.lat[i]));
}

/** Events in and around the box of the middle four fifths, by latitude and by longitude; bare countries left out. */
function bulk(all) {
  const placed = all.filter(i => C.events.sure[i] < 2), {lat, lon} = C.events;
  if (placed.length < 5) return all;
  const middle = numbers => { const sorted = placed.map(i => numbers[i]).sort((a, b) => a - b), edge = Math.floor(sorted.length * .1); return [sorted[edge], sorted[sorted.length - 1 - edge]]; };
  const [south, north] = middle(lat), [west, east] = middle(lon), height = Math.max(1, north - south), width = Math.max(1, east - west);
  return placed.filter(i => lat[i] >= south - height / 2 && lat[i] <= north + height / 2 && lon[i] >= west - width / 2 && lon[i] <= east + width / 2);
}

function boundsOf(numbers) {
  const bounds = L.latLngBounds([]);
  for (const i of numbers) bounds.extend([C.events.lat[i], C.events.lon[i]]);
  return bounds;
}

export function zoomTo(i) {
  const ground = groundOf(i), small = phone();
  if (ground) C.map.fitBounds(ground, {padding: small ? [30, 30] : [90, 90], paddingBottomRight: small ? [30, innerHeight * .5] : undefined, maxZoom: 9, animate: !calm()});
  else C.map.setView([C.events.lat[i], C.events.lon[i]], Math.max(C.map.getZoom(), 9), {animate: !calm()});
}

/** Moves the map only when the point is out of sight. */
export function reveal(lat, lon) {
  const p = C.map.latLngToContainerPoint([lat, lon]), size = C.map.getSize(), low = phone() ? size.y * .42 : size.y - 60;
  if (p.x >= 60 && p.y >= 50 && p.x <= size.x - 60 && p.y <= low) return;
  const isFar = C.map.getCenter().distanceTo([lat, lon]) > FAR_M, near = isFar ? Math.min(C.map.getZoom(), 5.5) : C.map.getZoom();
  const zoom = phone() ? Math.max(near, ABOVE_SHEET) : near;
  const centre = C.map.project([lat, lon], zoom).add([0, phone() ? size.y * .26 : 0]);
  C.map.setView(C.map.unproject(centre, zoom), zoom, {animate: !calm()});
}

export function redraw() {
  if (!C.index) return;
  const box = C.map.getContainer();
  box.classList.toggle("picked", S.open !== null);
  box.classList.toggle("deep", C.map.getZoom() >= 9.5);
  drawAreas();
  drawMarks();
  drawFlows();
  drawNames();
  C.showCentre();
}

function chooseLayers(anchor) {
  const changed = name => on => {
    S.layers[name] = on;
    if (name === "overlays") drawBase();
    redrawAll();
  };
  const row = (name, count, change = changed(name)) => h("label", {}, h("input", {type: "checkbox", checked: S.layers[name], onchange: event => change(event.target.checked)}),
    h("span", {}, t(`layer.${name}`)), count === null ? null : h("span", {cls: "n"}, String(count)));
  const names = row("names", null);
  const tiles = row("tiles", null, on => { showTiles(on); names.control.checked = S.layers.names; });
  popover(anchor, t("layers"), () => [
    names, row("flows", (C.data.flows || []).length), row("zones", (C.data.zones || []).length),
    C.data.overlays.length ? row("overlays", C.data.overlays.length) : null, C.data.tiles ? tiles : null]);
}
