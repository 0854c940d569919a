"""Every data type of geomap: frozen, keyword-only, standard library only.

An `Article` is read; its `Mention`s are found; each gets `Candidate` places and becomes a
`GeoReference`; phrases such as "north of Idlib" become `Area`s; `Event`s, `Flow`s and `Zone`s
point back at them; the `Reading` holds it all. ``None`` is the only sign of "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

Role = Literal[
    "event",  # something the article reports happened here
    "context",  # a place the article talks about, nothing reported to happen there
    "origin",  # where something or somebody comes from: "Connecticut-based", "weapons from China"
    "actor",  # a government or force: "Washington said", "U.S. forces"
    "speaker",  # where somebody speaks from: "via Skype from northern Iraq"
    "dateline",  # "QUITO, 3 Mar (AFP) --"
    "organisation",  # inside an organisation's name: "Washington Institute"
    "demonym",  # "Syrian", "Turkish"
    "furniture",  # page text that is not the article
]
Match = Literal["exact", "alias", "romanised", "fuzzy", "geocoder"]
Status = Literal["reported", "denied", "claimed", "planned", "hypothetical", "past_context"]
DatePrecision = Literal["day", "week", "month", "season", "year", "unknown"]
PublishedBasis = Literal["given", "text", "inferred"]
SignalLabel = Literal[
    "bombing",  # the words report an event of this kind that the article says happened, each a group of
    "strike",  # ACLED's sub-event types (`geomap.events.beliefs`)
    "attack",
    "abduction",
    "destruction",
    "clash",
    "territory",
    "protest",
    "riot",
    "arrest",
    "development",
    "unreal",  # an event that is planned, feared, denied or long past
    "place",  # a reported event happened at this place
]
SIGNALS: tuple[SignalLabel, ...] = get_args(SignalLabel)
GeoJSON = Mapping[str, Any]  # an RFC 7946 geometry object


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of an article: ``article.text[start:end] == text``.

    Offsets count Unicode code points (not bytes or tokens) and are half-open.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"span {self.start}:{self.end} does not fit {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture(Span):
    """Page text that is not the article: menus, share bars, a repeated caption. Kept, never read."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What the event heads of the recogniser's encoder see in one word. ``score`` is a probability, 0..1."""

    start: int
    end: int
    label: SignalLabel
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with what is known about it. ``text`` is what every offset indexes."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None  # publisher or domain, as given
    url: str | None = None
    published: date | None = None  # as given by the user or the file's metadata; never guessed
    language: str | None = None  # ISO 639-1
    furniture: tuple[Furniture, ...] = ()
    spans: tuple[Span, ...] | None = None  # toponyms marked by hand; the recogniser is then not run
    home: str | None = None  # name of the place where the source is at home, where known
    signals: tuple[Signal, ...] | None = field(default=None, repr=False)  # None: no event heads have read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Span):
    """A span that names a place, with the part it plays in the sentence."""

    role: Role = "context"
    why: str = ""  # one line: the reason for the role
    score: float | None = None  # the recogniser's confidence, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a gazetteer. ``lat``/``lon`` are WGS 84 degrees."""

    id: str  # authority and key: "geonames:2988507", "geomap:baghuz"
    name: str
    lat: float
    lon: float
    feature: str  # GeoNames feature code: PPL, PPLA, ADM1, PCLI, RGN, DSRT, STM, CMP ...
    country: str | None = None  # ISO 3166-1 alpha-2; None at sea and for regions of many countries
    admin1: str | None = None  # name of the first-level division
    admin1_code: str | None = None  # GeoNames code with country, "SY.07"
    admin2: str | None = None  # name of the second-level division
    population: int | None = None  # None means unknown; 0 means nobody lives there
    extent_km: float | None = None  # radius of a circle about the point that covers the place
    alt_names: tuple[str, ...] = ()  # other names; filled for chosen places only
    course: tuple[tuple[float, float], ...] = ()  # points (lat, lon) along a river or road, where known

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.id}: lat {self.lat}, lon {self.lon} is not on Earth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place which a mention may mean. ``score`` is 0..1; ``evidence`` says what made it."""

    place: Place
    match: Match
    score: float
    name: str = ""  # the gazetteer's spelling that matched
    evidence: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoReference:
    """A mention and the place it was given. ``place is None`` means unresolved."""

    mention: Mention
    place: Place | None = None
    confidence: float = 0.0  # calibrated: of the places given 0.9, nine in ten are right
    radius_km: float | None = None  # the true place lies within, by our reckoning
    approximate: bool = False  # the name is unknown; this is the nearest place that is known
    candidates: tuple[Candidate, ...] = ()  # best first

    @property
    def alike(self) -> bool:
        """Whether the place is approximate because it is merely called alike, and not because it is near."""
        return self.approximate and any(c.place == self.place for c in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Span):
    """A phrase about one or two references that means an area: "north of Idlib".

    ``anchors`` index the article's references. ``geometry`` is in GeoJSON axis order.
    """

    relation: str  # "north_of", "northern", "near", "between", "border", "along", "distance", ...
    anchors: tuple[int, ...]
    lat: float
    lon: float
    radius_km: float
    geometry: GeoJSON = field(hash=False)
    rule: str  # one line for the reader: how the phrase became this shape


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days within which something happened, both included."""

    start: date
    end: date
    precision: DatePrecision
    basis: str  # one line: what fixed it ("'October 15', year from 'April 2017'")
    span: Span | None = None  # the words that say so; None where inherited or inferred

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.end} is before {self.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event happened: a place or an area, never sharper than the article."""

    name: str
    lat: float
    lon: float
    radius_km: float
    geo_precision: Literal[1, 2, 3]  # ACLED: 1 named town, 2 near or part of a region, 3 larger region
    country: str | None = None  # ISO 3166-1 alpha-2
    path: tuple[str, ...] = ()  # containing divisions, large to small, without the country
    alt_names: tuple[str, ...] = ()  # other names of the same place
    place_id: str | None = None
    feature: str | None = None
    relation: str | None = None
    geometry: GeoJSON | None = field(default=None, hash=False)  # None: the point with its radius
    toponym: int | None = None  # index of the reference
    span: Span | None = None  # the words: toponym, facility or whole phrase
    basis: str = ""  # one line: why this place ("in the same clause", "inherited from the dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it (``actor1``) or who it was done to (``actor2``), in ACLED's names."""

    name: str
    role: Literal["actor1", "actor2"]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people as reported. ``max`` is None for "at least"."""

    min: int
    max: int | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that an article says happened, with the characters that say so."""

    id: str  # hash of article id, type and trigger offsets
    article_id: str
    event_type: str  # ACLED
    sub_event_type: str  # ACLED
    status: Status
    trigger: Span
    excerpt: Span
    when: When | None = None
    location: Location | None = None
    actors: tuple[Actor, ...] = ()
    fatalities: Count | None = None
    injured: Count | None = None
    confidence: float = 0.0  # chance that kind, place and days are all right
    why: str = ""  # one line: why this type and status
    muc_type: str | None = None  # the type in the words of the MUC corpus; None outside its subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Goods or people on the way from one place to another."""

    kind: str  # "made", "supplied", "smuggled", "captured", "transferred"
    origin: Location | None
    destination: Location | None
    goods: str | None
    share: str | None  # as written: "nearly one in five"
    excerpt: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An area given a class by its source, in the words of the Institute for the Study of War."""

    zone_class: Literal["attack", "support", "control"]
    location: Location
    excerpt: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that geomap read out of one article."""

    article: Article
    references: tuple[GeoReference, ...] = ()
    areas: tuple[Area, ...] = ()
    events: tuple[Event, ...] = ()
    flows: tuple[Flow, ...] = ()
    zones: tuple[Zone, ...] = ()
    published: date | None = None  # the article's date, given or worked out
    published_basis: PublishedBasis | None = None
