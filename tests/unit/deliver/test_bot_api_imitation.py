"""The imitation of the Bot API refuses what the real server refuses: what passes it, passes there."""

from __future__ import annotations

import json

import pytest
from doubles.bot_api_html import MAX_CAPTION, MAX_ENTITIES, MAX_UNITS, Refused, check, check_caption
from doubles.bot_api_links import BadRequest, rows_of, wrong_with
from doubles.bot_api_pace import Pace


@pytest.mark.parametrize(
    "html",
    [
        "<b>open", "<b><i>x</b></i>", "</b>x", "x</i>", "<marquee>x</marquee>", "<p>x</p>", "<br>x", "<!-- x -->",
        "<>x</>",
        "a < b", "a > b", "a & b", "&nbsp;x", "&apos;x", "&#0;x", "&#xD800;x", "<b", "b>", "<b >x</ b>", "<b>x</b y>",
        '<b class="x">x</b>', '<a>x</a>', '<a href="">x</a>', '<a href="javascript:alert(1)">x</a>', '<a href="http://intranet/">x</a>',
        '<a href="https://a.example/?q="x">x</a>', '<a href="https://a.example/"><a href="https://b.example/">x</a></a>',
        "<blockquote>a<blockquote>b</blockquote></blockquote>", "<pre><b>x</b></pre>", "<b><code>x</code></b>",
        '<a href="https://a.example/"><code>x</code></a>', "<span>x</span>", '<span class="red">x</span>',
        "", " \n ", "\u2068\u2069", "\u200b", "<b></b>", "\ud83d", "x\0y", "x" * (MAX_UNITS + 1),
        "😀" * (MAX_UNITS // 2 + 1), "<b>x</b>" * (MAX_ENTITIES + 1),
    ],
)  # fmt: skip
def test_refused(html: str) -> None:
    with pytest.raises(Refused):
        check(html)


@pytest.mark.parametrize(
    ("html", "seen", "entities"),
    [
        ("<b><i><u><s>x</s></u></i></b>", "x", 4),
        ('<b><a href="https://a.example/?a=1&amp;b=&quot;">x</a></b>', "x", 2),
        ("<blockquote expandable><b>x</b></blockquote>", "x", 2),
        ("<pre><code>x</code></pre>", "x", 2),
        ('<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>', "xy", 2),
        ("&lt;b&gt; &amp;amp; &quot;&#8294;", '<b> &amp; "\u2066', 0),
        ("😀" * (MAX_UNITS // 2), "😀" * (MAX_UNITS // 2), 0),
        ("<b>x</b>" * MAX_ENTITIES, "x" * MAX_ENTITIES, MAX_ENTITIES),
    ],
)
def test_taken(html: str, seen: str, entities: int) -> None:
    checked = check(html)
    assert (checked.text, checked.entities) == (seen, entities)


def test_without_a_mode_markup_is_text_and_other_modes_are_not_written() -> None:
    assert check("<b>a & b", "").text == "<b>a & b"
    with pytest.raises(Refused):
        check("*x*", "Markdown")


def test_a_caption_may_be_empty_and_is_shorter() -> None:
    assert check_caption("").text == ""
    check_caption("x" * MAX_CAPTION)
    with pytest.raises(Refused):
        check_caption("x" * (MAX_CAPTION + 1))


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://a.example/x?y=1#z", ""),
        ("http://127.0.0.1:8081/x", ""),
        ("https://приклад.example/новини", ""),
        ("http://[::1]/x", ""),
        ("http://localhost:5678/x", "Wrong HTTP URL"),
        ("ftp://a.example/x", "Unsupported URL protocol"),
        ("tg://user?id=1", "Unsupported URL protocol"),
        ("https://a.example:0/", "Wrong port number specified in the URL"),
        ("https://a.example:99999/", "Wrong port number specified in the URL"),
        ("https:///x", "URL host is empty"),
        ('https://a".example/', "Wrong URL host"),
        ("not an address", "Wrong HTTP URL"),
    ],
)
def test_addresses_are_looked_at_as_the_server_does(url: str, wrong: str) -> None:
    assert wrong_with(url) == wrong


@pytest.mark.parametrize(
    "rows",
    [
        [[{"text": "", "callback_data": "x"}]],
        [[{"text": "x"}]],
        [[{"text": "x", "callback_data": ""}]],
        [[{"text": "x", "callback_data": "é" * 33}]],
        [[{"text": "x", "callback_data": "x", "url": "https://a.example/"}]],
        [[{"text": "x", "url": "http://localhost/"}]],
        [[]],
        [[{"text": "x", "callback_data": "x"}] * 9],
        [[{"text": "x", "callback_data": "x"}]] * 101,
        [[{"text": "x" * 300, "callback_data": "x"}]] * 40,
    ],
)
def test_keyboards_that_are_refused(rows: list[object]) -> None:
    with pytest.raises(BadRequest):
        rows_of(json.dumps({"inline_keyboard": rows}))


def test_whoever_is_too_fast_is_told_for_how_long() -> None:
    now = [100.0]
    pace = Pace(now=lambda: now[0])
    assert [pace.wait(42), pace.wait(42), pace.wait(43)] == [None, 1, None]
    now[0] += 1
    assert pace.wait(42) is None
    group = [pace.wait(-7) for _ in range(1)]
    for _ in range(19):
        now[0] += 1
        group.append(pace.wait(-7))
    now[0] += 1
    assert (set(group), pace.wait(-7)) == ({None}, 40)
    now[0] += 39
    assert pace.wait(-7) == 1, "who asks early waits on"
    now[0] += 1
    assert pace.wait(-7) is None
    assert [pace.wait(1000 + number) for number in range(30)].count(None) == 29
