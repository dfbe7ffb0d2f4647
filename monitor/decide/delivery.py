"""A channel as values: what `config/channels.yaml` says, secrets already read by `settings.channels`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from monitor.decide.calendar import DigestPlan
from monitor.decide.route import Only
from monitor.model import DeliveryKind

#: the owner's own templates: name -> source, in pairs so that equal ones are equal and can be hashed
Templates = tuple[tuple[str, str], ...]
#: templates of ours in whose place theirs may stand -> the variables that each sees
OWN_TEMPLATES: Mapping[str, frozenset[str]] = {
    "page.html.j2": frozenset({"documents", "title", "voice", "heading", "charts"}),
    "blocks.html.j2": frozenset(),  # macros: what they are called with
    "text.txt.j2": frozenset({"document", "pictures"}),
}
#: by this before its name a template of theirs reaches the one of ours
OURS = "ours/"
#: filters of ours beside Jinja2's own
TEMPLATE_FILTERS = ("shown", "svg", "lines")
#: what to do with a send that nobody knows the end of: send it once more, or keep it for a person to decide
OnUnknown = Literal["resend", "park"]
Security = Literal["tls", "starttls", "none"]
#: a bot's token: its number, which is no secret, and what is (core.telegram.org/bots/api#authorizing-your-bot)
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
#: an alert tells of one page, a digest of many
PREVIEWED: frozenset[DeliveryKind] = frozenset({"alert"})

#: what is said where a channel needs the library, and it is not installed
NO_APPRISE = "needs the extra `apprise`: pip install 'news-monitor[apprise]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is said of every channel, whatever its kind."""

    #: what was sent can be changed
    edits: ClassVar[bool] = False
    #: as profiles name it, for instance "telegram/me"
    name: str
    #: ISO 639-1 in which the recipient is told: our words, actors and topics; None: in English, and no gist
    language: str | None = None
    #: the recipient's own digest of all that profiles hold for them; None: each profile's
    digest: DigestPlan | None = None
    #: what it takes of what profiles tell; None: everything
    only: Only | None = None
    #: the channel to which goes what this one does not take; empty: none
    fallback: str = ""
    on_unknown: OnUnknown = "resend"
    #: the sentence that says which secret is missing; empty if none
    missing: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log, error or answer may show."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where Telegram brings what is said to a bot, in place of being asked for it."""

    #: the public address, "https://…"; behind it a proxy passes requests on to `host` and `port`
    url: str
    host: str = "127.0.0.1"
    port: int = 8080
    #: what Telegram shows with each request; None: each start makes one
    secret: str | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """Of the address: which bot is meant."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram(Way):
    """A chat that a bot of the owner's writes to."""

    edits: ClassVar[bool] = True
    #: the bot's token; None when it could not be read, see `missing`
    token: str | None = field(repr=False)
    #: numeric id of a person, group or channel, or "@channelname"; None: whoever shows the code says which
    chat_id: int | str | None = None
    #: topic of a forum group, or None
    thread_id: int | None = None
    #: what comes without a sound; what is critical sounds
    silent: frozenset[DeliveryKind] = frozenset()
    #: what shows a preview of the first page that it leads to
    preview: frozenset[DeliveryKind] = PREVIEWED
    #: a Bot API server of the owner's, for instance "http://127.0.0.1:8081"; None: api.telegram.org
    api_url: str | None = None
    #: where its bot is told; None: the bot asks
    hook: Hook | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The token, and what Telegram shows."""
        return tuple(one for one in (self.token, self.hook and self.hook.secret) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters(Way):
    """What all ways have whose messages are letters."""

    #: address, with or without a display name
    sender: str
    to: tuple[str, ...]
    #: where a reader asks to be spared: an address, or a page ("https://…"); empty: the sender
    unsubscribe: str = ""
    #: those of `config/templates/`
    templates: Templates = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eml(Letters):
    """A folder into which each message is written."""

    #: absolute
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Letters):
    """Mailboxes reached over one SMTP server."""

    host: str
    port: int
    #: "tls" from the first byte, "starttls" after a greeting, "none" for a server on this machine
    security: Security
    #: None: no log-in
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    #: certificates that are trusted beside this machine's own: an absolute path; empty: none
    ca_file: str = ""

    @property
    def secrets(self) -> tuple[str, ...]:
        """The password."""
        return (self.password,) if self.password else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Console(Way):
    """The terminal in which the monitor runs."""

    name: str = "console"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(Way):
    """A server that takes what is told as JSON, signed after Standard Webhooks."""

    edits: ClassVar[bool] = True
    #: where it is posted to: many such addresses are secrets; None when it could not be read, see `missing`
    url: str | None = field(repr=False)
    #: "whsec_…"; None when it could not be read
    secret: str | None = field(default=None, repr=False)
    #: the one before, which receivers may still hold
    old_secret: str | None = field(default=None, repr=False)
    #: may connect to the owner's own network
    allow_private: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """The address, and what signs."""
        return tuple(one for one in (self.url, self.secret, self.old_secret) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Way):
    """A folder of Atom feeds and pages, one for each profile."""

    edits: ClassVar[bool] = True
    #: absolute
    folder: str
    #: where a web server shows the folder, without a slash at its end
    base_url: str
    #: entries of each feed
    keep: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprise(Way):
    """Any other service, through the library of that name."""

    #: as the library's handbook writes it, for instance "slack://…"; None when it could not be read, see `missing`
    url: str | None = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The address as a whole: most parts of it are tokens."""
        return (self.url,) if self.url else ()


ChannelSettings = Telegram | Email | Eml | Webhook | Feed | Apprise | Console
