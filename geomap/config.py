"""Settings, and the only place where names become objects: `open_steps`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ConfigError
from geomap.model import Place
from geomap.pipeline import Recognise, Steps

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.resolve import OnlineGeocoder

TOLD = ("name", "data", "places", "credits")  # of what the gazetteer says of itself, with every result


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run can be told. Every field is an option of the command line and a key of a TOML file."""

    model: str = "default"  # "accurate" (the default), "fast" or the name of an installed spaCy pipeline
    gazetteer: tuple[str, ...] = ()  # SQLite files of the user's own, asked before the built-in one
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2: places there are more likely
    home: str | None = None  # where the source is at home: a paper in Ohio means Dublin, Ohio
    published: date | None = None  # publication date of every article that has none of its own
    offline: bool = False  # open no socket: addresses are refused and ``online`` is ignored
    online: str | None = None  # a geopy geocoder, asked for names that no gazetteer knows
    online_domain: str | None = None  # host of a geocoder of one's own, "127.0.0.1:8080"
    online_cache: str | None = None  # file that keeps the answers; default: the user's cache folder
    online_keys: Mapping[str, str] = field(default_factory=dict)  # of the service, by geopy's names: api_key
    user_agent: str | None = None  # how this application introduces itself to the service
    max_size_mb: float = 20.0  # an input larger than this is refused


def read_settings(path: Path) -> Settings:
    """Settings of a TOML file; unknown keys and wrong types are a `ConfigError` that names them."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: there is no such settings file") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    known = {f.name for f in fields(Settings)}
    if strange := sorted(values.keys() - known):
        raise ConfigError(f"{path}: unknown {', '.join(strange)}; known are {', '.join(sorted(known))}")
    for key, value in values.items():
        if not _KINDS.get(key, _is_text)(value):
            raise ConfigError(
                f"{path}: {key} = {value!r} is not what it should be: {_MEANT.get(key, 'a text')}"
            )
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Settings(**given)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_list_of_codes(value: Any) -> bool:
    return _is_list_of_texts(value) and all(re.fullmatch("[A-Z]{2}", code) for code in value)


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "gazetteer": _is_list_of_texts,
    "countries": _is_list_of_codes,
    "published": lambda value: type(value) is date,
    "online_keys": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
    "offline": lambda value: isinstance(value, bool),
    "max_size_mb": lambda value: type(value) in {int, float} and 0 < value < inf,
}
_MEANT = {
    "gazetteer": "a list of files",
    "countries": 'a list of ISO 3166-1 codes, ["SY", "IQ"]',
    "published": "a date without quotes, 2019-04-12",
    "online_keys": 'a table of texts, {api_key = "..."}',
    "offline": "true or false",
    "max_size_mb": "a number above 0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The open parts of a run: its steps, and whom and what to name when it is over."""

    steps: Steps
    gazetteer: Mapping[str, Any]  # what the gazetteer says of itself: version, counts, sources
    online: OnlineGeocoder | None = None

    def attribution(self) -> tuple[str, ...]:
        """Credits of the data that show in the results, sources of the gazetteer first."""
        lines = str(self.gazetteer.get("credits", "")).splitlines()
        if self.online and self.online.attribution:
            lines.append(self.online.attribution)
        return tuple(line for line in lines if line)

    def notes(self) -> tuple[str, ...]:
        """Names that the online service gave no answer for, for a later run to ask again."""
        waiting = sorted(self.online.pending) if self.online else []
        if not waiting:
            return ()
        return (f"{len(waiting)} names got no answer and stay unresolved; run again: {', '.join(waiting)}",)


@contextmanager
def open_steps(settings: Settings | None = None) -> Iterator[Steps]:
    """The five steps of a run, for as long as the ``with`` block lasts. Raises as `open_session`."""
    with open_session(settings) as session:
        yield session.steps


@contextmanager
def open_session(settings: Settings | None = None) -> Iterator[Session]:
    """The steps and what is told about them, for as long as the ``with`` block lasts.

    Raises `ConfigError`, `GazetteerError` or `ModelError` before anything is read.
    """
    from geomap.borders import open_borders
    from geomap.events import read_events
    from geomap.gazetteer import open_gazetteer
    from geomap.recognise import open_recogniser
    from geomap.resolve import find_areas, propose, resolve, resolve_online, with_homes

    settings = settings or Settings()
    with ExitStack() as stack:
        gazetteer = stack.enter_context(open_gazetteer(settings.gazetteer))
        borders = open_borders()
        geocoder = open_geocoder_of(settings, stack)
        resolver = partial(
            resolve,
            lookup=gazetteer.lookup,
            get=gazetteer.get,
            home=_home(settings, gazetteer),
            countries=settings.countries,
        )
        proposer = partial(propose, gazetteer=gazetteer)
        recogniser: Recognise = open_recogniser(settings.model, names=gazetteer.names())
        if settings.home is None:  # then each source's own is learned from its articles
            recogniser = partial(
                with_homes, recognise=recogniser, propose=proposer, resolve=resolver, known={}
            )
        steps = Steps(
            recognise=recogniser,
            propose=proposer,
            resolve=partial(resolve_online, resolver=resolver, geocoder=geocoder) if geocoder else resolver,
            delimit=partial(find_areas, borders=borders),
            find_events=read_events,
        )
        info = gazetteer.info()
        told = {key: info[key] for key in TOLD if key in info}
        yield Session(steps=steps, gazetteer=told, online=geocoder)


def _home(settings: Settings, gazetteer: Gazetteer) -> Place | None:
    from geomap.resolve import find_home

    if settings.home is None:
        return None
    if not settings.home.strip() or (place := find_home(settings.home, gazetteer.lookup)) is None:
        raise ConfigError(
            f"--home {settings.home!r}: no gazetteer knows this place; name a larger one near it"
        )
    return place


def open_geocoder_of(settings: Settings, stack: ExitStack) -> OnlineGeocoder | None:
    """The online service of these settings, closed with the stack; None where none is asked for."""
    if settings.online is None or settings.offline:
        return None
    from geomap.geocode import open_geocoder

    return stack.enter_context(
        open_geocoder(
            settings.online,
            domain=settings.online_domain,
            cache_path=Path(settings.online_cache) if settings.online_cache else None,
            user_agent=settings.user_agent,
            keys=settings.online_keys,
        )
    )
