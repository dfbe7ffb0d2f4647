"""The frozen data that flows through the pipeline.

    Source -> Fetched -> Entry -> Article -> Analysis -> Match -> Story -> Verdict -> Delivery -> Message -> Receipt

Every instant is timezone-aware UTC. Every span counts code points in `Article.document`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

PagesMode = Literal["all", "hinted", "none"]
#: what stands at a source's address: a feed, a sitemap, or a plain page that lists articles
SourceKind = Literal["feed", "sitemap", "page"]
#: why a page does not hold its article
Obstacle = Literal["", "consent", "paywall", "redirect", "error", "empty"]
Action = Literal["send", "hold", "drop"]
Decision = Literal["match", "review", "none"]
Opinion = Literal["up", "down"]
DeliveryState = Literal["pending", "claimed", "written", "sent", "unknown", "dead"]


# ---------------------------------------------------------------- collect: the world -> Article


#: seconds between two polls of a source: never less, except on the owner's own servers
FLOOR_S = 15 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed that its owner subscribed to, or what stands in for one."""

    #: readable and stable, for instance "azertag"; the store's key
    id: str
    #: address of the feed
    url: str
    #: the outlet's name as a reader knows it
    name: str
    kind: SourceKind = "feed"
    #: of a list page: CSS selector of the links to its articles; empty where they are to be found by themselves
    selector: str = ""
    #: ISO 639-1 hint, or None when not known
    language: str | None = None
    #: ISO 3166 code of the outlet's country, or None
    country: str | None = None
    #: heading under which the owner filed it
    group: str = ""
    #: the owner's own words for it
    tags: tuple[str, ...] = ()
    #: trust, 1.0 is ordinary; the most trusted member leads a story
    weight: float = 1.0
    #: which entries' pages are fetched
    pages: PagesMode = "all"
    #: may connect to loopback and private addresses (intranet feeds, the demo)
    allow_private: bool = False
    #: the owner's bounds for the time between two polls, in seconds; None: those of the house
    floor_s: int | None = None
    ceiling_s: int | None = None
    #: sent to the origin of `url` alone; a log-in stands among them, so they are never shown
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: what of these nobody else may see, in log, status or database
    secrets: tuple[str, ...] = field(default=(), repr=False)
    #: why it cannot be polled, in words: its secret is not where the configuration says
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Through which the owner wants the web to be read."""

    #: http:// or https://, without a log-in
    url: str
    #: None: it asks for no log-in
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    #: why the password is not known, in words; empty where it is, or none is needed
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional request sends back, verbatim, and the digest of the body it stands for."""

    etag: str | None = None
    last_modified: str | None = None
    #: SHA-256 of the body, hex
    digest: str | None = None
    #: the address that gave them, and the only one that gets them back; None: the one that is asked
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Fetched:
    """An HTTP answer, decoded within its cap. Let it go once its body has been read: others wait for the room."""

    #: the address that answered, after redirects
    url: str
    status: int
    #: header names in lower case, in order
    headers: tuple[tuple[str, str], ...]
    #: empty on 304
    body: bytes
    fetched_at: datetime
    #: where the address that was asked says that it lives for good: the end of its first redirects, as far as they are
    #: permanent; empty where it says nothing of the kind
    moved_to: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says about one article."""

    source_id: str
    #: guid, else canonical URL, else content hash; unique within the source
    key: str
    #: cleaned absolute address; empty where the feed gives none
    url: str
    #: plain text, one line
    title: str
    #: plain text
    summary: str
    #: None where the feed gives no date that can be believed
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a feed asks of those who poll it."""

    #: seconds for which an answer is good: RSS `ttl`, or the syndication module's update period
    ttl_s: int | None = None
    #: hours of the day at which not to ask, 0 to 23, UTC
    skip_hours: tuple[int, ...] = ()
    #: days of the week on which not to ask, 0 (Monday) to 6, UTC
    skip_days: tuple[int, ...] = ()
    #: seconds for which the answer that brought it called itself good (`max-age`)
    max_age_s: float = 0.0


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed, read."""

    title: str
    entries: tuple[Entry, ...]
    #: what was wrong with the document, in words
    warnings: tuple[str, ...] = ()
    wishes: Wishes = NO_WISHES
    #: of a sitemap index: addresses of its parts that are worth asking, the likeliest news first
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What extraction found on a page; empty `text` means that nothing was found."""

    title: str
    text: str
    published: datetime | None = None
    author: str = ""
    language: str = ""
    canonical_url: str = ""
    #: which extractor's answer this is
    method: str = ""
    #: the outlet's name, as the page says it
    site: str = ""
    #: absolute address of the lead picture
    picture: str = ""
    #: why this is not the article
    obstacle: Obstacle = ""
    #: where a page leads that only redirects
    leads_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What we read: a page, a feed's own text, or a seed file."""

    #: 16 hex digits, derived from the canonical URL (or the content where there is none)
    id: str
    url: str
    canonical_url: str
    source_id: str
    title: str
    #: the body without the title
    text: str
    author: str = ""
    published: datetime | None = None
    fetched_at: datetime
    #: hash of the normalised words: equal for the same text at two addresses
    fingerprint: str
    #: "pages" (the page's text), "feed" (the feed's own text), "seed" or "given"
    method: str
    #: the outlet's language hint, or ""
    language_hint: str = ""
    #: why the feed's own text stands here although the page was wanted, in words
    unread: str = ""

    @property
    def document(self) -> str:
        """Title and text in one string: what every span counts in."""
        return f"{self.title}\n{self.text}"

    @property
    def day(self) -> date | None:
        """The day it speaks of: that of its publication, None where nobody says it."""
        return self.published.date() if self.published else None


