"""`monitor mute`, `mutes` and `unmute`, beside the watch that they silence."""

from __future__ import annotations

import json

from doubles.command import Command
from doubles.newspaper import LIGHTHOUSES, Newspaper


def test_a_muted_profile_tells_nothing_and_what_it_missed_can_be_shown(monitor: Command, paper: Newspaper) -> None:
    muted = monitor("mute", "profile", "Lighthouses", "--for", "until-changed", "--note", "on leave")
    assert (muted.status, muted.out) == (0, "1 · profile Lighthouses · muted until changed\n")

    assert monitor("mutes", "--held-back", "1").out == "nothing was held back\n"

    paper.publish(*LIGHTHOUSES[:2])
    silent = monitor("once")
    assert silent.out == ""
    assert "1 mute stands, without end; it held back 2 stories" in silent.err

    assert monitor("mutes").lines == [
        "1 · profile Lighthouses · until changed · held back 2 stories (2 articles) · on leave",
        "1 mute stands, without end; it held back 2 stories",
    ]
    held = [json.loads(line) for line in monitor("mutes", "--held-back", "1", "--json").lines]
    assert {one["title"] for one in held} == {piece.headline for piece in LIGHTHOUSES[:2]}

    ended = monitor("unmute", "1")
    assert (ended.status, ended.lines[0].split(" ended ")[0]) == (0, "1 · profile Lighthouses ·")


def test_what_can_be_muted_is_named_by_the_word_that_the_usage_has(monitor: Command) -> None:
    assert "required: WHAT, WHICH" in monitor("mute").err
    assert "what is muted: story, actor, outlet, profile" in " ".join(monitor("mute", "--help").out.split())


def test_what_is_wrong_is_told_in_a_line(monitor: Command) -> None:
    wrong = {
        (
            "mute",
            "profile",
            "x",
            "--profile",
            "y",
        ): "monitor: --profile: a profile is muted with all that it would tell (leave it out)\n",
        ("unmute", "7"): "monitor: `7`: there is no such mute (none stands)\n",
    }
    for words, said in wrong.items():
        ended = monitor(*words)
        assert (ended.status, ended.out, ended.err) == (2, "", said)
