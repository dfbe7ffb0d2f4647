"""One consistent set of everything that people wrote, compiled; a reload builds the next one and swaps it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from monitor.comprehend.catalogue import Actor, Topic
from monitor.comprehend.lexicon import Lexicon, Phrases, build_lexicon, called
from monitor.decide.calendar import DigestPlan
from monitor.decide.compile import Matcher, compile_profiles
from monitor.decide.delivery import ChannelSettings, Letters, Templates
from monitor.decide.profile import Profile
from monitor.decide.route import Routing
from monitor.errors import ConfigError, Fault
from monitor.model import Source
from monitor.settings.catalogue import read_actor, read_topic
from monitor.settings.channels import load_channels
from monitor.settings.document import present, shown
from monitor.settings.gathering import Gathering
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.languages import IDENTIFIER
from monitor.settings.lasting import settle, without_collection
from monitor.settings.own import load_own
from monitor.settings.profiles import load_profile, load_profiles
from monitor.settings.runtime import Runtime, load_runtime
from monitor.settings.secrets import Keyring
from monitor.settings.sources import load_sources
from monitor.settings.stamps import Look, look
from monitor.settings.transcription import load_transliterator
from monitor.settings.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What a home adds to the shipped catalogue: equal ones make equal lexicons."""

    actors: tuple[Actor, ...]
    topics: tuple[Topic, ...]
    #: id of a phrase -> its words by language
    phrases: Mapping[str, Phrases]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What one pass works with, from its beginning to its end."""

    home: Home
    runtime: Runtime
    sources: Mapping[str, Source]
    channels: tuple[ChannelSettings, ...]
    profiles: Mapping[str, Profile]
    lexicon: Lexicon
    #: what the lexicon holds beside the shipped catalogue
    own: OwnWords
    matcher: Matcher
    #: what is wrong with profiles that were left out; the others run
    faults: tuple[Fault, ...]
    #: the files as they were just before they were read
    files: Look = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Actor and topic ids -> names for people."""
        return self.lexicon.called

    @property
    def whole(self) -> bool:
        """Was every profile read that there is? Then one that is not among them is no more."""
        return bool(self.profiles) and not self.faults

    @property
    def versions(self) -> Mapping[str, str]:
        """Profile ids -> versions."""
        return {profile.id: profile.version for profile in self.profiles.values()}

    @property
    def editing(self) -> frozenset[str]:
        """Channels that can change what they have sent."""
        return frozenset(one.name for one in self.channels if one.edits)

    @property
    def templates(self) -> Templates:
        """The owner's own, as every channel has them that writes letters; none where no channel does."""
        return next((one.templates for one in self.channels if isinstance(one, Letters)), ())

    @cached_property
    def plans(self) -> Mapping[str, DigestPlan]:
        """Channels whose recipients have digests of their own -> when these are due."""
        return {channel.name: channel.digest for channel in self.channels if channel.digest}

    @cached_property
    def routing(self) -> Routing:
        """Channels that do not take everything -> what they take."""
        return {channel.name: channel.only for channel in self.channels if channel.only}

    @property
    def parked(self) -> frozenset[str]:
        """Channels that repeat nothing of which nobody knows whether it arrived."""
        return frozenset(channel.name for channel in self.channels if channel.on_unknown == "park")

    @cached_property
    def fallbacks(self) -> Mapping[str, str]:
        """Channels that have a fallback -> its name."""
        return {channel.name: channel.fallback for channel in self.channels if channel.fallback}

    def language_of(self, channel: str) -> str | None:
        """The language in which a channel's recipient is told; None where it says none, or there is no such channel."""
        return next((one.language for one in self.channels if one.name == channel), None)


def load_snapshot(home: Home, environ: Mapping[str, str], *, running: Snapshot | None = None) -> Snapshot:
    """Read and compile everything; the lexicon of the `running` one serves again where the same words make it. Raises
    `ConfigError` for what concerns all; a broken profile is left out and named in `faults`."""
    files, gathering, keyring = look(home), Gathering(), Keyring(environ, home.path)
    channels = gathering.attempt(lambda: load_channels(home.channels, environ, home.path))
    names = None if channels is None else [channel.name for channel in channels]
    runtime = gathering.attempt(lambda: load_runtime(home, names, keyring))
    listed = gathering.attempt(lambda: _sources(home, keyring, running))
    sources = {source.id: source for source in listed or ()}
    added = gathering.attempt(lambda: _own(home))
    if runtime is None or channels is None or added is None or gathering.faults:
        raise ConfigError(*gathering.faults)
    actors, topics = added
    profiles, faults = load_profiles(
        home.profiles,
        known={**shipped().called, **called(actors, topics)},
        channels=[channel.name for channel in channels],
        sources=list(sources),
        seeds=home.seeds,
    )
    own = OwnWords(actors=tuple(actors), topics=tuple(topics), phrases=_phrases(profiles))
    lexicon = running.lexicon if running and running.own == own else _lexicon(own)
    return Snapshot(
        home=home,
        runtime=runtime,
        sources=sources,
        channels=channels,
        profiles={profile.id: profile for profile in profiles},
        lexicon=lexicon,
        own=own,
        matcher=compile_profiles(profiles, lexicon.desks),
        faults=faults,
        files=files,
    )


def _sources(home: Home, keyring: Keyring, running: Snapshot | None) -> tuple[Source, ...]:
    """The sources of the file; without one none, unless a running watch has some: that file was lost, not emptied."""
    if not present(home.sources) and running is not None and running.sources:
        hint = "put it back; to watch nothing, keep it with an empty `groups:`"
        raise ConfigError(Fault(file=shown(home.sources), what="the file is gone", hint=hint))
    return load_sources(home.sources, keyring) if present(home.sources) else ()


def with_file(snapshot: Snapshot, path: Path) -> Snapshot:
    """The same with the profile of one more file, wherever it lies; it takes the place of one with its id. Raises
    `ConfigError`."""
    vocabulary = Vocabulary(
        known=snapshot.names,
        channels=[channel.name for channel in snapshot.channels],
        sources=list(snapshot.sources),
        seeds=snapshot.home.seeds,
    )
    tried = load_profile(path, vocabulary)
    profiles = {**snapshot.profiles, tried.id: tried}
    own = replace(snapshot.own, phrases=_phrases(profiles.values()))
    lexicon = snapshot.lexicon if own == snapshot.own else _lexicon(own)
    return replace(
        snapshot,
        profiles=profiles,
        lexicon=lexicon,
        own=own,
        matcher=compile_profiles(profiles.values(), lexicon.desks),
    )


def load_lexicon(home: Home, more: Iterable[Actor] = ()) -> Lexicon:
    """The catalogue and the owner's actors and topics alone, and `more` actors, without any profile.

    Raises `ConfigError`.
    """
    actors, topics = _own(home)
    return _lexicon(OwnWords(actors=(*actors, *more), topics=tuple(topics), phrases={}))


def _own(home: Home) -> tuple[list[Actor], list[Topic]]:
    actors, topics = load_own(home)
    return list(map(read_actor, actors)), list(map(read_topic, topics))


def _phrases(profiles: Iterable[Profile]) -> dict[str, Phrases]:
    return {phrase: words for profile in profiles for phrase, words in profile.phrases.items()}


def _lexicon(own: OwnWords) -> Lexicon:
    with without_collection():
        lexicon = build_lexicon(
            shipped(),
            IDENTIFIER,
            actors=own.actors,
            topics=own.topics,
            phrases=own.phrases,
            transliterator=load_transliterator,
        )
    settle()
    return lexicon
