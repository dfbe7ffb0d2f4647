"""The words of dates: months, weekdays and halves of the day, in every language of the catalogue and its neighbours.

They come from CLDR, by Babel; what CLDR has only for other calendars is listed here.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex
from babel import Locale

#: English first: where two languages mean different months by one word, the earlier one is heard. No Croatian, in which
#: "listopad" is October; it is November in Czech and Polish
_LOCALES = (
    "en", "fr", "es", "de", "it", "pt", "nl", "ru", "uk", "be", "bg", "sr", "sr_Latn", "mk", "pl", "cs", "sk", "sl",
    "hu", "ro", "el", "tr", "az", "kk", "ky", "uz", "hy", "ka", "sq", "ar", "ar_LB", "ar_DZ", "ar_MA", "ar_IQ", "fa",
    "ps", "ur", "he", "hi", "bn", "ta", "th", "vi", "id", "ms", "ja", "ko", "zh", "fi", "sv", "da", "nb", "is", "et",
    "lv", "lt", "ca", "sw", "mn",
)  # fmt: skip
#: months of the Solar Hijri calendar in Persian, in Dari, and as English-language pages in Iran write them
_JALALI = (
    "فروردین حمل farvardin",
    "اردیبهشت ثور ordibehesht",
    "خرداد جوزا khordad",
    "تیر سرطان tir",
    "مرداد اسد mordad",
    "شهریور سنبله shahrivar",
    "مهر میزان mehr",
    "آبان عقرب aban",
    "آذر قوس azar",
    "دی جدی dey",
    "بهمن دلو bahman",
    "اسفند حوت esfand",
)
#: what Indonesian, Malay and Dutch pages write and CLDR does not have
_ALSO = {"okt": 10, "agt": 8, "agu": 8, "nop": 11, "nopember": 11, "des": 12, "mrt": 3, "mac": 3, "ogos": 8}
#: how CLDR's texts differ from feeds': Arabic letters in Persian words, joiners, marks of abbreviation, a dotless i
_FOLDED = str.maketrans({"ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "ı": "i", **dict.fromkeys("\u200c\u200d'’׳॰", "")})
#: accents (U+0300 to U+036F), which capitals lose in Greek and French; the vowels of Thai and Hindi are other marks
_ACCENTS = regex.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Folded words and what they mean."""

    months: Mapping[str, int]
    jalali: Mapping[str, int]
    weekdays: frozenset[str]
    #: word beside a clock -> 0 before noon, 12 after it
    halves: Mapping[str, int]


def fold(word: str) -> str:
    """The form in which words are compared: no case, accents, dots at the end, nor marks of spelling habits."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", word).casefold().translate(_FOLDED)).strip(" .,")


@functools.cache
def words() -> Words:
    """All of them. Takes some 0.2 s, once, and only for dates that English does not explain."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    halves = {"am": 0, "pm": 12, "a.m": 0, "p.m": 12}
    for name in _LOCALES:
        locale = Locale.parse(name)
        for month, word in _named(locale.months):
            months.setdefault(word, month)
        weekdays.update(word for _, word in _named(locale.days))
        for half, hours in (("am", 0), ("pm", 12)):
            for width in ("wide", "abbreviated"):
                if word := locale.day_periods.get("format", {}).get(width, {}).get(half):
                    halves.setdefault(fold(word), hours)
    for word, month in _ALSO.items():
        months.setdefault(word, month)
    jalali = {fold(word): month for month, names in enumerate(_JALALI, start=1) for word in names.split()}
    return Words(months=months, jalali=jalali, weekdays=frozenset(weekdays), halves=halves)


def _named(forms: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in forms.get(context, {}).get(width, {}).items():
                word = fold(name)
                if word and not any(map(str.isdigit, word)):  # "11月", "tháng 11": by pattern
                    yield number, word
