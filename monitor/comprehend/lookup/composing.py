"""What a language would call a country's ministry that nobody has listed in it: as it calls the others.

"ministère iranien des Affaires étrangères" without the Iranians, and the same without the Chinese, is how French names
any country's foreign ministry. What remains of the listed names when the country is taken out is a frame, and where
the names of two countries leave the same frame it serves for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from monitor.comprehend.catalogue import Actor, Names
from monitor.comprehend.words.tokens import tokenise

#: countries whose names must leave the same frame before it serves for others
_ENOUGH = 2
#: spellings of one country that a frame is filled with
_SPELLINGS = 4

#: a word and a language -> the listed words that it may be a form of
Forms = Callable[[str, str], Iterable[str]]
_Kind = Literal["name", "demonym"]


class Frame(NamedTuple):
    """The name of an organ of a state without the state."""

    before: str
    behind: str
    #: what of the country is filled in
    kind: _Kind


class Spelling(NamedTuple):
    """One way to write a country in a language."""

    kind: _Kind
    written: str
    #: its look-up keys
    words: tuple[str, ...]


#: (country, language) -> its spellings
_Spelled = Mapping[tuple[str, str], tuple[Spelling, ...]]


def composed(actors: Iterable[Actor], forms: Forms) -> Iterator[tuple[str, Actor, str]]:
    """Names of organs that follow from those of other countries: name, actor, language."""
    known = tuple(actors)
    countries = {actor.id: actor for actor in known if actor.type == "country"}
    organs = [actor for actor in known if actor.organ and actor.of in countries]
    spelled = {place: spelling for country in countries.values() for place, spelling in _spellings(country)}
    for (organ, language), frames in _frames(organs, spelled, forms).items():
        for actor in organs:
            if actor.organ == organ:
                filled = _filled(frames, spelled.get((actor.of or "", language), ()))
                yield from ((name, actor, language) for name in filled)


def _frames(organs: Iterable[Actor], spelled: _Spelled, forms: Forms) -> Mapping[tuple[str, str], list[Frame]]:
    """(kind of organ, language) -> its frames."""
    left: defaultdict[tuple[str, str], defaultdict[Frame, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor in organs:
        country = actor.of or ""
        for language, names in actor.names.items():
            for name in names:
                for frame in _without(name, spelled.get((country, language), ()), language, forms):
                    left[actor.organ, language][frame].add(country)
    return {
        place: [frame for frame, found in frames.items() if len(found) >= _ENOUGH] for place, frames in left.items()
    }


def _without(name: str, country: Iterable[Spelling], language: str, forms: Forms) -> Iterator[Frame]:
    """What remains of a name when the country's own, in any of its forms, is taken out."""
    tokens = tokenise(name)
    meant = [{word, *forms(word, language)} for word in tokens.keys]
    for kind, _, wanted in country:
        for first in range(len(tokens) - len(wanted) + 1):
            behind = first + len(wanted)
            if all(word in forms_of for word, forms_of in zip(wanted, meant[first:behind], strict=True)):
                before, after = name[: tokens.starts[first]], name[tokens.ends[behind - 1] :]
                if tokenise(before + after).keys:
                    yield Frame(before, after, kind)


def _filled(frames: Iterable[Frame], country: Iterable[Spelling]) -> Iterator[str]:
    for frame in frames:
        for kind, written, _ in country:
            if kind == frame.kind:
                yield f"{frame.before}{written}{frame.behind}"


def _spellings(country: Actor) -> Iterator[tuple[tuple[str, str], tuple[Spelling, ...]]]:
    """(country, language) -> how its names and its people are written there."""
    kinds: tuple[tuple[_Kind, Names], ...] = (("name", country.names), ("demonym", country.demonyms))
    for language in {**country.names, **country.demonyms}:
        spellings = (
            Spelling(kind, written, tokenise(written).keys)
            for kind, names in kinds
            for written in names.get(language, ())[:_SPELLINGS]
        )
        yield (country.id, language), tuple(one for one in spellings if one.words)
