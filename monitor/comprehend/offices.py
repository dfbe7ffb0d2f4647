"""Who is meant by an office: "the president of Azerbaijan" is whoever holds it on the day of the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from monitor.comprehend.catalogue import Actor
from monitor.comprehend.sightings import Sightings
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
#: small words between an office and its country: "of the", "de la", "der", "của"; written together in others
_BETWEEN = 2
#: strength of a person who is meant by his office
BY_OFFICE = 0.8


class Offices:
    """Offices and their holders."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._held: defaultdict[tuple[str, str], list[tuple[str, Actor]]] = defaultdict(list)
        for actor in actors:
            for role in actor.roles:
                if role.office in SINGLE:
                    self._held[role.office, role.of].append((actor.id, actor))

    def holder(self, office: str, of: str, day: date) -> str | None:
        """Who held the office on that day; None where nobody is listed, or more than one."""
        holders = {
            actor_id
            for actor_id, actor in self._held.get((office, of), ())
            if any(role.office == office and role.of == of and role.held(day) for role in actor.roles)
        }
        return holders.pop() if len(holders) == 1 else None


def find_holders(
    sightings: Sightings, offices: Offices, mentions: Iterable[Mention], day: date | None
) -> Iterator[Mention]:
    """Persons who are meant by an office beside the name of its country or organisation, and not named there.

    Without a day nobody can tell who held an office, so none is found.
    """
    if day is None:
        return
    named = _Named(sightings, mentions)
    for here in sightings.cues.values():
        cue = here[0]
        if cue.alias.kind != "office" or cue.alias.owner not in SINGLE or named.person_beside(cue.first, cue.last):
            continue
        for of, first, last in named.bodies_beside(cue.first, cue.last):
            if (holder := offices.holder(cue.alias.owner, of, day)) is not None:
                tokens = sightings.tokens
                first, last = min(first, cue.first), max(last, cue.last)
                yield Mention(
                    actor=holder,
                    surface=tokens.surface(first, last),
                    start=tokens.starts[first],
                    end=tokens.ends[last],
                    rule="holder",
                    strength=BY_OFFICE,
                )
                break


class _Named:
    """Who is named at which token."""

    def __init__(self, sightings: Sightings, mentions: Iterable[Mention]) -> None:
        self._tokens = tokens = sightings.tokens
        place = {start: index for index, start in enumerate(tokens.starts)}
        end = {stop: index for index, stop in enumerate(tokens.ends)}
        self._bodies: dict[int, tuple[str, int, int]] = {}
        self._persons: set[int] = set()
        for mention in mentions:
            first, last = place[mention.start], end[mention.end]
            if mention.actor.startswith(("country/", "org/")):
                for index in range(first, last + 1):
                    self._bodies.setdefault(index, (mention.actor, first, last))
            elif mention.actor.startswith(("person/", "unlisted/")):
                self._persons.update(range(first, last + 1))

    def person_beside(self, first: int, last: int) -> bool:
        """Is somebody named right before or behind these tokens, or behind the body beside them?"""
        before, behind = first - 1, last + 1
        if (body := self._bodies.get(behind)) is not None:
            behind = body[2] + 1
        if (body := self._bodies.get(before)) is not None:
            before = body[1] - 1
        return before in self._persons or behind in self._persons or bool({first - 1, last + 1} & self._persons)

    def bodies_beside(self, first: int, last: int) -> Iterator[tuple[str, int, int]]:
        """Countries and organisations behind the tokens, then before them, over no more than small words."""
        for step, start in ((1, last), (-1, first)):
            index = start
            for _ in range(_BETWEEN + 1):
                if not (self._tokens.joined(index) if step > 0 else self._tokens.joined(index - 1)):
                    break
                index += step
                if index in self._bodies:
                    yield self._bodies[index]
                    break
                if not self._small(index):
                    break

    def _small(self, index: int) -> bool:
        return not self._tokens.capital(index) and len(self._tokens.keys[index]) <= 3
