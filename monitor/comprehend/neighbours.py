"""What the words beside a name say about it: "Mỹ Linh" is a singer, "Rustam Aliyev" is not the president."""

from __future__ import annotations

from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.lookup.sightings import Sightings
from monitor.comprehend.lookup.trie import Found
from monitor.comprehend.sounds.skeleton import skeleton
from monitor.comprehend.words.script import CASED, script
from monitor.comprehend.words.tokens import words_of

#: marks around a title; «…», „…“ and “…” as well as "…", in any pairing that the press uses
_CLOSING_BRACKETS = "’”」』》〉)]"
_OPENING, _CLOSING = '«„“”"', '»“”"'

#: what stands around the agency that a report begins with
_SIGNS_BEFORE, _SIGNS_AFTER = "(（[【/-–—", ")）]】/:：-–—"


class Neighbours:
    """The rules that need only the words next to a name."""

    def __init__(self, sightings: Sightings, lexicon: Lexicon) -> None:
        self._sightings = sightings
        self._tokens = sightings.tokens
        self._lexicon = lexicon
        self._language = sightings.language

    def allow(self, found: Found) -> bool:
        """False where a neighbour shows that this is no mention of the alias's owner."""
        if self._language == "vi" and found.first == found.last and not self._free_syllable(found.first):
            return False
        if self._becomes_minister(found.last) or self._common(found) or self._written_on(found.first):
            return False
        one_word_place = found.first == found.last and found.alias.owner.startswith("place/")
        if one_word_place and (self._is_title(found.first) or self._is_given_name(found.first)):
            return False
        if found.alias.homonym and found.alias.owner.startswith("country/") and self._surname_after(found.last):
            return False
        return not self.another_person(found)

    def _written_on(self, index: int) -> bool:
        """Does the word only go on with what stands before it: the particle of a quotation ('…'이란 is not Iran), the
        day of a date (15日米国)?"""
        tokens, first = self._tokens, self._tokens.keys[index]
        if index == 0 or not tokens.starts[index]:
            return False
        before = tokens.text[max(0, tokens.starts[index] - 2) : tokens.starts[index]]
        if first == "日":
            return before[-1].isdecimal()
        quoted = before[-1] in _CLOSING_BRACKETS or (before[-1] in "'\"" and before[0] not in " \n")
        return quoted and script(first[0]) == "HANGUL"

    def _common(self, found: Found) -> bool:
        """Is this a common word of the language and no name: "Mehr Geld"? A capital inside a sentence makes it a name,
        except in German; where a script has no capitals, or the alias rules of its own, those decide."""
        tokens, first = self._tokens, found.first
        if first != found.last or found.alias.homonym is not None:
            return False
        common = self._lexicon.common.get(self._language, frozenset())
        if tokens.keys[first] not in common and (found.exact or common.isdisjoint(self._forms(first))):
            return False
        if script(tokens.keys[first][0]) not in CASED or self._language == "de":
            return True
        return not tokens.capital(first) or self._starts_sentence(first)

    def _becomes_minister(self, index: int) -> bool:
        """Does a Chinese ministry go on to its minister: 国防部 in 国防部长?"""
        tokens = self._tokens
        return tokens.keys[index] == "部" and tokens.gap(index) == "" and tokens.keys[index + 1] == "长"

    def in_dateline(self, found: Found) -> bool:
        """Does the name stand where agencies sign: (AFP), /新华社/, "- الأناضول:"?"""
        tokens = self._tokens
        before = tokens.text[: tokens.starts[found.first]].rstrip()[-1:]
        after = tokens.text[tokens.ends[found.last] :].lstrip()[:1]
        return bool(before and after) and before in _SIGNS_BEFORE and after in _SIGNS_AFTER

    def another_person(self, found: Found) -> bool:
        """Is this surname part of somebody else's name: "Rustam Aliyev", "Selami Galiyev", "Gerald R. Ford"?"""
        if found.alias.kind == "name" and found.first == found.last and found.alias.owner.startswith("person/"):
            return self._anothers_given_name_before(found)
        if found.alias.kind != "short":
            return False
        if self._given_name_before(found.first) or self._other_surname_behind(found.last):
            return True
        return self._other_initial_before(found) or self._other_given_name_behind(found)

    def _anothers_given_name_before(self, found: Found) -> bool:
        """Does a given name that is none of the person's own stand before a surname that is famous: Hunter Biden?"""
        tokens, before = self._tokens, found.first - 1
        if not self._follows(found.first) or before in self._sightings.cue_ends or self._ends_name(before):
            return False
        if script(tokens.keys[before][0]) not in CASED or not tokens.capital(before):
            return False
        if not self._lexicon.known_names.is_given(tokens.keys[before], self._language):
            return False
        # Кайя is Kaja, Wolodymyr Volodymyr: spelt otherwise
        return skeleton(tokens.keys[before])[:1] not in {
            skeleton(one)[:1] for one in self._canonical(found.alias.owner)
        }

    def _other_initial_before(self, found: Found) -> bool:
        """Does an initial stand before a surname that no name of the person begins with?"""
        tokens, before = self._tokens, found.first - 1
        initial = tokens.keys[before] if before >= 0 else ""
        if len(initial) != 1 or not tokens.capital(before) or tokens.gap(before) not in {".", ". ", ".\u00a0"}:
            return False
        return all(part[0] != initial for part in self._canonical(found.alias.owner))

    def _other_given_name_behind(self, found: Found) -> bool:
        """Does a capital follow a family name that stands first: "Wang Wentao" is not Wang Yi? Not asked of headlines,
        which may be in title case."""
        tokens, after = self._tokens, found.last + 1
        if not self._follows(after) or not tokens.capital(after) or self._language == "de":
            return False
        if tokens.text.find("\n") >= tokens.starts[found.first] or after in self._sightings.cues:
            return False
        return tokens.keys[found.first] == self._canonical(found.alias.owner)[0]

    def _canonical(self, actor: str) -> tuple[str, ...]:
        return words_of(self._lexicon.actors[actor].name)

    def _other_surname_behind(self, index: int) -> bool:
        """Does a capitalised word that nobody listed, built like a surname, follow directly?"""
        tokens, after = self._tokens, index + 1
        if not self._follows(after) or not tokens.capital(after) or after in self._sightings.names:
            return False
        if self._language == "hu":  # where the surname stands first
            return self._lexicon.known_names.is_given(tokens.keys[after], "hu")
        return self._lexicon.known_names.ends_like_surname(tokens.keys[after])

    def _forms(self, index: int) -> tuple[str, ...]:
        return self._lexicon.inflection.variants(self._tokens.keys[index], self._language)

    def inside_sentence(self, found: Found) -> bool:
        """Does the word before the name stand inside a sentence, so that its capital says something?"""
        return not self._starts_sentence(found.first - 1)

    def _surname_after(self, index: int) -> bool:
        """Is a country's name somebody's given name ("Jordan Peters")? Not asked of headlines, which may be in
        title case, nor of German, which capitalises every noun."""
        tokens = self._tokens
        if self._language == "de" or not self._follows(index + 1) or tokens.text.find("\n") >= tokens.starts[index]:
            return False
        after = index + 1
        if not tokens.capital(after) or tokens.keys[after] in self._lexicon.generic_capitals:
            return False
        others = [found for found in self._sightings.names.get(after, ()) if found.alias.kind != "short"]
        return not others and after not in self._sightings.cues

    def _is_title(self, index: int) -> bool:
        """Does one word alone stand in quotation marks: a club, a ship, a paper called after a place («Карабах»)?"""
        tokens = self._tokens
        before = tokens.text[max(0, tokens.starts[index] - 1) : tokens.starts[index]]
        after = tokens.text[tokens.ends[index] : tokens.ends[index] + 1]
        return bool(before and after) and before in _OPENING and after in _CLOSING

    def _is_given_name(self, index: int) -> bool:
        """Is a place's name a person's given name, with a surname that nobody listed behind it: Santiago, Milan?"""
        tokens, after = self._tokens, index + 1
        if not self._lexicon.known_names.is_given(tokens.keys[index], self._language):
            return False
        if not self._follows(after) or not tokens.capital(after) or self._language == "de":
            return False
        listed = after in self._sightings.names or after in self._sightings.cues or after in self._sightings.bodies
        return not listed and tokens.keys[after] not in self._lexicon.generic_capitals

    def _free_syllable(self, index: int) -> bool:
        """Does a one-syllable name (Mỹ, Nga, Anh) stand by itself, and not in a Vietnamese person's name?"""
        tokens, syllables = self._tokens, self._lexicon.syllables
        if not syllables.native(tokens.keys[index]):
            return True
        if self._follows(index) and (self._is_cue(index - 1, "honorific") or self._in_vietnamese_name(index - 1)):
            return False
        if tokens.gap(index) != " ":
            return True
        # Ý tưởng is an idea, Pháp luật the law
        if self._lexicon.inflection.looks_alike(f"{tokens.keys[index]} {tokens.keys[index + 1]}", "vi"):
            return False
        following = tokens.surface(index + 1, index + 1)
        if tokens.capital(index + 1):
            return (
                index + 1 in self._sightings.names
                or not syllables.native(following)
                or tokens.text[tokens.starts[index + 1] :][:3].isupper()
            )
        # "Anh nói …" at the head of a sentence is "he said …", in "Nga, Anh nói …" it is the country
        return tokens.keys[index] != "anh" or self._goes_on(index)

    def _in_vietnamese_name(self, index: int) -> bool:
        """Is this the family or middle name of a person ("Nguyễn Thị Nga", "Nguyễn Đức Anh")?"""
        tokens = self._tokens
        word = tokens.surface(index, index)
        if not word.istitle() or not self._lexicon.syllables.native(tokens.keys[index]):
            return False
        if self._ends_name(index):
            return not self._free_syllable(index)
        # a headline in title case: "Tổng Thống Nga"
        return not self._starts_sentence(index) and index not in self._sightings.cue_ends

    def _given_name_before(self, index: int) -> bool:
        """Does a capitalised word that announces nobody stand directly before: another person's given name? Where a
        script has no capitals it must be a given name that somebody in the catalogue bears."""
        tokens, before = self._tokens, index - 1
        if not self._follows(index):
            return False
        if script(tokens.keys[before][0]) not in CASED:
            known = self._lexicon.known_names.is_given(tokens.keys[before], self._language)
            return known and before not in self._sightings.cue_ends and not self._ends_name(before)
        if not tokens.capital(before):
            return False
        if tokens.keys[before] in self._lexicon.generic_capitals:
            return False
        if before in self._sightings.cue_ends:
            return False
        if self._starts_sentence(before) and self._language != "und" and len(tokens.keys[before]) <= 3:
            return False
        return not self._ends_name(before)

    def _ends_name(self, index: int) -> bool:
        return index in self._sightings.name_ends

    def _is_cue(self, index: int, kind: str) -> bool:
        """Does a word or phrase of this kind end at this token?"""
        return kind in self._sightings.cue_ends.get(index, ())

    def _follows(self, index: int) -> bool:
        """Does only a space stand between this token and the one before?"""
        return self._tokens.gap(index - 1) in {" ", "\u00a0"}

    def _goes_on(self, index: int) -> bool:
        """Does a clause go on before this token, over a comma or a dash too?"""
        return self._tokens.gap(index - 1).strip(" \u00a0") in {"", ",", ";", "-", "–", "—", "/", "("}

    def _starts_sentence(self, index: int) -> bool:
        return index == 0 or self._tokens.gap(index - 1).strip(" \u00a0") != ""
