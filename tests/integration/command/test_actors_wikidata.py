"""`monitor actors find` and `pull` as a process, against an imitation of Wikidata."""

from __future__ import annotations

import json
import os
import pty
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from doubles.command import Command, Ended, environment, words
from doubles.wikidata import Entity, Lagged, Refuse, WikidataApi

JANE = Entity(
    "Q1001",
    labels={"en": "Jane Doe", "ru": "Джейн Доу", "fa": "جین دو", "zh": "简·多伊", "ka": "ჯეინ დოუ"},
    aliases={"en": ("Doe", "J D", "Doe, Jane", "Jane Doe (diplomat)", "Jane Q. Doe"), "ru": ("Доу",)},
    descriptions={"en": "envoy #1: \x1b[31m'so' they say"},
    classes=("Q5",),
)
COUNCIL = Entity("Q1002", labels={"en": "Lake Council"}, classes=("Q43229",))
ISLAND = Entity("Q1003", labels={"en": "Sunny Isle"}, classes=("Q77777",))
FRANCE = Entity("Q1004", labels={"en": "France"}, classes=("Q6256",))
NAMESAKE = Entity("Q1005", labels={"en": "Jane Doe", "de": "Jane Dö"}, classes=("Q5",))
ALIYEV = Entity("Q1006", labels={"en": "Ilham Aliyev", "sq": "Ilham Alijev"}, classes=("Q5",))
LETTER = Entity("Q1007", labels={"en": "X"}, classes=("Q5",))
OWN = """\
# My own actors.
- id: person/jane-doe      # the envoy
  name: Jane Doe
  names: {en: Jane Doe, ru: [Джейн Доу]}   # as our press writes
  roles: [{office: envoy, of: country/US, from: 2025}]
"""


@pytest.fixture
def api() -> Iterator[WikidataApi]:
    entities = (JANE, COUNCIL, ISLAND, FRANCE, NAMESAKE, ALIYEV, LETTER)
    with WikidataApi(*entities, redirects={"Q2000": "Q1001"}) as api:
        yield api


@pytest.fixture
def file(home: Path) -> Path:
    """The owner's actors, which are not there yet."""
    return home / "config" / "actors.yaml"


@pytest.fixture
def actors(monitor: Command, api: WikidataApi) -> Command:
    """The command, which asks the imitation."""

    class Asking(Command):
        def __call__(self, *arguments: str, stdin: str | bytes = "", **env: str) -> Ended:
            return monitor(*arguments, stdin=stdin, **{"MONITOR_WIKIDATA": api.url, **env})

    return Asking(monitor.home)


def nothing_changed(file: Path, before: str | None = None) -> bool:
    """Neither the file nor anything beside it; the schemas for editors are kept fresh."""
    there = file.read_text(encoding="utf-8") if file.exists() else None
    return there == before and {each.name for each in file.parent.glob(".*")} <= {".schema"}


# ---------------------------------------------------------------- find


def test_find_tells_who_has_the_name_and_who_is_in_the_catalogue(actors: Command) -> None:
    ended = actors("actors", "find", "jane")
    assert (ended.status, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.lines] == ["Q1001", "Q1005"]
    assert "envoy #1" in ended.lines[0]
    assert "\x1b" not in ended.out
    assert "in the catalogue: person/ilham-aliyev" in actors("actors", "find", "Ilham").out


def test_find_answers_with_json_and_in_a_language(actors: Command) -> None:
    (row,) = map(json.loads, actors("actors", "find", "Джейн", "--lang", "ru", "--json").lines)
    assert row == {"id": "Q1001", "label": "Джейн Доу", "description": "", "known_as": None}


def test_find_says_when_nobody_has_the_name(actors: Command) -> None:
    ended = actors("actors", "find", "Nobody")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1


# ---------------------------------------------------------------- pull


def test_pull_says_who_asks(home: Path, actors: Command, api: WikidataApi) -> None:
    (home / "config" / "monitor.yaml").write_text("contact: desk@example.org\n", encoding="utf-8")
    actors("actors", "pull", "Q1001")
    assert api.requests[0].user_agent.endswith("(desk@example.org)")


