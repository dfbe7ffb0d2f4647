"""The server's book: each rule is seen broken, and a polite reader breaks none."""

from __future__ import annotations

from typing import Any

import pytest
from trust.politeness.exchange import DAY_S, Address, Asks, End, Kind, Reply, Request, Rules
from trust.politeness.rules import FLOOR_S, Book

A, B = ("127.0.0.1", "/a.xml"), ("127.0.0.2", "/b.xml")
AGENT = "news-monitor/1.0 (desk@watch.example)"
HOUR_S = 3600.0
AT_THREE = "Wed, 21 Oct 2026 03:00:00 GMT"


class Desk:
    """A book, and a reader that can be made to do anything."""

    def __init__(self) -> None:
        self.book = Book(agent="news-monitor/", contact="desk@watch.example")

    def ask(
        self,
        at: float,
        place: Address = A,
        *,
        kind: Kind = "feed",
        reply: Reply | None = None,
        end: End = "whole",
        **sent: str,
    ) -> None:
        headers = {"user-agent": AGENT} | {name.replace("_", "-"): value for name, value in sent.items()}
        request = Request(at=at, host=place[0], path=place[1], kind=kind, headers=headers)
        self.book.asked(request)
        self.book.answered(request, reply or Reply(status=200), at=at, end=end)

    @property
    def found(self) -> list[str]:
        return [one.kind for one in self.book.breaches]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def reply(status: int = 200, asks: Asks | None = None, **headers: str) -> Reply:
    return Reply(status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}, asks=asks or Asks())


@pytest.mark.parametrize(
    ("first", "wait_s", "breach"),
    [
        (reply(), FLOOR_S, "early"),
        (reply(500), FLOOR_S, "early"),
        (reply(429, Retry_After="7200"), 7200, "Retry-After"),
        (reply(503, Retry_After=AT_THREE), 2 * HOUR_S, "Retry-After"),
        (reply(404, Retry_After="172800"), 172800, "Retry-After"),
        (reply(200, Retry_After="7200"), 7200, "Retry-After"),
        (reply(200, Cache_Control='public, MAX-AGE="7200"'), 7200, "max-age"),
        (reply(200, Cache_Control="max-age=7200", Age="1200"), 6000, "max-age"),
        (reply(200, Cache_Control="max-age=31536000"), DAY_S, "max-age"),
        (reply(200, Expires=AT_THREE), 2 * HOUR_S, "Expires"),
        (reply(200, Expires=AT_THREE, Date="Wed, 21 Oct 2026 02:00:00 GMT"), HOUR_S, "Expires"),
        (reply(200, Asks(ttl_s=7200)), 7200, "ttl"),
        (reply(200, Asks(update_s=7200)), 7200, "updatePeriod"),
    ],
)  # fmt: skip
def test_who_comes_before_the_time_is_found_and_who_comes_then_is_not(
    desk: Desk, first: Reply, wait_s: float, breach: str
) -> None:
    desk.ask(HOUR_S, reply=first)
    desk.ask(HOUR_S + wait_s)
    assert desk.found == []
    later = Desk()
    later.ask(HOUR_S, reply=first)
    later.ask(HOUR_S + wait_s - 2)
    assert breach in later.found


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": "no-cache, max-age=7200"},
        {"Cache_Control": "s-maxage=7200"},
        {"Cache_Control": "max-age=60, max-age=7200"},
        {"Expires": "0"},
        {"Expires": "-1"},
        {"Cache_Control": "max-age=900", "Expires": "Wed, 21 Oct 2026 23:00:00 GMT"},
        {"Retry_After": "soon"},
    ],
)
def test_what_asks_for_nothing_is_no_reason_to_wait(desk: Desk, headers: dict[str, str]) -> None:
    desk.ask(HOUR_S, reply=reply(200, **headers))
    desk.ask(HOUR_S + FLOOR_S)
    assert desk.found == []


def test_a_304_without_a_word_renews_what_the_200_said(desk: Desk) -> None:
    desk.ask(0, reply=reply(200, ETag='"1"', Cache_Control="max-age=3600"))
    desk.ask(3600, reply=reply(304), if_none_match='"1"')
    desk.ask(3600 + FLOOR_S, if_none_match='"1"')
    assert desk.found == ["max-age"]


