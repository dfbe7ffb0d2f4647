"""The shape of `config/profiles/*.yaml`. Names are checked on the way, against the `Vocabulary` in the context."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from monitor.decide.profile import Profile
from monitor.settings.codes import LanguageCode, ZoneName
from monitor.settings.schema import OneOrMany, Strict, wrong
from monitor.settings.vocabulary import PHRASE, Vocabulary
from monitor.settings.wording import quoted

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})")

#: what holds where the file says nothing
USUAL = Profile(id="", name="", watch=())
#: a score, 0 to 1
Score = Annotated[float, Field(ge=0, le=1)]


def _by(method: Callable[[Vocabulary, str], str]) -> AfterValidator:
    """Checks a name with a method of the vocabulary; without one (JSON Schema, tests of the shape) all names pass."""

    def judge(name: str, info: ValidationInfo) -> str:
        return method(info.context, name) if isinstance(info.context, Vocabulary) else name

    return AfterValidator(judge)


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


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": _TIME.pattern})]
Words = Annotated[str, Field(min_length=1, pattern=r"\w")]


class WatchLine(Strict):
    """One line of `watch`: an actor, a topic or words of the owner's own."""

    actor: Annotated[str, _by(Vocabulary.actor)] | None = None
    topic: Annotated[str, _by(Vocabulary.topic)] | None = None
    phrase: Annotated[dict[LanguageCode, OneOrMany[Words]], Field(min_length=1)] | None = None
    weight: Annotated[float, Field(gt=0, le=100)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _not_bare(cls, line: object) -> object:
        if isinstance(line, str):
            key = "topic" if line.startswith("topic/") else "actor"
            raise wrong(f"{quoted(line)} stands alone", f"write `- {key}: …`")
        return line

    @field_validator("phrase", mode="before")
    @classmethod
    def _of_a_language(cls, phrase: object) -> object:
        if isinstance(phrase, str):
            raise wrong("`phrase` has no language", "write `phrase: {en: words of your own}`")
        return phrase

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        named = [key for key in ("actor", "topic", "phrase") if getattr(self, key) is not None]
        if len(named) != 1:
            what = f"`{named[0]}` and `{named[1]}` in one line" if named else "a line that watches nothing"
            raise wrong(what, "write one of `actor`, `topic` and `phrase` in each line")
        return self

    @property
    def id(self) -> str:
        """The id of the term: a phrase goes by all its words, so that one id has one meaning in all profiles."""
        if self.phrase is not None:
            return PHRASE + " / ".join(words for each in self.phrase.values() for words in each)
        return self.actor or self.topic or ""


Times = Annotated[list[TimeOfDay], BeforeValidator(_times, json_schema_input_type=str | list[str])]
Period = Annotated[tuple[time, time] | None, BeforeValidator(_period, json_schema_input_type=str | None)]
Seed = Annotated[str, _by(Vocabulary.seed)]
Group = Annotated[OneOrMany[Annotated[str, _by(Vocabulary.required)]], Field(min_length=1)]
Excluded = Annotated[str, _by(Vocabulary.either)]
Languages = Annotated[OneOrMany[LanguageCode], BeforeValidator(_any)]
Sources = Annotated[OneOrMany[Annotated[str, _by(Vocabulary.source)]], BeforeValidator(_any)]
Channel = Annotated[str, _by(Vocabulary.channel)]


class AlertBlock(Strict):
    """When a match is told."""

    instant: Score = USUAL.alert.instant
    digest: Times = Field(default_factory=lambda: list(USUAL.alert.digest))
    timezone: ZoneName = USUAL.alert.timezone
    quiet: Period = None


class ProfileFile(Strict):
    """The file."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    seeds: OneOrMany[Seed] = Field(default_factory=list)
    watch: Annotated[list[WatchLine], Field(min_length=1)]
    require: list[Group] = Field(default_factory=list)
    exclude: OneOrMany[Excluded] = Field(default_factory=list)
    threshold: Score = USUAL.threshold
    review: Score | None = None
    languages: Languages = Field(default_factory=list)
    sources: Sources = Field(default_factory=list)
    alert: AlertBlock = AlertBlock()
    deliver: OneOrMany[Channel] = Field(default_factory=list)
    enabled: bool = True

    @field_validator("review")
    @classmethod
    def _below_threshold(cls, review: float | None, info: ValidationInfo) -> float | None:
        threshold = info.data.get("threshold")
        if review is not None and threshold is not None and review > threshold:
            raise wrong(f"`review` is above `threshold` ({threshold:g})", "review begins below the threshold")
        return review
