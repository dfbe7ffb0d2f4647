"""A word of any script as sounds: every letter with all that it may stand for, by tables (`data/scripts/`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import regex

from monitor.comprehend.sounds.phonology import Phonology, Slot, Slots
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.script import script

#: letters and marks; apostrophes belong to the word (O'Brien, ג'ו), hyphens end it
_WORD = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\u200c\u200d\u00ad\u0640'’‘ʼ׳״ー՛՜՞]*")
_MARKS_OF_HEBREW = str.maketrans({"׳": "'", "״": ""})
#: Hangul, Unicode chapter 3.12: 19 first consonants, 21 vowels, 27 last consonants or none
_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ"),
    *("ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"),
)
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
#: from Hiragana to Katakana
_KANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
#: a name's skeletons are the combinations of its letters' classes; more are not looked up
_MOST_SKELETONS = 16
#: what it costs that one name lacks the sound, however faint, with which the other begins, in consonants
_FIRST_SOUND = 0.45
#: what it costs that one name lacks the vowel on which the other ends, in consonants
_LAST_VOWEL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwritten:
    """What it costs to find a vowel without a letter for it, in scripts that leave vowels out; in consonants."""

    #: sound -> cost, within the word
    inside: Mapping[str, float]
    #: of any vowel that begins or ends the word
    head: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptTable:
    """How the letters of one script sound. Values as in `data/scripts/`."""

    #: group of letters -> slots, as they are written
    letters: Mapping[str, str]
    #: language -> groups that it reads in its own way
    languages: Mapping[str, Mapping[str, str]]
    #: small words of names that may be missing
    particles: frozenset[str]
    unwritten: Unwritten | None
    #: sounds of the original that speakers leave out -> cost
    silent: Mapping[str, float]
    #: likeness (`Resemblance.score`) from which a name in this script is probably the other
    bar: float
    #: what another order of a name's words costs, in consonants
    turned: float
    #: words written as one need be so much of a word apart to be nothing alike; what differs may all be in one of them
    as_one: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """One word as sounds."""

    slots: tuple[int, ...]
    #: cost of each slot's being silent
    drops: tuple[float, ...]
    #: length in consonants
    weight: float
    #: classes of its consonants, in every combination of what the letters may be
    skeletons: frozenset[str]
    particle: bool


class Transliterator:
    """Reads words of every script that a table is given for. Remembers nothing but its tables."""

    def __init__(self, phonology: Phonology, tables: Mapping[str, ScriptTable]) -> None:
        self.slots = Slots(phonology)
        self._tables = tables
        self._compiled: dict[tuple[str, str], tuple[dict[str, tuple[int, ...]], int]] = {}

    def knows(self, word: str) -> bool:
        """Is there a table for the word's script?"""
        return script_of(word) in self._tables

    def table(self, name: str) -> ScriptTable:
        """The table of a script."""
        return self._tables[name]

    def read(self, word: str, language: str = "") -> Sounding:
        """The sounds of one look-up key (as `words` gives them); letters that no table knows are silent."""
        name = script_of(word)
        groups, longest = self._groups(name, language)
        letters = decomposed(word, name)
        if name == "LATIN":
            letters = "".join(char if char in groups else unicodedata.normalize("NFD", char)[:1] for char in letters)
        slots: list[int] = []
        padded = f"^{letters}$"
        single = self._tables[name].unwritten is None
        at = 0
        while at < len(padded):
            for end in range(min(len(padded), at + longest), at, -1):
                found = groups.get(padded[at:end])
                if found is not None:
                    # a doubled consonant is one sound, but where vowels are not written one may stand between
                    slots += found[1:] if single and slots and found and slots[-1] == found[0] else found
                    at = end
                    break
            else:
                at += 1
        return self._sounding(tuple(slots), word in self._tables[name].particles)

    def joined(self, soundings: Iterable[Sounding]) -> Sounding:
        """Several words as if they were written as one."""
        return self._sounding(tuple(slot for one in soundings for slot in one.slots), particle=False)

    def drops_for(self, sounding: Sounding, name: str) -> tuple[float, ...]:
        """What it costs that a name in script `name` lacks each sound of this Latin word."""
        table = self._tables[name]
        if table.unwritten is None and not table.silent:
            return sounding.drops
        last = len(sounding.slots) - 1
        return tuple(
            self._dropped(number, drop, table, first=index == 0, last=index == last)
            for index, (number, drop) in enumerate(zip(sounding.slots, sounding.drops, strict=True))
        )

    def _dropped(self, number: int, drop: float, table: ScriptTable, *, first: bool, last: bool) -> float:
        slot = self.slots[number]
        if table.silent:
            return min(drop, *(cost + table.silent.get(sound, drop) for sound, cost in slot.readings))
        unwritten = table.unwritten
        if unwritten is None or slot.readings[0][0] not in unwritten.inside:
            return drop
        if first:
            return unwritten.head
        if last and not slot.optional:
            return unwritten.end
        inside = unwritten.inside[slot.readings[0][0]]
        return max(drop, inside) if slot.optional else inside

    def _sounding(self, slots: tuple[int, ...], particle: bool) -> Sounding:
        known = [self.slots[number] for number in slots]
        drops = [slot.drop for slot in known]
        if known and known[-1].vowel and not known[-1].optional:
            # Viktor is not Viktoria
            drops[-1] = max(drops[-1], _LAST_VOWEL)
        if known and not known[0].optional:
            # Yana is not Anna
            drops[0] = max(drops[0], _FIRST_SOUND)
        classes, without_r = [slot.classes for slot in known], self._without_r(known)
        return Sounding(
            slots=slots,
            drops=tuple(drops),
            weight=sum(slot.weight for slot in known),
            skeletons=_skeletons(classes) | (_skeletons(without_r) if without_r != classes else frozenset()),
            particle=particle,
        )

    def _without_r(self, known: list[Slot]) -> list[tuple[str, ...]]:
        """Classes of the slots where no r is heard but before a vowel: 스타머 for Starmer."""
        return [
            slot.classes
            if slot.readings[0][0] != "r" or any(after.vowel for after in known[at + 1 : at + 2])
            else ("",)
            for at, slot in enumerate(known)
        ]

    def _groups(self, name: str, language: str) -> tuple[dict[str, tuple[int, ...]], int]:
        table = self._tables[name]
        own = language if language in table.languages else ""
        if (name, own) not in self._compiled:
            written = {**table.letters, **table.languages.get(own, {})}
            groups = {
                decomposed(unicodedata.normalize("NFC", group), name): tuple(map(self.slots.number, slots.split()))
                for group, slots in written.items()
            }
            self._compiled[name, own] = groups, max(map(len, groups))
        return self._compiled[name, own]


