"""Who is meant by an office: "the president of Azerbaijan" is whoever holds it on the day of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from monitor.comprehend.catalogue import Actor, Role
from monitor.comprehend.lookup.sightings import Sightings
from monitor.model import Mention

#: an office that one person holds at a time; cues of any other kind stand under "other"
SINGLE = frozenset(
    {
        "president",
        "prime-minister",
        "monarch",
        "supreme-leader",
        "vice-president",
        "foreign-minister",
        "defence-minister",
        "speaker",
        "secretary-general",
    }
)
#: small words between an office and its country: "of the", "de la", "der", "của"; and letters of one at most
_BETWEEN, _LONGEST_SMALL = 2, 3
#: languages that put whose it is before what it is: 阿塞拜疆总统, Ermenistan Başbakanı
_OWNER_FIRST = frozenset({"az", "fi", "hi", "hu", "hy", "ja", "ka", "kk", "ko", "tr", "ur", "zh"})
#: what may stand between two words of one phrase, besides spaces
_IN_PHRASE = frozenset({"", "-", "'", "’"})
#: the rule by which such a mention was recognised
HOLDER = "holder"
#: strength of a person who is meant by his office
BY_OFFICE = 0.8


class Offices:
    """Offices and their holders."""

    def __init__(self, held: Iterable[tuple[str, Role]]) -> None:
        """`held`: ids of persons, and what they hold or held (`roles_of`)."""
        self._held: defaultdict[tuple[str, str], list[tuple[str, Role]]] = defaultdict(list)
        for actor, role in held:
            if role.office in SINGLE:
                self._held[role.office, role.of].append((actor, role))

    def holder(self, office: str, of: str, day: date) -> str | None:
        """Who held the office on that day; None where nobody is listed, or more than one."""
        holders = {actor for actor, role in self._held.get((office, of), ()) if role.held(day)}
        return holders.pop() if len(holders) == 1 else None


def roles_of(actors: Iterable[Actor]) -> Iterator[tuple[str, Role]]:
    """Everybody's roles."""
    return ((actor.id, role) for actor in actors for role in actor.roles)


def find_holders(
    sightings: Sightings, offices: Offices, mentions: Iterable[Mention], day: date | None
) -> Iterator[Mention]:
    """Persons who are meant by an office beside the name of its country or organisation, and not named there.

    Without a day nobody can tell who held an office, so none is found.
    """
    if day is None:
        return
    tokens, named = sightings.tokens, _Named(sightings, mentions)
    taken_to = -1
    for first, here in sightings.cues.items():
        cue = here[0]
        # the longest cue at a place: a vice-president is no president
        if first <= taken_to:
            continue
        taken_to = cue.last
        if cue.alias.owner not in SINGLE:
            continue
        for of, start, end in named.bodies_beside(cue.first, cue.last):
            if named.person_beside(start, end):
                break
            if (holder := offices.holder(cue.alias.owner, of, day)) is not None:
                yield Mention(
                    actor=holder,
                    surface=tokens.surface(start, end),
                    start=tokens.starts[start],
                    end=tokens.ends[end],
                    rule=HOLDER,
                    strength=BY_OFFICE,
                )
                break


class _Named:
    """Who is named at which token."""

    def __init__(self, sightings: Sightings, mentions: Iterable[Mention]) -> None:
        self._tokens = tokens = sightings.tokens
        self._owner_first = sightings.language in _OWNER_FIRST
        #: token -> the country or organisation named there, with its first and last token
        self._bodies: dict[int, tuple[str, int, int]] = {}
        self._persons: set[int] = set()
        for mention in mentions:
            span = bisect_left(tokens.starts, mention.start), bisect_left(tokens.ends, mention.end)
            inside = range(span[0], span[1] + 1)
            if mention.actor.startswith(("country/", "org/")):
                self._bodies.update(dict.fromkeys(inside, (mention.actor, *span)))
            elif mention.actor.startswith(("person/", "unlisted/")):
                self._persons.update(inside)

    def person_beside(self, first: int, last: int) -> bool:
        """Is somebody named right before or behind these tokens, over a comma too?"""
        return first - 1 in self._persons or last + 1 in self._persons

    def bodies_beside(self, first: int, last: int) -> list[tuple[str, int, int]]:
        """Countries and organisations on both sides, over no more than small words, the nearest first; each with the
        first and last token of both together."""
        before, behind = self._body(-1, first), self._body(1, last)
        beside = [before, behind] if self._owner_first else [behind, before]
        found = sorted((one for one in beside if one is not None), key=lambda one: one[0])
        return [(of, min(first, begins), max(last, ends)) for _, (of, begins, ends) in found]

    def _body(self, step: int, index: int) -> tuple[int, tuple[str, int, int]] | None:
        """The body in this direction, with the number of small words before it."""
        for between in range(_BETWEEN + 1):
            if not self._close(min(index, index + step)):
                return None
            index += step
            if index in self._bodies:
                return between, self._bodies[index]
            if not self._small(index):
                return None
        return None

    def _close(self, index: int) -> bool:
        """Do token `index` and the next stand in one phrase?"""
        return 0 <= index < len(self._tokens) - 1 and self._tokens.gap(index).strip(" \u00a0") in _IN_PHRASE

    def _small(self, index: int) -> bool:
        return not self._tokens.capital(index) and len(self._tokens.keys[index]) <= _LONGEST_SMALL
