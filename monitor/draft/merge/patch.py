"""A draft made again, and the profile that a person has edited meanwhile -> what to change in the file.

    file + its note of what was drafted + the new draft -> changes -> the file with these, every other byte as it was

Added is what the draft has and the file has not, unless it was drafted before and taken out. A line that the draft
would no longer make goes, and a weight or threshold that it sees differently is changed, where nobody has edited it.
What stands in no draft is the owner's.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from monitor.draft.merge.merging import Merging, begin, named, watched
from monitor.draft.merge.require import merge_exclude, merge_require
from monitor.draft.merge.threshold import merge_threshold
from monitor.draft.merge.watch import merge_seeds, merge_watch
from monitor.draft.note import EDITED, Note, find_note, seal, written
from monitor.draft.proposal import Proposal
from monitor.draft.write import drafted
from monitor.settings.revise import Revision
from monitor.settings.rows import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """What a new draft changes in a profile."""

    before: bytes
    after: bytes
    #: a sentence for each change; none: the file stays as it is
    changes: tuple[str, ...]
    #: a sentence for each thing that the draft sees differently, and that stays as its owner has it
    kept: tuple[str, ...]

    def diff(self, name: str) -> tuple[str, ...]:
        """The lines of a unified diff, as `patch -p1` takes it in the folder where `name` begins."""
        rows = difflib.unified_diff(_rows(self.before), _rows(self.after), f"a/{name}", f"b/{name}")
        ended = (row if row.endswith("\n") else f"{row}\n\\ No newline at end of file" for row in rows)
        return tuple(line for row in ended for line in row.rstrip("\n").split("\n"))


def patch(raw: bytes, proposal: Proposal, *, file: str) -> Patch:
    """What the proposal changes in the profile that these bytes are; `file` names it in errors.

    Raises `ConfigError` for a file that is no profile, or is written in a way that cannot be edited.
    """
    merging = begin(raw, proposal, file=file)
    for merge in (merge_seeds, merge_watch, merge_require, merge_exclude, merge_threshold):
        merge(merging)
    after = _with_note(merging, file) if merging.changes else raw
    return Patch(before=raw, after=after, changes=tuple(merging.changes), kept=tuple(merging.kept))


def _with_note(merging: Merging, file: str) -> bytes:
    """The merged file, and at its end what the draft says now."""
    merged = Revision(merging.revision.result(), file=file)
    _, before = find_note(merged.text_rows)
    rows = written(_note(merging, merged))
    if before:
        merged.replace_rows(before, rows)
    else:
        merged.replace_rows(before, ("", *rows))
    return merged.result()


def _note(merging: Merging, merged: Revision) -> Note:
    """What the new draft says. A line keeps its seal only where the file has it as one of the drafts wrote it."""
    fresh, old = drafted(merging.proposal), merging.note
    there = watched(_profile(merged)["watch"])
    had = {*watched(merging.value["watch"]), *named(merging.value.get("exclude"))}
    watch = {term: noted for term, noted in old.watch.items() if term not in had}
    for term, (weight, mark) in fresh.watch.items():
        found = seal(merged.rows(("watch", there[term]))) if term in there else ""
        watch[term] = weight, found if found in {mark, old.watch.get(term, ("", mark))[1]} else EDITED
    seals = {seal(merged.rows(("require", at), heading=True)) for at in merged.document.node(("require",)).children}
    return Note(
        watch=watch,
        require=tuple((_found_seal(mark, group, old, seals), group) for mark, group in fresh.require),
        exclude=tuple(dict.fromkeys((*fresh.exclude, *(term for term in old.exclude if term not in had)))),
        offered=tuple(dict.fromkeys((*fresh.offered, *old.offered))),
        threshold=fresh.threshold,
    )


def _profile(revision: Revision) -> dict[str, Any]:
    value = revision.document.value
    return value if isinstance(value, dict) else {"watch": ()}


def _found_seal(fresh: str, group: tuple[str, ...], old: Note, found: Collection[str]) -> str:
    """The seal of a group as the file has it, where one of the drafts wrote it."""
    earlier = (mark for mark, each in old.require if set(each) == set(group))
    return next((mark for mark in (fresh, *earlier) if mark in found), EDITED)


def _rows(raw: bytes) -> list[str]:
    """The lines of a file, as a diff shows them."""
    *rows, last = rows_of(raw.decode("utf-8-sig"))
    return [f"{row}\n" for row in rows] + ([last] if last else [])
