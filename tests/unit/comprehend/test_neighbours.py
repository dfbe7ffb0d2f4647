"""The words beside a name say whose it is: a given name before it, a surname after it, quotation marks around it."""

from __future__ import annotations

import pytest
from doubles.shipped import read

ALIYEV, JORDAN, KARABAKH = "person/ilham-aliyev", "country/JO", "place/nagorno-karabakh"


def named(text: str, title: str = "") -> set[str]:
    return {mention.actor for mention in read(text, title).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "В Баку задержали предпринимателя Руслана Алиева. Алиев вину не признал. Суд в Азербайджане закрыт.",
        "Police in Azerbaijan questioned Rustam Aliyev. Aliyev denied it.",
    ],
)
def test_a_surname_that_somebody_else_bears_in_the_document_is_not_the_presidents(text: str) -> None:
    assert ALIYEV not in named(text)


def test_the_president_named_in_full_keeps_his_surname_beside_a_namesake() -> None:
    text = "Ilham Aliyev met the wrestler Rustam Aliyev in Azerbaijan. Aliyev praised him."
    assert [one.strength for one in read(text).mentions if one.actor == ALIYEV] == [1.0, 1.0]


def test_a_word_that_only_begins_a_sentence_is_no_given_name() -> None:
    assert ALIYEV in named("Президент Азербайджана прибыл. Накануне Алиев выступил. Сегодня Алиев улетел.")


@pytest.mark.parametrize("quoted", ["«Карабах»", "„Карабах“", "“Карабах”", '"Карабах"'])
def test_a_place_alone_in_quotation_marks_is_what_is_called_after_it(quoted: str) -> None:
    assert KARABAKH not in named(f"Азербайджанский {quoted} сыграет с армянами.")


def test_a_place_in_a_longer_quotation_stays_a_place() -> None:
    assert KARABAKH in named("Азербайджан: «Карабах наш», заявил он.")
    assert "place/zangezur-corridor" in named("Азербайджан требует «Зангезурский коридор».")


def test_a_country_before_a_surname_is_somebodys_given_name() -> None:
    assert JORDAN not in named("In Syria Jordan Peters, an aid worker, spoke.")


@pytest.mark.parametrize("text", ["In Syria, Jordan and Egypt agreed.", "Syria told Jordan. Peters spoke."])
def test_a_country_beside_other_words_is_the_country(text: str) -> None:
    assert JORDAN in named(text)


def test_a_headline_in_title_case_still_names_the_country() -> None:
    assert JORDAN in named("Nothing more is known in Syria.", "Jordan Calls For Calm")


@pytest.mark.parametrize("text", ["In Chile Santiago Solarino spoke.", "In Italy they met Milan Kundero."])
def test_a_place_before_a_surname_that_nobody_listed_is_somebodys_given_name(text: str) -> None:
    assert not named(text) & {"place/santiago", "place/milan"}


@pytest.mark.parametrize(
    "text", ["They flew from Santiago to Chile's north.", "In Santiago President Boric of Chile spoke."]
)
def test_a_place_that_may_be_a_given_name_stays_a_place(text: str) -> None:
    assert "place/santiago" in named(text)


@pytest.mark.parametrize("text", ["أنقرة - الأناضول: قال الوزير", "قال الوزير (الأناضول)"])
def test_an_agency_that_signs_a_report_is_the_agency(text: str) -> None:
    strengths = [one.strength for one in read(text).mentions if one.actor == "media/anadolu"]
    assert strengths == [1.0]


def test_an_initial_that_is_not_the_persons_makes_it_somebody_else() -> None:
    assert "person/doug-ford" not in named("In Canada the USS Gerald R. Ford was seen off the coast.")
    assert "person/doug-ford" in named("In Canada D. Ford, the premier of Ontario, spoke.")


def test_a_family_name_before_another_given_name_is_somebody_else() -> None:
    assert "person/wang-yi" not in named("In China minister Wang Wentao spoke.")
    assert "person/wang-yi" in named("In China minister Wang spoke.")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("У Брюсселі Каллас заявила про це журналістам учора ввечері.", True),
        ("У Брюсселі Кайя Каллас заявила про це журналістам учора ввечері.", True),
        ("У Брюсселі Наталя Каллас заявила про це журналістам учора ввечері.", False),
    ],
)
def test_a_famous_surname_behind_anothers_given_name_is_anothers(text: str, there: bool) -> None:
    assert ("person/kaja-kallas" in {one.actor for one in read(text).mentions}) is there
