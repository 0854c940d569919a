"""The online fallback against a real Nominatim and against everything that can go wrong in front of it."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from geomap.config import open_geocoder_of, read_settings
from geomap.errors import ConfigError
from geomap.geo import distance_km
from geomap.geocode import Geocoder, open_geocoder
from geomap.geocode.candidates import to_candidates
from servers.faults import Faults, faults
from servers.nominatim import for_tests, places

Open = Callable[..., AbstractContextManager[Geocoder]]


@pytest.fixture(scope="module")
def nominatim() -> Iterator[str]:
    """``host:port`` of a Nominatim that knows `places`."""
    with for_tests() as address:
        yield address


@pytest.fixture
def proxy(nominatim: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """A proxy in front of it. Whose turn it is to ask is kept in this test's own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with faults(nominatim) as proxy:
        yield proxy


@pytest.fixture
def ask(proxy: Faults, tmp_path: Path) -> Open:
    """Opens a geocoder whose server fails in the given way: ``ask("status-500")``."""

    def opened(mode: str = "ok", **options: object) -> AbstractContextManager[Geocoder]:
        defaults = {"cache_path": tmp_path / "answers.sqlite", "delay_s": 0.0}
        proxy.mode = mode
        return open_geocoder("nominatim", domain=proxy.domain, **{**defaults, **options})

    return opened


def test_an_answer_says_where_what_and_that_it_came_from_the_geocoder(ask: Open) -> None:
    with ask() as geocoder:
        (place,) = geocoder.lookup("Qasr Umbaran")
    assert place.match == "geocoder"
    assert (place.place.name, place.place.country, place.place.feature) == ("Qasr Umbaran", "SY", "PPL")
    assert place.place.admin1 == "Deir ez-Zor Governorate"
    assert (place.place.lat, place.place.lon) == (35.121, 40.933)
    assert place.place.id == "osm:node/34"
    assert place.place.population == 640
    assert place.place.extent_km == 3.0


def test_an_arabic_name_is_found(ask: Open) -> None:
    with ask() as geocoder:
        assert [c.place.name for c in geocoder.lookup("حويجة صلبوخ")] == ["Hawijat Salbukh"]


def test_every_place_of_an_ambiguous_name_is_a_candidate(ask: Open) -> None:
    with ask() as geocoder:
        assert {c.place.country for c in geocoder.lookup("Tripoli")} == {"LB", "LY"}
        assert len(geocoder.lookup("Tell Bazrin")) == 2


def test_a_camp_and_a_base_have_their_own_features(ask: Open) -> None:
    with ask() as geocoder:
        features = [geocoder.lookup(n)[0].place.feature for n in ("Tuwaymin Camp", "Camp Halvorsen")]
    assert features == ["CMPRF", "INSM"]


def test_the_service_is_credited_once_it_has_given_a_place(ask: Open) -> None:
    with ask() as geocoder:
        geocoder.lookup("Nowhere at All")
        assert geocoder.attribution is None
        geocoder.lookup("Hajin")
        assert "OpenStreetMap contributors" in (geocoder.attribution or "")


@pytest.mark.parametrize(
    "text", ["north of Mosul", "35.3,40.1", "near Hajin", "30 km south of Hajin", "7", ""]
)
def test_a_phrase_or_a_pair_of_numbers_is_never_sent(ask: Open, proxy: Faults, text: str) -> None:
    with ask() as geocoder:
        assert geocoder.lookup(text) == ()
        assert geocoder.pending == ()
    assert proxy.requests == []


def test_an_answer_is_asked_for_once(ask: Open, proxy: Faults) -> None:
    for _ in range(2):
        with ask() as geocoder:
            assert geocoder.lookup("Hajin")
            assert geocoder.lookup("No Such Place") == ()
            assert geocoder.lookup("  Hajin ")
    assert dict(proxy.answered) == {"Hajin": 1, "No Such Place": 1}


def test_namesakes_elsewhere_make_it_ask_within_the_countries(ask: Open, proxy: Faults) -> None:
    with ask() as geocoder:
        geocoder.lookup("Zahle", countries=("LB",))
        geocoder.lookup("Zahle", countries=("IQ", "SY"), viewbox=(33.2, 35.9, 36.1, 42.0))
    assert dict(proxy.answered) == {"Zahle": 1, "Zahle iq,sy": 1}


def test_the_service_is_told_who_asks(ask: Open, proxy: Faults) -> None:
    with ask() as geocoder:
        geocoder.lookup("Hajin")
    with ask(user_agent="newsroom@example.org") as geocoder:
        geocoder.lookup("Sidon")
    agents = [agent for _, agent in proxy.requests]
    assert agents[0].startswith("geomap/")
    assert agents[1] == "newsroom@example.org"


