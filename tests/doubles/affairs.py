"""Profiles drafted from seeds with no hand edit: the repository's own, and those of five other affairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from doubles.shipped import NOW, SEEDS, article, lexicon

from monitor.collect.seed import read_seed
from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lexicon import Lexicon, build_lexicon
from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.match import match
from monitor.decide.profile import Profile
from monitor.draft.own import read_seeds
from monitor.draft.proposal import Proposal
from monitor.draft.propose import propose
from monitor.draft.settle import profile_of
from monitor.settings.index_file import shipped
from monitor.settings.languages import IDENTIFIER
from monitor.settings.transcription import load_transliterator

FOLDER = Path(__file__).parents[1] / "corpus" / "affairs"
#: affair -> its seed files
AFFAIRS = {
    "peace": (SEEDS / "000_0387e5f3a65400b3.txt", SEEDS / "002_796db081e6ec0fd9.txt"),
    "nato": (SEEDS / "004_dcd35f142578df53.txt",),
    **{folder.name: tuple(sorted(folder.glob("*.txt"))) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()},
}


def _lexicon(own: Sequence[Actor]) -> Lexicon:
    if not own:
        return lexicon()
    return build_lexicon(shipped(), IDENTIFIER, actors=own, transliterator=load_transliterator)


@cache
def drafted(affair: str) -> tuple[Proposal, tuple[Actor, ...]]:
    """The one profile that an affair's seeds lead to, and the actors that nobody had listed."""
    seeds, own, words = read_seeds([read_seed(path, NOW) for path in AFFAIRS[affair]], _lexicon)
    (one,) = propose(seeds, words, together=True, own=[actor.id for actor in own])
    return one, own


@cache
def watch() -> tuple[Lexicon, Matcher]:
    """All drafted profiles, compiled, with the lexicon that they are read with."""
    own = {actor.id: actor for affair in AFFAIRS for actor in drafted(affair)[1]}
    words = _lexicon(tuple(own.values()))
    return words, compile_profiles([_profile(affair) for affair in AFFAIRS], words.desks)


def _profile(affair: str) -> Profile:
    return replace(profile_of(drafted(affair)[0]), id=affair)


@cache
def scores(title: str, text: str, day: datetime | None) -> dict[str, float]:
    """Affair -> score, of those that watch anything that the article names."""
    words, matcher = watch()
    read = analyse(replace(article(text, title), published=day), words)
    return {one.profile: one.score for one in match(read, matcher, thorough=True)}


def matched(title: str, text: str, day: datetime | None) -> frozenset[str]:
    """The affairs that an article matches."""
    thresholds = {one.profile.id: one.profile.threshold for one in watch()[1].profiles}
    return frozenset(affair for affair, score in scores(title, text, day).items() if score >= thresholds[affair])
