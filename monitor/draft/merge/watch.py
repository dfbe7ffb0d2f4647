"""`seeds` and `watch` of a new draft, merged into a profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from monitor.draft.lines import listed, offer, plain, plain_item, watch_item
from monitor.draft.merge.merging import Merging, named, watched
from monitor.draft.proposal import Proposed
from monitor.draft.write import offers


def merge_seeds(merging: Merging) -> None:
    """Seeds that the profile does not list yet."""
    there = merging.value.get("seeds")
    known = {there} if isinstance(there, str) else set(there or ())
    new = [seed for seed in merging.proposal.seeds if seed not in known]
    merging.changes += [f"seeds: {seed} joins" for seed in new]
    if new and "seeds" not in merging.value:
        rows = listed("seeds", new).splitlines()
        merging.revision.insert_key("seeds", new, rows, after="name" if "name" in merging.value else "watch")
        return
    for seed in new:
        merging.revision.append(("seeds",), plain_item(seed))


def merge_watch(merging: Merging) -> None:
    """Lines that are new, that are worth something else, and that the draft would no longer make."""
    there, mentioned = watched(merging.value["watch"]), set(named(merging.value["watch"]))
    for line in merging.proposal.watch:
        if line.id in there:
            _reweigh(merging, line, there[line.id])
        elif line.id in mentioned:
            continue
        elif line.id in merging.note.watch:
            merging.kept.append(f"watch: {line.id} was drafted, and you have taken it out")
        else:
            merging.revision.append(("watch",), watch_item(line, offers(merging.proposal, line)))
            merging.changes.append(f"watch: {line.id} is new ({line.name}), weight {plain(line.weight)}")
    drafted = {line.id for line in merging.proposal.watch}
    gone = {term for term in merging.note.watch if term in there and term not in drafted}
    for term in sorted(gone, key=there.__getitem__):
        _take_out(merging, term, there[term])
    _offer(merging, {term: at for term, at in there.items() if term not in gone})


def _reweigh(merging: Merging, line: Proposed, at: int) -> None:
    weight, (noted, mark) = _weight(merging, at), merging.note.watch.get(line.id, (None, ""))
    if weight is not None and weight == noted == line.weight:
        _remark(merging, line, at, mark)
    if weight is None or weight == line.weight or noted == line.weight:
        return
    if weight != noted:
        merging.kept.append(f"watch: {line.id} is worth {weight:g} to you, and {line.weight:g} to the draft")
        return
    if merging.sealed(("watch", at)) == mark:
        merging.revision.rewrite(("watch", at), watch_item(line))
    else:
        merging.revision.replace(("watch", at, "weight"), plain(line.weight), str(plain(line.weight)))
    merging.changes.append(f"watch: {line.id} is worth {line.weight:g}, not {weight:g}")


def _remark(merging: Merging, line: Proposed, at: int, mark: str) -> None:
    """A line that nobody has touched becomes a mark, or is one no longer."""
    marked = merging.value["watch"][at].get("mark", False)
    if marked != line.mark and merging.sealed(("watch", at)) == mark:
        merging.revision.rewrite(("watch", at), watch_item(line))
        merging.changes.append(f"watch: {line.id} is {'a mark now' if line.mark else 'no mark now'}")


def _weight(merging: Merging, at: int) -> float | None:
    """The weight as it is written in this line; None where its owner leaves it to the usual one."""
    line: Mapping[str, Any] = merging.value["watch"][at]
    weight = line.get("weight")
    return float(weight) if isinstance(weight, int | float) and not isinstance(weight, bool) else None


def _take_out(merging: Merging, term: str, at: int) -> None:
    untouched = merging.sealed(("watch", at)) == merging.note.watch[term][1]
    if untouched and merging.revision.remove(("watch", at)):
        merging.changes.append(f"watch: {term} goes: the draft has it no longer")
    else:
        merging.kept.append(f"watch: {term}, which the draft has no longer, is as you have edited it")


def _offer(merging: Merging, there: Mapping[str, int]) -> None:
    """Successors of those who are on watch already, below their lines; each is offered once."""
    lines = {line.id: line for line in merging.proposal.watch}
    for one in merging.proposal.successors:
        written = re.search(rf"(?<![\w-]){re.escape(one.id)}(?![\w-])", merging.revision.text)
        if one.predecessor in there and one.id not in merging.note.offered and not written:
            merging.revision.comment(("watch", there[one.predecessor]), offer(one, lines[one.predecessor]))
            merging.changes.append(
                f"watch: {one.id} is offered, in a comment: {one.office} after {one.predecessor_name}"
            )
