"""Why a verdict is what it is, and what was missing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.decide.alert import PARTED
from monitor.deliver.blocks import Run
from monitor.deliver.telling.words import short, woven
from monitor.translation import ENGLISH, Voice, marked

#: the name that `decide.alert` gives and the store keeps -> the words
REASONS: Final[Mapping[str, str]] = {
    "instant": marked("the score passes the profile's instant threshold"),
    "critical": marked("the score passes the profile's critical threshold"),
    "bigger": marked("many more outlets tell it than before"),
    "new-actor": marked("somebody else whom the profile watches is in it now"),
    "contradicts": marked("an outlet denies what was told"),
    "reopened": marked("there is news after a long silence"),
    "repeat": marked("it goes on, and was told long ago"),
    "digest": marked("the score matches, below the instant threshold: it waits for the digest"),
    "overflow": marked("more alerts within an hour than the profile wants: it waits for the digest"),
    "digest-only": marked("no channel of the profile takes alerts: it waits for the digest"),
    "quiet": marked("quiet hours: it waits until they end"),
    "first-pass": marked("it was there before the watch began: one digest tells it"),
    "stale": marked("published too long ago to be news"),
    "told": marked("this story was told already"),
    PARTED: marked("it was taken for part of another story: with the next article, it is decided again"),
    "muted": marked("a mute holds it back"),
    "untaken": marked("no channel of the profile takes it, by what they say under `only`"),
    "review": marked("below the threshold, kept for review"),
    "below": marked("below the threshold"),
    "source": marked("the profile does not listen to this source, or to outlets of its country"),
}


#: how `model.Missing` says it -> how a reader is told
_MISSING: Final[Mapping[str, str]] = {
    "required, not there": marked("required, not there: {what}"),
    "excluded, and there": marked("excluded, and there: {what}"),
    "not there": marked("not there: {what}"),
}


def reason_in_words(reason: str, voice: Voice = ENGLISH) -> str:
    """The words; the name itself where it has none."""
    return voice.say(REASONS[reason]) if reason in REASONS else reason


def missing_in_words(missing: str, voice: Voice) -> list[Run]:
    """What `model.Missing` says of itself, as the store keeps it."""
    how, _, what = missing.partition(": ")
    if how in _MISSING and what:
        return woven(voice.pattern(_MISSING[how]), what=[Run(text=short(what))])
    return [Run(text=short(missing))]
