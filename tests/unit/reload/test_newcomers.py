"""A new seed becomes a draft that rests, and nothing that a person wrote is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from doubles.shipped import NOW, SEEDS

from monitor.reload.newcomers import Announcement, draft_newcomers
from monitor.settings.home import Home
from monitor.settings.snapshot import load_snapshot

GRID = """\
Kenya and Ethiopia open a joint electricity line

Kenya's President William Ruto and Ethiopian Prime Minister Abiy Ahmed opened a power line in Addis Ababa on Monday.

Ethiopia will send Kenya 400 megawatts, and Kenya will pay Ethiopia in dollars, officials in Nairobi said.
"""


def drop(home: Home, name: str, text: str) -> Path:
    path = home.seeds / name
    path.write_text(text, encoding="utf-8")
    return path


def drafted(home: Home, *paths: Path) -> tuple[Announcement, ...]:
    return draft_newcomers(paths, load_snapshot(home, {}), NOW)


def test_the_draft_rests_and_names_its_seed(affair: Home) -> None:
    (told,) = drafted(affair, drop(affair, "grid.txt", GRID))

    profile = load_snapshot(affair, {}).profiles["ethiopia-kenya"]
    assert (profile.enabled, profile.seeds) == (False, ("grid.txt",))
    assert told.line.startswith("seeds/grid.txt: ")
    assert "ethiopia-kenya.yaml is drafted, and rests" in told.text


def test_seeds_of_one_affair_make_one_profile(affair: Home) -> None:
    told = drafted(affair, drop(affair, "grid.txt", GRID), drop(affair, "copy.txt", GRID.replace("400", "500")))
    assert {one.seed for one in told} == {"grid.txt", "copy.txt"}
    assert len(list(affair.profiles.iterdir())) == 2


@pytest.mark.parametrize("resting", [False, True])
def test_where_a_profile_has_the_affair_already_it_is_named_and_nothing_drafted(affair: Home, resting: bool) -> None:
    file = affair.profiles / "affair.yaml"
    if resting:
        file.write_text("enabled: false\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    before = file.read_bytes()
    again = affair.seeds / "again.txt"
    again.write_bytes(next(SEEDS.glob("000*")).read_bytes())

    (told,) = drafted(affair, again)

    assert told.text.startswith("profile affair matches it already (")
    assert [one.name for one in affair.profiles.iterdir()] == ["affair.yaml"]
    assert file.read_bytes() == before


def test_a_profile_of_that_name_is_never_written_over(affair: Home) -> None:
    file = affair.profiles / "ethiopia-kenya.yaml"
    file.write_text("name: Mine\nwatch: [{actor: country/JP}]\n", encoding="utf-8")
    before = file.read_bytes()
    (told,) = drafted(affair, drop(affair, "grid.txt", GRID))
    assert "is there already" in told.text
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing is drafted: there is no text in it"),
        ("Hm\nNothing at all happened anywhere.", "nothing is drafted: nothing in it is known"),
    ],
)
def test_what_cannot_be_drafted_is_said(affair: Home, text: str, why: str) -> None:
    (told,) = drafted(affair, drop(affair, "odd.txt", text))
    assert told.text.startswith(why)
    assert len(list(affair.profiles.iterdir())) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(affair: Home) -> None:
    affair.profiles.chmod(0o500)
    (told,) = drafted(affair, drop(affair, "grid.txt", GRID))
    affair.profiles.chmod(0o700)
    assert "cannot be written: Permission denied" in told.text


def test_a_name_that_is_not_utf_8_is_said_in_letters_that_the_store_can_keep(affair: Home) -> None:
    path = affair.seeds / os.fsdecode(b"caf\xe9.txt")
    path.write_text(GRID, encoding="utf-8")
    (told,) = drafted(affair, path)
    assert told.line.encode().startswith(rb"seeds/caf\udce9.txt: nothing is drafted: ")
    assert "rename it" in told.text


def test_a_name_that_would_steer_a_terminal_is_shown_escaped_and_listed_as_it_is(affair: Home) -> None:
    (told,) = drafted(affair, drop(affair, "\x1b[31mred\n\u202e.txt", GRID))
    assert told.line.startswith(r"seeds/\x1b[31mred\n\u202e.txt: ")
    assert load_snapshot(affair, {}).profiles["ethiopia-kenya"].seeds == ("\x1b[31mred\n\u202e.txt",)
