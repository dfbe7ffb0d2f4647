"""JSON-LD is read however publishers write it: broken, nested, in graphs, beside that of other articles."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from monitor.collect.pages.jsonld import Statement, statement_of

URL = "https://news.example/a"
ARTICLE = {"@type": "NewsArticle", "headline": "Harbour reopens", "datePublished": "2026-11-20T08:00:00Z"}


def stated(*scripts: str, url: str = URL) -> Statement:
    marked = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return statement_of(document_fromstring(f"<html><head>{marked}</head><body></body></html>"), url)


def said(**more: Any) -> Statement:
    return stated(json.dumps({**ARTICLE, **more}))


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(ARTICLE),
        json.dumps([ARTICLE]),
        json.dumps({"@graph": [{"@type": "WebSite", "name": "News"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        json.dumps({**ARTICLE, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}),
        json.dumps(ARTICLE).replace("}", ",}"),
        "<!--" + json.dumps(ARTICLE) + "-->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE) + ";",
        json.dumps(ARTICLE).replace("Harbour", "Har\tbour").replace("Har\tbour", "Harbour\x0b"),
    ],
)
def test_it_is_found_however_it_is_written(script: str) -> None:
    found = stated(script)
    assert found.is_article
    assert (found.headline.split(), found.published) == (["Harbour", "reopens"], "2026-11-20T08:00:00Z")


def test_the_pages_own_article_is_told_from_those_it_lists() -> None:
    other = {
        "@type": "NewsArticle",
        "headline": "Another",
        "url": "https://news.example/b",
        "author": "X",
        "image": "y",
    }
    own = {**ARTICLE, "mainEntityOfPage": {"@id": URL}}
    assert stated(json.dumps([other, own])).headline == "Harbour reopens"
    assert stated(json.dumps({**own, "itemListElement": [other]})).headline == "Harbour reopens"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ({"@type": "Person", "name": "Jane Doe"}, ("Jane Doe",)),
        ([{"name": "Jane Doe"}, {"name": "John Roe"}, {"name": "Jane Doe"}], ("Jane Doe", "John Roe")),
        ({"name": ["Jane Doe", "John Roe"]}, ("Jane Doe", "John Roe")),
        ({"@id": "#jane"}, ("Jane Doe",)),
        (None, ()),
        (7, ()),
    ],
)
def test_authors_are_read_in_every_form(author: Any, names: tuple[str, ...]) -> None:
    person = {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}
    assert stated(json.dumps([{**ARTICLE, "author": author}, person])).authors == names


@pytest.mark.parametrize(
    "image", ["https://x.example/p.jpg", ["https://x.example/p.jpg"], {"url": "https://x.example/p.jpg"}]
)
def test_pictures_are_read_in_every_form(image: Any) -> None:
    assert said(image=image).picture == "https://x.example/p.jpg"


@pytest.mark.parametrize(
    "body", ["One.\nTwo.", "<p>One.</p><p>Two.</p>", "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", ["One.", "Two."]]
)
def test_a_body_is_plain_text_however_it_is_escaped(body: Any) -> None:
    assert said(articleBody=body).body.split() == ["One.", "Two."]


def test_a_live_blogs_body_is_its_opening_only_and_is_not_believed() -> None:
    assert stated(json.dumps({**ARTICLE, "@type": "LiveBlogPosting", "articleBody": "Opening."})).body == ""


@pytest.mark.parametrize(
    ("said_free", "free"), [(False, False), ("False", False), ("http://schema.org/True", True), ("?", None)]
)
def test_whether_everybody_may_read_it(said_free: Any, free: bool | None) -> None:
    assert said(isAccessibleForFree=said_free).free is free


@pytest.mark.parametrize("script", ["", "{", "[" * 50_000, "null", "7", '{"@type": 5}', '"NewsArticle"'])
def test_what_is_no_json_says_nothing(script: str) -> None:
    assert not stated(script).is_article


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(),
        lambda some: (
            st.lists(some)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@graph", "author", "name", "image", "headline", "articleBody", "@id", "url", "publisher"]
                ),
                some,
            )
        ),
        max_leaves=20,
    )
)
def test_any_value_is_read_without_complaint(value: Any) -> None:
    assert isinstance(stated(json.dumps(value).replace("<", "\\u003c")), Statement)
