"""Whatever happens to a page on its way, it ends in a `Page` or an error, and nothing is said that it does not say."""

from __future__ import annotations

from doubles.pages import SavedPage, saved_pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.collect.pages.blocks import compressed
from monitor.collect.pages.decode import decoded
from monitor.collect.pages.extract import extract
from monitor.collect.pages.tree import parsed
from monitor.errors import DocumentError
from monitor.model import Page

PAGES = st.sampled_from([page for page in saved_pages("dev") if len(page.body) < 60_000])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    PAGES,
    st.floats(0, 1),
    st.integers(0, 4_000),
    st.sampled_from([b"", b"<div>", b"</div></body>", b"\x00", b"<!--", b"\xff"]),
)
def test_a_mutilated_page_is_a_page_or_an_error(page: SavedPage, where: float, length: int, put: bytes) -> None:
    body = page.body
    at = int(where * len(body))
    try:
        read = extract(body[:at] + put + body[at + length :], url="https://x.example/1")
    except DocumentError:
        return
    assert isinstance(read, Page)
    assert "\x00" not in read.text
    assert read.picture.startswith(("http://", "https://", ""))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_every_line_of_the_text_stands_on_the_page(page: SavedPage) -> None:
    root = parsed(decoded(page.body))
    assert root is not None
    whole = compressed(root.text_content())
    for line in extract(page.body, url="").text.splitlines():
        assert compressed(line)[-30:] in whole
