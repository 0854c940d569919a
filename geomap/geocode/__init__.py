"""An online geocoder for the names that no gazetteer knows: asked politely, answered for good.

An answer is kept on disk and never asked for again. A failure is never taken for "no such place":
the name stays in ``pending``, the run goes on, and a later run asks again.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from geomap.geocode.candidates import to_candidates
from geomap.geocode.service import TIMEOUT_S, Answer, NoAnswerError, Service, Viewbox
from geomap.geocode.storage import LONGEST_WAIT_S, Answers, Turns, default_path
from geomap.model import Candidate

__all__ = ["Geocoder", "open_geocoder"]

DELAY_S = 1.05  # between two requests; the policy of Nominatim's public server says at most one a second
ATTEMPTS = 3  # a failure that may pass is asked again within the same run
ENOUGH = 10  # weight of failures in a row after which the run goes on without the service
# Services whose data are open, but which do not say so in their answers.
_LICENCES = {
    "geonames": "GeoNames, CC BY 4.0",
    "photon": "Data © OpenStreetMap contributors, ODbL 1.0",
    "pickpoint": "Data © OpenStreetMap contributors, ODbL 1.0",
}
_LONGEST_NAME = 100
_PHRASE = re.compile(
    r"\b(?:(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)?\b.*\bof"
    r"|near|between|outside|along|around|km|kilomet(?:er|re)s?|miles?)\b",
    re.IGNORECASE,
)

log = logging.getLogger(__name__)


class Geocoder:
    """A service behind its cache and its throttle. Made by `open_geocoder`."""

    def __init__(self, service: Service, answers: Answers, turns: Turns) -> None:
        self._service = service
        self._answers = answers
        self._turns = turns
        self._failures = 0  # weight of those in a row
        self._stopped = False
        self._pending: dict[str, None] = {}
        self._credits: dict[str, None] = {}

    @property
    def pending(self) -> tuple[str, ...]:
        """Names that got no answer because the service failed, in the order of asking."""
        return tuple(self._pending)

    @property
    def attribution(self) -> str | None:
        """Whom to credit for the candidates given so far; None where there were none."""
        return "; ".join(sorted(self._credits)) or None

    def lookup(
        self, name: str, *, countries: Collection[str] = (), viewbox: Viewbox | None = None
    ) -> tuple[Candidate, ...]:
        """Places that the service knows by this name, likest first.

        The world is asked first, so that one answer serves every article. Where it has namesakes
        but none in ``countries`` (ISO 3166-1 alpha-2), those are asked for by themselves, within
        ``viewbox`` (south, west, north, east) where given. A phrase ("north of Idlib"), a pair of
        numbers and the like are never sent. No failure raises: see ``pending``.
        """
        name = " ".join(unicodedata.normalize("NFC", name).split())
        if not _is_name(name):
            return ()
        try:
            found = self._ask(name)
            candidates = to_candidates(self._service.name, name, found)
            elsewhere = candidates and not any(c.place.country in countries for c in candidates)
            if elsewhere and countries and self._service.can_prefer():
                box = _rounded(viewbox) if viewbox else None
                found = [*self._ask(name, tuple(sorted(set(countries))), box), *found]
                candidates = to_candidates(self._service.name, name, found)
        except NoAnswerError:
            self._pending[name] = None
            return ()
        self._pending.pop(name, None)
        if candidates:
            self._credits.update(dict.fromkeys(self._credit(answer) for answer in found))
        return candidates

    def _ask(
        self, name: str, countries: Collection[str] = (), viewbox: Viewbox | None = None
    ) -> list[Answer]:
        """The answer, kept or new; `NoAnswerError` where there is none."""
        found = self._answers.get(name, countries, viewbox)
        if found is None:
            found = self._ask_service(name, countries, viewbox)
            self._answers.keep(name, countries, viewbox, found)
        return found

    def _ask_service(self, name: str, countries: Collection[str], viewbox: Viewbox | None) -> list[Answer]:
        for attempt in range(1, ATTEMPTS + 1):
            if self._stopped:
                raise NoAnswerError("the service is not asked any more")
            if left := self._turns.wait():
                self._stop(f"it wants no request for another {left:.0f} s")
                continue
            try:
                found = self._service.ask(name, countries=countries, viewbox=viewbox)
            except NoAnswerError as error:
                self._note(error)
                if not error.retry or attempt == ATTEMPTS:
                    raise
            else:
                self._failures = 0
                return found
        raise NoAnswerError("the service is not asked any more")

    def _note(self, error: NoAnswerError) -> None:
        """Remember a failure: others are told to wait, and after enough of them nobody is asked."""
        self._failures += error.weight
        if error.retry_after_s is not None:
            self._turns.hold(error.retry_after_s)
            if error.retry_after_s > LONGEST_WAIT_S:
                self._stop(str(error))
        if self._failures >= ENOUGH:
            self._stop(str(error))

    def _stop(self, why: str) -> None:
        if not self._stopped:
            log.warning("going on without %s: %s; a later run asks again", self._service.host, why)
        self._stopped = True

    def _credit(self, answer: Answer) -> str:
        licence = answer["raw"].get("licence") or _LICENCES.get(self._service.name)
        return f"{self._service.name} ({self._service.host}){f': {licence}' if licence else ''}"


@contextmanager
def open_geocoder(
    service: str,
    *,
    domain: str | None = None,
    cache_path: Path | None = None,
    user_agent: str | None = None,
    keys: Mapping[str, str] | None = None,
    delay_s: float = DELAY_S,
    timeout_s: float = TIMEOUT_S,
) -> Iterator[Geocoder]:
    """A geocoder that geopy knows by the name ``service``, for as long as the ``with`` block lasts.

    ``delay_s`` lies between any two requests that processes of this machine make to the same host.
    ``keys`` are what it wants to know of its user, by geopy's names (``{"api_key": ...}``); the
    environment goes before them: ``GEOMAP_OPENCAGE_API_KEY``. Raises `ConfigError`.
    """
    asked = Service(service, domain=domain, user_agent=user_agent, keys=keys or {}, timeout_s=timeout_s)
    with (
        closing(Answers(cache_path or default_path(), service=asked.name, host=asked.host)) as answers,
        closing(Turns(asked.host, delay_s=delay_s)) as turns,
    ):
        yield Geocoder(asked, answers, turns)


def _is_name(text: str) -> bool:
    """Whether a service should be asked: coordinates would be taken as a point, phrases mean areas."""
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and len(text) <= _LONGEST_NAME and text.isprintable() and not _PHRASE.search(text)


def _rounded(viewbox: Viewbox) -> Viewbox:
    """The box in whole degrees, outwards, so that articles about one region ask the same question."""
    south, west, north, east = viewbox
    return (float(south // 1), float(west // 1), float(-(-north // 1)), float(-(-east // 1)))
