"""A seed file holds an article in a mess: the article is read, and what is left out is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from doubles.shipped import NOW, seed, seed_of
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.seed import LARGEST, SeedReading, read_seed
from monitor.errors import DocumentError

HEADLINE = "Baku and Yerevan agree on the text of a treaty"
FIRST = (
    "The foreign ministers of Azerbaijan and Armenia said that every article of the treaty was settled after two days."
)
SECOND = "A date for the signing has not been set, and neither side would say where Azerbaijan wants it to take place."
ANOTHER = [
    "Olive harvest begins early on the coast this year",
    "Growers on the coast say that the olive harvest will be the best for years, and that the oil will be cheaper.",
    "The harvest of olives began in September, three weeks earlier than usual, because of the heat of the summer.",
    "Exporters hope for olives of the first class and have hired more pickers than in any autumn before this one.",
]


def reading(*lines: str) -> SeedReading:
    return seed_of("\n".join(lines), name="a.txt")


def kept(*lines: str) -> list[str]:
    """The body's lines of a seed with our headline."""
    return reading(HEADLINE, *lines).article.text.splitlines()


# ---------------------------------------------------------------- what is read


def test_the_first_line_is_the_headline_and_the_rest_the_text() -> None:
    article = reading(HEADLINE, "", FIRST, SECOND).article
    assert (article.title, article.text) == (HEADLINE, f"{FIRST}\n{SECOND}")
    assert (article.method, article.fetched_at, article.published) == ("seed", NOW, None)


def test_nothing_is_left_out_of_a_clean_seed() -> None:
    assert reading(HEADLINE, FIRST, SECOND).left_out == ()


def test_a_caption_belongs_to_the_article() -> None:
    assert kept(FIRST, "The ministers in Almaty. Photo: AP", SECOND) == [
        FIRST,
        "The ministers in Almaty. Photo: AP",
        SECOND,
    ]


def test_an_intertitle_belongs_to_the_article() -> None:
    title = "What the text says about the border"
    assert kept(FIRST, title, SECOND) == [FIRST, title, SECOND]


def test_line_ends_of_any_system_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain, windows = tmp_path / "plain.txt", tmp_path / "windows.txt"
    plain.write_bytes(f"{HEADLINE}\n{FIRST}\n{SECOND}".encode())
    windows.write_bytes(f"\ufeff{HEADLINE}\r\n{FIRST}\r\n{SECOND}\r\n".encode())
    assert read_seed(plain, NOW).article == read_seed(windows, NOW).article


# ---------------------------------------------------------------- what is left out, and told


def test_the_headline_again_and_as_a_picture_line_is_left_out() -> None:
    found = reading(HEADLINE, HEADLINE, f"{HEADLINE} - Photo 1.", FIRST, HEADLINE, SECOND)
    assert found.article.text.splitlines() == [FIRST, SECOND]
    assert found.left_out == (HEADLINE, f"{HEADLINE} - Photo 1.", HEADLINE)


@pytest.mark.parametrize("label", ["Video đang HOT", "Share", "/world"])
def test_a_button_in_mid_article_is_left_out_and_the_article_goes_on(label: str) -> None:
    found = reading(HEADLINE, FIRST, label, SECOND)
    assert found.article.text.splitlines() == [FIRST, SECOND]
    assert found.left_out == (label,)


@pytest.mark.parametrize(
    "furniture", ["Read more: the week in pictures", "حتما بخوانید: سایر مطالب", "Xem thêm", "Читайте также"]
)
def test_the_article_ends_where_furniture_begins(furniture: str) -> None:
    found = reading(HEADLINE, FIRST, furniture, SECOND)
    assert found.article.text == FIRST
    assert found.left_out == (furniture, SECOND)


def test_a_paragraph_that_only_uses_words_of_furniture_stays() -> None:
    long = f"{FIRST} To read more of it, said the minister, one would have to wait until the signing."
    assert kept(long, SECOND) == [long, SECOND]


