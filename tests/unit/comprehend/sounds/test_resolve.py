"""A name in another script finds its person, and nobody where only a part of it agrees."""

from __future__ import annotations

import pytest

from monitor.comprehend.sounds.resolve import PROBABLE, NameIndex
from monitor.settings.transcription import load_transliterator

NAMES = {
    "ilham": "Ilham Aliyev",
    "trump": "Donald Trump",
    "le-drian": "Jean-Yves Le Drian",
    "sisi": "Abdel Fattah el-Sisi",
    "xi": "Xi Jinping",
    "moon": "Moon Jae-in",
    "czaputowicz": "Jacek Czaputowicz",
    "szijjarto": "Péter Szijjártó",
    "schroder": "Gerhard Schröder",
    "mahmoud": "Mahmoud Abbas",
    "bayramov": "Jeyhun Bayramov",
    "modi": "Narendra Modi",
    "abe": "Shinzo Abe",
    "harris": "Kamala Harris",
}


@pytest.fixture
def index() -> NameIndex:
    people = [(actor, "person", {"en": [name]}) for actor, name in NAMES.items()]
    places = [("stepanakert", "place", {"en": ["Stepanakert"]}), ("gori", "place", {"en": ["Gori"]})]
    return NameIndex([*people, *places], load_transliterator())


@pytest.mark.parametrize(
    ("name", "language", "actor"),
    [
        ("Ильхам Алиев", "ru", "ilham"),
        ("Ільхам Алієв", "uk", "ilham"),
        ("Իլհամ Ալիև", "hy", "ilham"),
        ("ილჰამ ალიევი", "ka", "ilham"),
        ("الهام علی‌اف", "fa", "ilham"),
        ("إلهام علييف", "ar", "ilham"),
        ("אילהם אלייב", "he", "ilham"),
        ("Ντόναλντ Τραμπ", "el", "trump"),
        ("도널드 트럼프", "ko", "trump"),
        ("ドナルド・トランプ", "ja", "trump"),
        ("Жан-Ив Ле Дриан", "ru", "le-drian"),
        ("Жан-Ив Ле Дријан", "sr", "le-drian"),
        ("عبد الفتاح السيسي", "ar", "sisi"),
        ("Си Цзиньпин", "ru", "xi"),
        ("시진핑", "ko", "xi"),
        ("문재인", "ko", "moon"),
        ("Яцек Чапутович", "ru", "czaputowicz"),
        ("Петер Сийярто", "ru", "szijjarto"),
        ("Герхард Шрёдер", "ru", "schroder"),
        ("Герхард Шрьодер", "bg", "schroder"),
        ("محمود عباس", "ar", "mahmoud"),
        ("नरेंद्र मोदी", "hi", "modi"),
        ("아베 신조", "ko", "abe"),
        ("Гарріс Камала", "uk", "harris"),
        ("Dschejhun Bajramow", "de", "bayramov"),
        ("Džejhun Bajramov", "sl", "bayramov"),
    ],
)
def test_a_full_name_in_another_script_is_probably_its_person(
    index: NameIndex, name: str, language: str, actor: str
) -> None:
    found = index.resolve(name, language)
    assert found is not None
    assert (found.actor, found.rule) == (actor, "transliteration")
    assert PROBABLE <= found.confidence < 1


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Гейдар Алиев", "ru"),
        ("Мехрибан Алиева", "ru"),
        ("Эрик Трамп", "ru"),
        ("محمد عباس", "ar"),
        ("حیدر علی‌اف", "fa"),
        ("문재호", "ko"),
        ("Доналд Туск", "bg"),
        ("Иван Иванов", "ru"),
        ("אילהם טוהטי", "he"),
    ],
)
def test_relatives_and_namesakes_are_nobody(index: NameIndex, name: str, language: str) -> None:
    assert index.resolve(name, language) is None


@pytest.mark.parametrize("name", ["Алиев", "Ильхам", "트럼프", "Τραμπ", "عباس", "", "  ", "42", "習近平", "…"])
def test_a_surname_a_given_name_or_no_name_is_nobody(index: NameIndex, name: str) -> None:
    assert index.resolve(name, least=0.5) is None


def test_a_patronymic_or_an_initial_may_stand_between(index: NameIndex) -> None:
    for name in ("Ильхам Гейдарович Алиев", "Дональд Дж. Трамп"):
        assert index.resolve(name, "ru") is not None


def test_a_long_place_name_of_one_word_is_found_and_a_short_one_is_not(index: NameIndex) -> None:
    found = index.resolve("Степанакерт", "ru")
    assert found is not None
    assert found.actor == "stepanakert"
    assert index.resolve("Гари", "ru") is None


def test_a_listed_name_is_certain() -> None:
    index = NameIndex([("xi", "person", {"en": ["Xi Jinping"], "zh": ["习近平"]})], load_transliterator())
    for name in ("习近平", "XI JINPING", "Xi-Jinping"):
        found = index.resolve(name)
        assert found is not None
        assert (found.rule, found.confidence) == ("name", 1.0)


def test_a_name_that_is_listed_twice_is_nobody() -> None:
    pair = [(actor, "person", {"en": ["Daniil Medvedev"]}) for actor in ("player", "clerk")]
    assert NameIndex(pair, load_transliterator()).resolve("Daniil Medvedev", least=0.0) is None


def test_a_name_that_two_actors_could_bear_is_a_guess() -> None:
    pair = [("a", "person", {"en": ["Sergei Sarkissian"]}), ("b", "person", {"en": ["Sergey Sarkisyan"]})]
    index = NameIndex(pair, load_transliterator())
    assert index.resolve("Сергей Саркисян", "ru") is None
    guess = index.resolve("Сергей Саркисян", "ru", least=0.0)
    assert guess is not None
    assert guess.confidence < PROBABLE


def test_candidates_are_the_actors_with_such_words(index: NameIndex) -> None:
    assert "ilham" in index.candidates(["ильхам", "алиев"], "ru")
    assert index.candidates(["алиев"], "ru") == frozenset()
    assert index.candidates(["习", "近"], "zh") == frozenset()
