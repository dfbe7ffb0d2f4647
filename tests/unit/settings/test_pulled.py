"""What Wikidata knows, put into the owner's file: names that an article would write, and no other line is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from monitor.comprehend.catalogue import Actor, Homonym, Role
from monitor.errors import ConfigError, MonitorError
from monitor.settings.home import Home
from monitor.settings.own import load_own
from monitor.settings.pulled import Pulled, entry_id, merged, sorted_names

JANE = Pulled(
    id="person/jane-doe",
    wikidata="Q1001",
    name="Jane Doe",
    description="envoy",
    names={"en": ("Jane Doe",), "no": ("No",), "ru": ("Джейн Доу",)},
    short={"ru": ("Доу",)},
)
TWO = """\
# mine
- id: org/first
  name: First
  names: {en: First Bank}    # a bank

# the envoy
- id: person/jane-doe
  name: "Jane Doe"
  names:
    # as she signs
    en: [J. Doe]             # seldom
  short: {ru: Доу}

# the last one
- id: org/last
  name: Last
  names: {en: Last Bank}
# the end
"""


def home(tmp_path: Path, text: str | None = None) -> Home:
    (tmp_path / "config").mkdir()
    if text is not None:
        (tmp_path / "config" / "actors.yaml").write_text(text, encoding="utf-8")
    return Home(tmp_path)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("kind", "label", "aliases", "full", "short"),
    [
        ("person", "Jane Doe", ["Doe", "Jane Q. Doe", "Jane Doe"], ["Jane Doe", "Jane Q. Doe"], ["Doe"]),
        ("person", "문재인", ["재인"], ["문재인"], ["재인"]),
        ("person", "Madonna", ["Ciccone"], ["Madonna"], ["Ciccone"]),
        ("person", "习近平", ["近平", "习"], ["习近平"], ["近平"]),
        ("person", "ドナルド・トランプ", ["トランプ"], ["ドナルド・トランプ"], ["トランプ"]),
        ("person", "도널드 트럼프", ["트럼프"], ["도널드 트럼프"], ["트럼프"]),
        ("org", "NATO", ["North Atlantic Alliance", "OTAN", "UN"], ["NATO", "North Atlantic Alliance", "OTAN"], []),
        ("org", "北大西洋公约组织", ["北约"], ["北大西洋公约组织"], ["北约"]),
        ("org", "Doe (company)", ["Doe, Jane", "Doe [1]", "J.", "—", "x" * 81, ""], [], []),
    ],
)
def test_names_that_an_article_would_write_are_certain_or_short(
    kind: str, label: str, aliases: list[str], full: list[str], short: list[str]
) -> None:
    assert sorted_names(kind, label, aliases) == (tuple(full), tuple(short))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Jane Doe", "person/jane-doe"),
        ("Recep Tayyip Erdoğan", "person/recep-tayyip-erdogan"),
        ("Sinéad O'Connor", "person/sinead-oconnor"),
        ("Никол Пашинян", "person/nikol-pashinyan"),
        ("!", "person/unnamed"),
    ],
)
def test_an_id_is_made_of_plain_letters(name: str, id_: str) -> None:
    assert entry_id("person", name) == id_


# ---------------------------------------------------------------- the file


def test_a_file_is_begun_where_there_is_none(tmp_path: Path) -> None:
    where = home(tmp_path)
    (row,) = yaml.safe_load(merged(where.actors, [JANE]))
    assert list(row) == ["id", "name", "wikidata", "names", "short"]
    assert row["names"]["ru"] == ["Джейн Доу"]


@pytest.mark.parametrize("before", ["", "# only words\n", "# words without an end"])
def test_what_stands_in_a_file_without_entries_stays(tmp_path: Path, before: str) -> None:
    text = merged(home(tmp_path, before).actors, [JANE])
    assert text.startswith(before)
    assert len(yaml.safe_load(text)) == 1


def test_only_the_lines_of_the_entry_change(tmp_path: Path) -> None:
    where = home(tmp_path, TWO)
    text = merged(where.actors, [JANE])
    where.actors.write_text(text, encoding="utf-8")
    _, jane, _ = load_own(where)[0]
    assert jane["names"] == {"en": ["J. Doe", "Jane Doe"], "no": ["No"], "ru": ["Джейн Доу"]}
    assert jane["short"] == {"ru": ["Доу"]}
    before, after = TWO.partition("- id: person/jane-doe")[0], TWO.partition("# the last one")[2]
    assert text.startswith(before)
    assert text.endswith(after)
    for comment in ("# as she signs", "# seldom", "# the last one"):
        assert text.count(comment) == 1
    assert '"Jane Doe"' in text


def test_an_indented_list_stays_indented(tmp_path: Path) -> None:
    shifted = "".join(f"  {line}" if line.strip() else line for line in TWO.splitlines(keepends=True))
    other = replace(JANE, id="person/other", wikidata="Q7")
    text = merged(home(tmp_path, shifted).actors, [JANE, other])
    assert [row["id"] for row in yaml.safe_load(text)] == [
        "org/first",
        "person/jane-doe",
        "org/last",
        "person/other",
    ]


def test_what_is_there_already_changes_nothing(tmp_path: Path) -> None:
    where = home(tmp_path, TWO)
    where.actors.write_text(merged(where.actors, [JANE]), encoding="utf-8")
    assert merged(where.actors, [JANE]) == where.actors.read_text(encoding="utf-8")


def test_an_entry_is_found_by_its_number_whatever_it_is_called(tmp_path: Path) -> None:
    text = "- {id: person/envoy, name: Envoy, names: {en: [Her Excellency]}, wikidata: Q1001}\n"
    (row,) = yaml.safe_load(merged(home(tmp_path, text).actors, [JANE]))
    assert (row["id"], row["names"]["en"]) == ("person/envoy", ["Her Excellency", "Jane Doe"])


def test_somebody_elses_entry_is_left_alone(tmp_path: Path) -> None:
    where = home(tmp_path, "- {id: person/jane-doe, name: J, names: {en: [J Doe]}, wikidata: Q5}\n")
    with pytest.raises(MonitorError, match=r"is Q5 in .*--as"):
        merged(where.actors, [JANE])


def test_entries_in_brackets_are_refused_at_their_line(tmp_path: Path) -> None:
    text = "[{id: person/jane-doe, name: J,\n  names: {en: [J Doe]}},\n {id: org/x, name: X, names: {en: [Xx]}}]\n"
    with pytest.raises(ConfigError, match=r"actors.yaml:1:2: this entry cannot be extended"):
        merged(home(tmp_path, text).actors, [JANE])


def test_a_new_entry_begins_with_what_the_catalogue_says(tmp_path: Path) -> None:
    known = Actor(
        id="person/jane-doe",
        name="Jane Doe",
        names={"en": ("Jane Doe",), "ka": ("ჯეინ დოუ",)},
        roles=(Role(office="president", of="country/US", first=date(2021, 1, 20)),),
        homonyms=(Homonym(name="Доу", with_=("country/US",)),),
    )
    where = home(tmp_path)
    where.actors.write_text(merged(where.actors, [JANE], {known.id: known}.get), encoding="utf-8")
    (row,), _ = load_own(where)
    assert row["names"]["ka"] == ["ჯეინ დოუ"]
    assert row["roles"] == [{"office": "president", "of": "country/US", "from": "2021-01-20"}]
    assert row["homonyms"] == [{"name": "Доу", "with": ["country/US"], "without": []}]
