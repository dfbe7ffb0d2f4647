"""The shipped catalogue compiled once, and articles read with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from monitor.collect.article import from_text
from monitor.collect.seed import SeedReading, read_seed, seed_from
from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Catalogue
from monitor.comprehend.lexicon import Lexicon, Phrases, build_lexicon, compile_base
from monitor.comprehend.words.language import unknown
from monitor.model import Analysis, Article
from monitor.settings.catalogue import load_catalogue
from monitor.settings.index_file import shipped
from monitor.settings.languages import IDENTIFIER
from monitor.settings.lasting import without_collection
from monitor.settings.transcription import load_transliterator

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def catalogue() -> Catalogue:
    """The shipped data as they are read: six seconds of YAML."""
    with without_collection():
        return load_catalogue()


@cache
def lexicon() -> Lexicon:
    """The shipped catalogue, without any owner's entries or phrases."""
    return build_lexicon(shipped(), IDENTIFIER, transliterator=load_transliterator)


def compiled(catalogue: Catalogue, phrases: Mapping[str, Phrases] | None = None) -> Lexicon:
    """A catalogue of a test's own."""
    return build_lexicon(compile_base(catalogue), unknown, phrases=phrases)


def article(text: str, title: str = "") -> Article:
    """A text as somebody gives it."""
    return from_text(title=title, text=text, now=NOW)


def read(text: str, title: str = "") -> Analysis:
    """What is found in a text."""
    return analyse(article(text, title), lexicon())


@cache
def seed(name: str) -> SeedReading:
    """One of the seeds in `seeds/`, by the beginning of its name."""
    return read_seed(next(SEEDS.glob(f"{name}*")), NOW)


def seed_of(text: str, name: str = "own.txt") -> SeedReading:
    """A seed of one's own words, as a text file holds it."""
    return seed_from(text.encode("utf-8", "replace"), form="text", name=name, now=NOW)


@cache
def seed_analysis(name: str) -> Analysis:
    """What is found in a seed."""
    return analyse(seed(name).article, lexicon())
