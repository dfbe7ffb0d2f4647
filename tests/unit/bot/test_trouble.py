"""What keeps a bot from hearing: waited out for as long as it is worth, told once, without the token."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter

from monitor.bot.trouble import MENDING_S, PAUSES_S, Trouble

TOKEN = "123456789:AAE0123456789abcdefghijklmnopqrstuv"


class Waits:
    """A pause that takes no time."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def warned() -> list[str]:
    return []


@pytest.fixture
def trouble(waits: Waits, warned: list[str]) -> Trouble:
    return Trouble(TOKEN, waits, warned.extend)


async def test_the_admin_hears_of_another_program_once_and_again_when_it_comes_back(
    trouble: Trouble, warned: list[str]
) -> None:
    taken = "Bot 123456789: another program asks for its updates; its commands and buttons wait."
    for _ in range(3):
        await trouble.wait_out(Conflict("terminated by other getUpdates request"))
    assert warned == [taken]
    trouble.over()
    await trouble.wait_out(Conflict("terminated by other getUpdates request"))
    assert warned == [taken, taken]


async def test_of_what_passes_by_itself_the_admin_hears_nothing(trouble: Trouble, warned: list[str]) -> None:
    for error in (NetworkError("Bad Gateway"), RetryAfter(timedelta(seconds=7)), BadRequest("offset"), InvalidToken()):
        await trouble.wait_out(error)
    assert warned == []


async def test_pauses_grow_and_begin_anew_once_all_goes_well(trouble: Trouble, waits: Waits) -> None:
    for _ in range(len(PAUSES_S) + 1):
        await trouble.wait_out(NetworkError("Bad Gateway"))
    assert waits.taken == [*PAUSES_S, PAUSES_S[-1]]
    trouble.over()
    await trouble.wait_out(NetworkError("Bad Gateway"))
    assert waits.taken[-1] == PAUSES_S[0]


async def test_what_only_the_owner_mends_is_tried_seldom_and_a_server_says_itself_how_long(
    trouble: Trouble, waits: Waits
) -> None:
    for error in (InvalidToken(), Conflict("webhook"), RetryAfter(timedelta(seconds=41))):
        await trouble.wait_out(error)
    assert waits.taken == [MENDING_S, MENDING_S, 41.0]


async def test_the_token_is_never_told(trouble: Trouble, caplog: pytest.LogCaptureFixture) -> None:
    await trouble.wait_out(NetworkError(f"https://api.telegram.org/bot{TOKEN}/getUpdates"))
    assert "<token>" in caplog.text
    assert TOKEN not in caplog.text
