"""/profiles: what is watched, and how it fares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from monitor.bot.asked import Answer, Asked
from monitor.bot.asking.lines import answers, dotted, line, named, title
from monitor.decide.calendar import next_due
from monitor.decide.profile import DEFAULT_CHANNEL, Profile
from monitor.decide.readers import readers
from monitor.deliver.blocks import Section
from monitor.deliver.text import clean

#: how far back alerts are counted
SPAN: Final = timedelta(days=7)


def profiles(asked: Asked) -> tuple[Answer, ...]:
    """Each with its state, its alerts of a week, its next digest and its channels."""
    voice, watching = asked.voice, asked.snapshot.profiles.values()
    told = asked.store.alerts_told(asked.now - SPAN)
    sections = [_one(asked, profile, told.get(profile.id, 0)) for profile in watching]
    sections += [
        (line(voice, "notice", voice.say("With a mistake, and left out:")), line(voice, "others", clean(str(fault))))
        for fault in asked.snapshot.faults
    ]
    if not sections:
        sections = [(line(voice, "notice", voice.say("Nothing is watched yet. /watch and a link drafts a profile.")),)]
    return answers(voice, [(title(voice, voice.say("Profiles")),), *sections])


def _one(asked: Asked, profile: Profile, alerts: int) -> Section:
    voice = asked.voice
    state = voice.say("on") if profile.enabled else voice.say("resting")
    week = voice.count("{n} alert in 7 days", "{n} alerts in 7 days", alerts)
    channels = [named(one) for one in profile.deliver or (DEFAULT_CHANNEL,)]
    return (
        line(voice, "group", named(profile.name or profile.id, bold=True), " · ", state),
        line(voice, "meta", *dotted([week, *_digest(asked, profile)])),
        line(voice, "others", *dotted([*channels, named(profile.id)])),
    )


def _digest(asked: Asked, profile: Profile) -> Iterator[str]:
    """When the next one is due that tells of it."""
    plans = [one.plan for one in readers([profile], asked.snapshot.plans, asked.snapshot.routing)]
    if plans:
        due, plan = min((next_due(one.times, one.timezone, asked.now), at) for at, one in enumerate(plans))
        when = asked.voice.day_and_time(due.astimezone(ZoneInfo(plans[plan].timezone)))
        yield asked.voice.say("next digest {when}", when=when)
