"""The stage commands, as scripts use them: one object in, one object out, in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from doubles.command import Command

ALIYEV = {
    "id": "b-2",
    "title": "Azerbaijan and Armenia agree on the text of a peace treaty",
    "text": "President Ilham Aliyev of Azerbaijan said in Baku that the peace treaty with Armenia is ready. "
    "Armenia confirmed it.",
    "url": "https://news.example/treaty",
    "published": "2026-11-20T08:00:00+04:00",
}
KEEPER = {
    "id": "a-1",
    "title": "A lighthouse keeper retires",
    "text": "The lighthouse keeper of Bergen hands over the keys.",
}
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>
<item><guid isPermaLink="false">7</guid><title>A &amp; B</title><link>/a.html</link><description>Both.</description>
<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = """<!doctype html><html lang="en"><head><title>Harbour reopens</title>
<meta property="article:published_time" content="2026-11-20T08:00:00Z">
<link rel="canonical" href="https://news.example/harbour"></head>
<body><nav>Home Sport</nav><article><h1>Harbour reopens</h1>
<p>The harbour of Bergen has reopened after eleven days of storms, and the first ferries left on Friday morning.</p>
<p>Fishermen had waited on the quay since dawn; the price of cod fell by a third before noon, traders said.</p>
<p>Engineers will inspect the breakwater again in spring, when divers can work at its foot for more than an hour.</p>
</article></body></html>"""


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_analyse_names_actors_and_topics_in_the_order_given(monitor: Command) -> None:
    ended = monitor("analyse", "--jsonl", stdin=lines(KEEPER, ALIYEV))

    assert ended.status == 0
    first, second = map(json.loads, ended.lines)
    assert (first["id"], second["id"]) == ("a-1", "b-2")
    assert {"id", "language", "actors", "topics"} <= second.keys()
    assert second["language"] == "en"
    actors = {actor["id"]: actor for actor in second["actors"]}
    assert {"person/ilham-aliyev", "country/AZ", "country/AM"} <= actors.keys()
    assert all(actor.keys() == {"id", "name", "type", "count", "strength", "surfaces"} for actor in second["actors"])
    assert actors["country/AM"]["name"] == "Armenia"
    assert actors["country/AM"]["type"] == "country"
    assert actors["country/AM"]["count"] == 3
    treaty = next(topic for topic in second["topics"] if topic["id"] == "topic/peace-treaty")
    assert treaty.keys() == {"id", "name", "count", "surfaces"}
    assert treaty["count"] == 2


def test_match_says_what_spoke_for_each_profile_and_what_was_missing(monitor: Command) -> None:
    ended = monitor("match", "--jsonl", stdin=lines(ALIYEV, KEEPER))

    assert ended.status == 0
    other, keeper = map(json.loads, ended.lines)
    assert other == {"id": "b-2", "matches": []}
    (match,) = keeper["matches"]
    assert match.keys() == {"profile", "score", "decision", "evidence", "missing"}
    assert (match["profile"], match["decision"]) == ("lighthouses", "match")
    assert 0.5 <= match["score"] <= 1
    assert match["evidence"][0]["surfaces"] == ["lighthouse keeper"]


def test_group_forms_stories_in_the_order_given(monitor: Command) -> None:
    again = ALIYEV | {"id": "c-3", "title": "Armenia and Azerbaijan: the text of the peace treaty is agreed"}
    ended = monitor("group", "--jsonl", stdin=lines(ALIYEV, KEEPER, again))

    assert ended.status == 0
    records = [json.loads(line) for line in ended.lines]
    assert [record["id"] for record in records] == ["b-2", "a-1", "c-3"]
    assert all(record.keys() == {"id", "story"} for record in records)
    assert records[0]["story"] == records[2]["story"] != records[1]["story"]


def test_a_bad_line_ends_with_2_and_its_place_after_the_good_ones(monitor: Command, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(lines(KEEPER) + '{"id": "x", "title": \n', encoding="utf-8")

    ended = monitor("analyse", "--jsonl", str(file))

    assert ended.status == 2
    assert [json.loads(line)["id"] for line in ended.lines] == ["a-1"]
    assert ended.err.startswith(f"monitor: {file}:2:")
    assert "Traceback" not in ended.err


def test_a_text_on_standard_input_is_read_as_a_seed(monitor: Command) -> None:
    ended = monitor("analyse", "--json", "-", stdin=f"{ALIYEV['title']}\n\n{ALIYEV['text']}\n")

    assert ended.status == 0
    assert "person/ilham-aliyev" in [actor["id"] for actor in json.loads(ended.out)["actors"]]


def test_parse_reads_a_feed(monitor: Command) -> None:
    ended = monitor("parse", "--json", "--url", "https://news.example/feed.xml", stdin=FEED)

    assert ended.status == 0
    assert json.loads(ended.out) == {
        "entries": [
            {
                "id": "7",
                "title": "A & B",
                "link": "https://news.example/a.html",
                "published": "2026-11-20T08:00:00+00:00",
                "summary": "Both.",
            }
        ],
        "warnings": [],
    }


def test_parse_reads_what_stands_in_for_a_feed(monitor: Command) -> None:
    page = "<ul><li><a href='/1'>Talks resume</a></li></ul><a href='/2'>About us</a>"
    ended = monitor("parse", "--json", "--selector", "li a", "--url", "https://news.example/", stdin=page)
    assert [entry["link"] for entry in json.loads(ended.out)["entries"]] == ["https://news.example/1"]


def test_parse_says_that_a_list_page_needs_its_address(monitor: Command) -> None:
    ended = monitor("parse", "--selector", "li a", stdin="<ul><li><a href='/1'>One</a></ul>")
    assert ended.status == 1
    assert "(without --url ADDRESS, links that are relative lead nowhere)" in ended.err


def test_parse_says_what_is_wrong_and_goes_on(monitor: Command, tmp_path: Path) -> None:
    file, other = tmp_path / "cut.xml", tmp_path / "other.xml"
    news = "Президент встретился с делегацией, стороны обсудили мирный договор"
    file.write_bytes(FEED.replace(b"A &amp; B", news.encode("cp1251"))[:-20])
    other.write_bytes(b"hello")

    ended = monitor("parse", "--json", "--content-type", "text/xml; charset=utf-8", str(other), str(file))

    assert ended.status == 1
    assert f"monitor: {other}: this is not a feed\n" in ended.err
    assert json.loads(ended.out)["entries"][0]["title"] == news
    assert json.loads(ended.out)["warnings"] == [
        "the feed is not in the encoding that it declares",
        "the feed is not well-formed (unclosed token, line 3)",
    ]


def test_extract_reads_a_page(monitor: Command, tmp_path: Path) -> None:
    file, nothing = tmp_path / "page.html", tmp_path / "nothing.html"
    file.write_text(PAGE, encoding="utf-8")

    ended = monitor("extract", "--json", "--url", "https://news.example/harbour?ref=1", str(nothing), str(file))

    page = json.loads(ended.out)
    promised = {"title", "text", "published", "author", "language", "canonical_url", "method"}
    assert page.keys() == promised | {"site", "picture", "obstacle"}
    assert page["title"] == "Harbour reopens"
    assert "eleven days of storms" in page["text"]
    assert "Sport" not in page["text"]
    assert page["canonical_url"] == "https://news.example/harbour"
    assert ended.status == 1, "the file that is missing must not pass unnoticed"
    assert str(nothing) in ended.err


def test_extract_reads_many_pages_side_by_side_and_prints_them_in_order(monitor: Command, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.html" for number in range(25)]
    for number, file in enumerate(files):
        file.write_text(PAGE.replace("Harbour reopens", f"Harbour {number} reopens"), encoding="utf-8")
    files[3].write_bytes(b" ")

    ended = monitor("extract", "--json", *map(str, files))

    titles = [json.loads(line)["title"] for line in ended.out.splitlines()]
    assert titles == [f"Harbour {number} reopens" for number in range(25) if number != 3]
    assert ended.status == 1
    assert "3.html: the page is empty" in ended.err
    assert "reading 25 pages" in ended.err


def test_extract_says_what_stands_in_the_place_of_the_article(monitor: Command) -> None:
    wall = b"<title>404 Not Found</title><h1>Page not found</h1><p>Sorry, there is nothing to be read here.</p>"
    ended = monitor("extract", "--json", stdin=wall)
    assert (ended.status, json.loads(ended.out)["obstacle"]) == (0, "error")
    assert "(no article: error)" in monitor("extract", stdin=wall).out
