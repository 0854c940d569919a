"""What the example articles report, read by a person: (types, place, lat, lon, km, from, to, deaths, must).

``km`` is how far a location may be from the point, for an area or a road too. ``deaths`` is the lowest
number given, None where none is. ``must`` is False for what a reader may or may not call an event.
"""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    types: str
    place: str
    lat: float
    lon: float
    km: float
    start: str
    end: str
    deaths: int | None = None
    must: bool = True


BATTLE = "Battles"
BLAST = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
PROTEST = "Protests"
RIOT = "Riots"
STRATEGIC = "Strategic developments"

EXPECTED: dict[str, tuple[Expected, ...]] = {
    "baidoa-hotel": (
        Expected(BLAST, "Baidoa", 3.11, 43.65, 12, "2023-03-14", "2023-03-14", 9),
        Expected(BATTLE, "Dinsoor", 2.41, 42.98, 30, "2023-03-13", "2023-03-13", 6),
        Expected(STRATEGIC, "Mogadishu", 2.04, 45.34, 20, "2023-03-15", "2023-03-15"),
        Expected(BATTLE, "Baidoa", 3.11, 43.65, 12, "2023-03-14", "2023-03-14", None, False),
        Expected(BLAST, "Baidoa", 3.11, 43.65, 12, "2022-10-01", "2022-10-31", None, False),
    ),
    "baydhabo-blog": (
        Expected(BLAST, "Baidoa", 3.11, 43.65, 12, "2023-03-14", "2023-03-14", 14),
        Expected(PROTEST, "Baidoa", 3.11, 43.65, 12, "2023-03-16", "2023-03-16"),
        Expected(BATTLE, "Baidoa", 3.11, 43.65, 12, "2023-03-14", "2023-03-14", None, False),
    ),
    "chin-hills": (
        Expected(BATTLE, "Falam", 22.91, 93.68, 12, "2024-02-08", "2024-02-08"),
        Expected(BATTLE, "Falam", 22.91, 93.68, 12, "2024-02-03", "2024-02-09", 17),
        Expected(BLAST, "Hakha", 22.64, 93.61, 12, "2024-02-09", "2024-02-09", 4),
        Expected(BLAST, "Kalay", 23.19, 94.05, 40, "2024-02-07", "2024-02-07", 1),
        Expected(STRATEGIC, "Falam to Champhai", 23.2, 93.5, 60, "2024-02-05", "2024-02-09"),
    ),
    "culiacan-rifles": (
        Expected(STRATEGIC, "Culiacán", 24.8, -107.39, 15, "2022-04-29", "2022-04-29"),
        Expected(BATTLE, "road to Navolato", 24.78, -107.55, 25, "2022-04-27", "2022-04-27", 4),
        Expected(CIVILIANS, "Mazatlán", 23.22, -106.42, 15, "2022-04-25", "2022-04-25"),
    ),
    "dnipro-shells": (
        Expected(BLAST, "Nikopol", 47.57, 34.39, 12, "2023-11-17", "2023-11-17", 1),
        Expected(BLAST, "Zaporizhzhia", 47.84, 35.14, 20, "2023-11-17", "2023-11-18"),
        Expected(BATTLE, "Kupiansk to Svatove", 49.56, 37.89, 35, "2023-11-16", "2023-11-16", 2),
        Expected(STRATEGIC, "Kherson", 46.65, 32.6, 65, "2023-11-17", "2023-11-17"),
        Expected(BATTLE, "Synkivka", 49.78, 37.66, 60, "2023-11-12", "2023-11-18", None, False),
    ),
    "gao-road": (
        Expected(BLAST, "40 km south of Gao", 15.91, -0.04, 20, "2023-06-14", "2023-06-14", 5),
        Expected(BATTLE, "Ménaka", 15.92, 2.4, 30, "2023-06-15", "2023-06-15", 13),
        Expected(BLAST, "north of Kidal", 18.62, 1.41, 40, "2023-06-15", "2023-06-15"),
        Expected(CIVILIANS, "Tillabéri", 14.21, 1.45, 12, "2023-06-11", "2023-06-11", 8),
        Expected(STRATEGIC, "Tillabéri to Ayorou", 14.4, 1.2, 50, "2023-06-10", "2023-06-16", None, False),
    ),
    "hodeidah-dhow": (
        Expected(STRATEGIC, "off Salalah", 17.0, 54.1, 60, "2022-08-02", "2022-08-02"),
        Expected(BLAST, "Mokha", 13.32, 43.25, 12, "2022-08-06", "2022-08-06", 1),
        Expected(BLAST, "east of Hodeidah", 14.8, 43.1, 35, "2022-08-07", "2022-08-07", 3),
        Expected(PROTEST, "Aden", 12.78, 45.04, 15, "2022-08-08", "2022-08-08"),
        Expected(STRATEGIC, "off Salalah", 17.0, 54.1, 60, "2022-08-02", "2022-08-09", None, False),
    ),
    "lyon-march": (
        Expected(PROTEST, "Lyon", 45.75, 4.85, 10, "2021-10-09", "2021-10-09"),
        Expected(RIOT, "Lyon", 45.75, 4.85, 10, "2021-10-09", "2021-10-09"),
        Expected(STRATEGIC, "Lyon", 45.75, 4.85, 10, "2021-10-09", "2021-10-09", None, False),
        Expected(PROTEST, "Grenoble", 45.18, 5.71, 10, "2021-10-04", "2021-10-10"),
        Expected(PROTEST, "Saint-Étienne", 45.43, 4.39, 10, "2021-10-04", "2021-10-10"),
        Expected(PROTEST, "Bordeaux", 44.84, -0.58, 10, "2021-10-08", "2021-10-08"),
    ),
    "maiduguri-road": (
        Expected(CIVILIANS, "Bama to Gwoza", 11.3, 13.7, 35, "2022-11-13", "2022-11-13", 1),
        Expected(CIVILIANS, "30 km south of Dikwa", 11.76, 13.92, 20, "2022-11-13", "2022-11-13", 7),
        Expected(STRATEGIC, "Banki", 11.66, 14.02, 20, "2022-11-15", "2022-11-15"),
        Expected(f"{BATTLE} {CIVILIANS}", "Kolofata", 11.16, 14.0, 25, "2022-11-14", "2022-11-14", 5),
        Expected(STRATEGIC, "Maiduguri", 11.85, 13.16, 15, "2022-11-12", "2022-11-16", None, False),
        Expected(STRATEGIC, "Banki", 11.66, 14.02, 20, "2022-11-15", "2022-11-15", None, False),
    ),
    "palmyra-desert": (
        Expected(f"{BATTLE} {CIVILIANS}", "Palmyra", 34.56, 38.28, 30, "2023-04-01", "2023-04-30", 14),
        Expected(BLAST, "Deir ez-Zor", 35.34, 40.14, 25, "2023-04-03", "2023-04-03", 4),
        Expected(STRATEGIC, "Hasakah", 36.5, 40.75, 15, "2023-04-10", "2023-04-10"),
        Expected(BLAST, "Badiya desert", 34.35, 38.6, 150, "2023-05-07", "2023-05-07"),
    ),
    "rutshuru-hills": (
        Expected(BATTLE, "Kiwanja", -1.15, 29.45, 25, "2022-10-27", "2022-10-27"),
        Expected(BLAST, "Rutshuru", -1.19, 29.45, 12, "2022-10-29", "2022-10-29", 6),
        Expected(BATTLE, "south of Masisi", -1.4, 28.81, 40, "2022-10-28", "2022-10-28", 8),
        Expected(f"{PROTEST} {RIOT} {CIVILIANS}", "Bukavu", -2.49, 28.84, 12, "2022-10-31", "2022-10-31", 2),
        Expected(STRATEGIC, "Kiwanja to Goma", -1.4, 29.35, 45, "2022-10-27", "2022-11-01"),
    ),
    "wire-0311": (
        Expected(BLAST, "Saravena", 6.96, -71.88, 25, "2022-09-20", "2022-09-20"),
        Expected(STRATEGIC, "Tame", 6.46, -71.74, 12, "2022-09-19", "2022-09-19"),
    ),
    "wire-0312": (
        Expected(BLAST, "Isabela", 6.7, 121.97, 12, "2022-09-21", "2022-09-21"),
        Expected(BATTLE, "Jolo", 6.05, 121.0, 25, "2022-09-20", "2022-09-20", 3),
        Expected(CIVILIANS, "Semporna", 4.48, 118.61, 40, "2022-07-01", "2022-07-31", None, False),
        Expected(STRATEGIC, "Jolo", 6.05, 121.0, 25, "2022-09-18", "2022-09-18", None, False),
    ),
    "wire-0313": (
        Expected(f"{PROTEST} {CIVILIANS}", "Juliaca", -15.5, -70.13, 12, "2022-09-22", "2022-09-22", 2),
        Expected(PROTEST, "Cusco", -13.53, -71.97, 12, "2022-09-22", "2022-09-22"),
        Expected(RIOT, "Arequipa", -16.4, -71.54, 12, "2022-09-17", "2022-09-23"),
        Expected(STRATEGIC, "Arequipa", -16.4, -71.54, 12, "2022-09-17", "2022-09-23", None, False),
        Expected(PROTEST, "Juliaca", -15.5, -70.13, 12, "2022-09-13", "2022-09-23", None, False),
    ),
    "wire-0314": (
        Expected(BLAST, "Quetta", 30.18, 67.0, 15, "2022-09-23", "2022-09-23", 5),
        Expected(f"{BATTLE} {CIVILIANS}", "Turbat", 26.0, 63.05, 25, "2022-09-23", "2022-09-23", 3),
        Expected(CIVILIANS, "Peshawar", 34.01, 71.58, 15, "2022-09-21", "2022-09-21", 2),
        Expected(PROTEST, "Lahore", 31.56, 74.35, 20, "2022-09-24", "2022-09-24"),
    ),
}  # fmt: skip
