"""Reads the tables of sounds and scripts that are shipped, for names in scripts without a listed alias."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from monitor.comprehend.sounds.phonology import Phonology
from monitor.comprehend.sounds.transliterate import ScriptTable, Transliterator, Unwritten
from monitor.settings.document import load_package_yaml

#: cost of the surname first where a script does not say; in consonants
_TURNED = 0.3
_SCRIPTS = ("latin", "cyrillic", "greek", "armenian", "georgian", "arabic", "hebrew", "hangul", "kana", "devanagari")


@cache
def load_transliterator() -> Transliterator:
    """The shipped tables, read once."""
    tables = {table["script"]: _table(table) for table in map(_data, _SCRIPTS)}
    return Transliterator(_phonology(_data("sounds")), tables)


def _phonology(data: Mapping[str, Any]) -> Phonology:
    return Phonology(
        vowels=data["vowels"],
        consonant=data["consonant"],
        vowel=data["vowel"],
        mixed=data["mixed"],
        near={frozenset(pair.split()): cost for pair, cost in data["near"].items()},
        drop=data["drop"],
        classes={sound: one[0] for one in data["classes"] for sound in one},
    )


def _table(data: Mapping[str, Any]) -> ScriptTable:
    unwritten = data.get("unwritten")
    return ScriptTable(
        letters=data["letters"],
        languages=data.get("languages", {}),
        particles=frozenset(data["particles"]),
        unwritten=Unwritten(**unwritten) if unwritten else None,
        silent=data.get("silent", {}),
        bar=data["bar"],
        turned=data.get("turned", _TURNED),
        as_one=data.get("as_one", 1.0),
    )


def _data(name: str) -> Any:
    file = resources.files("monitor.comprehend") / "data" / "scripts" / f"{name}.yaml"
    return load_package_yaml(file.read_text(encoding="utf-8"), f"{name}.yaml")
