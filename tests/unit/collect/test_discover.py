"""Where a page says that the feeds of its site are."""

from __future__ import annotations

import pytest

from monitor.collect.discovery.hints import hints_of, looks_like_a_feed, sitemap_lines, usual_places

HERE = "https://example.org/news/article.html"
PAGE = """
<html lang="az-AZ"><head><title>An article — Harbour Post</title><meta property="og:site_name" content="Harbour Post">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml; charset=utf-8" title="Harbour &amp; Post" href="/feed/">
<link rel="ALTERNATE" type="application/atom+xml" href="atom">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="alternate" hreflang="ru" href="/ru/">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="stylesheet" type="text/css" href="/feed.css"></head>
<body><a href="/rss/politics.xml">Politics</a> <a href="https://example.org/feed/?utm_source=x">again</a>
<a href="https://other.example/rss.xml">theirs</a> <a href="/feedback">Feedback</a></body></html>
"""


def test_declared_feeds_come_before_linked_ones_and_comments_last() -> None:
    found = hints_of(PAGE.encode(), url=HERE, content_type="text/html")
    assert [(hint.url, hint.title, hint.trail) for hint in found.hints] == [
        ("https://example.org/feed/", "Harbour & Post", "declared"),
        ("https://example.org/news/atom", "", "declared"),
        ("https://example.org/rss/politics.xml", "Politics", "linked"),
        ("https://example.org/comments/feed/", "Comments", "declared"),
    ]
    assert (found.name, found.language) == ("Harbour Post", "az")


@pytest.mark.parametrize(
    "url",
    [
        "/feed",
        "/rss/",
        "/index.rdf",
        "/rss.xml",
        "/news.rss",
        "/?feed=rss2",
        "/rss/all.xml",
        "/news?format=feed",
        "/rss.php",
    ],
)
def test_what_looks_like_a_feed(url: str) -> None:
    assert looks_like_a_feed(f"https://example.org{url}")


@pytest.mark.parametrize("url", ["/feedback", "/sitemap.xml", "/about-rss", "/a?format=pdf", "/", "/harass.html"])
def test_what_does_not(url: str) -> None:
    assert not looks_like_a_feed(f"https://example.org{url}")


def test_sitemaps_of_robots_txt_that_say_news_come_first() -> None:
    robots = b"User-agent: *\nSitemap: /sitemap.xml\n sitemap : https://example.org/news.xml\nSitemap: ftp://x/\n"
    assert sitemap_lines(robots, "https://example.org/robots.txt") == (
        "https://example.org/news.xml",
        "https://example.org/sitemap.xml",
    )


def test_the_usual_places_are_also_looked_for_in_the_folder_of_the_address() -> None:
    places = list(usual_places("https://example.org/en/news.html"))
    assert places[0] == "https://example.org/feed/"
    assert "https://example.org/en/rss.xml" in places
