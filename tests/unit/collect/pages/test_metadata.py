from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.collect.pages.extract import extract
from monitor.collect.pages.titles import without_site
from monitor.model import Page

BODY = "".join(
    f"<p>The ferries waited on the other side of the bay for {number} days, and nobody crossed.</p>"
    for number in range(2, 9)
)


def read(head: str = "", body: str = "<h1>Harbour reopens</h1>", url: str = "https://www.courier.example/a") -> Page:
    return extract(f"<html><head>{head}</head><body>{body}{BODY}</body></html>".encode(), url=url)


@pytest.mark.parametrize(
    ("title", "site", "url", "alone"),
    [
        ("Harbour reopens | The Courier", "The Courier", "", "Harbour reopens"),
        ("Harbour reopens - News - The Courier", "The Courier", "", "Harbour reopens - News"),
        ("The Courier » Harbour reopens", "The Courier", "", "Harbour reopens"),
        ("Harbour reopens – courier", "", "https://www.courier.example/a", "Harbour reopens"),
        ("Harbour - and what is left of it", "The Courier", "", "Harbour - and what is left of it"),
        ("港が再開｜新聞", "新聞", "", "港が再開｜新聞"),
    ],
)
def test_a_headline_is_told_from_the_outlets_name(title: str, site: str, url: str, alone: str) -> None:
    assert without_site(title, site, url) == alone


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Harbour reopens | Courier</title>", "<h1>Harbour reopens</h1>"),
        ("<title>Courier: Harbour reopens</title>", "<h1>Courier</h1><h3>Harbour reopens</h3>"),
        ("<title>Courier - Harbour reopens</title>", "<table><tr><td><b>Harbour reopens</b></td></tr></table>"),
        ("<meta property='og:title' content='Harbour reopens'><title>x</title>", ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour reopens"}</script>', ""),
        ("<title>The ferries run again: all you need to know</title>", "<h1>Harbour reopens now</h1>"),
    ],
)
def test_the_headline_alone_is_the_title(head: str, body: str) -> None:
    assert read(head, body).title.removesuffix(" now") == "Harbour reopens"


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        ("<meta name='author' content='Jane Doe'>", "", "Jane Doe"),
        (
            "<meta name='author' content='Jane Doe, The Courier'><meta property='og:site_name' content='The Courier'>",
            "",
            "Jane Doe",
        ),
        (
            "<meta name='author' content='https://facebook.com/courier'>",
            "<p class='byline'>By Jane Doe</p>",
            "Jane Doe",
        ),
        ("<meta name='author' content='admin'>", "<a rel='author' href='/x'>Jane Doe</a>", "Jane Doe"),
        ("", "<h1>Harbour</h1><div>By Jane Doe | May 14</div>", "Jane Doe"),
        ("", "<h1>Harbour</h1><div>Автор: Ирина Логинова</div>", "Ирина Логинова"),
        ("", "<h1>Harbour</h1><div>نویسنده: محمود کوهستانی</div>", "محمود کوهستانی"),
        ("", "<h1>Harbour</h1><div>Von der Küste bis in die Berge</div>", ""),
        ("", "<h1>Harbour</h1><div>By the sea, nothing moved</div>", ""),
    ],
)
def test_the_author_is_read_and_nobody_is_invented(head: str, body: str, author: str) -> None:
    assert read(head, body).author == author


@pytest.mark.parametrize(
    ("head", "picture"),
    [
        ("<meta property='og:image' content='/p.jpg'>", "https://www.courier.example/p.jpg"),
        ("<meta name='twitter:image' content='https://cdn.example/p.jpg'>", "https://cdn.example/p.jpg"),
        ("<meta property='og:image' content='data:image/png;base64,AAAA'>", ""),
        ("<link rel='image_src' href='//cdn.example/p.jpg'>", "https://cdn.example/p.jpg"),
        ("", ""),
    ],
)
def test_the_lead_picture_is_an_address_on_the_web_or_nothing(head: str, picture: str) -> None:
    assert read(head).picture == picture


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<meta property='og:site_name' content='The Courier'>", "The Courier"),
        (
            '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "The Courier"}}</script>',
            "The Courier",
        ),
        ("<title>Harbour reopens | The Courier</title>", "The Courier"),
        ("<title>Harbour reopens</title>", ""),
    ],
)
def test_the_outlets_name_is_read(head: str, site: str) -> None:
    assert read(head).site == site


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Harbour reopens</h1><time datetime='2026-11-20T07:15:00Z'>today</time>",
        "<h1>Harbour reopens</h1><span itemprop='datePublished' content='2026-11-20T10:15:00+03:00'></span>",
        "<h1>Harbour reopens</h1><p>2026-11-20 07:15</p>",
    ],
)
def test_the_time_is_read_from_the_body_too(body: str) -> None:
    assert read(body=body).published == datetime(2026, 11, 20, 7, 15, tzinfo=UTC)
