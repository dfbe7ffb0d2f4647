"""The way out: lease -> render -> send -> record, lane beside lane, one message of a lane at a time.

work     leases whatever may go, until nothing is due; what is in hand at a stop is put back or awaited
sender   one delivery to one of its ends
fate     what becomes of a send that failed: a pure rule
fallbacks  where goes what a channel does not take
lanes    which receivers rest, how long, and in whose turn
dead_letters  what did not arrive, for whoever looks after the watch
by_hand  what a person does to messages: once more, never again

Nobody can promise "never lost" and "never twice" both, where a request was written and its answer never read: a
receiver such as Telegram has no key to know a repetition by. So the two are kept apart: a send that failed before
its request was written is repeated freely; one that failed after is repeated once, then kept as "unknown". What takes
the place of a message that was sent can be repeated: it says the same in the same place.
"""

from monitor.outbox.dead_letters import DeadLetters
from monitor.outbox.fate import MENDING, PATIENCE, PROBES, RETRIES
from monitor.outbox.sender import SEND_S, Compose, FindDetour, Warn
from monitor.outbox.work import LEASE_S, deliver_due

__all__ = [
    "LEASE_S",
    "MENDING",
    "PATIENCE",
    "PROBES",
    "RETRIES",
    "SEND_S",
    "Compose",
    "DeadLetters",
    "FindDetour",
    "Warn",
    "deliver_due",
]
