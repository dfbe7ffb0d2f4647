"""What the words beside a name say about it: "Mỹ Linh" is a singer, "Rustam Aliyev" is not the president."""

from __future__ import annotations

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.tokens import Tokens
from monitor.comprehend.trie import Found

#: kinds of cue that stand before a person's name
_ANNOUNCING = ("office", "honorific", "profession")


class Neighbours:
    """The rules that need only the words next to a name."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, language: str) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._language = language

    def allow(self, found: Found) -> bool:
        """False where a neighbour shows that this is no mention of the alias's owner."""
        if self._language == "vi" and found.first == found.last and not self._free_syllable(found.first):
            return False
        return found.alias.kind != "short" or not self._given_name_before(found.first)

    def _free_syllable(self, index: int) -> bool:
        """Does a one-syllable name (Mỹ, Nga, Anh) stand by itself, and not in a Vietnamese person's name?"""
        tokens, syllables = self._tokens, self._lexicon.syllables
        if not syllables.native(tokens.keys[index]):
            return True
        if self._follows(index) and (self._is_cue(index - 1, "honorific") or self._in_vietnamese_name(index - 1)):
            return False
        if tokens.gap(index) != " ":
            return True
        following = tokens.surface(index + 1, index + 1)
        if tokens.capital(index + 1):
            named = self._lexicon.names.at(tokens, index + 1, self._language)
            return (
                bool(named) or not syllables.native(following) or tokens.text[tokens.starts[index + 1] :][:3].isupper()
            )
        # "Anh nói …" at the head of a sentence is "he said …", in "Nga, Anh nói …" it is the country
        return tokens.keys[index] != "anh" or self._inside_sentence(index)

    def _in_vietnamese_name(self, index: int) -> bool:
        """Is this the family or middle name of a person ("Nguyễn Thị Nga", "Nguyễn Đức Anh")?"""
        tokens = self._tokens
        word = tokens.surface(index, index)
        if not word.istitle() or not self._lexicon.syllables.native(tokens.keys[index]):
            return False
        if self._ends_name(index):
            return not self._free_syllable(index)
        # a headline in title case: "Tổng Thống Nga"
        return not self._starts_sentence(index) and not any(self._is_cue(index, kind) for kind in _ANNOUNCING)

    def _given_name_before(self, index: int) -> bool:
        """Does a capitalised word that announces nobody stand directly before: another person's given name?"""
        tokens = self._tokens
        if not self._follows(index) or not tokens.capital(index - 1):
            return False
        before = index - 1
        if tokens.keys[before] in self._lexicon.generic_capitals:
            return False
        if any(self._is_cue(before, kind) for kind in _ANNOUNCING):
            return False
        if self._starts_sentence(before) and self._language != "und" and len(tokens.keys[before]) <= 3:
            return False
        return not self._ends_name(before)

    def _ends_name(self, index: int) -> bool:
        names, tokens = self._lexicon.names, self._tokens
        return any(
            found.last == index
            for first in range(max(0, index - 4), index + 1)
            for found in names.at(tokens, first, self._language)
        )

    def _is_cue(self, index: int, kind: str) -> bool:
        """Does a word or phrase of this kind end at this token?"""
        cues, tokens = self._lexicon.cues, self._tokens
        return any(
            found.last == index and found.alias.owner == kind
            for first in range(max(0, index - 4), index + 1)
            for found in cues.at(tokens, first, self._language)
        )

    def _follows(self, index: int) -> bool:
        """Does only a space stand between this token and the one before?"""
        return self._tokens.gap(index - 1) in {" ", "\u00a0"}

    def _inside_sentence(self, index: int) -> bool:
        return self._tokens.gap(index - 1).strip(" \u00a0") in {"", ",", ";", "-", "–", "—", "/", "("}

    def _starts_sentence(self, index: int) -> bool:
        return index == 0 or self._tokens.gap(index - 1).strip(" \u00a0") != ""
