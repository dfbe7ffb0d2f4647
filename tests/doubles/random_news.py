"""Whatever outlets may write: every script, emoji, tags, controls, overrides, surrogates, long headlines."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st

from monitor.model import (
    Alert,
    Change,
    DayCount,
    Digest,
    Evidence,
    Extent,
    Gist,
    Instead,
    Label,
    Match,
    Member,
    MutesInForce,
    News,
    Silence,
    SilenceCause,
    Story,
    Surge,
    Update,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: how many stories each channel renders: whole in `make trust`
STORIES = 5000 if os.environ.get("MONITOR_TRUST") else 60
thorough = settings(deadline=None, max_examples=STORIES)
#: seconds; the whole takes a quarter of an hour for a channel
PATIENCE = 7200 if STORIES > 1000 else 300

AWKWARD = (
    "<b>", "</b>", "<a href='x'>", "&", "&amp;", "&#0;", "<", ">", '"', "'", "[bold]", "[/]", "{{", "{%", "\\",
    ":smile:", "\0", "\r\n", "\r\nBcc: victim@news.example", "\x1b[2J", "\x85", "\u2028", "\u202e", "\u2066",
    "\u2067", "\u2068", "\u2069", "\ufeff", "\u200c", "\u200f", "\ud800", "\udfff", "e\u0301", "\u0301" * 300,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e6", "😀" * 200, "x" * 400, "علی‌اف", "אבג", "阿利耶夫",
    "อาเซอร์ไบจาน", "Ադրբեջան", "Əliyev", "\ufdd0", "\uffff",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40)), max_size=6).map("".join)
headlines = st.one_of(texts, st.builds(lambda text: (text or "x") * (10_000 // max(1, len(text))), texts))
urls = st.one_of(
    st.builds(lambda tail: f"https://news.example/{tail}", texts),
    st.sampled_from(["", "javascript:alert(1)", "https://[", "https://a.example/?q=\"'<>&[]", "http://" + "a" * 3000]),
    texts,
)
languages = st.one_of(st.sampled_from(["en", "fa", "ar", "he", "ur", "hy", "zh", "und", ""]), texts)
instants = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
members = st.builds(
    Member,
    article_id=st.uuids().map(lambda uuid: uuid.hex[:16]),
    source_id=texts,
    outlet=texts,
    title=headlines,
    url=urls,
    language=languages,
    published=instants,
    weight=st.floats(0.1, 3),
)
terms = st.builds(
    Evidence,
    term=texts,
    name=texts,
    points=st.floats(-5, 5),
    count=st.integers(0, 99),
    in_title=st.booleans(),
    surfaces=st.lists(texts, max_size=4).map(tuple),
)
stories = st.builds(
    Story,
    id=texts,
    members=st.lists(members, min_size=1, max_size=12).map(tuple),
    first_seen=instants,
    last_seen=instants,
    revision=st.integers(0, 9),
)
matches = st.builds(
    Match,
    profile=texts,
    version=texts,
    score=st.floats(0, 1),
    decision=st.just("match"),
    evidence=st.lists(terms, max_size=10).map(tuple),
    missing=st.just(()),
)
labels = st.lists(
    st.builds(Label, text=st.sampled_from(AWKWARD), language=st.sampled_from(["en", "fa", "zh", "", "<"])), max_size=3
).map(tuple)
gists = st.builds(Gist, language=st.sampled_from(["en", "fa", "fr", "und", '"><b>']), actors=labels, topics=labels)
several = st.lists(texts, max_size=3).map(tuple)
insteads = st.none() | st.builds(Instead, channel=texts, since=st.none() | instants)
alerts = st.builds(
    Alert,
    profile=texts,
    profile_name=texts,
    story=stories,
    match=matches,
    reason=st.one_of(st.just("instant"), texts),
    quote=headlines,
    timezone=st.one_of(st.sampled_from(["UTC", "Asia/Tehran", "America/St_Johns"]), texts),
    gist=st.none() | gists,
    told=st.none() | st.just(Extent(outlets=(), languages=(), actors=(), figures=(), members=1, last_seen=NOON)),
    summary=several,
    change=st.builds(
        Change, outlets=st.integers(0, 9), languages=several, actors=several, figures=several, tolls=several
    ),
    also=several,
    instead=insteads,
)
#: the days before NOON, and NOON's
days = st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), max_size=31).map(
    lambda counted: tuple(
        DayCount(day=(NOON - timedelta(days=ago)).date(), count=count, watched=watched)
        for ago, (count, watched) in reversed(list(enumerate(counted)))
    )
)
digests = st.builds(
    Digest,
    profile=texts,
    profile_name=texts,
    slot=st.one_of(st.just("first"), texts),
    # few stories are drawn and then repeated: it is the length that matters, not that each is new
    alerts=st.builds(lambda few, times: tuple(few * times), st.lists(alerts, max_size=3), st.integers(1, 20)),
    articles_read=st.integers(0, 10**6),
    sources_asked=st.integers(0, 99),
    sources_failed=st.integers(0, 99),
    sources_failing=st.integers(0, 99),
    timezone=texts,
    late=st.booleans(),
    due=st.none() | instants,
    since=st.none() | instants,
    missed=several,
    volume=days,
    muted=st.integers(0, 99),
    mutes=st.builds(MutesInForce, count=st.integers(0, 99)),
    reader=st.one_of(st.just(""), texts),
    instead=insteads,
)
updates = st.builds(
    replace,
    alerts,
    update=st.builds(
        Update,
        outlets=st.integers(0, 99),
        languages=st.integers(0, 9),
        cause=st.none() | members,
        actors=several,
        silence=st.timedeltas(timedelta(0), timedelta(days=400)),
        changed_at=st.none() | instants,
        message=st.sampled_from(["", "17", "<250 OK>"]),
    ),
    reason=st.sampled_from(["bigger", "new-actor", "contradicts", "reopened", "repeat", "?"]),
    critical=st.booleans(),
)
surges = st.builds(
    Surge,
    profile=texts,
    profile_name=texts,
    subject=texts,
    name=texts,
    ratio=st.floats(0, 1e6),
    count=st.integers(0, 10**6),
    usual=st.floats(0, 1e6),
    since=instants,
    because=st.lists(stories, max_size=3).map(tuple),
    timezone=texts,
    instead=insteads,
)
figures = (
    "days",
    "sources",
    "failing",
    "articles",
    "usual_articles",
    "unread",
    "named",
    "usual_named",
    "review",
    "best",
)
silences = st.builds(
    Silence,
    profile=texts,
    profile_name=texts,
    since=instants,
    usual=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    cause=st.sampled_from(get_args(SilenceCause)),
    figures=st.lists(st.tuples(st.sampled_from(figures), st.floats(0, 1e6)), max_size=12).map(tuple),
    kept_out=st.lists(st.tuples(texts, st.integers(0, 10**6)), max_size=4).map(tuple),
    failing_since=st.none() | instants,
    timezone=texts,
    instead=insteads,
)
news: st.SearchStrategy[News] = st.one_of(alerts, updates, digests, surges, silences)
