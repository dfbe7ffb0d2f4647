"""/mute, /mutes and /unmute."""

from __future__ import annotations

import re
from typing import Final, get_args

from monitor.bot.asked import Answer, Asked
from monitor.decide.mute import in_force
from monitor.deliver.telling import mutes_in_words
from monitor.errors import ConfigError, Fault
from monitor.model import MuteKind
from monitor.muting.acts import begin, end
from monitor.muting.sayings import ending, line, subject
from monitor.muting.spans import FOREVER, after
from monitor.muting.subjects import Subject, subject_of

_HOW: Final = f"/mute CODE, or /mute actor NAME (outlet, profile); behind it 2h, 7d or {FOREVER}, if you like"
#: what is meant as a length of time, right or not: "7d", "2w", but not the half of a code such as "2XPD"
_SPAN: Final = re.compile(rf"[0-9]+(?:[a-z]{{0,2}}|min)|{FOREVER}")
#: mutes of one answer, the newest
_LISTED: Final = 20


def mute(asked: Asked) -> Answer:
    """A story by its code, or an actor, outlet or profile by id or name; the last word may say for how long."""
    kind, wanted = _kind(asked.words)
    if not wanted:
        raise ConfigError(Fault(file="/mute", what="what is to be muted?", hint=_HOW))
    *name, last = wanted
    span = last if name and _SPAN.fullmatch(last.casefold()) else ""
    meant: Subject = subject_of(kind, " ".join(name if span else wanted), store=asked.store, snapshot=asked.snapshot)
    until = after(span, kind, asked.now)
    minor = asked.snapshot.lexicon.minor
    made = begin(asked.store, meant, until, asked.reader, asked.now, minor=minor, profile=meant.profile)
    voice = asked.voice
    said = voice.say("muted {ending}", ending=ending(made, asked.now, voice))
    return Answer(text=f"{voice.dot.join((made.id, subject(made, voice), said))}\n/unmute {made.id}")


def mutes(asked: Asked) -> Answer:
    """Those that stand, with what they held back."""
    records, voice = asked.store.mute_records(asked.now), asked.voice
    lines = [line(record, asked.now, voice) for record in records[-_LISTED:]]
    if (more := len(records) - _LISTED) > 0:
        lines.insert(0, voice.say("… and {n} more: `monitor mutes` has them all", n=more))
    return Answer(text="\n".join([*lines, mutes_in_words(in_force(records), voice) or voice.say("No mute stands.")]))


def unmute(asked: Asked) -> Answer:
    """By number, or by what is muted."""
    if not asked.words:
        raise ConfigError(Fault(file="/unmute", what="which mute is to end?", hint="/mutes numbers them"))
    voice, ended = asked.voice, end(asked.store, " ".join(asked.words), asked.now)
    lines = ((one.id, subject(one, voice), ending(one, asked.now, voice)) for one in ended)
    return Answer(text="\n".join(map(voice.dot.join, lines)))


def _kind(words: tuple[str, ...]) -> tuple[MuteKind, tuple[str, ...]]:
    """What kind is named, a story where none is, and the words behind it."""
    first = words[0].casefold() if words else ""
    kind: MuteKind | None = next((one for one in get_args(MuteKind) if one == first), None)
    return (kind, words[1:]) if kind else ("story", words)
