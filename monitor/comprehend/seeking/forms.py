"""In which forms a text may write the words of a query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from monitor.comprehend.seeking.terms import term
from monitor.comprehend.words.tokens import words_of
from monitor.model import Atom, Query

#: a look-up key -> the forms of that word, itself among them (`Inflection.forms`)
Forms = Callable[[str], tuple[str, ...]]


def inflected(query: Query, forms: Forms) -> Query:
    """The query with the forms of its plain words; phrases, beginnings and exclusions mean what they say."""
    wanted = tuple(tuple(_inflected(atom, forms) for atom in atoms) for atoms in query.wanted)
    return replace(query, wanted=wanted)


def _inflected(atom: Atom, forms: Forms) -> Atom:
    if not atom.forms:
        return atom
    every = (term(form) for key in words_of(atom.typed)[:1] for form in forms(key))
    return replace(atom, forms=tuple(dict.fromkeys((*atom.terms, *filter(None, every)))))
