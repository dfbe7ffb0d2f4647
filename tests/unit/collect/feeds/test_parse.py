from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest

from monitor.collect.feeds.parse import parse as parse_feed
from monitor.errors import DocumentError
from monitor.model import ParsedFeed

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
RSS = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Desk</title>{}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Desk</title>{}</feed>"

#: what no road but feedparser's reads
UNUSUAL = "<image><item/></image>"


def parse(body: str | bytes, **more: Any) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    asked = {"source_id": "desk", "url": "https://example.org/rss/feed.xml", "content_type": "", "now": NOW}
    return parse_feed(raw, **(asked | more))


def item(**fields: str) -> str:
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items()) + "</item>"


def test_an_rss_entry_is_read() -> None:
    read = parse(
        RSS.format(
            "<ttl>90</ttl>"
            + item(
                guid="tag:1",
                title="Talks &amp;amp; &lt;i&gt;treaties&lt;/i&gt;",
                link="/news/1?utm_source=rss",
                description="<![CDATA[<p>One.</p><p>Two &mdash; three.</p><script>x()</script>]]>",
                pubDate="Sat, 21 Nov 2026 10:00:00 +0400",
            )
        )
    )
    (entry,) = read.entries
    assert (read.title, read.wishes.ttl_s, read.warnings) == ("Desk", 5400, ())
    assert (entry.source_id, entry.key, entry.url) == ("desk", "tag:1", "https://example.org/news/1")
    assert (entry.title, entry.summary) == ("Talks & treaties", "One.\nTwo — three.")
    assert entry.published == datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def test_an_atom_entry_is_read_with_its_alternate_link() -> None:
    (entry,) = parse(
        ATOM.format(
            "<entry><id>urn:1</id><title type='html'>A &lt;b&gt;b&lt;/b&gt;</title><link rel='self' href='/self'/>"
            "<link rel='alternate' href='/a'/><updated>2026-11-20T01:00:00Z</updated>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p><p>y</p></div></content></entry>"
        )
    ).entries
    assert (entry.key, entry.url, entry.title, entry.summary) == ("urn:1", "https://example.org/a", "A b", "x\ny")
    assert entry.published == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", ""),
        ("cp1251", "windows-1251", "text/html"),
        ("cp1251", "utf-8", "application/rss+xml; charset=windows-1251"),
        ("utf-16", "utf-16", "text/xml"),
        ("cp1251", "windows-1251", "text/plain"),
    ],
)
def test_encodings_are_found(encoding: str, declared: str, content_type: str) -> None:
    body = RSS.replace("utf-8", declared).format(item(title="Мир в Баку")).encode(encoding)
    assert parse(body, content_type=content_type).entries[0].title == "Мир в Баку"


class TestIdentity:
    def test_guid_else_address_else_words(self) -> None:
        keys = [
            entry.key
            for entry in parse(
                RSS.format(
                    item(guid="g", title="1", link="/1")
                    + item(title="2", link="https://EXAMPLE.org/2?utm_id=3")
                    + item(title="3")
                )
            ).entries
        ]
        assert keys[:2] == ["g", "https://example.org/2"]
        assert keys[2].startswith("sha256:")

    def test_a_guid_that_several_entries_share_identifies_none(self) -> None:
        read = parse(RSS.format("".join(item(guid="same", title=str(n), link=f"/{n}") for n in range(3))))
        assert [entry.key for entry in read.entries] == [f"https://example.org/{n}" for n in range(3)]

    def test_an_address_that_several_entries_share_identifies_none(self) -> None:
        read = parse(RSS.format("".join(item(title=str(n), link="/live") for n in range(3))))
        assert len({entry.key for entry in read.entries}) == 3

    def test_an_entry_said_twice_is_one(self) -> None:
        read = parse(RSS.format(item(guid="g", title="1", link="/1") * 2))
        assert len(read.entries) == 1
        assert "1 entries repeat another one" in read.warnings

    def test_a_guid_that_is_an_address_serves_as_one(self) -> None:
        (entry,) = parse(RSS.format(item(guid="https://example.org/p", title="1"))).entries
        assert entry.url == "https://example.org/p"


class TestDates:
    @pytest.mark.parametrize(
        "written",
        [
            "Fri, 01 Jan 1405 00:00:00 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Sat, 21 Nov 2026 09:30:00 GMT",
            "Sat, 99 Nov 99999 09:30:00 GMT",
            "yesterday",
            "",
        ],
    )
    def test_dates_that_cannot_be_believed_are_none(self, written: str) -> None:
        assert parse(RSS.format(item(title="x", pubDate=written))).entries[0].published is None

    def test_a_clock_an_hour_ahead_is_believed(self) -> None:
        (entry,) = parse(RSS.format(item(title="x", pubDate="Sat, 21 Nov 2026 08:30:00 GMT"))).entries
        assert entry.published == NOW + timedelta(hours=1)

    def test_the_update_stands_in_for_a_publication_that_is_not_believed(self) -> None:
        (entry,) = parse(
            ATOM.format(
                "<entry><id>1</id><title>x</title><published>1405-09-01T00:00:00Z</published>"
                "<updated>2026-11-20T00:00:00Z</updated></entry>"
            )
        ).entries
        assert entry.published == datetime(2026, 11, 20, tzinfo=UTC)


