"""Numbers as a language writes them: its marks between thousands and before tenths, by CLDR, and its digits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

#: numbering system of CLDR -> its nought, where Babel, which knows the marks alone, leaves the digits 0 to 9
_NOUGHTS: Final[Mapping[str, str]] = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}


def number(value: float, locale: Locale, places: int = 0) -> str:
    """ "1,234", "0.87" with two places; "۱٬۲۳۴" and "۰٫۸۷" in Persian."""
    pattern = "#,##0" + (f".{'0' * places}" if places else "")
    rounded = Decimal(f"{value:.{places}f}")  # as the command line rounds
    return in_digits(format_decimal(rounded, pattern, locale=locale, numbering_system="default"), locale)


def in_digits(text: str, locale: Locale) -> str:
    """The text with its digits 0 to 9 as those of the language."""
    nought = _NOUGHTS.get(locale.default_numbering_system)
    return text.translate({48 + digit: ord(nought) + digit for digit in range(10)}) if nought else text
