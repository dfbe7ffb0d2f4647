"""What merging a new draft into a profile works with, and what it tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from monitor.draft.note import Note, find_note, seal
from monitor.draft.proposal import Proposal
from monitor.settings.document import Keys
from monitor.settings.profile_file import ProfileFile
from monitor.settings.revise import Revision
from monitor.settings.schema import check


@dataclass(slots=True)
class Merging:
    """One file, the draft that is merged into it, and what has been done so far."""

    proposal: Proposal
    revision: Revision
    #: what was drafted before; nothing where the file does not say it
    note: Note
    #: does the file say what was drafted before?
    noted: bool
    #: a sentence for each change
    changes: list[str] = field(default_factory=list)
    #: a sentence for each thing that the draft sees differently, and that stays as its owner has it
    kept: list[str] = field(default_factory=list)

    @property
    def value(self) -> dict[str, Any]:
        """The profile as plain values."""
        value = self.revision.document.value
        return value if isinstance(value, dict) else {}

    def sealed(self, keys: Keys, *, heading: bool = False) -> str:
        """The seal of an item as it stands in the file."""
        return seal(self.revision.rows(keys, heading=heading))


def begin(raw: bytes, proposal: Proposal, *, file: str) -> Merging:
    """Read the file. Raises `ConfigError` where it is no profile, with all that is wrong with its shape."""
    revision = Revision(raw, file=file)
    check(revision.document, ProfileFile)
    note, _ = find_note(revision.text_rows)
    return Merging(proposal=proposal, revision=revision, note=note or Note(), noted=note is not None)


def named(value: Any) -> Iterator[str]:
    """Every id in a part of a profile, however deep; topics with their "topic/"."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from named(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "topic" and isinstance(each, str):
                yield f"topic/{each.removeprefix('topic/')}"
            elif key != "phrase":
                yield from named(each)


def watched(watch: Any) -> dict[str, int]:
    """The lines of `watch` that name one actor or topic: its id, and which line."""
    found: dict[str, int] = {}
    for at, line in enumerate(watch):
        if isinstance(line, dict) and isinstance(line.get("actor") or line.get("topic"), str):
            found.setdefault(next(named({key: line[key] for key in ("actor", "topic") if key in line})), at)
    return found
