"""Whatever stands in a configuration file, reading it gives values or faults, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from monitor.errors import ConfigError, Fault
from monitor.settings.document import parse_document
from monitor.settings.own import ActorsFile, TopicsFile
from monitor.settings.profile_file import ProfileFile
from monitor.settings.runtime import MonitorFile
from monitor.settings.schema import check
from monitor.settings.sources import SourcesFile
from monitor.settings.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    known={"country/AM": "Armenia", "topic/sport": "sport"}, channels=["telegram/me"], sources=["x"]
)
MODELS: list[type[BaseModel]] = [ProfileFile, SourcesFile, MonitorFile, ActorsFile, TopicsFile]

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
