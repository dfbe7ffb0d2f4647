"""How many wrong codes somebody may show, so that none can be found by trying."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Final

#: wrong codes of one person, and within which time
TRIES: Final = 5
WITHIN: Final = timedelta(hours=1)
#: people who are remembered: whoever fills this to be forgotten needs a thousand accounts for five codes of 2^40
PEOPLE: Final = 1000


class Tries:
    """Remembers them; a restart forgets."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[int, deque[datetime]] = OrderedDict()

    def exhausted(self, person: int, now: datetime) -> bool:
        """Has this person no try left? Then they are not even answered."""
        wrong = self._wrong.get(person)
        while wrong and wrong[0] <= now - WITHIN:
            wrong.popleft()
        return bool(wrong) and len(wrong or ()) >= TRIES

    def note(self, person: int, now: datetime) -> None:
        """A code was wrong."""
        self._wrong.setdefault(person, deque(maxlen=TRIES)).append(now)
        self._wrong.move_to_end(person)
        while len(self._wrong) > PEOPLE:
            self._wrong.popitem(last=False)