def test_a_second_article_is_left_out_whole() -> None:
    first = [FIRST, SECOND, f"Azerbaijan sees it as a step. {SECOND}", f"Azerbaijan again. {FIRST}"]
    found = reading(HEADLINE.replace("Baku", "Azerbaijan"), *first, *ANOTHER)
    assert found.article.text.splitlines() == first
    assert found.left_out == tuple(ANOTHER)


def test_pictures_are_left_out_with_their_captions_in_tags() -> None:
    picture = '<image>data:image/s3,"s3://x/1" alt="Trump at the White House"</image>'
    found = reading(HEADLINE, picture, FIRST, f"![Musk](https://x.example/1.jpg){SECOND}")
    assert found.article.text.splitlines() == [FIRST, SECOND]
    assert any("Trump" in line for line in found.left_out)


def test_a_portals_tag_after_the_last_full_stop_is_cut_off() -> None:
    assert kept(FIRST, f"{SECOND}/america") == [FIRST, SECOND]


def test_each_line_is_either_read_or_left_out() -> None:
    lines = [HEADLINE, FIRST, "Share", SECOND, "Share", "Read more", *ANOTHER]
    found = reading(*lines)
    assert sorted([found.article.title, *found.article.text.splitlines(), *found.left_out]) == sorted(lines)


@given(st.lists(st.sampled_from([HEADLINE, FIRST, SECOND, "Share", "Read more", "", *ANOTHER]) | st.text(max_size=40)))
def test_any_text_is_an_article_or_a_document_error(lines: list[str]) -> None:
    text = "\n".join(lines)
    if text.strip() == "" or 10 * text.count("\0") > len(text):
        with pytest.raises(DocumentError):
            seed_of(text, name="a.txt")
        return
    found = seed_of(text, name="a.txt")
    assert found.article.title
    assert all(line in text for line in found.article.text.splitlines())


def test_with_furniture_none_nothing_is_looked_for() -> None:
    lines = [FIRST, "Share", "Read more", f"{SECOND}/america"]
    titled = reading("---", f"title: {HEADLINE}", "furniture: none", "---", *lines)
    bare = reading("---", "furniture: none", "---", HEADLINE, *lines)
    for found in (titled, bare):
        assert (found.article.title, found.article.text.splitlines(), found.left_out) == (HEADLINE, lines, ())


def test_a_front_matter_above_a_copied_text_is_no_part_of_it() -> None:
    found = reading(
        "---", "url: https://news.example/1", "published: 2024-07-05", "---", HEADLINE, FIRST, "Share", SECOND
    )
    assert (found.article.title, found.article.text.splitlines()) == (HEADLINE, [FIRST, SECOND])
    assert (found.article.url, found.article.published) == ("https://news.example/1", datetime(2024, 7, 5, tzinfo=UTC))
    assert found.left_out == ("Share",)


# ---------------------------------------------------------------- what cannot be read


def test_a_seed_without_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="there is no text"):
        reading(" ", "\t", "")


def test_a_seed_of_pictures_alone_is_refused() -> None:
    with pytest.raises(DocumentError):
        reading("![one](https://x.example/1.jpg)")


def test_a_file_that_is_not_there_a_folder_and_a_binary_file_are_refused_by_name(tmp_path: Path) -> None:
    binary, big = tmp_path / "binary.txt", tmp_path / "big.txt"
    binary.write_bytes(b"\xff\x00\xfeB")
    big.write_bytes(b"a" * (LARGEST["text"] + 1))
    for path in (tmp_path / "absent.txt", tmp_path, binary, big):
        with pytest.raises(DocumentError) as raised:
            read_seed(path, NOW)
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


# ---------------------------------------------------------------- the seeds themselves


def test_of_the_messiest_seed_only_the_first_article_is_read_and_the_rest_is_told() -> None:
    found = seed("004")
    left_out = "\n".join(found.left_out)
    assert 3_000 < len(found.article.text) < 4_000
    for furniture in ("Video đang HOT", "Nội dung chính trong chuyến thăm Đông Âu", "Maia Sandu", "Lipavský", "Oscar"):
        assert furniture in left_out
        assert furniture not in found.article.text
    assert "Ảnh: Kyodo/TTXVN" in found.article.text
