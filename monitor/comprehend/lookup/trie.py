"""A trie of words: all that is listed, looked up in one walk over a text, each word in any of its forms.

Branches grow out of the `Index` where a text touches them, so that a large catalogue costs nothing to load.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from monitor.comprehend.catalogue import Homonym
from monitor.comprehend.lookup.index import ALL, ANY, GAP, HAN_LANGUAGES, INITIAL, STEM, AliasKind, Index, Row
from monitor.comprehend.lookup.inflection import REMEMBERED, Inflection, family
from monitor.comprehend.words.script import script
from monitor.comprehend.words.tokens import Tokens

#: characters of a text from which on its language is told without fail (findings on language: whole texts 1.0)
CERTAIN = 200
#: words that a gap in a term stands for at most
WIDEST_GAP = 3
#: what ends a sentence, and so a gap
_BREAK = regex.compile(r"[.!?…؟۔։。！？।:;\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One listed name of one actor or topic, or one cue."""

    #: id of the actor or topic; of a cue the office, "honorific" or "profession"
    owner: str
    kind: AliasKind
    #: what is asked of each word's capitals, a letter a word
    capitals: str
    homonym: Homonym | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An alias in a text: token `first` to and with token `last`."""

    first: int
    last: int
    alias: Alias
    #: every word stands as it is listed
    exact: bool = True


class _Node:
    __slots__ = ("aliases", "gap", "in_small_letters", "initials", "stem_lengths", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        #: words listed with a `*`: the text's word may go on
        self.stems: dict[str, _Node] = {}
        self.stem_lengths: tuple[int, ...] = ()
        #: what follows after a few words of any kind
        self.gap: _Node | None = None
        self.aliases: list[Alias] = []
        #: first letters of the words and stems that may follow: most words of a text are turned away by them
        self.initials: set[str] = set()
        #: of a first word: something under it is also written without a capital
        self.in_small_letters = False

    def child(self, word: str) -> _Node:
        if word == GAP:
            self.gap = self.gap or _Node()
            return self.gap
        self.initials.add(word[0])
        if word.endswith(STEM):
            stem = word.removesuffix(STEM)
            self.stem_lengths = tuple(sorted({*self.stem_lengths, len(stem)}))
            return self.stems.setdefault(stem, _Node())
        return self.words.setdefault(word, _Node())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Where a text's word leads to from the root."""

    front: tuple[tuple[_Node, bool], ...]
    #: something is listed that ends here, or may leave a gap
    speaks: bool
    #: first letters of the words that may follow
    initials: frozenset[str]
    #: something listed under it is also written without a capital
    in_small_letters: bool


