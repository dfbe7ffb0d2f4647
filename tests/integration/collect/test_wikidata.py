"""The client of Wikidata's API against an imitation: polite, patient within bounds, and not to be fooled."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
from doubles.wikidata import Cut, Entity, Fault, Flood, Hang, Lagged, Refuse, Say, WikidataApi

from monitor.collect.wikidata import ATTEMPTS, CAP, Wikidata
from monitor.errors import FetchError, TooLarge
from monitor.settings.catalogue import languages

AGENT = "news-monitor/0 (desk@example.org)"
JANE = Entity(
    "Q1001",
    labels={"en": "Jane Doe", "ru": "Джейн Доу", "zh-hans": "简·多伊", "xx": "nobody reads this"},
    aliases={"en": ("Doe", "J. Doe"), "zh-hant": ("簡·多伊",), "sr-ec": ("Џејн Доу",)},
    descriptions={"en": "diplomat"},
    classes=("Q5",),
)
EVERYBODY = [Entity(f"Q{number}", labels={"en": f"Person {number}"}, classes=("Q5",)) for number in range(1, 121)]


class Waits(list[float]):
    """How long was waited, in seconds; nobody really waits."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def api() -> Iterator[WikidataApi]:
    with WikidataApi(JANE, *EVERYBODY, redirects={"Q2000": "Q1001"}) as api:
        yield api


@pytest.fixture
async def wikidata(api: WikidataApi, waits: Waits) -> AsyncIterator[Wikidata]:
    client = Wikidata(user_agent=AGENT, home=api.url, allow_private=True, pause=waits, timeout_s=2.0)
    yield client
    await client.close()


# ---------------------------------------------------------------- what is asked


async def test_each_request_says_who_asks_and_how_much_lag_is_borne(api: WikidataApi, wikidata: Wikidata) -> None:
    await wikidata.search("jane", language="en", limit=7)
    await wikidata.items(["Q1001"], languages=["en"])
    for request in api.requests:
        assert request.user_agent == AGENT
        assert request.fields["maxlag"] == "5"
    assert api.requests[0].fields["limit"] == "7"


async def test_items_are_asked_for_by_fifties_one_request_at_a_time(api: WikidataApi, wikidata: Wikidata) -> None:
    ids = [entity.id for entity in EVERYBODY]
    found = await wikidata.items([*ids, "Q7"], languages=languages())
    assert [item.id for item in found] == ids
    assert [len(request.ids) for request in api.requests] == [50, 50, 20]
    assert api.crowd == 1


# ---------------------------------------------------------------- what is answered


async def test_a_search_tells_id_label_and_description(wikidata: Wikidata) -> None:
    (hit,) = await wikidata.search("jane d", language="en", limit=10)
    assert (hit.id, hit.label, hit.description) == ("Q1001", "Jane Doe", "diplomat")
    assert await wikidata.search("nobody", language="en", limit=10) == ()


async def test_an_item_has_the_names_of_our_languages_their_variants_joined(wikidata: Wikidata) -> None:
    (item,) = await wikidata.items(["Q1001"], languages=["en", "ru", "sr", "zh"])
    assert item.type == "person"
    assert item.labels == {"en": "Jane Doe", "ru": "Джейн Доу", "zh": "简·多伊"}
    assert item.aliases == {"en": ("Doe", "J. Doe"), "sr": ("Џејн Доу",), "zh": ("簡·多伊",)}
    assert item.descriptions == {"en": "diplomat"}


async def test_a_name_that_is_the_same_in_most_languages_is_english_too(api: WikidataApi, wikidata: Wikidata) -> None:
    api.entities["Q9"] = Entity("Q9", labels={"mul": "Mary Roe", "ru": "Мэри Роу"}, aliases={"mul": ("M. Roe",)})
    (item,) = await wikidata.items(["Q9"], languages=["en", "ru"])
    assert item.labels["en"] == "Mary Roe"
    assert item.aliases["en"] == ("M. Roe",)


