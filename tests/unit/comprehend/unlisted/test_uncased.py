"""Persons of no catalogue in scripts without capitals: only cues show them, and what cannot be decided is left."""

from __future__ import annotations

import pytest
from doubles.shipped import read

FOUND = {
    # ---- an office, its country or its adjective, a given name that the catalogue knows, up to a word that ends names
    "وقال وزير الخارجية السوري محمد الخطيب أمس إن الاتفاق مهم.": ["محمد الخطيب"],
    "אמר שר החוץ דוד כהנוב אתמול כי ההסכם חשוב.": ["דוד כהנוב"],
    "विदेश मंत्री राहुल वर्मा ने कहा कि समझौता हुआ।": ["राहुल वर्मा"],
    # ---- in the nominative, and again by the surname alone
    "მინისტრმა ირაკლი ბერიშვილმა განაცხადა. ბერიშვილი წავიდა.": ["ირაკლი ბერიშვილი"] * 2,
    # ---- Korean: family name and given name before the office
    "김민수 장관은 서울에서 말했다.": ["김민수"],
    # ---- katakana joined by a dot, beside an office; the surname alone
    "エルラン・アビシェフ社長は述べた。アビシェフ氏は語った。": ["エルラン・アビシェフ"] * 2,
    # ---- the same in Han behind an office; a verb is no part of the name
    "哈萨克斯坦外交部长叶尔兰·阿比舍夫表示，公司将扩大。": ["叶尔兰·阿比舍夫"],
}

SILENT = [
    "قال مدير مكتب الجزيرة في بيروت إن الوضع صعب.",
    "قال رئيس لجنة التحقيق أمس إن اللجنة ستجتمع.",
    "رئیس شورای شهر گفت",
    "וועדת החוץ אמרה כי שר האוצר לשעבר נסע.",
    "이사회 의장은 말했다. 한국인 교수는 말했다.",
    "アルミ・ニッケルの価格が上がった。",
    "他买了铜·锌产品。",
]


def unlisted(text: str) -> list[str]:
    found = (mention.actor for mention in read(text).mentions)
    return [actor.removeprefix("unlisted/") for actor in found if actor.startswith("unlisted/")]


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=[text[:24] for text in FOUND])
def test_a_person_beside_an_office_is_found(text: str, expected: list[str]) -> None:
    assert unlisted(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_words_that_are_no_name_are_left(text: str) -> None:
    assert unlisted(text) == []


def test_a_name_in_capitals_behind_a_cue_without_them_is_named_once() -> None:
    assert [one.actor for one in read("رئیس‌جمهور Karel Dvorak").mentions] == ["unlisted/Karel Dvorak"]
