"""Everything that can be named, gathered before it is compiled into an `Index`.

A name is listed under the key of its first word: the other words, whose name it is, of which kind, and what is asked
of its capitals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import regex

from monitor.comprehend.catalogue import Actor, Catalogue, Homonym, Names, Topic
from monitor.comprehend.lookup.composing import Forms, composed
from monitor.comprehend.lookup.inflection import Inflection
from monitor.comprehend.words.normalise import key
from monitor.comprehend.words.script import CASED, script
from monitor.comprehend.words.tokens import tokenise

AliasKind = Literal["name", "short", "demonym", "term", "office", "honorific", "profession", "body", "nobody"]
#: "nobody" is a longer word or phrase that only holds a name (中国电力 in a Japanese text, US dollars): it takes the
#: place, and names nobody
NAMES: frozenset[AliasKind] = frozenset({"name", "short", "demonym", "nobody"})
CUES: frozenset[AliasKind] = frozenset({"office", "honorific", "profession"})

#: ends a word that may go on, and stands for a few words between
STEM, GAP = "*", "…"
#: what is asked of a word's capitals: nothing, a capital first, capitals only
ANY, INITIAL, ALL = "-", "i", "a"
#: an all-capital word of up to this many letters (US, ABD, США) must stand in capitals; NATO may be Nato
_ACRONYM = 3
#: an acronym of so few letters means another thing in each language: VN, Aİ
_SLIGHT = 2
#: a shorter name without its accents is too often another word
_SHORTEST_UNACCENTED = 5
#: Vietnamese without its marks is another language: Đức is Germany, Duc is anybody
_KEEPS_ACCENTS = frozenset({"vi"})

#: the language whose surnames other languages in Latin letters use unless they list their own
LENT = "en"
#: languages that share a script but not its words: what one lists in it is never looked up in texts of the others
HAN_LANGUAGES = frozenset({"zh", "ja", "ko"})
_HAN = regex.compile(r"\p{Han}")
#: [words after the first, joined by spaces; owner; kind; capitals, a letter a word; number of the homonym, or -1;
#: languages in whose texts it is looked up, joined by spaces, or "" for all]
Row: TypeAlias = list[Any]


@dataclass(slots=True, kw_only=True)
class Listing:
    """Every name, term and cue."""

    #: first word -> rows; a first word that ends in `*` is a stem
    rows: dict[str, list[Row]] = field(default_factory=dict)
    homonyms: list[Homonym] = field(default_factory=list)
    #: every row by its first word and all of it but the languages
    _known: dict[tuple[str, ...], Row] = field(default_factory=dict)
    #: (first word, the others) of everything listed
    _names: set[tuple[str, str]] = field(default_factory=set)

    def add(
        self,
        name: str,
        owner: str,
        kind: AliasKind,
        homonym: Homonym | None = None,
        language: str = "",
        *,
        bound: bool = False,
    ) -> None:
        """List a name; `bound`: for texts of its language alone, whatever it is. One written with ZWNJ is listed with
        a space too; joined it has the same key anyway.

        Raises ValueError when it holds no letter.
        """
        number = self._number(homonym)
        only = language if bound or _is_bound(name, owner, kind, language) else ""
        for spelling in {name, name.replace("\u200c", " ")} if "\u200c" in name else (name,):
            words, capitals = _words(spelling)
            if not words or words[0] == GAP:
                raise ValueError(f"{owner}: the name {name!r} has no letter")
            self._list(words[0], [" ".join(words[1:]), owner, kind, capitals, number, only])

    def add_actor(self, actor: Actor, *, everywhere: bool = False) -> None:
        """List all names of an actor; `everywhere`: in texts of every language, as an owner expects who lists a few."""
        homonyms = {key(homonym.name): homonym for homonym in actor.homonyms}
        kinds: tuple[tuple[AliasKind, Names], ...] = (
            ("name", {"": (actor.name,)}),
            ("name", actor.names),
            ("short", actor.short),
            ("demonym", actor.demonyms),
        )
        for kind, names in kinds:
            for language, listed in names.items():
                for name in listed:
                    self.add(name, actor.id, kind, homonyms.get(key(name)), "" if everywhere else language)

    def add_unaccented(self, actor: Actor) -> None:
        """List an actor's Latin names without accents, where they are nobody's already."""
        homonyms = {key(homonym.name): homonym for homonym in actor.homonyms}
        kinds: tuple[tuple[AliasKind, Names], ...] = (("name", actor.names), ("short", actor.short))
        for kind, names in kinds:
            for language, listed in names.items():
                for name in _unaccented(actor, language, listed):
                    words, _ = _words(name)
                    if not self._lists(words):
                        self.add(name, actor.id, kind, homonyms.get(key(name)), language)

    def add_composed(self, actors: Iterable[Actor], forms: Forms) -> None:
        """List what follows from the names of others, where it is nobody's already."""
        for name, actor, language in composed(actors, forms):
            words, _ = _words(name)
            if words and not self._lists(words):
                self.add(name, actor.id, "name", language=language, bound=True)

    def add_topic(self, topic: Topic) -> None:
        """List all terms of a topic."""
        for language, listed in topic.terms.items():
            for term in listed:
                self.add(term, topic.id, "term", language=language)

    def _lists(self, words: list[str]) -> bool:
        """Is this somebody's name already?"""
        return (words[0], " ".join(words[1:])) in self._names

    def _list(self, first: str, row: Row) -> None:
        """Add a row, or its language to one that says the same."""
        known = self._known.setdefault((first, *map(str, row[:5])), row)
        if known is row:
            self.rows.setdefault(first, []).append(row)
            self._names.add((first, row[0]))
        elif not known[5] or not row[5]:
            known[5] = ""
        elif row[5] not in known[5].split():
            known[5] = f"{known[5]} {row[5]}"

    def _number(self, homonym: Homonym | None) -> int:
        if homonym is None:
            return -1
        # the names of one actor come one after another
        if homonym not in self.homonyms[-8:]:
            self.homonyms.append(homonym)
        return self.homonyms.index(homonym, max(0, len(self.homonyms) - 8))


