"""`monitor actors show` and `lint`: what the catalogue knows, and what is wrong in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.command import Command


def test_an_actor_is_shown_by_its_id_with_offices_and_names(monitor: Command) -> None:
    ended = monitor("actors", "show", "person/ilham-aliyev")
    assert (ended.status, ended.err) == (0, "")
    assert ended.lines[0] == "person/ilham-aliyev  Ilham Aliyev"
    assert "  office    president of country/AZ, 2003-10-31 to today" in ended.lines
    assert any(line.startswith("  names     az  İlham Əliyev") for line in ended.lines)


@pytest.mark.parametrize("name", ["Ilham Aliyev", "ilham aliyev", "İlham Əliyev", "Ильхам Алиев", "阿利耶夫", "Aliyev"])
def test_an_actor_is_shown_by_a_name_in_any_script(monitor: Command, name: str) -> None:
    ended = monitor("actors", "show", name)
    assert ended.status == 0
    assert "person/ilham-aliyev  Ilham Aliyev" in ended.lines


def test_a_topic_is_shown_with_its_terms(monitor: Command) -> None:
    by_id, by_name = monitor("actors", "show", "topic/peace-treaty"), monitor("actors", "show", "peace treaty")
    assert by_id.lines[0] == "topic/peace-treaty  peace treaty"
    assert any(line.startswith("  terms     ru  ") for line in by_id.lines)
    assert by_name.out == by_id.out


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("person/ilham-aliev", "person/ilham-aliyev"),
        ("Ilhamm Aliyef", "person/ilham-aliyev"),
        ("topic/peace-treeaty", "topic/peace-treaty"),
    ],
)
def test_a_slip_has_its_hint(monitor: Command, slip: str, meant: str) -> None:
    ended = monitor("actors", "show", slip)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"monitor: nobody is called `{slip}` (did you mean `{meant}`?)\n"


def test_what_is_known_is_shown_beside_what_is_not(monitor: Command) -> None:
    ended = monitor("actors", "show", "xyzzyx qqq", "country/AM")
    assert ended.status == 1
    assert ended.err == "monitor: nobody is called `xyzzyx qqq`\n"
    assert ended.lines[0] == "country/AM  Armenia"


def test_scripts_get_one_object_a_line(monitor: Command) -> None:
    ended = monitor("actors", "show", "--json", "person/ilham-aliyev", "topic/peace-treaty", "place/baku")
    person, topic, place = map(json.loads, ended.lines)
    assert person["roles"] == [{"office": "president", "of": "country/AZ", "from": "2003-10-31", "to": None}]
    assert "İlham Əliyev" in person["names"]["az"]
    assert (topic["kind"], place["of"]) == ("topic", "country/AZ")


def test_an_actor_of_ones_own_is_shown_as_it_is_read(home: Path, monitor: Command) -> None:
    (home / "config" / "actors.yaml").write_text(
        "- {id: person/jane-doe, name: Jane Doe, names: {ka: ჯეინ დოუ},"
        " roles: [{office: envoy, of: country/US, from: 2025-02, to: 2026}]}\n",
        encoding="utf-8",
    )
    lines = monitor("actors", "show", "ჯეინ დოუ").lines
    assert lines == [
        "person/jane-doe  Jane Doe",
        "  office    envoy of country/US, 2025-02-01 to 2026-12-31",
        "  names     ka  ჯეინ დოუ",
    ]


def test_the_shipped_catalogue_has_no_error_and_no_warning(monitor: Command) -> None:
    ended = monitor("actors", "lint", "--json")
    findings = json.loads(ended.out)["findings"]
    assert [one for one in findings if one["level"] != "note"] == []
    assert ended.status == 0
    for one in findings:
        assert one.keys() == {"level", "file", "line", "what", "hint"}
        assert one["file"].endswith(".yaml") or one["file"] == "world/"
