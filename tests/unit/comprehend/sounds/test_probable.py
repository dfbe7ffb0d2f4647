"""Actors are recognised by sound where no name of theirs is listed, as probable; nobody else is."""

from __future__ import annotations

from functools import cache

import pytest
from doubles.shipped import article, read

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lexicon import Lexicon, build_lexicon
from monitor.model import Mention
from monitor.settings.index_file import shipped
from monitor.settings.languages import IDENTIFIER
from monitor.settings.transcription import load_transliterator

PERSON, ORG = "person/yerlan-abisev", "org/tengri-lityum"
OWN = (
    Actor(
        id=PERSON,
        name="Yerlan Abişev",
        names={"tr": ("Yerlan Abişev",), "ru": ("Ерлан Абишев",)},
        short={"tr": ("Abişev",), "ru": ("Абишев",)},
    ),
    Actor(id=ORG, name="Tengri Lityum", names={"tr": ("Tengri Lityum",), "ru": ("Тенгри Литий",)}),
)

#: text -> who is named in it by sound, one for each mention
FOUND = {
    "Yesterday the director Yerlan Abishev spoke. Abishev left, they said.": [PERSON, PERSON],
    "Ο διευθυντής Γερλάν Αμπίσεφ δήλωσε ότι φεύγει. Ο Αμπίσεφ έφυγε χθες.": [PERSON, PERSON],
    "وقال المدير يرلان أبيشيف أمس إن الإنتاج سيزداد. وأضاف أبيشيف أن ذلك مهم.": [PERSON, PERSON],
    "დირექტორმა ერლან აბიშევმა განაცხადა ეს გუშინ. აბიშევის თქმით, ასეა.": [PERSON, PERSON],
    "המנהל ירלן אבישב אמר אתמול כי טנגרי ליתיום תגדל.": [PERSON, ORG],
    "निदेशक येरलान अबिशेव ने कहा कि यह सच है।": [PERSON],
    "텐그리 리튬의 예를란 아비셰프 사장은 말했다.": [ORG, PERSON],
    "昨日、エルラン・アビシェフ社長は述べた。": [PERSON],
    "Տնօրեն Երլան Աբիշևը երեկ հայտարարեց այդ մասին։ Աբիշևի խոսքով այդպես է։": [PERSON, PERSON],
    "კომპანიამ, თენგრი ლითიუმმა, განაცხადა ეს.": [ORG],
}

NOBODY = [
    "Yesterday the director Daniyar Seitov spoke for Altyn Copper.",
    "Yesterday Yerlan Seitov met Daniyar Abishev.",
    "وقال المدير دانيار سيتوف أمس إن الإنتاج سيزداد.",
    "დირექტორმა დანიარ სეიტოვმა განაცხადა ეს გუშინ.",
    "ერლან სეიტოვი და დანიარ აბიშევი შეხვდნენ.",
    "Ο διευθυντής Ντανιγιάρ Σεΐτοφ δήλωσε ότι φεύγει.",
]


@cache
def lexicon() -> Lexicon:
    return build_lexicon(shipped(), IDENTIFIER, actors=OWN, transliterator=load_transliterator)


def by_sound(text: str) -> list[Mention]:
    return [one for one in analyse(article(text), lexicon()).mentions if one.rule == "probable"]


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=[text[:24] for text in FOUND])
def test_an_actor_of_the_owners_own_is_recognised_in_other_scripts(text: str, expected: list[str]) -> None:
    found = by_sound(text)
    assert [one.actor for one in found] == expected
    assert all(0.5 < one.strength < 1.0 for one in found)


@pytest.mark.parametrize("text", NOBODY)
def test_somebody_else_is_not(text: str) -> None:
    assert by_sound(text) == []


def test_where_a_listed_name_stands_nobody_is_heard() -> None:
    mentions = analyse(article("Директор Ерлан Абишев сказал это. Абишева слышали."), lexicon()).mentions
    assert [(one.actor, one.rule) for one in mentions if one.actor == PERSON] == [(PERSON, "name"), (PERSON, "surname")]


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday Ilhan Aliyov and Nicole Pashinian met Vladislav Putilin.",
        "وقال محمد الأمين إن الاتفاق مهم ولا يزال قائما في كل مكان من البلاد.",
        "ეს არის ჩვეულებრივი ტექსტი, სადაც არავინ არის ნახსენები და არაფერი ხდება.",
    ],
)
def test_without_own_actors_ordinary_words_are_nobody(text: str) -> None:
    assert [one for one in read(text).mentions if one.rule == "probable"] == []


def test_how_alike_two_names_sound_is_told_in_any_two_scripts() -> None:
    probable = lexicon().probable
    assert probable is not None
    assert probable.likeness("Ерлан Абишев", "Yerlan Abişev") > 0.9
    assert probable.likeness("Ерлан Абишев", "ერლან აბიშევი") > 0.85
    assert probable.likeness("Ерлан Абишев", "Daniyar Seitov") < 0.6
    assert probable.likeness("—", "Daniyar Seitov") == 0.0
