/* The events of the page, in columns as `columns.py` wrote them. No DOM here. */
import { dayOf } from "./dates.js";
import { restored } from "./restoring.js";
import { cutter } from "./text.js";

export const KINDS = ["what", "where", "when", "who"];
export const TYPES = ["Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"];
export const OTHER = TYPES.length; // number of any other type
export const CERTAINTIES = ["exact", "area", "country", "none"];
export const UNDATED = -2147483648;

const WIDTHS = {"8": Uint8Array, "16": Uint16Array, "32": Uint32Array, "-8": Int8Array, "-16": Int16Array, "-32": Int32Array};

/** Whole numbers that packing.py wrote as [bits, base64]. */
function unpacked([bits, text]) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let k = 0; k < letters.length; k++) bytes[k] = letters.charCodeAt(k);
  return new WIDTHS[bits](bytes.buffer);
}

/** A function from an event's number to its value. `columns` has the index that several columns share. */
export function reader(column, columns = {}) {
  if (!column || "all" in column) return () => column ? column.all : null;
  if ("each" in column) return i => column.each[i];
  if ("some" in column) return i => column.some[i] ?? column.else;
  if ("numbers" in column) {
    const numbers = unpacked(column.numbers), {scale} = column;
    return i => numbers[i] / scale;
  }
  const owner = typeof column.index === "string" ? columns[column.index] : column, {values} = column;
  const numbers = owner.unpacked ??= unpacked(owner.index);
  return i => values[numbers[i]];
}

const packed = (numbers, count) => count < 256 ? Uint8Array.from(numbers) : count < 65536 ? Uint16Array.from(numbers) : Uint32Array.from(numbers);

/** For each event the numbers of its values in a list of distinct values. */
export class Facet {
  constructor(n, valuesOf) {
    this.values = [];
    this.starts = new Uint32Array(n + 1);
    const numbers = new Map(), items = [];
    for (let i = 0; i < n; i++) {
      for (const value of valuesOf(i)) {
        if (!numbers.has(value)) { numbers.set(value, this.values.length); this.values.push(value); }
        items.push(numbers.get(value));
      }
      this.starts[i + 1] = items.length;
    }
    this.items = packed(items, this.values.length);
  }

  /** Whether any of an event's values is in `flags` (one flag a value). */
  meets(i, flags) {
    for (let k = this.starts[i]; k < this.starts[i + 1]; k++) if (flags[this.items[k]]) return true;
    return false;
  }
}

