"""One geopy geocoder behind one question: its answers as plain data, its failures as two errors.

What geopy does when a service fails differs between its adapters, and some failures look like
answers: a reply without coordinates becomes the point (0, 0), a ``null`` becomes "no such place".
Here the adapter is always the same, and only a well-formed reply is an answer.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from http.client import HTTPException
from importlib.metadata import version
from inspect import Parameter, signature
from math import isfinite
from typing import Any

from geomap.errors import ConfigError, GeocoderError, MissingDependency

Viewbox = tuple[float, float, float, float]  # south, west, north, east, in degrees
Answer = dict[str, Any]  # lat, lon, address, raw: as JSON, so that it can be kept

LIMIT = 40  # the most that Nominatim gives; an ambiguous name needs them all
TIMEOUT_S = 10.0
UNSTATED_WAIT_S = 2.0  # where a service says "too many requests", but not for how long
_NOT_KEYS = {"self", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory", "scheme", "domain"}


class NoAnswerError(GeocoderError):
    """This question got no answer. ``retry`` tells whether it is worth asking again."""

    weight = 1  # of ten that end a run's questions; see `geomap.geocode.Geocoder`
    retry = True

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class TimedOutError(NoAnswerError):
    """The service took longer than it was given; weighs double, for each costs that long."""

    weight = 2


class UnclearError(NoAnswerError):
    """The service does not understand the question."""

    retry = False


class RefusedError(NoAnswerError):
    """The service does not want us: wrong key, no rights, quota used up."""

    weight = 5
    retry = False


class Service:
    """A geopy geocoder, by the name that geopy gives it."""

    def __init__(
        self,
        name: str,
        *,
        domain: str | None,
        user_agent: str | None,
        keys: Mapping[str, str],
        timeout_s: float,
    ) -> None:
        geocoders = _geopy()
        try:
            factory = geocoders.get_geocoder_for_service(name)
        except geocoders.GeocoderNotFound:
            known = ", ".join(sorted(geocoders.SERVICE_TO_GEOCODER))
            raise ConfigError(f"geopy has no geocoder {name!r}; it has {known}") from None
        self.name = name.lower()
        self._takes = signature(factory.geocode).parameters
        options = {**_address(self.name, factory, domain), **_keys(self.name, factory, keys)}
        self._geopy = factory(
            user_agent=user_agent or f"geomap/{version('geomap')}",
            timeout=timeout_s,
            adapter_factory=_strict_adapter(),
            **options,
        )
        self.host: str = getattr(self._geopy, "domain", None) or self.name

    def can_prefer(self) -> bool:
        """Whether a question can be narrowed to countries or a part of the world."""
        return bool(self._preference(("SY",), (34.0, 36.0, 36.0, 38.0)))

    def ask(
        self, name: str, *, countries: Collection[str] = (), viewbox: Viewbox | None = None
    ) -> list[Answer]:
        """What the service knows by that name; empty when it says that there is no such place.

        Raises `NoAnswerError`, never anything else, when the service gave no answer.
        """
        wanted = {"exactly_one": False, "language": "en", "limit": LIMIT, "addressdetails": True}
        wanted |= {"extratags": True, "namedetails": True}
        options = {key: value for key, value in wanted.items() if key in self._takes}
        options |= self._preference(countries, viewbox)
        try:
            found = self._geopy.geocode(name, **options)
        except _errors() as error:
            raise self._failure(name, error) from error
        return [self._answer(name, location) for location in found or ()]

    def _preference(self, countries: Collection[str], viewbox: Viewbox | None) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        if countries:
            codes = sorted(code.lower() for code in countries)
            if "country_codes" in self._takes:
                chosen["country_codes"] = codes
            elif self.name in {"geonames", "mapbox", "opencage"}:
                chosen["country"] = codes
        if viewbox:
            south, west, north, east = viewbox
            centre = ((south + north) / 2, (west + east) / 2)
            if "viewbox" in self._takes:
                chosen["viewbox"] = [(south, west), (north, east)]
            elif near := {"location_bias", "proximity"} & set(self._takes):
                chosen[near.pop()] = centre
        return chosen

    def _failure(self, name: str, error: Exception) -> NoAnswerError:
        from geopy import exc

        message = f"{self.host} gave no answer for {name!r}: {error or type(error).__name__}"
        if isinstance(error, exc.GeocoderRateLimited):
            wait = UNSTATED_WAIT_S if error.retry_after is None else error.retry_after
            return NoAnswerError(message, retry_after_s=wait)
        refusals = (
            exc.ConfigurationError,
            exc.GeocoderAuthenticationFailure,
            exc.GeocoderInsufficientPrivileges,
            exc.GeocoderQuotaExceeded,
        )
        if isinstance(error, refusals):
            return RefusedError(message)
        if isinstance(error, exc.GeocoderQueryError):
            return UnclearError(message)
        return (TimedOutError if isinstance(error, exc.GeocoderTimedOut) else NoAnswerError)(message)

    def _answer(self, name: str, location: Any) -> Answer:
        raw = location.raw if isinstance(location.raw, dict) else {}
        lat, lon = float(location.latitude), float(location.longitude)
        stated = "lat" in raw and "lon" in raw if "country_codes" in self._takes else True
        if not stated or not (isfinite(lat) and isfinite(lon)) or (lat, lon) == (0.0, 0.0):
            raise NoAnswerError(f"{self.host} answered {name!r} without coordinates")
        return {"lat": lat, "lon": lon, "address": location.address or "", "raw": raw}


def _geopy() -> Any:
    try:
        from geopy import geocoders
    except ImportError as error:
        raise MissingDependency("asking an online geocoder needs: pip install geopy") from error
    return geocoders


def _errors() -> tuple[type[Exception], ...]:
    """What geopy raises for a reply that it cannot use; by no means geopy's own errors only."""
    from geopy.exc import GeopyError

    return (GeopyError, HTTPException, OSError, ValueError, LookupError, TypeError, AttributeError)


