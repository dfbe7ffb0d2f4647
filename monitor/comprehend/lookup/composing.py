"""What a language would call a country's ministry that nobody has listed in it: as it calls the others.

"ministère iranien des Affaires étrangères" without the Iranians, and the same without the Chinese, is how French names
any country's foreign ministry. What remains of the listed names when the country is taken out is a frame, and where
the names of two countries leave the same frame it serves for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from monitor.comprehend.catalogue import Actor
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


def composed(actors: Iterable[Actor], forms: Forms) -> Iterator[tuple[str, Actor, str]]:
    """Names of organs that follow from those of other countries: name, actor, language."""
    known = tuple(actors)
    countries = {actor.id: actor for actor in known if actor.type == "country"}
    organs = [actor for actor in known if actor.organ and actor.of in countries]
    for (organ, language), frames in _frames(organs, countries, forms).items():
        for actor in organs:
            if actor.organ == organ:
                yield from ((name, actor, language) for name in _filled(frames, countries[actor.of or ""], language))


def _frames(
    organs: Iterable[Actor], countries: Mapping[str, Actor], forms: Forms
) -> Mapping[tuple[str, str], list[Frame]]:
    """(kind of organ, language) -> its frames."""
    left: defaultdict[tuple[str, str], defaultdict[Frame, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor in organs:
        country = countries[actor.of or ""]
        for language, names in actor.names.items():
            for name in names:
                for frame in _without(name, country, language, forms):
                    left[actor.organ, language][frame].add(country.id)
    return {
        place: [frame for frame, found in frames.items() if len(found) >= _ENOUGH] for place, frames in left.items()
    }


def _without(name: str, country: Actor, language: str, forms: Forms) -> Iterator[Frame]:
    """What remains of a name when the country's own, in any of its forms, is taken out."""
    tokens = tokenise(name)
    for kind, spelling in _spellings(country, language):
        wanted = tokenise(spelling).keys
        for first in range(len(tokens) - len(wanted) + 1):
            behind = first + len(wanted)
            stood = tokens.keys[first:behind]
            if all(word == want or want in forms(word, language) for word, want in zip(stood, wanted, strict=True)):
                before, after = name[: tokens.starts[first]], name[tokens.ends[behind - 1] :]
                if tokenise(before + after).keys:
                    yield Frame(before, after, kind)


def _filled(frames: Iterable[Frame], country: Actor, language: str) -> Iterator[str]:
    for frame in frames:
        for kind, spelling in _spellings(country, language):
            if kind == frame.kind:
                yield f"{frame.before}{spelling}{frame.behind}"


def _spellings(country: Actor, language: str) -> Iterator[tuple[_Kind, str]]:
    kinds: tuple[tuple[_Kind, tuple[str, ...]], ...] = (
        ("name", country.names.get(language, ())),
        ("demonym", country.demonyms.get(language, ())),
    )
    for kind, spellings in kinds:
        for spelling in spellings[:_SPELLINGS]:
            if tokenise(spelling).keys:
                yield kind, spelling
