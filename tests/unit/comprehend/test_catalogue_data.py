"""The shipped catalogue keeps to its documented form, so that what is written there is also what is found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import pytest
import yaml
from babel import Locale

from monitor.comprehend.script import script

#: keys that each file's entries may have besides `id`, `name` and `homonyms`
KEYS = {
    "persons": {"names", "short", "roles"},
    "organisations": {"names", "short", "of"},
    "media": {"names"},
    "places": {"names", "of", "capital"},
    "events": {"names", "of"},
    "countries": {"names", "demonyms", "drop"},
    "topics": {"kind", "generic", "terms"},
}
TYPES = {"persons": "person", "organisations": "org", "countries": "country"} | {
    file: file.removesuffix("s") for file in ("media", "places", "events", "topics")
}
LISTS = ("names", "short", "demonyms", "terms")
OFFICES = {
    *("president", "prime-minister", "foreign-minister", "defence-minister", "supreme-leader", "secretary-general"),
    *("speaker", "envoy", "official", "party-leader", "monarch", "activist", "other"),
}
SCRIPTS = {"ru": "CYRILLIC", "uk": "CYRILLIC", "hy": "ARMENIAN", "ka": "GEORGIAN", "fa": "ARABIC", "ar": "ARABIC"} | {
    "zh": "CJK",
    **dict.fromkeys(("en", "az", "tr", "vi", "fr", "de", "es"), "LATIN"),
}
COUNTRIES = {f"country/{code}" for code in Locale.parse("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
#: popes, patriarchs and summits have Latin numbers in every script
_ROMAN = re.compile(r"\b[IVX]+\b")
Entry = dict[str, Any]


@cache
def rows(file: str) -> tuple[Entry, ...]:
    """The entries of one data file; none where a catalogue does not ship it."""
    data = resources.files("monitor.comprehend") / "data" / f"{file}.yaml"
    return tuple(yaml.safe_load(data.read_text(encoding="utf-8"))) if data.is_file() else ()


def entries() -> Iterator[tuple[str, Entry]]:
    """Every entry with the name of its file."""
    return ((file, entry) for file in KEYS for entry in rows(file))


def listed(entry: Entry) -> Iterator[tuple[str, str, list[str]]]:
    """Every list of names: its key, its language, its names."""
    for key in LISTS:
        for language, names in entry.get(key, {}).items():
            yield key, language, names


def known_ids() -> set[str]:
    return COUNTRIES | {entry["id"] for _, entry in entries()}


@pytest.mark.parametrize("file", KEYS)
def test_entries_have_the_documented_keys_and_no_others(file: str) -> None:
    undocumented = {entry["id"]: set(entry) - KEYS[file] - {"id", "name", "homonyms"} for entry in rows(file)}
    assert not {actor: keys for actor, keys in undocumented.items() if keys}
    assert [entry["id"] for entry in rows(file) if file != "countries" and not entry.get("name")] == []


@pytest.mark.parametrize("file", KEYS)
def test_ids_are_well_formed_and_of_the_type_of_their_file(file: str) -> None:
    form = r"country/[A-Z]{2}" if file == "countries" else rf"{TYPES[file]}/[a-z0-9]+(-[a-z0-9]+)*"
    assert [entry["id"] for entry in rows(file) if not re.fullmatch(form, entry["id"])] == []


def test_no_id_stands_twice_in_the_whole_catalogue() -> None:
    counted = Counter(entry["id"] for _, entry in entries())
    assert [actor for actor, times in counted.items() if times > 1] == []


def test_whatever_is_referred_to_exists() -> None:
    wanted: set[tuple[str, str]] = set()
    for _, entry in entries():
        actors = [entry["of"]] if "of" in entry else []
        actors += [role["of"] for role in entry.get("roles", ())]
        for homonym in entry.get("homonyms", ()):
            actors += [word for side in ("with", "without") for word in homonym.get(side, ()) if "/" in word]
        wanted |= {(actor, entry["id"]) for actor in actors}
    ids = known_ids()
    assert sorted(pair for pair in wanted if pair[0] not in ids) == []


def test_roles_have_a_documented_office_and_years_in_order() -> None:
    for entry in rows("persons"):
        for role in entry.get("roles", ()):
            assert set(role) <= {"office", "of", "from", "to"}, entry["id"]
            assert role["office"] in OFFICES, entry["id"]
            assert role.get("from", 0) <= role.get("to", 9999), entry["id"]


def test_a_homonym_row_speaks_of_a_name_that_is_listed() -> None:
    for _, entry in entries():
        own = {entry.get("name", "")} | {name for _, _, names in listed(entry) for name in names}
        for homonym in entry.get("homonyms", ()):
            assert set(homonym) <= {"name", "with", "without"}, entry["id"]
            # a country's names are also CLDR's, which are not in the file
            assert homonym["name"] in own or entry["id"] in COUNTRIES, (entry["id"], homonym["name"])
            assert homonym.get("with") or homonym.get("without"), (entry["id"], homonym["name"])
            assert all(isinstance(word, str) for side in ("with", "without") for word in homonym.get(side, ()))


def test_no_list_is_empty_and_none_holds_a_name_twice() -> None:
    for _, entry in entries():
        for key, language, names in listed(entry):
            assert names, (entry["id"], key, language)
            assert all(isinstance(name, str) and name.strip() == name != "" for name in names), (entry["id"], names)
            assert len(set(names)) == len(names), (entry["id"], key, language, names)


def test_a_name_is_either_full_or_short_in_a_language_never_both() -> None:
    for _, entry in entries():
        for language, short in entry.get("short", {}).items():
            both = set(short) & set(entry.get("names", {}).get(language, ()))
            assert not both, (entry["id"], language, both)


def test_each_name_is_in_the_script_of_a_known_language() -> None:
    wrong: list[tuple[str, str, str]] = []
    for _, entry in entries():
        for key, language, names in listed(entry):
            assert language in SCRIPTS, (entry["id"], key, language)
            for name in names:
                found = {script(char) for char in _ROMAN.sub("", name) if char.isalpha()} - {"MODIFIER"}
                if not found <= {SCRIPTS[language]}:
                    wrong.append((entry["id"], language, name))
    assert wrong == []
