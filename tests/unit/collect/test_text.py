from __future__ import annotations

import pytest

from monitor.collect.text import one_line, plain, tidy


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("one<br/>two", "one\ntwo"),
        ("a <b>bold</b> move", "a bold move"),
        ("AT&amp;T &#8212; &lsquo;ok&rsquo;", "AT&T — ‘ok’"),
        ("twice &amp;lt;b&amp;gt;escaped&amp;lt;/b&amp;gt;", "twice <b>escaped</b>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;safe", "safe"),
        ("<script>alert(1)</script>safe", "safe"),
        ("<!-- hidden -->seen", "seen"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str) -> None:
    assert plain(markup, cap=100) == text


def test_control_and_direction_characters_are_removed_and_joiners_stay() -> None:
    assert tidy("a\x00b\u202ec\u2066d\ud800e\u00adf\ufeff") == "abcdef"
    assert tidy("می\u200cشود") == "می\u200cشود"


def test_blanks_are_folded_and_empty_lines_dropped() -> None:
    assert tidy(" a \t b\r\n\r\n \n c\u00a0d ") == "a b\nc d"
    assert one_line("a\nb", cap=10) == "a b"


def test_text_is_composed() -> None:
    assert tidy("e\u0301") == "é"


def test_caps_count_code_points() -> None:
    assert plain("é" * 600, cap=500) == "é" * 500
    assert one_line("x" * 600, cap=500) == "x" * 500
