"""`monitor schema`: an editor completes what this home may name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.command import Command
from jsonschema import Draft202012Validator

from monitor.settings.document import load_package_yaml

#: bytes; what an editor reads again at each change of the file
LARGEST = 2_000_000
OWN = "- {id: person/jane-doe, name: Jane Doe, names: {en: [Jane Doe]}}\n"


def schema(home: Path, kind: str = "profile") -> Any:
    return json.loads((home / "config" / ".schema" / f"{kind}.json").read_text(encoding="utf-8"))


def offered(schema: Any, kind: str) -> dict[str, str]:
    """The names of a kind, with the words beside them."""
    definition = schema["$defs"][kind]
    names = definition["anyOf"][0] if "anyOf" in definition else definition
    return dict(zip(names["enum"], names.get("enumDescriptions", names["enum"]), strict=True))


def test_a_schema_is_printed_without_any_home(tmp_path: Path) -> None:
    ended = Command(None)("schema", "profile", MONITOR_HOME=str(tmp_path))

    assert (ended.status, ended.err) == (0, "")
    assert json.loads(ended.out)["$defs"]["actor"] == {"type": "string"}


def test_with_ids_it_names_what_this_home_has(home: Path, monitor: Command) -> None:
    ended = monitor("schema", "profile", "--ids")

    assert ended.status == 0
    assert "harbour-post" in offered(json.loads(ended.out), "source")


def test_what_is_written_holds_the_catalogue_and_the_owner_s_own_and_is_small_enough(
    home: Path, monitor: Command
) -> None:
    (home / "config" / "actors.yaml").write_text(OWN, encoding="utf-8")
    (home / "seeds").mkdir()
    (home / "seeds" / "lamp.txt").write_text("A lamp.", encoding="utf-8")

    ended = monitor("schema", "--write")

    assert ended.status == 0
    assert ended.out == ""
    assert (
        offered(schema(home), "actor").items()
        >= {
            "person/jane-doe": "Jane Doe",
            "country/AM": "Armenia",
        }.items()
    )
    assert offered(schema(home), "seed").keys() == {"lamp.txt"}
    assert offered(schema(home), "channel").keys() == {"console"}
    files = list((home / "config" / ".schema").iterdir())
    assert {each.name for each in files} >= {"profile.json", "actors.json", "sources.json", ".gitignore"}
    assert max(each.stat().st_size for each in files) < LARGEST


def test_what_has_not_changed_is_not_written_again(home: Path, monitor: Command) -> None:
    monitor("schema", "--write")
    before = {each: each.stat().st_mtime_ns for each in (home / "config" / ".schema").iterdir()}

    ended = monitor("schema", "--write")

    assert "unchanged" in ended.err
    assert {each: each.stat().st_mtime_ns for each in before} == before


def test_names_of_a_broken_file_are_left_out_and_the_fault_is_told(home: Path, monitor: Command) -> None:
    (home / "config" / "sources.yaml").write_text("groups: 1\n", encoding="utf-8")

    ended = monitor("schema", "--write")

    assert ended.status == 2
    assert "sources.yaml:1:9: " in ended.err
    assert schema(home)["$defs"]["source"] == {"type": "string"}
    assert "country/AM" in offered(schema(home), "actor")


def test_init_and_draft_keep_it_fresh_and_a_draft_leads_to_it(tmp_path: Path) -> None:
    monitor = Command(tmp_path)
    assert monitor("init").status == 0
    assert "everything is there already in" in monitor("init").err
    seed = tmp_path / "seeds" / "grid.txt"
    seed.write_text("Kenya and Ethiopia open a line\n\nKenya and Ethiopia opened a line on Monday.\n", encoding="utf-8")
    assert "grid.txt" not in offered(schema(tmp_path), "seed")

    assert monitor("draft", str(seed)).status == 0

    assert "grid.txt" in offered(schema(tmp_path), "seed")
    (draft,) = (tmp_path / "config" / "profiles").glob("*kenya*.yaml")
    text = draft.read_text(encoding="utf-8")
    assert list(Draft202012Validator(schema(tmp_path)).iter_errors(load_package_yaml(text, draft.name))) == []
    first = text.splitlines()[0]
    assert (draft.parent / first.partition("$schema=")[2]).resolve() == tmp_path / "config" / ".schema" / "profile.json"


@pytest.mark.parametrize("arguments", [(), ("novel",), ("profile", "--write")])
def test_one_kind_or_all_of_them_must_be_asked_for(arguments: tuple[str, ...], monitor: Command) -> None:
    ended = monitor("schema", *arguments)

    assert ended.status == 2
    assert "Traceback" not in ended.err
