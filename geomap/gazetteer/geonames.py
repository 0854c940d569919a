"""GeoNames' own files, read line by line: country dumps, allCountries and alternateNamesV2."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import GazetteerError
from geomap.gazetteer.cities import city_extent_km, is_kept
from geomap.gazetteer.schema import NameKind
from geomap.gazetteer.writer import Record
from geomap.model import Place

DUMP_COLUMNS = 19  # of "geoname" tables; GeoNames' readme.txt lists them
NAMES_COLUMNS = (8, 10)  # of alternateNamesV2; older files lack the two columns of years
NOT_NAMES = frozenset(
    {"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "tcid", "phon", "piny", "abbr"}
)
# Extents where the dump gives none, by feature code: GeoNames' points of such places are about this exact.
EXTENT_KM = {"PCLI": 300.0, "ADM1": 80.0, "ADM2": 25.0, "ADM3": 12.0, "ADM4": 6.0, "RGN": 50.0, "DSRT": 80.0}


def is_dump(path: Path) -> bool:
    """Whether the file may be a dump of places: GeoNames has them as .txt or .zip."""
    return path.suffix.lower() in (".txt", ".zip") and not is_alternate_names(path)


def is_alternate_names(path: Path) -> bool:
    """GeoNames' table of names, which has no places: by its file name, as GeoNames gives it."""
    return path.name.lower().startswith("alternatenames") and path.suffix.lower() in (".txt", ".zip")


def read_dump(path: Path) -> Iterator[Record]:
    """A record for each line of a country dump, allCountries or cities file, plain or zipped."""
    with open_table(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                yield _record(line.rstrip("\r\n").split("\t"), f"{path}:{number}")


def _record(cells: list[str], where: str) -> Record:
    if len(cells) != DUMP_COLUMNS:
        raise GazetteerError(
            f"{where}: {len(cells)} columns where a GeoNames dump has {DUMP_COLUMNS};"
            " download the country's file again, or rename a table of your own to .csv"
        )
    try:
        population = int(cells[14] or 0) or None
        feature = cells[7] or cells[6] or "PPL"
        place = Place(
            id=f"geonames:{int(cells[0])}",
            name=cells[1],
            lat=float(cells[4]),
            lon=float(cells[5]),
            feature=feature,
            country=cells[8] or None,
            admin1_code=f"{cells[8]}.{cells[10]}" if cells[8] and cells[10] else None,
            population=population,
            extent_km=EXTENT_KM.get(feature) or city_extent_km(population),
        )
    except ValueError as error:
        raise GazetteerError(f"{where}: {error}; remove the line, or download the file again") from error
    names = dict.fromkeys(name for name in (cells[2], *cells[3].split(",")) if name and is_kept(name))
    names.pop(place.name, None)
    short = {name for name in names if len(name) <= 3 and name.isupper() and name.isascii()}
    return Record(place=place, names=tuple((n, NameKind.ALIAS) for n in names if n not in short))


def read_alternate_names(path: Path) -> Iterator[tuple[int, str]]:
    """GeoNames number and name for each name of alternateNamesV2 that is one: no links, no codes."""
    with open_table(path) as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) not in NAMES_COLUMNS or not cells[1].isdecimal():
                raise GazetteerError(
                    f"{path}:{number}: {len(cells)} columns where alternateNamesV2 has {NAMES_COLUMNS[1]},"
                    " the second a GeoNames number; download the file again"
                )
            if cells[2] not in NOT_NAMES and cells[3] and is_kept(cells[3]):
                yield int(cells[1]), cells[3]


@contextmanager
def open_table(path: Path) -> Iterator[Iterator[str]]:
    """Lines of a text file, or of the one table inside a zip (GeoNames packs a readme with it)."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        else:
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield lines
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"{path}: a damaged zip file ({error}); download it again") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{path}: not UTF-8 ({error}); GeoNames' files are: download it again"
        ) from error


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    """The table's name in the archive: the largest text file that is not a readme."""
    tables = [
        m for m in archive.infolist() if m.filename.endswith(".txt") and "readme" not in m.filename.lower()
    ]
    if not tables:
        raise GazetteerError(f"{path}: holds no .txt table; GeoNames' country files do")
    return max(tables, key=lambda m: (m.file_size, m.filename)).filename
