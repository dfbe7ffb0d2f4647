"""What a person means to mute, by the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lexicon import Lexicon
from monitor.decide.code import read_code
from monitor.errors import ConfigError, Fault
from monitor.model import MuteKind, Source
from monitor.ports import Store
from monitor.settings.called import called, nearest_called
from monitor.settings.profiles import files_by_id
from monitor.settings.snapshot import Snapshot
from monitor.settings.wording import nearest_by_name, quoted

#: of several whom a name may mean, so many are named
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a mute is about."""

    kind: MuteKind
    #: as `model.Mute.subject`
    id: str
    #: as `model.Mute.name`
    name: str
    #: the profile in whose message it was pointed out; empty where no profile was
    profile: str = ""


def subject_of(kind: MuteKind, words: str, *, store: Store, snapshot: Snapshot) -> Subject:
    """What is meant. Raises `ConfigError` that says what is near where it is not known, or not clear; `StoreError`."""
    match kind:
        case "story":
            return _story(words, store)
        case "actor":
            return _actor(words, snapshot.lexicon)
        case "outlet":
            return _outlet(words, snapshot.sources)
        case "profile":
            return _profile(words, snapshot)


def _story(words: str, store: Store) -> Subject:
    """By a code, which belongs to one profile; or by the id or address of any of its articles."""
    if (code := read_code(words)) and (telling := store.telling(code)):
        return Subject(kind="story", id=telling.story_id, name=telling.title, profile=telling.profile)
    stored = store.find_article(words)
    if stored is None:
        raise _unknown(words, "no message has this code, and no stored article this id or address")
    if stored.story is None:
        raise _unknown(words, "this article is part of no story: no profile matched it")
    return Subject(kind="story", id=stored.story.id, name=stored.story.lead.title)


def _actor(words: str, lexicon: Lexicon) -> Subject:
    found = [one for one in called(words, lexicon) if isinstance(one, Actor)]
    if len(found) == 1:
        return Subject(kind="actor", id=found[0].id, name=found[0].name)
    if found:
        which = ", ".join(one.id for one in found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
        raise _unknown(words, "several are called that", f"write one of {which}")
    raise _unknown(
        words, "no actor is called that", nearest_called(words, lexicon) or "`monitor actors find NAME` looks further"
    )


def _outlet(words: str, sources: Mapping[str, Source]) -> Subject:
    """By a source's id, or by a name, which several sources of one outlet may share."""
    if words in sources:
        return Subject(kind="outlet", id=words, name=sources[words].name)
    found = [source for source in sources.values() if source.name.casefold() == words.casefold()]
    if found:
        alone = len(found) == 1
        return Subject(kind="outlet", id=found[0].id if alone else found[0].name, name=found[0].name)
    names = {source.id: source.id for source in sources.values()} | {one.name: one.id for one in sources.values()}
    raise _unknown(words, "no source is called that", nearest_by_name(words, names) or "`monitor sources list`")


def _profile(words: str, snapshot: Snapshot) -> Subject:
    names = {profile.id: profile.id for profile in snapshot.profiles.values()}
    names |= {profile.name: profile.id for profile in snapshot.profiles.values()}
    known = names.get(words) or {name.casefold(): one for name, one in names.items()}.get(words.casefold())
    if known is None and words in files_by_id(snapshot.home.profiles):
        raise _unknown(words, "this profile has a mistake in it", "`monitor check` says which")
    if known is None:
        raise _unknown(words, "no profile is called that", nearest_by_name(words, names) or "`monitor status`")
    return Subject(kind="profile", id=known, name=snapshot.profiles[known].name)


def _unknown(words: str, what: str, hint: str = "") -> ConfigError:
    return ConfigError(Fault(file=quoted(words), what=what, hint=hint))
