from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.collect.pages.extract import extract
from monitor.errors import DocumentError

URL = "https://www.example.com/news/1?utm_source=rss"
SENTENCES = [
    "Cumhurbaşkanı dün başkentte görüşmelere başladı ve heyetleri kabul etti.",
    "Taraflar sınır geçişlerinin yıl sonuna kadar açılmasını görüşüyor.",
    "Dışişleri bakanları imza töreninin tarihini henüz açıklamadı.",
    "Gözlemciler anlaşmanın bölgedeki ticareti güçlendireceğini söylüyor.",
]


def page(head: str = "", title: str = "Görüşmeler başladı", charset: str = "utf-8") -> str:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        f"<!DOCTYPE html><html lang='tr-TR'><head><meta charset='{charset}'><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Ana sayfa</a> <a href='/spor'>Spor</a></nav><article><h1>{title}</h1>{body}</article>"
        "<aside><a href='/x'>Çok okunanlar</a></aside><footer>© Gazete</footer></body></html>"
    )


def test_the_article_is_found_and_its_furniture_left() -> None:
    read = extract(page().encode(), url=URL)
    assert (read.title, read.language, read.method) == ("Görüşmeler başladı", "tr", "pages")
    assert read.text == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "iso-8859-1"), ("cp1254", "windows-1254"), ("utf-8-sig", "x"), ("utf-16", "utf-16")],
)
def test_encodings_are_found(encoding: str, charset: str) -> None:
    assert extract(page(charset=charset).encode(encoding), url=URL).text == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2026-11-20T10:15:00+03:00'>",
        '<script type=\'application/ld+json\'>{"datePublished": "2026-11-20T07:15:00Z"}</script>',
        "<meta itemprop='datePublished' content='2026-11-20 07:15'>",
    ],
)
def test_the_time_of_publication_is_read_to_the_minute(head: str) -> None:
    assert extract(page(head).encode(), url=URL).published == datetime(2026, 11, 20, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize("written", ["soon", "9999-99-99", "2026-11-20T10:15:00+99:00"])
def test_a_date_that_is_none_is_left_out(written: str) -> None:
    head = f"<meta property='article:published_time' content='{written}'>"
    read = extract(page(head).encode(), url=URL)
    assert read.text == "\n".join(SENTENCES)
    assert read.published is None or read.published.tzinfo is UTC


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/news/1", "https://www.example.com/news/1"),
        ("https://example.com/news/1", "https://example.com/news/1"),
        ("https://elsewhere.org/news/1", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_the_canonical_address_is_believed_on_its_own_site_only(href: str, canonical: str) -> None:
    head = f"<link rel='canonical' href='{href}'>"
    assert extract(page(head).encode(), url=URL).canonical_url == canonical


def test_without_an_address_of_its_own_the_canonical_one_is_believed() -> None:
    head = "<link rel='canonical' href='https://www.example.com/news/1'>"
    assert extract(page(head).encode(), url="").canonical_url == "https://www.example.com/news/1"


def test_the_author_is_read() -> None:
    head = "<meta name='author' content='Ayşe Yılmaz'>"
    assert extract(page(head).encode(), url=URL).author == "Ayşe Yılmaz"


@pytest.mark.parametrize("body", [b"\x00\x01\x02", b"<html></html>", b"{}", b"<html><body><nav></nav></body></html>"])
def test_a_page_without_an_article_has_no_text(body: bytes) -> None:
    assert extract(body, url=URL).text == ""


def test_an_empty_page_is_an_error() -> None:
    with pytest.raises(DocumentError, match="empty"):
        extract(b" ", url=URL)


def test_no_control_or_direction_characters_come_out() -> None:
    read = extract(page(title="a\u202eb\x07c").encode(), url=URL)
    assert read.title == "abc"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_zero_width_joiners_inside_words_are_kept(joiner: str) -> None:
    word = f"رئیس{joiner}جمهور"
    text = f"{word} آذربایجان در نامه ای به نخست وزیر ارمنستان نوشت که پیمان صلح به زودی امضا خواهد شد. " * 3
    page = extract(
        f"<html><head><title>{word}</title></head><body><article><h1>{word}</h1><p>{text}</p></article></body></html>".encode(),
        url=URL,
    )
    assert word in page.title
    assert page.text.count(word) >= 3


@pytest.mark.parametrize("element", ["fieldset", "label", "menu", "dialog"])
def test_where_our_own_reading_finds_nothing_trafilatura_has_the_word(element: str) -> None:
    sentences = [f"{sentence} Bu, {number}. kez oluyor." for number in range(3) for sentence in SENTENCES]
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    read = extract(f"<body><h1>Görüşmeler</h1><{element}>{body}</{element}></body>".encode(), url=URL)
    assert read.obstacle == ""
    assert all(sentence in read.text for sentence in sentences)
