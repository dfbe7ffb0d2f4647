"""The shape of what a profile watches, requires and excludes: ids, phrases, and groups (any, all, near) of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from monitor.comprehend.topics import PHRASE
from monitor.decide.condition import USUALLY_WITHIN, AllOf, Condition, Near
from monitor.settings.codes import LanguageCode
from monitor.settings.schema import LISTED, OneOrMany, Strict, wrong
from monitor.settings.vocabulary import Vocabulary, known_by
from monitor.settings.wording import quoted


def _of_a_language(phrase: object) -> object:
    if isinstance(phrase, str):
        raise wrong("`phrase` has no language", "write `phrase: {en: words of your own}`")
    return phrase


def _written(value: object) -> object:
    """The short forms of a condition: an id, and a list of which one must be there."""
    if isinstance(value, str):
        return {"id": value}
    if isinstance(value, dict) and len(value) == 1 and (key := next(iter(value))) in ("actor", "topic"):
        named = str(value[key]).removeprefix("topic/")
        raise wrong(f"`{key}` stands in `watch` only", f"write {quoted(named if key == 'actor' else f'topic/{named}')}")
    return {"any": value} if isinstance(value, list) else value


Words = Annotated[str, Field(min_length=1, pattern=r"\w")]


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

    id: Annotated[str, known_by(Vocabulary.required)] | None = Field(default=None, description="an id")

    KINDS: ClassVar[tuple[str, ...]] = ("id", *Several.KINDS)

    def condition(self) -> Condition:
        """What it asks for."""
        if self.phrase is not None:
            return phrase_id(self.phrase)
        return self.id if self.id is not None else super().condition()


#: a condition as it may stand in `require` and `exclude`
Asked = Annotated[ConditionBlock, _ShortForms()]


class WatchLine(Several):
    """One line of `watch`, and what it is worth."""

    actor: Annotated[str, known_by(Vocabulary.actor)] | None = Field(default=None, description="an id")
    topic: Annotated[str, known_by(Vocabulary.topic)] | None = Field(
        default=None, description="an id, with or without `topic/`"
    )
    weight: Annotated[float, Field(ge=-100, le=100)] | None = Field(
        default=None, description="what a certain mention is worth; below 0 it speaks against an article"
    )

    mark: bool = Field(
        default=False, description="the affair is known by it: `require` is content with one certain mention"
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

    @model_validator(mode="after")
    def _marks_by_name(self) -> Self:
        if self.mark and any(getattr(self, kind) is not None for kind in ("any", "all", "near")):
            raise wrong("a group cannot be a `mark`", "give each of its members a line of its own")
        return self

    def condition(self) -> Condition:
        """What it watches for."""
        if self.phrase is not None:
            return phrase_id(self.phrase)
        return self.actor or self.topic or super().condition()


def phrase_id(phrase: Mapping[str, Sequence[str]]) -> str:
    """A phrase goes by all its words, so that one id has one meaning in all profiles."""
    return PHRASE + " / ".join(words for each in phrase.values() for words in each)
