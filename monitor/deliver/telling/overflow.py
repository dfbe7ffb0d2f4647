"""The line in a digest that says how many of its stories would have been alerts, had there been fewer."""

from __future__ import annotations

from monitor.deliver.blocks import Run, Section
from monitor.deliver.telling.words import block
from monitor.model import Digest
from monitor.translation import Voice


def overflow_line(digest: Digest, voice: Voice) -> Section:
    """For instance "8 more than the 20 an hour that this profile wants"; none where nothing overflowed."""
    count = sum(alert.reason == "overflow" for alert in digest.alerts)
    if not count:
        return ()
    return (block(voice, "meta", Run(text=_said(digest, count, voice))),)


def _said(digest: Digest, n: int, voice: Voice) -> str:
    if digest.profile and digest.at_most:
        return voice.say("{n} more than the {most} an hour that this profile wants", n=n, most=digest.at_most)
    if digest.profile:
        return voice.say("{n} more than the alerts of an hour that this profile wants", n=n)
    if digest.at_most:
        return voice.say("{n} more than the {most} an hour that their profiles want", n=n, most=digest.at_most)
    return voice.say("{n} more than the alerts of an hour that their profiles want", n=n)
