"""Articles of the seeds' own affair and its false friends, in seven languages: read as a careful reader reads them.

`articles/LANG.yaml` was written before it was run. The catalogue was mended on the `-dev` half; the `-gate` half was
read once at the end (recall 0.91 to 1.00, precision 0.97 to 1.00), and only families of forms that it showed to be
missing were mended after that. An expected `unlisted/…` is somebody whom no catalogue knows, by the words of the text.
The floors stand a little under what was measured; they are raised with the quality, and never lowered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from doubles.shipped import article

from monitor.comprehend.analyse import analyse
from monitor.decide.match import match
from monitor.model import Analysis
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "articles"
PROFILES = {"armenia-azerbaijan-us": "peace", "azerbaijan-nato": "nato"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The least that one language must reach, both halves together, as parts of 1."""

    recall: float
    precision: float
    topics: float


FLOORS = {
    "en": Floors(recall=0.92, precision=0.96, topics=0.84),
    "ru": Floors(recall=0.95, precision=0.96, topics=0.99),
    "uk": Floors(recall=0.97, precision=0.99, topics=0.99),
    "az": Floors(recall=0.94, precision=0.97, topics=0.99),
    "tr": Floors(recall=0.97, precision=0.94, topics=0.99),
    "hy": Floors(recall=0.99, precision=0.99, topics=0.99),
    "ka": Floors(recall=0.97, precision=0.96, topics=0.99),
}
#: id -> why its profiles are not those expected; two at most
EXCEPTIONS: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article with what must be found in it."""

    id: str
    title: str
    text: str
    actors: frozenset[str]
    topics: frozenset[str]
    #: "peace", "nato"
    profiles: frozenset[str]


@cache
def pieces(language: str) -> tuple[Piece, ...]:
    """The articles of a language."""
    rows = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Piece(
            id=row["id"],
            title=row["title"],
            text=row["text"],
            actors=frozenset(row["actors"]),
            topics=frozenset(row["topics"]),
            profiles=frozenset(row["profiles"]),
        )
        for row in rows
    )


ALL = [piece for language in FLOORS for piece in pieces(language)]
each_language = pytest.mark.parametrize("language", FLOORS)
each_article = pytest.mark.parametrize("piece", ALL, ids=lambda piece: piece.id)


@cache
def snapshot() -> Snapshot:
    """The shipped configuration, compiled."""
    return load_snapshot(Home(ROOT), {})


@cache
def reading(piece: Piece) -> Analysis:
    """What is found in an article."""
    return analyse(article(piece.text, piece.title), snapshot().lexicon)


def found(piece: Piece) -> set[str]:
    """The actors named in it, as read."""
    return {mention.actor for mention in reading(piece).mentions}


def share(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """Of the first sets, the part that is in the second ones as well."""
    listed = list(pairs)
    return sum(len(one & other) for one, other in listed) / sum(len(one) for one, _ in listed)


@each_language
def test_most_actors_are_found(language: str) -> None:
    measured = share((set(piece.actors), found(piece)) for piece in pieces(language))
    missed = {piece.id: piece.actors - found(piece) for piece in pieces(language) if piece.actors - found(piece)}
    assert measured >= FLOORS[language].recall, missed


@each_language
def test_most_of_the_actors_found_are_there(language: str) -> None:
    measured = share((found(piece), set(piece.actors)) for piece in pieces(language))
    extra = {piece.id: found(piece) - piece.actors for piece in pieces(language) if found(piece) - piece.actors}
    assert measured >= FLOORS[language].precision, extra


@each_language
def test_most_topics_are_found(language: str) -> None:
    hits = {piece.id: {hit.topic for hit in reading(piece).topics} for piece in pieces(language)}
    measured = share((set(piece.topics), hits[piece.id]) for piece in pieces(language))
    missed = {piece.id: piece.topics - hits[piece.id] for piece in pieces(language) if piece.topics - hits[piece.id]}
    assert measured >= FLOORS[language].topics, missed


@each_article
def test_an_article_reaches_those_who_watch_its_subject_and_nobody_else(piece: Piece) -> None:
    if piece.id in EXCEPTIONS:
        pytest.xfail(EXCEPTIONS[piece.id])
    matches = {PROFILES[one.profile]: one for one in match(reading(piece), snapshot().matcher)}
    reached = {name for name, one in matches.items() if one.decision == "match"}
    assert reached == piece.profiles, {name: one.score for name, one in matches.items()}


@each_article
def test_the_language_is_told(piece: Piece) -> None:
    assert reading(piece).language == piece.id.partition("-")[0]


@each_article
def test_whatever_is_expected_is_in_the_catalogue(piece: Piece) -> None:
    lexicon = snapshot().lexicon
    assert {actor for actor in piece.actors if not actor.startswith("unlisted/")} <= set(lexicon.actors)
    assert piece.topics <= set(lexicon.topics)


def test_the_exceptions_are_few() -> None:
    assert len(EXCEPTIONS) <= 2
    assert set(EXCEPTIONS) <= {piece.id for piece in ALL}
