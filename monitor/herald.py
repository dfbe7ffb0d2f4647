"""What happens to sources, told once: in the log, and to whoever looks after the watch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from monitor.collect.cadence import FAILING_AFTER, Turn
from monitor.collect.poll import Polled

#: sources of one kind of news that have a line each; more share one
_LINES: Final = 3
#: names in a shared line
_NAMED: Final = 8
#: what became of one source, and of many
_SAID: Final[Mapping[Turn, tuple[str, str]]] = {
    "failing": (
        f"{{name}} failed {FAILING_AFTER} times in a row: {{error}}; it is tried once a day",
        f"{{count}} sources failed {FAILING_AFTER} times in a row; they are tried once a day: {{names}}",
    ),
    "back": ("{name} answers again", "{count} sources answer again: {names}"),
    "moved": (
        "{name} has moved for good, to {moved_to}: write that into sources.yaml",
        "{count} sources have moved for good, `monitor status` shows where: {names}",
    ),
    "gone": (
        "{name} is gone for good ({error}): it is asked no more",
        "{count} sources are gone for good, and are asked no more: {names}",
    ),
}
_OFFLINE: Final = "no network: nobody can be reached, and no source is to blame; it is tried again every few minutes"
_ONLINE: Final = "the network is back"

_log = logging.getLogger(__name__)


class Herald:
    """Heeds each round's polls."""

    def __init__(self, tell: Callable[[Sequence[str]], None]) -> None:
        self._tell = tell
        self._offline = False

    def heed(self, polled: Sequence[Polled]) -> None:
        """Tell what is new: all that one round brought, in one message."""
        lines = (*self._network(polled), *_turns(polled))
        for line in lines:
            _log.warning("%s", line)
        self._tell(lines)

    def _network(self, polled: Sequence[Polled]) -> Iterator[str]:
        offline = any(one.offline for one in polled)
        if offline != self._offline and (offline or any(not one.error for one in polled)):
            self._offline = offline
            yield _OFFLINE if offline else _ONLINE


def _turns(polled: Sequence[Polled]) -> Iterator[str]:
    for turn, (one, many) in _SAID.items():
        told = [each for each in polled if each.turn == turn]
        if len(told) > _LINES:
            more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
            names = ", ".join(each.source_id for each in told[:_NAMED]) + more
            yield many.format(count=len(told), names=names)
        else:
            yield from (one.format(name=e.source_id, error=e.error, moved_to=e.moved_to) for e in told)
