"""The page with many events: ``python -m benchmarks.map [--events N ...] [--folium N] [--distinct]``.

Prints for each number of events with 300-character excerpts: seconds to write the page, its megabytes,
seconds from opening the file until it can be used, seconds of one filter and of one search, megabytes of
the page's JavaScript heap; then the same of a stock folium map with a Marker and a Popup per event.
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
    "the army said that fighters attacked a checkpoint near town and soldiers were killed when mortar rounds hit "
    "houses on Friday morning witnesses told reporters by telephone convoy road market district governor crowd"
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
    articles = [
        {"id": f"a{k}", "title": f"Report {k}", "source": f"Paper {k % 40}", "url": f"https://news.example/{k}",
         "published": "2020-01-01", "published_basis": "given", "events": 10, "names": 20}
        for k in range(max(1, count // 10))
    ]  # fmt: skip
    features = [_feature(k, dice, towns, articles[k // 10 % len(articles)], distinct) for k in range(count)]
    beside = {
        "version": "0",
        "attribution": [],
        "articles": articles,
        "ledger": [],
        "cuts": [],
        "flows": [],
        "zones": [],
    }
    return {"type": "FeatureCollection", "features": features, "geomap": beside}


def _feature(
    number: int,
    dice: random.Random,
    towns: list[tuple[str, float, float]],
    article: dict[str, Any],
    distinct: bool,
) -> dict[str, Any]:
    town = dice.randrange(TOWNS)
    name, lat, lon = towns[town]
    if distinct:
        lat, lon = lat + dice.gauss(0, 0.2), lon + dice.gauss(0, 0.2)
    lat, lon = round(lat, 5), round(lon, 5)
    kind, sub = TYPES[min(5, int(dice.random() * dice.random() * 8))]
    day = f"20{dice.randrange(14, 21)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    text = " ".join(dice.choices(WORDS, k=70))[: EXCERPT - 28].strip() + f" in {name}, on {day}"
    start, at = dice.randrange(9000), dice.randrange(100)
    actors = [f"Group {dice.randrange(60)}", f"Group {dice.randrange(60)}"]
    place = {"id": f"t:{town}", "name": name, "country": "SY", "admin1": f"Province {town % 14}", "feature": "PPL",
             "lat": round(towns[town][1], 5), "lon": round(towns[town][2], 5), "radius_km": 5.0, "score": 0.9}  # fmt: skip
    marks = [["what", at, at + 8], ["where", len(text) - 20, len(text) - 12]]
    sentence = {"excerpt": text, "excerpt_start": start, "excerpt_end": start + len(text), "marks": marks}
    dated = {"event_date": day, "event_date_end": day}
    properties = {
        **dated, "year": int(day[:4]), "time_precision": 1, "disorder_type": "Political violence", "event_type": kind,
        "sub_event_type": sub, "actor1": actors[0], "assoc_actor_1": None, "actor2": actors[1], "assoc_actor_2": None,
        "iso": 760, "country": "Syria", "country_code": "SY", "admin1": place["admin1"], "admin2": None, "location": name,
        "latitude": lat, "longitude": lon, "geo_precision": 1, "certainty": "exact", "radius_km": 5.0, "relation": None,
        "rule": None, "location_basis": "in the same clause", "location_text": name, "place_id": place["id"],
        "feature_code": "PPL", "source": article["source"], "notes": f"{sub}; {name}, Syria; {day}: “{text}”", "fatalities": None,
        "fatalities_max": None, "injured": None, "injured_max": None, "status": "reported",
        "confidence": round(dice.uniform(0.4, 1), 3), "why": "reported", "article_id": article["id"], **sentence,
        "trigger": text[at : at + 8], "trigger_start": start + at, "trigger_end": start + at + 8, "date_precision": "day",
        "date_text": day, "date_basis": "given", "candidates": [place], "source_count": 1, "contradictions": [],
        "corrected": None,
        "sources": [{"event_id": f"{number:016x}", "article_id": article["id"], **{name: article[name] for name in
                     ("title", "source", "url", "published", "published_basis")}, **sentence, **dated, "fatalities": None,
                     "actor1": actors[0], "actor2": actors[1]}],
    }  # fmt: skip
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": f"{number:016x}", "geometry": geometry, "properties": properties}


def write_ours(geojson: dict[str, Any], path: Path) -> None:
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
    """Times in a fresh page; the network is off, so folium's own page lacks its libraries and is only parsed."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce"
    )
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


def measure(browser: Any, geojson: dict[str, Any], write: Any, *, ours: bool) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        start = time.perf_counter()
        write(geojson, path)
        seconds = time.perf_counter() - start
        found = open_page(browser, path, ours=ours)
        megabytes = path.stat().st_size / 1e6
    more = (
        f"{found['filter']:9.2f}{found['search']:9.2f}{found['heap']:9.0f}"
        if ours
        else f"{'-':>9}{'-':>9}{'-':>9}"
    )
    return f"{seconds:9.2f}{megabytes:9.1f}{found['open']:9.2f}{more}"


def main() -> None:
    from playwright.sync_api import sync_playwright

    from geomap.mapping import to_map

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--events", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--folium", type=int, default=2_000, help="events of the stock folium map")
    parser.add_argument("--distinct", action="store_true", help="every event at a point of its own")
    options = parser.parse_args()
    arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
    ]
    to_map({"type": "FeatureCollection", "features": []})  # imports are not the page's
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium"),
            args=[*arguments, "--js-flags=--expose-gc", "--enable-precise-memory-info"],
        )
        print(
            f"{'':8}{'events':>9}{'write s':>9}{'MB':>9}{'open s':>9}{'filter s':>9}{'search s':>9}{'heap MB':>9}"
        )
        for count in options.events:
            print(
                f"{'geomap':8}{count:9}{measure(browser, events(count, distinct=options.distinct), write_ours, ours=True)}"
            )
        if options.folium:
            stock = events(options.folium, distinct=options.distinct)
            print(f"{'folium':8}{options.folium:9}{measure(browser, stock, write_stock, ours=False)}")
        browser.close()


if __name__ == "__main__":
    main()
