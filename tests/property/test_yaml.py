"""Whatever stands in a configuration file, reading it gives values or faults, never a traceback; and what is read
without a fault an editor takes too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from monitor.errors import ConfigError, Fault
from monitor.settings.channels import load_channels
from monitor.settings.codes import countries, languages
from monitor.settings.document import parse_document
from monitor.settings.inline import inline
from monitor.settings.own import ActorsFile, TopicsFile
from monitor.settings.profile_file import ProfileFile
from monitor.settings.profiles import load_profile
from monitor.settings.runtime import MonitorFile
from monitor.settings.schema import check
from monitor.settings.schema_json import Names, json_schema
from monitor.settings.sources import SourcesFile
from monitor.settings.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    known={"country/AM": "Armenia", "topic/sport": "sport"}, channels=["telegram/me"], sources=["x"]
)
KINDS: dict[str, type[BaseModel]] = {
    "profile": ProfileFile,
    "sources": SourcesFile,
    "monitor": MonitorFile,
    "actors": ActorsFile,
    "topics": TopicsFile,
}
MODELS = list(KINDS.values())
_NAMES = Names(
    actors={"country/AM": "Armenia"},
    topics={"topic/sport": "sport"},
    sources={"x": ""},
    channels={"console": "", "telegram/me": ""},
)
VALIDATORS = {kind: Draft202012Validator(json_schema(kind, _NAMES)) for kind in (*KINDS, "channels")}
#: files that are right, and hold each key
RIGHT: dict[str, Any] = {
    "profile": {
        "name": "x",
        "seeds": ["000.txt"],
        "watch": [
            {"actor": "country/AM", "weight": 2.5},
            {"topic": "sport"},
            {"phrase": {"en": ["words", "more"], "vi": "words"}},
            {"near": ["country/AM", ["topic/sport"]], "within": 1},
        ],
        "require": ["country/AM", ["country/AM", "phrase/words"], {"all": ["topic/sport", {"any": ["country/AM"]}]}],
        "exclude": ["topic/sport"],
        "threshold": 0.5,
        "review": 0.25,
        "languages": "any",
        "sources": ["x"],
        "countries": ["AM"],
        "alert": {"instant": 0.75, "digest": ["07:30"], "timezone": "UTC", "quiet": "22:00-06:30"},
        "deliver": ["telegram/me", "console"],
        "enabled": True,
        "seeds_must_match": False,
    },
    "sources": {
        "groups": [
            {
                "name": "A",
                "country": "AM",
                "sources": [
                    {"id": "x", "name": "X", "url": "https://x.org", "language": "hy", "weight": 1, "pages": "all"}
                ],
            }
        ]
    },
    "monitor": {"contact": "a@b.org", "workers": 2, "log_level": "info", "tick_seconds": 10, "feed_max_mb": 0.5},
    "actors": [
        {
            "id": "person/jane-doe",
            "name": "Jane Doe",
            "names": {"en": ["Jane Doe"], "ru": "Джейн Доу"},
            "roles": [{"office": "envoy", "of": "country/AM", "from": 2025, "to": "2025-02"}],
            "homonyms": [{"name": "Doe", "with": ["country/AM"], "without": "deer"}],
            "wikidata": "Q42",
        }
    ],
    "topics": [{"id": "topic/water", "name": "water", "kind": "topic", "terms": {"en": ["water*", "lake"]}}],
    "channels": {
        "telegram/me": {"token_env": "T", "chat_id": 1, "silent": True},
        "email/desk": {"host": "h", "from": "a@b.c", "to": "d@e.f", "security": "tls"},
        "console": None,
    },
}

#: what YAML's scanner stumbles over, and line breaks of all kinds
_SIGNS = st.sampled_from([*"abc:-[]{},&*!|>'\"%@`#? \t\n\r\x85\u2028\x00\x07é😀07.", "\n  ", ": ", "- ", "\r\n"])
_NOISE = st.lists(_SIGNS, max_size=60).map("".join)
#: every key that any of the models knows
_KEYS = st.sampled_from(
    sorted(
        key
        for schema in (model.model_json_schema() for model in MODELS)
        for part in (schema, *schema.get("$defs", {}).values())
        for key in part.get("properties", {})
    )
)
_ANY = st.characters(codec="utf-8")
#: JSON leaves some signs unescaped that YAML forbids or reads as line breaks
_TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=8)
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT
    | st.sampled_from(
        ["country/AM", "topic/sport", "25:10", "07:30", "22:00-06:30", "UTC", "../etc", "en", "http://[::1"]
    )
)
_CODES = st.sampled_from([*sorted(languages()), *sorted(countries()), "any", "none", "true", "22:00–06:30"])
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | _TEXT, inner, max_size=4)
)


def written(value: Any) -> bytes:
    """A value as JSON, which is YAML as well; not in ASCII, because YAML knows no escapes in pairs."""
    return json.dumps(value, ensure_ascii=False).encode()


def faults_of(call: Callable[[], object]) -> tuple[Fault, ...]:
    """What a call complains of; anything but a `ConfigError` fails the test."""
    try:
        call()
    except ConfigError as error:
        return error.faults
    return ()


@given(st.binary(max_size=200) | (_NOISE | st.text(_ANY, max_size=80)).map(str.encode))
def test_any_bytes_are_a_document_or_faults_with_places(raw: bytes) -> None:
    for fault in faults_of(lambda: parse_document(raw, file="x.yaml")):
        assert fault.what
        assert str(fault).startswith("x.yaml:")
        assert str(fault).isprintable()


@given(_VALUES)
def test_what_json_can_say_is_read_back_as_it_was(value: Any) -> None:
    assert parse_document(written(value), file="x.yaml").value == value


@pytest.mark.parametrize("model", MODELS)
@given(value=_VALUES)
def test_any_values_are_a_model_or_faults_in_one_line_each(model: type[BaseModel], value: Any) -> None:
    document = parse_document(written(value), file="x.yaml")
    for fault in faults_of(lambda: check(document, model, VOCABULARY)):
        assert fault.what
        assert str(fault).isprintable()


def _places(value: Any, above: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    """Where something stands in a value: keys and indexes, from the outside in."""
    yield above
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*above, key))


def _with(value: Any, place: tuple[int | str, ...], new: Any) -> Any:
    """A copy of the value with something else at a place."""
    if not place:
        return new
    first, *rest = place
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[first] = _with(copy[first], tuple(rest), new)
    return copy


@st.composite
def nearly_right(draw: st.DrawFn, kind: str) -> Any:
    """A file that was right, before somebody changed it in a place or three."""
    value = RIGHT[kind]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(list(_places(value))))
        if place and draw(st.booleans()):  # a key, or what stands beside it, in a wrong place
            other = draw(st.sampled_from(list(_places(value))))
            moved = value
            for step in other:
                moved = moved[step]
            value = _with(value, place, moved)
        else:
            value = _with(value, place, draw(_VALUES | _CODES))
    return value


def read(kind: str, text: bytes, folder: Path) -> None:
    """Read a file of a kind with this text, as `monitor check` does. Raises `ConfigError`."""
    path = folder / f"{kind}.yaml"
    path.write_bytes(text)
    if kind == "channels":
        load_channels(path, {}, folder)
    elif kind == "profile":
        load_profile(path, VOCABULARY)
    elif (document := parse_document(text, file=path.name)).value is not None or kind == "sources":
        check(document, KINDS[kind], VOCABULARY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all examples: each overwrites the file of the one before."""
    return tmp_path_factory.mktemp("config")


