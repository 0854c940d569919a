/* Events at the same point gathered, and near points clustered with their mix of types. No DOM here. */
import { OTHER } from "./columns.js";

const WIDTH = OTHER + 1, TILE = 256; // pixels of the world at zoom 0
const ROW = 2 ** 26; // more cells than lie side by side at any zoom

/** The distinct points of all events, with the events at each. */
export class Spots {
  constructor(events) {
    this.of = new Int32Array(events.n).fill(-1);
    const known = new Map(), lat = [], lon = [], counts = [];
    for (let i = 0; i < events.n; i++) {
      if (Number.isNaN(events.lat[i])) continue;
      const key = Math.round(events.lat[i] * 1e5) * 4e7 + Math.round(events.lon[i] * 1e5);
      let spot = known.get(key);
      if (spot === undefined) {
        spot = counts.length;
        known.set(key, spot);
        counts.push(0);
        lat.push(events.lat[i]);
        lon.push(events.lon[i]);
      }
      counts[spot]++;
      this.of[i] = spot;
    }
    this.n = counts.length;
    this.lat = Float64Array.from(lat);
    this.lon = Float64Array.from(lon);
    [this.starts, this.items] = byGroup(this.of, this.n);
  }

  /** Events at a spot that pass the filters. */
  at(spot, fails) {
    return Array.from(this.items.subarray(this.starts[spot], this.starts[spot + 1])).filter(i => fails[i] === 0);
  }
}

/** The members of each group one after another, and where each group's begin. A member of -1 has none. */
function byGroup(groupOf, count) {
  const starts = new Uint32Array(count + 1);
  for (const group of groupOf) if (group >= 0) starts[group + 1]++;
  for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
  const next = starts.slice(), items = new Uint32Array(starts[count]);
  for (let k = 0; k < groupOf.length; k++) if (groupOf[k] >= 0) items[next[groupOf[k]]++] = k;
  return [starts, items];
}

/** Where a point lies on Leaflet's square world, 0 to 1. */
const across = lon => lon / 360 + .5;
const down = lat => { const sine = Math.sin(lat * Math.PI / 180); return Math.min(1, Math.max(0, .5 - .25 * Math.log((1 + sine) / (1 - sine)) / Math.PI)); };
const latitude = y => 360 / Math.PI * Math.atan(Math.exp((.5 - y) * 2 * Math.PI)) - 90;

/**
 * Points within `reach` of the first one that is still free become one, at the middle of their events.
 * `points` and what comes back are {n, x, y, weight}; `of` says which group each point is in.
 */
function gatherOnce({n, x, y, weight}, reach) {
  const cellOf = k => Math.floor(y[k] / reach) * ROW + Math.floor(x[k] / reach);
  const head = new Map(), next = new Int32Array(n), of = new Int32Array(n).fill(-1);
  for (let k = n - 1; k >= 0; k--) {
    const cell = cellOf(k);
    next[k] = head.get(cell) ?? -1;
    head.set(cell, k);
  }
  const found = {n: 0, x: new Float64Array(n), y: new Float64Array(n), weight: new Float64Array(n), of};
  for (let k = 0; k < n; k++) {
    if (of[k] >= 0) continue;
    const group = found.n++, cell = cellOf(k);
    for (const beside of [-ROW - 1, -ROW, -ROW + 1, -1, 0, 1, ROW - 1, ROW, ROW + 1])
      for (let j = head.get(cell + beside) ?? -1; j >= 0; j = next[j]) {
        if (of[j] >= 0 || (x[j] - x[k]) ** 2 + (y[j] - y[k]) ** 2 > reach * reach) continue;
        of[j] = group;
        found.weight[group] += weight[j];
        found.x[group] += weight[j] * x[j];
        found.y[group] += weight[j] * y[j];
      }
    found.x[group] /= found.weight[group];
    found.y[group] /= found.weight[group];
  }
  return found;
}

/** The same until no two groups lie within reach of each other. */
function gather(points, reach) {
  let found = gatherOnce(points, reach);
  for (let again = gatherOnce(found, reach); again.n < found.n; again = gatherOnce(found, reach))
    found = {...again, of: found.of.map(group => again.of[group])};
  return found;
}

/** Clusters of the shown events' spots, worked out for a zoom when it is asked for. Mixes count events, not spots. */
export class Clusters {
  constructor(events, spots, shown, {radius, maxZoom}) {
    Object.assign(this, {radius, maxZoom, zoom: null});
    this.mix = new Uint32Array(spots.n * WIDTH);
    for (const i of shown) if (spots.of[i] >= 0) this.mix[spots.of[i] * WIDTH + events.type[i]]++;
    const weight = Float64Array.from({length: spots.n}, (_, spot) => total(this.mixOf(spot)));
    this.spots = Uint32Array.from({length: spots.n}, (_, spot) => spot).filter(spot => weight[spot]);
    const each = value => Float64Array.from(this.spots, value);
    this.points = {n: this.spots.length, x: each(spot => across(spots.lon[spot])), y: each(spot => down(spots.lat[spot])), weight: each(spot => weight[spot])};
  }

  mixOf(spot) { return this.mix.subarray(spot * WIDTH, spot * WIDTH + WIDTH); }

  _gathered(points, zoom) {
    if (zoom > this.maxZoom) return {...points, of: Int32Array.from(points.weight.keys())};
    return gather(points, this.radius / (TILE * 2 ** zoom));
  }

  _at(zoom) {
    if (this.zoom !== zoom) {
      this.zoom = zoom;
      this.groups = this._gathered(this.points, zoom);
      [this.starts, this.items] = byGroup(this.groups.of, this.groups.n);
    }
    return this.groups;
  }

  /** `[{lat, lon, mix, spots, group}]` of a zoom in a box [west, south, east, north]. */
  inside([west, south, east, north], zoom) {
    const {n, x, y} = this._at(zoom), [left, top, right, bottom] = [across(west), down(north), across(east), down(south)], found = [];
    for (let group = 0; group < n; group++) {
      if (x[group] < left || x[group] > right || y[group] < top || y[group] > bottom) continue;
      const spots = Array.from(this._members(group), k => this.spots[k]), mix = new Array(WIDTH).fill(0);
      for (const spot of spots) this.mixOf(spot).forEach((count, type) => { mix[type] += count; });
      found.push({lat: latitude(y[group]), lon: x[group] * 360 - 180, mix, spots, group});
    }
    return found;
  }

  _members(group) { return this.items.subarray(this.starts[group], this.starts[group + 1]); }

  /** The zoom, above the one that was asked for last, at which a group falls apart; Infinity where none does. */
  partingZoom(group) {
    const members = this._members(group), {x, y, weight} = this.points, some = numbers => Float64Array.from(members, k => numbers[k]);
    const points = {n: members.length, x: some(x), y: some(y), weight: some(weight)};
    for (let zoom = this.zoom + 1; zoom <= this.maxZoom; zoom++) if (this._gathered(points, zoom).n > 1) return zoom;
    return Infinity;
  }
}

export const total = mix => mix.reduce((sum, count) => sum + count, 0);
