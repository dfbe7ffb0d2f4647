"""The shape of `config/profiles/*.yaml`. Names are checked on the way, against the `Vocabulary` in the context."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from monitor.decide.condition import USUALLY_WITHIN, AllOf, Condition, Near
from monitor.decide.profile import Profile
from monitor.settings.codes import CountryCode, LanguageCode, ZoneName
from monitor.settings.schema import LISTED, OneOrMany, Strict, wrong
from monitor.settings.vocabulary import PHRASE, Known, Vocabulary
from monitor.settings.wording import quoted

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*[-–]\s*([0-9]{1,2}:[0-9]{2})")

#: what holds where the file says nothing
USUAL = Profile(id="", name="", watch=())
#: a score, 0 to 1
Score = Annotated[float, Field(ge=0, le=1)]


def _by(method: Callable[[Vocabulary, str], str]) -> Known:
    """Checks a name with a method of the vocabulary."""
    return Known(method.__name__, method)


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


def _of_a_language(phrase: object) -> object:
    if isinstance(phrase, str):
        raise wrong("`phrase` has no language", "write `phrase: {en: words of your own}`")
    return phrase


def _any(value: object) -> object:
    """`any` is no restriction."""
    return [] if value == "any" else value


TimeOfDay = Annotated[
    time, BeforeValidator(_time_of_day), WithJsonSchema({"type": "string", "pattern": f"^{_TIME.pattern}$"})
]
PeriodText = Annotated[str, WithJsonSchema({"type": "string", "pattern": f"^{_PERIOD.pattern}$"})]
Words = Annotated[str, Field(min_length=1, pattern=r"\w")]


def _written(value: object) -> object:
    """The short forms of a condition: an id, and a list of which one must be there."""
    if isinstance(value, str):
        return {"id": value}
    if isinstance(value, dict) and len(value) == 1 and (key := next(iter(value))) in ("actor", "topic"):
        named = str(value[key]).removeprefix("topic/")
        raise wrong(f"`{key}` stands in `watch` only", f"write {quoted(named if key == 'actor' else f'topic/{named}')}")
    return {"any": value} if isinstance(value, list) else value


class _ShortForms:
    """Marks a condition that may be written short."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_written, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{LISTED: "short_form"}, handler(schema)]}


Phrase = Annotated[dict[LanguageCode, OneOrMany[Words]], Field(min_length=1), BeforeValidator(_of_a_language)]
Part = Annotated["ConditionBlock", _ShortForms()]
Parts = Annotated[list[Part], Field(min_length=1)]


class Several(Strict):
    """Several things of which one must be there, or all, or near each other; or words of the owner's own."""

    phrase: Phrase | None = Field(default=None, description="your own words by language")
    any: Parts | None = Field(default=None, description="one of them is there")
    all: Parts | None = Field(default=None, description="all of them are")
    near: Annotated[list[Part], Field(min_length=2)] | None = Field(
        default=None, description="all of them are, in sentences at most so many apart"
    )
    within: Annotated[int, Field(ge=0, le=100)] | None = Field(
        default=None, description="`within: 0` is one sentence, 1 where it is left out"
    )

    #: keys of which a line has one
    KINDS: ClassVar[tuple[str, ...]] = ("phrase", "any", "all", "near")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        named = [key for key in self.KINDS if getattr(self, key) is not None]
        if len(named) != 1:
            what = f"`{named[0]}` and `{named[1]}` in one line" if named else "a line that names nothing"
            kinds = ", ".join(f"`{key}`" for key in self.KINDS if key != "id")
            raise wrong(what, f"write one of {kinds}")
        if self.within is not None and self.near is None:
            raise wrong("`within` without `near`", "it says how many sentences two terms may be apart: `near: [a, b]`")
        return self

    def condition(self) -> Condition:
        """What it asks for."""
        if self.any is not None:
            return tuple(part.condition() for part in self.any)
        if self.all is not None:
            return AllOf(tuple(part.condition() for part in self.all))
        parts = tuple(part.condition() for part in self.near or ())
        return Near(parts, USUALLY_WITHIN if self.within is None else self.within)


