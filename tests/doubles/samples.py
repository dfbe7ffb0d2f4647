"""Articles of which it is known whether they were worth telling."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from doubles.analyses import analysis

from monitor.draft.learn.lessons import Sample

_numbers = count(1)


def sample(*, wanted: bool, title: tuple[str, ...] = (), seed: str = "", **named: int) -> Sample:
    """An article that names these, so often: `country_AZ=3` is country/AZ, `topic_arms__sales=2` topic/arms-sales."""
    number = next(_numbers)
    mentions = {name.replace("__", "-").replace("_", "/", 1): times for name, times in named.items()}
    return Sample(
        id=f"{number:016x}",
        title=f"Article {number}: {' and '.join(mentions)}",
        wanted=wanted,
        seed=seed,
        analysis=analysis(mentions, title=title),
    )


def apart(one: Sample) -> Sample:
    """The same article with all that it names in sentences far from each other."""
    places = {
        name: at for at, name in enumerate(dict.fromkeys(mention.actor for mention in one.analysis.mentions), start=1)
    }
    mentions = tuple(
        replace(mention, start=places[mention.actor] * 500 + at, end=places[mention.actor] * 500 + at + 1)
        for at, mention in enumerate(one.analysis.mentions)
    )
    sentences = tuple((start * 100, (start + 1) * 100) for start in range(60))
    return replace(one, analysis=replace(one.analysis, mentions=mentions, sentences=sentences, title_end=100))
