"""`config/actors.yaml` and `config/topics.yaml`: actors and topics of the owner's own, in the catalogue's format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    RootModel,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from monitor.errors import ConfigError
from monitor.settings.catalogue import day_of
from monitor.settings.codes import LanguageCode
from monitor.settings.document import Document, present, read_document
from monitor.settings.home import Home
from monitor.settings.schema import Listed, OneOrMany, Strict, check, wrong
from monitor.settings.wording import quoted

#: what an actor may be called
ACTOR_ID = re.compile(r"(person|org|media|place|event)/[a-z0-9-]+|country/[A-Z]{2}")
#: what a topic may be called
TOPIC_ID = re.compile(r"topic/[a-z0-9-]+")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_DATE = re.compile(r"[0-9]{1,4}(-[0-9]{1,2}){0,2}")
#: letters that must stand before a `*`, so that it does not match half the dictionary
STEM, LATIN_STEM = 3, 4


def _actor_id(text: str) -> str:
    if not ACTOR_ID.fullmatch(text):
        hint = "for instance `person/jane-doe`, `org/city-council`, `place/lachin` or `event/gas-forum`"
        raise wrong(f"{quoted(text)} cannot be the id of an actor", hint)
    return text


def _topic_id(text: str) -> str:
    if not TOPIC_ID.fullmatch(text):
        raise wrong(f"{quoted(text)} cannot be the id of a topic", "for instance `topic/water-rights`")
    return text


def _stems(term: str) -> str:
    for word in term.split():
        stem = word.removesuffix("*")
        if "*" in stem:
            raise wrong(f"a `*` inside a word: {quoted(term)}", "it stands at the end, for any ending")
        if stem != word and len(stem) < (LATIN_STEM if stem.isascii() else STEM):
            raise wrong(f"{quoted(word)} would match too much", f"write at least {LATIN_STEM} letters before the `*`")
    return term


def _shown(label: str) -> str:
    if "*" in label:
        raise wrong(f"a `*` in what readers see: {quoted(label)}", "write the words whole")
    return label


ActorId = Annotated[str, AfterValidator(_actor_id), Listed("own_actor")]
TopicId = Annotated[str, AfterValidator(_topic_id), Listed("own_topic")]
Name = Annotated[str, Field(min_length=1, pattern=r"\w")]
Stems = Annotated[Name, AfterValidator(_stems)]
Label = Annotated[Name, AfterValidator(_shown)]
Subject = Annotated[Name, Listed("about")]
Names = dict[LanguageCode, Annotated[OneOrMany[Name], Field(min_length=1)]]


def _day(written: object) -> object:
    try:
        if isinstance(written, bool) or not _DATE.fullmatch(str(written)):
            raise ValueError
        for first in (True, False):  # the year 9999 has a first day only, as far as Python is concerned
            day_of(str(written), first=first)
    except ValueError:
        raise wrong(f"{quoted(written)} is no date", "write 2003, 2003-10 or 2003-10-31") from None
    return written


def _item(written: str) -> str:
    if not _ITEM.fullmatch(written):
        raise wrong(f"{quoted(written)} is no item of Wikidata", "write it as `Q42`; `monitor actors find` knows it")
    return written


Day = Annotated[int | str, BeforeValidator(_day, json_schema_input_type=int | str)]
Item = Annotated[str, AfterValidator(_item), WithJsonSchema({"type": "string", "pattern": f"^{_ITEM.pattern}$"})]


class OwnRole(Strict):
    """An office; from when, and until when."""

    office: Annotated[str, Field(min_length=1)] = Field(description="for instance president, minister, envoy")
    of: ActorId = Field(description="the country or body")
    first: Day | None = Field(default=None, alias="from", description="2025, 2025-02 or 2025-02-28")
    last: Day | None = Field(default=None, alias="to", description="2025, 2025-02 or 2025-02-28")

    @field_validator("last")
    @classmethod
    def _behind_the_first(cls, last: int | str | None, info: ValidationInfo) -> int | str | None:
        begins, ends = day_of(info.data.get("first"), first=True), day_of(last, first=False)
        if begins and ends and ends < begins:
            raise wrong(f"the office ends before it begins ({begins})", "exchange `from` and `to`")
        return last


class OwnHomonym(Strict):
    """When a name that means several things means this actor."""

    name: Name = Field(description="the name that means several things")
    with_: OneOrMany[Name] = Field(
        alias="with", default_factory=list, description="ids or words beside which it means this actor"
    )
    without: OneOrMany[Name] = Field(default_factory=list, description="ids or words beside which it means another")


class OwnActor(Strict):
    """One entry of `actors.yaml`."""

    id: ActorId = Field(description="person/, org/, media/, place/ or event/ and small letters; country/XX")
    name: Name = Field(description="in English, for alerts")
    names: Names = Field(default_factory=dict, description="full names by language: certain wherever they stand")
    short: Names = Field(
        default_factory=dict,
        description="surnames and the like: they count fully only beside the full name, the office or company",
    )
    demonyms: Names = Field(default_factory=dict, description="people and adjectives of a country")
    of: ActorId | None = Field(default=None, description="whose part, body or place it is")
    capital: bool = Field(default=False, description="`capital: true` where its name stands for the government")
    about: OneOrMany[Subject] = Field(
        default_factory=list, description="topics that an article speaks of when it names this"
    )
    roles: list[OwnRole] = Field(default_factory=list, description="offices with `from` and `to`")
    homonyms: list[OwnHomonym] = Field(
        default_factory=list,
        description="ids or words beside which a name that means several things means this actor, or does not",
    )
    # filled in by `monitor actors pull`; nobody types one
    wikidata: Item | None = Field(default=None, description="the number of the item in Wikidata")

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if not (self.names or self.short or self.demonyms):
            raise wrong(f"{quoted(self.id)} has no names", f"add `names: {{en: [{self.name}]}}`")
        return self


class OwnTopic(Strict):
    """One entry of `topics.yaml`."""

    id: TopicId = Field(description="topic/ and small letters")
    name: Name = Field(description="in English, for alerts")
    kind: Literal["topic", "everyday"] = Field(default="topic", description="`everyday`: it serves as an exclude")
    desk: Literal["", "security", "politics", "economy", "environment", "health", "technology", "everyday"] = Field(
        default="", description="who in a newsroom writes of it, where that is one"
    )
    generic: bool = Field(default=False, description="it says little by itself")
    terms: Annotated[dict[LanguageCode, Annotated[OneOrMany[Stems], Field(min_length=1)]], Field(min_length=1)] = Field(
        description="words by language; `*` at the end of a word is any ending"
    )
    labels: dict[LanguageCode, Label] = Field(
        default_factory=dict, description="what people call it by language, for alerts to readers of that language"
    )


class ActorsFile(RootModel[list[OwnActor]]):
    """The file: a list."""


class TopicsFile(RootModel[list[OwnTopic]]):
    """The file: a list."""


def load_own(home: Home) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Rows for `settings.catalogue`: actors, topics. A missing or empty file has none. Raises `ConfigError`."""
    return _rows(home.actors, ActorsFile), _rows(home.topics, TopicsFile)


def _rows(path: Path, model: type[ActorsFile] | type[TopicsFile]) -> list[Mapping[str, Any]]:
    if not present(path):
        return []
    return _checked(read_document(path), model)


def load_actors(document: Document) -> list[Mapping[str, Any]]:
    """The rows of `actors.yaml`, which has been read. Raises `ConfigError`."""
    return _checked(document, ActorsFile)


def _checked(document: Document, model: type[ActorsFile] | type[TopicsFile]) -> list[Mapping[str, Any]]:
    if document.value is None:
        return []
    rows = check(document, model).root
    ids = [row.id for row in rows]
    if faults := list(document.repeated(((at, "id"), id_, id_) for at, id_ in enumerate(ids))):
        raise ConfigError(*faults)
    return [row.model_dump(by_alias=True, exclude_none=True) for row in rows]
