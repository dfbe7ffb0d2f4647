"""Finds the actors that the catalogue knows, and says how sure it is of each.

    walk the trie -> keep the longest -> drop what its neighbours forbid -> weigh what the document must anchor

A full name is certain wherever it stands. A surname alone is certain when the full name, or the country of the
person's office, stands in the document; otherwise it is weak, and where somebody else in the document bears it, it
is dropped. A homonym is certain, weak or dropped by the company that it keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from monitor.comprehend.catalogue import Homonym
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.lookup.sightings import Sightings
from monitor.comprehend.lookup.trie import Found
from monitor.comprehend.neighbours import Neighbours
from monitor.comprehend.words.tokens import words_of
from monitor.model import Mention

#: strength of a name that nothing in the document anchors (worked on the first try, findings on language)
WEAK = 0.35
#: strength of a government that is meant by its capital or by somebody who holds an office in it
IMPLIED = 0.5
#: what may have a country in its name that is named with it: not the South Sudan, nor Russia Today
_MAY_HOLD_COUNTRIES = ("org/", "event/")


def find_actors(
    sightings: Sightings, lexicon: Lexicon, day: date | None = None
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Mentions by name, in order of place, and the governments that are meant without being named. The article's `day`
    tells who of two with one surname is in office."""
    neighbours = Neighbours(sightings, lexicon)
    longest = _longest(sightings, lexicon)
    candidates = [found for found in longest if neighbours.allow(found)]
    namesakes = {
        found.alias.owner for found in longest if neighbours.another_person(found) and neighbours.inside_sentence(found)
    }
    company = _Company(sightings, lexicon, candidates, namesakes, day)
    mentions: list[Mention] = []
    for found in candidates:
        signed = found.alias.owner.startswith("media/") and neighbours.in_dateline(found)
        strength = 1.0 if signed else company.strength(found)
        if strength > 0:
            mentions.append(_mention(sightings, found, strength))
    return tuple(mentions), tuple(_implied(mentions, lexicon))


def _longest(sightings: Sightings, lexicon: Lexicon) -> list[Found]:
    """The longest name at each place, each namesake of it, and inside it the actor whose part it is
    ("Bộ Ngoại giao Nga" names the ministry and Russia) and the countries in the name of a body or an event."""
    kept: list[Found] = []
    taken_to = -1
    for first, here in sightings.names.items():
        if first <= taken_to:
            continue
        longest = here[0]
        taken_to = longest.last
        whole = [found for found in here if found.last == taken_to]
        if "nobody" in {found.alias.kind for found in whole}:
            continue
        # a form as it is listed goes before one that had to be inflected: Karabağlar is not Karabağ
        namesakes = {found.alias.owner: found for found in whole if found.exact == longest.exact}
        kept.extend(namesakes.values())
        if first < taken_to:
            kept.extend(_parents_inside(sightings, lexicon, list(namesakes.values())))
    return sorted(kept, key=lambda found: (found.first, found.last))


def _parents_inside(sightings: Sightings, lexicon: Lexicon, outer: list[Found]) -> Iterator[Found]:
    first, last = outer[0].first, outer[0].last
    parents = {lexicon.actors[found.alias.owner].of for found in outer}
    may_hold = all(found.alias.owner.startswith(_MAY_HOLD_COUNTRIES) for found in outer)
    seen: set[str] = set()
    for start in range(first, last + 1):
        for inner in sightings.names.get(start, ()):
            owner = inner.alias.owner
            if inner.last > last or (inner.first, inner.last) == (first, last) or owner in seen:
                continue
            named = inner.alias.kind == "name" and inner.alias.homonym is None
            if owner in parents or (may_hold and named and owner.startswith("country/")):
                seen.add(owner)
                yield inner