async def test_a_merged_item_is_found_by_its_old_id_and_a_missing_one_is_left_out(wikidata: Wikidata) -> None:
    found = await wikidata.items(["Q5000", "Q2000"], languages=["en"])
    assert [(item.asked, item.id) for item in found] == [("Q2000", "Q1001")]


@pytest.mark.parametrize(
    ("classes", "deprecated", "type_"),
    [
        (("Q5",), (), "person"),
        (("Q43229", "Q327333"), (), "org"),
        (("Q5", "Q43229"), (), None),
        (("Q43229",), ("Q5",), "org"),
        (("Q123456",), (), None),
        ((), (), None),
    ],
)
async def test_only_classes_that_leave_no_doubt_tell_the_type(
    api: WikidataApi, wikidata: Wikidata, classes: tuple[str, ...], deprecated: tuple[str, ...], type_: str | None
) -> None:
    api.entities["Q9"] = Entity("Q9", labels={"en": "X"}, classes=classes, deprecated=deprecated)
    (item,) = await wikidata.items(["Q9"], languages=["en"])
    assert item.type == type_


async def test_what_could_steer_a_terminal_is_taken_out_and_joiners_stay(api: WikidataApi, wikidata: Wikidata) -> None:
    api.entities["Q9"] = Entity("Q9", labels={"en": "Evil\x1b[31m\nOne\u202e", "fa": "علی‌یف"}, classes=("Q5",))
    (item,) = await wikidata.items(["Q9"], languages=["en", "fa"])
    assert item.labels == {"en": "Evil [31m One", "fa": "علی‌یف"}


async def test_an_id_that_cannot_exist_is_refused_in_the_words_of_the_api(wikidata: Wikidata) -> None:
    with pytest.raises(FetchError, match='Could not find an entity with the ID "Q99999999999"'):
        await wikidata.items(["Q99999999999"], languages=["en"])


# ---------------------------------------------------------------- what may pass is waited for


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (Lagged(retry_after=7), [7]),
        (Refuse(429, retry_after=30), [30]),
        (Refuse(503, retry_after=2), [2]),
        (Refuse(500), [1]),
        (Say(b"<html>"), [1]),
        (Say(b'["a list"]'), [1]),
        (Say(b"[" * 100_000), [1]),
        (Say(b'{"error": {"code": "ratelimited", "info": "slow down"}}'), [1]),
        (Cut(), [1]),
        (Hang(), [1]),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_passing_trouble_is_waited_out_as_long_as_the_server_asks(
    api: WikidataApi, wikidata: Wikidata, waits: Waits, fault: Fault, waited: list[float]
) -> None:
    api.script(fault)
    assert len(await wikidata.search("jane", language="en", limit=10)) == 1
    assert waits == waited
    assert len(api.requests) == 2


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Lagged(), "too busy"),
        (Refuse(500), "status 500"),
        (Refuse(429), "status 429"),
        (Say(b"{"), "no JSON"),
        (Cut(), "broke off"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_patience_ends_after_five_requests(
    api: WikidataApi, wikidata: Wikidata, waits: Waits, fault: Fault, said: str
) -> None:
    api.script(*[fault] * 10)
    with pytest.raises(FetchError, match=said):
        await wikidata.search("jane", language="en", limit=10)
    assert len(api.requests) == ATTEMPTS
    assert len(waits) == ATTEMPTS - 1


async def test_waits_of_our_own_grow(api: WikidataApi, wikidata: Wikidata, waits: Waits) -> None:
    api.script(*[Refuse(502)] * 4)
    await wikidata.search("jane", language="en", limit=10)
    assert waits == [1, 2, 4, 8]


async def test_who_asks_for_more_than_a_minute_is_left_alone(
    api: WikidataApi, wikidata: Wikidata, waits: Waits
) -> None:
    api.script(Refuse(429, retry_after=3600))
    with pytest.raises(FetchError, match="left alone for 3600 seconds") as raised:
        await wikidata.search("jane", language="en", limit=10)
    assert raised.value.retry_after_s == 3600
    assert (len(api.requests), waits) == (1, [])


@pytest.mark.parametrize("status", [301, 400, 403, 404])
async def test_a_refusal_for_good_is_not_asked_again(
    api: WikidataApi, wikidata: Wikidata, waits: Waits, status: int
) -> None:
    api.script(Refuse(status))
    with pytest.raises(FetchError, match=f"status {status}"):
        await wikidata.search("jane", language="en", limit=10)
    assert (len(api.requests), waits) == (1, [])


# ---------------------------------------------------------------- bounds


async def test_an_endless_answer_is_cut_at_the_cap(api: WikidataApi, wikidata: Wikidata) -> None:
    api.script(Flood(size=100_000_000))
    with pytest.raises(TooLarge, match="larger than 32 MB"):
        await wikidata.search("jane", language="en", limit=10)
    # what lies in the buffers of both ends comes on top
    assert api.sent < CAP + 16_000_000
    assert len(api.requests) == 1


async def test_a_packed_answer_is_bounded_by_what_comes_out_of_it(api: WikidataApi, wikidata: Wikidata) -> None:
    """httpx unpacks each piece that it reads whole: 64 kB may become 64 MB, and packed twice, gigabytes."""
    bomb = gzip.compress(bytes(50_000_000))
    api.script(Say(bomb, encoding="gzip"))
    with pytest.raises(TooLarge, match="larger than 32 MB"):
        await wikidata.search("jane", language="en", limit=10)
    api.script(Say(gzip.compress(bomb), encoding="gzip, gzip"))
    with pytest.raises(FetchError, match="which was not asked for"):
        await wikidata.search("jane", language="en", limit=10)


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"search": {"id": "Q1"}, "entities": ["Q1"]}',
        b'{"search": [1, {"label": "no id"}], "entities": {"Q1": 7, "Q2": {"labels": []}}}',
    ],
)
async def test_an_answer_of_another_shape_holds_nothing(api: WikidataApi, wikidata: Wikidata, body: bytes) -> None:
    api.script(Say(body), Say(body))
    assert await wikidata.search("jane", language="en", limit=10) == ()
    assert await wikidata.items(["Q1", "Q2"], languages=["en"]) == ()


