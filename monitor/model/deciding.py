"""Decide: Analysis -> Verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from monitor.model.collecting import Article, Entry
from monitor.model.comprehending import Analysis

Action = Literal["send", "hold", "drop"]
Decision = Literal["match", "review", "none"]
#: hour (its begin, UTC) -> source id -> independent tellings in it; an hour of which nothing is known is absent
Hours: TypeAlias = Mapping[datetime, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one term of a profile contributed, and the words that did it."""

    #: "person/ilham-aliyev", "topic/peace-treaty", "phrase/…"
    term: str
    #: name for people
    name: str
    points: float
    count: int
    in_title: bool
    #: distinct words found, commonest first
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What speaks against a match: a requirement that is not met, an exclude that is there, a term that is absent."""

    kind: Literal["required", "excluded", "absent"]
    #: an id, or a condition in words
    what: str

    def __str__(self) -> str:
        return f"{_MISSING[self.kind]}: {self.what}"

    @property
    def decisive(self) -> bool:
        """Does it keep an article from matching by itself?"""
        return self.kind != "absent"


_MISSING = {"required": "required, not there", "excluded": "excluded, and there", "absent": "not there"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well an article fits a profile, and why."""

    profile: str
    #: digest of the profile that judged
    version: str
    #: 0 to 1
    score: float
    decision: Decision
    evidence: tuple[Evidence, ...]
    #: requirements that were not met, and terms that were not there
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article's place in a story: all that a reader is shown of it."""

    article_id: str
    source_id: str
    outlet: str
    title: str
    url: str
    language: str
    published: datetime
    weight: float = 1.0
    #: feature -> weight: actors, topics, figures, names, words; what grouping compares, see `decide.stories.features`
    features: tuple[tuple[str, float], ...] = ()
    #: id of the article whose text this one carries word for word; empty: its own words
    copy_of: str = ""
    #: how much it tells, 0 to 1
    informative: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What many outlets tell as one affair."""

    id: str
    members: tuple[Member, ...]
    first_seen: datetime
    last_seen: datetime
    #: counts up with every change; checked at commit
    revision: int

    @property
    def lead(self) -> Member:
        """The most trusted telling; of equals one in own words, then the most informative, then the earliest."""
        return min(self.members, key=_rank)

    @property
    def independent(self) -> tuple[Member, ...]:
        """The tellings that copy nobody."""
        return tuple(member for member in self.members if not member.copy_of)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({member.language for member in self.members}))

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(sorted({member.outlet for member in self.members}))


def _rank(member: Member) -> tuple[float, bool, float, datetime, str]:
    """By which the members of a story stand, the leading one first."""
    return (-member.weight, bool(member.copy_of), -member.informative, member.published, member.article_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """Stories that become one, or part, by what a new article shows; as they stand before it joins one of them."""

    #: with their members from now on, each at its next revision; at revision 1, it parts from another
    stories: tuple[Story, ...]
    #: article -> the story that it leaves, and the one that it is in from now on
    moves: Mapping[str, tuple[str, str]]
    #: those of which nothing is left, as they stood
    gone: tuple[Story, ...]
    #: id of one that is gone -> the story that has most of it
    into: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a new article belongs."""

    #: with the article as its last member, at its next revision
    story: Story
    #: what has to be done first; None where nothing else changes
    regrouping: Regrouping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What a story amounts to at one moment, for one profile: what was told is held against what there is."""

    #: by name, sorted
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    #: the watched actors that its articles name, by id, sorted
    actors: tuple[str, ...]
    #: figures that any of its articles gives, sorted
    figures: tuple[str, ...]
    members: int
    #: when its last article was published
    last_seen: datetime
    #: a headline among them denies what others say
    denied: bool = False
    #: the highest that any of its articles reached; 0 where that was not kept yet
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a profile was told of a story, or will be."""

    profile: str
    story_id: str
    #: tellings so far by a message of its own, and as a line of a digest; what still waits is counted
    alerts: int = 0
    digests: int = 0
    #: when the last of them goes out
    due: datetime
    #: the last of them, and its reason: one of `deliver.telling.REASONS`
    kind: Literal["alert", "digest"]
    reason: str
    #: the story as the last of them tells it
    extent: Extent
    #: the last of them is not rendered yet: what joins the story meanwhile is told with it
    waits: bool = True

    @property
    def number(self) -> int:
        """Tellings so far; 1 after the first."""
        return self.alerts + self.digests


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFor:
    """For which digest a story waits."""

    #: "profile/<id>", or "channel/<name>" for a recipient's own, for instance "channel/email/desk"
    reader: str
    due: datetime
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do about a story for one profile, and the named reason."""

    profile: str
    action: Action
    #: one of `deliver.telling.REASONS`
    reason: str
    #: when it is due; None where it is dropped, or sent at once
    until: datetime | None = None
    #: a held one waits for the digest (True) or goes out by itself when due (False)
    digest: bool = False
    #: those that are written to when it is due; of a digest, those of all `digests`
    channels: tuple[str, ...] = ()
    #: the digests that it waits for: the profile's own, and those of recipients who have their own
    digests: tuple[HeldFor, ...] = ()
    #: what the profile has been told once this is done; None where nothing changes
    told: Told | None = None
    #: id of the mute that holds it back
    mute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that one article leads to, written in one transaction."""

    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    #: the story after the article joined it; None where no profile cares
    story: Story | None
    verdicts: tuple[Verdict, ...]
    #: the entry that is done with this; None for articles from elsewhere
    entry: Entry | None
