"""Whatever a seed file holds, it is an article or a one-line error; what is kept is read as the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from doubles.pdf import line, pdf
from doubles.shipped import NOW
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.collect.article import from_text
from monitor.collect.forms import front_matter, markdown, saved
from monitor.collect.forms.decode import decoded
from monitor.collect.forms.form import form_of, form_of_answer
from monitor.collect.forms.glyphs import logical
from monitor.collect.forms.pdf import contents as pdf_contents
from monitor.collect.keep import keep_article, kept_from, name_of_copy, name_of_page
from monitor.collect.seed import read_seed
from monitor.collect.seed_article import find_article
from monitor.collect.text import one_line, tidy
from monitor.errors import DocumentError

MARKS = st.text(st.sampled_from("#*_[]()!<>-=`~|\\&;:/\n\t \"'1aБش家\u200c\x00\ud800{}^+.0"), max_size=200)
FRONT = st.text(st.sampled_from("-\n:{}[]&*!|>'\"#%@`, titleurl=20-T:Zж\u2028\x85"), max_size=120)
PIECES = st.sampled_from([b"%PDF-1.7\n", b"1 0 obj\n", b"<< /Type /Page >>", b"stream\n", b"endobj\n", b"trailer"])
FRAME = [
    "Read more: x",
    "Share",
    "By Jane Doe",
    "A > B > C",
    "5.7.2024",
    "Photo: AP",
    "The treaty was signed.",
    "条約。",
]
LINES = st.lists(
    st.sampled_from(FRAME) | st.text(min_size=1, max_size=200).map(str.strip).filter(bool), min_size=1, max_size=30
)
MOMENTS = st.datetimes(timezones=st.just(UTC))
#: letters of both directions, digits of three kinds, and what stands between them
GLYPHS = st.lists(st.sampled_from([*"abcX 12.,:%()«»-אבג", *"سلام۱۲٣", "لا"]), max_size=40)


def one_line_error(read: Callable[[bytes], object], raw: bytes) -> None:
    """It is read, or refused in one line."""
    try:
        read(raw)
    except DocumentError as error:
        complaint = str(error)
    else:
        complaint = "none"
    assert complaint
    assert "\n" not in complaint


@given(st.binary(max_size=300), st.text(max_size=20))
def test_every_file_has_a_form(raw: bytes, name: str) -> None:
    assert form_of(name, raw) in {"text", "markdown", "page", "pdf"}
    assert form_of_answer(name, raw) in {"text", "markdown", "page", "pdf"}


@given(st.binary(max_size=200))
def test_bytes_are_text_or_a_document_error(raw: bytes) -> None:
    one_line_error(decoded, raw)


@given(MARKS | st.builds("---\n{}\n---\n{}".format, FRONT, MARKS))
def test_any_markdown_is_plain_lines(text: str) -> None:
    found = markdown.contents(text)
    assert all(each.strip() for each in found.text.splitlines())


@given(st.builds("---\n{}\n---\n{}".format, FRONT, MARKS))
def test_any_front_matter_is_one_or_text(text: str) -> None:
    about, rest = front_matter.split(text)
    assert text.endswith(rest)
    assert all(address.startswith(("http://", "https://")) for address in about.addresses)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | MARKS.map(lambda text: f"<html>{text}".encode("utf-8", "replace")))
def test_any_page_is_an_article_or_a_document_error(raw: bytes) -> None:
    for head in (b"", b"MIME-Version: 1.0\r\n"):
        one_line_error(saved.contents, head + raw)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=8).map(b"".join), st.integers(0, 2000))
def test_any_pdf_is_an_article_or_a_document_error(noise: bytes, at: int) -> None:
    sound = pdf([line("A headline of some length", y=700, size=24), line("The text.", y=600)])
    for raw in (b"%PDF-1.7\n" + noise, sound[:at] + noise + sound[at:]):
        one_line_error(pdf_contents, raw)


@given(GLYPHS, st.booleans())
@example(["א", "%", "1", "a"], True)
def test_turning_a_line_loses_no_letter_and_keeps_numbers_and_words(glyphs: list[str], right_to_left: bool) -> None:
    found = logical(glyphs, right_to_left=right_to_left)
    assert sorted(filter(str.isalnum, found)) == sorted(filter(str.isalnum, "".join(glyphs)))
    assert all(word in found for word in re.findall("[abcX12]+", "|".join(glyphs).replace("|", "")))


@given(LINES)
def test_each_line_is_read_or_told(lines: list[str]) -> None:
    found = find_article(lines)
    assert found.headline in lines
    assert len(found.text) + len(found.left_out) + 1 == len(lines)
    assert all(any(line.startswith(kept) for line in lines) for kept in found.text)


@settings(deadline=None)
@given(
    st.text(max_size=80).map(lambda text: one_line(text, cap=500)).filter(bool),
    st.text(max_size=300).map(tidy),
    MOMENTS | st.none(),
)
def test_what_is_kept_is_read_as_the_same(title: str, text: str, published: datetime | None) -> None:
    url = "https://news.example/1?a=ж"
    article = from_text(title=title, text=text, url=url, published=published, now=NOW, method="seed")
    with TemporaryDirectory() as folder:
        path = keep_article(article, Path(folder), asked=url)
        assert read_seed(path, NOW).article == article
        assert kept_from(Path(folder), url) == path


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(text: str) -> None:
    for name in (name_of_copy(text), name_of_copy(f"{text}.txt"), name_of_page("https://news.example/", text)):
        assert PurePath(name).name == name
        assert not name.startswith((".", "-"))
        assert name.isprintable()
        assert len(name.encode()) <= 200
