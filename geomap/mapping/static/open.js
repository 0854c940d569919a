/* Opening an event, a flow or a zone, and closing it again. */
import { light } from "./areas.js";
import { $, phone, say } from "./dom.js";
import { label } from "./describe.js";
import { reveal } from "./layers.js";
import { C, S } from "./state.js";
import { update } from "./app.js";
import { t } from "./words.js";

/** Opens an event by number, or "flow:1", "zone:0", "name:3". */
export function open(id, {byKey = false} = {}) {
  const hadFocus = byKey || $("panel").contains(document.activeElement) || $("map").contains(document.activeElement);
  S.open = id;
  S.form = null;
  S.drag = null;
  if (S.here && !S.here.includes(id)) S.here = null;
  if (phone()) sheet("half");
  update({sifted: true});
  const card = document.querySelector(".card");
  if (hadFocus && card) card.focus({preventScroll: true});
  const [lat, lon] = pointOf(id);
  if (Number.isFinite(lat)) reveal(lat, lon);
  if (typeof id === "number") say(label(id));
}

function pointOf(id) {
  if (typeof id === "number") return [C.events.lat[id], C.events.lon[id]];
  const [kind, k] = id.split(":"), thing = kind === "zone" ? C.data.zones[k] : kind === "flow" ? C.data.flows[k].to : null;
  return thing ? [thing.lat, thing.lon] : [NaN, NaN];
}

export function closeOpen() {
  const was = S.open;
  S.open = null;
  S.drag = null;
  S.form = null;
  update({sifted: true});
  const row = document.querySelector(`[data-id="${was}"]`);
  if (row) row.focus({preventScroll: true, focusVisible: false});
}

/** Lists the events at one point. */
export function showHere(numbers) {
  S.here = numbers;
  S.view = "list";
  S.open = null;
  S.page = 1;
  if (phone()) sheet("half");
  update({sifted: true});
  say(t("list.here", {n: numbers.length}));
}

/** A mark, its ground and its row light up together. */
export function hover(i, lit) {
  light(i, lit);
  const row = document.querySelector(`.row[data-id="${i}"]`), mark = C.markOf && C.markOf.get(i);
  if (row) row.classList.toggle("hot", lit);
  if (mark && mark.getElement()) mark.getElement().classList.toggle("hot", lit);
}

/** The panel as a sheet on a phone: "" for its head only, "half" or "full". */
export function sheet(size) {
  const panel = $("panel"), was = panel.classList.contains("half");
  if (phone() && was !== (size === "half") && size !== "full" && !panel.classList.contains("full"))
    C.map.panBy([0, (size === "half" ? 1 : -1) * innerHeight * .23], {animate: false});
  panel.classList.remove("half", "full");
  if (size) panel.classList.add(size);
  $("grab").setAttribute("aria-label", t(size ? "sheet.less" : "sheet.more"));
  $("grab").setAttribute("aria-expanded", String(Boolean(size)));
}

export function watchSheet() {
  const panel = $("panel"), sizes = ["", "half", "full"], now = () => panel.classList.contains("full") ? 2 : panel.classList.contains("half") ? 1 : 0;
  let from = null, dragged = false;
  $("grab").addEventListener("pointerdown", event => { from = [event.clientY, now()]; dragged = false; });
  addEventListener("pointerup", event => {
    if (!from) return;
    const moved = event.clientY - from[0];
    if (Math.abs(moved) >= 24) {
      dragged = true;
      sheet(sizes[Math.max(0, Math.min(2, from[1] + (moved < 0 ? 1 : -1)))]);
    }
    from = null;
  });
  $("grab").addEventListener("click", () => { if (!dragged) sheet(sizes[(now() + 1) % 3]); dragged = false; });
}
