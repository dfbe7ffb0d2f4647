"""The lines of a drafted profile, each with its reason: what `write` and `patch` put into a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from monitor.draft.proposal import Proposal, Proposed
from monitor.draft.succession import Successor
from monitor.settings.inline import Item, inline
from monitor.settings.wording import one_line, shortened

#: columns of a line, as far as an id leaves room
WIDTH = 120
#: code points of a sentence that are quoted at least, and at most
_QUOTED = 40, 90


def round_trip() -> YAML:
    """How profiles are written: loading a drafted file with this and dumping it gives the same bytes."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def dumped(document: CommentedMap) -> str:
    """A piece of the file."""
    text = StringIO()
    round_trip().dump(document, text)
    return text.getvalue()


def listed(key: str, items: Iterable[str]) -> str:
    """A key with a list: in brackets where that fits into a line, one below the other otherwise."""
    values = list(items)
    in_brackets = f"{key}: {inline(values)}\n"
    if len(in_brackets) <= WIDTH:
        return in_brackets
    return "".join((f"{key}:\n", *(f"  - {inline(each)}\n" for each in values)))


def plain_item(text: str) -> Item:
    """An id or a file name, alone."""
    return Item(value=text, block=(f"- {inline(text)}",))


def watch_value(term: str, weight: float, *, mark: bool = False) -> dict[str, Any]:
    """A line of `watch` as plain values: {"topic": "sport", "weight": 2}."""
    kind = "topic" if term.startswith("topic/") else "actor"
    return {kind: term.removeprefix("topic/"), "weight": plain(weight), **({"mark": True} if mark else {})}


def watch_item(line: Proposed, successors: Iterable[Successor] = ()) -> Item:
    """A line of `watch`, with whom to watch in a person's place as comments below it."""
    value = watch_value(line.id, line.weight, mark=line.mark)
    named, *others = (f"{key}: {inline(each)}" for key, each in value.items())
    return Item(
        value=value,
        block=(
            f"- {named}  # {reason(line, len(named) + 8)}",
            *(f"  {other}" for other in others),
            *(row for one in successors for row in offer(one, line)),
        ),
    )


def offer(one: Successor, line: Proposed) -> tuple[str, str]:
    """A commented line: taking the `# ` away puts it in force."""
    since = f" since {one.since:%Y-%m}" if one.since else ""
    until = f" until {one.until:%Y-%m}" if one.until else ""
    why = one_line(f"{one.name}: {one.office}{since} ({one.predecessor_name}'s office{until})")
    return f"# - actor: {one.id}  # {why}", f"#   weight: {plain(line.weight)}"


def require_item(proposal: Proposal, group: Sequence[str]) -> Item:
    """A group of `require`, with whom it stands for above it, and a sentence that names one of them."""
    quoted = next((line for term in group for line in proposal.watch if line.id == term), None)
    rows = dumped(CommentedMap(x=[_flow(group)])).splitlines()
    if len(rows[1]) > WIDTH:
        rows = dumped(CommentedMap(x=[list(group)])).splitlines()
    return Item(
        value=list(group),
        block=(
            *commented(dict(zip(proposal.require, proposal.stands, strict=False)).get(tuple(group), "")),
            *([f"# {_quotation(quoted, WIDTH - 4)}"] if quoted else []),
            *(row.removeprefix("  ") for row in rows[1:]),
        ),
    )


def commented(text: str) -> Iterator[str]:
    """A text as lines of comment."""
    wrapped = textwrap.wrap(one_line(text), WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    return (f"# {row}" for row in wrapped)


def reason(line: Proposed, taken: int) -> str:
    """Where a line comes from, behind so many columns. A comment holds no line break, whatever the seed held."""
    named = one_line(f"{line.name} ({line.count}×).")
    return f"{named} {_quotation(line, WIDTH - taken - len(named) - 1)}"


def _quotation(line: Proposed, room: int) -> str:
    sentence, source = one_line(line.sentence), one_line(short(line.seed))
    least, most = _QUOTED
    quoted = min(most, max(least, room - len(source) - 4))
    return f"{source}: “{shortened(sentence, quoted)}”"


def short(seed: str) -> str:
    """A seed's name up to its first underscore or full stop: enough to find it in the list above."""
    return seed.partition(".")[0].partition("_")[0]


def plain(weight: float) -> float | int:
    """3 rather than 3.0."""
    return int(weight) if weight == int(weight) else weight


def _flow(items: Iterable[Any]) -> CommentedSeq:
    sequence = CommentedSeq(items)
    sequence.fa.set_flow_style()
    return sequence
