"""The consonants of a name, in classes that survive transliteration: Musabayov, Мусабаев and Müsabəyov are one.

Vowels are written too differently between scripts to count; of consonants, those that one script writes for
another are one class (b = p, v = f, g = k, s = z = sh = zh = ch = j: findings on language).
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_CLASSES = {
    **dict.fromkeys("bp", "p"),
    **dict.fromkeys("vfw", "f"),
    **dict.fromkeys("gkqc", "k"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("szj", "s"),
    **{letter: letter for letter in "lmnr"},
    "x": "ks",
}
#: digraphs that stand for one sound, before the classes; `ow` is how the Armenian u comes out
_DIGRAPHS = (("ow", "u"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("kh", "h"), ("gh", "k"), ("ts", "s"), ("dz", "s"))


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The word's consonant classes, no class twice in a row; empty for a word of vowels."""
    plain = anyascii(word).casefold()
    for pair, one in _DIGRAPHS:
        plain = plain.replace(pair, one)
    bones: list[str] = []
    for letter in plain:
        for bone in _CLASSES.get(letter, ""):
            if not bones or bones[-1] != bone:
                bones.append(bone)
    return "".join(bones)


#: what whole scripts write alike: r and l (Kana, Hangul), p and f (Hangul, Arabic from Persian and back)
_ALIKE = str.maketrans("lf", "rp")


@lru_cache(maxsize=50_000)
def coarse(word: str) -> str:
    """The word's skeleton without what Kana, Hangul and Arabic script cannot tell apart."""
    bones: list[str] = []
    for bone in skeleton(word).translate(_ALIKE):
        if not bones or bones[-1] != bone:
            bones.append(bone)
    return "".join(bones)


#: a name with fewer consonants is compared by its letters
SHORTEST = 3
#: begins what is compared by its letters
SPELT = "~"
_FINAL_VOWELS = "aeiouy"
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def name_key(word: str, *, spelt: bool = False) -> str:
    """By what a name is compared: its coarse skeleton; its letters where it has few consonants (Ariane, Kourou), or is
    an abbreviation (`spelt`: RMT, H3). Empty for one of under three letters, or two with a figure."""
    bones = coarse(word)
    if len(bones) >= SHORTEST and not spelt:
        return bones
    plain = _TWICE.sub(r"\1", anyascii(word).casefold())
    letters = plain if spelt else plain.rstrip(_FINAL_VOWELS)
    return SPELT + letters if len(letters) + any(map(str.isdigit, letters)) >= SHORTEST else ""
