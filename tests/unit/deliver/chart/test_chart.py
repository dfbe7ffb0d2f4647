"""The volume of some days as a picture: one drawing, as SVG, as PNG and in words."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from monitor.deliver.chart.drawing import HEIGHT, LETTER, UNWATCHED, WIDTH, draw, short
from monitor.deliver.chart.png import picture
from monitor.deliver.chart.svg import PALETTE, svg
from monitor.deliver.chart.words import in_words
from monitor.model import DayCount

SVG = "{http://www.w3.org/2000/svg}"


def days(*counts: int | None) -> list[DayCount]:
    """Days up to 22 November 2026, a Sunday; None: nobody watched."""
    first = date(2026, 11, 22) - timedelta(days=len(counts) - 1)
    return [
        DayCount(day=first + timedelta(days=place), count=count or 0, watched=count is not None)
        for place, count in enumerate(counts)
    ]


FORTNIGHT = days(3, 12, 0, 40, 118, 7, 2, None, 33, 1234, 987, 560, 21, 34)


def test_each_day_has_its_number_its_date_and_its_weekday() -> None:
    texts = [label.text for label in draw(FORTNIGHT).labels]
    for shown in ("3", "118", "1.2k", "987", "9", "22", "Mo", "Sa", "today", UNWATCHED):
        assert shown in texts
    assert texts.count("0") == 1, "a day without news says so, one without a watch does not"


def test_today_alone_is_marked() -> None:
    tones = [bar.tone for bar in draw(FORTNIGHT).bars]
    assert tones == ["bar"] * (len(tones) - 1) + ["today"]


def test_no_day_is_an_error() -> None:
    with pytest.raises(ValueError, match="no day"):
        draw([])


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_whatever_the_counts_are_everything_stays_on_the_paper(counts: list[int]) -> None:
    drawing = draw(days(*counts))
    assert len(drawing.bars) == sum(count > 0 for count in counts)
    for bar in drawing.bars:
        assert bar.width > 0
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert LETTER < bar.y < bar.y + bar.height <= drawing.ground + 0.01
    for label in drawing.labels:
        assert 0 <= label.x <= WIDTH
        assert LETTER <= label.y <= HEIGHT


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0"), (999, "999"), (1000, "1k"), (1234, "1.2k"), (9949, "9.9k"), (9951, "10k"), (34_567, "35k")],
)
def test_numbers_have_at_most_four_signs(count: int, said: str) -> None:
    assert short(count) == said


def test_the_svg_is_one_element_that_fetches_and_runs_nothing_and_says_it_in_words() -> None:
    root = ElementTree.fromstring(svg(FORTNIGHT))  # noqa: S314  our own
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label") == in_words(FORTNIGHT)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "style", "rect", "text"}
    assert "url(" not in svg(FORTNIGHT)


def test_the_svg_has_each_colour_for_light_and_for_dark() -> None:
    drawn = svg(FORTNIGHT)
    for light, dark in PALETTE.values():
        assert light in drawn
        assert dark in drawn


@pytest.mark.parametrize("scheme", [0, 1])
def test_words_and_numbers_stand_out_from_the_paper(scheme: int) -> None:
    """WCAG 2: 4.5 to 1 for text, 3 to 1 for what is drawn for its meaning; the grey bars carry their numbers."""
    paper = _luminance(PALETTE["paper"][scheme])
    for tone, least in (("ink", 4.5), ("soft", 4.5), ("today", 3.0), ("bar", 2.0)):
        other = _luminance(PALETTE[tone][scheme])
        assert (max(paper, other) + 0.05) / (min(paper, other) + 0.05) >= least, tone


def test_the_png_is_a_picture_of_its_size_with_todays_colour_in_it() -> None:
    made = picture(FORTNIGHT)
    image = Image.open(BytesIO(made.png))
    assert (image.format, image.size) == ("PNG", (made.width, made.height))
    assert made.alt == in_words(FORTNIGHT)
    assert len(made.png) < 50_000
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or ()}
    today = tuple(bytes.fromhex(PALETTE["today"][0][1:]))
    assert any(max(abs(one - other) for one, other in zip(colour, today, strict=True)) < 8 for colour in colours)


def test_the_words_say_each_day_and_the_most() -> None:
    assert in_words(days(3, None, 14, 12)) == (
        "Articles a day from 19 November to today, 22 November: 3, not watched, 14, 12 so far."
        " Most: 14 on Saturday 21 November."
    )
    assert in_words(days(1, 12)).endswith("Most: 12 today.")
    assert in_words(days(0, 0)).endswith("0, 0 so far.")


def _luminance(colour: str) -> float:
    linear = [
        (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
        for c in (b / 255 for b in bytes.fromhex(colour[1:]))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