FAILURES = ["down", "slow-0.8", "status-403", "status-401", "status-500", "status-503", "429-0", "429-oops"]
FAILURES += ["cut", "badjson", "html", "empty", "null", "error", "nolatlon", "nan", "status-400"]


@pytest.mark.parametrize("mode", FAILURES)
def test_a_failure_is_pending_never_absent_and_never_kept(ask: Open, mode: str) -> None:
    with ask(mode, timeout_s=0.5) as geocoder:
        assert geocoder.lookup("Hajin") == ()
        assert geocoder.pending == ("Hajin",)
        assert geocoder.attribution is None
    with ask() as geocoder:
        assert [c.place.name for c in geocoder.lookup("Hajin")] == ["Hajin"]


def test_a_server_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    cache = tmp_path / "answers.sqlite"
    with open_geocoder("nominatim", domain="127.0.0.1:9", cache_path=cache, delay_s=0) as geocoder:
        assert geocoder.lookup("Hajin") == ()
        assert geocoder.pending == ("Hajin",)


def test_a_name_that_is_answered_later_in_the_run_is_not_pending(ask: Open) -> None:
    with ask("flaky") as geocoder:
        names = [row["name"] for row in places()[:12]]
        for _ in range(6):
            for name in names:
                geocoder.lookup(name)
        assert geocoder.pending == ()


def test_after_failures_in_a_row_the_run_goes_on_without_the_service(
    ask: Open, proxy: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), ask("status-500") as geocoder:
        for number in range(40):
            geocoder.lookup(f"Village {'ABCDEFGHIJ'[number // 10]}{number}")
        assert len(geocoder.pending) == 40
    assert len(proxy.requests) == 10
    assert len(caplog.messages) == 1
    assert "going on without" in caplog.messages[0]


def test_two_refusals_are_enough(ask: Open, proxy: Faults) -> None:
    with ask("status-403") as geocoder:
        for name in ("Hajin", "Sidon", "Zahle", "Hit"):
            geocoder.lookup(name)
        assert geocoder.pending == ("Hajin", "Sidon", "Zahle", "Hit")
    assert len(proxy.requests) == 2


def test_what_was_answered_before_is_there_without_the_service(ask: Open) -> None:
    with ask() as geocoder:
        geocoder.lookup("Hajin")
    with ask("down") as geocoder:
        for name in ("Sidon", "Zahle", "Hit", "Idlib"):
            geocoder.lookup(name)
        assert [c.place.name for c in geocoder.lookup("Hajin")] == ["Hajin"]


def test_a_wait_that_the_service_asks_for_is_kept(ask: Open, proxy: Faults) -> None:
    with ask("429-1") as geocoder:
        geocoder.lookup("Hajin")
    first, second, third = (moment for moment, _ in proxy.requests)
    assert min(second - first, third - second) >= 1.0


def test_a_long_wait_is_respected_by_every_later_run(ask: Open, proxy: Faults) -> None:
    for mode in ("429-3000", "ok"):
        with ask(mode) as geocoder:
            assert geocoder.lookup("Hajin") == ()
            assert geocoder.pending == ("Hajin",)
    assert len(proxy.requests) == 1


def test_two_processes_together_stay_under_one_request_a_second(proxy: Faults, tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from geomap.geocode import open_geocoder\n"
        "domain, cache, *names = sys.argv[1:]\n"
        "with open_geocoder('nominatim', domain=domain, cache_path=pathlib.Path(cache)) as geocoder:\n"
        "    print(sum(bool(geocoder.lookup(name)) for name in names), len(geocoder.pending))\n"
    )
    names = [["Hajin", "Sidon", "Zahle"], ["Hit", "Idlib", "Irbid"]]
    start = partial(subprocess.Popen, stdout=subprocess.PIPE, text=True)
    cache = str(tmp_path / "answers.sqlite")
    runs = [start([sys.executable, "-c", program, proxy.domain, cache, *some]) for some in names]
    assert [run.communicate()[0] for run in runs] == ["3 0\n", "3 0\n"]
    moments = sorted(moment for moment, _ in proxy.requests)
    assert len(moments) == 6
    assert min(b - a for a, b in pairwise(moments)) >= 1.0


def _thousand_names() -> list[str]:
    """Every spelling in the server's data, and names that it does not have."""
    known = [row["name"] for row in places()] + [row["local"] for row in places() if row["local"]]
    known += [name for row in places() for name in row["also"].split(";") if name]
    names = list(dict.fromkeys(known))
    return names + [f"Absentia {a}{b}" for a in "bdfgklmnprstvz" for b in _ENDINGS][: 1000 - len(names)]


_ENDINGS = [f"{a}{b}{c}" for a in "aeiou" for b in "lmnrt" for c in "aeo"]


