/* What a reader corrected: kept by event, undone by event, written as corrections.json. No DOM here. */
const ORDER = ["restore", "candidate", "move", "date", "type", "reject", "note"];

export class Corrections {
  constructor() {
    this.acts = new Map(); // event number, or "name:3" for a row of the ledger -> {action: value}
  }

  /** Sets an act; a candidate and a move exclude each other. */
  set(key, action, value) {
    const acts = {...this.acts.get(key), [action]: value};
    if (action === "move") delete acts.candidate;
    if (action === "candidate") delete acts.move;
    this.acts.set(key, acts);
  }

  /** Takes back one act, or all acts of an event. */
  unset(key, action) {
    const acts = {...this.acts.get(key)};
    if (action) delete acts[action];
    if (!action || !Object.keys(acts).length) this.acts.delete(key);
    else this.acts.set(key, acts);
  }

  of(key) { return this.acts.get(key) || null; }

  get count() {
    let sum = 0;
    for (const acts of this.acts.values()) sum += Object.keys(acts).length;
    return sum;
  }

  /** Rows of the ledger that were put on the map. */
  get restored() { return [...this.acts.keys()].filter(key => typeof key === "string").length; }

  rejected() {
    return new Set([...this.acts].filter(([key, acts]) => "reject" in acts && typeof key === "number").map(([key]) => key));
  }

  /** The text of corrections.json. `describe(key)` gives {event_id, key} for what was corrected. */
  toFile(describe) {
    const rows = [];
    const named = ([key]) => typeof key === "string" ? 0 : 1; // what is put on the map may be corrected then
    for (const [key, acts] of [...this.acts].sort((a, b) => named(a) - named(b)))
      for (const action of ORDER) if (action in acts) rows.push({...describe(key), action, value: acts[action]});
    return JSON.stringify({geomap_corrections: 1, corrections: rows}, null, 1) + "\n";
  }
}

/** How geomap finds an event again, in this article or in another copy of it. */
export function keyOf(events, i) {
  const source = events.sources(i)[0];
  return {
    event_id: events.ids[i],
    key: {
      article_id: events.raw(i, "article_id"), source: source.source, url: source.url,
      name: events.raw(i, "location_text") ?? events.raw(i, "location"),
      trigger: events.trigger(i), excerpt: events.raw(i, "excerpt"), event_date: events.raw(i, "event_date"),
    },
  };
}

/** The same for a name that is not on the map. */
export function keyOfName(events, row) {
  const article = events.article(row.article_id);
  return {event_id: row.event_id ?? null, key: {article_id: row.article_id, source: article.source, url: article.url, name: row.name, trigger: null, excerpt: row.excerpt}};
}
