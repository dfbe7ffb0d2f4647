"""Every form of a seed file is brought to plain lines, with what it says about itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from doubles.shipped import NOW

from monitor.collect.article import from_text
from monitor.collect.forms import front_matter, markdown, saved
from monitor.collect.forms.decode import decoded
from monitor.collect.forms.form import Form, form_of, form_of_answer
from monitor.collect.forms.glyphs import logical
from monitor.errors import DocumentError

TREATY = "Baku and Yerevan agree on the text of a treaty"
PARAGRAPHS = [
    "The foreign ministers of Azerbaijan and Armenia said that every article of the treaty was settled after two days.",
    "A date for the signing has not been set, and neither side would say where Azerbaijan wants it to take place.",
    "Officials of both countries will meet again in Almaty before the year ends, the ministers told the reporters.",
]


# ---------------------------------------------------------------- which form


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [
        ("a.txt", b"Baku agrees", "text"),
        ("a.md", b"# Baku agrees", "markdown"),
        ("a.MARKDOWN", b"Baku agrees", "markdown"),
        ("a.htm", b"<p>Baku agrees", "page"),
        ("a.mhtml", b"", "page"),
        ("a", b"Baku agrees", "text"),
        ("a.news", b"\xef\xbb\xbf\n <!DOCTYPE html>", "page"),
        ("a.txt", b"<!-- saved from url=(0019)https://a.example/ -->\r\n<html lang=fa>", "page"),
        ("a.xml", b'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "page"),
        ("a", b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/", "page"),
        ("a.txt", b"%PDF-1.7\n", "pdf"),
        ("a.html", b"\n\n%PDF-1.4", "pdf"),
        ("a.txt", b"<article><p>Baku", "page"),
        ("a.txt", b"The <html> tag opens a page", "text"),
    ],
)
def test_what_a_file_holds_counts_for_more_than_its_name(name: str, head: bytes, form: Form) -> None:
    assert form_of(name, head) == form


@pytest.mark.parametrize(
    ("content_type", "head", "form"),
    [
        ("text/html; charset=utf-8", b"", "page"),
        ("", b"<p>", "page"),
        ("text/plain", b"Baku", "text"),
        ("text/plain", b"<!doctype html>", "page"),
        ("application/octet-stream", b"%PDF-1.7", "pdf"),
    ],
)
def test_an_answer_is_a_page_unless_it_says_otherwise(content_type: str, head: bytes, form: Form) -> None:
    assert form_of_answer(content_type, head) == form


# ---------------------------------------------------------------- encodings


def test_utf_16_with_a_byte_order_mark_is_read() -> None:
    for encoding in ("utf-16", "utf-8-sig", "utf-8"):
        assert decoded("Bakı və İrəvan".encode(encoding)) == "Bakı və İrəvan"
    assert decoded(b"\xfe\xff" + "Bakı".encode("utf-16-be")) == "Bakı"


@pytest.mark.parametrize("encoding", ["cp1251", "cp1256", "cp1258"])
def test_other_encodings_are_refused_with_a_hint(encoding: str) -> None:
    text = {"cp1251": "Баку", "cp1256": "باكو", "cp1258": "Cuộc đàm phán"}[encoding]
    raw = text.encode(encoding, "ignore")
    with pytest.raises(DocumentError, match=r"not UTF-8 text \(byte \d+\); save it as UTF-8"):
        decoded(raw)


@pytest.mark.parametrize("raw", ["Baku".encode("utf-16-le"), "Bakı".encode("utf-32"), bytes(5000)])
def test_text_in_an_encoding_that_it_does_not_name_is_no_text(raw: bytes) -> None:
    with pytest.raises(DocumentError, match="UTF-16 or UTF-32 that does not say so; save it as UTF-8"):
        decoded(raw)
    assert decoded(b"Ba\0ku agreed to a treaty") == "Ba\0ku agreed to a treaty", "one is an accident"


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1", b"{\\rtf1\\ansi Baku}"])
def test_office_documents_are_refused_with_a_hint(raw: bytes) -> None:
    with pytest.raises(DocumentError, match="office document; save it as text, HTML or PDF"):
        decoded(raw)


# ---------------------------------------------------------------- front matter


def test_a_front_matter_says_title_address_and_date() -> None:
    found = front_matter.contents(
        '---\ntitle: "Baku: a treaty"\nsource: https://news.example/1\ndate: 2024-07-05\ntags: [a, b]\n---\n\nText.\n'
    )
    assert (found.title, found.url, found.text.strip()) == ("Baku: a treaty", "https://news.example/1", "Text.")
    assert found.published == datetime(2024, 7, 5, tzinfo=UTC)
    assert not found.whole


@pytest.mark.parametrize(
    "text",
    [
        "---\nA line between two rules\n---\nText.",
        "---\ntitle: [unclosed\n---\nText.",
        "---\ntitle: never closed\nText.",
        "--- title: x ---\nText.",
        "---\n" + "[" * 5000 + "\n---\nText.",
        "Text.\n---\ntitle: x\n---\n",
        "---\n- a\n- b\n---\nText.",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    found = front_matter.contents(text)
    assert (found.title, found.url, found.text) == ("", "", text)


@pytest.mark.parametrize("value", ["next summer", "[2024]", "2024-13-45", "''"])
def test_a_date_that_is_none_is_passed_over(value: str) -> None:
    assert front_matter.contents(f"---\npublished: {value}\n---\nText.").published is None


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "../../etc", "https://"])
def test_only_web_addresses_are_believed(address: str) -> None:
    assert front_matter.contents(f"---\nurl: {address}\n---\nText.").url == ""


def test_an_article_is_written_so_that_it_is_read_as_the_same() -> None:
    article = from_text(
        title='"Baku": it\'s #1 — سلام 🙂',
        text="# no heading\n*no list*\nRead more: no furniture\n---\nthe end",
        now=NOW,
        url="https://news.example/1?a=b#c",
        published=NOW,
        method="seed",
    )
    found = front_matter.contents(front_matter.written(article, asked="https://t.example/x"))
    assert (found.title, found.text, found.url, found.published) == (
        article.title,
        article.text,
        article.url,
        article.published,
    )
    assert found.whole


# ---------------------------------------------------------------- Markdown


def test_markdown_loses_its_marks() -> None:
    found = markdown.contents(
        f"# {TREATY}\n\n**Baku** and [*Yerevan*](https://x.example) agreed, `officials` said[^1].\nOn the next line\n"
        "too.\n\n## What next\n\n- One point that matters\n- Another one\n\n> “A quotation,” he said.\n\n"
        "| A | B |\n|---|---|\n| c | d |\n\n<div>In <b>HTML</b><script>alert(1)</script></div>\n\n[^1]: A note.\n"
    )
    assert found.title == TREATY
    assert found.text.splitlines() == [
        "Baku and Yerevan agreed, officials said. On the next line too.",
        "What next",
        "One point that matters",
        "Another one",
        "“A quotation,” he said.",
        *"ABcd",
        "In HTML",
        "A note.",
    ]


def test_pictures_and_lines_of_mere_links_are_left_out_and_told() -> None:
    found = markdown.contents(
        f"[Home](/) | [World](/world)\n\n# {TREATY}\n\n![Musk](https://x.example/1.jpg)\n\n"
        "Text, and [a link](/x) in it.\n\n[Trump at the White House](/trump)\n"
    )
    assert found.title == TREATY
    assert found.text == "Text, and a link in it."
    assert found.left_out == ("Home | World", "![Musk](https://x.example/1.jpg)", "Trump at the White House")


def test_an_intertitle_is_no_headline() -> None:
    found = markdown.contents(f"{TREATY}\n\n{PARAGRAPHS[0]} {PARAGRAPHS[1]}\n\n## What next\n\n{PARAGRAPHS[2]}\n")
    assert found.title == ""
    assert found.text.splitlines()[0] == TREATY


def test_the_title_of_a_front_matter_is_the_headline() -> None:
    found = markdown.contents(f"---\ntitle: {TREATY}\n---\n# Another heading\n\n{PARAGRAPHS[0]}\n")
    assert (found.title, found.text.splitlines()) == (TREATY, ["Another heading", PARAGRAPHS[0]])


def test_what_stands_above_the_headline_is_told() -> None:
    assert markdown.contents(f"Harbour Post\n\n# {TREATY}\n\n{PARAGRAPHS[0]}\n").left_out == ("Harbour Post",)


# ---------------------------------------------------------------- saved pages


def page_of(head: str = "", encoding: str = "utf-8") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    text = f"<html><head><title>{TREATY}</title>{head}</head><body><nav>Home World</nav><article><h1>{TREATY}</h1>"
    return f"{text}{body}</article></body></html>".encode(encoding)


def test_a_saved_page_is_read_as_a_page_of_the_news_with_its_date_and_address() -> None:
    found = saved.contents(
        page_of(
            '<link rel="canonical" href="https://news.example/1">'
            '<meta property="article:published_time" content="2024-07-05T10:30:00+04:00">'
        )
    )
    assert (found.title, found.text.splitlines()) == (TREATY, PARAGRAPHS)
    assert (found.url, found.published) == ("https://news.example/1", datetime(2024, 7, 5, 6, 30, tzinfo=UTC))


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    russian = "Министры иностранных дел Азербайджана и Армении согласовали все статьи договора о мире в Алма-Ате." * 3
    raw = f'<html><head><meta charset="windows-1251"><title>Баку</title></head><body><p>{russian}</p></body></html>'
    assert saved.contents(raw.encode("cp1251")).text == russian


def test_the_browsers_note_says_where_a_page_was_saved_from() -> None:
    note = b"<!-- saved from url=(0030)https://news.example/from-here -->\n"
    assert saved.contents(note + page_of()).url == "https://news.example/from-here"


def test_a_web_archive_is_unpacked() -> None:
    archive = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html\r\nContent-Location: https://news.example/1\r\n\r\n" + page_of() + b"\r\n--x--\r\n"
    )
    found = saved.contents(archive)
    assert (found.title, found.url, found.text.splitlines()) == (TREATY, "https://news.example/1", PARAGRAPHS)


@pytest.mark.parametrize(
    "raw", [b"<html></html>", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", b"<html><body><nav>Home</nav>"]
)
def test_a_page_without_an_article_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError, match=r"no article|no page"):
        saved.contents(raw)


# ---------------------------------------------------------------- lines of a PDF


@pytest.mark.parametrize(
    ("seen", "written"),
    [
        ("וקאבב םולש", "שלום בבאקו"),
        ("NATO ﺔﻤﻗ", "قمة NATO"),
        ("Joe Biden ﺲﯿﺋﺭ", "رئیس Joe Biden"),
        ("۱۰:۳۰ ﺖﻋﺎﺳ", "ساعت ۱۰:۳۰"),
        ("5G ﻪﮑﺒﺷ", "شبکه 5G"),
        ("(۱۳۹۹) ﻝﺎﺳ", "سال (۱۳۹۹)"),
        ("COP29 ﻪﺑ 15%", "15% به COP29"),
        ("ﻻﺎﺑ", "بالا"),
    ],
)
def test_what_is_seen_becomes_what_is_written(seen: str, written: str) -> None:
    assert logical(list(seen), right_to_left=True) == written


@pytest.mark.parametrize(
    ("seen", "written"),
    [
        ("Baku, 5.7.2024 (AP)", "Baku, 5.7.2024 (AP)"),
        ("ﬁnal", "final"),
        ("the words (ﻢﮑﯿﻠﻋ ﻡﻼﺳ) mean peace here", "the words (سلام علیکم) mean peace here"),
    ],
)
def test_a_page_from_left_to_right_is_turned_where_it_quotes(seen: str, written: str) -> None:
    assert logical(list(seen), right_to_left=False) == written


def test_a_ligature_keeps_the_order_of_its_letters() -> None:
    assert logical(["م", "لا", "س"], right_to_left=True) == "سلام"
