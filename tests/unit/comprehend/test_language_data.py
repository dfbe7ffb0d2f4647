"""What the language folders say of grammar: a form of the press is one rule away from the listed name, cues are words
of their language and nobody's name, and Vietnamese syllables are told from foreign names."""

from __future__ import annotations

import unicodedata

import pytest
from doubles.shipped import catalogue

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.script import script
from monitor.comprehend.words.syllables import Syllables
from monitor.comprehend.words.tokens import tokenise, unspaced
from monitor.settings.catalogue import languages

#: language -> listed name: forms in which the press writes it
FORMS = {
    "ar": "الصين: للصين والصين, أمريكي: والأمريكي أمريكية, إيران: وإيران بإيران",
    "az": "Əliyev: Əliyevin Əliyevlə, Bakı: Bakıdakı Bakıda, Ermənistan: Ermənistanla Ermənistandan",
    "bg": "Зеленски: Зеленският, български: българската българските, украинец: украинци украинците",
    "cs": "Fico: Ficem Ficovi, Praha: Praze Prahy, Rusko: Ruska Rusku",
    "de": "aserbaidschanisch: aserbaidschanischen aserbaidschanischer, Russland: Russlands, Armenier: Armeniern",
    "el": "Πούτιν: Πούτιν, Ζελένσκι: Ζελένσκι, Ερντογάν: Ερντογάν, Ουκρανία: Ουκρανίας, Τούρκος: Τούρκου Τούρκοι",
    "en": "Armenian: Armenians, Russian: Russians, American: Americans",
    "es": "azerbaiyano: azerbaiyanas azerbaiyanos, francés: francesa franceses, alemán: alemana alemanes",
    "fa": "آذربایجانی: آذربایجانی‌ها, ایران: ایرانی, روسیه: روسیه‌ای",
    "fi": "Putin: Putinin Putinille, Venäjä: Venäjän Venäjällä, Ukraina: Ukrainassa Ukrainaan",
    "fr": "azerbaïdjanais: azerbaïdjanaises azerbaïdjanaise, arménien: arménienne arméniens, cubain: cubaine",
    "he": "איראן: ואיראן באיראן, ישראל: מישראל לישראל, רוסיה: שרוסיה",
    "hi": "भारतीय: भारतीयों, पाकिस्तानी: पाकिस्तानियों, अमेरिकी: अमेरिकियों",
    "hu": "Orbán: Orbánnak Orbánt, Ukrajna: Ukrajnában Ukrajnának, Putyin: Putyinnal Putyint",
    "hy": "Ալիև: Ալիևի Ալիևին, ադրբեջանցի: ադրբեջանցու, Թուրքիա: Թուրքիայում Թուրքիայի",
    "id": "Prabowo: Prabowolah, Indonesia: Indonesianya, Rusia: Rusiapun",
    "it": "americano: americana americani, francese: francesi, argentino: argentine argentini",
    "ka": "ალიევი: ალიევმა ალიევის, ამერიკა: ამერიკის, აზერბაიჯანული: აზერბაიჯანულ, საქართველო: საქართველოში",
    "kk": "Қазақстан: Қазақстанда Қазақстанның, Тоқаев: Тоқаевтың Тоқаевпен, Ресей: Ресейге Ресейдің",
    "ko": "러시아: 러시아의 러시아가, 푸틴: 푸틴은 푸틴이, 미국: 미국과 미국에서",
    "nl": "Rusland: Ruslands, Oekraïner: Oekraïners, Amerikaan: Amerikanen",
    "pl": "Rosja: Rosji Rosją, Zełenski: Zełenskiego Zełenskim, Ukraina: Ukrainie Ukrainy",
    "pt": "americano: americana americanos, francês: francesa franceses, espanhol: espanhóis espanhola",
    "ro": "Rusia: Rusiei, american: americanul americani, francez: franceză francezi",
    "ru": "Россия: Россией России, Алиев: Алиевым Алиеву, азербайджанский: азербайджанскими, армянин: армянином",
    "sq": "Kurti: Kurtit, Serbia: Serbisë Serbinë, Rama: Ramës Ramën",
    "sr": "Вучић: Вучића Вучићем, Русија: Русије Русијом, Vučić: Vučića Vučiću",
    "sw": "Nairobi: Nairobini, Kampala: Kampalani, Dodoma: Dodomani",
    "tr": "Azerbaycan: Azerbaycandan Azerbaycanla, Ermeni: Ermenilerin, Ankara: Ankarada",
    "ur": "پاکستانی: پاکستانیوں, امریکی: امریکیوں, ایرانی: ایرانیوں",
    "uk": "Америка: Америці Америки, Алієв: Алієвим Алієву, Ізраїль: Ізраїлю Ізраїлем",
}
#: names that a cue of another language must not swallow, and those that no sentence head may be either; El, La, Mai and
#: the like do begin sentences somewhere
ELSEWHERE = "Ben Theresa June August Son Kim Al El De Le La Da Mai Nam Minh Emil Karim Vali Hakim Patrik Richter"
NO_HEADS = "Ben Theresa June Son Kim Nam Minh Emil Karim Vali Hakim Patrik Richter"
#: the ordinary word for a governor, a judge and a patriarch: nobody could do without
ALSO_WORDS = {("az", "vali"), ("id", "hakim"), ("tr", "patrik")}
NATIVE = "Linh Mỹ Nguyễn Đức Anh Ý Yên Nga Pháp Quỳnh Quốc Quyết Giang Gì Nghiêng Khuyến Thuỷ Thủy Hoà Hòa Rượu On Huế"
FOREIGN = "Musabayov Karim Stefan Fiks Elkhan Shahinoglu Valiyev Andrei Nastasin Aliyev Trump Brussels Moskva"


