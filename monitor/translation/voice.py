"""What says our own words in one language."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from monitor.translation.catalogues import SOURCE, spoken, translations
from monitor.translation.figures import in_digits, number
from monitor.translation.moments import shift, together, written, zone

Direction = Literal["ltr", "rtl"]
#: what may be put into a message: a number is written as the language writes it
Value = str | int | float


#: of a language's name, CLDR gives the form for the head of a list: in a line it is "tiếng Anh"
_CAPITALISED: Final = frozenset({"vi"})


def marked(text: str) -> str:
    """The text itself: it is a message, which somebody says later by its name (`make messages` looks for this)."""
    return text


class Voice:
    """One of the languages that we speak. Nothing in it changes: threads may share it.

    A message is an English sentence of ours with places for values, "denied by {outlet}". What is put there is put in
    as it is, after the sentence was translated: braces in it mean nothing.
    """

    def __init__(self, language: str) -> None:
        """`language`: one of `spoken`."""
        self.language: Final = language
        # British: "21 Nov 2026, 14:05"
        self._locale = Locale.parse("en_GB" if language == SOURCE else language)
        self._names = Locale.parse(language).languages
        self.direction: Final[Direction] = "rtl" if self._locale.text_direction == "rtl" else "ltr"
        self._translations = translations(language)

    def __repr__(self) -> str:
        return f"Voice({self.language!r})"

    # ------------------------------------------------------------ sentences

    def say(self, text: str, /, **values: Value) -> str:
        """The message with its values."""
        return self.pattern(text).format(**self._shown(values))

    def count(self, one: str, many: str, n: int, /, **values: Value) -> str:
        """The message in the plural form for `n`, which stands at "{n}": "{n} outlet", "{n} outlets"."""
        return self.pattern_of(one, many, n).format(n=self.number(n), **self._shown(values))

    def pattern(self, text: str, /) -> str:
        """The message with its places still empty: for what puts more than text there."""
        return self._translations.gettext(text) if text else ""

    def pattern_of(self, one: str, many: str, n: int, /) -> str:
        """The plural form of the message for `n`, its places still empty."""
        return self._translations.ngettext(one, many, n)

    def _shown(self, values: dict[str, Value]) -> dict[str, str]:
        return {name: one if isinstance(one, str) else self.number(one) for name, one in values.items()}

    # ------------------------------------------------------------ what CLDR knows

    def number(self, value: float, places: int = 0) -> str:
        """ "1,234"; with two places "0.87"."""
        return number(value, self._locale, places)

    def figures(self, text: str) -> str:
        """A text of ours that holds figures, such as "07:30", in the digits of the language."""
        return in_digits(text, self._locale)

    def moment(self, instant: datetime, timezone: str) -> str:
        """ "21 Nov 2026, 14:05 UTC+7"."""
        local = instant.astimezone(zone(timezone))
        return together(self.dated(local), f"{self.time(local)} {self.shift(local)}", self._locale)

    def stamp(self, local: datetime, *, zoned: bool = False) -> str:
        """ "2026-11-21 07:30": an instant of the reader's clock; `zoned`, for who may not know it: "… 07:30 UTC+7"."""
        hour = self.time(local) + (f" {self.shift(local)}" if zoned else "")
        if self.language == SOURCE:  # the one form that no country of its readers takes for another day
            return f"{local:%Y-%m-%d} {hour}"
        return together(self.dated(local), hour, self._locale)

    def time(self, local: datetime) -> str:
        """ "14:05"."""
        return written(local, "time", self._locale)

    def day(self, day: date) -> str:
        """ "28 Nov"."""
        return written(day, "day", self._locale)

    def dated(self, day: date) -> str:
        """ "28 Nov 2026"."""
        return written(day, "date", self._locale)

    def shift(self, local: datetime) -> str:
        """How far its zone is from UTC: "UTC+7"."""
        return shift(local, self._locale)

    def day_and_time(self, local: datetime) -> str:
        """ "28 Nov, 14:05"."""
        return together(self.day(local), self.time(local), self._locale)

    def named_day(self, day: date) -> str:
        """ "28 November"."""
        return written(day, "named day", self._locale)

    def weekday(self, day: date) -> str:
        """ "Saturday 28 November"."""
        return written(day, "weekday", self._locale)

    def weekday_letters(self, day: date) -> str:
        """ "Sa": in a table or under a bar."""
        names = self._locale.days["stand-alone"]
        return str(names.get("short", names["abbreviated"])[day.weekday()])

    def language_name(self, code: str) -> str:
        """What a language is called, by its ISO 639-1 code; empty for "und" and for what CLDR does not know."""
        name = "" if code in ("", "und") else str(self._names.get(code.lower(), ""))
        return name[:1].lower() + name[1:] if self.language in _CAPITALISED else name

    def listed(self, items: Sequence[str]) -> str:
        """ "Reuters, IRNA and TASS"."""
        return format_list(items, locale=self._locale) if items else ""

    @property
    def comma(self) -> str:
        """What stands between two items of a bare list: ", " or "، "."""
        pattern: str = self._locale.list_patterns["standard"]["start"]
        return pattern.removeprefix("{0}").removesuffix("{1}")

    @property
    def semicolon(self) -> str:
        """What stands between two remarks: "; " or "؛ "."""
        return self.pattern("; ")

    @property
    def dot(self) -> str:
        """What stands between two parts of a line that are no sentence: " · "."""
        # i18n: not a dot where a nought looks like one, as in Persian
        return self.pattern(" · ")


def voice_of(language: str | None) -> Voice:
    """Who speaks to a reader of that language (ISO 639-1, perhaps with a country): English where nobody else does."""
    code = SOURCE
    with suppress(ValueError, TypeError, UnknownLocaleError):
        code = Locale.parse(language or SOURCE, sep="-").language
    return _voice(code if code in spoken() else SOURCE)


@lru_cache(maxsize=32)
def _voice(language: str) -> Voice:
    return Voice(language)


ENGLISH: Final = _voice(SOURCE)
