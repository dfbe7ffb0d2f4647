"""All that is listed, looked up in one walk over a text, each word in any of its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import regex

from monitor.comprehend.lookup.index import TAB, Alias, Index, Node
from monitor.comprehend.lookup.inflection import REMEMBERED, Inflection, family
from monitor.comprehend.lookup.listing import ALL, ANY, GAP, HAN_LANGUAGES, LENT
from monitor.comprehend.words.script import script
from monitor.comprehend.words.tokens import Tokens

#: characters of a text from which on its language is told without fail (findings on language: whole texts 1.0)
CERTAIN = 200
#: words that a gap in a term stands for at most; where a token is a syllable or a character, as many as make up three
WIDEST_GAP, _WIDER_GAPS = 3, {"vi": 5, "zh": 7, "ja": 8}
#: words of a text whose script is looked at, and which part of them makes it one of the text's
_SAMPLE, _MAIN = 40, 0.15
#: scripts that one language writes side by side
_TOGETHER = (frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}), frozenset({"HANGUL", "CJK"}))
#: what ends a sentence, and so a gap
_BREAK = regex.compile(r"[.!?…؟۔։。！？।:;\n]")


class Found(NamedTuple):
    """An alias in a text: token `first` to and with token `last`."""

    first: int
    last: int
    alias: Alias
    #: every word stands as it is listed
    exact: bool = True


#: where a word leads to, and whether it stands there as it is listed
_Step = tuple[Node, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """Where a text's word leads to from the root."""

    front: tuple[_Step, ...]
    #: what is listed as this word alone, and whether it stands as it is listed
    alone: tuple[tuple[Alias, bool], ...]
    #: a few words of any kind may follow
    gap: bool
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
        self._indexes = tuple(indexes)
        self._overridden = overridden
        self._proclitics = inflection.proclitics
        self._first_steps = lru_cache(maxsize=REMEMBERED)(self._steps_from_root)
        self._next_steps = lru_cache(maxsize=REMEMBERED)(self._steps)
        self._node = lru_cache(maxsize=REMEMBERED)(self._opened)

    def walk(self, tokens: Tokens, language: str) -> Iterator[list[Found]]:
        """For each token where anything listed begins and has its capitals right: all of it, the longest first, of
        equals those that stand as they are listed."""
        first_steps, keys, text, starts = self._first_steps, tokens.keys, tokens.text, tokens.starts
        bound = bool(keys) and len(tokens.text) >= CERTAIN and language in self._inflection.languages
        main = _main_scripts(keys) if bound else frozenset()
        for first, word in enumerate(keys):
            entry = first_steps(word, language, main)
            if entry is None or not (entry.in_small_letters or text[starts[first]].isupper()):
                continue
            if entry.gap or (first + 1 < len(keys) and keys[first + 1][0] in entry.initials):
                found = self._follow(entry.front, tokens, first, language)
            else:
                found = [
                    Found(first, first, alias, exact)
                    for alias, exact in entry.alone
                    if not alias.capitals or _right_capitals(alias, tokens, first)
                ]
            if found:
                yield found

    def _follow(self, front: Sequence[_Step], tokens: Tokens, first: int, language: str) -> list[Found]:
        found: list[Found] = []
        last = first
        while front:
            goes_on, several = False, len(front) > 1
            for node, exact in front:
                for alias in node.aliases:
                    if (not alias.capitals or _right_capitals(alias, tokens, first)) and not (
                        several and _told(found, last, alias)
                    ):
                        found.append(Found(first, last, alias, exact))
                if node.gap:
                    found.extend(self._over_gap(node, tokens, first, last, language))
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
                for step, as_listed in self._next_steps(node, word, language)
            ]
        if len(found) > 1:
            found.sort(key=lambda one: (-one.last, not one.exact))
        return found

    def _over_gap(self, node: Node, tokens: Tokens, first: int, before: int, language: str) -> Iterator[Found]:
        key = f"{node.key} {GAP}"
        behind = self._node(node.index, node.index.keys[key], key)
        widest = _WIDER_GAPS.get(language, WIDEST_GAP)
        for start in range(before + 1, min(before + widest + 2, len(tokens))):
            if _BREAK.search(tokens.gap(start - 1)):
                return
            word = tokens.keys[start]
            if word[0] not in behind.initials and word[0] not in self._proclitics:
                continue
            front = self._next_steps(behind, word, language)
            if front and (ends := self._follow(front, tokens, start, language)):
                yield from (Found(first, one.last, one.alias, one.exact) for one in ends)
                return

    def _steps_from_root(self, word: str, language: str, main: frozenset[str]) -> _Entry | None:
        """`main`: the scripts of the text where its language is certain, none where it is not."""
        of_script = script(word[0])
        forms = self._inflection.variants(word, language)
        steps: list[_Step] = []
        for index in self._indexes:
            spaces = _spaces(index, of_script, language, main)
            for form in forms:
                steps.extend((node, form == word) for space in spaces if (node := self._at(index, space + form)))
            steps.extend((node, True) for space in spaces for node in self._stems(index, space, word))
        if not steps:
            return None
        alone = dict.fromkeys((alias, exact) for node, exact in steps for alias in node.aliases)
        initials = frozenset().union(*(node.initials for node, _ in steps))
        return _Entry(
            front=tuple(steps),
            # the word as it stands goes before a form of it
            alone=tuple(sorted(alone, key=lambda one: not one[1])),
            gap=any(node.gap for node, _ in steps),
            initials=initials | self._proclitics if initials else initials,
            in_small_letters=any(node.in_small_letters for node, _ in steps),
        )

    def _steps(self, node: Node, word: str, language: str) -> tuple[_Step, ...]:
        """The nodes that a word leads to, and whether it does as it stands."""
        steps: list[_Step] = []
        index, before = node.index, f"{node.key} "
        if node.words:
            for form in self._inflection.variants(word, language, inside=True):
                if (step := self._at(index, before + form)) is not None:
                    steps.append((step, form == word))
        if node.stems:
            steps.extend((step, True) for step in self._stems(index, before, word))
        return tuple(steps)

    def _at(self, index: Index, key: str) -> Node | None:
        number = index.numbered(key)
        return None if number is None else self._node(index, number, key)

    def _stems(self, index: Index, before: str, word: str) -> Iterator[Node]:
        return (self._node(index, number, key) for key, number in index.stems(before, word))

    def _opened(self, index: Index, number: int, key: str) -> Node:
        node = index.node(number, key)
        if index is not self._indexes[-1] and not self._overridden.isdisjoint(one.owner for one in node.aliases):
            return replace(node, aliases=tuple(one for one in node.aliases if one.owner not in self._overridden))
        return node


