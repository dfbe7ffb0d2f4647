"""JSON Schema: every kind has one, and it names the keys that a person writes."""

from __future__ import annotations

import json

import pytest

from monitor.settings.schema_json import SCHEMA_KINDS, json_schema


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_every_kind_of_file_has_a_schema(kind: str) -> None:
    schema = json_schema(kind)
    assert schema["$schema"].endswith("2020-12/schema")
    assert json.loads(json.dumps(schema)) == schema


def test_a_list_may_be_written_as_its_only_item() -> None:
    assert [each["type"] for each in json_schema("profile")["properties"]["seeds"]["anyOf"]] == ["string", "array"]


def test_keys_go_by_the_name_that_is_written() -> None:
    mail = json_schema("channels")["patternProperties"]["^email(/|$)"]
    assert "from" in mail["required"]
