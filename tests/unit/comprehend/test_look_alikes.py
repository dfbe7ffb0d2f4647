"""Words that begin like a name, or go on from one, are not that name."""

from __future__ import annotations

import pytest
from doubles.shipped import read


def actors(text: str) -> list[str]:
    return [mention.actor for mention in read(text).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Ý tưởng của chương trình đến từ một chuyến đi. Ý kiến của khán giả rất tốt.",
        "Pháp luật quy định như vậy. Mỹ phẩm được bày bán ở chợ. Ấn tượng của tôi rất tốt.",
    ],
)
def test_a_vietnamese_word_of_two_syllables_is_no_country(text: str) -> None:
    assert actors(text) == []


def test_a_country_at_the_head_of_a_vietnamese_sentence_is_found() -> None:
    assert actors("Pháp nhân dịp này kêu gọi các bên kiềm chế. Ý sẽ gửi quân, Mỹ thì không.") == [
        "country/FR",
        "country/IT",
        "country/US",
    ]


def test_a_chinese_minister_names_the_country_and_not_the_ministry() -> None:
    assert actors("他会见了阿塞拜疆国防部长。") == ["country/AZ"]
    assert set(actors("阿塞拜疆国防部发表声明。")) == {"org/azerbaijan-defence-ministry", "country/AZ"}


@pytest.mark.parametrize("text", ["وقعت اتفاقاً للسلام", "أصدر الجانبان إعلاناً للسلام"])
def test_the_arabic_accusative_hides_no_topic(text: str) -> None:
    assert "topic/peace-treaty" in {hit.topic for hit in read(text).topics}


def test_the_head_of_diplomacy_is_no_ministry() -> None:
    assert actors("Le chef de la diplomatie russe a quitté la salle.") == ["country/RU"]
    assert "org/russia-foreign-ministry" in actors("La diplomatie russe proteste auprès de l'Union européenne.")
