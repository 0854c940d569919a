"""Country dumps from GeoNames, downloaded once, resumed where a download broke off, and checked."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email.utils import formatdate, parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from tqdm import tqdm

SERVER = "https://download.geonames.org/export/dump"
AGENT = "geomap (gazetteer fetch)"
TIMEOUT_S = 60.0
CHUNK = 1 << 16
WORLD = "allCountries"


def fetch_countries(
    countries: Sequence[str], output: Path, *, quiet: bool = False, server: str = SERVER
) -> Iterator[Path]:
    """The zip file of each country (ISO 3166-1 alpha-2, or "allCountries"), as soon as it is whole.

    A file that is there and not older than the server's is left alone. What a broken download has
    left in ``NAME.zip.part`` is completed by the next call. Raises `GazetteerError`.
    """
    output.mkdir(parents=True, exist_ok=True)
    for code in countries:
        name = WORLD if code.casefold() in ("allcountries", "all") else code.upper()
        if name != WORLD and not (len(name) == 2 and name.isascii() and name.isalpha()):
            raise GazetteerError(f"{code!r} is no ISO 3166-1 alpha-2 code like SY; allCountries is the world")
        target = output / f"{name}.zip"
        _fetch(f"{server.rstrip('/')}/{name}.zip", target, quiet=quiet)
        yield target


def _fetch(address: str, target: Path, *, quiet: bool) -> None:
    """Brings ``target`` up to date, through its ``.part``."""
    part = target.with_name(target.name + ".part")
    headers = {"User-Agent": AGENT}
    if part.is_file() and part.stat().st_size:
        # If-Range: the rest of the same version, or the whole of a newer one
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": _http_date(part)}
    elif target.is_file():
        headers["If-Modified-Since"] = _http_date(target)
    try:
        with urlopen(Request(address, headers=headers), timeout=TIMEOUT_S) as answer:
            _receive(answer, part, quiet=quiet)
    except HTTPError as error:
        if error.code == 304:
            return
        if error.code == 416:  # the part is as long as the whole
            part.unlink(missing_ok=True)
            raise GazetteerError(
                f"{address}: the broken download does not fit any more; run again"
            ) from error
        raise GazetteerError(f"{address}: the server says {error.code} {error.reason}") from error
    except (URLError, HTTPException, OSError) as error:
        raise GazetteerError(f"{address}: {error}; run again to go on where it stopped") from error
    _check(part)
    os.replace(part, target)


def _receive(answer: HTTPResponse, part: Path, *, quiet: bool) -> None:
    """Adds the answer's bytes to ``part``, whose time becomes that of the server's file."""
    from tqdm import tqdm

    resumed = answer.status == 206
    announced = answer.headers.get("Content-Length")
    there = part.stat().st_size if resumed else 0
    total = there + int(announced) if announced else None
    try:
        with (
            part.open("ab" if resumed else "wb") as out,
            tqdm(
                total=total, initial=there, unit="B", unit_scale=True, desc=part.name.removesuffix(".part"),
                disable=True if quiet else None, leave=False,
            ) as bar,
        ):  # fmt: skip
            _copy(answer, out.write, bar)
    finally:
        if changed := answer.headers.get("Last-Modified"):
            seconds = parsedate_to_datetime(changed).timestamp()
            os.utime(part, (seconds, seconds))
    if total is not None and part.stat().st_size != total:
        raise OSError(f"{part.stat().st_size} of {total} bytes came")


def _copy(answer: HTTPResponse, write: Callable[[bytes], int], bar: tqdm) -> None:
    while chunk := answer.read(CHUNK):
        write(chunk)
        bar.update(len(chunk))


def _check(part: Path) -> None:
    """A damaged file is put away, so that the next call starts anew."""
    try:
        with zipfile.ZipFile(part) as archive:
            damaged = archive.testzip()
            empty = not any(name.endswith(".txt") for name in archive.namelist())
    except zipfile.BadZipFile as error:
        part.unlink()
        raise GazetteerError(f"{part.name}: what came is no zip file ({error}); run again") from error
    if damaged or empty:
        part.unlink()
        raise GazetteerError(f"{part.name}: {damaged or 'the archive'} is damaged; run again")


def _http_date(path: Path) -> str:
    return formatdate(path.stat().st_mtime, usegmt=True)
