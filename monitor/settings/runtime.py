"""`config/monitor.yaml`: how the monitor runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo

from monitor import __version__
from monitor.decide.group import OPEN_FOR
from monitor.model import Proxy
from monitor.settings.document import present, read_document
from monitor.settings.durations import DurationOrForever, spelled
from monitor.settings.home import Home
from monitor.settings.proxy import ProxyOrUrl, check_proxy, proxy_of
from monitor.settings.schema import Strict, check, wrong
from monitor.settings.secrets import Keyring
from monitor.settings.vocabulary import Vocabulary

LogLevel: TypeAlias = Literal["debug", "info", "warning", "error"]
#: keys of the file that a running daemon takes up at a reload
AT_ONCE = ("admin", "log_level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """How the monitor runs; every default is the one that the shipped file documents."""

    #: address of the operator, told to every site; empty: the project's name alone
    contact: str
    #: absolute path of the SQLite file, or a database URL
    database: str
    log_level: LogLevel
    #: processes that parse feeds and pages
    workers: int
    #: requests at the same time
    concurrency: int
    #: seconds between two looks at what is due
    tick_s: float
    #: seconds between two requests to one host
    host_gap_s: float
    #: bytes of a feed, decoded
    feed_cap: int
    #: bytes of a page, decoded
    page_cap: int
    #: seconds for a request as a whole
    timeout_s: float
    #: through which everything is fetched; None: nothing stands between
    proxy: Proxy | None = None
    #: seconds for which articles, stories and messages are kept; None: for ever
    keep_s: int | None = None
    #: channel that is told of edits which cannot be taken and of new drafts; None: nobody
    admin: str | None = None

    @property
    def kept(self) -> str:
        """For whoever misses something, in words; empty where nothing ever goes."""
        return (
            ""
            if self.keep_s is None
            else f"articles are kept for {spelled(self.keep_s)}: `keep` in config/monitor.yaml"
        )

    @property
    def user_agent(self) -> str:
        """An honest name, with the contact where there is one."""
        return f"news-monitor/{__version__} ({self.contact or 'a personal watch on the news'})"


def _contact(text: str) -> str:
    if not (text.isascii() and text.isprintable()) or set(text) & set("()\\"):
        raise wrong("`contact` cannot be sent to a site", "use plain letters: an e-mail address or the URL of a page")
    return text


def _admin(name: str, info: ValidationInfo) -> str:
    return info.context.channel(name) if isinstance(info.context, Vocabulary) else name


def _keep(seconds: int) -> int:
    if 0 < seconds < _STORY_S:
        raise wrong("`keep` is shorter than a story stays open", f"write `{spelled(_STORY_S)}` or more, or `forever`")
    return seconds


def _database(text: str) -> str:
    if "://" not in text:
        return text
    try:
        secret = urlsplit(text).password
    except ValueError:
        raise wrong("`database` is not a URL", "use a path, for instance `var/monitor.db`") from None
    if secret:
        raise wrong("a password stands in the file", "keep it in ~/.pgpass or PGPASSWORD")
    return text


#: a follow-up must find its story
_STORY_S = int(OPEN_FOR.total_seconds())
#: a season: what `backtest` and the fortnight before a surge look back on, several times over
_KEPT_DAYS = 90
_LARGEST = "Largest feed and largest page that are read"


class MonitorFile(Strict):
    """The file; every key may be left out."""

    contact: Annotated[str, AfterValidator(_contact)] = Field(
        default="", description="Who runs this: an e-mail address or the URL of a page"
    )
    database: Annotated[str, Field(min_length=1), AfterValidator(_database)] = Field(
        default="var/monitor.db", description="The database: a path (relative ones start at the folder above config/)"
    )
    log_level: LogLevel = Field(default="info", description="What is written to the log")
    workers: int = Field(default=2, ge=1, le=64, description="Processes that read feeds and pages")
    concurrency: int = Field(default=20, ge=1, le=500, description="Requests at the same time, all hosts together")
    tick_seconds: float = Field(default=10.0, ge=1, le=3600, description="Seconds between two looks at what is due")
    host_gap_seconds: float = Field(default=2.0, ge=0, le=3600, description="Seconds between two requests to one host")
    feed_max_mb: float = Field(default=5.0, gt=0, le=100, description=f"{_LARGEST}, in megabytes after decompression")
    page_max_mb: float = Field(default=2.0, gt=0, le=100, description=f"{_LARGEST}, in megabytes after decompression")
    timeout_seconds: float = Field(
        default=30.0, ge=1, le=600, description="Seconds that one request may take from beginning to end"
    )
    keep: Annotated[DurationOrForever, AfterValidator(_keep)] = Field(
        default=f"{_KEPT_DAYS} d",
        validate_default=True,
        description="How long articles, stories and messages are kept: `90 d` for instance, or `forever`",
    )
    proxy: ProxyOrUrl | None = Field(
        default=None, description="Proxy through which feeds and pages are fetched, where your network asks for one"
    )
    admin: Annotated[str, AfterValidator(_admin)] | None = Field(
        default=None, description="Channel that is told of an edit which is not taken, and of new seeds"
    )


#: field of `Runtime` -> key of the file, where they are not called the same
_KEYS: Mapping[str, str] = {
    "tick_s": "tick_seconds",
    "host_gap_s": "host_gap_seconds",
    "feed_cap": "feed_max_mb",
    "page_cap": "page_max_mb",
    "timeout_s": "timeout_seconds",
    "keep_s": "keep",
}


def waiting(running: Runtime, wanted: Runtime) -> Iterator[str]:
    """Keys of the file that differ and that only the next start takes up."""
    for field in Runtime.__dataclass_fields__:
        key = _KEYS.get(field, field)
        if key not in AT_ONCE and getattr(running, field) != getattr(wanted, field):
            yield key


def load_runtime(home: Home, channels: Collection[str] | None = None, keyring: Keyring | None = None) -> Runtime:
    """Read `config/monitor.yaml`; without the file, or where it is empty, the defaults. Raises `ConfigError`, also for
    an `admin` that is none of the `channels`, where these are given. Without a keyring no secret is looked for."""
    known = None if channels is None else Vocabulary(known={}, channels=channels, sources=())
    settings = MonitorFile()
    if present(home.monitor):
        document = read_document(home.monitor)
        if document.value is not None:
            settings = check(document, MonitorFile, known)
            check_proxy(settings.proxy, document)
    return Runtime(
        contact=settings.contact,
        database=_located(settings.database, home.path),
        log_level=settings.log_level,
        workers=settings.workers,
        concurrency=settings.concurrency,
        tick_s=settings.tick_seconds,
        host_gap_s=settings.host_gap_seconds,
        feed_cap=round(settings.feed_max_mb * 1_000_000),
        page_cap=round(settings.page_max_mb * 1_000_000),
        timeout_s=settings.timeout_seconds,
        keep_s=settings.keep or None,
        proxy=proxy_of(settings.proxy, keyring),
        admin=settings.admin,
    )


def _located(database: str, home: Path) -> str:
    return database if "://" in database else str(home.absolute() / Path(database).expanduser())
