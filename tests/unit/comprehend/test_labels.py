"""What people call actors and topics in a language, and that the shipped labels can be shown as they are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from doubles import shipped

from monitor.comprehend.catalogue import Actor, Topic
from monitor.comprehend.words.script import script
from monitor.model import Label

#: languages whose readers get every topic in their own words, but for the few that nobody was sure of
LABELLED = ("ar", "az", "de", "es", "fa", "fr", "hy", "ka", "ru", "tr", "uk", "vi", "zh")
#: of 257 topics, those that may stay in English
UNSURE = 5
SCRIPTS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "zh": "CJK",
}
#: Latin words that a label in another script may hold
LATIN = {"NATO", "LGBT", "IMF"}


def labels(language: str) -> Mapping[str, str]:
    topics = shipped.lexicon().topics.values()
    return {topic.id: topic.labels[language] for topic in topics if language in topic.labels}


def test_an_actor_goes_by_its_first_full_name_then_by_a_short_one_then_by_the_english_name() -> None:
    actor = Actor(
        id="person/jane-doe",
        name="Jane Doe",
        names={"ru": ("Джейн Доу", "Дж. Доу")},
        short={"ru": ("Доу",), "fa": ("دو",)},
    )
    assert actor.label("ru") == Label(text="Джейн Доу", language="ru")
    assert actor.label("fa") == Label(text="دو", language="fa")
    assert actor.label("ka") == Label(text="Jane Doe", language="en")


def test_in_english_everything_goes_by_its_canonical_name() -> None:
    lexicon = shipped.lexicon()
    assert lexicon.label("country/US", "en") == Label(text="United States", language="en")
    assert lexicon.label("topic/peace-treaty", "en") == Label(text="peace treaty", language="en")


def test_a_topic_goes_by_its_label_else_by_the_english_name() -> None:
    topic = Topic(id="topic/x", name="the x", labels={"de": "das X"})
    assert topic.label("de") == Label(text="das X", language="de")
    assert topic.label("fr") == Label(text="the x", language="en")


def test_an_id_that_the_catalogue_lacks_has_no_label() -> None:
    assert shipped.lexicon().label("person/nobody", "en") is None


@pytest.mark.parametrize("language", LABELLED)
def test_nearly_every_topic_has_a_label_of_its_own(language: str) -> None:
    called = labels(language)
    lexicon = shipped.lexicon()
    assert len(called) >= len(lexicon.topics.keys() - lexicon.things) - UNSURE
    assert len(set(called.values())) == len(called)


@pytest.mark.parametrize("language", LABELLED)
def test_a_label_is_a_short_phrase_and_no_search_term(language: str) -> None:
    for topic, label in labels(language).items():
        assert label == " ".join(label.split()), topic
        assert len(label) <= 70, topic
        assert not set('*…:;()[]{}<>"') & set(label), topic


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_label_is_written_in_its_language_s_script(language: str) -> None:
    for topic, label in labels(language).items():
        letters = "".join(word for word in label.replace("-", " ").split() if word not in LATIN)
        assert {script(char) for char in letters if char.isalpha()} <= {SCRIPTS[language]}, topic
