/* Making elements. Text reaches the page through text nodes and attributes only, never as markup. */
const SVG = "http://www.w3.org/2000/svg";

export const $ = id => document.getElementById(id);

/** Appends children of any depth; null, undefined and false are left out. */
export function put(node, children) {
  for (const child of children.flat(Infinity))
    if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}

/** An HTML element: h("button", {cls: "btn", onclick: f, disabled: true}, "text", child). */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node[name] = value;
    else if (name === "cls") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  return put(node, children);
}

/** An SVG element. `css` holds styles: a style attribute would break the page's security policy. */
export function s(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined) continue;
    if (name === "css") Object.assign(node.style, value);
    else node.setAttribute(name, value);
  }
  return put(node, children);
}

export const icon = path => s("svg", {viewBox: "0 0 20 20", "aria-hidden": "true"}, s("path", {d: path}));
export const button = (label, onclick, props) => h("button", {type: "button", onclick, ...props}, label);

/** A horizontal bar for a share from 0 to 1. */
export function meter(share) {
  const bar = h("i");
  bar.style.width = `${Math.round(100 * Math.min(1, Math.max(0, share)))}%`;
  return h("span", {cls: "cb", "aria-hidden": "true"}, bar);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const phone = () => matchMedia("(max-width: 860px)").matches;
export const rightToLeft = () => document.documentElement.dir === "rtl";

/** Tells a screen reader. */
export function say(text) {
  $("live").textContent = text;
}

export function readBlock(id) {
  const block = $(id), value = JSON.parse(block.textContent);
  block.remove();
  return value;
}

/** Hands the reader a file. */
export function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  const link = h("a", {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
