"""`config/actors.yaml` and `config/topics.yaml`: actors and topics of the owner's own, in the catalogue's format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, RootModel, model_validator

from monitor.errors import ConfigError, Fault
from monitor.settings.catalogue import day_of
from monitor.settings.codes import LanguageCode
from monitor.settings.document import Document, read_document
from monitor.settings.home import Home
from monitor.settings.schema import OneOrMany, Strict, check, wrong
from monitor.settings.wording import quoted

#: what an actor may be called
ACTOR_ID = re.compile(r"(person|org|media|place|event)/[a-z0-9-]+|country/[A-Z]{2}")
_TOPIC = re.compile(r"topic/[a-z0-9-]+")
#: letters that must stand before a `*`, so that it does not match half the dictionary
_STEM, _LATIN_STEM = 3, 4


def _actor_id(text: str) -> str:
    if not ACTOR_ID.fullmatch(text):
        hint = "for instance `person/jane-doe`, `org/city-council`, `place/lachin` or `event/gas-forum`"
        raise wrong(f"{quoted(text)} cannot be the id of an actor", hint)
    return text


def _topic_id(text: str) -> str:
    if not _TOPIC.fullmatch(text):
        raise wrong(f"{quoted(text)} cannot be the id of a topic", "for instance `topic/water-rights`")
    return text


def _stems(term: str) -> str:
    for word in term.split():
        stem = word.removesuffix("*")
        if "*" in stem:
            raise wrong(f"a `*` inside a word: {quoted(term)}", "it stands at the end, for any ending")
        if stem != word and len(stem) < (_LATIN_STEM if stem.isascii() else _STEM):
            raise wrong(f"{quoted(word)} would match too much", f"write at least {_LATIN_STEM} letters before the `*`")
    return term


ActorId = Annotated[str, AfterValidator(_actor_id)]
Name = Annotated[str, Field(min_length=1, pattern=r"\w")]
Stems = Annotated[Name, AfterValidator(_stems)]
Names = dict[LanguageCode, Annotated[OneOrMany[Name], Field(min_length=1)]]


def _day(written: int | str) -> int | str:
    try:
        day_of(written, first=True)
    except ValueError:
        raise wrong(f"{quoted(written)} is no date", "write 2003, 2003-10 or 2003-10-31") from None
    return written


Day = Annotated[int | str, AfterValidator(_day)]


class OwnRole(Strict):
    """An office; from when, and until when."""

    office: Annotated[str, Field(min_length=1)]
    of: ActorId
    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None


class OwnHomonym(Strict):
    """When a name that means several things means this actor."""

    name: Name
    with_: Annotated[OneOrMany[Name], Field(alias="with", default_factory=list)]
    without: Annotated[OneOrMany[Name], Field(default_factory=list)]


class OwnActor(Strict):
    """One entry of `actors.yaml`."""

    id: ActorId
    name: Name
    names: Names = Field(default_factory=dict)
    short: Names = Field(default_factory=dict)
    demonyms: Names = Field(default_factory=dict)
    of: ActorId | None = None
    capital: bool = False
    about: Annotated[OneOrMany[Name], Field(default_factory=list)]
    roles: list[OwnRole] = Field(default_factory=list)
    homonyms: list[OwnHomonym] = Field(default_factory=list)
    #: filled in by `monitor actors pull`; nobody types one
    wikidata: Annotated[str | None, Field(pattern=r"^Q[1-9][0-9]*$")] = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if not (self.names or self.short or self.demonyms):
            raise wrong(f"{quoted(self.id)} has no names", f"add `names: {{en: [{self.name}]}}`")
        return self


class OwnTopic(Strict):
    """One entry of `topics.yaml`."""

    id: Annotated[str, AfterValidator(_topic_id)]
    name: Name
    kind: Literal["topic", "everyday"] = "topic"
    generic: bool = False
    terms: Annotated[dict[LanguageCode, Annotated[OneOrMany[Stems], Field(min_length=1)]], Field(min_length=1)]


class ActorsFile(RootModel[list[OwnActor]]):
    """The file: a list."""


class TopicsFile(RootModel[list[OwnTopic]]):
    """The file: a list."""


def load_own(home: Home) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Rows for `settings.catalogue`: actors, topics. A missing or empty file has none. Raises `ConfigError`."""
    return _rows(home.actors, ActorsFile), _rows(home.topics, TopicsFile)


def _rows(path: Path, model: type[ActorsFile] | type[TopicsFile]) -> list[Mapping[str, Any]]:
    if not path.exists():
        return []
    return _checked(read_document(path), model)


def load_actors(document: Document) -> list[Mapping[str, Any]]:
    """The rows of `actors.yaml`, which has been read. Raises `ConfigError`."""
    return _checked(document, ActorsFile)


def _checked(document: Document, model: type[ActorsFile] | type[TopicsFile]) -> list[Mapping[str, Any]]:
    if document.value is None:
        return []
    rows = check(document, model).root
    if faults := list(_twice(document, [row.id for row in rows])):
        raise ConfigError(*faults)
    return [row.model_dump(by_alias=True, exclude_none=True) for row in rows]


def _twice(document: Document, ids: list[str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, each in enumerate(ids):
        if each in first:
            yield document.fault((index, "id"), f"{quoted(each)} stands twice", f"line {first[each]} has it already")
        first.setdefault(each, document.mark((index, "id")).line)
