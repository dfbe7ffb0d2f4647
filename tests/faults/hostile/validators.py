"""Cookies, and lies in what makes a request conditional."""

from __future__ import annotations

from faults.hostile.case import Case, Check, Seen, both, brings, holds
from faults.hostile.documents import GOOD, feed, item
from faults.hostile.server import Answer, http, in_turn, raw

READ = brings(GOOD)
TWO = (GOOD, "Another good entry")
OTHER = feed(item(), item(TWO[1], link="https://example.org/other"))


def sent(header: str, *values: str | None) -> Check:
    """What our requests for the feed said in this header, one after the other."""

    def check(seen: Seen) -> None:
        asked = [request.headers.get(header) for request in seen.asked("/feed")]
        assert asked == list(values), f"{header} was {asked}"

    return check


def tagged(etag: str, body: bytes = b"", status: str = "200 OK") -> Answer:
    return http(body or feed(), status, headers={"ETag": etag})


CASES = (
    Case(
        name="cookies",
        does="sets cookies, and forbids everything without them",
        wanted="none is sent back: nobody is to be followed",
        feed=http(feed(), headers={"Set-Cookie": "id=1; Domain=.example; Max-Age=99999"}),
        polls=2,
        check=both(READ, sent("cookie", None, None)),
    ),
    Case(
        name="304 with a body",
        does="sends a body with its 304",
        wanted="the body is not read, and what stood stays",
        feed=in_turn(
            tagged('"1"'),
            raw(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nContent-Length: 9\r\n\r\n<rss><x/>'),
        ),
        polls=3,
        check=both(READ, sent("if-none-match", None, '"1"', '"1"')),
    ),
    Case(
        name="changing etag",
        does="gives the same feed another ETag each time",
        wanted="nothing is told twice; the newest ETag goes back",
        feed=in_turn(tagged('"1"'), tagged('"2"'), tagged('"3"')),
        polls=3,
        check=both(READ, sent("if-none-match", None, '"1"', '"2"')),
    ),
    Case(
        name="same etag",
        does="changes its feed and keeps the ETag",
        wanted="what it sends is read, whatever the ETag says",
        feed=in_turn(tagged('"1"'), tagged('"1"', OTHER)),
        polls=2,
        check=brings(*TWO),
    ),
    *(
        Case(
            name=f"{name} etag",
            does=f"has the ETag {etag}",
            wanted="it goes back exactly as it came",
            feed=tagged(etag),
            polls=2,
            check=both(READ, sent("if-none-match", None, etag)),
        )
        for name, etag in (("weak", 'W/"1"'), ("bare", "abc"), ("double", '""1""'), ("starred", "*"))
    ),
    *(
        Case(
            name=f"{name} etag",
            does=f"has an ETag {words}",
            wanted="what no request can carry stays at home; the feed is read each time",
            feed=tagged(etag),
            polls=2,
            check=both(READ, sent("if-none-match", None, None)),
        )
        for name, words, etag in (
            ("foreign", "with letters that are no ASCII", '"\u00e9\u4e2d"'),
            ("empty", "of no letter", ""),
            ("huge", "of 20,000 letters", '"' + "e" * 20_000 + '"'),
        )
    ),
    Case(
        name="odd date",
        does="has a Last-Modified that is no date",
        wanted="it goes back exactly as it came",
        feed=http(feed(), headers={"Last-Modified": "yesterday evening"}),
        polls=2,
        check=both(READ, sent("if-modified-since", None, "yesterday evening")),
    ),
    Case(
        name="etag of an error",
        does="sends an ETag with a web page, then 304, then the feed",
        wanted="while it is the same page, status goes on saying what is wrong with it; then the feed is read",
        feed=in_turn(tagged('"e"', b"<html>Sorry</html>"), http(b"", "304 Not Modified"), http(feed())),
        polls=3,
        check=both(
            READ,
            sent("if-none-match", None, '"e"', '"e"'),
            holds(
                "it says so twice", lambda seen: ["page" in state.error for state in seen.states] == [True, True, False]
            ),
        ),
    ),
    Case(
        name="always 304",
        does="answers 304 for ever once it has given an ETag",
        wanted="taken at its word; nothing is lost or told twice",
        feed=in_turn(tagged('"1"'), http(b"", "304 Not Modified")),
        polls=4,
        check=READ,
    ),
    Case(
        name="304 after a failure",
        does="gives an ETag, then an error, then 304",
        wanted="the error is forgotten",
        feed=in_turn(tagged('"1"'), http(b"", "500 Internal Server Error"), http(b"", "304 Not Modified")),
        polls=3,
        check=both(READ, holds("one failure", lambda seen: [state.failures for state in seen.states] == [0, 1, 0])),
    ),
    Case(
        name="no-store",
        does="forbids to keep anything, and says that it has expired in 1970",
        wanted="the feed is read, and asked for in the usual time",
        feed=http(
            feed(), headers={"Cache-Control": "no-store, max-age=-5", "Expires": "0", "Age": "-3", "Pragma": "no-cache"}
        ),
        check=READ,
    ),
    Case(
        name="feed that turns to html",
        does="is a feed once, and an advertisement from then on",
        wanted="an error in words, although it was a feed",
        feed=in_turn(tagged('"1"'), http(b"<html><body>Buy this domain</body></html>")),
        polls=2,
        check=holds("it says so", lambda seen: "web page, not a feed" in seen.error),
    ),
)