def _main_scripts(keys: Sequence[str]) -> frozenset[str]:
    """The scripts in which a text is written."""
    sample = [script(word[0]) for word in keys[:: max(1, len(keys) // _SAMPLE)]]
    main = frozenset(one for one, count in Counter(sample).items() if count >= _MAIN * len(sample))
    return main.union(*(together for together in _TOGETHER if not main.isdisjoint(together)))


def _spaces(index: Index, of_script: str, language: str, main: frozenset[str]) -> tuple[str, ...]:
    """What begins the keys that are looked up: of all texts, and of the text's language. Where that is not certain
    (`main` is empty) every language's; but Han is never read as another language's. Latin words in a text of another
    script are names, or English (LNG): "missile" in a Greek text is no Italian word."""
    listed = index.languages.get(of_script, ())
    if not main or of_script in main:
        alike = family(language)
        every = not main and language not in HAN_LANGUAGES
    else:
        alike = frozenset({LENT})
        every = of_script != "LATIN" and language not in HAN_LANGUAGES
    return tuple(one + TAB for one in listed if every or not one or one in alike)


def _told(found: Sequence[Found], last: int, alias: Alias) -> bool:
    """Has another language said the same?"""
    return any(one.last == last and one.alias == alias for one in found)


def _right_capitals(alias: Alias, tokens: Tokens, first: int) -> bool:
    for offset, rule in enumerate(alias.capitals):
        if rule == ANY:
            continue
        if not tokens.capital(first + offset):
            return False
        if rule == ALL and not tokens.surface(first + offset, first + offset).isupper():
            return False
    return True
