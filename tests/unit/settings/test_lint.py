"""Each rule finds what it is for, at its file and line; a sound catalogue gives nothing. The shipped one
is linted by the command itself (`integration/command/test_actors_show.py`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.small_catalogue import SOUND, small_catalogue

from monitor.errors import ConfigError
from monitor.settings.catalogue import load_catalogue
from monitor.settings.lint import lint
from monitor.settings.lint_file import Finding
from monitor.settings.shelf import shelves

EN, RU = SOUND["languages/en/names.yaml"], SOUND["languages/ru/names.yaml"]
MANY = f"country/DE: [{', '.join('Германия ' + letter for letter in 'абвгдежз')}]\n"
PERSONS, PLACES = SOUND["world/persons.yaml"], SOUND["world/places.yaml"]
ORGS = SOUND["world/organisations.yaml"]


def found(data: Path) -> list[Finding]:
    return lint(shelves(data), load_catalogue(data))


def test_a_sound_catalogue_gives_nothing(tmp_path: Path) -> None:
    assert found(small_catalogue(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "text", "level", "line", "what"),
    [
        # ids
        ("languages__en__names", EN + "person/jane-doe: [J. Doe]\n", "error", 1, "stands 2 times in this file"),
        ("languages__en__names", EN + "person/nobody: [Nobody Known]\n", "error", 5, "person/nobody is not in world/"),
        ("languages__en__terms", SOUND["languages/en/terms.yaml"] + "topic/x: [abcd]\n", "error", 2, "not in world/"),
        ("world__places", PLACES + "- id: person/jane-doe\n  name: Jane\n", "error", 4, "world/persons.yaml too"),
        ("world__places", PLACES + "- id: plaza/sun\n  name: Sun\n", "error", 4, "plaza/sun cannot be an id"),
        # shapes
        ("world__places", PLACES + "  nick: M\n", "error", 1, "unknown key: nick"),
        ("world__topics", "- id: topic/x\n  name: x\n  desk: sport\n", "error", 1, "sport is no desk"),
        ("world__topics", "- id: topic/x\n  name: x\n  kind: sort\n", "error", 1, "sort is no kind"),
        ("languages__en__names", EN + "country/FR: {nick: [Gaul]}\n", "error", 5, "unknown key: nick"),
        ("languages__en__names", EN + "country/FR: []\n", "error", 5, "names: a list of names is missing"),
        ("languages__en__names", EN + "country/FR: [Gaul, Gaul]\n", "warning", 5, "names: Gaul stands twice"),
        ("languages__en__names", EN + "country/FR: ['…']\n", "error", 5, "…: no letter, no figure"),
        (
            "languages__ru__names",
            RU + "place/mehr: {names: [Мехр], short: [Мехр]}\n",
            "warning",
            5,
            "Мехр is a full name and a short one",
        ),
        # references
        ("world__organisations", ORGS.replace("country/FR", "country/QQ"), "error", 1, "country/QQ does not exist"),
        ("world__persons", PERSONS.replace("org/lake-council", "org/x"), "error", 4, "org/x does not exist"),
        ("world__places", PLACES.replace("country/IR", "place/moon"), "error", 1, "place/moon does not exist"),
        ("world__places", PLACES + "  about: [topic/moon]\n", "error", 1, "topic/moon does not exist"),
        # homonyms
        ("world__places", PLACES.replace(", with: [country/IR]", ""), "error", 1, "neither with nor without whom"),
        ("world__places", PLACES.replace("name: Mehr,", "name: Moon,"), "note", 1, "Moon is none of its names"),
        # offices
        ("world__persons", PERSONS.replace("office: envoy", "office: wizard"), "error", 4, "unknown office: wizard"),
        ("world__persons", PERSONS.replace("2021-01}", "2009}"), "error", 4, "president of country/FR ends before"),
        ("world__persons", PERSONS.replace("2021-01}", "2021-06}"), "warning", 1, "are both president of country/FR"),
        (
            "languages__en__grammar",
            "cues: {offices: {wizard: [wizard]}}\n",
            "error",
            0,
            "unknown office: wizard",
        ),
        # scripts
        (
            "languages__ru__names",
            RU + MANY + "place/mehr: [მეჰრი]\n",
            "error",
            6,
            "letters of another script: georgian",
        ),
        ("languages__ru__names", RU + "place/mehr: [Мeхр]\n", "warning", 5, "mixes scripts in one word"),
        # terms
        ("languages__en__terms", "topic/water-rights: [wat*]\n", "error", 1, "wat* would match too much"),
        ("languages__ru__terms", "topic/water-rights: [во*]\n", "error", 1, "во* would match too much"),
        ("languages__en__terms", "topic/water-rights: [w*ter rights]\n", "error", 1, "a `*` inside a word"),
        # names that mean two
        ("languages__en__names", EN + "country/FR: [Mary Roe]\n", "error", 0, "mary roe is also a name of person"),
        ("world__organisations", ORGS + "- id: org/court\n  name: Lake Council\n", "error", 4, "is also a name of org"),
        (
            "languages__ru__names",
            RU + "place/mehr: [Озёрный совет]\n",
            "error",
            1,
            "озерный совет is also a name of place/mehr",
        ),
        # gaps
        # labels
        ("languages__ru__labels", "topic/x: икс\n", "error", 1, "topic/x is not in world/"),
        ("languages__ru__labels", "topic/water-rights: права* на воду\n", "error", 1, "no label"),
        ("languages__ru__labels", "topic/water-rights: [вода]\n", "error", 1, "no label"),
        ("languages__ru__labels", "topic/water-rights:\n", "error", 1, "no label"),
        ("languages__ru__labels", "topic/x: вода\ntopic/water-rights: вода\n", "error", 1, "label of 2 topics"),
        ("languages__ru__labels", "", "note", 0, "1 topics have no line: topic/water-rights"),
        ("languages__en__terms", "", "note", 0, "1 topics have no line: topic/water-rights"),
        ("languages__ru__names", RU.partition("\n")[2], "note", 0, "1 persons in office have no line: person/jane-doe"),
    ],
)
def test_each_rule_names_file_and_line(tmp_path: Path, file: str, text: str, level: str, line: int, what: str) -> None:
    findings = found(small_catalogue(tmp_path, **{file: text}))
    told = [(one.level, one.fault.line, one.fault.what) for one in findings]
    assert [one for one in told if what in one[2] and (one[0], one[1] if line else 0) == (level, line)], told


def test_a_common_word_is_no_name_where_capitals_tell_nothing(tmp_path: Path) -> None:
    files = {
        "languages__fa__names": "place/mehr: [مهر]\nperson/jane-doe: [جین دو]\n",
        "languages__fa__grammar": "common: [مهر]\n",
        "languages__fa__terms": "topic/water-rights: [حق آب]\n",
    }
    (finding,) = found(small_catalogue(tmp_path / "broken", **files))
    assert (finding.level, finding.fault.file, finding.fault.line) == ("error", "languages/fa/names.yaml", 1)
    assert "مهر is a common word" in finding.fault.what
    files["languages__fa__names"] = (
        "place/mehr: {names: [مهر], homonyms: [{name: مهر, with: [country/IR]}]}\nperson/jane-doe: [جین دو]\n"
    )
    assert found(small_catalogue(tmp_path / "sound", **files)) == []


def test_what_two_languages_of_han_list_each_for_itself_is_no_clash(tmp_path: Path) -> None:
    files = {
        "languages__zh__names": "place/mehr: [美亚]\nperson/jane-doe: [简多]\n",
        "languages__ja__names": "org/lake-council: [美亚]\nperson/jane-doe: [简多]\n",
    } | {f"languages__{code}__terms": "topic/water-rights: [水権利]\n" for code in ("zh", "ja")}
    assert found(small_catalogue(tmp_path, **files)) == []


def test_a_short_stem_between_other_words_is_sound(tmp_path: Path) -> None:
    files = {"languages__en__terms": "topic/water-rights: [wat* law*, right*-of-way*]\n"}
    assert found(small_catalogue(tmp_path, **files)) == []


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    data = small_catalogue(tmp_path, languages__en__names=EN + "person/x: [a\n")
    with pytest.raises(ConfigError, match=r"^languages/en/names.yaml:5"):
        shelves(data)


def test_the_worst_stands_first(tmp_path: Path) -> None:
    files = {"languages__en__names": EN + "country/FR: [Gaul, Gaul]\nperson/x: [Xx]\n", "languages__ru__terms": ""}
    levels = [one.level for one in found(small_catalogue(tmp_path, **files))]
    assert levels == ["error", "warning", "note"]
