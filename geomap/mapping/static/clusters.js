/* Events at the same point gathered, and near points clustered with their mix of types. No DOM here. */
import { OTHER } from "./columns.js";

const WIDTH = OTHER + 1;

/** The distinct points of all events, with the events at each. */
export class Spots {
  constructor(events) {
    this.of = new Int32Array(events.n).fill(-1);
    this.lat = [];
    this.lon = [];
    const known = new Map(), counts = [];
    for (let i = 0; i < events.n; i++) {
      if (Number.isNaN(events.lat[i])) continue;
      const key = Math.round(events.lat[i] * 1e5) * 4e7 + Math.round(events.lon[i] * 1e5);
      let spot = known.get(key);
      if (spot === undefined) {
        spot = counts.length;
        known.set(key, spot);
        counts.push(0);
        this.lat.push(events.lat[i]);
        this.lon.push(events.lon[i]);
      }
      counts[spot]++;
      this.of[i] = spot;
    }
    this.starts = new Uint32Array(counts.length + 1);
    counts.forEach((count, spot) => { this.starts[spot + 1] = this.starts[spot] + count; });
    this.items = new Uint32Array(this.starts[counts.length]);
    const next = this.starts.slice();
    for (let i = 0; i < events.n; i++) if (this.of[i] >= 0) this.items[next[this.of[i]]++] = i;
  }

  /** Events at a spot that pass the filters. */
  at(spot, fails) {
    return Array.from(this.items.subarray(this.starts[spot], this.starts[spot + 1])).filter(i => fails[i] === 0);
  }
}

/** How many events of each type stand at each spot. */
function mixes(events, spots, shown) {
  const mix = new Uint32Array(spots.lat.length * WIDTH);
  for (const i of shown) if (spots.of[i] >= 0) mix[spots.of[i] * WIDTH + events.type[i]]++;
  return mix;
}

/** A supercluster index of the spots; `total` and `mix` of a cluster count events, not spots. */
export function index(events, spots, shown, {radius, maxZoom, Supercluster}) {
  const mix = mixes(events, spots, shown), points = [];
  const mixOf = spot => Array.from(mix.subarray(spot * WIDTH, spot * WIDTH + WIDTH));
  for (let spot = 0; spot < spots.lat.length; spot++) {
    let some = false;
    for (let k = spot * WIDTH; k < spot * WIDTH + WIDTH; k++) if (mix[k]) { some = true; break; }
    if (some) points.push({type: "Feature", geometry: {type: "Point", coordinates: [spots.lon[spot], spots.lat[spot]]}, properties: spot});
  }
  const clusters = new Supercluster({
    radius, extent: 256, maxZoom,
    map: spot => ({mix: mixOf(spot)}),
    reduce: (sum, more) => { sum.mix = sum.mix.map((count, k) => count + more.mix[k]); },
  }).load(points);
  return {
    /** `[{lat, lon, mix, spot}]` or `[{lat, lon, mix, id}]` in a box [west, south, east, north]. */
    inside(box, zoom) {
      return clusters.getClusters(box, zoom).map(feature => {
        const [lon, lat] = feature.geometry.coordinates;
        return feature.properties.cluster
          ? {lat, lon, mix: feature.properties.mix, id: feature.properties.cluster_id}
          : {lat, lon, mix: mixOf(feature.properties), spot: feature.properties};
      });
    },
    spotsOf: id => clusters.getLeaves(id, Infinity).map(leaf => leaf.properties),
    expansionZoom: id => clusters.getClusterExpansionZoom(id),
  };
}

export const total = mix => mix.reduce((sum, count) => sum + count, 0);
