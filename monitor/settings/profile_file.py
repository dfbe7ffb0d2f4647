"""The shape of `config/profiles/*.yaml`. Names are checked on the way, against the `Vocabulary` in the context."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from monitor.decide.profile import Profile
from monitor.settings.codes import CountryCode, LanguageCode, ZoneName
from monitor.settings.conditions import Asked, WatchLine
from monitor.settings.schema import OneOrMany, Strict, wrong
from monitor.settings.vocabulary import Vocabulary, known_by
from monitor.settings.wording import quoted

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})")

#: what holds where the file says nothing
USUAL = Profile(id="", name="", watch=())
#: a score, 0 to 1
Score = Annotated[float, Field(ge=0, le=1)]


def _time_of_day(value: object) -> time:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        hint = "a digest takes times of the day, not a cron line" if len(str(value).split()) > 4 else ""
        raise wrong(f"{quoted(value)} is not a time of the day", hint or "write it as `07:30`")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise wrong(f"{quoted(value)} never comes: no day has that time", "from `00:00` to `23:59`")
    return time(hour, minute)


def _times(value: object) -> object:
    """`none` is no time, a single one is a list of one."""
    if value == "none":
        return []
    return value if isinstance(value, list) else [value]


def _period(value: object) -> object:
    """ "22:00-06:30" -> its two times; `none` or nothing -> None."""
    if value in (None, "none"):
        return None
    found = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise wrong(f"{quoted(value)} is not a period of the day", "write it as `22:00-06:30`, or `none`")
    begins, ends = _time_of_day(found[1]), _time_of_day(found[2])
    if begins == ends:
        raise wrong(f"{quoted(value)} has no length", "leave `quiet` out, or set `enabled: false`")
    return begins, ends


def _any(value: object) -> object:
    """`any` is no restriction."""
    return [] if value == "any" else value


TimeOfDay = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": f"^{_TIME.pattern}$"})
]
PeriodText = Annotated[str, WithJsonSchema({"type": "string", "pattern": f"^{_PERIOD.pattern}$"})]


Times = Annotated[
    list[TimeOfDay], BeforeValidator(_times, json_schema_input_type=Literal["none"] | TimeOfDay | list[TimeOfDay])
]
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


class AlertBlock(Strict):
    """When a match is told."""

    instant: Score = Field(default=USUAL.alert.instant, description="score from which it is told at once")
    digest: Times = Field(
        default_factory=lambda: [one.at for one in USUAL.alert.digest],
        description="time of day for the rest, a list of times, or `none`: everything is told at once",
    )
    timezone: ZoneName = Field(default=USUAL.alert.timezone, description="where these times count")
    quiet: Period = Field(default=None, description="nothing is told at once in this period; `none`")
    surge: bool = Field(default=USUAL.alert.surge, description="unusual volume is told")
    silence: bool = Field(default=USUAL.alert.silence, description="unusual silence is told, with its likeliest cause")


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