def _strict_adapter() -> Any:
    """geopy's urllib adapter, which raises at once; the other one waits for minutes by itself."""
    from geopy.adapters import URLLibAdapter
    from geopy.exc import GeocoderParseError

    class Strict(URLLibAdapter):  # type: ignore[misc]  # geopy has no types
        def get_json(self, *args: Any, **options: Any) -> Any:
            reply = super().get_json(*args, **options)
            if reply is None:
                raise GeocoderParseError("the reply is null")
            return reply

    return Strict


def _keys(name: str, factory: Any, given: Mapping[str, str]) -> dict[str, str]:
    """What the service wants to know of its user: ``GEOMAP_GEONAMES_USERNAME`` or ``given``'s username."""
    found, missing = {}, []
    for key, parameter in signature(factory.__init__).parameters.items():
        if key in _NOT_KEYS:
            continue
        variable = f"GEOMAP_{name}_{key}".upper()
        if variable in os.environ:
            found[key] = os.environ[variable]
        elif key in given:
            found[key] = given[key]
        elif parameter.default is Parameter.empty:
            missing.append(variable)
    if missing:
        wanted = " and ".join(missing)
        raise ConfigError(f"{name} needs {wanted} in the environment, or online_keys in a settings file")
    return found


def _address(name: str, factory: Any, domain: str | None) -> dict[str, Any]:
    """Where to ask, with the scheme; a server on this machine is asked directly and without TLS."""
    takes = signature(factory.__init__).parameters
    if domain is None:
        if "domain" in takes and takes["domain"].default is Parameter.empty:
            raise ConfigError(f"{name} has no server of its own: name one with --online-domain")
        return {}
    if "domain" not in takes:
        raise ConfigError(f"{name} is asked at its own address only; leave --online-domain out")
    scheme, _, rest = domain.rpartition("://")
    host = rest.split("/")[0].rsplit(":", 1)[0]
    if scheme not in {"", "http", "https"} or not host:
        raise ConfigError(f"--online-domain {domain!r}: not a host such as 127.0.0.1:8080")
    options: dict[str, Any] = {"domain": rest.rstrip("/")}
    on_this_machine = host in {"localhost", "[::1]"} or host.startswith("127.")
    if on_this_machine:
        options["proxies"] = {}  # the proxy of the environment cannot reach it
    if "scheme" in takes:
        options["scheme"] = scheme or ("http" if on_this_machine else "https")
    return options
