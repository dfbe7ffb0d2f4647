"""Whom or what a person means by an id or a name, among the actors and topics of a home."""

from __future__ import annotations

from monitor.comprehend.catalogue import Actor, Names, Topic
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.words.normalise import key
from monitor.settings.wording import nearest, nearest_by_name


def called(wanted: str, lexicon: Lexicon) -> list[Actor | Topic]:
    """Whoever has this id, or this name in any language; where nobody has, those of this surname."""
    if wanted in lexicon.actors:
        return [lexicon.actors[wanted]]
    if wanted in lexicon.topics:
        return [lexicon.topics[wanted]]
    name = key(wanted)
    actors = lexicon.actors.values()
    named: list[Actor | Topic] = [one for one in actors if name == key(one.name) or _holds(one.names, name)]
    named += [one for one in lexicon.topics.values() if name == key(one.name)]
    return named or [one for one in actors if _holds(one.short, name)]


def nearest_called(wanted: str, lexicon: Lexicon) -> str:
    """A hint that names the most similar id; empty when nothing is near."""
    if "/" in wanted:
        return nearest(wanted, [*lexicon.actors, *lexicon.topics])
    actors = {one.name: one.id for one in lexicon.actors.values()}
    return nearest_by_name(wanted, actors | {one.name: one.id for one in lexicon.topics.values()})


def _holds(names: Names, name: str) -> bool:
    return any(name == key(one) for listed in names.values() for one in listed)
