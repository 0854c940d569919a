"""Readers: every format gives the same article, and offsets index its text as read."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import InputError
from geomap.model import Article
from geomap.readers.records import read_record
from geomap.readers.standard import read_standard_input
from reader_samples import PAGE, ROW, STORY, Write, one, parquet, pdf, read, warc


def test_a_text_file_is_one_article_named_by_its_path(write: Write) -> None:
    article = one(write("kharkiv.txt", STORY))
    assert (article.id, article.text, article.published) == ("kharkiv", STORY, None)


@pytest.mark.parametrize("name", ["kharkiv.meta.json", "kharkiv.txt.meta.json"])
def test_a_sidecar_tells_what_a_text_file_cannot(write: Write, name: str) -> None:
    write(name, json.dumps({k: v for k, v in ROW.items() if k != "text"}))
    article = one(write("kharkiv.txt", STORY))
    assert article == read_record(ROW, where="k")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(ROW)),
        ("b.json", json.dumps([ROW])),
        ("c.json", json.dumps({"articles": [ROW]})),
        ("d.json", json.dumps(ROW) + "\n"),
        ("e.jsonl", json.dumps(ROW, ensure_ascii=False)),
        ("f.ndjson", "\ufeff" + json.dumps(ROW)),
        ("g.csv", "id,text,title,published,source,url\n" + ",".join(f'"{v}"' for v in ROW.values())),
        ("h.csv", "\ufeffid;text;title;published;source;url\r\n" + ";".join(f'"{v}"' for v in ROW.values())),
        ("i.tsv", "id\ttext\ttitle\tpublished\tsource\turl\n" + "\t".join(f'"{v}"' for v in ROW.values())),
        ("j.csv", (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values())).encode("cp1252")),
        ("k.csv", (",".join(ROW) + "\n" + ",".join(f'"{v}"' for v in ROW.values())).encode("utf-16")),
        ("l.parquet", parquet([ROW])),
        ("m.parquet", parquet([{**ROW, "published": date(2022, 5, 4), "unrelated": 3.5}])),
    ],
)
def test_a_row_is_the_same_article_in_every_table(write: Write, name: str, content: str | bytes) -> None:
    assert one(write(name, content)) == read_record(ROW, where="k")


def test_a_web_page_gives_its_article_and_keeps_the_rest_as_furniture(write: Write) -> None:
    article = one(write("page.html", PAGE))
    assert article.title == "Shelling"
    assert article.published == date(2022, 5, 4)
    assert article.source == "Example Wire"
    assert article.language == "en"
    assert article.text.startswith("Shelling\n\nShells fell on the market of Kharkiv on Tuesday")
    reasons = {piece.text: piece.reason for piece in article.furniture}
    assert reasons["Home Moscow bureau"] == "menu of the page"
    assert reasons["Published in Vienna"] == "footer of the page"
    assert "Lviv" not in article.text


@pytest.mark.parametrize(
    "frame",
    [
        "<article><p>{}</p><p>{}</p><p>{}</p></article>",
        "<div id='story'><div>{}</div><div>{}</div><div>{}</div></div>",
        "<div>{}<br><br>{}<br><br>{}</div>",
        "<article><h1>Log</h1><ul><li>{}</li><li>{}</li><li>{}</li></ul></article>",
        "<article><h2>One</h2><p>{}</p><blockquote>{}</blockquote><h2>Two</h2><p>{}</p></article>",
        "<center><font size=2><b>Log</b><br>{}<br>{}<br>{}</font></center>",
        "<main><section><span>{}</span></section><section>{}</section><section>{}</section></main>",
        "<table><tr><td>Menu</td><td><p>{}</p><p>{}</p><p>{}</p></td></tr></table>",
        "{} {} {}",
    ],
)
def test_no_sentence_of_a_page_is_lost_however_it_is_built(write: Write, frame: str) -> None:
    said = (
        "Shells fell on Kharkiv on Tuesday.",
        "A drone hit a bus in Kherson.",
        "The governor of Odesa asked for help.",
    )
    article = one(write("page.html", f"<html><body>{frame.format(*said)}</body></html>"))
    cut = " ".join(piece.text for piece in article.furniture)
    assert all(sentence in article.text and sentence not in cut for sentence in said)


def test_a_page_in_another_encoding_is_read_as_it_declares(write: Write) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("mayor’s", "mayor (мэр)").encode("cp1251")
    assert "the mayor (мэр) office" in one(write("page.html", page)).text


def test_a_copyright_year_does_not_date_a_page(write: Write) -> None:
    page = PAGE.replace("2022-05-04T10:00:00+03:00", "").replace("Published in", "© 2018 Example Wire,")
    assert one(write("page.html", page)).published is None


def test_a_pdf_gives_the_text_of_its_pages(write: Write) -> None:
    article = one(
        write("report.pdf", pdf("Shells fell on the mar-\nket of Kharkiv.", "Two died.", title="Shelling"))
    )
    assert article.title == "Shelling"
    assert article.text == "Shells fell on the market of Kharkiv.\n\nTwo died."


def test_running_heads_of_a_pdf_go(write: Write) -> None:
    pages = [
        f"Vienna Weekly {n}\nLine {word} of the story.\nIt goes on here." for n, word in enumerate("abcd")
    ]
    text = one(write("report.pdf", pdf(*pages))).text
    assert "Vienna Weekly" not in text
    assert "Line c of the story." in text


@pytest.mark.parametrize(("name", "pack"), [("crawl.warc", bytes), ("crawl.2022.warc.gz", gzip.compress)])
def test_a_web_archive_gives_each_archived_page(
    write: Write, name: str, pack: Callable[[bytes], bytes]
) -> None:
    archive = warc(
        ("https://example.org/1", "text/html; charset=utf-8", PAGE.encode()),
        ("https://example.org/logo", "image/png", b"\x89PNG"),
        pack=pack,
    )
    article = one(write(name, archive))
    assert article.url == "https://example.org/1"
    assert "\n\nShells fell on" in article.text


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Example Wire</title><language>en-gb</language>
<item><title>Shelling</title><guid>k-1</guid><link>https://example.org/1</link>
<pubDate>Wed, 04 May 2022 07:00:00 GMT</pubDate><description>Short.</description>
<content:encoded>
<![CDATA[<p>Shells fell on <b>Kharkiv</b>.</p><p>Two died &amp; six were hurt.</p>]]></content:encoded></item>
<item><title>Nothing to say</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><link href="https://example.org/"/>
<entry><id>k-1</id><title>Shelling</title><link rel="self" href="https://example.org/x"/>
<link href="https://example.org/1"/><published>2022-05-04T07:00:00Z</published><updated>2023-01-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Shells fell on <b>Kharkiv</b>.</p>
<p>Two died &amp; six were hurt.</p></div></content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("f.rss", RSS), ("f.atom", ATOM), ("f.xml", RSS)])
def test_a_feed_gives_the_text_of_its_entries(write: Write, name: str, feed: str) -> None:
    (article,), problems = read(write(name, feed))
    assert article.text == "Shells fell on Kharkiv.\n\nTwo died & six were hurt."
    assert (article.id, article.title, article.source) == ("k-1", "Shelling", "Example Wire")
    assert (article.url, article.published) == ("https://example.org/1", date(2022, 5, 4))
    assert [str(p).rpartition(":2: ")[2] for p in problems] == [
        "this entry has no text; open its page instead"
    ] * (feed is RSS)


def test_a_feed_fetches_and_expands_nothing(write: Write) -> None:
    secret = write("secret", "top secret")
    bomb = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<rss><channel><item><description>Fire in Lviv. &x; &b;</description></item></channel></rss>"
    )
    article = one(write("f.rss", bomb))
    assert article.text.startswith("Fire in Lviv.")
    assert "secret" not in article.text
    assert "ha" not in article.text


# Standard input


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (STORY, [None]),
        (PAGE, ["Shelling"]),
        (
            f"\n{json.dumps(ROW)}\n\n{json.dumps({**ROW, 'id': 'k-2', 'title': 'Again'})}\n",
            ["Shelling", "Again"],
        ),
        (json.dumps([ROW], indent=1), ["Shelling"]),
        ("{Kharkiv} is not JSON.", [None]),
    ],
)
def test_standard_input_is_told_by_its_first_line(data: str, titles: list[str | None]) -> None:
    found = list(read_standard_input(max_size_mb=1, stream=io.BytesIO(data.encode())))
    assert [article.title for article in found if isinstance(article, Article)] == titles


def test_standard_input_is_named_so_in_ids_and_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"text": "Fire in Lviv."}\n{"text": \n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    (article,), (problem,) = read("-")
    assert article.id == "stdin:1"
    assert problem.where == "-:2"


def test_json_lines_on_standard_input_are_read_as_they_come() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "Fire in Lviv."}\n'
            buffer[: len(line)] = line
            return len(line)

    found = read_standard_input(max_size_mb=1, stream=io.BufferedReader(Endless()))
    assert [next(found).text for _ in range(3)] == ["Fire in Lviv."] * 3  # type: ignore[union-attr]


def test_too_much_on_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match=r"more than 0\.001 MB; raise --max-size"):
        list(read_standard_input(max_size_mb=0.001, stream=io.BytesIO(b"word " * 1000)))


# Offsets, ids and order


@given(text=st.text(st.characters(codec=None, exclude_characters="\r\ufeff"), min_size=1))
def test_the_text_of_a_json_row_is_never_touched(text: str) -> None:
    row = json.loads(json.dumps({"text": text}))
    if text.strip():
        assert read_record(row, where="x").text == text


def test_line_ends_are_normalised_once_and_offsets_fit_the_text(write: Write) -> None:
    article = one(write("a.txt", "Fire in Łódź 🔥.\r\n\r\nLeave a Reply\r\n"))
    assert article.text == "Fire in Łódź 🔥.\n\nLeave a Reply\n"
    (piece,) = article.furniture
    assert article.text[piece.start : piece.end] == piece.text == "Leave a Reply"


def test_furniture_of_a_page_fits_its_text(write: Write) -> None:
    article = one(write("page.html", PAGE))
    assert article.furniture
    assert all(article.text[p.start : p.end] == p.text for p in article.furniture)


def test_spans_by_hand_are_kept_and_sorted(write: Write) -> None:
    row = {"text": "From Lviv to Kyiv.", "spans": [[13, 17], [5, 9], [5, 9]]}
    spans = one(write("a.json", json.dumps(row))).spans
    assert spans is not None
    assert [s.text for s in spans] == ["Lviv", "Kyiv"]


def test_no_spans_by_hand_and_none_at_all_differ(write: Write) -> None:
    assert one(write("a.json", '{"text": "Fire.", "spans": []}')).spans == ()
    assert one(write("b.json", '{"text": "Fire."}')).spans is None