def test_pull_shows_the_change_and_writes_it(actors: Command, file: Path) -> None:
    ended = actors("actors", "pull", "Q1001", "--yes")

    assert ended.status == 0, ended.err
    assert "+- id: person/jane-doe" in ended.lines
    text = file.read_text(encoding="utf-8")
    (row,) = yaml.safe_load(text)
    assert (row["id"], row["name"], row["wikidata"]) == ("person/jane-doe", "Jane Doe", "Q1001")
    assert row["names"]["zh"] == ["简·多伊"]
    assert row["names"]["ru"] == ["Джейн Доу"]
    assert "# envoy #1" in text
    assert "\x1b" not in text + ended.out
    assert actors("check").status == 0


def test_surnames_are_short_names_and_what_no_article_writes_is_left_out(actors: Command, file: Path) -> None:
    actors("actors", "pull", "Q1001", "--yes")
    (row,) = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert row["names"]["en"] == ["Jane Doe", "Jane Q. Doe"]
    assert row["short"] == {"en": ["Doe"], "ru": ["Доу"]}


def test_a_pulled_actor_is_recognised_in_another_language_at_once(actors: Command) -> None:
    actors("actors", "pull", "Q1001", "--yes")
    article = {"id": 1, "title": "ჯეინ დოუ თბილისში", "text": "ჯეინ დოუმ პრეზიდენტს შეხვდა. დოუ კვირას დაბრუნდება."}
    ended = actors("analyse", "--jsonl", stdin=json.dumps(article))
    assert "person/jane-doe" in {actor["id"] for actor in json.loads(ended.out)["actors"]}


def test_without_yes_and_without_a_terminal_nothing_is_written(actors: Command, file: Path) -> None:
    ended = actors("actors", "pull", "Q1001")
    assert ended.status == 1
    assert "+- id: person/jane-doe" in ended.lines
    assert "--yes writes this" in ended.err
    assert nothing_changed(file)


@pytest.mark.parametrize(("answer", "status", "written"), [("y\n", 0, True), ("\n", 1, False), ("no\n", 1, False)])
def test_on_a_terminal_the_person_decides(
    home: Path, api: WikidataApi, file: Path, answer: str, status: int, written: bool
) -> None:
    ours, theirs = pty.openpty()
    env = environment({"MONITOR_WIKIDATA": api.url})
    asked = subprocess.Popen(
        words(home, "actors", "pull", "Q1001"), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    os.write(ours, answer.encode())
    out, _ = asked.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert "[y/N]" in out.decode()
    assert (asked.returncode, file.exists()) == (status, written)


def test_an_entry_that_is_there_is_extended_and_every_comment_stays(actors: Command, file: Path) -> None:
    file.write_text(OWN, encoding="utf-8")
    assert actors("actors", "pull", "Q1001", "Q1002", "--yes").status == 0

    text = file.read_text(encoding="utf-8")
    jane, council = yaml.safe_load(text)
    assert text.startswith("# My own actors.\n")
    assert "# the envoy" in text
    assert "# as our press writes" in text
    assert jane["wikidata"] == "Q1001"
    assert jane["roles"] == [{"office": "envoy", "of": "country/US", "from": 2025}]
    assert jane["names"]["en"] == ["Jane Doe", "Jane Q. Doe"]
    assert jane["names"]["ru"] == ["Джейн Доу"]
    assert council["id"] == "org/lake-council"


def test_a_second_pull_has_nothing_to_do(actors: Command, file: Path) -> None:
    actors("actors", "pull", "Q1001", "--yes")
    before = file.read_text(encoding="utf-8")
    ended = actors("actors", "pull", "Q2000", "--yes")
    assert (ended.status, ended.out) == (0, "")
    assert "holds all of it already" in ended.err
    assert nothing_changed(file, before)


def test_a_namesake_is_not_mixed_with_the_one_who_is_there(actors: Command, file: Path) -> None:
    actors("actors", "pull", "Q1001", "--yes")
    before = file.read_text(encoding="utf-8")
    ended = actors("actors", "pull", "Q1005", "--yes")
    assert ended.status == 1
    assert "is Q1001 in" in ended.err
    assert nothing_changed(file, before)
    assert actors("actors", "pull", "Q1005", "--as", "person/jane-doe-the-poet", "--yes").status == 0
    assert [row["id"] for row in yaml.safe_load(file.read_text(encoding="utf-8"))][1] == "person/jane-doe-the-poet"


def test_whom_the_catalogue_knows_keeps_what_it_says(actors: Command, file: Path) -> None:
    ended = actors("actors", "pull", "Q1006", "--yes")
    assert ended.status == 0, ended.err
    assert "person/ilham-aliyev is in the catalogue" in ended.err
    (row,) = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert row["roles"][0]["office"] == "president"
    assert str(row["roles"][0]["from"]) == "2003-10-31"
    assert row["names"]["az"]
    article = {"id": 1, "text": "Azərbaycan prezidenti İlham Əliyev Bakıda çıxış edib.", "published": "2026-01-01"}
    assert "person/ilham-aliyev" in actors("analyse", "--jsonl", stdin=json.dumps(article)).out


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["Q1004"], 1, "is a country, and all of them are in the catalogue"),
        (["Q1003"], 1, "--type person, org, media, place or event"),
        (["Q1001", "Q4040", "Q4041"], 1, "Wikidata has no Q4040, Q4041"),
        (["Q1007"], 1, "has no name of it that could be looked up"),
        (["Q99999999999"], 1, "Could not find an entity"),
        (["P31"], 2, "P31 is no id of Wikidata"),
        (["Q1001", "Q1002", "--as", "person/x"], 2, "one id for several actors"),
        (["Q1001", "--as", "jane"], 2, "cannot be the id of an actor"),
        (["Q1001", "--as", "person/Jane Doe"], 2, "cannot be the id of an actor"),
    ],
)
def test_what_cannot_be_pulled_is_said_in_one_line_and_nothing_is_written(
    actors: Command, file: Path, words: list[str], status: int, said: str
) -> None:
    ended = actors("actors", "pull", "--yes", *words)
    assert ended.status == status
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert nothing_changed(file)


