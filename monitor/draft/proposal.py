"""What drafting works on and what it comes to, as values."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.collect.seed import SeedReading
from monitor.draft.succession import Successor
from monitor.model import Analysis
from monitor.settings.profile_file import USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A seed file, read and analysed."""

    reading: SeedReading
    analysis: Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One line of `watch`, with its reason."""

    id: str
    name: str
    weight: float
    #: mentions in all seeds of the affair
    count: int
    #: the seed's file name and the sentence in it that names the term
    seed: str
    sentence: str
    #: the affair is known by it
    mark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A profile that a person may edit."""

    id: str
    name: str
    seeds: tuple[str, ...]
    watch: tuple[Proposed, ...]
    require: tuple[tuple[str, ...], ...]
    exclude: tuple[str, ...]
    #: persons that no catalogue knows, with their count: for the owner to list
    unlisted: tuple[tuple[str, int], ...]
    #: for whom each group of `require` stands, in words; empty where nobody has said it
    stands: tuple[str, ...] = ()
    #: who came after those watched persons whose offices have ended
    successors: tuple[Successor, ...] = ()
    #: score from which an article matches
    threshold: float = USUAL.threshold
