"""Page furniture: found with its reason where it is, and never a sentence of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.furniture import find_furniture, find_headline
from geomap.model import Furniture

BODY = (
    "Two people were killed on Tuesday when a bus left the road near Oruro.\n\n"
    "The driver, from Cochabamba, is in hospital, police said.\n\n"
    "Rain has closed the highway to Chile twice this month."
)
OLD_PHOTO = "caption of a file photo, which shows another day"


def reasons(page: str, *, title: str | None = None) -> dict[str, str]:
    """What is furniture in this page, and why."""
    found = find_furniture(page, title=title)
    assert all(page[piece.start : piece.end] == piece.text for piece in found)
    return {piece.text: piece.reason for piece in found}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Accessibility links", "menu"),
        ("Skip to main content", "menu"),
        ("Sign in", "menu"),
        ("Privacy Policy", "menu"),
        ("Home | World | Africa | Sport", "menu"),
        ("News    Business    Opinion    Sport", "menu"),
        ("Breaking News", "section label"),
        ("XS", "size of the page, for its script"),
        ("XS SM MD LG", "size of the page, for its script"),
        ("Listen to story", "player"),
        ("Download this story 2MB", "player"),
        ("4 min read", "player"),
        ("Share this article on Facebook", "share bar"),
        ("Facebook Twitter WhatsApp Email", "share bar"),
        ("Share: Facebook | X | Telegram | Copy link", "share bar"),
        ("Follow us on Instagram", "share bar"),
        ("Share full article", "share bar"),
        ("Follow Altiplano News on Telegram", "share bar"),
        ("Join our WhatsApp channel for the latest", "share bar"),
        ("Like this:", "share bar"),
        ("Skip advertisement", "advertisement"),
        ("You have 2 free articles remaining this month", "newsletter or subscription"),
        ("By continuing to use this website you agree to our terms.", "cookie notice"),
        ("Image source, Ana Rojas", "credit"),
        ("Image caption, A bus terminal in Sucre", "caption"),
        ("Leave a Reply", "comment form"),
        ("Write a response", "comment form"),
        ("12 comments", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Sign up for our morning newsletter", "newsletter or subscription"),
        ("Subscribe now!", "newsletter or subscription"),
        ("Get the latest news from Bolivia in your inbox", "newsletter or subscription"),
        ("Read more: Floods in Beni leave thousands without homes", "link to another article"),
        ("RELATED: Strike in La Paz enters third week", "link to another article"),
        ("Tags: Bolivia, Oruro, accidents", "tags"),
        ("This website uses cookies to improve your experience.", "cookie notice"),
        ("Accept all cookies", "cookie notice"),
        ("Photo: Ana Rojas/AFP", "credit"),
        ("Image credit: Ana Rojas", "credit"),
        ("Featured image via Ana Rojas/Getty Images News", "credit"),
        ("FILE - A bus terminal in Sucre, Bolivia, Oct. 26, 2019.", OLD_PHOTO),
        ("A bus terminal in Sucre. (File photo: Reuters)", OLD_PHOTO),
        ("The wreck near Oruro on Tuesday. (AP Photo/Ana Rojas)", "caption"),
        ("In this photo taken Monday, people wait for a bus in Sucre.", "caption"),
        ("© 2018 Altiplano News. All rights reserved.", "copyright notice"),
        ("Copyright 2018 Altiplano News", "copyright notice"),
        ("Smoke over the bus station of Sucre, June 3, 2015. REUTERS/Ana Rojas", "caption"),
        ("Police stand guard in Owo, Ondo. Photo by Ana Rojas", "caption"),
        ("(Reporting by Ana Rojas in La Paz; Editing by Bo Li)", "credit"),
        ("How useful was this post?", "rating"),
        ("!function(f,b,e,v,n,t,s)", "program text"),
        ("fjs.parentNode.insertBefore(js, fjs);", "program text"),
        ("}(document, 'script', 'facebook-jssdk'));", "program text"),
        ("Your browser does not support the HTML5 canvas tag.", "player"),
        ("The views expressed here are those of the author and not of Altiplano News.", "disclaimer"),
    ],
)  # fmt: skip
def test_a_line_of_furniture_is_known_wherever_it_stands(line: str, reason: str) -> None:
    first, rest = BODY.split("\n\n", 1)
    for page in (f"{line}\n\n{BODY}", f"{first}\n\n{line}\n\n{rest}", f"{BODY}\n\n{line}"):
        assert reasons(page) == {line: reason}


@pytest.mark.parametrize(
    "masthead",
    [
        "News and culture through the lens of the Southern Andes.",
        "Independent news from Bolivia and the world",
        "Your trusted source for news from Oruro",
        "The voice of La Paz",
        "Serving Oruro and the Altiplano since 1934",
    ],
)
def test_a_masthead_above_the_headline_is_no_place_of_the_story(masthead: str) -> None:
    assert reasons(f"{masthead}\nWorld\n\nBus crash kills two near Oruro\n\n{BODY}") == {
        masthead: "masthead",
        "World": "section label",
    }


def test_a_masthead_needs_a_headline_below_it() -> None:
    assert reasons(f"Stories from Oruro\n\n{BODY}") == {}


def test_a_masthead_above_a_menu_needs_no_headline() -> None:
    page = f"Stories from Oruro and the Altiplano\nHome | News | Sport\n\n{BODY}"
    assert list(reasons(page).values()) == ["masthead", "menu"]


def test_what_stands_above_the_title_is_not_the_article() -> None:
    page = f"Altiplano News\nLa Paz edition\nBus crash kills two\n\n{BODY}"
    found = reasons(page, title="Bus crash kills two")
    assert found == {"Altiplano News": "above the headline", "La Paz edition": "above the headline"}


def test_a_title_below_prose_cuts_nothing() -> None:
    assert reasons(f"{BODY}\n\nBus crash kills two", title="Bus crash kills two") == {}


def test_what_a_reader_marked_is_kept_and_is_no_context() -> None:
    page = f"{BODY}\n\nHome\n\nSource: La Patria"
    known = Furniture(start=len(BODY) + 2, end=len(BODY) + 6, text="Home", reason="menu of the page")
    assert find_furniture(page, known=[known])[0] == known
    assert len(find_furniture(page, known=[known])) == 2


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        (f"Breaking News\n\nBus crash kills two\n\n{BODY}", "Bus crash kills two"),
        (f"XS\nSM\nWhat now? Bus crash in Oruro\n{BODY}", "What now? Bus crash in Oruro"),
        (BODY, None),
        ("Bus crash kills two", None),
        ("", None),
    ],
)
def test_the_headline_is_the_line_that_the_article_begins_with(page: str, headline: str | None) -> None:
    assert find_headline(page, find_furniture(page)) == headline


def test_a_caption_printed_twice_is_read_once() -> None:
    caption = "Rescuers at the wreck of a bus near Oruro, in the west of Bolivia, on Tuesday."
    page = f"Bus crash kills two\n\n{caption}\n{caption}\n\n{BODY}"
    (piece,) = find_furniture(page)
    assert (piece.text, piece.reason) == (caption, "repeated caption")
    assert piece.start == page.rindex(caption)


def test_a_file_photo_printed_twice_is_furniture_both_times() -> None:
    caption = "FILE - A bus terminal in Sucre, Bolivia, Oct. 26, 2019. Several lines have stopped."
    found = find_furniture(f"Bus crash kills two\n\n{caption}\n{caption}\n\n{BODY}")
    assert [piece.text for piece in found] == [caption, caption]


def test_the_captions_of_a_gallery_are_its_text() -> None:
    captions = [
        f"Smoke over {town}, June 3, 2015. REUTERS/Ana Rojas" for town in ("Sucre", "Oruro", "Tarija")
    ]
    assert reasons("\n".join(["Fires in Bolivia", *captions])) == {}


def test_a_lede_above_the_text_that_begins_with_it_is_read_once() -> None:
    lede = "Two people were killed on Tuesday when a bus left the road near Oruro"
    found = find_furniture(f"Bus crash kills two\n\n{lede}\n\nSUCRE (Example Agency): {BODY}")
    assert [(piece.text, piece.reason) for piece in found] == [(lede, "repeated text")]


def test_credits_in_brackets_go_and_the_sentence_before_them_stays() -> None:
    assert reasons(f"{BODY} (Reporting by Ana Rojas in Sucre)") == {
        "(Reporting by Ana Rojas in Sucre)": "credit"
    }


def test_a_headline_printed_twice_is_read_once() -> None:
    page = f"Bus crash kills two near Oruro\n\nBus Crash Kills Two Near Oruro\n\n{BODY}"
    assert [p.reason for p in find_furniture(page)] == ["repeated headline"]


def test_a_pulled_quote_is_read_once() -> None:
    quote = "The driver, from Cochabamba, is in hospital, police said."
    (piece,) = find_furniture(f"{BODY}\n\n{quote}")
    assert piece.reason == "repeated text"


def test_short_lines_may_repeat() -> None:
    assert reasons("“Run!”\n\nThe bus fell near Oruro on Tuesday.\n\nPeople shouted again.\n\n“Run!”") == {}


def test_headlines_under_a_list_of_other_articles_go_with_it() -> None:
    page = f"{BODY}\n\nMost read\nFloods in Beni\nStrike in La Paz enters third week\nVote in Chile"
    assert set(reasons(page).values()) == {"list of other articles"}
    assert len(reasons(page)) == 4


def test_a_list_of_other_articles_ends_where_prose_goes_on() -> None:
    page = (
        f"{BODY}\n\nRelated articles\nFloods in Beni\n\nTwo more people died in hospital in Oruro on Friday."
    )
    assert list(reasons(page)) == ["Related articles", "Floods in Beni"]


def test_a_copyright_sentence_at_the_end_of_prose_is_cut_alone() -> None:
    page = f"{BODY} © 2018 Altiplano News. All rights reserved."
    assert reasons(page) == {
        "© 2018 Altiplano News.": "copyright notice",
        "All rights reserved.": "copyright notice",
    }


def test_a_source_is_a_credit_in_the_last_lines_only() -> None:
    assert reasons(f"{BODY}\n\nSource: La Patria") == {"Source: La Patria": "credit"}
    assert "Source: La Patria" not in reasons(
        f"Source: La Patria\n{BODY}\n\n{BODY.replace('Tuesday', 'Friday')}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell in La Paz on Monday.",
        "Sign-up for the vaccine begins in Beni on Friday.",
        "Home Secretary Ana Rojas visited Belfast.",
        "World powers met in Vienna to discuss Iran.",
        "Breaking news of the coup reached Niamey at dawn, and shops closed.",
        "Photos of the strike on Gaza City were checked by two experts.",
        "Video from Kharkiv shows a burning Reuters car and photos on the ground.",
        "Images from the Getty museum in Los Angeles were stolen.",
        "A file containing names of the arrested was leaked in Minsk.",
        "Two men from Lviv (photo above) were arrested in Poland.",
        "The email was sent from Kyiv.",
        "Related families in Homs were moved to Idlib.",
        "More from the region: floods in Pakistan have killed 12 people.",
        "Menu prices in Caracas doubled.",
        "Watch towers along the border with Belarus were shelled.",
        "Tags were found on the weapons seized in Aden.",
        "Cookies baked in Aleppo were sold to soldiers.",
        "He owns the copyright to maps of Kosovo, he said in Pristina.",
        "The views from Sana'a are bleak.",
        "Print shops in Harare were raided.",
        "Follow-up strikes hit Hodeidah.",
        "News from Mariupol is scarce, and families wait in Zaporizhzhia.",
        "The voice of the muezzin in Mosul was heard again.",
        "Serving soldiers in Goma were arrested.",
        "Source: the army said it had shelled Donetsk from the north, killing two.",
        "Comments by the mayor of Nairobi were condemned.",
        "In this photo, he said, one sees the bridge at Kerch burning.",
        "Credit: the bank in Beirut gave none.",
        "The main function of the police (in Oruro) is to wait.",
        "The density function (pdf) of the noise was measured near Uyuni.",
        "Photo: AP The navy said in Muscat that it could not legally detain the ship off Salalah.",
        "Image: Bo Li. The Home Office in London is to begin sending questionnaires to families.",
        "!!",
        "Save the Children said that two schools in Homs were hit.",
        "Follow the road on foot and you reach Goma.",
        "Give us bread, they shouted in Khartoum.",
        "Supported by tanks, the rebels entered Tikrit.",
        "By using this port, smugglers reach Aden.",
        "Clash in Homs {{ 7*7 }} {% raise %} </script><script>window.x=1;f.g(1);</script>",
        "Windows were broken in Lviv; doors were burned;",
        "A report by Reuters / AFP and others from Sanaa was wrong.",
        "Reporting by local papers in Homs was banned. Editing was done in Beirut.",
        "I was in Kabul | we ran | we fell",
        "X marks the spot in Bakhmut.",
        "India, Pakistan, China and Russia met.",
        "Africa: 12 killed in Mali and Niger raids.",
        "“All rights reserved for the people of Chiapas,” the banner read in San Cristóbal.",
    ],
)
def test_a_sentence_of_an_article_is_never_cut(line: str) -> None:
    first, rest = BODY.split("\n\n", 1)
    middle, top = f"Bus crash\n\n{first}\n\n{line}\n\n{rest}", f"Bus crash\n\n{line}\n\n{BODY}"
    for page in (middle, top, line):
        assert line not in reasons(page)


def test_lines_of_a_text_that_is_wrapped_at_a_width_are_no_furniture() -> None:
    page = (
        "Bus crash kills two\n\n"
        "Two people were killed on Tuesday, and the police fear that\n"
        "more in the villages around Oruro\n"
        "were hurt when the bus left the road, for its driver did not\n"
        "share with the passengers what he knew of the\n"
        "weather\n\n"
        "Rain has closed the highway to Chile."
    )
    assert reasons(page) == {}


def test_an_article_that_is_one_caption_is_read() -> None:
    assert reasons("FILE - A bus terminal in Sucre, Bolivia, Oct. 26, 2019.") == {}


@given(
    st.lists(st.sampled_from(["", "XS", "Home", "A.", "©", "Read more: a", "FILE - x", "b" * 300, "\u2028"]))
)
def test_furniture_is_in_order_without_overlap_and_fits(lines: list[str]) -> None:
    page = "\n".join(lines)
    end = 0
    for piece in find_furniture(page):
        assert piece.start >= end
        assert page[piece.start : piece.end] == piece.text
        end = piece.end


@pytest.mark.parametrize(
    "line", ["| " * 5000, "a" * 100_000, "news " * 20_000, "(AP " * 3000, "share " * 9000]
)
def test_a_hostile_line_costs_no_time(line: str) -> None:
    find_furniture(f"{line}\n{line[:699]}\n{line[:650]}!")
