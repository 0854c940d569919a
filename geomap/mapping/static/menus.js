/* Export, corrections, dark mode, language and help. */
import { keyOf, keyOfName } from "./corrections.js";
import { $, button, download, h, say } from "./dom.js";
import { drawBase } from "./basemap.js";
import { toCSV, toGeoJSON } from "./exports.js";
import { drawKey } from "./glyphs.js";
import { credits } from "./layers.js";
import { savePicture } from "./picture.js";
import { closePopover, popover } from "./popover.js";
import { KEYS } from "./keys.js";
import { C, S } from "./state.js";
import { changeLanguage, redrawAll } from "./app.js";
import { t } from "./words.js";

export const LANGUAGES = {en: "English", fr: "Français", ar: "العربية"};

/** The beside-the-features part of the GeoJSON, as far as the page has it. */
function beside() {
  const {version, gazetteer, attribution, ledger, cuts, flows, zones} = C.data;
  return {version, gazetteer, attribution, articles: C.events.articles, ledger, cuts, flows, zones};
}

function saveCorrections() {
  if (!C.fixes.count) return say(t("corrections.none"));
  const describe = key => typeof key === "number" ? keyOf(C.events, key) : keyOfName(C.events, C.data.ledger[Number(key.split(":")[1])]);
  download("corrections.json", C.fixes.toFile(describe), "application/json");
  C.saved = C.fixes.count;
}

function exportMenu(event) {
  const n = t("events", {n: S.shown.length});
  const entry = (words, more, action) => h("button", {cls: "mi", type: "button", onclick: () => { closePopover(); action(); }}, words, h("small", {}, more));
  popover(event.currentTarget, t("export"), () => [
    entry("GeoJSON", n, () => download("events.geojson", toGeoJSON(C.events, S.shown, beside()), "application/geo+json")),
    entry(t("export.csv"), n, () => download("events.csv", toCSV(C.events, S.shown), "text/csv")),
    entry(t("export.png"), "PNG", savePicture),
    entry(t("export.print"), "", () => print()),
    entry(t("export.link"), "", copyLink)]);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say(t("link.copied"));
  } catch {
    prompt(t("export.link"), location.href);
  }
}

export function setTheme(mode) {
  document.documentElement.dataset.mode = mode;
  $("theme").setAttribute("aria-pressed", String(mode === "dark"));
  drawBase();
}

export const toggleTheme = () => setTheme(document.documentElement.dataset.mode === "dark" ? "light" : "dark");

export function help() {
  const box = $("helpbox");
  const keys = h("dl", {}, KEYS.map(([key, words]) => [h("dt", {}, key.split(" ").map(one => [h("kbd", {}, one), " "])), h("dd", {}, t(`keys.${words}`))]));
  const tongues = h("div", {cls: "st-row"}, Object.entries(LANGUAGES).map(([code, name]) => button(name, () => { box.close(); changeLanguage(code); }, {cls: `btn${S.language === code ? " on" : ""}`, lang: code})), h("span", {cls: "sp"}),
    button(t("close"), () => box.close(), {cls: "btn"}));
  box.replaceChildren(h("h2", {id: "helpt"}, t("help")), h("p", {}, t("help.text")), h("div", {cls: "key inside"}, drawKey()), h("p", {}, t("help.badges")), keys, h("p", {cls: "note"}, t("disclaimer")), h("p", {cls: "note", dir: "auto"}, `${t("credit.title")}: ${credits().join("; ")}.`),
    h("p", {cls: "note"}, t("made.with", {version: C.data.version || ""})), tongues);
  box.showModal();
}

export function wireMenus() {
  $("corr").onclick = saveCorrections;
  $("export").onclick = exportMenu;
  $("theme").onclick = toggleTheme;
  $("help").onclick = help;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
  addEventListener("beforeunload", event => { if (C.fixes.count && C.fixes.count !== C.saved) event.preventDefault(); });
  addEventListener("afterprint", redrawAll);
}
