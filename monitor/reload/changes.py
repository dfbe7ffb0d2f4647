"""What is other in a new set, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.settings.runtime import AT_ONCE, waiting
from monitor.settings.snapshot import Snapshot

#: fields of a source that decide whether it can be read
_MANNER = ("url", "kind", "selector", "headers", "missing", "allow_private")
#: names of one kind that are written out; more are counted
_NAMED = 3


def changes(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """ "profile baku-nato changed", "5 sources added" …; empty where the two mean the same."""
    return (
        *_differing("profile", before.profiles, after.profiles),
        *_differing("source", before.sources, after.sources),
        *_differing("channel", *({one.name: one for one in each.channels} for each in (before, after))),
        *_differing("actor", *({one.id: one for one in each.own.actors} for each in (before, after))),
        *_differing("topic", *({one.id: one for one in each.own.topics} for each in (before, after))),
        *(f"{key} takes effect at the next start" for key in waiting(before.runtime, after.runtime)),
        *_at_once(before, after),
    )


def asked_otherwise(before: Snapshot, after: Snapshot) -> list[str]:
    """Ids of sources that are asked or read in another way than before: that may cure what failed. Another weight, name
    or group does not, and is no reason to ask a server again."""
    return [
        name
        for name, source in after.sources.items()
        if name in before.sources and any(getattr(source, one) != getattr(before.sources[name], one) for one in _MANNER)
    ]


def _at_once(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for key in AT_ONCE:
        if getattr(before.runtime, key) != (new := getattr(after.runtime, key)):
            yield f"{key} is {new or 'nobody'}"


def _differing(kind: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    for what, names in (
        ("added", [name for name in after if name not in before]),
        ("changed", [name for name in after if name in before and before[name] != after[name]]),
        ("removed", [name for name in before if name not in after]),
    ):
        if len(names) > _NAMED:
            yield f"{len(names)} {kind}s {what}"
        elif names:
            yield f"{kind}{'s' if len(names) > 1 else ''} {', '.join(names)} {what}"
