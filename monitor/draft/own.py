"""Actors of the owner's own, out of what the seeds name and no catalogue knows.

    unlisted names of each seed -> one for each actor, whatever the script -> entries for config/actors.yaml

An affair whose people nobody has listed crosses languages in this way: their names are listed as the seeds write
them, and recognised by their sound elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from monitor.collect.seed import SeedReading
from monitor.comprehend.analyse import analyse
from monitor.comprehend.catalogue import Actor
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.unlisted.names import UNLISTED
from monitor.comprehend.words.script import script
from monitor.draft.proposal import Proposal, Seed
from monitor.draft.quoted import quoted_names
from monitor.model import Analysis, Mention
from monitor.settings.ids import slug, unused

#: an actor is central when a seed names it this often, or in its headline, or when so many seeds name it
CENTRAL = 2
#: how alike names of two seeds must sound to be one; an organisation's hold words that each language has its own for
_SAME = {"person": 0.85, "org": 0.75}
#: languages whose own persons are not named by their last word alone
_NO_SURNAMES = frozenset({"hu", "id", "ja", "ko", "ms", "vi", "zh"})
_SHORTEST_SURNAME = 3


@dataclass(slots=True, kw_only=True)
class _Own:
    """One actor with its names."""

    kind: str
    #: language -> full names, and the shorter ones that the seeds use
    names: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    short: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    central: bool = False
    #: seeds that name it
    seeds: set[str] = field(default_factory=set)
    id: str = ""

    @property
    def surfaces(self) -> Iterator[str]:
        for listed in self.names.values():
            yield from listed

    @property
    def name(self) -> str:
        """A Latin surface, else one in Latin letters."""
        return next((one for one in self.surfaces if script(one[0]) == "LATIN"), anyascii(next(iter(self.surfaces))))


def read_seeds(
    readings: Iterable[SeedReading], load: Callable[[Sequence[Actor]], Lexicon]
) -> tuple[list[Seed], tuple[Actor, ...], Lexicon]:
    """The seeds as they read once their own actors are listed, these actors, and the lexicon with them. `load` gives a
    lexicon with some actors more."""
    listed = list(readings)
    lexicon = load(())
    seeds = [Seed(reading=one, analysis=analyse(one.article, lexicon)) for one in listed]
    own = own_actors(seeds, lexicon)
    if own:
        lexicon = load(own)
        seeds = [Seed(reading=one, analysis=analyse(one.article, lexicon)) for one in listed]
    return seeds, own, lexicon


def own_actors(seeds: Sequence[Seed], lexicon: Lexicon) -> tuple[Actor, ...]:
    """Persons, organisations and what stands between quotation marks, of no catalogue and central in a seed, for the
    owner to list."""
    found: list[_Own] = []
    holders: dict[tuple[str, str], _Own] = {}
    for seed in seeds:
        for term, mentions in _unlisted(seed.analysis).items():
            kind = "org" if mentions[0].rule == "body" else "person"
            one = _same(found, kind, term.removeprefix(UNLISTED), lexicon) or _new(found, kind)
            name = term.removeprefix(UNLISTED)
            one.names[_language(seed)][name] = None
            one.short[_language(seed)].update(dict.fromkeys(_short_names(kind, name, mentions, _language(seed))))
            one.seeds.add(seed.reading.name)
            often = max(len(mentions), len(one.seeds)) >= CENTRAL
            one.central |= often or mentions[0].start < seed.analysis.title_end
            holders[seed.reading.name, term] = one
        analysis = seed.analysis
        for name in quoted_names(seed.reading.article.document, analysis.title_end, analysis.mentions):
            one = _same(found, "org", name, lexicon) or _new(found, "org")
            one.names[_language(seed)][name] = None
            one.seeds.add(seed.reading.name)
            one.central = True
    central = [one for one in found if one.central]
    taken = set(lexicon.actors)
    for one in central:
        one.id = _free_id(one, taken)
        taken.add(one.id)
    houses = _houses(seeds, holders)
    return tuple(_actor(one, houses.get(one.id)) for one in central if one.id)


def named_in(proposal: Proposal, own: Iterable[Actor]) -> list[Actor]:
    """The new actors whom a profile watches or requires, and those whose they are."""
    by_id = {actor.id: actor for actor in own}
    named = {line.id for line in proposal.watch} | {term for group in proposal.require for term in group}
    named |= {actor.of for actor in by_id.values() if actor.id in named and actor.of}
    return [actor for actor in by_id.values() if actor.id in named]


def _unlisted(analysis: Analysis) -> dict[str, list[Mention]]:
    by_term: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in analysis.mentions:
        if mention.actor.startswith(UNLISTED):
            by_term[mention.actor].append(mention)
    return by_term


def _same(found: Iterable[_Own], kind: str, surface: str, lexicon: Lexicon) -> _Own | None:
    """The actor whose name this is too, as it is written or as it sounds."""
    for one in found:
        if one.kind == kind and any(_alike(kind, surface, other, lexicon) for other in one.surfaces):
            return one
    return None


def _alike(kind: str, surface: str, other: str, lexicon: Lexicon) -> bool:
    if surface.casefold() == other.casefold():
        return True
    return lexicon.probable is not None and lexicon.probable.likeness(surface, other) >= _SAME[kind]


def _new(found: list[_Own], kind: str) -> _Own:
    found.append(_Own(kind=kind))
    return found[-1]


def _language(seed: Seed) -> str:
    return seed.analysis.language if seed.analysis.language != "und" else "en"


def _free_id(one: _Own, taken: Collection[str]) -> str:
    """An id made of the name in plain letters; a number tells equals apart. Empty where no letter is left."""
    end = slug(one.name)
    return unused(f"{one.kind}/{end}", taken) if end else ""


def _houses(seeds: Iterable[Seed], holders: Mapping[tuple[str, str], _Own]) -> dict[str, str]:
    """Whose person somebody is: the new organisation, else the country, that stands most often beside him, in the same
    sentence or the one before."""
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for seed in seeds:
        before: set[str] = set()
        for start, end in seed.analysis.sentences:
            here = {one.actor for one in seed.analysis.mentions if start <= one.start < end}
            owns = {term: own for term in here | before if (own := holders.get((seed.reading.name, term))) is not None}
            orgs = {own.id for own in owns.values() if own.kind == "org" and own.id}
            countries = {actor for actor in here if actor.startswith("country/")}
            for person in {own.id for term, own in owns.items() if own.kind == "person" and own.id and term in here}:
                beside[person].update(orgs or countries)
            before = here
    houses = {}
    for person, counts in beside.items():
        ranked = counts.most_common(2)
        # evident: nobody else stands there as often
        if len(ranked) == 1 or (ranked and ranked[0][1] > ranked[1][1]):
            houses[person] = ranked[0][0]
    return houses


def _actor(one: _Own, house: str | None) -> Actor:
    return Actor(
        id=one.id,
        name=one.name,
        names={language: tuple(surfaces) for language, surfaces in one.names.items()},
        short={language: tuple(surfaces) for language, surfaces in one.short.items() if surfaces},
        of=house,
    )


def _short_names(kind: str, name: str, mentions: Iterable[Mention], language: str) -> Iterator[str]:
    """A person's surname; the first words of an organisation's name, where the text lets them stand for it."""
    words = name.split()
    # Vietnamese newspapers name foreigners by their surname, and show it
    usual = language not in _NO_SURNAMES or any(one.surface == words[-1] for one in mentions)
    if kind == "person" and usual and len(words) > 1 and len(words[-1]) >= _SHORTEST_SURNAME:
        yield words[-1]
    if kind == "org":
        yield from (one.surface for one in mentions if name.startswith(one.surface) and one.surface != name)
