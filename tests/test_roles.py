"""The part a name plays in its sentence, and the floors for the annotated articles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from geomap.evaluate import LITERAL, plain
from geomap.model import Article, Furniture, Mention
from geomap.roles import datelines, with_roles

GOLD = Path(__file__).parent / "quality" / "roles" / "articles.jsonl"
LABEL = {"demonym": "ADJ", "organisation": "ORG"}


def roles_of(marked: str) -> list[tuple[str, str]]:
    """Names and roles of a text whose names stand in brackets, adjectives as [[Syrian]]."""
    text, found = "", []
    for part in re.split(r"(\[\[?[^\[\]]+\]\]?)", marked):
        name = part.strip("[]")
        if part.startswith("["):
            found.append((len(text), len(text) + len(name), "ADJ" if part.startswith("[[") else "LOC"))
        text += name
    return [(m.text, m.role) for m in with_roles(Article(id="a", text=text), found)]


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("The [Connecticut]-based firm refused to comment.", "origin"),
        ("Rifles made in [Serbia] were found.", "origin"),
        ("They smuggle drones from [Europe] for attacks.", "origin"),
        ("He sold [U.S.] weapons.", "origin"),
        ("The nurse, born in [Leeds], came home.", "origin"),
        ("[Washington] said the raid would go on.", "actor"),
        ("The [U.S.]-backed militia withdrew.", "actor"),
        ("[U.S.] forces announced it.", "actor"),
        ("[Paris], Berlin and Skopje condemned the attack.", "actor"),
        ("Raids were carried out in Linz and [Graz], and fourteen people were detained.", "context"),
        ("The coalition led by [Riyadh] struck the palace.", "actor"),
        ("Shelling was reported from [Uri] on Monday.", "context"),
        ("The town was taken, the government in [Addis Ababa] claimed.", "speaker"),
        ("[Iran]'s foreign minister arrived.", "actor"),
        ("The militia, armed by [Iran], fired.", "actor"),
        ("He joined us via Skype from northern [Iraq].", "speaker"),
        ("An analyst in [Dakar] said so.", "speaker"),
        ("Two officers died, police in [Baghdad] said.", "speaker"),
        ("Seven died, officials in [Nasiriyah], Iraq, said.", "speaker"),
        ("The defence ministry in [Mogadishu] said so.", "speaker"),
        ("The mayor spoke by phone from [Gao].", "speaker"),
        ("Nine went missing, the army said on Monday in [Dakar].", "speaker"),
        ("It was a drone, it said in a statement issued in [Stuttgart], Germany.", "speaker"),
        ("Nine people were killed, he said, in [Dakar] on Monday.", "context"),
        ("The army said in [Homs] two men were killed.", "context"),
        ("[QUITO], 3 Mar (AFP) -- Six people died.", "dateline"),
        ("[AIZAWL], 9 FEBRUARY -- THE ROAD IS CLOSED.", "dateline"),
        ("[Kyiv], Nov 18 - Rockets fell.", "dateline"),
        ("A [[Syrian]] doctor was hurt.", "demonym"),
        ("A bomb went off in [Mosul].", "context"),
        ("The [Mosul] truck bomb killed six.", "context"),
        ("Crowds filled the lobby of [Taiwan]'s trade office.", "actor"),
        ("Troops withdrew from [Kherson].", "context"),
        ("It lies 30 km from [Kherson].", "context"),
    ],
)
def test_the_words_around_a_name_tell_its_role(marked: str, role: str) -> None:
    assert roles_of(marked)[0][1] == role


def test_a_list_shares_the_role_of_its_first_name() -> None:
    found = roles_of("weapons coming from countries like [China], [Russia], and the [U.S.] were seized")
    assert found == [("China", "origin"), ("Russia", "origin"), ("U.S.", "origin")]


def test_every_role_says_why() -> None:
    text = "The Connecticut-based firm"
    (mention,) = with_roles(Article(id="a", text=text), [(4, 15, "LOC")])
    assert mention.why == 'where somebody or something comes from: "-based"'


def test_page_text_is_furniture_whatever_its_words_say() -> None:
    line = "Made in Boston"
    cut = Furniture(start=0, end=len(line), text=line, reason="masthead")
    article = Article(id="a", text=line + "\n\nIt fell.", furniture=(cut,))
    (mention,) = with_roles(article, [(8, 14, "LOC")])
    assert (mention.role, "masthead" in mention.why) == ("furniture", True)


def test_an_organisation_is_named_whole_in_the_reason() -> None:
    text = "said a fellow at the Washington Institute for Near East Policy."
    (mention,) = with_roles(Article(id="a", text=text), [(21, 31, "ORG")])
    assert (mention.text, mention.role) == ("Washington", "organisation")
    assert '"Washington Institute for Near East Policy' in mention.why


def test_a_caption_is_no_dateline() -> None:
    assert datelines("FILE - A convoy, Oct. 26, 2019.\nPHOTO (2019) - It.") == []


def test_a_dateline_may_name_the_country_in_brackets() -> None:
    found = roles_of("[HAMBURG] (WEST GERMANY), 20 JUL 89 (DPA) -- A BOMB WENT OFF IN [PARIS].")
    assert found == [("HAMBURG", "dateline"), ("PARIS", "context")]


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("([Beirut]) – The government has denied it.", "dateline"),
        ("Shots at a march\n\n([Nairobi], October 25, 2022) – The authorities should act.", "dateline"),
        (f"[QUETTA]: Security forces repulsed two attacks{', it said' * 9}.", "dateline"),
        (f"[QUETTA]: Two died{', it said' * 9}.\nKARACHI: One died{', it said' * 9}.", "context"),
        ("[QUETTA]: two attacks repulsed\n\nSecurity forces fought them off.", "context"),
        ("They bombarded [Homs] with mortars.", "context"),
    ],
)
def test_where_it_was_filed_and_what_it_was_hit_with(marked: str, role: str) -> None:
    assert [role for _, role in roles_of(marked)] == [role]


def test_capitals_with_a_division_are_a_dateline_s_place() -> None:
    assert datelines("Head line\n\nCULIACÁN, Sinaloa — He paints.") == [(11, 19, "LOC")]


def test_mentions_come_in_order_and_once() -> None:
    text = "Lima and Quito"
    found = with_roles(Article(id="a", text=text), [(9, 14, "LOC"), (0, 4, "LOC"), (0, 4, "LOC")])
    assert [type(m) for m in found] == [Mention, Mention]
    assert [m.text for m in found] == ["Lima", "Quito"]


def test_floors_on_the_annotated_articles() -> None:
    """On gold spans: the roles right, and literal told from associative. The rules were tuned on these."""
    total = right = sides = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold = [t for t in record["toponyms"] if t["role"] != "furniture"]
        spans = [(t["start"], t["end"], LABEL.get(t["role"], "LOC")) for t in gold]
        mentions = with_roles(Article(id=record["id"], text=record["text"]), spans)
        for wanted, mention in zip(gold, mentions, strict=True):
            total += 1
            right += plain(wanted["role"]) == mention.role
            sides += (wanted["role"] in LITERAL) == (mention.role in LITERAL)
    assert total > 400
    assert right / total >= 0.94
    assert sides / total >= 0.97
