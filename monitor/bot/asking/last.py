"""/last: the alerts that reached this chat."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, headline, line, named, slip, title
from monitor.decide.code import code_of
from monitor.deliver.blocks import Run, Section
from monitor.ports import ToldTo

USUAL: Final = 5
MOST: Final = 10


def last(asked: Asked) -> tuple[Answer, ...]:
    """The newest first, each linked, with its code."""
    voice = asked.voice
    found = asked.store.told_to(asked.channel.name, _wanted(asked))
    if not found:
        return (Answer(text=voice.say("No alert has reached this chat yet.")),)
    return answers(voice, [(title(voice, voice.say("Last alerts")),), *(_one(asked, one) for one in found)])


def _wanted(asked: Asked) -> int:
    """How many. Raises `ConfigError`."""
    if not asked.words:
        return USUAL
    word = asked.words[0]
    if len(asked.words) > 1 or len(word) > 2 or not word.isdecimal() or not 1 <= int(word) <= MOST:
        hint = asked.voice.say("for instance {example}", example=f"/last {USUAL}")
        raise slip("/last", asked.voice.say("a number from 1 to {most} says how many", most=MOST), hint)
    return int(word)


def _one(asked: Asked, told: ToldTo) -> Section:
    voice, lead = asked.voice, told.story.lead
    profile = asked.snapshot.profiles.get(told.profile)
    zone = ZoneInfo(profile.alert.timezone if profile else "UTC")
    code = code_of(told.profile, told.story.id)
    others = len(told.story.outlets) - 1
    more = voice.count("+{n} outlet", "+{n} outlets", others) if others > 0 else ""
    language = voice.language_name(lead.language)
    return (
        headline(voice, lead.title, lead.url, lead.language),
        line(
            voice,
            "meta",
            *dotted([named(lead.outlet), more, language, voice.day_and_time(told.sent_at.astimezone(zone))]),
        ),
        line(voice, "others", *dotted([named(profile.name if profile else told.profile), Run(text=code, bold=True)])),
    )
