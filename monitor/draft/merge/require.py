"""`require` and `exclude` of a new draft, merged into a profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from monitor.draft.lines import listed, plain_item, require_item
from monitor.draft.merge.merging import Merging, named
from monitor.draft.write import require_block
from monitor.settings.document import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """One condition of `require` in the file."""

    at: int
    #: where the list of its members stands; None where it is no list of ids
    members_at: Keys | None
    #: every id in it
    ids: frozenset[str]
    #: it is as it was drafted
    untouched: bool


def merge_require(merging: Merging) -> None:
    """Groups that are new, gain members, or are no longer drafted. A group that somebody has edited loses nothing."""
    free = _groups(merging)
    taken_out = _taken_out(merging, free)
    waiting: list[tuple[str, ...]] = []
    for group in merging.proposal.require:
        if same := next((one for one in free if one.ids == set(group)), None):
            free.remove(same)
        else:
            waiting.append(group)
    new = []
    for group in waiting:
        best = max(free, key=lambda one: len(one.ids & set(group)), default=None)
        if best is not None and best.ids & set(group):
            free.remove(best)
            _extend(merging, best, group)
        elif gone := next((one for one in taken_out if one & set(group)), None):
            taken_out.remove(gone)
            merging.kept.append(f"require: a group with {group[0]} was drafted, and you have taken it out")
        else:
            new.append(group)
    for one in free:
        if one.untouched and merging.revision.remove(("require", one.at), heading=True):
            merging.changes.append(f"require: the group with {min(one.ids)} goes: the draft has it no longer")
    _add(merging, new)


def _taken_out(merging: Merging, there: Iterable[_Group]) -> list[frozenset[str]]:
    """The groups that were drafted and have no counterpart in the file."""
    drafted = [frozenset(group) for _, group in merging.note.require]
    for one in sorted(there, key=lambda one: one.ids not in drafted):  # those as they were drafted first
        best = max(drafted, key=lambda ids: (ids == one.ids, len(ids & one.ids)), default=frozenset())
        if best & one.ids:
            drafted.remove(best)
    return drafted


def _groups(merging: Merging) -> list[_Group]:
    there = merging.value.get("require")
    seals = {mark: frozenset(group) for mark, group in merging.note.require}
    found = []
    for at, condition in enumerate(there if isinstance(there, list) else ()):
        ids = frozenset(named(condition))
        keys: Keys | None = ("require", at)
        if isinstance(condition, dict):
            keys = ("require", at, "any") if "any" in condition else None
        untouched = seals.get(merging.sealed(("require", at), heading=True)) == ids
        found.append(_Group(at=at, members_at=keys, ids=ids, untouched=untouched))
    return found


def _extend(merging: Merging, there: _Group, group: tuple[str, ...]) -> None:
    drafted = {term for _, each in merging.note.require for term in each}
    if there.untouched:
        merging.revision.rewrite(("require", there.at), require_item(merging.proposal, group), heading=True)
        merging.changes.append(f"require: the group with {group[0]} is drafted anew")
        return
    for term in group:
        if there.members_at is not None and term not in there.ids and term not in drafted:
            merging.revision.append(there.members_at, plain_item(term))
            merging.changes.append(f"require: {term} joins a group")


def _add(merging: Merging, new: list[tuple[str, ...]]) -> None:
    if not new:
        return
    merging.changes += [f"require: a group with {group[0]} is new" for group in new]
    if "require" in merging.value:
        for group in new:
            merging.revision.append(("require",), require_item(merging.proposal, group))
        return
    rows = "".join(require_block(replace(merging.proposal, require=tuple(new)))).split("\n")[:-1]
    merging.revision.insert_key("require", new, rows, after="watch")


def merge_exclude(merging: Merging) -> None:
    """What the seeds speak of now goes; what they no longer speak of is added, where a draft has excluded anything."""
    written: Any = merging.value.get("exclude")
    there = written if isinstance(written, list) else [written] if isinstance(written, str) else []
    mentioned, before = set(named(there)), merging.note.exclude
    for at, term in reversed(list(enumerate(there))):
        if isinstance(term, str) and term in before and term not in merging.proposal.exclude:
            _stop_excluding(merging, at, term, alone=isinstance(written, str))
    new = [term for term in merging.proposal.exclude if term not in mentioned and term not in before]
    if not new or not merging.noted:
        return
    merging.changes += [f"exclude: {term} is new" for term in new]
    if "exclude" in merging.value:
        for term in new:
            merging.revision.append(("exclude",), plain_item(term))
    else:
        after = "require" if "require" in merging.value else "watch"
        merging.revision.insert_key("exclude", new, listed("exclude", new).split("\n")[:-1], after=after)


def _stop_excluding(merging: Merging, at: int, term: str, *, alone: bool) -> None:
    if alone:
        merging.revision.replace(("exclude",), [], "[]")
    elif not merging.revision.remove(("exclude", at)):
        merging.kept.append(f"exclude: {term}, of which the seeds speak, stays with the comment beside it")
        return
    merging.changes.append(f"exclude: {term} goes: the draft has it no longer")
