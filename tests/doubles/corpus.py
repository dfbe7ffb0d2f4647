"""The corpus: articles with what a careful analyst finds in them, read by the program and measured."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml
from doubles.affairs import matched
from doubles.shipped import article, lexicon

from monitor.comprehend.analyse import analyse
from monitor.comprehend.offices import HOLDER
from monitor.comprehend.topics import SURE
from monitor.model import Analysis

FOLDER = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of the corpus, and what is in it."""

    id: str
    language: str
    title: str
    text: str
    day: datetime | None
    actors: frozenset[str]
    topics: frozenset[str]
    #: what one analyst would list and another would not: neither required nor wrong
    also: frozenset[str]
    #: persons meant by their office alone
    offices: frozenset[str]
    #: affairs that it belongs to
    profiles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the program finds in a piece."""

    piece: Piece
    analysis: Analysis

    @property
    def actors(self) -> frozenset[str]:
        """Listed actors; those whom no catalogue knows are no part of the measure."""
        named = {one.actor for one in self.analysis.mentions if one.strength >= SURE}
        return frozenset(one for one in named - self.piece.also if not one.startswith("unlisted/"))

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(hit.topic for hit in self.analysis.topics) - self.piece.also

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(one.actor for one in self.analysis.implied if one.rule == HOLDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How much of what is wanted was found, and how much of what was found is wanted."""

    right: int
    wanted: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def wrong(self) -> int:
        """How much was missed or found in vain."""
        return self.wanted + self.found - 2 * self.right

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@cache
def pieces(part: str) -> tuple[Piece, ...]:
    """The articles of "gate", "dev" or "articles" (the first ones, whose lists of topics are not complete)."""
    return tuple(piece for file in sorted((FOLDER / part).glob("*.yaml")) for piece in _pieces(file))


def _pieces(file: Path) -> Iterator[Piece]:
    for row in yaml.safe_load(file.read_text(encoding="utf-8")):
        day = row.get("date")
        yield Piece(
            id=row["id"],
            language=file.stem,
            title=row["title"],
            text=row["text"],
            day=datetime.fromisoformat(str(day)).replace(tzinfo=UTC) if day else None,
            **{name: frozenset(row.get(name) or ()) for name in ("actors", "topics", "also", "offices", "profiles")},
        )


@cache
def reading(piece: Piece) -> Reading:
    """The piece as the program reads it with the shipped catalogue."""
    given = replace(article(piece.text, piece.title), published=piece.day)
    return Reading(piece=piece, analysis=analyse(given, lexicon()))


def actors(some: Iterable[Piece]) -> Score:
    """How well listed actors are found."""
    return _score(
        (frozenset(one for one in each.piece.actors if "unlisted/" not in one), each.actors) for each in _read(some)
    )


def topics(some: Iterable[Piece]) -> Score:
    """How well topics are found."""
    return _score((each.piece.topics, each.topics) for each in _read(some))


def offices(some: Iterable[Piece]) -> Score:
    """How well holders of offices are found."""
    return _score((each.piece.offices, each.offices - each.piece.actors - each.piece.also) for each in _read(some))


def matching(some: Iterable[Piece]) -> Score:
    """How well the profiles drafted from the affairs' seeds tell what belongs to them."""
    return _score((piece.profiles, matched(piece.title, piece.text, piece.day)) for piece in some)


def faults(some: Iterable[Piece]) -> Mapping[str, Counter[str]]:
    """What was missed and what was wrongly found, the commonest first: to be read, not to be tested."""
    counted = {"missed": Counter[str](), "wrong": Counter[str]()}
    for each in _read(some):
        counted["missed"].update((each.piece.actors | each.piece.topics) - each.actors - each.topics)
        counted["wrong"].update((each.actors | each.topics) - each.piece.actors - each.piece.topics)
    return counted


def digest(*folders: str) -> str:
    """Of every file in some folders of the corpus."""
    whole = hashlib.sha256()
    for file in sorted(file for folder in folders for file in (FOLDER / folder).rglob("*") if file.is_file()):
        whole.update(str(file.relative_to(FOLDER)).encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()


def _read(some: Iterable[Piece]) -> Iterator[Reading]:
    return map(reading, some)


def _score(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Score:
    listed = list(pairs)
    return Score(
        right=sum(len(wanted & found) for wanted, found in listed),
        wanted=sum(len(wanted) for wanted, _ in listed),
        found=sum(len(found) for _, found in listed),
    )
