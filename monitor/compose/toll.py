"""Story + when it was told -> figures that took another's place in its headlines: "12 → 19 killed".

Headlines alone, each with those of its own language: what a headline counts, the story turns on. A figure and the word
behind it are held against the same word in the headlines that were told; a word that two figures count there says
nothing, and neither do days, years and parts of larger figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from monitor.comprehend.words.normalise import digits, key
from monitor.comprehend.words.tokens import tokenise, unspaced
from monitor.model import Member, Story

#: shorter words are grammar in nearly every spaced script: "12 in"
_MIN_LETTERS: Final = 3
#: more digits are years and the like
_MAX_DIGITS: Final = 3
#: what may stand between a figure and what it counts
_GAPS: Final = frozenset({"", " ", "\u00a0", "\u202f"})


def tolls(story: Story, told: datetime) -> tuple[str, ...]:
    """Each with the word that it counts, in the order in which they stand. `told`: the story's last news then."""
    found: list[str] = []
    for language in story.languages:
        spoken = [member for member in story.members if member.language == language]
        before = _counted(one for one in spoken if one.published <= told)
        since = _counted(one for one in spoken if one.published > told)
        for word, (figures, written) in since.items():
            old = before[word][0] if word in before else set()
            if len(old) == len(figures) == 1 and old != figures:
                found.append(f"{next(iter(old))} → {next(iter(figures))} {written}")
    return tuple(found)


def _counted(members: Iterable[Member]) -> Mapping[str, tuple[set[str], str]]:
    """Key of a word -> the figures that count it in these headlines, and the word as it is written."""
    counted: dict[str, tuple[set[str], str]] = {}
    figures: defaultdict[str, set[str]] = defaultdict(set)
    for member in members:
        for figure, word, written in _pairs(member.title, member.language):
            figures[word].add(figure)
            counted[word] = figures[word], written
    return counted


def _pairs(title: str, language: str) -> Iterator[tuple[str, str, str]]:
    """(figure, key of the word behind it, that word)."""
    tokens = tokenise(title)
    for at in range(len(tokens) - 1):
        figure, word = digits(tokens.keys[at]), tokens.keys[at + 1]
        behind = title[tokens.ends[at] : tokens.starts[at + 1]]
        before = title[: tokens.starts[at]][-1:]
        if not figure.isdecimal() or len(figure) > _MAX_DIGITS or behind not in _GAPS or before in (":", ".", ",", "/"):
            continue
        if (len(word) >= _MIN_LETTERS or unspaced(word)) and word.isalpha() and word not in _months(language):
            yield figure, word, title[tokens.starts[at + 1] : tokens.ends[at + 1]]


@lru_cache(maxsize=64)
def _months(language: str) -> frozenset[str]:
    """Names of months, long and short, as look-up keys: "12 November" counts nothing."""
    with suppress(ValueError, UnknownLocaleError):
        months = Locale.parse(language, sep="-").months
        return frozenset(
            key(name.strip(".")) for form in months.values() for names in form.values() for name in names.values()
        )
    return frozenset()
