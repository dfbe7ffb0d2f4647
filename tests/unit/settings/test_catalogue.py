"""The catalogue as it is read: dates, CLDR's names, what a language adds and takes away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from doubles.shipped import catalogue as shipped
from doubles.small_catalogue import small_catalogue

from monitor.comprehend.catalogue import Actor, Catalogue, Homonym
from monitor.settings.catalogue import day_of, languages, load_catalogue
from monitor.settings.shelf import data_files


def actor(catalogue: Catalogue, id_: str) -> Actor:
    return next(one for one in catalogue.actors if one.id == id_)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2003", date(2003, 1, 1), date(2003, 12, 31)),
        (2003, date(2003, 1, 1), date(2003, 12, 31)),
        ("2003-10", date(2003, 10, 1), date(2003, 10, 31)),
        ("2003-12", date(2003, 12, 1), date(2003, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2003-10-31", date(2003, 10, 31), date(2003, 10, 31)),
        (None, None, None),
    ],
)
def test_a_vague_date_is_the_first_or_the_last_day_that_it_can_mean(
    written: str | int | None, first: date | None, last: date | None
) -> None:
    assert day_of(written, first=True) == first
    assert day_of(written, first=False) == last


@pytest.mark.parametrize("written", ["2003-13", "2003-02-30", "October 2003", "2003-", ""])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day_of(written, first=True)


def test_a_term_of_office_has_its_days(tmp_path: Path) -> None:
    mary = actor(load_catalogue(small_catalogue(tmp_path)), "person/mary-roe")
    assert [(role.first, role.last) for role in mary.roles] == [
        (date(2010, 1, 1), date(2021, 1, 31)),
        (date(2022, 3, 1), None),
    ]


def test_names_of_all_languages_come_together(tmp_path: Path) -> None:
    jane = actor(load_catalogue(small_catalogue(tmp_path)), "person/jane-doe")
    assert jane.names == {"en": ("Jane Doe", "Jane Q. Doe"), "ru": ("Джейн Доу",)}
    assert jane.short == {"ru": ("Доу",)}


def test_a_topic_has_the_terms_of_all_languages(tmp_path: Path) -> None:
    (topic,) = load_catalogue(small_catalogue(tmp_path)).topics
    assert topic.terms == {"en": ("water right*",), "ru": ("прав* на воду",)}


def test_a_topic_without_terms_and_a_language_without_names_are_no_mistake(tmp_path: Path) -> None:
    files = {"languages__ru__terms": "", "languages__ru__names": "# later\n", "languages__en__terms": ""}
    catalogue = load_catalogue(small_catalogue(tmp_path, **files))
    assert [topic.terms for topic in catalogue.topics] == [{}]


def test_homonyms_of_the_world_and_of_each_language_are_joined(tmp_path: Path) -> None:
    files = {"languages__ru__names": "place/mehr: {names: [Мехр], homonyms: [{name: Мехр, without: [луна]}]}\n"}
    mehr = actor(load_catalogue(small_catalogue(tmp_path, **files)), "place/mehr")
    assert mehr.homonyms == (
        Homonym(name="Mehr", with_=("country/IR",)),
        Homonym(name="Мехр", without=("луна",)),
    )


def test_a_country_has_the_names_of_cldr_and_those_of_the_press(tmp_path: Path) -> None:
    files = {"languages__ru__names": "country/FR: {names: [Пятая республика], demonyms: [французский]}\n"}
    france = actor(load_catalogue(small_catalogue(tmp_path, **files)), "country/FR")
    assert france.names == {"en": ("France",), "ru": ("Франция", "Пятая республика")}
    assert france.demonyms == {"ru": ("французский",)}


def test_a_dropped_name_is_gone_in_its_language_alone(tmp_path: Path) -> None:
    files = {"languages__en__names": "country/TD: {drop: [Chad], names: [Republic of Chad]}\n"}
    chad = actor(load_catalogue(small_catalogue(tmp_path, **files)), "country/TD")
    assert chad.names == {"en": ("Republic of Chad",), "ru": ("Чад",)}


def test_a_name_with_a_bracket_is_two_and_none_of_another_territory(tmp_path: Path) -> None:
    catalogue = load_catalogue(small_catalogue(tmp_path))
    assert actor(catalogue, "country/MM").names["en"] == ("Myanmar", "Burma")
    assert "China" not in actor(catalogue, "country/HK").names["en"]
    assert actor(catalogue, "country/CC").names["en"] == ("Cocos Islands",)
    assert actor(catalogue, "country/CD").names["ru"][0].startswith("Конго")
    for one in catalogue.actors:
        assert not any(set("()") & set(name) for listed in one.names.values() for name in listed), one.id


def test_regions_and_unions_are_no_countries(tmp_path: Path) -> None:
    ids = {one.id for one in load_catalogue(small_catalogue(tmp_path)).actors}
    assert not ids & {"country/EU", "country/UN", "country/ZZ", "country/001"}
    assert {"country/XK", "country/TW", "country/PS", "country/AZ"} <= ids


def test_a_word_has_the_share_of_the_articles_that_its_file_says(tmp_path: Path) -> None:
    data = small_catalogue(tmp_path, languages__en__words="25: [about, said]\n4: [ferry]\n")
    assert load_catalogue(data).frequent == {"en": {"about": 0.25, "said": 0.25, "ferry": 0.04}}


def test_every_language_has_its_three_files() -> None:
    files = {name for name, _ in data_files()}
    for language in languages():
        for part in ("names", "terms", "grammar"):
            assert f"languages/{language}/{part}.yaml" in files


def test_every_affix_is_in_the_form_in_which_it_is_compared() -> None:
    for affixes in shipped().affixes.values():
        assert all(suffix == suffix.lower() for suffix in affixes.suffixes)
