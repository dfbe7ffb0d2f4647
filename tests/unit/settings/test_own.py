"""Actors and topics of the owner's own: checked before the catalogue takes them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.model import Label
from monitor.settings.catalogue import read_topic
from monitor.settings.home import Home
from monitor.settings.own import load_own


def load(tmp_path: Path, kind: str, text: str) -> Home:
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return Home(tmp_path)


def test_without_files_there_is_nothing_of_ones_own(tmp_path: Path) -> None:
    assert load_own(Home(tmp_path)) == ([], [])


def test_rows_keep_the_format_of_the_catalogue(tmp_path: Path) -> None:
    text = """\
- id: person/jane-doe
  name: Jane Doe
  names: {en: Jane Doe, ru: [Джейн Доу]}
  roles: [{office: envoy, of: country/US, from: 2025}]
  homonyms: [{name: Doe, with: [ambassador]}]
"""
    (actor,), topics = load_own(load(tmp_path, "actors", text))
    assert topics == []
    assert actor["names"] == {"en": ["Jane Doe"], "ru": ["Джейн Доу"]}
    assert actor["roles"] == [{"office": "envoy", "of": "country/US", "from": 2025}]
    assert actor["homonyms"] == [{"name": "Doe", "with": ["ambassador"], "without": []}]


def test_a_topic_may_have_labels_for_readers_of_other_languages(tmp_path: Path) -> None:
    text = """\
- id: topic/water-rights
  name: water rights
  terms: {en: ["water right*"]}
  labels: {de: Wasserrechte, fa: حق‌آبه}
"""
    topic = read_topic(load_own(load(tmp_path, "topics", text))[1][0])
    assert topic.label("fa") == Label(text="حق‌آبه", language="fa")
    assert topic.label("vi") == Label(text="water rights", language="en")


@pytest.mark.parametrize(
    ("written", "kept"), [("2025", 2025), ("2025-02", "2025-02"), ("2025-02-28", "2025-02-28"), ('"2025"', "2025")]
)
def test_an_office_begins_on_a_day_in_a_month_or_in_a_year(tmp_path: Path, written: str, kept: int | str) -> None:
    roles = f"[{{office: envoy, of: country/US, from: {written}}}]"
    text = f"- {{id: person/j, name: J, names: {{en: Jane}}, roles: {roles}}}\n"
    (actor,), _ = load_own(load(tmp_path, "actors", text))
    assert actor["roles"] == [{"office": "envoy", "of": "country/US", "from": kept}]


@pytest.mark.parametrize(
    ("kind", "text", "line", "column", "what", "hint"),
    [
        ("actors", "- {id: jane, name: J, names: {en: J}}", 1, 8, "cannot be the id of an actor", "person/jane-doe"),
        ("actors", "- {id: person/j, name: J}", 1, 3, "`person/j` has no names", "names: {en: [J]}"),
        ("actors", "- {id: person/j, name: J, names: {xx: [J]}}", 1, 35, "unknown language `xx`", ""),
        ("actors", "- {id: person/j, name: J, names: {en: []}}", 1, 39, "`en` is empty", ""),
        ("actors", "- {id: person/j, name: J, names: {en: J}, nick: J}", 1, 43, "unknown key `nick`", "may be one of"),
        ("actors", "- {id: org/x, name: X, names: {en: X}}\n" * 2, 2, 8, "`org/x` stands twice", "line 1"),
        (
            "actors",
            "- {id: person/j, name: J, names: {en: J},\n   roles: [{office: envoy, of: country/US, from: 2025-13}]}",
            2,
            50,
            "`2025-13` is no date",
            "2003-10-31",
        ),
        ("actors", "- {id: person/j, name: J, names: {en: J}, wikidata: 42}", 1, 53, "should be text", ""),
        ("actors", "id: person/j", 1, 1, "the file should be a list", ""),
        ("topics", "- {id: water, name: w, terms: {en: water}}", 1, 8, "cannot be the id of a topic", "topic/"),
        ("topics", "- {id: topic/w, name: w}", 1, 3, "`terms` is missing", ""),
        ("topics", "- {id: topic/w, name: w, terms: {en: ['wa* x']}}", 1, 39, "would match too much", "at least 4"),
        ("topics", "- {id: topic/w, name: w, terms: {en: ['w*ter']}}", 1, 39, "a `*` inside a word", "at the end"),
        ("topics", "- {id: topic/w, name: w, terms: {en: x}, labels: {de: 'wass*'}}", 1, 55, "a `*` in what", "whole"),
        ("topics", "- {id: topic/w, name: w, terms: {en: x}, labels: {de: ''}}", 1, 55, "`de` is empty", ""),
        ("topics", "- {id: topic/w, name: w, kind: sport, terms: {en: x}}", 1, 32, "one of: topic, everyday", ""),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_hint(
    tmp_path: Path, kind: str, text: str, line: int, column: int, what: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        load_own(load(tmp_path, kind, text))
    fault = raised.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert what in fault.what
    assert hint in fault.hint
