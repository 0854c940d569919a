/* The view as a PNG: base map, then everything above it as one SVG with its computed styles written in. */
import { $, download, s, say } from "./dom.js";
import { css } from "./basemap.js";
import { t } from "./words.js";

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "filter", "font", "text-anchor", "letter-spacing", "display"];
const FOOT = 40; // pixels below the map for title and credits

/** A copy of an SVG element with the styles that the page's sheets give it. */
function styled(node) {
  const copy = node.cloneNode(true), from = [node, ...node.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((original, k) => {
    const computed = getComputedStyle(original);
    for (const name of STYLES) {
      const value = computed.getPropertyValue(name);
      if (value) to[k].style.setProperty(name, value.replace(/url\("[^"]*#/g, 'url("#'));
    }
  });
  return copy;
}

function inPlace(node, origin) {
  const copy = styled(node), r = node.getBoundingClientRect();
  for (const [name, value] of Object.entries({x: r.left - origin.left, y: r.top - origin.top, width: r.width, height: r.height})) copy.setAttribute(name, value);
  copy.setAttribute("overflow", "visible");
  copy.style.removeProperty("transform");
  return copy;
}

function words(node, origin) {
  const r = node.getBoundingClientRect(), style = getComputedStyle(node), upper = style.textTransform === "uppercase";
  const text = s("text", {x: r.left - origin.left + r.width / 2, y: r.top - origin.top + r.height / 2, "text-anchor": "middle", "dominant-baseline": "central"}, upper ? node.textContent.toUpperCase() : node.textContent);
  Object.assign(text.style, {font: style.font, fill: style.color, letterSpacing: style.letterSpacing, stroke: css("--halo"), strokeWidth: "2px", paintOrder: "stroke"});
  return text;
}

function boxed(node, origin) {
  const r = node.getBoundingClientRect(), style = getComputedStyle(node), box = s("g", {});
  const plate = s("rect", {x: r.left - origin.left, y: r.top - origin.top, width: r.width, height: r.height, rx: 4});
  Object.assign(plate.style, {fill: style.backgroundColor, stroke: style.borderColor});
  const lines = node.children.length ? [...node.children] : [node];
  box.append(plate, ...lines.map(line => { const text = words(line, origin); text.style.stroke = "none"; return text; }));
  return box;
}

/** Everything over the base map as one SVG document. */
function overlay(size, origin) {
  const svg = s("svg", {xmlns: "http://www.w3.org/2000/svg", width: size.x, height: size.y, viewBox: `0 0 ${size.x} ${size.y}`});
  svg.append(styled($("defs")));
  for (const node of document.querySelectorAll("#map .leaflet-areas-pane > svg, #map .leaflet-rims-pane > svg")) svg.append(inPlace(node, origin));
  const flows = document.querySelector("#map .flows");
  if (flows) svg.append(inPlace(flows, origin));
  for (const node of document.querySelectorAll("#map .nm")) svg.append(words(node, origin));
  for (const node of document.querySelectorAll("#map .mk > svg")) svg.append(inPlace(node, origin));
  for (const node of document.querySelectorAll("#map .pill, #map .tag")) svg.append(boxed(node, origin));
  return new XMLSerializer().serializeToString(svg);
}

function load(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the picture could not be drawn"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  });
}

/** A canvas with the view, its title and its credits. */
async function drawPicture() {
  const box = $("map"), origin = box.getBoundingClientRect(), size = {x: Math.round(origin.width), y: Math.round(origin.height)}, scale = Math.max(2, devicePixelRatio);
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.width = size.x * scale;
  canvas.height = (size.y + FOOT) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = css("--sea");
  pen.fillRect(0, 0, size.x, size.y);
  for (const base of box.querySelectorAll("canvas")) {
    const r = base.getBoundingClientRect();
    pen.drawImage(base, r.left - origin.left, r.top - origin.top, r.width, r.height);
  }
  pen.drawImage(await load(overlay(size, origin)), 0, 0, size.x, size.y);
  pen.fillStyle = css("--paper");
  pen.fillRect(0, size.y, size.x, FOOT);
  pen.fillStyle = css("--ink");
  pen.direction = document.documentElement.dir;
  pen.textAlign = "start";
  const edge = document.documentElement.dir === "rtl" ? size.x - 12 : 12;
  pen.font = "700 14px serif";
  pen.fillText($("title").textContent, edge, size.y + 17, size.x - 24);
  pen.font = "11px sans-serif";
  pen.fillStyle = css("--ink3");
  pen.fillText(`${$("lede").textContent} · ${document.querySelector(".leaflet-control-attribution").textContent}`, edge, size.y + 33, size.x - 24);
  return canvas;
}

export async function savePicture() {
  const canvas = await drawPicture();
  canvas.toBlob(blob => { if (blob) download("map.png", blob); else say(t("picture.failed")); }, "image/png");
}
