"""The language files of `monitor/comprehend/data`: titles, affixes, syllables; and what countries drop of CLDR."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale

import monitor
from monitor.comprehend.normalise import key
from monitor.comprehend.syllables import Syllables

DATA = Path(monitor.__file__).parent / "comprehend" / "data"
LANGUAGES = ("en", "ru", "uk", "az", "tr", "hy", "ka", "fa", "ar", "vi", "fr", "de", "es", "zh")
CUES = ["offices", "honorifics", "professions", "generic_capitals"]
#: given names, surnames and particles that a cue or a sentence head of another language must not swallow
ELSEWHERE = "Ben Theresa June August Son Kim Al El De Le La Da Mai Nam Minh Emil Karim Vali Hakim Patrik Richter"
NATIVE = "Linh Mỹ Nguyễn Đức Anh Ý Yên Nga Pháp Quỳnh Quốc Quyết Giang Gì Nghiêng Khuyến Thuỷ Thủy Hoà Hòa Rượu On Huế"
FOREIGN = "Musabayov Karim Stefan Fiks Elkhan Shahinoglu Valiyev Andrei Nastasin Aliyev Trump Brussels Moskva"


def load(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


# ---------------------------------------------------------------- titles


def test_titles_know_the_fourteen_languages() -> None:
    assert tuple(load("titles.yaml")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_lists_every_kind_of_cue_as_distinct_words(language: str) -> None:
    cues = load("titles.yaml")[language]
    assert list(cues) == CUES
    for words in cues.values():
        # YAML reads a bare On or No as a truth value
        assert all(isinstance(word, str) and word and word == word.strip() for word in words)
        assert len(words) == len(set(words))
    assert len(cues["offices"]) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_generic_capitals_are_capitalised_and_absent_where_a_script_has_no_capitals(language: str) -> None:
    words = load("titles.yaml")[language]["generic_capitals"]
    assert bool(words) is (language not in {"ka", "fa", "ar", "zh"})
    assert all(word[0].isupper() and len(word) > 1 for word in words)


@pytest.mark.parametrize(
    "name",
    ELSEWHERE.split(),
)
def test_no_cue_and_no_generic_capital_is_a_name_elsewhere(name: str) -> None:
    for cues in load("titles.yaml").values():
        assert not any(name.casefold() == word.casefold() for kind in CUES for word in cues[kind])


@pytest.mark.parametrize(
    ("language", "cue"),
    [
        ("vi", "Phó Vụ trưởng"),
        ("vi", "Tổng tham mưu trưởng"),
        ("vi", "Trợ lý Ngoại trưởng"),
        ("fa", "رئیس‌جمهور"),
        ("fa", "سخنگوی"),
        ("ru", "министр иностранных дел"),
        ("tr", "dışişleri bakanı"),
        ("zh", "总统"),
    ],
)
def test_offices_that_the_seeds_and_their_neighbours_use_are_listed(language: str, cue: str) -> None:
    assert cue in load("titles.yaml")[language]["offices"]


# ---------------------------------------------------------------- affixes


def test_affixes_know_the_fourteen_languages() -> None:
    assert tuple(load("affixes.yaml")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_affixes_have_their_shape(language: str) -> None:
    rules = load("affixes.yaml")[language]
    assert set(rules) - {"beginnings", "words"} == {"suffixes", "endings", "prefixes"}
    for kind in ("suffixes", "prefixes"):
        assert all(isinstance(affix, str) and affix for affix in rules[kind])
        assert len(rules[kind]) == len(set(rules[kind]))
    for lost, taken in [*rules["endings"], *rules.get("beginnings", [])]:
        assert lost
        assert taken
        assert lost not in taken
        assert len(taken) == len(set(taken))


@pytest.mark.parametrize("language", LANGUAGES)
def test_affixes_are_written_as_normalisation_leaves_them(language: str) -> None:
    rules = load("affixes.yaml")[language]
    written = [*rules["suffixes"], *rules["prefixes"], *rules.get("words", [])]
    for lost, taken in [*rules["endings"], *rules.get("beginnings", [])]:
        written += [lost, *taken]
    assert [affix for affix in written if key(affix) != affix] == []


@pytest.mark.parametrize(
    ("language", "name", "form"),
    [
        ("ru", "Россия", "Россией"),
        ("ru", "Алиев", "Алиевым"),
        ("ru", "азербайджанский", "азербайджанскими"),
        ("ru", "армянин", "армянином"),
        ("uk", "Америка", "Америці"),
        ("uk", "Алієв", "Алієвим"),
        ("uk", "Ізраїль", "Ізраїлю"),
        ("az", "Əliyev", "Əliyevin"),
        ("az", "Bakı", "Bakıdakı"),
        ("az", "Ermənistan", "Ermənistanla"),
        ("tr", "Azerbaycan", "Azerbaycandan"),
        ("tr", "Ermeni", "Ermenilerin"),
        ("hy", "Ալիև", "Ալիևի"),
        ("hy", "ադրբեջանցի", "ադրբեջանցու"),
        ("hy", "Թուրքիա", "Թուրքիայում"),
        ("ka", "ალიევი", "ალიევმა"),
        ("ka", "ამერიკა", "ამერიკის"),
        ("ka", "აზერბაიჯანული", "აზერბაიჯანულ"),
        ("ka", "საქართველო", "საქართველოში"),
        ("fa", "آذربایجانی", "آذربایجانی‌ها"),
        ("ar", "الصين", "للصين"),
        ("ar", "أمريكي", "والأمريكي"),
        ("ar", "أمريكي", "أمريكية"),
        ("de", "aserbaidschanisch", "aserbaidschanischen"),
        ("fr", "azerbaïdjanais", "azerbaïdjanaises"),
        ("es", "azerbaiyano", "azerbaiyanas"),
    ],
)
def test_a_form_of_the_press_is_one_rule_away_from_the_listed_name(language: str, name: str, form: str) -> None:
    rules, listed = load("affixes.yaml")[language], key(name)
    forms = {listed + suffix for suffix in rules["suffixes"]} | {prefix + listed for prefix in rules["prefixes"]}
    for lost, taken in rules["endings"]:
        if listed.endswith(lost):
            forms |= {listed.removesuffix(lost) + ending for ending in taken}
    for lost, taken in rules.get("beginnings", []):
        if listed.startswith(lost):
            forms |= {start + listed.removeprefix(lost) for start in taken}
    assert key(form) in forms


# ---------------------------------------------------------------- syllables


@pytest.fixture(scope="module")
def syllables() -> Syllables:
    structure = load("syllables.yaml")
    return Syllables(frozenset(structure["onsets"]), frozenset(structure["rhymes"]))


def test_onsets_and_rhymes_are_distinct_and_bear_no_tone() -> None:
    structure = load("syllables.yaml")
    assert set(structure) == {"onsets", "rhymes"}
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    for parts in structure.values():
        assert all(isinstance(part, str) and not tones & set(unicodedata.normalize("NFD", part)) for part in parts)
        assert len(parts) == len(set(parts))


@pytest.mark.parametrize(
    "word",
    NATIVE.split(),
)
def test_a_vietnamese_syllable_is_recognised(syllables: Syllables, word: str) -> None:
    assert syllables.native(word)


@pytest.mark.parametrize("word", FOREIGN.split())
def test_a_foreign_name_is_not_a_vietnamese_syllable(syllables: Syllables, word: str) -> None:
    assert not syllables.native(word)


# ---------------------------------------------------------------- countries


def test_a_dropped_name_is_one_that_cldr_gives_and_the_entry_does_not_bring_back() -> None:
    for country in load("countries.yaml"):
        for language, dropped in country.get("drop", {}).items():
            given = Locale(language).territories[country["id"].removeprefix("country/")]
            assert all(name in given for name in dropped), (country["id"], language)
            assert not set(dropped) & set(country.get("names", {}).get(language, [])), (country["id"], language)


def test_no_name_belongs_to_two_countries() -> None:
    owners: dict[str, str] = {}
    for country in load("countries.yaml"):
        for words in [*country.get("names", {}).values(), *country.get("demonyms", {}).values()]:
            for word in words:
                assert owners.setdefault(key(word), country["id"]) == country["id"], word
