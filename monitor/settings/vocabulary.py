"""What a profile may name: actors and topics, channels, sources, seed files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from monitor.comprehend.topics import PHRASE
from monitor.comprehend.unlisted.names import UNLISTED
from monitor.settings.schema import Listed, wrong
from monitor.settings.wording import nearest, nearest_by_name, quoted


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Names that exist. Every method returns the name as it is to be kept, or raises with a hint."""

    #: id of each actor and topic -> its English name
    known: Mapping[str, str]
    channels: Collection[str]
    sources: Collection[str]
    #: folder of the seed files; None: not checked
    seeds: Path | None = None

    def actor(self, wanted: str) -> str:
        """An id such as "person/ilham-aliyev"."""
        if wanted.startswith("topic/"):
            raise wrong(f"{quoted(wanted)} is a topic", f"write `topic: {wanted.removeprefix('topic/')}`")
        return self._id(wanted, "actor")

    def topic(self, wanted: str) -> str:
        """An id with or without its "topic/"."""
        if "/" in wanted and not wanted.startswith("topic/"):
            raise wrong(f"{quoted(wanted)} is no topic", f"write `actor: {wanted}`" if wanted in self.known else "")
        return self._id(f"topic/{wanted.removeprefix('topic/')}", "topic")

    def either(self, wanted: str) -> str:
        """The whole id of an actor or a topic."""
        return self._id(wanted, "actor or topic")

    def required(self, wanted: str) -> str:
        """The same, or a phrase of the profile's own, which its reader checks."""
        return wanted if wanted.startswith(PHRASE) else self.either(wanted)

    def channel(self, wanted: str) -> str:
        """A name of `config/channels.yaml`, or "console"."""
        if wanted == "console" or wanted in self.channels:
            return wanted
        hint = nearest(wanted, ("console", *self.channels))
        raise wrong(f"unknown channel {quoted(wanted)}", hint or "add it to config/channels.yaml")

    def source(self, wanted: str) -> str:
        """An id of `config/sources.yaml`."""
        if wanted in self.sources:
            return wanted
        hint = nearest(wanted, self.sources)
        raise wrong(f"unknown source {quoted(wanted)}", hint or "add it to config/sources.yaml")

    def seed(self, wanted: str) -> str:
        """The name of a file in `seeds/`."""
        if not is_file_name(wanted):
            raise wrong(f"{quoted(wanted)} is not a file name", "seeds lie in `seeds/`: write their names alone")
        if self.seeds is None or wanted in self._seed_files:
            return wanted
        hint = nearest(wanted, self._seed_files)
        raise wrong(f"there is no seed {quoted(wanted)}", hint or "put the file into `seeds/`, or remove the name")

    def _id(self, wanted: str, what: str) -> str:
        if wanted in self.known or (wanted.startswith(UNLISTED) and len(wanted) > len(UNLISTED)):
            return wanted
        file = "topics" if wanted.startswith("topic/") else "actors"
        raise wrong(f"unknown {what} {quoted(wanted)}", self._nearest_id(wanted) or f"add it to config/{file}.yaml")

    def _nearest_id(self, wanted: str) -> str:
        """By id, else by name. Remembered: one slip often stands in many profiles, and the catalogue is long."""
        if wanted not in self._hints:
            if " - " in wanted:  # YAML joins a line to the one above it where it stands further in
                return "these are two lines of a list: indent them alike"
            words = wanted.rpartition("/")[2].replace("-", " ")
            self._hints[wanted] = nearest(wanted, self.known) or nearest_by_name(words, self._by_name)
        return self._hints[wanted]

    @cached_property
    def _hints(self) -> dict[str, str]:
        return {}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """By English name, and by the readable end of the id."""
        ends = {each.rpartition("/")[2].replace("-", " "): each for each in self.known}
        return {**ends, **{name: each for each, name in self.known.items()}}

    @cached_property
    def _seed_files(self) -> frozenset[str]:
        return seed_names(self.seeds) if self.seeds else frozenset()


def seed_names(folder: Path) -> frozenset[str]:
    """The files in a folder that a profile may list: those whose names are UTF-8, as YAML is."""
    names = (each.name for each in folder.iterdir() if each.is_file()) if folder.is_dir() else ()
    return frozenset(filter(is_utf_8, names))


def is_file_name(text: str) -> bool:
    """A name alone, which cannot lead out of its folder."""
    return text not in ("", ".", "..") and not set(text) & set("/\\\0")


def is_utf_8(text: str) -> bool:
    """Can a file hold it? The bytes of a name that no text is are read as lone surrogates (PEP 383)."""
    return text.encode("utf-8", "ignore").decode() == text


@dataclass(frozen=True, slots=True)
class Known(Listed):
    """Checks a name with a method of the vocabulary in the context, of which the kind is the name.

    Without a vocabulary (JSON Schema, tests of the shape) all names pass.
    """

    method: Callable[[Vocabulary, str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._judge, handler(source))

    def _judge(self, name: str, info: ValidationInfo) -> str:
        return self.method(info.context, name) if isinstance(info.context, Vocabulary) else name


def known_by(method: Callable[[Vocabulary, str], str]) -> Known:
    """Checks a name with a method of the vocabulary."""
    return Known(method.__name__, method)
