"""Names that stand for a place wherever they are written, for a recogniser to take for granted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.writer import Record
from geomap.model import Place

LARGE_CITY = 1_000_000  # people; lists with cities down to 100,000 lowered a recogniser's precision
TOWN = 10_000  # people of a town that is taken for granted where the words say that a place stands there
TOWN_LIKE_PEOPLE = 100_000  # the same where towns are called after people: Clinton, Lincoln
LARGE_DIVISION = 400_000  # the same for first-level divisions
_PROPER = re.compile(
    r"(?:[A-Z][^\W\d_]*['’.-]?[^\W\d_]*\.?)"
    r"(?:[ -](?:of|the|and|de|del|da|do|la|el|al|ad|an|ar|as|at|ez|[A-Z]\S*))*"
)
_REGIONS = frozenset({"CONT", "OCN", "SEA", "GULF"})
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]{2,4}")
# Divisions and cities that are also ordinary words or names of people.
_ORDINARY = frozenset(
    re.split(
        r"[,\s]*[,\n]\s*",
        """
        central,centre,center,north,south,east,west,northern,southern,eastern,western,northeast,northwest
        southeast,southwest,north east,north west,south east,south west,north central,capital,national
        federal,littoral,savanes,highlands,upper,lower,coast,union,victoria,santiago,santa maria,san jose
        san juan,trinity,saint george,saint john,saint mary,bolivar,lara,sucre,merida,leon,cordoba,la paz
        florida,bender,metropolitan,plateau,rivers,delta,edo,imo,niger,benue,cross river,man,marie,nord
        sud,est,ouest,nord-est,sud-est,nord-ouest,sud-ouest,norte,sur,este,oeste,centro,sul,leste
        constantine,bar,free state,western area,boca,maritime,plateaux,colón,artigas,rivera,flores
        """,
    )
)
_KNOWN_BY_STATES = frozenset({"US", "CA", "AU"})  # English news names these divisions without their country
# Abbreviations that are words of their own at the end of a sentence.
_WORDS = frozenset({"Me.", "Miss.", "O.", "Ida.", "Cal.", "Ore."})


def surfaces(records: Iterable[Record]) -> list[tuple[str, str]]:
    """Pairs of a name and "LOC", "ADJ" or "TOWN", sorted.

    The first two are countries and nationalities, large divisions and cities. Seats of divisions and our own
    villages are towns too.
    """
    found: set[tuple[str, str]] = set()
    for record in records:
        place = record.place
        names = [(place.name, NameKind.MAIN), *record.names]
        people = place.population or 0
        if place.feature.startswith("PCL"):
            found.update((n, "ADJ" if k == NameKind.DEMONYM else "LOC") for n, k in names if _stands(n))
            found.update((n, "LOC") for n, k in names if _INITIALS.fullmatch(n) and k != NameKind.DEMONYM)
        elif place.feature == "ADM1" and place.country in _KNOWN_BY_STATES:
            found.update(
                (n, "LOC") for n, k in names if k == NameKind.MAIN and (place.country == "US" or _stands(n))
            )
            found.update((n, "LOC") for n, k in names if k == NameKind.ABBREVIATION and n not in _WORDS)
            found.update((n, "ADJ") for n, k in names if k == NameKind.DEMONYM and _stands(n))
        elif place.feature == "ADM1" and people >= LARGE_DIVISION:
            found.update((n, "LOC") for n, k in names if k == NameKind.MAIN and _stands(n))
            found.update((n, "ADJ") for n, k in names if k == NameKind.DEMONYM and _stands(n))
        elif place.feature in _REGIONS:
            found.update((n, "LOC") for n, k in names if k <= NameKind.ALIAS and _stands(n))
            found.update((n, "ADJ") for n, k in names if k == NameKind.DEMONYM and _stands(n))
        elif place.feature.startswith("PPL"):
            main = [n for n, k in names if k == NameKind.MAIN]
            if len(main) == 1 and not _is_town(place):
                continue
            large = people >= LARGE_CITY
            found.update(
                (n, "LOC" if large else "TOWN")
                for n in (*main, *map(_plain, main))
                if _stands(n, least=4 if large else 3)
            )
    return sorted(found)


def _is_town(place: Place) -> bool:
    """Whether a place is listed by its size, as a division's seat, or since it is ours or we gave it a name.

    Of places without people GeoNames' list of cities has only seats.
    """
    own = place.id.startswith("geomap:")
    if place.country in _KNOWN_BY_STATES:
        return own or (place.population or 0) >= TOWN_LIKE_PEOPLE
    seat = place.population is None and place.feature == "PPL"
    return own or seat or (place.population or 0) >= TOWN


def _plain(name: str) -> str:
    """The name without accents, as news writes it."""
    return "".join(c for c in normalize("NFD", name) if not combining(c))


def _stands(name: str, *, least: int = 4) -> bool:
    """Whether a name is written like one, has so many letters and is no ordinary word."""
    return len(name) >= least and _PROPER.fullmatch(name) is not None and name.casefold() not in _ORDINARY
