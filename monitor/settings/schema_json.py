"""JSON Schema of each kind of file, for editors that complete and check while one types.

All of it follows from the models that read the files. What a text may name (`schema.Listed`) becomes a definition of
its own: codes always, a home's own names where they are given. Editors show `enumDescriptions` beside the names that
they offer, and `errorMessage` in place of a message that lists thousands of them (the YAML extension of VS Code and
what else is built on its language server; a validator ignores both).
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from monitor.comprehend.topics import PHRASE
from monitor.comprehend.unlisted.names import UNLISTED
from monitor.settings.channels import KINDS
from monitor.settings.codes import countries, languages
from monitor.settings.own import ACTOR_ID, TOPIC_ID, ActorsFile, TopicsFile
from monitor.settings.profile_file import ProfileFile
from monitor.settings.runtime import MonitorFile
from monitor.settings.schema import LISTED
from monitor.settings.source_file import SourcesFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: the folder of schema files, beside the files of `config/`
FOLDER: Final = ".schema"
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "profile": ProfileFile,
    "sources": SourcesFile,
    "monitor": MonitorFile,
    "actors": ActorsFile,
    "topics": TopicsFile,
}
#: what `json_schema` knows
SCHEMA_KINDS: Final = (*_MODELS, "channels")
#: files that may be empty, or hold nothing but comments
_MAY_BE_EMPTY: Final = frozenset({"monitor", "actors", "topics", "channels"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a home's files may name, each with words for a person; None: not known, every text will do."""

    #: ids, with English names
    actors: Mapping[str, str] | None = None
    #: ids, with English names
    topics: Mapping[str, str] | None = None
    #: ids, with the outlets' names
    sources: Mapping[str, str] | None = None
    channels: Mapping[str, str] | None = None
    #: names of files
    seeds: Mapping[str, str] | None = None


def modeline(kind: str) -> str:
    """The comment, with its line break, by which an editor finds the schema of a file of this kind.

    Profiles lie one folder below the others. Raises `KeyError` for a kind that is not in `SCHEMA_KINDS`.
    """
    if kind not in SCHEMA_KINDS:
        raise KeyError(kind)
    above = "../" if kind == "profile" else ""
    return f"# yaml-language-server: $schema={above}{FOLDER}/{kind}.json\n"


def json_schema(kind: str, names: Names | None = None) -> dict[str, Any]:
    """The JSON Schema of a kind of file. Raises `KeyError` for a kind that is not in `SCHEMA_KINDS`."""
    schema = _of_channels() if kind == "channels" else _MODELS[kind].model_json_schema()
    if kind in _MAY_BE_EMPTY:
        schema["type"] = [schema["type"], "null"]
    used: set[str] = set()
    plain = _for_editors(schema, used)
    used |= {each for kind in sorted(used) for each in _BUILT_ON.get(kind, ())}
    definitions = plain.pop("$defs", {}) | {each: _DEFINITIONS[each](names or Names()) for each in sorted(used)}
    return {"$schema": DIALECT, **plain, **({"$defs": definitions} if definitions else {})}


def _of_channels() -> dict[str, Any]:
    """A mapping whose keys say by their beginning what is below them; the console need not say anything."""
    patterns: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for name, model in KINDS.items():
        schema = model.model_json_schema()
        definitions |= schema.pop("$defs", {})
        if name == "console":
            patterns[f"^{name}$"] = {**schema, "type": [schema["type"], "null"]}
        else:
            patterns[f"^{name}/.+$"] = schema
    return {"type": "object", "patternProperties": patterns, "additionalProperties": False, "$defs": definitions}


def _for_editors(part: Any, used: set[str]) -> Any:
    """The schema without what pydantic says to programmers; names become references, and `used` takes their kinds."""
    if isinstance(part, list):
        return [_for_editors(each, used) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _for_editors(value, used) for key, value in part.items() if not _for_programmers(key, value)}
    if kept.get("pattern") == r"\w":  # JavaScript's \w is ASCII: every name in another script would be underlined
        kept["pattern"] = r"\S"
    if isinstance(told := kept.get("description"), str) and "`" in told:
        kept["markdownDescription"] = told
    if isinstance(kind := kept.pop(LISTED, None), str):
        used.add(kind)
        kept.pop("type", None)
        kept["$ref"] = f"#/$defs/{kind}"
    return kept


