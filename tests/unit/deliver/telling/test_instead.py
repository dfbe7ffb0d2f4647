"""What comes over a fallback says so in one line, in the reader's language and zone; what is public does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from doubles.told import MORNING, alert, digest

from monitor.deliver.blocks import plain
from monitor.deliver.feed.entry import entry_of
from monitor.deliver.telling import document
from monitor.deliver.webhook.writing import posted
from monitor.model import Instead, News
from monitor.translation import ENGLISH, voice_of

DOWN = Instead(channel="telegram/me", since=datetime(2026, 11, 21, 2, 12, tzinfo=UTC))


def second_line(what: News, language: str = "en") -> str:
    return plain(document(what, voice_of(language)).sections).splitlines()[1]


@pytest.mark.parametrize("what", [alert(), digest()], ids=["alert", "digest"])
def test_the_line_stands_under_the_title(what: News) -> None:
    told = document(replace(what, instead=DOWN))
    whole = document(what)
    assert second_line(replace(what, instead=DOWN)) == (
        "Instead of telegram/me, which has taken no messages since 21 Nov, 09:12"
    )
    assert (told.title, told.sections[0][0], told.sections[1:]) == (
        whole.title,
        whole.sections[0][0],
        whole.sections[1:],
    )


def test_where_the_message_alone_was_refused_nothing_is_said_of_the_others() -> None:
    assert second_line(alert(instead=Instead(channel="email/desk"))) == "Instead of email/desk, which did not take it"


@pytest.mark.parametrize(("language", "words"), [("vi", "Thay cho"), ("fa", "به جای"), ("ru", "Вместо")])
def test_it_is_said_in_the_readers_language(language: str, words: str) -> None:
    line = second_line(alert(instead=DOWN), language)
    assert line.startswith(words)
    assert "telegram/me" in line


def test_a_webhook_has_it_as_a_field_and_a_public_feed_has_nothing_of_it() -> None:
    written = posted(alert(instead=DOWN), MORNING)
    assert written.instead is not None
    assert (written.instead.channel, written.instead.since) == (DOWN.channel, DOWN.since)
    assert posted(alert(), MORNING).instead is None
    entry = entry_of(alert(instead=DOWN), "feed/public", MORNING, ENGLISH)
    assert "telegram/me" not in plain(entry.body.sections)
