from __future__ import annotations

import json

import pytest

from monitor.collect.feeds.jsonfeed import read_json
from monitor.errors import DocumentError


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not a feed, but broken JSON .*, line 1"),
        ("[1, 2]", "without a list of items"),
        ('{"items": {}}', "without a list of items"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "without a list of items"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 100_000, "nested too deep"),
        ('{"items": [' + "9" * 10_000 + "]}", "a number that is too long"),
    ],
)
def test_what_is_no_json_feed_is_said_so(text: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_json(text)


def test_fields_of_another_type_are_empty() -> None:
    item = {"id": True, "url": [1], "title": {"a": 1}, "content_html": None, "date_published": 1e999}
    (entry,) = read_json(json.dumps({"title": 5, "items": [item]})).entries
    assert (entry.guid, entry.title, entry.texts, entry.dates) == ("", "", ("", "", ""), ("", ""))
    assert not any(entry.links)


def test_a_number_may_be_an_id() -> None:
    assert read_json('{"items": [{"id": 7}]}').entries[0].guid == "7"


def test_plain_text_is_not_markup() -> None:
    (entry,) = read_json(json.dumps({"items": [{"content_text": "a < b & c"}]})).entries
    assert "a &lt; b &amp; c" in entry.texts
