"""The key under which a word is looked up: one spelling for the many ways to write it.

The order of the steps matters (measured, findings on language): the Armenian ligature and the dotted I go
before NFKC and casefold, which would spoil them; the letter folds come after.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex
from opencc import OpenCC

#: before NFKC: U+0587 would become ե+ւ instead of the ե+վ of modern spelling; casefold leaves İ as i + U+0307
_BEFORE = str.maketrans({"և": "եվ", "İ": "i"})

_ARABIC_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ة": "ه",
    "ۀ": "ه",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "ئ": "ی",
}
#: Greek capitals are written without accents, and an accent moves when a word inflects
_GREEK_ACCENTS = dict(zip("άέήίόύώΐΰ", "αεηιουωϊϋ", strict=True))
_OTHER_LETTERS = {
    "ё": "е",
    "ı": "i",
    # Romanian with a comma and, as most papers write it, with a cedilla
    "ș": "ş",
    "ț": "ţ",
    **dict.fromkeys("’‘ʼ`´׳", "'"),
    **dict.fromkeys("״”“", '"'),
    "ँ": "ं",
    **_GREEK_ACCENTS,
}
#: harakat, kashida, hamza above and below, superscript alef, joiners and marks of direction, soft hyphen,
#: the Armenian accents that split a word in two, and the nukta, which Hindi newspapers leave out as often as not
_SILENT = "ًٌٍَُِّْٰٕٓٔـ\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff՛՜՞\u093c"
_FOLD = str.maketrans({**_ARABIC_LETTERS, **_OTHER_LETTERS, **dict.fromkeys(_SILENT, "")})

#: Vietnamese writes the tone of an open oa, oe, uy on either vowel (hoà, hòa): the older place is the key
_TONES = {
    new: old
    for pair in ("oà òa|oá óa|oả ỏa|oã õa|oạ ọa", "oè òe|oé óe|oẻ ỏe|oẽ õe|oẹ ọe", "uỳ ùy|uý úy|uỷ ủy|uỹ ũy|uỵ ụy")
    for new, old in (two.split() for two in pair.split("|"))
}
#: Hindi writes a nasal before a consonant as a dot or as half a letter (हिंदी, हिन्दी)
_HALF_NASAL = regex.compile("[ङञणनम]\u094d(?=[क-ह])")
_DEVANAGARI = frozenset(map(chr, range(0x0900, 0x0980)))
#: the first ideograph of Unicode; nothing of an alphabet lies behind it but rare and historic scripts, and Hangul
_FIRST_HAN = "\u3400"
#: a run of combining marks that no language writes (the bound is that of UAX #15, Stream-Safe Text Format)
_EXCESS_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")


def stream_safe(text: str) -> str:
    """The text with at most 30 combining marks on end: to bring 400,000 into their order takes minutes."""
    return _EXCESS_MARKS.sub(r"\1", text)


@lru_cache(maxsize=200_000)
def key(word: str) -> str:
    """The look-up key of one word. `key(key(word)) == key(word)` for every word."""
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKC", stream_safe(word).translate(_BEFORE)).casefold()
    # casefold can undo NFKC (U+0345) and the fold can join a letter to a mark: once more, in the composed form
    composed = stream_safe(unicodedata.normalize("NFKC", folded.translate(_FOLD)).translate(_FOLD))
    if "եւ" in composed:
        composed = composed.replace("եւ", "եվ")  # the ligature և, written in two letters
    if composed[-2:] in _TONES:
        return composed[:-2] + _TONES[composed[-2:]]
    if composed[:1] >= _FIRST_HAN:
        return "".join(map(_simplified, composed))
    return _HALF_NASAL.sub("ं", composed) if composed[:1] in _DEVANAGARI else composed


@lru_cache(maxsize=30_000)
def _simplified(char: str) -> str:
    """A traditional Chinese character in its simplified form; everything else as it is."""
    convert = _converter().convert
    return str(convert(convert(char)))  # 薴 becomes 苧, and that 苎


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def digits(figure: str) -> str:
    """A run of digits of any script in ASCII."""
    return "".join(str(unicodedata.decimal(char, "")) for char in figure)
