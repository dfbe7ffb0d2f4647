"""To mute, to end a mute, to find the mutes that are meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from monitor.control import Reader
from monitor.decide.code import code_of, read_code
from monitor.decide.mute import covering, stands
from monitor.errors import ConfigError, Fault
from monitor.model import Mute, MuteRecord
from monitor.muting.subjects import Subject
from monitor.ports import Store, Waiting
from monitor.settings.wording import quoted

#: for so long an ended mute is still listed
LISTED = timedelta(days=7)
#: a note has at most so many characters: it stands in a line of each list of mutes
NOTE = 300


def begin(
    store: Store,
    subject: Subject,
    until: datetime | None,
    reader: Reader,
    now: datetime,
    *,
    minor: Callable[[str], bool],
    profile: str = "",
    note: str = "",
) -> Mute:
    """Mute it for a profile, or for all; a mute that stands on the same gets this end. What waits to be told of it is
    held back too. Raises `ConfigError` for a note longer than `NOTE`, `StoreError`."""
    if len(note) > NOTE:
        what = f"{len(note):,} characters are too many for a note"
        raise ConfigError(Fault(file="the note", what=what, hint=f"at most {NOTE}"))
    wanted = Mute(
        kind=subject.kind,
        subject=subject.id,
        name=subject.name,
        profile=profile,
        until=until,
        at=now,
        who=reader.name,
        way=reader.way,
        note=note,
    )
    made = store.add_mute(wanted)
    # behind the mute: what is decided from now on is held back already, and what was decided before it waits
    store.withdraw_waiting(made.id, _covered(store, made, minor, now), now)
    return made


def _covered(store: Store, mute: Mute, minor: Callable[[str], bool], now: datetime) -> list[Waiting]:
    """What the mute covers of all that waits; one outlet more may leave none that is not muted."""
    among = [one for one in store.mutes(now) if one.kind == "outlet"] if mute.kind == "outlet" else [mute]

    def is_covered(one: Waiting) -> bool:
        if mute.profile not in ("", one.profile) or (mute.kind == "story" and mute.subject != one.story_id):
            return False
        stored = store.find_article(one.article_id)
        if stored is None or stored.story is None:
            return False
        story, analysis = stored.story, stored.analysis
        return covering(among, profile=one.profile, story=story, analysis=analysis, minor=minor, now=now) is not None

    return [one for one in store.waiting() if is_covered(one)]


def end(store: Store, wanted: str, now: datetime) -> tuple[Mute, ...]:
    """End the mutes that are meant: by number, by what is muted, or by a story's code. One that has ended already stays
    as it is. Raises `ConfigError` where there is none, `StoreError`."""
    records = store.mute_records(now, now - LISTED)
    meant = [record.mute for record in records if record.mute.id == wanted]
    meant = meant or [mute for mute in _standing(records, now) if _is_meant(mute, wanted)]
    if not meant:
        raise ConfigError(Fault(file=quoted(wanted), what="there is no such mute", hint=_hint(records, now)))
    return tuple(found for one in meant if (found := store.end_mute(one.id, now)))


def story_mutes(store: Store, story_id: str, profile: str, now: datetime) -> tuple[Mute, ...]:
    """The mutes that stand on a story for a profile. Raises `StoreError`."""
    return tuple(
        one
        for one in store.mutes(now)
        if one.kind == "story" and one.subject == story_id and one.profile in ("", profile)
    )


def _standing(records: tuple[MuteRecord, ...], now: datetime) -> list[Mute]:
    return [record.mute for record in records if stands(record.mute, now)]


def _is_meant(mute: Mute, wanted: str) -> bool:
    if wanted.casefold() in (mute.subject.casefold(), mute.name.casefold()):
        return True
    code = read_code(wanted)
    return mute.kind == "story" and code is not None and code == code_of(mute.profile, mute.subject)


def _hint(records: tuple[MuteRecord, ...], now: datetime) -> str:
    numbers = ", ".join(one.id for one in _standing(records, now))
    return f"those that stand: {numbers}" if numbers else "none stands"
