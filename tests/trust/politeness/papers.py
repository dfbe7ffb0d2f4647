"""The papers of the simulated world: what each publishes, when, and how its server behaves in which phase."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from trust.politeness.exchange import EPOCH, NO_ASKS, NO_RULES, Address, Asks, Rules

#: summer time ends there within the simulated week
ZONE = ZoneInfo("Europe/Berlin")

#: seconds between two entries of a burst
_BURST_S = 600.0

Etag = Literal["", "strong", "weak", "bare", "spaced", "single", "comma", "gzip", "changing"]
Modified = Literal["", "rfc", "lower", "asctime", "iso", "odd"]
What = Literal[
    "refuse",  # nobody listens
    "status",  # an error, `status`
    "gone",
    "hang",  # the request is read, and nothing follows
    "drop",  # the connection is closed instead of an answer
    "cut",  # half of the body
    "slow",  # the whole answer, piece by piece
    "moved",  # a redirect with `status` to the place number `to`
    "page",  # a web page in place of the feed, with an ETag of its own
    "paused",  # the feed, with Retry-After
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """How a paper's server behaves for a while; `begin` and `end` are parts of the whole time, 0 to 1."""

    begin: float
    end: float
    what: What
    status: int = 0
    #: seconds, or a date so many seconds ahead where `as_date`; 0: no Retry-After
    retry_after_s: int = 0
    as_date: bool = False
    to: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One feed: its places, its rhythm, its manners."""

    id: str
    #: where it may be asked for: the first is what the owner subscribed to, the others are where redirects lead
    places: tuple[Address, ...]
    #: seconds between two entries, on the average; 0: nothing new ever
    period_s: float
    #: so many come together, ten minutes apart
    burst: int = 1
    #: seconds at which the entry number 0 was published
    since_s: float = 0.0
    #: entries in the feed
    window: int = 10
    form: Literal["rss", "atom"] = "rss"
    etag: Etag = ""
    modified: Modified = ""
    #: answers 304 where it should
    honours: bool = True
    #: headers of 200; those of 304 too, unless `bare_304`. "{date:N}" is the date N seconds ahead
    headers: tuple[tuple[str, str], ...] = ()
    bare_304: bool = False
    asks: Asks = NO_ASKS
    #: updatePeriod in words
    update: str = ""
    phases: tuple[Phase, ...] = ()
    pages: bool = False
    #: why it is in the world, for the report
    role: str = "plain"

    @property
    def frank(self) -> bool:
        """Asks for nothing and never fails."""
        return not self.phases and not self.headers and self.asks == NO_ASKS

    def newest(self, at: float) -> int:
        """Number of the newest entry."""
        if not self.period_s:
            return 0
        bursts, rest_s = divmod(at - self.since_s, self.period_s * self.burst)
        return int(bursts) * self.burst + min(int(rest_s // _BURST_S), self.burst - 1)

    def numbers(self, at: float) -> range:
        """The entries that the feed holds, oldest first."""
        last = self.newest(at)
        return range(last - self.window + 1, last + 1)

    def published(self, number: int) -> float:
        """Seconds."""
        bursts, place = divmod(number, self.burst)
        return self.since_s + bursts * self.burst * (self.period_s or 86400.0) + place * _BURST_S

    def guid(self, number: int) -> str:
        """Identity of an entry."""
        return f"{self.id}#{number}"


@dataclass(slots=True, kw_only=True)
class Host:
    """One machine of the world: its robots.txt and how it treats connections."""

    address: str
    #: status of robots.txt, 404 where there is none
    robots: int = 404
    rules: Rules = NO_RULES
    keeps_alive: bool = True
    gzip: bool = False
    chunked: bool = False
    papers: list[Paper] = field(default_factory=list)


def etag_of(paper: Paper, place: int, at: float) -> str:
    """The validator of what the feed holds now, in the paper's own spelling; "" without one."""
    mark = f"{paper.id}-{place}-{paper.newest(at)}"
    spelt = {
        "": "",
        "strong": f'"{mark}"',
        "weak": f'W/"{mark}"',
        "bare": mark,
        "spaced": f'"{mark} of today"',
        "single": f"'{mark}'",
        "comma": f'"{mark},{paper.window}"',
        "gzip": f'"{mark}-gzip"',
        "changing": f'"{mark}-{at:.3f}"',
    }
    return spelt[paper.etag]


def modified_of(paper: Paper, place: int, at: float) -> str:
    """The date of what the feed holds now, in the paper's own spelling; "" without one."""
    when = EPOCH + timedelta(seconds=int(paper.published(paper.newest(at))))
    spelt = {
        "": "",
        "rfc": format_datetime(when, usegmt=True),
        "lower": format_datetime(when, usegmt=True).lower(),
        "asctime": when.strftime("%a %b %e %H:%M:%S %Y"),
        "iso": when.isoformat(),
        "odd": f"edition {paper.newest(at)} of {paper.id} at {place}",
    }
    return spelt[paper.modified]


def body_of(paper: Paper, base: str, at: float) -> str:
    """The feed as a document; articles lie beside it at `base`."""
    entries = [(number, EPOCH + timedelta(seconds=paper.published(number))) for number in reversed(paper.numbers(at))]
    if paper.form == "atom":
        return _atom(paper, base, entries)
    return _rss(paper, base, entries)


def page_of(paper_id: str, number: int) -> str:
    """An article's page."""
    text = "".join(
        f"<p>{sentence(paper_id, number + part * 7919)} The keeper of the light wrote it down for those who come.</p>"
        for part in range(6)
    )
    title = headline(paper_id, number)
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def headline(paper_id: str, number: int) -> str:
    """Of an entry."""
    return f"Notice {number} from the harbour of {paper_id}"


def sentence(paper_id: str, number: int) -> str:
    """Of an entry; no two are alike."""
    return f"At pier {number * 7919 % 10007} of {paper_id} a lamp was lit for the boats of line {number}."


def _rss(paper: Paper, base: str, entries: list[tuple[int, datetime]]) -> str:
    asks = paper.asks
    head = f"<ttl>{asks.ttl_s / 60:.0f}</ttl>" if asks.ttl_s else ""
    if asks.skip_hours:
        head += "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in sorted(asks.skip_hours)) + "</skipHours>"
    if asks.skip_days:
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        head += "<skipDays>" + "".join(f"<day>{names[day]}</day>" for day in sorted(asks.skip_days)) + "</skipDays>"
    if paper.update:
        period, _, frequency = paper.update.partition("/")
        head += f"<sy:updatePeriod>{period}</sy:updatePeriod><sy:updateFrequency>{frequency}</sy:updateFrequency>"
    items = "".join(
        f'<item><title>{headline(paper.id, number)}</title><link>{base}/{number}</link><guid isPermaLink="false">'
        f"{paper.guid(number)}</guid><pubDate>{format_datetime(when.astimezone(ZONE))}</pubDate>"
        f"<description>{sentence(paper.id, number)}</description></item>"
        for number, when in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>{paper.id}</title><link>{base}</link>{head}{items}</channel></rss>"
    )


def _atom(paper: Paper, base: str, entries: list[tuple[int, datetime]]) -> str:
    items = "".join(
        f'<entry><title>{headline(paper.id, number)}</title><link href="{base}/{number}"/><id>{paper.guid(number)}</id>'
        f"<updated>{when.astimezone(ZONE).isoformat()}</updated><summary>{sentence(paper.id, number)}</summary></entry>"
        for number, when in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{paper.id}</title>'
        f"<id>urn:{paper.id}</id>{items}</feed>"
    )
