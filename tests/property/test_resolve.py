"""Whatever is asked, resolving answers within its terms and never fails."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.comprehend.sounds.resolve import NameIndex
from monitor.comprehend.sounds.transliterate import words
from monitor.settings.transcription import load_transliterator

NAMES = ("Ilham Aliyev", "Donald Trump", "Xi Jinping", "Abdel Fattah el-Sisi", "Jean-Yves Le Drian", "Nguyễn Phú Trọng")
INDEX = NameIndex([(name, "person", {"en": [name]}) for name in NAMES], load_transliterator())
_SIGNS = st.characters() | st.sampled_from(
    "Алиев Трамп 시진핑 علي السيسي ג׳ו バイデンー मोदी Ալիև ალიევი 'ʼ-·.\u200c\u0301"
)
_LATIN = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzçşğéöüłñ"), min_size=2, max_size=9)


@given(st.text(_SIGNS, max_size=40), st.sampled_from(["", "ru", "ar", "ko", "xx"]))
def test_any_text_has_an_answer_with_a_confidence_or_none(name: str, language: str) -> None:
    found = INDEX.resolve(name, language, least=0.0)
    if found is not None:
        assert found.actor in NAMES
        assert 0 <= found.confidence <= 1
        assert found.rule in {"name", "transliteration"}


@given(st.text(_SIGNS, max_size=40))
def test_words_are_stable(name: str) -> None:
    found = words(name)
    assert words(" ".join(found)) == found


@given(st.lists(_LATIN, min_size=2, max_size=3))
def test_every_listed_name_finds_itself(parts: list[str]) -> None:
    name = " ".join(parts)
    found = NameIndex([("it", "person", {"en": [name]})], load_transliterator()).resolve(name.upper())
    assert found is not None
    assert found.rule == "name"


@given(st.sampled_from(NAMES), st.sampled_from(["ru", "ar", ""]))
def test_the_same_question_has_the_same_answer(name: str, language: str) -> None:
    assert INDEX.resolve(name, language) == INDEX.resolve(name, language)
