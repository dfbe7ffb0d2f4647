"""What extractors lose is restored, what they find too much is left out: one small page for each rule."""

from __future__ import annotations

import pytest

from monitor.collect.pages.extract import extract

BODY = [
    "Firefighters spent most of Tuesday night at a recycling plant, where a blaze sent smoke over three villages.",
    "No one was hurt, the battalion chief said, but about 40 residents were told to keep windows shut until five.",
    "The fire started in a sorting bay and spread to bales stacked along the fence, according to a preliminary report.",
    "Crews from six departments took part, and water was carried by road because the nearest hydrant did not work.",
    "City officials said that the hydrant had been reported in March but that nobody had come to repair it since then.",
]
OTHERS = [
    ("School board approves a later start", "The change takes effect in August and costs about a million a year."),
    ("Man arrested after a standoff on Route 12", "Deputies closed the road for five hours while they talked to him."),
    ("Library to open on Sundays again", "The council found money in the budget for four extra hours a week."),
]


def paragraphs(some: list[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in some)


CARDS = "".join(f"<div class='card'><h3><a href='/s'>{title}</a></h3><p>{text}</p></div>" for title, text in OTHERS)
FRONT, BACK = paragraphs(BODY[:3]), paragraphs(BODY[3:])


def lines(main: str, around: str = "", head: str = "") -> list[str]:
    body = f"<main><h1>Fire at plant</h1>{main}</main>{around}"
    page = f"<html><head><title>Fire at plant</title>{head}</head><body>{body}</body></html>"
    return extract(page.encode(), url="https://x.example/a").text.split("\n")


@pytest.mark.parametrize(
    "between",
    [
        "<div class='related-box'><h4>Related</h4><p>Officials said the same of a fire last year.</p></div>",
        "<p>Read more: <a href='/x'>School board approves a later start</a></p>",
        "<p><a href='/x'>School board approves a later start for all high schools</a></p>",
        f"<div class='x'>{CARDS}</div>",
        "<figure><img src='x'><figcaption>Smoke over the city on Tuesday night.</figcaption></figure>",
        "<div class='newsletter-signup'><p>Get the biggest stories of the day by email.</p></div>",
        "<blockquote><p>“Nobody had come to repair it.”</p></blockquote>",
        "<p>Advertisement</p>",
        "<blockquote class='twitter-tweet'><p>Avoid the area of Alder Street tonight, large fire.</p></blockquote>",
    ],
)
def test_furniture_in_the_midst_of_the_text_is_left_out(between: str) -> None:
    assert lines(f"<div class='body'>{FRONT}{between}{BACK}</div>") == BODY


@pytest.mark.parametrize(
    ("between", "added"),
    [
        ("<h2>What happens next</h2>", ["What happens next"]),
        ("<p>Also on Monday, the council met.</p>", ["Also on Monday, the council met."]),
        ("<p>Most sites use cookies to track readers.</p>", ["Most sites use cookies to track readers."]),
        ("<p>Advertisement for the plant was stopped.</p>", ["Advertisement for the plant was stopped."]),
        ("<p><strong>What happens next</strong></p>", ["What happens next"]),
        ("<ul><li>One crew stays</li><li>Two crews leave</li></ul>", ["One crew stays", "Two crews leave"]),
        (
            "<blockquote><p>You had plastic and you had wind, and that is bad.</p></blockquote>",
            ["You had plastic and you had wind, and that is bad."],
        ),
        (
            "<div class='embed-text'><p>It took two hundred thousand gallons of water.</p></div>",
            ["It took two hundred thousand gallons of water."],
        ),
    ],
)
def test_what_belongs_to_the_text_is_kept(between: str, added: list[str]) -> None:
    assert lines(f"<div class='body'>{FRONT}{between}{BACK}</div>") == [*BODY[:3], *added, *BODY[3:]]


def test_a_lead_between_headline_and_text_is_kept() -> None:
    lead = "Flames could be seen ten miles away, and the smoke hung over the city until noon."
    assert lines(
        f"<p class='standfirst'>{lead}</p><div class='byline'>By Jane Doe</div><div class='body'>{FRONT}{BACK}</div>"
    ) == [
        lead,
        *BODY,
    ]


def test_the_parts_of_an_article_in_several_elements_are_put_together() -> None:
    parts = "<div class='ad'>Ad</div>".join(f"<div class='article-body-text'><p>{one}</p></div>" for one in BODY)
    assert lines(f"<div class='wrap'>{parts}</div>") == BODY


def test_the_half_that_a_button_shows_is_read() -> None:
    folded = f"<div class='rest' style='display:none'>{BACK * 2}</div>"
    shown = f"<div class='first'>{FRONT}</div><button>Read on</button>"
    assert lines(f"<div class='story'>{shown}{folded}</div>") == BODY


def test_lists_at_the_end_are_kept() -> None:
    ends = "<h2>You need</h2><ul><li>500 g of flour</li><li>10 g of salt</li></ul>"
    assert lines(f"<div class='body'>{FRONT}{BACK}{ends}</div>") == [
        *BODY,
        "You need",
        "500 g of flour",
        "10 g of salt",
    ]


def test_a_text_that_stands_on_the_page_twice_is_read_once() -> None:
    assert lines(f"<div class='wide'>{FRONT}{BACK}</div><div class='narrow'>{FRONT}{BACK}</div>") == BODY


def test_the_article_that_follows_on_an_endless_page_is_left_out() -> None:
    other = paragraphs([f"{text} {title}, as a reader of this paper wrote on Monday." for title, text in OTHERS])
    items = (
        f"<div class='item'><h1>Fire at plant</h1><p>May 14</p>{FRONT}{BACK}</div>"
        f"<div class='item'><h1>Flood in town</h1><p>May 13</p>{other}</div>"
    )
    page = f"<html><head><title>Fire at plant</title></head><body><div class='stream'>{items}</div></body></html>"
    assert extract(page.encode(), url="").text.split("\n") == BODY


@pytest.mark.parametrize("heading", ["Comments", "3 Comments", "Комментарии (2)", "نظر شما", "Bình luận"])
def test_what_readers_wrote_is_left_out_though_nothing_marks_it(heading: str) -> None:
    said = "<div><b>Lou</b><br>The hydrant on our street has been dead for two years.</div>" * 3
    assert lines(f"<div class='left'>{FRONT}{BACK}<h3>{heading}</h3>{said}</div>") == BODY


@pytest.mark.parametrize(
    "ends",
    [
        "Follow Jane Doe on Twitter.",
        "Contact the reporter at jane@x.example.",
        "Jane Doe is a staff writer for the Courier who covers schools.",
        "Copyright 2019 The Courier. All rights reserved.",
        "Sign up for our newsletter.",
        "Jane Doe",
    ],
)
def test_what_stands_below_the_end_is_left_out(ends: str) -> None:
    assert lines(f"<div class='body'>{FRONT}{BACK}<p>{ends}</p></div>") == BODY


def test_a_name_that_holds_the_text_means_something_else() -> None:
    assert lines(f"<div class='has-sidebar widget'><div class='related-wrap'>{FRONT}{BACK}</div></div>") == BODY
    each = "".join(f"<p class='search-target'>{one}</p>" for one in BODY)
    assert lines(f"<div>{each}</div>") == BODY


def test_the_publishers_own_text_says_where_the_article_ends() -> None:
    body = "\\n".join(BODY[:4])
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    after = "<p>This newspaper has told the news of the valley since the year 1871, and lives by its readers.</p>"
    assert lines(f"<div class='body'>{paragraphs(BODY[:4])}{after}</div>", head=head) == BODY[:4]


def test_teasers_beside_a_short_report_do_not_take_its_place() -> None:
    assert (
        lines(f"<div class='body'>{paragraphs(BODY[:2])}</div>", around=f"<div class='x'>{CARDS * 3}</div>") == BODY[:2]
    )


def test_an_outlets_name_before_the_first_words_is_no_text() -> None:
    head = "<meta property='og:site_name' content='Sóng Phát'>"
    first = BODY[0]
    assert lines(f"<div class='body'><p>(Sóng Phát) - {first}</p>{paragraphs(BODY[1:])}</div>", head=head) == BODY
