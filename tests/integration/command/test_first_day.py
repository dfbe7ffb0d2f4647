"""What a newcomer meets on the first day: a draft, a look at it, an edit, and a reason where something is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from doubles.command import Command

SEED = """\
Kenya and Ethiopia open a joint electricity line

Kenya's President William Ruto and Ethiopian Prime Minister Abiy Ahmed opened a power line in Addis Ababa on Monday.

Ethiopia will send Kenya 400 megawatts, and Kenya will pay Ethiopia in dollars, officials in Nairobi said.
"""
DRAFT = "ethiopia-kenya.yaml"
TOKENLESS = "telegram/me: {token_env: TELEGRAM_TOKEN, chat_id: 42}\n"


@pytest.fixture
def profile(home: Path, monitor: Command) -> Path:
    """A profile that was drafted from a seed of one's own."""
    seed = home / "seeds" / "grid.txt"
    seed.parent.mkdir()
    seed.write_text(SEED, encoding="utf-8")
    assert monitor("draft", str(seed)).status == 0
    return home / "config" / "profiles" / DRAFT


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_a_draft_that_is_printed_is_the_file_that_would_be_written(home: Path, monitor: Command, profile: Path) -> None:
    printed = monitor("draft", "--print", str(home / "seeds" / "grid.txt"))

    assert printed.out == profile.read_text(encoding="utf-8")
    assert yaml.safe_load(printed.out)["seeds"] == ["grid.txt"], "brackets are text, not markup"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("languages: any", "languages: [fr]", "its language is none of those that the profile listens to: fr"),
        ("require:", "require:\n  - [country/UG]", "required, not there: one of country/UG"),
        ("exclude:", "exclude:\n  - country/KE", "excluded, and there: country/KE"),
        ("threshold: 0.5", "threshold: 1.0", "the score stays below the threshold of 1.00"),
    ],
)
def test_check_and_explain_say_why_an_edit_loses_a_seed(
    home: Path, monitor: Command, profile: Path, before: str, after: str, reason: str
) -> None:
    edit(profile, before, after)

    checked, explained = monitor("check"), monitor("explain", str(home / "seeds" / "grid.txt"))

    assert checked.status == 1
    lost = next(number for number, line in enumerate(checked.lines) if "no longer matches" in line)
    assert checked.lines[lost + 1].strip() == reason
    assert checked.lines[-1].endswith("not right")
    assert reason in explained.out


def test_a_government_that_is_only_meant_is_not_counted_as_named_zero_times(home: Path, monitor: Command) -> None:
    edit(home / "config" / "profiles" / "lighthouses.yaml", "watch:\n", "watch:\n  - actor: country/US\n")
    file = home / "meant.txt"
    file.write_text("Washington answers\n\nWashington will pay for the lighthouses, it said.\n", encoding="utf-8")

    ended = monitor("explain", str(file))

    assert "United States (meant, not named)" in ended.out
    assert "(0×)" not in ended.out


def test_a_channel_in_use_without_its_secret_is_named_before_the_first_pass(
    home: Path, monitor: Command, profile: Path
) -> None:
    (home / "config" / "channels.yaml").write_text(TOKENLESS, encoding="utf-8")
    unused = monitor("once")
    edit(profile, "deliver: []", "deliver: [telegram/me]")
    used = monitor("once")

    assert "TELEGRAM_TOKEN" not in unused.err
    first = used.err.splitlines()[0]
    assert (
        first == "monitor: telegram/me: the environment variable TELEGRAM_TOKEN is not set; nothing can be told there"
    )


def test_a_channel_that_fails_its_test_is_named_once(home: Path, monitor: Command) -> None:
    (home / "config" / "channels.yaml").write_text(TOKENLESS, encoding="utf-8")

    ended = monitor("channels", "test", "telegram/me", TELEGRAM_TOKEN="no token at all")

    assert ended.status == 1
    assert ended.err.startswith("monitor: telegram/me: ")
    assert ended.err.count("telegram/me") == 1


def test_a_pipe_gets_addresses_whole_however_long(home: Path, monitor: Command) -> None:
    address = "https://news.example/" + "long/" * 40 + "[feed].xml"
    edit(home / "config" / "sources.yaml", "http://127.0.0.1:9/feed.xml", address)

    ended = monitor("sources", "list")

    assert ended.lines[1].rstrip().endswith(address)


def test_a_home_without_profiles_or_sources_says_that_nothing_is_watched_or_read(home: Path, monitor: Command) -> None:
    (home / "config" / "profiles" / "lighthouses.yaml").unlink()
    (home / "config" / "sources.yaml").unlink()

    ended = monitor("check")

    assert ended.status == 0
    unwatched, unread = ended.err.splitlines()
    assert "nothing is watched" in unwatched
    assert "nothing is read" in unread


def test_what_the_seeds_of_a_home_are_named_is_shown_as_it_stands(home: Path, monitor: Command, profile: Path) -> None:
    (home / "seeds" / "[bold]grid :fire:.txt").write_text(SEED, encoding="utf-8")
    edit(profile, "seeds: [grid.txt]", "seeds: ['[bold]grid :fire:.txt']")

    ended = monitor("check")

    assert ended.lines[0].startswith("  ethiopia-kenya: [bold]grid :fire:.txt matches (0.")