class ConditionBlock(Several):
    """What is required or excluded: an id, or several."""

    id: Annotated[str, _by(Vocabulary.required)] | None = Field(default=None, description="an id")

    KINDS: ClassVar[tuple[str, ...]] = ("id", *Several.KINDS)

    def condition(self) -> Condition:
        """What it asks for."""
        if self.phrase is not None:
            return phrase_id(self.phrase)
        return self.id if self.id is not None else super().condition()


class WatchLine(Several):
    """One line of `watch`, and what it is worth."""

    actor: Annotated[str, _by(Vocabulary.actor)] | None = Field(default=None, description="an id")
    topic: Annotated[str, _by(Vocabulary.topic)] | None = Field(
        default=None, description="an id, with or without `topic/`"
    )
    weight: Annotated[float, Field(ge=-100, le=100)] | None = Field(
        default=None, description="what a certain mention is worth; below 0 it speaks against an article"
    )

    KINDS: ClassVar[tuple[str, ...]] = ("actor", "topic", *Several.KINDS)

    @model_validator(mode="before")
    @classmethod
    def _not_bare(cls, line: object) -> object:
        if isinstance(line, str):
            key = "topic" if line.startswith("topic/") else "actor"
            raise wrong(f"{quoted(line)} stands alone", f"write `- {key}: …`")
        return line

    @field_validator("weight")
    @classmethod
    def _says_something(cls, weight: float | None) -> float | None:
        if weight == 0:
            raise wrong("a `weight` of 0 says nothing", "remove the line, or write a number above or below 0")
        return weight

    def condition(self) -> Condition:
        """What it watches for."""
        if self.phrase is not None:
            return phrase_id(self.phrase)
        return self.actor or self.topic or super().condition()


def phrase_id(phrase: Mapping[str, Sequence[str]]) -> str:
    """A phrase goes by all its words, so that one id has one meaning in all profiles."""
    return PHRASE + " / ".join(words for each in phrase.values() for words in each)


Times = Annotated[
    list[TimeOfDay], BeforeValidator(_times, json_schema_input_type=Literal["none"] | TimeOfDay | list[TimeOfDay])
]
Period = Annotated[
    tuple[time, time] | None, BeforeValidator(_period, json_schema_input_type=Literal["none"] | PeriodText | None)
]
Seed = Annotated[str, _by(Vocabulary.seed)]
Source = Annotated[str, _by(Vocabulary.source)]
Languages = Annotated[
    OneOrMany[LanguageCode], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[LanguageCode])
]
Sources = Annotated[OneOrMany[Source], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[Source])]
Countries = Annotated[
    OneOrMany[CountryCode], BeforeValidator(_any, json_schema_input_type=Literal["any"] | OneOrMany[CountryCode])
]
Channel = Annotated[str, _by(Vocabulary.channel)]


class AlertBlock(Strict):
    """When a match is told."""

    instant: Score = Field(default=USUAL.alert.instant, description="score from which it is told at once")
    digest: Times = Field(
        default_factory=lambda: list(USUAL.alert.digest),
        description="time of day for the rest, a list of times, or `none`: everything is told at once",
    )
    timezone: ZoneName = Field(default=USUAL.alert.timezone, description="where these times count")
    quiet: Period = Field(default=None, description="nothing is told at once in this period; `none`")


class ProfileFile(Strict):
    """The file."""

    name: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="as alerts show it")
    seeds: OneOrMany[Seed] = Field(default_factory=list, description="file names in `seeds/`")
    watch: Annotated[list[WatchLine], Field(min_length=1)] = Field(
        description="lines with one of `actor` (an id), `topic` (an id, with or without `topic/`), `phrase` (your own"
        " words by language) or a group (`any`, `all`, `near`), and a `weight`"
    )
    require: list[Part] = Field(
        default_factory=list, description="conditions: each must hold, in the headline or more than in passing"
    )
    exclude: OneOrMany[Part] = Field(default_factory=list, description="conditions")
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
