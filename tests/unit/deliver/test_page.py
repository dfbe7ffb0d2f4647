"""HTML for mail readers and browsers: whole, quiet, and in the right direction."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from doubles.mailed import mailed
from doubles.told import WEEK, alert, digest, gist, member

from monitor.deliver.chart.words import in_words
from monitor.deliver.page import page

VOID = {"meta", "br", "hr"}


class Outline(HTMLParser):
    """Tags with their attributes; `balanced` is False when one is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.balanced = True
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self._open) and self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_each_line_has_the_direction_and_language_of_its_words() -> None:
    told = Outline(mailed(digest()))
    lines = {attrs["lang"]: attrs["dir"] for tag, attrs in told.tags if tag == "td" and "lang" in attrs}
    assert lines == {"vi": "ltr", "fa": "rtl", "ar": "rtl", "hy": "ltr", "az": "ltr", "en": "ltr"}


def test_a_gist_has_the_direction_and_language_of_its_reader_and_its_english_words_are_english() -> None:
    said = gist("fa", actors=("Hualien", "NATO"), english=True)
    told = Outline(mailed(alert(member(5), gist=said)))
    assert told.balanced
    assert ("td", "fa", "rtl") in [(tag, attrs.get("lang"), attrs.get("dir")) for tag, attrs in told.tags]
    assert [attrs["lang"] for tag, attrs in told.tags if tag == "span"] == ["en", "en"]


def test_nothing_is_fetched_and_nothing_runs() -> None:
    told = Outline(page([alert(), digest()], "Today"))
    assert told.balanced
    assert {tag for tag, _ in told.tags} <= {
        "html", "head", "meta", "title", "style", "body", "table", "tr", "td", "a", "b", "i",
    }  # fmt: skip
    assert not [name for _, attrs in told.tags for name in attrs if name in ("src", "background") or name[:2] == "on"]
    assert "url(" not in page([alert()], "Today")


def test_markup_from_outside_is_text() -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x>{{ 7*7 }}{% raw %}"
    told = Outline(
        page([alert(member(0, title=hostile, outlet=hostile, language='"><b>'), quote=hostile)], f"{hostile} page")
    )
    assert told.balanced
    assert not [tag for tag, _ in told.tags if tag in ("script", "img")]
    assert told.text.count(hostile) == 5  # in the head and in the heading; headline, outlet, quote


def test_words_keep_their_spaces_and_no_others_come_between_them() -> None:
    told = Outline(mailed(alert()))
    assert "Why: Ilham Aliyev 6× (“Aliyev”" in told.text
    assert "Լրատու, Xəbər, The Ledger" in re.sub(r"[\u2068\u2069]", "", told.text)


def test_the_chart_of_a_digest_is_drawn_in_the_page() -> None:
    html = page([digest(volume=WEEK), digest()], "Digests")
    assert html.count("<svg") == 1
    assert in_words(WEEK) in html
    assert "cid:" not in html


def test_a_page_of_nothing_is_a_page() -> None:
    assert Outline(page([], "Nothing yet")).text.count("Nothing yet") == 2


def test_each_line_says_where_it_begins_in_words_that_every_mail_reader_knows() -> None:
    told = Outline(mailed(alert(member(1)), "fa"))
    cells = [attrs for tag, attrs in told.tags if tag == "td" and "dir" in attrs]
    assert {"ltr", "rtl"} >= {attrs["dir"] for attrs in cells} >= {"rtl"}
    for attrs in cells:
        side = "right" if attrs["dir"] == "rtl" else "left"
        assert f"text-align:{side};" in (attrs["style"] or "")
        assert attrs["lang"]
    styles = " ".join(attrs.get("style") or "" for _, attrs in told.tags)
    assert "inline-start" not in styles
    assert "inherit" not in styles


def test_what_keeps_the_width_in_outlook_is_whole_and_no_other_reader_sees_it() -> None:
    html = mailed(alert())
    begin, end = re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", html)
    assert Outline(begin + end).balanced
    assert 'width="640"' in begin
    assert Outline(html).balanced
    assert 'width="640"' not in re.sub(r"<!--.*?-->", "", html)


def test_scripts_from_right_to_left_are_not_slanted() -> None:
    assert "<i>" in mailed(digest())
    assert "<i>" not in mailed(digest(alert(member(1))), "fa")
