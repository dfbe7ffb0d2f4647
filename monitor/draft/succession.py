"""Offices end: who holds today what a person of the seeds held, and for whom a group of `require` stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.comprehend.catalogue import Actor, Role
from monitor.comprehend.lexicon import Lexicon
from monitor.comprehend.offices import SINGLE
from monitor.draft.sides import side_of

#: offices that say who somebody is; of others ("official", "military") the name says more
_SAID = SINGLE | {"ambassador", "envoy", "interior-minister", "spokesperson"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """Who holds an office now."""

    #: "person/marco-rubio"
    id: str
    name: str
    #: "foreign minister of the United States"
    office: str
    since: date | None
    #: whose office it was, and until when
    predecessor: str
    predecessor_name: str
    until: date | None


def out_of_office(actor: Actor | None, today: date) -> bool:
    """A person who held offices and holds none on this day."""
    return actor is not None and bool(actor.roles) and not any(role.held(today) for role in actor.roles)


def current(groups: Iterable[tuple[str, ...]], lexicon: Lexicon, today: date) -> tuple[tuple[str, ...], ...]:
    """The groups of `require`; where all of one are persons out of office, those whose offices they were join it."""
    return tuple(_current(group, lexicon, today) for group in groups)


def _current(group: tuple[str, ...], lexicon: Lexicon, today: date) -> tuple[str, ...]:
    if not all(out_of_office(lexicon.actors.get(term), today) for term in group):
        return group
    sides = (_last(lexicon.actors[person]).of for person in group)
    return tuple(dict.fromkeys((*(side for side in sides if side in lexicon.actors), *group)))


def successors(terms: Sequence[str], lexicon: Lexicon, today: date) -> tuple[Successor, ...]:
    """Who came after those persons who have left their offices; not who is watched already. One for each at most, and
    only where the catalogue knows one holder."""
    found: dict[str, Successor] = {}
    for person in terms:
        actor = lexicon.actors.get(person)
        role = _left(actor, terms, today) if actor else None
        holder = lexicon.offices.holder(role.office, role.of, today) if role else None
        if actor and role and holder is not None and holder not in terms:
            found.setdefault(holder, _successor(lexicon.actors[holder], actor, role, lexicon, today))
    return tuple(found.values())


def _left(actor: Actor, terms: Sequence[str], today: date) -> Role | None:
    """The office that a person has left: his last where he holds none, else one of a country or an organisation that is
    watched (a secretary-general of NATO who is a minister of Norway now)."""
    single = [role for role in actor.roles if role.office in SINGLE]
    if not single or any(role.held(today) for role in single):
        return None
    last = max(single, key=lambda role: role.last or date.min)
    return last if out_of_office(actor, today) or last.of in terms else None


def _successor(holder: Actor, actor: Actor, role: Role, lexicon: Lexicon, today: date) -> Successor:
    held = next(one for one in holder.roles if (one.office, one.of) == (role.office, role.of) and one.held(today))
    return Successor(
        id=holder.id,
        name=holder.name,
        office=f"{_words(role)} of {_with_article(_name(role.of, lexicon))}",
        since=held.first,
        predecessor=actor.id,
        predecessor_name=actor.name,
        until=role.last,
    )


def _last(actor: Actor) -> Role:
    """The office that ended last."""
    return max(actor.roles, key=lambda role: role.last or date.min)


# ------------------------------------------------------------------------------------ for whom a group stands


def stands_for(group: Sequence[str], lexicon: Lexicon, today: date | None) -> str:
    """ "Azerbaijan: the country, its president Ilham Aliyev, its capital Baku"; subjects as "the subject: …"."""
    sides: dict[str, list[str]] = {}
    # the side itself first, then its people
    for term in sorted(group, key=lambda term: side_of(term, lexicon) != term):
        side, words = _standing(term, lexicon, today)
        sides.setdefault(side, []).append(words)
    return "; ".join(f"{side}: {', '.join(dict.fromkeys(words))}" for side, words in sides.items()) + "."


def _standing(term: str, lexicon: Lexicon, today: date | None) -> tuple[str, str]:
    actor, side = lexicon.actors.get(term), side_of(term, lexicon)
    name = _name(term, lexicon)
    if term in lexicon.topics or (actor is not None and actor.type == "event"):
        return "what it is about", name
    if actor is None or side is None or (side == term and actor.type not in {"country", "org"}):
        return "those whom the seeds speak of", name
    return _name(side, lexicon), " ".join((*_relation(actor, side, today), *([name] if term != side else [])))


def _relation(actor: Actor, side: str, today: date | None) -> Iterator[str]:
    """What an actor is to its side: "its president", "the country"."""
    if actor.id == side:
        yield "the country" if actor.type == "country" else "the organisation"
    elif actor.capital:
        yield "its capital"
    elif role := next((one for one in reversed(actor.roles) if one.of == side and one.office in _SAID), None):
        ended = today is not None and not role.held(today)
        yield f"its {'former ' if ended else ''}{_words(role)}"


def _words(role: Role) -> str:
    return role.office.replace("-", " ")


def _name(term: str, lexicon: Lexicon) -> str:
    return lexicon.called.get(term, term.partition("/")[2])


def _with_article(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name
