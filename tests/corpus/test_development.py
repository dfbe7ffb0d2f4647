"""The development half: articles that rules and catalogue may be tuned on; here what is wrong may be looked at."""

from __future__ import annotations

import pytest
from doubles import corpus
from doubles.affairs import scores
from doubles.corpus import Piece, pieces, reading

#: the first articles' lists of topics are not complete: only what they list is asked for
FIRST, LATER = pieces("articles"), pieces("dev")
LANGUAGES = sorted({piece.language for piece in (*FIRST, *LATER)})
ACTOR_RECALL, ACTOR_PRECISION = 0.96, 0.96


@pytest.mark.parametrize("language", LANGUAGES)
def test_actors_are_found_and_no_others(language: str) -> None:
    some = [piece for piece in (*FIRST, *LATER) if piece.language == language]
    score = corpus.actors(some)
    assert score.recall >= ACTOR_RECALL, corpus.faults(some)["missed"]
    assert score.precision >= ACTOR_PRECISION, corpus.faults(some)["wrong"]


def test_topics_that_the_first_articles_list_are_found() -> None:
    assert corpus.topics(FIRST).recall >= 0.96, corpus.faults(FIRST)["missed"]


def test_topics_of_the_later_articles_are_found_and_no_others() -> None:
    assert corpus.topics(LATER).f1 >= 0.90, corpus.faults(LATER)


@pytest.mark.parametrize("piece", [*FIRST, *LATER], ids=lambda piece: piece.id)
def test_an_article_reaches_those_who_watch_its_affair_and_nobody_else(piece: Piece) -> None:
    assert corpus.matching([piece]).wrong == 0, scores(piece.title, piece.text, piece.day)


@pytest.mark.parametrize("piece", [*FIRST, *LATER], ids=lambda piece: piece.id)
def test_the_language_is_told(piece: Piece) -> None:
    assert reading(piece).analysis.language == piece.language
