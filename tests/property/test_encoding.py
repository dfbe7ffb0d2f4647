"""A text in any language of the corpus comes back, whatever it is said to be encoded in."""

from __future__ import annotations

import unicodedata

from doubles.corpus import Piece, pieces
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from monitor.collect.encoding import decode

#: in what else than UTF-8 a language's pages are written; none, where no code page has its letters
USUAL = {
    "ar": ["cp1256", "iso8859-6"], "bg": ["cp1251"], "cs": ["cp1250", "iso8859-2"], "de": ["cp1252"], "el": ["cp1253"],
    "es": ["cp1252"], "fa": ["cp1256"], "fi": ["cp1252"], "fr": ["cp1252"], "he": ["cp1255"],
    "hu": ["cp1250", "iso8859-2"], "it": ["cp1252"], "ja": ["shift_jis", "euc_jp", "iso2022_jp"], "ko": ["euc_kr"],
    "nl": ["cp1252"], "pl": ["cp1250", "iso8859-2"], "pt": ["cp1252"], "ro": ["cp1250", "iso8859-2"],
    "ru": ["cp1251", "koi8-r", "iso8859-5"], "sq": ["cp1252"], "sr": ["cp1251"], "tr": ["cp1254"],
    "uk": ["cp1251", "koi8-u"], "vi": ["cp1258"], "zh": ["gbk", "gb18030", "big5"],
}  # fmt: skip
UNICODE = ["utf-8", "utf-16", "utf-16-le", "utf-16-be"]
#: none, the defaults of servers and editors, those of a colleague in another country, and nonsense
LABELS = [(), ("utf-8",), ("iso-8859-1",), ("us-ascii",), ("windows-1251",), ("windows-1256",), ("gbk",), ("x-user",)]
#: characters; a feed has more, but shorter ones leave room for chance
SAMPLE = 250
PERSIAN_LETTERS = str.maketrans("یۀ", "يه")
ROMANIAN_LETTERS = str.maketrans("șțȘȚ", "şţŞŢ")
TONES = "\u0300\u0301\u0303\u0309\u0323"
TRADITIONAL = OpenCC("s2t")


@st.composite
def encoded(draw: st.DrawFn) -> tuple[str, bytes]:
    """A text as that encoding can hold it, and its bytes."""
    piece = draw(st.sampled_from(pieces("dev")))
    start = draw(st.integers(0, max(0, len(piece.text) - SAMPLE)))
    encoding = draw(st.sampled_from(USUAL.get(piece.language, ["utf-8"])))
    raw = written(piece, piece.text[start : start + SAMPLE], encoding).encode(encoding, "ignore")
    return raw.decode(encoding), raw


def written(piece: Piece, text: str, encoding: str) -> str:
    """As people wrote it when that encoding was all that they had."""
    if encoding == "cp1258":
        return "".join(map(_with_tones_apart, unicodedata.normalize("NFC", text)))
    if encoding == "big5":
        return str(TRADITIONAL.convert(text))
    return text.translate(PERSIAN_LETTERS if piece.language == "fa" else ROMANIAN_LETTERS)


def _with_tones_apart(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return letter + "".join(part for part in parts if part in TONES)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(encoded(), st.sampled_from(LABELS))
def test_a_text_comes_back_from_its_usual_encoding_whatever_the_label_says(
    made: tuple[str, bytes], label: tuple[str, ...]
) -> None:
    text, raw = made
    prologue, close = "<rss><channel><item><title>", "</title></item></channel></rss>"
    assert decode(prologue.encode() + raw + close.encode(), declared=label).text == prologue + text + close


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(pieces("dev")), st.sampled_from(UNICODE), st.sampled_from(LABELS))
def test_a_document_in_unicode_comes_back_with_or_without_a_mark(
    piece: Piece, encoding: str, label: tuple[str, ...]
) -> None:
    document = (
        f"<rss><channel><title>{piece.title}</title><item><title>{piece.text[:SAMPLE]}</title></item></channel></rss>"
    )
    assert decode(document.encode(encoding), declared=label).text == document


@given(
    st.binary(max_size=300),
    st.lists(st.sampled_from(["utf-7", "rot13", "hex", "idna", "", "cp1252", "\0"]) | st.text()),
)
def test_any_bytes_under_any_label_are_some_text(raw: bytes, labels: list[str]) -> None:
    decode(raw, declared=labels).text.encode("utf-8", "surrogatepass")
