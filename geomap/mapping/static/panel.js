/* The panel beside the map: tabs, and list, table, ledger or card below them. */
import { eventCard, flowCard, zoneCard } from "./card.js";
import { $, h, phone } from "./dom.js";
import { ledgerView, offCount } from "./ledger.js";
import { listView } from "./list.js";
import { sheet } from "./open.js";
import { C, ORDERS, S, VIEWS } from "./state.js";
import { tableView } from "./table.js";
import { update } from "./app.js";
import { short, t } from "./words.js";

let lastOpen = null, lastView = null, listTop = 0;

export function show(view) {
  Object.assign(S, {view, open: null, here: null, page: 1});
  if (phone() && !$("panel").classList.contains("full")) sheet("half");
  update({sifted: true});
}

function drawTabs() {
  const counts = {list: S.shown.length, table: null, off: offCount()};
  const tabs = VIEWS.map(view => h("button", {cls: "tab", type: "button", role: "tab", id: `tab-${view}`, "data-k": `tab-${view}`, "aria-selected": String(S.view === view), "aria-controls": "body", tabindex: S.view === view ? 0 : -1, onclick: () => show(view)},
    t(`tab.${view}`), counts[view] === null ? null : h("span", {cls: "n"}, short(counts[view]))));
  const order = S.view === "list" ? h("select", {"aria-label": t("order"), "data-k": "order", onchange: event => { S.order = event.target.value; S.page = 1; update({sifted: true}); }},
    ORDERS.map(name => h("option", {value: name, selected: S.order === name}, t(`order.${name}`)))) : null;
  $("tabs").replaceChildren(h("div", {cls: "tl", role: "tablist", "aria-label": t("views")}, tabs), h("span", {cls: "sp"}), order || "");
}

function content() {
  if (typeof S.open === "number") return eventCard(S.open);
  if (typeof S.open === "string") {
    const [kind, k] = S.open.split(":");
    if (kind === "flow") return flowCard(k);
    if (kind === "zone") return zoneCard(C.data.zones[k]);
  }
  return {list: listView, table: tableView, off: ledgerView}[S.view]();
}

/** Redraws the panel; scroll stays where it was, and comes back when a card is closed. */
export function drawPanel() {
  const body = $("body"), isOpen = S.open !== null;
  drawTabs();
  if (lastOpen === null && isOpen) listTop = body.scrollTop;
  $("app").classList.toggle("wide", S.view === "table" && !isOpen && !phone());
  $("tabs").hidden = isOpen;
  body.className = `body${S.view === "off" && !isOpen ? " off" : ""}`;
  body.setAttribute("role", isOpen ? "region" : "tabpanel");
  body.setAttribute("aria-labelledby", `tab-${S.view}`);
  const kept = body.scrollTop;
  body.replaceChildren(...content().filter(Boolean));
  body.scrollTop = S.open !== lastOpen ? isOpen ? 0 : listTop : lastView !== S.view ? 0 : kept;
  lastOpen = S.open;
  lastView = S.view;
}
