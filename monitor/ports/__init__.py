"""What the pipeline needs from the outside, as protocols. Doubles for tests are in `monitor.testing`."""

from monitor.ports.access import AccessStore
from monitor.ports.keeping import Found, Pruned
from monitor.ports.muting import MuteStore
from monitor.ports.outbox import STRANDED, Letter, OutboxStore
from monitor.ports.outside import Channel, ChatBook, Clock, Extractor, Fetcher, Meter, Progress
from monitor.ports.sources import GONE_AFTER, KeptRobots, Pending, PollOutcome, SourceFigures, SourceState
from monitor.ports.states import (
    Archived,
    Counts,
    DigestLine,
    Held,
    Notice,
    NoticeKind,
    OpenedDigest,
    Parted,
    StoredArticle,
    SurgeState,
    Telling,
    ToldTo,
    Undelivered,
    Waiting,
)
from monitor.ports.store import Store

__all__ = [
    "GONE_AFTER",
    "STRANDED",
    "AccessStore",
    "Archived",
    "Channel",
    "ChatBook",
    "Clock",
    "Counts",
    "DigestLine",
    "Extractor",
    "Fetcher",
    "Found",
    "Held",
    "KeptRobots",
    "Letter",
    "Meter",
    "MuteStore",
    "Notice",
    "NoticeKind",
    "OpenedDigest",
    "OutboxStore",
    "Parted",
    "Pending",
    "PollOutcome",
    "Progress",
    "Pruned",
    "SourceFigures",
    "SourceState",
    "Store",
    "StoredArticle",
    "SurgeState",
    "Telling",
    "ToldTo",
    "Undelivered",
    "Waiting",
]