class TestBounds:
    def test_fields_are_capped(self) -> None:
        (entry,) = parse(RSS.format(item(title="t" * 9999, description="d" * 99999))).entries
        assert (len(entry.title), len(entry.summary)) == (500, 4000)

    def test_the_first_500_entries_are_read_in_the_order_of_the_feed(self) -> None:
        read = parse(RSS.format("".join(item(title=str(n)) for n in range(600))))
        assert [entry.title for entry in read.entries] == [str(n) for n in range(500)]
        assert "only the first 500 of 600 entries were read" in read.warnings

    def test_of_more_than_500_the_newest_are_read_in_the_order_of_the_feed(self) -> None:
        days = [NOW - timedelta(hours=700 - n) for n in range(600)]
        read = parse(RSS.format("".join(item(title=str(n), pubDate=day.isoformat()) for n, day in enumerate(days))))
        assert [entry.title for entry in read.entries] == [str(n) for n in range(100, 600)]
        assert "only the newest 500 of 600 entries were read" in read.warnings

    def test_links_that_are_no_web_addresses_are_dropped(self) -> None:
        (entry,) = parse(RSS.format(item(title="x", link="javascript:alert(1)"))).entries
        assert entry.url == ""

    def test_direction_overrides_and_controls_are_removed(self) -> None:
        (entry,) = parse(RSS.format(item(title="a\u202eb&#x202E;c\u0085"))).entries
        assert entry.title == "abc"


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "empty"),
            (b" \n ", "empty"),
            (b"hello", "not a feed"),
            (b"<!doctype html><html><body>hi</body></html>", "web page"),
            (b"<opml version='2.0'><body/></opml>", "not a feed"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "not a feed"),
        ],
    )
    def test_what_is_no_feed_is_said_so(self, body: bytes, words: str) -> None:
        with pytest.raises(DocumentError, match=words):
            parse(body)

    @pytest.mark.parametrize(
        "prologue",
        [
            "<!DOCTYPE rss [<!ENTITY a 'boom'>]>",
            "<!doctype rss [<!entity a SYSTEM 'file:///etc/passwd'>]>",
            "<!-- <rss> --><!DOCTYPE rss [<!ELEMENT x ANY>\n<!ENTITY % a 'boom'>]>",
            "<!-- <![CDATA[ --><!DOCTYPE rss [<!ENTITY a 'boom'>]><!-- ]]> -->",
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entity_declarations_are_refused(self, prologue: str, encoding: str) -> None:
        body = f"{prologue}<rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>"
        with pytest.raises(DocumentError, match="entities"):
            parse(body.encode(encoding))

    def test_writing_about_entities_is_allowed(self) -> None:
        (entry,) = parse(RSS.format(item(title="XML", description="<![CDATA[write <!ENTITY x> like so]]>"))).entries
        assert entry.title == "XML"


class TestBrokenParts:
    def test_a_feed_cut_in_the_middle_gives_what_came(self) -> None:
        read = parse(RSS.format(item(title="one") + item(title="two") + item(title="three"))[:-50])
        assert [entry.title for entry in read.entries][:2] == ["one", "two"]
        assert any("not well-formed" in warning for warning in read.warnings)

    def test_an_entry_that_breaks_the_parser_costs_only_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """feedparser let 665 of 46,596 mutated feeds end in ValueError and the like; which ones changes by release."""
        real = feedparser.parse

        def fragile(stream: Any, **more: Any) -> Any:
            raw = stream.getvalue()
            if b"poison" in raw:
                raise ValueError("poison")
            return real(raw and type(stream)(raw), **more)

        monkeypatch.setattr(feedparser, "parse", fragile)
        read = parse(RSS.format(UNUSUAL + item(title="one") + item(title="poison") + item(title="three")))
        assert [entry.title for entry in read.entries] == ["one", "three"]
        assert "1 of 3 entries could not be read" in read.warnings

    def test_a_feed_that_breaks_the_parser_whole_is_a_document_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: Any, **__: Any) -> Any:
            raise OverflowError("no")

        monkeypatch.setattr(feedparser, "parse", broken)
        with pytest.raises(DocumentError, match="OverflowError"):
            parse(RSS.format(UNUSUAL + item(title="one")))

    def test_an_empty_entry_is_left_out_with_a_word(self) -> None:
        read = parse(RSS.format(item(title="one") + "<item></item>"))
        assert len(read.entries) == 1
        assert "entry 2 is empty" in read.warnings

    def test_an_entry_without_a_title_is_called_by_its_first_words(self) -> None:
        (entry,) = parse(RSS.format(item(link="/1", description="<![CDATA[<p>Short note.</p><p>More.</p>]]>"))).entries
        assert entry.title == "Short note."

    def test_a_feed_without_entries_is_a_feed(self) -> None:
        read = parse(RSS.format(""))
        assert read.entries == ()
        assert "the feed has no entries" in read.warnings
