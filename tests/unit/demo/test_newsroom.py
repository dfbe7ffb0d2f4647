"""A newsroom is read as its README says, and what is wrong with it is named with its file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.decide.profile import Profile, Term
from monitor.demo.expect import Arrived, compare, profiles_of
from monitor.demo.newsroom import Newsroom, read_newsroom, shipped
from monitor.demo.press import Press
from monitor.errors import ConfigError
from monitor.model import Member, Story
from monitor.testing import FixedClock

SEED = "000_0387e5f3a65400b3.txt"
PROFILE = Profile(id="peace", name="Peace", seeds=(SEED,), watch=(Term(id="country/AZ", weight=1),))


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return read_newsroom(shipped())


def test_the_shipped_one_has_what_the_demo_promises(newsroom: Newsroom) -> None:
    distractors = [article for article in newsroom.articles if article.story is None]
    assert len(newsroom.outlets) >= 6
    assert len({outlet.language for outlet in newsroom.outlets}) >= 8
    assert len(newsroom.concerns) == 12
    assert len(distractors) == 36
    assert {outlet.feed for outlet in newsroom.outlets} == {"rss", "atom"}
    assert all(len([a for a in newsroom.articles if a.story == story]) >= 3 for story in newsroom.concerns)


def test_an_offset_is_read_with_its_sign(newsroom: Newsroom) -> None:
    offsets = [article.published for article in newsroom.articles]
    assert min(offsets) < timedelta(0) < max(offsets)


def _broken(folder: Path, file: str, change: Callable[[str], str]) -> Path:
    copy = folder / "newsroom"
    shutil.copytree(shipped(), copy)
    path = copy / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("title:", "titel:", 1), "lacks 'title'"),
        (lambda text: text.replace("published: ", "published: soon ", 1), "is no offset"),
        (lambda text: "no header at all\n\n" + text, "key: value"),
    ],
)
def test_a_broken_article_is_named_with_its_file(tmp_path: Path, change: Callable[[str], str], says: str) -> None:
    file = "stories/01-treaty-text-agreed/caspian-wire.txt"
    with pytest.raises(ConfigError, match=says) as caught:
        read_newsroom(_broken(tmp_path, file, change))
    assert caught.value.faults[0].file.endswith(file)


def test_an_article_of_an_unknown_outlet_is_an_error(tmp_path: Path) -> None:
    folder = _broken(tmp_path, "newsroom.yaml", lambda text: text.replace("id: arevagal", "id: other"))
    with pytest.raises(ConfigError, match="no outlet 'arevagal'"):
        read_newsroom(folder)


def test_a_folder_that_is_no_newsroom_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"newsroom\.yaml"):
        read_newsroom(tmp_path)


def test_a_story_concerns_the_profiles_grown_from_its_seeds_and_those_it_names() -> None:
    assert profiles_of([SEED], [PROFILE]) == {"peace"}
    assert profiles_of(["peace"], [PROFILE]) == {"peace"}
    assert profiles_of(["002.txt"], [PROFILE]) == set()


class TestCompare:
    """Each expectation can fail, and says so."""

    @pytest.fixture
    def small(self, newsroom: Newsroom) -> Newsroom:
        first = sorted(newsroom.concerns)[:2]
        kept = tuple(article for article in newsroom.articles if article.story in {*first, None})
        concerns = {first[0]: (SEED,), first[1]: ("somebody-else",)}
        return Newsroom(outlets=newsroom.outlets, articles=kept, concerns=concerns, about=newsroom.about)

    @pytest.fixture
    def press(self, small: Newsroom) -> Press:
        press = Press(small, FixedClock())
        press.origins = {outlet.id: f"http://127.0.0.1/{outlet.id}" for outlet in small.outlets}
        return press

    def told(self, press: Press, *stories: str | None) -> Arrived:
        articles = [next(a for a in press.newsroom.articles if a.story == story) for story in stories]
        members = tuple(
            Member(
                article_id=str(number),
                source_id=article.outlet,
                outlet=article.outlet,
                title=article.title,
                url=press.url(article) + "?utm_source=rss",
                language="en",
                published=press.started + timedelta(minutes=number),
            )
            for number, article in enumerate(articles)
        )
        story = Story(id="s", members=members, first_seen=press.started, last_seen=press.started, revision=1)
        return Arrived(profile="peace", story=story, how="alert")

    def complaints(self, press: Press, *arrived: Arrived) -> list[str]:
        others = Profile(id="somebody-else", name="", watch=(Term(id="country/AM", weight=1),))
        found = compare(press.newsroom, press, [PROFILE, others], arrived).complaints
        return [complaint for complaint in found if not complaint.startswith("somebody-else")]

    def test_once_is_right(self, press: Press) -> None:
        assert self.complaints(press, self.told(press, min(press.newsroom.concerns))) == []

    def test_never_and_twice_are_wrong(self, press: Press) -> None:
        told = self.told(press, min(press.newsroom.concerns))
        assert "0 times" in self.complaints(press)[0]
        assert "2 times" in self.complaints(press, told, told)[0]

    def test_a_distractor_is_wrong(self, press: Press) -> None:
        right = self.told(press, min(press.newsroom.concerns))
        assert "a distractor" in self.complaints(press, right, self.told(press, None))[0]

    def test_a_story_of_somebody_else_is_wrong(self, press: Press) -> None:
        mine, other = sorted(press.newsroom.concerns)
        assert "does not concern it" in self.complaints(press, self.told(press, mine), self.told(press, other))[0]

    def test_two_stories_in_one_message_are_wrong(self, press: Press) -> None:
        mine, other = sorted(press.newsroom.concerns)
        assert "together with" in self.complaints(press, self.told(press, mine, other))[0]
