"""A topic is one concept in fourteen languages; an owner's phrases are found beside it."""

from __future__ import annotations

import pytest
from doubles.shipped import article, compiled, read

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Affixes, Catalogue, Topic
from monitor.comprehend.words.language import identify
from monitor.settings.languages import IDENTIFIER

PEACE = {
    "en": "They signed the peace treaty on Friday after long talks",
    "ru": "Стороны подписали мирный договор после долгих переговоров",
    "uk": "Сторони підписали мирний договір після довгих переговорів",
    "az": "Tərəflər uzun danışıqlardan sonra sülh müqaviləsini imzaladılar",
    "tr": "Taraflar uzun görüşmelerin ardından barış antlaşmasını imzaladı",
    "hy": "Կողմերը երկար բանակցություններից հետո ստորագրեցին խաղաղության պայմանագիրը",
    "ka": "მხარეებმა ხანგრძლივი მოლაპარაკებების შემდეგ სამშვიდობო ხელშეკრულებას მოაწერეს ხელი",
    "fa": "دو طرف پس از گفت‌وگوهای طولانی پیمان صلح را امضا کردند",
    "ar": "وقع الطرفان معاهدة السلام بعد محادثات طويلة",
    "vi": "Hai bên đã ký hiệp ước hòa bình sau các cuộc đàm phán kéo dài",
    "fr": "Les parties ont signé le traité de paix après de longues négociations",
    "de": "Die Parteien unterzeichneten nach langen Gesprächen den Friedensvertrag",
    "es": "Las partes firmaron el tratado de paz tras largas negociaciones",
    "zh": "双方经过长时间谈判签署了和平条约",
}


@pytest.mark.parametrize("language", PEACE)
def test_a_peace_treaty_is_one_in_every_language(language: str) -> None:
    assert "topic/peace-treaty" in {hit.topic for hit in read(PEACE[language]).topics}


@pytest.mark.parametrize("language", PEACE)
def test_the_language_of_a_sentence_is_told(language: str) -> None:
    assert identify(PEACE[language], IDENTIFIER) == language


def test_a_text_of_hardly_any_letters_has_the_language_of_its_outlet_or_none() -> None:
    assert identify("12:30 — !", IDENTIFIER, "fa") == "fa"
    assert identify("12:30 — !", IDENTIFIER) == identify("", IDENTIFIER) == "und"


def test_overlapping_terms_of_one_topic_count_once_and_topics_may_share_words() -> None:
    whole = Topic(id="topic/treaty", name="treaty", terms={"en": ("peace treat*", "treat*", "peace")})
    other = Topic(id="topic/peace", name="peace", terms={"en": ("peace",)})
    both = compiled(Catalogue(actors=(), topics=(whole, other), cues={}, affixes={}))
    hits = analyse(article("a peace treaty, a treaty"), both).topics
    assert [(hit.topic, hit.surface) for hit in hits] == [
        ("topic/treaty", "peace treaty"),
        ("topic/peace", "peace"),
        ("topic/treaty", "treaty"),
    ]


def test_phrases_of_a_profile_are_found_in_all_their_languages_apart_from_topics() -> None:
    phrases = {"phrase/upgrade": {"vi": ("nâng cấp quan hệ",), "en": ("upgrade relations",)}}
    catalogue = Catalogue(actors=(), topics=(), cues={}, affixes={"en": Affixes(suffixes=("s",))})
    analysis = analyse(article("They upgrade relations; nâng cấp quan hệ"), compiled(catalogue, phrases))
    assert [hit.topic for hit in analysis.phrases] == ["phrase/upgrade", "phrase/upgrade"]
    assert analysis.topics == ()


POLIO = {
    "en": "Polio has returned to the camps, where children were vaccinated",
    "ru": "В лагеря вернулся полиомиелит, детей прививают",
    "ar": "عاد شلل الأطفال إلى المخيمات حيث يجري تطعيم الأطفال",
    "zh": "脊髓灰质炎重返难民营，儿童正在接种疫苗",
    "ko": "난민촌에 소아마비가 돌아와 어린이들이 백신을 맞고 있다",
    "hi": "शिविरों में पोलियो लौट आया है और बच्चों को टीका लगाया जा रहा है",
}


@pytest.mark.parametrize("language", POLIO)
def test_a_thing_is_found_in_every_language_and_is_none_of_the_topics(language: str) -> None:
    found = read(POLIO[language])
    assert "topic/polio" in {hit.topic for hit in found.things}
    assert "topic/polio" not in {hit.topic for hit in found.topics}
    assert {hit.topic for hit in found.subjects} >= {"topic/polio", *(hit.topic for hit in found.topics)}
