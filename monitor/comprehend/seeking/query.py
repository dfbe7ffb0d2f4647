"""What a person typed into a search: words, "phrases in quotes", -exclusions, alternatives with OR, beginnings with *.

What is typed is read by the functions that read articles. There is no input that is wrong: what holds no letter and no
digit is passed over and named.
"""

from __future__ import annotations

import re

from monitor.comprehend.seeking.terms import terms_of
from monitor.comprehend.words.tokens import unspaced
from monitor.model import Atom, Query

#: words and phrases of a query that are looked for; nobody types more, and each costs a look-up
MOST = 32
_OPENING, _CLOSING = '"“”„«»「」『』', '"“”«»「」『』'
#: an exclusion, a phrase to its closing mark or to the end, or what stands up to the next space
_PIECE = re.compile(rf"(?P<not>[-−–](?=\S))?(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]*)[{_CLOSING}]?|(?P<word>\S+))")
_OR, _AND = frozenset({"OR", "|", "||"}), frozenset({"AND", "&", "&&"})


def parse_query(text: str) -> Query:
    """Any text at all as a query."""
    wanted: list[tuple[Atom, ...]] = []
    unwanted: list[Atom] = []
    ignored: list[str] = []
    either = False
    for piece in _PIECE.finditer(text):
        word = piece["word"] or ""
        if word in _OR or word in _AND:
            either = word in _OR and bool(wanted)
            continue
        typed = piece["phrase"] if piece["phrase"] is not None else word
        atom = _atom(typed, exact=piece["phrase"] is not None)
        if atom is None or sum(map(len, wanted)) + len(unwanted) >= MOST:
            ignored.append(typed)
        elif piece["not"]:
            unwanted.append(atom)
        elif either:
            wanted[-1] = (*wanted[-1], atom)
        else:
            wanted.append((atom,))
        either = False
    return Query(wanted=tuple(wanted), unwanted=tuple(unwanted), ignored=tuple(filter(str.strip, ignored)))


def _atom(typed: str, *, exact: bool) -> Atom | None:
    """None where there is nothing to look for."""
    found = terms_of(typed)
    if not found:
        return None
    texts = [one.text for one in found]
    run = len(found) - 1
    signs = unspaced(typed[found[-1].start])
    if signs and run and unspaced(typed[found[run - 1].start]) and found[run - 1].end == found[-1].end:
        texts.pop()  # the last sign of a run stands in the pair before it, and in an article another may follow it
    # of a single sign, every pair that begins with it
    beginning = (signs and len(texts) == len(found)) or (not exact and typed.endswith("*"))
    plain = not exact and not beginning and not signs and len(texts) == 1
    return Atom(terms=tuple(texts), beginning=beginning, forms=(texts[0],) if plain else (), typed=typed)
