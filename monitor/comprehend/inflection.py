"""Which listed words an inflected word may stand for.

A free prefix match would give maliye -> Mali and index -> India (measured); so only listed affixes are taken
off, by script and language, and never down to a stem of under four letters, unless it continues a longer name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from monitor.comprehend.catalogue import Affixes
from monitor.comprehend.script import script

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
_ALIKE = (frozenset({"az", "tr"}), frozenset({"cs", "sk"}))


class _Rules:
    """The affixes of one language, or of all languages of one script, arranged for look-up."""

    def __init__(self, sets: Iterable[Affixes]) -> None:
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
        rests = [word[len(prefix) :] for prefix in self.prefixes if word.startswith(prefix)]
        whole = [lost + word[len(short) :] for short, lost in self.beginnings if word.startswith(short)]
        return [word, *(rest for rest in (*rests, *whole) if len(rest) >= MIN_REST)]

    def stems(self, base: str, *, inside: bool) -> Iterable[str]:
        for cut in self.cuts(base, self.suffix_lengths, MIN_INSIDE if inside else MIN_STEM):
            if base[cut:] in self.suffixes:
                yield base[:cut]
        # a word can also have lost its ending and taken nothing for it (Америк)
        for cut in self.cuts(base, self.ending_lengths, MIN_INSIDE if inside else MIN_REST):
            for ending in self.endings.get(base[cut:], ()):
                yield base[:cut] + ending

    @staticmethod
    def cuts(base: str, lengths: Iterable[int], rest: int) -> Iterable[int]:
        return (len(base) - length for length in lengths if len(base) - length >= rest)


class Inflection:
    """Answers, for a word of a text, which listed words it may be a form of."""

    def __init__(self, affixes: Mapping[str, Affixes]) -> None:
        by_script: defaultdict[str, list[Affixes]] = defaultdict(list)
        self._latin: dict[str, _Rules] = {}
        for language, one in affixes.items():
            if _script_of(one) == "LATIN":
                family = next((alike for alike in _ALIKE if language in alike), frozenset({language}))
                self._latin[language] = _Rules(affixes[member] for member in sorted(family) if member in affixes)
            else:
                by_script[_script_of(one)].append(one)
        self._by_script = {name: _Rules(sets) for name, sets in by_script.items()}
        self._none = _Rules(())
        # a daemon meets new words for ever: only the latest are remembered
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._forms)

    def variants(self, word: str, language: str, *, inside: bool = False) -> tuple[str, ...]:
        """The word itself first, then every listed word that it may be a form of, each once. Where it continues a
        name (`inside`), shorter words inflect too."""
        return self._remembered(word, language, inside)

    def looks_alike(self, words: str, language: str) -> bool:
        """Is this a word of the language that only looks like a form of a name?"""
        return words in self._rules(words, language).words

    def _forms(self, word: str, language: str, inside: bool) -> tuple[str, ...]:
        rules = self._rules(word, language)
        bases = [] if word in rules.words else rules.bases(word)
        forms = (form for base in bases for form in (base, *rules.stems(base, inside=inside)))
        return tuple(dict.fromkeys([word, *forms]))

    def _rules(self, word: str, language: str) -> _Rules:
        of_script = script(word[0])
        if of_script == "LATIN":
            return self._latin.get(language) or self._latin.get(_DEFAULT_LATIN, self._none)
        return self._by_script.get(of_script, self._none)


def _script_of(affixes: Affixes) -> str:
    samples = [*affixes.suffixes, *affixes.prefixes, *(ending for ending, _ in affixes.endings)]
    return script(samples[0][0]) if samples and samples[0] else "LATIN"
