"""New actors are put beneath the owner's own, whose every word and comment stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from monitor.comprehend.catalogue import Actor
from monitor.errors import ConfigError
from monitor.settings.enlist import enlist, entries
from monitor.settings.home import Home
from monitor.settings.own import load_own
from monitor.settings.schema_json import modeline

COMPANY = Actor(id="org/tengri-lityum", name="Tengri Lityum", names={"tr": ("Tengri Lityum",), "ru": ("Тенгри Литий",)})
PERSON = Actor(
    id="person/o-neill",
    name='O\'Neill: #1 {"a"}',
    names={"en": ('O\'Neill: #1 {"a"}', "Null"), "no": ("yes",)},
    short={"en": ("Null",)},
    of="org/tengri-lityum",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "config").mkdir()
    return Home(tmp_path)


@pytest.mark.parametrize(
    "before",
    [
        None,
        "",
        "# Mine.\n#\n# - id: person/example",
        "- id: person/jane-doe   # my aunt\n  name: Jane Doe\n  names: {en: [Jane Doe]}\n# the end",
        "  - id: person/jane-doe\n    name: Jane Doe\n    names: {en: [Jane Doe]}\n",
    ],
)
def test_what_stood_there_stays_and_the_new_ones_follow(home: Home, before: str | None) -> None:
    if before is not None:
        home.actors.write_text(before, encoding="utf-8")

    assert enlist([COMPANY, PERSON], home.actors) == (COMPANY.id, PERSON.id)

    assert home.actors.read_text(encoding="utf-8").startswith(before or "")
    actors, _ = load_own(home)
    assert actors[-2]["names"] == {"tr": ["Tengri Lityum"], "ru": ["Тенгри Литий"]}
    assert actors[-1]["name"] == PERSON.name
    assert actors[-1]["names"] == {"en": list(PERSON.names["en"]), "no": ["yes"]}
    assert actors[-1]["of"] == COMPANY.id


def test_a_new_file_leads_editors_to_its_schema(home: Home) -> None:
    enlist([COMPANY], home.actors)
    assert home.actors.read_text(encoding="utf-8").startswith(modeline("actors") + "- id: ")


def test_an_id_that_is_there_is_not_repeated(home: Home) -> None:
    enlist([COMPANY], home.actors)
    text = home.actors.read_text(encoding="utf-8")

    assert enlist([COMPANY], home.actors) == ()
    assert home.actors.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("before", ["[{id: person/a, name: A, names: {en: [Ab]}}]\n", "- id: person/a\n  name: A\n"])
def test_a_file_that_cannot_take_them_is_left_as_it_is(home: Home, before: str) -> None:
    home.actors.write_text(before, encoding="utf-8")

    with pytest.raises(ConfigError):
        enlist([COMPANY], home.actors)

    assert home.actors.read_text(encoding="utf-8") == before
    assert [file.name for file in home.config.iterdir()] == ["actors.yaml"]


def test_entries_are_yaml_whatever_the_names_hold() -> None:
    assert [row["name"] for row in yaml.safe_load(entries([COMPANY, PERSON]))] == [COMPANY.name, PERSON.name]


def test_of_several_who_add_at_once_none_undoes_another(home: Home) -> None:
    actors = [Actor(id=f"person/p-{n}", name=f"P {n}", names={"en": (f"Somebody {n}",)}) for n in range(8)]
    with ThreadPoolExecutor(len(actors)) as together:
        added = list(together.map(lambda actor: enlist([actor], home.actors), actors))
    assert added == [(actor.id,) for actor in actors]
    assert {actor["id"] for actor in load_own(home)[0]} == {actor.id for actor in actors}
