"""The words of dates: months, weekdays and halves of the day, in every language of the catalogue and its neighbours.

`data/date-words.yaml` holds what CLDR knows; what it does not, or only for other calendars, is listed here.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import regex
import yaml

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
    """All of them, read with the first date that English does not explain."""
    text = resources.files("monitor.collect").joinpath("data/date-words.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=yaml.CSafeLoader)
    months = {word: month for month, listed in enumerate(raw["months"], start=1) for word in listed}
    halves = {word: hours for half, hours in (("am", 0), ("pm", 12)) for word in raw["halves"][half]}
    jalali = {fold(word): month for month, listed in enumerate(_JALALI, start=1) for word in listed.split()}
    return Words(months=_ALSO | months, jalali=jalali, weekdays=frozenset(raw["weekdays"]), halves=halves)
