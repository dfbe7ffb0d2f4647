"""`monitor run` takes up what is saved while it runs: the whole set or nothing, and says which."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from doubles.bot_api import TOKEN, BotApi
from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper
from doubles.shipped import SEEDS

from monitor.store import open_store

AFFAIR = "000_0387e5f3a65400b3.txt"
PROFILE = f"""\
name: Armenia and Azerbaijan
seeds: [{AFFAIR}]
watch:
  - actor: person/ilham-aliyev
  - actor: country/AM
require: [country/AM]
"""
READ = "config/ is read again: "
KEPT = "this edit is not taken, the watch goes on with what it had"
STARTED = "watching 1 source"


@pytest.fixture
def profile(home: Path) -> Path:
    """The profile that is there from the start."""
    return home / "config" / "profiles" / "lighthouses.yaml"


@pytest.fixture
def affair(home: Path) -> Path:
    """A profile with a seed that it matches."""
    (home / "seeds").mkdir()
    shutil.copy(SEEDS / AFFAIR, home / "seeds")
    file = home / "config" / "profiles" / "affair.yaml"
    file.write_text(PROFILE, encoding="utf-8")
    return file


@pytest.fixture
def chat(home: Path) -> Iterator[BotApi]:
    """The admin's chat, on an event loop of its own."""
    loop, api = asyncio.new_event_loop(), BotApi()
    thread = Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(api.__aenter__(), loop).result()
    channel = f"telegram/me: {{token_env: TELEGRAM_TOKEN, chat_id: 42, api_url: '{api.url}'}}\n"
    (home / "config" / "channels.yaml").write_text(channel, encoding="utf-8")
    with (home / "config" / "monitor.yaml").open("a", encoding="utf-8") as file:
        file.write("admin: telegram/me\n")
    yield api
    asyncio.run_coroutine_threadsafe(api.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def save(file: Path, text: str) -> None:
    """As editors do: into a file beside it, which then takes its place."""
    new = file.with_name(f".{file.name}.swp")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    save(file, text.replace(before, after))


def completed(home: Path, name: str) -> bool:
    """Does an editor offer this in a profile by now?"""
    schema = home / "config" / ".schema" / "profile.json"
    return schema.exists() and f'"{name}"' in schema.read_text(encoding="utf-8")


def test_a_saved_profile_source_and_channel_are_taken_up(
    home: Path, monitor: Command, profile: Path, eventually: Callable[..., None]
) -> None:
    with Newspaper() as paper, monitor.daemon() as daemon:
        daemon.says(STARTED)
        edit(profile, "weight: 3", "weight: 2.5")
        daemon.says(f"{READ}profile lighthouses changed")

        paper.publish(*LIGHTHOUSES)
        edit(home / "config" / "sources.yaml", "http://127.0.0.1:9/feed.xml", paper.feed)
        daemon.says(f"{READ}source harbour-post changed")
        daemon.tells("8 stories")

        (home / "config" / "channels.yaml").write_text(
            "telegram/me: {token_env: TELEGRAM_TOKEN, chat_id: 1}\n", encoding="utf-8"
        )
        daemon.says(f"{READ}channel telegram/me added")
        eventually(lambda: completed(home, "telegram/me"), "an editor offers the channel")
        edit(profile, "name: Lighthouses", "deliver: [telegram/me]\nname: Lighthouses")
        daemon.says("telegram/me: the environment variable TELEGRAM_TOKEN is not set; nothing can be told there")
        assert daemon.stop() == 0
    assert "Traceback" not in daemon.err


def test_a_broken_edit_keeps_the_old_set_and_says_so_until_it_is_mended(
    monitor: Command, profile: Path, home: Path
) -> None:
    sound = profile.read_text(encoding="utf-8")
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        save(profile, sound.replace("watch:", "wacht:"))
        daemon.says(KEPT)
        (fault,) = [line for line in daemon.err.splitlines() if "wacht" in line]
        told, as_json = monitor("status"), monitor("status", "--json")

        save(home / "config" / "sources.yaml", "groups: none\n")  # one more, while the first still stands
        daemon.says("sources.yaml:1:9: ")
        save(home / "config" / "sources.yaml", "groups:\n")
        save(profile, sound)
        daemon.says("mended: config/ is read again: ")
        mended = monitor("status")
        assert daemon.stop() == 0

    assert "lighthouses.yaml:2:1: unknown key `wacht` (did you mean `watch`?)" in fault
    assert "an edit is not taken" in told.lines[0]
    assert "lighthouses.yaml:2:1: unknown key `wacht`" in told.out
    assert '"kind": "reload"' in as_json.out
    assert "left out" not in told.err, "a daemon that runs has not left it out"
    assert "not taken" not in mended.out
    assert "Traceback" not in daemon.err


def test_status_tells_what_the_daemon_complains_of_even_where_it_can_read_nothing_itself(
    monitor: Command, home: Path
) -> None:
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        save(home / "config" / "sources.yaml", "groups: none\n")
        daemon.says(KEPT)
        told = monitor("status")

    assert told.status == 2
    assert "an edit is not taken, the daemon goes on with what it had:" in told.err
    assert told.err.count("sources.yaml:1:9: ") == 2, "the daemon's word, and the command's own"


def test_an_edit_that_loses_a_seed_is_refused_unless_the_profile_lets_it_go(monitor: Command, affair: Path) -> None:
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        edit(affair, "require: [country/AM]", "require: [country/JP]")
        daemon.says(KEPT)
        (fault,) = [line for line in daemon.err.splitlines() if "no longer matches" in line]
        edit(affair, "name:", "seeds_must_match: false\nname:")
        daemon.says("mended: config/ is read again: profile affair changed")
        assert daemon.stop() == 0

    assert f"affair.yaml:2:9: the seed {AFFAIR} no longer matches: required, not there: country/JP" in fault
    assert "`seeds_must_match: false`" in fault


def test_a_seed_that_never_matched_keeps_no_other_edit_from_being_taken(
    monitor: Command, affair: Path, profile: Path
) -> None:
    edit(affair, "require: [country/AM]", "require: [country/JP]")
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        edit(profile, "weight: 3", "weight: 2.5")
        daemon.says(f"{READ}profile lighthouses changed")
        edit(affair, "require: [country/JP]", "require: [country/AM]")
        daemon.says(f"{READ}profile affair changed")
        edit(affair, "require: [country/AM]", "require: [country/JP]")  # it matched by now
        daemon.says(KEPT)


def test_the_admin_is_told_of_what_is_not_taken_once_and_of_its_mending(
    monitor: Command, profile: Path, chat: BotApi, eventually: Callable[..., None]
) -> None:
    sound = profile.read_text(encoding="utf-8")
    with monitor.daemon(TELEGRAM_TOKEN=TOKEN) as daemon:
        daemon.says(STARTED)
        save(profile, sound.replace("watch:", "wacht:"))
        eventually(lambda: len(chat.sent) == 1, "the admin is told")
        save(profile, sound.replace("watch:", "wacht:") + "# saved once more\n")
        daemon.says(KEPT, times=2)
        save(profile, sound)
        eventually(lambda: len(chat.sent) == 2, "the admin is told that it is mended")

    assert chat.sent[0].text.startswith("This edit is not taken")
    assert "lighthouses.yaml:2:1: unknown key `wacht` (did you mean `watch`?)" in chat.sent[0].text
    assert chat.sent[1].text.startswith("Mended: ")


def test_an_admin_who_cannot_be_reached_stops_nothing(monitor: Command, profile: Path, chat: BotApi) -> None:
    chat.blocked.add(42)
    sound = profile.read_text(encoding="utf-8")
    with monitor.daemon(TELEGRAM_TOKEN=TOKEN) as daemon:
        daemon.says(STARTED)
        save(profile, sound.replace("watch:", "wacht:"))
        daemon.says("the admin could not be told: telegram/me: Forbidden")
        save(profile, sound)
        daemon.says("mended: ")
    assert TOKEN not in daemon.err
    assert "Traceback" not in daemon.err


def test_a_new_seed_is_drafted_resting_and_announced(
    monitor: Command, home: Path, eventually: Callable[..., None]
) -> None:
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        (home / "seeds").mkdir()  # made while it runs
        shutil.copy(SEEDS / AFFAIR, home / "seeds")
        daemon.says(" is drafted, and rests; ")
        daemon.says(f"{READ}profile ")
        told = monitor("status")
        (draft,) = (home / "config" / "profiles").glob("a*.yaml")
        assert "enabled: false" in draft.read_text(encoding="utf-8")
        assert f"seeds/{AFFAIR}: " in told.out
        assert f"profile {draft.stem} (paused)" in told.out

        edit(draft, "enabled: false", "enabled: true")
        daemon.says(f"profile {draft.stem} changed")
        assert AFFAIR not in monitor("status").out, "its word is no longer needed"
        before = draft.read_bytes()

        (home / "seeds" / "again.txt").write_bytes((SEEDS / AFFAIR).read_bytes())
        daemon.says(f"seeds/again.txt: profile {draft.stem} matches it already")
        eventually(lambda: completed(home, "again.txt"), "an editor offers the seed")
        (home / "seeds" / "empty.txt").write_text("", encoding="utf-8")
        daemon.says("seeds/empty.txt: nothing is drafted: there is no text in it")
        assert daemon.stop() == 0

    assert draft.read_bytes() == before
    assert len(list((home / "config" / "profiles").iterdir())) == 2


def test_a_template_is_taken_up_and_one_that_cannot_render_is_not(monitor: Command, home: Path) -> None:
    (home / "config" / "channels.yaml").write_text(
        "eml/a: {folder: out, from: a@b.example, to: a@b.example}\n", encoding="utf-8"
    )
    own = home / "config" / "templates" / "text.txt.j2"
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        own.parent.mkdir()
        save(own, "{{ document.titel }}\n")
        daemon.says(KEPT)
        save(own, "{{ document.title }}\n")
        daemon.says("mended: config/ is read again: channel eml/a changed")
        assert daemon.stop() == 0
    assert "text.txt.j2:1: " in daemon.err
    assert "has no attribute 'titel'" in daemon.err


def test_sighup_reads_everything_again(monitor: Command) -> None:
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        assert daemon.process is not None
        os.kill(daemon.process.pid, signal.SIGHUP)
        daemon.says(f"{READ}nothing is other than before")
        assert daemon.stop() == 0


def test_what_a_running_daemon_cannot_change_is_named(monitor: Command, home: Path) -> None:
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        edit(home / "config" / "monitor.yaml", "tick_seconds: 1", "tick_seconds: 2\nworkers: 3\nlog_level: debug")
        daemon.says("workers takes effect at the next start; tick_seconds takes effect at the next start")
        daemon.says("log_level is debug")
        assert daemon.stop() == 0


def test_a_folder_that_is_exchanged_as_a_whole_is_read_again(monitor: Command, home: Path) -> None:
    """As a deployment does, with a link or a rename: the watch on the old folder hears nothing more."""
    with monitor.daemon() as daemon:
        daemon.says(STARTED)
        exchange(home / "config", "weight: 3", "weight: 2.5")
        daemon.says(f"{READ}profile lighthouses changed")
        edit(home / "config" / "profiles" / "lighthouses.yaml", "weight: 2.5", "weight: 2")
        daemon.says("profile lighthouses changed", times=2)


def exchange(folder: Path, before: str, after: str) -> None:
    new = folder.with_name("new")
    shutil.copytree(folder, new)
    edit(new / "profiles" / "lighthouses.yaml", before, after)
    folder.rename(folder.with_name("old"))
    new.rename(folder)


def test_a_profile_that_is_renamed_meanwhile_keeps_what_it_told(
    home: Path, monitor: Command, paper: Newspaper, profile: Path
) -> None:
    paper.publish(*LIGHTHOUSES)
    with monitor.daemon() as daemon:
        daemon.tells("8 stories")
        profile.rename(profile.with_name("beacons.yaml"))
        daemon.says(f"{READ}profile beacons added; profile lighthouses removed")
        assert daemon.stop() == 0
    store = open_store(home / "var" / "monitor.db")
    (story, *_) = store.open_stories(datetime(2000, 1, 1, tzinfo=UTC))
    assert set(store.told(story.id)) == {"beacons"}
    store.close()
