"""The nominative of a name that a text inflects, as far as the other persons of the catalogue teach it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lookup.inflection import Inflection
from monitor.comprehend.words.tokens import tokenise, unspaced

#: letters that tell a surname's build: -ов, -yan, -ski; the longer ones say more
_ENDINGS = (3, 2)
#: so many surnames of the catalogue, and so many times as many as end like the word itself, make an ending sure
_ENOUGH, _TIMES = 6, 4
#: languages that inflect every word of a name
_INFLECT_ALL = frozenset({"be", "bs", "cs", "el", "hr", "lt", "lv", "pl", "ru", "sk", "sl", "sr", "uk"})
#: languages that add nothing to a name
_INFLECT_NONE = frozenset({"en", "es", "fr", "id", "it", "nl", "pt", "ro", "sw", "vi"})
#: between the parts of a foreign name in Chinese
HAN_DOT = "·"
#: ends of women's names in Slavic languages: Марию Захарову is no Захаров
_FEMININE = ("а", "я", "a")
#: ends of Georgian names: of whoever does something, and by themselves
_ERGATIVE, _NOMINATIVE = "მა", "ი"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """What the names of the catalogue's persons are made of."""

    #: first and last words, in scripts that write spaces
    given: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    #: given names that are hardly ever another word, a key each
    telling: tuple[str, ...] = ()
    #: characters that Chinese writes foreign names with
    transcribing: str = ""


def parts_of_names(actors: Iterable[Actor], given_names: Iterable[str] = ()) -> NameParts:
    """The parts of all names of two to four words; `given_names` are those that tell a person by themselves."""
    given: set[str] = set()
    surnames: set[str] = set()
    transcribing: set[str] = set()
    for actor in actors:
        if actor.type != "person":
            continue
        for name in {actor.name, *(name for names in actor.names.values() for name in names)}:
            keys = tokenise(name).keys
            if unspaced(keys[0]):
                transcribing.update(keys if HAN_DOT in name else ())
            elif 2 <= len(keys) <= 4 and min(len(keys[0]), len(keys[-1])) > 2:
                given.add(keys[0])
                surnames.add(keys[-1])
    return NameParts(
        given=tuple(sorted(given)),
        surnames=tuple(sorted(surnames)),
        telling=tuple(sorted({"".join(tokenise(name).keys) for name in given_names})),
        transcribing="".join(sorted(transcribing)),
    )


class KnownNames:
    """Given names and surnames of the catalogue's persons, and what they say about others."""

    def __init__(self, parts: NameParts, inflection: Inflection) -> None:
        self._telling = frozenset(parts.telling)
        #: the catalogue's persons' own; their gender agrees with their surnames
        self._given = frozenset(parts.given)
        self._surnames = parts.surnames
        self._inflection = inflection
        #: characters that Chinese writes foreign names with
        self.transcribing = frozenset(parts.transcribing)

    def is_given(self, word: str, language: str) -> bool:
        """Is this a form of somebody's given name?"""
        if word in self._given or not self._given.isdisjoint(self._inflection.variants(word, language)):
            return True
        return self.tells(word, language)

    def tells(self, word: str, language: str) -> bool:
        """Is this a form of a given name that is hardly ever another word?"""
        return word in self._telling or not self._telling.isdisjoint(self._inflection.variants(word, language))

    def ends_like_surname(self, word: str) -> bool:
        """Does the word end as many surnames of the catalogue do?"""
        return self._endings[word[-max(_ENDINGS) :]] >= _ENOUGH

    def nominative(self, words: Sequence[str], language: str, *, surname: str | None = None) -> tuple[str, ...]:
        """A person's full name, first word first, as a form of its own would stand; a word that tells nothing stays.
        `surname` is the last word's nominative where the text itself shows it."""
        if language in _INFLECT_NONE:
            return (*words[:-1], surname or words[-1])
        first = self._given_name(words[0], language)
        feminine = language in _INFLECT_ALL and (first or "").endswith(_FEMININE)
        last = surname or self._surname(words[-1], language, feminine=feminine)
        if last == words[-1] or language not in _INFLECT_ALL:
            return (*words[:-1], last)
        forms = self._inflection.variants(words[0], language)
        # of a name that nobody has listed: the vowel of a woman's, else the shortest form
        womans = (
            [form for form in forms if form[-1] == last[-1] and len(form) <= len(words[0])]
            if last.endswith(_FEMININE)
            else ()
        )
        return (first or min(womans or forms, key=len), *words[1:-1], last)

    def _given_name(self, word: str, language: str) -> str | None:
        if word in self._given:
            return word
        forms = [form for form in self._inflection.variants(word, language) if form in self._given]
        # Марией is of Мария rather than of Мари
        return max(forms, key=len) if forms else None

    def _surname(self, word: str, language: str, *, feminine: bool) -> str:
        forms = self._inflection.variants(word, language)
        if feminine:
            forms = tuple(form for form in forms if form.endswith(_FEMININE)) or (word,)
        if language == "ka" and word.endswith(_ERGATIVE):
            # who says something stands so: ბრანდვიკმა
            return word.removesuffix(_ERGATIVE) + _NOMINATIVE
        ends = self._endings
        if language not in _INFLECT_ALL and ends[word[-max(_ENDINGS) :]] >= _ENOUGH:
            return word  # Qənbərova is nobody's form of Qənbərov
        if not ends[word[-1:]]:
            # no name ends so: Կարփենթերը has the article
            return max(
                (form for form in forms if len(form) <= len(word)), key=lambda form: (ends[form[-1:]], len(form))
            )
        for size in _ENDINGS:
            best = max(forms, key=lambda form: (ends[form[-size:]], len(form)))
            if ends[best[-size:]] >= max(_ENOUGH, _TIMES * ends[word[-size:]]):
                return best
        return word

    @cached_property
    def _endings(self) -> Counter[str]:
        """How many surnames end so, by the last letters."""
        long = [word for word in self._surnames if len(word) > max(_ENDINGS)]
        return Counter(word[-size:] for word in long for size in (*_ENDINGS, 1))


def spelt(surface: str, form: str, stood: str) -> str:
    """A form of a word, written as the text writes the word: `surface` with the key `stood` becomes `form`."""
    if form == stood:
        return surface
    if surface.isupper():
        return form.upper()
    if len(surface) != len(stood):
        return form[:1].upper() + form[1:]
    common = 0
    while common < min(len(form), len(stood)) and form[common] == stood[common]:
        common += 1
    return surface[:common] + form[common:]
