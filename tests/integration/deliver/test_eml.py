"""A folder of letters: whole, private, and one file for each message however often it is written."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from doubles.told import alert

from monitor.decide.delivery import Eml
from monitor.deliver.channels import build
from monitor.errors import DeliveryError
from monitor.model import Receipt
from monitor.ports import Channel, Clock


async def nothing() -> None:
    """Nobody notes the boundary."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "mail"


@pytest.fixture
def channel(folder: Path, clock: Clock) -> Channel:
    settings = Eml(name="eml/archive", folder=str(folder), sender="watch@news.example", to=("me@news.example",))
    return build(settings, clock=clock)


async def sent(channel: Channel, **changes: str) -> Receipt:
    (message,) = channel.render(alert())
    return await channel.send(replace(message, **changes), request_written=nothing)


async def test_a_message_becomes_a_letter_that_only_its_owner_reads(channel: Channel, folder: Path) -> None:
    receipt = await sent(channel)
    (path,) = folder.iterdir()  # noqa: ASYNC240
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name.startswith("2026-11-21_alert-")
    assert receipt.remote_id == f"{read['Message-ID']} {path.name}"
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)  # noqa: ASYNC240


async def test_a_repeat_takes_the_same_file(channel: Channel, folder: Path) -> None:
    await sent(channel)
    await sent(channel, text="once more")
    (path,) = folder.iterdir()  # noqa: ASYNC240
    assert b"once more" in path.read_bytes()


@pytest.mark.parametrize("key", ["../../evil", "/etc/passwd", "a\0b", "*", "x" * 5000, "\ud800"])
async def test_no_key_leads_out_of_the_folder(channel: Channel, folder: Path, key: str) -> None:
    await sent(channel, key=key)
    assert len(list(folder.glob("2026-11-21_*.eml"))) == 1  # noqa: ASYNC240


async def test_a_disk_that_takes_nothing_is_tried_again(channel: Channel, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("no folder")  # noqa: ASYNC240
    with pytest.raises(DeliveryError) as caught:
        await sent(channel)
    assert (caught.value.permanent, caught.value.ambiguous) == (False, False)