# ---------------------------------------------------------------- affixes


@pytest.mark.parametrize("language", FORMS)
def test_a_form_of_the_press_is_one_rule_away_from_the_listed_name(language: str) -> None:
    for entry in FORMS[language].split(", "):
        name, _, forms = entry.partition(": ")
        for form in forms.split():
            assert key(form) == key(name) or key(form) in made_of(key(name), affixes(language)), (name, form)


def test_every_language_that_inflects_has_its_forms_tried() -> None:
    inflecting = {
        language
        for language, one in catalogue().affixes.items()
        if one.suffixes or one.endings or one.prefixes or one.like
    }
    assert inflecting == set(FORMS)


def affixes(language: str) -> list[Affixes]:
    """Its own, and those of the language that it is like."""
    own = catalogue().affixes[language]
    return [own, *([catalogue().affixes[own.like]] if own.like else [])]


def made_of(listed: str, rules: list[Affixes]) -> set[str]:
    """Every form of a name."""
    forms: set[str] = set()
    for one in rules:
        forms |= {listed + suffix for suffix in one.suffixes} | {prefix + listed for prefix in one.prefixes}
        for lost, taken in one.endings:
            if listed.endswith(lost):
                forms |= {listed.removesuffix(lost) + ending for ending in taken}
        for lost, taken in one.beginnings:
            if listed.startswith(lost):
                forms |= {start + listed.removeprefix(lost) for start in taken}
    return forms


@pytest.mark.parametrize("language", languages())
def test_no_rule_takes_a_name_for_itself_and_none_is_empty(language: str) -> None:
    one = catalogue().affixes[language]
    assert all((*one.suffixes, *one.prefixes))
    for lost, taken in (*one.endings, *one.beginnings):
        assert lost
        assert taken
    assert one.like is None or one.like in languages()


# ---------------------------------------------------------------- cues


