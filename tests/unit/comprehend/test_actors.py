"""The shipped catalogue finds an actor in any spelling and form, and nobody in words that only look like one."""

from __future__ import annotations

import pytest
from doubles.shipped import article, compiled, read

from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor, Catalogue
from monitor.model import Mention

ALIYEV, AZ = "person/ilham-aliyev", "country/AZ"

#: text -> each actor found by name, in order
FOUND = {
    # ---- inflected
    "Президент встретился с Алиевым, лидером Азербайджана": [ALIYEV, AZ],
    "Azərbaycan prezidenti Əliyevin çıxışı": [AZ, ALIYEV],
    "Azerbaycan Cumhurbaşkanı Aliyev'in ziyareti": [AZ, ALIYEV],
    "Ադրբեջանի նախագահ Ալիևի խոսքը": [AZ, ALIYEV],
    "აზერბაიჯანის პრეზიდენტმა ალიევმა განაცხადა": [AZ, ALIYEV],
    "وقالت أرمينيا وأذربيجان إن المحادثات مستمرة": ["country/AM", AZ],
    "آذربایجانی‌ها در شهر باکو": [AZ, "place/baku"],
    "російсько-українські та вірмено-азербайджанські відносини": ["country/RU", "country/UA", "country/AM", AZ],
    "российско-американские и ирано-турецкие переговоры": ["country/RU", "country/US", "country/IR", "country/TR"],
    "la Turquie et l’Azerbaïdjan ont signé": ["country/TR", AZ],
    # ---- one name in three spellings
    "الهام علی‌اف گفت": [ALIYEV],
    "الهام علی اف گفت": [ALIYEV],
    "الهام علیاف گفت": [ALIYEV],
    # ---- without spaces
    "阿利耶夫在巴库会见记者": [ALIYEV, "place/baku"],
    # ---- capitals
    "The US helped us, let us say, as US allies do": ["country/US", "country/US"],
    "USA and usa": ["country/US"],
    "NATO met Nato and nato": ["org/nato", "org/nato"],
    "ILHAM ALIYEV IN BAKU": [ALIYEV, "place/baku"],
    "İLHAM ƏLİYEV BAKIDA": [ALIYEV, "place/baku"],
    "Nga và Mỹ đàm phán, nga và mỹ thì không": ["country/RU", "country/US"],
    # ---- the longest name
    "Equatorial Guinea voted": ["country/GQ"],
    "South Sudan and Sudan": ["country/SS", "country/SD"],
    "Heydar Aliyev Airport": ["person/heydar-aliyev"],
    "Mehriban Aliyeva opened it": ["person/mehriban-aliyeva"],
    "Iran's East Azerbaijan province": ["country/IR", "place/east-azerbaijan"],
    "سیل در استان آذربایجان شرقی": ["place/east-azerbaijan"],
    "các nước Mỹ Latinh": ["place/latin-america"],
    "страны Латинской Америки": ["place/latin-america"],
    # ---- inside a longer name, the actor whose body it is
    "Bộ Ngoại giao Nga ra tuyên bố": ["org/russia-foreign-ministry", "country/RU"],
    # ---- Vietnamese countries of one syllable
    "Tổng thống Nga và Thủ tướng Anh ở nước Mỹ": ["country/RU", "country/GB", "country/US"],
    "Tổng Thống Nga thăm Đức": ["country/RU", "country/DE"],
    "TỔNG THỐNG NGA THĂM TRUNG QUỐC": ["country/RU", "country/CN"],
    "Phóng viên Nga đưa tin": ["country/RU"],
    "Các nước Nga, Mỹ, Anh cùng ký": ["country/RU", "country/US", "country/GB"],
}

SILENT = [
    "Maliye Bakanlığı maliye politikasını açıkladı",
    "The stock index rose and the indices followed",
    "Each modifier is modified in Modification 2",
    "Selami Galiyev konuştu",
    "Рашид Нургалиев выступил, Галиев тоже",
    "تنباکو گران شد",
    "Ca sĩ Mỹ Linh hát rất hay",
    "Anh nói rằng anh sẽ đến. Anh ấy vui",
    "Hôm qua chị Nga đi chợ với cô Nga",
    "Giải thưởng thuộc về bà Nguyễn Thị Nga",
    "Khách mời là ông Trần Đức Anh từ Huế",
    "turkey sandwiches, a jordan almond and a hanging chad",
    "Rustam Aliyev won the wrestling title",
    "Рустам Алиев выступил на турнире",
    "Michael Jordan scored, Chad Smith drummed",
    "",
]


