"""How likely an event is right as it stands, in kind, place and day together: its confidence.

Boosted trees of ours (`benchmarks/learn_events.py`) weigh what the parts before made of it. They learned from
annotated articles, read by models that had not seen these, so that of the events given 0.6 at least six in
ten are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p

from geomap.events.beliefs import HAPPENED, TYPE_OF_LABEL, Beliefs, label_of, logit
from geomap.events.cues import CONSEQUENCES
from geomap.events.forest import load_forest
from geomap.events.grouping import GENERIC, REAL, Draft
from geomap.events.page import Page
from geomap.events.reporting import DOUBTED, FORMS, STATUSES
from geomap.events.status import Judgement
from geomap.events.telling import Scene
from geomap.events.tolls import Toll
from geomap.model import Location, SignalLabel, When

# Log odds by which news is plainer than the articles that the trees learned from, many of them oblique on
# purpose: half of what the development articles ask for (.75), since new articles of that kind ask for none.
PLAINER = 0.35
LIKELY = 0.2  # chance from which an event stands as reported or claimed
IN_CAPITALS = 0.135  # the same in bulletins in capitals, where low chances come true more often than they say
PLAIN = 0.007  # the same in an analysis, for one that the lexicon knows and that its own sentence places
IN_LONG = 0.1  # the same in a long report with a dateline, which tells events in passing too
ANALYSIS = 12  # sentences from which an article without a dateline counts as an analysis
_NO_HEADS = -9.0  # where no event heads have read the article


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A draft with its final place and days, before it is an event."""

    draft: Draft
    toll: Toll
    location: Location | None
    tied: float  # how well the location is tied to the event, 0 to 1
    when: When | None

    @property
    def plain(self) -> bool:
        """Whether words of the lexicon tell it, not only of its dead, and their sentence places it."""
        trigger = self.draft.main.trigger
        return self.draft.place is not None and not trigger.heard and trigger.lemma not in CONSEQUENCES


def certainties(scene: Scene, findings: Sequence[Finding]) -> list[float]:
    """The chance of each finding to be right as it stands, 0 to 1."""
    rows = [certainty_row(scene, finding, len(findings)) for finding in findings]
    return [1.0 / (1.0 + exp(-score - PLAINER)) for score in load_forest("certainty.json").log_odds(rows)]


def enough(page: Page, *, plain: bool) -> float:
    """The chance from which an event of the article stands as reported or claimed.

    Of what an analysis tells in passing, in ``plain`` words, little is asked: these are events too, and
    their confidence says how sure they are.
    """
    if plain and len(page.sentences) >= ANALYSIS:
        return PLAIN if is_analysis(page) else IN_LONG
    return IN_CAPITALS if page.all_capitals else LIKELY


def likely(judgement: Judgement, chance: float, *, least: float) -> Judgement:
    """The judgement, or what reports an event that is hardly likely to be right as background."""
    if judgement.status in REAL and chance < least:
        return Judgement(status="past_context", why=DOUBTED)
    return judgement


def is_analysis(page: Page) -> bool:
    """Whether an article is a long piece without a dateline, which tells events in passing, not as news."""
    return not page.filed and len(page.sentences) >= ANALYSIS


def certainty_row(scene: Scene, finding: Finding, found: int) -> dict[str, float]:
    """What the trees look at; ``found`` is how many findings the article has."""
    draft, page = finding.draft, scene.page
    main = draft.main
    trigger = main.trigger
    sentences = {t.index for t in draft.tellings}
    return {
        "belief": max(t.belief for t in draft.tellings),
        "belief_main": main.belief,
        "tellings": len(draft.tellings),
        "sentences_told": len(sentences),
        "heard": sum(t.trigger.heard for t in draft.tellings) / len(draft.tellings),
        "label": HAPPENED.index(label_of(draft.sub_event_type)),
        "status": STATUSES.index(main.judgement.status),
        "judged": main.judgement.why != "",
        "form": FORMS.index(trigger.form) if trigger.form in FORMS else len(FORMS),
        "generic": trigger.lemma in GENERIC,
        "consequence": trigger.lemma in CONSEQUENCES,
        "harmed": any(t.casualties for t in draft.tellings),
        "title": trigger.sentence.title,
        "at": trigger.sentence.index / len(page.sentences),
        "sentence": trigger.sentence.index,
        "sentences": len(page.sentences),
        "capitals": page.all_capitals,
        "found": found,
        "when": 0 if finding.when is None else 1 if draft.when is None else 2,
        "days": log1p((finding.when.end - finding.when.start).days) if finding.when else -1.0,
        **_of_place(scene, finding),
        **_heard(draft, page.beliefs),
    }


def _of_place(scene: Scene, finding: Finding) -> dict[str, float]:
    """How sharp the place is, how well it is tied and whether the heads heard that it happened there."""
    place, beliefs = finding.location, scene.page.beliefs
    reference = scene.references[place.toponym] if place and place.toponym is not None else None
    row = {
        "tied": finding.tied,
        "placed": finding.draft.place is not None,
        "radius": log1p(place.radius_km) if place else -1.0,
        "country": bool(place and place.feature and place.feature.startswith("PCL")),
        "area": bool(place and place.relation),
        "unknown": bool(reference and reference.approximate),
        "known": reference.confidence if reference else -1.0,
        "heard_place": _NO_HEADS,
    }
    if reference and beliefs:
        mention = reference.mention
        row["heard_place"] = logit(beliefs.highest(("place",), mention.start, mention.end))
    return row


def _heard(draft: Draft, beliefs: Beliefs | None) -> dict[str, float]:
    """What the event heads say of the triggers' words and of their sentences."""
    if beliefs is None:
        return dict.fromkeys(("own", "other", "unreal", "told", "told_apart", "told_unreal"), _NO_HEADS)
    label = label_of(draft.sub_event_type)
    others = [known for known in HAPPENED if known != label]
    apart = [known for known in HAPPENED if TYPE_OF_LABEL[known] != TYPE_OF_LABEL[label]]
    words = [(t.trigger.start, t.trigger.end) for t in draft.tellings]
    sentences = {(t.trigger.sentence.start, t.trigger.sentence.end) for t in draft.tellings}

    def highest(labels: Sequence[SignalLabel]) -> float:
        return logit(max(beliefs.highest(labels, *span) for span in words))

    def told(labels: Sequence[SignalLabel]) -> float:
        return logit(max(beliefs.told(labels, *span) for span in sentences))

    return {
        "own": highest((label,)),
        "other": highest(others),
        "unreal": highest(("unreal",)),
        "told": told((label,)),
        "told_apart": told(apart),
        "told_unreal": told(("unreal",)),
    }
