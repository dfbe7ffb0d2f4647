"""Labels are in the language of the reader where this machine can write it; else they are English, and no boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from doubles.told import WEEK
from PIL import features

from monitor.deliver.chart import lettering
from monitor.deliver.chart.drawing import WIDTH, draw
from monitor.deliver.chart.lettering import font_for
from monitor.deliver.chart.png import picture
from monitor.deliver.chart.svg import svg
from monitor.translation import ENGLISH, voice_of

FA, RU, VI = map(voice_of, ("fa", "ru", "vi"))


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lettering, "_FONTS", ())
    lettering._of_the_system.cache_clear()
    yield
    lettering._of_the_system.cache_clear()


def test_figures_days_and_words_are_those_of_the_language() -> None:
    said = [label.text for label in draw(WEEK, FA).labels]
    assert {"مطالب هر روز", "امروز", "۱۲", "۲۱"} <= set(said)
    assert "Публикаций в день" in svg(WEEK, RU)
    assert 'lang="vi"' in svg(WEEK, VI)


def test_a_heading_stands_where_its_language_begins() -> None:
    english, persian = draw(WEEK).labels[0], draw(WEEK, FA).labels[0]
    assert (english.anchor, persian.anchor) == ("start", "end")
    assert english.x == WIDTH - persian.x


def test_a_wide_word_for_today_takes_the_place_of_the_weekday_before_it() -> None:
    russian, english = draw(WEEK, RU).labels, draw(WEEK).labels
    assert len(russian) == len(english) - 1
    assert (russian[-1].text, russian[-1].anchor) == ("сегодня", "end")
    assert draw(WEEK[:1], RU).labels[-1].text == "сегодня"


@pytest.mark.usefixtures("no_font")
def test_without_a_font_for_them_the_labels_are_english_and_the_words_beside_are_not() -> None:
    made = picture(WEEK, RU)
    assert made.png == picture(WEEK).png
    assert made.alt.startswith("Публикаций в день")


@pytest.mark.usefixtures("no_font")
def test_english_needs_no_font_of_the_machine() -> None:
    assert font_for(ENGLISH, ["today", "1.2k"], 22.0) is not None
    assert font_for(RU, ["сегодня"], 22.0) is None


def test_arabic_script_is_not_written_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: False)
    assert font_for(FA, ["امروز"], 22.0) is None
