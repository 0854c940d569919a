"""CSV with the columns that ACLED has had since March 2023, and a W3C metadata file beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geomap.countries import alpha3
from geomap.exporters.credits import clean, credit_line, credits_of
from geomap.exporters.ledger import safe_cell
from geomap.files import replacing

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
_NUMBERS = {
    "year": "integer",
    "time_precision": "integer",
    "iso": "integer",
    "latitude": "double",
    "longitude": "double",
    "geo_precision": "integer",
    "fatalities": "integer",
}
# ACLED's classes of actors, for names that ACLED's own rules for naming make plain; others stay empty.
_INTER = (
    ("Military Forces of", "State forces"),
    ("Police Forces of", "State forces"),
    ("Government of", "State forces"),
    ("Protesters", "Protesters"),
    ("Rioters", "Rioters"),
    ("Civilians", "Civilians"),
    ("Unidentified Armed Group", "Political militia"),
    ("Unidentified Communal Militia", "Identity militia"),
)
# ACLED's regions (its definitions of coverage by region), by ISO 3166-1 alpha-2 code.
_REGIONS = """
Western Africa: BJ BF CV CI GM GH GN GW LR ML MR NE NG SN SL TG SH
Middle Africa: AO CM CF TD CG CD GQ GA ST
Eastern Africa: BI KM DJ ER ET KE MG MW MU YT MZ RE RW SC SO SS TZ UG ZM ZW
Southern Africa: BW SZ LS NA ZA
Northern Africa: DZ EG LY MA SD TN EH
South Asia: AF BD BT IN IO MV NP PK LK
Southeast Asia: BN KH ID LA MY MM PH SG TH TL VN
Middle East: BH IR IQ IL JO KW LB OM PS QA SA SY TR AE YE
Europe: AL AD AT BY BE BA BG HR CY CZ DK EE FO FI FR DE GI GR GG HU IS IE IM IT JE XK LV LI LT LU MT MD
  MC ME NL MK NO PL PT RO RU SM RS SK SI ES SJ SE CH UA GB VA AX
Caucasus and Central Asia: AM AZ GE KZ KG TJ TM UZ
East Asia: CN HK JP MO MN KP KR TW
Central America: BZ CR SV GT HN MX NI PA
South America: AR BO BR CL CO EC FK GF GY PY PE SR UY VE
Caribbean: AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI
North America: BM CA GL PM US
Oceania: AS AU CK FJ PF GU KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM VU WF CX CC
Antarctica: AQ BV TF HM GS
"""
_TARGETING = frozenset({"Violence against civilians"})


def write_acled_csv(geojson: Mapping[str, Any], path: Path) -> None:
    """The events as ACLED lays them out: UTF-8, one row an event, and ``PATH-metadata.json`` beside it.

    An area has the coordinates of its middle, an unlocated event none. What ACLED has no column for
    (status, certainty, confidence, number of sources) is in ``tags``. A text that a spreadsheet would
    run as a formula (it begins with ``= + - @``, a tab or a carriage return) gets an apostrophe in
    front. Rows cannot hold credits, so they are in the metadata file, by W3C's CSV on the Web.
    """
    beside = path.with_name(f"{path.name}-metadata.json")
    with (
        replacing(beside) as described,
        replacing(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.writer(out, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for feature in geojson["features"]:
            row = to_row(feature)
            rows.writerow([_cell(row[column]) for column in COLUMNS])
        text = json.dumps(_metadata(geojson, path.name), indent=1)
        described.write_text(text + "\n", encoding="utf-8", newline="\n")


def _cell(value: Any) -> Any:
    return safe_cell(clean(value) if isinstance(value, str) else value)


def to_row(feature: Mapping[str, Any]) -> dict[str, Any]:
    """An event in ACLED's columns; None where there is nothing to say."""
    p = feature["properties"]
    inter1, inter2 = _inter(p["actor1"]), _inter(p["actor2"])
    targeted = p["event_type"] in _TARGETING or "Civilians" in (inter1, inter2)
    own = {
        "event_id_cnty": f"{alpha3(p['country_code']) or ''}{feature['id']}",
        "inter1": inter1,
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
        "civilian_targeting": "Civilian targeting" if targeted else None,
        "region": _region_of().get(p["country_code"]),
        "tags": "; ".join(
            f"{name}={p[name]}" for name in ("status", "certainty", "confidence", "source_count")
        ),
    }
    return {column: own.get(column, p.get(column)) for column in COLUMNS}


@cache
def _region_of() -> dict[str | None, str]:
    regions = (line.partition(": ") for line in _REGIONS.replace("\n  ", " ").strip().splitlines())
    return {code: name for name, _, codes in regions for code in codes.split()}


def _inter(actor: str | None) -> str | None:
    return next((kind for start, kind in _INTER if (actor or "").startswith(start)), None)


def _metadata(geojson: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The description of the table, by https://www.w3.org/TR/tabular-metadata/."""
    columns = [{"name": c, "titles": c, "datatype": _NUMBERS.get(c, "string")} for c in COLUMNS]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": "Events",
        "dc:creator": credits_of(geojson)["software"],
        "dc:rights": credits_of(geojson)["attribution"],
        "dc:source": credits_of(geojson)["gazetteer"],
        "rdfs:comment": credit_line(geojson),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns, "primaryKey": "event_id_cnty"},
    }