# ---------------------------------------------------------------- comprehend: Article -> Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One actor, named once in the text."""

    #: catalogue id, or "unlisted/<surface>"
    actor: str
    #: the words as they stand in the document
    surface: str
    start: int
    end: int
    #: how it was recognised: "name", "surname", "homonym"; unlisted ones "cue" or "body"; "probable" by its sound;
    #: implied ones "capital", "office" or "holder"
    rule: str
    #: 1.0 certain; 0.35 a name that nothing in the document anchors
    strength: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHit:
    """One topic, or one of a profile's own phrases, found once in the text."""

    #: catalogue id such as "topic/peace-treaty"; a phrase has the id "phrase/<words>"
    topic: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that deciding needs to know of an article: nothing downstream reads the text."""

    article_id: str
    #: ISO 639-1, "und" where nobody could tell
    language: str
    #: mentions by name, in order of their place
    mentions: tuple[Mention, ...]
    #: governments meant but not named, by their capital or by one of their people
    implied: tuple[Mention, ...]
    topics: tuple[TopicHit, ...]
    #: of the owner's own
    phrases: tuple[TopicHit, ...]
    #: (start, end) of each sentence
    sentences: tuple[tuple[int, int], ...]
    #: where the title ends in the document
    title_end: int
    #: hashed content words with their counts, the commonest first: one language's fingerprint of a story
    sketch: tuple[tuple[int, int], ...]
    #: figures of two digits or more, digits normalised: they cross languages
    figures: tuple[str, ...]
    #: consonant skeletons of names that nobody has listed, for comparison across scripts
    unlisted: tuple[str, ...] = ()
    #: what the report turns on besides its topics: plastic, polio, a bridge
    things: tuple[TopicHit, ...] = ()

    @property
    def subjects(self) -> tuple[TopicHit, ...]:
        """Topics, things and phrases: all that says what it is about, not who is in it."""
        return (*self.topics, *self.things, *self.phrases)


# ---------------------------------------------------------------- decide: Analysis -> Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one term of a profile contributed, and the words that did it."""

    #: "person/ilham-aliyev", "topic/peace-treaty", "phrase/…"
    term: str
    #: name for people
    name: str
    points: float
    count: int
    in_title: bool
    #: distinct words found, commonest first
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What speaks against a match: a requirement that is not met, an exclude that is there, a term that is absent."""

    kind: Literal["required", "excluded", "absent"]
    #: an id, or a condition in words
    what: str

    def __str__(self) -> str:
        return f"{_MISSING[self.kind]}: {self.what}"

    @property
    def decisive(self) -> bool:
        """Does it keep an article from matching by itself?"""
        return self.kind != "absent"


_MISSING = {"required": "required, not there", "excluded": "excluded, and there", "absent": "not there"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well an article fits a profile, and why."""

    profile: str
    #: digest of the profile that judged
    version: str
    #: 0 to 1
    score: float
    decision: Decision
    evidence: tuple[Evidence, ...]
    #: requirements that were not met, and terms that were not there
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article's place in a story: all that a reader is shown of it."""

    article_id: str
    source_id: str
    outlet: str
    title: str
    url: str
    language: str
    published: datetime
    weight: float = 1.0
    #: feature -> weight: actors, topics, figures, names, words; what grouping compares, see `decide.group`
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What many outlets tell as one affair."""

    id: str
    members: tuple[Member, ...]
    first_seen: datetime
    last_seen: datetime
    #: counts up with every change; checked at commit
    revision: int

    @property
    def lead(self) -> Member:
        """The most trusted member, the earliest of equals."""
        return min(self.members, key=lambda member: (-member.weight, member.published, member.article_id))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({member.language for member in self.members}))

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(sorted({member.outlet for member in self.members}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do about a story for one profile, and the named reason."""

    profile: str
    action: Action
    #: one of `decide.alert.REASONS`
    reason: str
    #: when a held one is due; None unless action is "hold"
    until: datetime | None = None
    #: a held one waits for the digest (True) or goes out by itself when due (False)
    digest: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that one article leads to, written in one transaction."""

    article: Article
    analysis: Analysis
    matches: tuple[Match, ...]
    #: the story after the article joined it; None where no profile cares
    story: Story | None
    verdicts: tuple[Verdict, ...]
    #: the entry that is done with this; None for articles from elsewhere
    entry: Entry | None


# ---------------------------------------------------------------- deliver: Verdict -> Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What people call an actor or a topic."""

    text: str
    #: ISO 639-1 of the words; English where the catalogue has none in the language that was asked for
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a story is about, for a recipient who may not read the language of its headline."""

    #: ISO 639-1, the recipient's
    language: str
    #: the most central first
    actors: tuple[Label, ...]
    topics: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One story for one profile, as a reader is told of it."""

    profile: str
    profile_name: str
    story: Story
    match: Match
    reason: str
    #: the sentence of the lead article that holds most of the evidence; may be empty
    quote: str = ""
    #: IANA zone in which times are shown
    timezone: str = "UTC"
    #: None where the channel has no language, or the lead article is written in it
    gist: Gist | None = None
    #: a reader's answer leads somewhere; not that to a sample, or to what a demo told
    answerable: bool = True