def _is_bound(name: str, owner: str, kind: AliasKind, language: str) -> bool:
    """Is a name looked up in texts of its own language alone? Terms, demonyms, and what a language calls countries and
    places: each language has its own, and they are other words elsewhere (Serbian Руси, Polish Kina, English Pole).
    Surnames alone, but for the English ones, which serve wherever Latin letters are written. What parties, papers and
    people are called is the same in all of a script, but for what is hardly a name: a word in small letters (Polish
    mundial) or a few capitals (Dutch VN, the United Nations)."""
    if not language or kind in {"office", "honorific", "profession", "body"}:
        return False
    if kind in {"term", "demonym", "nobody"} or (language in HAN_LANGUAGES and _HAN.search(name) is not None):
        return True
    if language != LENT and (kind == "short" or _slight(name)):
        return True
    return owner.startswith(("country/", "place/"))


def _slight(name: str) -> bool:
    """One word in small letters, or an acronym of few."""
    if len(name.split()) > 1 or script(name[0]) not in CASED:
        return False
    return name.islower() or (name.isupper() and len(name) <= _SLIGHT)


def list_catalogue(catalogue: Catalogue, *, compose: bool = True) -> Listing:
    """List everything that a catalogue names; `compose`: and what follows from it.

    Raises ValueError when a name holds no letter.
    """
    listing = Listing()
    for actor in catalogue.actors:
        listing.add_actor(actor)
    for actor in catalogue.actors:
        listing.add_unaccented(actor)
    if compose:
        listing.add_composed(catalogue.actors, Inflection(catalogue.affixes).variants)
    for topic in catalogue.topics:
        listing.add_topic(topic)
    for language, affixes in catalogue.affixes.items():
        for word in affixes.words:
            if language in HAN_LANGUAGES or " " in word:
                listing.add(word, "nobody", "nobody", language=language)
    for language, cues in catalogue.cues.items():
        for office, words in cues.offices.items():
            for word in words:
                listing.add(word.lower(), office, "office")
        for word in cues.honorifics:
            listing.add(word.lower(), "honorific", "honorific")
        for word in cues.professions:
            listing.add(word.lower(), "profession", "profession")
        for word in cues.bodies:
            listing.add(word, "body", "body", language=language)
    return listing


def _words(spelling: str) -> tuple[list[str], str]:
    """Look-up keys, stems and gaps marked, and what is asked of each word's capitals."""
    words: list[str] = []
    capitals = ""
    for number, part in enumerate(spelling.split(GAP)):
        if number:
            words.append(GAP)
        tokens = tokenise(part)
        for word, start, end in zip(tokens.keys, tokens.starts, tokens.ends, strict=True):
            words.append(word + STEM if part.startswith(STEM, end) else word)
            capitals += _capital(part[start:end], alone=len(tokens) == 1)
    # behind a gap nobody knows which word is meant
    return words, ANY * len(words) if GAP in words else capitals


def _capital(word: str, *, alone: bool) -> str:
    if not word[0].isupper():
        return ANY
    if len(word) <= _ACRONYM and word.isupper() and not (alone and len(word) == 1):
        return ALL
    return INITIAL


def _unaccented(actor: Actor, language: str, names: Iterable[str]) -> Iterator[str]:
    """Latin names as a paper without their letters writes them: Orban, Vucic, Lukasenka."""
    if actor.type == "country" or language in _KEEPS_ACCENTS:
        return
    for name in names:
        plain = _plain(name)
        if plain != name and len(plain) >= _SHORTEST_UNACCENTED:
            yield plain


def _plain(name: str) -> str:
    if not any("LATIN" in unicodedata.name(char, "") for char in name):
        return name
    apart = unicodedata.normalize("NFD", name.translate(_STROKES))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


#: letters that Unicode does not take apart
_STROKES = str.maketrans("łŁđĐøØıə", "lLdDoOie")