def test_a_thousand_names_and_a_server_that_fails_a_third_of_the_time(ask: Open, proxy: Faults) -> None:
    names = _thousand_names()
    truth: dict[str, list[tuple[float, float]]] = {}
    for row in places():
        for name in (row["name"], row["local"], *row["also"].split(";")):
            truth.setdefault(name, []).append((float(row["lat"]), float(row["lon"])))
    with ask("flaky", timeout_s=1.0) as geocoder:
        first = {name: geocoder.lookup(name) for name in names}
        pending = set(geocoder.pending)
    proxy.answered.clear()
    with ask() as geocoder:
        second = {name: geocoder.lookup(name) for name in names}
        assert geocoder.pending == ()
    assert proxy.failures > 200
    assert 0 < len(pending) < 200
    assert proxy.answered.keys() == pending  # nobody is asked again for what was answered
    assert all(not first[name] for name in pending)
    assert [name for name in names if name not in pending and first[name] != second[name]] == []
    assert {name for name in names if second[name]} == set(truth) & set(names)
    assert [n for n, found in second.items() if found and not _right(found[0].place, truth[n])] == []


def _right(place: object, points: list[tuple[float, float]]) -> bool:
    return min(distance_km(place.lat, place.lon, *point) for point in points) < 0.1  # type: ignore[attr-defined]


def test_answers_of_several_processes_go_into_one_file(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from geomap.geocode.storage import Answers\n"
        "answers = Answers(pathlib.Path(sys.argv[1]), service='s', host='h')\n"
        "for n in range(40):\n"
        "    answers.keep(f'{sys.argv[2]} {n}', (), None, [])\n"
    )
    cache = tmp_path / "answers.sqlite"
    runs = [subprocess.Popen([sys.executable, "-c", program, str(cache), who]) for who in "abc"]
    assert [run.wait() for run in runs] == [0, 0, 0]
    with sqlite3.connect(cache) as database:
        (kept,) = database.execute("SELECT count(*) FROM answer").fetchone()
    database.close()
    assert kept == 120


def test_a_file_that_cannot_keep_answers_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_text("this is no database, and long enough that SQLite looks at it" * 20)
    with pytest.raises(ConfigError, match="--online-cache"), open_geocoder("nominatim", cache_path=path):
        pass


def test_an_unknown_service_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match=r"geopy has no geocoder 'nominatum'; it has .*nominatim"):
        open_geocoder("nominatum").__enter__()


def test_a_key_comes_from_the_environment_and_a_missing_one_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="GEOMAP_GEONAMES_USERNAME"):
        open_geocoder("geonames").__enter__()
    monkeypatch.setenv("GEOMAP_GEONAMES_USERNAME", "somebody")
    with open_geocoder("geonames", cache_path=tmp_path / "a.sqlite") as geocoder:
        assert geocoder.pending == ()


def test_a_key_comes_from_the_settings_file_where_the_environment_has_none(tmp_path: Path) -> None:
    path = tmp_path / "geomap.toml"
    path.write_text('online = "geonames"\nonline_keys = {username = "somebody"}\n')
    settings = replace(read_settings(path), online_cache=str(tmp_path / "a.sqlite"))

    with ExitStack() as stack:
        geocoder = open_geocoder_of(settings, stack)

        assert geocoder is not None
        assert geocoder.pending == ()


def test_a_domain_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="not a host"):
        open_geocoder("nominatim", domain="ftp://example.org").__enter__()
    with pytest.raises(ConfigError, match="at its own address"):
        open_geocoder("baidu", domain="example.org").__enter__()


def test_answers_of_other_services_are_understood() -> None:
    photon = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [40.831, 34.689]},
        "properties": {
            "osm_type": "N", "osm_id": 5, "osm_key": "place", "osm_value": "town", "name": "Hajin",
            "countrycode": "SY", "state": "Deir ez-Zor", "type": "city",
        },
    }  # fmt: skip
    geonames = {
        "geonameId": 7, "name": "Hajin", "toponymName": "Hajīn", "lat": "34.689", "lng": "40.831",
        "countryCode": "SY", "fcode": "PPL", "population": 37935, "adminName1": "Deir ez-Zor",
    }  # fmt: skip
    for service, raw, id_ in (("photon", photon, "osm:node/5"), ("geonames", geonames, "geonames:7")):
        answer = {"lat": 34.689, "lon": 40.831, "address": "Hajin, Syria", "raw": raw}
        (found,) = to_candidates(service, "Hajin", [answer])
        place = found.place
        assert (place.id, place.country, place.admin1) == (id_, "SY", "Deir ez-Zor")
        assert place.feature == "PPL"


def test_a_street_or_a_shop_is_no_place() -> None:
    raw = {"osm_type": "way", "osm_id": 3, "category": "highway", "type": "residential", "name": "Hajin"}
    answer = {"lat": 1.0, "lon": 2.0, "address": "Hajin", "raw": raw}
    assert to_candidates("nominatim", "Hajin", [answer]) == ()
