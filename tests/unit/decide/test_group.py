"""One event told by many is one story, in any language; two events with the same actors are two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from doubles.shipped import NOW, article, read

from monitor.decide.group import OPEN_FOR, assign
from monitor.model import Analysis, Member, Story

#: name -> (headline, text): two events with the same actors, and one with others
TEXTS = {
    "railway/en": (
        "Armenia and Azerbaijan agree to reopen the railway through Meghri",
        (
            "The foreign ministers Ararat Mirzoyan and Jeyhun Bayramov agreed in Tbilisi to reopen a railway of "
            "43 kilometres through Meghri. Trains are to run from 15 March. The transport links cost 320 million. "
            "Baku and Yerevan will each run their own customs checks on the railway."
        ),
    ),
    "railway/ru": (
        "Армения и Азербайджан договорились открыть железную дорогу через Мегри",
        (
            "Министры иностранных дел Арарат Мирзоян и Джейхун Байрамов договорились в Тбилиси открыть 43-километровую "
            "железную дорогу через Мегри. Поезда пойдут с 15 марта. Транспортное сообщение обойдётся в 320 миллионов "
            "долларов. Баку и Ереван будут вести таможенный контроль сами."
        ),
    ),
    "railway/tr": (
        "Ermenistan ve Azerbaycan Meğri demiryolunun açılmasında anlaştı",
        (
            "Dışişleri bakanları Ararat Mirzoyan ve Ceyhun Bayramov Tiflis'te 43 kilometrelik Meğri demiryolunun "
            "açılması konusunda anlaştı. Trenler 15 Mart'ta başlayacak. Ulaştırma bağlantıları 320 milyon dolara mal "
            "olacak. Bakü ve Erivan gümrük kontrolünü kendileri yapacak."
        ),
    ),
    "prisoners/en": (
        "Azerbaijan releases 17 Armenian prisoners of war",
        (
            "Azerbaijan released 17 Armenian prisoners of war at the border near Tavush, Prime Minister Nikol "
            "Pashinyan said. Among the captives are 4 civilians. President Ilham Aliyev called it humanitarian. "
            "The Red Cross carried the prisoners to Yerevan. Baku still holds 23 other prisoners."
        ),
    ),
    "prisoners/ru": (
        "Азербайджан освободил 17 армянских военнопленных",
        (
            "Азербайджан в понедельник освободил 17 армянских военнопленных на границе в Тавуше, сообщил премьер "
            "Никол Пашинян. Среди пленных 4 гражданских. Президент Ильхам Алиев назвал это гуманитарным жестом. "
            "Красный Крест доставил военнопленных в Ереван. В Баку остаются ещё 23 пленных."
        ),
    ),
    "summit/en": (
        "NATO leaders gather in Vilnius to discuss Ukraine",
        (
            "NATO leaders gathered in Vilnius to discuss air defence for Ukraine. Volodymyr Zelensky is expected on "
            "Wednesday. Lithuania has deployed 3,000 soldiers around the summit."
        ),
    ),
}
JOINS = [(one, other) for one in TEXTS for other in TEXTS if one < other and one.split("/")[0] == other.split("/")[0]]
PARTS = [(one, other) for one in TEXTS for other in TEXTS if one < other and one.split("/")[0] != other.split("/")[0]]
ANALYSES = {name: read(text, title) for name, (title, text) in TEXTS.items()}


def member(name: str, at: datetime = NOW, **changes: object) -> Member:
    title, text = TEXTS[name]
    made = Member(
        article_id=article(text, title).id,
        source_id=name,
        outlet=f"Outlet {name}",
        title=title,
        url="",
        language=ANALYSES[name].language,
        published=at,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def told(*names: str, at: datetime = NOW) -> list[Story]:
    """The stories that these articles form, one after the other."""
    stories: dict[str, Story] = {}
    for name in names:
        story = assign(ANALYSES[name], member(name, at), tuple(stories.values()))
        stories[story.id] = story
    return list(stories.values())


def sources(story: Story) -> set[str]:
    return {one.source_id for one in story.members}


@pytest.mark.parametrize(("one", "other"), JOINS)
def test_one_event_in_two_languages_is_one_story_whoever_comes_first(one: str, other: str) -> None:
    for order in ((one, other), (other, one)):
        (story,) = told(*order)
        assert sources(story) == {one, other}


@pytest.mark.parametrize(("one", "other"), PARTS)
def test_another_event_is_another_story_even_with_the_same_actors(one: str, other: str) -> None:
    assert len(told(one, other)) == len(told(other, one)) == 2


def test_many_articles_form_the_same_stories_in_any_order() -> None:
    formed = {
        frozenset(frozenset(sources(story)) for story in told(*order))
        for order in permutations(["railway/en", "railway/ru", "prisoners/en", "prisoners/ru"])
    }
    assert len(formed) == 1
    assert {len(stories) for stories in formed} == {2}


def test_a_new_story_begins_with_revision_one_and_its_first_article() -> None:
    (story,) = told("railway/en")
    assert (story.revision, story.first_seen, story.last_seen) == (1, NOW, NOW)
    assert story.lead.title == TEXTS["railway/en"][0]
    assert (story.languages, len(story.members)) == (("en",), 1)


def test_each_article_that_joins_counts_the_revision_up_and_keeps_the_id() -> None:
    (first,) = told("railway/en")
    (joined,) = told("railway/en", "railway/ru")
    assert (joined.id, joined.revision) == (first.id, 2)
    assert joined.languages == ("en", "ru")


def test_the_same_article_twice_adds_no_member() -> None:
    (story,) = told("railway/en", "railway/en", "railway/ru", "railway/en")
    assert [one.source_id for one in story.members] == ["railway/en", "railway/ru"]


def test_a_story_spans_the_times_of_its_members_in_whatever_order_they_come() -> None:
    earlier = NOW - timedelta(hours=5)
    (story,) = told("railway/en")
    joined = assign(ANALYSES["railway/ru"], member("railway/ru", earlier), [story])
    assert (joined.first_seen, joined.last_seen) == (earlier, NOW)


def test_a_story_is_closed_after_four_days_without_news() -> None:
    stories = told("railway/en")
    assert timedelta(days=4) == OPEN_FOR
    at_last = NOW + OPEN_FOR
    assert len(assign(ANALYSES["railway/ru"], member("railway/ru", at_last), stories).members) == 2
    too_late = at_last + timedelta(seconds=1)
    again = assign(ANALYSES["railway/ru"], member("railway/ru", too_late), stories)
    assert (len(again.members), again.revision) == (1, 1)
    assert again.id != stories[0].id


def test_the_most_trusted_member_leads() -> None:
    (story,) = told("railway/en")
    trusted = member("railway/ru", NOW + timedelta(hours=1), weight=2.0)
    assert assign(ANALYSES["railway/ru"], trusted, [story]).lead.source_id == "railway/ru"


def test_of_equal_trust_a_telling_in_own_words_leads_then_the_most_informative() -> None:
    (story,) = told("railway/en")
    known = story.members[0]
    copy = replace(known, article_id="copy", copy_of=known.article_id, informative=0.9)
    fuller = replace(
        known, article_id="fuller", informative=known.informative + 0.1, published=NOW + timedelta(hours=1)
    )
    assert replace(story, members=(copy, known)).lead == known
    assert replace(story, members=(known, fuller)).lead == fuller
    assert replace(story, members=(known, copy, fuller)).independent == (known, fuller)


def test_a_copy_joins_as_one_and_counts_as_no_telling_of_its_own() -> None:
    (story,) = told("railway/en")
    carried = member("railway/en", NOW + timedelta(hours=1), article_id="carried")
    joined = assign(ANALYSES["railway/en"], carried, [story])
    assert joined.members[1].copy_of == story.members[0].article_id
    assert joined.independent == story.members


def test_a_follow_up_on_the_next_day_is_the_same_story() -> None:
    (story,) = told("railway/en")
    followed = assign(ANALYSES["railway/ru"], member("railway/ru", NOW + timedelta(days=1)), [story])
    assert (followed.id, followed.revision) == (story.id, 2)


def test_a_story_is_closed_by_the_dates_of_its_articles_whatever_came_when() -> None:
    late = NOW + 3 * OPEN_FOR
    (story,) = told("railway/en", at=late)
    earlier = assign(ANALYSES["railway/ru"], member("railway/ru"), [story])
    assert earlier.id != story.id


def test_other_stories_do_not_change_where_an_article_belongs() -> None:
    stories = told("railway/en")
    alone = assign(ANALYSES["railway/ru"], member("railway/ru"), stories)
    among = assign(ANALYSES["railway/ru"], member("railway/ru"), [*told("prisoners/en", "summit/en"), *stories])
    assert alone == among


def test_articles_of_nothing_in_particular_are_stories_of_their_own() -> None:
    nothing: Analysis = read("", "")
    story = assign(nothing, member("railway/en", article_id="a"), [])
    other = assign(nothing, member("railway/en", article_id="b"), [story])
    assert (len(story.members), len(other.members)) == (1, 1)
    assert story.id != other.id


def test_what_is_given_is_never_changed() -> None:
    (story,) = told("railway/en")
    before = replace(story)
    assign(ANALYSES["railway/ru"], member("railway/ru"), [story])
    assert story == before
