"""What a person does to messages: once more, or never again. Rows, no sockets: a watch that runs sees it at once."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from monitor.errors import ConfigError, Fault
from monitor.model import LOST_SLOT, DeliveryState
from monitor.ports import Letter, Store
from monitor.settings.wording import quoted

#: as a dead letter says it
DROPPED: Final = "dropped by hand"
_IN_WORDS: Final[dict[DeliveryState, str]] = {
    "claimed": "is being sent",
    "written": "is being sent",
    "sent": "has arrived",
    "dead": "is a dead letter already",
    "unknown": "may have arrived: nobody knows",
}


def found(store: Store, wanted: str) -> Letter:
    """The row of that number. Raises `ConfigError` where there is none."""
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None
    letter = store.letter(number) if number is not None else None
    if letter is None:
        raise _refused(wanted, "there is no such message", "`monitor outbox list` numbers them")
    return letter


def retry(store: Store, letter: Letter, lane: str, now: datetime, *, possible_repeat: bool = False) -> None:
    """Send it at the next round; a `lane` that is closed is asked then. Raises `ConfigError` where it cannot be, or may
    have arrived and no `possible_repeat` is wanted."""
    delivery = letter.delivery
    if delivery.state == "unknown" and not possible_repeat:
        raise _refused(delivery.id, _IN_WORDS["unknown"], "--possible-repeat sends it once more all the same")
    if delivery.subject.startswith(f"{LOST_SLOT} "):
        raise _refused(delivery.id, "is no message: it only says what was told to nobody", "leave it out")
    if not store.send_again(delivery.id, now):
        state = found(store, str(delivery.id)).delivery.state
        raise _refused(delivery.id, _IN_WORDS.get(state, "cannot be sent again"), "leave it out")
    store.wake(lane, now)


def drop(store: Store, letter: Letter) -> None:
    """It becomes a dead letter. Raises `ConfigError` where it is one, arrived, or is being sent."""
    delivery = letter.delivery
    if not store.drop(delivery.id, DROPPED + (f"; before that: {letter.error}" if letter.error else "")):
        state = found(store, str(delivery.id)).delivery.state
        raise _refused(delivery.id, _IN_WORDS.get(state, "cannot be dropped"), "leave it out")


def _refused(wanted: object, what: str, hint: str) -> ConfigError:
    return ConfigError(Fault(file=quoted(wanted), what=what, hint=hint))
