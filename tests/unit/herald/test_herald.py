"""What becomes of sources is told once, many at once in one line, and a dead network blames nobody."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import pytest

from monitor.collect.poll import Polled
from monitor.herald import Herald


class Desk:
    """A herald, and the messages that it had sent."""

    def __init__(self) -> None:
        self.told: list[Sequence[str]] = []
        self.herald = Herald(lambda lines: self.told.append(lines) if lines else None)

    def heed(self, *polled: Polled) -> Sequence[str]:
        """The message of this round; none, no lines."""
        before = len(self.told)
        self.herald.heed(polled)
        return self.told[-1] if len(self.told) > before else ()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def many(count: int, **fields: object) -> list[Polled]:
    return [Polled(source_id=f"s{n}", **fields) for n in range(count)]  # type: ignore[arg-type]


def test_a_quiet_round_says_nothing(desk: Desk) -> None:
    assert desk.heed(Polled(source_id="a", new=3), Polled(source_id="b", error="503")) == ()


@pytest.mark.parametrize(
    ("polled", "line"),
    [
        (
            Polled(source_id="a", error="the server answered 404", turn="failing"),
            "a failed 5 times in a row: the server answered 404; it is tried once a day",
        ),
        (Polled(source_id="a", turn="back"), "a answers again"),
        (
            Polled(source_id="a", turn="moved", moved_to="https://new.example/"),
            "a has moved for good, to https://new.example/: write that into sources.yaml",
        ),
        (Polled(source_id="a", error="410 Gone", turn="gone"), "a is gone for good (410 Gone): it is asked no more"),
    ],
)
def test_each_turn_is_told_in_words_and_logged(
    desk: Desk, polled: Polled, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert desk.heed(polled) == (line,)
    assert caplog.messages == [line]


def test_braces_in_what_a_server_said_are_no_places_to_fill_in(desk: Desk) -> None:
    (line,) = desk.heed(Polled(source_id="a", error="{name} {0} {", turn="gone"))
    assert "({name} {0} {)" in line


def test_three_have_a_line_each_and_more_share_one(desk: Desk) -> None:
    assert len(desk.heed(*many(3, turn="back"))) == 3
    assert desk.heed(*many(4, turn="back")) == ("4 sources answer again: s0, s1, s2, s3",)
    (line,) = desk.heed(*many(20, turn="failing", error="no"))
    assert line.endswith("s6, s7 and 12 more")


def test_all_that_a_round_brought_is_one_message(desk: Desk) -> None:
    lines = desk.heed(Polled(source_id="a", turn="back"), Polled(source_id="b", error="no", turn="failing"))
    assert len(lines) == 2
    assert len(desk.told) == 1


def test_a_dead_network_is_told_once_and_its_return_once(desk: Desk) -> None:
    dead = many(9, error="no address is known for x", offline=True)
    assert [line.partition(":")[0] for line in desk.heed(*dead)] == ["no network"]
    assert desk.heed(*dead) == ()
    assert desk.heed() == ()
    assert desk.heed(Polled(source_id="a", error="the address is forbidden")) == ()
    assert desk.heed(Polled(source_id="a", new=1)) == ("the network is back",)
    assert desk.heed(Polled(source_id="a", new=1)) == ()
