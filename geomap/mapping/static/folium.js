/* What folium's own elements expect of a page: a global map, jQuery's $() for popups, pins without pictures. */
/* global L */
import { start } from "./app.js";
import { h, s } from "./dom.js";

const COLOURS = {darkblue: "#0067a3", lightblue: "#8adaff", darkred: "#a23336", lightred: "#ff8e7f", darkgreen: "#728224", lightgreen: "#bbf970", darkpurple: "#5b396b", cadetblue: "#436978", beige: "#ffcb92", lightgray: "#a3a3a3"};

function pin(colour) {
  const drop = s("svg", {viewBox: "0 0 24 36", width: 24, height: 36, "aria-hidden": "true"}, s("path", {d: "M12 1C6 1 1.5 5.6 1.5 11.5 1.5 19 12 35 12 35s10.5-16 10.5-23.5C22.5 5.6 18 1 12 1Z", css: {fill: colour, stroke: "#fff", strokeWidth: 1.5}}), s("circle", {cx: 12, cy: 11.5, r: 4, fill: "#fff"}));
  return L.divIcon({className: "guest", html: drop, iconSize: [24, 36], iconAnchor: [12, 35], popupAnchor: [0, -32]});
}

/** The one use that folium makes of jQuery: markup to elements. Its scripts do not run. */
function elements(markup) {
  if (markup === document) return {ready: action => action()};
  const template = h("template");
  template.innerHTML = markup.trim();
  return [...template.content.children];
}

L.Marker.prototype.options.icon = pin("#0a5fb4");
L.AwesomeMarkers = {icon: options => pin(COLOURS[options.markerColor] || options.markerColor || "#0a5fb4")};
globalThis.$ = elements;
globalThis.geomap = {start};
