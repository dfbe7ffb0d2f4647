"""A summary is two or three of the article's own sentences, about whom the profile watches, in their order."""

from __future__ import annotations

from doubles import shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.compose.summary import ALL, MOST, summary
from monitor.model import Evidence, Match

TITLE = "Azerbaijan and Armenia agree the text of a peace treaty"
LEDE = "Ilham Aliyev and Nikol Pashinyan will sign the treaty in Washington in August, both offices said on Friday."
ASIDE = "The weather in the capital was fine, and the hotels were full of people from all over the world."
VIEW = "For Mr Aliyev it is the end of a war; he thanked NATO and the mediators for what they had done."
AGAIN = "Ilham Aliyev and Nikol Pashinyan will sign the treaty in Washington in August, both offices said once more."


def found(**points: float) -> Match:
    terms = {"aliyev": "person/ilham-aliyev", "pashinyan": "person/nikol-pashinyan", "nato": "org/nato"}
    evidence = tuple(
        Evidence(term=terms[name], name=name, points=worth, count=1, in_title=False, surfaces=())
        for name, worth in points.items()
    )
    return Match(profile="p", version="1", score=0.8, decision="match", evidence=evidence, missing=())


WATCHED = found(aliyev=3.0, pashinyan=3.0, nato=1.5)


def told(*sentences: str, match: Match = WATCHED, title: str = TITLE, between: str = "\n") -> tuple[str, ...]:
    text = between.join(sentences)
    article = shipped.article(text, title)
    return summary(article.document, shipped.read(text, title), match)


def test_the_sentences_that_name_the_watched_stand_in_their_order() -> None:
    assert told(LEDE, ASIDE, VIEW, between=" ") == (LEDE, VIEW)
    assert told(VIEW, ASIDE, LEDE) == (VIEW, LEDE)


def test_the_headline_is_not_said_again() -> None:
    again = "Azerbaijan and Armenia agree the text of a peace treaty, Ilham Aliyev says."
    assert told(again, LEDE) == (LEDE,)


def test_what_a_sentence_said_is_not_said_twice() -> None:
    assert told(LEDE, AGAIN, VIEW) == (LEDE, VIEW)


def test_furniture_is_left_out() -> None:
    assert told(
        "Read also: Ilham Aliyev opens a new bridge over the Kura near the town of Mingachevir.",
        "Photo: Ilham Aliyev and Nikol Pashinyan at the White House on Friday. AFP/Getty Images.",
        "Aliyev said so.",
        "Ilham Aliyev, Nikol Pashinyan | Politics | South Caucasus | NATO",
        LEDE,
    ) == (LEDE,)


def test_half_a_quotation_is_left_out() -> None:
    assert told('Mr Aliyev said to the reporters: "We wanted this treaty for thirty years, and so did they.', LEDE) == (
        LEDE,
    )


def test_a_new_actor_counts_more_than_one_who_was_named() -> None:
    others = [f"Mr Aliyev spoke of it in his speech number {number} before the parliament." for number in range(3)]
    assert VIEW in told(LEDE, *others, VIEW)


def test_without_a_sentence_about_the_watched_there_is_none() -> None:
    assert told(ASIDE) == ()
    assert told(LEDE, match=found()) == ()


def test_the_words_of_a_condition_count_as_its_evidence() -> None:
    both = Evidence(
        term="all of org/nato, person/ilham-aliyev", name="", points=3.0, count=1, in_title=False, surfaces=("NATO",)
    )
    assert told(ASIDE, VIEW, match=Match(
        profile="p", version="1", score=0.8, decision="match", evidence=(both,), missing=()
    )) == (VIEW,)  # fmt: skip


def test_scripts_without_spaces_have_sentences_too() -> None:
    first = "阿塞拜疆总统阿利耶夫和亚美尼亚总理帕希尼扬将于八月在华盛顿签署和平条约。"
    second = "阿利耶夫表示，这意味着一场持续三十多年的战争终于结束。"
    assert told(first + second, title="和平条约文本达成一致") == (first, second)


@settings(max_examples=60)
@given(st.lists(st.sampled_from([LEDE, ASIDE, VIEW, AGAIN, "Short.", TITLE + ".", "x" * 400]), max_size=12))
def test_it_is_short_and_each_sentence_is_the_article_s_own(sentences: list[str]) -> None:
    chosen = told(*sentences)
    assert len(chosen) <= MOST
    assert sum(map(len, chosen)) <= ALL
    assert all(one in sentences for one in chosen)
    places = [sentences.index(one) for one in chosen]
    assert places == sorted(places)
