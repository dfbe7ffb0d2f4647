"""A folder of feeds: what is told stands there once, newest first, for any reader."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from doubles.feeds import ATOM, is_atom, is_sound
from doubles.told import WEEK, alert, digest, gist, member

from monitor.collect.feeds.parse import parse
from monitor.decide import delivery
from monitor.deliver.feed import shelf
from monitor.deliver.feed.channel import FeedChannel
from monitor.deliver.word import word
from monitor.errors import DeliveryError
from monitor.model import Alert, News, Receipt, Update
from monitor.testing import FixedClock

CAUCASUS = "profiles/caucasus"


async def never() -> None:
    pytest.fail("an entry that is put there twice stands there once: nothing to note")


def channel(folder: Path, clock: FixedClock | None = None, **changes: Any) -> FeedChannel:
    settings = delivery.Feed(name="feed/world", folder=str(folder), base_url="https://example.org/news")
    return FeedChannel(replace(settings, **changes), clock=clock or FixedClock())


async def tell(sender: FeedChannel, what: News) -> Receipt:
    (message,) = sender.render(what)
    return await sender.send(message, request_written=never)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def story(number: int, **changes: Any) -> Alert:
    return alert(member(number, **changes))


def titles(folder: Path, place: str = CAUCASUS) -> list[str]:
    root = is_atom((folder / place / "atom.xml").read_bytes())
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


async def test_each_profile_has_a_feed_and_a_page_and_the_index_leads_there(tmp_path: Path) -> None:
    sender = channel(tmp_path / "public")
    await tell(sender, alert(gist=gist("en", actors=("Ilham Aliyev",))))
    await tell(sender, digest(volume=WEEK))
    await tell(sender, replace(story(1), profile="iran", profile_name="ایران"))
    await tell(sender, replace(digest(), profile="", profile_name="", reader="channel/feed/world"))
    is_sound(tmp_path / "public")
    index = (tmp_path / "public/index.html").read_text(encoding="utf-8")
    for place in (CAUCASUS, "profiles/iran", "digest"):
        assert f'href="{place}/index.html"' in index
        assert f'href="{place}/atom.xml"' in index
    assert len(titles(tmp_path / "public")) == 2


async def test_the_files_are_for_everybody_to_read_whatever_the_process_masks(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        await tell(channel(tmp_path / "a/public"), alert())
    finally:
        os.umask(before)
    for path in (tmp_path / "a/public").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


async def test_feed_readers_read_it_without_a_complaint(tmp_path: Path) -> None:
    clock = FixedClock()
    sender = channel(tmp_path, clock)
    for number in range(6):
        await tell(sender, story(number))
        clock.advance(timedelta(minutes=1))
    raw = (tmp_path / CAUCASUS / "atom.xml").read_bytes()
    read = feedparser.parse(raw)
    assert not read.bozo
    assert [entry.title_detail.language for entry in read.entries] == ["en", "az", "hy", "ar", "fa", "vi"]
    assert read.entries[0].author == "The Ledger"
    ours = parse(
        raw, source_id="x", url="https://example.org/atom.xml", content_type="application/atom+xml", now=clock.now()
    )
    assert [entry.url for entry in ours.entries] == [story(number).story.lead.url for number in reversed(range(6))]
    assert not ours.warnings


async def test_told_twice_it_stands_there_once_and_nothing_changes(tmp_path: Path) -> None:
    clock = FixedClock()
    sender = channel(tmp_path, clock)
    (message,) = sender.render(alert())
    first = await sender.send(message, request_written=never)
    before = files(tmp_path)
    clock.advance(timedelta(hours=1))
    again = await sender.send(message, request_written=never)
    assert first.remote_id == again.remote_id == message.key
    assert files(tmp_path) == before


async def test_an_edit_takes_the_place_and_is_as_new_as_it_is(tmp_path: Path) -> None:
    clock = FixedClock()
    sender = channel(tmp_path, clock)
    first = await tell(sender, alert())
    before = is_atom((tmp_path / CAUCASUS / "atom.xml").read_bytes())
    clock.advance(timedelta(hours=2))
    changed = replace(
        alert(member(0, title="Ký rồi"), member(1)),
        update=Update(outlets=1, languages=1, changed_at=clock.now(), message=first.remote_id),
    )
    (message,) = sender.render(replace(changed, story=replace(changed.story, revision=2)))
    for _ in range(2):
        receipt = await sender.edit(first.remote_id, message, request_written=never)
    after = is_atom((tmp_path / CAUCASUS / "atom.xml").read_bytes())
    assert titles(tmp_path) == ["Ký rồi"]
    assert receipt.remote_id == first.remote_id
    for name, same in (("id", True), ("published", True), ("updated", False)):
        old, new = (root.findtext(f"{ATOM}entry/{ATOM}{name}") for root in (before, after))
        assert (old == new) == same, name


async def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    clock = FixedClock()
    sender = channel(tmp_path, clock, keep=3)
    for number in range(6):
        await tell(sender, story(number))
        clock.advance(timedelta(minutes=1))
    assert titles(tmp_path) == [story(number).story.lead.title for number in (5, 4, 3)]


@pytest.mark.parametrize("until", ["about.json", "atom.xml", f"{CAUCASUS}/index.html", "index.html"])
async def test_a_crash_in_between_neither_loses_nor_doubles(
    tmp_path: Path, until: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock()
    sender = channel(tmp_path, clock)
    await tell(sender, story(0))
    clock.advance(timedelta(minutes=1))
    (message,) = sender.render(story(1))
    write = shelf._write

    def crashing(path: Path, raw: bytes) -> None:
        if path.as_posix().endswith(until):
            raise OSError(28, "No space left on device")
        write(path, raw)

    monkeypatch.setattr(shelf, "_write", crashing)
    with pytest.raises(DeliveryError, match="No space left") as caught:
        await sender.send(message, request_written=never)
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)
    monkeypatch.setattr(shelf, "_write", write)
    await sender.send(message, request_written=never)
    assert titles(tmp_path) == [story(1).story.lead.title, story(0).story.lead.title]
    is_sound(tmp_path)


async def test_a_feed_keeps_its_id_when_the_folder_moves(tmp_path: Path) -> None:
    await tell(channel(tmp_path), alert())
    before = is_atom((tmp_path / CAUCASUS / "atom.xml").read_bytes())
    await tell(channel(tmp_path, base_url="https://elsewhere.example"), alert())
    after = is_atom((tmp_path / CAUCASUS / "atom.xml").read_bytes())
    for path in (f"{ATOM}id", f"{ATOM}entry/{ATOM}id"):
        assert before.findtext(path) == after.findtext(path)
    assert after.find(f"{ATOM}link[@rel='self']").get("href") == f"https://elsewhere.example/{CAUCASUS}/atom.xml"


async def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path) -> None:
    sender = channel(tmp_path)
    await tell(sender, alert())
    entries = tmp_path / CAUCASUS / "entries.json"
    entries.write_text("[{}]", encoding="utf-8")
    with pytest.raises(DeliveryError, match=r"entries\.json is damaged: move it away"):
        await tell(sender, alert())
    assert entries.read_text(encoding="utf-8") == "[{}]"


@pytest.mark.parametrize("profile", ["../../etc", "a/b", "..", "a..b", "\0/", "x" * 300, "\ud800/", "<b>"])
async def test_what_is_no_profile_s_id_never_becomes_a_path(tmp_path: Path, profile: str) -> None:
    await tell(channel(tmp_path / "public"), replace(alert(), profile=profile))
    (place,) = {path.relative_to(tmp_path).parent.as_posix() for path in files(tmp_path) if path.name == "atom.xml"}
    assert re.fullmatch(r"public/profiles/[0-9a-f]{24}", place)
    is_sound(tmp_path / "public")


async def test_nothing_that_readers_answer_with_stands_in_public(tmp_path: Path) -> None:
    sender = channel(tmp_path)
    await tell(sender, alert())
    await tell(sender, digest())
    assert not any(b"monitor feedback" in raw for raw in files(tmp_path).values())


async def test_a_word_of_the_watch_s_own_is_not_for_the_public(tmp_path: Path) -> None:
    sender = channel(tmp_path)
    with pytest.raises(DeliveryError, match="not for the public") as caught:
        await sender.send(word(["a source is gone"], sender.name, datetime.now(UTC)), request_written=never)
    assert caught.value.permanent
    assert not files(tmp_path)
