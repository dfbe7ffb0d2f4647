"""`fallback: NAME`: each leads to a channel that there is, and none leads back to where it began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from monitor.decide.delivery import ChannelSettings
from monitor.errors import Fault
from monitor.settings.document import Document
from monitor.settings.wording import nearest, quoted

#: there is always a terminal, whether or not the file names it
_ALWAYS: Final = "console"


def fallback_faults(document: Document, channels: Sequence[ChannelSettings]) -> Iterator[Fault]:
    """What is wrong with them, each where it is written; a circle once, at its first channel in the file."""
    leads = {channel.name: channel.fallback for channel in channels if channel.fallback}
    known = {channel.name for channel in channels} | {_ALWAYS}
    in_circles: set[str] = set()
    for name, to in leads.items():
        where = document.path((name, "fallback"))
        if to not in known:
            hint = nearest(to, known) or f"there are: {', '.join(sorted(known))}"
            yield document.fault(where, f"no channel {quoted(to)}", hint)
        elif name not in in_circles and (circle := _circle(name, leads)):
            in_circles.update(circle)
            way = " → ".join((*circle, name))
            what = f"{quoted(name)} falls back on itself" + (f": {way}" if len(circle) > 1 else "")
            yield document.fault(where, what, "name a channel that fails for other reasons, or remove `fallback`")


def _circle(name: str, leads: Mapping[str, str]) -> tuple[str, ...]:
    """The channels from this one back to itself; empty where its way ends, or ends in another's circle."""
    way = [name]
    while to := leads.get(way[-1]):
        if to == name:
            return tuple(way)
        if to in way:
            return ()
        way.append(to)
    return ()
