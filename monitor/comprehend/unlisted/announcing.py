"""What says that a run of capitals is a person: an office before it or behind it, or its surname alone elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from monitor.comprehend.unlisted.runs import CLOSING, NOUNS_CAPITALISED, OPENING, Run, Words

FEWEST, _LONGEST = 2, 4
#: a run that nothing announces is no longer than this
_LONGEST_UNANNOUNCED = 3
#: letters of a word that may be a surname alone
_SHORTEST_ALONE = 3
#: words between a name and the office that explains it
REACH = 3
#: before these a capital is a thing: the Aral Sea, la Ligue des champions
_ARTICLES = frozenset(
    {"the", "a", "an", "le", "la", "les", "el", "los", "las", "il", "lo", "gli", "i", "os", "as", "de", "het"}
)
#: words between an office and the comma behind it: "the spokesman of the Ministry of Foreign Affairs, …"
_APPOSED = 8
#: behind these stands a place rather than a person
_AT_A_PLACE = frozenset(
    {"at", "in", "near", "across", "en", "em", "na", "no", "dans", "w", "we", "v", "ve", "в", "во", "на", "из"}
)
#: with these begin names of places
_HEADS_OF_PLACES = frozenset(
    {"camp", "cape", "el", "fort", "grand", "great", "greater", "gulf", "lake", "los", "lower", "mount", "new", "nova"}
    | {"old", "port", "porto", "puerto", "rio", "saint", "san", "sankt", "sant", "santa", "santo", "st", "upper"}
    | {"velika", "верхний", "верхняя", "горный", "нижний", "нижняя", "новый", "новая", "порт", "санкт", "старый"}
)
#: a headline with this part of its longer words in capitals is in title case
_TITLE_CASE = 0.6
_LONGER = 4
_MARKS = "".join({*OPENING, *CLOSING}) + " \u00a0"


def name_like(words: Words, run: Run) -> bool:
    """Two to four words, none of them all capitals, two at least longer than an initial."""
    if not FEWEST <= len(run.words) <= _LONGEST or any(map(words.shouted, run.words)):
        return False
    return sum(len(words.tokens.keys[index]) > 1 for index in run.words) >= FEWEST


def announced(words: Words, run: Run, organisations: Collection[int]) -> bool:
    """An office before it, over listed actors, bodies and organisations."""
    tokens = words.tokens
    before = run.first - 1
    passed = False
    while before >= 0 and (before in words.known or before in words.in_body or before in organisations):
        if tokens.gap(before).strip(_MARKS):
            return False
        before -= 1
        passed = True
    if before not in words.cue_ends:
        return False
    gap = tokens.gap(before)
    # "a State Department spokesman, Matthew Miller, …"
    return (not gap.strip(_MARKS if passed else " \u00a0-.") and "\n" not in gap) or gap == ", "


def apposed(words: Words, run: Run) -> bool:
    """Between commas behind an office and whose it is: "El ministro de Exteriores de Perú, Elmer Schialer, viajó"."""
    tokens = words.tokens
    if tokens.gap(run.first - 1) != ", " or tokens.gap(run.last)[:1] != ",":
        return False
    for index in range(run.first - 1, max(-1, run.first - 1 - _APPOSED), -1):
        if index in words.in_cue:
            return True
        if index in words.in_body or not tokens.joined(index - 1):
            return False
    return False


def explained(words: Words, run: Run) -> bool:
    """A comma or a bracket and an office behind it."""
    if words.tokens.gap(run.last).strip() not in {",", "،", "("}:
        return False
    # "con sede en Adís Abeba, ha enviado …"
    if words.tokens.keys[run.first - 1] in _AT_A_PLACE:
        return False
    for index in range(run.last + 1, run.last + 1 + REACH):
        if index in words.in_body:
            return False
        if index in words.in_cue:
            return True
    return False


def leads(words: Words, run: Run) -> bool:
    """Does the name begin with a given name that is hardly ever another word: "Bahlil Lahadalia said"?"""
    tokens, first, last = words.tokens, run.first, run.last
    if len(run.words) > _LONGEST_UNANNOUNCED or not words.lexicon.known_names.tells(tokens.keys[first], words.language):
        return False
    # "Robert Bosch Stiftung", "John Deere company", "Stade Robert Bobin", Charles-de-Gaulle
    if words.before_capital(last) or last + 1 in words.in_body or tokens.gap(last)[:1] == "-":
        return False
    before = first - 1
    free = not words.inside_sentence(first) or before in words.known or before in words.cue_ends
    if not free and (tokens.capital(before) or before in words.in_body):
        return False
    return tokens.keys[last] not in words.small and tokens.keys[first] not in words.small


class Alone:
    """Which words stand alone with a capital, so that they may be surnames."""

    def __init__(self, words: Words, runs: list[Run]) -> None:
        self._words = words
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for run in runs:
            if len(run.words) > 1 or len(words.tokens.keys[run.first]) < _SHORTEST_ALONE:
                continue
            if not self._article_before(run.first) and not words.before_capital(run.last):
                for form in words.variants(run.first):
                    self._places[form].add(run.first)
        headline = [index for index in range(len(words.tokens)) if words.tokens.ends[index] <= words.headline_end]
        longer = [index for index in headline if len(words.tokens.keys[index]) >= _LONGER]
        capitals = sum(map(words.tokens.capital, longer))
        self._title_case_to = headline[-1] if headline and capitals > _TITLE_CASE * len(longer) else -1

    def in_title_case(self, run: Run) -> bool:
        """Does the run stand in a headline where capitals say nothing?"""
        return run.first <= self._title_case_to

    def vouches_for(self, run: Run) -> bool:
        """Does the run's last word come back alone, so that it must be a surname?"""
        words = self._words
        if len(run.words) > _LONGEST_UNANNOUNCED or words.language in NOUNS_CAPITALISED:
            return False
        known = words.lexicon.known_names
        known_given = known.is_given(words.tokens.keys[run.first], words.language)
        back = set().union(*(self._places.get(form, set()) for form in words.variants(run.last)))
        if words.language == "vi" and (known_given or back or known.ends_like_surname(words.tokens.keys[run.last])):
            return True
        if self.in_title_case(run) or not words.inside_sentence(run.first) or self._article_before(run.first):
            return False
        if known_given:
            return bool(back)
        # the Baltic Sea is no Mr Sea where the sea rises
        if not _HEADS_OF_PLACES.isdisjoint(words.variants(run.first)) or words.tokens.keys[run.last] in words.small:
            return False
        if words.tokens.keys[run.first - 1] in _AT_A_PLACE:
            return False
        return any(words.inside_sentence(index) or self._goes_on(index) for index in back)

    def _goes_on(self, index: int) -> bool:
        """Does a small word follow: "Smith said"?"""
        tokens = self._words.tokens
        return self._words.spaced(index) and tokens.text[tokens.starts[index + 1]].islower()

    def _article_before(self, index: int) -> bool:
        return self._words.inside_sentence(index) and self._words.tokens.keys[index - 1] in _ARTICLES