class Trie:
    """Everything of some indexes by its words; the owners in `overridden` are left out of all but the last."""

    def __init__(
        self, inflection: Inflection, indexes: Sequence[Index], overridden: frozenset[str] = frozenset()
    ) -> None:
        self._inflection = inflection
        self._indexes = indexes
        self._overridden = overridden
        self._proclitics = inflection.proclitics
        stems = {len(word) - 1 for index in indexes for word in index.firsts() if word.endswith(STEM)}
        self._stem_lengths = tuple(sorted(stems))
        self._first_steps = lru_cache(maxsize=REMEMBERED)(self._steps_from_root)
        self._branch = lru_cache(maxsize=REMEMBERED)(self._grown)

    def walk(self, tokens: Tokens, language: str) -> Iterator[list[Found]]:
        """For each token where anything listed begins and has its capitals right: all of it, the longest first, of
        equals those that stand as they are listed."""
        first_steps, keys = self._first_steps, tokens.keys
        bound = bool(keys) and len(tokens.text) >= CERTAIN and language in self._inflection.languages
        main = script(keys[len(keys) // 2][0]) if bound else ""
        for first, word in enumerate(keys):
            entry = first_steps(word, language, main)
            if entry is None or not (entry.in_small_letters or tokens.capital(first)):
                continue
            if not entry.speaks and (first + 1 == len(keys) or keys[first + 1][0] not in entry.initials):
                continue
            if found := self._follow(entry.front, tokens, first, language):
                yield found

    def _follow(self, front: Sequence[tuple[_Node, bool]], tokens: Tokens, first: int, language: str) -> list[Found]:
        found: list[Found] = []
        last = first
        while front:
            goes_on = False
            for node, exact in front:
                for alias in node.aliases:
                    if _right_capitals(alias, tokens, first):
                        found.append(Found(first, last, alias, exact))
                if node.gap is not None:
                    found.extend(self._over_gap(node.gap, tokens, first, last, language))
                goes_on = goes_on or bool(node.initials)
            if not goes_on or not tokens.joined(last):
                break
            last += 1
            word = tokens.keys[last]
            written_on = word[0] in self._proclitics
            front = [
                (step, exact and as_listed)
                for node, exact in front
                if word[0] in node.initials or (written_on and node.initials)
                for step, as_listed in self._steps(node, word, language)
            ]
        if len(found) > 1:
            found.sort(key=lambda one: (-one.last, not one.exact))
        return found

    def _over_gap(self, node: _Node, tokens: Tokens, first: int, before: int, language: str) -> Iterator[Found]:
        for start in range(before + 1, min(before + WIDEST_GAP + 2, len(tokens))):
            if _BREAK.search(tokens.gap(start - 1)):
                return
            front = list(self._steps(node, tokens.keys[start], language))
            if front and (ends := self._follow(front, tokens, start, language)):
                yield from (Found(first, one.last, one.alias, one.exact) for one in ends)
                return

    def _steps_from_root(self, word: str, language: str, main: str) -> _Entry | None:
        """`main` is the script of the text where its language is certain, and empty where it is not."""
        # a name in another script is no word of this language
        bound = script(word[0]) == main
        variants = self._inflection.variants(word, language)
        listed = [(variant, variant == word) for variant in variants]
        listed.extend((word[:length] + STEM, True) for length in self._stem_lengths if len(word) >= length)
        steps = [(node, exact) for form, exact in listed if (node := self._branch(form, language, bound)) is not None]
        if not steps:
            return None
        initials = {letter for node, _ in steps for letter in node.initials}
        return _Entry(
            front=tuple(steps),
            speaks=any(node.aliases or node.gap is not None for node, _ in steps),
            initials=frozenset(initials | self._proclitics if initials else ()),
            in_small_letters=any(node.in_small_letters for node, _ in steps),
        )

    def _steps(self, node: _Node, word: str, language: str) -> Iterator[tuple[_Node, bool]]:
        """The nodes that a word leads to, and whether it does as it stands."""
        if node.words:
            for variant in self._inflection.variants(word, language, inside=True):
                if (child := node.words.get(variant)) is not None:
                    yield child, variant == word
        for length in node.stem_lengths:
            if len(word) >= length and (child := node.stems.get(word[:length])) is not None:
                yield child, True

    def _grown(self, first: str, language: str, bound: bool) -> _Node | None:
        """What is listed under a first word for texts of a language, None where nothing is."""
        branch = None
        for number, index in enumerate(self._indexes):
            last = number == len(self._indexes) - 1
            for row in index.under(first):
                if (last or row[1] not in self._overridden) and _right_language(row, language, bound):
                    branch = branch or _Node()
                    _grow(branch, row, index)
        return branch


def _right_language(row: Row, language: str, bound: bool) -> bool:
    """Is this looked up in the text? `bound`: its language is certain, and has names of its own."""
    _, _, kind, _, _, languages = row
    if not languages or not family(language).isdisjoint(languages.split()):
        return True
    return not bound and kind != "nobody" and language not in HAN_LANGUAGES


def _grow(branch: _Node, row: Row, index: Index) -> None:
    rest, owner, kind, capitals, number, _ = row
    node = branch
    for word in rest.split():
        node = node.child(word)
    homonym = None
    if number >= 0:
        name, with_, without = index.homonyms[number]
        homonym = Homonym(name=name, with_=tuple(with_), without=tuple(without))
    alias = Alias(owner=owner, kind=kind, capitals=capitals, homonym=homonym)
    branch.in_small_letters = branch.in_small_letters or capitals[0] == ANY
    if alias not in node.aliases:
        node.aliases.append(alias)


def _right_capitals(alias: Alias, tokens: Tokens, first: int) -> bool:
    if INITIAL not in alias.capitals and ALL not in alias.capitals:
        return True
    for offset, rule in enumerate(alias.capitals):
        if rule == ANY:
            continue
        if not tokens.capital(first + offset):
            return False
        if rule == ALL and not tokens.surface(first + offset, first + offset).isupper():
            return False
    return True