async def test_parts_of_an_item_that_are_broken_are_left_out(api: WikidataApi, wikidata: Wikidata) -> None:
    broken = (
        b'{"entities": {"Q1": {"id": "Q1", "labels": {"en": "bare", "ru": {"value": "\xd0\xaf\xd0\xbd"}},'
        b' "aliases": [], "descriptions": {"en": []},'
        b' "claims": {"P31": [{"mainsnak": 5}, 7, {"mainsnak": {"datavalue": []}}]}}}}'
    )
    api.script(Say(broken))
    (item,) = await wikidata.items(["Q1"], languages=["en", "ru"])
    assert (item.labels, item.aliases, item.descriptions, item.type) == ({"ru": "Ян"}, {}, {}, None)


# ---------------------------------------------------------------- nobody there


def nobody_listens() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/w/api.php"


@pytest.mark.parametrize("home", ["", "http://wikidata.invalid/w/api.php"], ids=["nobody listens", "no such host"])
async def test_offline_is_said_at_once(home: str, waits: Waits) -> None:
    client = Wikidata(user_agent=AGENT, home=home or nobody_listens(), allow_private=True, pause=waits)
    with pytest.raises(FetchError, match="cannot be reached: are you online"):
        await client.search("jane", language="en", limit=10)
    await client.close()
    assert waits == []


@pytest.mark.parametrize("home", ["http://[::1/", "ftp://127.0.0.1/", "nowhere"])
async def test_an_address_that_is_none_is_an_error_in_words(home: str, waits: Waits) -> None:
    client = Wikidata(user_agent=AGENT, home=home, allow_private=True, pause=waits)
    with pytest.raises(FetchError):
        await client.search("jane", language="en", limit=10)
    await client.close()


async def test_the_guard_stands_before_it(waits: Waits) -> None:
    client = Wikidata(user_agent=AGENT, home=nobody_listens(), pause=waits)
    with pytest.raises(FetchError, match="a private address"):
        await client.search("jane", language="en", limit=10)
    await client.close()
