"""The model of what is posted; what a field means stands in the schema that follows from it.

Text from outside is plain text on one line: no control, no lone surrogate, no direction override.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from monitor.model import Level, SilenceCause

#: counts up when a field changes its meaning or goes; new fields come without
VERSION: Final = 1
Language = Annotated[str, Field(description="ISO 639-1, or `und` where nobody knows it")]
Address = Annotated[str, Field(description="http or https; empty where there is none", pattern="^(https?://.*)?$")]
Score = Annotated[float, Field(ge=0, le=1, description="how well it fits the profile")]
Zone = Annotated[str, Field(description="IANA zone of the reader")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article of a story."""

    url: Address
    title: str
    outlet: str
    language: Language
    published: datetime
    copy: Annotated[bool, Field(description="its text is another one's, word for word")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A term of the profile that was found."""

    term: Annotated[str, Field(description="its id, such as `person/ilham-aliyev`")]
    name: str
    points: Annotated[float, Field(description="what it added to the score, or took from it")]
    count: int
    surfaces: Annotated[tuple[str, ...], Field(description="the words that were found, commonest first")]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the story is about, in the channel's language."""

    language: Language
    actors: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What came to the story since it was told."""

    outlets: Annotated[int, Field(description="how many more tell it")]
    languages: tuple[Language, ...]
    actors: tuple[str, ...]
    figures: tuple[str, ...]
    tolls: Annotated[tuple[str, ...], Field(description="figures that took another's place: `12 → 19 killed`")]
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStory:
    """A story as one profile is told of it."""

    profile: Annotated[str, Field(description="its id")]
    profile_name: str
    story: Annotated[str, Field(description="its id: the same in every telling")]
    revision: Annotated[int, Field(description="counts up with every change of the story")]
    number: Annotated[int, Field(description="1 for the first telling, 2 for the next")]
    code: Annotated[str, Field(description="by which it is muted or judged; empty for a sample")]
    score: Score
    level: Level
    reason: Annotated[str, Field(description="the named reason of the verdict, such as `instant`")]
    lead: Annotated[Telling, Field(description="the most trusted telling")]
    members: Annotated[tuple[Telling, ...], Field(description="the other articles, the earliest first")]
    outlets: Annotated[int, Field(description="how many tell it")]
    languages: tuple[Language, ...]
    evidence: Annotated[tuple[Found, ...], Field(description="the most telling first")]
    gist: Annotated[About | None, Field(description="null where the lead is in the channel's language, or it has none")]
    quote: Annotated[str, Field(description="the sentence of the lead that holds most of the evidence")]
    summary: Annotated[tuple[str, ...], Field(description="sentences of the lead")]
    change: Annotated[Since | None, Field(description="what is new since the telling before; null for the first")]
    also: Annotated[tuple[str, ...], Field(description="names of the other profiles that hold it for the same digest")]
    timezone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated(OneStory):
    """A story that was told before."""

    replaces: Annotated[str, Field(description="`webhook-id` of the message whose place this one takes, or empty")]
    answers: Annotated[str, Field(description="`webhook-id` of the message that this one goes on from, or empty")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How many articles matched on a day."""

    day: date
    count: int
    watched: Annotated[bool, Field(description="false where nobody watched all that day")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """Many stories at one time."""

    profile: Annotated[str, Field(description="empty for a digest of all that a recipient reads")]
    profile_name: str
    slot: Annotated[str, Field(description="which digest it is: `2026-11-21 07:30`, `first 2026-11-21`")]
    stories: Annotated[tuple[OneStory, ...], Field(description="in the order in which they are told")]
    articles_read: int
    sources_asked: int
    sources_failed: int
    sources_failing: Annotated[int, Field(description="those that bring nothing until somebody looks")]
    late: bool
    muted: Annotated[int, Field(description="stories that mutes held back since the digest before")]
    volume: tuple[Day, ...]
    timezone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Far more news than usual."""

    profile: str
    profile_name: str
    subject: Annotated[str, Field(description="an actor's id; empty: the profile itself")]
    name: str
    ratio: float
    count: int
    usual: float
    since: datetime
    because: Annotated[tuple[Telling, ...], Field(description="leads of the stories that made it, the largest first")]
    timezone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Nothing for unusually long."""

    profile: str
    profile_name: str
    since: datetime
    usual_s: Annotated[float | None, Field(description="the longest that is usual, in seconds")]
    cause: SilenceCause
    figures: Annotated[dict[str, float], Field(description="what speaks for the cause")]
    timezone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A word of the watch's own to whoever looks after it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlaceOf:
    """The channel that it was for, of which this one is the fallback."""

    channel: str
    since: Annotated[
        datetime | None, Field(description="since when that takes nothing; null: it did not take this one")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posted:
    timestamp: Annotated[datetime, Field(description="when this was put into words, UTC")]
    version: Literal[1] = VERSION
    instead: Annotated[InPlaceOf | None, Field(description="null where it goes where it should")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPosted(_Posted):
    data: OneStory
    type: Literal["alert"] = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePosted(_Posted):
    data: Updated
    type: Literal["alert.updated"] = "alert.updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPosted(_Posted):
    data: Stories
    type: Literal["digest"] = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurgePosted(_Posted):
    data: Volume
    type: Literal["surge"] = "surge"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencePosted(_Posted):
    data: Quiet
    type: Literal["silence"] = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPosted(_Posted):
    data: Text
    type: Literal["word"] = "word"


Payload = AlertPosted | UpdatePosted | DigestPosted | SurgePosted | SilencePosted | WordPosted
_PAYLOAD: Final[TypeAdapter[Payload]] = TypeAdapter(Annotated[Payload, Field(discriminator="type")])


def json_of(payload: Payload) -> str:
    """What is posted."""
    return _PAYLOAD.dump_json(payload).decode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of all that is posted."""
    schema = _PAYLOAD.json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "What a webhook receives", **schema}
