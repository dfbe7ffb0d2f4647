"""All that is listed, compiled to be looked up word by word without being read into memory.

A static trie (marisa-trie: C++, mapped as it lies in its file) holds every beginning of every name, by language, and
gives it a number; the record of that number says what ends there and what may follow. A key is the language in whose
texts the name is looked up ("" for all), a tab, and the words, a space between:

    "ru\\tмирное *соглашени"     behind `*` stands a stem, whose word may go on; `…` stands for a few words
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, cast

from marisa_trie import Trie as Keys

from monitor.comprehend.catalogue import Homonym
from monitor.comprehend.lookup.listing import ANY, GAP, STEM, AliasKind, Listing
from monitor.comprehend.words.script import script

#: between the language and the words of a key, and between the parts of a record; no word holds them
TAB, _PARTS = "\t", "|"
#: what may follow: a word, a stem, a few words of any kind; and something that begins here is also written small
_WORDS, _STEMS, _GAP, _SMALL = "w", "s", "g", "m"
#: parts of an alias in a record
_ALIAS = 4


class Alias(NamedTuple):
    """One listed name of one actor or topic, or one cue."""

    #: id of the actor or topic; of a cue the office, "honorific" or "profession"
    owner: str
    kind: AliasKind
    #: what is asked of each word's capitals, a letter a word; empty where nothing is
    capitals: str
    homonym: Homonym | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A beginning of something listed."""

    index: Index
    #: its own key
    key: str
    aliases: tuple[Alias, ...]
    #: first letters of the words and stems that may follow: most words of a text are turned away by them
    initials: frozenset[str]
    #: are whole words, stems, a gap listed behind it?
    words: bool
    stems: bool
    gap: bool
    #: something that begins with it is also written without a capital
    in_small_letters: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """Every name, term and cue, by its words. Made by `compile_listing`."""

    keys: Keys
    #: number of a key -> where its record begins in `records`, in bytes; one more at the end
    starts: array[int]
    #: UTF-8
    records: bytes
    homonyms: tuple[Homonym, ...]
    #: script -> languages that list something in it
    languages: Mapping[str, tuple[str, ...]]

    def numbered(self, key: str) -> int | None:
        """The number of a beginning; None where nothing begins so."""
        number: int | None = self.keys.get(key)
        return number

    def stems(self, before: str, word: str) -> Iterator[tuple[str, int]]:
        """The stems behind a beginning (which ends in a tab or a space) that a word may go on from: key and number."""
        for key, number in self.keys.iter_prefixes_with_ids(f"{before}{STEM}{word}"):
            if len(key) > len(before):
                yield key, number

    def node(self, number: int, key: str) -> Node:
        """What is listed under a number; `key` is its key."""
        record = self.records[self.starts[number] : self.starts[number + 1]].decode()
        initials, flags, *parts = record.split(_PARTS)
        return Node(
            index=self,
            key=key,
            aliases=tuple(self._alias(parts[at : at + _ALIAS]) for at in range(0, len(parts), _ALIAS)),
            initials=frozenset(initials),
            words=_WORDS in flags,
            stems=_STEMS in flags,
            gap=_GAP in flags,
            in_small_letters=_SMALL in flags,
        )

    def _alias(self, parts: list[str]) -> Alias:
        owner, kind, capitals, homonym = parts
        return Alias(owner, cast(AliasKind, kind), capitals, self.homonyms[int(homonym)] if homonym else None)


@dataclass(slots=True)
class _Record:
    """A record that grows."""

    initials: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    aliases: dict[str, None] = field(default_factory=dict)

    def __str__(self) -> str:
        return _PARTS.join(("".join(sorted(self.initials)), "".join(sorted(self.flags)), *self.aliases))


def compile_listing(listing: Listing) -> Index:
    """Compile everything that is listed."""
    records: defaultdict[str, _Record] = defaultdict(_Record)
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for first, rows in listing.rows.items():
        of_script = languages[script(first[0])]
        for rest, owner, kind, capitals, number, listed in rows:
            asked = capitals if capitals.strip(ANY) else ""
            alias = _PARTS.join((owner, kind, asked, str(number) if number >= 0 else ""))
            words = [first, *rest.split()]
            for language in listed.split() or ("",):
                of_script.add(language)
                _grow(records, language + TAB, words, alias, small=capitals[0] == ANY)
    keys = Keys(records)
    written = [b""] * len(records)
    for key, record in records.items():
        written[keys.key_id(key)] = str(record).encode()
    return Index(
        keys=keys,
        starts=array("I", accumulate(map(len, written), initial=0)),
        records=b"".join(written),
        homonyms=tuple(listing.homonyms),
        languages={written_in: tuple(sorted(some)) for written_in, some in languages.items()},
    )


def _grow(records: defaultdict[str, _Record], key: str, words: list[str], alias: str, *, small: bool) -> None:
    """Enter a name with all its beginnings."""
    before: _Record | None = None
    for word in words:
        stem = word.endswith(STEM)
        if before is not None:
            before.flags.add(_GAP if word == GAP else _STEMS if stem else _WORDS)
            before.initials.update(() if word == GAP else word[0])
            key += " "
        key += STEM + word.removesuffix(STEM) if stem else word
        record = records[key]
        if before is None and small:
            record.flags.add(_SMALL)
        before = record
    if before is not None:
        before.aliases[alias] = None
