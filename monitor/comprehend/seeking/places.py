"""Where the words of a query stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.comprehend.seeking.terms import Term, terms_of
from monitor.model import Atom, Query


def places(query: Query, text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, the word as it was typed) of everything in a text that the query wants, in order."""
    terms = terms_of(text)
    found = {place for atoms in query.wanted for atom in atoms for place in _standing(atom, terms, text)}
    return tuple(sorted(found))


def _standing(atom: Atom, terms: Sequence[Term], text: str) -> Iterator[tuple[int, int, str]]:
    wanted = [frozenset(atom.forms)] if atom.forms else [frozenset({one}) for one in atom.terms]
    for first in range(len(terms) - len(wanted) + 1):
        run = terms[first : first + len(wanted)]
        last = len(wanted) - 1
        if all(
            one.text in kinds or (atom.beginning and at == last and one.text.startswith(atom.terms[-1]))
            for at, (one, kinds) in enumerate(zip(run, wanted, strict=True))
        ):
            # of a single sign without spaces the pair is not meant
            end = run[0].start + 1 if atom.beginning and len(run) == 1 and len(atom.typed) == 1 else run[-1].end
            yield run[0].start, end, atom.typed