#: the slot of a digest that ends a first pass begins with this; the local date follows
FIRST_SLOT = "first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Many stories for one profile, in one message."""

    profile: str
    profile_name: str
    #: "2026-11-21 07:30", or "first 2026-11-21" for the digest that ends a first pass
    slot: str
    alerts: tuple[Alert, ...]
    articles_read: int
    #: sources whose last poll failed
    sources_failing: int
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox. Unique: (kind, profile, subject, revision, channel, part)."""

    id: int
    kind: Literal["alert", "digest"]
    profile: str
    #: story id of an alert, slot of a digest
    subject: str
    #: the story's revision for which it is sent; 0 for a digest
    revision: int
    channel: str
    part: int
    state: DeliveryState
    #: sends begun so far
    attempts: int
    not_before: datetime
    #: the named reason of its verdict
    reason: str
    #: rendered earlier (parts after the first); None until rendered
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes to one channel in one piece."""

    #: for e-mail; empty elsewhere
    subject: str = ""
    #: plain text
    text: str
    #: the channel's own HTML, or empty
    html: str = ""
    #: stable across retries: Message-ID, webhook-id
    key: str
    #: what a reader answers to with buttons: a code of `decide.code`; empty where there are none
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The receiver's word that it has the message."""

    sent_at: datetime
    #: the receiver's id for it: Telegram's message id, the SMTP answer
    remote_id: str = ""


# ---------------------------------------------------------------- and back: what a reader says of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A reader's word on a story that a profile told, or on an article, with what the profile went by."""

    profile: str
    #: the story that was told; None for an article that belongs to none
    story_id: str | None
    #: of a story, the member that fits the profile best
    article_id: str
    #: that article's headline
    title: str
    opinion: Opinion
    #: who said it: "telegram:" and the person's number there, or the name of a login
    who: str
    #: by which way: a channel's name, or "command"
    way: str
    #: in the reader's own words; may be empty
    note: str = ""
    at: datetime
    #: digest of the profile that judged; empty where it never matched
    version: str = ""
    #: the match's score and evidence as they were then
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def subject(self) -> str:
        """What it is about: for a profile and a person, the last word on a subject counts."""
        return self.story_id or self.article_id
