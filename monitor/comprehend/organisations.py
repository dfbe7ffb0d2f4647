"""Finds organisations that no catalogue knows, by the word for a body beside them.

"the miner Tengri Lithium", "Tengri Lithium Corp", «Тенгри Литий» behind "компания". Precision goes first: where a
language could mean a person or an adjective there ("партия Меркель", "a Jewish group"), nothing is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.comprehend.runs import NOUNS_CAPITALISED, Run, Words
from monitor.comprehend.script import script
from monitor.comprehend.tokens import unspaced

#: words of a name, and characters where a character is a token
_LONGEST, _LONGEST_UNSPACED = 4, 12
#: languages in which a person behind a body is whose body it is: "партия Меркель", "partia Tuska"
_GENITIVE = frozenset({"be", "bs", "cs", "hr", "lt", "lv", "pl", "ru", "sk", "sl", "sr", "uk"})
#: languages that put a body's word behind its name
_NAME_FIRST = frozenset({"az", "en", "et", "fi", "hu", "hy", "kk", "ky", "mn", "tk", "tr", "uz"})
#: "a Silicon Valley company" is of a kind, "the Tengri Lithium company" is one
_OF_A_KIND = frozenset({"a", "an", "another", "every", "one", "any", "each"})
#: legal forms with one capital; the others are told by their many
_LEGAL_FORMS = frozenset(
    {"bhd", "co", "corp", "inc", "kft", "ltd", "oy", "oyj", "plc", "pte", "pty", "sdn", "tbk", "zrt"}
)
#: English words that end names of companies, and what makes them a kind of thing
_CORPORATE = frozenset(
    {
        "airlines",
        "airways",
        "capital",
        "chemicals",
        "copper",
        "energy",
        "gold",
        "group",
        "holding",
        "holdings",
        "industries",
    }
    | {"lithium", "metals", "minerals", "mining", "motors", "oil", "partners", "petroleum", "pharma", "pharmaceuticals"}
    | {
        "resources",
        "semiconductor",
        "semiconductors",
        "steel",
        "systems",
        "technologies",
        "telecom",
        "uranium",
        "ventures",
    }
)
_KINDS = frozenset(
    {
        "atomic",
        "black",
        "brent",
        "carbon",
        "clean",
        "coal",
        "crude",
        "energy",
        "fossil",
        "green",
        "heavy",
        "human",
        "mineral",
    }
    | {
        "natural",
        "nuclear",
        "oil",
        "precious",
        "private",
        "rare",
        "renewable",
        "solar",
        "strategic",
        "venture",
        "water",
    }
    | {"wind", "working", "world"}
)
_OF = frozenset({"of", "for", "and", "de", "für", "di"})
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named at some place: token `first` to and with token `last`."""

    first: int
    last: int
    #: the place that names it as it is to be called
    named: tuple[int, int]


def find_organisations(words: Words) -> list[Organisation]:
    """Organisations beside a body, and every other mention of the same words; in order of place."""
    places: dict[int, int] = {}
    doubtful: list[tuple[int, int]] = []
    by_first = {run.first: run for run in words.runs}
    by_last = {run.last: run for run in words.runs}
    for first, last, exact, listed_capital in words.bodies:
        place = _quoted(words, last)
        if place is None:
            behind = by_first.get(last + 1) if words.spaced(last) else None
            before = by_last.get(first - 1) if words.tokens.gap(first - 1) in {" ", "\u00a0", ", "} else None
            designator = listed_capital and _designates(words, first, last)
            # "banks", "groups" are of a kind; elsewhere case endings are no plural
            singular = exact or words.language != "en"
            named_by_capital = words.tokens.capital(first) and words.inside_sentence(first) and not designator
            if designator and before is not None and _long_enough(words, before):
                place = before.first, before.last
            elif named_by_capital:
                doubtful += [(run.first, run.last) for run in (behind, before) if run and len(run.words) <= _LONGEST]
            elif behind is not None and singular and _may_follow(words, behind):
                place = behind.first, behind.last
            elif before is not None and singular and words.spaced(first - 1) and _may_lead(words, before):
                place = before.first, before.last
        if place is not None:
            places.setdefault(*place)
    keys = words.tokens.keys
    named = {keys[first : last + 1] for first, last in places.items()}
    for run in words.runs:
        # "Later Northmark Resources grew" begins with no part of the name
        if _corporate(words, run) and keys[run.first + 1 : run.last + 1] not in named:
            places.setdefault(run.first, run.last)
            named.add(keys[run.first : run.last + 1])
    for place in doubtful:
        # "Tengri Bank" is an organisation where "Tengri" is named by itself too
        if place[0] not in places and _stands_alone(words, place):
            places[place[0]] = place[1]
    found: dict[int, Organisation] = {}
    for place in sorted(places.items()):
        if place[0] not in found:
            for first, last in (place, *_again(words, *place), *_shortened(words, *place)):
                found.setdefault(first, Organisation(first, last, place))
    return sorted(found.values(), key=lambda one: one.first)