def test_skipped_hours_and_days(desk: Desk) -> None:
    desk.ask(0, reply=reply(200, Asks(skip_hours=frozenset({3}), skip_days=frozenset({3}))))
    desk.ask(2.9 * HOUR_S, reply=reply(500))
    assert desk.found == []
    desk.ask(3.5 * HOUR_S, reply=reply(500))
    desk.ask(25 * HOUR_S, reply=reply(500))
    assert desk.found == ["skipHours", "skipDays"]


@pytest.mark.parametrize(
    ("sent", "breaches"),
    [
        ({"if_none_match": 'W/"a b"', "if_modified_since": "yesterday"}, []),
        ({}, ["unconditional", "unconditional"]),
        ({"if_none_match": '"a b"', "if_modified_since": "yesterday"}, ["validator not verbatim"]),
        ({"if_none_match": '"b"', "if_modified_since": "yesterday"}, ["validator of another address"]),
    ],
)
def test_validators_come_back_verbatim_and_where_they_belong(
    desk: Desk, sent: dict[str, str], breaches: list[str]
) -> None:
    desk.ask(0, B, reply=reply(200, ETag='"b"'))
    desk.ask(0, A, reply=reply(200, ETag='W/"a b"', Last_Modified="yesterday"))
    desk.ask(HOUR_S, A, **sent)
    assert desk.found == breaches


def test_validators_of_an_answer_that_was_cut_may_come_back_or_not(desk: Desk) -> None:
    desk.ask(0, reply=reply(200, ETag='"1"'))
    desk.ask(HOUR_S, reply=reply(200, ETag='"2"'), end="cut", if_none_match='"1"')
    desk.ask(2 * HOUR_S, if_none_match='"1"')
    assert desk.found == []


def test_a_host_is_given_time_between_two_requests(desk: Desk) -> None:
    desk.ask(0)
    desk.ask(2, (A[0], "/other.xml"))
    desk.ask(3, (A[0], "/third.xml"))
    assert desk.found == ["gap"]


def test_a_host_that_asks_for_a_pause_is_left_alone_whatever_is_asked_of_it(desk: Desk) -> None:
    desk.ask(0, reply=reply(503, Retry_After="3600"))
    desk.ask(1800, (A[0], "/other.xml"))
    assert desk.found == ["host asked for a pause"]


def test_a_redirect_may_ask_for_a_pause_before_it_is_followed(desk: Desk) -> None:
    desk.ask(0, reply=Reply(status=301, headers={"Retry-After": "60"}, target=B))
    desk.ask(10, B)
    assert desk.found == ["Retry-After of a redirect"]


def test_who_said_twice_that_it_is_gone_is_asked_no_more(desk: Desk) -> None:
    desk.ask(0, reply=reply(410))
    desk.ask(DAY_S, reply=reply(410))
    assert desk.found == []
    desk.ask(2 * DAY_S)
    assert desk.found == ["asked after 410"]


def test_pages_are_asked_for_as_robots_txt_permits(desk: Desk) -> None:
    robots, page = (A[0], "/robots.txt"), (A[0], "/a/1")
    desk.ask(0, page, kind="page")
    said = Reply(status=200, rules=Rules(disallow=("/private/",), crawl_delay_s=10))
    desk.ask(10, robots, kind="robots", reply=said)
    desk.ask(20, (A[0], "/a/2"), kind="page")
    desk.ask(30, (A[0], "/private/3"), kind="page")
    desk.ask(35, (A[0], "/a/4"), kind="page")
    desk.ask(60, robots, kind="robots", reply=Reply(status=503))
    desk.ask(70, (A[0], "/a/5"), kind="page")
    desk.ask(90, page, kind="page")
    assert desk.found == [
        "robots.txt not asked",
        "robots.txt disregarded",
        "Crawl-delay",
        "robots.txt twice a day",
        "robots.txt unreadable",
        "robots.txt unreadable",
        "page asked again",
    ]


def test_an_answer_that_the_client_did_not_wait_for_binds_nobody(desk: Desk) -> None:
    desk.ask(0, reply=reply(200, Cache_Control="max-age=7200"), end="left")
    desk.ask(5)
    assert desk.found == []


def test_a_clock_that_was_put_forward_excuses_so_much(desk: Desk) -> None:
    desk.ask(0)
    desk.book.reader_put_forward(120)
    desk.ask(FLOOR_S - 120)
    assert desk.found == []


def test_an_agent_without_a_name_or_a_contact_is_found(desk: Desk) -> None:
    other: dict[str, Any] = {"user_agent": "Mozilla/5.0"}
    desk.ask(0, **other)
    assert desk.found == ["User-Agent"]
