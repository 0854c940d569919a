"""The page with many events: ``python -m benchmarks.map [--events N ...] [--folium N] [--distinct]``.

Prints for each number of events with 300-character excerpts: seconds to write the page, by the clock and
of the processor (the machine may be busy with other things); its megabytes; seconds from opening the file
until it can be used, of one filter and of one search; megabytes of the page's JavaScript heap. Then the
same of a stock folium map with a Marker and a Popup per event.
Events lie at 2,000 towns, or with ``--distinct`` each at a point of its own. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

EXCERPT = 300  # characters
TOWNS = 2000
WORDS = (
    "the army said that fighters attacked a checkpoint near town and soldiers were killed when mortar rounds "
    "hit houses on Friday morning witnesses told reporters by telephone convoy road market district governor"
).split()
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Mob violence"),
    ("Strategic developments", "Arrests"),
)
FILTER = """() => new Promise(done => {
    const chip = document.querySelector("[data-k=type3]"), start = performance.now();
    chip.click();
    requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)));
})"""
SEARCH = """() => new Promise(done => {
    const box = document.getElementById("q"), before = document.getElementById("lede").textContent;
    box.value = "convoy market"; box.oninput();
    const start = performance.now();
    const look = () => document.getElementById("lede").textContent === before ? setTimeout(look, 5)
        : done((performance.now() - start) / 1000 - 0.14);
    look();
})"""
HEAP = "() => { window.gc && gc(); return performance.memory.usedJSHeapSize / 1e6; }"


def events(count: int, *, distinct: bool) -> dict[str, Any]:
    """A made-up collection with every property that geomap writes."""
    dice = random.Random(7)
    towns = [(f"Town {k}", dice.uniform(29.5, 37), dice.uniform(36, 48)) for k in range(TOWNS)]
    articles = [_article(k) for k in range(max(1, count // 10))]
    features = [_feature(k, dice, towns, articles[k // 10 % len(articles)], distinct) for k in range(count)]
    beside = {name: [] for name in ("attribution", "ledger", "cuts", "flows", "zones")}
    return {"type": "FeatureCollection", "features": features, "geomap": beside | {"articles": articles}}


def _article(k: int) -> dict[str, Any]:
    return {
        "id": f"a{k}",
        "title": f"Report {k}",
        "source": f"Paper {k % 40}",
        "url": f"https://news.example/{k}",
        "published": "2020-01-01",
        "published_basis": "given",
        "events": 10,
        "names": 20,
    }


def _feature(
    number: int,
    dice: random.Random,
    towns: list[tuple[str, float, float]],
    article: dict[str, Any],
    distinct: bool,
) -> dict[str, Any]:
    town = dice.randrange(TOWNS)
    name, lat, lon = towns[town]
    spread = 0.2 if distinct else 0.0
    at = {"latitude": round(dice.gauss(lat, spread), 5), "longitude": round(dice.gauss(lon, spread), 5)}
    sentence = _sentence(name, dice)
    happened = _happened(name, town, sentence, dice)
    place = {"id": f"t:{town}", "name": name, "country": "SY", "admin1": happened["admin1"], "feature": "PPL"}
    place |= {"lat": round(lat, 5), "lon": round(lon, 5), "score": 0.9, "match": "exact", "radius_km": 5.0}
    own = ("event_date", "event_date_end", "fatalities", "actor1", "actor2")
    told = ("title", "source", "url", "published", "published_basis")
    source = {"event_id": f"{number:016x}", "article_id": article["id"]}
    source |= {key: article[key] for key in told} | {key: happened[key] for key in own}
    source |= {key: sentence[key] for key in ("excerpt", "excerpt_start", "excerpt_end", "marks")}
    said = {"source": article["source"], "article_id": article["id"], "source_count": 1, "sources": [source]}
    properties = happened | at | sentence | said | {"place_id": place["id"], "candidates": [place]}
    geometry = {"type": "Point", "coordinates": [at["longitude"], at["latitude"]]}
    return {"type": "Feature", "id": f"{number:016x}", "geometry": geometry, "properties": properties}


def _sentence(name: str, dice: random.Random) -> dict[str, Any]:
    text = " ".join(dice.choices(WORDS, k=70))[: EXCERPT - 13].strip() + f" in {name}"
    start, at = dice.randrange(9000), dice.randrange(100)
    return {
        "excerpt": text,
        "excerpt_start": start,
        "excerpt_end": start + len(text),
        "marks": [["what", at, at + 8], ["where", len(text) - len(name), len(text)]],
        "trigger": text[at : at + 8],
        "trigger_start": start + at,
        "trigger_end": start + at + 8,
    }


def _happened(name: str, town: int, sentence: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    kind, sub = TYPES[min(5, int(dice.random() * dice.random() * 8))]
    day = f"20{dice.randrange(14, 21)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    nothing = ("assoc_actor_1", "assoc_actor_2", "admin2", "relation", "rule", "fatalities", "fatalities_max")
    return dict.fromkeys((*nothing, "injured", "injured_max", "corrected")) | {
        "event_date": day,
        "year": int(day[:4]),
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": f"Group {dice.randrange(60)}",
        "actor2": f"Group {dice.randrange(60)}",
        "iso": 760,
        "country": "Syria",
        "country_code": "SY",
        "admin1": f"Province {town % 14}",
        "location": name,
        "location_text": name,
        "location_basis": "in the same clause",
        "feature_code": "PPL",
        "geo_precision": 1,
        "certainty": "exact",
        "radius_km": 5.0,
        "notes": f"{sub}; {name}, Syria; {day}: “{sentence['excerpt']}”",
        "event_date_end": day,
        "date_precision": "day",
        "date_text": day,
        "date_basis": "given",
        "status": "reported",
        "confidence": round(dice.uniform(0.4, 1), 3),
        "why": "reported",
        "contradictions": [],
    }


def write_ours(geojson: dict[str, Any], path: Path) -> None:
    """The page of geomap, with all that it has."""
    from geomap.mapping import to_map

    to_map(geojson, title="Many events").write(path)


def write_stock(geojson: dict[str, Any], path: Path) -> None:
    """What a folium user would write; the texts here hold nothing that its templates would execute."""
    import folium

    page = folium.Map([34, 41], zoom_start=6, tiles=None)
    for feature in geojson["features"]:
        row = feature["properties"]
        text = folium.Popup(
            f"<b>{row['sub_event_type']}</b> {row['event_date']}<br>{row['excerpt']}", max_width=320
        )
        folium.Marker([row["latitude"], row["longitude"]], popup=text).add_to(page)
    page.save(str(path))


def open_page(browser: Any, path: Path, *, ours: bool) -> dict[str, float]:
    """Times in a fresh page without a network; folium's lacks its libraries there and is only parsed."""
    size = {"width": 1440, "height": 900}
    context = browser.new_context(viewport=size, offline=True, reduced_motion="reduce")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(path.as_uri(), timeout=120_000)
    if ours:
        page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=120_000)
    found = {"open": time.perf_counter() - start}
    if ours:
        found["filter"] = median(page.evaluate(FILTER) for _ in range(5))
        page.evaluate("() => document.querySelector('[data-k=reset]')?.click()")
        found["search"] = page.evaluate(SEARCH)
        page.evaluate("() => { const box = document.getElementById('q'); box.value = ''; box.oninput(); }")
        page.wait_for_timeout(600)
        found["heap"] = page.evaluate(HEAP)
    context.close()
    return found