class _Company:
    """Who else is in the document, and what that makes of a name that could be somebody else's."""

    def __init__(
        self,
        sightings: Sightings,
        lexicon: Lexicon,
        candidates: list[Found],
        namesakes: set[str],
        day: date | None,
    ) -> None:
        self._day = day
        self._tokens = sightings.tokens
        self._lexicon = lexicon
        self._language = sightings.language
        self._certain = {
            found.alias.owner
            for found in candidates
            if found.alias.kind in {"name", "demonym"} and found.alias.homonym is None
        }
        # a capital speaks for its country, a body for the actor whose body it is
        self._around = self._certain | {of for actor in self._certain if (of := lexicon.actors[actor].of)}
        #: persons whose surname somebody else in the document bears
        self._namesakes = namesakes
        self._persons = {found.alias.owner for found in candidates if found.alias.owner.startswith("person/")}
        self._rivals = self._rival_owners(candidates)
        self._words: frozenset[str] | None = None

    def strength(self, found: Found) -> float:
        """1 certain, 0 somebody or something else, between them weak."""
        alias = found.alias
        if alias.homonym is not None:
            return self._by_company(alias.homonym)
        if alias.kind != "short":
            return 1.0
        if alias.owner in self._certain:
            return 1.0
        if alias.owner in self._namesakes:
            return 0.0
        rivals = self._rivals.get((found.first, found.last), set()) - {alias.owner}
        if rivals & self._certain:
            return 0.0
        if self._anchored(alias.owner):
            return self._against({rival for rival in rivals if self._anchored(rival)}, alias.owner)
        if not alias.owner.startswith("person/"):
            return 0.0  # "the Alliance" of an article without NATO
        return WEAK if rivals or not self._among_persons(alias.owner) else 1.0

    def _against(self, rivals: set[str], actor: str) -> float:
        """Of several whom the document anchors, the only one in office on the article's day is meant."""
        if not rivals:
            return 1.0
        in_office = {one for one in (actor, *rivals) if self._in_office(one)}
        return WEAK if len(in_office) != 1 else float(actor in in_office)

    def _in_office(self, actor: str) -> bool:
        return self._day is not None and any(role.held(self._day) for role in self._lexicon.actors[actor].roles)

    def _anchored(self, actor: str) -> bool:
        known = self._lexicon.actors[actor]
        return any(role.of in self._around for role in known.roles) or known.of in self._around

    def _among_persons(self, actor: str) -> bool:
        """Blinken, Bayramov and Mirzoyan: two others of the catalogue, one of them certain, vouch for a surname."""
        others = self._persons - {actor}
        return len(others) >= 2 and not others.isdisjoint(self._certain)

    def _rival_owners(self, candidates: Iterable[Found]) -> dict[tuple[int, int], set[str]]:
        owners: dict[tuple[int, int], set[str]] = {}
        for found in candidates:
            owners.setdefault((found.first, found.last), set()).add(found.alias.owner)
        return owners

    def _by_company(self, homonym: Homonym) -> float:
        if any(map(self._present, homonym.with_)):
            return 1.0
        return 0.0 if any(map(self._present, homonym.without)) else WEAK

    def _present(self, wanted: str) -> bool:
        if "/" in wanted:
            return wanted in self._around
        if self._words is None:
            variants, language = self._lexicon.inflection.variants, self._language
            self._words = frozenset().union(*(variants(word, language) for word in set(self._tokens.keys)))
        return all(word in self._words for word in words_of(wanted))


def _mention(sightings: Sightings, found: Found, strength: float) -> Mention:
    tokens = sightings.tokens
    surface, end = tokens.surface(found.first, found.last), tokens.ends[found.last]
    if surface.count("（") > surface.count("）") and tokens.text[end : end + 1] == "）":
        surface, end = surface + "）", end + 1  # 刚果（金）
    rule = "homonym" if found.alias.homonym else {"short": "surname"}.get(found.alias.kind, "name")
    return Mention(
        actor=found.alias.owner,
        surface=surface,
        start=tokens.starts[found.first],
        end=end,
        rule=rule,
        strength=strength,
    )


def _implied(mentions: Iterable[Mention], lexicon: Lexicon) -> Iterable[Mention]:
    """Governments and alliances that are meant by a capital, a body, an event or a person of theirs."""
    for mention in mentions:
        actor = lexicon.actors[mention.actor]
        speaks = actor.capital or actor.type in {"org", "event"}
        meant = actor.of if speaks else actor.roles[-1].of if actor.roles else None
        if meant is not None:
            yield Mention(
                actor=meant,
                surface=mention.surface,
                start=mention.start,
                end=mention.end,
                rule="capital" if actor.capital else "office",
                strength=IMPLIED * mention.strength,
            )