def words(name: str) -> tuple[str, ...]:
    """The look-up keys of a name's words; hyphens and points part them, apostrophes do not."""
    keys = (key(found).translate(_MARKS_OF_HEBREW) for found in _WORD.findall(name))
    return tuple(
        cleaned
        for one in keys
        if one and (cleaned := one.translate(_KANA) if script_of(one) == "HEBREW" else _bare(one))
    )


def _bare(word: str) -> str:
    bare = word.replace("'", "")
    return bare if bare.isascii() else bare.translate(_KANA)


def script_of(word: str) -> str:
    """The script of a word, by its first letter; Kana of both kinds are KATAKANA."""
    name = script(word[:1])
    return "KATAKANA" if name in {"HIRAGANA", "KATAKANA-HIRAGANA"} else name


def decomposed(word: str, name: str) -> str:
    """Hangul by its letters, last consonants with a dot after them; other scripts as they are."""
    if name != "HANGUL":
        return word
    return "".join(map(_letters, word))


def _letters(syllable: str) -> str:
    code = ord(syllable)
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return syllable
    rest, last = divmod(code - _FIRST_SYLLABLE, len(_LAST))
    first, vowel = divmod(rest, len(_VOWEL))
    return _FIRST[first] + _VOWEL[vowel] + "".join(letter + "." for letter in _LAST[last])


def _skeletons(classes: list[tuple[str, ...]]) -> frozenset[str]:
    """Every combination of the classes, no class twice in a row, up to a bound."""
    made = {""}
    for choices in classes:
        grown = {one if one[-1:] == choice else one + choice for one, choice in product(made, choices)}
        if len(grown) > _MOST_SKELETONS:
            # what is likeliest stays: a letter that may be silent is heard
            grown = {one if one[-1:] == choices[-1] else one + choices[-1] for one in made}
        made = grown
    return frozenset(made)