def _quoted(words: Words, body: int) -> tuple[int, int] | None:
    """One to four words in quotation marks right behind the body."""
    first = body + 1
    tokens = words.tokens
    if first >= len(tokens) or not words.quoted_from(first) or len(tokens.gap(body).strip()) > 1:
        return None
    limit = _LONGEST_UNSPACED if unspaced(tokens.keys[first]) else _LONGEST
    for last in range(first, min(first + limit, len(tokens))):
        if last in words.known or (last in words.in_cue and not tokens.capital(last)):
            return None
        if words.quoted_to(last):
            return (first, last) if _reads_as_name(words, first, last) else None
        if not tokens.joined(last):
            return None
    return None


def _reads_as_name(words: Words, first: int, last: int) -> bool:
    tokens = words.tokens
    inside = range(first, last + 1)
    letters = [tokens.text[tokens.starts[index]] for index in inside]
    if any(letter.islower() or letter.isupper() for letter in letters):
        return letters[0].isupper()
    if any(tokens.keys[index] in words.lexicon.stops for index in inside):
        return False
    return last > first or len(tokens.keys[first]) >= _SHORTEST


def _designates(words: Words, first: int, last: int) -> bool:
    """Is this a legal form (GmbH, Corp), and no noun with a capital?"""
    surface = words.tokens.surface(first, last)
    return sum(map(str.isupper, surface)) > 1 or surface.casefold() in _LEGAL_FORMS


def _may_follow(words: Words, run: Run) -> bool:
    """ "the miner Tengri Lithium": may the capitals behind the body be its name?"""
    if len(run.words) > _LONGEST or not _long_enough(words, run) or words.language in NOUNS_CAPITALISED:
        return False
    if words.before_capital(run.last):
        return False
    if words.language in _GENITIVE:
        return all(words.shouted(index) for index in run.words) or _of_another_script(words, run)
    # "the bank Smith told reporters about" is rare; "companies in Kazakhstan" has a small word between
    return not words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language)


def _may_lead(words: Words, run: Run) -> bool:
    """ "Tengri Lityum şirketi": may the capitals before the body be its name?"""
    if words.language not in _NAME_FIRST or len(run.words) > _LONGEST or _behind_capital(words, run):
        return False
    if words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language):
        return False
    if words.language != "en":
        return len(run.words) > 1 or words.shouted(run.first)
    # nor "the Jewish group"
    head = words.tokens.keys[run.first - 1 if words.inside_sentence(run.first) else run.first]
    return len(run.words) > 1 and head not in _OF_A_KIND


def _behind_capital(words: Words, run: Run) -> bool:
    """ "Auto Workers" in "the United Auto Workers union" is half a name."""
    before = run.first - 1
    inside = words.inside_sentence(run.first) and words.inside_sentence(before)
    return inside and before not in words.known and words.tokens.capital(before)


def _long_enough(words: Words, run: Run) -> bool:
    return len(run.words) > 1 or len(words.tokens.keys[run.first]) >= _SHORTEST


def _of_another_script(words: Words, run: Run) -> bool:
    """Latin words in a Cyrillic text are no genitives."""
    tokens = words.tokens
    return script(tokens.keys[run.first][0]) != script(tokens.keys[run.first - 1][0])


def _stands_alone(words: Words, place: tuple[int, int]) -> bool:
    wanted = words.tokens.keys[place[0] : place[1] + 1]
    if wanted[0] in words.small:
        return False
    beside = {index for first, last, _, _ in words.bodies for index in (first - 1, last + 1)}
    return any(
        words.tokens.keys[run.first : run.last + 1] == wanted
        and run.first != place[0]
        and not {run.first, run.last} & beside
        and words.inside_sentence(run.first)
        and not words.before_capital(run.last)
        for run in words.runs
    )


def _again(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The same words at other places, in any case; a single short one is too common to look for."""
    tokens = words.tokens
    if first == last and len(tokens.keys[first]) < _SHORTEST:
        return
    wanted = [set(words.variants(index)) for index in range(first, last + 1)]
    for start in words.capitals if tokens.capital(first) else range(len(tokens)):
        end = start + last - first
        if start == first or end >= len(tokens) or wanted[0].isdisjoint(words.variants(start)):
            continue
        if any(index in words.known or index in words.in_cue for index in range(start, end + 1)):
            continue
        if all(
            tokens.joined(index) and not wanted[index + 1 - start].isdisjoint(words.variants(index + 1))
            for index in range(start, end)
        ):
            yield start, end


def _corporate(words: Words, run: Run) -> bool:
    """Northmark Resources, Barrick Gold: English words that companies of all countries end their names with."""
    keys = words.tokens.keys
    if not 1 < len(run.words) <= _LONGEST or keys[run.last] not in _CORPORATE or words.language in NOUNS_CAPITALISED:
        return False
    # "the Ministry of Natural Resources", "Clean Energy"
    kind = keys[run.first] in _KINDS or words.before_capital(run.last) or keys[run.first] in words.small
    before = keys[run.first - 1] if words.inside_sentence(run.first) else ""
    return not kind and not _behind_capital(words, run) and before not in _OF


def _shortened(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The first words of a name standing for it: "Northmark" for Northmark Resources."""
    keys = words.tokens.keys
    if len(keys[first]) <= _SHORTEST:
        return
    for run in words.runs:
        length = run.last - run.first
        if not length and keys[first] in words.small:
            continue
        if length < last - first and not words.before_capital(run.last):
            wanted = zip(range(run.first, run.last + 1), range(first, last), strict=False)
            if all(keys[other] in words.variants(index) for index, other in wanted):
                yield run.first, run.last
