"""The table of a simulated week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from trust.politeness.exchange import DAY_S
from trust.politeness.rules import Breach

if TYPE_CHECKING:
    from trust.politeness.week import Week

#: examples of each kind of breach
_EXAMPLES = 3


def told(week: Week, *, taken_s: float) -> str:
    """All of it, for a terminal."""
    return "\n".join(_lines(week, taken_s))


def _lines(week: Week, taken_s: float) -> Iterator[str]:
    book, days = week.book, week.length_s / DAY_S
    asked = book.requests
    yield f"{len(week.world.papers)} feeds on {len(week.world.hosts)} hosts, {days:g} days, in {taken_s:.0f} s"
    yield (
        f"requests {asked.total():,}: feeds {asked['feed']:,}, pages {asked['page']:,}, robots.txt {asked['robots']:,}"
        f"; {asked['feed'] / days / len(week.world.papers):.1f} a day and feed"
    )
    yield "answers  " + ", ".join(f"{status or 'none'} {n:,}" for status, n in sorted(week.site.statuses.items()))
    yield f"entries  {sum(map(len, week.site.handed.values())):,} handed over"
    yield f"stops    {len(week.house.down)}, {sum(end - begin for begin, end in week.house.down) / 60:.0f} minutes down"
    yield ""
    if not book.breaches:
        yield "breaches 0"
        return
    yield f"breaches {len(book.breaches)}"
    for kind, count in book.counts().most_common():
        yield f"  {count:6}  {kind}"
    papers = week.world.papers.values()
    roles = {place[0] + place[1]: paper.role for paper in papers for place in paper.places}
    roles |= {paper.id: paper.role for paper in papers}
    yield ""
    for one in _first(book.breaches):
        role = roles.get(one.where, "")
        yield f"  {one.kind}: {one.where} at {one.at / DAY_S:.3f} d: {one.what}" + (f" [{role}]" if role else "")
    told_of = Counter(turn for _, polled in week.house.polled if (turn := polled.turn))
    if told_of:
        yield "told     " + ", ".join(f"{turn} {n}" for turn, n in told_of.items())


def _first(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """The first of each kind."""
    seen: Counter[str] = Counter()
    for one in breaches:
        seen[one.kind] += 1
        if seen[one.kind] <= _EXAMPLES:
            yield one