def _for_programmers(key: str, value: object) -> bool:
    """Names of classes, and defaults that an editor would write into the file: null, and what is put together."""
    return (key == "title" and isinstance(value, str)) or (
        key == "default" and not isinstance(value, bool | int | float | str)
    )


def _actor(names: Names) -> dict[str, Any]:
    return _one_of(names.actors, _UNKNOWN, f"^{UNLISTED}.")


def _topic(names: Names) -> dict[str, Any]:
    if names.topics is None:
        return _one_of(None)
    short = {id_.removeprefix("topic/"): name for id_, name in names.topics.items()}
    return _one_of({**short, **names.topics}, _UNKNOWN)


def _either(names: Names) -> dict[str, Any]:
    if names.actors is None or names.topics is None:
        return _one_of(None)
    return _one_of({**names.actors, **names.topics}, _UNKNOWN, f"^{UNLISTED}.")


def _one_of(listed: Mapping[str, str] | None, error: str = "", *patterns: str) -> dict[str, Any]:
    """One of the names, or a text of one of the patterns; any text where no names are known.

    One `enum` for all of them: where several fail, editors join their lists into one message.
    """
    if listed is None:
        return {"type": "string"}
    names: dict[str, Any] = {"enum": list(listed)}
    if any(listed.values()):
        names["enumDescriptions"] = list(listed.values())
    if error:
        names["errorMessage"] = error
    return {"anyOf": [names, *map(_text, patterns)]} if patterns else names


def _one_or_new(listed: Mapping[str, str] | None, pattern: str) -> dict[str, Any]:
    """One of the names, offered, or another text of this form."""
    return _text(pattern) if listed is None else _one_of(listed, "", pattern)


def _text(pattern: str) -> dict[str, str]:
    return {"type": "string", "pattern": pattern}


_UNKNOWN: Final = "neither the catalogue nor config/ has this id; `monitor check` suggests the nearest one"
#: kind of names -> its definition; the kinds of `settings.vocabulary` are its methods
_DEFINITIONS: Final[Mapping[str, Callable[[Names], dict[str, Any]]]] = {
    "language": lambda _: _one_of(languages(), "not a language code of ISO 639-1"),
    "country": lambda _: _one_of(countries(), "not a country code of ISO 3166-1"),
    "zone": lambda _: _one_of(dict.fromkeys(sorted(zoneinfo.available_timezones()), ""), "not a time zone of IANA"),
    "actor": _actor,
    "topic": _topic,
    "either": _either,
    "required": lambda _: {"anyOf": [{"$ref": "#/$defs/either"}, _text(f"^{PHRASE}")]},
    # an id, or a list of conditions: where any of these is enough
    "short_form": lambda _: {
        "anyOf": [
            {"$ref": "#/$defs/required"},
            {
                "type": "array",
                "items": {"anyOf": [{"$ref": "#/$defs/short_form"}, {"$ref": "#/$defs/ConditionBlock"}]},
                "minItems": 1,
            },
        ]
    },
    "own_actor": lambda names: _one_or_new(names.actors, f"^({ACTOR_ID.pattern})$"),
    "own_topic": lambda names: _one_or_new(names.topics, f"^({TOPIC_ID.pattern})$"),
    "about": lambda names: _one_or_new(names.topics, r"\S"),
    "source": lambda names: _one_of(names.sources, "config/sources.yaml has no such source"),
    "channel": lambda names: _one_of(names.channels, "config/channels.yaml has no such channel"),
    "seed": lambda names: _one_of(names.seeds, "there is no such file in seeds/"),
}
#: kind of names -> the kinds that its definition refers to
_BUILT_ON: Final[Mapping[str, tuple[str, ...]]] = {"required": ("either",), "short_form": ("required", "either")}
