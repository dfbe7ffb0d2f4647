"""Changes of a profile -> its file with them in, every other byte as its owner wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.decide.condition import USUALLY_WITHIN, AllOf, Condition, Near
from monitor.decide.profile import Profile
from monitor.draft.learn.change import Change, Exclude, Require, Threshold, Weigh
from monitor.draft.lines import watch_value
from monitor.draft.merge.threshold import last_list, set_threshold
from monitor.settings.document import Keys
from monitor.settings.inline import Item, inline
from monitor.settings.revise import Revision

#: a change, and the reason that stands beside it
Reasoned = tuple[Change, str]


def amended(raw: bytes, changes: Sequence[Reasoned], profile: Profile, *, file: str) -> bytes:
    """The bytes of a profile's file with the changes in. `profile` is what the file says now.

    Raises `ConfigError` for a file that is written in a way that cannot be edited like this.
    """
    revision = Revision(raw, file=file)
    # where a file has neither, what is put behind the same line stands there in this order
    for change, why in changes:
        if isinstance(change, Weigh):
            _weigh(revision, profile, change, why)
    _extend(revision, "require", [(change.condition, why) for change, why in changes if isinstance(change, Require)])
    _extend(revision, "exclude", [(change.condition, why) for change, why in changes if isinstance(change, Exclude)])
    for change, why in changes:
        if isinstance(change, Threshold):
            beside = f"{change.score:.2f}  # {profile.threshold:.2f} before: {why}"
            set_threshold(revision, change.score, beside)
    return revision.result()


def _weigh(revision: Revision, profile: Profile, change: Weigh, why: str) -> None:
    at = next((index for index, line in enumerate(profile.watch) if line.id == change.term), None)
    if at is not None:
        _reweigh(revision, ("watch", at), change.weight, f"{profile.watch[at].weight:g} before: {why}")
        return
    value = watch_value(change.term, change.weight)
    named, weighed = (f"{key}: {inline(each)}" for key, each in value.items())
    _append(revision, "watch", Item(value=value, block=(f"# {why}", f"- {named}", f"  {weighed}")), why)


def _reweigh(revision: Revision, keys: Keys, weight: float, why: str) -> None:
    """Another weight for a line, with its reason beside it, or below it where the line stands in braces."""
    node = revision.document.node(keys)
    inside = _starts(revision, keys) == "{"
    meant = {**node.value, "weight": weight} if isinstance(node.value, dict) else {}
    beside = f"{weight:g}" if inside else f"{weight:g}  # {why}"
    if "weight" in node.children:
        revision.replace((*keys, "weight"), weight, beside)
    elif inside:
        row = revision.text_rows[node.start.line - 1]
        flow = row[node.start.column - 1 : node.end.column - 1].rstrip("}").rstrip()
        revision.replace(keys, meant, f"{flow}, weight: {weight:g}}}")
    else:
        first = node.start.line - 1
        rows = revision.text_rows[first : first + len(revision.rows(keys))]
        indent = rows[0].index("-")
        block = (*(row[indent:] for row in rows), f"  weight: {beside}")
        revision.rewrite(keys, Item(value=meant, block=block))
    if inside:
        revision.comment(keys, [f"# {why}"])


def _extend(revision: Revision, key: str, conditions: Sequence[tuple[Condition, str]]) -> None:
    """Put conditions at the end of a list, which is made where there is none."""
    if not conditions:
        return
    items = [(_item(condition, why), why) for condition, why in conditions]
    if key not in revision.document.root.children:
        rows = [f"  {row}" for item, _ in items for row in item.block]
        revision.insert_key(key, [item.value for item, _ in items], [f"{key}:", *rows], after=last_list(revision))
    elif isinstance(there := revision.document.node((key,)).value, list) and there:
        for item, why in items:
            _append(revision, key, item, why)
    else:
        _begin_list(revision, key, items)


def _begin_list(revision: Revision, key: str, items: Sequence[tuple[Item, str]]) -> None:
    """A list in brackets, in the place of a single value or of an empty list."""
    node = revision.document.node((key,))
    row = revision.text_rows[node.start.line - 1]
    single = row[node.start.column - 1 : node.end.column - 1] if isinstance(node.value, str) else ""
    flow = f"[{', '.join([*([single] if single else []), *(item.flow for item, _ in items)])}]"
    values = [*([node.value] if single else []), *(item.value for item, _ in items)]
    revision.replace((key,), values, flow)
    revision.comment((key,), [f"# {item.flow}: {why}" for item, why in items])


def _append(revision: Revision, key: str, item: Item, why: str) -> None:
    revision.append((key,), item)
    if _starts(revision, (key,)) != "-":  # no comment has room within brackets
        revision.comment((key,), [f"# {item.flow}: {why}"])


def _item(condition: Condition, why: str) -> Item:
    value = _value(condition)
    return Item(value=value, block=(f"# {why}", f"- {inline(value)}"))


def _starts(revision: Revision, keys: Keys) -> str:
    """The character with which a value begins: "-" of a list, "{" or "[" of what stands in brackets."""
    mark = revision.document.mark(keys)
    return revision.text_rows[mark.line - 1][mark.column - 1 : mark.column]


def _value(condition: Condition) -> Any:
    match condition:
        case str():
            return condition
        case tuple():
            return [_value(part) for part in condition]
        case AllOf(parts):
            return {"all": [_value(part) for part in parts]}
        case Near(parts, within):
            near: dict[str, Any] = {"near": [_value(part) for part in parts]}
            return near if within == USUALLY_WITHIN else near | {"within": within}
