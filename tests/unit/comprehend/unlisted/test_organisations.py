"""Organisations of no catalogue are found by the word for a body beside them; persons and adjectives there are not."""

from __future__ import annotations

from functools import cache

import pytest
from doubles.shipped import article

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Affixes, Catalogue, Cues
from monitor.comprehend.lexicon import Lexicon, build_lexicon, compile_base

CUES = {
    "en": Cues(
        offices={"other": ("director", "chief executive")},
        bodies=("company", "miner", "group", "party", "bank", "Corp", "Ltd"),
        generic_capitals=("The", "Monday"),
    ),
    "ru": Cues(offices={"other": ("глава",)}, bodies=("компания", "партия", "агентство", "ООО")),
    "tr": Cues(offices={"other": ("genel müdürü",)}, bodies=("şirketi",)),
    "vi": Cues(bodies=("công ty",)),
    "de": Cues(bodies=("Unternehmen", "GmbH")),
    "ar": Cues(bodies=("شركة",), stops=("لا", "في")),
    "zh": Cues(bodies=("公司",)),
}
AFFIXES = {
    "en": Affixes(suffixes=("s",)),
    "ru": Affixes(suffixes=("а", "у", "ом", "е"), endings=(("ия", ("ии", "ию")), ("о", ("а", "у", "ом")))),
    "tr": Affixes(suffixes=("nin", "nde")),
}

#: (language, text) -> the organisations in it, one for each mention
FOUND = {
    ("en", "The miner Tengri Lithium said so. Later Tengri Lithium grew."): ["Tengri Lithium"] * 2,
    ("en", "On Monday Tengri Lithium Corp said so."): ["Tengri Lithium"],
    ("en", "They sued Tengri Lithium, Ltd over it."): ["Tengri Lithium"],
    ("en", "They sold the Tengri Lithium company today."): ["Tengri Lithium"],
    ("en", 'They bought the company "Blue River" today.'): ["Blue River"],
    ("en", "They met Tengri Bank. They left Tengri for good."): ["Tengri", "Tengri"],
    ("en", "They fear that Northmark Resources will leave. The mine of Northmark is big."): ["Northmark Resources"] * 2,
    ("tr", "Onlar dün Northmark Resources'un madenini gördü."): ["Northmark Resources"],
    ("ru", "Глава компании «Тенгри Литий» уехал. «Тенгри Литий» растёт."): ["Тенгри Литий"] * 2,
    ("ru", "Они купили ООО «Ромашка» вчера."): ["Ромашка"],
    ("ru", "Об этом сообщила компания Tengri вчера."): ["Tengri"],
    ("tr", "Onlar dün Tengri Lityum şirketinin madenini sattı."): ["Tengri Lityum"],
    ("vi", "Hôm qua công ty Tengri Lithium cho biết."): ["Tengri Lithium"],
    ("de", "Gestern wuchs die Tengri Lithium GmbH stark."): ["Tengri Lithium"],
    ("ar", "قالت شركة «تنغري ليثيوم» أمس"): ["تنغري ليثيوم"],
    ("zh", "昨天公司“天际锂业”宣布"): ["天际锂业"],
}

SILENT = [
    ("en", "A Jewish group and Western banks met a Silicon Valley company."),
    ("en", "The Democratic Party met. The Royal Bank left."),
    ("en", 'The company "will not say" why.'),
    ("en", "They asked the Ministry of Natural Resources. They want Clean Energy for all."),
    ("ru", "В партии Меркель спорят. Партия Ангелы Меркель выросла. Это рассказал Петров агентству вчера."),
    ("de", "Das Unternehmen Milliarden gekostet. Ein Unternehmen der Stadt."),
    ("ar", "قالت شركة «لا تنوي» أمس"),
]


@cache
def lexicon(language: str) -> Lexicon:
    catalogue = Catalogue(actors=(), topics=(), cues=CUES, affixes=AFFIXES)
    return build_lexicon(compile_base(catalogue), lambda text: language)


def organisations(language: str, text: str) -> list[str]:
    mentions = analyse(article(text), lexicon(language)).mentions
    return [one.actor.removeprefix("unlisted/") for one in mentions if one.rule == "body"]


@pytest.mark.parametrize(("where", "expected"), FOUND.items(), ids=[text for _, text in FOUND])
def test_an_organisation_beside_a_body_is_found(where: tuple[str, str], expected: list[str]) -> None:
    assert organisations(*where) == expected


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_persons_adjectives_and_quotations_are_none(language: str, text: str) -> None:
    assert organisations(language, text) == []


def test_a_person_behind_an_organisation_and_an_office_is_found() -> None:
    found = analyse(article("Глава компании «Тенгри Литий» Ерлан Абишев уехал."), lexicon("ru")).mentions
    assert [(one.actor, one.rule) for one in found] == [
        ("unlisted/Тенгри Литий", "body"),
        ("unlisted/Ерлан Абишев", "cue"),
    ]
