/* The small window under a button: filters, layers, export. One at a time. */
import { $, h } from "./dom.js";

let anchor = null;

export const isPopoverOpen = () => anchor !== null;

/** Opens under a button, or closes when it is that button's already. `content()` gives the elements. */
export function popover(button, title, content) {
  if (anchor === button) return closePopover();
  if (anchor) closePopover(false);
  const box = $("pop");
  box.setAttribute("aria-label", title);
  box.replaceChildren(h("h2", {}, title), ...content().filter(Boolean));
  box.hidden = false;
  anchor = button;
  button.setAttribute("aria-expanded", "true");
  const r = button.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(r.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = `${Math.min(r.bottom + 6, Math.max(8, innerHeight - box.offsetHeight - 8))}px`;
  const first = box.querySelector("input,button");
  if (first) first.focus({preventScroll: true, focusVisible: false});
}

export function closePopover(focus = true) {
  if (!anchor) return;
  $("pop").hidden = true;
  const was = anchor.isConnected ? anchor : document.querySelector(`[data-k="${CSS.escape(anchor.dataset.k || "")}"]`);
  anchor = null;
  if (!was) return;
  was.setAttribute("aria-expanded", "false");
  if (focus) was.focus({focusVisible: false});
}

export function watchPopover() {
  document.addEventListener("pointerdown", event => {
    if (anchor && !$("pop").contains(event.target) && !anchor.contains(event.target)) closePopover(false);
  });
}