def measure(browser: Any, geojson: dict[str, Any], write: Any, *, ours: bool) -> list[str]:
    """Seconds to write (clock, processor), megabytes, seconds to open, filter, search; megabytes of heap."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        start, worked = time.perf_counter(), time.process_time()
        write(geojson, path)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        found = open_page(browser, path, ours=ours)
        megabytes = path.stat().st_size / 1e6
    rest = [f"{found[key]:.2f}" if key in found else "-" for key in ("filter", "search", "heap")]
    return [f"{seconds:.2f}", f"{worked:.2f}", f"{megabytes:.1f}", f"{found['open']:.2f}", *rest]


def show(*cells: object) -> None:
    """Prints one row of the table."""
    print("".join(f"{cell:>10}" for cell in cells))


def main() -> None:
    from playwright.sync_api import sync_playwright

    from geomap.mapping import to_map

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--folium", type=int, default=2_000, help="events of the stock folium map")
    parser.add_argument("--distinct", action="store_true", help="every event at a point of its own")
    options = parser.parse_args()
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    to_map({"type": "FeatureCollection", "features": []})  # imports are not the page's
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium"),
            args=[*arguments, "--no-first-run", "--js-flags=--expose-gc", "--enable-precise-memory-info"],
        )
        show("", "events", "write s", "cpu s", "MB", "open s", "filter s", "search s", "heap MB")
        for count in options.events:
            made = events(count, distinct=options.distinct)
            show("geomap", count, *measure(browser, made, write_ours, ours=True))
        if options.folium:
            made = events(options.folium, distinct=options.distinct)
            show("folium", options.folium, *measure(browser, made, write_stock, ours=False))
        browser.close()


if __name__ == "__main__":
    main()
