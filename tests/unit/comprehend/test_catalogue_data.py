"""Whom the shipped catalogue knows: every region of the world has its share, and every language its names.

What is wrong in an entry is for `settings.lint` to find (tests/unit/settings/test_lint.py).
"""

from __future__ import annotations

from collections import Counter

import pytest
from babel import Locale
from doubles.shipped import catalogue

from monitor.settings.catalogue import languages

#: the regions of the world, as the press speaks of them
REGIONS = {
    "North Africa": "DZ EG LY MA TN MR EH",
    "West Africa": "BJ BF CV CI GM GH GN GW LR ML NE NG SN SL TG",
    "East Africa": "BI DJ ER ET KE RW SO SS SD TZ UG",
    "Central and southern Africa": "AO BW CM CF TD CG CD GA LS MG MW MU MZ NA ZA SZ ZM ZW",
    "Middle East": "BH IL IQ JO KW LB OM PS QA SA SY AE YE",
    "Iran, Turkey and the Caucasus": "IR TR AM AZ GE",
    "Central Asia": "KZ KG TJ TM UZ MN",
    "South Asia": "AF BD BT IN LK MV NP PK",
    "South-East Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR TW",
    "Oceania": "AU FJ NZ PG SB TO VU WS",
    "North America": "CA MX US",
    "Central America and the Caribbean": "BB BZ CR CU DO GT HN HT JM NI PA SV TT",
    "South America": "AR BO BR CL CO EC GY PE PY SR UY VE",
    "Western Europe": "AT BE CH DE DK ES FI FR GB IE IS IT LU NL NO PT SE",
    "Eastern Europe": "BY CZ EE HU LT LV MD PL RO RU SK UA",
    "South-Eastern Europe": "AL BA BG CY GR HR ME MK MT RS SI XK",
}


def test_every_country_of_the_world_is_known() -> None:
    no_countries = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
    codes = {str(code) for code in Locale.parse("en").territories if len(str(code)) == 2} - no_countries
    assert {one.id for one in catalogue().actors if one.type == "country"} == {f"country/{code}" for code in codes}


@pytest.mark.parametrize(
    ("kind", "least"), [("person", 400), ("org", 150), ("place", 150), ("event", 60), ("media", 100)]
)
def test_there_are_enough_of_each_kind(kind: str, least: int) -> None:
    assert Counter(one.type for one in catalogue().actors)[kind] >= least


def test_there_are_topics_to_watch_and_everyday_ones_to_leave_out() -> None:
    kinds = Counter(one.kind for one in catalogue().topics)
    assert sum(kinds.values()) >= 160
    assert kinds["everyday"] >= 15


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_its_persons_and_places(region: str) -> None:
    countries = {f"country/{code}" for code in REGIONS[region].split()}
    persons = {one.id for one in catalogue().actors for role in one.roles if role.of in countries}
    there = Counter(one.type for one in catalogue().actors if one.of in countries)
    assert len(persons) >= 15
    assert there["place"] >= 8


@pytest.mark.parametrize("region", REGIONS)
def test_most_countries_of_a_region_have_somebody_in_office_today(region: str) -> None:
    countries = {f"country/{code}" for code in REGIONS[region].split()}
    governed = {role.of for one in catalogue().actors for role in one.roles if role.last is None} & countries
    assert len(governed) >= 0.5 * len(countries)


def test_names_are_written_in_twenty_languages_at_least() -> None:
    counted = Counter(language for one in catalogue().actors for language in one.names if one.type != "country")
    assert sum(times >= 250 for times in counted.values()) >= 20


@pytest.mark.parametrize(
    "language", ["ru", "uk", "bg", "sr", "el", "hy", "ka", "ar", "fa", "he", "hi", "zh", "ja", "ko"]
)
def test_in_a_script_of_its_own_a_language_names_most_persons(language: str) -> None:
    persons = [one for one in catalogue().actors if one.type == "person"]
    assert sum(language in one.names or language in one.short for one in persons) >= 400


@pytest.mark.parametrize("language", languages())
def test_every_language_calls_every_country_by_name(language: str) -> None:
    countries = [one for one in catalogue().actors if one.type == "country"]
    assert sum(language in one.names for one in countries) >= 240


def test_ids_of_wikidata_are_never_shipped() -> None:
    assert not any(one.id.startswith("Q") or "wikidata" in one.id for one in catalogue().actors)
