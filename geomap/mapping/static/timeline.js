/* The histogram of dates with its brush, two sliders, and play. */
import { histogram, binOf, scale } from "./bins.js";
import { OTHER, UNDATED } from "./columns.js";
import { dayWords, isoOf, monthWords, rangeWords, yearOf } from "./dates.js";
import { LETTERS } from "./describe.js";
import { $, calm, h, rightToLeft, s } from "./dom.js";
import { BIT, NOT_THERE } from "./filters.js";
import { C, S } from "./state.js";
import { update } from "./app.js";
import { t } from "./words.js";

const BLOCKS = 12, PACE_MS = 600, CALM_PACE_MS = 1200;
let axis = null;

/** The axis covers the events that are drawn but for filters: not those that their status hides. */
export function prepareTimeline() {
  const counts = i => (C.fails[i] & NOT_THERE) === 0;
  C.scale = scale(C.events, counts);
  C.undated = C.events.from.reduce((sum, day, i) => sum + (day === UNDATED && counts(i) ? 1 : 0), 0);
}

export function drawTimeline() {
  const box = $("time"), {period} = S.choice;
  const hist = h("div", {cls: "hist", id: "hist"});
  box.replaceChildren(timelineHead(), hist);
  if (!C.scale) return;
  const list = C.scale.edges, low = list[0], high = list[list.length - 1];
  axis = {low, high, width: hist.clientWidth, height: hist.clientHeight - 18, flip: rightToLeft()};
  axis.x = day => { const part = (day - low) / (high - low) * axis.width; return axis.flip ? axis.width - part : part; };
  axis.day = px => { const part = Math.max(0, Math.min(axis.width, axis.flip ? axis.width - px : px)); return Math.round(low + part / axis.width * (high - low)); };
  const svg = s("svg", {"aria-hidden": "true", viewBox: `0 0 ${hist.clientWidth} ${hist.clientHeight}`, preserveAspectRatio: "xMinYMin"});
  drawAxis(svg, list);
  drawBars(svg, list);
  drawOpenSpan(svg);
  if (period) {
    const [a, b] = [axis.x(period[0]), axis.x(Math.min(high, period[1] + 1))].sort((p, q) => p - q);
    svg.append(s("rect", {x: a, y: 0, width: Math.max(2, b - a), height: axis.height, class: "brush"}));
  }
  hist.append(svg, handle(0), handle(1));
  hist.onpointerdown = event => brush(event, null);
  hist.ondblclick = () => { S.choice.period = null; update(); };
}

