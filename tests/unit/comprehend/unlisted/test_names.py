"""Persons of no catalogue are found by what announces them; institutions and heads of sentences are not."""

from __future__ import annotations

import pytest
from doubles.shipped import read

#: text -> the persons in it, one for each mention
FOUND = {
    # ---- after an office, a profession, a form of address
    "Foreign Minister Dragan Petrovski met Secretary Ivana Novak.": ["Dragan Petrovski", "Ivana Novak"],
    "Министр обороны Пётр Семёнченко заявил об этом.": ["Пётр Семёнченко"],
    "Russian Foreign Ministry spokesman Anton Berezin said so.": ["Anton Berezin"],
    "Deputy minister John Q. Smithson said.": ["John Q. Smithson"],
    # ---- before a comma or a bracket and an office
    "Karel Dvorak, the deputy foreign minister, said so.": ["Karel Dvorak"],
    "Karel Dvorak (foreign minister) said so.": ["Karel Dvorak"],
    # ---- the surname again
    "Foreign Minister Karel Dvorak spoke. Dvorak left.": ["Karel Dvorak", "Karel Dvorak"],
    "Министр Карел Дворжак выступил. Затем Дворжака встретили. С Дворжаком был министр.": ["Карел Дворжак"] * 3,
    "Foreign Minister Karel Dvorak spoke. Later Karel Dvorak left.": ["Karel Dvorak"] * 2,
    # ---- nobody announces him, but his surname comes back alone
    "On Friday they saw that Jane Smithson was there. Smithson said nothing.": ["Jane Smithson"] * 2,
    # ---- nothing but a given name that is hardly another word
    "Karel Dvorak spoke.": ["Karel Dvorak"],
    # ---- particles inside a name, an organisation between office and name
    "President Karel van der Weyde spoke.": ["Karel van der Weyde"],
    # ---- the nominative, as far as the text or the catalogue's surnames show it
    "Deputat Rəşad Quliyevin sözləri belədir.": ["Rəşad Quliyev"],
    "По словам министра Руслана Кадыркулова, это так. Кадыркулов уехал.": ["Руслан Кадыркулов"] * 2,
    # ---- words that cannot be Vietnamese
    "Ông Karim Valiyev đã gặp Stefan Fiks tại trụ sở.": ["Karim Valiyev", "Stefan Fiks"],
    # ---- guillemets beside a cue, at either end of a text too
    "«آلکسی زایتسف» از دیپلمات‌های وزارت خارجه گفت": ["آلکسی زایتسف"],
    "به گفته دیپلمات «آلکسی زایتسف»": ["آلکسی زایتسف"],
    "رئیس مجلس «حسن کریمی» گفت": ["حسن کریمی"],
}

SILENT = [
    "The International Monetary Fund warned the European Central Bank.",
    "Ministry of Foreign Affairs Spokesperson said.",
    "General Motors, chief executive says.",
    "After Foreign Minister left, Everybody Sang Songs.",
    "President Emmanuel Macron and Prime Minister Nikol Pashinyan met.",
    "US President Joe Biden",
    "Bộ Ngoại giao Việt Nam cho biết. Hội đồng Bảo an họp. Nguyễn Văn An nói.",
    "Министерство Иностранных Дел сообщило.",
    "«خلیج فارس» نام دارد",
    "«کتاب تاریخ» منتشر شد",
    "Minister\nDvorak Smithson",
    # a sea, a cup and a prize come back alone too, with an article or without their capital
    "They crossed the Baltic Exchange. The Exchange is large, and the Exchange stays.",
    "He sailed over Aral Sea waters. Sea levels rise, as the sea does. Sea air is good.",
    "Later they won Lake Komarno. Komarno is near, and they left Komarno.",
    # streets, firms and prizes are called after people
    "They met at Stade Karel Dvorak and in the Karel Dvorak Stiftung.",
    # headlines in title case
    "New Rules Help Small Farmers Everywhere\nFarmers said so. With Farmers they met Farmers.",
    "",
]


def unlisted(text: str) -> list[str]:
    found = (mention.actor for mention in read(text).mentions)
    return [actor.removeprefix("unlisted/") for actor in found if actor.startswith("unlisted/")]


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=list(FOUND))
def test_an_announced_person_is_found(text: str, expected: list[str]) -> None:
    assert unlisted(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_what_nothing_announces_is_no_person(text: str) -> None:
    assert unlisted(text) == []


def test_a_person_of_the_catalogue_is_never_unlisted_too() -> None:
    mentions = read("President Ilham Aliyev met Foreign Minister Karel Dvorak, the minister").mentions
    assert [mention.actor for mention in mentions] == ["person/ilham-aliyev", "unlisted/Karel Dvorak"]
    assert [mention.rule for mention in mentions] == ["name", "cue"]