def test_a_doubtful_type_is_told_by_its_owner(actors: Command, file: Path) -> None:
    assert actors("actors", "pull", "Q1003", "--type", "place", "--yes").status == 0
    assert yaml.safe_load(file.read_text(encoding="utf-8"))[0]["id"] == "place/sunny-isle"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- id: person/x\n  name: X\n  nick: Y\n  names: {en: [Xx]}\n", 3),
        ("- id: org/x\n  names: {en: [Xx]\n", 2),
        ("- {id: person/x, name: X, names: {en: [Xx]}}\n" * 2, 2),
        ("id: person/x\n", 1),
    ],
)
def test_a_file_with_a_fault_is_refused_at_its_line(actors: Command, file: Path, text: str, line: int) -> None:
    file.write_text(text, encoding="utf-8")
    ended = actors("actors", "pull", "Q1001", "--yes")
    assert ended.status == 2
    assert f"actors.yaml:{line}:" in ended.err
    assert nothing_changed(file, text)


# ---------------------------------------------------------------- trouble on the way


def nobody_listens() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/w/api.php"


@pytest.mark.parametrize("verb", [["find", "Jane"], ["pull", "Q1001", "--yes"]])
@pytest.mark.parametrize("address", ["", "http://wikidata.invalid/"], ids=["nobody listens", "no such host"])
def test_offline_says_so_in_one_line_and_changes_nothing(
    monitor: Command, file: Path, verb: list[str], address: str
) -> None:
    file.write_text(OWN, encoding="utf-8")
    ended = monitor("actors", *verb, MONITOR_WIKIDATA=address or nobody_listens())
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "monitor: Wikidata cannot be reached: are you online?\n"
    assert nothing_changed(file, OWN)


def test_an_api_that_lags_is_waited_for(actors: Command, api: WikidataApi, file: Path) -> None:
    api.script(Lagged(retry_after=0), Refuse(503, retry_after=0))
    assert actors("actors", "pull", "Q1001", "--yes").status == 0
    assert file.exists()
    assert len(api.requests) == 3


def test_an_api_that_refuses_is_an_error_in_one_line(actors: Command, api: WikidataApi, file: Path) -> None:
    api.script(Refuse(403))
    ended = actors("actors", "pull", "Q1001", "--yes")
    assert (ended.status, ended.err) == (1, "monitor: Wikidata answers with status 403\n")
    assert nothing_changed(file)


def test_a_folder_that_cannot_be_written_is_said(actors: Command, file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to(file.parent / "monitor.yaml" / "actors.yaml")
    ended = actors("actors", "pull", "Q1001", "--yes")
    assert ended.status == 2
    assert "cannot be written" in ended.err
    assert file.is_symlink()
