"""What was told of a story, and is to be told, when some of its articles go to another one.

A first telling goes with the article whose verdict it was, and what was told after it stays with what is left of first
tellings. In the other story it is one more. So that one affair is told once, a first telling that still waits is taken
back from each channel that the other side

    told by a message, or tells sooner by one that waits            a message that waits
    tells by a message or a line, told or to be told                a line that waits

A message that waits stays beside a line that was told: it was more than what the line said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, select, update

from monitor.decide.extent import together
from monitor.store import feedback
from monitor.store.schema import codes, held, outbox, told, verdicts
from monitor.store.waiting import UNTOUCHED


def follow(connection: Connection, old: str, new: str, article_ids: Collection[str], *, whole: bool) -> None:
    """What these articles told as part of `old` they have told as part of `new`; `whole`: and all else of it."""
    for profile in connection.scalars(select(told.c.profile).where(told.c.story_id == old)).all():
        if not whole:
            _void(connection, profile, old, article_ids)
        left = _side(connection, profile, old)
        comes = left if whole else _side(connection, profile, old, article_ids)
        if comes.first_tellings == left.first_tellings:
            comes = left
        if comes.rows or whole:
            _join(connection, comes, _side(connection, profile, new))
        _leave(connection, _side(connection, profile, old), new)


@dataclass(slots=True)
class _Side:
    """Tellings of one story to one profile: all of them, or the first tellings of some articles."""

    profile: str
    story_id: str
    #: row of `told`; None where there is none
    known: Row[Any] | None
    #: rows of `outbox` and of `held` with `waits`: a first telling that can be taken back
    messages: list[Row[Any]]
    lines: list[Row[Any]]

    @property
    def rows(self) -> bool:
        return bool(self.messages or self.lines)

    @property
    def first_tellings(self) -> set[tuple[int, int]]:
        """(which message, 0) and (0, which line), from 1."""
        return {(row.revision + 1, 0) for row in self.messages if row.before is None} | {
            (0, row.number) for row in self.lines if row.before is None
        }

    @property
    def revisions(self) -> list[int]:
        return sorted({row.revision for row in self.messages})

    @property
    def numbers(self) -> list[int]:
        return sorted({row.number for row in self.lines})

    @property
    def alerts(self) -> int:
        """Messages so far, by the number of the last one."""
        return max(self.revisions, default=-1) + 1

    @property
    def digests(self) -> int:
        """Lines so far, by the number of the last one."""
        return max(self.numbers, default=0)


def _side(connection: Connection, profile: str, story_id: str, article_ids: Collection[str] | None = None) -> _Side:
    alerts, lines = _alerts(profile, story_id), _lines(profile, story_id)
    if article_ids is not None:
        alerts &= outbox.c.before.is_(None) & outbox.c.article_id.in_(article_ids)
        lines &= held.c.before.is_(None) & _decided_by(article_ids)
    waits, line_waits = UNTOUCHED & outbox.c.before.is_(None), held.c.slot.is_(None) & held.c.before.is_(None)
    of_it = (told.c.profile == profile) & (told.c.story_id == story_id)
    return _Side(
        profile=profile,
        story_id=story_id,
        known=connection.execute(select(told).where(of_it)).first(),
        messages=list(connection.execute(select(outbox, waits.label("waits")).where(alerts).order_by(outbox.c.id))),
        lines=list(connection.execute(select(held, line_waits.label("waits")).where(lines).order_by(held.c.number))),
    )


# ---------------------------------------------------------------- becoming one


def _join(connection: Connection, comes: _Side, here: _Side) -> None:
    for side, other in ((comes, here), (here, comes)):
        _take_back_messages(connection, side, other)
    _take_back_lines(connection, comes, [*here.messages, *here.lines])
    _take_back_lines(connection, here, [*comes.messages, *(row for row in comes.lines if not row.waits)])
    alerts, digests = here.alerts, here.digests
    for place, revision in enumerate(comes.revisions):
        rows = outbox.c.id.in_([row.id for row in comes.messages if row.revision == revision])
        connection.execute(update(outbox).where(rows).values(subject=here.story_id, revision=alerts + place))
    for place, number in enumerate(comes.numbers, start=1):
        lines = _lines(comes.profile, comes.story_id) & (held.c.number == number)
        connection.execute(update(held).where(lines).values(story_id=here.story_id, number=digests + place))
    _write(connection, _side(connection, here.profile, here.story_id), [side for side in (here, comes) if side.rows])


def _take_back_messages(connection: Connection, side: _Side, other: _Side) -> None:
    def yields(row: Row[Any]) -> bool:
        there = [one for one in other.messages if one.channel == row.channel]
        return row.waits and any(not one.waits or one.not_before <= row.not_before for one in there)

    gone = [row.id for row in side.messages if yields(row)]
    connection.execute(delete(outbox).where(outbox.c.id.in_(gone)))
    side.messages = [row for row in side.messages if row.id not in gone]


def _take_back_lines(connection: Connection, side: _Side, others: Sequence[Row[Any]]) -> None:
    """From the channels that these tellings of the other side reach."""
    reached = {channel for row in others for channel in (row.channels if "channels" in row._fields else [row.channel])}
    for row in [row for row in side.lines if row.waits and reached & set(row.channels)]:
        left = tuple(channel for channel in row.channels if channel not in reached)
        mine = _lines(side.profile, side.story_id) & (held.c.number == row.number) & (held.c.reader == row.reader)
        connection.execute(update(held).where(mine).values(channels=left) if left else delete(held).where(mine))
        if not left:
            side.lines.remove(row)


def _write(connection: Connection, here: _Side, kept: Sequence[_Side]) -> None:
    """What the profile has been told of the story now. The last of it is what waits, else what went out last."""
    known = [side.known for side in kept if side.known]
    if not known:
        return
    last = max(known, key=lambda row: (row.kind == "alert" or not here.alerts, row.due))
    row = {
        "alerts": here.alerts,
        "digests": here.digests,
        "due": last.due,
        "kind": last.kind if here.alerts and here.digests else "alert" if here.alerts else "digest",
        "reason": last.reason,
        "extent": together([one.extent for one in known]),
    }
    key = {"profile": here.profile, "story_id": here.story_id}
    if here.known is None:
        connection.execute(told.insert().values(key | row))
    else:
        connection.execute(update(told).where(*(told.c[name] == value for name, value in key.items())).values(row))
    feedback.give_code(connection, here.profile, here.story_id)


# ---------------------------------------------------------------- parting


def _void(connection: Connection, profile: str, story_id: str, article_ids: Collection[str]) -> None:
    """What was to be told of the story because of these articles is nothing new in it."""
    alerts = _alerts(profile, story_id) & UNTOUCHED & outbox.c.before.is_not(None)
    connection.execute(delete(outbox).where(alerts, outbox.c.article_id.in_(article_ids)))
    lines = _lines(profile, story_id) & held.c.slot.is_(None) & held.c.before.is_not(None)
    connection.execute(delete(held).where(lines, _decided_by(article_ids)))


def _leave(connection: Connection, left: _Side, new: str) -> None:
    """Nothing was told of the story that they leave, where nothing of it is left."""
    if left.rows:
        _write(connection, left, [left])
        return
    mine = (told.c.profile == left.profile) & (told.c.story_id == left.story_id)
    connection.execute(delete(told).where(mine))
    answers = (codes.c.profile == left.profile) & (codes.c.story_id == left.story_id)
    connection.execute(update(codes).where(answers).values(story_id=new))


# ---------------------------------------------------------------- whose it was


def _alerts(profile: str, story_id: str) -> ColumnElement[bool]:
    return and_(outbox.c.kind == "alert", outbox.c.profile == profile, outbox.c.subject == story_id)


def _lines(profile: str, story_id: str) -> ColumnElement[bool]:
    return and_(held.c.profile == profile, held.c.story_id == story_id)


def _decided_by(article_ids: Collection[str]) -> ColumnElement[bool]:
    """A line of a digest is known by when it was decided."""
    decided = select(verdicts.c.article_id).where(
        verdicts.c.article_id.in_(article_ids),
        verdicts.c.profile == held.c.profile,
        verdicts.c.digest,
        verdicts.c.decided_at == held.c.held_at,
    )
    return decided.exists()
