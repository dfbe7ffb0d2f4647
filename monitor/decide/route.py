"""Through which of its channels a profile tells something: those whose `only` lets it through.

`only` says where something goes, not whether. What no channel of a profile takes

    for its level: an alert            waits for the digest, where one takes digests
    for its level, or its profile      goes to all of them, and `monitor check` warns
    for its language                   is told nowhere, and `monitor explain` says so: this is what was asked for

A fallback is asked as well: one that does not want the message is passed over for its own fallback. Where none of them
wants it, the first gets it all the same: it is told in the wrong place rather than lost.

A story is in a language where any of its articles is. The leading article changes as outlets join; that an outlet tells
it in Persian stays true, so who was told of a story goes on hearing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, get_args

from monitor.decide.profile import Profile
from monitor.model import Level

LEVELS: Final[tuple[Level, ...]] = get_args(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a channel takes; an empty part takes everything."""

    levels: tuple[Level, ...] = ()
    #: ISO 639-1
    languages: tuple[str, ...] = ()
    #: ids
    profiles: tuple[str, ...] = ()

    def takes(self, profile: str, level: Level, languages: Collection[str]) -> bool:
        """Of these, an empty one is let through."""
        return (
            level in (self.levels or LEVELS)
            and (not self.profiles or not profile or profile in self.profiles)
            and (not self.languages or not languages or not set(self.languages).isdisjoint(languages))
        )

    def __str__(self) -> str:
        """For instance "only critical, only in fa or ru, only of armenia"."""
        parts = ((" or ", "", self.levels), (" or ", "in ", self.languages), (" or ", "of ", self.profiles))
        return ", ".join(f"only {word}{between.join(names)}" for between, word, names in parts if names)


#: channel -> what it takes; one that is not named takes everything
Routing: TypeAlias = Mapping[str, Only]
_ALL: Final = Only()


def at_once(profile: Profile, level: Level, languages: Collection[str], routing: Routing) -> tuple[str, ...]:
    """Where a message about a story goes; nowhere where it has to wait for a digest, or nobody reads its languages."""
    takers = _takers(profile, level, routing)
    if not takers and not _takers(profile, "digest", routing):
        takers = _offered(profile, routing)
    return _reading(takers, languages, routing)


def in_digests(profile: Profile, languages: Collection[str], routing: Routing) -> tuple[str, ...]:
    """Whose digests tell a story; nobody's where nobody of them reads its languages."""
    return _reading(told_on(profile, "digest", routing), languages, routing)


def told_on(profile: Profile, level: Level, routing: Routing) -> tuple[str, ...]:
    """Where something that is no single story goes."""
    return _takers(profile, level, routing) or _offered(profile, routing)


def for_digests(profile: Profile, routing: Routing) -> Profile:
    """The profile as its digests know it: with the channels that get them."""
    return replace(profile, deliver=told_on(profile, "digest", routing))


def instead_of(
    channel: str,
    fallbacks: Mapping[str, str],
    *,
    profile: str,
    level: Level,
    languages: Collection[str],
    routing: Routing,
) -> str:
    """Which fallback gets what a channel does not take: the first of its chain that wants it, else the first of all.

    `profile`: its id, `languages`: those of the story; empty for what is of several. Raises `KeyError` where the
    channel has no fallback.
    """
    chain: list[str] = []
    while (to := fallbacks.get(chain[-1] if chain else channel)) and to not in (channel, *chain):
        chain.append(to)
    wanted = (one for one in chain if routing.get(one, _ALL).takes(profile, level, languages))
    return next(wanted, fallbacks[channel])


def passed_over(profile: Profile, channels: Collection[str], routing: Routing) -> Iterator[tuple[str, str]]:
    """Why something was told on these channels of the profile and not on the others: each of those with what it takes,
    for instance ("telegram/me", "only critical")."""
    for channel in profile.channels:
        if channel not in channels and channel in routing:
            yield channel, str(routing[channel])


def unserved(profile: Profile, routing: Routing) -> Iterator[str]:
    """What the profile tells and no channel of its takes, in words; what becomes of it."""
    names = ", ".join(profile.channels)
    if not _offered(profile, routing, strictly=True):
        yield f"{names}: none takes it (`only: profiles`): it is told on all of them"
    elsewhere = "it goes to all of them"
    if not _takers(profile, "alert", routing):
        digested = _takers(profile, "digest", routing)
        yield f"{names}: none takes alerts: " + ("what would alert waits for the digest" if digested else elsewhere)
    if not _takers(profile, "digest", routing) and profile.alert.digest:
        yield f"{names}: none takes digests: {elsewhere}"
    unusual: tuple[tuple[Level, bool], ...] = (("surge", profile.alert.surge), ("silence", profile.alert.silence))
    for level, wanted in unusual:
        if wanted and not _takers(profile, level, routing):
            yield f"{names}: none is told of a {level}: {elsewhere} (`{level}: false` in the profile: nowhere)"
    if all(routing.get(channel, _ALL).languages for channel in profile.channels):
        read = dict.fromkeys(code for channel in profile.channels for code in routing[channel].languages)
        yield f"{names}: stories in other languages than {', '.join(read)} are told nowhere"


def _takers(profile: Profile, level: Level, routing: Routing) -> tuple[str, ...]:
    """Of the channels that take the profile, those that take this level."""
    there = _offered(profile, routing)
    return tuple(one for one in there if level in (routing.get(one, _ALL).levels or LEVELS))


def _offered(profile: Profile, routing: Routing, *, strictly: bool = False) -> tuple[str, ...]:
    """The channels that take the profile; all where none does, unless that is asked `strictly`."""
    found = tuple(one for one in profile.channels if profile.id in (routing.get(one, _ALL).profiles or [profile.id]))
    return found if found or strictly else profile.channels


def _reading(channels: Iterable[str], languages: Collection[str], routing: Routing) -> tuple[str, ...]:
    def reads(only: Only) -> bool:
        return not only.languages or not set(only.languages).isdisjoint(languages)

    return tuple(channel for channel in channels if reads(routing.get(channel, _ALL)))
