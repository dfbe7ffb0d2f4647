"""/digest: what the next digest would tell by now, or what one of today told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import At, slip
from monitor.compose.preview import NAMED, next_digest, readers_of, slots_told, told_digest
from monitor.decide.readers import Reader
from monitor.deliver.telegram import TelegramChannel
from monitor.model import Digest
from monitor.settings.wording import nearest

TODAY: Final = "today"
_HOUR: Final = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")


def digest(asked: Asked) -> tuple[Answer, ...]:
    """This chat's own, or a profile's; "today" and an hour mean one that was told."""
    *name, last = asked.words or ("",)
    when = last if last == TODAY or _HOUR.fullmatch(last) else ""
    reading = _reading(asked, " ".join(name if when else asked.words))
    digests = _told(asked, reading, when) if when else _next(asked, reading)
    return tuple(answer for one in digests for answer in _shown(asked, one, told=bool(when)))


def _reading(asked: Asked, wanted: str) -> tuple[Reader, ...]:
    """Raises `ConfigError` for what nothing is called, and where no digest is due ever."""
    voice, profiles = asked.voice, asked.snapshot.profiles
    by_name = {one.name.casefold(): one.id for one in profiles.values()}
    meant = wanted if wanted in profiles else by_name.get(wanted.casefold(), "")
    if wanted and not meant:
        hint = nearest(wanted, [*profiles, *(one.name for one in profiles.values())]) or "/profiles"
        raise slip("/digest", voice.say("no profile is called so"), hint)
    reading = readers_of(asked.snapshot, meant or asked.channel.name) or readers_of(asked.snapshot, meant)
    if not reading:
        raise slip("/digest", voice.say("no digest is due here, ever"), voice.say("a profile says when: /profiles"))
    return reading


def _next(asked: Asked, reading: Sequence[Reader]) -> list[Digest]:
    return [next_digest(asked.store, asked.snapshot, At(asked.now), reader) for reader in reading]


def _told(asked: Asked, reading: Sequence[Reader], when: str) -> list[Digest]:
    """The newest of each reader of today, or of that hour. Raises `ConfigError` where there was none."""
    found = [told for reader in reading for told in _of_today(asked, reader, when)]
    if not found:
        newest = ", ".join(slots_told(asked.store, reading))
        raise slip("/digest", asked.voice.say("no such digest was told today"), newest)
    return found


def _of_today(asked: Asked, reader: Reader, when: str) -> Iterator[Digest]:
    day = f"{asked.now.astimezone(ZoneInfo(reader.plan.timezone)):%Y-%m-%d}"
    for slot in asked.store.digest_slots(reader.id, NAMED):
        if day in slot and (when == TODAY or slot.endswith(f" {when:0>5}")):
            told = told_digest(asked.store, asked.snapshot, At(asked.now), reader, slot)
            if told:
                yield told
                return


def _shown(asked: Asked, found: Digest, *, told: bool) -> list[Answer]:
    """As this chat would get it."""
    said: list[Answer] = []
    if found.due and not told:
        when = asked.voice.moment(found.due, found.timezone)
        said.append(Answer(text=asked.voice.say("If the digest of {when} were due now:", when=when)))
    for message in TelegramChannel(asked.channel, clock=At(asked.now)).render(found):
        if message.pictures:
            said[-1] = replace(said[-1], pictures=(*said[-1].pictures, *message.pictures))
        else:
            said.append(Answer(text=message.text, html=message.html))
    return said
