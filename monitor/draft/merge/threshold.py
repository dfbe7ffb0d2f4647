"""The `threshold` of a new draft, merged into a profile: a seed that joined may score less than those before it."""

from __future__ import annotations

from monitor.draft.merge.merging import Merging
from monitor.settings.profile_file import USUAL
from monitor.settings.revise import Revision


def merge_threshold(merging: Merging) -> None:
    """Another threshold, where the file has the one that was drafted, or says none and was never drafted."""
    wanted, there = merging.proposal.threshold, merging.value.get("threshold", USUAL.threshold)
    drafted = merging.note.threshold if merging.noted else None
    if not isinstance(there, int | float) or wanted in (there, drafted):
        return
    if there == drafted or (drafted is None and "threshold" not in merging.value):
        set_threshold(merging.revision, wanted, f"{wanted:g}")
        merging.changes.append(f"threshold: {wanted:.2f}, not {there:.2f}: with a margin, all seeds reach it")
    else:
        merging.kept.append(f"threshold: {there:.2f} to you, and {wanted:.2f} to the draft")


def set_threshold(revision: Revision, score: float, written: str) -> None:
    """Another `threshold`, written so; a `review` above it comes down with it, as it may not stay there."""
    said = revision.document.root.children
    if "threshold" in said:
        revision.replace(("threshold",), score, written)
    else:
        revision.insert_key("threshold", score, [f"threshold: {written}"], after=last_list(revision))
    review = revision.document.node(("review",)).value if "review" in said else None
    if isinstance(review, int | float) and review > score:
        revision.replace(("review",), score, f"{score:.2f}")


def last_list(revision: Revision) -> str:
    """Behind what a new key is put."""
    said = revision.document.root.children
    return next(key for key in ("exclude", "require", "watch") if key in said)
