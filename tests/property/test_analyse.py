"""Reading is pure and total: any text gives an analysis that points into it, and the same one every time."""

from __future__ import annotations

from doubles.shipped import article, lexicon
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.comprehend.analyse import analyse
from monitor.model import Analysis, Article

#: names, cues and marks that the rules look for, so that noise reaches them
_PIECES = st.sampled_from(
    [
        *("Aliyev", "Ilham Aliyev", "Rustam Aliyev", "Алиевым", "علی‌اف", "علی اف", "阿利耶夫", "Ալիևի", "ალიევმა"),
        *("Mỹ", "Nga", "Anh", "chị", "Linh", "Georgia", "Tbilisi", "Atlanta", "US", "us", "NATO", "Bộ Ngoại giao Nga"),
        *("President", "министр", "رئیس‌جمهور", "«", "»", "(", ",", ".", "\n", " ", "-", "'", "։", "。", "Karel Dvorak"),
        *(
            "peace treaty",
            "мирный договор",
            "hiệp ước hòa bình",
            "توافق صلح",
            "和平条约",
            "1.234,5",
            "٢٠",
            "U.S.",
            "J.",
        ),
    ]
)
_NOISE = st.text(max_size=6)
_TEXTS = st.lists(_PIECES | _NOISE, max_size=25).map(" ".join) | st.lists(_PIECES | _NOISE, max_size=25).map("".join)
ARTICLES = st.builds(article, _TEXTS, _TEXTS)
_LIKELY = settings(deadline=None, max_examples=150)


def spans(analysis: Analysis) -> list[tuple[int, int, str]]:
    """(start, end, surface) of everything found."""
    actors = [(one.start, one.end, one.surface) for one in (*analysis.mentions, *analysis.implied)]
    return actors + [(one.start, one.end, one.surface) for one in (*analysis.topics, *analysis.phrases)]


@_LIKELY
@given(ARTICLES)
def test_whatever_is_found_stands_where_it_is_said_to_stand(read: Article) -> None:
    analysis = analyse(read, lexicon())
    for start, end, surface in spans(analysis):
        assert 0 <= start < end <= len(read.document)
        assert read.document[start:end] == surface
        assert "\n" not in surface
    assert all(0 <= start < end <= len(read.document) for start, end in analysis.sentences)
    assert analysis.title_end == len(read.title)


@_LIKELY
@given(ARTICLES)
def test_mentions_are_in_order_known_and_of_a_strength(read: Article) -> None:
    analysis = analyse(read, lexicon())
    assert list(analysis.mentions) == sorted(analysis.mentions, key=lambda one: (one.start, one.end))
    for mention in (*analysis.mentions, *analysis.implied):
        assert 0 < mention.strength <= 1
        assert mention.actor in lexicon().actors or mention.actor.startswith("unlisted/")
    assert all(hit.topic in lexicon().topics for hit in analysis.topics)


@_LIKELY
@given(ARTICLES)
def test_no_actor_is_counted_twice_in_one_place(read: Article) -> None:
    places = [(one.actor, one.start) for one in analyse(read, lexicon()).mentions]
    assert len(set(places)) == len(places)


@_LIKELY
@given(ARTICLES)
def test_equal_articles_are_read_alike(read: Article) -> None:
    again = article(read.text, read.title)
    assert again == read
    assert analyse(again, lexicon()) == analyse(read, lexicon())
