"""What was drafted, kept in comments at the end of the file: so that drafting again can tell a person's edits from its
own lines, whatever has become of the seeds and the catalogue meanwhile.

Without the note, every line of the file counts as its owner's.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from monitor.draft.lines import WIDTH, plain
from monitor.errors import ConfigError
from monitor.settings.document import parse_document
from monitor.settings.profile_file import USUAL

_HEAD = "# What was drafted, for `monitor draft` to tell your edits by when it drafts again:"
#: other words than the keys of a profile, so that nobody who looks for these lands here
_LINES, _GROUPS, _AGAINST, _OFFERED, _FROM = "lines", "groups", "against", "offered", "from"
_ROW, _FURTHER = "#   ", "#     "
#: in the place of a seal: the owner has edited this line
EDITED = "edited"
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_WATCHED = re.compile(r"(\S+) (\S+)")
#: what needs no quotes in a list in brackets
_PLAIN = re.compile(r"[a-z]+/[\w-]+(?:[./][\w-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a draft said."""

    #: id -> the weight, and the seal of the line's words (`seal`) or `EDITED`
    watch: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    #: each group, with its seal or `EDITED`
    require: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    #: successors that were offered
    offered: tuple[str, ...] = ()
    threshold: float = USUAL.threshold


def seal(rows: Iterable[str]) -> str:
    """Six letters that change with the words of an item, and not with its indentation."""
    digest = blake2b("\n".join(row.strip() for row in rows).encode("utf-8", "replace"), digest_size=3)
    return digest.hexdigest().translate(_LETTERS)


def written(note: Note) -> tuple[str, ...]:
    """The note as lines of the file."""
    rows = [_HEAD]
    rows += _rows(
        _LINES, "{}", (f"{_text(term)}: {plain(weight)} {mark}" for term, (weight, mark) in note.watch.items())
    )
    rows += _rows(_GROUPS, "[]", (f"{{{mark}: [{', '.join(map(_text, group))}]}}" for mark, group in note.require))
    rows += _rows(_AGAINST, "[]", map(_text, note.exclude))
    if note.offered:
        rows += _rows(_OFFERED, "[]", map(_text, note.offered))
    if note.threshold != USUAL.threshold:
        rows.append(f"{_ROW}{_FROM}: {note.threshold:g}")
    return tuple(rows)


def find_note(rows: Sequence[str]) -> tuple[Note | None, range]:
    """The note among the lines of a file, and where it stands; None, and nothing behind the last line, where there is
    none, or where somebody has written in it."""
    nowhere = range(len(rows), len(rows))
    begins = next((at for at, row in reversed(list(enumerate(rows))) if row.rstrip() == _HEAD), None)
    if begins is None:
        return None, nowhere
    ends = begins + 1
    while ends < len(rows) and rows[ends].startswith(_ROW):
        ends += 1
    # comments of the owner's own may follow without an empty line between
    for end in range(ends, begins, -1):
        said = [row.rstrip() for row in rows[begins:end]]
        note = _read(said[1:])
        if note is not None and list(written(note)) == said:
            return note, range(begins, end)
    return None, nowhere


def _read(rows: Iterable[str]) -> Note | None:
    text = "\n".join(row.removeprefix("#") for row in rows)
    try:
        value: Any = parse_document(text.encode("utf-8", "replace"), file="note").value
        watch = {term: _WATCHED.fullmatch(said) for term, said in value[_LINES].items()}
        return Note(
            watch={term: (float(found[1]), found[2]) for term, found in watch.items() if found},
            require=tuple((mark, tuple(group)) for one in value[_GROUPS] for mark, group in one.items()),
            exclude=tuple(value[_AGAINST]),
            offered=tuple(value.get(_OFFERED, ())),
            threshold=float(value.get(_FROM, USUAL.threshold)),
        )
    except (ConfigError, TypeError, KeyError, ValueError, AttributeError, OverflowError):
        return None


def _rows(key: str, brackets: str, items: Iterable[str]) -> list[str]:
    text = f"{key}: {brackets[0]}{', '.join(items)}{brackets[1]}"
    wrapped = textwrap.wrap(
        text, WIDTH, initial_indent=_ROW, subsequent_indent=_FURTHER, break_long_words=False, break_on_hyphens=False
    )
    return [row.rstrip() for row in wrapped]


def _text(text: str) -> str:
    """An id in brackets; what is no usual one without a space at which the line could be cut."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text).replace(" ", "\\u0020")
