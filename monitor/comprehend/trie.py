"""A trie of words: many names looked up in one walk over a text, each word in any of its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from monitor.comprehend.catalogue import Homonym
from monitor.comprehend.inflection import REMEMBERED, Inflection
from monitor.comprehend.tokens import Tokens, tokenise

AliasKind = Literal["name", "short", "demonym", "term"]

_ANY, _INITIAL, _ALL = 0, 1, 2
#: an all-capital word of up to this many letters (US, ABD, США) must stand in capitals; NATO may be Nato
_ACRONYM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One listed name of one actor or topic."""

    owner: str
    kind: AliasKind
    #: what is asked of each word's capitals
    capitals: tuple[int, ...]
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
    __slots__ = ("aliases", "stem_lengths", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        #: words listed with a `*`: the text's word may go on
        self.stems: dict[str, _Node] = {}
        self.stem_lengths: tuple[int, ...] = ()
        self.aliases: list[Alias] = []

    def child(self, word: str, *, stem: bool) -> _Node:
        if stem:
            self.stem_lengths = tuple(sorted({*self.stem_lengths, len(word)}))
        return (self.stems if stem else self.words).setdefault(word, _Node())


class Trie:
    """Listed names by their words."""

    def __init__(self, inflection: Inflection) -> None:
        self._root = _Node()
        self._inflection = inflection
        self._first_steps = lru_cache(maxsize=REMEMBERED)(self._steps_from_root)

    def add(self, name: str, owner: str, kind: AliasKind, homonym: Homonym | None = None) -> None:
        """List a name. One written with ZWNJ is listed with a space too; joined it has the same key anyway."""
        for spelling in {name, name.replace("\u200c", " ")}:
            tokens = tokenise(spelling)
            if not tokens.keys:
                raise ValueError(f"{owner}: the name {name!r} has no letter")
            node = self._root
            for index, word in enumerate(tokens.keys):
                node = node.child(word, stem=spelling[tokens.ends[index] :].startswith("*"))
            alias = Alias(owner=owner, kind=kind, capitals=_capitals(tokens), homonym=homonym)
            if alias not in node.aliases:
                node.aliases.append(alias)
        self._first_steps.cache_clear()

    def at(self, tokens: Tokens, first: int, language: str) -> list[Found]:
        """Every listed name that begins at this token and has its capitals right: the longest first, of equals
        those that stand as they are listed."""
        front = self._first_steps(tokens.keys[first], language)
        if not front:
            return []
        found: list[Found] = []
        last = first
        while front:
            found.extend(
                Found(first, last, alias, exact)
                for node, exact in front
                for alias in node.aliases
                if _right_capitals(alias, tokens, first)
            )
            if not tokens.joined(last):
                break
            last += 1
            front = [
                (step, exact and as_listed)
                for node, exact in front
                for step, as_listed in self._steps(node, tokens.keys[last], language)
            ]
        found.sort(key=lambda one: (-one.last, not one.exact))
        return found

    def walk(self, tokens: Tokens, language: str) -> Iterator[list[Found]]:
        """For each token where any listed name begins: all of them, the longest first."""
        for first in range(len(tokens)):
            if found := self.at(tokens, first, language):
                yield found

    def _steps_from_root(self, word: str, language: str) -> Sequence[tuple[_Node, bool]]:
        return tuple(self._steps(self._root, word, language))

    def _steps(self, node: _Node, word: str, language: str) -> Iterator[tuple[_Node, bool]]:
        """The nodes that a word leads to, and whether it does as it stands."""
        if node.words:
            for variant in self._inflection.variants(word, language, inside=node is not self._root):
                if (child := node.words.get(variant)) is not None:
                    yield child, variant == word
        for length in node.stem_lengths:
            if len(word) >= length and (child := node.stems.get(word[:length])) is not None:
                yield child, True


def _capitals(tokens: Tokens) -> tuple[int, ...]:
    rules: list[int] = []
    for index in range(len(tokens)):
        word = tokens.surface(index, index)
        if not word[0].isupper():
            rules.append(_ANY)
        elif word.isupper() and len(word) <= _ACRONYM and (len(word) > 1 or len(tokens) > 1):
            rules.append(_ALL)
        else:
            rules.append(_INITIAL)
    return tuple(rules)


def _right_capitals(alias: Alias, tokens: Tokens, first: int) -> bool:
    for offset, rule in enumerate(alias.capitals):
        if rule == _INITIAL and not tokens.capital(first + offset):
            return False
        if rule == _ALL and not tokens.surface(first + offset, first + offset).isupper():
            return False
    return True
