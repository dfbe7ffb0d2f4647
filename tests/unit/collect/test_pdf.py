"""A PDF is brought back to the paragraphs that were printed, whatever its script."""

from __future__ import annotations

import sys

import pytest
from doubles.pdf import HEIGHT, Line, column, line, page, pdf

from monitor.collect.forms.pdf import MISSING, contents
from monitor.collect.forms.pdf_boxes import MOST_PAGES
from monitor.errors import DocumentError

HEADLINE = "Baku and Yerevan agree on the text of a treaty"
FIRST = (
    "The foreign ministers of Azerbaijan and Armenia said in Almaty that every article of the treaty was settled after"
    " two days of talks that lasted until late into the night."
)
SECOND = "A date for the signing has not been set, and neither side would say where it is to take place."


def printed(headline: str = HEADLINE, size: float = 24) -> list[Line]:
    """A page as browsers print it: date and title above, address and number beneath."""
    return [
        line("11/22/26, 6:38 AM", y=HEIGHT - 22, size=8),
        line(headline, y=HEIGHT - 22, x=300, size=8),
        line("Home World Sport", y=740),
        line(headline, y=700, size=size, x=40),
        *column(FIRST, top=660),
        *column(SECOND, top=600),
        line("https://news.example/treaty", y=15, size=8),
        line("1/1", y=15, x=560, size=8),
    ]


def test_the_largest_line_is_the_headline_and_lines_become_paragraphs() -> None:
    found = contents(pdf(printed()))
    assert found.title == HEADLINE
    assert found.text.splitlines() == [FIRST, SECOND]


def test_what_browsers_print_around_a_page_is_left_out_and_told() -> None:
    found = contents(pdf(printed()))
    assert set(found.left_out) >= {"11/22/26, 6:38 AM", "Home World Sport", "https://news.example/treaty", "1/1"}


def test_without_a_larger_line_nothing_is_called_a_headline() -> None:
    assert contents(pdf(column(FIRST, top=600))).title == ""


def test_headers_and_footers_that_come_again_on_each_page_are_left_out() -> None:
    pages = [
        page(line(f"Harbour Post, page {number}", y=720, size=9), *column(text, top=600))
        for number, text in ((1, FIRST), (2, SECOND))
    ]
    found = contents(pdf(*pages))
    assert found.text.splitlines() == [FIRST, SECOND]
    assert found.left_out == ("Harbour Post, page 1", "Harbour Post, page 2")


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    words = FIRST.split()
    thirds = [" ".join(words[:8]), " ".join(words[8:16]), " ".join(words[16:])]
    left, right = column(thirds[0], top=600, width=25), column(thirds[1], top=600, x=330, width=25)
    assert contents(pdf([*left, *right], column(thirds[2], top=600))).text == FIRST


def test_a_word_that_is_divided_at_the_end_of_a_line_is_put_together() -> None:
    lines = [
        line("The two sides have be-", y=600),
        line("gun to speak of an inter\u00ad", y=586),
        line("national road.", y=572),
    ]
    assert contents(pdf(lines)).text == "The two sides have begun to speak of an international road."


def test_a_hyphen_between_words_that_stand_alone_elsewhere_stays() -> None:
    lines = [
        line("The prime of life of a minister, said the prime-", y=600),
        line("minister, is short, and the minister sat down.", y=586),
    ]
    assert "the prime-minister, is" in contents(pdf(lines)).text


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    lines = [line("阿塞拜疆和亚美尼亚的外交部长", y=600), line("在阿拉木图举行了会谈。", y=586)]
    assert contents(pdf(lines)).text == "阿塞拜疆和亚美尼亚的外交部长在阿拉木图举行了会谈。"


def test_vietnamese_keeps_its_words_whole() -> None:
    text = "Thủ tướng Armenia cho biết sẵn sàng nâng cấp quan hệ với Mỹ lên tầm đối tác chiến lược."
    assert contents(pdf(column(text, top=600))).text == text


def test_persian_is_read_from_right_to_left_with_its_numbers_as_they_are() -> None:
    """Printers leave shapes, from left to right: what is seen first from the left is what is written last."""
    seen = ".۲۰۲۰ ﻝﺎﺳ ﺭﺩ «ﻑﺍ‌ﯽﻠﻋ ﻡﺎﻬﻟﺍ» ﻪﻣﺎﻧ"
    assert contents(pdf([line(seen, y=600)])).text == "نامه «الهام علی‌اف» در سال ۲۰۲۰."


# ---------------------------------------------------------------- what cannot be read


def test_a_pdf_of_pictures_alone_is_refused_with_a_hint() -> None:
    with pytest.raises(DocumentError, match="only pictures: have the text recognised"):
        contents(pdf(page()))


def test_a_pdf_with_nothing_but_margins_holds_no_article() -> None:
    assert contents(pdf(page(line("1/1", y=15)))).text == ""


def test_a_locked_pdf_is_refused_with_a_hint() -> None:
    with pytest.raises(DocumentError, match="locked with a password; print it"):
        contents(pdf(printed(), encrypt=True))


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer << /Root 9 0 R >>", pdf(printed())[:400]])
def test_a_broken_pdf_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError, match=r"broken|only pictures"):
        contents(raw)


def test_a_whole_newspaper_is_refused() -> None:
    with pytest.raises(DocumentError, match=f"more than {MOST_PAGES} pages"):
        contents(pdf(*[page(line(f"Page {n}", y=500)) for n in range(MOST_PAGES + 1)]))


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "monitor.collect.forms.pdf_boxes")
    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    with pytest.raises(DocumentError) as raised:
        contents(pdf(printed()))
    assert str(raised.value) == MISSING
