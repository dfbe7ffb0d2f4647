"""Proposes a profile from seeds: terms with weights, requirements, excludes, and the sentence behind each line.

    seeds -> affairs -> terms by how central they are -> requirements by the sides

weight = type × rarity × min(1, log2(1 + n) / 2 × 1.3 in the headline), after findings on language; rarity is counted
for countries and for what is central. There the middle factor goes up to 1.95, but then a leader who is named ten times
in a seed outweighs the affair itself, and a report that names only the two countries and their treaty is missed. A side
counts 2.5, whatever its type.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import log2

from monitor.comprehend.lexicon import Lexicon
from monitor.decide.presence import Presence, presences
from monitor.decide.profile import TYPE_WEIGHTS
from monitor.draft.affairs import affairs_of
from monitor.draft.familiarity import rarity
from monitor.draft.marks import CENTRAL, marks_of
from monitor.draft.proposal import Proposal, Proposed, Seed
from monitor.draft.require import about, requirements
from monitor.draft.settle import settled
from monitor.draft.sides import common_sides, side_of, sides_around
from monitor.draft.succession import current, stands_for, successors

HEADLINE = 1.3
#: what a central side itself is worth, in place of its type's weight
SIDE = 2.5
#: a side that is central in some seeds only
AROUND = 2.0
#: the name that every seed is about: more than any side
KNOWN_BY = 4.0
#: what a generic topic is worth against a specific one
GENERIC = 0.5
#: lines of `watch` in a draft: what a person can read at a glance
LONGEST_WATCH = 24
#: code points of an id and a name that are taken from a headline
LONGEST_ID, LONGEST_NAME = 40, 120
#: lighter terms say nothing by themselves
LIGHTEST = 0.5
#: mentions in all seeds that make a topic outside the headlines one that the affair is about
OFTEN = 2


def propose(
    seeds: Sequence[Seed],
    lexicon: Lexicon,
    *,
    together: bool = False,
    own: Collection[str] = (),
    today: date | None = None,
) -> tuple[Proposal, ...]:
    """One proposal for each affair that the seeds speak of, or one for all. `own` are ids of actors whom no catalogue
    knew before the seeds were read. With `today`, no requirement rests on persons out of office alone, and who came
    after them is named."""
    numbers = affairs_of([presences(seed.analysis) for seed in seeds], lexicon)
    affairs = [seeds] if together else [[seeds[number] for number in affair] for affair in numbers]
    made = ((_proposal(affair, lexicon, own), [seed.analysis for seed in affair]) for affair in affairs)
    return tuple(_up_to_date(settled(one, analyses, lexicon.desks), lexicon, today) for one, analyses in made)


def _up_to_date(proposal: Proposal, lexicon: Lexicon, today: date | None) -> Proposal:
    require = current(proposal.require, lexicon, today) if today else proposal.require
    watched = [line.id for line in proposal.watch]
    return replace(
        proposal,
        require=require,
        stands=tuple(stands_for(group, lexicon, today) for group in require),
        successors=successors(watched, lexicon, today) if today else (),
    )


def _proposal(seeds: Sequence[Seed], lexicon: Lexicon, own: Collection[str]) -> Proposal:
    present = {seed.reading.name: presences(seed.analysis) for seed in seeds}
    sides = common_sides(present, lexicon)
    topics = {topic for found in present.values() for topic in found if topic.startswith("topic/")}
    headline = seeds[0].reading.article.title
    shared = _shared(own, present)
    marks = marks_of(present, sides, lexicon)
    around = sides_around(present, sides, lexicon)
    weights = {
        **dict.fromkeys((side.id for side in around if side.central), AROUND),
        **dict.fromkeys((*(side.id for side in sides), *marks.all), SIDE),
        **dict.fromkeys((*shared, *set(marks.names).intersection(marks.strong)), KNOWN_BY),
    }
    watch = _watch(seeds, present, weights, lexicon)
    subjects = _subjects(watch, present, lexicon)
    once = {*marks.names, *shared, *about(sides, subjects, marks)}
    parties = [side.id for side in sides]
    what = [] if len(parties) > 1 else [_name(term, lexicon) for term in (*shared, *marks.strong, *subjects)[:1]]
    slugs = sorted(slug(_short_name(party, lexicon)) for party in parties) + [slug(one) for one in what]
    called = _sentence_of(sorted(lexicon.actors[party].name for party in parties))
    return Proposal(
        id=("-".join(slugs) or slug(headline))[:LONGEST_ID].strip("-") or "untitled",
        name=": ".join(filter(None, (called, *what))) or headline[:LONGEST_NAME],
        seeds=tuple(seed.reading.name for seed in seeds),
        watch=tuple(replace(line, mark=line.id in once) for line in watch),
        require=requirements(sides, subjects, shared, around, marks, _titled(shared, present)),
        exclude=tuple(
            topic.id for topic in lexicon.topics.values() if topic.kind == "everyday" and topic.id not in topics
        ),
        unlisted=_unlisted(present),
    )


def _shared(own: Collection[str], present: Mapping[str, Mapping[str, Presence]]) -> list[str]:
    """Those of no catalogue whom all the seeds speak of, where any of them is at the centre of half of them, or in the
    headline of the only one: a minister whom every report names once is not the affair."""
    there = {actor: [found[actor] for found in present.values() if actor in found] for actor in own}
    shared = {actor: named for actor, named in there.items() if len(named) == len(present)}
    centres = [
        sum(one.in_title or (len(present) > 1 and one.count >= CENTRAL) for one in named) for named in shared.values()
    ]
    return list(shared) if any(2 * centre >= len(present) for centre in centres) else []


def _titled(own: Iterable[str], present: Mapping[str, Mapping[str, Presence]]) -> bool:
    """Does every headline name the same one of them? A person is in the news for other things too."""
    named = (one for one in own if not one.startswith("person/"))
    return any(all(found[one].in_title for found in present.values()) for one in named)


def _watch(
    seeds: Sequence[Seed],
    present: Mapping[str, Mapping[str, Presence]],
    weights: Mapping[str, float],
    lexicon: Lexicon,
) -> tuple[Proposed, ...]:
    lines: list[Proposed] = []
    for term in dict.fromkeys(term for found in present.values() for term in found):
        there = {name: found[term] for name, found in present.items() if term in found and found[term].count}
        weight = max((_weight(term, one, lexicon, weights) for one in there.values()), default=0.0)
        # what is only implied has no sentence to stand beside it
        if not there or not weight or (weight < LIGHTEST and weights.get(term, 0.0) < SIDE):
            continue
        best = max(there, key=lambda name: there[name].count)
        lines.append(
            Proposed(
                id=term,
                name=_name(term, lexicon),
                weight=max(round(weight, 1), 0.1),
                count=sum(one.count for one in there.values()),
                seed=best,
                sentence=_sentence(next(seed for seed in seeds if seed.reading.name == best), term),
            )
        )
    lines.sort(key=lambda line: (-line.weight, -line.count, line.id))
    return tuple(lines[:LONGEST_WATCH])


def _weight(term: str, there: Presence, lexicon: Lexicon, weights: Mapping[str, float]) -> float:
    """`weights`: what those who are central weigh in full."""
    kind = term.partition("/")[0]
    if kind == "unlisted" or there.strength < 1.0:
        return 0.0
    if term in lexicon.things and not (there.in_title or there.count >= CENTRAL):
        return 0.0
    rare = rarity(term) if kind == "country" or term in weights else 1.0
    weight = weights.get(term, TYPE_WEIGHTS.get(kind, 0.0)) * rare
    weight *= min(1.0, log2(1 + there.count) / 2 * (HEADLINE if there.in_title else 1.0))
    if kind == "topic" and (lexicon.topics[term].generic or lexicon.topics[term].kind == "everyday"):
        weight *= GENERIC if lexicon.topics[term].kind == "topic" else 0.0
    # an actor who speaks for nobody central was named in passing
    speaks = kind in {"topic", "event"} or term in weights or side_of(term, lexicon) in weights
    return weight if speaks else weight / 2


def _subjects(watch: Iterable[Proposed], present: Mapping[str, Mapping[str, Presence]], lexicon: Lexicon) -> list[str]:
    """What the affair is about, the weightiest first: topics and events of a headline or named more than once, or all
    where nothing is."""
    subjects = [line for line in watch if _subject(line.id, lexicon)]
    headlines = {term for found in present.values() for term, there in found.items() if there.in_title}
    chief = [line.id for line in subjects if line.count >= OFTEN or line.id in headlines]
    return chief or [line.id for line in subjects]


def _subject(term: str, lexicon: Lexicon) -> bool:
    """Does the term say what an affair is about?"""
    topic = lexicon.topics.get(term)
    return term.startswith("event/") or (topic is not None and topic.kind != "everyday" and not topic.generic)


def _unlisted(present: Mapping[str, Mapping[str, Presence]]) -> tuple[tuple[str, int], ...]:
    return tuple(
        (term.partition("/")[2], there.count)
        for found in present.values()
        for term, there in found.items()
        if term.startswith("unlisted/")
    )


def _sentence(seed: Seed, term: str) -> str:
    """The first sentence of the body that names the term, else of the headline."""
    analysis, document = seed.analysis, seed.reading.article.document
    places = [one.start for one in analysis.mentions if one.actor == term]
    places += [one.start for one in analysis.subjects if one.topic == term]
    place = min(places, key=lambda start: (start < analysis.title_end, start))
    for start, end in analysis.sentences:
        if start <= place < end:
            return document[start:end]
    return ""


def _name(term: str, lexicon: Lexicon) -> str:
    known = lexicon.actors.get(term) or lexicon.topics.get(term)
    return known.name if known else term.partition("/")[2]


def _short_name(actor: str, lexicon: Lexicon) -> str:
    """The actor's abbreviation where English has one of two letters (US, EU, UN), else its name."""
    names = lexicon.actors[actor].names.get("en", ())
    return next((name for name in names if len(name) == 2 and name.isupper()), lexicon.actors[actor].name)


def slug(name: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in name.casefold()).split())


def _sentence_of(names: Iterable[str]) -> str:
    listed = ["the " + name if name.startswith("United ") else name for name in names]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
