"""Telegram's HTML comes in parts that Telegram takes, and nothing is lost between them."""

from __future__ import annotations

from doubles.bot_api_html import check
from doubles.told import alert, digest, member

from monitor.deliver.blocks import Block, Document, Run
from monitor.deliver.markup import MAX_UNITS, parts
from monitor.deliver.telling import document
from monitor.deliver.text import utf16_units


def text_block(text: str, **style: bool) -> Block:
    return Block(role="why", runs=(Run(text=text, **style),))


TITLE = Block(role="title", runs=(Run(text="Watch", bold=True), Run(text=" · 0.87")))


def test_an_alert_is_one_part() -> None:
    (part,) = parts(document(alert()))
    assert check(part.html).text.startswith("Armenia, Azerbaijan and the United States · 0.87\nTổng thống")


def test_what_looks_like_markup_in_a_headline_is_shown_as_it_is() -> None:
    (part,) = parts(document(alert(member(0, title='<b>1 < 2 & "3"</b> &amp; <script>'))))
    assert '<b>1 < 2 & "3"</b> &amp; <script>' in check(part.html).text


def test_a_quotation_mark_in_an_address_stays_in_the_address() -> None:
    (part,) = parts(document(alert(member(0, url='https://a.example/?q="><b>x'))))
    assert 'href="https://a.example/?q=&quot;&gt;&lt;b&gt;x"' in part.html
    check(part.html)


def test_a_long_digest_is_cut_between_stories_and_each_part_says_whose_it_is() -> None:
    many = digest(*(alert(member(number), score=0.9 - number / 1000) for number in range(60)))
    told = parts(document(many))
    assert len(told) > 1
    for part in told[1:]:
        assert check(part.html).text.startswith("Armenia, Azerbaijan and the United States, continued\n\n")
    together = "".join(check(part.html).text for part in told)
    assert sum(together.count(member(number).title) for number in range(6)) == 60


def test_a_hundred_links_are_not_exceeded() -> None:
    section = tuple(text_block(f"line {number}", bold=True, italic=True) for number in range(120))
    told = parts(Document(title="", sections=((TITLE,), section)))
    assert all(check(part.html).entities <= 100 for part in told)
    assert sum(part.html.count("line ") for part in told) == 120


def test_a_block_longer_than_a_message_is_cut_between_words_and_its_tags_are_reopened() -> None:
    words = " ".join(f"word{number}" for number in range(2000))
    told = parts(Document(title="", sections=((TITLE,), (text_block(words, bold=True),))))
    shown = [check(part.html).text.removeprefix("Watch, continued\n\n") for part in told]
    shown[0] = shown[0].removeprefix("Watch · 0.87\n\n")
    assert "".join("".join(shown).split()) == "".join(words.split())


def test_a_section_that_just_fills_a_part_still_fits_under_the_repeated_title() -> None:
    for length in range(MAX_UNITS - 60, MAX_UNITS + 1):
        for part in parts(Document(title="", sections=((TITLE,), (text_block("x" * length),)))):
            check(part.html)
            assert utf16_units(part.text) <= MAX_UNITS


def test_the_plain_form_names_the_addresses_where_they_fit() -> None:
    (part,) = parts(document(alert(member(0))))
    assert "<https://news-0.example/2026/11/21/peace?id=0&page=1>" in part.text
    long = digest(*(alert(member(number, url=f"https://a.example/{'x' * 1500}")) for number in range(6)))
    (part,) = parts(document(long))
    assert "https://" not in part.text
