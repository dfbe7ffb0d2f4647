"""The development half: articles that rules and catalogue may be tuned on; here what is wrong may be looked at."""

from __future__ import annotations

import pytest
from doubles import corpus
from doubles.affairs import scores
from doubles.corpus import Piece, pieces, reading

from monitor.comprehend.lookup.inflection import family

#: the first articles' lists of topics are not complete: only what they list is asked for
FIRST, LATER = pieces("articles"), pieces("dev")
LANGUAGES = sorted({piece.language for piece in (*FIRST, *LATER)})
#: a little under the worst language of those that were tuned; the whole stands at .98
ACTOR_RECALL, ACTOR_PRECISION = 0.92, 0.92
ACTORS_IN_ALL = 0.97
#: a little under what was measured once articles on all of a paper's pages (`-wide`) had joined: 0.96 before, 0.92 with
TOPICS_IN_ALL = 0.91
#: languages that are not there yet
LOWER = {"sq": 0.83}
#: articles that do not reach the right profiles, and why
NOT_YET = {
    "az-zemin-wide": "a quarrel of China and Japan over Taiwan, without Taiwan's taking part",
    "ko-madagascar-wide": "a coup elsewhere, whose forerunners in Mali, Burkina Faso and Niger are listed",
    "sw-m23-dev": "another affair in Congo, which names the UN and an outbreak in passing",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_actors_are_found_and_no_others(language: str) -> None:
    some = [piece for piece in (*FIRST, *LATER) if piece.language == language]
    score = corpus.actors(some)
    assert score.recall >= LOWER.get(language, ACTOR_RECALL), corpus.faults(some)["missed"]
    assert score.precision >= ACTOR_PRECISION, corpus.faults(some)["wrong"]


def test_actors_of_all_languages_together_are_found_and_no_others() -> None:
    score = corpus.actors((*FIRST, *LATER))
    assert min(score.recall, score.precision) >= ACTORS_IN_ALL


def test_topics_that_the_first_articles_list_are_found() -> None:
    assert corpus.topics(FIRST).recall >= 0.95, corpus.faults(FIRST)["missed"]


def test_topics_of_the_later_articles_are_found_and_no_others() -> None:
    assert corpus.topics(LATER).f1 >= TOPICS_IN_ALL, corpus.faults(LATER)


@pytest.mark.parametrize("piece", [*FIRST, *LATER], ids=lambda piece: piece.id)
def test_an_article_reaches_those_who_watch_its_affair_and_nobody_else(piece: Piece) -> None:
    wrong = corpus.matching([piece]).wrong
    assert bool(wrong) == (piece.id in NOT_YET), scores(piece.title, piece.text, piece.day)


@pytest.mark.parametrize("piece", [*FIRST, *LATER], ids=lambda piece: piece.id)
def test_the_language_is_told(piece: Piece) -> None:
    # Serbian in Latin letters is Bosnian to the identifier; both are read alike
    assert reading(piece).analysis.language in family(piece.language)