@pytest.mark.parametrize("kind", RIGHT)
def test_the_files_that_are_changed_below_are_right(kind: str, folder: Path) -> None:
    read(kind, written(RIGHT[kind]), folder)


@pytest.mark.parametrize("kind", RIGHT)
@given(data=st.data())
def test_what_the_reader_takes_an_editor_takes(kind: str, folder: Path, data: st.DataObject) -> None:
    """And nothing that is nearly right gives a traceback, or a fault that does not fit one line."""
    value = data.draw(nearly_right(kind))
    faults = faults_of(lambda: read(kind, written(value), folder))
    assert all(fault.what and str(fault).isprintable() for fault in faults)
    if not faults:
        errors = [error.message for error in VALIDATORS[kind].iter_errors(value)]
        assert not errors


@pytest.mark.parametrize("kind", RIGHT)
@given(data=st.data())
def test_no_damage_to_a_file_gives_a_traceback(kind: str, folder: Path, data: st.DataObject) -> None:
    """Characters lost and put in, in YAML as a person writes it."""
    text = yaml.safe_dump(RIGHT[kind], allow_unicode=True, sort_keys=False)
    for _ in range(data.draw(st.integers(1, 3))):
        begins = data.draw(st.integers(0, len(text)))
        ends = begins + data.draw(st.integers(0, 5))
        text = text[:begins] + data.draw(_NOISE) + text[ends:]
    for fault in faults_of(lambda: read(kind, text.encode(), folder)):
        assert fault.what
        assert str(fault).isprintable()
        assert fault.line <= text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + 1


_SLIPPERY = ["no", "null", "1e5", "0o7", "9" * 5000, "07:30", "a: b", ":0", "- a", "\x85", "<<"]
_WRITTEN = st.recursive(
    st.text() | st.integers(-999, 999) | st.sampled_from(_SLIPPERY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(_WRITTEN)
def test_what_is_written_inside_brackets_is_read_back(value: Any) -> None:
    text = f"[{inline(value)}]"
    assert parse_document(text.encode("utf-8", "replace"), file="x.yaml").value == [value]
    assert len(text.splitlines()) == 1