function timelineHead() {
  const {period} = S.choice, first = C.events.from.find(day => day !== UNDATED);
  const range = period ? C.scale && C.scale.kind.length < 5 ? rangeWords(...period) : t("lede.dates", {from: monthWords(period[0]), to: monthWords(period[1])})
    : C.scale ? t("dates.all") : first === undefined ? t("dates.none") : t("dates.one", {date: dayWords(first)});
  const play = h("button", {cls: "play", type: "button", "data-k": "play", "aria-label": t(S.timer ? "pause" : "play"), onclick: togglePlay},
    s("svg", {viewBox: "0 0 12 12", "aria-hidden": "true"}, s("path", {d: S.timer ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2.5 1 11 6 2.5 11Z"})));
  const clear = period ? h("button", {cls: "link", type: "button", "data-k": "clear", onclick: () => { stopPlay(); S.choice.period = null; update(); }}, t("clear")) : null;
  const undated = C.undated ? h("button", {cls: "undated", type: "button", "data-k": "undated", "aria-pressed": String(S.choice.undated), title: t("undated.title"), onclick: () => { S.choice.undated = !S.choice.undated; update(); }}, t("undated.n", {n: C.undated})) : null;
  return h("div", {cls: "thead"}, C.scale ? play : null, h("b", {}, range), C.scale && !period ? h("span", {cls: "q"}, t("dates.drag")) : null, clear,
    h("span", {cls: "sp"}), C.scale ? h("span", {cls: "q"}, t("dates.outlined")) : null, undated);
}

function drawAxis(svg, list) {
  const {width, height} = axis, kind = C.scale.kind;
  svg.append(s("line", {x1: 0, x2: width, y1: height + .5, y2: height + .5, class: "ax"}));
  const isYear = day => isoOf(day).endsWith("-01-01"), isMonth = day => isoOf(day).endsWith("-01");
  const longest = {day: 64, week: 64, month: 34, quarter: 34, year: 34, decade: 34}[kind];
  let last = -Infinity;
  const days = kind === "week" || kind === "day" ? Array.from({length: list[list.length - 1] - list[0]}, (_, k) => list[0] + k).filter(day => kind === "day" && list.length < 20 || isMonth(day)) : list.slice(0, -1).filter(isYear);
  for (const day of days) {
    const x = axis.x(day), along = axis.flip ? width - x : x;
    svg.append(s("line", {x1: x, x2: x, y1: height, y2: height + 5, class: "ax"}));
    if (along - last < longest) continue;
    last = along;
    const words = kind === "day" && list.length < 20 ? dayWords(day) : kind === "week" || kind === "day" ? monthWords(day) : String(yearOf(day));
    svg.append(s("text", {x: axis.flip ? x - 4 : x + 4, y: height + 14, class: "tk"}, words));
  }
}

/** One block per event up to `BLOCKS` in a bin, bars above; a hollow one has a long span. */
function drawBars(svg, list) {
  const {sharp, soft, top, width} = histogram(C.events, C.fails, BIT.period, list), {height} = axis, bins = list.length - 1;
  const unit = Math.min(9, height / top), room = axis.width / bins, {period} = S.choice;
  const wide = Math.max(1, Math.min(top <= BLOCKS ? 14 : 99, room - 1.5));
  for (let bin = 0; bin < bins; bin++) {
    const dim = period && (list[bin + 1] - 1 < period[0] || list[bin] > period[1]) ? " dim" : "";
    const x = axis.flip ? axis.x(list[bin]) - wide - .5 : axis.x(list[bin]) + .5;
    let y = height;
    for (const [counts, look] of [[sharp, ""], [soft, " soft"]]) {
      for (let k = 0; k <= OTHER; k++) {
        const n = counts[bin * width + k], kind = `t${LETTERS[k]}${look}${dim}`;
        if (n && top <= BLOCKS) for (let j = 0; j < n; j++) {
          y -= unit;
          svg.append(s("rect", {x, y: y + .6, width: wide, height: Math.max(2, unit - 1.2), class: `bar ${kind}`}));
        } else if (n) {
          y -= height * n / top;
          svg.append(s("rect", {x, y, width: wide, height: height * n / top, class: `bar ${kind}`, css: {strokeWidth: look ? 1 : 0}}));
        }
      }
    }
  }
}

function drawOpenSpan(svg) {
  if (typeof S.open !== "number" || !C.events.isDated(S.open)) return;
  const [a, b] = [axis.x(C.events.from[S.open]), axis.x(C.events.to[S.open] + 1)].sort((p, q) => p - q);
  svg.append(s("line", {x1: a, x2: Math.max(b, a + 3), y1: axis.height + 2.5, y2: axis.height + 2.5, class: `span t${LETTERS[C.events.type[S.open]]}`}));
}

function handle(k) {
  const {low, high} = axis, ends = S.choice.period || [low, high - 1], at = ends[k];
  const node = h("button", {cls: "hnd", type: "button", role: "slider", "aria-label": t(k ? "period.end" : "period.start"), "aria-valuemin": low, "aria-valuemax": high - 1, "aria-valuenow": at, "aria-valuetext": dayWords(at), "data-k": `handle${k}`});
  node.style.left = `${axis.x(k ? at + 1 : at)}px`;
  node.onkeydown = event => {
    const way = {ArrowLeft: axis.flip ? 1 : -1, ArrowRight: axis.flip ? -1 : 1, ArrowDown: -1, ArrowUp: 1, PageDown: -4, PageUp: 4}[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const list = C.scale.edges, bin = Math.max(0, Math.min(list.length - 2, binOf(list, at) + way)), next = ends.slice();
    next[k] = k ? list[bin + 1] - 1 : list[bin];
    if (next[0] <= next[1]) S.choice.period = next;
    update();
  };
  node.onpointerdown = event => { event.stopPropagation(); brush(event, k); };
  return node;
}

let waiting = 0;
function brush(event, k) {
  stopPlay();
  const left = $("hist").getBoundingClientRect().left, at = e => e.clientX - left, start = axis.day(at(event));
  const was = (S.choice.period || [axis.low, axis.high - 1]).slice(), moves = k === null && S.choice.period && start > was[0] && start < was[1];
  const move = e => {
    const day = axis.day(at(e));
    let next = k !== null ? was.map((d, j) => j === k ? day : d) : moves ? was.map(d => d + day - start) : [start, day];
    next = next.sort((a, b) => a - b).map(d => Math.max(axis.low, Math.min(axis.high - 1, d)));
    if (Math.abs(at(e) - at(event)) < 4) return;
    S.choice.period = next;
    waiting ||= requestAnimationFrame(() => { waiting = 0; update(); });
  };
  const up = () => { removeEventListener("pointermove", move); removeEventListener("pointerup", up); };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
}

function stopPlay() {
  clearInterval(S.timer);
  S.timer = 0;
}

/** Moves the brush through time, a bin a step; without a brush about an eighth of the whole is taken. */
export function togglePlay() {
  if (!C.scale) return;
  if (S.timer) { stopPlay(); update(); return; }
  const list = C.scale.edges, last = list.length - 1;
  let [a, b] = S.choice.period ? S.choice.period.map(day => binOf(list, day)) : [0, last];
  if (b - a >= last * .8) [a, b] = [0, Math.max(0, Math.ceil(last / 8) - 1)];
  else if (b >= last - 1) [a, b] = [0, b - a];
  const show = () => { S.choice.period = [list[a], list[b + 1] - 1]; };
  show();
  S.timer = setInterval(() => {
    a++;
    b++;
    if (b >= last) stopPlay(); else show();
    update();
  }, calm() ? CALM_PACE_MS : PACE_MS);
  update();
}
