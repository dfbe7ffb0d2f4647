"""Finds persons that no catalogue knows, in scripts without capitals, where nothing but cues shows a name.

Arabic, Hebrew, Devanagari, Georgian: two or three words behind an office that begin with a given name of the
catalogue's, up to a word that ends names; names in guillemets beside an office. Korean: a Korean name before an
office. Japanese: katakana joined by a middle dot, beside an office. Chinese: the same in Han behind an office.
In all of them a given name that is hardly ever another word needs no office beside it.
Precision goes first: what cannot be decided is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from monitor.comprehend.unlisted.announcing import REACH
from monitor.comprehend.unlisted.dotted import Dotted, dotted_names
from monitor.comprehend.unlisted.persons import Person
from monitor.comprehend.unlisted.runs import CLOSING, Words
from monitor.comprehend.words.script import CASED, script

_LONGEST, _LONGEST_QUOTED = 3, 4
#: scripts in which words behind an office are tried
_SPACED = frozenset({"ARABIC", "HEBREW", "DEVANAGARI", "GEORGIAN"})
#: words that bind the next one: عبد الله is one name
_BINDING = frozenset({"عبد", "ابو", "ابا", "بن", "ابن", "ال", "بو", "אבו", "בן", "בר", "אל"})
#: the Arabic article begins adjectives of an office ("the new minister …") and hardly ever a given name
_ARTICLE = "ال"
_ADJECTIVES = 2
#: Ali, but with an alef at its end the preposition "on"
_ALI, _NOT_ALI = "علی", "ى"
_SHORTEST_SURNAME = 4
#: Korean family names of one syllable
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반"
)
#: last syllables of institutions, people and particles, which look like a given name's
_NO_GIVEN = frozenset("회인부국청원실당군장처팀단관의는은을를에과와로자측사들")


def find_uncased(words: Words, organisations: Collection[int]) -> list[Person]:
    """Persons of a text in such a script; none in others."""
    tokens = words.tokens
    found: list[tuple[int, int]] = []
    scripts = {script(tokens.keys[index][0]) for index in range(0, len(tokens), max(1, len(tokens) // 16))}
    if scripts & _SPACED:
        found += _behind_cues(words, organisations)
        found += _in_guillemets(words)
        found += _behind_given_names(words, organisations)
    if "HANGUL" in scripts:
        found += _before_office(words)
        found += _behind_given_names(words, organisations)
    if scripts & {"KATAKANA", "HIRAGANA", "CJK"}:
        found += [(name.first, name.last) for name in dotted_names(words) if _named(words, name)]
    return _gathered(words, found)


def _gathered(words: Words, found: list[tuple[int, int]]) -> list[Person]:
    """One person for the same words at several places, and for the last of them alone."""
    tokens = words.tokens
    by_keys: dict[tuple[str, ...], Person] = {}
    taken: set[int] = set()
    for first, last in sorted(set(found)):
        if taken.isdisjoint(range(first, last + 1)):
            keys = tokens.keys[first : last + 1]
            by_keys.setdefault(keys, Person(keys=keys)).places.append((first, last))
            taken.update(range(first, last + 1))
    if not by_keys:
        return []
    surnames: dict[str, Person] = {}
    for person in by_keys.values():
        if len(person.keys[-1]) >= _SHORTEST_SURNAME:
            for form in words.lexicon.inflection.variants(person.keys[-1], words.language):
                surnames.setdefault(form, person)
    for index, key in enumerate(tokens.keys):
        if len(key) >= _SHORTEST_SURNAME and index not in taken and _free(words, index):
            bearer = next((surnames[form] for form in words.variants(index) if form in surnames), None)
            if bearer is not None:
                bearer.places.append((index, index))
    return list(by_keys.values())


# -------------------------------------------------------------------------------- Arabic, Hebrew, Devanagari, Georgian


def _behind_cues(words: Words, organisations: Collection[int]) -> Iterator[tuple[int, int]]:
    tokens = words.tokens
    for first, here in words.cue_starts.items():
        end = here[0].last
        if end + 1 in words.in_cue or (first - 1 in words.in_cue and first - 1 not in words.cue_ends):
            continue
        start = _over_the_office(words, end + 1, organisations)
        if start is None or not words.lexicon.known_names.is_given(tokens.keys[start], words.language):
            continue
        if (last := _name_end(words, start)) is not None:
            yield start, last


def _behind_given_names(words: Words, organisations: Collection[int]) -> Iterator[tuple[int, int]]:
    """A given name that is hardly ever another word, and the one or two words behind it."""
    tokens, telling = words.tokens, words.lexicon.known_names.tells
    for start, key in enumerate(tokens.keys):
        if start in organisations or not _free(words, start) or not telling(key, words.language):
            continue
        # the second word of a name is no beginning: "سید محمد"
        if start and words.spaced(start - 1) and telling(tokens.keys[start - 1], words.language):
            continue
        if script(key[0]) == "HANGUL":
            if start + 1 < len(tokens) and words.spaced(start) and _free(words, start + 1):
                yield start, start + 1
        elif (last := _name_end(words, start)) is not None:
            yield start, last


def _over_the_office(words: Words, index: int, organisations: Collection[int]) -> int | None:
    """The first word behind an office, its country, its body and its adjectives; None where the clause ends."""
    tokens = words.tokens
    adjectives = 0
    while index < len(tokens):
        if not words.spaced(index - 1) and tokens.gap(index - 1).strip(" " + CLOSING + "«“„"):
            return None
        if index in words.known or index in words.in_body or index in organisations:
            index += 1
        elif adjectives < _ADJECTIVES and tokens.keys[index].startswith(_ARTICLE) and len(tokens.keys[index]) > 4:
            adjectives += 1
            index += 1
        else:
            return index if _free(words, index) else None
    return None


def _free(words: Words, index: int) -> bool:
    """Could this word be part of a name?"""
    key = words.tokens.keys[index]
    if script(key[0]) in CASED or key.isdecimal() or len(key) < 2:
        return False
    if index in words.known or index in words.in_cue or index in words.in_body:
        return False
    if key == _ALI:
        return not words.tokens.surface(index, index).endswith(_NOT_ALI)
    return key not in words.lexicon.stops


def _name_end(words: Words, first: int) -> int | None:
    """Where a name ends that begins here: after two words or three."""
    tokens = words.tokens
    last, parts = first, 1
    while last + 1 < len(tokens) and words.spaced(last) and _free(words, last + 1) and parts <= _LONGEST:
        parts += tokens.keys[last] not in _BINDING
        last += 1
    if parts < 2 or tokens.keys[last] in _BINDING:
        return None
    second = _part_end(words, _part_end(words, first) + 1)
    if parts == 2:
        return last
    # a third word is one more name only where the second is a given name
    three = parts == _LONGEST and words.lexicon.known_names.is_given(tokens.keys[second], words.language)
    return last if three else second


def _part_end(words: Words, index: int) -> int:
    """The last token of the part of a name that begins here."""
    while words.tokens.keys[index] in _BINDING:
        index += 1
    return index


def _in_guillemets(words: Words) -> Iterator[tuple[int, int]]:
    """Names of two to four words in guillemets, with an office or a profession near them."""
    tokens = words.tokens
    for first in range(len(tokens)):
        if not words.quoted_from(first) or script(tokens.keys[first][0]) != "ARABIC":
            continue
        for last in range(first + 1, min(first + _LONGEST_QUOTED, len(tokens))):
            if words.quoted_to(last):
                if _quoted_person(words, first, last):
                    yield first, last
                break


def _quoted_person(words: Words, first: int, last: int) -> bool:
    if first - 1 in words.in_body or not all(_free(words, index) for index in range(first, last + 1)):
        return False
    around = [*range(first - REACH, first), *range(last + 1, last + 1 + REACH)]
    return any(index in words.in_cue for index in around)


# -------------------------------------------------------------------------------- Korean


def _before_office(words: Words) -> Iterator[tuple[int, int]]:
    tokens = words.tokens
    for office in words.cue_starts:
        last = office - 1
        if last < 0 or not words.spaced(last) or not _free(words, last):
            continue
        key = tokens.keys[last]
        if len(key) == 3 and key[0] in _FAMILIES and key[-1] not in _NO_GIVEN:
            yield last, last
        elif last > 0 and words.spaced(last - 1) and _given_name(words, last - 1):
            yield last - 1, last


def _given_name(words: Words, index: int) -> bool:
    return _free(words, index) and words.lexicon.known_names.is_given(words.tokens.keys[index], words.language)


# -------------------------------------------------------------------------------- Japanese and Chinese


def _named(words: Words, name: Dotted) -> bool:
    """Does the name stand beside an office (in Han behind one), or begin with a given name that is no other word?"""
    first, last = name.first, name.last
    behind = name.kana and last + 1 in words.cue_starts and words.tokens.gap(last) == ""
    if behind or (first - 1 in words.cue_ends and words.tokens.joined(first - 1)):
        return True
    return words.lexicon.known_names.tells(name.parts[0], words.language)
