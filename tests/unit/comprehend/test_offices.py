"""An office beside its country is whoever holds it on the day of the article; nobody where nobody can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from doubles.shipped import article, compiled

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor, Affixes, Catalogue, Cues, Role
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.offices import HOLDER, Offices, roles_of

OLD = Actor(
    id="person/old",
    name="Old Aldor",
    roles=(Role(office="president", of="country/QQ", first=date(2001, 1, 1), last=date(2010, 5, 6)),),
)
NEW = Actor(
    id="person/new", name="New Belmar", roles=(Role(office="president", of="country/QQ", first=date(2010, 5, 7)),)
)
LAND = Actor(
    id="country/QQ",
    name="Quorland",
    names={"fa": ("کوارلند",), "zh": ("夸兰",), "vi": ("Quorland",), "ru": ("Кворландия",)},
    demonyms={"en": ("Quorlander",), "ru": ("кворландский",)},
)
CATALOGUE = Catalogue(
    actors=(OLD, NEW, LAND),
    topics=(),
    cues={
        "en": Cues(offices={"president": ("president",), "other": ("vice president", "envoy")}),
        "fa": Cues(offices={"president": ("رئیس‌جمهور",)}),
        "ru": Cues(offices={"president": ("президент",)}),
        "zh": Cues(offices={"president": ("总统",)}),
        "vi": Cues(offices={"president": ("tổng thống",)}),
    },
    affixes={
        "ru": Affixes(
            suffixes=("а", "у"),
            endings=(("ия", ("ии",)), ("ский", ("ского", "скому"))),
        )
    },
)
LEXICON = compiled(CATALOGUE)
IN_2005, IN_2020 = datetime(2005, 3, 1, tzinfo=UTC), datetime(2020, 3, 1, tzinfo=UTC)


def meant(text: str, day: datetime | None, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    """(actor, words) of each person who is meant by an office."""
    read = analyse(replace(article(text), published=day), lexicon)
    return [(one.actor, one.surface) for one in read.implied if one.rule == HOLDER]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Talks with the President of Quorland failed.", "President of Quorland"),
        ("Talks with the president of the Quorland failed.", "president of the Quorland"),
        ("The Quorlander president left.", "Quorlander president"),
        ("رئیس‌جمهور کوارلند گفت", "رئیس‌جمهور کوارلند"),
        ("Встреча с президентом. Визит президента Кворландии начался.", "президента Кворландии"),
        ("Слова кворландского президента удивили.", "кворландского президента"),
        ("夸兰总统表示", "夸兰总统"),
        ("Ông gặp Tổng thống Quorland hôm nay", "Tổng thống Quorland"),
    ],
)
def test_the_holder_is_found_in_the_order_of_each_language(text: str, surface: str) -> None:
    assert meant(text, IN_2020) == [("person/new", surface)]
    assert meant(text, IN_2005) == [("person/old", surface)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("夸兰总统与罗维亚总统会谈", ["夸兰总统", "罗维亚总统"]),
        ("The Quorlander president met the Rovian president", ["Quorlander president", "Rovian president"]),
        ("The president of Quorland met the president of Rovia", ["president of Quorland", "president of Rovia"]),
    ],
)
def test_of_two_countries_beside_an_office_the_nearer_is_meant(text: str, surfaces: list[str]) -> None:
    rovia = Actor(id="country/QR", name="Rovia", names={"zh": ("罗维亚",)}, demonyms={"en": ("Rovian",)})
    third = replace(NEW, id="person/third", name="Third Delmar", roles=(Role(office="president", of="country/QR"),))
    both = compiled(replace(CATALOGUE, actors=(*CATALOGUE.actors, rovia, third)))
    assert meant(text, IN_2020, both) == list(zip(("person/new", "person/third"), surfaces, strict=True))


def test_without_a_date_nobody_can_tell_who_held_an_office() -> None:
    assert meant("The President of Quorland left.", None) == []


def test_a_holder_who_is_named_there_is_not_meant_a_second_time() -> None:
    assert meant("The President of Quorland New Belmar left.", IN_2020) == []
    assert meant("New Belmar, the president; the Quorlander President New Belmar spoke.", IN_2020) == []


def test_another_office_that_holds_the_word_is_not_this_one() -> None:
    assert meant("The vice president of Quorland left.", IN_2020) == []


def test_an_office_and_a_country_in_different_clauses_have_nothing_to_do_with_each_other() -> None:
    assert meant("The president said, Quorland will wait.", IN_2020) == []
    assert meant("The president. Quorland waits.", IN_2020) == []


def test_of_two_who_held_an_office_on_one_day_neither_is_meant() -> None:
    rival = replace(NEW, id="person/rival", name="Rival Corvin")
    offices = Offices(roles_of((OLD, NEW, rival)))
    assert offices.holder("president", "country/QQ", date(2020, 1, 1)) is None
    assert offices.holder("president", "country/QQ", date(2005, 1, 1)) == "person/old"
    assert offices.holder("president", "country/ZZ", date(2005, 1, 1)) is None
    assert offices.holder("president", "country/QQ", date(2000, 12, 31)) is None
