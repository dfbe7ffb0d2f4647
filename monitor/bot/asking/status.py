"""/status: how the watch stands, in lines that a telephone shows well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, line, named, title
from monitor.control import Status
from monitor.control import status as look
from monitor.deliver.blocks import Block, Run
from monitor.deliver.telling.words import QUOTE
from monitor.deliver.text import cap, clean
from monitor.ports import Undelivered

#: sources that are named
NAMED: Final = 8


def status(asked: Asked) -> tuple[Answer, ...]:
    """Sources, articles, messages, mutes, and what needs somebody."""
    found = look(asked.store, asked.snapshot, asked.now)
    head = title(asked.voice, asked.voice.say("How the watch stands"))
    return answers(asked.voice, [(head, *_figures(asked, found)), tuple(_troubles(asked, found))])


def _figures(asked: Asked, found: Status) -> Iterator[Block]:
    voice, counts, by_state = asked.voice, found.counts, found.counts.deliveries
    yield line(
        voice,
        "meta",
        voice.count("{n} article read in 24 hours", "{n} articles read in 24 hours", counts.articles_since),
    )
    silent = [one.source.name for one in found.sources if not one.answering]
    of = voice.count("{n} source", "{n} sources", len(found.sources))
    ill = voice.count("{n} does not answer", "{n} do not answer", len(silent)) if silent else voice.say("all answer")
    yield line(voice, "meta", *dotted([of, ill if found.sources else ""]))
    if silent:
        more = len(silent) - NAMED
        names: list[Run | str] = [named(one) for one in silent[:NAMED]]
        yield line(voice, "others", *dotted([*names, voice.say("and {n} more", n=more) if more > 0 else ""]))
    awake = sum(one.enabled for one in found.profiles)
    yield line(voice, "meta", voice.count("{n} profile on watch", "{n} profiles on watch", awake))
    waiting = by_state.get("pending", 0)
    dead = by_state.get("dead", 0) + by_state.get("unknown", 0)
    yield line(
        voice,
        "meta",
        *dotted(
            [
                voice.count("{n} message sent", "{n} messages sent", by_state.get("sent", 0)),
                voice.count("{n} waiting", "{n} waiting", waiting) if waiting else "",
                voice.count("{n} not delivered", "{n} not delivered", dead) if dead else "",
                voice.count("{n} held for a digest", "{n} held for a digest", counts.held) if counts.held else "",
            ]
        ),
    )
    if found.mutes:
        yield line(voice, "meta", voice.count("{n} mute stands: /mutes", "{n} mutes stand: /mutes", len(found.mutes)))


def _troubles(asked: Asked, found: Status) -> Iterator[Block]:
    """What somebody should look at."""
    voice = asked.voice
    for lost in found.undelivered:
        yield line(voice, "notice", voice.say("Not delivered:"), " ", *_undelivered(lost))
    for notice in found.notices:
        if notice.kind == "reload":
            words = voice.say("An edit is not taken, the watch goes on with what it had:")
            yield line(voice, "notice", words, " ", Run(text=cap(clean("; ".join(notice.lines)), QUOTE)))
    for fault in asked.snapshot.faults:
        words = voice.say("A profile is left out:")
        yield line(voice, "notice", words, " ", Run(text=cap(clean(str(fault)), QUOTE)))


def _undelivered(lost: Undelivered) -> Iterator[Run]:
    yield from dotted([named(lost.channel), f"{lost.count}×", Run(text=cap(clean(lost.error), QUOTE))])
