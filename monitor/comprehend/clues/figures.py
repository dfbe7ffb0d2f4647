"""Figures cross languages: a toll, a price, a distance is the same wherever it is told."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from monitor.comprehend.words.normalise import digits

#: digits in groups of three, whatever stands between the groups, and a fraction of one or two digits
_FIGURE = regex.compile(
    r"(?<![\p{Nd}.,])(?P<whole>\p{Nd}{1,3}(?:[.,٬'’\u00a0\u202f ]\p{Nd}{3})+(?!\p{Nd})|\p{Nd}+)"
    r"(?:[.,٫](?P<part>\p{Nd}{1,2})(?!\p{Nd}))?"
)
#: more digits are a telephone's, not a toll's
_LONGEST = 15
#: words behind a figure that multiply it, by their beginning: the press's forms in the languages of the catalogue
_TIMES = {
    3: "thousand thsd nghìn ngàn тыс тис хиляд хиљад hiljad mijë mii mil bin min tausend duizend tuha ezer tisíc tys "
    "χιλιάδ elfu ribu ألف آلاف الف هزار ہزار אלף אלפי ათას հազար हजार हज़ार 千 천",
    4: "万 萬 만",
    5: "lakh लाख لاکھ",
    6: "million millón millon milhão milhões mln mio milyon milion milión miljoen miljoona millió εκατομμ triệu juta "
    "миллион млн мільйон милион милиона مليون ملايين میلیون ملین מיליון მილიონ մլն միլիոն",
    7: "crore करोड़ کروڑ",
    8: "亿 億 억",
    9: "billion mrd mld bn milliard milliárd miliard miljard miljardi mil·millones milyar miliar δισεκατομμ tỷ tỉ "
    "миллиард млрд мільярд милиард милијард مليار میلیارد ارب מיליארד მილიარდ միլիարդ մլրդ अरब",
    12: "trillion nghìn·tỷ triliun трлн трильйон триллион τρισεκατομμ 兆 조",
}
_SCALE = {word.replace("·", " "): power for power, words in _TIMES.items() for word in words.split()}
_BEHIND = regex.compile(
    r"[\u00a0\u202f -]?(?P<times>" + "|".join(sorted(map(regex.escape, _SCALE), key=len, reverse=True)) + ")",
    regex.IGNORECASE,
)


def figures(text: str) -> tuple[str, ...]:
    """Distinct figures of two digits or more in ASCII, in order of first place: "12000", "6.4"; years are left out.

    A figure with a word that multiplies it stands as both: "1.5 million" is "1.5" and "1500000".
    """
    return tuple(dict.fromkeys(figure for found in _FIGURE.finditer(text) for figure in _values(found, text)))


def _values(found: regex.Match[str], text: str) -> Iterator[str]:
    whole = digits(regex.sub(r"\P{Nd}", "", found["whole"])).lstrip("0")
    part = digits(found["part"] or "").rstrip("0")
    if len(whole + part) > _LONGEST:
        return
    if part:
        yield f"{whole or '0'}.{part}"
    elif len(whole) >= 2 and not (_is_year(whole) and len(found["whole"]) == len(whole)):
        yield whole
    if (whole or part) and (times := _BEHIND.match(text, found.end())) is not None:
        power = _SCALE[times["times"].casefold()]
        yield whole + part.ljust(power, "0") if len(part) <= power else whole + part


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and ("1900" <= figure <= "2099" or "1300" <= figure <= "1499")
