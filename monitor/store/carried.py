"""What was told of a story, and is to be told, when some of its articles go to another one.

A telling goes with the article whose verdict it was; there it is one more of that story's. So that one affair is told
once, a first telling that still waits is taken back where the other side

    was told by a message, or is about to be, and sooner            a message that waits
    has a message, or a line in a digest, told or to be told        a line that waits

A message that waits stays beside a line that was told: it was more than what the line said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, or_, select, update

from monitor.decide.extent import together
from monitor.store import feedback
from monitor.store.schema import codes, held, outbox, told, verdicts
from monitor.store.waiting import UNTOUCHED

Stand = Literal["none", "waits", "told"]


def follow(connection: Connection, old: str, new: str, article_ids: Collection[str], *, whole: bool) -> None:
    """What these articles told as part of `old` they have told as part of `new`; `whole`: and all else of it."""
    for profile in connection.scalars(select(told.c.profile).where(told.c.story_id == old)).all():
        comes = _side(connection, profile, old, None if whole else article_ids)
        if comes.rows or whole:
            _join(connection, comes, _side(connection, profile, new, None))


@dataclass(slots=True)
class _Side:
    """Tellings of one story to one profile: all of them, or those of some articles."""

    profile: str
    story_id: str
    #: row of `told`; None where there is none
    known: Row[Any] | None
    #: which messages and which lines, sorted
    revisions: list[int]
    numbers: list[int]
    #: the first of them, and when it is due where it waits
    message: Stand
    line: Stand
    due: datetime | None

    @property
    def rows(self) -> bool:
        return bool(self.revisions or self.numbers)


def _side(connection: Connection, profile: str, story_id: str, article_ids: Collection[str] | None) -> _Side:
    row = connection.execute(select(told).where(told.c.profile == profile, told.c.story_id == story_id)).first()
    alerts = _alerts(profile, story_id)
    lines = _lines(profile, story_id)
    if article_ids is not None:
        alerts &= outbox.c.article_id.in_(article_ids)
        lines &= _decided_by(article_ids)
    messages = connection.execute(
        select(
            outbox.c.revision,
            func.min(outbox.c.not_before).label("due"),
            func.count(outbox.c.id).filter(or_(~UNTOUCHED, outbox.c.before.is_not(None))).label("stays"),
        )
        .where(alerts)
        .group_by(outbox.c.revision)
        .order_by(outbox.c.revision)
    ).all()
    taken = connection.execute(
        select(
            held.c.number,
            func.count().filter(or_(held.c.slot.is_not(None), held.c.before.is_not(None))).label("stays"),
        )
        .where(lines)
        .group_by(held.c.number)
        .order_by(held.c.number)
    ).all()
    return _Side(
        profile=profile,
        story_id=story_id,
        known=row,
        revisions=[one.revision for one in messages],
        numbers=[one.number for one in taken],
        message=_stand([one.stays for one in messages]),
        line=_stand([one.stays for one in taken]),
        due=messages[0].due if messages else None,
    )


def _stand(stays: Sequence[int]) -> Stand:
    if not stays:
        return "none"
    return "told" if any(stays) else "waits"


# ---------------------------------------------------------------- becoming one


def _join(connection: Connection, comes: _Side, here: _Side) -> None:
    _take_back(connection, comes, here)
    alerts, digests = (here.known.alerts, here.known.digests) if here.known else (0, 0)
    if not here.rows:
        alerts = digests = 0
    for place, revision in enumerate(comes.revisions):
        rows = _alerts(comes.profile, comes.story_id) & (outbox.c.revision == revision)
        values = {"subject": here.story_id, "revision": alerts + place}
        connection.execute(update(outbox).where(rows).values(values))
    for place, number in enumerate(comes.numbers, start=1):
        rows = _lines(comes.profile, comes.story_id) & (held.c.number == number)
        connection.execute(update(held).where(rows).values(story_id=here.story_id, number=digests + place))
    kept = [side for side in (here, comes) if side.rows and side.known]
    if kept:
        _write(connection, here, kept, alerts + len(comes.revisions), digests + len(comes.numbers))
    _leave(connection, comes, here.story_id)


def _take_back(connection: Connection, comes: _Side, here: _Side) -> None:
    sooner = comes.due is not None and here.due is not None and comes.due < here.due
    for side, other, loses in ((comes, here, not sooner), (here, comes, sooner)):
        message, line = other.message, other.line
        if side.message == "waits" and (message == "told" or (message == "waits" and loses)):
            those = _alerts(side.profile, side.story_id) & outbox.c.revision.in_(side.revisions)
            connection.execute(delete(outbox).where(those))
            side.revisions, side.message = [], "none"
        if side.line == "waits" and (message != "none" or line == "told" or (line == "waits" and side is comes)):
            waits = held.c.slot.is_(None) & held.c.number.in_(side.numbers)
            connection.execute(delete(held).where(_lines(side.profile, side.story_id), waits))
            side.numbers, side.line = [], "none"


def _write(connection: Connection, here: _Side, kept: list[_Side], alerts: int, digests: int) -> None:
    """What the profile has been told of the story now. The last of it is what waits, else what went out last."""
    last = max(
        (side.known for side in kept if side.known),
        key=lambda row: (row.kind == "alert" or not alerts, row.due),
    )
    row = {
        "alerts": alerts,
        "digests": digests,
        "due": last.due,
        "kind": last.kind,
        "reason": last.reason,
        "extent": together([side.known.extent for side in kept if side.known]),
    }
    key = {"profile": here.profile, "story_id": here.story_id}
    if here.known is None:
        connection.execute(told.insert().values(key | row))
    else:
        connection.execute(update(told).where(*(told.c[name] == value for name, value in key.items())).values(row))
    feedback.give_code(connection, here.profile, here.story_id)


def _leave(connection: Connection, comes: _Side, new: str) -> None:
    """Nothing was told of the story that they leave, where nothing of it is left."""
    left = _side(connection, comes.profile, comes.story_id, None)
    if not left.rows:
        mine = (told.c.profile == comes.profile) & (told.c.story_id == comes.story_id)
        connection.execute(delete(told).where(mine))
        answers = (codes.c.profile == comes.profile) & (codes.c.story_id == comes.story_id)
        connection.execute(update(codes).where(answers).values(story_id=new))


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
