"""The words that count, marked in the text itself: in colours on a terminal, between signs elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.text import Text

from monitor.deliver.text import PDI, clean, direction, isolated
from monitor.model import Analysis, Match
from monitor.translation import Direction

Kind = Literal["actor", "topic", "phrase", "excluded"]

STYLES: dict[Kind, str] = {
    "actor": "bold cyan",
    "topic": "bold green",
    "phrase": "bold magenta",
    "excluded": "bold red",
}
#: left-to-right and right-to-left isolates (UAX #9)
_ISOLATES: dict[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
#: of a text in no language that anybody knows, the letters tell the direction
_UNKNOWN = ("", "und")
#: what stands around words that count, and words that speak against, where there are no colours: the second two where
#: the encoding lacks the first, or the text has them itself, as French, Persian and Russian have
_SIGNS = (("«»", "‹›"), ("[]", "<>"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words in the document that count. Marks do not overlap."""

    start: int
    end: int
    kind: Kind
    term: str


def marks_of(analysis: Analysis, matches: Collection[Match]) -> tuple[Mark, ...]:
    """What the matches found, and what they held against the article, in order of place."""
    places = [(one.start, one.end, one.actor) for one in analysis.mentions]
    by_name = {actor for _, _, actor in places}
    # as in the evidence: what means an actor is shown where nothing names it
    places += [(one.start, one.end, one.actor) for one in analysis.implied if one.actor not in by_name]
    places += [(one.start, one.end, one.topic) for one in analysis.subjects]
    terms = {term for _, _, term in places}
    counted = _named((one.term for found in matches for one in found.evidence), terms)
    against = _named((one.what for found in matches for one in found.missing if one.kind == "excluded"), terms)
    wanted = [
        Mark(start=start, end=end, kind="excluded" if term in against else kind_of(term), term=term)
        for start, end, term in places
        if term in against or term in counted
    ]
    return apart(wanted)


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks that do not overlap, in order: where words serve twice, what is held against the article shows, else the
    longer one."""
    wanted = sorted(marks, key=lambda one: (one.kind != "excluded", one.start - one.end, one.start, one.term))
    kept: list[Mark] = []
    for mark in wanted:
        place = bisect_left(kept, mark.start, key=_start)
        if (place == 0 or kept[place - 1].end <= mark.start) and (place == len(kept) or mark.end <= kept[place].start):
            kept.insert(place, mark)
    return tuple(kept)


def weightiest(sentences: Sequence[tuple[int, int]], marks: Sequence[Mark], count: int) -> tuple[tuple[int, int], ...]:
    """Up to so many sentences that hold marks, those with the most different ones, in their order."""

    def weight(bounds: tuple[int, int]) -> tuple[int, int]:
        held = _within(marks, *bounds)
        return len({mark.term for mark in held}), len(held)

    held = [bounds for bounds in sentences if weight(bounds) > (0, 0)]
    return tuple(sorted(sorted(held, key=weight, reverse=True)[:count]))


def highlighter(screen: Console, document: str, marks: Sequence[Mark], language: str) -> Callable[[int, int], Text]:
    """A function that draws a part of the document as one line, its direction kept to itself."""
    coloured = screen.color_system is not None
    counted, against = ("", "") if coloured else _signs(screen.encoding, document)

    def draw(start: int, end: int) -> Text:
        line, at = Text(), start
        for mark in _within(marks, start, end):
            line.append(_fit(document[at : mark.start]))
            words = clean(document[mark.start : mark.end])
            signs = against if mark.kind == "excluded" else counted
            line.append(f"{signs[:1]}{words}{signs[1:]}", style=STYLES[mark.kind] if coloured else "")
            at = mark.end
        line.append(_fit(document[at:end]))
        line.rstrip()
        return _isolated(line, language)

    return draw


def legend(screen: Console, document: str) -> Text:
    """What the marks in this document mean."""
    if screen.color_system is not None:
        return Text(" ").join(Text(kind, style=style) for kind, style in STYLES.items())
    counted, against = _signs(screen.encoding, document)
    return Text(f"{counted[0]}counts{counted[1]} {against[0]}speaks against it{against[1]}")


def _named(texts: Iterable[str], terms: Collection[str]) -> set[str]:
    """The terms that are named in these: an id by itself, or a condition in words, whose ids stand between spaces,
    commas and brackets."""
    found: set[str] = set()
    for text in set(texts):
        padded = f" {text} ".replace("(", " ").replace(")", " ").replace(",", " ")
        found |= {term for term in terms if term == text or f" {term} " in padded}
    return found


def kind_of(term: str) -> Kind:
    """What an id stands for."""
    return "topic" if term.startswith("topic/") else "phrase" if term.startswith("phrase/") else "actor"


def _start(mark: Mark) -> int:
    return mark.start


def _within(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """Those that begin there; a sentence does not end in the middle of a name."""
    return marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]


def _isolated(line: Text, language: str) -> Text:
    """The line in the direction of its language: Persian may begin with "NATO", and is Persian all the same."""
    base = direction(line.plain if language in _UNKNOWN else "", language)
    if base == "ltr" and isolated(line.plain, base) == line.plain:
        return line
    return Text(_ISOLATES[base]).append_text(line).append(PDI)


def _fit(text: str) -> str:
    """As `clean`, with a space kept at either end."""
    fit = clean(text)
    return f"{' ' * text[:1].isspace()}{fit}{' ' * text[-1:].isspace()}" if fit else " " * any(map(str.isspace, text))


def _signs(encoding: str, document: str) -> tuple[str, str]:
    fine, plain = _SIGNS
    try:
        "".join(fine).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return plain
    return plain if any(sign in document for sign in "".join(fine)) else fine
