"""Outside text, made fit to be shown: cleaned, cut on whole characters, with its direction known."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit

import regex
from babel import Locale, UnknownLocaleError

from monitor.translation import Direction

#: First strong isolate and its end (UAX #9): the text between them finds its own direction.
FSI, PDI = "\u2068", "\u2069"
#: Right-to-left isolate, for words that begin with a name from left to right; right-to-left mark, no letter but one.
RLI, RLM = "\u2067", "\u200f"
#: Regional indicator A: two of them are a flag (UTS #51).
REGIONAL_A = 0x1F1E6
#: What a link may be as long as; longer ones are shown as text.
MAX_URL = 2048

#: A colon that is not ": ": of full width, or with a space before it; Armenian ends sentences with it, and has its own.
_COLONS = {"zh": "：", "ja": "：", "fr": "\u00a0: ", "hy": "՝ "}

_RTL = frozenset({"R", "AL"})
_STRONG = _RTL | {"L"}
_ISOLATED = regex.compile(f"[{FSI}{RLI}](?:[^{FSI}{RLI}{PDI}]++|(?R))*+{PDI}")
_GRAPHEME = regex.compile(r"\X")
#: Controls, lone surrogates and noncharacters, which HTML calls an error and XML refuses; embeddings, overrides and
#: isolates would reorder what stands around them; a byte order mark shows as a box.
_UNFIT = regex.compile(r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """One line of plain text: whitespace folded; controls, surrogates, noncharacters and direction overrides dropped.

    Joiners (U+200C, U+200D) and the direction marks stay: Persian and emoji need them.
    """
    return " ".join(_UNFIT.sub("", " ".join(text.split())).split())


def is_blank(text: str) -> bool:
    """Nothing in the text leaves ink: only spaces, marks without a letter, and format characters."""
    return all(unicodedata.category(c)[0] in "ZMC" for c in text)


def cap(text: str, limit: int) -> str:
    """The text in at most `limit` UTF-16 units, cut between whole characters and closed with "…"."""
    if utf16_units(text) <= limit:
        return text
    head, _ = cut(text, limit - 1)
    return head.rstrip() + "…"


def cut(text: str, limit: int) -> tuple[str, str]:
    """Head of at most `limit` UTF-16 units, and the rest; between graphemes, after a space where one is near.

    A single grapheme over the limit (a letter under a pile of marks) is cut between code points.
    """
    end = units = 0
    for found in _GRAPHEME.finditer(text):
        units += utf16_units(found[0])
        if units > limit:
            break
        end = found.end()
    if end == 0:
        end = next((n for n in range(1, len(text)) if utf16_units(text[: n + 1]) > limit), len(text))
    space = text.rfind(" ", 0, end)
    if end < len(text) and space > end * 3 // 4:
        end = space + 1
    return text[:end], text[end:]


def utf16_units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text) + sum(c > "\uffff" for c in text)


def direction(text: str, language: str = "") -> Direction:
    """The language's direction where it is known to run right to left, else the first strong character's."""
    if language and _runs_right_to_left(language):
        return "rtl"
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "L")
    return "rtl" if strong in _RTL else "ltr"


def isolated(text: str, base: Direction, language: str = "") -> str:
    """The text wrapped in isolates if anything in it runs against the `base` direction, so that nothing leaks out.

    It runs as it begins; but in a `language` from right to left, "NATO" may begin a sentence.
    """
    kinds = set(map(unicodedata.bidirectional, text))
    if not kinds & (_RTL if base == "ltr" else {"L"}):
        return text
    begins_otherwise = kinds & _RTL and direction(text) != direction(text, language)
    return f"{RLI if begins_otherwise else FSI}{text}{PDI}"


def begun(line: str, base: Direction) -> str:
    """The line with a mark before it, if whoever goes by its first letter would have it run from left to right: plain
    text and messengers know no other direction (UAX #9, P2: what is isolated does not count)."""
    if base == "ltr" or direction(_ISOLATED.sub("", line)) == "rtl":
        return line
    return f"{RLM}{line}"


def inline(text: str, base: Direction = "ltr") -> str:
    """Outside text as a part of a line of ours: clean, and its direction kept to itself."""
    return isolated(clean(text), base)


def web_address(url: str) -> str:
    """The address if a reader may be sent there (http or https, a host, no space or control), else ""."""
    if len(url) > MAX_URL or "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        return ""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and has_host else ""


@lru_cache(maxsize=512)
def flag(country: str) -> str:
    """The flag of a country by its ISO 3166 code, two regional indicators; "" for what CLDR does not know as one."""
    if len(country) != 2 or not (country.isascii() and country.isalpha()) or country not in Locale("en").territories:
        return ""
    return "".join(chr(ord(letter) - ord("A") + REGIONAL_A) for letter in country)


@lru_cache(maxsize=512)
def comma(language: str) -> str:
    """What stands between the items of a list in that language, by CLDR: ", ", "、", "، " and Arabic " و".

    Before the last item too: "and" would need each language's rules of sound (Spanish "y" is "e" before Irán).
    """
    with suppress(ValueError, UnknownLocaleError, KeyError):
        pattern: str = Locale.parse(language, sep="-").list_patterns["standard"]["start"]
        return pattern.removeprefix("{0}").removesuffix("{1}")
    return ", "


def colon(language: str) -> str:
    """What stands in that language between those whom something is about and what it is about."""
    return _COLONS.get(language, ": ")


@lru_cache(maxsize=512)
def _runs_right_to_left(language: str) -> bool:
    try:
        return bool(Locale.parse(language, sep="-").text_direction == "rtl")
    except (ValueError, UnknownLocaleError):
        return False
