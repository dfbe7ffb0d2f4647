"""And back: what a reader says of what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.model.deciding import Evidence

Opinion = Literal["up", "down"]
MuteKind = Literal["story", "actor", "outlet", "profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A reader's word on a story that a profile told, or on an article, with what the profile went by."""

    profile: str
    #: the story that was told; None for an article that belongs to none
    story_id: str | None
    #: of a story, the member that fits the profile best
    article_id: str
    #: that article's headline
    title: str
    opinion: Opinion
    #: who said it: "telegram:" and the person's number there, or the name of a login
    who: str
    #: by which way: a channel's name, or "command"
    way: str
    #: in the reader's own words; may be empty
    note: str = ""
    at: datetime
    #: digest of the profile that judged; empty where it never matched
    version: str = ""
    #: the match's score and evidence as they were then
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def subject(self) -> str:
        """What it is about: for a profile and a person, the last word on a subject counts."""
        return self.story_id or self.article_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """What a reader wants to hear nothing of, and for how long."""

    #: a number, for people to name it by; given by the store
    id: str = ""
    kind: MuteKind
    #: a story's, an actor's or a profile's id; of an outlet a source's, or the name that several sources of it share
    subject: str
    #: what people call it: a story's headline, else a name; empty where only its id is known
    name: str = ""
    #: only what this profile tells; empty: whatever tells it
    profile: str = ""
    #: its end, of one that somebody ended the real one; None: until somebody ends it
    until: datetime | None
    at: datetime
    #: as `Feedback.who` and `Feedback.way`
    who: str
    way: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteRecord:
    """A mute, and what came of it."""

    mute: Mute
    #: stories that it kept from a profile, counted for each profile
    stories: int = 0
    #: the articles that would have told of them
    articles: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An article that a mute kept from a profile."""

    #: the mute's id
    mute: str
    profile: str
    story_id: str
    article_id: str
    #: its headline
    title: str
    at: datetime