/** Words as Python's str.split() finds them. */
const pythonWords = text => text.split(/[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/).filter(Boolean); // eslint-disable-line no-control-regex
const people = text => text ? text.split("; ") : [];

/** All events, and after them what may become one: a row of the ledger is absent until it is put on the map. */
export class Events {
  constructor(data, countries = new Map()) {
    this.given = data.n;
    this.ledger = data.ledger || [];
    this.n = data.n + this.ledger.length;
    this.ids = data.ids.concat(data.restored_ids || []);
    this.names = data.names;
    this.places = data.places;
    this.articles = data.articles.rows.map(row => Object.fromEntries(data.articles.names.map((name, k) => [name, row[k]])));
    this.columns = {};
    for (const name in data.columns) this.columns[name] = reader(data.columns[name], data.columns);
    this.changes = new Map(); // what was corrected in this page: number -> {property: value}
    this.later = k => restored(this.ledger[k], this.article(this.ledger[k].article_id), countries, data.rejected || []);
    this.restored = new Map(); // what was put on the map in this page: number -> {properties, geometry}
    this.absent = Uint8Array.from({length: this.n}, (_, i) => i < this.given ? 0 : 1);
    this.numberOf = new Map(this.ids.map((id, i) => [id, i]).reverse());
    this.lat = new Float64Array(this.n).fill(NaN);
    this.lon = new Float64Array(this.n).fill(NaN);
    this.from = new Int32Array(this.n).fill(UNDATED);
    this.to = new Int32Array(this.n).fill(UNDATED);
    this.type = new Uint8Array(this.n);
    this.sure = new Uint8Array(this.n);
    this.conf = new Float32Array(this.n);
    for (let i = 0; i < this.given; i++) this._fill(i);
    this.facets = this._facets();
  }

  /** How many there are, with those that were put on the map. */
  get count() { return this.given + this.restored.size; }

  /** Puts row `k` of the ledger on the map, or takes it away again. Returns its number. */
  restore(k, wanted) {
    const i = this.given + k;
    this.changes.delete(i);
    if (wanted) this.restored.set(i, this.later(k)); else this.restored.delete(i);
    this.absent[i] = wanted ? 0 : 1;
    this._fill(i);
    this.facets = this._facets();
    return i;
  }

  _fill(i) {
    this.lat[i] = this.get(i, "latitude") ?? NaN;
    this.lon[i] = this.get(i, "longitude") ?? NaN;
    this.from[i] = dayOf(this.get(i, "event_date")) ?? UNDATED;
    this.to[i] = dayOf(this.get(i, "event_date_end") ?? this.get(i, "event_date")) ?? UNDATED;
    this.type[i] = typeNumber(this.get(i, "event_type"));
    this.sure[i] = sureNumber(this.get(i, "certainty"));
    this.conf[i] = this.raw(i, "confidence") ?? 0;
  }

  _facets() {
    const facet = valuesOf => new Facet(this.n, i => this.absent[i] ? [] : valuesOf(i)), one = name => facet(i => [this.raw(i, name) ?? ""]);
    return {
      status: one("status"),
      actor: facet(i => [...new Set([
        ...people(this.raw(i, "actor1")), ...people(this.raw(i, "actor2")),
        ...people(this.raw(i, "assoc_actor_1")), ...people(this.raw(i, "assoc_actor_2"))])]),
      country: facet(i => [this.raw(i, "country_code") || this.raw(i, "country") || ""]),
      source: facet(i => [...new Set(people(this.raw(i, "source")))]),
      precision: one("date_precision"),
    };
  }

  /** A property as geomap wrote it. */
  raw(i, name) {
    if (i >= this.given) return this.rawLater(i, name);
    const read = this.columns[name];
    return read ? read(i) : null;
  }

  rawLater(i, name) {
    const later = this.restored.get(i);
    if (!later || name === "sources") return null;
    if (name === "geometry") return later.geometry;
    const value = later.properties[name] ?? (name === "notes" ? [null] : null);
    return name === "marks" ? value.flatMap(([kind, start, end]) => KINDS.includes(kind) ? [KINDS.indexOf(kind), start, end] : []) : value;
  }

  /** A property as corrected in this page. */
  get(i, name) {
    if (name === "trigger") return this.trigger(i);
    if (name === "notes") return this.note(i);
    if (name === "candidates") return this.candidates(i);
    if (name === "sources") return this.sources(i);
    if (name === "marks") return this.marks(i).map(([kind, start, end]) => [KINDS[kind], start, end]);
    const changed = this.changes.get(i);
    if (changed && name in changed) return changed[name];
    if (name === "trigger_start") return this.triggerOffset(i, name, 1);
    if (name === "trigger_end") return this.triggerOffset(i, name, 2);
    if (name === "excerpt_end") return this.excerptEnd(i);
    if (name === "year") return this.raw(i, name) ?? (this.raw(i, "event_date") === null ? null : Number(this.raw(i, "event_date").slice(0, 4)));
    return this.raw(i, name);
  }

  trigger(i) {
    const own = this.raw(i, "trigger"), [start, end] = [this.triggerOffset(i, "trigger_start", 1), this.triggerOffset(i, "trigger_end", 2)];
    if (own !== null || this.raw(i, "excerpt") === null || start === null) return own;
    const begin = this.raw(i, "excerpt_start");
    return cutter(this.raw(i, "excerpt"))(start - begin, end - begin);
  }

  triggerOffset(i, name, place) {
    const own = this.raw(i, name), mark = this.marks(i).find(([kind]) => kind === 0);
    return own === null && mark ? this.raw(i, "excerpt_start") + mark[place] : own;
  }

  excerptEnd(i) {
    const own = this.raw(i, "excerpt_end"), text = this.raw(i, "excerpt");
    return own === null && text !== null && this.raw(i, "excerpt_start") !== null ? this.raw(i, "excerpt_start") + Array.from(text).length : own;
  }

  /** The note, put together as geomap does it where it was left out or something was corrected. */
  note(i) {
    const kept = this.changes.has(i) ? [null] : this.raw(i, "notes"), excerpt = this.raw(i, "excerpt");
    if (typeof kept === "string" || excerpt === null) return kept;
    return `${(kept && kept[0]) ?? this.noteHead(i)}: “${kept ? pythonWords(excerpt).join(" ") : excerpt}”`;
  }

  noteHead(i) {
    const [status, place, country, start, end] = ["status", "location", "country", "event_date", "event_date_end"].map(name => this.get(i, name));
    const said = !status || status === "reported" ? "" : ` (${status.replaceAll("_", " ")})`;
    const where = [...new Set([place, country].filter(Boolean))].join(", "), when = [...new Set([start, end].filter(Boolean))].join(" to ");
    return `${this.get(i, "sub_event_type") || this.get(i, "event_type")}${said}; ${where || "place not known"}; ${when || "date not known"}`;
  }

  /** `[[kind, start, end], ...]` in code points of the excerpt. */
  marks(i, flat = this.raw(i, "marks") || []) {
    return Array.from({length: flat.length / 3}, (_, k) => flat.slice(3 * k, 3 * k + 3));
  }

  candidates(i) {
    const flat = this.raw(i, "candidates") || [];
    if (i >= this.given) return flat;
    return Array.from({length: flat.length / 2}, (_, k) => ({...this.places[flat[2 * k]], score: flat[2 * k + 1]}));
  }

  article(id) {
    this.articleOf ??= new Map(this.articles.map(article => [article.id, article]));
    return this.articleOf.get(id) || {id, title: null, source: null, url: null, published: null, published_basis: null};
  }

  sources(i) {
    const written = this.raw(i, "sources"), later = this.restored.get(i);
    if (later && later.properties.sources) return later.properties.sources;
    return (written || [{}]).map(own => {
      const article = own.article === undefined ? this.article(this.raw(i, "article_id")) : this.articles[own.article];
      const source = {event_id: this.ids[i], article_id: article.id};
      for (const name of ["title", "source", "url", "published", "published_basis"]) source[name] = own[name] ?? article[name] ?? null;
      for (const name of ["excerpt", "excerpt_start", "excerpt_end", "event_date", "event_date_end", "fatalities", "actor1", "actor2"])
        source[name] = name in own ? own[name] : name === "excerpt_end" ? this.excerptEnd(i) : this.raw(i, name);
      source.marks = own.marks ?? this.get(i, "marks");
      return {...source, event_id: own.event_id ?? this.ids[i]};
    });
  }

  sourceCount(i) { return this.raw(i, "source_count") ?? 1; }

  /** The area, or null for a point. */
  geometry(i) {
    const changed = this.changes.get(i);
    return changed && "geometry" in changed ? changed.geometry : this.raw(i, "geometry");
  }

  isDated(i) { return this.from[i] !== UNDATED; }

  /** Sets what a correction changes; null takes all changes of an event back. */
  change(i, values) {
    if (values === null) this.changes.delete(i);
    else this.changes.set(i, {...this.changes.get(i), ...values});
    this._fill(i);
  }
}

const typeNumber = type => { const k = TYPES.indexOf(type); return k < 0 ? OTHER : k; };
const sureNumber = certainty => { const k = CERTAINTIES.indexOf(certainty); return k < 0 ? 3 : k; };
