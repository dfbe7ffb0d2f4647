"""The line of a message that comes over a fallback: whose place that takes, and since when."""

from __future__ import annotations

from monitor.deliver.blocks import Block, Run
from monitor.deliver.telling.words import NAME, block, woven
from monitor.deliver.text import cap, clean
from monitor.model import News
from monitor.translation import Voice, zone


def instead_line(what: News, voice: Voice) -> Block:
    """ "Instead of telegram/me, which has taken no messages since 21 Nov, 09:12"; no runs where it is for itself."""
    instead = what.instead
    if instead is None:
        return block(voice, "notice")
    channel = [Run(text=cap(clean(instead.channel), NAME))]
    if instead.since is None:
        return block(
            voice, "notice", *woven(voice.pattern("Instead of {channel}, which did not take it"), channel=channel)
        )
    since = voice.day_and_time(instead.since.astimezone(zone(what.timezone)))
    said = voice.pattern("Instead of {channel}, which has taken no messages since {moment}")
    return block(voice, "notice", *woven(said, channel=channel, moment=[Run(text=since)]))
