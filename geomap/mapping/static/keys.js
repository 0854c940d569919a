/* The keyboard. */
import { $, phone } from "./dom.js";
import { reset } from "./filterbar.js";
import { home, zoomTo } from "./layers.js";
import { ordered } from "./list.js";
import { closeOpen, open, sheet } from "./open.js";
import { show } from "./panel.js";
import { closePopover, isPopoverOpen } from "./popover.js";
import { S, VIEWS } from "./state.js";
import { togglePlay } from "./timeline.js";
import { help, toggleTheme } from "./menus.js";
import { search, update } from "./app.js";

export const KEYS = [["/", "search"], ["J K", "step"], ["Enter", "open"], ["Esc", "back"], ["L T N", "views"], ["Space", "play"], ["← →", "handles"], ["Z", "zoom"], ["0", "home"], ["R", "reset"], ["D", "dark"], ["?", "help"]];

/** One step back: window, drag, search, card, list at a point, sheet. */
function back() {
  if (isPopoverOpen()) return closePopover();
  if (S.drag !== null) { S.drag = null; return update({sifted: true}); }
  if (document.activeElement === $("q")) { $("q").value = ""; $("q").blur(); return search(""); }
  if (S.open !== null) return closeOpen();
  if (S.here) { S.here = null; return update({sifted: true}); }
  if (phone()) sheet("");
}

function step(way) {
  const numbers = ordered(), at = numbers.indexOf(S.open), next = numbers[at < 0 ? 0 : at + way];
  if (next !== undefined) open(next, {byKey: true});
}

/** Arrow keys in the tabs and in the row of filters. */
function arrows(event) {
  const forward = (event.key === "ArrowRight") !== (document.documentElement.dir === "rtl");
  if (event.target.getAttribute("role") === "tab") {
    show(VIEWS[(VIEWS.indexOf(S.view) + (forward ? 1 : VIEWS.length - 1)) % VIEWS.length]);
    $(`tab-${S.view}`).focus();
    return true;
  }
  if (!event.target.closest("#filters")) return false;
  const chips = [...$("filters").querySelectorAll("button")], next = chips[chips.indexOf(event.target) + (forward ? 1 : -1)];
  if (next) next.focus();
  return true;
}

const actions = {
  "/": event => { event.preventDefault(); $("q").focus(); },
  j: () => step(1), k: () => step(-1), l: () => show("list"), t: () => show("table"), n: () => show("off"), d: toggleTheme, r: reset, 0: () => home(),
  z: () => { if (typeof S.open === "number") zoomTo(S.open); }, "?": help,
  " ": event => { if (event.target.closest("#time") && event.target.dataset.k !== "play") { event.preventDefault(); togglePlay(); } },
};

export function watchKeys() {
  addEventListener("keydown", event => {
    if ($("helpbox").open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return back();
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if ((event.key === "ArrowRight" || event.key === "ArrowLeft") && event.target.closest && arrows(event)) return;
    const action = actions[event.key.toLowerCase()];
    if (action && event.target.closest) action(event);
  });
}
