"""Which listed words an inflected word may stand for.

A free prefix match would give maliye -> Mali and index -> India (measured); so only listed affixes are taken
off, by script and language, and never down to a stem of under four letters, unless it continues a longer name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.words.script import script

#: scripts whose letters say more: syllables of Hangul, consonants of Hebrew; what must remain there
_LEAST = {"HANGUL": 2, "HEBREW": 3}
#: letters that must remain when a suffix is taken off; shorter stems collide with common words
MIN_STEM = 4
#: letters that must remain of a word whose ending is replaced, or whose proclitic is taken off
MIN_REST = 3
#: letters that must remain inside a longer name, where the words before it have spoken already (Ağ Evdə, Սև ծովի)
MIN_INSIDE = 2
#: words whose forms are remembered, some 1 kB each: more than the press of a day uses often
REMEMBERED = 20_000
#: the Latin-script language whose affixes serve where the language is not known
_DEFAULT_LATIN = "en"
#: languages that the identifier confuses and that inflect alike
_ALIKE = (
    frozenset({"az", "tr"}),
    frozenset({"cs", "sk"}),
    frozenset({"sr", "hr", "bs", "sl"}),
    frozenset({"id", "ms"}),
    frozenset({"hi", "mr", "ne"}),
)
_LATIN = "LATIN"


class _Rules:
    """The affixes of one language, or of all languages of one script, arranged for look-up."""

    def __init__(self, sets: Iterable[Affixes], of_script: str = "") -> None:
        self._stem, self._rest = _LEAST.get(of_script, MIN_STEM), min(MIN_REST, _LEAST.get(of_script, MIN_REST))
        prefixes: set[str] = set()
        suffixes: set[str] = set()
        endings: defaultdict[str, set[str]] = defaultdict(set)
        beginnings: set[tuple[str, str]] = set()
        words: set[str] = set()
        for affixes in sets:
            words.update(affixes.words)
            prefixes.update(affixes.prefixes)
            suffixes.update(affixes.suffixes)
            beginnings.update((short, lost) for lost, shorts in affixes.beginnings for short in shorts)
            for ending, replacements in affixes.endings:
                for replacement in replacements:
                    endings[replacement].add(ending)
        self.words = frozenset(words)
        self.beginnings = sorted(beginnings)
        self.prefixes = tuple(sorted(prefixes, key=len, reverse=True))
        self.suffixes = frozenset(suffixes)
        self.suffix_lengths = tuple(sorted({len(suffix) for suffix in suffixes}))
        self.endings = {replacement: tuple(sorted(full)) for replacement, full in endings.items()}
        self.ending_lengths = tuple(sorted({len(replacement) for replacement in endings}))

    def bases(self, word: str) -> list[str]:
        """The word, and what remains when something written on to its front is taken off."""
        rests = [word[len(prefix) :] for prefix in self.prefixes if word.startswith(prefix)]
        whole = [lost + word[len(short) :] for short, lost in self.beginnings if word.startswith(short)]
        return [word, *(rest for rest in (*rests, *whole) if len(rest) >= self._rest)]

    def stems(self, base: str, *, inside: bool) -> Iterable[str]:
        for cut in self.cuts(base, self.suffix_lengths, MIN_INSIDE if inside else self._stem):
            if base[cut:] in self.suffixes:
                yield base[:cut]
        # a word can also have lost its ending and taken nothing for it (Америк)
        for cut in self.cuts(base, self.ending_lengths, MIN_INSIDE if inside else self._rest):
            for ending in self.endings.get(base[cut:], ()):
                yield base[:cut] + ending

    def forms(self, word: str) -> Iterator[str]:
        """Every word of which `word` may be the base, as they come, some of them twice."""
        for form in (word, *self._inflected(word)):
            yield form
            yield from (prefix + form for prefix in self.prefixes)
        for short, lost in self.beginnings:
            if word.startswith(lost):
                yield short + word[len(lost) :]

    def _inflected(self, word: str) -> Iterator[str]:
        if len(word) >= self._stem:
            yield from (word + suffix for suffix in sorted(self.suffixes))
        for replacement, endings in self.endings.items():
            for ending in endings:
                if word.endswith(ending) and len(word) - len(ending) >= self._rest:
                    yield word[: len(word) - len(ending)] + replacement

    @staticmethod
    def cuts(base: str, lengths: Iterable[int], rest: int) -> Iterable[int]:
        return (len(base) - length for length in lengths if len(base) - length >= rest)


class Inflection:
    """Answers, for a word of a text, which listed words it may be a form of."""

    def __init__(self, affixes: Mapping[str, Affixes], whole: frozenset[str] = frozenset()) -> None:
        """`whole` are words that begin with a proclitic only by chance: Hebrew שגריר is an ambassador, not ש + גריר."""
        self._whole = whole
        by_script: defaultdict[str, list[Affixes]] = defaultdict(list)
        by_language: defaultdict[tuple[str, str], list[Affixes]] = defaultdict(list)
        for language in affixes:
            for of_script, one in _of_each_script(affixes, language):
                by_script[of_script].append(one)
                for member in family(language):
                    by_language[member, of_script].append(one)
        self._by_language = {place: _Rules(sets, place[1]) for place, sets in by_language.items()}
        # a text of a language whose affixes nobody has written: those of its script, in Latin script English ones
        self._by_script = {name: _Rules(sets, name) for name, sets in by_script.items() if name != _LATIN}
        self._by_script[_LATIN] = self._by_language.get((_DEFAULT_LATIN, _LATIN), _Rules(()))
        self._every_latin = _Rules(by_script[_LATIN], _LATIN)
        self._none = _Rules(())
        #: those whose names, terms and affixes are listed, and those that are taken for one of them
        self.languages = frozenset(member for language in affixes for member in family(language))
        #: first letters of what is written on to the front of a word, or stands for its beginning
        self.proclitics = frozenset(
            text[0]
            for one in affixes.values()
            for text in (*one.prefixes, *(s for _, many in one.beginnings for s in many))
        )
        # a daemon meets new words for ever: only the latest are remembered
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._forms)

    def variants(self, word: str, language: str, *, inside: bool = False) -> tuple[str, ...]:
        """The word itself first, then every listed word that it may be a form of, each once. Where it continues a
        name (`inside`), shorter words inflect too."""
        return self._remembered(word, language, inside)

    def forms(self, word: str) -> tuple[str, ...]:
        """The word itself first, then every word that may be a form of it in some language of its script: `variants`
        the other way round, for those who look for a word without saying in which language."""
        of_script = script(word[0])
        rules = self._every_latin if of_script == _LATIN else self._by_script.get(of_script, self._none)
        return tuple(dict.fromkeys([word, *(form for form in rules.forms(word) if form not in rules.words)]))

    def looks_alike(self, words: str, language: str) -> bool:
        """Is this a word of the language that only looks like a form of a name?"""
        return words in self._rules(words, language).words

    def _forms(self, word: str, language: str, inside: bool) -> tuple[str, ...]:
        rules = self._rules(word, language)
        bases = [] if word in rules.words else [word] if word in self._whole else rules.bases(word)
        forms = (form for base in bases for form in (base, *rules.stems(base, inside=inside)))
        return tuple(dict.fromkeys([word, *forms]))

    def _rules(self, word: str, language: str) -> _Rules:
        of_script = script(word[0])
        return self._by_language.get((language, of_script)) or self._by_script.get(of_script, self._none)


@lru_cache(maxsize=256)
def family(language: str) -> frozenset[str]:
    """The language, and those that the identifier takes it for."""
    return next((alike for alike in _ALIKE if language in alike), frozenset({language}))


def _of_each_script(affixes: Mapping[str, Affixes], language: str) -> Iterator[tuple[str, Affixes]]:
    """A language's affixes, and those that it shares, by the script in which they are written (Serbian has two)."""
    listed = [affixes[language]]
    if (like := affixes[language].like) is not None:
        listed.append(affixes[like])
    for one in listed:
        everything = (*one.prefixes, *one.suffixes, *one.words, *(end for end, _ in (*one.endings, *one.beginnings)))
        for of_script in sorted({script(text[0]) for text in everything if text}):
            yield (
                of_script,
                Affixes(
                    prefixes=tuple(text for text in one.prefixes if script(text[0]) == of_script),
                    suffixes=tuple(text for text in one.suffixes if script(text[0]) == of_script),
                    words=tuple(text for text in one.words if script(text[0]) == of_script),
                    endings=tuple(pair for pair in one.endings if script(pair[0][0]) == of_script),
                    beginnings=tuple(pair for pair in one.beginnings if script(pair[0][0]) == of_script),
                ),
            )
