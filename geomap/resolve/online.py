"""Names that no gazetteer knows, asked of an online service and weighed like all the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from geomap.model import Article, Candidate, GeoReference, Place
from geomap.resolve.units import Proposals

Resolver = Callable[[Article, Proposals], tuple[GeoReference, ...]]
NOT_ASKED = frozenset({"organisation", "furniture", "demonym"})  # roles whose names are no places to look for
MARGIN = 1.0  # degrees about the towns of an article: their districts


class OnlineGeocoder(Protocol):
    """What geomap asks of an online service, kept polite and honest by `geomap.geocode`."""

    @property
    def attribution(self) -> str | None: ...

    @property
    def pending(self) -> Collection[str]:
        """Names that got no answer."""

    def lookup(
        self,
        name: str,
        *,
        countries: Collection[str] = (),
        viewbox: tuple[float, float, float, float] | None = None,
    ) -> tuple[Candidate, ...]: ...


def resolve_online(
    article: Article,
    proposals: Proposals,
    *,
    resolver: Resolver,
    geocoder: OnlineGeocoder,
) -> tuple[GeoReference, ...]:
    """Resolve; ask the service for names that are unknown or merely alike; resolve again with its answers."""
    references = resolver(article, proposals)
    settled = [r.place for r in references if r.place is not None and not r.approximate]
    countries = tuple(sorted({place.country for place in settled if place.country}))
    viewbox = _around(settled)
    asked = False
    wider = []
    for (mention, candidates), reference in zip(proposals, references, strict=True):
        if _is_unsure(reference) and mention.role not in NOT_ASKED:
            answers = geocoder.lookup(mention.text, countries=countries, viewbox=viewbox)
            candidates = (*candidates, *answers)
            asked = asked or bool(answers)
        wider.append((mention, candidates))
    return resolver(article, wider) if asked else references


def _is_unsure(reference: GeoReference) -> bool:
    """Whether no gazetteer spells the name so: it has no place, a neighbour's, or one that sounds like it."""
    if reference.place is None or reference.approximate or not reference.candidates:
        return True
    return reference.candidates[0].match in ("romanised", "fuzzy")


def _around(places: Sequence[Place]) -> tuple[float, float, float, float] | None:
    """South, west, north and east of the towns among these places; None where there is no such box."""
    towns = [place for place in places if place.feature.startswith("PPL")]
    if not towns:
        return None
    lats, lons = [place.lat for place in towns], [place.lon for place in towns]
    return min(lats) - MARGIN, min(lons) - MARGIN, max(lats) + MARGIN, max(lons) + MARGIN
