"""The terminal shows a card or plain lines, whatever it can write."""

from __future__ import annotations

import io
import os
import re
from datetime import UTC, datetime

import pytest
from doubles.told import alert, digest, member
from rich.console import Console

from monitor.decide import delivery
from monitor.deliver.console import ConsoleChannel
from monitor.errors import DeliveryError
from monitor.model import Alert, Digest

#: colours and links
ESCAPES = re.compile(r"\x1b(?:\[[\d;]*m|\]8;[^\x1b]*\x1b\\)")


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


async def nothing() -> None:
    """Nobody notes the boundary."""


async def printed(what: Alert | Digest, *, encoding: str = "utf-8", **options: object) -> str:
    """What the channel writes, decoded."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    terminal = Console(file=stream, width=80, _environ={"TERM": "xterm-256color"}, **options)  # type: ignore[arg-type]
    channel = ConsoleChannel(delivery.Console(), clock=Noon(), terminal=terminal)
    for message in channel.render(what):
        receipt = await channel.send(message, request_written=nothing)
        assert receipt.sent_at == Noon().now()
    stream.flush()
    return raw.getvalue().decode(encoding)


async def test_a_terminal_gets_a_card_with_the_address_under_the_headline() -> None:
    shown = await printed(alert(member(0)), force_terminal=True, no_color=True)
    assert "╭─" in shown
    assert "https://news-0.example/2026/11/21/peace?id=0&page=1" in shown
    assert "Tuổi Trẻ · Vietnamese · 21 Nov 2026, 14:05 UTC+7" in shown


@pytest.mark.parametrize("what", [alert(member(0)), digest(alert(member(0)))])
async def test_no_word_is_cut_off_by_the_edge_of_a_terminal(what: Alert | Digest) -> None:
    """Not on one whose other lines are left to wrap by themselves either, as those of the commands are."""
    shown = await printed(what, force_terminal=True, no_color=True, soft_wrap=True)
    (words,) = (set(message.text.split()) for message in ConsoleChannel(delivery.Console(), clock=Noon()).render(what))
    assert {word for word in words if word.isalnum()} <= set(ESCAPES.sub("", shown).split())


async def test_a_file_gets_plain_lines_one_block_an_alert() -> None:
    shown = await printed(alert(member(0)), force_terminal=False)
    assert "\x1b" not in shown
    assert shown.splitlines()[1] == f"{member(0).title} <{member(0).url}>"
    assert shown.endswith("\n\n")


async def test_no_colour_means_none() -> None:
    shown = await printed(digest(), force_terminal=True, no_color=True)
    assert "\x1b[36m" not in shown
    assert ";36m" not in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("terminal", [True, False])
async def test_letters_that_a_terminal_lacks_are_transliterated(encoding: str, terminal: bool) -> None:
    shown = await printed(alert(member(4)), encoding=encoding, force_terminal=terminal)
    assert "Az" in shown
    assert "Ermenistanla" in shown
    await printed(digest(), encoding=encoding, force_terminal=terminal)
    await printed(digest(profile_name="Caucasus " * 20), encoding=encoding, force_terminal=terminal)
    await printed(alert(profile_name="Caucasus " * 20), encoding=encoding, force_terminal=terminal)
    await printed(alert(member(1, url="https://пример.example/новость")), encoding=encoding, force_terminal=terminal)


async def test_a_name_of_which_a_terminal_has_no_letter_leaves_its_line_whole() -> None:
    shown = await printed(digest(profile_name="\U0004aa45"), encoding="cp1252", force_terminal=True, no_color=True)
    assert "-" * 80 in shown


async def test_rich_markup_and_emoji_codes_in_a_headline_are_text() -> None:
    title = "[bold]x[/bold] [link=a] :smile: \\[ <b>&amp;"
    for terminal in (True, False):
        assert title in await printed(alert(member(0, title=title)), force_terminal=terminal, no_color=True)


async def test_words_against_the_line_are_isolated() -> None:
    assert "\u2068خبرگزاری خزر\u2069" in await printed(alert(), force_terminal=True)


async def test_a_closed_terminal_is_a_delivery_error() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    channel = ConsoleChannel(delivery.Console(), clock=Noon(), terminal=Console(file=stream))
    (message,) = channel.render(alert())
    stream.close()
    with pytest.raises(DeliveryError) as caught:
        await channel.send(message, request_written=nothing)
    assert not caught.value.permanent


async def test_a_broken_pipe_is_a_delivery_error_every_time_and_never_the_end_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w", encoding="utf-8", buffering=1)
    monkeypatch.setattr("rich.console.os.dup2", lambda *_: None)  # rich would point the test's own output at /dev/null
    channel = ConsoleChannel(delivery.Console(), clock=Noon(), terminal=Console(file=stream))
    (message,) = channel.render(alert())
    for _ in range(2):
        with pytest.raises(DeliveryError, match="nobody reads"):
            await channel.send(message, request_written=nothing)
    with pytest.raises(BrokenPipeError):
        stream.close()
