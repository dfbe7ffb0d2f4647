"""The shape of `config/profiles/*.yaml`. Names are checked on the way, against the `Vocabulary` in the context."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PositiveInt,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from monitor.decide.calendar import Empty
from monitor.decide.profile import Profile, Updates
from monitor.settings.codes import CountryCode, LanguageCode, ZoneName
from monitor.settings.conditions import Asked, WatchLine
from monitor.settings.digest_times import DigestTimes, time_of_day
from monitor.settings.durations import Interval, Wait
from monitor.settings.schema import OneOrMany, Strict, wrong
from monitor.settings.vocabulary import Vocabulary, known_by
from monitor.settings.wording import quoted

_PERIOD = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})")

#: what holds where the file says nothing
USUAL = Profile(id="", name="", watch=())
#: a score, 0 to 1
Score = Annotated[float, Field(ge=0, le=1)]


def _period(value: object) -> object:
    """ "22:00-06:30" -> its two times; `none` or nothing -> None."""
    if value in (None, "none"):
        return None
    found = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"{quoted(value)} is not a period of the day", "write it as `22:00-06:30`, or `none`")
    begins, ends = time_of_day(found[1]), time_of_day(found[2])
    if begins == ends:
        raise wrong(f"{quoted(value)} has no length", "leave `quiet` out, or set `enabled: false`")
    return begins, ends


def _any(value: object) -> object:
    """`any` is no restriction."""
    return [] if value == "any" else value


def _cap(value: object) -> object:
    """`none` is no cap; 0 would be one that nothing passes."""
    if value == 0 and not isinstance(value, bool):
        raise wrong("`0` alerts would tell nothing at once", "write `none` for no limit, or `instant: 1`")
    return 0 if value == "none" else value


def _none(value: object) -> object:
    return None if value == "none" else value


PeriodText = Annotated[str, WithJsonSchema({"type": "string", "pattern": f"^{_PERIOD.pattern}$"})]


Period = Annotated[
    tuple[time, time] | None, BeforeValidator(_period, json_schema_input_type=Literal["none"] | PeriodText | None)
]
Seed = Annotated[str, known_by(Vocabulary.seed)]
Source = Annotated[str, known_by(Vocabulary.source)]
Languages = Annotated[
    OneOrMany[LanguageCode], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[LanguageCode])
]
Sources = Annotated[OneOrMany[Source], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[Source])]
Countries = Annotated[
    OneOrMany[CountryCode], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[CountryCode])
]
Channel = Annotated[str, known_by(Vocabulary.channel)]
#: alerts in an hour, 0 for no cap; a thousand are told by nobody and read by nobody
AtMost = Annotated[
    int, Field(ge=0, le=1000), BeforeValidator(_cap, json_schema_input_type=Literal["none"] | PositiveInt)
]
Critical = Annotated[Score | None, BeforeValidator(_none, json_schema_input_type=Literal["none"] | Score | None)]


class AlertBlock(Strict):
    """When a match is told."""

    instant: Score = Field(default=USUAL.alert.instant, description="score from which it is told at once")
    digest: DigestTimes = Field(
        default_factory=lambda: list(USUAL.alert.digest),
        description="when the rest is told: `07:30`, `weekdays 07:30`, `mon,thu 07:30`, a list of these, or `none`:"
        " everything is told at once",
    )
    timezone: ZoneName = Field(default=USUAL.alert.timezone, description="where these times count")
    empty: Empty = Field(
        default=USUAL.alert.empty, description="a digest in which nothing stands: `send` it, or `skip` it"
    )
    quiet: Period = Field(default=None, description="nothing is told at once in this period; `none`")
    surge: bool = Field(default=USUAL.alert.surge, description="unusual volume is told")
    silence: bool = Field(default=USUAL.alert.silence, description="unusual silence is told, with its likeliest cause")
    group_wait: Wait = Field(
        default=USUAL.alert.group_wait, description="how long a first message waits for other outlets"
    )
    group_interval: Wait = Field(
        default=USUAL.alert.group_interval, description="least time between two messages about one story, `none`"
    )
    repeat_interval: Interval = Field(
        default=USUAL.alert.repeat_interval, description="a story that goes on is told again after it"
    )
    at_most: AtMost = Field(default=USUAL.alert.at_most, description="stories told at once within an hour, `none`")
    critical: Critical = Field(
        default=USUAL.alert.critical, description="score that breaks through `quiet` and `at_most`, `none`"
    )
    updates: Updates = Field(
        default=USUAL.alert.updates,
        description="news in a story that was told: `edit` its message where a channel can, a new `message`, or `none`",
    )

    @field_validator("critical")
    @classmethod
    def _from_instant_on(cls, critical: float | None, info: ValidationInfo) -> float | None:
        instant = info.data.get("instant")
        if critical is not None and instant is not None and critical < instant:
            raise wrong(f"`critical` is below `instant` ({instant:g})", "what is critical is told at once")
        return critical


class ProfileFile(Strict):
    """The file."""

    name: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="as alerts show it")
    seeds: OneOrMany[Seed] = Field(default_factory=list, description="file names in `seeds/`")
    watch: Annotated[list[WatchLine], Field(min_length=1)] = Field(
        description="lines with one of `actor` (an id), `topic` (an id, with or without `topic/`), `phrase` (your own"
        " words by language) or a group (`any`, `all`, `near`), and a `weight`"
    )
    require: list[Asked] = Field(
        default_factory=list, description="conditions: each must hold, in the headline or more than in passing"
    )
    exclude: OneOrMany[Asked] = Field(default_factory=list, description="conditions")
    threshold: Score = Field(default=USUAL.threshold, description="score (0 to 1) from which an article matches")
    review: Score | None = Field(default=None, description="score from which it is kept for review")
    languages: Languages = Field(default_factory=list, description="`any`, or two-letter codes")
    sources: Sources = Field(default_factory=list, description="`any`, or ids of `sources.yaml`")
    countries: Countries = Field(
        default_factory=list, description="`any`, or two-letter codes of the countries whose outlets count"
    )
    alert: AlertBlock = Field(default=AlertBlock(), description="when a match is told")
    deliver: OneOrMany[Channel] = Field(default_factory=list, description="channels")
    enabled: bool = Field(default=True, description="`false` lets a profile rest")
    seeds_must_match: bool = Field(default=True, description="`false`: an edit may lose a seed")

    @field_validator("review")
    @classmethod
    def _below_threshold(cls, review: float | None, info: ValidationInfo) -> float | None:
        threshold = info.data.get("threshold")
        if review is not None and threshold is not None and review > threshold:
            raise wrong(f"`review` is above `threshold` ({threshold:g})", "review begins below the threshold")
        return review
