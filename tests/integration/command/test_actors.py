"""`monitor actors resolve`, as scripts and people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from doubles.command import Command

CATALOGUE = (
    {"id": "Q1", "type": "person", "names": {"en": ["Jeyhun Bayramov"], "az": ["Ceyhun Bayramov"]}},
    {"id": "Q2", "type": "person", "names": {"en": ["Ararat Mirzoyan"]}},
    {"id": "Q3", "type": "person", "names": {"en": ["Xi Jinping"], "zh": ["习近平"]}},
)


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def catalogue(folder: Path, text: str = lines(*CATALOGUE)) -> str:
    file = folder / "names.jsonl"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_each_name_has_its_answer_in_order(monitor: Command, tmp_path: Path) -> None:
    asked = lines(
        {"id": "a", "name": "Джейхун Байрамов", "lang": "ru"},
        {"id": 2, "name": "Արարատ Միրզոյան"},
        {"id": "c", "name": "习近平", "lang": "zh"},
        {"id": "d", "name": "Гейдар Алиев", "lang": "ru"},
    )
    ended = monitor("actors", "resolve", "--jsonl", "--catalogue", catalogue(tmp_path), stdin=asked)

    assert (ended.status, ended.err) == (0, "")
    first, second, third, fourth = map(json.loads, ended.lines)
    assert first.keys() == {"id", "actor", "confidence", "rule"}
    assert (first["id"], first["actor"], first["rule"]) == ("a", "Q1", "transliteration")
    assert 0.85 <= first["confidence"] < 1
    assert (second["id"], second["actor"]) == (2, "Q2")
    assert third == {"id": "c", "actor": "Q3", "confidence": 1.0, "rule": "name"}
    assert fourth == {"id": "d", "actor": None, "confidence": 0, "rule": None}


def test_a_line_that_cannot_be_read_is_named_and_passed_over(monitor: Command, tmp_path: Path) -> None:
    asked = '{"id": 1}\nno json\n' + lines({"id": 3, "name": "Ջեյհուն Բայրամով"})
    ended = monitor("actors", "resolve", "--jsonl", "--catalogue", catalogue(tmp_path), stdin=asked)

    assert ended.status == 2
    assert [json.loads(line)["actor"] for line in ended.lines] == ["Q1"]
    assert "standard input:1: no name" in ended.err
    assert "standard input:2:1: not JSON" in ended.err


def test_a_catalogue_with_faults_names_them_all(monitor: Command, tmp_path: Path) -> None:
    file = catalogue(tmp_path, lines({"id": "Q1", "type": "person"}, *CATALOGUE, {"type": "person", "names": {}}))
    ended = monitor("actors", "resolve", "--catalogue", file, "Ջեյհուն Բայրամով")

    assert (ended.status, ended.out) == (2, "")
    assert f"{file}:1: names is no mapping" in ended.err
    assert f"{file}:5: no id" in ended.err


def test_a_catalogue_that_is_not_there_is_said_in_a_line(monitor: Command) -> None:
    ended = monitor("actors", "resolve", "--catalogue", "nowhere.jsonl", "Xi Jinping")
    assert ended.status == 2
    assert ended.err.startswith("monitor: nowhere.jsonl: cannot be read")


def test_people_ask_for_names_and_are_told_in_words(monitor: Command) -> None:
    ended = monitor("actors", "resolve", "ایلهام علی‌یف", "Иван Пупкин")
    assert ended.status == 0
    assert "person/ilham-aliyev  Ilham Aliyev" in ended.lines[0]
    assert ended.lines[1].endswith("nobody")


def test_guesses_are_told_only_when_asked_for(monitor: Command, tmp_path: Path) -> None:
    file = catalogue(tmp_path)
    near = "Джейхун Байрамлы"
    assert monitor("actors", "resolve", "--catalogue", file, near).lines[0].endswith("nobody")
    assert "Q1" in monitor("actors", "resolve", "--catalogue", file, "--all", near).out
