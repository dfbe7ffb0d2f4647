"""The words of dates as CLDR has them, by Babel: what `monitor/collect/data/date-words.yaml` must hold.

    .venv/bin/python tests/doubles/cldr_words.py     # writes the file anew, after a new release of Babel

A file, because Babel keeps whole languages in memory: 58 MB in every worker for 30 kB of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from babel import Locale

from monitor.collect.dates.words import fold

FILE = Path(__file__).parents[2] / "monitor" / "collect" / "data" / "date-words.yaml"
#: English first: where two languages mean different months by one word, the earlier one is heard. No Croatian, in which
#: "listopad" is October; it is November in Czech and Polish
LOCALES = (
    "en", "fr", "es", "de", "it", "pt", "nl", "ru", "uk", "be", "bg", "sr", "sr_Latn", "mk", "pl", "cs", "sk", "sl",
    "hu", "ro", "el", "tr", "az", "kk", "ky", "uz", "hy", "ka", "sq", "ar", "ar_LB", "ar_DZ", "ar_MA", "ar_IQ", "fa",
    "ps", "ur", "he", "hi", "bn", "ta", "th", "vi", "id", "ms", "ja", "ko", "zh", "fi", "sv", "da", "nb", "is", "et",
    "lv", "lt", "ca", "sw", "mn",
)  # fmt: skip
HEAD = """\
# The words of dates in the languages of the catalogue and their neighbours, folded (`dates.words.fold`).
# From CLDR (https://cldr.unicode.org, Unicode License v3) by way of Babel; `tests/doubles/cldr_words.py` writes it.
#
# months:    words for each month, January first.
# weekdays:  words for any day of the week: one of them beside a month of the same spelling is the day.
# halves:    words beside a clock, before noon and after it.
"""


def gathered() -> dict[str, object]:
    """The file's sections."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    halves: dict[str, str] = {}
    for locale in map(Locale.parse, LOCALES):
        for month, word in _named(locale.months):
            months.setdefault(word, month)
        weekdays.update(word for _, word in _named(locale.days))
        for half in ("am", "pm"):
            for width in ("wide", "abbreviated"):
                if word := locale.day_periods.get("format", {}).get(width, {}).get(half):
                    halves.setdefault(fold(word), half)
    return {
        "months": [sorted(word for word, month in months.items() if month == number) for number in range(1, 13)],
        "weekdays": sorted(weekdays),
        "halves": {half: sorted(word for word, one in halves.items() if one == half) for half in ("am", "pm")},
    }


def _named(forms: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in forms.get(context, {}).get(width, {}).items():
                word = fold(name)
                if word and not any(map(str.isdigit, word)):  # "11月", "tháng 11": by pattern
                    yield number, word


if __name__ == "__main__":
    text = yaml.safe_dump(gathered(), allow_unicode=True, sort_keys=False, width=115, default_flow_style=None)
    FILE.write_text(HEAD + text, encoding="utf-8")