@pytest.mark.parametrize("language", languages())
def test_each_language_announces_persons(language: str) -> None:
    cues = catalogue().cues[language]
    assert cues.offices.keys() >= {"president", "prime-minister", "foreign-minister"}
    assert len(cues.announcing) >= 100
    for listed in (*cues.offices.values(), cues.honorifics, cues.professions, cues.generic_capitals, cues.stops):
        assert all(word and word == word.strip() for word in listed)


@pytest.mark.parametrize("language", languages())
def test_words_that_are_always_capitalised_are_listed_where_a_script_has_capitals(language: str) -> None:
    listed = catalogue().cues[language].generic_capitals
    uncased = {"ka", "fa", "ar", "ur", "zh", "ja", "ko", "he", "hi"}
    assert bool(listed) is (language not in uncased)
    assert all(word[0].isupper() for word in listed)


@pytest.mark.parametrize("name", ELSEWHERE.split())
def test_no_cue_is_a_name_elsewhere(name: str) -> None:
    small = name.casefold()
    holding = {
        (language, small)
        for language, cues in catalogue().cues.items()
        if small in {word.casefold() for word in cues.announcing}
    }
    assert holding <= ALSO_WORDS


@pytest.mark.parametrize("name", NO_HEADS.split())
def test_no_word_that_is_always_capitalised_is_a_name_elsewhere(name: str) -> None:
    for language, cues in catalogue().cues.items():
        assert name not in cues.generic_capitals, language


@pytest.mark.parametrize(
    ("language", "office", "cue"),
    [
        ("vi", "other", "Phó Vụ trưởng"),
        ("vi", "other", "Tổng tham mưu trưởng"),
        ("vi", "other", "Trợ lý Ngoại trưởng"),
        ("fa", "president", "رئیس‌جمهور"),
        ("fa", "other", "سخنگوی"),
        ("ru", "foreign-minister", "министр иностранных дел"),
        ("tr", "foreign-minister", "dışişleri bakanı"),
        ("zh", "president", "总统"),
    ],
)
def test_offices_that_the_seeds_and_their_neighbours_use_are_listed(language: str, office: str, cue: str) -> None:
    offices = catalogue().cues[language].offices
    assert key(cue) in {key(word) for word in offices[office]}


# ---------------------------------------------------------------- syllables


@pytest.fixture(scope="module")
def syllables() -> Syllables:
    return Syllables(catalogue().onsets, catalogue().rhymes)


def test_onsets_and_rhymes_bear_no_tone() -> None:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    for part in catalogue().onsets | catalogue().rhymes:
        assert not tones & set(unicodedata.normalize("NFD", part)), part


@pytest.mark.parametrize("word", NATIVE.split())
def test_a_vietnamese_syllable_is_recognised(syllables: Syllables, word: str) -> None:
    assert syllables.native(word)


@pytest.mark.parametrize("word", FOREIGN.split())
def test_a_foreign_name_is_not_a_vietnamese_syllable(syllables: Syllables, word: str) -> None:
    assert not syllables.native(word)


# ---------------------------------------------------------------- given names


def test_a_given_name_is_one_word_of_one_script_and_listed_once() -> None:
    given = catalogue().given_names
    assert len(set(given)) == len(given)
    # the mark of length is common to both syllabaries
    shared = {"COMBINING", "KATAKANA-HIRAGANA"}
    assert [name for name in given if len({script(char) for char in name if char.isalpha()} - shared) != 1] == []
    assert [name for name in given if len(tokenise(name).keys) > 1 and not unspaced(tokenise(name).keys[0])] == []
    assert {"LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GEORGIAN", "ARMENIAN"} <= {script(name[0]) for name in given}


def test_no_given_name_is_a_country_or_a_capital() -> None:
    places = {
        key(name)
        for actor in catalogue().actors
        if actor.type == "country" or actor.capital
        for name in (actor.name, *(name for names in actor.names.values() for name in names))
    }
    assert {name for name in catalogue().given_names if key(name) in places} == set()
