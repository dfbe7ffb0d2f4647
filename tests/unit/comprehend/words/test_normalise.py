"""One key for the many ways in which the press writes one word; different words keep different keys."""

from __future__ import annotations

import unicodedata

import pytest

from monitor.comprehend.words.normalise import digits, key, stream_safe

SAME = {
    "Arabic and Persian yeh": ("علي", "علی"),
    "alef maksura": ("موسى", "موسی"),
    "Arabic and Persian kaf": ("كاراباخ", "کاراباخ"),
    "teh marbuta": ("قرة", "قره"),
    "alef with hamza": ("أذربيجان", "اذربيجان"),
    "alef with hamza below": ("إيران", "ايران"),
    "alef with madda": ("آذربایجان", "اذربایجان"),
    "waw with hamza": ("مؤتمر", "موتمر"),
    "yeh with hamza": ("رئیس", "رییس"),
    "joined for lack of ZWNJ": ("علی‌اف", "علیاف"),
    "kashida": ("باكـــو", "باکو"),
    "harakat": ("مُحَمَّد", "محمد"),
    "Arabic presentation forms": ("ﺑﺎﻛﻮ", "باكو"),
    "Armenian ligature": ("Ալիև", "Ալիեվ"),
    "Armenian ligature in capitals": ("ԱԼԻԵՎ", "Ալիև"),
    "Armenian question mark inside a word": ("Ալի՞և", "Ալիև"),
    "Turkish dotted capital": ("İlham", "ilham"),
    "Turkish capitals": ("BAKI", "Bakı"),
    "decomposed": (unicodedata.normalize("NFD", "Əliyev Việt Йемен"), "Əliyev Việt Йемен"),
    "full width": ("ＮＡＴＯ", "NATO"),
    "Vietnamese tone on either vowel": ("hoà", "hòa"),
    "Vietnamese tone on either vowel, in capitals": ("THUỶ", "thủy"),
    "Georgian capitals": ("ᲐᲚᲘᲔᲕᲘ", "ალიევი"),
    "Russian yo": ("Пётр", "Петр"),
    "curly apostrophe": ("O’Brien", "O'Brien"),
    "soft hyphen": ("Aser\u00adbaidschan", "Aserbaidschan"),
    "German sharp s": ("STRASSE", "Straße"),
    "Greek capitals have no accents": ("ΤΟΥΡΚΊΑ", "Τουρκια"),
    "an accent that moves": ("Άγκυρα", "Αγκύρα"),
    "Hindi nukta": ("ज़ेलेंस्की", "जेलेंस्की"),
    "Hindi half nasal": ("हिन्दी", "हिंदी"),
    "Hindi chandrabindu": ("पाँच", "पांच"),
    "Hebrew gershayim": ("ארה״ב", 'ארה"ב'),
    "Hebrew geresh": ("ג׳ורג׳", "ג'ורג'"),
    "traditional Chinese": ("賴", "赖"),
    "traditional Chinese that goes two steps": ("薴", "苎"),
    "half-width Katakana": ("ﾄﾗﾝﾌﾟ", "トランプ"),
    "Hebrew presentation forms": ("שּׁ", "שּׁ"),
}
DIFFERENT = [("мой", "мои"), ("Việt", "Viet"), ("má", "mà"), ("hoa", "hòa"), ("Əli", "Ali"), ("ёлка", "елки")]


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_marks_that_make_another_word_are_kept(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("figure", ["2020", "۲۰۲۰", "٢٠٢٠", "２０２０", "२०२०"])
def test_digits_of_any_script_are_the_same_figure(figure: str) -> None:
    assert digits(figure) == "2020"


def test_a_run_of_marks_that_no_language_writes_is_cut_and_the_key_stays_its_own_key() -> None:
    marks = "\u0301\u0316" * 200_000
    assert stream_safe(f"a{marks}b") == f"a{marks[:30]}b"
    assert len(key(f"a{marks}")) <= 31
    assert key(key(f"a{marks}")) == key(f"a{marks}")
    assert stream_safe("Việt e\u0301\u0323") == "Việt e\u0301\u0323"
