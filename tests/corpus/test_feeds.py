"""Feeds of every dialect, encoding and fault, each beside what a careful reader finds in it (`name.expected.json`)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.collect.feeds.parse import parse
from monitor.model import Entry

FOLDER = Path(__file__).parent / "feeds"
NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
EXPECTED = sorted(FOLDER.glob("*.expected.json"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda file: file.name.removesuffix(".expected.json"))
def test_a_feed_says_what_a_careful_reader_finds(expected: Path) -> None:
    """`id` "sha256" stands for a digest of the words; a warning holds the words that are listed, in that order."""
    wanted = json.loads(expected.read_text("utf-8"))
    body = next(file for file in FOLDER.glob(expected.name.replace(".expected.json", ".*")) if file != expected)
    read = parse(body.read_bytes(), source_id="coast", url=wanted["url"], content_type=wanted["content_type"], now=NOW)
    assert [record(entry) for entry in read.entries] == wanted["entries"]
    assert read.title == wanted["title"]
    assert len(read.warnings) == len(wanted["warnings"]), read.warnings
    assert all(words in warning for words, warning in zip(wanted["warnings"], read.warnings, strict=True))
    wishes = wanted.get("wishes", {})
    assert read.wishes.ttl_s == wishes.get("ttl_s")
    assert read.wishes.skip_hours == tuple(wishes.get("skip_hours", ()))
    assert read.wishes.skip_days == tuple(wishes.get("skip_days", ()))


def test_every_feed_of_the_corpus_has_its_expectation() -> None:
    feeds = {file.name.rpartition(".")[0] for file in FOLDER.iterdir() if ".expected." not in file.name}
    assert feeds == {file.name.removesuffix(".expected.json") for file in EXPECTED}
    assert len(feeds) >= 60


def record(entry: Entry) -> dict[str, Any]:
    return {
        "id": "sha256" if entry.key.startswith("sha256:") else entry.key,
        "title": entry.title,
        "link": entry.url,
        "published": entry.published.isoformat() if entry.published else None,
        "summary": entry.summary,
    }
