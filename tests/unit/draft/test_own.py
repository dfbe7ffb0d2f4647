"""Whom the seeds name again and again and no catalogue knows is offered as an actor of the owner's own."""

from __future__ import annotations

from doubles.shipped import lexicon, seed, seed_analysis, seed_of

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor
from monitor.draft.own import own_actors
from monitor.draft.proposal import Seed

TURKISH = """\
Kazak siyasetçi için yeni görev

Kazakistan'da milletvekili Yerlan Abişev yeni göreve atandı. Abişev, Astana'da yemin etti.
Toplantıya gazeteci Murat Kocaoğlu da katıldı.
"""
RUSSIAN = """\
Новое назначение в Казахстане

В Казахстане депутат Ерлан Абишев получил новую должность. По словам Абишева, работы много.
"""


def made(text: str, name: str) -> Seed:
    reading = seed_of(text, name=name)
    return Seed(reading=reading, analysis=analyse(reading.article, lexicon()))


def own(*texts: str) -> tuple[Actor, ...]:
    return own_actors([made(text, f"{number}.txt") for number, text in enumerate(texts)], lexicon())


def test_one_person_in_two_scripts_is_one_actor() -> None:
    (person,) = own(TURKISH, RUSSIAN)
    assert (person.id, person.name) == ("person/yerlan-abisev", "Yerlan Abişev")
    assert person.names == {"tr": ("Yerlan Abişev",), "ru": ("Ерлан Абишев",)}
    assert person.short == {"tr": ("Abişev",), "ru": ("Абишев",)}
    assert person.of == "country/KZ"


def test_a_name_in_no_latin_letters_gets_an_id_in_plain_ones() -> None:
    (person,) = own(RUSSIAN)
    assert (person.id, person.name) == ("person/erlan-abishev", "Erlan Abishev")


def test_whoever_is_named_once_in_passing_is_not_offered() -> None:
    assert [actor.id for actor in own(TURKISH)] == ["person/yerlan-abisev"]


def test_of_the_shipped_seeds_those_are_offered_who_are_quoted_again() -> None:
    seeds = [Seed(reading=seed(name), analysis=seed_analysis(name)) for name in ("000", "002", "004")]
    offered = {actor.id for actor in own_actors(seeds, lexicon())}
    assert offered == {"person/rasim-musabayov", "person/elkhan-shahinoglu", "person/karim-valiyev"}