def actors(text: str) -> list[str]:
    return [mention.actor for mention in read(text).mentions if not mention.actor.startswith("unlisted/")]


def only(text: str, actor: str) -> list[Mention]:
    return [mention for mention in read(text).mentions if mention.actor == actor]


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=list(FOUND))
def test_names_are_found_in_any_form(text: str, expected: list[str]) -> None:
    assert actors(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_look_alikes_are_silent(text: str) -> None:
    assert actors(text) == []


def test_a_name_never_runs_across_a_line_break() -> None:
    assert ALIYEV not in actors("Ilham\nHeydar")
    assert actors("Chị\nMỹ thăm Nga") == ["country/US", "country/RU"]


# ---------------------------------------------------------------- what a document must anchor


def test_a_bare_surname_is_weak_until_something_anchors_it() -> None:
    assert only("Aliyev said nothing", ALIYEV)[0].strength < 1
    assert only("Aliyev spoke about Azerbaijan", ALIYEV)[0].strength == 1
    assert [one.strength for one in only("Ilham Aliyev came. Aliyev spoke", ALIYEV)] == [1, 1]
    assert only("Aliyev spoke in Baku", ALIYEV)[0].strength == 1


def test_a_namesake_who_is_named_in_full_takes_the_surname() -> None:
    father = Actor(id="person/father", name="Karel Dvorak", short={"en": ("Dvorak",)})
    son = Actor(id="person/son", name="Jan Dvorak", short={"en": ("Dvorak",)})
    both = compiled(Catalogue(actors=(father, son), topics=(), cues={}, affixes={}))
    found = analyse(article("Karel Dvorak founded it, then Dvorak left"), both).mentions
    assert [(mention.actor, mention.strength) for mention in found] == [(father.id, 1.0), (father.id, 1.0)]
    alone = analyse(article("later Dvorak left"), both).mentions
    assert {(mention.actor, mention.strength < 1) for mention in alone} == {(father.id, True), (son.id, True)}


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Georgia's government in Tbilisi", True),
        ("Georgia and Armenia signed", True),
        ("Georgia's governor spoke in Atlanta", False),
    ],
)
def test_georgia_is_a_country_by_its_company(text: str, certain: bool) -> None:
    assert [one.strength == 1 for one in only(text, "country/GE")] == ([True] if certain else [])


def test_a_homonym_in_no_company_is_weak() -> None:
    assert [one.strength < 1 for one in only("Georgia won", "country/GE")] == [True]


def test_a_capital_stands_for_its_government_without_naming_it() -> None:
    analysis = read("Baku accused Yerevan of shelling")
    assert [(one.actor, one.rule) for one in analysis.implied] == [(AZ, "capital"), ("country/AM", "capital")]
    assert all(0 < one.strength < 1 for one in analysis.implied)
    assert AZ not in {mention.actor for mention in analysis.mentions}


def test_a_wrong_guess_of_the_language_loses_no_name_in_another_script() -> None:
    english = "The ministers of the two countries met and the talks went on for a long time in the capital. "
    text = english * 5 + "Алиевым, Әлиев, Ալիևի, Пашиняна. Азербайджаном"
    assert {ALIYEV, AZ, "person/nikol-pashinyan"} <= set(actors(text))


def test_a_short_name_of_a_body_counts_beside_its_full_name_only() -> None:
    nato = Actor(id="org/nato", name="NATO", short={"en": ("Alliance",)})
    lexicon = compiled(Catalogue(actors=(nato,), topics=(), cues={}, affixes={}))
    beside = analyse(article("NATO met, and the Alliance agreed.", ""), lexicon)
    assert [(one.surface, one.strength) for one in beside.mentions] == [("NATO", 1.0), ("Alliance", 1.0)]
    assert analyse(article("John Brown and Jane Smith of the Alliance agreed.", ""), lexicon).mentions == ()


def test_an_event_speaks_for_whose_it_is() -> None:
    implied = read("Azerbaijan joined the Partnership for Peace.").implied
    assert ("org/nato", "Partnership for Peace") in [(one.actor, one.surface) for one in implied]


def test_a_name_with_a_bracket_is_quoted_whole() -> None:
    (one,) = [one for one in read("刚果（金）卫生部表示").mentions if one.actor == "country/CD"]
    assert one.surface == "刚果（金）"
