from __future__ import annotations

import pytest

from monitor.collect.pages.decode import decoded

TEXT = "<html><head><meta charset='{}'></head><body><p>{}</p></body></html>"
RUSSIAN = "Мост через реку открыли на месяц раньше срока, сообщили в областном управлении дорог."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nulls(encoding: str) -> None:
    assert RUSSIAN in decoded(TEXT.format("utf-16", RUSSIAN).encode(encoding))


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "“quoted” – dash"),
        ("iso-8859-9", "cp1254", "“güneş” – çizgi"),
        ("gb2312", "gb18030", "朱镕基总理在会议上表示，今年的经济工作取得了明显进展。"),
        ("euc-kr", "cp949", "똠방각하"),
        ("shift_jis", "cp932", "①番ホーム"),
        ("windows-1251", "cp1251", RUSSIAN),
    ],
)
def test_a_label_is_read_as_browsers_read_it(label: str, encoding: str, words: str) -> None:
    assert words in decoded(TEXT.format(label, words).encode(encoding))


def test_one_broken_byte_does_not_make_another_encoding_of_a_page() -> None:
    page = TEXT.format("utf-8", RUSSIAN * 20).encode().replace(b"</p>", b"\xd0</p>")
    assert RUSSIAN * 20 in decoded(page)


def test_a_label_that_lies_is_not_believed() -> None:
    assert RUSSIAN in decoded(TEXT.format("utf-8", RUSSIAN * 20).encode("cp1251"))


def test_an_encoding_that_does_not_exist_is_guessed() -> None:
    assert "plain" in decoded(TEXT.format("x-unheard-of", "plain \xe9").encode("latin-1"))


def test_null_characters_are_blanks() -> None:
    assert "one two" in decoded(TEXT.format("utf-8", "A plain sentence, and one\x00two more words.").encode())
